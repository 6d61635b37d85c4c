"""Any CSV of pairs of states by year, or of events between them, with a mapping that says which column is what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foedera.codebook.yamlfiles import Data
from foedera.datasets.cards import card_from
from foedera.datasets.nouns import Card, Sheet
from foedera.datasets.series import Series, Values, pair
from foedera.datasets.shelf import coverage
from foedera.datasets.systems import SYSTEMS, Systems
from foedera.errors import DataError

__all__ = ["COUNT", "LAYOUT", "card_of", "series"]

LAYOUT = "generic"
COUNT = "events"  # the variable of a mapping that names no values: how many rows there are
_KEYS = frozenset(
    {
        "title",
        "licence",
        "citation",
        "url",
        "publisher",
        "vintage",
        "rows",
        "first",
        "second",
        "year",
        "date",
        "directed",
    }
    | {"absent", "missing", "values", "where", "traps", "whole"}
)
_WHERE = "where:"
_OR = "\n"
_VALUE = "value:"  # before the name of a column of values, so that it cannot be taken for another


def card_of(name: str, mapping: Data, origin: str) -> Card:
    """The card of a data set of one's own. Raises DataError, naming ``origin`` and key, where the mapping is wrong."""
    if unknown := sorted(set(mapping) - _KEYS):
        raise DataError(f"{origin}: no key '{unknown[0]}' in a mapping. Known: {', '.join(sorted(_KEYS))}.")
    for key in ("title", "licence", "citation", "first", "second"):
        if key not in mapping:
            raise DataError(f"{origin}: a mapping needs '{key}'. Add it. See: docs/data.md")
    if ("year" in mapping) == ("date" in mapping):
        raise DataError(f"{origin}: a mapping needs either 'year' or 'date'. Give one of them.")
    if mapping.get("rows", "dyad_year") not in ("dyad_year", "event"):
        raise DataError(f"{origin}: 'rows' is '{mapping['rows']}'. It is dyad_year or event.")
    directed = bool(mapping.get("directed", False))
    absent = mapping.get("absent")
    values: dict[str, Any] = mapping.get("values") or {}
    if not values and mapping.get("rows") != "event":
        raise DataError(f"{origin}: a mapping of dyad-years needs 'values'. Name at least one column.")
    variables = {
        key: {"unit": spec.get("unit", ""), "means": spec.get("means", ""), "directed": directed, "absent": absent}
        for key, spec in values.items()
    } or {COUNT: {"unit": "events", "directed": directed, "absent": absent}}
    data = {
        "name": name,
        "title": mapping["title"],
        "publisher": mapping.get("publisher", ""),
        "licence": mapping["licence"],
        "citation": mapping["citation"],
        "url": mapping.get("url", ""),
        "missing": mapping.get("missing", [""]),
        "whole": mapping.get("whole", 0),
        "traps": mapping.get("traps"),
        "variables": variables,
        "layouts": {
            LAYOUT: {"title": mapping.get("rows", "dyad_year").replace("_", "-"), "columns": _columns(mapping, origin)}
        },
    }
    return card_from(data, origin)


def _columns(mapping: Data, origin: str) -> dict[str, Any]:
    columns: dict[str, Any] = {side: _side(mapping[side], side, origin) for side in ("first", "second")}
    for when in ("year", "date"):
        if when in mapping:
            columns[when] = {"kind": when, "names": _heading(mapping[when]), "filled": True}
    for key, spec in (mapping.get("values") or {}).items():
        columns[_VALUE + key] = {"kind": "number", "names": _heading(spec)}
    for heading, allowed in (mapping.get("where") or {}).items():
        if not isinstance(allowed, list):
            raise DataError(f"{origin}: 'where' gives '{heading}' no list of values. Write it in brackets.")
        columns[_WHERE + heading] = {"kind": "text", "names": heading, "means": _OR.join(str(v) for v in allowed)}
    return columns


def _side(spec: Any, side: str, origin: str) -> dict[str, Any]:
    system = spec.get("system", "iso") if isinstance(spec, dict) else "iso"
    if system not in SYSTEMS:
        raise DataError(f"{origin}: '{side}' has the state system '{system}'. Known: {', '.join(SYSTEMS)}.")
    return {"kind": f"state:{system}", "names": _heading(spec)}


def _heading(spec: Any) -> str:
    return str(spec["column"] if isinstance(spec, dict) else spec)


def series(sheets: Sequence[Sheet], variable: str, systems: Systems) -> Series:
    """A variable by pair and year, of all sheets. Events are added up; of dyad-years each may stand once.

    Raises DataError where two rows give one pair and year different values.
    """
    spec = sheets[0].card.variable(variable)
    sums = sheets[0].layout.title == "event"
    found: dict[tuple[str, str, int], tuple[float, list[str]]] = {}
    covered = []
    for sheet in sheets:
        years = _years(sheet)
        ends = [systems.each(sheet.column(side), _system(sheet, side), years) for side in ("first", "second")]
        numbers = sheet.column(_VALUE + variable) if variable != COUNT else (1.0,) * len(sheet)
        kept, name = _kept(sheet), sheet.name
        for at, (a, b, year, value) in enumerate(zip(*ends, years, numbers, strict=True)):
            if a is None or b is None or year is None or value is None or (kept is not None and at not in kept):
                continue
            key = (a, b, year) if spec.directed else pair(a, b, year)
            row = f"{name}:{sheet.lines[at]}"
            before, rows = found.setdefault(key, (value, []))
            rows.append(row)
            if len(rows) == 1:
                continue
            if not sums and before != value:
                raise DataError(
                    f"{sheet.file}:{sheet.lines[at]}: {a}-{b} {year} has {value:g} here and {before:g} at {rows[0]}. "
                    "Say 'directed: true', or 'rows: event' to add them up, in the mapping."
                )
            found[key] = (before + value if sums else value, rows)
        covered.append((name, coverage(sheet, systems, [y for y in set(years) if y is not None])))
    values: Values = {key: (value, tuple(rows)) for key, (value, rows) in found.items()}
    return Series(spec, f"{sheets[0].card.title} {sheets[0].vintage or ''}".strip(), values, tuple(covered))


def _system(sheet: Sheet, side: str) -> str:
    column = sheet.layout.column(side)
    return column.system if column else "iso"


def _years(sheet: Sheet) -> Sequence[int | None]:
    dates = sheet.columns.get("date")
    return [day[0] for day in dates] if dates is not None else sheet.column("year")


def _kept(sheet: Sheet) -> frozenset[int] | None:
    """The rows that the mapping's ``where`` lets through; None for all."""
    filters = [(sheet.columns[c.name], c.means.split(_OR)) for c in sheet.layout.columns if c.name.startswith(_WHERE)]
    if not filters:
        return None
    return frozenset(at for at in range(len(sheet)) if all(str(values[at]) in allowed for values, allowed in filters))
