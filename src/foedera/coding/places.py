"""Where a thing is, and not who does it: names behind a preposition of place."""

from __future__ import annotations

from collections.abc import Callable, Collection

from foedera.coding.tree import Token

__all__ = ["is_along", "is_at_border", "is_before_the_clause", "is_where"]

_BESIDE = ("appos", "conj", "npadvmod", "nmod")


def is_before_the_clause(name: Token, prepositions: Collection[str]) -> bool:
    """ "After Oman's raid, Peru sent a ship": whether a name stands in what a clause is told against."""
    for token in name.ancestors:
        if token.pos_ in ("VERB", "AUX"):
            return False
        if token.dep_ == "prep" and token.head.pos_ == "VERB" and token.lower_ in prepositions:
            return True
    return False


def is_at_border(name: Token, prepositions: Collection[str], is_border: Callable[[Token], bool]) -> bool:
    """ "Near the Omani border": whether a name only says whose border something is at."""
    noun = name.head
    owns = name.dep_ in ("amod", "compound", "nmod", "poss") and noun.dep_ == "pobj"
    return owns and noun.head.lower_ in prepositions and is_border(noun)


def is_along(name: Token, words: Collection[str]) -> bool:
    """ "Sent troops alongside the Omani navy", "together with Oman": whether a name stands behind one of the words, so
    that who bears it acts on the same side."""
    for token in name.ancestors:
        if token.pos_ in ("VERB", "AUX"):
            return False
        if token.dep_ == "prep":
            before = token.nbor(-1).lower_ if token.i else ""
            return not {token.lower_, f"{before} {token.lower_}"}.isdisjoint(words)
    return False


def is_where(name: Token, prepositions: Collection[str]) -> bool:
    """ "In Oman", "in Salalah, Oman": whether a name stands behind one of the prepositions, or beside one that does."""
    for _ in range(3):
        if name.dep_ == "pobj":
            return name.head.lower_ in prepositions
        if name.dep_ not in _BESIDE or name.head.pos_ != "PROPN":
            return False
        name = name.head
    return False
