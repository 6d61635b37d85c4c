"""What an export loses: every field that it does not carry, every record that it leaves out, every value changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from foedera.exports.material import Export, Material, packaged
from foedera.records import record_of
from foedera.rows import event_record, text_record

__all__ = ["RECORDS", "carries", "fields", "loss_bytes", "loss_of", "sentence"]

Record = dict[str, Any]
RECORDS = ("event", "claim", "document", "source")
PLURALS = {"copy": "copies"}


def fields(record: str) -> list[str]:
    """Every field of a kind of record, nested ones with dots."""
    found: list[str] = packaged("carried.yml")["fields"][record]
    return found


def carries(name: str, record: str) -> Mapping[str, str | Mapping[str, str]]:
    """Where a format puts which fields of a kind of record; ``{part: ...}`` where it carries them in part."""
    found: Mapping[str, str | Mapping[str, str]] = packaged("carried.yml")["formats"][name]["carries"].get(record) or {}
    return found


def loss_of(export: Export, material: Material) -> Record:
    """The loss report, JSON-ready. ``filled`` says in how many records the field had a value that is now lost."""
    about = packaged("carried.yml")["formats"][export.format]
    lost, part = {}, {}
    for record, records in _records(material).items():
        lost[record], part[record] = _of(export.format, record, records)
    dossier = material.dossier
    left_out = [*export.dropped, *_without(material, about["without"])]
    return {
        "format": export.format,
        "title": about["title"],
        "asked": dict(material.asked),
        "codebook": dossier.codebook,
        "record": {
            "events": len(dossier.events), "claims": len(dossier.claims), "documents": len(dossier.texts),
            "sources": len(dossier.sources), "links": len(dossier.links), "copies": len(dossier.copies),
            "failures": len(dossier.failures), "judgements": len(material.judgements),
        },
        "holds": dict(export.holds),
        "lost": lost,
        "in_part": part,
        "dropped": [
            {"record": d.record, "reason": d.reason, "count": len(d.ids), "ids": list(d.ids)} for d in left_out if d.ids
        ],
        "changed": [{"values": how, "count": n} for how, n in sorted(export.changed.items())],
    }  # fmt: skip


def loss_bytes(report: Mapping[str, Any]) -> bytes:
    return (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def sentence(report: Mapping[str, Any]) -> str:
    """What was lost, in one sentence for standard error."""
    counts = {record: sum(1 for f in found if f["filled"]) for record, found in report["lost"].items()}
    told = [f"{n} fields of {record}s" for record, n in counts.items() if n and record in ("event", "claim")]
    dropped: Counter[str] = Counter()
    for each in report["dropped"]:
        dropped[each["record"]] += each["count"]
    plurals = {r: PLURALS.get(r, f"{r}s") for r in dropped}
    left = [
        f"{n:,} of {report['record'][plurals[r]]:,} {plurals[r]}"
        for r, n in sorted(dropped.items())
        if plurals[r] in report["record"]
    ]
    changed = sum(each["count"] for each in report["changed"])
    parts = [
        f"not carried: {', '.join(told)}" if told else "every field of events and claims is carried",
        *([f"left out: {', '.join(left)}"] if left else []),
        *([f"{changed:,} values written otherwise"] if changed else []),
    ]
    return "; ".join(parts)


def _records(material: Material) -> dict[str, list[Record]]:
    documents = [text_record(t) | {"body": t.body} for t in material.texts.values()]
    claims = [
        record_of(c, material.texts[c.text_id]) | {"document": c.text_id}
        for c in material.claims.values()
    ]  # fmt: skip
    sources = [{name: getattr(s, name) for name in fields("source")} for s in material.dossier.sources]
    events = [event_record(e) for e in material.events.values()]
    return {"event": events, "claim": claims, "document": documents, "source": sources}


def _of(name: str, record: str, records: Iterable[Record]) -> tuple[list[Record], list[Record]]:
    filled: Counter[str] = Counter()
    known = fields(record)
    seen: dict[str, str] = {}
    for each in records:
        paths = set(_filled(each))
        seen |= {path: _field(path, known) for path in paths - seen.keys()}
        filled.update({seen[path] for path in paths})
    kept = carries(name, record)
    lost, part = [], []
    for field in [*known, *sorted(set(filled) - set(known))]:
        into = next((kept[k] for k in kept if _is_under(field, k)), None)
        if into is None:
            lost.append({"field": field, "filled": filled[field]})
        elif isinstance(into, Mapping):
            part.append({"field": field, "filled": filled[field], "how": into["part"]})
    return lost, part


def _field(path: str, known: Iterable[str]) -> str:
    """The field of which it is a value; a new one, which no list names yet, stands for itself."""
    return next((k for k in known if _is_under(path, k)), path)


def _is_under(path: str, field: str) -> bool:
    return path == field or path.startswith(f"{field}.")


def _filled(value: Any, path: str = "") -> Iterator[str]:
    """Where a record has a value, as dotted paths; what is false counts, what is empty does not."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _filled(each, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for each in value:
            yield from _filled(each, path)
    elif value is not None and value != "":
        yield path


def _without(material: Material, kinds: Iterable[str]) -> Iterator[Any]:
    from foedera.exports.material import Dropped

    dossier = material.dossier
    ids = {
        "links": [f"{x.a}:{x.b}" for x in dossier.links],
        "copies": [f"{x.a}:{x.b}" for x in dossier.copies],
        "failures": [f.path for f in dossier.failures],
        "sources": [s.id for s in dossier.sources],
        "documents": list(material.texts),
    }
    judged = material.judgements
    for kind in kinds:
        singular = {many: one for one, many in PLURALS.items()}.get(kind, kind.removesuffix("s"))
        yield Dropped(singular, "the format has no place for them", tuple(sorted(ids[kind])))
    yield Dropped(
        "judgement", "what they changed is carried; who decided it, when and why is in releases alone", judged
    )
