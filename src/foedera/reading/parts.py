"""A piece of a document on its way to a kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from foedera.formats import Piece
from foedera.model import BlockKind
from foedera.reading.cues import plain_words

__all__ = ["LONG_PROSE_WORDS", "SENTENCE_END", "Part", "part_of"]

_END = re.compile(r"""[.!?…]["'”’»)\]}*_]*(?:\[\d+\])?$""")
_CITATION = re.compile(r"""(?:,|\()\s*(?:[^\W\d_]+\.?\s+)?(?:\d{1,2},\s*)?(?:19|20)\d\d\)?[.,]?$""")
_STARS = re.compile(r"[*_#>]+")
PROSE_WORDS = 9  # a sentence with fewer may be a heading or a link
LONG_PROSE_WORDS = 25
# Two small letters or a figure before the stop: initials and "U.S." end no sentence.
SENTENCE_END = re.compile(r"""(?:[a-zà-ÿ]{2}|[\d)%"”’])[.!?]["'”’»)\]]*\s+["'“‘«(]?[A-ZÀ-Þ]""")


@dataclass(slots=True)
class Part:
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
        return not (_CITATION.search(self.words) and not SENTENCE_END.search(self.words) and self.count < 45)

    @property
    def is_open(self) -> bool:
        return self.kind is None


def part_of(body: str, piece: Piece) -> Part:
    raw = body[piece.start : piece.end]
    words = plain_words(raw)
    bare = _STARS.sub("", words).strip()
    return Part(piece, raw, words, len(bare.split()), bool(_END.search(bare)), piece.kind)
