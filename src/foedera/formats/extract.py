"""The noun that every format returns: a document's words in order, and what it says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from foedera.model import BlockKind, Note

__all__ = ["Extract", "Fact", "Paragraph", "Piece", "joined"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph-like stretch ``[start, end)`` of an Extract's body.

    ``kind`` is what the format itself knows (a caption element, a running header), else None.
    ``main`` is False where the format holds the piece to lie outside the article, None where it cannot tell.
    """

    start: int
    end: int
    locator: str
    kind: BlockKind | None = None
    item: bool = False  # an entry of a list or a row of a table: short without being furniture
    main: bool | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a document says about itself, with where it says so in words."""

    value: str
    basis: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Body, its pieces in order without overlap, and facts: title, outlet, author, published, language, url."""

    body: str
    pieces: tuple[Piece, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that is not yet part of a body."""

    text: str
    locator: str
    kind: BlockKind | None = None
    item: bool = False
    main: bool | None = None


def joined(
    paragraphs: Iterable[Paragraph], *, facts: Mapping[str, Fact] | None = None, notes: tuple[Note, ...] = ()
) -> Extract:
    """The paragraphs as one body, set apart by blank lines; empty ones are left out."""
    pieces: list[Piece] = []
    texts: list[str] = []
    at = 0
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if not text:
            continue
        pieces.append(
            Piece(at, at + len(text), paragraph.locator, paragraph.kind, paragraph.item, paragraph.main),
        )
        texts.append(text)
        at += len(text) + 2
    return Extract("\n\n".join(texts), tuple(pieces), dict(facts or {}), notes)
