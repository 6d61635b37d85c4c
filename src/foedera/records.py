"""The claim record: the one JSON shape in which claims leave and enter.

``foedera code --jsonl``, the Python API, the REST API and the JSONL export all print it.
``claim_from(record_of(claim, text)) == claim`` for every claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from foedera.model import (
    Amount,
    Attribution,
    Claim,
    Interval,
    Place,
    Precision,
    Quote,
    Role,
    Status,
    Text,
    Voice,
)

__all__ = ["claim_from", "interval_from", "interval_record", "place_from", "place_record", "record_of"]

Record = dict[str, Any]


def interval_record(when: Interval | None) -> Record | None:
    """``{start, end, precision, basis}`` with ISO days, or None where the date is unknown."""
    if when is None:
        return None
    record: Record = {
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "precision": when.precision.value,
        "basis": when.basis,
    }
    if when.year_inferred:
        record["year_inferred"] = True
    return record


def interval_from(record: Mapping[str, Any] | None) -> Interval | None:
    if record is None:
        return None
    return Interval(
        date.fromisoformat(record["start"]) if record.get("start") else None,
        date.fromisoformat(record["end"]) if record.get("end") else None,
        Precision(record.get("precision", "range")),
        record.get("basis", ""),
        bool(record.get("year_inferred", False)),
    )


def place_record(place: Place | None) -> Record | None:
    return {"country": place.country, "name": place.name} if place else None


def place_from(record: Mapping[str, Any] | None) -> Place | None:
    return Place(record.get("country"), record.get("name")) if record else None


def record_of(claim: Claim, text: Text) -> Record:
    """The claim as JSON-ready data, keys in a fixed order."""
    return {
        "id": claim.id,
        "document": {
            "id": text.id,
            "path": text.path,
            "url": text.url,
            "title": text.title,
            "outlet": text.outlet,
            "author": text.author,
            "published": interval_record(text.published),
        },
        "type": claim.type,
        "family": claim.family,
        "status": claim.status.value,
        "negated": claim.negated,
        "roles": [_role(r) for r in claim.roles],
        "date": interval_record(claim.date),
        "place": place_record(claim.place),
        "amounts": [_amount(a) for a in claim.amounts],
        "attributes": dict(claim.attributes),
        "voice": claim.voice.value,
        "attribution": [_attribution(a) for a in claim.attribution],
        "quote": {
            "exact": claim.quote.exact,
            "prefix": claim.quote.prefix,
            "suffix": claim.quote.suffix,
            "start": claim.quote.start,
            "end": claim.quote.end,
        },
        "pairs": [list(p) for p in claim.pairs],
        "dyads": [{"a": a, "b": b} for a, b in claim.dyads],
        "codes": dict(claim.codes),
        "coder": claim.coder,
        "found_by": claim.found_by,
        "codebook": claim.codebook,
        "confidence": claim.confidence,
    }


def claim_from(record: Mapping[str, Any]) -> Claim:
    """The claim that a record tells of. Raises KeyError or ValueError where it is not one."""
    quote = record["quote"]
    return Claim(
        id=record["id"],
        text_id=record["document"]["id"],
        type=record["type"],
        family=record["family"],
        status=Status(record["status"]),
        negated=bool(record.get("negated", False)),
        roles=tuple(
            Role(r["role"], r["actor"], r["kind"], r["mention"], r["start"], r["end"], r.get("name"), r.get("level"))
            for r in record.get("roles", [])
        ),
        date=interval_from(record.get("date")),
        place=place_from(record.get("place")),
        amounts=tuple(
            Amount(
                a["attribute"], a.get("value"), a.get("low"), a.get("high"), a["op"], a["unit"], a["start"], a["end"]
            )
            for a in record.get("amounts", [])
        ),
        attributes=dict(record.get("attributes", {})),
        voice=Voice(record.get("voice", "author")),
        attribution=tuple(
            Attribution(a["kind"], a["name"], a.get("actor"), interval_from(a.get("date")), a.get("as_printed"))
            for a in record.get("attribution", [])
        ),
        quote=Quote(quote["exact"], quote["prefix"], quote["suffix"], quote["start"], quote["end"]),
        pairs=tuple((p[0], p[1]) for p in record.get("pairs", [])),
        dyads=tuple((d["a"], d["b"]) for d in record.get("dyads", [])),
        codes=dict(record.get("codes", {})),
        coder=record.get("coder", "rules"),
        found_by=record.get("found_by", ""),
        codebook=record.get("codebook", ""),
        confidence=float(record.get("confidence", 1.0)),
    )


def _role(role: Role) -> Record:
    record: Record = {"role": role.role, "actor": role.actor, "kind": role.kind}
    if role.name:
        record["name"] = role.name
    if role.level:
        record["level"] = role.level
    return record | {"mention": role.mention, "start": role.start, "end": role.end}


def _amount(amount: Amount) -> Record:
    return {
        "attribute": amount.attribute,
        "value": amount.value,
        "low": amount.low,
        "high": amount.high,
        "op": amount.op,
        "unit": amount.unit,
        "start": amount.start,
        "end": amount.end,
    }


def _attribution(link: Attribution) -> Record:
    record: Record = {"kind": link.kind, "name": link.name, "actor": link.actor, "date": interval_record(link.date)}
    if link.as_printed:
        record["as_printed"] = link.as_printed
    return record
