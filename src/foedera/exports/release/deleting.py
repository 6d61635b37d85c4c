"""What the release before held and this one does not, with what it was and why it is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from foedera.exports.release.nouns import Holdings
from foedera.records import interval_record

__all__ = ["deletions", "held"]

Record = dict[str, Any]


def held(holdings: Holdings, documents: Sequence[Record]) -> dict[str, list[Record]]:
    """What a release held, as the next one needs to know it. No words of any text: what is taken out is out."""
    dossier = holdings.dossier
    return {
        "documents": [{key: d[key] for key in ("id", "title", "outlet", "published", "sha256")} for d in documents],
        "claims": [
            {"id": c.id, "type": c.type, "status": c.status.value, "actors": sorted(c.actors), "document": c.text_id}
            for c in sorted(dossier.claims, key=lambda c: c.id)
        ],
        "events": [
            {
                "id": e.id,
                "type": e.type,
                "status": e.status.value,
                "actors": sorted(e.actors),
                "date": interval_record(e.date),
                "claims": list(e.claims),
            }
            for e in sorted(dossier.events, key=lambda e: e.id)
        ],
    }


def deletions(holdings: Holdings, now: Mapping[str, Sequence[Record]]) -> list[Record]:
    """By kind and id: ``{kind, id, was, why, into}``. ``now`` is what this release holds."""
    if holdings.previous is None:
        return []
    before = holdings.previous.held
    there = {kind: {str(r["id"]) for r in now[kind]} for kind in ("documents", "claims", "events")}
    event_of = {claim: str(e["id"]) for e in now["events"] for claim in e["claims"]}

    def gone(kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        return ((str(r["id"]), r) for r in before.get(kind, ()) if str(r["id"]) not in there[kind])

    found = [_record("document", i, was, *_of_document(i, holdings)) for i, was in gone("documents")]
    found += [_record("claim", i, was, *_of_claim(was, there["documents"], holdings)) for i, was in gone("claims")]
    found += [_record("event", i, was, *_of_event(was, event_of, there["claims"])) for i, was in gone("events")]
    return sorted(found, key=lambda r: (r["kind"], r["id"]))


def _record(kind: str, name: str, was: Mapping[str, Any], why: str, into: list[str]) -> Record:
    return {"kind": kind, "id": name, "was": {k: v for k, v in was.items() if k != "id"}, "why": why, "into": into}


def _of_document(name: str, holdings: Holdings) -> tuple[str, list[str]]:
    later = holdings.versions.get(name)
    if later is not None:
        return "A later version stands in its place.", [later]
    return "Removed from the record.", []


def _of_claim(was: Mapping[str, Any], documents: set[str], holdings: Holdings) -> tuple[str, list[str]]:
    document = str(was["document"])
    if document in holdings.versions:
        return "A later version of its document stands in the document's place.", []
    if document not in documents:
        return "Its document was removed from the record.", []
    return f"The codebook in use ({holdings.dossier.codebook}) does not find it in its document.", []


def _of_event(was: Mapping[str, Any], event_of: Mapping[str, str], claims: set[str]) -> tuple[str, list[str]]:
    members = [str(c) for c in was["claims"]]
    into = sorted({event_of[c] for c in members if c in event_of})
    if len(into) == 1:
        return "Merged into another event.", into
    if into:
        return "Its claims are parts of other events.", into
    if not claims.intersection(members):
        return "None of the claims it rested on is left.", []
    return "Its claims make no event any more: rejected, or read otherwise.", []
