"""A text cut into sentences, without a parser and in any language that ends them with a stop."""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["around", "sentences"]

# A stop, its closing marks and a blank, or an empty line. No stop ends a sentence behind an initial ("U.S.") or a
# capitalised word of three letters at most ("Gen.", "Col.", "Mr."), which is a title more often than a last word.
_END = re.compile(
    r"(?<!\b[A-ZÀ-Þ])(?<!\b[A-ZÀ-Þ][a-zà-ÿ])(?<!\b[A-ZÀ-Þ][a-zà-ÿ]{2})[.!?…]+[\"'”’»)\]]*\s+|[。！？]\s*|\n[^\S\n]*\n\s*"
)
_REACH = 5000  # code points either side in which the sentence's ends are looked for
LONGEST = 400  # code points on either side of the words that a page shows at most


def sentences(body: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences, blanks between them left out; a heading is one, for an empty line ends it."""
    cuts = [0, *(found.end() for found in _END.finditer(body)), len(body)]
    found = []
    for start, end in pairwise(cuts):
        words = body[start:end]
        if any(c.isalnum() for c in words):
            left = start + len(words) - len(words.lstrip())
            found.append((left, start + len(words.rstrip())))
    return found


def around(body: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind [start, end) in its sentence or sentences, cut where it is very long."""
    shift = max(0, start - _REACH)
    nearby = [(a + shift, b + shift) for a, b in sentences(body[shift : end + _REACH])]
    touching = [(a, b) for a, b in nearby if a < end and b > start]
    first, last = (touching[0][0], touching[-1][1]) if touching else (start, end)
    before, after = body[min(first, start) : start], body[end : max(last, end)]
    if len(before) > LONGEST:
        before = "… " + before[-LONGEST:].partition(" ")[2]
    if len(after) > LONGEST:
        after = after[:LONGEST].rpartition(" ")[0] + " …"
    return before, after
