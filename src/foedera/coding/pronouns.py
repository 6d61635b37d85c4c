"""What the clause of a pronoun, or of a definite noun, says of who it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from foedera.coding.company import SUBJECTS
from foedera.coding.mentions import Mention

__all__ = ["again", "is_acronym", "is_definite", "is_taker", "own_subjects", "possessors"]


def is_taker(token: Token) -> bool:
    """Whether a word names who gets something: "lent Chad two boats", "handed two boats to Chad"."""
    if token.dep_ == "dative":
        return True
    if token.dep_ == "pobj":
        return token.head.dep_ == "dative"
    return token.dep_ == "dobj" and any(c.dep_ == "dobj" and c.i > token.i for c in token.head.children)


def is_acronym(token: Token) -> bool:
    """ "US" is no pronoun."""
    return len(token.text) > 1 and token.text.isupper()


def own_subjects(token: Token) -> list[Token]:
    """The subjects that a pronoun in their clause does not mean: "Oman accused it", "Oman is its partner"."""
    if token.dep_ in SUBJECTS or (token.dep_ == "poss" and token.head.dep_ != "attr"):
        return []
    verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    while verb is not None:
        own = [c for c in verb.children if c.dep_ in SUBJECTS]
        if own or verb.dep_ != "xcomp":
            return own
        asked = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]  # "urged Oman to sell it"
        if asked:
            return asked
        verb = verb.head
    return []


def possessors(token: Token) -> Iterator[Token]:
    """The owners of the nouns above a possessive: Oman in "Oman's growth of its army"."""
    for noun in token.ancestors:
        if noun.pos_ in ("VERB", "AUX"):
            return
        yield from (c for c in noun.children if c.dep_ == "poss" and c.i < token.i)


def again(mention: Mention, token: Token, sure: float) -> Mention:
    """An actor of the sentence, meant again by a word."""
    return replace(mention, form="reference", start=token.i, end=token.i + 1, head=token.i, confidence=sure)


def is_definite(token: Token) -> bool:
    return token.text[:1].isupper() or any(
        c.dep_ == "poss" or (c.dep_ == "det" and "Ind" not in c.morph.get("Definite", [])) for c in token.children
    )
