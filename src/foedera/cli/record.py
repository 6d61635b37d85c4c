"""Commands about what the record holds: ``claims events show brief``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedera.cli import options, talk
from foedera.model import Claim, Event, Text

__all__ = ["register"]

_HERE = Path()


def register(app: typer.Typer) -> None:
    app.command()(claims)
    app.command()(events)
    app.command()(show)
    app.command()(brief)


def claims(
    actor: options.Actors = None,
    partners: options.Partners = None,
    kind: options.Types = None,
    family: options.Families = None,
    status: options.Statuses = None,
    since: options.Since = None,
    until: options.Until = None,
    document: options.Documents = None,
    limit: options.Limit = None,
    json: options.Json = False,
    jsonl: options.Jsonl = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """List what the documents say, one claim a line."""
    from foedera.cli import tables
    from foedera.project import open_project
    from foedera.records import record_of

    with open_project(project) as record:
        found = record.claims(
            actor=actor, partner=partners, type=kind, family=family, status=status, since=since, until=until,
            document=document, limit=limit,
        )  # fmt: skip
        texts = {text.id: text for text in record.store.texts(claim.text_id for claim in found)}
        apart = {} if json or jsonl else record.apart(found)
    if json:
        tables.print_json([record_of(claim, texts[claim.text_id]) for claim in found])
    elif jsonl:
        tables.print_jsonl(record_of(claim, texts[claim.text_id]) for claim in found)
    else:
        tables.print_claims(found, texts, apart)
        talk.say(f"{talk.count(len(found), 'claim')}.")


def events(
    actor: options.Actors = None,
    partners: options.Partners = None,
    kind: options.Types = None,
    family: options.Families = None,
    status: options.Statuses = None,
    since: options.Since = None,
    until: options.Until = None,
    document: options.Documents = None,
    limit: options.Limit = None,
    json: options.Json = False,
    jsonl: options.Jsonl = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """List what is held to have happened or to be planned: claims of one happening merged."""
    from foedera.cli import tables
    from foedera.project import open_project
    from foedera.rows import event_record

    with open_project(project) as record:
        found = record.events(
            actor=actor, partner=partners, type=kind, family=family, status=status, since=since, until=until,
            document=document, limit=limit,
        )  # fmt: skip
    if json:
        tables.print_json([event_record(event) for event in found])
    elif jsonl:
        tables.print_jsonl(event_record(event) for event in found)
    else:
        tables.print_events(found)
        talk.say(f"{talk.count(len(found), 'event')}.")


def show(
    reference: Annotated[
        str, typer.Argument(metavar="ID", help="Of a document, a claim or an event; or its beginning.")
    ],
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Show one document, claim or event whole."""
    from foedera.cli import cards
    from foedera.project import open_project

    with open_project(project) as record:
        found = record.show(reference)
        if json:
            cards.print_record(found, record)
        elif isinstance(found, Text):
            cards.show_text(found, record)
        elif isinstance(found, Claim):
            cards.show_claim(found, record)
        elif isinstance(found, Event):
            cards.show_event(found, record)


def brief(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Code, acronym or name: whose relations.")],
    partners: Annotated[
        list[str], typer.Option("--with", metavar="ACTORS", help="The partners compared, with commas between.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Ends in .html, .md, .pdf or .docx.")
    ] = Path("brief.html"),
    since: options.Since = None,
    until: options.Until = None,
    project: options.ProjectPath = _HERE,
) -> None:
    """Write the cited brief on one actor and its partners."""
    from foedera.project import open_project

    with open_project(project) as record:
        names = [name.strip() for group in partners for name in group.split(",") if name.strip()]
        path = record.brief(actor, output, partners=names, since=since, until=until)
    talk.say(f"Wrote {path}.")
