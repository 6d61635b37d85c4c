"""Documents that are somebody else's: an agency's story under another masthead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedera.model import Attribution, Block, BlockKind, Text
from foedera.sourcing.folding import folded
from foedera.sourcing.naming import Register, Voice
from foedera.sourcing.settings import CreditWords

__all__ = ["credited"]

_LINES = frozenset({BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.FURNITURE})
_PARENTHESIS = re.compile(r"\(([^()]{2,60})\)")
_DATELINE_END = re.compile(r"\(([^()]{2,60})\)\s*[-\u2010-\u2015]+\s*$")
_LED = re.compile(r"^[^\n().!?]{2,80}\(([^()\n]{2,60})\)\s*[-\u2010-\u2015]{1,3}\s")
_EDGES = " .,:;|-\u2010\u2011\u2012\u2013\u2014\u2015*_"


def credited(text: Text, register: Register, words: CreditWords) -> tuple[Voice, str] | None:
    """The agency to whom a document is credited as a whole, and the words that say so; None where it is nobody or
    the document's own publisher.

    Looked at are the author, the dateline ("LAGOS (Reuters) -"), and short lines before and after the coded text.
    A parenthesis on a picture is no credit.
    """
    own = register.publisher(text)
    mine = register.outlet(own, None) if own else None
    for name, shown in _names(text, register, words):
        voice = register.cited(Attribution("media", name))
        if mine is None or not _is_one(voice, mine):
            return voice, shown
    return None


def _is_one(voice: Voice, own: Voice) -> bool:
    """The outlet itself, also by the first words of its name: "(Meridian)" in the Meridian Gazette."""
    return voice.place == own.place or own.place.startswith(voice.place + " ")


def _names(text: Text, register: Register, words: CreditWords) -> Iterator[tuple[str, str]]:
    for author in register.authors(text):
        name = _bare(author, words)
        if name and register.is_agency(name):
            yield name, author
    for block in _edges(text):
        line = " ".join(text.body[block.start : block.end].split())
        if block.kind is BlockKind.DATELINE and (found := _DATELINE_END.search(line)):
            yield found[1], line
        elif len(line.split()) <= words.longest_words and not _is_of_picture(line, words):
            name = _bare(line, words)
            if name and register.is_agency(name):
                yield name, line
    first = next(iter(text.codable), None)
    if first is not None and (led := _LED.match(text.body[first.start : first.end])):
        name = led[1]
        if register.is_agency(name):
            yield name, led[0].strip()


def _edges(text: Text) -> Iterator[Block]:
    """The lines above the first coded block and below the last."""
    coded = text.codable
    first = coded[0].start if coded else len(text.body)
    last = coded[-1].end if coded else 0
    for block in text.blocks:
        if block.kind in _LINES and (block.end <= first or block.start >= last):
            yield block


def _is_of_picture(line: str, words: CreditWords) -> bool:
    return any(set(folded(found).split()) & words.pictures for found in _PARENTHESIS.findall(line))


def _bare(line: str, words: CreditWords) -> str:
    """The name in a line of credit, without the words before and after it."""
    name = line.strip(_EDGES).strip("()").strip(_EDGES)
    for lead in words.before:
        if name.casefold().startswith(lead + " "):
            name = name[len(lead) :].strip(_EDGES)
            break
    first, _, last = name.rpartition(" ")
    return first if first and folded(last) in words.after else name
