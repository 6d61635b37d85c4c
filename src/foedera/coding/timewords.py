"""The words of time of one language, as a grammar built once from ``times.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from foedera.errors import CodebookError

__all__ = ["Form", "TimeGrammar"]

_SLOTS = {
    "year": r"(?:1[5-9]|20)\d\d(?!\d)",
    "day": r"\d{1,2}(?!\d)",
    "short": r"\d\d(?!\d)",
    "digits": r"(?:\d{4}|\d{2})(?!\d)",
    "count": r"(?:(?<![\d.,])\d{1,3}|{number})",
    "rank": r"(?:\d{1,2}(?:st|nd|rd|th)|{ordinal})",
    "iso_year": r"(?:1[5-9]|20)\d\d",
    "iso_month": r"\d\d",
    "iso_day": r"\d\d(?!\d)",
    "one": r"\d{1,2}",
    "two": r"\d{1,2}",
    "one_digit": r"[1-4]",
    "dotted_day": r"\d{1,2}",
    "dotted_month": r"\d{1,2}",
    "decade_digits": r"(?:(?:1[5-9]|20)\d0|['\u2018\u2019]\d0)",
}
_CASED = frozenset({"month", "monthname", "weekday"})
# Slots one of whose words stands wherever a time is told without a digit.
_TELLING = "month weekday unit dayword season decade_name feast daypart night habit vague named".split()
_SLOT = re.compile(r"<([a-z_]+)(?::(\d))?>")
_PIECE = re.compile(r"\{([a-z_]+)\}")
_LONGEST_CUE = 40  # code points looked at before a date: longer than any cue of parts or bounds


class Form:
    """One way of writing a time: a pattern, the name of its reckoning, and what it cannot do without."""

    __slots__ = ("means", "needs", "pattern")

    def __init__(self, means: str, pattern: re.Pattern[str], needs: frozenset[str]) -> None:
        self.means = means
        self.pattern = pattern
        self.needs = needs


class TimeGrammar:
    """Compiled from the mapping of ``languages/<iso>/times.yml``; holds no state of any text.

    Raises CodebookError, naming the key, where the mapping is not a grammar.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        try:
            self._read(data)
        except (KeyError, TypeError, ValueError, AttributeError, re.error) as problem:
            raise CodebookError(
                f"times.yml: {type(problem).__name__} at {problem}. Compare the key with the packaged file."
            ) from problem

    def _read(self, data: Mapping[str, Any]) -> None:
        self.words: dict[str, dict[str, Any]] = {
            name: {_fold(word): value for word, value in words.items()} for name, words in data["words"].items()
        }
        self.named: dict[str, tuple[date, date]] = {
            _fold(name): (date.fromisoformat(first), date.fromisoformat(last))
            for name, (first, last) in data["named"].items()
        }
        self.parts: dict[str, tuple[int, int]] = {_fold(w): (a, b) for w, (a, b) in data["parts"].items()}
        self.clips: dict[str, str] = {_fold(w): side for w, side in data["clips"].items()}
        self.bounds: dict[str, str] = {_fold(w): sense for w, sense in data["bounds"].items()}
        self.numeric_order: str = data["numeric_order"]
        self.fiscal_month: int = data["fiscal"]["start_month"]
        self.fiscal_offset: int = data["fiscal"]["offset"]
        self._read_guards(data)
        slots = self._slots(data)
        pieces: dict[str, str] = data["pieces"]
        self.forms = tuple(
            Form(row["means"], _compiled(row["form"], slots, pieces), _needs(row["form"], pieces))
            for row in data["forms"]
        )
        listed = _listed(data)
        self._first_words = {
            name: tuple({_caseless(str(w).split()[0]) for w in words}) for name, words in listed.items()
        }
        self._telling = tuple({_blanks(_caseless(str(word))) for name in _TELLING for word in listed[name]})
        the = rf"(?:{_any(data['articles'])}\s+)?"
        self._part = _before([*self.parts, *self.clips], tail=rf"(?:\s+|-){the}")
        self._bound = _before(self.bounds, tail=rf"(?:\s+{the}|-)")
        self.bounds_after: dict[str, str] = {_fold(w): sense for w, sense in data["bounds_after"].items()}
        self.needs_opener = frozenset(_fold(w) for w in data["bounds_after_from"])
        self._bound_after = re.compile(rf",?\s+({_any(self.bounds_after)})(?!\w)", re.IGNORECASE)
        self._from_before = _before(data["range_openers"][:1], tail=rf"\s+{the}")
        self._opener = _before(data["range_openers"], tail=rf"\s+{the}")
        fillers = rf"{the}(?:{_any(data['fillers'])}\s+)?"
        self._opened = _between(data["ranges"], fillers)
        self._bare = _between(data["bare_ranges"], fillers)
        self._coordinated = _between([*data["coordinators"], ","], fillers, part=[*self.parts])

    def _read_guards(self, data: Mapping[str, Any]) -> None:
        self.homographs = frozenset(_fold(w) for w in data["homographs"])
        self._month_cue = _before(data["month_cues"], tail=r"(?:\s+|-)")
        self._season_cue = _before(data["season_cues"], tail=r"(?:\s+|(?<=-))")
        self._month_in = _before(data["month_in"], tail=r"\s+")
        self._no_year_after = _before(data["no_year_after"], tail=r"\s+")
        self._no_round_year_after = _before(data["no_round_year_after"], tail=r"\s+")
        self._no_year_before = re.compile(rf"[\s-]+{_any(data['no_year_before'])}(?!\w)", re.IGNORECASE)

    def _slots(self, data: Mapping[str, Any]) -> dict[str, str]:
        slots = {name: _any(words, cased=name in _CASED) for name, words in data["words"].items()}
        slots |= {"named": _any(data["named"]), "habit": _any(data["habits"]), "vague": _any(data["vague"])}
        slots["unit_one"] = _any(data["words"]["calendar_unit"].keys() | {"day"})
        for name, pattern in _SLOTS.items():
            filled = pattern.replace("{number}", slots["number"]).replace("{ordinal}", slots["ordinal"])
            slots[name] = filled
        return slots

    def may_hold_time(self, sentence: str) -> bool:
        """False where no word or digit of time occurs at all: most sentences, cheaply."""
        if _DIGIT.search(sentence) is not None:
            return True
        low = _blanks(_caseless(sentence))
        return any(_begins_a_word(told, low) for told in self._telling if told in low)

    def forms_for(self, sentence: str) -> Iterator[tuple[int, Form]]:
        """The forms, numbered, that may match: those whose words the sentence holds. Most of a hundred
        searches a sentence are saved so; a word is looked for anywhere, so that none is lost."""
        low = _caseless(sentence)
        has_digit = _DIGIT.search(sentence) is not None
        present: dict[str, bool] = {}
        for number, form in enumerate(self.forms):
            for need in form.needs:
                if need not in present:
                    present[need] = self._is_present(need, low, has_digit)
                if not present[need]:
                    break
            else:
                yield number, form

    def _is_present(self, need: str, low: str, has_digit: bool) -> bool:
        if not need.startswith("<"):
            return need in low
        slot = need.strip("<>")
        if slot in self._first_words:
            return any(word in low for word in self._first_words[slot])
        # "two years", "2 years"; every other slot is digits alone
        spelt = {"count": "number", "rank": "ordinal"}.get(slot)
        return has_digit or (spelt is not None and any(word in low for word in self._first_words[spelt]))

    def value(self, slot: str, word: str) -> Any:
        """What a word of a list stands for; words are compared without case and with single blanks."""
        return self.words[slot].get(_fold(word))

    def part_before(self, sentence: str, start: int) -> tuple[int, str] | None:
        """Where a part or clip ("early", "later in") stands right before ``start``, and which."""
        found = self._part.search(sentence[max(0, start - _LONGEST_CUE) : start])
        return (max(0, start - _LONGEST_CUE) + found.start(1), _fold(found[1])) if found else None

    def bound_before(self, sentence: str, start: int) -> tuple[int, str] | None:
        """Where a bound ("since", "by") stands right before ``start``, and its sense."""
        found = self._bound.search(sentence[max(0, start - _LONGEST_CUE) : start])
        return (max(0, start - _LONGEST_CUE) + found.start(1), self.bounds[_fold(found[1])]) if found else None

    def bound_after(self, sentence: str, start: int, end: int) -> tuple[int, int, str] | None:
        """Where "onwards" or the like stands after a date: the whole span, "from" included, and the sense."""
        found = self._bound_after.match(sentence, end)
        if found is None:
            return None
        window = max(0, start - _LONGEST_CUE)
        opener = self._from_before.search(sentence[window:start])
        if opener is None and _fold(found[1]) in self.needs_opener:
            return None
        return window + opener.start(1) if opener else start, found.end(1), self.bounds_after[_fold(found[1])]

    def opener_before(self, sentence: str, start: int) -> int | None:
        found = self._opener.search(sentence[max(0, start - _LONGEST_CUE) : start])
        return max(0, start - _LONGEST_CUE) + found.start(1) if found else None

    def joins(self, gap: str, *, opened: bool) -> bool:
        """True where the words between two dates make them the ends of one interval."""
        return (self._opened if opened else self._bare).fullmatch(gap) is not None

    def coordinates(self, gap: str) -> bool:
        """True where the words between two dates let one take the year of the other."""
        return self._coordinated.fullmatch(gap) is not None

    def is_homograph(self, month: str) -> bool:
        return _fold(month) in self.homographs

    def is_month_cued(self, sentence: str, start: int) -> bool:
        return self._month_cue.search(sentence[max(0, start - _LONGEST_CUE) : start]) is not None

    def is_season_cued(self, sentence: str, start: int) -> bool:
        return self._season_cue.search(sentence[max(0, start - _LONGEST_CUE) : start]) is not None

    def is_in_month(self, sentence: str, start: int) -> bool:
        return self._month_in.search(sentence[max(0, start - _LONGEST_CUE) : start]) is not None

    def is_year(self, sentence: str, start: int, end: int) -> bool:
        """False where the four digits are a count, a number in a title or part of a designation."""
        before, after = sentence[max(0, start - _LONGEST_CUE) : start], sentence[end : end + _LONGEST_CUE]
        if before[-1:] in ("$", "€", "£", "¥", "#", "№", ".", ",", "/") or re.match(r"[.,:]\d|%|°|\(", after):
            return False
        if re.search(r"[A-Z]\w*[-\u2010-\u2015]$", before) and not self._part.search(before):
            return False
        if self._no_year_after.search(before):
            return False
        if self._no_year_before.match(after):
            return False
        is_round = sentence[end - 2 : end] == "00" and int(sentence[end - 4 : end]) % 1000 // 100 > 0
        return not (is_round and self._no_round_year_after.search(before))


def _fold(word: str) -> str:
    return " ".join(str(word).lower().split())


def _listed(data: Mapping[str, Any]) -> dict[str, Iterable[str]]:
    """The slots that are filled from a list, with the words that fill them."""
    lists = {**data["words"], "named": data["named"], "habit": data["habits"], "vague": data["vague"]}
    return {**lists, "unit_one": [*data["words"]["calendar_unit"], "day"]}


def _any(words: Iterable[str], *, cased: bool = False) -> str:
    """An alternation, longest first; blanks match any white space. Cased words also match in capitals."""
    listed = sorted({str(w) for w in words}, key=lambda w: (-len(w), w))
    parts = [re.escape(w).replace(r"\ ", r"\s+") for w in listed]
    if cased:
        capitals = [re.escape(w.upper()).replace(r"\ ", r"\s+") for w in listed]
        return "(?-i:" + "|".join([*parts, *capitals]) + ")"
    return "(?:" + "|".join(parts) + ")"


def _before(words: Iterable[str], *, tail: str) -> re.Pattern[str]:
    """Matches one of the words at the very end of a stretch, before a date."""
    return re.compile(rf"(?<![\w-])({_any(words)}){tail}$", re.IGNORECASE)


def _between(words: Iterable[str], fillers: str, *, part: Iterable[str] = ()) -> re.Pattern[str]:
    listed = [w for w in words if w != ","]
    comma = "," in set(words) or bool(part)
    tail = rf"(?:{_any(part)}[\s-]+)?" if part else ""
    alternatives = [rf",?\s+{_any(listed)}\s+{fillers}", r"\s?[-\u2010-\u2015]\s?"]
    if comma:
        alternatives.append(r",\s+")
    return re.compile(rf"(?:{'|'.join(alternatives)}){tail}", re.IGNORECASE)


def _needs(form: str, pieces: Mapping[str, str]) -> frozenset[str]:
    """What every match of a form holds: its slots, as ``<slot>``, and its words, without what is in brackets
    of any kind or may be left out. Empty where the form is too tangled to say."""
    for _ in range(4):
        form = _PIECE.sub(lambda m: pieces.get(m[1], m[0]), form)
    bare, removed = form, 1
    while removed:
        bare, removed = _GROUP.subn(" ", bare)
    if set("()|") & set(bare):
        return frozenset()
    slots = {f"<{m[1] or m[2]}>" for m in _SURE_SLOT.finditer(bare)}
    words = _SURE_WORD.findall(_NOT_WORDS.sub(" ", bare))
    return frozenset(slots | {_caseless(word) for word in words})


_GROUP = re.compile(r"\((?:[^()\\]|\\.)*\)")
_SURE_SLOT = re.compile(r"(?:<([a-z_]+)(?::\d)?>|\{([a-z_]+)\})(?![?*{])")
_NOT_WORDS = re.compile(r"\[[^\]]*\]|\\.|<[^>]*>|\{[^}]*\}")
_SURE_WORD = re.compile(r"[A-Za-z]{2,}(?![A-Za-z?*{])")
_DIGIT = re.compile(r"\d")


def _caseless(words: str) -> str:
    """Folded at least as far as patterns without case fold: both i of Turkish are i to them."""
    return words.casefold().replace("\u0131", "i").replace("\u0307", "")


def _blanks(words: str) -> str:
    return " ".join(words.split())


def _begins_a_word(told: str, text: str) -> bool:
    at = text.find(told)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at = text.find(told, at + 1)
    return at >= 0


def _compiled(form: str, slots: Mapping[str, str], pieces: Mapping[str, str]) -> re.Pattern[str]:
    """A form of ``times.yml`` as a pattern with a named group for each slot."""
    for _ in range(4):  # pieces may hold pieces, but not for ever
        form = _PIECE.sub(lambda m: pieces.get(m[1], m[0]), form)
    form = _PIECE.sub(lambda m: slots[m[1]], form.replace(" ", r"\s+"))
    form = _SLOT.sub(lambda m: f"(?P<{m[1]}{'_' + m[2] if m[2] else ''}>{slots[m[1]]})", form)
    return re.compile(rf"(?<![\w]){form}(?!\w)", re.IGNORECASE)
