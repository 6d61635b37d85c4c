"""A table of numbers on standard output, each row with the claims under its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.cli import tables, talk
from foedera.table import Cell, Row, Table

__all__ = ["print_measured", "say_about"]

_ID = 8  # letters of a claim's id that a table shows: `foedera show` takes them


def print_measured(table: Table, *, only_found: bool = False) -> None:
    """Keys and numbers with their bounds; then the claims under each number. ``only_found`` leaves out empty rows."""
    rows = [row for row in table if not only_found or any(cell.value for cell in row.cells)]
    tables.print_table((*table.keys, *table.columns), [[*row.keys, *map(_number, row.cells)] for row in rows])
    claims = [(" ".join(k for k in row.keys if k), number, ids) for row in rows for number, ids in _claims(table, row)]
    if claims:
        tables.print_table(("row", "numbers", "claims under them"), claims)


def say_about(table: Table) -> None:
    """How much of the period the record covers, notes, and the tables beside this one."""
    talk.say(table.coverage)
    for note in table.notes:
        talk.say(note)
    if table.aside:
        talk.say(f"Beside it: {', '.join(table.aside)} (--beside NAME prints one, --json all).")


def _number(cell: Cell) -> str:
    if cell.value is None:
        return "-"
    bounds = f"\n{_short(cell.low)}..{_short(cell.high)}" if cell.low is not None and cell.high is not None else ""
    return f"{_short(cell.value)}{bounds}"


def _short(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _claims(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    """``("done, share", "1a2b3c4d 5e6f7a8b")``: columns that rest on the same claims are named together."""
    under: dict[tuple[str, ...], list[str]] = {}
    for column, cell in zip(table.columns, row.cells, strict=True):
        behind = tuple(c[:_ID] for c in cell.claims) or cell.rows
        if behind:
            under.setdefault(behind, []).append(column)
    for behind, columns in under.items():
        yield "\n".join(columns), " ".join(behind)
