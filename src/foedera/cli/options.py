"""Arguments and options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "Actors",
    "CodebookDir",
    "Documents",
    "Families",
    "Json",
    "Jsonl",
    "Limit",
    "Manifests",
    "Partners",
    "Paths",
    "ProjectPath",
    "Since",
    "Statuses",
    "Types",
    "Until",
]

Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Files, folders, web addresses or feeds.")]
Manifests = Annotated[
    list[Path] | None,
    typer.Option("--manifest", metavar="FILE", help="JSONL or CSV with a row a document; repeatable."),
]
CodebookDir = Annotated[
    Path | None,
    typer.Option("--codebook", metavar="DIR", help="A folder of your own, laid over the packaged codebook."),
]
ProjectPath = Annotated[
    Path, typer.Option("--project", metavar="PATH", help="The project's folder, or its database file.")
]
Actors = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="ACTOR", help="Code, acronym or name of a party; repeatable: any of them."),
]
Partners = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="ACTORS", help="Other parties, with commas between: any of them."),
]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Claim type; repeatable.")]
Families = Annotated[list[str] | None, typer.Option("--family", metavar="FAMILY", help="Family of types; repeatable.")]
Statuses = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="Such as occurred or planned; repeatable."),
]
Documents = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="DOCUMENT", help="Id (or its beginning), path or title; repeatable."),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Year, month or day: 2012, 2012-11, 2012-11-08.")
]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Likewise; the whole of it counts.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", help="At most so many.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON record a line.")]
