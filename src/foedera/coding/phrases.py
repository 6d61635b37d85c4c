"""Words and phrases of the codebook, found among tokens by lemma or by form."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from foedera.coding.tree import Doc, Token

__all__ = ["PhraseTable", "lemmatise", "singular_of_name", "words_of"]

V = TypeVar("V", bound=Hashable)


def words_of(phrase: str) -> tuple[str, ...]:
    """A phrase as the parser cuts it: hyphens between letters stand alone ("ex - minister", "F-16")."""
    return tuple(_HYPHEN.sub(" - ", phrase.lower()).split())


_HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")


def lemmatise(doc: Doc, lemmas: Mapping[str, str]) -> None:
    """Give verbs in the forms listed the lemmas listed, where the parser knows them by others."""
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in lemmas:
            token.lemma_ = lemmas[token.lower_]
            doc.forms[token.i] = (token.lower_, token.lemma_)


def singular_of_name(token: Token, lemma: str, endings: Mapping[str, str]) -> str:
    """The lemma, of a name in the plural too, which the parser leaves as it is: "Tomahawks", "both Ministers"."""
    if token.pos_ != "PROPN":
        return lemma
    for ending, instead in endings.items():
        if lemma.endswith(ending):
            return lemma[: -len(ending)] + instead
    return lemma


def _follow(words: tuple[str, ...], forms: Sequence[tuple[str, str]], start: int) -> bool:
    """Whether the words behind the second of a phrase stand where they must, behind token ``start``."""
    return all(w in forms[start + i] for i, w in enumerate(words[2:], start=2))


class PhraseTable(Generic[V]):
    """Phrases of one or more words with a value each; a word matches a token's form or lemma."""

    def __init__(self, items: Iterable[tuple[str, V]]) -> None:
        self._alone: dict[str, list[V]] = {}  # phrases of one word
        self._longer: dict[str, dict[str, list[tuple[tuple[str, ...], V]]]] = {}  # by first word and second
        for phrase, value in items:
            words = words_of(phrase)
            if len(words) == 1:
                self._alone.setdefault(words[0], []).append(value)
            elif words:
                self._longer.setdefault(words[0], {}).setdefault(words[1], []).append((words, value))

    def at(self, forms: list[tuple[str, str]], start: int) -> Iterator[tuple[int, V]]:
        """``(end, value)`` of every phrase that begins at token ``start``, the longer ones of a word first."""
        form, lemma = forms[start]
        first = (form,) if form == lemma else (form, lemma)
        for word in first:
            if word in self._longer:
                yield from self._behind(self._longer[word], forms, start)
        for word in first:
            for value in self._alone.get(word, ()):
                yield start + 1, value

    def _behind(
        self, by_second: Mapping[str, list[tuple[tuple[str, ...], V]]], forms: list[tuple[str, str]], start: int
    ) -> list[tuple[int, V]]:
        """The phrases of one first word, the longest first."""
        second = forms[start + 1] if start + 1 < len(forms) else ()
        found = [
            (start + len(words), value)
            for word in dict.fromkeys(second)
            for words, value in by_second.get(word, ())
            if start + len(words) <= len(forms) and _follow(words, forms, start)
        ]
        return sorted(found, key=lambda hit: -hit[0]) if len(found) > 1 else found

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
        alone, longer = self._alone, self._longer
        for start, (form, lemma) in enumerate(forms):
            if form in longer or lemma in longer or form in alone or lemma in alone:  # most words begin no phrase
                for end, value in self.at(forms, start):
                    yield start, end, value
