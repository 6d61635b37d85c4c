"""Coders against gold and against each other: where the rule coder, if it is the one to be scored, does its work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from foedera.model import Failure
from foedera.project.running import code, codebook_of
from foedera.records import record_of

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.score import Document, Row, Score

__all__ = ["code_gold", "score_gold"]


def score_gold(
    gold: str | Path,
    claims: str | Path | None = None,
    *,
    codebook: Codebook | Path | str | None = None,
    manifest: str | Path | None = None,
    resamples: int | None = None,
) -> Score:
    """Score a coder's claims, or the rule coder where none are given, against hand-coded documents.

    ``manifest`` tells of the documents what they do not say themselves; a ``manifest.jsonl`` beside a gold of JSONL
    is used unasked. ``resamples``: draws for the intervals, 0 for none. Raises GoldError and CodebookError.
    """
    from foedera import score

    book = codebook_of(codebook)
    documents = score.read_gold(Path(gold), book, manifest=Path(manifest) if manifest else None)
    elsewhere: Sequence[Row] = ()
    if claims is None:
        rows, _ = code_gold(documents, book)
    else:
        rows, elsewhere = score.sorted_out(score.read_claims(Path(claims), book), documents)
    draws = score.RESAMPLES if resamples is None else resamples
    return score.score(documents, rows, book, elsewhere=len(elsewhere), resamples=draws)


def code_gold(
    documents: Sequence[Document], book: Codebook, *, step: Callable[[], None] = lambda: None
) -> tuple[list[list[Row]], list[Failure]]:
    """What the rule coder makes of each document, and which could not be read. Calls ``step`` after each."""
    from foedera.score import row_of

    # A name for each, so that two documents of the same words are both coded.
    requests = [
        replace(d.request, id=d.id if d.path is None and d.id else f"gold {at}") for at, d in enumerate(documents)
    ]
    places = {request.id: at for at, request in enumerate(requests)}
    rows: list[list[Row]] = [[] for _ in documents]
    failures: list[Failure] = []
    for outcome, claims in code(requests=requests, codebook=book):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            rows[places[outcome.id]] = [row_of(record_of(claim, outcome), book) for claim in claims]
        step()
    return rows, failures
