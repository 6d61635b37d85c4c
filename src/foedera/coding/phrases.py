"""Words and phrases of the codebook, found among tokens by lemma or by form."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from spacy.tokens import Doc

__all__ = ["PhraseTable", "word_forms", "words_of"]

V = TypeVar("V", bound=Hashable)


def words_of(phrase: str) -> tuple[str, ...]:
    """A phrase as the parser cuts it: hyphens between letters stand alone ("ex - minister", "F-16")."""
    return tuple(_HYPHEN.sub(" - ", phrase.lower()).split())


_HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")


def word_forms(doc: Doc) -> list[tuple[str, str]]:
    """For each token its lower-cased form and lemma: the two ways in which a phrase may match it."""
    return [(t.lower_, t.lemma_.lower()) for t in doc]


class PhraseTable(Generic[V]):
    """Phrases of one or more words with a value each; a word matches a token's form or lemma."""

    def __init__(self, items: Iterable[tuple[str, V]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, value in items:
            words = words_of(phrase)
            if words:
                self._first.setdefault(words[0], []).append((words, value))
        for listed in self._first.values():
            listed.sort(key=lambda item: -len(item[0]))

    def at(self, forms: list[tuple[str, str]], start: int) -> Iterator[tuple[int, V]]:
        """``(end, value)`` of every phrase that begins at token ``start``, longest first."""
        form, lemma = forms[start]
        listed = self._first.get(form, [])
        if lemma != form:
            listed = listed + self._first.get(lemma, [])
        for words, value in listed:
            end = start + len(words)
            if end <= len(forms) and all(w in forms[start + i] for i, w in enumerate(words[1:], start=1)):
                yield end, value

    def longest(self, forms: list[tuple[str, str]]) -> list[tuple[int, int, V]]:
        """The longest phrases, leftmost first, none overlapping."""
        found = []
        at = 0
        while at < len(forms):
            best = max(self.at(forms, at), key=lambda hit: hit[0], default=None)
            if best is None:
                at += 1
            else:
                found.append((at, best[0], best[1]))
                at = best[0]
        return found

    def every(self, forms: list[tuple[str, str]]) -> Iterator[tuple[int, int, V]]:
        """All phrases, overlapping ones too."""
        for start in range(len(forms)):
            for end, value in self.at(forms, start):
                yield start, end, value
