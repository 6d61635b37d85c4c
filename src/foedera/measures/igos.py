"""Organisations of which two states are both members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.datasets import Shelf, series_of, systems_of
from foedera.measures.acts import card
from foedera.measures.published import spelled, years
from foedera.table import Row, Table

__all__ = ["shared_igos"]


def shared_igos(
    data: Shelf,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """How many intergovernmental organisations a state and each partner are both full members of, year by year.

    Formula: the number of organisations in which both are full members; associates and observers do not count.
    Source: Correlates of War, Intergovernmental Organizations v3 (Pevehouse and others 2020), 1816 to 2014.
    Unit: organisations.
    A missing row or an empty cell: the data do not cover the pair in the year. 0 is none in common.
    Traps: membership is not co-operation; small technical bodies count as much as alliances; before 1965 the data are
    by five years. Where several files are here, the newest that has it is used.
    """
    found = series_of(data, "cow", "shared_igos", systems_of(codebook))
    span = found.years()
    first, last = years(since, until, min(span, default=None), max(span, default=None))
    known = {other for a, b, _ in found.values for other in (a, b) if actor in (a, b)} - {actor}
    rows = [
        Row((partner, str(year)), (cell,))
        for partner in (sorted(partners) if partners else sorted(known))
        for year in range(first, last + 1)
        if (cell := found.cell(actor, partner, year)).value is not None or partners
    ]
    return Table(
        measure="shared_igos",
        unit="organisations",
        method=card(shared_igos),
        coverage=f"{found.source}, {min(span, default='')} to {max(span, default='')}",
        actor=actor,
        period=spelled(first, last),
        keys=("partner", "period"),
        columns=("organisations",),
        rows=tuple(rows),
    )
