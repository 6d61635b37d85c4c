"""Holdings -> the files of a release, as bytes: the same holdings, the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from foedera.exports.release.bagging import bagged, sha256
from foedera.exports.release.deleting import deletions, held
from foedera.exports.release.describing import package_of, resources
from foedera.exports.release.nouns import Holdings
from foedera.forecasting import forecast_record
from foedera.model import Source, Text
from foedera.records import record_of
from foedera.rows import copy_record, event_record, judgement_record, link_record, text_record

__all__ = ["LAYERS", "body_bytes", "compose"]

Record = dict[str, Any]
LAYERS = ("packaged", "project")


def compose(holdings: Holdings) -> tuple[dict[str, bytes], dict[str, list[Record]]]:
    """All files of the release by their path in it, and what it holds for the next one to know."""
    documents = [
        _document(t, holdings) for t in sorted({t.id: t for t in holdings.dossier.texts}.values(), key=lambda t: t.id)
    ]
    holds = held(holdings, documents)
    tables = _tables(holdings, documents, holds)
    payload = {f"{name}.jsonl": _lines(records) for name, records in tables.items()}
    for layer, found in zip(LAYERS, holdings.codebook, strict=False):
        payload |= {f"codebook/{layer}/{key}": content for key, content in found.items()}
    if holdings.with_texts:
        payload |= {_body_path(t): body_bytes(t.body) for t in holdings.dossier.texts}
    counts = {name: len(records) for name, records in tables.items()}
    payload["README.txt"] = _readme(holdings, counts)
    payload["CITATION.txt"] = _citation(holdings, counts)
    payload["datapackage.json"] = _json(package_of(holdings, payload), indent=2) + b"\n"
    whole = bagged(payload, name=holdings.name, released=holdings.released, software=holdings.software)
    return whole, holds


def body_bytes(body: str) -> bytes:
    """A body as its file holds it. Halves of surrogate pairs, which some files hold, are kept as they are."""
    return body.encode("utf-8", "surrogatepass")


def _tables(holdings: Holdings, documents: list[Record], holds: Mapping[str, list[Record]]) -> dict[str, list[Record]]:
    dossier = holdings.dossier
    texts = {t.id: t for t in dossier.texts}
    return {
        "claims": [
            record_of(c, texts[c.text_id])
            for c in sorted(dossier.claims, key=lambda c: (c.text_id, c.quote.start, c.id))
        ],
        "events": [event_record(e) for e in sorted(dossier.events, key=lambda e: e.id)],
        "documents": documents,
        "sources": [_source(s) for s in sorted(dossier.sources, key=lambda s: s.id)],
        "links": [link_record(x) for x in sorted(dossier.links, key=lambda x: (x.a, x.b, x.relation))],
        "copies": [copy_record(x) for x in sorted(holdings.copies, key=lambda x: (x.a, x.b))],
        "judgements": [judgement_record(j) for j in sorted(holdings.judgements, key=lambda j: (j.when, j.id))],
        "ledger": [forecast_record(f, texts[f.text_id]) for f in holdings.forecasts],
        "deletions": deletions(holdings, holds),
    }


def _document(text: Text, holdings: Holdings) -> Record:
    return text_record(text) | {
        "characters": len(text.body),
        "sha256": sha256(body_bytes(text.body)),
        "body": _body_path(text) if holdings.with_texts else None,
        "superseded_by": holdings.versions.get(text.id),
    }


def _body_path(text: Text) -> str:
    """Named by content: an id that a manifest gives may be no file name."""
    return f"texts/{sha256(body_bytes(text.body))}.txt"


def _source(source: Source) -> Record:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "country": source.country,
        "owner": source.owner,
        "reliability": source.reliability,
    }


def _lines(records: Iterable[Record]) -> bytes:
    return b"".join(_json(record) + b"\n" for record in records)


def _json(data: Any, *, indent: int | None = None) -> bytes:
    """UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes the escape that JSON has for it."""
    return json.dumps(data, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace")


def _readme(holdings: Holdings, counts: Mapping[str, int]) -> bytes:
    template = (files("foedera") / "data" / "release" / "README.txt").read_text("utf-8")
    previous = holdings.previous
    about = resources()
    words = template.format(
        title=_title(holdings),
        name=holdings.name,
        released=holdings.released.isoformat(),
        software=holdings.software,
        codebook=holdings.dossier.codebook,
        since=f"{previous.name}, {previous.released.isoformat()}" if previous else "no earlier release",
        counts="\n".join(f"  {n:>9,}  {name}.jsonl: {about[name]['description']}" for name, n in counts.items()),
        texts="The documents themselves are in texts/, named by their content."
        if holdings.with_texts
        else "The documents themselves are not part of it; documents.jsonl gives the SHA-256 of each body as read.",
    )
    return words.encode("utf-8", "backslashreplace")


def _title(holdings: Holdings) -> str:
    return f"Foedera data release {holdings.name}"


def _citation(holdings: Holdings, counts: Mapping[str, int]) -> bytes:
    words = (
        f"{_title(holdings)}, {holdings.released.isoformat()}: {counts['claims']:,} claims"
        f" and {counts['events']:,} events from {counts['documents']:,} documents,"
        f" coded with codebook {holdings.dossier.codebook}.\n"
        "Give with it the SHA-256 of tagmanifest-sha256.txt, which names this release and no other.\n"
    )
    return words.encode("utf-8", "backslashreplace")
