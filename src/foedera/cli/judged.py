"""Commands about what was decided: ``judge list awaiting export import agreement disagreements``, and ``sources``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.cli import options, talk
from foedera.cli.judgeoptions import HERE, ClaimId, InPart, Who, Why, desk_of, kept, said
from foedera.model import Part

if TYPE_CHECKING:
    from foedera.project.desk import Decided, Difference, Graded

__all__ = ["register"]


def register(app: typer.Typer, judge: typer.Typer) -> None:
    judge.command("list")(list_judgements)
    judge.command()(awaiting)
    judge.command()(export)
    judge.command("import")(import_judgements)
    judge.command()(agreement)
    judge.command()(disagreements)
    judge.command()(adjudicate)
    app.command()(sources)


def list_judgements(
    reference: Annotated[
        str | None, typer.Argument(metavar="ID", help="Only about this claim, event, document or source.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only what this person decided.")] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="SUBJECT", help="claim, link, event, actor, source, document.")
    ] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="DOCUMENT", help="Only on its claims.")] = None,
    lost: Annotated[bool, typer.Option("--lost", help="Only what takes no effect now, with the reason.")] = False,
    json: options.Json = False,
    jsonl: options.Jsonl = False,
    project: options.ProjectPath = HERE,
) -> None:
    """List what was decided, oldest first, undone and undoing too."""
    from foedera.cli import tables
    from foedera.project.desk import decided_record

    with desk_of(project) as desk:
        found = desk.judgements(who=by, subject=subject, document=document, reference=reference)
    found = [each for each in found if each.is_lost or not lost]
    if json:
        tables.print_json([decided_record(each) for each in found])
    elif jsonl:
        tables.print_jsonl(decided_record(each) for each in found)
    else:
        tables.print_table(("Judgement", "When", "Who", "What, and what became of it"), map(_row, found))
        talk.say(f"{talk.count(len(found), 'judgement')}.")


def awaiting(
    who: Who = "",
    part: InPart = Part.FIRST,
    share: Annotated[float, typer.Option(metavar="0-1", help="For a second coder: how much of what is coded.")] = 1.0,
    seed: Annotated[str, typer.Option(metavar="WORD", help="Which share is drawn.")] = "",
    document: Annotated[str | None, typer.Option("--document", metavar="DOCUMENT", help="Only its claims.")] = None,
    limit: options.Limit = None,
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """List the claims that await a decision, the most telling first, each with the reason."""
    from foedera.cli import tables

    with desk_of(project) as desk:
        found = desk.awaiting(who=who, part=part, share=share, seed=seed, document=document)
    shown = found if limit is None else found[:limit]
    if json:
        tables.print_json(
            [
                {"claim": w.claim.id, "reason": w.reason, "why": w.why, "event": w.event, "beside": list(w.beside)}
                for w in shown
            ]
        )
        return
    rows = [
        (w.claim.id[:8], w.reason.replace("_", " "), f"{w.why}\n“{' '.join(w.claim.quote.exact.split())}”")
        for w in shown
    ]
    tables.print_table(("Claim", "Reason", "Why, and the words"), rows)
    talk.say(f"{talk.count(len(found), 'claim')} await a decision.")


def export(
    path: Annotated[Path | None, typer.Argument(metavar="FILE", help="To write; else standard output.")] = None,
    project: options.ProjectPath = HERE,
) -> None:
    """Write all judgements as JSONL, one a line, in the order in which they stand."""
    with desk_of(project) as desk:
        if path is None:
            for line in desk.lines():
                typer.echo(line)
        else:
            talk.say(f"Wrote {talk.count(desk.export(path), 'judgement')} to {path}.")


def import_judgements(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files that export wrote.")],
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Take in judgements made elsewhere: of each file all or none, each once."""
    from foedera.cli import tables

    counts = []
    with desk_of(project) as desk:
        for path in paths:
            taken = desk.import_(path)
            counts.append({"file": str(path), **asdict(taken)})
            lost = f", {taken.lost} of them with no claim here" if taken.lost else ""
            talk.say(f"{path}: {talk.count(taken.added, 'judgement')} taken in{lost}; {taken.known} known already.")
    if json:
        tables.print_json(counts)


# Second coding


def agreement(json: options.Json = False, project: options.ProjectPath = HERE) -> None:
    """How far second coders agree with first ones, by field."""
    from foedera.cli import tables

    with desk_of(project) as desk:
        found = desk.agreement()
    if json:
        tables.print_json([asdict(field) for field in found])
        return
    rows = [(f.name, str(f.units), _share(f.agreement), _share(f.kappa), _share(f.alpha)) for f in found]
    tables.print_table(("Field", "Claims", "Alike", "Cohen's kappa", "Krippendorff's alpha"), rows)


def disagreements(
    everything: Annotated[bool, typer.Option("--all", help="Those that are settled, too.")] = False,
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """List the claims on which two coders differ, both codings side by side."""
    from foedera.cli import tables
    from foedera.rows import judgement_record

    with desk_of(project) as desk:
        found = desk.disagreements(settled=everything)
    if json:
        tables.print_json(
            [
                {
                    "claim": d.claim.id,
                    "fields": list(d.fields),
                    "first": asdict(d.first),
                    "second": asdict(d.second),
                    "settled": judgement_record(d.settled) if d.settled else None,
                }
                for d in found
            ]
        )
        return
    tables.print_table(("Claim", "Field", "First", "Second"), (row for d in found for row in _sides(d)))
    talk.say(f"{talk.count(len(found), 'claim')}. Settle one with: foedera judge adjudicate CLAIM first|second|...")


def adjudicate(
    claim: ClaimId,
    choice: Annotated[str, typer.Argument(metavar="CHOICE", help="first, second, accept, reject or correct.")],
    values: Annotated[list[str] | None, typer.Argument(metavar="FIELD=VALUE...", help="For 'correct'.")] = None,
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = HERE,
) -> None:
    """Settle a claim on which two coders differ."""
    with desk_of(project) as desk:
        kept(desk.adjudicate(claim, choice, who=who, why=why, values=values or ()), json=json)


def sources(json: options.Json = False, jsonl: options.Jsonl = False, project: options.ProjectPath = HERE) -> None:
    """List the sources met in the record, what rests on each, and its grade with who gave it."""
    from foedera.cli import tables
    from foedera.project.desk import graded_record

    with desk_of(project) as desk:
        found, pairs = desk.sources(), desk.diagonal()
    if json:
        tables.print_json([graded_record(each) for each in found])
    elif jsonl:
        tables.print_jsonl(graded_record(each) for each in found)
    else:
        headings = ("Grade", "Documents", "Claims", "Kind", "Source, its owner, who graded it")
        tables.print_table(headings, map(_source_row, found))
        talk.say(f"{talk.count(len(found), 'source')}.")
    if pairs.share is not None:
        talk.say(
            f"{pairs.on} of {talk.count(pairs.total, 'pair')} of reliability and credibility on the diagonal"
            f" (A1, B2 ...), {pairs.share:.0%}. A high share says that the two were not judged apart."
        )


def _row(decided: Decided) -> tuple[str, ...]:
    judgement = decided.judgement
    became = "" if decided.stands else "\ndoes not stand"
    lines = [said(judgement), judgement.why, decided.note]
    return judgement.id[:8], judgement.when[:16], judgement.who, "\n".join(x for x in lines if x) + became


def _sides(difference: Difference) -> Iterable[tuple[str, ...]]:
    first, second = difference.first, difference.second
    for field in difference.fields:
        sides = (first.verdict, second.verdict) if field == "verdict" else (first.fields[field], second.fields[field])
        yield difference.claim.id[:8], field, f"{sides[0]} ({first.who})", f"{sides[1]} ({second.who})"


def _source_row(source: Graded) -> tuple[str, ...]:
    owner = f"\nowned by {source.owner}" if source.owner else ""
    grades = "".join(
        f"\n{j.values['reliability']} by {j.who}, {j.when[:10]}{': ' + j.why if j.why else ''}" for j in source.history
    )
    name = f"{source.name}{owner}{grades}"
    return source.reliability, str(source.documents), str(source.claims), source.kind.replace("_", " "), name


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
