"""The words of number and unit of one language, as a grammar built once from ``amounts.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from foedera.coding.times import TimeGrammar
from foedera.errors import CodebookError

__all__ = ["AmountGrammar"]

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+|\d+(?:\.\d+)?)"
_DASH = r"\s?[-\u2010-\u2015]\s?"


class AmountGrammar:
    """Compiled from the mapping of ``languages/<iso>/amounts.yml``; holds no state of any text.

    With ``times``, whatever is an expression of time is left alone. Raises CodebookError, naming the key,
    where the mapping is not a grammar.
    """

    def __init__(self, data: Mapping[str, Any], times: TimeGrammar | None = None) -> None:
        self.times = times
        try:
            self._read_numbers(data)
            self._read_units(data)
            self._read_guards(data)
        except (KeyError, TypeError, ValueError, AttributeError, re.error) as problem:
            raise CodebookError(
                f"amounts.yml: {type(problem).__name__} at {problem}. Compare the key with the packaged file."
            ) from problem

    def _read_numbers(self, data: Mapping[str, Any]) -> None:
        self.numbers: dict[str, int] = dict(data["numbers"])
        self.multipliers: dict[str, int] = dict(data["multipliers"])
        self.suffixes: dict[str, int] = dict(data["money_suffixes"])
        self.vague: dict[str, int] = dict(data["vague"])
        self.pairs: dict[str, int] = dict(data["pairs"])
        self.half: str = data["half"]
        self.ops: dict[str, str] = dict(data["ops"])
        self.after_ops: dict[str, str] = dict(data["after_ops"])
        word, big = any_of(self.numbers), any_of(self.multipliers)
        articles = any_of(data["articles"])
        spelled = rf"(?:{word}|(?:{articles}|{re.escape(self.half)})(?=\s+{big}))"
        and_ = re.escape(data["range_and"])
        spelled += rf"(?:(?:[\s-]+|\s+{and_}\s+)(?:{word}|{big})(?!\w))*"
        symbols = any_of(data["currencies"]["symbols"], cased=True)
        suffix = any_of(self.suffixes, cased=True)
        tail = rf"(?:[\s-]+(?P<times>{big}(?:\s+{big})?)(?!\w)|(?P<suffix>{suffix})(?!\w))?"
        self.quantity = re.compile(
            rf"(?:(?P<symbol>{symbols})\s?)?(?P<number>{_DIGITS}|{spelled}){tail}(?P<plus>\+(?=\s))?", re.IGNORECASE
        )
        self.start = re.compile(rf"(?<![\w.,/:'\u2019-])(?=\d|{any_of(data['articles'])}\s|{re.escape(self.half)}\s|"
                                rf"{word}(?!\w)|{symbols}\s?\d)", re.IGNORECASE)  # fmt: skip
        self.loose = re.compile(rf"(?<![\w-]){any_of([*self.vague, *self.pairs])}(?!\w)", re.IGNORECASE)
        self.op_before = re.compile(
            rf"(?<![\w-])({any_of(self.ops)})\s+(?:{any_of(data['definite'])}\s+)?$", re.IGNORECASE
        )
        self.op_after = re.compile(rf"[\s-]?({any_of(self.after_ops)})(?!\w)", re.IGNORECASE)
        self.to = re.compile(rf"(?:{_DASH}|\s+{re.escape(data['range_to'])}\s+)")
        self.and_ = re.compile(rf"\s+{re.escape(data['range_and'])}\s+", re.IGNORECASE)
        self.opener = re.compile(rf"(?<!\w){re.escape(data['range_opener'])}\s+$", re.IGNORECASE)
        change = rf"(?<!\w){re.escape(data['change_opener'])}\s+(?:{any_of(self.ops)}\s+)?$"
        self.change = re.compile(change, re.IGNORECASE)

    def _read_units(self, data: Mapping[str, Any]) -> None:
        currencies, shares = data["currencies"], data["shares"]
        self.symbols: dict[str, str] = dict(currencies["symbols"])
        self.currency_names: dict[str, str] = {fold(w): code for w, code in currencies["names"].items()}
        self.after_multiplier: dict[str, str] = {fold(w): code for w, code in currencies["after_multiplier"].items()}
        self.measures: dict[str, str] = {fold(w): unit for w, unit in data["measures"].items()}
        self.compounds: dict[str, str] = {fold(w): unit for w, unit in data["compounds"].items()}
        terms = {fold(w): unit for w, unit in data["terms"].items()}
        self.compounds |= terms
        self.terms = frozenset(terms.values())
        self.toll = frozenset(data["toll"])
        self.fractions: dict[str, float] = {fold(w): value for w, value in shares["fractions"].items()}
        self.classes: dict[str, str] = {fold(noun): unit for unit, nouns in data["classes"].items() for noun in nouns}
        names = [*self.currency_names, *self.after_multiplier, *(s for s in self.symbols if s.isalpha())]
        self.currency_after = re.compile(rf"[\s-]?({any_of(names)})(?!\w)", re.IGNORECASE)
        self.share_after = re.compile(rf"[\s-]?{any_of(shares['units'])}(?!\w)", re.IGNORECASE)
        self.measure_after = re.compile(rf"[\s-]?({any_of(self.measures)})(?![\w/]|-\d)", re.IGNORECASE)
        for ending, plural in data["plural_endings"].items():
            singulars = [(n, u) for n, u in self.classes.items() if n.endswith(plural) and len(n) > len(plural) + 2]
            for noun, unit in singulars:  # "a 20-embassy network"
                self.compounds.setdefault(noun.removesuffix(plural) + ending, unit)
        self.compound_after = re.compile(rf"-({any_of(self.compounds)})(?![\w-])", re.IGNORECASE)
        fractions, needs = any_of(self.fractions), re.escape(shares["needs"])
        self.fraction = re.compile(rf"(?<![\w-])({fractions})\s+{needs}(?!\w)", re.IGNORECASE)
        self.money_link = re.compile(rf"\s+{any_of(data['money_links'])}\s+", re.IGNORECASE)
        self.nationals: tuple[str, ...] = tuple(data["suffixes_of_nationals"])

    def _read_guards(self, data: Mapping[str, Any]) -> None:
        self.not_counted = frozenset(fold(w) for w in data["not_counted"])
        self.stops = frozenset(fold(w) for w in data["stops"])
        of, owners = re.escape(data["partitive"]["of"]), any_of(data["partitive"]["owners"])
        self.partitive = re.compile(rf"\s+{of}(?:\s+{owners})?(?=\s)", re.IGNORECASE)
        referring = data["referring"]
        self.referring_max: int = referring["max"]
        self.referring_nouns = frozenset(fold(w) for w in referring["nouns"])
        self.referring_before = re.compile(rf"(?<!\w){any_of(referring['before'])}\s+$", re.IGNORECASE)
        self.ordinals: dict[str, int] = {fold(w): n for w, n in data["ordinals"].items()}
        marks = any_of(data["ordinal_marks"])
        ordinal = rf"(?:{any_of(self.ordinals)}|\d+(?:st|nd|rd|th))"
        self.ordinal = re.compile(rf"(?<![\w-])({ordinal})\s+({marks})(?!\w)", re.IGNORECASE)
        self.coordinators = frozenset(fold(w) for w in data["coordinators"])
        self.containers = frozenset(fold(w) for w in data["containers"])
        self.people_after = frozenset(fold(w) for w in data["people_after"])
        self.no_count_after = re.compile(rf"(?<!\w){any_of(data['no_count_after'])}\s+$", re.IGNORECASE)


def fold(word: str) -> str:
    return " ".join(word.lower().split())


def any_of(words: Iterable[str], *, cased: bool = False) -> str:
    """An alternation, longest first; blanks match any white space."""
    listed = sorted({str(w) for w in words}, key=lambda w: (-len(w), w))
    body = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in listed)
    return f"(?-i:{body})" if cased else f"(?:{body})"
