"""Coders against gold and against each other: where the rule coder, if it is the one to be scored, does its work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from foedera.model import Failure, Text
from foedera.project.running import code, codebook_of, read
from foedera.records import record_of

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.score import Agreement, Codings, Document, Row, Score

__all__ = ["code_gold", "codings", "compare_coders", "score_gold"]


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
        rows, elsewhere = score.sorted_out(score.read_coder(Path(claims), book), documents)
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


def compare_coders(
    a: str | Path,
    b: str | Path,
    *,
    codebook: Codebook | Path | str | None = None,
    documents: str | Path | None = None,
    resamples: int | None = None,
) -> Agreement:
    """How far two coders of the same documents agree; each a gold, or a file of claims.

    ``documents``: the gold whose documents two files of claims are about; or the folder from which the paths in them
    start, where it is neither the working folder nor their own. Raises GoldError and CodebookError.
    """
    from foedera import score

    book = codebook_of(codebook)
    both = codings(Path(a), Path(b), book, documents=Path(documents) if documents else None)
    draws = score.RESAMPLES if resamples is None else resamples
    return score.compare(both.a, both.b, book, resamples=draws)


def codings(a: Path, b: Path, book: Codebook, *, documents: Path | None = None) -> Codings:
    """What the two coders made of the documents that they share, read as the product reads documents."""
    from foedera import score
    from foedera.reading import Request

    def body_of(path: str, beside: Path) -> str | None:
        for folder in (documents, Path(), beside):
            if folder is not None and (file := folder / path).is_file():
                ((_, text),) = read([Request(path=str(file), origin=path)], book)
                return text.body if isinstance(text, Text) else None
        return None

    over = documents if documents is not None and score.holds_gold(documents) else None
    return score.read_codings(a, b, book, over=over, body_of=body_of)
