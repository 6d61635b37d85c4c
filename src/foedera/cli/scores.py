"""What the command line says of a score: tables for people, and what did not go into them."""

from __future__ import annotations

from collections.abc import Sequence

from foedera.cli import talk
from foedera.cli.tables import print_table
from foedera.score import Agreement, Codings, Score
from foedera.score.grids import agreement_grids, grids

__all__ = ["print_agreement", "print_score", "say_agreement", "say_score"]


def print_score(scored: Score, sections: Sequence[str]) -> None:
    """The tables that are asked for: group, family, type, language."""
    for grid in grids(scored.figures, sections):
        print_table(grid.columns, grid.rows)


def print_agreement(found: Agreement) -> None:
    for grid in agreement_grids(found.figures):
        print_table(grid.columns, grid.rows)


def say_agreement(found: Agreement, codings: Codings) -> None:
    documents = talk.count(found.figures["documents"], "document")
    talk.say(f"{documents}; A made {found.figures['claims']['a']} claims, B {found.figures['claims']['b']}.")
    without = found.figures["documents"] - found.figures["sentences"]["documents"]
    if without:
        talk.say(f"{talk.count(without, 'document')} not found, so left out of the sentences. Give --documents DIR.")
    if codings.lost:
        talk.say(f"{talk.count(codings.lost, 'claim')} left out: their quotes are not in their documents.")
    if codings.apart:
        talk.say(f"{talk.count(codings.apart, 'document')} left out: only one of the two coded them.")


def say_score(scored: Score) -> None:
    figures = scored.figures
    documents = talk.count(figures["documents"], "document")
    talk.say(f"{documents}, {figures['exhaustive_documents']} of them coded exhaustively.")
    if lost := figures["quotes_not_in_document"]:
        talk.say(f"{talk.count(lost, 'claim')} left out: their quotes are not in their documents.")
    if elsewhere := figures["claims_on_other_documents"]:
        talk.say(f"{talk.count(elsewhere, 'claim')} left out: on documents that are not in the gold.")
