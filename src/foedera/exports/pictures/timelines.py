"""Dated events on one line a partner, with the longest silence marked."""

from __future__ import annotations

from typing import Any

from foedera.exports.pictures.parts import DARK, INK, Names, bare, mark, ordered
from foedera.table import Table

__all__ = ["gaps"]

Spec = dict[str, Any]
WIDTH, MOST = 620, 25


def gaps(table: Table, names: Names) -> Spec:
    """Ticks where an event ended or began, a bar over the longest gap of each partner with its days."""
    found = table.aside.get("gaps")
    if found is None or not len(found):
        return bare(table, names)
    ends, longest = [], []
    for partner in ordered(row.keys[:-2] for row in found)[:MOST]:
        rows = [r for r in found if r.keys[:-2] == partner]
        lane = ", ".join(names(k) for k in partner)
        top = max(rows, key=lambda r: r.cells[0].value or 0.0)
        longest.append(
            mark(
                top,
                top.cells[0],
                names,
                lane=lane,
                start=top.keys[-2],
                end=top.keys[-1],
                label=f"{top.cells[0].value:,.0f} d",
            )
        )
        for row in rows:
            ends += [mark(row, row.cells[0], names, lane=lane, day=day) for day in row.keys[-2:]]
    lanes = ordered(e["lane"] for e in ends)
    y = {
        "field": "lane",
        "type": "ordinal",
        "sort": lanes,
        "title": None,
        "axis": {"ticks": False, "domain": False, "grid": True},
    }
    x = {
        "type": "temporal",
        "title": None,
        "axis": {"format": "%Y", "tickCount": "year", "labelOverlap": True, "grid": False},
    }
    told = {"description": {"field": "told"}}
    middle = [{"calculate": "toDate((time(toDate(datum.start)) + time(toDate(datum.end))) / 2)", "as": "middle"}]
    return {
        "width": WIDTH,
        "height": {"step": 30},
        "layer": [
            {
                "data": {"values": longest},
                "mark": {"type": "bar", "height": 9, "color": "#cbd2d9"},
                "encoding": {"x": {**x, "field": "start"}, "x2": {"field": "end"}, "y": y, **told},
            },
            {
                "data": {"values": ends},
                "mark": {"type": "tick", "thickness": 2, "size": 18, "color": INK},
                "encoding": {"x": {**x, "field": "day"}, "y": y, **told},
            },
            {
                "data": {"values": longest},
                "transform": middle,
                "mark": {"type": "text", "fontSize": 10, "dy": -10, "color": DARK},
                "encoding": {"x": {**x, "field": "middle"}, "y": y, "text": {"field": "label"}},
            },
        ],
    }  # fmt: skip
