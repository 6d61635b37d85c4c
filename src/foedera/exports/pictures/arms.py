"""A state's place in the trade in arms: volume, share of the world and concentration, a row of panels over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from foedera.exports.pictures.parts import DARK, INK, LETTER, PAPER, Frame, Names, bare, mark, number
from foedera.table import Cell, Row, Table

__all__ = ["position"]

Spec = dict[str, Any]
HEIGHT = 92
BAR = "#9fb3c8"
LINE = 11  # points that a line of a label takes


def position(table: Table, names: Names, frame: Frame) -> Spec:
    """Three panels under one another, a column a period: tiv as bars from 0 with their bounds and the rank above; the
    share of the world and the HHI of the partners as points on lines from 0. A period without a number is empty."""
    if not any(row.cells[0].value is not None for row in table):
        return bare(table, names, frame)
    periods = frame.shared(lambda t: (row.keys[-1] for row in t if row.cells[0].value is not None))
    rows = [row for row in table if row.keys[-1] in periods]
    ranks = {row.keys[-1]: _value(table, row, "rank") for row in rows}

    def volume(row: Row, cell: Cell) -> str:
        rank = ranks[row.keys[-1]]
        return number(cell.value) + (f"\n{names('rank')} {rank:.0f}" if rank is not None else "")

    panels = [_panel(table, rows, "tiv", names, frame, volume, sorted(periods), bars=True)]
    if _any(frame, "world_share"):
        panels.append(_panel(table, rows, "world_share", names, frame, lambda _, c: f"{c.value:.2%}", sorted(periods)))
    if _any(frame, "hhi"):
        panels.append(_panel(table, rows, "hhi", names, frame, lambda _, c: number(c.value), sorted(periods), most=1.0))
    panels[-1]["encoding"]["x"]["axis"]["labels"] = True
    return {"vconcat": panels, "spacing": 12}


def _panel(
    table: Table,
    rows: Sequence[Row],
    column: str,
    names: Names,
    frame: Frame,
    label: Callable[[Row, Cell], str],
    periods: Sequence[str],
    *,
    bars: bool = False,
    most: float | None = None,
) -> Spec:
    at = table.columns.index(column)
    marks = [
        mark(table, row, column, names, period=row.keys[-1], label=label(row, row.cells[at]))
        for row in rows
        if row.cells[at].value is not None
    ]
    tall = max((1 + m["label"].count("\n") for m in marks), default=1)
    letters = max((len(line) for m in marks for line in m["label"].split("\n")), default=0)
    crowded = len(periods) * letters * LETTER > frame.width
    for each in marks:
        each["top"] = max(each["value"], each["high"])
        if crowded and each["value"] not in (marks[-1]["value"], max(m["value"] for m in marks)):
            each["label"] = ""
    ends = [
        v for t in frame.beside for r in t if (c := r.cells[t.columns.index(column)]) for v in (c.value, c.high) if v
    ]
    x = {
        "field": "period", "type": "ordinal", "title": None, "scale": {"domain": list(periods)},
        "axis": {"labelAngle": 0 if len(periods) <= (9 if frame.is_alone else 5) else -40, "labels": False,
                 "ticks": False, "grid": False},
    }  # fmt: skip
    scale = {"domain": [0, most or 1.35 * max(ends, default=1.0)], "nice": False}
    axis = {"format": "%", "tickCount": 4} if column == "world_share" else {"tickCount": 4}
    y = {"type": "quantitative", "title": None, "scale": scale, "axis": axis}
    told = {"description": {"field": "told"}}
    body: Spec = {"mark": {"type": "bar", "width": {"band": 0.62}, "color": BAR}}
    dot: Spec = {"mark": {"type": "point", "filled": True, "fill": INK, "stroke": PAPER, "size": 60, "opacity": 1}}
    value = {"y": {**y, "field": "value"}}
    layers: list[Spec] = [
        {**body, "encoding": {**value, **told}}
        if bars
        else {"mark": {"type": "rule", "color": BAR, "strokeWidth": 2}, "encoding": {**value, "y2": {"datum": 0}}},
        {
            "transform": [{"filter": "datum.low !== datum.high"}],
            "mark": {"type": "rule", "color": DARK, "strokeWidth": 1.6},
            "encoding": {"y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        *([] if bars else [{**dot, "encoding": {**value, **told}}]),
        {
            "mark": {
                "type": "text",
                "dy": -4 - LINE * (tall - 1),
                "baseline": "line-bottom",
                "lineBreak": "\n",
                "fontSize": 9.5 if frame.is_alone else 8.5,
                "color": INK,
            },
            "encoding": {"y": {**y, "field": "top"}, "text": {"field": "label"}},
        },
    ]
    head = {"text": names.axis(column), "anchor": "start", "fontSize": 11, "fontWeight": "normal", "color": DARK}
    return {
        "width": frame.width, "height": HEIGHT, "title": head, "data": {"values": marks}, "encoding": {"x": x},
        "layer": layers,
    }  # fmt: skip


def _any(frame: Frame, column: str) -> bool:
    return any(_value(t, row, column) is not None for t in frame.beside for row in t)


def _value(table: Table, row: Row, column: str) -> float | None:
    return row.cells[table.columns.index(column)].value
