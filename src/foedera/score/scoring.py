"""A coder against gold: each document matched, counted and added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.codebook import Codebook
from foedera.score.counting import count
from foedera.score.figures import RESAMPLES, intervals, report, total
from foedera.score.matching import match
from foedera.score.nouns import Document, Outcome, Row
from foedera.score.placing import place

__all__ = ["Score", "score"]


@dataclass(frozen=True, slots=True)
class Score:
    """What a coder made of the gold. ``figures`` is JSON-ready; ``outcomes`` go with ``documents``, one by one.

    ``figures["intervals"]`` holds [low, high] by dotted name, ``event.exhaustive.f1``.
    """

    documents: tuple[Document, ...]
    outcomes: tuple[tuple[Outcome, ...], ...]
    lost: tuple[Row, ...]  # claims whose quote is not in its document
    figures: Mapping[str, Any]


def score(
    documents: Sequence[Document],
    claims: Sequence[Sequence[Row]],
    book: Codebook,
    *,
    elsewhere: int = 0,
    resamples: int = RESAMPLES,
) -> Score:
    """Score the claims of each document (in the order of ``documents``) against what was coded by hand.

    ``elsewhere``: how many claims are on documents that the gold lacks; they are reported and count for nothing.
    ``resamples``: draws for the intervals; 0 for none. Nothing here depends on a clock, or on chance.
    """
    outcomes: list[tuple[Outcome, ...]] = []
    lost: list[Row] = []
    for document, rows in zip(documents, claims, strict=True):
        placed, unfound = place(document, rows)
        lost += unfound
        outcomes.append(tuple(match(document, placed)))
    counts = [count(d, found, book) for d, found in zip(documents, outcomes, strict=True)]
    figures = {
        "documents": len(documents),
        "exhaustive_documents": sum(d.is_exhaustive for d in documents),
        "quotes_not_in_document": len(lost),
        "claims_on_other_documents": elsewhere,
        **report(total(counts)),
        "resamples": resamples,
        "intervals": intervals(counts, resamples=resamples) if resamples else {},
    }
    return Score(tuple(documents), tuple(outcomes), tuple(lost), figures)
