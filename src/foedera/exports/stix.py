"""A STIX 2.1 bundle, without custom objects or properties.

Actors are identities (states have a location too), documents reports, claims notes, events groupings of their notes,
ties between two parties relationships, and the credibility of an event an opinion. Ids are worked out from the
record (UUID version 5), and so are all times: no clock.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from foedera.errors import ExportError
from foedera.exports.material import (
    Dropped,
    Export,
    Material,
    day_of,
    grouped,
    packaged,
    relations,
    spelled,
    ties,
    title_of,
    undirected,
)
from foedera.exports.mending import Mender
from foedera.model import Claim, Event, Place, Text

__all__ = ["NAMESPACE", "as_stix"]

Object = dict[str, Any]
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:foedera:stix")


def as_stix(material: Material) -> Export:
    """One file. Every object passes the strict parser of the stix2 library, or nothing is written.

    Raises ExportError without the extra ``exports``.
    """
    try:
        import stix2
    except ImportError:
        raise ExportError("STIX needs stix2. Run: pip install foedera[exports]") from None
    made = _Bundle(material)
    try:
        objects = [json.loads(stix2.parse(o, allow_custom=False, version="2.1").serialize()) for o in made.objects()]
    except (stix2.exceptions.STIXError, ValueError) as bad:
        raise ExportError(f"the record cannot be told in STIX 2.1 ({bad}). Please report it.") from bad
    lines = ",\n".join(json.dumps(o, ensure_ascii=False, sort_keys=True) for o in objects)
    name = uuid.uuid5(NAMESPACE, lines)
    content = f'{{"type": "bundle", "id": "bundle--{name}", "objects": [\n{lines}\n]}}\n'
    if not objects:  # the standard has no empty list
        content = f'{{"type": "bundle", "id": "bundle--{name}"}}\n'
    kinds = sorted({o["type"] for o in objects})
    holds = {f"objects of type {k}": sum(o["type"] == k for o in objects) for k in kinds}
    return Export("stix", {"": content.encode("utf-8")}, holds, made.dropped(), made.mender.changed)


class _Bundle:
    """The objects in the making: who is referred to must be there, and nobody twice."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.mender = Mender()
        self.scales = packaged("stix.yml")
        self.made: dict[str, Object] = {}
        self.left: list[tuple[str, str, str]] = []  # record, id, why

    def objects(self) -> list[Object]:
        for claim in self.material.claims.values():
            self._note(claim)
        for text in self.material.texts.values():
            self._report(text)
        for event in self.material.events.values():
            self._grouping(event)
        for one, does, other in relations(self.material):
            source, target = _id("grouping", "event", one), _id("grouping", "event", other)
            if source in self.made and target in self.made:
                self._add(
                    "relationship",
                    (one, does, other),
                    relationship_type="related-to",
                    description=does,
                    source_ref=source,
                    target_ref=target,
                )
        return [self.made[name] for name in sorted(self.made)]

    def dropped(self) -> tuple[Dropped, ...]:
        kinds = sorted({record for record, _, _ in self.left})
        return tuple(d for k in kinds for d in grouped(k, [(name, why) for r, name, why in self.left if r == k]))

    # Things

    def _add(self, kind: str, names: Iterable[str], *, created: date | None = None, **known: Any) -> str:
        """Keep an object; what is None or empty is left out. Its id follows from its kind and its names."""
        name = _id(kind, *names)
        first = _time(created) or self.scales["undated"]
        latest = _stamp(self.material.as_of) if self.material.as_of else first
        told = {k: self._mended(v) for k, v in known.items() if v not in (None, "", [], ())}
        self.made[name] = {
            "type": kind, "spec_version": "2.1", "id": name, "created": first, "modified": max(first, latest), **told
        }  # fmt: skip
        return name

    def _mended(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.mender.plain(value)
        if isinstance(value, Mapping):
            return {k: self._mended(v) for k, v in value.items()}
        return [self._mended(v) for v in value] if isinstance(value, list | tuple) else value

    def _identity(self, actor: str) -> str:
        name = _id("identity", "actor", actor)
        if name not in self.made:
            kind = self.material.kinds[actor]
            self._add(
                "identity",
                ("actor", actor),
                name=self.material.name_of(actor) or actor,
                identity_class=self.scales["classes"].get(kind, "unknown"),
                sectors=["government"] if kind == "state" else None,
                labels=[kind] if kind else None,
                external_references=[{"source_name": "foedera", "external_id": actor}],
            )
            place = self._location(Place(actor, None)) if kind == "state" else None
            if place:
                self._add(
                    "relationship",
                    ("located-at", actor),
                    relationship_type="located-at",
                    source_ref=name,
                    target_ref=place,
                )
        return name

    def _location(self, place: Place | None) -> str | None:
        """STIX knows a place by a country it has a code for, or a region; a bare name is none."""
        codes = packaged("countries.yml")["states"].get(place.country) if place else None
        if place is None or not codes:
            return None
        name = place.name or self.material.name_of(place.country or "")
        return self._add("location", ("place", place.country or "", place.name or ""), name=name, country=codes[0])

    # What is told

    def _note(self, claim: Claim) -> None:
        if reason := self.material.why_not(claim.id):
            self.left.append(("claim", claim.id, reason))
            return
        if not claim.roles:
            self.left.append(("claim", claim.id, "names no actor: a note must be about something"))
            return
        text = self.material.texts[claim.text_id]
        told = f"denied, {claim.status.value}" if claim.negated else claim.status.value
        who = "; ".join(f"{r.role} {self.material.name_of(r.actor)}" for r in claim.roles)
        when = spelled(claim.date) or "undated"
        self._add(
            "note",
            ("claim", claim.id),
            created=_published(text),
            abstract=f"{claim.type} ({told}), {when}: {who}",
            content=claim.quote.exact or claim.type,
            authors=list(dict.fromkeys(a.name for a in claim.attribution if a.name)),
            object_refs=sorted({self._identity(a) for a in claim.actors}),
            labels=_labels(claim),
            lang=_lang(text),
            external_references=[{"source_name": "foedera", "external_id": claim.id}, self._reference(text)],
        )

    def _report(self, text: Text) -> None:
        notes = [_id("note", "claim", c) for c in self.material.claims_in.get(text.id, ())]
        refs = sorted(n for n in notes if n in self.made)
        published = _published(text)
        if published is None or not refs:
            why = (
                "undated: a report must say when it was published" if published is None else "no claim of it is carried"
            )
            self.left.append(("document", text.id, why))
            return
        actors = {ref for note in refs for ref in self.made[note]["object_refs"]}
        self._add(
            "report",
            ("document", text.id),
            created=published,
            name=text.title or text.outlet or text.id,
            published=_time(published),
            object_refs=sorted({*refs, *actors}),
            lang=_lang(text),
            external_references=[self._reference(text)],
        )

    def _grouping(self, event: Event) -> None:
        notes = [n for c in event.claims if (n := _id("note", "claim", c)) in self.made]
        actors = [self._identity(a) for a in sorted(event.actors)]
        place = self._location(event.place)
        refs = [*notes, *actors, *([place] if place else []), *self._ties(event)]
        if not refs:
            self.left.append(("event", event.id, "names no actor, and none of its claims is carried"))
            return
        grade = str(event.credibility.grade) if event.credibility else ""
        name = self._add(
            "grouping",
            ("event", event.id),
            created=event.first_reported,
            name=title_of(event, self.material),
            description="\n".join(_described(event, self.material)),
            context="unspecified",
            confidence=self.scales["confidence"].get(grade),
            object_refs=sorted(set(refs)),
            labels=_labels(event),
            external_references=[{"source_name": "foedera", "external_id": event.id}],
        )
        if event.credibility and grade in self.scales["opinions"]:
            self._add(
                "opinion",
                ("credibility", event.id),
                created=event.first_reported,
                opinion=self.scales["opinions"][grade],
                explanation=event.credibility.reason,
                authors=[event.credibility.by] if event.credibility.by else None,
                object_refs=[name],
            )

    def _ties(self, event: Event) -> list[str]:
        """A relationship for each two parties; none where the event is denied."""
        day = day_of(event.date)[2]
        after = day + timedelta(days=1) if day and day < date.max else None
        return [
            self._add(
                "relationship",
                ("tie", event.id, tie.source, tie.target or ""),
                created=event.first_reported,
                relationship_type="related-to",
                description=title_of(event, self.material),
                source_ref=self._identity(tie.source),
                target_ref=self._identity(tie.target or ""),
                start_time=_time(day),
                stop_time=_time(after),
                labels=_labels(event),
                external_references=[{"source_name": "foedera", "external_id": event.id}],
            )
            for tie in ([] if event.negated else undirected(ties(self.material, event)))
        ]

    def _reference(self, text: Text) -> Object:
        told = {
            "source_name": text.outlet or "document",
            "external_id": text.id,
            "description": text.title,
            "url": self.mender.uri(text.url) if text.url else None,
        }
        return {k: v for k, v in told.items() if v}


def _described(event: Event, material: Material) -> Iterable[str]:
    yield "; ".join(f"{role} {material.name_of(actor)}" for role, actor in event.roles)
    yield from event.reasons
    for conflict in event.conflicts:
        yield f"In conflict: {conflict.field}: {' or '.join(value for value, _ in conflict.values)}."


def _labels(of: Claim | Event) -> list[str]:
    return [of.type, of.family, of.status.value, *(["denied"] if of.negated else [])]


def _lang(text: Text) -> str | None:
    return None if text.language == "und" else text.language


def _published(text: Text) -> date | None:
    return text.published.first if text.published else None


def _id(kind: str, *names: str) -> str:
    told = "\x1f".join([kind, *names]).encode("utf-8", "backslashreplace").decode()
    return f"{kind}--{uuid.uuid5(NAMESPACE, told)}"


def _time(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00.000Z" if day else None


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
