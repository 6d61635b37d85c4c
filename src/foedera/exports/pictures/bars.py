"""Rows of bars that begin at 0: the sources under a picture, and partners in exercises."""

from __future__ import annotations

from typing import Any

from foedera.exports.pictures.dumbbells import lollipops
from foedera.exports.pictures.lines import series
from foedera.exports.pictures.parts import DARK, INK, Frame, Names, bare, mark, number, ordered, summed
from foedera.table import Row, Table

__all__ = ["concentration", "exercises"]

Spec = dict[str, Any]
FEW = 6  # sources shown by name; the rest are one bar
MOST = 40
ANY = "any"  # the row of all exercises
MEDIUM = "#7b8794"


def concentration(table: Table, names: Names, frame: Frame) -> Spec:
    """For origins, publishers and owners: the share of each of the largest, and of the rest together."""
    shares = table.aside.get("shares")
    if shares is None or not len(shares):
        return bare(table, names, frame)
    most = max(
        max(r.cells[0].value or 0.0, sum(x.cells[0].value or 0.0 for x in _of(t, r.keys[-2])[FEW:]))
        for t in frame.beside
        for r in t.aside.get("shares", ())
    )
    panels = []
    for basis in ordered(row.keys[-2] for row in shares):
        rows = _of(table, basis)
        values = [mark(shares, row, shares.columns[0], names, lane=row.keys[-1], is_rest=False) for row in rows[:FEW]]
        if rest := rows[FEW:]:
            words = names("rest_of").format(number=len(rest))
            told = f"{names(basis)}, {words}"
            values.append(summed(shares, rest, shares.columns[0], names, words=told, lane=words, is_rest=True))
        for each in values:
            each["label"] = f"{each['value']:.0%}"
        panels.append(_panel(values, _head(table, basis, names), most, frame))
    return {"vconcat": panels, "spacing": 14}


def _of(table: Table, basis: str) -> list[Row]:
    """The shares of one basis, the largest first."""
    rows = [r for r in table.aside.get("shares", ()) if r.keys[-2] == basis]
    return sorted(rows, key=lambda r: (-(r.cells[0].value or 0.0), r.keys))


def _head(table: Table, basis: str, names: Names) -> str:
    """``origins: HHI 0.18, as of 5.6 equal ones``."""
    found = next((r for r in table if r.keys[-1] == basis), None)
    if found is None:
        return names(basis)
    hhi, effective = (found.cells[table.columns.index(c)].value for c in ("hhi", "effective"))
    return names("hhi_of").format(basis=names(basis), hhi=number(hhi), effective=number(effective))


def _panel(values: list[Spec], head: str, most: float, frame: Frame) -> Spec:
    lanes = [v["lane"] for v in values]
    y = {
        "field": "lane", "type": "ordinal", "title": None, "sort": lanes,
        "axis": {"ticks": False, "domain": False, "grid": False, "labelLimit": 300 if frame.is_alone else 170},
    }  # fmt: skip
    x = {
        "field": "value", "type": "quantitative", "title": None, "scale": {"domain": [0, most]},
        "axis": {"format": "%", "tickCount": 5 if frame.is_alone else 3},
    }  # fmt: skip
    fill = {"condition": {"test": "datum.is_rest", "value": "#cbd2d9"}, "value": MEDIUM}
    return {
        "width": 440 if frame.is_alone else frame.width - 90,
        "height": {"step": 20},
        "title": {"text": head, "anchor": "start", "fontSize": 11, "color": DARK, "fontWeight": "normal"},
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "bar", "height": {"band": 0.72}},
                "encoding": {"x": x, "y": y, "color": fill, "description": {"field": "told"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 10, "color": INK},
                "encoding": {"x": x, "y": y, "text": {"field": "label"}},
            },
        ],
    }  # fmt: skip


def exercises(table: Table, names: Names, frame: Frame) -> Spec:
    """Exercises with each partner and its share of all; over several periods, a line a partner."""
    periods = ordered(row.keys[-1] for t in frame.beside for row in t)
    if len(periods) > 1:
        return series(table, names, frame)
    most = max((row.cells[0].value or 0.0 for t in frame.beside for row in t), default=0.0)
    lanes = frame.shared(lambda t: (row.keys[-2] for row in t))
    totals = {
        lane: sum(row.cells[0].value or 0.0 for t in frame.beside for row in t if row.keys[-2] == lane)
        for lane in lanes
    }
    order = sorted(lanes, key=lambda lane: (lane != ANY, -totals[lane], lane))
    rows = {row.keys[-2]: row for row in table}
    marks = []
    for lane in order[:MOST]:
        if lane not in rows:
            continue
        cell, share = rows[lane].cells[0], rows[lane].cells[1].value
        told = names("not_covered") if cell.value is None else number(cell.value)
        label = told if lane == ANY or share is None else f"{told}  ({share:.0%})"
        marks.append(
            mark(table, rows[lane], "exercises", names, lane=names(lane), label=label, shown=cell.value or 0.0)
        )
    if not marks or not most:
        return bare(table, names, frame)
    note = [names("first_of").format(shown=MOST, number=len(order))] if len(order) > MOST else []
    body = lollipops(marks, names, frame, title=names.axis("exercises"), most=most)
    for layer in body["layer"]:
        layer["encoding"]["y"]["scale"] = {"domain": [names(lane) for lane in order[:MOST]]}
    return body | {"note": note}
