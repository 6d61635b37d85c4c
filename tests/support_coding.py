"""Texts of one block, and the rule coder on a small codebook that does not move with the packaged triggers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from foedera import codebook
from foedera.codebook import Codebook
from foedera.coding.parsed import Parsed
from foedera.coding.parsing import parse
from foedera.coding.rules import RuleCoder
from foedera.coding.weighing import Weighing
from foedera.model import Block, BlockKind, Claim, Interval, Precision, Text, text_id

SMALL = Path(__file__).parent / "coding" / "small"


def text_of(
    body: str, *, published: str | None = None, title: str | None = None, outlet: str | None = None, kind: str = "body"
) -> Text:
    """A text of one block."""
    day = date.fromisoformat(published) if published else None
    when = Interval(day, day, Precision.DAY, "given") if day else None
    blocks = (Block(BlockKind(kind), 0, len(body)),)
    return Text(text_id(body), body, blocks, "en", title=title, outlet=outlet, published=when)


def in_short(claim: Claim) -> str:
    """``visit planned visitor:OMN host:PAK``; ``not visit ...`` where it is negated."""
    roles = " ".join(f"{role}:{actor}" for role, actor in sorted({(r.role, r.actor) for r in claim.roles}))
    return f"{'not ' if claim.negated else ''}{claim.type} {claim.status} {roles}"


class Small:
    """The rule coder on the small codebook."""

    def __init__(self, book: Codebook, coder: RuleCoder) -> None:
        self.book = book
        self.coder = coder

    def code(self, body: str, **more: str) -> list[Claim]:
        return self.coder.code(text_of(body, **more))

    def tell(self, body: str, **more: str) -> list[str]:
        """What the coder makes of it, in short."""
        return [in_short(c) for c in self.code(body, **more)]

    def read(self, plain: str) -> Parsed:
        """One sentence, parsed and with its names."""
        (doc,) = parse([plain])
        return self.coder._read(doc, self.coder._gazetteer.find(plain), None)


@lru_cache(maxsize=1)
def small_coder() -> Small:
    book = codebook.load(SMALL)
    own = {path.stem for path in (SMALL / "events").glob("*.yml")}
    book = replace(book, types={name: t for name, t in book.types.items() if name in own})
    return Small(book, RuleCoder(book, weighing=Weighing.NONE))
