"""Hand-coded documents out of files: YAML with a document a file, or JSONL with a document a line.

Both are shown in docs/scoring.md. What is wrong is collected and told at once, with file and claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from foedera.codebook import Codebook, parse_all
from foedera.errors import CodebookError, GoldError
from foedera.reading import Request, requests
from foedera.score import fields
from foedera.score.claimfiles import json_lines, told, words_in
from foedera.score.nouns import PERIPHERAL_ROLES, Coded, Document, Silent
from foedera.score.placing import locate

__all__ = ["holds_gold", "is_gold", "read_gold"]

YAML = frozenset({".yml", ".yaml"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})
_FACTS = ("title", "outlet", "author", "published", "language")
_DOCUMENT_KEYS = frozenset(
    "id path text title outlet author published language register region url"
    " exhaustive negative claims silent negatives dyads note".split()
)
_CLAIM_KEYS = frozenset(
    "id words evidence start end type families family status negated roles actors date amounts quantities origin"
    " attribution voice cluster optional note".split()
)


def is_gold(path: Path) -> bool:
    """True of a folder, a YAML file, and a JSONL file whose rows are documents with claims."""
    if path.is_dir() or path.suffix.lower() in YAML:
        return True
    if path.suffix.lower() not in JSON_LINES:
        return False
    first = json_lines(path)[:1]
    return bool(first) and "claims" in first[0][1]


def holds_gold(path: Path) -> bool:
    """The same, but of a folder only where there are YAML files in it."""
    return any(p.suffix.lower() in YAML for p in path.rglob("*")) if path.is_dir() else is_gold(path)


def read_gold(path: Path, book: Codebook, *, manifest: Path | None = None) -> list[Document]:
    """The documents of a folder or file, in order of file and row, with what was coded in them.

    ``manifest`` tells of the documents what they do not say themselves (date of publication, outlet, language);
    without it, a ``manifest.jsonl`` beside a JSONL file does. Raises GoldError that lists everything wrong.
    """
    problems: list[str] = []
    documents: list[Document] = []
    for where, record, folder in _records(path):
        try:
            document = _document(record, folder, book, where, problems)
        except (ValueError, TypeError) as bad:
            problems.append(f"{where}: {bad}")
            continue
        documents.append(document)
    problems += _named_twice(documents)
    told(problems)
    if not documents:
        raise GoldError(f"{path}: no documents. Give a JSONL file, or YAML files in a folder.")
    beside = path.with_name("manifest.jsonl")
    if manifest is None and path.suffix.lower() in JSON_LINES and beside.is_file():
        manifest = beside
    return documents if manifest is None else _told_of(documents, manifest)


def _records(path: Path) -> list[tuple[str, Mapping[str, Any], Path]]:
    """Each document's record, where it stands, and the folder that its path starts from."""
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in YAML)
        if not files:
            raise GoldError(f"{path}: no .yml files in this folder. Name the JSONL file, or put the documents there.")
        return [entry for file in files for entry in _records(file)]
    if path.suffix.lower() in YAML:
        words = words_in(path)
        try:
            found = parse_all(path, words.encode("utf-8"))
        except CodebookError as bad:
            raise GoldError(str(bad)) from bad
        return [(_where(path, record), record, path.parent) for record in found]
    return [(f"{path}, row {number}", record, path.parent) for number, record in json_lines(path)]


def _where(path: Path, record: Mapping[str, Any]) -> str:
    name = record.get("id")
    return str(path) if name in (None, path.stem) else f"{path}, {name}"


def _document(record: Mapping[str, Any], folder: Path, book: Codebook, where: str, problems: list[str]) -> Document:
    if not isinstance(record.get("claims"), list):
        raise ValueError("no list of claims. Give 'claims: []' where the document holds none.")
    for key in record:
        fields.one_of(key, _DOCUMENT_KEYS, what="key of a document")
    request = _request(record, folder, where)
    body = request.text if request.text is not None else words_in(folder / str(request.path))
    coded: list[Coded] = []
    for number, claim in enumerate(record["claims"], start=1):
        try:
            coded.append(_coded(claim, body, book, strict="roles" in claim))
        except (ValueError, TypeError) as bad:
            problems.append(f"{where}, claim {number}: {bad}")
    silent: list[Silent] = []
    for number, one in enumerate(record.get("silent") or record.get("negatives") or [], start=1):
        try:
            silent.append(_silent(one, body))
        except (ValueError, TypeError) as bad:
            problems.append(f"{where}, silent {number}: {bad}")
    listed = fields.dyads(record.get("dyads"))
    return Document(
        name=request.title or request.path or request.id or where,
        request=request,
        body=body,
        language=request.language or "und",
        is_exhaustive=record.get("exhaustive", True) is not False,
        must_be_silent=fields.is_true(record.get("negative", False)),
        coded=tuple(coded),
        silent=tuple(silent),
        dyads=None if listed is None else frozenset(listed),
    )


def _request(record: Mapping[str, Any], folder: Path, where: str) -> Request:
    facts = {name: str(record[name]) for name in _FACTS if record.get(name) is not None}
    path, text = record.get("path"), record.get("text")
    if text is None and not path:
        raise ValueError("neither a text nor a path to one. Give one of them.")
    return Request(
        path=str(path) if path else None,
        text=str(text) if text is not None else None,
        id=str(record["id"]) if record.get("id") is not None else None,
        origin=where,
        folder=str(folder),
        **facts,
    )


def _coded(claim: Any, body: str, book: Codebook, *, strict: bool) -> Coded:
    """``strict``: roles must be those of the type or of place and frame, as in files that name roles by type."""
    if not isinstance(claim, Mapping):
        raise ValueError("a claim is a mapping of keys.")
    for key in claim:
        fields.one_of(key, _CLAIM_KEYS, what="key of a claim")
    families, kind = fields.families(claim, book)
    parties = fields.parties(claim["roles"] if "roles" in claim else claim.get("actors"))
    if strict and kind is not None:
        for role in {role for role, _ in parties} - PERIPHERAL_ROLES:
            fields.one_of(role, (r.name for r in book.types[kind].roles), what=f"role of {kind}")
    words = str(claim.get("words") or claim.get("evidence") or "")
    start, end = _span(claim, words, body)
    return Coded(
        families=families,
        type=kind,
        status=fields.status(claim.get("status")),
        parties=parties,
        start=start,
        end=end,
        words=words or body[start:end],
        negated=fields.is_true(claim.get("negated", False)),
        date=fields.days(claim.get("date")),
        optional=fields.is_true(claim.get("optional", False)),
    )


def _span(claim: Mapping[str, Any], words: str, body: str) -> tuple[int, int]:
    """Where the claim's words stand: as given by start and end, else where they are found."""
    start, end = fields.offset(claim.get("start")), fields.offset(claim.get("end"))
    if start is not None and end is not None:
        if not 0 <= start < end <= len(body):
            raise ValueError(f"[{start}, {end}) is not within the text of {len(body)} characters.")
        return start, end
    if not words.strip():
        raise ValueError("no words. Give those of the text that say it.")
    found = locate(words, body, start)
    if found is None:
        raise ValueError(f"'{words}' is not in the text. Copy the words as they stand there.")
    return found


def _silent(record: Any, body: str) -> Silent:
    if not isinstance(record, Mapping):
        raise ValueError("give words, and why they hold no claim.")
    words = str(record.get("words") or record.get("evidence") or "")
    start, end = _span(record, words, body)
    return Silent(start, end, words or body[start:end], str(record.get("why") or ""))


def _named_twice(documents: Sequence[Document]) -> Iterable[str]:
    """Documents of one id that no path tells apart."""
    seen: dict[str, Document] = {}
    for document in documents:
        if document.id is not None and document.path is None:
            if document.id in seen:
                yield f"{document.request.origin}: the id '{document.id}' is that of another document too."
            seen[document.id] = document


def _told_of(documents: Sequence[Document], manifest: Path) -> list[Document]:
    """The documents with what the manifest says of each, found by file, else by id."""
    by_file: dict[Path, Request] = {}
    by_id: dict[str, Request] = {}
    for told_of in (row for row in requests([], [manifest]) if isinstance(row, Request)):
        if told_of.file is not None:
            by_file[told_of.file.resolve()] = told_of
        if told_of.id is not None:
            by_id[told_of.id] = told_of
    found: list[Document] = []
    for document in documents:
        file = document.request.file
        row = by_file.get(file.resolve()) if file is not None else by_id.get(document.id or "")
        if row is None:
            found.append(document)
            continue
        facts = {name: getattr(document.request, name) or getattr(row, name) for name in (*_FACTS, "url")}
        request = replace(document.request, **facts)
        found.append(replace(document, request=request, language=request.language or "und"))
    return found
