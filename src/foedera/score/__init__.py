"""Coders against gold, and against each other.

``read_gold`` and ``read_coder`` bring in what people and coders coded, ``score`` lays one against the other,
``compare`` measures how far two coders agree. The definitions are in docs/scoring.md.
"""

from __future__ import annotations

from foedera.score.agreeing import Agreement, compare
from foedera.score.claimfiles import read_claims, row_of
from foedera.score.codings import Codings, read_coder, read_codings
from foedera.score.figures import RESAMPLES
from foedera.score.floors import Floors, below, read_floors
from foedera.score.goldfiles import holds_gold, is_gold, read_gold
from foedera.score.nouns import Coded, Document, Kind, Outcome, Row
from foedera.score.page import agreement_page, score_page
from foedera.score.placing import sorted_out
from foedera.score.scoring import Score, score

__all__ = [
    "RESAMPLES",
    "Agreement",
    "Coded",
    "Codings",
    "Document",
    "Floors",
    "Kind",
    "Outcome",
    "Row",
    "Score",
    "agreement_page",
    "below",
    "compare",
    "holds_gold",
    "is_gold",
    "read_claims",
    "read_coder",
    "read_codings",
    "read_floors",
    "read_gold",
    "row_of",
    "score",
    "score_page",
    "sorted_out",
]
