"""Table -> picture: a Vega-Lite specification for each measure, drawn as SVG or PNG, with its tables beside it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from foedera.codebook import Codebook
from foedera.errors import ExportError, UsageError
from foedera.exports.pictures import arms, bars, dumbbells, lines, matrices, shares, timelines
from foedera.exports.pictures.drawing import draw_png, draw_svg
from foedera.exports.pictures.parts import WIDTH, Frame, Names, framed, of_data
from foedera.table import Table

__all__ = ["BESIDE", "PICTURES", "SUFFIXES", "picture", "write"]

Spec = dict[str, Any]
Drawn = Callable[[Table, Names, Frame], Spec]
SUFFIXES = (".svg", ".png", ".json")

PICTURES: dict[str, Drawn] = {
    "engagement": lambda table, names, frame: matrices.matrix(table, names, frame, down=-3, across=-2),
    "balance": shares.balance,
    "contact_level": lambda table, names, frame: matrices.matrix(table, names, frame, down=-2, across=-1),
    "tempo": timelines.gaps,
    "change_points": lines.rates,
    "fulfilment": shares.fulfilment,
    "reciprocity": lambda table, names, frame: dumbbells.dumbbell(table, names, frame, "sent", "received"),
    "centrality": lambda table, names, frame: dumbbells.dots(table, names, frame, "degree"),
    "agreement_network": dumbbells.network,
    "disagreement": lambda table, names, frame: dumbbells.dumbbell(table, names, frame, "compared", "conflicts"),
    "source_concentration": bars.concentration,
    "arms_portfolio": shares.periods,
    "arms_position": arms.position,
    "exercise_partners": bars.exercises,
    "alliance_similarity": lambda table, names, frame: lines.series(table, names, frame, "s", "kappa"),
    "ideal_point_distance": lines.series,
    "vote_agreement": lines.series,
    "shared_igos": lines.series,
    "panel": matrices.pairs_by_year,
    "directed_panel": matrices.pairs_by_year,
}
# The tables beside an answer that its picture draws from: they are written beside the picture too.
BESIDE: dict[str, tuple[str, ...]] = {"tempo": ("gaps",), "source_concentration": ("shares",)}
TOGETHER = frozenset({"centrality"})  # the answer is the same for any actor: one picture, in which all stand out
COLUMNS = 3  # pictures in a row, of a comparison
NARROW = 300  # points of one of them


def picture(table: Table, codebook: Codebook, *, title: str = "") -> Spec:
    """The Vega-Lite specification of a table. Every mark names its cell, its claims or rows, and words for a screen
    reader. ``title``: instead of the names of the actors.

    A comparison has a picture of each actor, side by side on the same scales. A measure without a picture of its own
    is drawn as dots, its first column by its rows.
    """
    names = Names(codebook)
    draw = PICTURES.get(table.measure, dumbbells.dots)
    parts = tuple(table.of.values())
    actors = tuple(table.of) or tuple(filter(None, (table.actor,)))
    if parts and table.measure not in TOGETHER:
        body = _columns(parts, draw, names)
    else:
        alone = replace(parts[0], rows=tuple({r.keys: r for t in parts for r in t}.values())) if parts else table
        body = draw(alone, names, Frame((alone,), actors=actors))
        parts = ()
    who = title or ", ".join(names(a) for a in actors)
    head = ", ".join(filter(None, (names.title(table.measure), _period(table))))
    notes = [names.key(table.measure), *body.pop("note", ()), *table.notes]
    told = [] if parts else _lines(table.coverage if not table.of else next(iter(table.of.values())).coverage)
    return framed(body, f"{who}: {head}" if who else head, [*told, *(x for n in notes if n for x in _lines(n))])


def _period(table: Table) -> str:
    """The years of the answer: of published data from the first period that they cover to the last."""
    told = table.period
    if "period" in table.keys and of_data(table):
        at = table.keys.index("period")
        held = [year for r in table if r.cells[0].is_covered for year in r.keys[at].split("-")]
        told = "-".join(dict.fromkeys((min(held), max(held)))) if held else told
    return told.replace("-", "–")


def _columns(parts: tuple[Table, ...], draw: Drawn, names: Names) -> Spec:
    """A picture of each actor under its name and what is covered of it."""
    width = NARROW if len(parts) > 1 else WIDTH
    each, notes = [], []
    told = [_lines(table.coverage, letters=52, most=6) for table in parts]
    most = max(map(len, told))
    for at, table in enumerate(parts):
        body = draw(table, names, Frame(parts, width, at % COLUMNS == 0, (table.actor,)))
        notes += body.pop("note", ())
        head = {
            "text": names(table.actor), "subtitle": told[at] + [" "] * (most - len(told[at])), "anchor": "start",
            "fontSize": 12, "subtitleFontSize": 10, "offset": 10,
        }  # fmt: skip
        each.append({"vconcat": [body], "title": head})
    note = list(dict.fromkeys(notes))
    return {"concat": each, "columns": COLUMNS, "spacing": 26, "align": "each", "note": note}


def write(table: Table, path: Path, codebook: Codebook, *, title: str = "") -> tuple[Path, ...]:
    """Write the picture as .svg, .png or .json (the specification), and as CSV beside it the tables it draws.

    Returns the paths, the picture's first, then the table's (``p.csv``), then those that stand beside the table and
    are drawn too (``p.gaps.csv``). UsageError for another suffix, ExportError where it cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path}: a picture is written as {', '.join(SUFFIXES)}. Give one of these.")
    spec = picture(table, codebook, title=title)
    content: bytes
    if path.suffix.lower() == ".json":
        content = (json.dumps(spec, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    elif path.suffix.lower() == ".svg":
        content = draw_svg(spec, describe=f"{spec['title']['text']}. {table.coverage}").encode("utf-8")
    else:
        content = draw_png(spec)
    try:
        path.write_bytes(content)
    except OSError as bad:
        raise ExportError(f"{path}: cannot be written ({bad.strerror}). Give another place.") from bad
    twins = {path.with_suffix(".csv"): table}
    twins |= {path.with_suffix(f".{n}.csv"): table.aside[n] for n in BESIDE.get(table.measure, ()) if n in table.aside}
    for twin, held in twins.items():
        held.to_csv(twin)
    return path, *twins


def _lines(words: str, *, letters: int = 110, most: int = 3) -> list[str]:
    """As many whole sentences as fit into so many lines under a title."""
    found: list[str] = []
    kept = ""
    for sentence in re.split(r"(?<=\.) (?=[A-Z0-9])", words):
        kept = f"{kept} {sentence}".strip()
        lines = textwrap.wrap(kept, letters)
        if len(lines) > most:
            break
        found = lines
    return found
