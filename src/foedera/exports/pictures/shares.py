"""Shares as stacked bars with their names on them, above dots with the intervals of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from foedera.exports.pictures.parts import (
    CIRCLE,
    DARK,
    DIAMOND,
    FILLS,
    INK,
    PARTS,
    Frame,
    Names,
    bare,
    label_ink,
    lane_axis,
    legend,
    mark,
    number,
    summed,
    whole,
)
from foedera.table import Row, Table

__all__ = ["balance", "fulfilment", "periods", "stacked"]

Spec = dict[str, Any]
ALL = "all"


def balance(table: Table, names: Names, frame: Frame) -> Spec:
    """Dots with intervals for all families; beneath, a bar a family, divided between the vectors."""
    at = table.columns.index("share")
    if not any(row.cells[at].value for row in table):
        return bare(table, names, frame)
    kinds = ("share", "weighted_share")
    dots = [
        mark(table, row, kind, names, lane=names(row.keys[-1]), kind=names(kind), told=(names(kind),))
        for row in table
        if row.keys[-2] == ALL
        for kind in kinds
    ]
    for each in dots:
        each["label"] = names("not_covered") if each["value"] is None else ""
    lanes = frame.shared(lambda t: (names(r.keys[-1]) for r in t if r.keys[-2] == ALL))
    families = sorted(
        frame.shared(lambda t: (r.keys[-2] for r in _told(t, at))), key=lambda f: (f != ALL, names.place(f))
    )
    segments = [
        mark(
            table, row, "share", names, bar=_bar(table, row.keys[-2], names), part=names(row.keys[-1]),
            short=names.short(row.keys[-1]), code=names.code(row.keys[-1]),
        )
        for family in families
        for row in _told(table, at)
        if row.keys[-2] == family
    ]  # fmt: skip
    parts = frame.shared(lambda t: (names(r.keys[-1]) for r in _told(t, at)))
    shown = legend([(CIRCLE, names("share")), (DIAMOND, names("weighted_share"))])
    bars = [_bar(table, family, names) for family in families]
    below = stacked(segments, parts, bars, frame, own_bars=True)
    return {
        "vconcat": [
            shown,
            _intervals(dots, kinds, lanes, names, frame),
            below,
        ],
        "spacing": 16,
    }


def _told(table: Table, at: int) -> list[Row]:
    return [row for row in table if (row.cells[at].value or 0) > 0]


def _bar(table: Table, family: str, names: Names) -> str:
    """``Contacts (17)``: a whole is worth as much as what it is the whole of."""
    at = table.columns.index("done")
    return f"{names(family)} ({number(sum(r.cells[at].value or 0.0 for r in table if r.keys[-2] == family))})"


def _intervals(dots: Sequence[Spec], kinds: Sequence[str], lanes: Sequence[str], names: Names, frame: Frame) -> Spec:
    """Filled dot and whole bar unweighted; hollow diamond and dashed bar weighted: shape tells them apart."""
    y = {"field": "lane", "type": "ordinal", "title": None, "axis": lane_axis(frame), "scale": {"domain": list(lanes)}}
    x = {"type": "quantitative", "scale": {"domain": [0, 1]}, "title": names("interval"), "axis": {"format": "%"}}
    layers: list[Spec] = []
    for kind, look, dash, shift in zip(kinds, (CIRCLE, DIAMOND), ([1, 0], [3, 2]), (-4, 4), strict=True):
        chosen = [{"filter": {"field": "column", "equal": kind}}, {"filter": "isValid(datum.value)"}]
        rule = {"type": "rule", "strokeWidth": 1.6, "color": DARK, "strokeDash": dash}
        layers.append(
            {
                "transform": chosen,
                "mark": {**rule, "yOffset": shift, "y2Offset": shift},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y},
            }
        )
        layers.append(
            {
                "transform": chosen,
                "mark": {**look, "filled": True, "opacity": 1, "yOffset": shift},
                "encoding": {"x": {**x, "field": "value"}, "y": y, "description": {"field": "told"}},
            }
        )
    layers.append(
        {
            "transform": [{"filter": {"field": "column", "equal": kinds[0]}}],
            "mark": {"type": "text", "align": "left", "fontSize": 10, "color": DARK, "x": 6},
            "encoding": {"y": y, "text": {"field": "label"}},
        }
    )
    return {"width": frame.width, "height": {"step": 24}, "data": {"values": list(dots)}, "layer": layers}


def stacked(
    segments: Sequence[Spec],
    parts: Sequence[str],
    bars: Sequence[str],
    frame: Frame,
    *,
    most: float = 1.0,
    title: str | None = None,
    palette: Sequence[str] = (),
    own_bars: bool = False,
) -> Spec:
    """A bar each, its parts in one order everywhere; a part with room bears its name and its number.

    ``most``: where the axis ends; 1 for shares, else the axis counts what ``title`` says. ``palette``: all the parts
    that there may be, where a part must have the same fill in every picture. ``own_bars``: they have other names than
    those of the pictures beside this one.
    """
    as_share = title is None
    placed = _placed(segments, parts, frame.width / most, as_share=as_share)
    fills = {part: FILLS[i % len(FILLS)] for i, part in enumerate(palette or parts)}
    for each in placed:
        each["ink"] = label_ink(fills[each["part"]])
    y = {
        "field": "bar", "type": "ordinal", "title": None, "scale": {"domain": list(bars)},
        "axis": lane_axis(frame) | {"grid": False} | ({"labels": True} if own_bars else {}),
    }  # fmt: skip
    axis = {"format": "%", "tickCount": 5} if as_share else whole([most])
    x = {"field": "from", "type": "quantitative", "title": title, "axis": axis, "scale": {"domain": [0, most]}}
    fill = {
        "field": "part", "type": "nominal", "scale": {"domain": list(parts), "range": [fills[p] for p in parts]},
        "legend": {
            "title": None, "orient": "bottom", "columns": 4 if frame.is_alone else 2, "labelLimit": 200,
            "symbolType": "square", "symbolStrokeColor": INK,
        } if frame.is_first else None,
    }  # fmt: skip
    return {
        "width": frame.width,
        "height": {"step": 30},
        "data": {"values": placed},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": "#8794a1", "strokeWidth": 0.7, "height": {"band": 0.82}},
                "encoding": {"x": x, "x2": {"field": "to"}, "y": y, "fill": fill, "description": {"field": "told"}},
            },
            {
                "mark": {"type": "text", "fontSize": 10},
                "encoding": {
                    "x": {**x, "field": "middle"}, "y": y, "text": {"field": "label"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
        ],
    }  # fmt: skip


LABEL = 6.2  # points that a letter of a label takes, in figures and capitals at the widest
MARGIN = 4  # points within a segment that stay free


def _placed(segments: Sequence[Spec], parts: Sequence[str], points: float, *, as_share: bool) -> list[Spec]:
    """Segments with where they begin and end, and the longest label that has room. ``points``: of one unit."""
    order = {part: at for at, part in enumerate(parts)}
    ends: dict[str, float] = {}
    found = []
    for each in sorted(segments, key=lambda s: (s["bar"], order[s["part"]])):
        start = ends.get(each["bar"], 0.0)
        ends[each["bar"]] = start + each["value"]
        told = f"{each['value']:.0%}" if as_share else number(each["value"])
        room = (each["value"] * points - MARGIN) / LABEL
        words = [each["part"], each.get("short", each["part"]), each.get("code", each["part"])]
        last = words[-1] if as_share else told
        label = next((w for w in (*(f"{w} {told}" for w in words), last) if len(w) <= room), "")
        found.append(
            {**each, "from": start, "to": ends[each["bar"]], "middle": start + each["value"] / 2, "label": label}
        )
    return found


OUTCOMES = ("fulfilled", "cancelled", "lapsed", "open")


def fulfilment(table: Table, names: Names, frame: Frame) -> Spec:
    """Plans by partner, divided by what became of them."""

    def rows_of(of: Table) -> list[Row]:
        at = of.columns.index("plans")
        return [row for row in of if row.keys[-1] == ALL and row.cells[at].value]

    rows = rows_of(table)
    if not rows:
        return bare(table, names, frame)
    segments = [
        mark(table, row, outcome, names, bar=names(row.keys[-2]), part=names(outcome), told=(names(outcome),))
        for row in rows
        for outcome in OUTCOMES
        if row.cells[table.columns.index(outcome)].value
    ]
    parts = [o for o in OUTCOMES if any(r.cells[t.columns.index(o)].value for t in frame.beside for r in rows_of(t))]
    most = max(r.cells[t.columns.index("plans")].value or 0.0 for t in frame.beside for r in rows_of(t))
    bars = frame.shared(lambda t: (names(r.keys[-2]) for r in rows_of(t)))
    every = [names(o) for o in OUTCOMES]
    shown = [names(o) for o in parts]
    return stacked(segments, shown, bars, frame, most=most, title=names.axis("plans"), palette=every)


def periods(table: Table, names: Names, frame: Frame) -> Spec:
    """Of shares by partner and period: a bar a period, divided between the largest partners and all others."""
    at = table.columns.index("share")
    if not _told(table, at):
        return bare(table, names, frame)
    totals: dict[str, float] = {}
    for row in (row for t in frame.beside for row in _told(t, at)):
        totals[row.keys[-2]] = totals.get(row.keys[-2], 0.0) + (row.cells[at].value or 0.0)
    ranked = sorted(totals, key=lambda p: (-totals[p], p))
    first = ranked if len(ranked) <= PARTS else ranked[: PARTS - 1]
    when = sorted(frame.shared(lambda t: (r.keys[-1] for r in _told(t, at))))
    segments = [segment for period in when for segment in _divided(table, period, first, names)]
    parts = [names(p) for p in first] + ([names("others")] if len(totals) > len(first) else [])
    return stacked(segments, parts, when, frame)


def _divided(table: Table, period: str, first: Sequence[str], names: Names) -> Iterable[Spec]:
    at = table.columns.index("share")
    rows = [row for row in _told(table, at) if row.keys[-1] == period]
    for row in rows:
        if row.keys[-2] in first:
            who = row.keys[-2]
            yield mark(table, row, "share", names, bar=period, part=names(who), code=names.code(who))
    rest = [row for row in rows if row.keys[-2] not in first]
    if rest:
        words = f"{period}, {', '.join(names(r.keys[-2]) for r in rest)}"
        yield summed(
            table, rest, "share", names, words=words, bar=period, part=names("others"), code=names("others_short")
        )
