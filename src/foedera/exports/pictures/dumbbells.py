"""Two numbers side by side for each row, joined by a line; or one, as a dot at the end of a line."""

from __future__ import annotations

from typing import Any

from foedera.exports.pictures.parts import DARK, INK, PAPER, Names, bare, legend, mark, number, whole
from foedera.table import Table

__all__ = ["dots", "dumbbell"]

Spec = dict[str, Any]
WIDTH = 560
PALE = "#9aa5b1"
MOST = 40  # rows; beyond them a picture cannot be read, and the table says the rest
LANE: Spec = {
    "field": "lane",
    "type": "ordinal",
    "title": None,
    "axis": {"ticks": False, "domain": False, "grid": True},
}


def dumbbell(table: Table, names: Names, one: str, other: str) -> Spec:
    """A filled circle for the one, a hollow diamond for the other: told apart by shape. Empty rows are left out."""
    lanes: list[str] = []
    marks: list[Spec] = []
    lines: list[Spec] = []
    for row in table:
        cells = [row.cells[table.columns.index(c)] for c in (one, other)]
        held = [c.value for c in cells if c.value is not None]
        if not any(held) or len(lanes) == MOST:
            continue
        lane = ", ".join(names(k) for k in row.keys)
        lanes.append(lane)
        lines.append({"lane": lane, "from": min(held), "to": max(held)})
        for column, cell in zip((one, other), cells, strict=True):
            if cell.value is not None:
                marks.append(mark(row, cell, names, lane=lane, kind=column, told=(names(column),)))
    if not marks:
        return bare(table, names)
    y = {**LANE, "sort": lanes}
    x = {"type": "quantitative", "title": names("count"), "axis": whole(m["value"] for m in marks)}
    layers: list[Spec] = [
        {
            "data": {"values": lines},
            "mark": {"type": "rule", "strokeWidth": 2, "color": PALE},
            "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": y},
        }
    ]
    for column, shape, fill in ((one, "circle", INK), (other, "diamond", PAPER)):
        point = {"type": "point", "shape": shape, "filled": True, "opacity": 1, "fill": fill, "stroke": INK}
        layers.append(
            {
                "data": {"values": [m for m in marks if m["kind"] == column]},
                "mark": {**point, "size": 95, "strokeWidth": 1.4},
                "encoding": {"x": {**x, "field": "value"}, "y": y, "description": {"field": "told"}},
            }
        )
    body = {"width": WIDTH, "height": {"step": 26}, "layer": layers}
    return {"vconcat": [legend((names(one), names(other))), body], "spacing": 8}


def dots(table: Table, names: Names, column: str | None = None) -> Spec:
    """A dot at the end of a line, with its interval and its number; rows that are not covered say so."""
    at = table.columns.index(column) if column else 0
    rows = sorted(table, key=lambda r: -(r.cells[at].value or 0.0))[:MOST]
    marks = []
    for row in rows:
        cell = row.cells[at]
        label = names("not_covered") if cell.value is None else number(cell.value)
        lane = ", ".join(names(k) for k in row.keys if k)
        marks.append(mark(row, cell, names, lane=lane, label=label, shown=cell.value or 0.0))
    if not marks:
        return bare(table, names)
    y = {**LANE, "sort": None}
    title = names(table.columns[at]).replace("_", " ")
    x = {"type": "quantitative", "title": title, "axis": whole(m["value"] for m in marks)}
    seen = [{"filter": "isValid(datum.value)"}]
    return {
        "width": WIDTH,
        "height": {"step": 22},
        "data": {"values": marks},
        "layer": [
            {
                "transform": [*seen, {"calculate": "0", "as": "zero"}],
                "mark": {"type": "rule", "strokeWidth": 1, "color": PALE},
                "encoding": {"x": {**x, "field": "zero"}, "x2": {"field": "value"}, "y": y},
            },
            {
                "transform": [*seen, {"filter": "datum.low !== datum.high"}],
                "mark": {"type": "rule", "strokeWidth": 4, "color": DARK, "opacity": 0.35},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y},
            },
            {
                "transform": seen,
                "mark": {"type": "circle", "size": 80, "color": INK, "opacity": 1},
                "encoding": {"x": {**x, "field": "value"}, "y": y, "description": {"field": "told"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 9, "fontSize": 10, "color": INK},
                "encoding": {"x": {**x, "field": "shown"}, "y": y, "text": {"field": "label"}},
            },
        ],
    }  # fmt: skip
