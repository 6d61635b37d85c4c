"""Votes in the UN General Assembly: ideal points by session, and agreement on roll calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from foedera.datasets.nouns import Coverage, Sheet
from foedera.datasets.series import Series, Values, pair
from foedera.datasets.systems import Systems

__all__ = ["POINTS", "VOTES", "Point", "agreement", "ideal_points", "series", "year_of"]

POINTS = ("points_of_years", "ideal_points", "points_by_year")  # the newest form first
VOTES = ("votes", "agreement")

FIRST_SESSION_OPENS = 1946  # session n opens in 1945 + n
YES, ABSTAIN, NO = 1, 2, 3
_CAST = frozenset({YES, ABSTAIN, NO})


def year_of(session: int) -> int:
    """The year in which a session opens; it may run into the next."""
    return FIRST_SESSION_OPENS - 1 + session


@dataclass(frozen=True, slots=True)
class Point:
    """A state's ideal point; ``low`` and ``high`` are its posterior's 5 and 95 % quantiles, where given."""

    value: float
    low: float | None
    high: float | None
    row: str


def ideal_points(sheet: Sheet, systems: Systems) -> dict[tuple[str, int], Point]:
    """(state, calendar year, or year in which the session opens) -> ideal point."""
    found: dict[tuple[str, int], Point] = {}
    if sheet.layout.name == "points_of_years":
        named = sheet.records("number", "state", "year", "ideal_point", "q5", "q95")
        for at, number, code, year, value, low, high in named:
            state = systems.state(number, "cow", year) or systems.state(code, "iso", year)
            if state is not None and value is not None:
                found[state, year] = Point(value, low, high, sheet.row(at))
        return found
    if sheet.layout.name == "points_by_year":
        doubtful: set[tuple[str, int]] = set()  # a published list has two rows for one state in some years
        for at, code, year, value in sheet.records("state", "year", "ideal_point"):
            state = systems.state(code, "cow_abb", year)
            if state is not None and value is not None:
                before = found.setdefault((state, year), Point(value, None, None, sheet.row(at)))
                if before.value != value:
                    doubtful.add((state, year))
        return {key: point for key, point in found.items() if key not in doubtful}
    for at, code, session, value, low, high in sheet.records("state", "session", "ideal_point", "q5", "q95"):
        state = systems.state(code, "cow", year_of(session))
        if state is not None:
            found[state, year_of(session)] = Point(value, low, high, sheet.row(at))
    return found


def agreement(
    sheet: Sheet, systems: Systems, *, states: Iterable[str] = ()
) -> dict[tuple[str, str, int], tuple[float, tuple[str, ...]]]:
    """(state, state, year) -> share of roll calls on which the two voted alike; an abstention is half of either.

    ``states``: only pairs of these, as all pairs of a file of roll calls are many.
    """
    wanted = frozenset(states)
    if sheet.layout.name == "agreement":
        found: Values = {}
        for at, session, a, b, share in sheet.records("session", "a", "b", "agree"):
            year = year_of(session)
            one, other = systems.state(a, "cow", year), systems.state(b, "cow", year)
            if one and other and share is not None and (not wanted or {one, other} <= wanted):
                found[pair(one, other, year)] = (share, (sheet.row(at),))
        return found
    return _of_votes(sheet, systems, wanted)


def _of_votes(sheet: Sheet, systems: Systems, wanted: frozenset[str]) -> Values:
    votes: dict[int, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    rows: dict[tuple[str, int], list[str]] = defaultdict(list)
    for at, rollcall, code, session, vote in sheet.records("rollcall", "state", "session", "vote"):
        state = systems.state(code, "cow", year_of(session)) if vote in _CAST else None
        if state is not None and (not wanted or state in wanted):
            votes[session][state][rollcall] = vote
            rows[state, session].append(sheet.row(at))
    found: Values = {}
    for session, by_state in sorted(votes.items()):
        for a, b in combinations(sorted(by_state), 2):
            both = by_state[a].keys() & by_state[b].keys()
            if both:
                alike = sum(1 - abs(by_state[a][r] - by_state[b][r]) / (NO - YES) for r in both)
                found[a, b, year_of(session)] = (alike / len(both), (*rows[a, session], *rows[b, session]))
    return found


def series(sheets: Sequence[Sheet], variable: str, systems: Systems) -> Series:
    """Distance of ideal points, or agreement on votes, by pair and year, of the first sheet that has it."""
    wanted = POINTS if variable == "ideal_point_distance" else VOTES
    sheet = min(sheets, key=lambda s: wanted.index(s.layout.name) if s.layout.name in wanted else len(wanted))
    spec = sheet.card.variable(variable)
    values: Values = {}
    if sheet.layout.name in VOTES:
        values = agreement(sheet, systems)
    else:
        by_year: dict[int, dict[str, Point]] = defaultdict(dict)
        for (state, year), point in ideal_points(sheet, systems).items():
            by_year[year][state] = point
        for year, points in by_year.items():
            for a, b in combinations(sorted(points), 2):
                values[a, b, year] = (abs(points[a].value - points[b].value), (points[a].row, points[b].row))
    years = {year for _, _, year in values}
    cover = Coverage(min(years, default=None), max(years, default=None))
    return Series(spec, f"{sheet.card.title} {sheet.vintage or ''}".strip(), values, ((sheet.name, cover),))
