"""When: expressions of time in a sentence and the intervals they name.

A small grammar of intervals: *leaves* ("June 2012", "last week", "two years ago") are found by the
forms of ``times.yml`` and reckoned in ``calendardates.py`` and ``relativedates.py``; here they are joined
("from May to July 2014"), narrowed ("early", "the first half of") and bounded ("since", "by", "until").

What cannot be known is None, never guessed: "last month" in an undated text has no interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from foedera.coding.leaves import counted_within, find_leaves, settle
from foedera.coding.periods import Days, fraction, shift
from foedera.coding.timeleaf import Leaf, Setting
from foedera.coding.timewords import TimeGrammar
from foedera.model import Interval, Precision

__all__ = ["TimeGrammar", "TimeMention", "find"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time at ``[start, end)`` of the sentence.

    ``kind`` is date, since, until, duration, set (repeated: "every year") or impossible ("31 June").
    ``interval`` is None where nothing can be resolved; ``within`` is the time that a bound is made of: "1974" of
    "since 1974".
    """

    start: int
    end: int
    interval: Interval | None
    text: str
    kind: str
    within: TimeMention | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A leaf on its way to a mention: what it names so far."""

    start: int
    end: int
    kind: str
    days: tuple[date | None, date | None] | None
    precision: Precision
    basis: str = ""
    inferred: bool = False
    base: Interval | None = None  # the date last named, where it is counted from that
    inner: _Piece | None = None  # what it was before its bound was taken in


def find(
    sentence: str,
    *,
    published: Interval | None,
    grammar: TimeGrammar,
    anchor: Interval | None = None,
    direction: str = "likely",
    named: Interval | None = None,
) -> list[TimeMention]:
    """Every expression of time, in order, without overlap; never raises, whatever the text.

    ``published`` is what "last month" and "on Monday" are counted from; ``anchor``, the date last named
    in the text, is what "the same year" and "two days later" are counted from. ``direction`` says where a
    weekday or a month without a year is looked for: ``past`` (the latest by publication), ``future`` (the next),
    or ``likely``: the past, unless that is over nine months back and the next is near. ``named`` is the latest day
    that an undated text names in full: it tells the year of other days, and which Monday was meant if it was one.
    """
    return list(_found(sentence, grammar, Setting(published, anchor, direction, None if published else named)))


@lru_cache(maxsize=16)  # each claim of a sentence that is still to come looks for its future dates again
def _found(sentence: str, grammar: TimeGrammar, setting: Setting) -> tuple[TimeMention, ...]:
    leaves = counted_within(settle(find_leaves(sentence, grammar, setting), sentence, grammar, setting))
    pieces = [_narrowed(sentence, _piece(leaf), grammar, setting.published) for leaf in leaves]
    pieces = _ranges(sentence, pieces, grammar)
    pieces = [_bounded(sentence, piece, grammar) for piece in pieces]
    return tuple(_mentions(sentence, pieces))


def _piece(leaf: Leaf) -> _Piece:
    base = leaf.found.setting.anchor if leaf.found is not None else None
    return _Piece(leaf.start, leaf.end, leaf.kind, leaf.days, leaf.precision, leaf.basis, leaf.inferred, base)


def _whole(piece: _Piece) -> Days | None:
    """Both ends of a piece, where both are known."""
    if piece.days is None or piece.days[0] is None or piece.days[1] is None:
        return None
    return piece.days[0], piece.days[1]


def _narrowed(sentence: str, piece: _Piece, grammar: TimeGrammar, published: Interval | None) -> _Piece:
    """The piece with "early", "the end of", "earlier" before it taken in."""
    if piece.kind != "date":
        return piece
    cue = grammar.part_before(sentence, piece.start)
    if cue is None:
        return piece
    start, word = cue
    days = _whole(piece)
    if days is None:
        return replace(piece, start=start)
    clip = grammar.clips.get(word)
    if clip is None:
        first, last = grammar.parts[word]
        if days[0] != days[1]:
            return replace(piece, start=start, days=fraction(days, first, last), precision=Precision.RANGE)
        return replace(piece, start=start)
    clipped = _clipped(days, clip, piece.base or published)
    precision = piece.precision if clipped == days else Precision.RANGE
    return replace(piece, start=start, days=clipped, precision=precision)


def _clipped(days: Days, side: str, base: Interval | None) -> Days:
    """The part of ``days`` before or after ``base``, where that falls within them and is no wider than they are."""
    if base is None:
        return days
    start, end = days
    if side == "before" and start <= base.last < end:
        return start, base.last
    if side == "after" and start < base.first <= end:
        return base.first, end
    return days


def _ranges(sentence: str, pieces: Sequence[_Piece], grammar: TimeGrammar) -> list[_Piece]:
    """Neighbouring dates joined by "to", a dash, or "between ... and"."""
    joined: list[_Piece] = []
    for piece in pieces:
        merged = _joined(sentence, joined[-1], piece, grammar) if joined else None
        if merged is None:
            joined.append(piece)
        else:
            joined[-1] = merged
    return joined


def _joined(sentence: str, left: _Piece, right: _Piece, grammar: TimeGrammar) -> _Piece | None:
    if left.kind != "date" or right.kind != "date":
        return None
    opener = grammar.opener_before(sentence, left.start)
    if not grammar.joins(sentence[left.end : right.start], opened=opener is not None):
        return None
    start = left.start if opener is None else opener
    first, last = _whole(left), _whole(right)
    if first is None or last is None:
        return replace(right, start=start, days=None)
    if first[0] > last[1]:
        last = _next_weekday(sentence[left.start : right.end], first, last) or last
    if first[0] > last[1]:
        return None
    basis = right.basis or left.basis
    inferred = left.inferred or right.inferred
    return _Piece(start, right.end, "date", (first[0], last[1]), Precision.RANGE, basis, inferred)


def _next_weekday(words: str, first: Days, last: Days) -> Days | None:
    """ "from Thursday to Monday": the Monday after, where both are days of the week by their names alone."""
    if first[0] != first[1] or last[0] != last[1] or any(c.isdigit() for c in words):
        return None
    week_on = shift(last[1], 7, "day")
    return (week_on, week_on) if week_on is not None and first[0] < week_on else None


def _bounded(sentence: str, piece: _Piece, grammar: TimeGrammar) -> _Piece:
    """The piece with "since", "by", "until", "before" or "after" before it taken in."""
    if piece.kind != "date":
        return piece
    after = grammar.bound_after(sentence, piece.start, piece.end)
    before = grammar.bound_before(sentence, piece.start)
    if after is not None:
        start, end, sense = after
    elif before is not None:
        (start, sense), end = before, piece.end
    else:
        return piece
    kind = sense if sense in ("since", "until") else "date"
    days = _whole(piece)
    if days is None:
        return replace(piece, start=start, end=end, kind=kind)
    if sense == "after" and days[1] == date.max or sense == "before" and days[0] == date.min:
        return piece
    ends: dict[str, tuple[date | None, date | None]] = {
        "since": (days[0], None),
        "until": (None, days[1]),
        "before": (None, days[1]),
        "after": (days[0], None),
    }
    return replace(piece, start=start, end=end, kind=kind, days=ends[sense], precision=Precision.OPEN, inner=piece)


def _mentions(sentence: str, pieces: Sequence[_Piece]) -> list[TimeMention]:
    mentions: list[TimeMention] = []
    for piece in pieces:
        # A cue may reach back over an earlier piece: "the last days" in "the last days of May".
        while mentions and mentions[-1].end > piece.start:
            mentions.pop()
        mentions.append(_mention(sentence, piece))
    return mentions


def _mention(sentence: str, piece: _Piece) -> TimeMention:
    text = sentence[piece.start : piece.end]
    basis = f'"{text}"' + (f", {piece.basis}" if piece.basis else "")
    interval = None
    if piece.days is not None:
        interval = Interval(piece.days[0], piece.days[1], piece.precision, basis, piece.inferred)
    within = _mention(sentence, piece.inner) if piece.inner is not None else None
    return TimeMention(piece.start, piece.end, interval, text, piece.kind, within)
