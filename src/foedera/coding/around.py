"""What stands farther from a word and yet belongs to it: above a preposition, behind a colon, beside a subject."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.grammar import Grammar
from foedera.coding.tree import Token

__all__ = ["behind_colon", "behind_place", "beside_subject", "hurt_by", "noun_above"]

COLON = 10  # tokens within which the list of a noun opens behind a colon, and its first name behind that


def noun_above(token: Token, grammar: Grammar) -> Iterator[Token]:
    """ "The summit under Oman's chairmanship"; "a club of states led by Oman", where the club is."""
    noun = token.head if token.dep_ in ("acl", "relcl") else token
    prep = noun.head
    if noun.dep_ == "pobj" and prep.head.pos_ in ("NOUN", "PROPN") and (noun == token or prep.lower_ == grammar.of):
        yield prep.head


def behind_colon(token: Token) -> Iterator[Token]:
    """ "Has three members: Chad, Mali and Niger": the head of the first name of a list that a colon opens."""
    ahead = token.doc[token.i + 1 : token.i + COLON]
    colon = next((t for t in ahead if t.text in (":", ";")), None)
    if colon is None or colon.text != ":":
        return
    name = next((t for t in token.doc[colon.i + 1 : colon.i + COLON] if t.pos_ not in ("DET", "ADJ")), None)
    if name is not None and name.pos_ == "PROPN":
        while name.dep_ in ("compound", "nmod") and name.head.i > name.i:
            name = name.head
        yield name


def beside_subject(verb: Token, grammar: Grammar) -> Iterator[Token]:
    """ "Oman, along with Peru and Chile, condemned": hung on the verb, but told of with its subject."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    for prep in (c for c in verb.children if c.dep_ == "prep" and subject is not None and subject.i < c.i < verb.i):
        inner = next((c for c in prep.children if c.dep_ == "prep"), prep)
        if (f"{prep.lower_} {inner.lower_}" if inner != prep else prep.lower_) in grammar.beside:
            yield from (c for c in inner.children if c.dep_ == "pobj" and c.pos_ == "PROPN")


def behind_place(prep: Token, grammar: Grammar) -> Iterator[Token]:
    """ "Met in Tashkent with", "talks held in Rome between": the partners hang on the meeting, not on the place."""
    for obj in prep.children if prep.lower_ in grammar.location else ():
        if obj.dep_ == "pobj" and obj.pos_ == "PROPN":
            yield from (c for c in obj.children if c.dep_ == "prep" and c.lower_ in grammar.joining)


def hurt_by(noun: Token, grammar: Grammar) -> Iterator[Token]:
    """ "An Omani general was killed in the raid", "the raid killed two Omani pilots": whom an act of force hit,
    wherever it was."""
    is_doer = noun.dep_ == "nsubj"
    is_behind = noun.dep_ == "pobj" and (noun.head.dep_ == "agent" or noun.head.lower_ in grammar.location)
    verb = noun.head if is_doer else noun.head.head
    if not (is_doer or is_behind) or verb.lemma_.lower() not in grammar.hurting:
        return
    yield from (c for c in verb.children if c.dep_ == ("dobj" if is_doer else "nsubjpass"))
    if is_behind and verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield verb.head  # "a general killed in the raid"
