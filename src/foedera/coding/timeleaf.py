"""One expression of time on its way to an interval, and what it is counted from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from foedera.coding.periods import Days, shift, span_of, unit_span
from foedera.coding.timewords import TimeGrammar
from foedera.model import Interval, Precision

__all__ = [
    "NEAR_DAYS",
    "STALE_DAYS",
    "STALE_DAYS_SAME_YEAR",
    "Found",
    "Leaf",
    "Setting",
    "anchored_to",
    "common_unit",
    "counted_from",
    "dated_in",
    "full_year",
    "lacks_year",
    "named_as",
    "placed",
]

_COMPOUND = {"fortnight": (2, "week"), "decade": (10, "year"), "century": (100, "year")}
_PIVOT = 69  # without a publication, two-digit years up to here are of this century, as in POSIX
STALE_DAYS = 270  # "in September", printed in July: hardly that of last year, which would be called so
STALE_DAYS_SAME_YEAR = 300  # "in January", printed in November, is that of the same year
NEAR_DAYS = 95
_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Setting:
    """What relative expressions are counted from. ``direction`` is past, future or likely.

    ``named`` is the latest day that an undated text names in full.
    """

    published: Interval | None
    anchor: Interval | None
    direction: str
    named: Interval | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One expression; ``month`` is set, and ``days`` is not, while its year is still to be found."""

    start: int
    end: int
    kind: str = "date"
    days: Days | None = None
    precision: Precision = Precision.RANGE
    basis: str = ""
    inferred: bool = False
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    found: Found | None = None  # kept where it is counted from a date that may stand before it in the sentence
    means: str = ""  # and how it is reckoned


@dataclass(frozen=True, slots=True)
class Found:
    """A match with its grammar, setting and sentence: what every reckoning is given."""

    match: re.Match[str]
    grammar: TimeGrammar
    setting: Setting
    sentence: str

    def has(self, slot: str) -> bool:
        return slot in self.match.re.groupindex and self.match[slot] is not None

    def number(self, slot: str) -> int | None:
        """The integer of a slot, from digits or a number word; None where the slot is empty.

        A year of two digits is the latest that is not after publication.
        """
        if not self.has(slot):
            return None
        word = self.match[slot]
        digits = re.match(r"\d+", word)
        if digits:
            return int(digits[0])
        kind = "ordinal" if slot.startswith("rank") else "number"
        value = self.grammar.value(kind, word)
        return int(value) if value is not None else None

    def word(self, slot: str, *, of: str | None = None) -> int | str | None:
        return self.grammar.value(of or slot, self.match[slot]) if self.has(slot) else None

    def measure(self) -> tuple[int, str]:
        """How many of which unit; a fortnight is two weeks, a decade ten years."""
        unit, count = str(self.word("unit")), self.number("count") or 1
        times, of = _COMPOUND.get(unit, (1, unit))
        return count * times, of

    def offset(self, slot: str) -> int:
        return int(self.word(slot) or 0)

    def leaf(self, days: Days | None = None, precision: Precision = Precision.RANGE, basis: str = "") -> Leaf:
        return Leaf(self.match.start(), self.match.end(), "date", days, precision, basis)

    def of_kind(self, kind: str) -> Leaf:
        return Leaf(self.match.start(), self.match.end(), kind)


def lacks_year(leaf: Leaf) -> bool:
    return leaf.month is not None and leaf.year is None and leaf.kind == "date"


def dated_in(leaf: Leaf, year: int, basis: str) -> Leaf:
    """The leaf in a given year; impossible where the calendar has no such day."""
    days = span_of(year, leaf.month, leaf.day, leaf.last_day)
    if days is None:
        return replace(leaf, kind="impossible", year=year)
    precision = Precision.MONTH if leaf.day is None else Precision.DAY if days[0] == days[1] else Precision.RANGE
    return replace(leaf, days=days, year=year, precision=precision, basis=basis)


def placed(leaf: Leaf, setting: Setting) -> Leaf:
    """A month or day without its year, put where ``setting.direction`` says; as it was where nothing is known."""
    published = setting.published
    if published is None:
        found = _placed_by_name(leaf, setting.named)
        return found if found.days is not None else _placed_by_anchor(leaf, setting.anchor)
    past = _nearest(leaf, published, forward=False)
    if setting.direction == "past":
        return past or leaf
    future = _nearest(leaf, published, forward=True)
    if setting.direction == "future" or past is None or past.days is None:
        return future or leaf
    if future is None or future.days is None:
        return past
    limit = STALE_DAYS if past.year != published.last.year else STALE_DAYS_SAME_YEAR
    is_stale = (published.last - past.days[1]).days > limit
    return future if is_stale and (future.days[0] - published.first).days < NEAR_DAYS else past


def _placed_by_name(leaf: Leaf, named: Interval | None) -> Leaf:
    """Of an undated text that names a day in full: the latest such month or day by then, if less than a year before."""
    found = _nearest(leaf, named, forward=False) if named is not None else None
    if named is None or found is None or found.days is None or (named.last - found.days[0]).days > _YEAR_DAYS:
        return leaf
    return replace(found, basis=named_as(named))


def _placed_by_anchor(leaf: Leaf, anchor: Interval | None) -> Leaf:
    """Of an undated text: the one nearest to the day or month that it named last, where that had a year."""
    if anchor is None or anchor.precision not in (Precision.DAY, Precision.MONTH):
        return leaf
    years = range(anchor.first.year - 1, anchor.first.year + 2)
    near = [found for year in years if (found := dated_in(leaf, year, anchored_to(anchor))).days is not None]
    if not near:
        return leaf
    best = min(near, key=lambda found: abs((found.days[0] - anchor.first).days) if found.days else _YEAR_DAYS)
    return replace(best, inferred=True)


def named_as(named: Interval) -> str:
    """The basis of what is counted from the latest day that an undated text names, in words."""
    return f"the latest day named is {_shown(named)}"


def _nearest(leaf: Leaf, published: Interval, *, forward: bool) -> Leaf | None:
    """The latest such month or day that has begun by publication, or the earliest that is not over."""
    base = published.first.year if forward else published.last.year
    for step in range(9):  # 29 February may be eight years away
        dated = dated_in(leaf, base + step if forward else base - step, counted_from(published))
        if dated.days is None:
            continue
        if dated.days[1] >= published.first if forward else dated.days[0] <= published.last:
            return replace(dated, inferred=True)
    return None


def full_year(digits: str, setting: Setting) -> int:
    """A year of two digits is the latest that is not after publication."""
    year = int(digits)
    if len(digits) > 2:
        return year
    limit = setting.published.last.year if setting.published else 2000 + _PIVOT
    return limit - (limit - year) % 100


def common_unit(base: Interval | None, unit: str, offset: int) -> Days | None:
    """The calendar unit ``offset`` units from ``base``, where ``base`` is fine enough to tell which."""
    if base is None or base.start is None or base.end is None:
        return None
    found: list[Days] = []
    for day in (base.start, base.end):
        moved = shift(day, offset, unit)
        days = unit_span(moved, unit) if moved else None
        if days is None:
            return None
        found.append(days)
    return found[0] if found[0] == found[1] else None


def counted_from(published: Interval | None) -> str:
    """The basis of what is counted from publication, in words."""
    return f"published {_shown(published)}" if published else ""


def anchored_to(anchor: Interval | None) -> str:
    """The basis of what is counted from the date last named, in words."""
    return f"counted from {_shown(anchor)}" if anchor else ""


def _shown(when: Interval) -> str:
    """2012-11-08, 2012-11, 2012, or both ends."""
    if when.start is None or when.end is None:
        return f"{when.start or ''}..{when.end or ''}"
    if when.start == when.end:
        return when.start.isoformat()
    if (when.start, when.end) == span_of(when.start.year, when.start.month):
        return when.start.isoformat()[:7]
    if (when.start, when.end) == span_of(when.start.year):
        return f"{when.start.year:04d}"
    return f"{when.start.isoformat()}..{when.end.isoformat()}"
