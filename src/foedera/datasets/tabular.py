"""The one door for files of published data: bytes in, a checked ``Sheet`` out, or a sentence with file and line."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import math
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from foedera.datasets.cards import cards
from foedera.datasets.cells import BadCellError, reader
from foedera.datasets.decoding import decoded
from foedera.datasets.nouns import Card, Column, Layout, Sheet
from foedera.datasets.repeats import once
from foedera.errors import DataError

__all__ = ["read", "table"]

CHUNK = 2_000  # rows read at once: of a million rows 10,000 at once took half as long again, for the garbage collector
LOOK = 40  # records within which a header must stand: SIPRI has 11 lines before it
BEGINNING = 1_000_000  # code points in which they stand
HEADING = 80  # code points of the longest heading: more is prose
SHOWN = 5  # faults of a file that a message lists
REMEMBERED = 200_000  # distinct cells of a column kept for those that come again

Progress = Callable[[int], None]

_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class _Found:
    layout: Layout
    at: int  # records before the header
    delimiter: str
    named: int  # columns that the layout knows by name
    places: tuple[tuple[Column, int], ...]
    width: int
    unread: tuple[str, ...]


def read(raw: bytes, card: Card, *, file: str, vintage: str | None = None, progress: Progress | None = None) -> Sheet:
    """A file of the data set that ``card`` describes, in whichever of its layouts it is.

    ``file``: what to call it in messages. ``vintage``: its edition, where a person gives it. ``progress`` is told the
    rows read so far. Raises DataError where the file is not of this data set, or has lines that cannot be right.
    """
    text = decoded(raw, file)
    found = _layout_of(text, card, file)
    records = _records(text, found, file)
    lines, columns, faults = _columns(records, found, progress)
    lines, columns, contradictions = once(lines, columns, found.layout)
    if open_at := _open_quote(text, lines[-1] if lines else 0, found.delimiter):
        raise DataError(
            f"{file}:{open_at}: a quotation mark opens here and is never closed. The file may be cut off: fetch it "
            "anew, or mend the line."
        )
    if faults or contradictions:
        raise DataError(_told(sorted(faults + contradictions), file))
    if not lines:
        raise DataError(f"{file}: a header of {card.title}, and no row below it. Give the file as published.")
    preamble = tuple(" ".join(",".join(r).split()) for r in _csv(text, found.delimiter, found.at))
    edition, basis = _vintage(card, file, preamble, columns, vintage)
    return Sheet(
        card=card,
        layout=found.layout,
        file=file,
        digest=hashlib.sha256(raw).hexdigest(),
        vintage=edition,
        vintage_from=basis,
        lines=lines,
        columns=columns,
        preamble=tuple(line for line in preamble if line),
        unread=found.unread,
    )


def table(raw: bytes, card: Card, *, file: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header, and (line, cells) of each record, as published: every column, whether it is read or not."""
    text = decoded(raw, file)
    found = _layout_of(text, card, file)
    header = list(_csv(text, found.delimiter, found.at + 1))[-1]
    return header, _records(text, found, file)


def _csv(text: str, delimiter: str, limit: int) -> Iterator[list[str]]:
    """The first records of a file; its beginning is enough for them."""
    return itertools.islice(csv.reader(io.StringIO(text[:BEGINNING], newline=""), delimiter=delimiter), limit)


# Which layout


def _layout_of(text: str, card: Card, file: str) -> _Found:
    found = _best(text, card)
    if found is not None:
        return found
    for other in cards().values():
        if other.name != card.name and (like := _best(text, other)) is not None:
            raise DataError(
                f"{file}: not {card.title}. It looks like {other.title} ({like.layout.title}). "
                f"If so: foedera data add {other.name} {file}"
            )
    raise DataError(_unlike(text, card, file))


def _best(text: str, card: Card) -> _Found | None:
    """The layout that most columns of a header speak for, of those whose every required column is there."""
    best: _Found | None = None
    for at, delimiter, header in _headers(text):
        for layout in card.layouts:
            made = _matched(header, layout, at, delimiter)
            if made is not None and (best is None or made.named > best.named):
                best = made
    return best


def _headers(text: str) -> Iterator[tuple[int, str, list[str]]]:
    for delimiter in _DELIMITERS:
        try:
            for at, record in enumerate(_csv(text, delimiter, LOOK)):
                if len(record) > 1 and max(map(len, record)) <= HEADING:
                    yield at, delimiter, record
        except csv.Error:
            continue


def _plain(heading: str) -> str:
    return re.sub(r"\W+", "_", heading.casefold()).strip("_")


def _headings(header: Sequence[str]) -> list[str]:
    """Headings as words with low lines; one without words belongs to its neighbour, as SIPRI's question marks do."""
    plain: list[str] = []
    for heading in header:
        words = _plain(heading)
        plain.append(words or (f"{plain[-1]}_uncertain" if plain and plain[-1] else ""))
    return plain


def _matched(header: Sequence[str], layout: Layout, at: int, delimiter: str) -> _Found | None:
    plain = _headings(header)
    places: list[tuple[Column, int]] = []
    for column in layout.columns:
        names = {_plain(n) for n in (column.name, *column.names)}
        at_all = [i for i, heading in enumerate(plain) if heading in names]
        if not at_all and column.required:
            return None
        if at_all:
            places.append((column, at_all[0]))
    taken = {i for _, i in places}
    others = [i for i, heading in enumerate(plain) if i not in taken and heading]
    named = len(places)
    if layout.rest is not None:
        mine = [i for i in others if re.fullmatch(layout.rest_from, plain[i])]
        if len(mine) < layout.rest_least:
            return None
        places += [(_named(layout.rest, header[i]), i) for i in mine]
        others = [i for i in others if i not in mine]
    return _Found(layout, at, delimiter, named, tuple(places), len(header), tuple(header[i].strip() for i in others))


def _named(rest: Column, heading: str) -> Column:
    return replace(rest, name=heading.strip())


def _unlike(text: str, card: Card, file: str) -> str:
    """What the nearest layout wants and the file lacks."""
    near: tuple[int, str, list[str], int] | None = None
    for at, _, header in _headers(text):
        plain = set(_headings(header))
        for layout in card.layouts:
            wanted = [c for c in layout.columns if c.required]
            lacking = [(c.names or (c.name,))[0] for c in wanted if not plain & {_plain(n) for n in (c.name, *c.names)}]
            score = len(wanted) - len(lacking)
            if 2 * score >= len(wanted) and (near is None or score > near[0]):
                near = (score, layout.title, lacking, at)
    forms = "; ".join(layout.title for layout in card.layouts)
    if near is None:
        return f"{file}: not {card.title}: no header of it in the first {LOOK} lines. Known forms: {forms}."
    _, title, lacking, at = near
    lacks = ", ".join(f"'{name}'" for name in lacking[:6]) or "its columns of values"
    return (
        f"{file}:{at + 1}: not {card.title}: nearest to its {title}, but without the column {lacks}. "
        f"Give the file as published. Known forms: {forms}."
    )


# The rows


def _records(text: str, found: _Found, file: str) -> Iterator[tuple[int, list[str]]]:
    """(line at which it begins, cells) of each record below the header; blank lines are passed over."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=found.delimiter)
    line = 1
    try:
        for at, record in enumerate(rows):
            if at > found.at and record and any(record):
                yield line, record
            line = rows.line_num + 1
    except csv.Error as bad:
        why = "a quotation mark may never be closed" if "field limit" in str(bad) else "the line may be damaged"
        raise DataError(f"{file}:{line}: not readable as CSV ({bad}): {why}. Mend it, or fetch the file anew.") from bad


def _open_quote(text: str, line: int, delimiter: str) -> int:
    """The line of the last record, where its quotation marks do not close before the file ends; else 0."""
    if text.count('"') % 2 == 0:
        return 0
    tail = "".join(itertools.islice(io.StringIO(text, newline=""), max(line - 1, 0), None)) if line else ""
    try:
        for _ in csv.reader(io.StringIO(tail, newline=""), delimiter=delimiter, strict=True):
            continue
    except csv.Error as bad:
        return line if "unexpected end" in str(bad) else 0
    return 0


Fault = tuple[int, str]


def _columns(
    records: Iterator[tuple[int, list[str]]], found: _Found, progress: Progress | None
) -> tuple[array[int], dict[str, list[Any]], list[Fault]]:
    lines: array[int] = array("L")
    columns: dict[str, list[Any]] = {column.name: [] for column, _ in found.places}
    readers = [(column, at, _Cells(column)) for column, at in found.places]
    faults: list[Fault] = []  # of cells
    uneven: list[Fault] = []  # of whole rows
    while chunk := list(itertools.islice(records, CHUNK)):
        starts, rows = zip(*chunk, strict=True)
        uneven += _widths(starts, rows, found.width)
        if len(uneven) > SHOWN:
            break
        lines.extend(starts)
        across = list(zip(*(_fitted(row, found.width) for row in rows), strict=True))
        for column, at, cells in readers:
            columns[column.name] += cells.read(across[at], starts, faults)
        if progress is not None:
            progress(len(lines))
    known = {line for line, _ in uneven}  # of a row that is too short, what is empty need not be told as well
    return lines, columns, sorted([*uneven, *(fault for fault in faults if fault[0] not in known)])


def _fitted(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else (row + [""] * width)[:width]


def _widths(starts: Sequence[int], rows: Sequence[list[str]], width: int) -> list[Fault]:
    """Records too short or too long; empty cells at the end do not count, as spreadsheets add and cut them."""
    faults = []
    for line, row in zip(starts, rows, strict=True):
        if len(row) != width and (len(row) < width or any(cell.strip() for cell in row[width:])):
            faults.append((line, f"{len(row)} cells where the header has {width}"))
    return faults


class _Cells:
    """Reads a column, each distinct cell once."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._read = reader(column)
        self._known: dict[str, Any] = {}
        self._bad: dict[str, str] = {}

    def read(self, cells: Sequence[str], lines: Sequence[int], faults: list[Fault]) -> list[Any]:
        if self.column.kind == "number" and (numbers := self._numbers(cells)) is not None:
            return numbers
        known = self._known
        if len(known) > REMEMBERED:
            known.clear()
        for cell in set(cells).difference(known):
            try:
                known[cell] = self._read(cell)
            except BadCellError as bad:
                known[cell] = None
                self._bad[cell] = str(bad)
        if self._bad:
            faults += [
                (line, f"'{cell}' in column '{self.column.name}' {self._bad[cell]}")
                for line, cell in zip(lines, cells, strict=True)
                if cell in self._bad
            ]
        return [known[cell] for cell in cells]

    def _numbers(self, cells: Sequence[str]) -> list[float] | None:
        """All cells at once where they are plain numbers within bounds, as most are; None: look at each."""
        try:
            numbers = list(map(float, cells))
        except ValueError:
            return None
        column = self.column
        if not math.isfinite(sum(numbers)) or "_" in "".join(cells) or not column.missing.isdisjoint(cells):
            return None
        low = column.low is None or min(numbers) >= column.low
        high = column.high is None or max(numbers) <= column.high
        return numbers if low and high and not column.values else None


def _told(faults: Sequence[Fault], file: str) -> str:
    shown = "\n".join(f"  {file}:{line}: {what}" for line, what in faults[:SHOWN])
    more = f"\n  and {len(faults) - SHOWN:,} more" if len(faults) > SHOWN else ""
    lines = "1 line" if len(faults) == 1 else f"{len(faults):,} cells or lines"
    advice = "so nothing was added. Mend them, or give the file as published"
    return f"{file}: {lines} cannot be right, {advice}:\n{shown}{more}"


# Which edition


def _vintage(
    card: Card, file: str, preamble: Sequence[str], columns: dict[str, list[Any]], given: str | None
) -> tuple[str | None, str]:
    """What the file itself says goes before what a person says, and that before its name."""
    wanted = card.vintage
    if wanted.line:
        for line in preamble:
            if match := re.search(wanted.line, line):
                return _day(match.group(1), wanted.line_format), "line"
    if wanted.column and (values := set(columns.get(wanted.column, ())) - {None}):
        return ", ".join(sorted(str(v) for v in values)), "column"
    if given:
        return given, "given"
    if wanted.filename and (match := re.search(wanted.filename, file)):
        return match.group(1), "file name"
    return None, ""


def _day(words: str, form: str) -> str:
    if not form:
        return words
    try:
        return datetime.strptime(words, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return words
