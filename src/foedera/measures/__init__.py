"""The record -> Table. Write the file, list the measure here; its docstring is its method card."""

from __future__ import annotations

from collections.abc import Callable

from foedera.measures.balance import balance
from foedera.measures.changes import change_points
from foedera.measures.contacts import contact_level
from foedera.measures.engagement import engagement
from foedera.measures.evidence import disagreement, source_concentration
from foedera.measures.networks import agreement_network, centrality, reciprocity
from foedera.measures.outcomes import fulfilment
from foedera.measures.panel import By, Spans, panel
from foedera.measures.tempo import tempo
from foedera.table import Cell, Row, Table

__all__ = [
    "MEASURES",
    "By",
    "Cell",
    "Row",
    "Spans",
    "Table",
    "agreement_network",
    "balance",
    "centrality",
    "change_points",
    "contact_level",
    "disagreement",
    "engagement",
    "fulfilment",
    "panel",
    "reciprocity",
    "source_concentration",
    "tempo",
]

# Of the record alone: name(record, codebook, *, actor, partners=(), since=None, until=None) -> Table
MEASURES: dict[str, Callable[..., Table]] = {
    "engagement": engagement,
    "balance": balance,
    "contact_level": contact_level,
    "tempo": tempo,
    "change_points": change_points,
    "fulfilment": fulfilment,
    "reciprocity": reciprocity,
    "centrality": centrality,
    "agreement_network": agreement_network,
    "disagreement": disagreement,
    "source_concentration": source_concentration,
}
