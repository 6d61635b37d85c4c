"""What all pictures share: names for a reader, marks that know their claims, one plain look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from foedera.codebook import Codebook, parse
from foedera.table import Cell, Row, Table

__all__ = [
    "DARK",
    "FILLS",
    "INK",
    "PAPER",
    "Names",
    "bare",
    "framed",
    "label_ink",
    "legend",
    "mark",
    "number",
    "ordered",
    "whole",
]

Spec = dict[str, Any]
INK, PAPER, DARK, FAINT = "#1f2933", "#ffffff", "#52606d", "#e4e7eb"
FONT = "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"
# Neighbours differ in lightness, so that segments part in grey and for the colour-blind; the labels say the rest.
FILLS = (
    "#12436d", "#f5c26b", "#28768f", "#dfe7ea", "#7a3b2e",
    "#a6cfe3", "#4d4d4d", "#f3e2c7", "#6a2c70", "#c9dfb6",
)  # fmt: skip
_LIGHT = frozenset(FILLS[1::2])


@dataclass(frozen=True, slots=True)
class Names:
    """Ids as a reader knows them: actors, vectors, families, levels, and the words of pictures.yml."""

    codebook: Codebook

    def __call__(self, key: str) -> str:
        words: Mapping[str, str] = _data()["words"]
        if key in words:
            return words[key]
        if key in self.codebook.vectors:
            return self._vector(key)
        if key in self.codebook.families:
            return self.codebook.families[key].label
        if key in self.codebook.levels:
            return key.replace("_", " ")
        return self.codebook.actor_name(key)

    def short(self, key: str) -> str:
        """For where there is little room: a vector by its short name, where it has one."""
        for name, data in self.codebook.raw.items():
            if name.startswith("vectors/") and "short" in data.get("vectors", {}).get(key, {}):
                return str(data["vectors"][key]["short"])
        return self(key)

    def place(self, key: str) -> int:
        """Where a family or a level stands in the codebook; anything else after them, as it came."""
        order = [*self.codebook.families, *self.codebook.levels]
        return order.index(key) if key in order else len(order)

    def title(self, measure: str) -> str:
        return str(_data()["titles"].get(measure, measure.replace("_", " ")))

    def _vector(self, key: str) -> str:
        for name, data in self.codebook.raw.items():
            if name.startswith("vectors/") and key in data.get("vectors", {}):
                label = str(data["vectors"][key].get("label", key))
                return label.partition(" (")[0]
        return key


def mark(row: Row, cell: Cell, names: Names, **more: Any) -> Spec:
    """A datum: the value with its bounds, its claims, and what a screen reader says of it."""
    told = ", ".join([*(names(k) for k in row.keys if k), *(str(v) for v in more.get("told", ()))])
    bounds = f" ({number(cell.low)} to {number(cell.high)})" if cell.low is not None and cell.high is not None else ""
    behind = f"{names('claims')} {', '.join(cell.claims)}" if cell.claims else names("nothing")
    kept = {k: v for k, v in more.items() if k != "told"}
    return {
        "value": cell.value,
        "low": cell.low if cell.low is not None else cell.value,
        "high": cell.high if cell.high is not None else cell.value,
        "claims": list(cell.claims),
        "rows": list(cell.rows),
        "told": f"{told}: {number(cell.value)}{bounds}; {behind}",
        **kept,
    }


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.2f}"


def label_ink(fill: str) -> str:
    """Of words on a fill: dark on light, light on dark."""
    return INK if fill in _LIGHT else PAPER


def framed(body: Spec, title: str, subtitle: Sequence[str] = ()) -> Spec:
    """The specification with title, look and schema."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": list(subtitle), "anchor": "start", "offset": 12},
        **body,
        "config": {
            "background": PAPER,
            "font": FONT,
            "view": {"stroke": None},
            "title": {
                "fontSize": 14, "color": INK, "subtitleColor": DARK, "subtitleFontSize": 11, "subtitlePadding": 4,
            },
            "axis": {
                "labelFontSize": 11, "labelColor": INK, "titleColor": DARK, "titleFontSize": 11,
                "titleFontWeight": "normal",
                "domainColor": "#cbd2d9", "tickColor": "#cbd2d9", "gridColor": FAINT,
                "labelLimit": 260, "labelPadding": 9,
            },
            "header": {"labelFontSize": 12, "labelFontWeight": "bold", "labelColor": INK},
            "legend": {"labelFontSize": 11, "labelColor": INK, "titleColor": DARK, "titleFontWeight": "normal"},
        },
    }  # fmt: skip


def legend(kinds: Sequence[str]) -> Spec:
    """A line above a picture that tells a filled circle from a hollow diamond."""
    layers: list[Spec] = []
    at = 6.0
    for kind, shape, fill in zip(kinds, ("circle", "diamond"), (INK, PAPER), strict=True):
        point = {"type": "point", "shape": shape, "filled": True, "opacity": 1, "fill": fill, "stroke": INK, "size": 70}
        y = {"value": 7}
        layers.append({"mark": point, "encoding": {"x": {"value": at}, "y": y}})
        words = {"type": "text", "align": "left", "fontSize": 11, "color": INK}
        layers.append({"mark": words, "encoding": {"x": {"value": at + 10}, "y": y, "text": {"value": kind}}})
        at += 36 + 6.2 * len(kind)  # as wide as letters of that size are
    return {"width": max(int(at), 60), "height": 14, "data": {"values": [{}]}, "layer": layers}


def whole(values: Iterable[float | None]) -> Spec:
    """The axis of numbers that may all be whole ones."""
    return {"tickMinStep": 1, "format": "d"} if all(v is None or float(v).is_integer() for v in values) else {}


def bare(table: Table, names: Names) -> Spec:
    """The picture of a table with nothing to show: the words that say so."""
    words = {"type": "text", "align": "left", "fontSize": 12, "color": DARK, "x": 0}
    datum = {"values": [{"told": names("nothing_to_show")}]}
    return {"width": 480, "height": 40, "data": datum, "mark": words, "encoding": {"text": {"field": "told"}}}


def ordered(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    path = Path(str(files("foedera"))) / "data" / "measures" / "pictures.yml"
    return parse(path, path.read_bytes())
