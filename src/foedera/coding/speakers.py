"""Who a noun phrase is, as a link of a chain of attribution: "Reuters", "a senior official", "Rao, an analyst"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from foedera.coding.citations import KindWords
from foedera.coding.mentions import Mention
from foedera.coding.tree import Token
from foedera.errors import CodebookError
from foedera.model import Attribution, Source

__all__ = ["Speakers", "VoiceWords"]

_NAME_DEPS = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det", "quantmod", "case", "punct", "advmod"})


class VoiceWords:
    """The words of saying of one language; built once from ``voices.yml``.

    Raises CodebookError, naming the key, where the mapping is not well formed.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        try:
            self.kinds = KindWords(data)
            self.verbs = frozenset(data["verbs"])
            self.object_verbs = frozenset(data["object_verbs"])
            self.self_verbs = frozenset(data["self_verbs"])
            self.hearer_verbs = frozenset(data["hearer_verbs"])
            self.quoting_verbs = frozenset(data["quoting_verbs"])
            self.passives = frozenset(data["reported_passives"])
            self.adverbs = frozenset(data["reported_adverbs"])
            self.reported_nouns = frozenset(data["reported_nouns"])
            self.reported_kind: str = data["reported_kind"]
            self.reported_name: str = data["reported_name"]
            self.according = frozenset(data["according"])
            self.prepositions = frozenset(data["prepositions_of_voice"])
            self.as_marks = frozenset(data["as_marks"])
            self.that_marks = frozenset(data["that_marks"])
            self.nouns = frozenset(data["nouns"])
            self.documents_from = frozenset(data["documents_from"])
            self.owners = frozenset(data["owners"])
            self.interviews = frozenset(data["interviews"])
            self.interview_links = frozenset(data["interview_links"])
            self.unknown_kind: str = data["unknown_kind"]
            self.articles = frozenset(data["articles"])
            self.titles = frozenset(data["person_titles"])
            self.opening_lemmas = self.verbs | self.quoting_verbs | self.passives | self.nouns
            self.opening_forms = self.adverbs | self.according | self.prepositions | self.reported_nouns
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise CodebookError(
                f"voices.yml: {type(problem).__name__} at {problem}. Compare the key with the packaged file."
            ) from problem


@dataclass(frozen=True, slots=True)
class Speakers:
    """Turns noun phrases into attributions: what all rules share."""

    words: VoiceWords
    mentions: Sequence[Mention]
    sources: Mapping[str, Source]
    before: Attribution | None = None  # who spoke last: "he said" is said by them

    def of(self, head: Token) -> Attribution | None:
        """Who the noun phrase of ``head`` is, as a link of a chain; None where it is nobody who can say."""
        if head.pos_ == "PRON":
            return self._pronoun(head)
        first, last = _phrase(head)
        text = _tidy(head.doc[first:last].text, self.words.articles)
        source = self._source(head, first, last)
        if source is not None:
            return Attribution(source.kind, source.name, source.country, None, text)
        if head.lemma_.lower() in self.words.documents_from:
            owner = self._owner(head)
            if owner is not None:
                return owner
        mention = self._mention(head, first, last)
        kind = self._kind(head, text, mention)
        if kind is None:
            return None
        name = _name(head, first, last, self.words) or _name_beside(head) or text
        return Attribution(kind, name, mention.actor if mention else None, None, text)

    def _pronoun(self, head: Token) -> Attribution | None:
        mention = next((m for m in self.mentions if m.start <= head.i < m.end), None)
        if mention is None:
            if "Person=3" not in head.morph or "Gender=Neut" in head.morph:
                return None
            if self.before is not None:
                return replace(self.before, as_printed=head.text)
            return Attribution(self.words.unknown_kind, head.text, None, None, head.text)
        name = mention.name or head.doc[mention.start : mention.end].text
        kind = "official" if mention.form in ("person", "office") else "government"
        return Attribution(kind, name, mention.actor, None, head.text)

    def _source(self, head: Token, first: int, last: int) -> Source | None:
        """A register entry by the phrase as a whole, its words from the head on, or a run that ends in the head."""
        doc = head.doc
        for start in range(first, head.i + 1):
            for end in (last, head.i + 1):
                words = _tidy(doc[start:end].text, self.words.articles).casefold()
                is_name = any(t.text[:1].isupper() for t in doc[start:end])
                if is_name and words in self.sources:
                    return self.sources[words]
        return None

    def _owner(self, head: Token) -> Attribution | None:
        """X in "a statement from X", "X's statement"."""
        for child in head.children:
            if child.dep_ == "poss" and child.pos_ != "PRON":
                return self.of(child)
            if child.dep_ == "prep" and child.lower_ in self.words.owners:
                for obj in child.children:
                    if obj.dep_ == "pobj" and (found := self.of(obj)) is not None:
                        return found
        return None

    def _mention(self, head: Token, first: int, last: int) -> Mention | None:
        on_head = [m for m in self.mentions if m.head == head.i or m.start <= head.i < m.end]
        inside = [m for m in self.mentions if first <= m.start and m.end <= last]
        return next(iter([*on_head, *inside]), None)

    def _kind(self, head: Token, text: str, mention: Mention | None) -> str | None:
        said_of = f"{text} {_apposition(head)}".strip()
        is_person = head.pos_ == "PROPN" or any(c.dep_ == "appos" for c in head.children)
        kind = self.words.kinds.of_person(said_of) if is_person else self.words.kinds.of_person(text)
        if mention is not None and (mention.head == head.i or mention.start <= head.i < mention.end):
            if mention.form == "nationals":  # a people complains and hopes; it is no source
                return None
            if mention.form in ("person", "office"):
                return kind if kind == "expert" else "official"
            if mention.form == "institution":
                return kind if kind in ("ministry", "document", "official") else "government"
            return kind or "government"
        if kind is None and head.pos_ == "PROPN":
            return self.words.unknown_kind
        if kind is None and head.lemma_.lower() in self.words.documents_from:
            return "document"
        return kind


def _phrase(head: Token) -> tuple[int, int]:
    """The noun phrase of a head: its modifiers before it, and "of" or "for" phrases after it."""
    first = head.i
    for child in head.children:
        if child.i < head.i and child.dep_ in _NAME_DEPS and child.i >= first - (head.i - child.left_edge.i):
            first = min(first, child.left_edge.i)
    last = head.i + 1
    for child in head.children:
        is_near = child.dep_ == "prep" and child.i <= last
        is_joined = child.dep_ in ("conj", "cc") and child.right_edge.i - head.i < 12
        if child.i > head.i and (is_near or is_joined):
            last = max(last, child.right_edge.i + 1)
    return first, last


def _apposition(head: Token) -> str:
    parts = [t.doc[t.left_edge.i : t.right_edge.i + 1].text for t in head.children if t.dep_ in ("appos", "relcl")]
    return " ".join(parts)


def _name(head: Token, first: int, last: int, words: VoiceWords) -> str | None:
    """The personal or proper name that ends in the head, without titles; None where the head is no name."""
    if head.pos_ != "PROPN" or last > head.i + 1:
        return None
    if words.kinds.of_person(head.doc[first:last].text) not in (None, "official", "expert"):
        return None  # a ministry or a newspaper: its name is the whole phrase
    start = head.i
    while start > first and head.doc[start - 1].pos_ == "PROPN" and head.doc[start - 1].head.i == head.i:
        start -= 1
    while start < head.i and head.doc[start].lower_ in words.titles:
        start += 1
    return _tidy(head.doc[start : head.i + 1].text)


def _name_beside(head: Token) -> str | None:
    """The name in apposition: "the newspaper El Comercio", "a think tank, CIDOB"."""
    if head.pos_ != "NOUN":
        return None
    beside = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i), None)
    if beside is None:
        return None
    start = beside.i
    while start > head.i + 1 and head.doc[start - 1].pos_ == "PROPN":
        start -= 1
    return _tidy(head.doc[start : beside.i + 1].text)


def _tidy(text: str, articles: frozenset[str] = frozenset()) -> str:
    """Without marks at its ends, and without a leading article."""
    words = " ".join(text.split()).strip(" ,;:\"'")
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in articles else words
