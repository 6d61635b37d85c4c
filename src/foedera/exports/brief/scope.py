"""What in a Dossier bears on an actor and its partners."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from foedera.codebook import Codebook
from foedera.measures.engagement import in_period, parties
from foedera.model import Claim, Dossier, Event, Interval, Text

__all__ = ["SAME", "Scope", "report_order"]

SAME = 0.5  # links of standing claims from this score on are repeats of one another


@dataclass(frozen=True)
class Scope:
    """A Dossier seen from one actor, with named partners, within a period."""

    dossier: Dossier
    book: Codebook
    actor: str
    partners: tuple[str, ...]
    since: date | None = None
    until: date | None = None

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {c.id: c for c in self.dossier.claims}

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        return {t.id: t for t in self.dossier.texts}

    @cached_property
    def by_id(self) -> Mapping[str, Event]:
        return {e.id: e for e in self.dossier.events}

    def of(self, event: Event) -> list[Claim]:
        return [self.claims[c] for c in event.claims]

    def parties(self, event: Event) -> frozenset[str]:
        return parties(event.type, event.roles, self.book)

    @cached_property
    def groups(self) -> frozenset[str]:
        """The regions to which the actor belongs, as ids of actors."""
        regions = self.book.raw.get("regions.yml", {}).get("regions", {})
        return frozenset(f"GRP:{name}" for name, members in regions.items() if self.actor in members)

    # Events

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Every event of the period in which the actor takes part, in the order of time, undated last."""
        mine = [e for e in self.dossier.events if self.actor in self.parties(e)]
        return tuple(sorted((e for e in mine if in_period(e, self.since, self.until)), key=self.order))

    @cached_property
    def with_partner(self) -> Mapping[str, tuple[Event, ...]]:
        return {p: tuple(e for e in self.events if p in self.parties(e)) for p in self.partners}

    @cached_property
    def shared(self) -> tuple[Event, ...]:
        """The events with any of the partners."""
        return tuple(e for e in self.events if self.parties(e) & set(self.partners))

    @cached_property
    def alone(self) -> tuple[Event, ...]:
        return tuple(e for e in self.events if self.parties(e) == {self.actor})

    @cached_property
    def with_others(self) -> Mapping[str, tuple[Event, ...]]:
        """Third parties, and the events with them in which no partner takes part."""
        found: dict[str, list[Event]] = {}
        for event in self.events:
            others = self.parties(event) - {self.actor}
            if not others & set(self.partners):
                for other in sorted(others):
                    found.setdefault(other, []).append(event)
        return {k: tuple(v) for k, v in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))}

    @cached_property
    def through_group(self) -> Mapping[str, tuple[Event, ...]]:
        """Per partner, the events with a region of which the actor is a part and in which it is not named."""
        found: dict[str, tuple[Event, ...]] = {}
        for partner in self.partners:
            events = [
                e
                for e in self.dossier.events
                if in_period(e, self.since, self.until)
                and self.actor not in self.parties(e)
                and partner in self.parties(e)
                and self.groups & self.parties(e)
            ]
            found[partner] = tuple(sorted(events, key=self.order))
        return found

    @property
    def is_empty(self) -> bool:
        """True where no claim at all bears on the actor in the period."""
        through = any(self.through_group.values())
        return not (self.events or through or self.standing(frozenset(self.book.types)))

    def named_in(self, actor: str) -> int:
        """In how many of the documents one of the actor's names stands as a word."""
        table = next((t for t in (self.book.states, self.book.organisations) if actor in t), None)
        names = [re.escape(n) for n in table[actor].names if len(n) > 2] if table else []
        pattern = re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE) if names else None
        return sum(1 for t in self.dossier.texts if pattern and pattern.search(t.body))

    def order(self, event: Event) -> tuple[date, date, date, str, int, str]:
        """Dated events by their first day; undated ones last, in the order of their reports."""
        first = min(self._reported(self.claims[c]) for c in event.claims)
        when = (event.date.first, event.date.last) if event.date else (date.max, date.max)
        return (*when, *first[:3], event.id)

    def told_by(self, event: Event) -> int:
        """By how many independent origins; by how many documents where none could be told."""
        return len(event.independent) or len(event.origins) or len({self.claims[c].text_id for c in event.claims})

    # What stands, and what is thought

    def standing(self, types: Collection[str]) -> list[tuple[Claim, ...]]:
        """Claims of these types that bear on the actor, repeats together, in the order of their reports."""
        chosen = [c for c in self.dossier.claims if c.type in types and self._bears(c) and self._within(c.date)]
        return self._grouped(sorted(chosen, key=self._reported))

    def _bears(self, claim: Claim) -> bool:
        actors = claim.actors
        if self.actor in actors:
            return True
        if self.groups & actors and set(self.partners) & actors:
            return True
        bodies = {r.actor for r in claim.roles if r.role == "org"} or (
            actors if claim.type in self._types_with_org else set()
        )
        if bodies & self.bodies:
            return True
        stands = self.book.families[claim.family].group == "structure" if claim.family in self.book.families else False
        return stands and (bool(bodies) or actors <= set(self.partners)) and self._paragraph(claim) in self._paragraphs

    def _paragraph(self, claim: Claim) -> tuple[str, int]:
        text = self.texts.get(claim.text_id)
        block = text.block_at(claim.quote.start) if text else None
        return claim.text_id, block.start if block else -1

    @cached_property
    def _paragraphs(self) -> frozenset[tuple[str, int]]:
        """Paragraphs in which a claim names the actor: what else stands there is said beside it."""
        return frozenset(self._paragraph(c) for c in self.dossier.claims if self.actor in c.actors)

    @cached_property
    def _types_with_org(self) -> frozenset[str]:
        return frozenset(name for name, kind in self.book.types.items() if kind.role("org"))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Organisations that a claim ties to the actor, as member, founder, chair or contributor."""
        return frozenset(
            r.actor
            for c in self.dossier.claims
            if c.type in self._types_with_org and self.actor in c.actors
            for r in c.roles
            if r.role == "org"
        )

    def _within(self, when: Interval | None) -> bool:
        if when is None:
            return True
        return (self.until is None or when.first <= self.until) and (self.since is None or when.last >= self.since)

    def _reported(self, claim: Claim) -> tuple[date, str, int, str]:
        return report_order(self.texts, claim)

    def _grouped(self, claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
        home = {c.id: c.id for c in claims}

        def root(name: str) -> str:
            while home[name] != name:
                name = home[name]
            return name

        for link in self.dossier.links:
            if link.relation == "same" and link.score >= SAME and link.a in home and link.b in home:
                first, second = sorted((root(link.a), root(link.b)))
                home[second] = first
        groups: dict[str, list[Claim]] = {}
        for claim in claims:
            groups.setdefault(root(claim.id), []).append(claim)
        return [tuple(group) for group in groups.values()]


def report_order(texts: Mapping[str, Text], claim: Claim) -> tuple[date, str, int, str]:
    text = texts.get(claim.text_id)
    published = text.published.first if text and text.published else date.max
    return published, claim.text_id, claim.quote.start, claim.id
