"""``check``: the codebook, linted and run."""

from __future__ import annotations

from typing import Annotated

import typer

from foedera.cli import options, talk

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    app.command()(check)


def check(
    codebook: options.CodebookDir = None,
    no_examples: Annotated[bool, typer.Option("--no-examples", help="Do not run the examples.")] = False,
    json: options.Json = False,
) -> None:
    """Check the codebook, and run its examples through the coder. Exit code 4 where there is an error."""
    from foedera.checking import Level
    from foedera.checking import check as check_codebook
    from foedera.cli import tables

    found = check_codebook(codebook, examples=not no_examples)
    if json:
        tables.print_json(
            [
                {"code": f.code, "level": f.level.value, "file": f.file, "key": f.key, "message": f.message}
                for f in found
            ]
        )
    else:
        for finding in found:
            typer.echo(str(finding))
    errors = sum(1 for f in found if f.level is Level.ERROR)
    talk.say(f"{talk.count(errors, 'error')}, {talk.count(len(found) - errors, 'warning')}.")
    if errors:
        raise typer.Exit(4)
