"""A number between two states, year by year: what panels are made of, whichever data set it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from foedera.datasets.nouns import Coverage, Variable
from foedera.table import Cell

__all__ = ["Series", "Values", "pair"]

Values = dict[tuple[str, str, int], tuple[float, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Series:
    """``values`` by (state, state, year), with the rows they rest on; undirected pairs in alphabetical order.

    A pair that is not listed has ``variable.absent`` where the coverage has it, else it is not covered.
    """

    variable: Variable
    source: str  # the title of the data set and its edition
    values: Mapping[tuple[str, str, int], tuple[float, tuple[str, ...]]]
    covered: tuple[tuple[str, Coverage], ...]  # (name of the sheet, what it covers)

    def cell(self, a: str, b: str, year: int) -> Cell:
        """The value for a pair in a year with its rows; 0 where there is nothing, None where nothing is known."""
        key = (a, b, year) if self.variable.directed else pair(a, b, year)
        if key in self.values:
            value, rows = self.values[key]
            return Cell(value, rows=rows)
        if self.variable.absent is None:
            return Cell(None)
        sheets = tuple(name for name, cover in self.covered if cover.has(year, a, b))
        return Cell(self.variable.absent, rows=sheets) if sheets else Cell(None)

    def years(self) -> range:
        ends = [y for _, c in self.covered for y in (c.first, c.last) if y is not None]
        return range(min(ends), max(ends) + 1) if ends else range(0)

    def __iter__(self) -> Iterator[tuple[str, str, int, Cell]]:
        """(state, state, year, cell) of what is listed, in order."""
        for (a, b, year), (value, rows) in sorted(self.values.items()):
            yield a, b, year, Cell(value, rows=rows)


def pair(a: str, b: str, year: int) -> tuple[str, str, int]:
    return (a, b, year) if a <= b else (b, a, year)
