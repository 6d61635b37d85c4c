"""What the command line says of a score: tables for people, and what did not go into them."""

from __future__ import annotations

from collections.abc import Sequence

from foedera.cli import talk
from foedera.cli.tables import print_table
from foedera.score import Score
from foedera.score.grids import grids

__all__ = ["print_score", "say_score"]


def print_score(scored: Score, sections: Sequence[str]) -> None:
    """The tables that are asked for: group, family, type, language."""
    for grid in grids(scored.figures, sections):
        print_table(grid.columns, grid.rows)


def say_score(scored: Score) -> None:
    figures = scored.figures
    documents = talk.count(figures["documents"], "document")
    talk.say(f"{documents}, {figures['exhaustive_documents']} of them coded exhaustively.")
    if lost := figures["quotes_not_in_document"]:
        talk.say(f"{talk.count(lost, 'claim')} left out: their quotes are not in their documents.")
    if elsewhere := figures["claims_on_other_documents"]:
        talk.say(f"{talk.count(elsewhere, 'claim')} left out: on documents that are not in the gold.")
