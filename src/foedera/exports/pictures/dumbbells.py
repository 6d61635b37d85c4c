"""Two numbers side by side for each row, joined by a line; or one, as a dot at the end of a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from foedera.exports.pictures.parts import (
    CIRCLE,
    DARK,
    DIAMOND,
    INK,
    Frame,
    Names,
    bare,
    lane_axis,
    legend,
    mark,
    number,
    whole,
)
from foedera.table import Cell, Row, Table

__all__ = ["dots", "dumbbell", "ending", "lollipops", "network"]

Spec = dict[str, Any]
PALE = "#9aa5b1"
MOST = 40  # rows; beyond them a picture cannot be read, and the table says the rest


def dumbbell(table: Table, names: Names, frame: Frame, one: str, other: str) -> Spec:
    """A filled circle for the one, a hollow diamond for the other: told apart by shape, and set apart where they meet.
    Rows without either are left out."""
    columns = (one, other)

    def drawn(of: Table) -> list[Row]:
        places = [of.columns.index(c) for c in columns]
        return [row for row in of if any(row.cells[at].value for at in places)]

    every = frame.shared(lambda t: (_lane(row, names) for row in drawn(t)))
    lanes = every[:MOST]
    rows = [row for row in drawn(table) if _lane(row, names) in lanes]
    if not rows:
        return bare(table, names, frame)
    marks: list[Spec] = []
    lines: list[Spec] = []
    for row in rows:
        lane = _lane(row, names)
        both = [mark(table, row, c, names, lane=lane, told=(names(c),)) for c in columns]
        held = [m for m in both if m["value"] is not None]
        meets = len({m["value"] for m in held}) == 1 and len(held) > 1
        lines.append({"lane": lane, "from": min(m["value"] for m in held), "to": max(m["value"] for m in held)})
        marks += [m | {"meets": meets} for m in held]
    values = [row.cells[t.columns.index(c)].value or 0.0 for t in frame.beside for row in drawn(t) for c in columns]
    y = {"field": "lane", "type": "ordinal", "title": None, "axis": lane_axis(frame), "scale": {"domain": lanes}}
    x = {
        "type": "quantitative", "title": names.axis(table.measure), "axis": whole(values),
        "scale": {"domain": [0, max(values)]},
    }  # fmt: skip
    layers: list[Spec] = [
        {
            "data": {"values": lines},
            "mark": {"type": "rule", "strokeWidth": 2, "color": PALE},
            "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": y},
        }
    ]
    for column, look, shift in ((one, CIRCLE, -5), (other, DIAMOND, 5)):
        for meets in (False, True):
            layers.append(
                {
                    "data": {"values": [m for m in marks if m["column"] == column and m["meets"] == meets]},
                    "mark": {
                        **look, "filled": True, "opacity": 1, "size": 95, "strokeWidth": 1.4, "clip": False,
                        "yOffset": shift if meets else 0,
                    },
                    "encoding": {"x": {**x, "field": "value"}, "y": y, "description": {"field": "told"}},
                }
            )  # fmt: skip
    body = {"width": frame.width, "height": {"step": 26}, "layer": layers}
    kinds = [(CIRCLE, names(one)), (DIAMOND, names(other))]
    return {"vconcat": [legend(kinds), body], "spacing": 8, "note": _more(len(every), names)}


def network(table: Table, names: Names, frame: Frame) -> Spec:
    """Partners of each state and how many the actor shares, of the states that it is tied to or shares one with."""

    def near(of: Table) -> Table:
        at = [of.columns.index(c) for c in ("agreements", "two_paths")]
        rows = [r for r in of if any(r.cells[a].value for a in at)]
        return replace(of, rows=tuple(sorted(rows, key=lambda r: (-(r.cells[at[0]].value or 0), r.keys))))

    beside = tuple(near(t) for t in frame.beside)
    mine = near(table)
    body = dumbbell(mine, names, replace(frame, beside=beside), "degree", "two_paths")
    left = sum(1 for row in table if row.cells[0].is_covered) - len(mine)
    if left and frame.is_alone:
        body["note"] = [*body.get("note", ()), names("apart").format(number=left)]
    return body


def dots(table: Table, names: Names, frame: Frame, column: str | None = None) -> Spec:
    """A dot at the end of a line, with its interval and its number; rows that are not covered say so."""
    column = column or table.columns[0]
    at = table.columns.index(column)
    ranked = sorted(table, key=lambda r: -(r.cells[at].value or 0.0))
    marks = []
    for row in ranked[:MOST]:
        cell = row.cells[at]
        label = names("not_covered") if cell.value is None else number(cell.value)
        marks.append(mark(table, row, column, names, lane=_lane(row, names), label=label, shown=ending(cell)))
    if not marks:
        return bare(table, names, frame)
    return lollipops(marks, names, frame, title=names.axis(column, table.unit)) | {"note": _more(len(ranked), names)}


def lollipops(marks: Sequence[Spec], names: Names, frame: Frame, *, title: str, most: float | None = None) -> Spec:
    """``marks`` with ``lane``, ``label`` and ``shown``: each a dot at the end of a line from 0, with its number."""
    bold = [names(a) for a in frame.actors]
    y = {"field": "lane", "type": "ordinal", "title": None, "sort": None, "axis": lane_axis(frame, bold=bold)}
    scale: Spec = {"domain": [0, most]} if most else {"zero": True}
    x = {"type": "quantitative", "title": title, "axis": whole(m["value"] for m in marks), "scale": scale}
    seen = [{"filter": "isValid(datum.value)"}]
    return {
        "width": frame.width,
        "height": {"step": 22},
        "data": {"values": list(marks)},
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


def ending(cell: Cell) -> float:
    """Where the label of a dot stands: after its interval."""
    return max(v for v in (0.0, cell.value, cell.high) if v is not None)


def _lane(row: Row, names: Names) -> str:
    return ", ".join(names(k) for k in row.keys if k)


def _more(rows: int, names: Names) -> list[str]:
    return [names("first_of").format(shown=MOST, number=rows)] if rows > MOST else []
