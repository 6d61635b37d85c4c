"""Defence co-operation agreements. Not yet tried on the file itself: its card says what the forms rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from foedera.datasets.nouns import Sheet
from foedera.datasets.series import Series, Values, pair
from foedera.datasets.shelf import coverage
from foedera.datasets.systems import Systems

__all__ = ["series"]

SIGNED = "signed"


def series(sheets: Sequence[Sheet], variable: str, systems: Systems) -> Series:
    """Agreements in force by pair and year, of the dyad-year file; or those signed in a year, of the main file."""
    layout = "treaties" if variable == SIGNED else "dyads"
    sheet = next((s for s in sheets if s.layout.name == layout), sheets[0])
    spec = sheet.card.variable(variable)
    values: Values = {}
    years: set[int] = set()
    if sheet.layout.name == "treaties":
        rows: dict[tuple[str, str, int], list[str]] = defaultdict(list)
        for at, a, b, year in sheet.records("a", "b", "signed"):
            ends = _states(a, b, year, systems)
            if ends is not None:
                rows[pair(*ends, year)].append(sheet.row(at))
        values = {key: (float(len(held)), tuple(held)) for key, held in rows.items()}
        years = {year for _, _, year in values}
    else:
        for at, a, b, year, flag in sheet.records("a", "b", "year", variable):
            ends = _states(a, b, year, systems)
            if ends is not None and flag is not None:
                years.add(year)
                key = pair(*ends, year)
                before, held_rows = values.get(key, (0.0, ()))
                values[key] = (max(before, float(flag)), (*held_rows, sheet.row(at)))
    source = f"{sheet.card.title} {sheet.vintage or ''}".strip()
    return Series(spec, source, values, ((sheet.name, coverage(sheet, systems, years)),))


def _states(a: int, b: int, year: int | None, systems: Systems) -> tuple[str, str] | None:
    if year is None:
        return None
    one, other = systems.state(a, "cow", year), systems.state(b, "cow", year)
    return (one, other) if one and other else None
