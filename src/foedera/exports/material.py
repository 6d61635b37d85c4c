"""What a data format is made of, and what it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from foedera.codebook import PACKAGED, Codebook, parse
from foedera.decisions import REJECTED, UNSURE
from foedera.measures.acts import directed
from foedera.model import Claim, Dossier, Event, Interval, Text
from foedera.table import Table

__all__ = [
    "Dropped",
    "Export",
    "Material",
    "Tie",
    "beside",
    "day_of",
    "grouped",
    "packaged",
    "relations",
    "spelled",
    "ties",
    "title_of",
    "undirected",
]


_APART = {REJECTED: "rejected by a person", UNSURE: "the coder is unsure of it, and nobody has accepted it"}


@dataclass(frozen=True)  # no slots: the look-ups are worked out once
class Material:
    """A record, or a part of it, with what people decided. Every event's claims are there, and every claim's text.

    ``panels`` by name, for the formats that hold tables; ``apart`` are the claims that do not count, with the reason
    (``decisions.apart``): they are in no event; ``as_of`` is the latest moment that the record knows of, a publication
    or a judgement; ``asked`` says which part of the record it is; ``judgements`` are the names of all that people
    decided, which no export carries but in what they changed.
    """

    dossier: Dossier
    codebook: Codebook = field(repr=False)
    panels: Mapping[str, Table] = field(default_factory=dict)
    apart: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)
    judgements: tuple[str, ...] = ()

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        return {t.id: t for t in sorted(self.dossier.texts, key=lambda t: t.id)}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {c.id: c for c in sorted(self.dossier.claims, key=lambda c: (c.text_id, c.quote.start, c.id))}

    @cached_property
    def events(self) -> Mapping[str, Event]:
        return {e.id: e for e in sorted(self.dossier.events, key=lambda e: e.id)}

    @cached_property
    def event_of(self) -> Mapping[str, str]:
        """The event of each claim that is part of one."""
        return {c: e.id for e in self.events.values() for c in e.claims}

    @cached_property
    def claims_in(self) -> Mapping[str, list[str]]:
        """The claims of each document that has any."""
        found: dict[str, list[str]] = {}
        for c in self.claims.values():
            found.setdefault(c.text_id, []).append(c.id)
        return found

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """What each actor is: by the codebook, else as the claims have it."""
        told = {r.actor: r.kind for c in self.claims.values() for r in c.roles}
        named = {a for e in self.events.values() for _, a in e.roles} | told.keys()
        return {a: self._kind(a, told.get(a, "")) for a in sorted(named)}

    def why_not(self, claim: str) -> str:
        """Why a claim does not count; empty where it does."""
        return _APART.get(self.apart.get(claim, ""), "")

    def claims_of(self, event: Event) -> list[Claim]:
        return [self.claims[c] for c in event.claims if c in self.claims]

    def name_of(self, actor: str) -> str:
        return self.codebook.actor_name(actor)

    def cow_of(self, actor: str) -> int | None:
        state = self.codebook.states.get(actor)
        return state.cow if state else None

    def _kind(self, actor: str, told: str) -> str:
        if actor in self.codebook.states:
            return "state"
        if actor in self.codebook.organisations:
            return "organisation"
        group = self.codebook.groups.get(actor.removeprefix("GRP:"))
        return group.kind if group else told


@dataclass(frozen=True, slots=True)
class Dropped:
    """Records of one kind that a format leaves out, for one reason."""

    record: str
    reason: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A format's files by name, as bytes: the same material, the same bytes. One file alone has the name ``""``.

    ``holds`` counts what is in it, in its own words; ``dropped`` what of the record is not; ``changed`` counts the
    values that had to be written otherwise than they are, by how.
    """

    format: str
    files: Mapping[str, bytes]
    holds: Mapping[str, int]
    dropped: tuple[Dropped, ...] = ()
    changed: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_folder(self) -> bool:
        return "" not in self.files


@dataclass(frozen=True, slots=True)
class Tie:
    """An event between two parties. ``is_mutual``: both do it, and there is a tie the other way too."""

    event: Event
    source: str
    target: str | None
    is_mutual: bool = False


def ties(material: Material, event: Event) -> list[Tie]:
    """From whom to whom the event goes; both ways where both do it."""
    pairs = directed(event, material.codebook.types.get(event.type))
    return [Tie(event, a, b, b is not None and (b, a) in pairs) for a, b in pairs]


def undirected(listed: Iterable[Tie]) -> list[Tie]:
    """The ties with a target, those of both ways once, from the lesser actor."""
    return [t for t in listed if t.target is not None and not (t.is_mutual and t.source > t.target)]


def relations(material: Material) -> list[tuple[str, str, str]]:
    """(event, what it does, event) among the events at hand, each once, sorted."""
    found: set[tuple[str, str, str]] = set()
    for e in material.events.values():
        found |= {(e.id, "fulfils", x) for x in e.fulfils} | {(x, "fulfils", e.id) for x in e.fulfilled_by}
        found |= {(x, "cancels", e.id) for x in e.cancelled_by} | {(x, "postpones", e.id) for x in e.postponed_by}
        found |= {(e.id, "is part of", x) for x in e.part_of} | {(x, "is part of", e.id) for x in e.parts}
    return sorted(r for r in found if r[0] in material.events and r[2] in material.events)


def title_of(event: Event, material: Material) -> str:
    """``Visit (occurred): China to Kazakhstan, 2022-09-14``."""
    spec = material.codebook.types.get(event.type)
    sides = [
        f"{material.name_of(t.source)} and {material.name_of(t.target)}"
        if t.is_mutual and t.target
        else f"{material.name_of(t.source)} to {material.name_of(t.target)}"
        if t.target
        else material.name_of(t.source)
        for t in ties(material, event)
        if not (t.is_mutual and t.target and t.source > t.target)
    ]
    who = "; ".join(sides) or ", ".join(material.name_of(a) for a in sorted(event.actors))
    told = f"denied, {event.status.value}" if event.negated else event.status.value
    when = f", {spelled(event.date)}" if event.date else ""
    return f"{spec.label if spec else event.type} ({told}): {who}{when}"


def spelled(when: Interval | None) -> str:
    """ISO 8601-2, no finer than what is known: ``2022-09-14``, ``2022-09``, ``2003-01-01/..``."""
    if when is None:
        return ""
    if when.start is None or when.end is None:
        return f"../{when.end}" if when.start is None else f"{when.start}/.."
    return when.shortest or f"{when.start}/{when.end}"


def day_of(when: Interval | None) -> tuple[int | None, int | None, date | None]:
    """(year, month, day) in which it fell or began, as far as that is known: of a span of years, nothing."""
    if when is None or when.start is None:
        return None, None, None
    first, last = when.start, when.end
    if last is None:  # "since 2003": it began then
        return first.year, None, None
    if first == last:
        return first.year, first.month, first
    if first.year != last.year:
        return None, None, None
    return first.year, first.month if first.month == last.month else None, None


@lru_cache(maxsize=8)
def packaged(name: str) -> Mapping[str, Any]:
    """A file of ``data/exports``."""
    raw = (files("foedera") / "data" / "exports" / name).read_bytes()
    return dict(parse(PACKAGED.parent / "exports" / name, raw))


def grouped(record: str, reasons: Iterable[tuple[str, str]]) -> tuple[Dropped, ...]:
    """(id, reason) of what is left out, by reason."""
    found: dict[str, list[str]] = {}
    for name, reason in reasons:
        found.setdefault(reason, []).append(name)
    return tuple(Dropped(record, reason, tuple(sorted(ids))) for reason, ids in sorted(found.items()))


def beside(material: Material, carried: Sequence[Event]) -> tuple[Dropped, ...]:
    """The claims and documents that a format of events leaves out, with the events it carries."""
    held = {c for e in carried for c in e.claims}
    claims = [
        (c, _why(c, material)) for c in material.claims if c not in held
    ]  # fmt: skip
    told = {material.claims[c].text_id for c in held if c in material.claims}
    documents = [(t, "no event that is carried rests on it") for t in material.texts if t not in told]
    return (*grouped("claim", claims), *grouped("document", documents))


def _why(claim: str, material: Material) -> str:
    if reason := material.why_not(claim):
        return reason
    return "its event is left out" if claim in material.event_of else "part of no event: a structure, a view"
