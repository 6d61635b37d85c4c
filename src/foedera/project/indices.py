"""Every index of how near an actor stands to its partners, beside one another: from the record and published data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from foedera.errors import CodebookError, NotFoundError, UsageError
from foedera.project.measuring import Day, measure
from foedera.table import Cell, Row, Table

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.project import Project

__all__ = ["indices"]

LOWEST = "lowest"
METHOD = """How near an actor stands to each of several partners, by every index that the record and the data here give.

Formula: each as its own measure has it (foedera measures NAME); of an index with periods the last one in which any of
the partners has a value. The notes give the order of the partners by each, the nearest first.
Source: the record, and the data sets of the project; an index whose data are not here is left out, and a note says so.
Unit: each its own, so that rows must not be added or averaged.
An empty cell: not covered. Traps: the indices measure different things and often disagree; where they do, that is the
finding (docs/indices.md)."""


@dataclass(frozen=True, slots=True)
class Index:
    """One index: a column of a measure, and at which end of it the nearest partner stands."""

    measure: str
    column: str
    tells: str
    nearest: str  # highest or lowest
    partner: str = "partner"  # the key that names the partner
    where: Mapping[str, str] = field(default_factory=dict)

    def found(self, table: Table, partners: Sequence[str]) -> tuple[str, tuple[Cell, ...]]:
        """The last period in which a partner has a value, and the cell of each partner in it."""
        for name, known in ((self.column, table.columns), *((key, table.keys) for key in (self.partner, *self.where))):
            if name not in known:
                raise CodebookError(
                    f"measures.yml: 'indices' asks {self.measure} for '{name}'. It has {', '.join(known)}."
                )
        at, who = table.columns.index(self.column), table.keys.index(self.partner)
        when = table.keys.index("period") if "period" in table.keys else None
        wanted = [(table.keys.index(key), value) for key, value in self.where.items()]
        cells = {
            (row.keys[when] if when is not None else table.period, row.keys[who]): row.cells[at]
            for row in table
            if all(row.keys[k] == value for k, value in wanted)
        }
        periods = sorted({period for (period, _), cell in cells.items() if cell.is_covered})
        period = periods[-1] if periods else table.period
        return period, tuple(cells.get((period, partner), Cell(None)) for partner in partners)

    def order(self, partners: Sequence[str], cells: Sequence[Cell]) -> str:
        """``CHN, RUS = USA``: the nearest first; empty where no two of them can be told apart."""
        sign = 1 if self.nearest == LOWEST else -1
        known = [(sign * c.value, p) for p, c in zip(partners, cells, strict=True) if c.value is not None]
        values = sorted({value for value, _ in known})
        if len(values) < 2:
            return ""
        return ", ".join(" = ".join(p for value, p in known if value == one) for one in values)


def indices(
    project: Project,
    actor: str,
    *,
    partners: str | Sequence[str],
    codebook: Codebook | None = None,
    since: Day = None,
    until: Day = None,
) -> Table:
    """A row an index, a column a partner. Raises UsageError for fewer than two partners, NotFoundError for a name that
    nobody knows."""
    book = codebook or project.codebook
    names = [partners] if isinstance(partners, str) else partners
    chosen = list(dict.fromkeys(book.actor(part) for name in names for part in name.split(",") if part.strip()))
    if len(chosen) < 2:
        raise UsageError("indices need two partners or more to tell who is nearer. Give --with, as --with USA,CHN.")
    tables: dict[str, Table] = {}
    lacking: list[str] = []
    rows, notes = [], []
    for index in _indices(book):
        if index.measure not in tables and index.measure not in lacking:
            try:
                tables[index.measure] = measure(
                    project, index.measure, actor, codebook=book, partners=chosen, since=since, until=until
                )
            except NotFoundError as none:
                lacking.append(index.measure)
                notes.append(f"Not here: {index.measure} ({str(none).rstrip('.')}).")
        if index.measure in lacking:
            continue
        period, cells = index.found(tables[index.measure], chosen)
        rows.append(Row((index.measure, index.tells, period), cells))
        if order := index.order(chosen, cells):
            notes.append(f"Nearest first by {index.tells}: {order}.")
    return Table(
        measure="indices",
        unit="each its own",
        method=METHOD,
        coverage=" ".join(dict.fromkeys(f"{name}: {table.coverage}" for name, table in tables.items())),
        actor=book.actor(actor),
        keys=("measure", "index", "period"),
        columns=tuple(chosen),
        rows=tuple(rows),
        sources=tuple(dict.fromkeys(s for table in tables.values() for s in table.sources)),
        notes=tuple(notes),
    )


def _indices(book: Codebook) -> Iterator[Index]:
    listed: Sequence[Mapping[str, Any]] = book.raw.get("measures.yml", {}).get("indices", ())
    for each in listed:
        try:
            yield Index(**each)
        except TypeError as bad:
            raise CodebookError(f"measures.yml: an entry of 'indices' is none ({bad}). See docs/indices.md") from bad
