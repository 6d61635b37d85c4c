"""What a TIV table tells of one state: SIPRI's own yearly volumes, with nothing split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foedera.datasets import Sheet, Systems, editions, sipri
from foedera.table import Cell

__all__ = ["TivTable", "tiv_table"]


@dataclass(frozen=True, slots=True)
class TivTable:
    """The yearly volumes of a state, of everybody, and of the world where the table has a row of it."""

    sheet: Sheet
    volumes: Mapping[tuple[str, int], tuple[float, str]]
    first: int
    last: int
    is_whole: bool

    def cells(self, actor: str, first: int, last: int, systems: Systems) -> tuple[Cell, Cell, Cell]:
        """Volume, share of the world, and rank among states; empty outside of its years, and, of a table that is not of
        all states, the last two."""
        if first < self.first or last > self.last:
            return (Cell(None),) * 3
        tiv, rows = self._sum(actor, first, last)
        behind = rows or (self.sheet.name,)
        if not self.is_whole:
            return Cell(tiv, rows=behind), Cell(None), Cell(None)
        world, of_world = self._sum(sipri.EVERYONE, first, last)
        by_party: dict[str, float] = defaultdict(float)
        for (who, year), (volume, _) in self.volumes.items():
            if first <= year <= last and who in systems.titles:
                by_party[who] += volume
        rank = float(1 + sum(1 for other in by_party.values() if other > tiv))
        return (
            Cell(tiv, rows=behind),
            Cell(tiv / world if world else None, rows=(*behind, *of_world)),
            Cell(rank if tiv else None, rows=(self.sheet.name,)),
        )

    def _sum(self, who: str, first: int, last: int) -> tuple[float, tuple[str, ...]]:
        found = [self.volumes[who, y] for y in range(first, last + 1) if (who, y) in self.volumes]
        return sum(tiv for tiv, _ in found), tuple(dict.fromkeys(row for _, row in found))


def tiv_table(sheets: Iterable[Sheet], systems: Systems, actor: str) -> TivTable | None:
    """The table of the newest edition that has the state: one of all states before an extract, else the longest.

    A TIV table without a row of the world may be of one supplier's deliveries alone, and is not used.
    """
    found = []
    for sheet in sheets:
        volumes = sipri.volumes(sheet, systems)
        years = [year for who, year in volumes if who == sipri.EVERYONE]
        whole = bool(years)
        if not whole and sheet.layout.name == "imports" and any(who == actor for who, _ in volumes):
            years = [year for _, year in volumes]
        if years:
            found.append(TivTable(sheet, volumes, min(years), max(years), whole))
    if not found:
        return None
    newest = editions(t.sheet for t in found)[0]
    of_newest = [t for t in found if t.sheet.vintage == newest]
    return min(of_newest, key=lambda t: (not t.is_whole, -len(t.sheet), t.sheet.digest))
