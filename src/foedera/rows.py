"""Texts, links, events and judgements as JSON-ready data and back, beside the claim record.

Each pair is an identity: ``event_from(event_record(event)) == event``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foedera.model import Block, BlockKind, Conflict, Event, Judgement, Link, Note, Status, Text
from foedera.records import interval_from, interval_record, place_from, place_record

__all__ = [
    "event_from",
    "event_record",
    "judgement_record",
    "link_from",
    "link_record",
    "text_from",
    "text_record",
]

Record = dict[str, Any]


def text_record(text: Text) -> Record:
    """Everything about a Text but its body, keys in a fixed order."""
    return {
        "id": text.id,
        "path": text.path,
        "url": text.url,
        "title": text.title,
        "outlet": text.outlet,
        "author": text.author,
        "published": interval_record(text.published),
        "language": text.language,
        "notes": [{"code": n.code, "message": n.message, "start": n.start, "end": n.end} for n in text.notes],
        "blocks": [{"kind": b.kind.value, "start": b.start, "end": b.end, "locator": b.locator} for b in text.blocks],
    }


def text_from(record: Mapping[str, Any], body: str) -> Text:
    return Text(
        id=record["id"],
        body=body,
        blocks=tuple(
            Block(BlockKind(b["kind"]), b["start"], b["end"], b.get("locator", "")) for b in record.get("blocks", [])
        ),
        language=record.get("language", "und"),
        path=record.get("path"),
        url=record.get("url"),
        title=record.get("title"),
        outlet=record.get("outlet"),
        author=record.get("author"),
        published=interval_from(record.get("published")),
        notes=tuple(Note(n["code"], n["message"], n.get("start"), n.get("end")) for n in record.get("notes", [])),
    )


def link_record(link: Link) -> Record:
    return {
        "a": link.a,
        "b": link.b,
        "relation": link.relation,
        "score": link.score,
        "reasons": list(link.reasons),
    }


def link_from(record: Mapping[str, Any]) -> Link:
    return Link(record["a"], record["b"], record["score"], tuple(record["reasons"]), record["relation"])


def event_record(event: Event) -> Record:
    """The event as JSON-ready data, keys in a fixed order."""
    return {
        "id": event.id,
        "type": event.type,
        "family": event.family,
        "status": event.status.value,
        "negated": event.negated,
        "roles": [{"role": role, "actor": actor} for role, actor in event.roles],
        "date": interval_record(event.date),
        "place": place_record(event.place),
        "attributes": dict(event.attributes),
        "dyads": [{"a": a, "b": b} for a, b in event.dyads],
        "claims": list(event.claims),
        "reasons": list(event.reasons),
        "conflicts": [
            {"field": c.field, "values": [{"value": value, "claims": list(ids)} for value, ids in c.values]}
            for c in event.conflicts
        ],
        "fulfils": list(event.fulfils),
        "fulfilled_by": list(event.fulfilled_by),
    }


def event_from(record: Mapping[str, Any]) -> Event:
    return Event(
        id=record["id"],
        type=record["type"],
        family=record["family"],
        status=Status(record["status"]),
        roles=tuple((r["role"], r["actor"]) for r in record["roles"]),
        date=interval_from(record.get("date")),
        place=place_from(record.get("place")),
        claims=tuple(record["claims"]),
        dyads=tuple((d["a"], d["b"]) for d in record.get("dyads", [])),
        attributes=dict(record.get("attributes", {})),
        reasons=tuple(record.get("reasons", [])),
        conflicts=tuple(
            Conflict(c["field"], tuple((v["value"], tuple(v["claims"])) for v in c["values"]))
            for c in record.get("conflicts", [])
        ),
        fulfils=tuple(record.get("fulfils", [])),
        fulfilled_by=tuple(record.get("fulfilled_by", [])),
        negated=bool(record.get("negated", False)),
    )


def judgement_record(judgement: Judgement) -> Record:
    return {
        "id": judgement.id,
        "subject": judgement.subject,
        "subject_id": judgement.subject_id,
        "verdict": judgement.verdict,
        "who": judgement.who,
        "when": judgement.when,
        "why": judgement.why,
        "values": dict(judgement.values),
        "seq": judgement.seq,
    }
