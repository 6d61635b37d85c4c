"""What is asked for, one document at a time: paths, folders, manifests, addresses and feeds."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from foedera.errors import ManifestError, UnreadableError, UsageError
from foedera.formats import is_feed
from foedera.formats.decoding import decode
from foedera.model import Failure
from foedera.reading import fetching
from foedera.reading.dates import from_field

__all__ = ["Request", "entries", "is_address", "requests"]

_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)
_FEED_SUFFIXES = frozenset({".rss", ".atom", ".rdf"})
# What lies beside documents without being one: lists of them, data, the record itself.
_BESIDE = frozenset(".jsonl .json .csv .tsv .yml .yaml .toml .db .db-wal .db-shm .sqlite .lock .log".split())
_FIELDS = ("id", "path", "url", "text", "title", "outlet", "author", "published", "language")
_PEEK_BYTES = 8192
_FULL_TEXT_WORDS = 120  # a feed that prints so much prints the story; less is a teaser
_MAX_MANIFEST_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """One document wanted: a manifest row, a path or an address.

    ``text`` is read if there is one, else ``path``, else ``url``; the others then only describe the document.
    ``origin`` tells messages where the wish came from: ``manifest.jsonl, row 3``, or the path itself.
    ``folder`` is where a relative ``path`` starts from: the manifest's own folder.
    """

    path: str | None = None
    url: str | None = None
    text: str | None = None
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    origin: str = ""
    folder: str | None = None

    @property
    def file(self) -> Path | None:
        """Where the document lies on disk."""
        if self.path is None:
            return None
        return Path(self.folder or "") / self.path

    @property
    def is_feed_entry(self) -> bool:
        return self.origin.startswith("feed ")


def is_address(path: str) -> bool:
    return bool(_ADDRESS.match(path.strip()))


def requests(paths: Sequence[str], manifests: Sequence[Path]) -> list[Request | Failure]:
    """Every document that is asked for, in order: paths as given, folders sorted, then manifests row by row.

    A missing path, a folder without documents, a feed that cannot be fetched and a bad row become Failures
    (reasons ``missing``, ``no_documents``, ``unreachable``, ``bad_row``). Raises UsageError where nothing is asked
    for and ManifestError where a manifest is missing or cannot be read at all.
    """
    if not paths and not manifests:
        raise UsageError("nothing to read. Name files, folders or addresses, or a list of them with --manifest.")
    out: list[Request | Failure] = []
    for path in paths:
        out.extend(_wanted(path))
    for manifest in manifests:
        out.extend(_rows(Path(manifest)))
    return out


def _wanted(path: str) -> Iterator[Request | Failure]:
    if is_address(path):
        yield from _address(path.strip())
        return
    place = Path(path)
    if place.is_dir():
        yield from _folder(place)
    elif not place.exists():
        yield Failure(path, "missing", f"{path}: no such file or folder. Check the path.")
    elif place.suffix.lower() in _FEED_SUFFIXES:
        yield from _local_feed(place)
    elif place.suffix.lower() in (".jsonl", ".csv"):
        yield Failure(path, "unsupported", f"{path}: a list of documents, not a document. Give it with --manifest.")
    else:
        yield Request(path=path, origin=path)


def _folder(place: Path) -> Iterator[Request | Failure]:
    found = sorted(p for p in place.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(place)))
    wanted = [p for p in found if p.suffix.lower() not in _BESIDE]
    if not wanted:
        yield Failure(
            str(place),
            "no_documents",
            f"{place}: the folder holds no documents. Put text, Markdown, HTML, PDF, DOCX or EML files in it.",
        )
    for path in wanted:
        if path.suffix.lower() in _FEED_SUFFIXES:
            yield from _local_feed(path)
        else:
            yield Request(path=str(path), origin=str(path))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def _address(url: str) -> Iterator[Request | Failure]:
    """The page at an address, or the stories of the feed that it turns out to be: its first bytes tell."""
    try:
        fetched = fetching.fetch(url, only_first_bytes=_PEEK_BYTES)
        if is_feed(fetched.data):
            yield from entries(fetching.fetch(url).data, url)
        else:
            yield Request(url=url, origin=url)
    except UnreadableError as error:
        yield Failure(url, error.reason, str(error))


def _local_feed(path: Path) -> Iterator[Request | Failure]:
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Failure(str(path), "missing", f"{path}: cannot be opened ({error.strerror}). Check its permissions.")
        return
    yield from entries(data, str(path))


def entries(data: bytes, where: str) -> list[Request | Failure]:
    """The stories that a feed lists: their full text where the feed prints it, else their addresses."""
    feed = import_module("feedparser").parse(data)
    outlet = _words(feed.feed.get("title"))
    out: list[Request | Failure] = []
    for number, entry in enumerate(feed.entries, start=1):
        origin = f"feed {where}, entry {number}"
        text = _full_text(entry)
        link = _words(entry.get("link"))
        if not link and not text:
            out.append(Failure(where, "bad_row", f"{origin}: it has neither a link nor a text. Skipped."))
            continue
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        out.append(
            Request(
                url=link,
                text=text,
                title=_words(entry.get("title")),
                outlet=outlet,
                author=_words(entry.get("author")),
                published=f"{when[0]:04}-{when[1]:02}-{when[2]:02}" if when else None,
                origin=origin,
            )
        )
    if not out:
        out.append(Failure(where, "empty", f"{where}: the feed lists no stories. Check its address."))
    return out


def _words(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _full_text(entry: Mapping[str, Any]) -> str | None:
    html = next((c.get("value") for c in entry.get("content", []) if c.get("value")), None)
    if not isinstance(html, str) or len(html.split()) < _FULL_TEXT_WORDS:
        return None
    from foedera.formats import html as pages

    try:
        return pages.read(html.encode("utf-8", "replace"), where="feed entry").body
    except UnreadableError:
        return None


def _rows(manifest: Path) -> Iterator[Request | Failure]:
    raw = _manifest_rows(manifest)
    seen: dict[str, int] = {}
    for number, row in raw:
        origin = f"{manifest.name}, row {number}"
        try:
            request = _request(row, origin, manifest.parent)
        except ValueError as error:
            yield Failure(str(manifest), "bad_row", f"{manifest}, row {number}: {error}")
            continue
        if request.id is not None and seen.setdefault(request.id, number) != number:
            yield Failure(
                str(manifest),
                "bad_row",
                f"{manifest}, row {number}: id '{request.id}' is that of row {seen[request.id]} too. Name each once.",
            )
            continue
        yield request


def _manifest_rows(manifest: Path) -> list[tuple[int, Any]]:
    try:
        if manifest.stat().st_size > _MAX_MANIFEST_BYTES:
            raise ManifestError(f"{manifest}: larger than {_MAX_MANIFEST_BYTES:,} bytes. Split it into several.")
        text = decode(manifest.read_bytes(), where=str(manifest))
    except OSError as error:
        raise ManifestError(f"{manifest}: cannot be opened ({error.strerror}). Check the path.") from error
    except UnreadableError as error:
        raise ManifestError(str(error)) from error
    if manifest.suffix.lower() in (".csv", ".tsv"):
        return _csv_rows(text, manifest)
    out: list[tuple[int, Any]] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line.strip():
            try:
                out.append((number, json.loads(line)))
            except (ValueError, RecursionError) as error:
                out.append((number, ValueError(f"it is no JSON ({error}). Mend the row.")))
    if not out:
        raise ManifestError(f"{manifest}: the manifest has no rows. Give one JSON object a line.")
    return out


def _csv_rows(text: str, manifest: Path) -> list[tuple[int, Any]]:
    sample = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=sample.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [n.strip().lower() for n in reader.fieldnames or []]
    if not {"path", "url", "text"} & set(names):
        raise ManifestError(f"{manifest}: its first row names no column path, url or text. Name the columns there.")
    reader.fieldnames = names
    csv.field_size_limit(50_000_000)
    out: list[tuple[int, Any]] = []
    rows = iter(reader)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return out
        except csv.Error as error:
            return [*out, (number, ValueError(f"the row is not well formed ({error}). Mend it."))]
        if None in row:
            out.append((number, ValueError("it has more fields than the first row names. Quote fields with commas.")))
        else:
            out.append((number, {k: v for k, v in row.items() if v}))


def _request(row: Any, origin: str, folder: Path) -> Request:
    """The row as a Request; ValueError says in a sentence why it is none."""
    if isinstance(row, ValueError):
        raise row
    if not isinstance(row, Mapping):
        raise ValueError("it is no JSON object. Write {...} with a path, url or text.")
    values: dict[str, str | None] = {}
    for name in _FIELDS:
        value = row.get(name)
        if value is None:
            values[name] = None
        elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            values[name] = str(value) if name == "text" else str(value).strip() or None
        else:
            raise ValueError(f"{name} is no text but {type(value).__name__}. Put it in quotes.")
    if not any(values[k] for k in ("path", "url", "text")):
        raise ValueError("it names no document. Give a path, a url or a text.")
    if values["url"] and not values["path"] and not values["text"] and not is_address(values["url"]):
        raise ValueError(f"url '{values['url']}' is no web address. It must begin with http:// or https://.")
    when = values["published"]
    if when and from_field(when, "") is None:
        raise ValueError(f"published '{when}' is no date. Write YYYY, YYYY-MM or YYYY-MM-DD.")
    return Request(**values, origin=origin, folder=str(folder))
