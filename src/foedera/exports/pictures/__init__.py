"""Table -> picture: a Vega-Lite specification for each measure, drawn as SVG or PNG, with its table beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from foedera.codebook import Codebook
from foedera.errors import ExportError, UsageError
from foedera.exports.pictures import dumbbells, lines, matrices, shares, timelines
from foedera.exports.pictures.drawing import draw_png, draw_svg
from foedera.exports.pictures.parts import Names, framed
from foedera.table import Table

__all__ = ["PICTURES", "SUFFIXES", "picture", "write"]

Spec = dict[str, Any]
SUFFIXES = (".svg", ".png", ".json")

PICTURES: dict[str, Callable[[Table, Names], Spec]] = {
    "engagement": lambda table, names: matrices.matrix(table, names, down=-3, across=-2),
    "balance": shares.balance,
    "contact_level": lambda table, names: matrices.matrix(table, names, down=-2, across=-1),
    "tempo": timelines.gaps,
    "change_points": lines.rates,
    "fulfilment": shares.fulfilment,
    "reciprocity": lambda table, names: dumbbells.dumbbell(table, names, "sent", "received"),
    "centrality": lambda table, names: dumbbells.dots(table, names, "degree"),
    "agreement_network": lambda table, names: dumbbells.dumbbell(table, names, "degree", "two_paths"),
    "disagreement": lambda table, names: dumbbells.dumbbell(table, names, "compared", "conflicts"),
    "source_concentration": shares.concentration,
    "arms_portfolio": shares.periods,
    "exercise_partners": shares.periods,
    "alliance_similarity": lines.series,
    "ideal_point_distance": lines.series,
    "vote_agreement": lines.series,
    "shared_igos": lines.series,
    "panel": matrices.pairs_by_year,
    "directed_panel": matrices.pairs_by_year,
}


def picture(table: Table, codebook: Codebook, *, title: str = "") -> Spec:
    """The Vega-Lite specification of a table. Every mark bears its value, its claims and words for a screen reader.

    A measure without a picture of its own is drawn as dots, its first column by its rows.
    """
    names = Names(codebook)
    draw = PICTURES.get(table.measure, dumbbells.dots)
    head = names.title(table.measure)
    return framed(draw(table, names), f"{title}: {head}" if title else head, _lines(table.coverage))


def write(table: Table, path: Path, codebook: Codebook, *, title: str = "") -> tuple[Path, Path]:
    """Write the picture as .svg, .png or .json (the specification), and its table as CSV beside it.

    Returns both paths. UsageError for another suffix, ExportError where it cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path}: a picture is written as {', '.join(SUFFIXES)}. Give one of these.")
    spec = picture(table, codebook, title=title)
    twin = path.with_suffix(".csv")
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
    table.to_csv(twin)
    return path, twin


def _lines(words: str, *, letters: int = 110) -> list[str]:
    """As many whole sentences as fit into three lines under a title."""
    import re
    import textwrap

    found: list[str] = []
    kept = ""
    for sentence in re.split(r"(?<=\.) (?=[A-Z0-9])", words):
        kept = f"{kept} {sentence}".strip()
        lines = textwrap.wrap(kept, letters)
        if len(lines) > 3:
            break
        found = lines
    return found
