"""The record -> Table. Write the file, list the measure here; its docstring is its method card."""

from __future__ import annotations

from collections.abc import Callable

from foedera.measures.balance import balance
from foedera.measures.engagement import engagement
from foedera.table import Cell, Row, Table

__all__ = ["MEASURES", "Cell", "Row", "Table", "balance", "engagement"]

MEASURES: dict[str, Callable[..., Table]] = {"engagement": engagement, "balance": balance}
