"""The answer of a measure or of a data set: rows of cells, each cell with what it rests on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foedera.errors import ExportError

__all__ = ["Cell", "Row", "Table", "claims_of"]

Record = dict[str, Any]


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

    @property
    def is_covered(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Row:
    keys: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``keys`` name what a row is about, ``columns`` its numbers. ``method`` is the card a reader is shown.

    ``sources`` are citations of the data and the weights used; ``notes`` what a reader must know of this answer;
    ``aside`` the tables that belong to it, by name: its sensitivity, what it left out. ``integers`` are the keys that
    are whole numbers, such as a year or a COW number: they leave as numbers, an empty one as no number. ``actor`` is
    whom it is about and ``period`` the years, for the title of a picture; ``of`` the tables that a comparison lays side
    by side, by their actors.
    """

    measure: str
    unit: str
    method: str
    coverage: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Sequence[Row]
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aside: Mapping[str, Table] = field(default_factory=dict)
    integers: tuple[str, ...] = ()
    actor: str = ""
    period: str = ""
    of: Mapping[str, Table] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def total(self, column: str, **where: str) -> Cell:
        """The sum of a column over the rows whose keys are as given, with all claims and rows of data under it."""
        at = self.columns.index(column)
        wanted = [(self.keys.index(key), value) for key, value in where.items()]
        cells = [row.cells[at] for row in self.rows if all(row.keys[k] == v for k, v in wanted)]
        rows = tuple(dict.fromkeys(r for cell in cells for r in cell.rows))
        return Cell(sum(cell.value or 0 for cell in cells), claims_of(cells), rows)

    def cell(self, column: str, **where: str) -> Cell:
        """The one cell of the row whose keys are as given. KeyError where there is none, or more than one."""
        wanted = [(self.keys.index(key), value) for key, value in where.items()]
        found = [row for row in self.rows if all(row.keys[k] == v for k, v in wanted)]
        if len(found) != 1:
            raise KeyError(f"{len(found)} rows of {self.measure} where {where}")
        return found[0].cells[self.columns.index(column)]

    def record(self) -> Record:
        """``{measure, unit, method, coverage, rows}`` as JSON-ready data; ``sources``, ``notes`` and ``aside`` where
        there are any. A row is ``{keys, values, claims}``, with ``rows`` of data and ``bounds`` where there are any."""
        told: Record = {"measure": self.measure, "unit": self.unit, "method": self.method, "coverage": self.coverage}
        told |= {"sources": list(self.sources)} if self.sources else {}
        told |= {"notes": list(self.notes)} if self.notes else {}
        told["rows"] = [self._row_record(row) for row in self.rows]
        if self.aside:
            told["aside"] = {name: table.record() for name, table in self.aside.items()}
        return told

    def _row_record(self, row: Row) -> Record:
        cells = dict(zip(self.columns, row.cells, strict=True))
        bounds = {c: [x.low, x.high] for c, x in cells.items() if x.low is not None or x.high is not None}
        data = {c: list(x.rows) for c, x in cells.items() if x.rows}
        return {
            "keys": dict(zip(self.keys, map(self._key, self.keys, row.keys), strict=True)),
            "values": {c: x.value for c, x in cells.items()},
            "claims": {c: list(x.claims) for c, x in cells.items() if x.claims},
            **({"rows": data} if data else {}),
            **({"bounds": bounds} if bounds else {}),
        }

    def _key(self, name: str, value: str) -> str | int | None:
        return (int(value) if value else None) if name in self.integers else value

    # Out

    def to_json(self, path: str | Path) -> None:
        """Write the record. ExportError where it cannot be written."""
        _write(Path(path), (json.dumps(self.record(), ensure_ascii=False, indent=1) + "\n").encode("utf-8"))

    def to_csv(self, path: str | Path | None = None) -> str:
        """The table as CSV, also written to ``path`` where one is given: keys, values, then bounds and claims.

        An empty cell is "not covered". ``COLUMN_claims`` and ``COLUMN_rows`` list ids with blanks between.
        """
        heads, rows = self._flat(joined=True)
        out = io.StringIO(newline="")
        writer = csv.writer(out)  # lines end as RFC 4180 has it: else a carriage return in a name would go unquoted
        writer.writerow(heads)
        writer.writerows([_written(value) for value in row] for row in rows)
        if path is not None:
            _write(Path(path), out.getvalue().encode("utf-8"))
        return out.getvalue()

    def to_arrow(self) -> Any:
        """A ``pyarrow.Table``: keys as text or whole numbers, values as doubles (null: not covered), claims as lists.

        Its metadata hold measure, unit, method, coverage and sources. ExportError without the extra ``tables``.
        """
        pa = _wanted("pyarrow")
        heads, rows = self._flat(joined=False)
        held: list[list[Any]] = [[] for _ in heads]
        for row in rows:
            for column, value in zip(held, row, strict=True):
                column.append(value)
        types = [self._arrow_type(head, pa) for head in heads]
        told = {"measure": self.measure, "unit": self.unit, "method": self.method, "coverage": self.coverage}
        schema = pa.schema(
            [pa.field(h, t) for h, t in zip(heads, types, strict=True)], {**told, "sources": "\n".join(self.sources)}
        )
        return pa.table([pa.array(c, t) for c, t in zip(held, types, strict=True)], schema=schema)

    def to_parquet(self, path: str | Path) -> None:
        """Write the table as Parquet. ExportError without the extra ``tables``, or where it cannot be written."""
        _wanted("pyarrow")
        parquet = _wanted("pyarrow.parquet")
        held = io.BytesIO()
        parquet.write_table(self.to_arrow(), held)
        _write(Path(path), held.getvalue())

    def to_arrow_file(self, path: str | Path) -> None:
        """Write the table as an Arrow file (Feather 2), for R, Julia and DuckDB too."""
        pa = _wanted("pyarrow")
        held = io.BytesIO()
        table = self.to_arrow()
        with pa.ipc.new_file(held, table.schema) as writer:
            writer.write_table(table)
        _write(Path(path), held.getvalue())

    def to_pandas(self) -> Any:
        """A pandas DataFrame, a column a key, a value, a list of claims. ExportError without the extra ``tables``."""
        _wanted("pandas")
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """A polars DataFrame likewise."""
        return _wanted("polars").from_arrow(self.to_arrow())

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The Arrow PyCapsule interface: polars, pandas, DuckDB and whatever else reads Arrow take a Table as it is."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _flat(self, *, joined: bool) -> tuple[list[str], Iterator[list[Any]]]:
        """Names of the columns as they leave, and the rows. Bounds and rows of data only where any cell has them."""
        extras = [(c, at, kind) for at, c in enumerate(self.columns) for kind in self._kinds(at)]
        heads = [*self.keys, *self.columns, *(f"{c}_{kind}" for c, _, kind in extras)]

        def rows() -> Iterator[list[Any]]:
            for row in self.rows:
                cells = row.cells
                ids = [
                    (" ".join(getattr(cells[at], kind)) if joined else list(getattr(cells[at], kind)))
                    if kind in _LISTS
                    else getattr(cells[at], kind)
                    for _, at, kind in extras
                ]
                yield [*map(self._key, self.keys, row.keys), *(cell.value for cell in cells), *ids]

        return heads, rows()

    def _kinds(self, at: int) -> list[str]:
        found: set[str] = set()
        for row in self.rows:
            cell = row.cells[at]
            found |= {kind for kind in ("low", "high", *_LISTS) if getattr(cell, kind) not in (None, ())}
        return [kind for kind in ("low", "high", *_LISTS) if kind in found]

    def _arrow_type(self, head: str, pa: Any) -> Any:
        if head in self.keys:
            return pa.int64() if head in self.integers else pa.string()
        if head not in self.columns and head.rsplit("_", 1)[1] in _LISTS:
            return pa.list_(pa.string())
        return pa.float64()


_LISTS = ("claims", "rows")


def claims_of(cells: Iterable[Cell]) -> tuple[str, ...]:
    """All claims under some cells, each once."""
    return tuple(dict.fromkeys(c for cell in cells for c in cell.claims))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as bad:
        raise ExportError(f"{path}: cannot be written ({bad.strerror}). Give another place.") from bad


def _written(value: Any) -> str:
    """A number as short as it can be and still be read back as itself."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _wanted(module: str) -> Any:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise ExportError(f"a table leaves that way only with {name}. Run: pip install foedera[tables]") from None
