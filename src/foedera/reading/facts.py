"""Who published a document, who wrote it, when, in what language: given first, then as the document says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module

from foedera.formats import Extract
from foedera.model import CODABLE, Block, BlockKind, Interval, Note
from foedera.reading.cues import Cues, plain_words
from foedera.reading.dates import DateWords, from_address, from_field, from_words, visible
from foedera.reading.wanted import Request

__all__ = ["Known", "completed", "language", "of"]

_HEAD_PIECES = 14
_PROSE = 120  # characters; what is shorter may stand in the head of a page
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NAME = re.compile(
    r"[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|da|di|van|von|der|den|al|el|bin|ibn|la|le|du|dos|y|ter)){1,5}"
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?$")
_MIN_GARBLED = 3
_SAMPLE = 4000
_MIN_LETTERS = 24  # fewer say nothing about a language
_COMMON_SHARE = 0.2  # English prose has 0.3 to 0.45 of the frequent words; other languages below 0.08


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document beside its words."""

    title: str | None
    outlet: str | None
    author: str | None
    published: Interval | None
    url: str | None
    notes: tuple[Note, ...] = ()


def of(request: Request, extract: Extract, dates: DateWords) -> Known:
    """What request and document say outright."""
    said = {k: f.value for k, f in extract.facts.items()}
    author = request.author or _person(said.get("author"), dates.cues)
    return Known(
        title=request.title or said.get("title"),
        outlet=request.outlet or said.get("outlet") or _outlet(extract, dates.cues),
        author=author or _byline(extract, dates.cues),
        published=_published(request, extract, dates),
        url=request.url or _address(said.get("url")),
    )


def completed(known: Known, request: Request, extract: Extract, blocks: Sequence[Block], dates: DateWords) -> Known:
    """``known`` with what only typed blocks tell: the title, and a date that stands by itself near the head."""
    title = known.title
    if title is None:
        head = next((b for b in blocks if b.kind is BlockKind.HEADLINE), None)
        first = next((b for b in blocks if b.kind in CODABLE), None)
        if head is not None and (first is None or head.start < first.start):
            title = " ".join(plain_words(extract.body[head.start : head.end]).strip("#*_ ").split()) or None
    if known.published is not None:
        return replace(known, title=title)
    found, notes = visible(_head_lines(extract, blocks), dates)
    published = found or from_address(request.url) or from_address(known.url) or _printed_address(extract)
    return replace(known, title=title, published=published, notes=tuple(notes) if published is None else ())


def _published(request: Request, extract: Extract, dates: DateWords) -> Interval | None:
    if request.published:
        return from_field(request.published, "feed" if request.is_feed_entry else "manifest")
    if fact := extract.facts.get("published"):
        return from_words(fact.value, dates, fact.basis)
    return None


def _head_lines(extract: Extract, blocks: Sequence[Block]) -> list[tuple[str, str, int]]:
    """Lines where a date of publication may stand: up to the second paragraph of prose, headlines left out."""
    headlines = {b.start for b in blocks if b.kind is BlockKind.COMMENT}
    headlines.update([b.start for b in blocks if b.kind is BlockKind.HEADLINE][:1])
    datelines = {b.start: b.end for b in blocks if b.kind is BlockKind.DATELINE}
    out: list[tuple[str, str, int]] = []
    prose = 0
    first = min((b.start for b in blocks if b.kind is BlockKind.HEADLINE), default=0)
    for piece in extract.pieces[: 3 * _HEAD_PIECES]:
        # Above the headline, outside the article, stands the date of the reader's day.
        if piece.locator == "front matter" or (piece.main is False and piece.start < first):
            continue
        text = extract.body[piece.start : piece.end]
        if piece.start in datelines:
            end = datelines[piece.start]
            out.append((extract.body[piece.start : end].strip(" -–—"), piece.locator, piece.start))
        elif piece.start not in headlines:
            at = piece.start
            for line in text.splitlines(keepends=True)[:3]:
                out.append((line.strip(), piece.locator, at))
                at += len(line)
        prose += len(text) > _PROSE
        if prose >= 2 or len(out) >= _HEAD_PIECES:
            break
    return out


def _outlet(extract: Extract, cues: Cues) -> str | None:
    for piece in extract.pieces[:_HEAD_PIECES]:
        line = plain_words(extract.body[piece.start : piece.end])
        if len(line) <= 120:
            for pattern in cues.outlets:
                if match := pattern.search(line):
                    return match["name"].strip(" ,;")
    return None


def _byline(extract: Extract, cues: Cues) -> str | None:
    """The name after "By" on a line of its own near the head, else in a line that a pattern knows."""
    for piece in extract.pieces[:_HEAD_PIECES]:
        line = plain_words(extract.body[piece.start : piece.end]).strip("*_ ")
        if len(line) > 140:
            continue
        low = line.lower()
        start = next((s for s in cues.byline_starts if low.startswith(s)), None)
        if start is None or low[len(start) : len(start) + 1] not in (" ", ":", ""):
            continue
        if name := _person(line[len(start) :].strip(" :"), cues):
            return name
    return None


def _person(words: str | None, cues: Cues) -> str | None:
    """A person's name or several, as printed; None for "Staff Writer" and the like."""
    if not words:
        return None
    words = re.split(r"\s[(|•·–—]|\s-\s|,\s(?=[a-z])|(?:\s\w{2})?\s(?=\d)", words.strip())[0].strip(" ,;.")
    low = words.lower()
    for start in cues.byline_starts:
        if low.startswith(start + " "):
            words = words[len(start) :].strip()
            low = words.lower()
            break
    if low in cues.byline_staff or "://" in low or not _NAME.search(words) or len(words) > 120:
        return None
    return words


def _address(value: str | None) -> str | None:
    return value if value and re.match(r"https?://", value) else None


def _printed_address(extract: Extract) -> Interval | None:
    """Pages saved as text often carry their own address as a line near the head."""
    for piece in extract.pieces[: 2 * _HEAD_PIECES]:
        line = extract.body[piece.start : piece.end]
        if line.startswith(("http://", "https://")) and len(line.split()) == 1 and (found := from_address(line)):
            return found
    return None


def garbled(body: str, cues: Cues) -> tuple[Note, ...]:
    """A note where the text was wrongly decoded before it came here; nothing is repaired."""
    found = [m.span() for p in cues.garbled for m in p.finditer(body)]
    if len(found) < _MIN_GARBLED:
        return ()
    start, end = min(found)
    message = f'"{body[start:end]}" and the like: the text was once decoded with a wrong charset. Fetch it again.'
    return (Note("garbled", message, start, end),)


def language(request: Request, extract: Extract, blocks: Sequence[Block], cues: Cues) -> str:
    """ISO 639 code of the prose; ``und`` where there are too few words to tell."""
    if request.language and (match := _LANGUAGE.match(request.language.strip().lower())):
        return match.group(1)
    sample = " ".join(extract.body[b.start : b.end] for b in blocks if b.kind in CODABLE)[:_SAMPLE]
    words = [w.lower() for w in _WORD.findall(sample)]
    if sum(len(w) for w in words) < _MIN_LETTERS:
        return "und"
    if sum(w in cues.common for w in words) >= _COMMON_SHARE * len(words):
        return "en"
    return str(import_module("py3langid").classify(sample)[0])
