"""Dated events on one line a partner, with the longest silence marked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from foedera.exports.pictures.parts import DARK, INK, Frame, Names, bare, lane_axis, mark
from foedera.table import Row, Table

__all__ = ["gaps"]

Spec = dict[str, Any]
MOST = 25  # partners of a picture
FEW = 4  # years; of fewer the axis names months
ROOM = 0.03  # of the whole time, left free at both ends, so that no tick is cut off


def gaps(table: Table, names: Names, frame: Frame) -> Spec:
    """Ticks where an event ended or began, a bar over the longest gap of each partner with its days."""
    found = table.aside.get("gaps")
    if found is None or not len(found):
        return bare(table, names, frame)
    every = frame.shared(lambda t: (_partner(row) for row in t.aside.get("gaps", ())))
    lanes = [names(p) for p in every[:MOST]]
    ends, longest = [], []
    for partner in every[:MOST]:
        rows = [r for r in found if _partner(r) == partner]
        if not rows:
            continue
        top = max(rows, key=lambda r: r.cells[0].value or 0.0)
        for row in rows:
            one = mark(found, row, "days", names, lane=names(partner), start=row.keys[-2], end=row.keys[-1])
            ends += [one | {"day": day} for day in row.keys[-2:]]
            if row is top:
                longest.append(one | {"label": names("days").format(number=f"{row.cells[0].value:,.0f}")})
    y = {"field": "lane", "type": "ordinal", "title": None, "axis": lane_axis(frame), "scale": {"domain": lanes}}
    first, last = _span(frame)
    form = "%Y" if int(last[:4]) - int(first[:4]) > FEW else "%b %Y"
    x = {
        "type": "temporal",
        "title": None,
        "scale": {"domain": [first, last]},
        "axis": {"format": form, "tickCount": 8 if frame.is_alone else 5, "labelOverlap": True, "grid": False},
    }
    told = {"description": {"field": "told"}}
    middle = [{"calculate": "toDate((time(toDate(datum.start)) + time(toDate(datum.end))) / 2)", "as": "middle"}]
    return {
        "width": frame.width,
        "height": {"step": 36},
        "layer": [
            {
                "data": {"values": longest},
                "mark": {"type": "bar", "height": 9, "color": "#cbd2d9"},
                "encoding": {"x": {**x, "field": "start"}, "x2": {"field": "end"}, "y": y, **told},
            },
            {
                "data": {"values": ends},
                "mark": {"type": "tick", "thickness": 2, "size": 16, "color": INK},
                "encoding": {"x": {**x, "field": "day"}, "y": y, **told},
            },
            {
                "data": {"values": longest},
                "transform": middle,
                "mark": {"type": "text", "fontSize": 10, "dy": -14, "color": DARK},
                "encoding": {"x": {**x, "field": "middle"}, "y": y, "text": {"field": "label"}},
            },
        ],
    }  # fmt: skip


def _partner(row: Row) -> str:
    return row.keys[-3]


def _span(frame: Frame) -> tuple[str, str]:
    """From the first day that any of the tables tells of to the last, with some room at both ends."""
    days = [date.fromisoformat(day) for t in frame.beside for row in t.aside.get("gaps", ()) for day in row.keys[-2:]]
    room = max(timedelta(days=1), (max(days) - min(days)) * ROOM)
    first = min(days) - room if min(days) - date.min > room else date.min
    last = max(days) + room if date.max - max(days) > room else date.max
    return str(first), str(last)
