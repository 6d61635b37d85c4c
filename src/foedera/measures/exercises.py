"""With whom a state holds military exercises, out of a published list of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.datasets import Sheet, Shelf, Systems, mme, systems_of
from foedera.errors import NotFoundError
from foedera.measures.acts import card
from foedera.measures.published import periods, resting_on, spelled, years
from foedera.table import Cell, Row, Table

__all__ = ["ANY", "exercise_partners"]

ANY = "any"  # the row of all exercises of the actor, whoever the partner


def exercise_partners(
    data: Shelf,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    window: int | None = None,
) -> Table:
    """How many multinational exercises a state held with each partner, and in what share of its own the partner was.

    Formula: exercises = those begun in the period in which both took part; share = exercises / all those of the actor
    ("any"). Shares do not add up to 1: an exercise of many counts once for each.
    Source: MME (D'Orazio and Galambos 2021). Unit: exercises; share 0 to 1.
    Period: the whole, or windows of so many years that end with the last.
    A missing row: no exercise of the two in the list; asked for by name it is 0. An empty cell: the list does not
    cover the period.
    Traps: a staff exercise of a day and a manoeuvre of thousands both count 1; large series (NATO's Partnership for
    Peace) raise the number for all who are invited; what only one side's press told of may lack.
    """
    systems = systems_of(codebook)
    sheet, found = _list(data, systems, actor)
    cover = mme.covers(sheet, found)
    rows = []
    asked = years(since, until, cover.first, cover.last)
    for first, last in periods(*asked, window):
        mine = [e for e in found if actor in e.participants and e.start is not None and first <= e.start[0] <= last]
        covered = cover.first is not None and cover.last is not None and cover.first <= first and last <= cover.last
        by_partner: dict[str, list[str]] = defaultdict(list)
        for one in mine:
            for partner in one.participants - {actor}:
                by_partner[partner].append(one.row)
        every = tuple(e.row for e in mine)
        for partner in [ANY, *(sorted(partners) if partners else sorted(by_partner))]:
            held = every if partner == ANY else tuple(by_partner.get(partner, ()))
            cells = _cells(held, every, sheet.name) if covered else (Cell(None), Cell(None))
            rows.append(Row((partner, spelled(first, last)), cells))
    return Table(
        measure="exercise_partners",
        unit="exercises; share: 0 to 1",
        method=card(exercise_partners),
        coverage=resting_on([sheet], notes=[f"exercises {cover.first} to {cover.last}"]),
        actor=actor,
        period=spelled(*asked),
        keys=("partner", "period"),
        columns=("exercises", "share"),
        rows=tuple(rows),
    )


def _cells(held: tuple[str, ...], every: tuple[str, ...], sheet: str) -> tuple[Cell, Cell]:
    rows = held or (sheet,)
    return Cell(float(len(held)), rows=rows), Cell(len(held) / len(every) if every else None, rows=rows)


def _list(data: Shelf, systems: Systems, actor: str) -> tuple[Sheet, list[mme.Exercise]]:
    """The whole list before a part of it, and of these the longest."""
    sheets = data.sheets("mme", *mme.LAYOUTS)
    for sheet in sorted(sheets, key=lambda s: (mme.LAYOUTS.index(s.layout.name), -len(s), s.digest)):
        found = mme.exercises(sheet, systems)
        cover = mme.covers(sheet, found)
        if all(states is None or actor in states for states in (cover.either, cover.states)):
            return sheet, found
    raise NotFoundError(f"no list of exercises here that covers {actor}. Add the whole: foedera data add mme FILE")
