"""Measures, panels and comparisons of a project, with names as a person gives them; and where their tables go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedera.errors import NotFoundError, UsageError
from foedera.project.days import first_day, last_day
from foedera.table import Row, Table

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.project import Project

__all__ = ["SUFFIXES", "beside_of", "cards", "compare", "laid_side_by_side", "measure", "panel", "save"]

Day = str | date | None
SUFFIXES = (".csv", ".json", ".parquet", ".arrow")
VECTORS = frozenset({"balance"})  # measures that take vectors as they are; for others a vector is its members


def measure(
    project: Project,
    name: str,
    actor: str,
    *,
    codebook: Codebook | None = None,
    partners: str | Sequence[str] = (),
    since: Day = None,
    until: Day = None,
    **options: Any,
) -> Table:
    """The table of a measure. ``partners`` are actors or vectors, several or in one word with commas between.
    ``options`` are those of the measure: ``looking_back``, ``window``, ``edition``, ``direction`` ...

    Raises NotFoundError for a measure, actor or partner that nobody knows, or data that were not added; UsageError for
    an impossible call.
    """
    from foedera.measures import OF_DATA
    from foedera.project.data import shelf_of

    function, book = _measure_of(name), codebook or project.codebook
    _check(name, function, options)
    asked = book.actor(actor)
    chosen = _partners(book, partners, as_vectors=name in VECTORS)
    return function(
        shelf_of(project.folder) if function in OF_DATA.values() else project.counted(),
        book,
        actor=asked,
        partners=chosen,
        since=first_day(since),
        until=last_day(until),
        **options,
    )


def compare(
    project: Project,
    actors: Sequence[str],
    name: str,
    *,
    codebook: Codebook | None = None,
    partners: str | Sequence[str] = (),
    since: Day = None,
    until: Day = None,
    **options: Any,
) -> Table:
    """One measure of several actors in one table: the actor is the first key of each row.

    Raises UsageError for fewer than two actors.
    """
    book = codebook or project.codebook
    chosen = list(dict.fromkeys(book.actor(a) for a in actors))
    if len(chosen) < 2:
        raise UsageError("a comparison needs two actors or more. Give them one after the other.")
    tables = [
        measure(project, name, a, codebook=book, partners=partners, since=since, until=until, **options) for a in chosen
    ]
    return laid_side_by_side(chosen, tables)


def panel(
    project: Project,
    *,
    actor: str | Sequence[str] = (),
    since: Day = None,
    until: Day = None,
    **options: Any,
) -> Table:
    """A row for each two states and year; ``measures.panel`` has ``directed``, ``by``, ``spans`` and ``everyone``."""
    from foedera.measures import panel as made

    book = project.codebook
    named = [book.actor(a) for a in _several(actor)]
    return made(project.counted(), book, actor=named, since=first_day(since), until=last_day(until), **options)


def cards() -> dict[str, str]:
    """The method card of each measure, by its name."""
    from foedera.measures import MEASURES, OF_DATA
    from foedera.measures.acts import card

    return {name: card(function) for name, function in {**MEASURES, **OF_DATA}.items()}


def save(table: Table, path: str | Path) -> Path:
    """Write a table as .csv, .json, .parquet or .arrow. UsageError for another suffix, ExportError where it fails."""
    path = Path(path)
    ways: dict[str, Callable[[], object]] = {
        ".csv": lambda: table.to_csv(path),
        ".json": lambda: table.to_json(path),
        ".parquet": lambda: table.to_parquet(path),
        ".arrow": lambda: table.to_arrow_file(path),
    }
    if path.suffix.lower() not in ways:
        raise UsageError(f"{path}: a table is written as {', '.join(SUFFIXES)}. Give one of these.")
    ways[path.suffix.lower()]()
    return path


def beside_of(table: Table, name: str | None) -> Table:
    """The table of that name beside another; the table itself where no name is given. NotFoundError."""
    if name is None:
        return table
    if name not in table.aside:
        known = f"Known: {', '.join(table.aside)}." if table.aside else "There is none."
        raise NotFoundError(f"no table '{name}' beside {table.measure}. {known}")
    return table.aside[name]


def _measure_of(name: str) -> Callable[..., Table]:
    from foedera.measures import MEASURES, OF_DATA

    known = {**MEASURES, **OF_DATA}
    found = known.get(name.replace("-", "_"))
    if found is None:
        raise NotFoundError(f"no measure '{name}'. Known: {', '.join(known)}.")
    return found


def _check(name: str, function: Callable[..., Table], options: dict[str, Any]) -> None:
    """Raises UsageError for an option that the measure does not have, and says which measures have it."""
    from foedera.measures import MEASURES, OF_DATA

    for option in options:
        if option not in signature(function).parameters:
            having = [n for n, f in {**MEASURES, **OF_DATA}.items() if option in signature(f).parameters]
            told = f"Measures that have it: {', '.join(having)}." if having else f"See: foedera measures {name}"
            raise UsageError(f"{name} has no option '{option}'. {told}")


def _several(names: str | Iterable[str]) -> list[str]:
    listed = [names] if isinstance(names, str) else names
    return [part.strip() for each in listed for part in each.split(",") if part.strip()]


def _partners(codebook: Codebook, names: str | Sequence[str], *, as_vectors: bool) -> list[str]:
    found: list[str] = []
    for name in _several(names):
        if name.casefold() in codebook.vectors:
            key = name.casefold()
            found += [key] if as_vectors else codebook.vectors[key]
        else:
            found.append(codebook.actor(name))
    return list(dict.fromkeys(found))


def laid_side_by_side(actors: Sequence[str], tables: Sequence[Table]) -> Table:
    """The tables of one measure of several actors as one, the actor before each row."""
    first = tables[0]
    names = [name for name in first.aside if all(name in t.aside for t in tables)]
    return replace(
        first,
        coverage=" ".join(f"{a}: {t.coverage}" for a, t in zip(actors, tables, strict=True)),
        keys=("actor", *first.keys),
        rows=tuple(Row((a, *row.keys), row.cells) for a, t in zip(actors, tables, strict=True) for row in t),
        notes=tuple(dict.fromkeys(note for t in tables for note in t.notes)),
        aside={name: laid_side_by_side(actors, [t.aside[name] for t in tables]) for name in names},
        actor="",
        period=_span([t.period for t in tables]),
        of=dict(zip(actors, tables, strict=True)),
    )


def _span(periods: Sequence[str]) -> str:
    """From the first year of several periods to the last; ``2012-2024`` for one of ``2012-2019`` and ``2014-2024``."""
    ends = [end for period in periods if period for end in (period[:4], period[-4:])]
    return "" if not ends else min(ends) if min(ends) == max(ends) else f"{min(ends)}-{max(ends)}"
