"""Shares as stacked bars with their names on them, above dots with the intervals of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foedera.exports.pictures.parts import (
    DARK,
    FILLS,
    INK,
    PAPER,
    Names,
    bare,
    label_ink,
    legend,
    mark,
    number,
    ordered,
)
from foedera.table import Table

__all__ = ["balance", "concentration", "fulfilment", "periods", "stacked"]

Spec = dict[str, Any]
WIDTH = 620


def balance(table: Table, names: Names) -> Spec:
    """Dots with intervals for all families; beneath, a bar a family, divided between the vectors."""
    actors = [row.keys[:-2] for row in table]
    many = bool(actors and actors[0])
    shown = [r for r in table if r.cells[table.columns.index("share")].value is not None]
    if not shown:
        return bare(table, names)
    at, weighted = table.columns.index("share"), table.columns.index("weighted_share")
    dots = []
    for row in shown:
        if row.keys[-2] != "all":
            continue
        who = names(row.keys[-1])
        lane = f"{names(row.keys[0])}: {who}" if many else who
        for column, place in (("share", at), ("weighted_share", weighted)):
            if row.cells[place].value is not None:
                dots.append(mark(row, row.cells[place], names, lane=lane, kind=names(column), told=(names(column),)))
    segments = []
    for row in shown:
        bar = names(row.keys[0]) if many else names(row.keys[-2])
        if (row.cells[at].value or 0) > 0 and (not many or row.keys[-2] == "all"):
            segments.append(
                mark(row, row.cells[at], names, bar=bar, part=names(row.keys[-1]), short=names.short(row.keys[-1]))
            )
    below = [stacked(segments, ordered(m["part"] for m in segments))] if segments else []
    kinds = (names("share"), names("weighted_share"))
    return {"vconcat": [legend(kinds), _intervals(dots, kinds, names), *below], "spacing": 16}


def _intervals(dots: Sequence[Spec], kinds: Sequence[str], names: Names) -> Spec:
    """Filled dot and whole bar unweighted; hollow diamond and dashed bar weighted: shape tells them apart."""
    y = {"field": "lane", "type": "ordinal", "sort": None, "title": None, "axis": {"ticks": False, "domain": False}}
    x = {"type": "quantitative", "scale": {"domain": [0, 1]}, "title": names("interval"), "axis": {"format": "%"}}
    layers: list[Spec] = []
    looks = (("circle", INK, [1, 0], -4), ("diamond", PAPER, [3, 2], 4))
    for kind, (shape, fill, dash, shift) in zip(kinds, looks, strict=True):
        chosen = [{"filter": {"field": "kind", "equal": kind}}]
        rule = {"type": "rule", "strokeWidth": 1.6, "color": DARK, "strokeDash": dash}
        point = {"type": "point", "shape": shape, "filled": True, "opacity": 1, "size": 70, "fill": fill, "stroke": INK}
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
                "mark": {**point, "yOffset": shift},
                "encoding": {"x": {**x, "field": "value"}, "y": y, "description": {"field": "told"}},
            }
        )
    return {"width": WIDTH, "height": {"step": 24}, "data": {"values": list(dots)}, "layer": layers}


def stacked(segments: Sequence[Spec], parts: Sequence[str], *, as_share: bool = True) -> Spec:
    """A bar each, its parts in one order everywhere; a part with room bears its name and its number."""
    placed = _placed(segments, parts, as_share=as_share)
    fills = {part: FILLS[i % len(FILLS)] for i, part in enumerate(parts)}
    for each in placed:
        each["ink"] = label_ink(fills[each["part"]])
    y = {"field": "bar", "type": "ordinal", "sort": None, "title": None, "axis": {"ticks": False, "domain": False}}
    axis = {"format": "%"} if as_share else {"tickMinStep": 1}
    x = {"field": "from", "type": "quantitative", "title": None, "axis": axis}
    fill = {
        "field": "part", "type": "nominal", "scale": {"domain": list(parts), "range": [fills[p] for p in parts]},
        "legend": {
            "title": None, "orient": "bottom", "columns": 4, "labelLimit": 200, "symbolType": "square",
            "symbolStrokeColor": INK,
        },
    }  # fmt: skip
    return {
        "width": WIDTH,
        "height": {"step": 30},
        "data": {"values": placed},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 1.5, "height": {"band": 0.82}},
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


def _placed(segments: Sequence[Spec], parts: Sequence[str], *, as_share: bool) -> list[Spec]:
    order = {part: at for at, part in enumerate(parts)}
    ends: dict[str, float] = {}
    longest = max((sum(s["value"] for s in segments if s["bar"] == b) for b in {s["bar"] for s in segments}), default=1)
    found = []
    for bar in ordered(s["bar"] for s in segments):
        for each in sorted((s for s in segments if s["bar"] == bar), key=lambda s: order[s["part"]]):
            start = ends.get(bar, 0.0)
            ends[bar] = start + each["value"]
            width = each["value"] / longest
            told = f"{each['value']:.0%}" if as_share else number(each["value"])
            room = int(width * WIDTH / 6.4)  # letters of the label's size
            named = (f"{each['part']} {told}", f"{each.get('short', each['part'])} {told}", told)
            label = next((words for words in named if len(words) <= room), "")
            found.append({**each, "from": start, "to": ends[bar], "middle": start + each["value"] / 2, "label": label})
    return found


def fulfilment(table: Table, names: Names) -> Spec:
    """Plans by partner, divided by what became of them."""
    segments = []
    for row in table:
        if row.keys[-1] == "all":
            for outcome in ("fulfilled", "cancelled", "lapsed", "open"):
                cell = row.cells[table.columns.index(outcome)]
                if cell.value:
                    bar = ", ".join(names(k) for k in row.keys[:-1])
                    segments.append(mark(row, cell, names, bar=bar, part=names(outcome), told=(names(outcome),)))
    if not segments:
        return bare(table, names)
    parts = [names(o) for o in ("fulfilled", "cancelled", "lapsed", "open")]
    return stacked(segments, parts, as_share=False)


def periods(table: Table, names: Names) -> Spec:
    """Of shares by partner and period: a bar a period, divided between the partners, the largest first."""
    at, partner, period = table.columns.index("share"), table.keys.index("partner"), table.keys.index("period")
    rows = [r for r in table if r.cells[at].value]
    if not rows:
        return bare(table, names)
    totals: dict[str, float] = {}
    for row in rows:
        totals[row.keys[partner]] = totals.get(row.keys[partner], 0.0) + (row.cells[at].value or 0.0)
    first = sorted(totals, key=lambda p: (-totals[p], p))[: len(FILLS) - 1]
    segments = []
    for row in sorted(rows, key=lambda r: r.keys[period]):
        who = names(row.keys[partner] if row.keys[partner] in first else "others")
        before = [names(k) for k in row.keys[: min(partner, period)]]
        bar = ", ".join([*before, row.keys[period]])
        segments.append(mark(row, row.cells[at], names, bar=bar, part=who))
    parts = [names(p) for p in first] + ([names("others")] if len(totals) > len(first) else [])
    return stacked(segments, parts)


FEW = 6  # sources shown by name in a bar; the rest are one


def concentration(table: Table, names: Names) -> Spec:
    """Each basis as a bar, divided between the largest sources and the rest."""
    shares = table.aside.get("shares")
    if shares is None or not len(shares):
        return bare(table, names)
    segments: list[Spec] = []
    for basis in ordered(row.keys[:-1] for row in shares):
        rows = [r for r in shares if r.keys[:-1] == basis]
        bar = ", ".join(names(k) for k in basis)
        for place, row in enumerate(rows[:FEW]):
            segments.append(mark(row, row.cells[0], names, bar=bar, part=f"{place + 1}", name=row.keys[-1]))
        rest = rows[FEW:]
        if rest:
            whole = sum(r.cells[0].value or 0 for r in rest)
            claims = sorted({c for r in rest for c in r.cells[0].claims})
            told = f"{bar}, {names('rest')}: {number(whole)}; {names('claims')} {', '.join(claims)}"
            segments.append(
                {
                    "value": whole,
                    "claims": claims,
                    "told": told,
                    "bar": bar,
                    "part": names("rest"),
                    "name": names("rest"),
                }
            )
    body = stacked(segments, [*(str(i + 1) for i in range(FEW)), names("rest")])
    for each in body["data"]["values"]:
        room = int((each["to"] - each["from"]) * WIDTH / 6.0)
        each["label"] = (
            each["name"] if len(each["name"]) <= room else each["name"][: room - 1] + "…" if room > 3 else ""
        )
    body["layer"][0]["encoding"]["fill"]["legend"] = None  # the numbers say only which is largest
    return body
