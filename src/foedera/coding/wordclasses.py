"""Word classes: "frigate" is a ship, "Su-30" a designation, "recognition" abstract; and what a phrase is by them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from foedera.codebook import CONTESTED, Codebook
from foedera.coding.grammar import Grammar
from foedera.coding.parsed import Parsed
from foedera.coding.phrases import PhraseTable, singular_of_name, words_of
from foedera.coding.tree import Doc, Token

__all__ = ["ABSTRACT", "WordClasses", "phrase_classes"]

ABSTRACT = "abstract"  # by the ending of a noun, not by a list
DESIGNATION = "designation"  # by a pattern: "T-72", "Su-30"


class WordClasses:
    """A language's ``classes*.yml``, compiled once."""

    def __init__(self, codebook: Codebook, language: str, grammar: Grammar) -> None:
        words = codebook.language(language)
        disputed = [name for dispute in codebook.disputes for name in dispute.names]
        listed = _listed(words) | _phrases(codebook, language) | {CONTESTED: disputed}
        patterns = words["classes"].get("designation_pattern", ())
        self._grammar = grammar
        self._designation = re.compile(rf"\b(?:{'|'.join(patterns)})\b") if patterns else None
        self._table: PhraseTable[str] = PhraseTable((phrase, name) for name in listed for phrase in listed[name])

    def of_tokens(self, doc: Doc) -> list[frozenset[str]]:
        """The word classes of each token; a phrase marks its last token, a designation its root too."""
        found: list[set[str]] = [set() for _ in range(len(doc))]
        for _, end, name in self._table.every(self._forms(doc)):
            found[end - 1].add(name)
        if self._designation is not None:
            for match in self._designation.finditer(doc.text):
                span = doc.char_span(*match.span())
                if span is not None and len(span):
                    found[span.end - 1].add(DESIGNATION)
                    found[span.root.i].add(DESIGNATION)
        for i, (_, lemma) in enumerate(doc.forms):
            if self._is_abstract(lemma) and doc[i].pos_ == "NOUN":
                found[i].add(ABSTRACT)
        return [frozenset(s) for s in found]

    def _is_abstract(self, lemma: str) -> bool:
        return lemma.endswith(self._grammar.abstract_endings) and lemma not in self._grammar.concrete

    def _forms(self, doc: Doc) -> list[tuple[str, str]]:
        """Word forms, with names in the plural under their singular too: "Tomahawks", "Leopards"."""
        endings = self._grammar.plural_endings
        plural = tuple(endings)
        return [
            (f, singular_of_name(doc[i], m, endings)) if f == m and f.endswith(plural) else (f, m)
            for i, (f, m) in enumerate(doc.forms)
        ]


def phrase_classes(token: Token, parsed: Parsed, grammar: Grammar) -> frozenset[str]:
    """Word classes of a phrase: of its head, what is coordinated or compounded with it, and its complement."""
    if token.i not in parsed.phrases:
        parsed.phrases[token.i] = frozenset(_of_phrase(token, parsed, grammar))
    return parsed.phrases[token.i]


def _of_phrase(token: Token, parsed: Parsed, grammar: Grammar) -> Iterator[str]:
    yield from parsed.classes[token.i]
    is_office = _is_office(token, parsed)
    for child in token.children:
        if child.dep_ == "conj":
            yield from phrase_classes(child, parsed, grammar)
        elif child.dep_ == "appos" and _is_office(child, parsed):
            yield from parsed.classes[child.i]  # "Juma Wekesa, the commander of Kenya's navy"
        elif is_office:
            continue  # "the commander of the navy" is no navy
        elif child.dep_ in ("compound", "amod", "nmod"):
            yield from parsed.classes[child.i]
        elif child.dep_ == "prep" and child.lower_ == grammar.of:
            for obj in child.children:
                if obj.i != token.i and obj.dep_ == "pobj":
                    yield from phrase_classes(obj, parsed, grammar)
    for mention in parsed.covered.get(token.i, ()):
        if mention.form != "adjective":
            yield from (mention.kind, mention.form, "actor")


def _is_office(token: Token, parsed: Parsed) -> bool:
    named = parsed.covered.get(token.i, ())
    return token.i in parsed.titles or any(m.form == "office" and m.head == token.i for m in named)


def _phrases(codebook: Codebook, language: str) -> dict[str, list[str]]:
    """Values of several words that triggers ask for ("defence budget", "no-first-use"): each a class of its own."""
    asked: set[str] = set()
    for trigger in (t for kind in codebook.types.values() for t in kind.triggers.get(language, ())):
        asked.update(*trigger.needs.values(), *trigger.avoid.values())
        asked |= trigger.modifier | trigger.not_modifier | trigger.context | trigger.not_context
    return {phrase: [phrase] for phrase in sorted(asked) if len(words_of(phrase)) > 1}


def _listed(words: Mapping[str, Any]) -> dict[str, list[str]]:
    """The word classes of every ``classes*.yml`` of a language, lists of the same name joined, and kinds of a class
    counted in (``kinds``)."""
    joined: dict[str, list[str]] = {}
    kinds: dict[str, list[str]] = {}
    for stem, data in words.items():
        if stem.startswith("classes"):
            for name, listed in data.get("classes", {}).items():
                joined.setdefault(name, []).extend(listed)
            kinds |= data.get("kinds", {})
    own = {name: tuple(listed) for name, listed in joined.items()}
    for name, within in kinds.items():
        joined[name] = list(dict.fromkeys([*joined[name], *(w for kind in within for w in own[kind])]))
    return joined
