"""Texts, links, events and judgements as JSON-ready data and back, beside the claim record.

Each pair is an identity: ``event_from(event_record(event)) == event``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from foedera.model import (
    Anchor,
    Block,
    BlockKind,
    Circle,
    Conflict,
    Copy,
    Credibility,
    Event,
    Judgement,
    Link,
    Note,
    Origin,
    Part,
    Passage,
    Quote,
    Report,
    Status,
    Text,
)
from foedera.records import interval_from, interval_record, place_from, place_record

__all__ = [
    "copy_from",
    "copy_record",
    "event_from",
    "event_record",
    "judgement_from",
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


def copy_record(copy: Copy) -> Record:
    return {
        "a": copy.a,
        "b": copy.b,
        "share": copy.share,
        "passages": [{"a": [p.a_start, p.a_end], "b": [p.b_start, p.b_end]} for p in copy.passages],
    }


def copy_from(record: Mapping[str, Any]) -> Copy:
    return Copy(record["a"], record["b"], record["share"], tuple(Passage(*p["a"], *p["b"]) for p in record["passages"]))


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
        "origins": [_origin(o) for o in event.origins],
        "circles": [{"names": list(c.names), "claims": list(c.claims)} for c in event.circles],
        "credibility": event.credibility.grade if event.credibility else None,
        "credibility_reason": event.credibility.reason if event.credibility else None,
        "credibility_by": event.credibility.by if event.credibility else None,
        "reasons": list(event.reasons),
        "conflicts": [
            {"field": c.field, "values": [{"value": value, "claims": list(ids)} for value, ids in c.values]}
            for c in event.conflicts
        ],
        "first_reported": _iso(event.first_reported),
        "last_reported": _iso(event.last_reported),
        "history": [
            {"reported": _iso(r.reported), "status": r.status.value, "negated": r.negated, "claims": list(r.claims)}
            for r in event.history
        ],
        "fulfils": list(event.fulfils),
        "fulfilled_by": list(event.fulfilled_by),
        "cancelled_by": list(event.cancelled_by),
        "postponed_by": list(event.postponed_by),
        "lapsed": _iso(event.lapsed),
        "part_of": list(event.part_of),
        "parts": list(event.parts),
    }


def event_from(record: Mapping[str, Any]) -> Event:
    grade = record.get("credibility")
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
        cancelled_by=tuple(record.get("cancelled_by", [])),
        postponed_by=tuple(record.get("postponed_by", [])),
        part_of=tuple(record.get("part_of", [])),
        parts=tuple(record.get("parts", [])),
        lapsed=_day(record.get("lapsed")),
        history=tuple(
            Report(_day(r["reported"]), Status(r["status"]), bool(r["negated"]), tuple(r["claims"]))
            for r in record.get("history", [])
        ),
        origins=tuple(
            Origin(
                o["id"],
                o["name"],
                o["kind"],
                tuple(o["claims"]),
                tuple(o["reasons"]),
                tuple(o["sources"]),
                bool(o["independent"]),
            )
            for o in record.get("origins", [])
        ),
        circles=tuple(Circle(tuple(c["names"]), tuple(c["claims"])) for c in record.get("circles", [])),
        credibility=Credibility(grade, record.get("credibility_reason") or "", record.get("credibility_by"))
        if grade
        else None,
        negated=bool(record.get("negated", False)),
    )


def _origin(origin: Origin) -> Record:
    return {
        "id": origin.id,
        "name": origin.name,
        "kind": origin.kind,
        "claims": list(origin.claims),
        "reasons": list(origin.reasons),
        "sources": list(origin.sources),
        "independent": origin.is_independent,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def judgement_record(judgement: Judgement) -> Record:
    """One line of a file of judgements, keys in a fixed order."""
    return {
        "id": judgement.id,
        "subject": judgement.subject,
        "subject_id": judgement.subject_id,
        "verdict": judgement.verdict,
        "who": judgement.who,
        "when": judgement.when,
        "why": judgement.why,
        "values": dict(judgement.values),
        "part": judgement.part.value,
        "anchors": [
            {
                "text": a.text_id,
                "type": a.type,
                "exact": a.quote.exact,
                "prefix": a.quote.prefix,
                "suffix": a.quote.suffix,
                "start": a.quote.start,
                "end": a.quote.end,
                "parties": [{"role": role, "actor": actor} for role, actor in a.parties],
            }
            for a in judgement.anchors
        ],
    }


def judgement_from(record: Mapping[str, Any]) -> Judgement:
    """Raises KeyError, TypeError or ValueError where the record is not one of a judgement."""
    return Judgement(
        record["id"],
        record["subject"],
        record["subject_id"],
        record["verdict"],
        record["who"],
        record["when"],
        record.get("why", ""),
        {str(k): str(v) for k, v in record.get("values", {}).items()},
        Part(record.get("part", "first")),
        tuple(
            Anchor(
                a["text"],
                a["type"],
                Quote(a["exact"], a["prefix"], a["suffix"], a["start"], a["end"]),
                tuple((p["role"], p["actor"]) for p in a.get("parties", [])),
            )
            for a in record.get("anchors", [])
        ),
    )
