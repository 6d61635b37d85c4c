"""Figures as tables of words, the same on the terminal and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.score.counting import GROUPS

__all__ = ["SECTIONS", "Grid", "grids", "shown"]

SECTIONS = ("group", "family", "type", "language")
NOT_GIVEN = "not given"  # a language that neither gold nor manifest tells
_COLUMNS = ("Gold", "Claims", "Precision", "Recall", "F1")
_FIELDS = {"Type": "type", "Status": "status", "Date": "date", "Roles": "role"}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what it is of, its columns, and its rows with the name of each first."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def grids(figures: Mapping[str, Any], sections: Sequence[str] = SECTIONS) -> list[Grid]:
    """The tables of the sections that are asked for; with the groups go the fields of hits, and the dyads."""
    found: list[Grid] = []
    if "group" in sections:
        found += [_claims(figures, "Group", [((group,), group) for group in GROUPS]), _fields(figures), _dyads(figures)]
    if "family" in sections:
        found.append(_claims(figures, "Family", [(("families", name), name) for name in sorted(figures["families"])]))
    if "type" in sections:
        found.append(_claims(figures, "Type", [(("types", name), name) for name in sorted(figures["types"])]))
    if "language" in sections:
        rows = [
            (("languages", language, group), f"{NOT_GIVEN if language == 'und' else language}, {group}")
            for language, groups in figures["languages"].items()
            for group in GROUPS
            if group in groups
        ]
        found.append(_claims(figures, "Language", rows))
    return found


def _claims(figures: Mapping[str, Any], caption: str, names: Sequence[tuple[tuple[str, ...], str]]) -> Grid:
    partly = figures["exhaustive_documents"] < figures["documents"]
    columns = (caption, *_COLUMNS, *(["Recall, all documents"] if partly else []))
    return Grid(caption, columns, tuple(tuple(_row(figures, name, label, partly)) for name, label in names))


def _row(figures: Mapping[str, Any], name: tuple[str, ...], label: str, partly: bool) -> Iterator[str]:
    row, bounds, key = figures, figures["intervals"], ".".join(name)
    for step in name:
        row = row[step]
    listed = row["exhaustive"]
    yield from (label, str(listed["gold"]), str(listed["claims"]))
    for figure in ("precision", "recall", "f1"):
        yield shown(listed[figure], bounds.get(f"{key}.exhaustive.{figure}"))
    if partly:
        yield f"{shown(row['recall'], bounds.get(f'{key}.recall'))} of {row['gold']}"


def _fields(figures: Mapping[str, Any]) -> Grid:
    bounds = figures["intervals"]
    rows = tuple(
        (group, *(shown(figures[group][field], bounds.get(f"{group}.{field}")) for field in _FIELDS.values()))
        for group in GROUPS
    )
    return Grid("Right in what was found", ("Of those found", *_FIELDS), rows)


def _dyads(figures: Mapping[str, Any]) -> Grid:
    row, bounds = figures["dyads"], figures["intervals"]
    cells = (shown(row[figure], bounds.get(f"dyads.{figure}")) for figure in ("precision", "recall", "f1"))
    return Grid("Dyads", ("Pairs", *_COLUMNS), (("dyads of states", str(row["gold"]), str(row["claims"]), *cells),))


def shown(value: float | None, bounds: Sequence[float] | None = None) -> str:
    """``.62 (.55–.66)``; a dash where there is nothing to divide by."""
    if value is None:
        return "–"
    return _figure(value) + (f" ({_figure(bounds[0])}–{_figure(bounds[1])})" if bounds else "")


def _figure(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 0.995 else f"{value:.0f}"
