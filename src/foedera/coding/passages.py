"""A Text cut into sentences fit to be parsed, each able to lead every character back to the body.

Before the parse, at no cost to offsets: blanks are collapsed, quotes straightened, Markdown links
reduced to their words, hyphens inside "co-operation" dropped, and parentheses set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foedera.model import Block, BlockKind, Text

__all__ = ["Aside", "Sentence", "SentenceWords", "sentences", "straight"]


@dataclass(frozen=True, slots=True)
class Aside:
    """Words in parentheses, set aside before the parse. ``start`` and ``end`` are in the body."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``plain`` is what is parsed; ``offsets[i]`` is where ``plain[i]`` stands in the body."""

    plain: str
    offsets: tuple[int, ...]
    block: int  # which codable block of the Text
    number: int  # position in the Text, from 0
    kind: BlockKind
    asides: tuple[Aside, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the body that ``plain[start:end]`` was read from."""
        return self.offsets[start], self.offsets[end - 1] + 1

    @property
    def start(self) -> int:
        return self.offsets[0]

    @property
    def end(self) -> int:
        """Where the sentence ends in the body, parentheses that close it included."""
        return max([self.offsets[-1] + 1, *(a.end for a in self.asides)])


class SentenceWords:
    """What a language's ``reference.yml`` says of sentence ends, compiled once."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        listed = sorted(words.get("abbreviations", ()), key=len, reverse=True)
        self.abbreviation = re.compile(
            r"(?:\b(?:"
            + "|".join(re.escape(a.rstrip(".")) for a in listed)
            + r")|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
        )
        nouns = "|".join(re.escape(w) for w in words.get("title_nouns", ()))
        self.title_noun = re.compile(rf"\b(?:{nouns})\b", re.IGNORECASE) if nouns else None
        joined = "|".join(re.escape(w) for w in words.get("joined", ()))
        self.joined = re.compile(rf"\b({joined})[-\u2010\u2011](?=[a-z])", re.IGNORECASE) if joined else None


_QUOTES = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u00b4": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2010": "-", "\u2011": "-",
})  # fmt: skip
_MARKUP = re.compile(
    r"!?\[(?P<words>[^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*\)"
    r"|(?P<drop>\*\*|__|\\(?=[#*_])|^[#>]+ ?|^ *[-*\u2022] +)",
    re.M,
)
_PAREN = re.compile(r"\s*(?<![\w])\((?P<words>[^()]{1,300})\)")
_ACUTE_END = re.compile(  # the last: pages that lost their breaks ("the talks ended.Kenya left")
    r"(?:(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9\u00c0-\u024f])|(?<=;)\s+(?=[^;]{30})"
    r"|(?:(?<=[a-z]{3}[.!?])|(?<=\b(?:19|20)\d\d\.))[\"')\]]*(?=[\"'(]?[A-Z][a-z]+ ))"
)


_LISTED = re.compile(r"(?<=[a-z]):(?= [A-Z])(?:[^;:!?]{3,120};(?= (?:[a-z]{2,4} )?[A-Z]))+")


def _in_commas(match: re.Match[str]) -> str:
    """ "Spoke with: Minister Abe of Oman; Minister Luis of Peru; and ...": one sentence, with one list in it."""
    return match.group().replace(":", " ").replace(";", ",")


def straight(words: str) -> str:
    """The words with plain quotation marks, blanks and hyphens, as the names of the codebook have them."""
    return words.translate(_QUOTES)


def sentences(text: Text, words: SentenceWords) -> Iterator[Sentence]:
    """The sentences of all codable blocks, in order."""
    number = 0
    for at, block in enumerate(text.codable):
        plain, offsets, asides = _plain(text.body, block, words)
        plain = _LISTED.sub(_in_commas, plain)
        for start, end in _bounds(plain, words):
            kept = tuple(offsets[start:end])
            if not kept or not any(c.isalpha() for c in plain[start:end]):
                continue
            low = kept[0]
            high = offsets[end] if end < len(offsets) else block.end
            mine = tuple(a for a in asides if low <= a.start < high)
            yield Sentence(plain[start:end], kept, at, number, block.kind, mine)
            number += 1


_SURROGATE = re.compile(r"[\ud800-\udfff]")  # halves of characters, from broken encodings
_QUOTED = re.compile(r'"(?P<words>[A-Z][^"\n]{8,180})"')


def _is_title(words: str) -> bool:
    """Most of its longer words begin with a capital: the name of an instrument, not a sentence."""
    long = [w for w in words.split() if len(w) > 3]
    return sum(w[0].isupper() for w in long) >= 0.7 * len(long)


_ENTITY = re.compile(r"&(?:nbsp|#160|ensp|emsp|thinsp);")


_KEPT = re.compile(rb"\0+")
_WORDS_OR_BLANKS = re.compile(r"\S+|\s+")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _plain(body: str, block: Block, words: SentenceWords) -> tuple[str, list[int], list[Aside]]:
    raw = _ENTITY.sub(_blank, _SURROGATE.sub("\ufffd", body[block.start : block.end]).translate(_QUOTES))
    drop = bytearray(len(raw))
    for match in _MARKUP.finditer(raw):
        if match.group("words") is not None:
            inner = match.span("words")
            _mark(drop, match.start(), inner[0])
            _mark(drop, inner[1], match.end())
        else:
            _mark(drop, match.start(), match.end())
    if words.joined is not None:
        for match in words.joined.finditer(raw):
            _mark(drop, match.end() - 1, match.end())
    if words.title_noun is not None:
        for match in _QUOTED.finditer(raw):
            noun = words.title_noun.search(match.group("words"))
            if noun is not None and _is_title(match.group("words")):
                end = match.end("words") - (raw[match.end("words") - 1] in ",;.")
                _mark(drop, match.start("words") + noun.end(), end)
    asides = []
    for match in _PAREN.finditer(raw):
        asides.append(Aside(match.group("words"), block.start + match.start("words") - 1, block.start + match.end()))
        _mark(drop, match.start(), match.end())
    plain, places = _collapsed(raw, drop)
    return plain, [block.start + at for at in places], asides


def _collapsed(raw: str, drop: bytes | bytearray) -> tuple[str, list[int]]:
    """What is not dropped, each run of blanks as one and none at the beginning, with where each character stood."""
    pieces: list[str] = []
    places: list[int] = []
    is_blank = True
    for run in _KEPT.finditer(drop):
        for match in _WORDS_OR_BLANKS.finditer(raw, *run.span()):
            start, end = match.span()
            if not raw[start].isspace():
                pieces.append(match.group())
                places += range(start, end)
                is_blank = False
            elif not is_blank:
                pieces.append(" ")
                places.append(start)
                is_blank = True
    return "".join(pieces), places


def _mark(drop: bytearray, start: int, end: int) -> None:
    drop[start:end] = b"\1" * (end - start)


# "Lima, Peru; Quito, Ecuador; and La Paz, Bolivia": parts of one list, which have commas of their own.
_SERIES = re.compile(r"(?:(?<![;\w])|^)(?:[^.;:!?,]*,[^.;:!?]{3,150};\s+(?=(?:[a-z]{2,4} )?[A-Z])){2,}")


def _bounds(plain: str, words: SentenceWords) -> Iterator[tuple[int, int]]:
    start = 0
    listed = [match.span() for match in _SERIES.finditer(plain)]
    for match in _ACUTE_END.finditer(plain):
        if any(first < match.start() <= last for first, last in listed):
            continue
        head = plain[start : match.start()]
        if head.endswith(".") and not match.group().strip() and words.abbreviation.search(head):
            continue
        yield start, match.start() + len(match.group().rstrip())
        start = match.end()
    end = len(plain.rstrip())
    if start < end:
        yield start, end
