"""FollowTheMoney entities, a JSON line each, for Aleph and whatever else reads them.

States are public bodies, other bodies organizations, people that the codebook knows persons; documents articles,
events events, claims notes on their events, each mention a mention, ties between two parties links of unknown kind.
What rests on documents says so in ``proof``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from foedera.exports.material import (
    Dropped,
    Export,
    Material,
    grouped,
    packaged,
    relations,
    ties,
    title_of,
    undirected,
)
from foedera.exports.mending import Mender
from foedera.model import Claim, Event, Interval, Role, Text

__all__ = ["as_ftm"]

_WEB = re.compile(
    r"https?://(?:[\w-]*\w[\w-]*\.)+[^\W\d]\w+(?::\d{1,4})?(?:[/?#]\S*)?$"
)  # as the format's own check has it
_SCHEMATA = {"state": "PublicBody", "organisation": "Organization", "nonstate": "Organization"}


def as_ftm(material: Material) -> Export:
    """One file, ``{id, schema, properties}`` a line, in the order of their ids."""
    made = _Entities(material)
    entities = made.all()
    content = "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities).encode("utf-8")
    kinds = sorted({str(e["schema"]) for e in entities})
    holds = {f"entities of schema {k}": sum(e["schema"] == k for e in entities) for k in kinds}
    return Export("ftm", {"": content}, holds, made.dropped(), made.mender.changed)


class _Entities:
    def __init__(self, material: Material) -> None:
        self.material = material
        self.mender = Mender()
        self.made: dict[str, dict[str, Any]] = {}
        self.left: list[tuple[str, str, str]] = []  # record, id, why
        self.people = {
            (name.casefold(), leader.actor) for leader in material.codebook.leaders for name in leader.names
        }  # fmt: skip

    def all(self) -> list[dict[str, Any]]:
        for actor, kind in self.material.kinds.items():
            self._actor(actor, kind)
        for text in self.material.texts.values():
            self._article(text)
        for event in self.material.events.values():
            self._event(event)
        for claim in self.material.claims.values():
            self._claim(claim)
        for one, does, other in relations(self.material):
            ends = {"subject": [_id("event", one)], "object": [_id("event", other)]}
            self._add(_id("relation", one, does, other), "UnknownLink", ends, role=[does])
        return [self.made[name] for name in sorted(self.made)]

    def dropped(self) -> tuple[Dropped, ...]:
        kinds = sorted({record for record, _, _ in self.left})
        return tuple(d for k in kinds for d in grouped(k, [(name, why) for r, name, why in self.left if r == k]))

    def _add(
        self, entity: str, schema: str, refs: Mapping[str, Sequence[str]], /, **properties: Iterable[str | None]
    ) -> str:
        """Keep an entity. Text is tidied as the format's own cleaning does; ``refs`` name other entities."""
        told = {key: [t for v in values if v and (t := self.mender.tidy(v))] for key, values in properties.items()}
        whole = {k: list(dict.fromkeys(v)) for k, v in {**refs, **told}.items() if v}
        self.made[entity] = {"id": entity, "schema": schema, "properties": whole}
        return entity

    # Who

    def _actor(self, actor: str, kind: str) -> None:
        schema = _SCHEMATA.get(kind)
        if schema is None:
            self.left.append(("actor", actor, "a region or a vague group: no legal entity"))
            return
        known = self.material.codebook.states.get(actor) or self.material.codebook.organisations.get(actor)
        names = known.names if known else (self.material.name_of(actor) or actor,)
        self._add(
            _id("actor", actor), schema, {}, name=names[:1], alias=[*names[1:], *([actor] if kind != "state" else [])],
            country=[_country(actor)],
        )  # fmt: skip

    def _ref(self, actor: str) -> list[str]:
        name = _id("actor", actor)
        return [name] if name in self.made else []

    def _person(self, role: Role) -> list[str]:
        if not role.name or (role.name.casefold(), role.actor) not in self.people:
            return []
        name = _id("person", role.actor, role.name)
        return [self._add(name, "Person", {}, name=[role.name], country=[_country(role.actor)])]

    # What

    def _article(self, text: Text) -> None:
        self._add(
            _id("document", text.id), "Article", {},
            title=[text.title], publisher=[text.outlet], author=[text.author], sourceUrl=[self._url(text.url)],
            publishedAt=[text.published.shortest if text.published else None],
            language=[packaged("languages.yml")["languages"].get(text.language)],
        )  # fmt: skip

    def _url(self, url: str | None) -> str | None:
        if url and not _WEB.match(url):
            self.mender.changed["that are no web address, left out"] += 1
            return None
        return url

    def _event(self, event: Event) -> None:
        claims = [c for c in self.material.claims_of(event) if not self.material.why_not(c.id)]
        people = [p for c in claims for r in c.roles for p in self._person(r)]
        involved = [*(ref for a in sorted(event.actors) for ref in self._ref(a)), *sorted(set(people))]
        proof = sorted({_id("document", c.text_id) for c in claims})
        grade = f"Credibility {event.credibility.grade}: {event.credibility.reason}" if event.credibility else ""
        words = [event.type, event.family, event.status.value, *(["denied"] if event.negated else [])]
        conflicts = [
            f"In conflict: {c.field}: {' or '.join(value for value, _ in c.values)}." for c in event.conflicts
        ]  # fmt: skip
        self._add(
            _id("event", event.id), "Event", {"involved": involved, "proof": proof},
            name=[title_of(event, self.material)], recordId=[event.id], keywords=words, summary=[grade],
            description=event.reasons, notes=conflicts, **_dates(event.date),
            country=[_country(event.place.country) if event.place and event.place.country else None],
            location=[event.place.name if event.place else None],
        )  # fmt: skip
        for tie in [] if event.negated else undirected(ties(self.material, event)):
            ends = {"subject": self._ref(tie.source), "object": self._ref(tie.target or "")}
            if all(ends.values()):
                self._add(
                    _id("tie", event.id, tie.source, tie.target or ""), "UnknownLink", {**ends, "proof": proof},
                    role=[event.type], status=[event.status.value], recordId=[event.id], **_dates(event.date),
                )  # fmt: skip

    def _claim(self, claim: Claim) -> None:
        if reason := self.material.why_not(claim.id):
            self.left.append(("claim", claim.id, reason))
            return
        document, home = _id("document", claim.text_id), self.material.event_of.get(claim.id)
        about = [_id("event", home)] if home else [ref for a in sorted(claim.actors) for ref in self._ref(a)]
        words = [claim.type, claim.family, claim.status.value, *(["denied"] if claim.negated else [])]
        self._add(
            _id("claim", claim.id), "Note", {"entity": about, "proof": [document]}, name=[claim.type], keywords=words,
            description=[claim.quote.exact], publisher=[a.name for a in claim.attribution],
        )  # fmt: skip
        for role in claim.roles:
            resolved = self._person(role) or self._ref(role.actor)
            if resolved and role.mention.strip():
                self._add(
                    _id("mention", claim.text_id, role.actor, role.name or "", role.mention), "Mention",
                    {"document": [document], "resolved": resolved}, name=[role.mention],
                    detectedSchema=[self.made[resolved[0]]["schema"]], contextCountry=[_country(role.actor)],
                )  # fmt: skip


def _country(actor: str) -> str | None:
    countries = packaged("countries.yml")
    code = countries["former"].get(actor) or (countries["states"].get(actor) or [None])[0]
    return str(code).lower() if code else None


def _dates(when: Interval | None) -> dict[str, list[str | None]]:
    """A day, a month or a year as ``date``; else the ends of the span, as far as they are known."""
    known = when.shortest if when else None
    if known or when is None:
        return {"date": [known]}
    return {
        "startDate": [when.start.isoformat() if when.start else None],
        "endDate": [when.end.isoformat() if when.end else None],
    }


def _id(kind: str, *names: str) -> str:
    told = "\x1f".join([kind, *names]).encode("utf-8", "surrogatepass")
    return f"foedera-{kind}-{hashlib.sha256(told).hexdigest()[:24]}"
