"""A series of years: the rate as a line in its band, counts as points, and where it changes as bars beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foedera.exports.pictures.parts import (
    DARK,
    INK,
    PAPER,
    Frame,
    Names,
    bare,
    legend,
    mark,
    whole,
)
from foedera.table import Table

__all__ = ["rates", "series"]

Spec = dict[str, Any]
MOST = 5  # series of a picture
PANEL = 247  # points of the two pictures of a partner with what stands between
ROOM = 62  # points that the label of a probability takes
LABELLED = 0.25  # from here on a probability is written out
COUNT: Spec = {"type": "point", "fill": PAPER, "stroke": INK, "size": 42}
RATE: Spec = {"type": "tick", "color": INK, "thickness": 2.5, "size": 12, "orient": "horizontal"}
BAND: Spec = {"type": "tick", "color": DARK, "opacity": 0.45, "thickness": 5, "size": 14, "orient": "vertical"}


def rates(table: Table, names: Names, frame: Frame) -> Spec:
    """One picture a partner, the first few. Line and band run through covered years without a break, and no further."""
    every = frame.shared(lambda t: (r.keys[-2] for r in t if r.cells[t.columns.index("rate")].value is not None))
    shown = every[:MOST]
    if not any(row.keys[-2] in shown and row.cells[table.columns.index("rate")].value is not None for row in table):
        return bare(table, names, frame)
    years = [int(row.keys[-1]) for t in frame.beside for row in t]
    kinds = [(COUNT, names("count_of")), (RATE, names("rate_of")), (BAND, names("bounds_of"))]
    panels: list[Spec] = [legend(kinds)] if frame.is_alone else [legend(kinds[:1]), legend(kinds[1:])]
    for partner in shown:
        if not any(row.keys[-2] == partner and row.cells[0].is_covered for row in table):
            panels.append({**bare(table, names, frame), "height": PANEL, "title": _head(partner, names)})
            continue
        panels.append(_panel(table, partner, (min(years) - 0.5, max(years) + 0.5), names, frame))
    note = [names("first_of").format(shown=MOST, number=len(every))] if len(every) > MOST else []
    return {"vconcat": panels, "spacing": 22 if frame.is_alone else 18, "note": note}


def _head(partner: str, names: Names) -> Spec:
    return {"text": names(partner), "anchor": "start", "fontSize": 12}


def _marks(table: Table, partner: str, column: str, names: Names) -> list[Spec]:
    """A mark for each year with a value; ``run`` numbers the stretches of years without a break."""
    at = table.columns.index(column)
    found: list[Spec] = []
    for row in table:
        if row.keys[-2] == partner and row.cells[at].value is not None:
            year = int(row.keys[-1])
            run = found[-1]["run"] + (found[-1]["year"] != year - 1) if found else 0
            found.append(mark(table, row, column, names, year=year, run=run))
    return found


def _highest(frame: Frame, partner: str) -> float:
    """Of all counts and bounds of a partner, in whichever table: the end of an axis that they share."""
    ends = [
        end
        for t in frame.beside
        for row in t
        if row.keys[-2] == partner
        for column in ("done", "rate")
        for end in (row.cells[t.columns.index(column)].value, row.cells[t.columns.index(column)].high)
        if end is not None
    ]
    return max([1.0, *ends])


def _panel(table: Table, partner: str, years: tuple[float, float], names: Names, frame: Frame) -> Spec:
    most = _highest(frame, partner)
    counts, changes, rated = (_marks(table, partner, column, names) for column in ("done", "change", "rate"))
    x = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": list(years), "nice": False, "zero": False},
        "axis": {"format": "d", "tickMinStep": 1, "grid": False, "labelOverlap": True},
    }
    y = {
        "type": "quantitative", "title": names.axis("done") if frame.is_first else None,
        "axis": whole([float(int(most))], ticks=5), "scale": {"domain": [0, most]},
    }  # fmt: skip
    value = {"x": x, "y": {**y, "field": "value"}}
    run = {"detail": {"field": "run"}}
    bounds = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    told = {"description": {"field": "told"}}
    above = {
        "width": frame.width,
        "height": 120,
        "title": _head(partner, names),
        "layer": [
            _of(rated, {"type": "area", "color": DARK, "opacity": 0.2}, {**bounds, **run}),
            _of(rated, {"type": "rule", "color": DARK, "opacity": 0.45, "strokeWidth": 5}, bounds),
            _of(rated, {"type": "line", "color": INK, "strokeWidth": 2}, {**value, **run}),
            _of(rated, RATE, {**value, **told}),
            _of(counts, {**COUNT, "filled": True, "opacity": 1}, {**value, **told}),
        ],
    }
    return {"vconcat": [above, _below(changes, x, names, frame)], "spacing": 4}


def _below(changes: list[Spec], x: Spec, names: Names, frame: Frame) -> Spec:
    """The probability that the rate changes with each year, from 0 to 1, the likely ones with their number."""
    axis = {"values": [0, 0.5, 1], "format": "%"}
    probability = {"field": "value", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]}, "axis": axis}
    points = frame.width / (x["scale"]["domain"][1] - x["scale"]["domain"][0])  # of a year
    labelled = [c | {"label": f"{c['year']}: {c['value']:.0%}"} for c in _apart(changes, ROOM / points)]
    head = {"text": names("change"), "anchor": "start", "fontSize": 10, "fontWeight": "normal", "color": DARK}
    return {
        "width": frame.width,
        "height": 46,
        "title": head,
        "layer": [
            {
                "data": {"values": changes},
                "transform": [{"calculate": "0", "as": "zero"}],
                "mark": {"type": "rule", "strokeWidth": 6 if frame.is_alone else 4, "color": INK},
                "encoding": {
                    "x": x,
                    "y": {**probability, "field": "zero"},
                    "y2": {"field": "value"},
                    "description": {"field": "told"},
                },
            },
            {
                "data": {"values": labelled},
                "mark": {"type": "text", "fontSize": 10, "align": "right", "dx": 4, "dy": -7, "color": INK},
                "encoding": {"x": x, "y": probability, "text": {"field": "label"}},
            },
        ],
    }


def _apart(changes: list[Spec], years: float) -> list[Spec]:
    """The likely changes, the likeliest first, each so many years from those before it that its label has room."""
    kept: list[Spec] = []
    for each in sorted(changes, key=lambda c: (-c["value"], c["year"])):
        if each["value"] >= LABELLED and all(abs(each["year"] - k["year"]) >= years for k in kept):
            kept.append(each)
    return kept


def _of(values: list[Spec], mark: Spec, encoding: Spec) -> Spec:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1], [1, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
HEIGHT = 240
APART = 12.0  # points between the names at the ends of two lines


def series(table: Table, names: Names, frame: Frame, *columns: str) -> Spec:
    """Of numbers by partner and period: a line each, with its name at its end; dashes and shapes tell them apart.

    A panel a column (the first, where none are named) that has any value. Of more partners than lines can be told
    apart, those of the lowest and the highest number in the last period. A period without a value breaks the line;
    bounds are a band.
    """
    wanted = [c for c in columns or table.columns[:1] if any(_values(t, c) for t in frame.beside)]
    if not wanted or not any(_values(table, c) for c in wanted):
        return bare(table, names, frame)
    partners, all_of_them = _chosen(table, frame, wanted[0])
    whos = [names(p) for p in partners]
    panels = [_lines(table, column, partners, whos, names, frame) for column in wanted]
    note = []
    if len(all_of_them) > len(partners):
        note = [names("ends_of").format(shown=len(partners), number=len(all_of_them))]
    body: Spec = {"vconcat": panels, "spacing": 20} if len(panels) > 1 else panels[0]
    return body | {"note": note}


def _values(table: Table, column: str) -> list[tuple[str, str, float]]:
    """(partner, period, value) of what is covered."""
    at = table.columns.index(column)
    return [(r.keys[-2], r.keys[-1], v) for r in table if (v := r.cells[at].value) is not None]


def _chosen(table: Table, frame: Frame, column: str) -> tuple[list[str], list[str]]:
    """The partners drawn, and all there are: of the first table where all tables have the same ones."""
    every = frame.shared(lambda t: (partner for partner, _, _ in _values(t, column)))
    if len(every) <= len(DASHES):
        return every, every
    values = _values(frame.beside[0], column) or _values(table, column)
    last = max(period for _, period, _ in values)
    ranked = [p for _, p in sorted((v, p) for p, period, v in values if period == last)]
    half = len(DASHES) // 2
    return ([*ranked[:half], *ranked[-half:]] if len(ranked) > len(DASHES) else ranked), every


def _lines(table: Table, column: str, partners: Sequence[str], whos: Sequence[str], names: Names, frame: Frame) -> Spec:
    at = table.columns.index(column)
    marks, ends = [], []
    for partner in partners:
        own = sorted((r for r in table if r.keys[-2] == partner), key=lambda r: r.keys[-1])
        run, drawn = 0, []
        for row in own:
            if row.cells[at].value is None:
                run += 1
            else:
                drawn.append(mark(table, row, column, names, who=names(partner), period=row.keys[-1], run=run))
        marks += drawn
        ends += drawn[-1:]
    periods = sorted(frame.shared(lambda t: (period for _, period, _ in _values(t, column))))
    low, high = _ends(frame, column, partners)
    x: Spec = {
        "field": "period", "type": "ordinal", "title": None, "scale": {"domain": periods},
        "axis": {"labelOverlap": "greedy", "labelSeparation": 8, "labelAngle": 0, "grid": False, "ticks": True},
    }  # fmt: skip
    y: Spec = {
        "field": "value", "type": "quantitative", "title": names.axis(column, table.unit) if frame.is_first else None,
        "axis": {"titleLimit": HEIGHT + 40}, "scale": {"domain": [low, high]},
    }  # fmt: skip
    dash = _told_by(whos, list(DASHES[: len(whos)]))
    shape = _told_by(whos, list(SHAPES[: len(whos)]))
    place = {"x": x, "y": y}
    detail = {"detail": [{"field": "run"}, {"field": "who"}]}
    bounded = [m for m in marks if m["low"] != m["high"]]
    band: Spec = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, **detail}
    told = {"description": {"field": "told"}}
    few = len(periods) <= (32 if frame.is_alone else 16)
    return {
        "width": frame.width,
        "height": HEIGHT,
        "layer": [
            _of(bounded, {"type": "area", "color": DARK, "opacity": 0.14}, band),
            _of(marks, {"type": "line", "color": INK, "strokeWidth": 1.6}, {**place, "strokeDash": dash, **detail}),
            _of(
                marks,
                {
                    "type": "point",
                    "filled": True,
                    "fill": PAPER,
                    "stroke": INK,
                    "size": 36 if few else 16,
                    "opacity": 1,
                },
                {**place, "shape": shape, **told},
            ),
            *_names_at(ends, x, y, (low, high)),
        ],
    }


def _told_by(whos: Sequence[str], looks: list[Any]) -> Spec:
    return {
        "field": "who", "type": "nominal", "legend": None, "scale": {"domain": list(whos), "range": looks},
    }  # fmt: skip


def _ends(frame: Frame, column: str, partners: Sequence[str]) -> tuple[float, float]:
    """Of an axis that holds every value and bound of these partners in all the tables; 0 is on it."""
    found = [
        end
        for t in frame.beside
        for row in t
        if row.keys[-2] in partners
        for cell in [row.cells[t.columns.index(column)]]
        for end in (cell.value, cell.low, cell.high)
        if end is not None
    ]
    low, high = min([0.0, *found]), max([0.0, *found])
    return (low, high) if high > low else (low, low + 1.0)


def _names_at(ends: Sequence[Spec], x: Spec, y: Spec, scale: tuple[float, float]) -> list[Spec]:
    """Each line's name at its end, moved apart where two would lie upon one another."""
    points = HEIGHT / (scale[1] - scale[0])
    layers: list[Spec] = []
    below = float("-inf")
    for each in sorted(ends, key=lambda m: (m["value"], m["who"])):
        at = each["value"] * points
        placed = max(at, below + APART)
        below = placed
        mark = {"type": "text", "align": "left", "dx": 8, "dy": at - placed, "fontSize": 11, "color": INK}
        layers.append(_of([each], mark, {"x": x, "y": y, "text": {"field": "who"}}))
    return layers
