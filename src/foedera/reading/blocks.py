"""Pieces to typed blocks: what is the report, and what only stands around it.

General signs only: the shape of a line, its place, the words of ``reading.yml``, and paragraphs that come twice.
In doubt a paragraph of prose stays body; readers' comments and sidebars never do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from foedera.formats import Piece
from foedera.model import Block, BlockKind
from foedera.reading.copies import is_same_heading, mark_copies, mark_headline_copies
from foedera.reading.cues import Cues, Lines
from foedera.reading.parts import LONG_PROSE_WORDS, SENTENCE_END, Part, part_of
from foedera.reading.splits import split

__all__ = ["typed"]

_QUOTED = re.compile(r"""^["“«](?:[^"“”«»]+)["”»]\.?$""")
_PARENTHESIS = re.compile(r"""[(\[]\s*([^()\[\]]{2,120})\s*[)\]][.\s]*$""")
_SLASHED = re.compile(r"^([\w .]{2,30})/\s*[\w@.' -]{1,60}$")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d{1,2}[/.:]\d{1,2}\b|\b(?:19|20)\d\d\b.*\b\d{1,2}\b|\b\d{1,2}\b.*\b(?:19|20)\d\d\b")
_LETTER = re.compile(r"[^\W\d_]")

MIN_SIDEBAR_LINES = 3  # short lines on end that make a list of links
MIN_BEFORE_COMMENTS = 0.25  # share of a document's prose before a heading such as "Comments" is believed


def typed(
    body: str, pieces: Sequence[Piece], cues: Cues, *, title: str | None, author: str | None
) -> tuple[Block, ...]:
    """Blocks in order, without overlap, each inside one piece."""
    parts = [part_of(body, p) for p in pieces]
    if len(parts) > 1:  # a document of one paragraph is that paragraph
        _outside(parts)
        _comments(parts, cues)
        _captions(parts, cues)
        _bylines(parts, cues)
        _dates(parts, cues)
        _headline(parts, title, cues)
        mark_headline_copies(parts, title)
        _furniture(parts, cues)
        _endings(parts, cues, author)
        _head(parts)
        _lists(parts)
        _headings(parts, cues)
        mark_copies(parts)
        _quotations(parts, cues)
        _rescue(parts)
    out: list[Block] = []
    for part in parts:
        kind = part.kind or BlockKind.BODY
        piece = part.piece
        spans = [(kind, piece.start, piece.end)]
        if kind in (BlockKind.BODY, BlockKind.QUOTATION):
            spans = split(body, piece.start, piece.end, kind, cues)
        out.extend(Block(k, s, e, piece.locator) for k, s, e in spans if s < e)
    return tuple(out)


def _outside(parts: list[Part]) -> None:
    """What the format itself holds to be no part of the article."""
    for part in parts:
        if part.piece.main is False and part.kind not in (BlockKind.COMMENT, BlockKind.HEADLINE, BlockKind.CAPTION):
            part.kind = BlockKind.FURNITURE


def _comments(parts: list[Part], cues: Cues) -> None:
    """Everything from the first reader's comment on."""
    start = _stream(parts, cues)
    opener = _opener(parts, cues)
    starts = [s for s in (start, opener) if s is not None]
    if starts:
        for part in parts[min(starts) :]:
            part.kind = BlockKind.COMMENT


def _stream(parts: list[Part], cues: Cues) -> int | None:
    """Where lines begin that come with every comment, such as a link to reply."""
    trailing = [i for i, p in enumerate(parts) if p.count <= 40 and _hits(cues.trailing, p.words) and _is_mark(p)]
    leading = [i for i, p in enumerate(parts) if p.count <= 14 and _hits(cues.leading, p.words)]
    if len(trailing) + len(leading) < 2 or not (trailing or len(leading) >= 3):
        return None
    first_prose = next((i for i, p in enumerate(parts) if p.is_prose and p.kind is None), None)
    if first_prose is None:
        return None
    marks = sorted(i for i in {*trailing, *leading} if i > first_prose)
    if len(marks) < 2 or marks[1] - marks[0] > 12:  # two far apart are no stream
        return None
    first = marks[0]
    if first in leading:
        return first
    # The mark stands after its comment: the paragraph before the first mark is a comment too.
    before = first - 1
    if before > first_prose and parts[before].kind is None and not _hits(cues.openers, parts[before].words):
        return before
    return first


def _is_mark(part: Part) -> bool:
    """A link to reply stands alone, or is run together with the comment that follows it."""
    return part.count <= 3 or bool(re.match(r"\w+(?=[^\s\w]|$)|[A-Z][a-z]+(?=[A-Z\[\d])", part.words))


def _opener(parts: list[Part], cues: Cues) -> int | None:
    total = sum(p.count for p in parts if p.is_prose)
    seen = prose = 0
    for number, part in enumerate(parts):
        enough = prose >= 3 or (prose > 0 and seen >= MIN_BEFORE_COMMENTS * total)
        if enough and part.count <= 14 and _hits(cues.openers, part.words):
            return number
        if part.is_prose and part.kind is None:
            prose += 1
            seen += part.count
    return None


def _hits(patterns: Sequence[re.Pattern[str]], words: str) -> bool:
    return any(p.search(words) for p in patterns)


def _captions(parts: list[Part], cues: Cues) -> None:
    for part in parts:
        if part.is_open and _is_caption(part, cues):
            part.kind = BlockKind.CAPTION


def _is_caption(part: Part, cues: Cues) -> bool:
    words = part.words
    inner = words.strip("()[] ")
    if part.count <= 16 and _hits(cues.credits, inner):
        return True
    if part.count <= 70 and cues.captions.match(words):
        return True
    bracket = _PARENTHESIS.search(words)
    if bracket is None or len(SENTENCE_END.findall(words)) > 3 or part.count > 90:
        return False
    inside = bracket.group(1).strip()
    slashed = _SLASHED.match(inside)
    agency = slashed is not None and bool(set(slashed.group(1).lower().split()) & cues.credit_agencies)
    return agency or _hits(cues.credits, inside)


def _headline(parts: list[Part], title: str | None, cues: Cues) -> None:
    """The piece that bears the title, else the first heading-like line before the prose."""
    head = parts[: _first_prose(parts) + 1]
    if title:
        for part in head:
            if part.kind in (None, BlockKind.HEADLINE) and is_same_heading(part.words, title):
                part.kind = BlockKind.HEADLINE
                return
    if any(p.kind is BlockKind.HEADLINE for p in head):
        return
    could = [p for p in head[:-1] if p.is_open and not p.ends and not _leads(p) and not cues.furniture.match(p.words)]
    counts = [(len(_LETTERS.findall(p.words)), p) for p in could]
    shouted = [p for count, p in counts if 4 <= count <= 35 and p.words.isupper()]
    # Two or three words are a section more often than a headline.
    plain = [p for least in (5, 3) for count, p in counts if least <= count <= 35]
    for part in [*shouted, *plain][:1]:
        part.kind = BlockKind.HEADLINE


def _leads(part: Part) -> bool:
    """An entry of a list, or a sentence that announces one."""
    return part.piece.item or (part.words.endswith(":") and part.count >= 12)


def _first_prose(parts: Sequence[Part]) -> int:
    return next((i for i, p in enumerate(parts) if p.is_prose and p.kind is None), max(len(parts) - 1, 0))


def _bylines(parts: list[Part], cues: Cues) -> None:
    first = _first_prose(parts)
    for number, part in enumerate(parts):
        if part.kind not in (None, BlockKind.HEADLINE):
            continue
        low = part.words.lower()
        near = number <= first + 1
        if (
            (near and part.count <= 16 and not part.is_prose and _starts(low, cues.byline_starts))
            or (part.count <= 45 and _hits(cues.byline_patterns, part.words))
            or (near and part.count <= 2 and low.strip(" :") in cues.byline_labels)
            or (near and part.count <= 16 and _hits(cues.outlets, part.words))
        ):
            part.kind = BlockKind.BYLINE


def _dates(parts: list[Part], cues: Cues) -> None:
    """Lines before the prose that hold a date and nothing else."""
    for part in parts[: _first_prose(parts)]:
        if part.is_open and part.count <= 10 and any(c.isdigit() for c in part.words):
            labels = {w for label in (*cues.date_published, *cues.date_updated) for w in label.split()}
            known = cues.weekdays | cues.date_clock | set(cues.months) | labels
            strange = [w for w in _LETTERS.findall(part.words.lower()) if w not in known]
            if len(strange) <= (3 if _FIGURES.search(part.words) else 0):
                part.kind = BlockKind.DATELINE


def _starts(low: str, starts: tuple[str, ...]) -> bool:
    return any(low.startswith(s) and (s.endswith(":") or low[len(s) : len(s) + 1] in (" ", ":")) for s in starts)


def _furniture(parts: list[Part], cues: Cues) -> None:
    for part in parts:
        if not part.is_open:
            continue
        # A paragraph of several sentences that merely begins like a link stays what it is.
        brief = part.count <= 30 or (part.count <= 60 and len(SENTENCE_END.findall(part.words)) <= 2)
        if not _LETTER.search(part.words) or (brief and cues.furniture.match(part.words)):
            part.kind = BlockKind.FURNITURE


def _endings(parts: list[Part], cues: Cues, author: str | None) -> None:
    """What follows a heading such as "Related" or "Most read", until prose resumes."""
    first = _first_prose(parts)
    state = ""
    for number, part in enumerate(parts):
        if part.kind is BlockKind.COMMENT:
            break
        if number > first and _is_cue(part, cues.closes):
            state = "closed"
            part.kind = BlockKind.FURNITURE
            continue
        if _is_cue(part, cues.pauses):
            state = state or "paused"
            part.kind = BlockKind.FURNITURE
            continue
        if not state or not part.is_open:
            continue
        if _resumes(parts, number, state):
            state = ""
        else:
            part.kind = BlockKind.FURNITURE
    _about_author(parts, cues, author, first)


def _is_cue(part: Part, lines: Lines) -> bool:
    if part.kind in (BlockKind.CAPTION, BlockKind.BYLINE, BlockKind.COPY):
        return False
    head = part.words.split(":")[0] if part.count > 14 else part.words
    short = part.count <= 14
    return (short and lines.match(part.words)) or (not short and len(head) <= 30 and lines.match(f"{head}:"))


def _resumes(parts: Sequence[Part], number: int, state: str) -> bool:
    part = parts[number]
    if part.words.endswith("?"):
        return False
    if state == "paused":
        return part.is_sentence or part.is_prose
    if not part.is_prose:
        return False
    following = next((p for p in parts[number + 1 :] if p.kind not in (BlockKind.CAPTION, BlockKind.FURNITURE)), None)
    return following is not None and following.is_prose and _adjacent(parts, number, following)


def _adjacent(parts: Sequence[Part], number: int, following: Part) -> bool:
    return any(p is following for p in parts[number + 1 : number + 4])


def _about_author(parts: list[Part], cues: Cues, author: str | None, first: int) -> None:
    """The last paragraphs may be about the author, whose name we know."""
    names = [n for n in re.split(r",| and |&", author or "") if len(n.split()) >= 2]
    if not names:
        return
    prose = [i for i, p in enumerate(parts) if p.is_open and p.count >= 5]
    for number in prose[-3:]:
        part = parts[number]
        if number <= first or part.count > 90:
            continue
        for name in names:
            tail = " ".join(name.split()[-2:]).lower()
            low = part.words.lower()
            at = low.find(tail)
            if 0 <= at <= 12 and low[at + len(tail) :].lstrip(" ,").startswith(cues.about):
                part.kind = BlockKind.FURNITURE


def _head(parts: list[Part]) -> None:
    """Short lines before the prose: sections, agencies, towns, dates."""
    first = _first_prose(parts)
    if not parts[first].is_prose:
        return
    for part in parts[:first]:
        if part.is_open and part.count <= 8 and not part.ends:
            dated = any(c.isdigit() for c in part.words)
            part.kind = BlockKind.DATELINE if dated else BlockKind.FURNITURE


def _lists(parts: list[Part]) -> None:
    """Runs of short lines without a full stop, by which a page leads elsewhere."""
    run: list[Part] = []
    last_prose = max((i for i, p in enumerate(parts) if p.is_open and p.is_prose), default=-1)
    for number, part in enumerate([*parts, None]):
        short = (
            part is not None and part.is_open and not part.is_prose and not part.piece.item and not _is_lead_in(part)
        )
        if part is not None and short:
            run.append(part)
            continue
        if part is not None and part.kind is BlockKind.FURNITURE:
            continue  # a link between links does not end the run
        at_end = number > last_prose
        bare = sum(1 for p in run if not p.ends)
        listed = len(run) >= MIN_SIDEBAR_LINES and last_prose >= 0 and bare >= 0.6 * len(run)
        if listed and (at_end or all(p.count <= 16 for p in run)):
            for member in run:
                member.kind = BlockKind.FURNITURE
        run = []


def _is_lead_in(part: Part) -> bool:
    return part.words.endswith((":", ";", ",")) or part.count >= LONG_PROSE_WORDS


def _headings(parts: list[Part], cues: Cues) -> None:
    """A short line without a full stop between paragraphs is a sub-heading."""
    if not any(p.is_open and p.is_prose for p in parts):
        return
    for number, part in enumerate(parts):
        leads = _is_lead_in(part) and part.count > 2
        if not part.is_open or part.ends or part.count > 12 or part.piece.item or leads:
            continue
        last = part.words.lower().split()[-1:] or [""]
        if last[0] in cues.unfinished:
            continue
        follows = any(p.is_open and p.is_prose for p in parts[number + 1 : number + 4])
        part.kind = BlockKind.HEADLINE if follows else BlockKind.FURNITURE


def _quotations(parts: list[Part], cues: Cues) -> None:
    for before, part in pairwise(p for p in parts if p.kind in (None, BlockKind.QUOTATION)):
        if not part.is_open or part.piece.item:
            continue
        if _QUOTED.match(part.words):
            part.kind = BlockKind.QUOTATION
        elif before.words.endswith(":") and part.is_prose and before.kind is None:
            last = {w.strip(",;:\"'“”").lower() for w in before.words.split()[-6:]}
            if last & cues.introduces and not before.piece.item:
                part.kind = BlockKind.QUOTATION


def _rescue(parts: list[Part]) -> None:
    """A document must have something to say: where nothing is left, what is undecidable is body."""
    if any(p.kind in (None, BlockKind.QUOTATION) for p in parts):
        return
    for part in parts:
        if part.kind in (BlockKind.FURNITURE, BlockKind.DATELINE) and part.is_sentence and part.piece.kind is None:
            part.kind = None
    if not any(p.kind is None for p in parts):
        for part in parts:
            if part.kind is BlockKind.HEADLINE and part.count >= 5:
                part.kind = None
