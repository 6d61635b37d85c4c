"""The sentence that a claim's words stand in, and where in it they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from foedera.model import Claim, Text

__all__ = ["Sentence", "sentence_of", "without_parties"]

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[^\W\d_a-z]|\s+\d|\s*$)|\n")
# "Gen. Xu", "U.S. forces": a stop after so short a word with a capital is no end of a sentence.
_SHORT = re.compile(r"(?:^|[\s(“\"'‘.])[^\W\d_a-z][^\W\d_]{0,2}$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its words, and the claim's within them: ``[start, end)`` in code points of ``words``."""

    words: str
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.words[self.start : self.end]


def without_parties(said: str, claim: Claim) -> str:
    """The words without the mentions of the claim's parties: the name of a union is no word about unions."""
    for mention in sorted({r.mention for r in claim.roles if r.mention}, key=lambda m: (-len(m), m)):
        said = said.replace(mention, " … ")
    return said


def sentence_of(claim: Claim, text: Text | None) -> Sentence:
    """The sentence, or sentences, of the claim's words within their block; the words alone where the text is not
    at hand or holds others there."""
    quote = claim.quote
    if text is None or text.body[quote.start : quote.end] != quote.exact:
        return Sentence(quote.exact, 0, len(quote.exact))
    block = text.block_at(quote.start)
    first, last = (block.start, max(block.end, quote.end)) if block else (0, len(text.body))
    ends = [m.end() for m in _END.finditer(text.body, first, last) if not _is_short(text.body, m)]
    start = max((e for e in ends if e <= quote.start), default=first)
    end = min((e for e in ends if e >= quote.end), default=last)
    while start < quote.start and text.body[start].isspace():
        start += 1
    return Sentence(text.body[start:end], quote.start - start, quote.end - start)


def _is_short(body: str, end: re.Match[str]) -> bool:
    return end[0].startswith(".") and bool(_SHORT.search(body, max(0, end.start() - 6), end.start()))
