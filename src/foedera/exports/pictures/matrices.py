"""Two keys crossed: a square as large as its number, the number on it; empty where nobody looked."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from foedera.exports.pictures.parts import DARK, INK, PAPER, Frame, Names, bare, lane_axis, number, summed
from foedera.table import Row, Table

__all__ = ["matrix", "pairs_by_year"]

Spec = dict[str, Any]
MOST = 45  # rows of a picture; the table has them all


def matrix(table: Table, names: Names, frame: Frame, *, down: int, across: int, column: str = "done") -> Spec:
    """The column added up over all other keys. Area and number tell it; there is no colour to read."""
    every = [_sums(t, down, across, column) for t in frame.beside]
    totals: dict[str, float] = defaultdict(float)
    for held in every:
        for (d, _), rows in held.items():
            totals[d] += _total(rows, column)
    downs = sorted((d for d in totals if totals[d]), key=lambda d: names(d).casefold())
    if not downs:
        return bare(table, names, frame)
    note = [names("first_of").format(shown=MOST, number=len(downs))] if len(downs) > MOST else []
    if len(downs) > MOST:
        downs = sorted(sorted(downs, key=lambda d: -totals[d])[:MOST], key=downs.index)
    acrosses = frame.shared(lambda t: (r.keys[across] for r in t))
    acrosses.sort(key=names.place)
    mine = _sums(table, down, across, column)
    marks = [_mark(table, mine[(d, a)][1], column, names, d, a) for d in downs for a in acrosses if (d, a) in mine]
    if not any(m["value"] for m in marks):
        return bare(table, names, frame)
    most = max(_total(rows, column) for held in every for rows in held.values())
    drawn = _drawn(
        marks,
        [names(d) for d in downs],
        [names(a) for a in acrosses],
        frame,
        step=46 if frame.is_alone else 32,
        most=most,
    )
    return drawn | {"note": note}


Held = tuple[Table, list[Row]]


def _sums(table: Table, down: int, across: int, column: str) -> dict[tuple[str, str], Held]:
    """The rows with a value that fall into each square."""
    at = table.columns.index(column)
    found: dict[tuple[str, str], Held] = {}
    for row in table:
        if row.cells[at].value is not None:
            found.setdefault((row.keys[down], row.keys[across]), (table, []))[1].append(row)
    return found


def _total(held: Held, column: str) -> float:
    table, rows = held
    at = table.columns.index(column)
    return sum(row.cells[at].value or 0.0 for row in rows)


def pairs_by_year(table: Table, names: Names, frame: Frame) -> Spec:
    """Of a panel: pairs down, years across; a year that is not covered is left empty, a zero is a point."""
    column = "done" if "done" in table.columns else table.columns[0]
    at = table.columns.index(column)
    held: dict[str, list[Row]] = defaultdict(list)
    for row in table:
        if row.cells[at].value is not None:
            held[f"{row.keys[0]}–{row.keys[1]}"].append(row)
    totals = {pair: sum(r.cells[at].value or 0.0 for r in rows) for pair, rows in held.items()}
    told = [p for p in held if totals[p]]
    pairs = sorted(sorted(told, key=lambda p: (-totals[p], p))[:MOST])
    if not pairs:
        return bare(table, names, frame)
    marks = [_mark(table, [row], column, names, pair, row.keys[4]) for pair in pairs for row in held[pair]]
    first, last = min(int(m["across"]) for m in marks), max(int(m["across"]) for m in marks)
    most = max(m["value"] for m in marks)
    drawn = _drawn(marks, pairs, [str(y) for y in range(first, last + 1)], frame, step=20, most=most)
    note = [names("first_of").format(shown=MOST, number=len(told))] if len(told) > MOST else []
    return drawn | {"note": note}


def _mark(table: Table, rows: list[Row], column: str, names: Names, down: str, across: str) -> Spec:
    words = f"{names(down)}, {names(across)}"
    return summed(table, rows, column, names, words=words, down=names(down), across=names(across))


def _drawn(marks: list[Spec], downs: list[str], acrosses: list[str], frame: Frame, *, step: int, most: float) -> Spec:
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
        "field": "down",
        "type": "ordinal",
        "sort": downs,
        "scale": {"domain": downs},
        "title": None,
        "axis": lane_axis(frame),
    }
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
