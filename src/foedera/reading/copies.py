"""Paragraphs and headlines that a page prints twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from foedera.model import BlockKind
from foedera.reading.cues import plain_words
from foedera.reading.parts import Part

__all__ = ["is_same_heading", "mark_copies", "mark_headline_copies"]

_TOKEN = re.compile(r"\w+")
COPY_SHARE = 92.0  # similarity in percent at which two paragraphs are one; two reports of one event stay below 80
MIN_COPY_WORDS = 7


def is_same_heading(one: str, other: str) -> bool:
    a, b = plain_words(one).casefold(), plain_words(other).casefold()
    if not a or not b:
        return False
    return fuzz.ratio(a, b) >= 90 or (len(a) >= 25 and (b.startswith(a) or a.startswith(b)) and len(a) < 1.6 * len(b))


def mark_headline_copies(parts: list[Part], title: str | None) -> None:
    headings = [p for p in parts if p.kind is BlockKind.HEADLINE]
    main = next((p for p in headings if not title or is_same_heading(p.words, title)), None)
    if main is None:
        return
    for part in parts:
        if part is main or part.kind not in (None, BlockKind.HEADLINE) or not 3 <= part.count < 30:
            continue
        if not part.is_prose and is_same_heading(part.words, main.words):
            part.kind = BlockKind.COPY


def mark_copies(parts: list[Part]) -> None:
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


def _worse(one: Part, other: Part, a: str, b: str) -> Part | None:
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
