"""What is held to have happened, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - an Event has a date of its own

from foedera.model.claims import Claim, Place, Status
from foedera.model.texts import Failure, Text
from foedera.model.when import Interval

__all__ = [
    "Circle",
    "Conflict",
    "Copy",
    "Credibility",
    "Dossier",
    "Event",
    "Link",
    "Origin",
    "Passage",
    "Report",
    "Source",
]


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims that may report one happening. ``a < b``; ``reasons`` are sentences.

    ``relation``: ``same``; ``fulfils`` (a's plan is carried out by b), ``cancels`` (called off or refused by b),
    ``postpones`` (put off by b); ``denies``; ``part`` (a is a part of what b tells of as a whole).
    """

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]
    relation: str = "same"

    def __post_init__(self) -> None:
        if self.relation == "same" and not self.a < self.b:
            raise ValueError(f"a Link names its lesser claim first: {self.a} {self.b}")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which an event's claims disagree, with the claims behind each value."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two texts share: ``[start, end)`` in the body of each, in code points."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Two texts that share passages. ``a < b``, ids of texts; ``share`` (0 to 1) is how much of the shorter one's
    coded words stands in the other."""

    a: str
    b: str
    share: float
    passages: tuple[Passage, ...]

    def __post_init__(self) -> None:
        if not self.a < self.b:
            raise ValueError(f"a Copy names its lesser text first: {self.a} {self.b}")


@dataclass(frozen=True, slots=True)
class Origin:
    """One voice at the far end of what is told, however many print it, and the claims of one event that rest on it.

    ``reasons`` are sentences: why each claim rests on it, and why several are one.
    """

    id: str
    name: str
    kind: str  # as of an Attribution, or "unknown"
    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    sources: tuple[str, ...] = ()  # ids of sources of the codebook, where it is known
    is_independent: bool = True  # known to be another than the others; what is not is shown and confirms nothing


@dataclass(frozen=True, slots=True)
class Circle:
    """Reports that cite one another in a ring and so stand on nothing outside it: names of the sources in order,
    and the claims by which each cites the next."""

    names: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credibility:
    """STANAG 2511, 1 to 6, of what an event or a claim says; ``by`` is the person who gave or confirmed it,
    None where it is proposed from independent origins and conflicts."""

    grade: int
    reason: str
    by: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.grade <= 6:
            raise ValueError(f"credibility is 1 to 6, not {self.grade}")


@dataclass(frozen=True, slots=True)
class Report:
    """A step in what was told of an event: on that day of publication (None: undated), with that status."""

    reported: Day | None
    status: Status
    negated: bool
    claims: tuple[str, ...]


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
    fulfils: tuple[str, ...] = ()  # events: the plans that it carried out
    fulfilled_by: tuple[str, ...] = ()
    cancelled_by: tuple[str, ...] = ()  # events that report that it was called off or refused
    postponed_by: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()  # events: the tour of which it is a stop, the series of which it is an instance
    parts: tuple[str, ...] = ()
    lapsed: Day | None = None  # of a plan: the day on which it fell due, where no report says what became of it
    history: tuple[Report, ...] = ()  # in the order of publication; undated ones last
    origins: tuple[Origin, ...] = ()  # independent of one another
    circles: tuple[Circle, ...] = ()
    credibility: Credibility | None = None
    negated: bool = False

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(actor for _, actor in self.roles)

    @property
    def independent(self) -> tuple[Origin, ...]:
        """The origins that count as independent of one another."""
        return tuple(o for o in self.origins if o.is_independent)

    @property
    def first_reported(self) -> Day | None:
        return min((r.reported for r in self.history if r.reported), default=None)

    @property
    def last_reported(self) -> Day | None:
        return max((r.reported for r in self.history if r.reported), default=None)


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
    copies: tuple[Copy, ...] = ()
    sources: tuple[Source, ...] = ()
    failures: tuple[Failure, ...] = ()
    codebook: str = ""
    waiting: int = 0  # claims left out of ``claims``: rejected, or such as the coder is unsure of

    def text(self, text_id: str) -> Text:
        return next(t for t in self.texts if t.id == text_id)

    def claim(self, claim_id: str) -> Claim:
        return next(c for c in self.claims if c.id == claim_id)
