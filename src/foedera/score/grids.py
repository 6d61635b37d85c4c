"""Figures as tables of words, the same on the terminal and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.score.counting import GROUPS

__all__ = ["SECTIONS", "Grid", "agreement_grids", "grids", "shown"]

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
    return Grid(
        f"By {caption.lower()}", columns, tuple(tuple(_row(figures, name, label, partly)) for name, label in names)
    )


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


_OVERLAPS = {
    "spans.exact": "the same words",
    "spans.overlapping": "words that overlap",
    "spans.of_one_family": "words that overlap, one family",
    "matched.claims": "one claim, as in scoring",
    "dyads": "dyads of states",
}
_UNITS = {"family": "family", "type": "type", "status": "status"}


def agreement_grids(figures: Mapping[str, Any]) -> list[Grid]:
    """The tables of how far two coders agree."""
    bounds = figures["intervals"]
    overlaps = tuple(_overlap(_at(figures, name), label, bounds.get(f"{name}.f1")) for name, label in _OVERLAPS.items())
    fields = (_at(figures, f"matched.{name.lower()}") for name in _FIELDS)
    same = tuple(
        shown(field["share"], bounds.get(f"matched.{n.lower()}.share"))
        for n, field in zip(_FIELDS, fields, strict=True)
    )
    units = [(f"units.{name}", label) for name, label in _UNITS.items() if name in figures["units"]]
    sentences = [("sentences.any", "any claim")] if "any" in figures["sentences"] else []
    sentences += [(f"sentences.families.{name}", name) for name in figures["sentences"].get("families", {})]
    unitizing = figures["unitizing"]
    rows = [("any claim", unitizing["any"]), ("all families", unitizing["overall"]), *unitizing["families"].items()]
    return [
        Grid("What both have", ("Both have", "A", "B", "Both", "F1"), tuple(overlaps)),
        Grid("Alike in the claims of both", ("Alike in claims of both", *_FIELDS), (("share", *same),)),
        Grid("Categories", ("Words of both", *_BEYOND), tuple(_beyond(figures, *one) for one in units)),
        Grid("Sentences", ("Sentences with", *_BEYOND), tuple(_beyond(figures, *one) for one in sentences)),
        Grid("Unitizing", ("Where claims stand", "Alpha for unitizing"), tuple((name, shown(v)) for name, v in rows)),
    ]


_BEYOND = ("Compared", "Agreement", "Kappa", "Alpha")


def _at(figures: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Any = figures
    for step in name.split(".", 2):
        found = found[step]
    return found  # type: ignore[no-any-return]


def _overlap(row: Mapping[str, Any], label: str, bounds: Sequence[float] | None) -> tuple[str, ...]:
    return (label, str(row["a"]), str(row["b"]), str(row["both"]), shown(row["f1"], bounds))


def _beyond(figures: Mapping[str, Any], name: str, label: str) -> tuple[str, ...]:
    row, bounds = _at(figures, name), figures["intervals"]
    cells = (shown(row[key], bounds.get(f"{name}.{key}")) for key in ("agreement", "kappa", "alpha"))
    return (label, str(row["units"]), *cells)


def shown(value: float | None, bounds: Sequence[float] | None = None) -> str:
    """``.62 (.55–.66)``; a dash where there is nothing to divide by."""
    if value is None:
        return "–"
    return _figure(value) + (f" ({_figure(bounds[0])}–{_figure(bounds[1])})" if bounds else "")


def _figure(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}".replace("0.", ".", 1) if abs(value) < 0.995 else f"{value:.2f}"
