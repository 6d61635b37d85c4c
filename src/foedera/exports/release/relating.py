"""Do the records of a release fit together: ids, references, quotes and bodies, the codebook and its version?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from foedera.codebook import digest
from foedera.exports.release.bagging import PAYLOAD, sha256
from foedera.exports.release.composing import LAYERS
from foedera.exports.release.nouns import Finding
from foedera.exports.release.reading import WRONG, Tables, read_json
from foedera.rows import judgement_from

__all__ = ["related"]

Record = dict[str, Any]
_OF_EVENTS = ("fulfils", "fulfilled_by", "cancelled_by", "postponed_by", "part_of", "parts")


def related(folder: Path, tables: Tables) -> Iterator[Finding]:
    """``folder`` is the bag's ``data``. The records are such as their loaders took."""
    yield from _ids(tables)
    yield from _references(tables)
    yield from _bodies(folder, tables)
    yield from _codebook(folder)


def _ids(tables: Tables) -> Iterator[Finding]:
    for name, rows in tables.rows.items():
        if name in ("links", "copies", "deletions"):
            continue
        for repeated, times in Counter(str(r["id"]) for r in rows).items():
            if times > 1:
                yield Finding("R203", _file(name), f"{repeated} is given {times} times.")
    for record in tables.rows.get("judgements", ()):
        named = judgement_from(record).named().id
        if named != record["id"]:
            yield Finding("R203", _file("judgements"), f"{record['id']} is not the name of what it says ({named} is).")


def _references(tables: Tables) -> Iterator[Finding]:
    claims, events, documents = (
        {str(r["id"]) for r in tables.rows.get(name, ())} for name in ("claims", "events", "documents")
    )

    def dangling(name: str, of: Record, wanted: Iterable[Any], there: set[str], what: str) -> Iterator[Finding]:
        for missing in sorted({str(w) for w in wanted} - there):
            yield Finding(
                "R301", _file(name), f"{of.get('id', of.get('a'))} names the {what} {missing}, which is not here."
            )

    for r in tables.rows.get("claims", ()):
        yield from dangling("claims", r, [r["document"]["id"]], documents, "document")
    for r in tables.rows.get("events", ()):
        yield from dangling("events", r, r["claims"], claims, "claim")
        yield from dangling("events", r, [e for key in _OF_EVENTS for e in r.get(key) or ()], events, "event")
    for r in tables.rows.get("links", ()):
        yield from dangling("links", r, [r["a"], r["b"]], claims, "claim")
    for r in tables.rows.get("copies", ()):
        yield from dangling("copies", r, [r["a"], r["b"]], documents, "document")
    for r in tables.rows.get("ledger", ()):
        items = [*r["evidence_for"], *r["evidence_against"], *r["bears_on"]]
        yield from dangling("ledger", r, [r["id"], *(e["claim"] for e in items)], claims, "claim")
        yield from dangling("ledger", r, [e["event"] for e in items if e["event"]], events, "event")


def _bodies(folder: Path, tables: Tables) -> Iterator[Finding]:
    """Where bodies are there: each is that of its document, and holds the words of each claim where the claim says."""
    bodies: dict[str, str] = {}
    for record in tables.rows.get("documents", ()):
        path = record.get("body")
        if path is None:
            continue
        if path != f"texts/{record.get('sha256')}.txt":
            yield Finding("R302", _file("documents"), f"{record['id']} has its body at {path}, not by its content.")
            continue
        try:
            content = (folder / path).read_bytes()
            body = content.decode("utf-8", "surrogatepass")
        except (OSError, ValueError):
            yield Finding("R302", PAYLOAD + path, f"the body of {record['id']} is missing or not to be read.")
            continue
        if sha256(content) != record["sha256"] or len(body) != record.get("characters"):
            yield Finding("R302", PAYLOAD + path, f"not the body of {record['id']}.")
            continue
        bodies[str(record["id"])] = body
    for claim in tables.rows.get("claims", ()):
        body_of = bodies.get(str(claim["document"]["id"]))
        quote = claim["quote"]
        if body_of is not None and _words(body_of, quote) != quote["exact"]:
            yield Finding("R302", _file("claims"), f"{claim['id']}: its words do not stand where it says.")


def _words(body: str, quote: Record) -> str | None:
    try:
        return body[quote["start"] : quote["end"]]
    except WRONG:
        return None


def _codebook(folder: Path) -> Iterator[Finding]:
    package = read_json(folder / "datapackage.json")
    try:
        version = str(package["foedera"]["codebook"])
    except WRONG:
        return  # that the file cannot be read has been said
    layers = []
    for name in LAYERS:
        root = folder / "codebook" / name
        if root.is_dir():
            layers.append({p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*.yml") if p.is_file()})
    if version.rpartition("+")[2] != digest(layers):
        yield Finding("R303", f"{PAYLOAD}codebook", f"gives {digest(layers)}, but the version is {version}.")


def _file(name: str) -> str:
    return f"{PAYLOAD}{name}.jsonl"
