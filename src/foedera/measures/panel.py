"""Dyad-years and directed dyad-years out of a record, with zero and not covered apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, permutations
from typing import TypeVar

from foedera.codebook import Codebook
from foedera.errors import UsageError
from foedera.measures.acts import KINDS, Act, acts, card, period_of, year_of
from foedera.measures.coverage import RULE, Coverage, coverage_of, span
from foedera.measures.grid import ZERO, Grid, Line
from foedera.model import Dossier, Status
from foedera.table import Cell, Row, Table

__all__ = ["By", "Counted", "Spans", "cells_of", "panel", "tally"]


class By(StrEnum):
    """What the columns of a panel tell apart."""

    TOTAL = "total"
    FAMILY = "family"
    TYPE = "type"
    STATUS = "status"
    LEVEL = "level"


class Spans(StrEnum):
    """What becomes of an event that is dated by a span of years."""

    APART = "apart"  # listed beside the panel
    FIRST = "first"  # counted in its first year
    EACH = "each"  # counted in every year of it, as what stands is counted


Pair = tuple[str, str]
Claims = tuple[str, ...]
Counted = dict[Pair, dict[int, dict[int, list[Claims]]]]  # pair -> year -> column -> the claims of each event
Option = TypeVar("Option", bound=StrEnum)
NONE = "unknown"  # the level of an act of which no level is told


@dataclass(frozen=True, slots=True)
class _Placing:
    """One act between one pair, and the column in which it counts."""

    act: Act
    pair: Pair
    column: int


def panel(
    record: Dossier,
    codebook: Codebook,
    *,
    directed: bool = False,
    by: By | str = By.TOTAL,
    spans: Spans | str = Spans.APART,
    actor: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    everyone: bool = False,
) -> Table:
    """A row for each two states and year: how many events tie them, by family, type, status or level.

    Formula: the number of events of that year in which the two stand on sides that the kind of act ties; an event of
    many parties counts once for each two of them. Columns: done, plan (agreed, planned), open (offered, discussed,
    asked for, thought possible), failed (refused, called off), of cooperative kinds of act, and friction (done acts of
    the families of friction). By family, type or level: FAMILY_done and FAMILY_plan of every kind of act. By
    status: a column a status. A plan is never counted as done, and its fulfilment is an event of its own.
    Directed: from the source of an act to its target; an act that both do (a meeting) counts in both directions.
    Rows: two states that the record ever ties, or, where asked, any two that it names; from the first to the last
    year asked for, else of events and publications; only years in which both are states (Correlates of War), and any
    year with an event. Keys: ISO 3166 alpha-3 (iso3_1, iso3_2), COW numbers (ccode1, ccode2), year.
    Source: the events of the record. Unit: events.
    Missing: a year is covered for an actor where a document published in that year has a claim that names it, and for
    two where both are covered. 0: covered, and nothing told. Empty: not covered, and nothing told.
    Dates: an event dated only by a span of years stands beside the panel ("apart"), as do the undated; or is counted in
    its first year ("first"), or in each year of it ("each"). What began in a year and goes on counts in that year.
    Traps: reports look back, so early years have events without being covered; attention of the press is no act;
    membership of an organisation ties nobody; nor does what one organisation does with a state.
    """
    way, spread = _option(By, by), _option(Spans, spans)
    listed = acts(record, codebook, since=since, until=until)
    coverage = coverage_of(record)
    years = coverage.years(listed, since, until)
    columns, column_of = _columns(way, codebook)
    wanted = frozenset(actor)
    placings = [
        _Placing(act, pair, column)
        for act in listed
        if (column := column_of(act)) is not None
        for pair in _pairs_of(act, codebook, directed=directed)
        if not wanted or wanted.intersection(pair)
    ]
    counted = tally(
        (each.pair, year, each.column, each.act.event.claims)
        for each in placings
        for year in _years_of(each.act, spread, years)
    )
    pairs = {each.pair for each in placings}
    if everyone:
        pairs |= _all_pairs(coverage, codebook, wanted, directed=directed)
    lines = [_line(pair, counted.get(pair, {}), len(columns), years, coverage, codebook) for pair in sorted(pairs)]
    beside = _beside(placings, columns, spread, years)
    return Table(
        measure="directed_panel" if directed else "panel",
        unit="events",
        method=card(panel),
        coverage=coverage.words(sorted(wanted), years, {p.act.event.id: p.act for p in placings}.values()) + f" {RULE}",
        period=span(years),
        keys=("iso3_1", "iso3_2", "ccode1", "ccode2", "year"),
        columns=columns,
        rows=Grid(lines, len(columns)),
        integers=("ccode1", "ccode2", "year"),
        aside={"not_placed": beside} if beside.rows else {},
    )


def tally(placed: Iterable[tuple[Pair, int, int, Claims]]) -> Counted:
    """The claims of each event by pair, year and column: the length of a list is the count."""
    found: Counted = {}
    for pair, year, column, claims in placed:
        cells = found.setdefault(pair, {}).setdefault(year, {})
        if column in cells:
            cells[column].append(claims)
        else:
            cells[column] = [claims]
    return found


def cells_of(counted: Mapping[int, list[Claims]], columns: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(float(len(counted[at])), tuple(sorted({c for claims in counted[at] for c in claims})))
        if at in counted
        else ZERO
        for at in range(columns)
    )


def _option(kind: type[Option], given: str) -> Option:
    try:
        return kind(given)
    except ValueError:
        raise UsageError(f"a panel cannot be made by '{given}'. Known: {', '.join(kind)}.") from None


def _columns(by: By, codebook: Codebook) -> tuple[tuple[str, ...], Callable[[Act], int | None]]:
    """The names of the columns, and in which of them an act counts."""
    if by is By.STATUS:
        names = tuple(s.value for s in Status if s not in (Status.ASSERTED, Status.FORECAST))
        return names, _finder(names, lambda act: act.event.status.value if act.is_cooperative else "")
    if by is By.TOTAL:
        names = (*KINDS, "friction")
        return names, _finder(names, _total)
    events = {name for name, family in codebook.families.items() if family.group == "event"}
    of: dict[By, tuple[Sequence[str], Callable[[Act], str]]] = {
        By.FAMILY: ([f for f in codebook.families if f in events], lambda act: act.event.family),
        By.TYPE: ([n for n, t in codebook.types.items() if t.family in events], lambda act: act.event.type),
        By.LEVEL: ([*codebook.levels, NONE], lambda act: (act.level or NONE) if act.is_cooperative else ""),
    }
    groups, group_of = of[by]
    names = tuple(f"{group}_{kind}" for group in groups for kind in ("done", "plan"))
    return names, _finder(names, lambda act: f"{group_of(act)}_{act.kind}")


def _total(act: Act) -> str:
    if act.is_cooperative:
        return act.kind
    return "friction" if act.is_friction and act.kind == "done" else ""


def _finder(names: Sequence[str], name_of: Callable[[Act], str]) -> Callable[[Act], int | None]:
    places = {name: at for at, name in enumerate(names)}
    return lambda act: places.get(name_of(act))


def _pairs_of(act: Act, codebook: Codebook, *, directed: bool) -> list[Pair]:
    """Pairs of states alone: no organisation, no group."""
    states = codebook.states
    ties = [(a, b) for a, b in act.ties if a in states and b in states]
    if not directed:
        return sorted(ties)
    return sorted(p for p in act.pairs if (min(p), max(p)) in ties)


def _all_pairs(coverage: Coverage, codebook: Codebook, wanted: frozenset[str], *, directed: bool) -> set[Pair]:
    named = sorted(a for a in coverage.ever_named if a in codebook.states)
    pairs = permutations(named, 2) if directed else combinations(named, 2)
    return {p for p in pairs if not wanted or wanted.intersection(p)}


def _years_of(act: Act, spans: Spans, years: range) -> list[int]:
    event = act.event
    year = year_of(event)
    if year is not None:
        return [year] if year in years else []
    if event.date is None or event.date.start is None or spans is Spans.APART:
        return []
    first, last = event.date.first.year, event.date.last.year
    return [y for y in range(first, (first if spans is Spans.FIRST else last) + 1) if y in years]


def _line(
    pair: Pair,
    counted: Mapping[int, Mapping[int, list[Claims]]],
    columns: int,
    years: range,
    coverage: Coverage,
    codebook: Codebook,
) -> Line:
    a, b = (codebook.states[s] for s in pair)
    first = max(a.since or 0, b.since or 0)
    last = min(a.until or 9999, b.until or 9999)
    both = coverage.named.get(pair[0], frozenset()) & coverage.named.get(pair[1], frozenset())
    return Line(
        keys=(*pair, *("" if s.cow is None else str(s.cow) for s in (a, b))),
        years=[y for y in years if first <= y <= last or y in counted],
        found={year: cells_of(cells, columns) for year, cells in counted.items()},
        covers=both.__contains__,
    )


def _beside(placings: Iterable[_Placing], columns: Sequence[str], spans: Spans, years: range) -> Table:
    """The events that have no year of their own in the panel, by the period that is known of them."""
    found: dict[tuple[str, str, str], dict[int, list[Claims]]] = defaultdict(lambda: defaultdict(list))
    for each in placings:
        if not _years_of(each.act, spans, years):
            found[(*each.pair, period_of(each.act.event))][each.column].append(each.act.event.claims)
    rows = tuple(Row(keys, cells_of(cells, len(columns))) for keys, cells in sorted(found.items()))
    method = "Events that are in no row of the panel: dated by a span of years, or not at all."
    return Table("panel: not placed", "events", method, "", ("iso3_1", "iso3_2", "period"), tuple(columns), rows)
