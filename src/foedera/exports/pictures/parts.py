"""What all pictures share: names for a reader, marks that know their claims, one plain look."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from foedera.codebook import Codebook, parse
from foedera.table import Row, Table

__all__ = [
    "CIRCLE",
    "DARK",
    "DIAMOND",
    "FILLS",
    "INK",
    "LETTER",
    "PAPER",
    "PARTS",
    "WIDTH",
    "Frame",
    "Names",
    "bare",
    "behind",
    "framed",
    "label_ink",
    "lane_axis",
    "legend",
    "mark",
    "number",
    "of_data",
    "ordered",
    "summed",
    "whole",
]

Spec = dict[str, Any]
INK, PAPER, DARK, FAINT = "#1f2933", "#ffffff", "#52606d", "#e4e7eb"
FONT = "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"
WIDTH = 620  # points of a picture that stands alone
LETTER = 6.2  # points that a letter of an axis or a legend takes
# Neighbours differ in lightness, so that segments part in grey and for the colour-blind; so do the first six among
# themselves (L* 17, 81, 46, 95, 33, 73), so that a legend can be read too. The labels say the rest.
FILLS = (
    "#0b2c4d", "#f5c26b", "#28768f", "#eef2f4", "#7a3b2e",
    "#8fb9d2", "#4d4d4d", "#f3e2c7", "#6a2c70", "#c9dfb6",
)  # fmt: skip
PARTS = 6  # of a bar: more cannot be told apart
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

    def code(self, key: str) -> str:
        """The shortest that tells who it is: an actor by its code, a vector by its short name."""
        return self.short(key) if key in self.codebook.vectors else key

    def key(self, measure: str) -> str:
        """What the marks of a picture mean, where they do not say it themselves."""
        return str(_data()["keys"].get(measure, ""))

    def axis(self, column: str, unit: str = "") -> str:
        """What an axis counts, with its unit."""
        return str(_data()["axes"].get(column, f"{column.replace('_', ' ')} ({unit})" if unit else self(column)))

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


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table is drawn: how wide, beside which tables on the same scales, and whose states stand out."""

    beside: tuple[Table, ...]
    width: int = WIDTH
    is_first: bool = True  # of a row of pictures: only the first names what the others have at the same height
    actors: tuple[str, ...] = ()

    @property
    def is_alone(self) -> bool:
        return len(self.beside) == 1

    def shared(self, of: Callable[[Table], Iterable[Any]]) -> list[Any]:
        """What each of the tables has of something, each thing once, in order."""
        return ordered(each for table in self.beside for each in of(table))


def mark(table: Table, row: Row, column: str, names: Names, **more: Any) -> Spec:
    """A datum: where it stands in the table, its value with its bounds, its claims, and what a screen reader says.

    ``of``, ``keys`` and ``column`` name the cell, so that a picture can be held against its table.
    """
    cell = row.cells[table.columns.index(column)]
    told = ", ".join([*(names(k) for k in row.keys if k), *(str(v) for v in more.get("told", ()))])
    bounds = f" ({number(cell.low)} to {number(cell.high)})" if cell.low is not None and cell.high is not None else ""
    kept = {k: v for k, v in more.items() if k != "told"}
    value = number(cell.value) or names("not_covered")
    return {
        "of": table.measure,
        "keys": list(row.keys),
        "column": column,
        "value": cell.value,
        "low": cell.low if cell.low is not None else cell.value,
        "high": cell.high if cell.high is not None else cell.value,
        "claims": list(cell.claims),
        "rows": list(cell.rows),
        "told": f"{told}: {value}{bounds}; {behind(cell.claims, cell.rows, names)}",
        **kept,
    }


def summed(table: Table, rows: Sequence[Row], column: str, names: Names, *, words: str, **more: Any) -> Spec:
    """A datum that adds up several cells of a column; ``sums`` names their rows."""
    cells = [row.cells[table.columns.index(column)] for row in rows]
    value = sum(cell.value or 0.0 for cell in cells)
    claims = sorted({c for cell in cells for c in cell.claims})
    data = ordered(r for cell in cells for r in cell.rows)
    return {
        "of": table.measure,
        "sums": [list(row.keys) for row in rows],
        "column": column,
        "value": value,
        "claims": claims,
        "rows": data,
        "told": f"{words}: {number(value)}; {behind(claims, data, names)}",
        **more,
    }


def behind(claims: Sequence[str], rows: Sequence[str], names: Names) -> str:
    """What a number rests on, in words."""
    told = [f"{names('claims')} {', '.join(claims)}"] if claims else []
    told += [f"{names('rows')} {', '.join(rows)}"] if rows else []
    return "; ".join(told) or names("nothing")


def number(value: float | None) -> str:
    """As short as a label must be: whole numbers whole, large ones without a fraction."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 100 else f"{value:.2f}"


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


CIRCLE: Spec = {"type": "point", "shape": "circle", "fill": INK, "stroke": INK, "size": 70}
DIAMOND: Spec = {"type": "point", "shape": "diamond", "fill": PAPER, "stroke": INK, "size": 70}


def legend(kinds: Sequence[tuple[Spec, str]]) -> Spec:
    """A line above a picture: each mark as it is drawn, and what it means."""
    layers: list[Spec] = []
    at = 6.0
    for look, words in kinds:
        y = {"value": 7}
        layers.append({"mark": {"filled": True, "opacity": 1, **look}, "encoding": {"x": {"value": at}, "y": y}})
        text = {"type": "text", "align": "left", "fontSize": 11, "color": INK}
        layers.append({"mark": text, "encoding": {"x": {"value": at + 10}, "y": y, "text": {"value": words}}})
        at += 36 + LETTER * len(words)
    return {"width": max(int(at), 60), "height": 14, "data": {"values": [{}]}, "layer": layers}


def lane_axis(frame: Frame, *, bold: Sequence[str] = ()) -> Spec:
    """The axis of names at the left; of pictures beside one another only the first has them."""
    axis: Spec = {"ticks": False, "domain": False, "grid": True, "labels": frame.is_first}
    if bold:
        test = f"indexof({json.dumps(list(bold), ensure_ascii=False)}, datum.label) >= 0"
        axis["labelFontWeight"] = {"condition": {"test": test, "value": "bold"}, "value": "normal"}
    return axis


STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)  # of an axis of whole numbers


def whole(values: Iterable[float | None], *, ticks: int = 8) -> Spec:
    """The axis of numbers from 0: of whole ones it is marked at whole numbers alone, about so many times."""
    found = [v for v in values if v is not None]
    most = max(found, default=0.0)
    if not all(float(v).is_integer() for v in found) or most > ticks * STEPS[-1]:
        return {"tickCount": ticks}
    step = next(s for s in STEPS if s * ticks >= most)
    return {"values": list(range(0, int(most) + 1, step)), "format": "d"}


def bare(table: Table, names: Names, frame: Frame | None = None) -> Spec:
    """The picture of a table with nothing to show: the words that say so."""
    words = {"type": "text", "align": "left", "fontSize": 12, "color": DARK, "x": 0}
    datum = {"values": [{"told": names("no_data" if of_data(table) else "nothing_to_show")}]}
    width = 480 if frame is None or frame.is_alone else frame.width
    return {"width": width, "height": 40, "data": datum, "mark": words, "encoding": {"text": {"field": "told"}}}


def of_data(table: Table) -> bool:
    """Whether a measure is of published data, and not of the record."""
    return table.measure in _data()["of_data"]


def ordered(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    path = Path(str(files("foedera"))) / "data" / "measures" / "pictures.yml"
    return parse(path, path.read_bytes())
