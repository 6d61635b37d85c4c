"""The record, or published data, -> Table. Write the file, list the measure here; its docstring is its card."""

from __future__ import annotations

from collections.abc import Callable

from foedera.measures.arms import arms_portfolio, arms_position
from foedera.measures.balance import balance
from foedera.measures.changes import change_points
from foedera.measures.contacts import contact_level
from foedera.measures.engagement import engagement
from foedera.measures.evidence import disagreement, source_concentration
from foedera.measures.exercises import exercise_partners
from foedera.measures.ideal_points import ideal_point_distance, vote_agreement
from foedera.measures.igos import shared_igos
from foedera.measures.networks import agreement_network, centrality, reciprocity
from foedera.measures.outcomes import fulfilment
from foedera.measures.panel import By, Spans, panel
from foedera.measures.similarity import alliance_similarity
from foedera.measures.tempo import tempo
from foedera.table import Cell, Row, Table

__all__ = [
    "MEASURES",
    "OF_DATA",
    "By",
    "Cell",
    "Row",
    "Spans",
    "Table",
    "agreement_network",
    "alliance_similarity",
    "arms_portfolio",
    "arms_position",
    "balance",
    "centrality",
    "change_points",
    "contact_level",
    "disagreement",
    "engagement",
    "exercise_partners",
    "fulfilment",
    "ideal_point_distance",
    "panel",
    "reciprocity",
    "shared_igos",
    "source_concentration",
    "tempo",
    "vote_agreement",
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

# Of published data: name(data: Shelf, codebook, *, actor, partners=(), since=None, until=None) -> Table
OF_DATA: dict[str, Callable[..., Table]] = {
    "arms_portfolio": arms_portfolio,
    "arms_position": arms_position,
    "exercise_partners": exercise_partners,
    "alliance_similarity": alliance_similarity,
    "ideal_point_distance": ideal_point_distance,
    "vote_agreement": vote_agreement,
    "shared_igos": shared_igos,
}
