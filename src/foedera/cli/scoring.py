"""``score``: a coder against hand-coded documents, or two coders against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedera.cli import options, talk
from foedera.errors import ExportError, UsageError
from foedera.model import Failure

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.score import Document, Row

__all__ = ["register"]


class By(StrEnum):
    GROUP = "group"
    FAMILY = "family"
    TYPE = "type"
    LANGUAGE = "language"


def register(app: typer.Typer) -> None:
    app.command()(score)


def score(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Hand-coded documents: JSONL, or YAML files or a folder.")
    ],
    claims: Annotated[
        Path | None,
        typer.Argument(metavar="CLAIMS", help="A coder's claims (JSONL or CSV); without them our rules code the gold."),
    ] = None,
    codebook: options.CodebookDir = None,
    manifest: Annotated[
        Path | None,
        typer.Option("--manifest", metavar="FILE", help="What the documents do not say: dates, outlets, languages."),
    ] = None,
    by: Annotated[list[By] | None, typer.Option("--by", help="Only these tables; repeatable.")] = None,
    resamples: Annotated[
        int | None, typer.Option("--resamples", metavar="N", min=0, help="Draws for the intervals (1000); 0 for none.")
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            "--floors", metavar="FILE", help="JSON with figures; exit code 4 where one falls below its floor."
        ),
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--html", metavar="PAGE", help="Write a page with each miss and false alarm in its sentence."),
    ] = None,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="GOLD and CLAIMS are two coders: how far they agree, beyond chance.")
    ] = False,
    documents: Annotated[
        Path | None,
        typer.Option("--documents", metavar="PATH", help="With --agreement: where the documents of claims lie."),
    ] = None,
    json: options.Json = False,
) -> None:
    """Score a coder against hand-coded documents: precision, recall and F1, with intervals.

    With --agreement, measure how far two coders of the same documents agree; each is a gold, or a file of claims.
    """
    from foedera import project, score
    from foedera.cli import scores, tables

    book = project.codebook_of(codebook)
    draws = score.RESAMPLES if resamples is None else resamples
    failures: list[Failure] = []
    if agreement:
        if claims is None:
            raise UsageError("--agreement needs two coders. Give two files: foedera score A B --agreement.")
        codings = project.codings(gold, claims, book, documents=documents)
        agreed = score.compare(codings.a, codings.b, book, resamples=draws)
        figures, told = agreed.figures, scores.of_agreement(agreed, codings)
        written = partial(score.agreement_page, agreed, a=str(gold), b=str(claims))
    else:
        coded = score.read_gold(gold, book, manifest=manifest)
        elsewhere: Sequence[Row] = ()
        if claims is None:
            rows, failures = _coded(coded, book)
        else:
            rows, elsewhere = score.sorted_out(score.read_coder(claims, book), coded)
        scored = score.score(coded, rows, book, elsewhere=len(elsewhere), resamples=draws)
        figures, told = scored.figures, scores.of_score(scored, [one.value for one in by or By])
        written = partial(score.score_page, scored, gold=str(gold), coder=str(claims or "Foedera's rules"))
    if json:
        tables.print_json(figures)
    else:
        scores.print_grids(told.grids)
    for line in told.lines:
        talk.say(line)
    if page is not None:
        _write(page, written())
    talk.say_failures(failures)
    _hold(figures, floors)
    if failures:
        raise typer.Exit(3)


def _write(path: Path, page: bytes) -> None:
    try:
        path.write_bytes(page)
    except OSError as bad:
        raise ExportError(f"{path}: cannot be written ({bad.strerror}). Give another place.") from bad
    talk.say(f"Wrote {path}.")


def _hold(figures: Mapping[str, Any], floors: Path | None) -> None:
    """Say which figures are below their floors, and end with exit code 4 where any is."""
    if floors is None:
        return
    from foedera.score import below, read_floors

    wanting = below(figures, read_floors(floors))
    for line in wanting:
        talk.say(line)
    if wanting:
        raise typer.Exit(4)


def _coded(documents: Sequence[Document], book: Codebook) -> tuple[list[list[Row]], list[Failure]]:
    from foedera.project import code_gold

    with talk.interruptible(lambda: "nothing was scored"), talk.progress("Coding", len(documents)) as step:
        return code_gold(documents, book, step=step)
