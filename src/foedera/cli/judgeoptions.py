"""What the commands of ``judge`` share: who decides and why, the desk, and what is said of a judgement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.cli import talk
from foedera.model import Judgement, Part

if TYPE_CHECKING:
    from foedera.project.desk import Desk

__all__ = ["HERE", "ClaimId", "Corrections", "InPart", "Who", "Why", "desk_of", "kept", "said"]

HERE = Path()
Who = Annotated[str, typer.Option("--who", metavar="NAME", envvar="FOEDERA_WHO", help="Who decides; else FOEDERA_WHO.")]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, kept with it.")]
InPart = Annotated[
    Part, typer.Option("--part", metavar="PART", help="first, or second: blind coding of what another coded.")
]
ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="Id, or its beginning.")]
Corrections = Annotated[
    list[str],
    typer.Argument(
        metavar="FIELD=VALUE...",
        help="status=planned, date=2012-06, place=KAZ, role.host=KAZ, role.visitor+=MNG, role.visitor-=RUS ...",
    ),
]


@contextmanager
def desk_of(project: Path) -> Iterator[Desk]:
    from foedera.project import open_project

    with open_project(project) as record:
        yield record.desk


def kept(judgement: Judgement, *, json: bool = False) -> None:
    from foedera.cli import tables
    from foedera.rows import judgement_record

    if json:
        tables.print_json(judgement_record(judgement))
    else:
        typer.echo(judgement.id)
        talk.say(f"{said(judgement)}. Take it back with: foedera judge undo {judgement.id}")


def said(judgement: Judgement) -> str:
    values = ", ".join(f"{k} = {v}" for k, v in judgement.values.items())
    part = "" if judgement.part is Part.FIRST else f" ({judgement.part.value})"
    return f"{judgement.verdict} {judgement.subject} {judgement.subject_id[:35]}{part}{': ' + values if values else ''}"
