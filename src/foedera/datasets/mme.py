"""Multinational military exercises: who exercised with whom, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from foedera.datasets.nouns import Coverage, Sheet
from foedera.datasets.series import Series, pair
from foedera.datasets.systems import Systems

__all__ = ["LAYOUTS", "Exercise", "covers", "exercises", "series"]

LAYOUTS = ("exercises", "list")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. ``start`` is (year, month or None, day or None); ``others`` are names that stand for no state."""

    row: str
    name: str
    start: tuple[int, int | None, int | None] | None
    participants: frozenset[str]
    others: tuple[str, ...]


def exercises(sheet: Sheet, systems: Systems) -> list[Exercise]:
    """The exercises of a sheet in the order of its rows."""
    starts, parties = _starts(sheet), _parties(sheet)
    found = []
    for at, name in sheet.records("name"):
        start = starts[at]
        states = {who: systems.state(who, "name", start[0] if start else None) for who in parties[at]}
        found.append(
            Exercise(
                row=sheet.row(at),
                name=name or "",
                start=start,
                participants=frozenset(s for s in states.values() if s),
                others=tuple(who for who, state in states.items() if state is None),
            )
        )
    return found


def _starts(sheet: Sheet) -> list[tuple[int, int | None, int | None] | None]:
    if sheet.layout.name == "list":
        return list(sheet.column("start"))
    written = sheet.records("s.year", "s.month", "s.day", "start")
    return [(year, month, day) if year is not None else start for _, year, month, day, start in written]


def _parties(sheet: Sheet) -> list[tuple[str, ...]]:
    if sheet.layout.name == "list":
        return list(sheet.column("participants"))
    named = {c.name for c in sheet.layout.columns}
    columns = [values for name, values in sheet.columns.items() if name not in named]
    return [tuple(dict.fromkeys(who for who in row if who)) for row in zip(*columns, strict=True)]


def covers(sheet: Sheet, found: Sequence[Exercise]) -> Coverage:
    """The years of the data set, or of its rows where it names few states; of a list of one state's exercises, which
    therefore is in each, only pairs with that state."""
    always = frozenset.intersection(*(e.participants for e in found)) if found else frozenset()
    named = frozenset(state for e in found for state in e.participants)
    years = {e.start[0] for e in found if e.start}
    if len(named) >= sheet.card.whole:
        return Coverage(sheet.card.first, sheet.card.last)
    return Coverage(
        first=min(years, default=None),
        last=max(years, default=None),
        states=None if always else named,
        either=always or None,
    )


def series(sheets: Sequence[Sheet], variable: str, systems: Systems) -> Series:
    """Exercises of each pair of states by the year in which they began, of the first sheet."""
    sheet = sheets[0]
    spec = sheet.card.variable(variable)
    found = exercises(sheet, systems)
    rows: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for one in found:
        if one.start is not None:
            states = sorted(one.participants)
            for at, a in enumerate(states):
                for b in states[at + 1 :]:
                    rows[pair(a, b, one.start[0])].append(one.row)
    values = {key: (float(len(held)), tuple(held)) for key, held in rows.items()}
    source = f"{sheet.card.title} {sheet.vintage or ''}".strip()
    return Series(spec, source, values, ((sheet.name, covers(sheet, found)),))
