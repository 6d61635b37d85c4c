"""The answer of a measure or of a data set: rows of cells, each cell with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Cell", "Row", "Table"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and what it rests on: claims of the record, or ``rows`` of published data ("sipri:1234").

    None is "not covered"; 0 is "looked, and found nothing". ``low`` and ``high`` bound the value where its uncertainty
    is known.
    """

    value: float | None
    claims: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.value and not self.claims and not self.rows:
            raise ValueError(f"a cell of {self.value} needs the claims or the rows of data it counts")


@dataclass(frozen=True, slots=True)
class Row:
    keys: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``keys`` name what a row is about, ``columns`` its numbers. ``method`` is the card a reader is shown."""

    measure: str
    unit: str
    method: str
    coverage: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def total(self, column: str, **where: str) -> Cell:
        """The sum of a column over the rows whose keys are as given, with all claims under it."""
        at = self.columns.index(column)
        wanted = [(self.keys.index(key), value) for key, value in where.items()]
        cells = [row.cells[at] for row in self.rows if all(row.keys[k] == v for k, v in wanted)]
        claims = tuple(dict.fromkeys(c for cell in cells for c in cell.claims))
        return Cell(sum(cell.value or 0 for cell in cells), claims)
