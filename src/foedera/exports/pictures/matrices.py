"""Two keys crossed: a square as large as its number, the number on it; empty where nobody looked."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from foedera.exports.pictures.parts import DARK, INK, PAPER, Names, bare, number, ordered
from foedera.table import Table

__all__ = ["matrix", "pairs_by_year"]

Spec = dict[str, Any]
MOST = 45  # rows of a picture; the table has them all


def matrix(table: Table, names: Names, *, down: int, across: int, column: str = "done") -> Spec:
    """The column added up over all other keys. Area and number tell it; there is no colour to read."""
    at = table.columns.index(column)
    values: dict[tuple[str, str], float] = defaultdict(float)
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in table:
        key = (row.keys[down], row.keys[across])
        if row.cells[at].value is not None:
            values[key] += row.cells[at].value or 0.0
            claims[key].update(row.cells[at].claims)
    totals: dict[str, float] = defaultdict(float)
    for (d, _), value in values.items():
        totals[d] += value
    downs = [d for d in ordered(r.keys[down] for r in table) if totals.get(d)]
    if not downs:
        return bare(table, names)
    if len(downs) > MOST:
        downs = sorted(sorted(downs, key=lambda d: -totals[d])[:MOST], key=downs.index)
    acrosses = ordered(r.keys[across] for r in table)
    acrosses.sort(key=names.place)
    marks = [
        _mark(names, d, a, values[(d, a)], sorted(claims[(d, a)])) for d in downs for a in acrosses if (d, a) in values
    ]
    return _drawn(marks, [names(d) for d in downs], [names(a) for a in acrosses])


def pairs_by_year(table: Table, names: Names) -> Spec:
    """Of a panel: pairs down, years across; a year that is not covered is left empty, a zero is a point."""
    at = table.columns.index("done") if "done" in table.columns else 0
    held: dict[str, list[tuple[str, float, tuple[str, ...]]]] = defaultdict(list)
    for row in table:
        value = row.cells[at].value
        if value is not None:
            held[f"{row.keys[0]}–{row.keys[1]}"].append((row.keys[4], value, row.cells[at].claims))
    totals = {pair: sum(v for _, v, _ in found) for pair, found in held.items()}
    pairs = sorted(sorted((p for p in held if totals[p]), key=lambda p: (-totals[p], p))[:MOST])
    if not pairs:
        return bare(table, names)
    marks = [_mark(names, pair, year, value, list(claims)) for pair in pairs for year, value, claims in held[pair]]
    first, last = min(int(m["across"]) for m in marks), max(int(m["across"]) for m in marks)
    return _drawn(marks, pairs, [str(y) for y in range(first, last + 1)], step=20)


def _mark(names: Names, down: str, across: str, value: float, claims: list[str]) -> Spec:
    behind = f"{names('claims')} {', '.join(claims)}" if claims else names("nothing")
    told = f"{names(down)}, {names(across)}: {number(value)}; {behind}"
    return {"down": names(down), "across": names(across), "value": value, "claims": claims, "told": told}


def _drawn(marks: list[Spec], downs: list[str], acrosses: list[str], *, step: int = 46) -> Spec:
    most = max(m["value"] for m in marks)
    edge = min(step, 26)
    for each in marks:
        each["label"] = number(each["value"]) if each["value"] else ""
        each["dark"] = each["value"] > most / 4 or edge * edge * each["value"] / most > 180
    few = len(acrosses) <= 14
    axis = {
        "orient": "top",
        "ticks": False,
        "domain": False,
        "grid": True,
        "labelAngle": -40 if few else -90,
        "labelAlign": "left",
    }
    x = {
        "field": "across",
        "type": "ordinal",
        "sort": acrosses,
        "scale": {"domain": acrosses},
        "title": None,
        "axis": axis,
    }
    y = {
        "field": "down", "type": "ordinal", "sort": downs, "title": None,
        "axis": {"ticks": False, "domain": False, "grid": True},
    }  # fmt: skip
    size = {
        "field": "value",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [0, most], "range": [0, edge * edge]},
    }
    told = {"description": {"field": "told"}}
    some, none = {"filter": "datum.value > 0"}, {"filter": "datum.value === 0"}
    return {
        "width": {"step": step},
        "height": {"step": 28},
        "data": {"values": marks},
        "layer": [
            {
                "transform": [none],
                "mark": {"type": "point", "shape": "circle", "size": 6, "filled": True, "color": "#9aa5b1"},
                "encoding": {"x": x, "y": y, **told},
            },
            {
                "transform": [some],
                "mark": {"type": "point", "shape": "square", "filled": True, "opacity": 1, "color": DARK},
                "encoding": {"x": x, "y": y, "size": size, **told},
            },
            {
                "transform": [some, {"filter": "datum.dark"}],
                "mark": {"type": "text", "fontSize": 10, "fontWeight": "bold", "color": PAPER},
                "encoding": {"x": x, "y": y, "text": {"field": "label"}},
            },
            {
                "transform": [some, {"filter": "!datum.dark"}],
                "mark": {"type": "text", "fontSize": 10, "dx": 12, "color": INK},
                "encoding": {"x": x, "y": y, "text": {"field": "label"}},
            },
        ],
    }  # fmt: skip
