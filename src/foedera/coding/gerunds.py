"""Gerunds that stand as nouns: "fighting between Oman and Peru killed ten", "shelling by Oman"."""

from __future__ import annotations

from foedera.coding.tree import Doc, Token

__all__ = ["mend_gerunds"]

_NOMINAL = {"nsubj": "nsubj", "nsubjpass": "nsubjpass", "csubj": "nsubj", "csubjpass": "nsubjpass"}
_OF_NOUNS = frozenset({"prep", "det", "amod", "compound", "poss", "punct"})  # what hangs on a noun


def mend_gerunds(doc: Doc) -> None:
    """Take for nouns the subjects that the parser takes for verbs, though they have all that a noun has behind it and
    nothing that only a verb has."""
    for token in [t for t in doc if t.tag_ == "VBG" and t.dep_ in _NOMINAL and _is_like_a_noun(t)]:
        token.tag_, token.pos_, token.dep_ = "NN", "NOUN", _NOMINAL[token.dep_]
        token.lemma_ = token.lower_
        doc.forms[token.i] = (token.lower_, token.lower_)


def _is_like_a_noun(gerund: Token) -> bool:
    behind = gerund.nbor(1) if gerund.i + 1 < len(gerund.doc) else None
    is_followed = behind is not None and behind.dep_ == "prep" and behind.head == gerund
    is_alone = not any(c.dep_ in _NOMINAL and c != gerund for c in gerund.head.children)  # "Building on ties, Oman ..."
    return is_followed and is_alone and {c.dep_ for c in gerund.children} <= _OF_NOUNS
