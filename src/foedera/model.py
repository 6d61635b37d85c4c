"""The nouns. Frozen, and refusing to exist when wrong; verbs live elsewhere.

Spans are half-open ``[start, end)`` in code points of ``Text.body``, everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

__all__ = [
    "CODABLE",
    "Amount",
    "Attribution",
    "Block",
    "BlockKind",
    "Claim",
    "Conflict",
    "Dossier",
    "Event",
    "Failure",
    "Interval",
    "Judgement",
    "Link",
    "Note",
    "Place",
    "Precision",
    "Quote",
    "Role",
    "Source",
    "Status",
    "Text",
    "Voice",
    "claim_id",
    "text_id",
]


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    OPEN = "open"


class BlockKind(StrEnum):
    """What a stretch of a document is. Only BODY and QUOTATION are coded."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    QUOTATION = "quotation"
    CAPTION = "caption"
    COMMENT = "comment"
    COPY = "copy"  # a second copy of a paragraph of the same document
    FURNITURE = "furniture"  # navigation, share links, related stories, advertising, boilerplate


CODABLE = frozenset({BlockKind.BODY, BlockKind.QUOTATION})


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
class Interval:
    """Days from ``start`` to ``end``, both included; None is open or unknown on that side.

    ``basis`` says in words what the interval rests on. At least one side is known:
    an unknown date is ``None`` where an Interval could stand, never an empty Interval.
    """

    start: date | None
    end: date | None
    precision: Precision
    basis: str
    year_inferred: bool = False

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("an Interval needs a start or an end; use None for an unknown date")
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"an Interval cannot end ({self.end}) before it starts ({self.start})")

    @property
    def first(self) -> date:
        """The start, or the end where only that is known."""
        return self.start or self.end  # type: ignore[return-value]

    @property
    def last(self) -> date:
        return self.end or self.start  # type: ignore[return-value]

    def overlaps(self, other: Interval) -> bool:
        """True where the two may share a day; an open side reaches without end."""
        return (
            (self.start or date.min) <= (other.end or date.max)
            and (other.start or date.min) <= (self.end or date.max)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A typed stretch of a Text's body. ``locator`` leads back to the document as received:
    ``line 12``, ``page 3``, ``paragraph 14``, ``/html/body/div[2]/p[4]``."""

    kind: BlockKind
    start: int
    end: int
    locator: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a Block cannot span [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed in reading that a person should see, such as an impossible date."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One version of one document. ``body`` is the whole document as text, furniture included."""

    id: str
    body: str
    blocks: tuple[Block, ...]
    language: str = "und"
    path: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Interval | None = None
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if any(b.end > len(self.body) for b in self.blocks):
            raise ValueError(f"text {self.id}: a block ends beyond the body")

    @property
    def codable(self) -> tuple[Block, ...]:
        return tuple(b for b in self.blocks if b.kind in CODABLE)

    def block_at(self, offset: int) -> Block | None:
        return next((b for b in self.blocks if b.start <= offset < b.end), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: recorded and counted. ``reason`` is a stable word."""

    path: str
    reason: str
    message: str


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


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided; appended, never changed. ``seq`` orders them: the latest word wins."""

    id: str
    subject: str  # "claim", "link", "event", "document", "source"
    subject_id: str
    verdict: str
    who: str
    when: str  # ISO 8601, UTC; a fact of the decision, never an input to a name
    why: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims that may report one happening. ``a < b``; ``reasons`` are sentences."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]
    relation: str = "same"  # "same", or "fulfils": a's plan is carried out by b

    def __post_init__(self) -> None:
        if self.relation == "same" and not self.a < self.b:
            raise ValueError(f"a Link names its lesser claim first: {self.a} {self.b}")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which an event's claims disagree, with the claims behind each value."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The claims held to report one happening. Keeps its name as it grows."""

    id: str
    type: str
    family: str
    status: Status
    roles: tuple[tuple[str, str], ...]  # (role, actor), sorted
    date: Interval | None
    place: Place | None
    claims: tuple[str, ...]
    dyads: tuple[tuple[str, str], ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    fulfils: tuple[str, ...] = ()
    fulfilled_by: tuple[str, ...] = ()
    negated: bool = False

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(actor for _, actor in self.roles)


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher, agency, ministry or person that claims rest on."""

    id: str
    name: str
    kind: str
    country: str | None = None
    owner: str | None = None
    reliability: str = "F"


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything an export or a brief may see. All sequences are in a fixed order."""

    texts: tuple[Text, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    links: tuple[Link, ...] = ()
    sources: tuple[Source, ...] = ()
    failures: tuple[Failure, ...] = ()
    codebook: str = ""

    def text(self, text_id: str) -> Text:
        return next(t for t in self.texts if t.id == text_id)

    def claim(self, claim_id: str) -> Claim:
        return next(c for c in self.claims if c.id == claim_id)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_id(body: str) -> str:
    """The name of a Text: sixteen hex digits of its content."""
    return _digest(["text", body])


def claim_id(text: str, kind: str, start: int, end: int, *, ordinal: int = 0) -> str:
    """The name of a Claim: text, type and span; ``ordinal`` tells apart claims that share all three."""
    return _digest(["claim", text, kind, str(start), str(end), *([str(ordinal)] if ordinal else [])])
