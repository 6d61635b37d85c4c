"""Rows of a dense panel that are made when they are asked for: what is 0 or not covered takes no room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from foedera.table import Cell, Row

__all__ = ["ZERO", "Grid", "Line"]

ZERO, EMPTY = Cell(0.0), Cell(None)
Found = Mapping[int, tuple[Cell, ...]]  # year -> its cells, where there is anything


@dataclass(frozen=True, slots=True)
class Line:
    """The years of one pair: ``found`` are those in which something is told of it."""

    keys: tuple[str, ...]
    years: Sequence[int]
    found: Found
    covers: Callable[[int], bool]


class Grid(Sequence[Row]):
    """A row for each line and year, in that order. A year is written after the keys of its line."""

    __slots__ = ("_empty", "_lines", "_starts", "_zero")

    def __init__(self, lines: Sequence[Line], columns: int) -> None:
        self._lines = tuple(lines)
        self._zero, self._empty = (ZERO,) * columns, (EMPTY,) * columns
        starts = [0]
        for line in self._lines:
            starts.append(starts[-1] + len(line.years))
        self._starts = starts

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Row]:
        for line in self._lines:
            for year in line.years:
                yield self._row(line, year)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        from bisect import bisect_right

        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(f"no row {at} of {len(self)}")
        which = bisect_right(self._starts, place) - 1
        line = self._lines[which]
        return self._row(line, line.years[place - self._starts[which]])

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]

    def _row(self, line: Line, year: int) -> Row:
        cells = line.found.get(year)
        if cells is None:
            cells = self._zero if line.covers(year) else self._empty
        return Row((*line.keys, str(year)), cells)
