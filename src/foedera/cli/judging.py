"""Commands by which people decide: ``judge accept reject correct merge split undo ...``."""

from __future__ import annotations

from typing import Annotated

import typer

from foedera.cli import judged, options
from foedera.cli.judgeoptions import HERE, ClaimId, Corrections, InPart, Who, Why, desk_of, kept
from foedera.model import Part

__all__ = ["register"]

judge = typer.Typer(
    name="judge",
    help="Decide on claims, events, actors and sources. Nothing is overwritten; the latest word wins.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    app.add_typer(judge)
    judged.register(app, judge)


@judge.command()
def accept(
    claim: ClaimId,
    who: Who = "",
    why: Why = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Accept a claim as it stands."""
    with desk_of(project) as desk:
        kept(desk.accept(claim, who=who, why=why, part=part), json=json)


@judge.command()
def reject(
    claim: ClaimId,
    who: Who = "",
    why: Why = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Reject a claim: it makes no event."""
    with desk_of(project) as desk:
        kept(desk.reject(claim, who=who, why=why, part=part), json=json)


@judge.command()
def unsure(
    claim: ClaimId,
    who: Who = "",
    why: Why = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Leave a claim for another to decide."""
    with desk_of(project) as desk:
        kept(desk.unsure(claim, who=who, why=why, part=part), json=json)


@judge.command()
def correct(
    claim: ClaimId,
    values: Corrections,
    who: Who = "",
    why: Why = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Correct fields of a claim; what follows from them follows. 'unknown' takes away what the coder found."""
    with desk_of(project) as desk:
        kept(desk.correct(claim, values, who=who, why=why, part=part), json=json)


@judge.command()
def credibility(
    claim: ClaimId,
    grade: Annotated[str, typer.Argument(metavar="1-6", help="1 confirmed ... 6 cannot be judged (STANAG 2511).")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Grade what a claim says, 1 to 6."""
    with desk_of(project) as desk:
        kept(desk.credibility(claim, grade, who=who, why=why), json=json)


@judge.command()
def outcome(
    claim: ClaimId,
    result: Annotated[str, typer.Argument(metavar="OUTCOME", help="true, false, partly or open.")],
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="When it was settled.")] = None,
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Say what came of a forecast."""
    with desk_of(project) as desk:
        kept(desk.outcome(claim, result, who=who, why=why, date=date), json=json)


@judge.command()
def note(
    reference: Annotated[str, typer.Argument(metavar="ID", help="Of a claim, event or document; or a source's name.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What is to be remembered.")],
    who: Who = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Note something on a claim, an event, a document or a source."""
    with desk_of(project) as desk:
        kept(desk.note(reference, words, who=who, part=part), json=json)


@judge.command()
def merge(
    one: Annotated[str, typer.Argument(metavar="ID", help="Of a claim or an event.")],
    other: Annotated[str, typer.Argument(metavar="ID", help="Of another.")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Hold two claims or events to report one happening."""
    with desk_of(project) as desk:
        kept(desk.merge(one, other, who=who, why=why), json=json)


@judge.command()
def apart(
    one: ClaimId,
    other: ClaimId,
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Hold two claims to report different happenings."""
    with desk_of(project) as desk:
        kept(desk.apart(one, other, who=who, why=why), json=json)


@judge.command()
def split(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id, or its beginning.")],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Those that go apart.")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Take claims out of an event."""
    with desk_of(project) as desk:
        kept(desk.split(event, claims, who=who, why=why), json=json)


@judge.command("same-actor")
def same_actor(
    one: Annotated[str, typer.Argument(metavar="ACTOR", help="Code, acronym or name.")],
    other: Annotated[str, typer.Argument(metavar="ACTOR", help="Another.")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Hold two names to be of one actor."""
    with desk_of(project) as desk:
        kept(desk.same_actor(one, other, who=who, why=why), json=json)


@judge.command("different-actor")
def different_actor(
    one: Annotated[str, typer.Argument(metavar="ACTOR", help="Code, acronym or name.")],
    other: Annotated[str, typer.Argument(metavar="ACTOR", help="Another.")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Hold two names to be of two actors."""
    with desk_of(project) as desk:
        kept(desk.different_actor(one, other, who=who, why=why), json=json)


@judge.command()
def grade(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Name or id; see: foedera sources.")],
    letter: Annotated[str, typer.Argument(metavar="A-F", help="A reliable ... F cannot be judged (STANAG 2511).")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Grade the reliability of a source, A to F."""
    with desk_of(project) as desk:
        kept(desk.grade(source, letter, who=who, why=why), json=json)


@judge.command()
def undo(
    judgement: Annotated[
        str | None, typer.Argument(metavar="JUDGEMENT", help="Id, or its beginning; else the last of yours.")
    ] = None,
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Take a judgement back. Undoing an undoing reinstates."""
    with desk_of(project) as desk:
        kept(desk.undo(judgement, who=who, why=why), json=json)


# Looking, and working apart
