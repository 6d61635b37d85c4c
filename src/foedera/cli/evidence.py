"""Commands about what events rest on: ``why copies``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedera.cli import options, talk

if TYPE_CHECKING:
    from foedera.model import Copy, Text
    from foedera.project.explaining import Why

__all__ = ["register"]

_HERE = Path()
_SHOWN = 60  # code points shown of either end of a passage


# What a claim of the event is to one of another: where it stands first in the link, and where it stands second.
_RELATIONS = {
    "same": ("left apart", "left apart"),
    "fulfils": ("carried out by", "carries out"),
    "cancels": ("called off or refused by", "calls off or refuses"),
    "postpones": ("put off by", "puts off"),
    "part": ("part of", "has as part"),
    "denies": ("denied or denies", "denied or denies"),
}


def register(app: typer.Typer) -> None:
    app.command()(why)
    app.command()(copies)


def why(
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="Id of an event, or of a claim of it; or its beginning.")
    ],
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Tell in words what made an event one: its links, origins, conflicts, and what was left apart."""
    from foedera.cli import tables
    from foedera.project import open_project

    with open_project(project) as record:
        found = record.why(event)
    if json:
        tables.print_json(_why_record(found))
    else:
        _tell(found)


def _why_record(found: Why) -> dict[str, Any]:
    from foedera.records import record_of
    from foedera.rows import event_record, judgement_record, link_record

    return event_record(found.event) | {
        "reports": [record_of(c, found.texts[c.text_id]) for c in found.claims],
        "links": [link_record(each) for each in found.within],
        "left_apart": [link_record(each) | {"event": other} for each, other in found.apart],
        "judgements": [judgement_record(j) for j in found.judgements],
    }


def _tell(found: Why) -> None:
    from foedera.cli.printing import beside, fields, reported, say, show_conflicts, show_origins, show_report
    from foedera.saying import status_of, when, who

    event = found.event
    documents = talk.count(len({c.text_id for c in found.claims}), "document")
    said = f"{talk.count(len(found.claims), 'claim')} in {documents}"
    origins = talk.count(len(event.independent), "independent origin")
    say(f"{event.type}, {status_of(event.status, event.negated)}, {when(event.date)}: {who(event.roles)}", style="bold")
    say(f"{said}, {origins}. Reported: {reported(event)}.")
    if event.credibility:
        given = f"given by {event.credibility.by}" if event.credibility.by else "proposed"
        say(f"Credibility {event.credibility.grade} ({given}): {event.credibility.reason}")
    if event.lapsed:
        say(f"It fell due on {event.lapsed}, and nothing reports what became of it.")
    fields(beside(event))
    for claim in found.claims:
        show_report(claim, found.texts[claim.text_id])
    show_origins(event)
    show_conflicts(event)
    joining = found.joining
    for each in joining:
        say("")
        say(f"one: {each.a[:8]} and {each.b[:8]}, score {each.score:.2f}", style="bold")
        for reason in each.reasons:
            say(f"  {reason}")
    if len(found.within) > len(joining):
        say("")
        say(f"{talk.count(len(found.within) - len(joining), 'more link')} among them (--json lists all).", style="bold")
    for each, other in found.apart:
        say("")
        a, b = (each.a, each.b) if each.a in event.claims else (each.b, each.a)
        said = _RELATIONS[each.relation][a == each.b]
        say(f"{said}: {a[:8]} and {b[:8]} of event {other[:8]}, score {each.score:.2f}", style="bold")
        for reason in each.reasons:
            say(f"  {reason}")
    for judgement in found.judgements:
        say("")
        reason = f": {judgement.why}" if judgement.why else ""
        say(f"{judgement.who}, {judgement.when[:16]}: {judgement.verdict} {judgement.subject_id}{reason}", style="bold")


def copies(
    document: Annotated[
        str | None, typer.Option("--document", metavar="DOCUMENT", help="Only those of this document.")
    ] = None,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """List documents that share passages: reprints, agency stories, releases."""
    from foedera.cli import tables
    from foedera.cli.printing import say
    from foedera.project import open_project

    with open_project(project) as record:
        found = record.copies(document)
        texts = {text.id: text for text in record.store.texts({name for copy in found for name in (copy.a, copy.b)})}
    if json:
        tables.print_json([_copy_record(copy, texts) for copy in found])
        return
    for copy in found:
        a, b = texts[copy.a], texts[copy.b]
        say(f"{_named(a)} and {_named(b)}: {copy.share:.0%} of the shorter", style="bold")
        for each in copy.passages:
            words = " ".join(a.body[each.a_start : each.a_end].split())
            shown = words if len(words) < 2 * _SHOWN else f"{words[:_SHOWN]} … {words[-_SHOWN:]}"
            say(f"  [{each.a_start}, {each.a_end}) and [{each.b_start}, {each.b_end}): “{shown}”")
    talk.say(f"{talk.count(len(found), 'pair')} of documents that share passages.")


def _copy_record(copy: Copy, texts: dict[str, Text]) -> dict[str, Any]:
    from foedera.rows import copy_record

    record = copy_record(copy)
    for told, each in zip(record["passages"], copy.passages, strict=True):
        told["words"] = texts[copy.a].body[each.a_start : each.a_end]
    return record


def _named(text: Text) -> str:
    return f"{text.id[:8]} ({text.title or text.path or 'untitled'}{', ' + text.outlet if text.outlet else ''})"
