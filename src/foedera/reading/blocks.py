"""Pieces to typed blocks: what is the report, and what only stands around it.

General signs only: the shape of a line, its place, the words of ``reading.yml``, and paragraphs that come twice.
In doubt a paragraph of prose stays body; readers' comments and sidebars never do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from foedera.formats import Piece
from foedera.model import Block, BlockKind
from foedera.reading.cues import Cues, Lines, plain_words
from foedera.reading.splits import split

__all__ = ["typed"]

_END = re.compile(r"""[.!?…]["'”’»)\]}*_]*(?:\[\d+\])?$""")
# Two small letters or a figure before the stop: initials and "U.S." end no sentence.
_SENTENCE_END = re.compile(r"""(?:[a-zà-ÿ]{2}|[\d)%"”’])[.!?]["'”’»)\]]*\s+["'“‘«(]?[A-ZÀ-Þ]""")
_QUOTED = re.compile(r"""^["“«](?:[^"“”«»]+)["”»]\.?$""")
_CITATION = re.compile(r"""(?:,|\()\s*(?:[^\W\d_]+\.?\s+)?(?:\d{1,2},\s*)?(?:19|20)\d\d\)?[.,]?$""")
_PARENTHESIS = re.compile(r"""[(\[]\s*([^()\[\]]{2,120})\s*[)\]][.\s]*$""")
_SLASHED = re.compile(r"^([\w .]{2,30})/\s*[\w@.' -]{1,60}$")
_TOKEN = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d{1,2}[/.:]\d{1,2}\b|\b(?:19|20)\d\d\b.*\b\d{1,2}\b|\b\d{1,2}\b.*\b(?:19|20)\d\d\b")
_LETTER = re.compile(r"[^\W\d_]")
_STARS = re.compile(r"[*_#>]+")

PROSE_WORDS = 9  # a sentence with fewer may be a heading or a link
LONG_PROSE_WORDS = 25
COPY_SHARE = 92.0  # similarity in percent at which two paragraphs are one; two reports of one event stay below 80
MIN_COPY_WORDS = 7
MIN_SIDEBAR_LINES = 3  # short lines on end that make a list of links
MIN_BEFORE_COMMENTS = 0.25  # share of a document's prose before a heading such as "Comments" is believed


@dataclass(slots=True)
class _Part:
    """A piece on its way to a kind."""

    piece: Piece
    raw: str
    words: str  # as a reader sees them
    count: int
    ends: bool
    kind: BlockKind | None

    @property
    def is_sentence(self) -> bool:
        return self.ends and self.count >= PROSE_WORDS

    @property
    def is_prose(self) -> bool:
        """A full sentence or more, and no entry of a bibliography."""
        if not self.is_sentence:
            return self.count >= 2 * LONG_PROSE_WORDS
        return not (_CITATION.search(self.words) and not _SENTENCE_END.search(self.words) and self.count < 45)

    @property
    def is_open(self) -> bool:
        return self.kind is None


def typed(
    body: str, pieces: Sequence[Piece], cues: Cues, *, title: str | None, author: str | None
) -> tuple[Block, ...]:
    """Blocks in order, without overlap, each inside one piece."""
    parts = [_part(body, p) for p in pieces]
    whole = len(parts)
    if whole > 1:
        _outside(parts)
        _comments(parts, cues)
        _captions(parts, cues)
        _bylines(parts, cues)
        _dates(parts, cues)
        _headline(parts, title, cues)
        _headline_copies(parts, title)
        _furniture(parts, cues)
        _endings(parts, cues, author)
        _head(parts)
        _lists(parts)
        _headings(parts, cues)
        _copies(parts)
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


def _part(body: str, piece: Piece) -> _Part:
    raw = body[piece.start : piece.end]
    words = plain_words(raw)
    bare = _STARS.sub("", words).strip()
    return _Part(piece, raw, words, len(bare.split()), bool(_END.search(bare)), piece.kind)


def _outside(parts: list[_Part]) -> None:
    """What the format itself holds to be no part of the article."""
    for part in parts:
        if part.piece.main is False and part.kind not in (BlockKind.COMMENT, BlockKind.HEADLINE, BlockKind.CAPTION):
            part.kind = BlockKind.FURNITURE


def _comments(parts: list[_Part], cues: Cues) -> None:
    """Everything from the first reader's comment on."""
    start = _stream(parts, cues)
    opener = _opener(parts, cues)
    starts = [s for s in (start, opener) if s is not None]
    if starts:
        for part in parts[min(starts) :]:
            part.kind = BlockKind.COMMENT


def _stream(parts: list[_Part], cues: Cues) -> int | None:
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


def _is_mark(part: _Part) -> bool:
    """A link to reply stands alone, or is run together with the comment that follows it."""
    return part.count <= 3 or bool(re.match(r"\w+(?=[^\s\w]|$)|[A-Z][a-z]+(?=[A-Z\[\d])", part.words))


def _opener(parts: list[_Part], cues: Cues) -> int | None:
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


def _captions(parts: list[_Part], cues: Cues) -> None:
    for part in parts:
        if part.is_open and _is_caption(part, cues):
            part.kind = BlockKind.CAPTION


def _is_caption(part: _Part, cues: Cues) -> bool:
    words = part.words
    inner = words.strip("()[] ")
    if part.count <= 16 and _hits(cues.credits, inner):
        return True
    if part.count <= 70 and cues.captions.match(words):
        return True
    bracket = _PARENTHESIS.search(words)
    if bracket is None or len(_SENTENCE_END.findall(words)) > 3 or part.count > 90:
        return False
    inside = bracket.group(1).strip()
    slashed = _SLASHED.match(inside)
    agency = slashed is not None and bool(set(slashed.group(1).lower().split()) & cues.credit_agencies)
    return agency or _hits(cues.credits, inside)


def _headline(parts: list[_Part], title: str | None, cues: Cues) -> None:
    """The piece that bears the title, else the first heading-like line before the prose."""
    head = parts[: _first_prose(parts) + 1]
    if title:
        for part in head:
            if part.kind in (None, BlockKind.HEADLINE) and _same(part.words, title):
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


def _leads(part: _Part) -> bool:
    """An entry of a list, or a sentence that announces one."""
    return part.piece.item or (part.words.endswith(":") and part.count >= 12)


def _first_prose(parts: Sequence[_Part]) -> int:
    return next((i for i, p in enumerate(parts) if p.is_prose and p.kind is None), max(len(parts) - 1, 0))


def _same(one: str, other: str) -> bool:
    a, b = plain_words(one).casefold(), plain_words(other).casefold()
    if not a or not b:
        return False
    return fuzz.ratio(a, b) >= 90 or (len(a) >= 25 and (b.startswith(a) or a.startswith(b)) and len(a) < 1.6 * len(b))


def _bylines(parts: list[_Part], cues: Cues) -> None:
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


def _dates(parts: list[_Part], cues: Cues) -> None:
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


def _furniture(parts: list[_Part], cues: Cues) -> None:
    for part in parts:
        if not part.is_open:
            continue
        # A paragraph of several sentences that merely begins like a link stays what it is.
        brief = part.count <= 30 or (part.count <= 60 and len(_SENTENCE_END.findall(part.words)) <= 2)
        if not _LETTER.search(part.words) or (brief and cues.furniture.match(part.words)):
            part.kind = BlockKind.FURNITURE


def _endings(parts: list[_Part], cues: Cues, author: str | None) -> None:
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


def _is_cue(part: _Part, lines: Lines) -> bool:
    if part.kind in (BlockKind.CAPTION, BlockKind.BYLINE, BlockKind.COPY):
        return False
    head = part.words.split(":")[0] if part.count > 14 else part.words
    short = part.count <= 14
    return (short and lines.match(part.words)) or (not short and len(head) <= 30 and lines.match(f"{head}:"))


def _resumes(parts: Sequence[_Part], number: int, state: str) -> bool:
    part = parts[number]
    if not part.is_prose or part.words.endswith("?"):
        return False
    if state == "paused":
        return True
    following = next((p for p in parts[number + 1 :] if p.kind not in (BlockKind.CAPTION, BlockKind.FURNITURE)), None)
    return following is not None and following.is_prose and _adjacent(parts, number, following)


def _adjacent(parts: Sequence[_Part], number: int, following: _Part) -> bool:
    return any(p is following for p in parts[number + 1 : number + 4])


def _about_author(parts: list[_Part], cues: Cues, author: str | None, first: int) -> None:
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


def _head(parts: list[_Part]) -> None:
    """Short lines before the prose: sections, agencies, towns, dates."""
    first = _first_prose(parts)
    if not parts[first].is_prose:
        return
    for part in parts[:first]:
        if part.is_open and part.count <= 8 and not part.ends:
            dated = any(c.isdigit() for c in part.words)
            part.kind = BlockKind.DATELINE if dated else BlockKind.FURNITURE


def _lists(parts: list[_Part]) -> None:
    """Runs of short lines without a full stop, by which a page leads elsewhere."""
    run: list[_Part] = []
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


def _is_lead_in(part: _Part) -> bool:
    return part.words.endswith((":", ";", ",")) or part.count >= LONG_PROSE_WORDS


def _headings(parts: list[_Part], cues: Cues) -> None:
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


def _headline_copies(parts: list[_Part], title: str | None) -> None:
    headings = [p for p in parts if p.kind is BlockKind.HEADLINE]
    main = next((p for p in headings if not title or _same(p.words, title)), None)
    if main is None:
        return
    for part in parts:
        if part is main or part.kind not in (None, BlockKind.HEADLINE) or not 3 <= part.count < 30:
            continue
        if not part.is_prose and _same(part.words, main.words):
            part.kind = BlockKind.COPY


def _copies(parts: list[_Part]) -> None:
    """Of two copies of a paragraph the fuller is kept; of two equal ones the first."""
    open_parts = [p for p in parts if p.is_open and p.count >= MIN_COPY_WORDS]
    keys = [_key(p.words) for p in open_parts]
    for i, j in _candidates(keys):
        one, other = open_parts[i], open_parts[j]
        if not (one.is_open and other.is_open):
            continue
        worse = _worse(one, other, keys[i], keys[j])
        if worse is not None:
            worse.kind = BlockKind.COPY


def _key(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


def _candidates(keys: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs that share their first or last words, or words from their middle: all that could be copies."""
    buckets: dict[str, list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for number, key in enumerate(keys):
        words = key.split()
        grams = {" ".join(words[:4]), " ".join(words[-4:])} | {" ".join(words[i : i + 4]) for i in (4, 8)}
        for gram in grams:
            if gram.count(" ") == 3:
                buckets.setdefault(gram, []).append(number)
    for members in buckets.values():
        for i, one in enumerate(members[:50]):
            pairs.update((one, other) for other in members[i + 1 : 50])
    return sorted(pairs)


def _differ_in_fact(one: str, other: str) -> bool:
    """True where the lesser has a name or figure that the other lacks: like words about another act."""
    short, long = sorted((_TOKEN.findall(one), _TOKEN.findall(other)), key=len)
    cut = short[:-2] if len(short) < len(long) else short  # the last word of a teaser may be cut in two
    return any(w[0].isupper() or w[0].isdigit() for w in (Counter(cut) - Counter(long)))


def _worse(one: _Part, other: _Part, a: str, b: str) -> _Part | None:
    """Which of two is a copy of the other: an equal one, or a teaser that breaks off."""
    if _differ_in_fact(one.words, other.words):
        return None
    if a == b or fuzz.ratio(a, b) >= COPY_SHARE:
        fuller = abs(len(a) - len(b)) > 0.02 * max(len(a), len(b))
        return one if fuller and len(a) < len(b) else other  # of equals the first is kept
    short, long, part = (a, b, one) if len(a) < len(b) else (b, a, other)
    if len(short) < 40:
        return None
    return part if fuzz.ratio(short, long[: len(short)]) >= 95 else None


def _quotations(parts: list[_Part], cues: Cues) -> None:
    for before, part in pairwise(p for p in parts if p.kind in (None, BlockKind.QUOTATION)):
        if not part.is_open or part.piece.item:
            continue
        if _QUOTED.match(part.words):
            part.kind = BlockKind.QUOTATION
        elif before.words.endswith(":") and part.is_prose and before.kind is None:
            last = {w.strip(",;:\"'“”").lower() for w in before.words.split()[-6:]}
            if last & cues.introduces and not before.piece.item:
                part.kind = BlockKind.QUOTATION


def _rescue(parts: list[_Part]) -> None:
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
