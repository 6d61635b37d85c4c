"""``review``: decide claims one after the other, on a screen or in plain lines."""

from __future__ import annotations

import io
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from foedera.cli import options, talk
from foedera.errors import UsageError

__all__ = ["register"]

_HERE = Path()


class CodingPart(StrEnum):
    FIRST = "first"
    SECOND = "second"


def register(app: typer.Typer) -> None:
    app.command()(review)


def review(
    who: Annotated[
        str, typer.Option("--who", metavar="NAME", envvar="FOEDERA_WHO", help="Who decides; else FOEDERA_WHO.")
    ] = "",
    part: Annotated[
        CodingPart, typer.Option("--part", help="second: code blind what another has decided.")
    ] = CodingPart.FIRST,
    adjudicate: Annotated[
        bool, typer.Option("--adjudicate", help="Settle the claims on which two coders differ.")
    ] = False,
    actor: options.Actors = None,
    kind: options.Types = None,
    document: options.Documents = None,
    share: Annotated[
        float, typer.Option("--share", metavar="SHARE", min=0, max=1, help="Of a second coder's claims, 0 to 1.")
    ] = 1.0,
    seed: Annotated[
        str, typer.Option("--seed", metavar="WORD", help="Which share is drawn; the same word, the same.")
    ] = "",
    plain: Annotated[
        bool, typer.Option("--plain", help="Plain lines instead of a screen: for screen readers, scripts and pipes.")
    ] = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Decide claims one after the other, each in its words; the keys are under ?."""
    if not plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("a review needs a terminal, and here is none. Add --plain to work in plain lines.")
    if not plain and os.environ.get("TERM", "") == "dumb":
        raise UsageError("this terminal cannot show a screen (TERM is dumb). Add --plain to work in plain lines.")
    from foedera import review as reviewing
    from foedera.model import Part
    from foedera.project import open_project

    work = Part.ADJUDICATION if adjudicate else Part(part.value)
    with open_project(project) as record:
        wanted = reviewing.Wanted(actor=actor or (), type=kind or (), document=document or (), share=share, seed=seed)
        keys = reviewing.read_keys(record.folder)
        session = reviewing.Session(record, who=who, part=work, wanted=wanted)
        if plain:
            if isinstance(sys.stdin, io.TextIOWrapper):
                sys.stdin.reconfigure(encoding="utf-8", errors="replace")
            with talk.interruptible(session.farewell):
                reviewing.converse(session, keys, read=sys.stdin, write=sys.stdout)
        else:
            reviewing.review(session, keys)
            talk.say(session.farewell())
