"""ATOP alliances: who owes what to whom, from when to when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from foedera.datasets.nouns import Coverage, Sheet
from foedera.datasets.series import Series, Values
from foedera.datasets.shelf import coverage
from foedera.datasets.systems import Systems

__all__ = ["LAYOUTS", "OBLIGATIONS", "Commitment", "Commitments", "commitments", "series"]

OBLIGATIONS = ("defense", "offense", "neutral", "nonagg", "consul")
LAYOUTS = ("member", "directed_dyads", "dyads")  # the first has days, and all the others come from it


@dataclass(frozen=True, slots=True)
class Commitment:
    """What ``a`` owes to ``b`` under one alliance, while both are in it. ``last`` None: to the end of the data."""

    a: str
    b: str
    alliance: str
    first: date
    last: date | None
    obligations: frozenset[str]
    rows: tuple[str, ...]

    def stands(self, year: int) -> bool:
        """In force on some day of the year, as ATOP counts years."""
        return self.first.year <= year and (self.last is None or year <= self.last.year)


@dataclass(frozen=True, slots=True)
class Commitments:
    """The commitments of a sheet, by the state that made them."""

    by_state: Mapping[str, tuple[Commitment, ...]]
    covers: Coverage
    name: str
    _years: dict[tuple[str, int], dict[str, tuple[frozenset[str], tuple[str, ...]]]] = field(default_factory=dict)

    def of(self, a: str, b: str) -> list[Commitment]:
        """What ``a`` owes to ``b``, in order of time."""
        return [c for c in self.by_state.get(a, ()) if c.b == b]

    def portfolio(self, a: str, year: int) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
        """State -> what ``a`` owes it in the year under any alliance, and the rows that say so."""
        if (a, year) not in self._years:
            found: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}
            for made in self.by_state.get(a, ()):
                if made.stands(year):
                    held, rows = found.get(made.b, (frozenset(), ()))
                    found[made.b] = (held | made.obligations, (*rows, *made.rows))
            self._years[a, year] = found
        return self._years[a, year]


def commitments(sheet: Sheet, systems: Systems) -> Commitments:
    """All commitments that a member file or a (directed) dyad-year file tells of.

    From the member file each member owes every other what its own row says, while their spells overlap. That is
    ATOP's own rule, but for the few alliances in which a member owes different things to different others.
    """
    made = _of_members(sheet, systems) if sheet.layout.name == "member" else _of_dyads(sheet, systems)
    by_state: dict[str, list[Commitment]] = defaultdict(list)
    years: set[int] = set()
    for one in made:
        by_state[one.a].append(one)
        years |= {one.first.year, one.last.year if one.last else sheet.card.last or one.first.year}
    ordered = {a: tuple(sorted(found, key=lambda c: (c.b, c.first, c.alliance))) for a, found in by_state.items()}
    return Commitments(ordered, coverage(sheet, systems, years), sheet.name)


def _of_members(sheet: Sheet, systems: Systems) -> Iterator[Commitment]:
    alliances: dict[int, list[Commitment]] = defaultdict(list)
    names = ("atopid", "member", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit", *OBLIGATIONS)
    for at, alliance, member, y1, m1, d1, y2, m2, d2, *owed in sheet.records(*names):
        obligations = frozenset(o for o, flag in zip(OBLIGATIONS, owed, strict=True) if flag)
        first, last = _day(y1, m1, d1, 1, 1), _day(y2, m2, d2, 12, 31) if y2 else None
        for state, start, end in _states(member, first, last, sheet.card.last or first.year, systems):
            alliances[alliance].append(Commitment(state, "", str(alliance), start, end, obligations, (sheet.row(at),)))
    for alliance in sorted(alliances):
        for one in alliances[alliance]:
            for other in alliances[alliance]:
                if one.a != other.a and (both := _overlap(one, other)):
                    yield both


def _states(
    member: int, first: date, last: date | None, data_end: int, systems: Systems
) -> list[tuple[str, date, date | None]]:
    """The states that a member's number means in the years of its spell: a successor goes on under the same number."""
    found: list[tuple[str, date, date | None]] = []
    for year in range(first.year, max(first.year, last.year if last else data_end) + 1):
        state = systems.state(member, "cow", year) or f"COW{member}"
        if not found:
            found.append((state, first, last))
        elif state != found[-1][0]:
            before, since, _ = found[-1]
            found[-1] = (before, since, date(year - 1, 12, 31))
            found.append((state, date(year, 1, 1), last))
    return found


def _overlap(one: Commitment, other: Commitment) -> Commitment | None:
    first = max(one.first, other.first)
    ends = [end for end in (one.last, other.last) if end is not None]
    last = min(ends) if ends else None
    if last is not None and last < first:
        return None
    return Commitment(one.a, other.a, one.alliance, first, last, one.obligations, one.rows + other.rows)


def _day(year: int, month: int | None, day: int | None, no_month: int, no_day: int) -> date:
    """A day of a spell; month or day 0 is unknown, and taken as widely as it can be."""
    month = month or no_month
    for last in (day or no_day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, no_month, 28)


def _of_dyads(sheet: Sheet, systems: Systems) -> Iterator[Commitment]:
    directed = sheet.layout.name == "directed_dyads"
    for at, a, b, year, *owed in sheet.records("a", "b", "year", *OBLIGATIONS):
        obligations = frozenset(o for o, flag in zip(OBLIGATIONS, owed, strict=True) if flag)
        ends = [systems.state(code, "cow", year) or f"COW{code}" for code in (a, b)]
        for one, other in [ends] if directed else [ends, ends[::-1]]:
            yield Commitment(one, other, "", date(year, 1, 1), date(year, 12, 31), obligations, (sheet.row(at),))


def series(sheets: Sequence[Sheet], variable: str, systems: Systems) -> Series:
    """One obligation by directed dyad and year, of the first sheet."""
    sheet = sheets[0]
    spec = sheet.card.variable(variable)
    held = commitments(sheet, systems)
    values: Values = {}
    last = held.covers.last or 0
    for made in (c for found in held.by_state.values() for c in found):
        for year in range(made.first.year, min(last, made.last.year if made.last else last) + 1):
            before, rows = values.get((made.a, made.b, year), (0.0, ()))
            owed = float(variable in made.obligations)
            values[made.a, made.b, year] = (max(before, owed), (*rows, *made.rows))
    source = f"{sheet.card.title} {sheet.vintage or ''}".strip()
    return Series(spec, source, values, ((sheet.name, held.covers),))
