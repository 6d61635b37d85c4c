"""What a codebook holds: types with their triggers and examples, states, organisations, people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "CONTESTED",
    "EventType",
    "Example",
    "Expected",
    "Family",
    "Group",
    "Leader",
    "NamedDispute",
    "NamedExercise",
    "Organisation",
    "RoleSpec",
    "State",
    "Trigger",
]


@dataclass(frozen=True, slots=True)
class RoleSpec:
    name: str
    many: bool = False
    peripheral: bool = False
    kinds: frozenset[str] = frozenset()  # which kinds of actor may fill it: all where it says none
    society: bool = False  # may be filled by people who do not speak for their state
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that may report a type, and what else must stand there. See ``docs/codebook.md``."""

    id: str
    words: tuple[str, ...]
    pos: str
    frame: str
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    avoid: Mapping[str, frozenset[str]] = field(default_factory=dict)
    modifier: frozenset[str] = frozenset()
    not_modifier: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    not_context: frozenset[str] = frozenset()
    status: str | None = None
    negated: bool = False
    under_negation: bool = False  # only where the text negates it: "will not allow" is a refusal
    attributes: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    near: bool = True  # may take its second party from elsewhere in the clause
    sides: int | None = None  # 1: one party and no more; 2: at least two, found or inferred
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Expected:
    """What the coder must make of an example."""

    status: str | None
    roles: Mapping[str, tuple[str, ...]]
    negated: bool = False
    date: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    published: str | None = None
    claims: tuple[Expected, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    label: str
    definition: str
    colour: str
    group: str  # event, structure or assessment
    section: str
    topic: str  # families of one topic are dealt with together: a clause goes on about the parties of another
    single: bool  # a present tense tells of one act, not of a habit
    spoken: bool  # a text may do it by its own words: "we affirm"


@dataclass(frozen=True, slots=True)
class EventType:
    name: str
    family: str
    label: str
    definition: str
    roles: tuple[RoleSpec, ...]
    attributes: Mapping[str, str]
    mutual: bool
    pair: Mapping[str, str]
    gives_dyad: bool
    codes: Mapping[str, Any]
    also: Mapping[str, str]
    exclusions: tuple[str, ...]
    slots: Mapping[str, str]
    sides: int | None  # what its triggers take where they do not say
    spoken: bool  # an act of words; as its family says, where the type does not
    likely_source: tuple[str, ...]  # who is the source where the words name two and leave it open, likeliest first
    triggers: Mapping[str, tuple[Trigger, ...]]
    positive: Mapping[str, tuple[Example, ...]]
    negative: Mapping[str, tuple[Example, ...]]

    def role(self, name: str) -> RoleSpec | None:
        return next((r for r in self.roles if r.name == name), None)

    def is_peripheral(self, role: str) -> bool:
        """A role that is no party: framework, location, host of a meeting."""
        spec = self.role(role)
        return spec is None or spec.peripheral

    def pairs(
        self, roles: Iterable[tuple[str, str]], *, pair: Mapping[str, str] | None = None
    ) -> tuple[tuple[str, str | None], ...]:
        """(source, target) of a claim with these (role, actor): both orders where several share a side,
        (source, None) where no target is known. ``pair`` stands in for the type's own, if it finds anybody."""
        roles = tuple(roles)
        return (pair and _paired(pair, roles)) or _paired(self.pair, roles)


def _paired(pair: Mapping[str, str], roles: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str | None], ...]:
    shared = frozenset(str(pair.get("parties", "")).split())
    parties = sorted({actor for role, actor in roles if role in shared})
    source = pair.get("source")
    if len(parties) > 1 or (parties and not source):
        return tuple((a, b) for a in parties for b in parties if a != b) or ((parties[0], None),)
    sources = sorted({actor for role, actor in roles if source and role == source})
    targets = sorted({actor for role, actor in roles if role == pair.get("target")})
    if not targets:
        return tuple((a, None) for a in sources)
    return tuple((a, b) for a in sources for b in targets if a != b)


@dataclass(frozen=True, slots=True)
class State:
    id: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    nationals: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    cow: int | None = None
    cow_abb: str | None = None
    since: int | None = None
    until: int | None = None
    part_of: str | None = None
    ambiguous: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    names: tuple[str, ...]
    kind: str = ""
    plover: str | None = None  # the code that PLOVER has for actors of that kind
    seat: str | None = None
    founded: int | None = None
    ended: int | None = None
    members: tuple[tuple[str, int | None, int | None], ...] = ()
    case: bool = False

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Group:
    """A region, a vague group, or a non-state force: never half of a dyad of states."""

    id: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    kind: str = "group"
    is_band: bool = False  # an armed group, which "the rebels" may stand for


@dataclass(frozen=True, slots=True)
class Leader:
    names: tuple[str, ...]
    actor: str
    offices: tuple[tuple[str, int | None, int | None], ...] = ()


CONTESTED = "contested_place"  # the word class of the names of disputes


@dataclass(frozen=True, slots=True)
class NamedDispute:
    """A place or water that several claim; ``holder`` is who has it, None where nobody has it or each has some."""

    name: str
    names: tuple[str, ...]
    claimants: tuple[str, ...]
    holder: str | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class NamedExercise:
    name: str
    names: tuple[str, ...]
    participants: tuple[str, ...] = ()
    framework: str | None = None
    kind: str = "joint"
