"""Which claims stand in words that two texts share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from foedera.model import Claim, Copy, Passage, Text
from foedera.sourcing.settings import CopySettings

__all__ = ["SharedWords", "told"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SharedWords:
    """The copies of a record, ready to be asked about the claims of an event."""

    settings: CopySettings
    copies: Mapping[Pair, Copy]
    others: Mapping[str, Sequence[str]]  # the texts that share words with a text
    lengths: Mapping[str, int]  # coded characters of a text

    @classmethod
    def of(cls, copies: Sequence[Copy], texts: Mapping[str, Text], settings: CopySettings) -> SharedWords:
        """``copies`` of texts that are not among ``texts`` are left out."""
        others: dict[str, list[str]] = defaultdict(list)
        copies = sorted((c for c in copies if c.a in texts and c.b in texts), key=lambda c: (c.a, c.b))
        for copy in copies:
            others[copy.a].append(copy.b)
            others[copy.b].append(copy.a)
        lengths = {name: sum(b.end - b.start for b in texts[name].codable) for name in others}
        return cls(settings, {(c.a, c.b): c for c in copies}, others, lengths)

    def among(self, texts: Collection[str]) -> Iterator[Copy]:
        """The copies between texts of these ids, in order."""
        for a in sorted(texts):
            for b in self.others.get(a, ()):
                if a < b and b in texts:
                    yield self.copies[a, b]

    def is_shared(self, claim: Claim, copy: Copy) -> bool:
        """True where the claim's words stand in the passages, or the better part of its text does."""
        sides = _sides(copy, claim.text_id)
        inside = sum(_overlap(claim.quote.start, claim.quote.end, start, end) for start, end in sides)
        if inside >= self.settings.covered * (claim.quote.end - claim.quote.start):
            return True
        length = self.lengths.get(claim.text_id, 0)
        return length > 0 and sum(end - start for start, end in sides) >= self.settings.copy_share * length

    def passage_of(self, a: Claim, b: Claim, copy: Copy) -> Passage | None:
        """The passage in which both claims rest on the same words; ``a`` is of the copy's lesser text."""
        for passage in copy.passages:
            if self._is_in(a, passage.a_start, passage.a_end) and self._is_in(b, passage.b_start, passage.b_end):
                scale = (passage.b_end - passage.b_start) / (passage.a_end - passage.a_start)
                start = passage.b_start + (a.quote.start - passage.a_start) * scale
                end = passage.b_start + (a.quote.end - passage.a_start) * scale
                if min(end, b.quote.end) > max(start, b.quote.start):
                    return passage
        return None

    def _is_in(self, claim: Claim, start: int, end: int) -> bool:
        size = claim.quote.end - claim.quote.start
        return _overlap(claim.quote.start, claim.quote.end, start, end) >= self.settings.covered * size


def _sides(copy: Copy, text_id: str) -> list[tuple[int, int]]:
    if text_id == copy.a:
        return [(p.a_start, p.a_end) for p in copy.passages]
    return [(p.b_start, p.b_end) for p in copy.passages]


def _overlap(start: int, end: int, low: int, high: int) -> int:
    return max(0, min(end, high) - max(start, low))


def told(passage: Passage, body: str) -> str:
    """A passage as a reason shows it: its place and its first and last words."""
    words = body[passage.a_start : passage.a_end].split()
    shown = " ".join(words) if len(words) <= 12 else f"{' '.join(words[:6])} ... {' '.join(words[-6:])}"
    return f"characters {passage.a_start} to {passage.a_end}, {len(words)} words: \u201c{shown}\u201d"
