"""A parsed sentence as the coder reads it: words in a tree, whatever parser made it.

Things are called as in spaCy, and mean the same. What they cost differs: spaCy looks every attribute up in its store of
strings and makes every word anew that is asked for, 1,500 a sentence in reports about states; here they are simply
there.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import overload

__all__ = ["Doc", "Span", "Token"]

_CONJUNCT = "conj"
_place = attrgetter("idx")


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """One word, number or mark. Where it hangs is changed by ``hang`` only, so that the tree agrees with itself."""

    doc: Doc
    i: int  # place in the sentence
    idx: int  # place of its first character
    text: str
    like_num: bool = False
    is_punct: bool = False
    is_space: bool = False
    tag_: str = ""
    dep_: str = ""
    lower_: str = ""
    lemma_: str = ""
    pos_: str = ""
    morph: frozenset[str] = frozenset()  # "Definite=Ind"
    head: Token = field(init=False)  # itself, where it is the root
    children: tuple[Token, ...] = field(init=False)  # in order, as in the sentence
    left_edge: Token = field(init=False)  # the first and the last of all that hangs on it, itself included
    right_edge: Token = field(init=False)

    def __repr__(self) -> str:
        return self.text

    @property
    def end(self) -> int:
        """Place behind its last character."""
        return self.idx + len(self.text)

    @property
    def is_title(self) -> bool:
        return self.text.istitle()

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it hangs on, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> Iterator[Token]:
        """Itself and all that hangs on it, those before it first."""
        children = self.children
        for child in children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in children:
            if child.i > self.i:
                yield from child.subtree

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """What it is coordinated with."""
        first = self
        while first.dep_ == _CONJUNCT and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += [c for c in token.children if c.dep_ == _CONJUNCT and c.i > token.i]
        return tuple(t for t in found if t is not self)

    def nbor(self, steps: int = 1) -> Token:
        """The word so many steps on. Raises IndexError beyond the ends of the sentence."""
        if self.i + steps < 0:
            raise IndexError(f"no word stands {-steps} before {self.text!r}")
        return self.doc.tokens[self.i + steps]

    def hang(self, head: Token, dep: str | None = None) -> None:
        """Hang on another word, in another way if one is given; on itself: be a root. Where that would close a circle
        nothing changes."""
        if head is not self and self in head.ancestors:
            return
        self.head = head
        if dep is not None:
            self.dep_ = dep
        self.doc.link()


class Doc:
    """One sentence."""

    __slots__ = ("forms", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.forms: list[tuple[str, str]] = []  # of each word: lower-cased form and lemma

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    def link(self) -> None:
        """Work out, from what each word hangs on, what hangs on each and how far it reaches."""
        hanging: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            token.left_edge = token.right_edge = token
            if token.head is not token:
                hanging[token.head.i].append(token)
        for token in self.tokens:
            token.children = tuple(hanging[token.i])
            for above in token.ancestors:
                if token.i < above.left_edge.i:
                    above.left_edge = token
                elif token.i > above.right_edge.i:
                    above.right_edge = token

    def char_span(self, start: int, end: int) -> Span | None:
        """The words that the characters from ``start`` to ``end`` touch; None where there are none."""
        first = max(0, bisect_right(self.tokens, start, key=_place) - 1)
        if first < len(self.tokens) and self.tokens[first].end <= start:
            first += 1
        last = bisect_left(self.tokens, end, key=_place)
        return Span(self, first, last) if first < last else None


class Span:
    """Words of a sentence that stand side by side."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __getitem__(self, at: int) -> Token:
        return self.doc.tokens[self.start : self.end][at]

    @property
    def text(self) -> str:
        if self.start == self.end:
            return ""
        return self.doc.text[self.doc.tokens[self.start].idx : self.doc.tokens[self.end - 1].end]

    @property
    def root(self) -> Token:
        """The word nearest to the root of the sentence, the first of several; marks only for want of words."""
        root = next((t for t in self if t.head is t), None)
        outermost = (t for t in self if not self.start <= t.head.i < self.end)
        return root if root is not None else min(outermost, key=_depth)


def _depth(token: Token) -> float:
    """How many steps a word is from the root; no end of them for marks and blanks on which nothing hangs."""
    is_word = bool(token.children) or not (token.is_punct or token.is_space)
    return sum(1 for _ in token.ancestors) if is_word else math.inf
