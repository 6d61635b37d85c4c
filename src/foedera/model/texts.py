"""Documents as read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from foedera.model.when import Interval

__all__ = ["CODABLE", "Block", "BlockKind", "Failure", "Note", "Text"]


class BlockKind(StrEnum):
    """What a stretch of a document is. Only BODY and QUOTATION are coded."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    QUOTATION = "quotation"
    CAPTION = "caption"
    COMMENT = "comment"
    COPY = "copy"  # a second copy of a paragraph of the same document
    FURNITURE = "furniture"  # navigation, share links, related stories, advertising, boilerplate


CODABLE = frozenset({BlockKind.BODY, BlockKind.QUOTATION})


@dataclass(frozen=True, slots=True)
class Block:
    """A typed stretch of a Text's body. ``locator`` leads back to the document as received:
    ``line 12``, ``page 3``, ``paragraph 14``, ``/html/body/div[2]/p[4]``."""

    kind: BlockKind
    start: int
    end: int
    locator: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a Block cannot span [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed in reading that a person should see, such as an impossible date."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One version of one document. ``body`` is the whole document as text, furniture included."""

    id: str
    body: str
    blocks: tuple[Block, ...]
    language: str = "und"
    path: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Interval | None = None
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if any(b.end > len(self.body) for b in self.blocks):
            raise ValueError(f"text {self.id}: a block ends beyond the body")

    @property
    def codable(self) -> tuple[Block, ...]:
        return tuple(b for b in self.blocks if b.kind in CODABLE)

    def block_at(self, offset: int) -> Block | None:
        return next((b for b in self.blocks if b.start <= offset < b.end), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: recorded and counted. ``reason`` is a stable word."""

    path: str
    reason: str
    message: str
