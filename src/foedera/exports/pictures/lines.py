"""A series of years: the rate as a line in its band, counts as points, and where it changes as bars beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foedera.exports.pictures.parts import DARK, INK, PAPER, Names, bare, mark, ordered
from foedera.table import Row, Table

__all__ = ["rates", "series"]

Spec = dict[str, Any]
WIDTH, MOST = 600, 5
LABELLED = 0.25  # from here on a probability is written out


def rates(table: Table, names: Names) -> Spec:
    """One picture a partner, the first few. Line and band run through covered years without a break, and no further."""
    done, change, rate = (table.columns.index(c) for c in ("done", "change", "rate"))
    years = [int(row.keys[-1]) for row in table]
    panels: list[Spec] = []
    for series in ordered(row.keys[:-1] for row in table):
        rows = [r for r in table if r.keys[:-1] == series]
        counts, changes, rated = (_marks(rows, at, names) for at in (done, change, rate))
        if rated and len(panels) < MOST:
            title = ", ".join(names(k) for k in series)
            panels.append(_panel(title, counts, rated, changes, (min(years) - 0.5, max(years) + 0.5), names))
    return {"vconcat": panels, "spacing": 22} if panels else bare(table, names)


def _marks(rows: Sequence[Row], at: int, names: Names) -> list[Spec]:
    """A mark for each year with a value; ``run`` numbers the stretches of years without a break."""
    found: list[Spec] = []
    for row in rows:
        if row.cells[at].value is not None:
            year = int(row.keys[-1])
            run = found[-1]["run"] + (found[-1]["year"] != year - 1) if found else 0
            found.append(mark(row, row.cells[at], names, year=year, run=run))
    return found


def _panel(
    title: str, counts: list[Spec], rated: list[Spec], changes: list[Spec], years: tuple[float, float], names: Names
) -> Spec:
    x = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": list(years), "nice": False, "zero": False},
        "axis": {"format": "d", "tickMinStep": 1, "grid": False, "labelOverlap": True},
    }
    y = {"type": "quantitative", "title": names("count"), "axis": {"tickMinStep": 1}}
    value = {"x": x, "y": {**y, "field": "value"}}
    run = {"detail": {"field": "run"}}
    bounds = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    told = {"description": {"field": "told"}}
    above = {
        "width": WIDTH,
        "height": 120,
        "title": {"text": title, "anchor": "start", "fontSize": 12},
        "layer": [
            _of(rated, {"type": "area", "color": DARK, "opacity": 0.2}, {**bounds, **run}),
            _of(rated, {"type": "rule", "color": DARK, "opacity": 0.45, "strokeWidth": 5}, bounds),
            _of(rated, {"type": "line", "color": INK, "strokeWidth": 2}, {**value, **run}),
            _of(
                rated,
                {"type": "tick", "color": INK, "thickness": 2.5, "size": 12, "orient": "horizontal"},
                {**value, **told},
            ),
            _of(
                counts,
                {"type": "point", "filled": True, "fill": PAPER, "stroke": INK, "opacity": 1, "size": 42},
                {**value, **told},
            ),
        ],
    }
    return {"vconcat": [above, _below(changes, x, names)], "spacing": 4}


def _below(changes: list[Spec], x: Spec, names: Names) -> Spec:
    """The probability that the rate changes with each year, from 0 to 1, the likely ones with their number."""
    axis = {"values": [0, 0.5, 1], "format": "%"}
    probability = {"field": "value", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]}, "axis": axis}
    labelled = [c | {"label": f"{c['year']}: {c['value']:.0%}"} for c in changes if c["value"] >= LABELLED]
    head = {"text": names("change"), "anchor": "start", "fontSize": 10, "fontWeight": "normal", "color": DARK}
    return {
        "width": WIDTH,
        "height": 46,
        "title": head,
        "layer": [
            {
                "data": {"values": changes},
                "transform": [{"calculate": "0", "as": "zero"}],
                "mark": {"type": "rule", "strokeWidth": 6, "color": INK},
                "encoding": {
                    "x": x,
                    "y": {**probability, "field": "zero"},
                    "y2": {"field": "value"},
                    "description": {"field": "told"},
                },
            },
            {
                "data": {"values": labelled},
                "mark": {"type": "text", "fontSize": 10, "align": "right", "dx": -6, "color": INK},
                "encoding": {"x": x, "y": probability, "text": {"field": "label"}},
            },
        ],
    }


def _of(values: list[Spec], mark: Spec, encoding: Spec) -> Spec:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1], [1, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


def series(table: Table, names: Names) -> Spec:
    """Of a number by partner and period: a line each, with its name at its end; dashes and shapes tell them apart.

    Drawn are the first column and the first few partners; a period without a value breaks the line.
    """
    period = table.keys.index("period")
    rows = [r for r in table if r.cells[0].value is not None]
    lines = ordered(tuple(k for at, k in enumerate(r.keys) if at != period) for r in rows)[: len(DASHES)]
    if not lines:
        return bare(table, names)
    marks, ends = [], []
    for line in lines:
        own = [r for r in rows if tuple(k for at, k in enumerate(r.keys) if at != period) == line]
        who = ", ".join(names(k) for k in line)
        drawn = [
            mark(r, r.cells[0], names, who=who, period=r.keys[period])
            for r in sorted(own, key=lambda r: r.keys[period])
        ]
        marks += drawn
        ends.append(drawn[-1])
    whos = ordered(m["who"] for m in marks)
    x: Spec = {"field": "period", "type": "ordinal", "title": None, "axis": {"labelOverlap": True}}
    title = f"{table.columns[0].replace('_', ' ')} ({table.unit})"
    y: Spec = {"field": "value", "type": "quantitative", "title": title, "axis": {"titleLimit": 260}}
    dash = {
        "field": "who",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": whos, "range": list(DASHES[: len(whos)])},
    }
    shape = {
        "field": "who",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": whos, "range": list(SHAPES[: len(whos)])},
    }
    place = {"x": x, "y": y}
    told = {"description": {"field": "told"}}
    return {
        "width": WIDTH,
        "height": 260,
        "layer": [
            _of(marks, {"type": "line", "color": INK, "strokeWidth": 1.6}, {**place, "strokeDash": dash}),
            _of(
                marks,
                {"type": "point", "filled": True, "fill": PAPER, "stroke": INK, "size": 36, "opacity": 1},
                {**place, "shape": shape, **told},
            ),
            _of(
                ends,
                {"type": "text", "align": "left", "dx": 8, "fontSize": 11, "color": INK},
                {**place, "text": {"field": "who"}},
            ),
        ],
    }
