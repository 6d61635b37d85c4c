"""Commands about documents: ``init add remove set search code``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from foedera.cli import options, talk
from foedera.model import Claim, Failure, Text

__all__ = ["register"]

Document = Annotated[str, typer.Argument(metavar="DOCUMENT", help="Id (or its beginning), path, address or title.")]
_HERE = Path()


def register(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(add)
    app.command()(remove)
    app.command("set")(set_document)
    app.command()(search)
    app.command()(code)


def init(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The project's folder; made where missing.")] = _HERE,
    codebook: options.CodebookDir = None,
) -> None:
    """Make a project: a folder with a record in it."""
    from foedera.project import open_project

    with open_project(path, codebook=codebook, create=True) as project:
        talk.say(f"The record is {project.store.path}. Next: foedera add PATH... --project {project.folder}")


def add(
    paths: options.Paths = None,
    manifest: options.Manifests = None,
    codebook: options.CodebookDir = None,
    project: options.ProjectPath = _HERE,
) -> None:
    """Read documents, code them and keep them. Adding twice changes nothing; a stopped run goes on.

    With no path, codes again what another version of the codebook coded.
    """
    from foedera.project import open_project, wanted

    with open_project(project, codebook=codebook) as record:
        requests = wanted(paths or (), manifests=manifest or ()) if paths or manifest else None
        failures: list[Failure] = []
        states: Counter[str] = Counter()
        languages: Counter[str] = Counter()
        claims = 0
        total = len(requests) if requests is not None else len(record.store.outdated(record.codebook.version))
        if not total:
            talk.say("Nothing to do: this codebook coded every document of the record. To add more, give paths.")

        def so_far() -> str:
            return f"{talk.count(states.total(), 'document')} done and kept"

        with talk.interruptible(so_far), talk.progress("Adding", total) as step:
            for added in record.adding(manifests=manifest or (), requests=requests):
                states[added.state] += 1
                claims += added.claims
                if isinstance(added.outcome, Failure):
                    failures.append(added.outcome)
                else:
                    languages[added.outcome.language] += 1
                step()
        tally = ", ".join(f"{states[s]} {s}" for s in ("new", "changed", "recoded", "copy", "unchanged") if states[s])
        good = states.total() - states["failed"]
        talk.say(f"{talk.count(good, 'document')}{f' ({tally})' if tally else ''}, {talk.count(claims, 'claim')}.")
    talk.say_languages(languages)
    _end(failures)


def remove(document: Document, project: options.ProjectPath = _HERE) -> None:
    """Remove a document and what rests on it, and say what went."""
    from foedera.project import open_project

    with open_project(project) as record:
        if record.forget_failure(document):
            talk.say(f"Forgot that {document} could not be read.")
            return
        gone = record.remove(document)
    name = gone.text.title or gone.text.path or gone.text.id
    talk.say(f"Removed '{name}' with {talk.count(gone.claims, 'claim')}.")
    for event in gone.lost:
        typer.echo(f"{event.id}  {event.type}  gone: no other document reports it")
    for event in gone.weakened:
        typer.echo(f"{event.id}  {event.type}  stands on fewer claims")


def set_document(
    document: Document,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Year, month or day of publication; 'unknown' for none.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Publisher.")] = None,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Author.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Title.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="ISO 639-1 code, such as en.")] = None,
    who: Annotated[str, typer.Option(metavar="NAME", help="Who makes the correction.")] = "",
    why: Annotated[str, typer.Option(metavar="WORDS", help="The reason, kept with it.")] = "",
    project: options.ProjectPath = _HERE,
) -> None:
    """Set or correct a document's date, publisher, author or title; what depends on them follows."""
    from foedera.project import open_project
    from foedera.saying import when

    given = {"published": published, "outlet": outlet, "author": author, "title": title, "language": language}
    with open_project(project) as record:
        values = {name: value for name, value in given.items() if value is not None}
        text, claims = record.set_document(document, values=values, who=who, why=why)
    name = text.title or text.path or text.id
    talk.say(
        f"'{name}': published {when(text.published)}, {text.outlet or 'publisher unknown'},"
        f" {text.author or 'author unknown'}. {talk.count(len(claims), 'claim')} coded again."
    )


def search(
    words: Annotated[list[str], typer.Argument(help='Words; "a phrase", begin*, OR and -without are understood.')],
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Only this publisher.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Only this language, such as en.")] = None,
    with_claims: Annotated[bool, typer.Option("--with-claims", help="Only documents that gave claims.")] = False,
    limit: Annotated[int, typer.Option(metavar="N", help="At most so many.")] = 20,
    json: options.Json = False,
    jsonl: options.Jsonl = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Find documents by their words."""
    from foedera.cli import tables
    from foedera.project import open_project

    with open_project(project) as record:
        found = record.search(
            " ".join(words), outlet=outlet, language=language, since=since, until=until, with_claims=with_claims,
            limit=limit,
        )  # fmt: skip
    if json:
        tables.print_json([tables.hit_record(hit) for hit in found])
    elif jsonl:
        tables.print_jsonl(tables.hit_record(hit) for hit in found)
    else:
        tables.print_hits(found)
        talk.say(f"{talk.count(len(found), 'document')}.")


def code(
    paths: options.Paths = None,
    manifest: options.Manifests = None,
    codebook: options.CodebookDir = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One claim record a line.")] = False,
) -> None:
    """Read and code documents without a project, and print their claims."""
    from foedera import project
    from foedera.cli import tables
    from foedera.decisions import apart
    from foedera.records import record_of

    book = project.codebook_of(codebook)
    requests = project.wanted(paths or (), manifests=manifest or ())
    failures: list[Failure] = []
    shown: list[Claim] = []
    texts: dict[str, Text] = {}
    with talk.interruptible(lambda: "what was printed is complete"), talk.progress("Coding", len(requests)) as step:
        for outcome, claims in project.code(requests=requests, codebook=book):
            if isinstance(outcome, Failure):
                failures.append(outcome)
            elif jsonl:
                tables.print_jsonl(record_of(claim, outcome) for claim in claims)
            else:
                texts[outcome.id] = outcome
                shown.extend(claims)
            step()
    if not jsonl:
        tables.print_claims(shown, texts, apart(shown, ()))
        talk.say(f"{talk.count(len(shown), 'claim')} in {talk.count(len(texts), 'document')}.")
    _end(failures)


def _end(failures: list[Failure]) -> None:
    talk.say_failures(failures)
    if failures:
        raise typer.Exit(3)
