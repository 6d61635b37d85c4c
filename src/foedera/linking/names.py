"""Names of things: an exercise, a treaty, an institution; and which instance of it, "2024" or "IV"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.fuzz import token_sort_ratio

from foedera.model import Claim

__all__ = ["NAME_DIFFERS", "NAME_SAME", "Names", "Naming", "names_in", "printed_exercises", "spelled"]

NAME_SAME, NAME_DIFFERS = 84.0, 62.0  # token_sort_ratio of two names
_TITLE = re.compile(r"[“\"«]([^“”\"«»]+)")
_INSTANCE = re.compile(r"[\s\-–—'’]*((?:19|20)\d\d|\d{1,2}|[IVX]{1,5})\b")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Naming:
    """Where names stand: in which attributes, in quotation marks of which, and which exercises are known by name."""

    keys: tuple[str, ...]
    titled: tuple[str, ...]
    exercises: Mapping[str, tuple[str, str | None]]  # as spelled -> the series' own name, and an instance in it
    exercise_types: frozenset[str]
    printed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Names:
    """The names in a claim, each with its instance where one is told."""

    known: Mapping[str, str | None]

    @classmethod
    def of(cls, claim: Claim, naming: Naming) -> Names:
        raw = [claim.attributes[k] for k in naming.keys if claim.attributes.get(k)]
        if not raw:  # a sentence that lists three treaties may print the first of them in the attributes of each
            raw = [title for k in naming.titled for title in _titles(claim.attributes.get(k, ""))]
        found = [_resolved(name, naming) for name in raw]
        if claim.type in naming.exercise_types:
            for match in naming.printed.finditer(claim.quote.exact):
                printed = _INSTANCE.match(claim.quote.exact, match.end())
                base, own = naming.exercises[spelled(match[0])]
                found.append((base, _instance(printed[1].casefold()) if printed else own))
        known: dict[str, str | None] = {}
        for base, which in found:
            if base:
                known[base] = which or known.get(base)
        return cls(known)

    def compare(self, other: Names) -> tuple[str, str | None]:
        """(``same``, the name), (``instance``, the name) where they are two instances of one, (``differs``, None), or
        (``open``, None) where nothing can be said."""
        if not self.known or not other.known:
            return "open", None
        shared = sorted(self.known.keys() & other.known.keys())
        best, mine, theirs = (
            (100.0, shared[0], shared[0])
            if shared
            else max((_ratio(x, y), x, y) for x in self.known for y in other.known)
        )
        if best >= NAME_SAME:
            return ("same" if _compatible(self.known[mine], other.known[theirs]) else "instance"), mine
        return ("differs" if best < NAME_DIFFERS else "open"), None


def spelled(raw: str) -> str:
    """Lower case, letters and digits only, single blanks."""
    return " ".join("".join(ch if ch.isalnum() else " " for ch in raw.casefold()).split())


def names_in(raw: str) -> tuple[str, str | None]:
    """The bare name and its instance: ("shanti prayas", "4") of "the Shanti Prayas IV"."""
    words = spelled(raw).removeprefix("the ").split()
    if len(words) > 1 and (instance := _instance(words[-1])):
        return " ".join(words[:-1]), instance
    return " ".join(words), None


def printed_exercises(names: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the names of exercises as printed: many are words too, and count with their capitals only."""
    listed = sorted({n for n in names if len(n) > 3 and any(ch.isupper() for ch in n)}, key=lambda n: (-len(n), n))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + r")\b") if listed else re.compile(r"(?!)")


def _resolved(raw: str, naming: Naming) -> tuple[str, str | None]:
    whole = spelled(raw).removeprefix("the ").removeprefix("exercise ")
    if whole in naming.exercises:
        base, own = naming.exercises[whole]
        return base, names_in(whole)[1] or own
    base, instance = names_in(whole)
    return (naming.exercises[base][0] if base in naming.exercises else base), instance


def _titles(words: str) -> list[str]:
    """What stands in quotation marks in an attribute."""
    return [found.strip() for found in _TITLE.findall(words) if len(found.split()) > 1]


def _instance(word: str) -> str | None:
    """A year, a number or a Roman numeral as digits; None for another word."""
    if word.isdigit() and len(word) in {1, 2, 4}:
        return word
    if word and all(ch in _ROMAN for ch in word):
        values = [_ROMAN[ch] for ch in word]
        signed = (-v if any(later > v for later in values[at + 1 :]) else v for at, v in enumerate(values))
        return str(sum(signed))
    return None


def _compatible(mine: str | None, theirs: str | None) -> bool:
    """True unless both are told and differ; "24" may be short for "2024"."""
    if mine is None or theirs is None or mine == theirs:
        return True
    short, long = sorted((mine, theirs), key=len)
    return len(short) == 2 and len(long) == 4 and long.endswith(short)


def _ratio(x: str, y: str) -> float:
    """How alike two names are; a name of two words or more within a longer one counts as the same."""
    short = min(x.split(), y.split(), key=len)
    within = len(short) > 1 and set(short) <= set(x.split()) & set(y.split())
    return 100.0 if within else token_sort_ratio(x, y)
