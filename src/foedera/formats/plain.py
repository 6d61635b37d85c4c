"""Plain text, also as scraped from pages: the body is the text as it stands; pieces are its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from foedera.formats.extract import Extract, Piece

__all__ = ["pieces", "read"]

_LINE = re.compile(r"[^\r\n\x0b\x0c\u0085\u2028\u2029]*(?:\r\n|[\r\n\x0b\x0c\u0085\u2028\u2029]|$)")
_BULLET = re.compile(r"\s*(?:[-*•●▪◦‣·–—]\s+|\(?\d{1,3}[.)]\s+|\(?[a-z]\)\s+)\S")
_TERMINAL = re.compile(r"""[.!?:;…]["'”’»)\]}*_]*\s*$""")
_WIDE_GAP = re.compile(r"""(?<=[.!?"”’)])[ \t\u00a0]{4,}(?=\S)""")
_STARS = re.compile(r"\s*[*_]{1,3}\s*$")
_LONGEST_WRAP = 120  # characters; longer lines are paragraphs of their own
_PROSE_WIDTH = 60
_SHORTEST_WRAP = 35
_FILLED_SHARE = 0.6
_ENDED_SHARE = 0.5  # of lines within wrapped prose about one in six ends with a sentence


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int  # without trailing blanks and line end
    number: int
    text: str
    hard_break: bool  # two blanks at its end: Markdown's line break

    @property
    def width(self) -> int:
        return len(self.text)


def read(text: str) -> Extract:
    """The text itself as body and its paragraphs as pieces, located by line."""
    return Extract(text, pieces(text))


def pieces(text: str, start: int = 0) -> tuple[Piece, ...]:
    """The paragraphs of ``text`` from ``start`` on: runs of hard-wrapped lines, else single lines."""
    lines = _lines(text, start)
    width = _wrap_width(lines)
    found: list[list[_Line]] = []
    for run in _runs(lines):
        found.extend(_paragraphs(run, width))
    found = _mended(found)
    out: list[Piece] = []
    for group in found:
        out.extend(_split(text, group))
    return tuple(out)


def _lines(text: str, start: int) -> list[_Line]:
    number = 1 + len(re.findall(r"\r\n|[\r\n]", text[:start]))
    out: list[_Line] = []
    at = start
    while at < len(text):
        match = _LINE.match(text, at)
        if match is None or match.end() == at:
            break
        raw = match.group()
        kept = raw.strip()
        left = at + (len(raw) - len(raw.lstrip())) if kept else at
        soft = raw.rstrip("\r\n")
        out.append(_Line(left, left + len(kept), number, kept, soft.endswith("  ") and bool(kept)))
        number += 1
        at = match.end()
    return out


def _runs(lines: list[_Line]) -> list[list[_Line]]:
    """Lines between blank lines."""
    out: list[list[_Line]] = [[]]
    for line in lines:
        if line.text:
            out[-1].append(line)
        elif out[-1]:
            out.append([])
    return [run for run in out if run]


def _wrap_width(lines: list[_Line]) -> int | None:
    """The width at which the document's lines are broken, or None where its lines are paragraphs."""
    widths = sorted(line.width for line in lines if line.text)
    if len(widths) < 2:
        return None
    long = sum(1 for w in widths if w > _LONGEST_WRAP)
    if long > 0.1 * len(widths):
        return None
    inner = [line for run in _runs(lines) for line in run[:-1]]
    if sum(1 for line in inner if _TERMINAL.search(line.text)) > _ENDED_SHARE * len(inner):
        return None
    short = [w for w in widths if w <= _LONGEST_WRAP]
    width = short[int(0.95 * (len(short) - 1))]
    return width if width >= _SHORTEST_WRAP else None


def _is_filled(line: _Line, following: _Line, width: int) -> bool:
    """True where the next line's first word would not have fitted: the line was broken by a machine."""
    word = following.text.split(maxsplit=1)[0]
    return line.width + 1 + len(word) > width - 2


def _paragraphs(run: list[_Line], width: int | None) -> list[list[_Line]]:
    if width is None or len(run) == 1 or not _is_wrapped(run, width):
        return [[line] for line in run]
    out = [[run[0]]]
    for line, following in pairwise(run):
        if _breaks(line, following, width):
            out.append([following])
        else:
            out[-1].append(following)
    return out


def _is_wrapped(run: list[_Line], width: int) -> bool:
    """Lines that begin a list entry or end a paragraph say nothing; most of the others must be filled."""
    pairs = [(a, b) for a, b in pairwise(run) if not _BULLET.match(b.text)]
    if not pairs:
        return True
    filled = sum(1 for a, b in pairs if _is_filled(a, b, width) or b.text[:1].islower())
    return filled >= _FILLED_SHARE * len(pairs)


def _breaks(line: _Line, following: _Line, width: int) -> bool:
    if _STARS.match(line.text):
        return True
    if _BULLET.match(following.text):
        return True
    if _STARS.match(following.text):
        return False
    filled = _is_filled(line, following, width)
    if line.hard_break and not filled:
        return not following.text[:1].islower()
    return not filled and bool(_TERMINAL.search(line.text)) and following.text[:1].isupper() and line.width < width / 2


def _mended(groups: list[list[_Line]]) -> list[list[_Line]]:
    """Paragraphs that a page's markup broke in mid-sentence are put together again."""
    out: list[list[_Line]] = []
    for group in groups:
        if out and _continues(out[-1][-1], group, first=out[-1][0]):
            out[-1] = [*out[-1], *group]
        else:
            out.append(group)
    return out


def _continues(line: _Line, group: list[_Line], *, first: _Line) -> bool:
    following = group[0]
    if not following.text[:1].islower() or _BULLET.match(following.text) or "://" in following.text.split()[0]:
        return False
    if _TERMINAL.search(line.text) or line.text.endswith(")"):
        return False
    if line.width == 1 and line.text.isupper() and line is first:  # a drop capital
        return following.number - line.number <= 2 and following.width > 20
    is_prose = following.width >= _PROSE_WIDTH or bool(_TERMINAL.search(group[-1].text))
    return is_prose and len(line.text.split()) >= 6 and following.number - line.number <= 2 and following.width > 20


def _split(text: str, group: list[_Line]) -> list[Piece]:
    """One piece, or several where wide gaps within a line show that line ends were lost."""
    start, end = group[0].start, group[-1].end
    locator = f"line {group[0].number}"
    item = bool(_BULLET.match(group[0].text))
    if len(group) > 1:
        return [Piece(start, end, locator, item=item)]
    out: list[Piece] = []
    at = start
    for gap in _WIDE_GAP.finditer(text, start, end):
        out.append(Piece(at, gap.start(), locator, item=item))
        at = gap.end()
    return [*out, Piece(at, end, locator, item=item)]
