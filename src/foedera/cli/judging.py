"""Commands by which people decide: ``judge accept reject correct ...``, and ``sources``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.cli import options, talk
from foedera.model import Judgement, Part

if TYPE_CHECKING:
    from foedera.project.desk import Decided, Desk, Difference, Graded

__all__ = ["register"]

_HERE = Path()
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

judge = typer.Typer(
    name="judge",
    help="Decide on claims, events, actors and sources. Nothing is overwritten; the latest word wins.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    app.add_typer(judge)
    app.command()(sources)


@contextmanager
def _desk(project: Path) -> Iterator[Desk]:
    from foedera.project import open_project

    with open_project(project) as record:
        yield record.desk


def _kept(judgement: Judgement, *, json: bool = False) -> None:
    from foedera.cli import tables
    from foedera.rows import judgement_record

    if json:
        tables.print_json(judgement_record(judgement))
    else:
        typer.echo(judgement.id)
        talk.say(f"{_said(judgement)}. Take it back with: foedera judge undo {judgement.id}")


@judge.command()
def accept(
    claim: ClaimId,
    who: Who = "",
    why: Why = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Accept a claim as it stands."""
    with _desk(project) as desk:
        _kept(desk.accept(claim, who=who, why=why, part=part), json=json)


@judge.command()
def reject(
    claim: ClaimId,
    who: Who = "",
    why: Why = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Reject a claim: it makes no event."""
    with _desk(project) as desk:
        _kept(desk.reject(claim, who=who, why=why, part=part), json=json)


@judge.command()
def unsure(
    claim: ClaimId,
    who: Who = "",
    why: Why = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Leave a claim for another to decide."""
    with _desk(project) as desk:
        _kept(desk.unsure(claim, who=who, why=why, part=part), json=json)


@judge.command()
def correct(
    claim: ClaimId,
    values: Corrections,
    who: Who = "",
    why: Why = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Correct fields of a claim; what follows from them follows. 'unknown' takes away what the coder found."""
    with _desk(project) as desk:
        _kept(desk.correct(claim, values, who=who, why=why, part=part), json=json)


@judge.command()
def credibility(
    claim: ClaimId,
    grade: Annotated[str, typer.Argument(metavar="1-6", help="1 confirmed ... 6 cannot be judged (STANAG 2511).")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Grade what a claim says, 1 to 6."""
    with _desk(project) as desk:
        _kept(desk.credibility(claim, grade, who=who, why=why), json=json)


@judge.command()
def outcome(
    claim: ClaimId,
    result: Annotated[str, typer.Argument(metavar="OUTCOME", help="true, false, partly or open.")],
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="When it was settled.")] = None,
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Say what came of a forecast."""
    with _desk(project) as desk:
        _kept(desk.outcome(claim, result, who=who, why=why, date=date), json=json)


@judge.command()
def note(
    reference: Annotated[str, typer.Argument(metavar="ID", help="Of a claim, event or document; or a source's name.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What is to be remembered.")],
    who: Who = "",
    part: InPart = Part.FIRST,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Note something on a claim, an event, a document or a source."""
    with _desk(project) as desk:
        _kept(desk.note(reference, words, who=who, part=part), json=json)


@judge.command()
def merge(
    one: Annotated[str, typer.Argument(metavar="ID", help="Of a claim or an event.")],
    other: Annotated[str, typer.Argument(metavar="ID", help="Of another.")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Hold two claims or events to report one happening."""
    with _desk(project) as desk:
        _kept(desk.merge(one, other, who=who, why=why), json=json)


@judge.command()
def apart(
    one: ClaimId,
    other: ClaimId,
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Hold two claims to report different happenings."""
    with _desk(project) as desk:
        _kept(desk.apart(one, other, who=who, why=why), json=json)


@judge.command()
def split(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id, or its beginning.")],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Those that go apart.")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Take claims out of an event."""
    with _desk(project) as desk:
        _kept(desk.split(event, claims, who=who, why=why), json=json)


@judge.command("same-actor")
def same_actor(
    one: Annotated[str, typer.Argument(metavar="ACTOR", help="Code, acronym or name.")],
    other: Annotated[str, typer.Argument(metavar="ACTOR", help="Another.")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Hold two names to be of one actor."""
    with _desk(project) as desk:
        _kept(desk.same_actor(one, other, who=who, why=why), json=json)


@judge.command("different-actor")
def different_actor(
    one: Annotated[str, typer.Argument(metavar="ACTOR", help="Code, acronym or name.")],
    other: Annotated[str, typer.Argument(metavar="ACTOR", help="Another.")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Hold two names to be of two actors."""
    with _desk(project) as desk:
        _kept(desk.different_actor(one, other, who=who, why=why), json=json)


@judge.command()
def grade(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Name or id; see: foedera sources.")],
    letter: Annotated[str, typer.Argument(metavar="A-F", help="A reliable ... F cannot be judged (STANAG 2511).")],
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Grade the reliability of a source, A to F."""
    with _desk(project) as desk:
        _kept(desk.grade(source, letter, who=who, why=why), json=json)


@judge.command()
def undo(
    judgement: Annotated[
        str | None, typer.Argument(metavar="JUDGEMENT", help="Id, or its beginning; else the last of yours.")
    ] = None,
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Take a judgement back. Undoing an undoing reinstates."""
    with _desk(project) as desk:
        _kept(desk.undo(judgement, who=who, why=why), json=json)


# Looking, and working apart


@judge.command("list")
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
    project: options.ProjectPath = _HERE,
) -> None:
    """List what was decided, oldest first, undone and undoing too."""
    from foedera.cli import tables
    from foedera.project.desk import decided_record

    with _desk(project) as desk:
        found = desk.judgements(who=by, subject=subject, document=document, reference=reference)
    found = [each for each in found if each.is_lost or not lost]
    if json:
        tables.print_json([decided_record(each) for each in found])
    elif jsonl:
        tables.print_jsonl(decided_record(each) for each in found)
    else:
        tables.print_table(("Judgement", "When", "Who", "What, and what became of it"), map(_row, found))
        talk.say(f"{talk.count(len(found), 'judgement')}.")


@judge.command()
def awaiting(
    who: Who = "",
    part: InPart = Part.FIRST,
    share: Annotated[float, typer.Option(metavar="0-1", help="For a second coder: how much of what is coded.")] = 1.0,
    seed: Annotated[str, typer.Option(metavar="WORD", help="Which share is drawn.")] = "",
    document: Annotated[str | None, typer.Option("--document", metavar="DOCUMENT", help="Only its claims.")] = None,
    limit: options.Limit = None,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """List the claims that await a decision, the most telling first, each with the reason."""
    from foedera.cli import tables

    with _desk(project) as desk:
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


@judge.command()
def export(
    path: Annotated[Path | None, typer.Argument(metavar="FILE", help="To write; else standard output.")] = None,
    project: options.ProjectPath = _HERE,
) -> None:
    """Write all judgements as JSONL, one a line, in the order in which they stand."""
    with _desk(project) as desk:
        if path is None:
            for line in desk.lines():
                typer.echo(line)
        else:
            talk.say(f"Wrote {talk.count(desk.export(path), 'judgement')} to {path}.")


@judge.command("import")
def import_judgements(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files that export wrote.")],
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Take in judgements made elsewhere: of each file all or none, each once."""
    from foedera.cli import tables

    counts = []
    with _desk(project) as desk:
        for path in paths:
            taken = desk.import_(path)
            counts.append({"file": str(path), **asdict(taken)})
            lost = f", {taken.lost} of them with no claim here" if taken.lost else ""
            talk.say(f"{path}: {talk.count(taken.added, 'judgement')} taken in{lost}; {taken.known} known already.")
    if json:
        tables.print_json(counts)


# Second coding


@judge.command()
def agreement(json: options.Json = False, project: options.ProjectPath = _HERE) -> None:
    """How far second coders agree with first ones, by field."""
    from foedera.cli import tables

    with _desk(project) as desk:
        found = desk.agreement()
    if json:
        tables.print_json([asdict(field) for field in found])
        return
    rows = [(f.name, str(f.units), _share(f.agreement), _share(f.kappa), _share(f.alpha)) for f in found]
    tables.print_table(("Field", "Claims", "Alike", "Cohen's kappa", "Krippendorff's alpha"), rows)


@judge.command()
def disagreements(
    everything: Annotated[bool, typer.Option("--all", help="Those that are settled, too.")] = False,
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """List the claims on which two coders differ, both codings side by side."""
    from foedera.cli import tables
    from foedera.rows import judgement_record

    with _desk(project) as desk:
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


@judge.command()
def adjudicate(
    claim: ClaimId,
    choice: Annotated[str, typer.Argument(metavar="CHOICE", help="first, second, accept, reject or correct.")],
    values: Annotated[list[str] | None, typer.Argument(metavar="FIELD=VALUE...", help="For 'correct'.")] = None,
    who: Who = "",
    why: Why = "",
    json: options.Json = False,
    project: options.ProjectPath = _HERE,
) -> None:
    """Settle a claim on which two coders differ."""
    with _desk(project) as desk:
        _kept(desk.adjudicate(claim, choice, who=who, why=why, values=values or ()), json=json)


def sources(json: options.Json = False, jsonl: options.Jsonl = False, project: options.ProjectPath = _HERE) -> None:
    """List the sources met in the record, what rests on each, and its grade with who gave it."""
    from foedera.cli import tables
    from foedera.project.desk import graded_record

    with _desk(project) as desk:
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


# Words


def _said(judgement: Judgement) -> str:
    values = ", ".join(f"{k} = {v}" for k, v in judgement.values.items())
    part = "" if judgement.part is Part.FIRST else f" ({judgement.part.value})"
    return f"{judgement.verdict} {judgement.subject} {judgement.subject_id[:35]}{part}{': ' + values if values else ''}"


def _row(decided: Decided) -> tuple[str, ...]:
    judgement = decided.judgement
    became = "" if decided.stands else "\ndoes not stand"
    lines = [_said(judgement), judgement.why, decided.note]
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
