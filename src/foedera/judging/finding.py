"""Where the words of a quote stand in a text that may have changed: exactly, by what stands around them, nearly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from foedera.model import Quote

__all__ = ["NEAR", "Found", "find"]

# Percent of letters alike. `python -m benchmarks.anchors` on 54 reports (975 claims): from 86 on no stranger is taken
# but the very same words printed twice (as at 95), at 75 two in a hundred; each point more loses edited words.
NEAR = 86.0
_SHORTEST = 24  # letters: quotes shorter than that are too few to measure
_HELD = 4  # letters alike in a row, at the least, where nearly the same words begin and end
_CONTEXT = 40  # code points either side are kept in a Quote
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class Found:
    """[start, end) in the body; ``is_exact`` where the words are the same but for blanks."""

    start: int
    end: int
    is_exact: bool


def find(quote: Quote, body: str) -> Found | str:
    """The one place where the words of ``quote`` stand in ``body``, or why there is none, in words.

    Where they stand unmoved, that place. Else the same words anywhere, told apart by the words around them; else
    nearly the same words with the same figures and names. Never one of two equally good places.
    """
    whole, before = quote.prefix + quote.exact + quote.suffix, quote.start - len(quote.prefix)
    if before >= 0 and body[before : before + len(whole)] == whole:
        return Found(quote.start, quote.end, True)
    plain = _Plain.of(body)
    exact = _collapsed(quote.exact)
    places = [plain.span(at, at + len(exact)) for at in _occurrences(exact, plain.words)]
    if places:
        return _chosen(quote, body, [Found(start, end, True) for start, end in places])
    return _nearly(quote, body, plain, exact)


def _chosen(quote: Quote, body: str, places: Sequence[Found]) -> Found | str:
    scored = sorted(((_around(quote, body, p.start, p.end), p.start, p) for p in places), key=lambda s: (-s[0], s[1]))
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        return f"its words stand {len(places)} times in the document, and nothing tells which are meant"
    return scored[0][2]


def _around(quote: Quote, body: str, start: int, end: int) -> int:
    """How many letters before and after are those that the quote remembers; and 1 for standing there at all."""
    before = _collapsed(body[max(0, start - 2 * _CONTEXT) : start])
    after = _collapsed(body[end : end + 2 * _CONTEXT])
    return 1 + _shared(_collapsed(quote.prefix)[::-1], before[::-1]) + _shared(_collapsed(quote.suffix), after)


def _shared(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _nearly(quote: Quote, body: str, plain: _Plain, exact: str) -> Found | str:
    from rapidfuzz import fuzz

    gone = "its words are nowhere in the document any more"
    if len(exact) < _SHORTEST:
        return gone
    best = fuzz.partial_ratio_alignment(exact, plain.words, score_cutoff=NEAR)
    if best is None:
        return gone
    start, end = _extent(exact, plain.words, best.dest_start, best.dest_end)
    if _told(exact) != _told(plain.words[start:end]):
        return f"{gone}: those nearest to them have other names or figures"
    elsewhere = plain.words[:start] + "\n" * len(exact) + plain.words[end:]  # blanks of a kind that plain words lack
    second = fuzz.partial_ratio_alignment(exact, elsewhere, score_cutoff=NEAR)
    places = [Found(*plain.span(start, end), False)]
    if second is not None:
        also = _extent(exact, elsewhere, second.dest_start, second.dest_end)
        if _told(exact) == _told(elsewhere[slice(*also)]):
            shift = len(exact) - (end - start) if also[0] >= start else 0
            places.append(Found(*plain.span(also[0] - shift, also[1] - shift), False))
    return _chosen(quote, body, places)


def _told(words: str) -> Counter[str]:
    """The figures and names of a stretch of text: words with a digit or a capital letter."""
    return Counter(w for w in _WORD.findall(words) if any(c.isdigit() or c.isupper() for c in w))


def _extent(exact: str, words: str, start: int, end: int) -> tuple[int, int]:
    """Whole words from the first to the last letters of a window that are alike: a window is as long as the quote was,
    and takes in strangers where words were dropped."""
    from rapidfuzz.distance import Indel

    window = words[start:end]
    held = [op for op in Indel.opcodes(exact, window) if op.tag == "equal" and op.dest_end - op.dest_start >= _HELD]
    if held:
        start, end = start + held[0].dest_start, start + held[-1].dest_end
        while start < end and words[start].isspace():
            start += 1
        while end > start and words[end - 1].isspace():
            end -= 1
    while start > 0 and words[start - 1].isalnum() and words[start].isalnum():
        start -= 1
    while end < len(words) and words[end - 1].isalnum() and words[end].isalnum():
        end += 1
    return start, end


def _occurrences(words: str, text: str) -> list[int]:
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _collapsed(words: str) -> str:
    return " ".join(words.split())


@dataclass(frozen=True, slots=True)
class _Plain:
    """A body with every run of blanks made one, and where each letter of it stands."""

    words: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, body: str) -> _Plain:
        kept: list[str] = []
        offsets: list[int] = []
        for match in re.finditer(r"\S+", body):
            if kept:
                kept.append(" ")
                offsets.append(match.start() - 1)
            kept.append(match.group())
            offsets.extend(range(*match.span()))
        return cls("".join(kept), tuple(offsets))

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.offsets[start], self.offsets[end - 1] + 1
