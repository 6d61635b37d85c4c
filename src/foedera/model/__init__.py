"""The nouns. Frozen, and refusing to exist when wrong; verbs live elsewhere.

Spans are half-open ``[start, end)`` in code points of ``Text.body``, everywhere.
"""

from foedera.model.claims import Amount, Attribution, Claim, Place, Quote, Role, Status, Voice
from foedera.model.decisions import Anchor, Judgement, Part
from foedera.model.events import (
    Circle,
    Conflict,
    Copy,
    Credibility,
    Dossier,
    Event,
    Link,
    Origin,
    Passage,
    Report,
    Source,
)
from foedera.model.forecasts import Bearing, Brier, Direction, Evidence, Forecast, HolderScore, Outcome, Probability
from foedera.model.names import claim_id, text_id
from foedera.model.releases import Release
from foedera.model.texts import CODABLE, Block, BlockKind, Failure, Note, Text
from foedera.model.when import Interval, Precision

__all__ = [
    "CODABLE",
    "Amount",
    "Anchor",
    "Attribution",
    "Bearing",
    "Block",
    "BlockKind",
    "Brier",
    "Circle",
    "Claim",
    "Conflict",
    "Copy",
    "Credibility",
    "Direction",
    "Dossier",
    "Event",
    "Evidence",
    "Failure",
    "Forecast",
    "HolderScore",
    "Interval",
    "Judgement",
    "Link",
    "Note",
    "Origin",
    "Outcome",
    "Part",
    "Passage",
    "Place",
    "Precision",
    "Probability",
    "Quote",
    "Release",
    "Report",
    "Role",
    "Source",
    "Status",
    "Text",
    "Voice",
    "claim_id",
    "text_id",
]
