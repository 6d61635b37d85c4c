"""What a text says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from foedera.model.when import Interval

__all__ = ["Amount", "Attribution", "Claim", "Place", "Quote", "Role", "Status", "Voice"]


class Status(StrEnum):
    OCCURRED = "occurred"
    ONGOING = "ongoing"
    HABITUAL = "habitual"
    AGREED = "agreed"
    PLANNED = "planned"
    OFFERED = "offered"
    DISCUSSED = "discussed"
    REQUESTED = "requested"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    HYPOTHETICAL = "hypothetical"
    ASSERTED = "asserted"
    FORECAST = "forecast"

    @property
    def is_done(self) -> bool:
        return self in (Status.OCCURRED, Status.ONGOING, Status.HABITUAL)

    @property
    def is_prospective(self) -> bool:
        """Agreed or planned: not done, but no mere talk either."""
        return self in (Status.AGREED, Status.PLANNED)


class Voice(StrEnum):
    AUTHOR = "author"
    CITED = "cited"
    ATTRIBUTED = "attributed"
    QUOTED = "quoted"
    REPORTEDLY = "reportedly"


@dataclass(frozen=True, slots=True)
class Role:
    """One party of a claim. ``actor`` is ISO 3166 alpha-3, an acronym, or ``GRP:...``."""

    role: str
    actor: str
    kind: str  # state, organisation, group, nonstate
    mention: str
    start: int
    end: int
    name: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its bounds. ``op`` is one of ``=``, ``about``, ``>``, ``>=``, ``<``, ``<=``, ``range``."""

    attribute: str
    value: float | None
    low: float | None
    high: float | None
    op: str
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    country: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain of who says so, publisher first. ``kind`` is media, state_media,
    ministry, government, official, expert, think_tank or document."""

    kind: str
    name: str
    actor: str | None = None
    date: Interval | None = None
    as_printed: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a claim rests on, with prefix and suffix kept for re-anchoring."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    @classmethod
    def of(cls, body: str, start: int, end: int, *, context: int = 40) -> Quote:
        if not 0 <= start < end <= len(body):
            raise ValueError(f"no words at [{start}, {end}) of {len(body)}")
        return cls(body[start:end], body[max(0, start - context) : start], body[end : end + context], start, end)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one Text says: one act, plan, friction, structure or assessment, with its words."""

    id: str
    text_id: str
    type: str
    family: str
    status: Status
    roles: tuple[Role, ...]
    quote: Quote
    negated: bool = False
    date: Interval | None = None
    place: Place | None = None
    amounts: tuple[Amount, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    voice: Voice = Voice.AUTHOR
    attribution: tuple[Attribution, ...] = ()
    pairs: tuple[tuple[str, str | None], ...] = ()
    dyads: tuple[tuple[str, str], ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    coder: str = "rules"
    found_by: str = ""
    codebook: str = ""
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not between 0 and 1")

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(r.actor for r in self.roles)
