"""The sentence that a claim stands in with two on either side, and where its words and its parties lie in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedera.model import Claim, Role, Text
from foedera.review.inert import inert
from foedera.score.sentences import sentences

__all__ = ["Mark", "Passage", "is_whole", "passage_of"]

AROUND = 2  # sentences on either side
LONGEST = 1200  # code points on either side of the claim's words


@dataclass(frozen=True, slots=True)
class Mark:
    """[start, end) in the passage's words. ``number`` 0: the claim's own words; else the number of a party."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words fit for a terminal, on one line, with their marks in order."""

    words: str
    marks: tuple[Mark, ...]

    def marked(self, opening: str = ">>", closing: str = "<<") -> str:
        """The words with the marks set in signs, for those who see neither colour nor weight."""
        signs = sorted(_signs(self.marks, opening, closing))
        pieces, at = [], 0
        for place, _, sign in signs:
            pieces += [self.words[at:place], sign]
            at = place
        return "".join([*pieces, self.words[at:]])


def _signs(marks: Sequence[Mark], opening: str, closing: str) -> Iterator[tuple[int, int, str]]:
    for mark in marks:
        if mark.number:
            yield mark.end, 1, f"[{mark.number}]"
        else:
            yield mark.start, 0, opening
            yield mark.end, 2, closing


def passage_of(text: Text, claim: Claim) -> Passage:
    """The claim's sentence, or sentences, with two before and two after of the same document's prose.

    Whatever the claim's span may be, its words are in the passage. Parties are marked where they lie in it, the
    first role as 1.
    """
    start, end = claim.quote.start, min(claim.quote.end, len(text.body))
    spans = _near(text, start, end)
    words, places = _joined(text.body, spans)
    wanted = [(start, end, 0), *((r.start, r.end, n) for n, r in _named(claim))]
    marks = []
    for first, last, number in wanted:
        inside = [places[at] for at in range(first, last) if at in places]
        if inside and inside[-1] >= inside[0]:
            marks.append(Mark(inside[0], inside[-1] + 1, number))
    return Passage(words, tuple(sorted(marks, key=lambda m: (m.start, m.number))))


def is_whole(role: Role, claim: Claim) -> bool:
    """Whether the party stands in the words as a whole: a person named it, and no word of its own does."""
    return (role.start, role.end) == (claim.quote.start, claim.quote.end)


def _named(claim: Claim) -> list[tuple[int, Role]]:
    return [(n, role) for n, role in enumerate(claim.roles, start=1) if not is_whole(role, claim)]


def _near(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the body, in order: the sentences that touch [start, end) and their neighbours."""
    found = [
        (block.start + a, block.start + b)
        for block in text.codable
        for a, b in sentences(text.body[block.start : block.end])
    ]
    touching = [at for at, (a, b) in enumerate(found) if a < end and b > start]
    if not touching:
        return [(start, end)]
    spans = found[max(0, touching[0] - AROUND) : touching[-1] + 1 + AROUND]
    # The words themselves are always shown, wherever a sentence was thought to end.
    spans = [s for s in spans if s[1] <= start] + _own(spans, start, end) + [s for s in spans if s[0] >= end]
    first, last = start - LONGEST, end + LONGEST
    return [(max(a, first), min(b, last)) for a, b in spans if b > first and a < last]


def _own(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    touching = [s for s in spans if s[0] < end and s[1] > start]
    return [(min(start, touching[0][0]), max(end, touching[-1][1]))] if touching else [(start, end)]


def _joined(body: str, spans: Sequence[tuple[int, int]]) -> tuple[str, dict[int, int]]:
    """The spans as one line, blanks run together, and where each of the body's characters went."""
    out: list[str] = []
    places: dict[int, int] = {}
    for number, (start, end) in enumerate(spans):
        if number and out and out[-1] != " ":
            out.append(" ")
        for offset, sign in enumerate(inert(body[start:end]), start=start):
            if not sign.isspace():
                places[offset] = len(out)
                out.append(sign)
            elif out and out[-1] != " ":
                out.append(" ")
    return "".join(out).rstrip(), places
