"""``export``: the record in the formats of others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedera.cli import options, talk

__all__ = ["register"]

_HERE = Path()
_FORMATS = "csv, parquet (folders of tables), gdelt, plover, graphml, gexf, stix or ftm (files)."


def register(app: typer.Typer) -> None:
    app.command()(export)


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help=_FORMATS)],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="The file, or the folder, to write.")],
    actor: options.Actors = None,
    partners: options.Partners = None,
    kind: options.Types = None,
    family: options.Families = None,
    status: options.Statuses = None,
    since: options.Since = None,
    until: options.Until = None,
    document: options.Documents = None,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Write the record as data for other tools, and beside it PATH.loss.json: what was lost on the way."""
    from foedera.cli import tables
    from foedera.project import open_project

    with open_project(project) as record:
        made = record.export(
            form, output,
            actor=actor, partner=partners, type=kind, family=family, status=status, since=since, until=until,
            document=document,
        )  # fmt: skip
    if json:
        tables.print_json(made.loss)
    holds = ", ".join(f"{n:,} {what}" for what, n in made.loss["holds"].items() if n) or "nothing: the record is empty"
    talk.say(f"Wrote {made.path}: {holds}.")
    talk.say(f"Loss ({made.loss_path.name}): {made.sentence}.")
