"""Names that hold the names of others: the parties of "the Treaty on Armed Forces in Europe" are its signatories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedera.coding.tree import Doc, Token

if TYPE_CHECKING:
    from foedera.coding.mentions import Mention

__all__ = ["NameWords", "inside_names", "is_of_outlet", "is_place_of_treaty"]

_BODIES = ("organisation", "institution")


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that such names are made of, from ``offices.yml`` (key ``instruments``)."""

    nouns: frozenset[str]  # treaties and the like
    about: frozenset[str]  # prepositions of what a treaty is on
    purpose: frozenset[str]  # and of what a body is for
    within: frozenset[str]  # other small words
    media: frozenset[str]  # outlets, which speak for no state

    @classmethod
    def of_words(cls, words: Mapping[str, Sequence[str]]) -> NameWords:
        return cls(*(frozenset(words.get(name, ())) for name in ("nouns", "about", "purpose", "within", "media")))


def inside_names(doc: Doc, by_token: Mapping[int, Mention], words: NameWords) -> set[int]:
    """Where the mentions start that stand in the name of an instrument or a body, behind what it is about.

    ``by_token`` are the mentions by each of their tokens.
    """
    found: set[int] = set()
    heads = words.about | words.purpose
    for mention in {m.start: m for m in by_token.values()}.values():
        at = mention.start - 1
        while at > 0 and doc[at].lower_ not in heads and (doc[at].lower_ in words.within or _is_name(doc[at])):
            at -= 1
        if at < 1 or mention.form in _BODIES or doc[at].lower_ not in heads or not _is_name(doc[at - 1]):
            continue
        body = by_token.get(at - 1)
        goes_on = mention.end < len(doc) and doc[mention.end].pos_ == "PROPN"
        is_of_body = body is not None and body.form in _BODIES and goes_on
        if is_of_body or (doc[at - 1].lower_ in words.nouns and doc[at].lower_ in words.about):
            found.add(mention.start)
    return found


def is_of_outlet(doc: Doc, mention: Mention, words: NameWords) -> bool:
    """ "Told Kenyan television": where the outlet is."""
    head = doc[mention.head]
    is_modifier = head.dep_ in ("amod", "compound", "nmod", "poss") and mention.kind == "state"
    return is_modifier and head.head.lower_ in words.media and mention.form in ("adjective", "name", "capital")


def is_place_of_treaty(doc: Doc, mention: Mention, by_token: Mapping[int, Mention], words: NameWords) -> bool:
    """ "The Lusaka agreement", "the Treaty of Paris": where it was signed. "The Moscow-Lima treaty" names its sides."""
    if mention.form != "capital":
        return False
    head = doc[mention.head]
    noun = head.head if head.dep_ in ("compound", "nmod") else head.head.head if head.dep_ == "pobj" else head
    if noun == head or noun.lower_ not in words.nouns:
        return False
    if head.dep_ == "pobj":
        return noun.pos_ == "PROPN" and head.head.lower_ in words.within
    beside = {t for t in noun.children if t.dep_ in ("compound", "nmod", "amod", "poss")} | set(head.conjuncts)
    return not any(t.i in by_token and by_token[t.i] is not mention for t in beside)


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.text[:1].isupper()
