"""PDF: characters with their places, put together again as lines, columns and paragraphs.

pypdfium2 gives the characters; what follows a column, hyphen or page break is worked out here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from statistics import median
from typing import Any

from foedera.errors import UnreadableError
from foedera.formats.extract import Extract, Fact, Paragraph, joined
from foedera.model import BlockKind

__all__ = ["read"]

_MIN_LETTERS_A_PAGE = 3  # a scan with a stamp or a page number still has no text
_BLANKS = re.compile(r"[ \t\u00a0]+")
_DIGITS = re.compile(r"\d+")
_TERMINAL = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")
_LOOSE_HYPHEN = re.compile(
    r"(?<=[a-z]{2}) [-\u2010\u2011](?=[a-z]{2})"
)  # a gap that justified setting leaves before a hyphen
_BULLET = re.compile(r"(?:[•●▪◦‣·*–—-]\s+|\(?\d{1,2}[.)]\s+)\S")
_BREAK = "\ufffe"  # pdfium's sign for a hyphen at a line end
_GUTTER_POINTS = 9.0
_MAX_CROSSING = 0.12  # share of a page's lines that may cross the gap between two columns (titles, wide tables)
_EDGE_LINES = 2  # how many lines at the top and foot of a page may be running heads
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡])\s?[^\W\d_\"“]")
_RAISED = re.compile(r"(?:\d{1,3}|[*†‡])[A-ZÀ-Þ]")
_NOTE_GAP = 1.35  # times the usual distance of lines
_HEAD_GAP = 1.8
_NUMBERED = re.compile(r"(?:\d{1,4}\b.*|.*\b\d{1,4})$")
_NOTE_SIZE = 0.93  # of the page's usual type


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def read(data: bytes, *, where: str) -> Extract:
    """Paragraphs located as ``page 3``, running heads and page numbers as furniture.

    Raises UnreadableError with reason ``encrypted``, ``broken`` or ``no_text``.
    """
    pdfium = import_module("pypdfium2")
    document = _open(pdfium, data, where)
    try:
        pages = _pages(pdfium, document, where)
        facts = _facts(document)
    finally:
        document.close()
    letters = sum(sum(c.isalpha() for c in line.text) for page in pages for line in page)
    if letters <= _MIN_LETTERS_A_PAGE * max(len(pages), 1):
        raise UnreadableError(f"{where}: no text found. If it is a scan, run OCR first.", reason="no_text")
    return joined(_paragraphs(pages), facts=facts)


def _open(pdfium: Any, data: bytes, where: str) -> Any:
    try:
        document = pdfium.PdfDocument(data)
        len(document)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableError(
                f"{where}: the PDF is encrypted. Save it without a password and add it again.", reason="encrypted"
            ) from error
        raise UnreadableError(
            f"{where}: the PDF is damaged ({_brief(error)}). Fetch it again or print it to a new PDF.", reason="broken"
        ) from error
    return document


def _brief(error: Exception) -> str:
    return str(error).strip().rstrip(".")


def _pages(pdfium: Any, document: Any, where: str) -> list[list[_Line]]:
    out: list[list[_Line]] = []
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
            out.append(_lines(_fragments(pdfium, text, number + 1)))
            text.close()
            page.close()
        except pdfium.PdfiumError as error:
            raise UnreadableError(
                f"{where}: page {number + 1} is damaged ({_brief(error)}). Fetch the file again.", reason="broken"
            ) from error
    return out


def _fragments(pdfium: Any, page: Any, number: int) -> list[_Line]:
    """Stretches of characters on one line without a wide gap, in the order of the page's own content."""
    count = page.count_chars()
    if count <= 0:
        return []
    text = page.get_text_range(0, count)
    if len(text) != count:  # characters outside the basic plane count twice: fall back on one box a character
        text = "".join(page.get_text_range(i, 1)[:1] or " " for i in range(count))
    out: list[_Line] = []
    chars: list[str] = []
    box: list[float] = []

    def close() -> None:
        words = _BLANKS.sub(" ", "".join(chars)).strip()
        if words and box:
            out.append(_Line(words, number, box[0], box[2], box[1], box[3]))
        chars.clear()
        box.clear()

    for index, char in enumerate(text):
        if char in "\r\n":
            close()
            continue
        if char.isspace():
            chars.append(" ")
            continue
        try:
            left, bottom, right, top = page.get_charbox(index, loose=True)
        except pdfium.PdfiumError:
            chars.append(char)
            continue
        height = max(top - bottom, 1.0)
        if box and (left - box[2] > 1.5 * height or left < box[0] - height or abs(bottom - box[1]) > 0.7 * height):
            close()
        chars.append(char)
        if right > left:
            box[:] = [left, bottom, right, top] if not box else [
                min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)
            ]  # fmt: skip
    close()
    return out


def _lines(fragments: list[_Line]) -> list[_Line]:
    """Fragments in reading order: column by column where the page has two, and joined where they share a line."""
    gutter = _gutter(fragments)
    if gutter is None:
        return _rows(fragments)
    out: list[_Line] = []
    band: list[_Line] = []
    for row in _by_height(fragments):
        crossing = [f for f in row if f.left < gutter - 2 and f.right > gutter + 2]
        if crossing:
            out.extend(_columns(band, gutter))
            band = []
            out.extend(_rows(row))
        else:
            band.extend(row)
    return [*out, *_columns(band, gutter)]


def _columns(band: list[_Line], gutter: float) -> list[_Line]:
    left = [f for f in band if (f.left + f.right) / 2 < gutter]
    right = [f for f in band if (f.left + f.right) / 2 >= gutter]
    return [*_rows(left), *_rows(right)]


def _by_height(fragments: Iterable[_Line]) -> list[list[_Line]]:
    rows: list[list[_Line]] = []
    for fragment in sorted(fragments, key=lambda f: (-f.middle, f.left)):
        if rows and abs(rows[-1][0].middle - fragment.middle) < 0.45 * min(fragment.height, rows[-1][0].height):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return rows


def _rows(fragments: Iterable[_Line]) -> list[_Line]:
    out: list[_Line] = []
    for row in _by_height(fragments):
        row.sort(key=lambda f: f.left)
        out.append(
            _Line(
                " ".join(f.text for f in row),
                row[0].page,
                row[0].left,
                max(f.right for f in row),
                min(f.bottom for f in row),
                max(f.top for f in row),
            )
        )
    return out


def _gutter(fragments: list[_Line]) -> float | None:
    """Where a blank strip runs down the middle of the page with enough lines on both sides."""
    if len(fragments) < 8:
        return None
    low, high = min(f.left for f in fragments), max(f.right for f in fragments)
    width = high - low
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        at = low + width * step / 100
        half = _GUTTER_POINTS / 2
        crossing = sum(1 for f in fragments if f.left < at + half and f.right > at - half)
        left = sum(1 for f in fragments if f.right <= at - half)
        right = sum(1 for f in fragments if f.left >= at + half)
        if crossing <= _MAX_CROSSING * len(fragments) and min(left, right) >= max(3, 0.2 * len(fragments)):
            key = (crossing, abs(step - 50))
            if best is None or key < (best[0], abs(best[1] - low - width / 2) / width * 100):
                best = (crossing, at)
    return best[1] if best else None


def _paragraphs(pages: Sequence[list[_Line]]) -> list[Paragraph]:
    running = _running(pages)
    out: list[Paragraph] = []
    open_lines: list[_Line] = []
    waiting: list[Paragraph] = []  # running heads met while a paragraph goes on over the page

    known = _hyphenated(line.text for page in pages for line in page)

    def close() -> None:
        if open_lines:
            out.append(Paragraph(_reflowed(open_lines, known), f"page {open_lines[0].page}"))
            open_lines.clear()
        out.extend(waiting)
        waiting.clear()

    for page in pages:
        spacing = _spacing(page)
        notes = [n for column in _runs([line for line in page if line not in running]) for n in _footnotes(column)]
        for line in page:
            if line in notes:
                continue
            if line in running:
                waiting.append(Paragraph(line.text, f"page {line.page}", BlockKind.FURNITURE))
                continue
            if not open_lines or _starts(open_lines, line, spacing, _right_edge(page, open_lines[-1])):
                close()
            open_lines.append(line)
        waiting.extend(
            Paragraph(_reflowed(note, known), f"page {note[0].page}, note", item=True) for note in _notes(notes)
        )
    close()
    return out


def _runs(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Lines down one column: a line that does not stand below its forerunner begins the next."""
    out: list[list[_Line]] = []
    for line in lines:
        if out and line.middle < out[-1][-1].middle:
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _running(pages: Sequence[list[_Line]]) -> set[_Line]:
    """Lines at the edge of pages that come again with other numbers, and bare page numbers."""
    edges: Counter[str] = Counter()
    found: list[tuple[str, _Line]] = []
    for page in pages:
        ordered = sorted(page, key=lambda f: -f.middle)
        depth = min(_EDGE_LINES, len(ordered) // 3)
        edge = {*ordered[:depth], *ordered[len(ordered) - depth :]}
        for line in edge:
            key = _DIGITS.sub("#", line.text.lower())
            found.append((key, line))
        edges.update({_DIGITS.sub("#", line.text.lower()) for line in edge})
    alone = {page[0] for page in pages if _is_running_head(page)}
    return alone | {line for key, line in found if edges[key] >= 2 or not any(c.isalpha() for c in key)}


def _is_running_head(page: Sequence[_Line]) -> bool:
    """A first line with a page number, set well apart from the text."""
    if len(page) < 2 * _EDGE_LINES or not _NUMBERED.match(page[0].text) or len(page[0].text) > 80:
        return False
    apart = page[0].middle - page[1].middle
    return page[0].page > 1 and apart > _HEAD_GAP * _spacing(list(page)) > 0 and page[0].height <= 1.1 * page[1].height


def _footnotes(page: Sequence[_Line]) -> list[_Line]:
    """The lines in smaller type at the foot of the page, from the first that opens with a figure or a star."""
    if len(page) < 4:
        return []
    size = median(line.height for line in page)
    start = len(page)
    while start > 1 and page[start - 1].height < _NOTE_SIZE * size:
        start -= 1
    while start < len(page) and not _NOTE.match(page[start].text):
        start += 1
    spacing = _spacing(list(page))
    for number in range(max(1, len(page) // 2), start):  # in type of the usual size a gap sets them apart
        gap = page[number - 1].middle - page[number].middle
        if gap > _NOTE_GAP * spacing and _RAISED.match(page[number].text):
            return list(page[number:])
    return list(page[start:])


def _notes(lines: Sequence[_Line]) -> list[list[_Line]]:
    out: list[list[_Line]] = []
    for line in lines:
        if _NOTE.match(line.text) or not out:
            out.append([line])
        else:
            out[-1].append(line)
    return out


def _spacing(page: list[_Line]) -> float:
    gaps = [a.middle - b.middle for a, b in pairwise(page)]
    gaps = [g for g in gaps if g > 0]
    if not gaps:
        return 0.0
    height = median(line.height for line in page)
    usual = median(gaps)
    # Two or three lines far apart are paragraphs; a page of them is set with double spacing.
    return min(usual, 1.3 * height) if len(gaps) < 5 and usual > 2.5 * height else usual


def _right_edge(page: list[_Line], line: _Line) -> float:
    """How far to the right lines in the column of ``line`` reach."""
    column = [f.right for f in page if abs(f.left - line.left) < 40] or [line.right]
    return max(column)


def _starts(before: list[_Line], line: _Line, spacing: float, right: float) -> bool:
    last = before[-1]
    jump = line.page != last.page or line.middle >= last.middle  # next page or next column
    ends = bool(_TERMINAL.search(last.text))
    if _BULLET.match(line.text):
        return True
    if jump:
        return ends or not (line.text[:1].islower() or last.right > right - 0.15 * (right - last.left))
    gap = last.middle - line.middle
    if spacing and gap > 1.35 * spacing:
        return True
    if abs(line.height - last.height) > 0.25 * last.height:
        return True
    indented = line.left - last.left > 0.6 * line.height and len(before) > 1 and line.left > before[0].left - 1
    short = last.right < right - 0.2 * max(right - last.left, 1.0)
    return ends and (short or indented)


def _hyphenated(texts: Iterable[str]) -> frozenset[str]:
    """Words that the document writes with a hyphen within a line."""
    return frozenset(w.lower() for text in texts for w in re.findall(r"\b\w+-\w+\b", text))


def _reflowed(lines: Sequence[_Line], known: frozenset[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        broken = text.endswith(_BREAK) or (
            text.endswith(("-", "\u00ad", "\u2010")) and text[-2:-1].isalpha() and line.text[:1].islower()
        )
        text = _rejoined(text[:-1], line.text, known) if broken else f"{text} {line.text}"
    text = re.sub(rf"{_BREAK}\s?", "", text).replace("\x02", "").replace("\x00", "")
    return _LOOSE_HYPHEN.sub("-", text)


def _rejoined(text: str, following: str, known: frozenset[str]) -> str:
    """A word broken at a line end, with its hyphen where the document elsewhere writes it so."""
    first = re.search(r"\w+$", text)
    second = re.match(r"\w+", following)
    if first and second:
        whole = f"{first.group()}-{second.group()}".lower()
        if whole in known or following[:1].isupper() or following[:1].isdigit():
            return f"{text}-{following}"
    return text + following


def _facts(document: Any) -> dict[str, Fact]:
    """Title and author of the file's properties. Its dates tell of the file, not of publication."""
    facts: dict[str, Fact] = {}
    try:
        metadata = document.get_metadata_dict()
    except Exception:  # noqa: BLE001  damaged metadata does not make the text unreadable
        return facts
    for name, key in (("title", "Title"), ("author", "Author")):
        value = " ".join(str(metadata.get(key) or "").replace("\x00", "").split())
        if value and not re.search(r"\.(?:docx?|pdf|indd|qxd|rtf)$|^(?:untitled|microsoft word)", value, re.IGNORECASE):
            facts[name] = Fact(value, f"document properties, {key}")
    return facts
