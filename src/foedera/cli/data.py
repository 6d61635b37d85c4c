"""``data``: published data sets beside the record."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedera.cli import options, talk

if TYPE_CHECKING:
    from foedera.project.data import Held

__all__ = ["register"]

_HERE = Path(".")
_SHOWN = 12  # unknown names that a list shows

Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="Of a known data set (see: foedera data known), or your own with --mapping."),
]
Reference = Annotated[str, typer.Argument(metavar="NAME", help="sipri, or one file of it: sipri:3f9c2a1b.")]


def register(app: typer.Typer) -> None:
    data = typer.Typer(help="Published data sets beside the record.", no_args_is_help=True, rich_markup_mode=None)
    data.command()(add)
    data.command(name="list")(listing)
    data.command()(show)
    data.command()(remove)
    data.command()(known)
    app.add_typer(data, name="data")


def add(
    name: Name,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="As published; see docs/data.md for the forms.")],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", metavar="FILE", help="YAML: which column of your own table is what.")
    ] = None,
    vintage: Annotated[
        str | None, typer.Option("--vintage", metavar="EDITION", help="Where the file does not say it: 2025-03-13, v7.")
    ] = None,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Check files of a data set and keep them in the project, as they are."""
    from foedera.cli import tables
    from foedera.project import open_project
    from foedera.project.data import add_data

    with open_project(project) as record:
        held = add_data(
            record.folder, record.codebook, name, files, mapping=mapping, vintage=vintage, progress=_progress()
        )
    if json:
        tables.print_json([_record(one) for one in held])
        return
    for one in held:
        state = "added" if one.new else "here already"
        typer.echo(f"{one.id}  {state}: {one.file}, {talk.count(one.rows, 'row')}, {_years(one)}, {_edition(one)}")
        _say_unknown(one)
    for licence in dict.fromkeys(one.licence for one in held):
        talk.say(f"Terms: {licence}.")


def listing(
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """List the files of data sets in the project."""
    from foedera.cli import tables
    from foedera.project import open_project
    from foedera.project.data import list_data

    with open_project(project) as record:
        held = list_data(record.folder)
    if json:
        tables.print_json([_record(one) for one in held])
        return
    rows = [(h.id, h.layout, f"{h.rows:,}", _years(h), _edition(h), h.file) for h in held]
    tables.print_table(("Data", "Form", "Rows", "Years", "Edition", "File"), rows)
    talk.say(f"{talk.count(len(held), 'file')}.")


def show(
    reference: Annotated[
        str, typer.Argument(metavar="NAME", help="sipri, one file (sipri:3f9c2a1b), or one row (sipri:3f9c2a1b:123).")
    ],
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Show a data set, one file of it, or one row as it was published."""
    from foedera.cli import printing, tables
    from foedera.project import open_project
    from foedera.project.data import data_row, find_data

    with open_project(project) as record:
        if reference.count(":") > 1:
            row = data_row(record.folder, reference)
            if json:
                tables.print_json({"row": row.row, "file": row.held.file, "line": row.line, "cells": dict(row.cells)})
            else:
                printing.say(f"{row.row}: {row.held.file}, line {row.line}", style="bold")
                printing.fields((heading.strip() or "?", cell) for heading, cell in row.cells)
            return
        held = find_data(record.folder, reference)
    if json:
        tables.print_json([_record(one) for one in held])
        return
    for one in held:
        printing.say(f"{one.id}: {one.file}", style="bold")
        printing.fields(_fields(one))
        _say_unknown(one)


def remove(reference: Reference, project: options.ProjectPath = _HERE) -> None:
    """Remove a data set, or one file of it, from the project."""
    from foedera.project import open_project
    from foedera.project.data import remove_data

    with open_project(project) as record:
        for one in remove_data(record.folder, reference):
            talk.say(f"Removed {one.id}: {one.file}, {talk.count(one.rows, 'row')}.")


def known(json: options.Json = False) -> None:
    """List the data sets that can be read, and their forms."""
    from foedera.cli import tables
    from foedera.datasets import cards

    found = cards().values()
    if json:
        records = [
            {"name": c.name, "title": c.title, "licence": c.licence, "citation": c.citation, "url": c.url,
             "forms": [x.title for x in c.layouts], "variables": [asdict(v) for v in c.variables]}
            for c in found
        ]  # fmt: skip
        tables.print_json(records)
        return
    tables.print_table(
        ("Name", "What, and its forms"),
        [(c.name, "\n  ".join([c.title, *(x.title for x in c.layouts)])) for c in found],
    )


def _record(held: Held) -> dict[str, Any]:
    return {"id": held.id, **asdict(held)}


def _fields(held: Held) -> list[tuple[str, str]]:
    return [
        ("data set", held.title),
        ("form", held.layout),
        ("rows", f"{held.rows:,}"),
        ("years", _years(held)),
        ("states", str(held.states)),
        ("edition", _edition(held)),
        ("terms", held.licence),
        ("cite", held.citation),
        ("from", held.url),
        ("sha256", held.sha256),
        ("columns unread", f"{len(held.unread)}" if held.unread else ""),
    ]


def _years(held: Held) -> str:
    return "no years" if held.first is None else f"{held.first} to {held.last}"


def _edition(held: Held) -> str:
    if held.vintage is None:
        return "edition not said"
    told = {"file name": " by its name", "given": " as given"}.get(held.vintage_from, "")
    return f"{held.vintage}{told}"


def _say_unknown(held: Held) -> None:
    """Names that stand for no state: kept under their own name, and never dropped in silence."""
    if held.unknown:
        names = list(held.unknown.items())
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        listed = ", ".join(f"{name} ({times:,})" for name, times in names[:_SHOWN])
        talk.say(f"  {talk.count(len(names), 'name')} of no state known: {listed}{more}.")


def _progress() -> Callable[[int], None]:
    """A line about every ten seconds while a large file is read."""
    last = time.monotonic()

    def told(rows: int) -> None:
        nonlocal last
        if time.monotonic() - last >= talk.EVERY_SECONDS:
            last = time.monotonic()
            talk.say(f"read {rows:,} rows")

    return told
