"""Of whom a noun is said: by a copula, in apposition, in front of a name."""

from __future__ import annotations

from typing import Protocol

from foedera.coding.tree import Token

__all__ = ["is_misread_apposition", "names_what_follows", "noted_as", "owner_of", "said_of"]


class Telling(Protocol):
    """The verbs that say what somebody is."""

    @property
    def copular(self) -> frozenset[str]: ...
    @property
    def listing(self) -> frozenset[str]: ...
    @property
    def overtaking(self) -> frozenset[str]: ...
    @property
    def as_(self) -> str: ...


def said_of(top: Token, verb: Token, own: list[Token], words: Telling) -> list[Token]:
    """Of whom a noun governed by ``verb`` is said; ``own``: the verb's subjects.

    "X is a member", "X serves as a base", "regards X as an ally", "called X a partner", "its members are X and Y".
    """
    lemma = verb.lemma_.lower()
    if top.dep_ == "pobj" and top.head.lower_ == words.as_:
        objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
        return objects if objects and verb.i < top.i and lemma not in words.overtaking else own
    if top.dep_ == "attr" or (top.dep_ in ("dobj", "acomp") and lemma in words.copular):
        return own
    if top.dep_ == "oprd":
        return [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")] or own
    if top.dep_ == "nsubj" and lemma in words.copular | words.listing:
        return [c for c in verb.children if c.dep_ in ("attr", "dobj")]
    return []


def is_misread_apposition(child: Token, noun: Token) -> bool:
    """ "The newest member, Sweden, sent ships": a name behind a common noun and a comma, however it was read."""
    if (
        child.dep_ not in ("npadvmod", "conj")
        or child.pos_ != "PROPN"
        or noun.pos_ != "NOUN"
        or child.i < noun.i
        or noun.dep_ == "conj"
    ):
        return False
    return child.left_edge.i > 0 and noun.doc[child.left_edge.i - 1].text == ","


def owner_of(possessive: Token, noun: Token) -> Token:
    """ "The bloc, whose members ...": what a relative possessive stands for."""
    if possessive.tag_ != "WP$":
        return possessive
    clause = next((a for a in noun.ancestors if a.dep_ == "relcl"), None)
    return clause.head if clause is not None else possessive


def names_what_follows(noun: Token) -> bool:
    """ "NATO member Albania": a common noun in front of the name that it describes."""
    return (
        noun.dep_ in ("compound", "nmod") and noun.pos_ == "NOUN" and noun.head.pos_ == "PROPN" and noun.i < noun.head.i
    )


def noted_as(noun: Token, as_: str) -> list[Token]:
    """ "Oman's contributions as an observer": whose they are."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ != as_ or prep.head.pos_ != "NOUN":
        return []
    return [c for c in prep.head.children if c.dep_ == "poss"]
