"""The balance between partners as a Vega-Lite specification; drawn as every picture is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from foedera.exports.pictures.drawing import draw_png, draw_svg
from foedera.measures.engagement import UNDATED

__all__ = ["balance_spec", "draw_png", "draw_svg"]

MAX_YEARS = 36  # above it, years are drawn in fives
INK, PAPER, SPAN = "#1f2933", "#ffffff", "#7b8794"
FONT = "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"
SHIFT = 4.2
LEGEND = {"title": None, "orient": "top", "symbolType": "circle", "symbolStrokeColor": INK, "symbolSize": 80}


def balance_spec(
    marks: Sequence[Mapping[str, Any]],
    *,
    instruments: Sequence[str],
    partners: Sequence[str],
    words: Mapping[str, str],
) -> dict[str, Any]:
    """Rows of partners under each instrument, years across, "undated" apart on the right.

    ``marks`` are ``{instrument, partner, period, kind, count}``, period as ``measures.engagement.period_of`` gives it.
    Position tells everything; colour is not used, so the picture reads the same in grey.
    """
    years = _years(marks)
    columns = [*years, " ", words["undated"]]
    values = [_placed(m, years, words) for m in marks]
    spans = [v for v in values if v["last"] != v["first"]]
    x = {
        "field": "first",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": columns},
        "axis": {"labelAngle": 0, "values": _ticks(columns), "grid": True, "gridDash": [1, 3], "ticks": False},
    }
    y = {
        "field": "partner",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": list(partners)},
        "axis": {"domain": False, "ticks": False, "grid": True, "gridColor": "#e4e7eb"},
    }
    kinds = (words["legend_done"], words["legend_plan"])
    layers = [_bars(kind, kinds, x, y) for kind in kinds if any(v["kind"] == kind for v in spans)]
    layers += [layer for kind in kinds for layer in _dots(kind, kinds, x, y)]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": values},
        "facet": {
            "row": {
                "field": "instrument",
                "type": "ordinal",
                "sort": list(instruments),
                "title": None,
                "header": {"labelAngle": 0, "labelAlign": "left", "labelAnchor": "start", "labelOrient": "top"},
            }
        },
        "spacing": 4,
        "spec": {"width": 660, "height": {"step": 18}, "layer": layers},
        "config": _config(),
    }


def _dots(kind: str, kinds: Sequence[str], x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Filled dots a little above the line of a partner, hollow ones a little below, numbers from 2 inside."""
    filled = kind == kinds[0]
    shift = -SHIFT if filled else SHIFT
    chosen = [{"filter": {"field": "kind", "equal": kind}}, {"filter": "datum.last === datum.first"}]
    size = {"type": "quantitative", "legend": None, "scale": {"domain": [1, 6], "range": [46, 130], "clamp": True}}
    fill = {"datum": kind, "scale": {"domain": list(kinds), "range": [INK, PAPER]}, "legend": LEGEND}
    return [
        {
            "transform": chosen,
            "mark": {"type": "circle", "opacity": 1, "stroke": INK, "strokeWidth": 1.1, "yOffset": shift},
            "encoding": {"x": x, "y": y, "size": {"field": "count", **size}, "fill": fill},
        },
        {
            "transform": [*chosen, {"filter": "datum.count > 1"}],
            "mark": {
                "type": "text",
                "fontSize": 8.5,
                "fontWeight": "bold",
                "yOffset": shift + 0.5,
                "color": PAPER if filled else INK,
            },
            "encoding": {"x": x, "y": y, "text": {"field": "count"}},
        },
    ]


def _bars(kind: str, kinds: Sequence[str], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """A bar from the first year to the last of an event that is dated by a period alone."""
    filled = kind == kinds[0]
    mark = {"type": "rule", "strokeWidth": 3.5 if filled else 1.5, "color": SPAN if filled else INK}
    chosen = [{"filter": {"field": "kind", "equal": kind}}, {"filter": "datum.last !== datum.first"}]
    shift = -SHIFT if filled else SHIFT
    return {
        "transform": chosen,
        "mark": {**mark, "yOffset": shift, "y2Offset": shift, **({} if filled else {"strokeDash": [3, 3]})},
        "encoding": {"x": x, "x2": {"field": "last"}, "y": y},
    }


def _config() -> dict[str, Any]:
    text = {"labelFont": FONT, "labelFontSize": 11, "labelColor": INK}
    return {
        "background": PAPER,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**text, "domainColor": "#cbd2d9"},
        "header": {**text, "labelFontWeight": "bold", "labelFontSize": 11.5, "labelPadding": 3},
        "legend": {**text},
    }


def _years(marks: Sequence[Mapping[str, Any]]) -> list[str]:
    stated = [int(y) for m in marks if m["period"] != UNDATED for y in str(m["period"]).split("-")]
    if not stated:
        return []
    first, last = min(stated), max(stated)
    if last - first < MAX_YEARS:
        return [str(y) for y in range(first, last + 1)]
    return [_five(y) for y in range(first - first % 5, last + 1, 5)]


def _five(year: int) -> str:
    start = year - year % 5
    return f"{start}–{(start + 4) % 100:02d}"


def _placed(mark: Mapping[str, Any], years: Sequence[str], words: Mapping[str, str]) -> dict[str, Any]:
    kind = words["legend_done"] if mark["kind"] == "done" else words["legend_plan"]
    if mark["period"] == UNDATED:
        first = last = words["undated"]
    else:
        stated = [int(y) for y in str(mark["period"]).split("-")]
        first, last = (str(y) if str(y) in years else _five(y) for y in (stated[0], stated[-1]))
    return {**mark, "kind": kind, "first": first, "last": last}


def _ticks(columns: Sequence[str]) -> list[str]:
    """Every year where they are few; else the round ones; the undated column always."""
    years = columns[:-2]
    few = len(years) <= 14 or any("–" in y for y in years)
    return [y for y in years if few or int(y) % 5 == 0] + [columns[-1]]
