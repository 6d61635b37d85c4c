"""What the command line says of a score: tables for people, and what did not go into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedera.cli.tables import print_table
from foedera.cli.talk import count
from foedera.score import Agreement, Codings, Score
from foedera.score.grids import Grid, agreement_grids, grids

__all__ = ["Told", "of_agreement", "of_score", "print_grids"]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of figures: tables on standard output, lines on standard error."""

    grids: tuple[Grid, ...]
    lines: tuple[str, ...]


def of_score(scored: Score, sections: Sequence[str]) -> Told:
    """With the tables of the sections: group, family, type, language."""
    return Told(tuple(grids(scored.figures, sections)), tuple(_score_lines(scored)))


def of_agreement(found: Agreement, codings: Codings) -> Told:
    return Told(tuple(agreement_grids(found.figures)), tuple(_agreement_lines(found, codings)))


def print_grids(tables: Sequence[Grid]) -> None:
    for grid in tables:
        print_table(grid.columns, grid.rows)


def _score_lines(scored: Score) -> Iterator[str]:
    figures = scored.figures
    yield f"{count(figures['documents'], 'document')}, {figures['exhaustive_documents']} of them coded exhaustively."
    if lost := figures["quotes_not_in_document"]:
        yield f"{count(lost, 'claim')} left out: their quotes are not in their documents."
    if elsewhere := figures["claims_on_other_documents"]:
        yield f"{count(elsewhere, 'claim')} left out: on documents that are not in the gold."


def _agreement_lines(found: Agreement, codings: Codings) -> Iterator[str]:
    figures = found.figures
    claims = figures["claims"]
    yield f"{count(figures['documents'], 'document')}; A made {claims['a']} claims, B {claims['b']}."
    if without := figures["documents"] - figures["sentences"]["documents"]:
        yield f"{count(without, 'document')} not found, so left out of the sentences. Give --documents PATH."
    if codings.lost:
        yield f"{count(codings.lost, 'claim')} left out: their quotes are not in their documents."
    if codings.apart:
        yield f"{count(codings.apart, 'document')} left out: only one of the two coded them."
