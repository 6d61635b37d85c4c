"""The command line: one command per verb. Standard output is data, standard error is talk.

Exit codes: 0 ok, 1 failure, 2 usage, 3 finished with some documents failed, 4 a check failed, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from foedera.cli import (
    checks,
    data,
    documents,
    evidence,
    exporting,
    forecasts,
    judging,
    measures,
    record,
    releasing,
    reviewing,
    scoring,
)
from foedera.errors import FoederaError, UsageError

__all__ = ["app", "main"]

app = typer.Typer(
    name="foedera",
    help="A dated, sourced record of relations between states, read out of open reporting.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: Rich would cost a third of the start-up
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"foedera {version('foedera')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


documents.register(app)
record.register(app)
evidence.register(app)
judging.register(app)
reviewing.register(app)
forecasts.register(app)
measures.register(app)
data.register(app)
releasing.register(app)
exporting.register(app)
checks.register(app)
scoring.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code; an error is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # data is UTF-8 whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(args=list(arguments) if arguments is not None else None)
    except FoederaError as error:
        if os.environ.get("FOEDERA_DEBUG"):
            raise
        typer.echo(f"foedera: {error}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except BrokenPipeError:  # `foedera claims --jsonl | head` is no error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as fault:  # the last edge: whatever it was, a sentence and an exit code
        if os.environ.get("FOEDERA_DEBUG"):
            raise
        typer.echo(
            f"foedera: a fault in the program ({type(fault).__name__}: {fault})."
            " Run it again with FOEDERA_DEBUG=1 and report what it prints.",
            err=True,
        )
        sys.exit(1)
