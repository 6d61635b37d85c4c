"""What a brief is made of, before it is HTML, Markdown, PDF or Word. No sentence exists without evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "LEADING",
    "Brief",
    "Cell",
    "Document",
    "Evidence",
    "Grid",
    "Part",
    "Picture",
    "Sentence",
    "evidence_of",
    "leading",
    "pictures_of",
]

LEADING = 3  # claims that a sentence prints where it rests on many and another part has them all


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and the claims under them; or words on coverage or absence, which say what was looked at.

    ``when`` is a date, or a name, set before the words; ``quoted`` asks that the words of the claims be printed below.
    Where the evidence is long, ``lead`` is the few of it that are printed and ``see`` the id of the part that has all.
    Raises ValueError where it rests on nothing, or leads with what it does not rest on.
    """

    text: str
    evidence: tuple[str, ...] = ()
    looked_at: str = ""
    when: str = ""
    quoted: bool = False
    lead: tuple[str, ...] = ()
    see: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        """The claims whose numbers are printed behind the sentence."""
        return self.lead or self.evidence

    @property
    def rest(self) -> int:
        """How many claims stand elsewhere."""
        return len(set(self.evidence) - set(self.shown))

    def __post_init__(self) -> None:
        if not set(self.lead) <= set(self.evidence):
            raise ValueError(f"a brief cannot lead {self.text!r} with claims that it does not rest on")
        if not self.evidence and not self.looked_at:
            raise ValueError(
                f"a brief cannot say {self.text!r}: it has no evidence and does not say what was looked at"
            )


def leading(words: str, evidence: Sequence[str], see: str, *, looked_at: str = "", when: str = "") -> Sentence:
    """A sentence that rests on many claims, of which it prints the first few and leads to the part that has all."""
    every = tuple(dict.fromkeys(evidence))
    few = every[:LEADING] if len(every) > LEADING + 1 else ()
    return Sentence(words, every, looked_at=looked_at, when=when, lead=few, see=see)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a grid. A number other than 0 must list its claims; words that are a name or a label need none."""

    text: str
    evidence: tuple[str, ...] = ()
    is_number: bool = False
    target: str = ""  # the id of the row that lists the evidence in full

    def __post_init__(self) -> None:
        if self.is_number and self.text not in {"0", ""} and not self.evidence:
            raise ValueError(f"a brief cannot print the number {self.text} without the claims it counts")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a caption, column heads, and rows whose first cell is the row's head.

    ``groups`` are heads above the heads, each with the number of columns it spans.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    groups: tuple[tuple[str, int], ...] = ()

    @property
    def flat_columns(self) -> tuple[str, ...]:
        """The heads in one line, each with its group before it."""
        if not self.groups:
            return self.columns
        above = [name for name, span in self.groups for _ in range(span)]
        return tuple(f"{name}: {column}" if name else column for name, column in zip(above, self.columns, strict=True))

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers."""
        return tuple(any(row[at].is_number for row in self.rows) for at in range(len(self.columns)))

    def weights(self, brief: Brief) -> list[float]:
        """How wide each column is beside the others: by the length of its words, 0 for a column of numbers."""
        weights = []
        for at, numeric in enumerate(self.numeric):
            lengths = [len(row[at].text) + len(brief.cited(row[at].evidence)) for row in self.rows] or [1]
            weights.append(0.0 if numeric else round(min(max(sum(lengths) / len(lengths), 12), 90) ** 0.75, 2))
        return weights


@dataclass(frozen=True, slots=True)
class Picture:
    """A Vega-Lite specification, the same in words, and the grid that holds the same numbers."""

    spec: Mapping[str, Any]
    alt: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it, in the order: sentences, picture, grids, parts."""

    id: str
    heading: str
    sentences: tuple[Sentence, ...] = ()
    picture: Picture | None = None
    grids: tuple[Grid, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.sentences or self.picture or self.grids or self.parts)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One quote as the last section prints it."""

    claim: str
    number: int
    exact: str
    before: str
    after: str
    place: str
    says: str
    chain: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source: its bibliographic line and the quotes taken from it, in the order of the document."""

    id: str
    title: str
    line: str
    address: str
    notes: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    language: str
    title: str
    subtitle: str
    coverage: Sentence
    parts: tuple[Part, ...]
    sources: Part
    documents: tuple[Document, ...]
    closing: str
    labels: Mapping[str, str]
    numbers: Mapping[str, int] = field(default_factory=dict)
    by_claim: Mapping[str, Evidence] = field(default_factory=dict)

    def citations(self, evidence: Sequence[str]) -> tuple[tuple[int, int], ...]:
        """The numbers of the claims as ranges, both ends included: ``((1, 3), (7, 7))``."""
        ranges: list[tuple[int, int]] = []
        for number in sorted({self.numbers[c] for c in evidence if c in self.numbers}):
            if ranges and ranges[-1][1] == number - 1:
                ranges[-1] = (ranges[-1][0], number)
            else:
                ranges.append((number, number))
        return tuple(ranges)

    def more(self, sentence: Sentence) -> str:
        """``and 12 more``, or nothing where all the evidence of the sentence is printed."""
        return self.labels["more"].replace("{n}", str(sentence.rest)) if sentence.rest else ""

    def cited(self, evidence: Sequence[str]) -> str:
        """``[1–3, 7]``, or nothing."""
        ranges = self.citations(evidence)
        return f"[{', '.join(str(a) if a == b else f'{a}–{b}' for a, b in ranges)}]" if ranges else ""


def evidence_of(parts: Sequence[Part]) -> Iterator[str]:
    """Every claim that any sentence or cell rests on; some of them more than once."""
    for part in parts:
        for sentence in part.sentences:
            yield from sentence.evidence
        for grid in part.grids:
            for row in grid.rows:
                for cell in row:
                    yield from cell.evidence
        yield from evidence_of(part.parts)


def pictures_of(parts: Sequence[Part]) -> Iterator[Picture]:
    for part in parts:
        if part.picture:
            yield part.picture
        yield from pictures_of(part.parts)
