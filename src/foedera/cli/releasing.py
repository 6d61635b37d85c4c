"""``release releases verify``: frozen data releases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedera.cli import options, talk

__all__ = ["register"]

_HERE = Path()


def register(app: typer.Typer) -> None:
    app.command()(release)
    app.command()(releases)
    app.command()(verify)


def release(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where it goes; must not exist yet.")],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Such as 2026-11; the folder's name without it.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DAY", help="Of the release; today without it.")] = None,
    with_texts: Annotated[
        bool, typer.Option("--with-texts", help="With the bodies of the documents; mind their copyright.")
    ] = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Write a frozen, hashed release of the record, which another machine can verify."""
    from foedera.project import open_project

    with open_project(project) as record:
        made = record.release(folder, name=name, released=date, with_texts=with_texts)
    typer.echo(made.release.digest)
    done = "Wrote" if made.is_new else "Stands already, and is remembered:"
    talk.say(f"{done} {made.folder} (release {made.release.name}, {made.release.released.isoformat()}).")


def releases(json: options.Json = False, jsonl: options.Jsonl = False, project: options.ProjectPath = _HERE) -> None:
    """List the releases made of the record, oldest first."""
    from foedera.cli import tables
    from foedera.project import open_project

    with open_project(project) as record:
        found = record.store.releases()
    rows = [
        {"name": r.name, "released": r.released.isoformat(), "digest": r.digest}
        | {kind: len(r.held.get(kind, ())) for kind in ("documents", "claims", "events")}
        for r in found
    ]
    if json or jsonl:
        (tables.print_jsonl if jsonl else tables.print_json)(rows)
        return
    headings = ("Release", "Date", "Documents", "Claims", "Events", "Digest")
    tables.print_table(
        headings, [[str(r[k]) for k in ("name", "released", "documents", "claims", "events", "digest")] for r in rows]
    )
    talk.say(f"{talk.count(len(rows), 'release')}.")


def verify(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A release: the folder that holds bagit.txt.")],
    digest: Annotated[
        str | None, typer.Option("--digest", metavar="SHA256", help="The digest that the release's maker gives.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Check a release without the project it came from. Exit code 4 where anything is wrong."""
    from foedera.cli import tables
    from foedera.project import verify as check

    found = check(folder, digest=digest)
    if json:
        tables.print_json(
            {
                "name": found.name,
                "released": found.released,
                "digest": found.digest,
                "counts": dict(found.counts),
                "findings": [{"code": f.code, "file": f.file, "message": f.message} for f in found.findings],
            }
        )
    else:
        for finding in found.findings:
            typer.echo(str(finding))
    if found.findings:
        talk.say(f"{talk.count(len(found.findings), 'finding')}: this is not the release as it was made.")
        raise typer.Exit(4)
    counts = ", ".join(f"{n:,} {name}" for name, n in found.counts.items())
    talk.say(f"Release {found.name} of {found.released} is whole: {counts}. Digest {found.digest}.")
