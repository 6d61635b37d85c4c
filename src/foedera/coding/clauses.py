"""Clauses that the parser joins wrongly: subjects taken for objects, and what sums a clause up taken for its clause.

"The raid had hit the depot and Peru would answer": Peru is the subject of the second clause, and was not hit.
"Chad accused Oman of spying, a charge Muscat denies": Muscat denies the charge; that Chad accused is told by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from foedera.coding.subjects import SUBJECTS, VERBAL
from foedera.coding.tree import Doc, Token

__all__ = ["mend_clauses"]

_FINITE = ("MD", "VBD", "VBZ", "VBP")
_BEFORE = ("aux", "auxpass", "neg", "advmod")  # what stands between a subject and its verb
_JOINED = ("conj", "ccomp", "parataxis")
_NOMINAL = ("NOUN", "PROPN", "PRON")


def mend_clauses(doc: Doc) -> None:
    """Give such clauses their subjects, and hang those that sum up another one on it."""
    for noun in [t for t in doc if t.dep_ == "conj" and t.pos_ in _NOMINAL]:
        verb = _verb_behind(noun)
        if verb is not None:
            _make_subject(noun, verb)
    for verb in [t for t in doc if t.dep_ == "ROOT" and t.pos_ in VERBAL]:
        summing = _summing_up(verb)
        if summing is not None:
            _hang_on(summing, verb)


def _verb_behind(noun: Token) -> Token | None:
    """The finite verb that stands right behind a noun, has no subject, and is joined to what stands before."""
    first, end = noun.left_edge, noun.right_edge.i + 1
    if first.i == 0 or first.nbor(-1).dep_ != "cc" or end >= len(noun.doc) or noun.right_edge.is_punct:
        return None
    behind = noun.doc[end]
    verb = behind.head if behind.dep_ in _BEFORE else behind
    if verb.pos_ not in VERBAL or verb.dep_ not in _JOINED or verb in noun.ancestors:
        return None
    if noun.head.head.dep_ == "agent" or verb == behind and noun.pos_ != "PROPN":
        return None  # "a truce and increased aid": a past tense, or a participle
    own = [c for c in verb.children if c.i < verb.i]
    is_finite = any(t.tag_ in _FINITE for t in (verb, *own) if t == verb or t.dep_ in _BEFORE)
    is_alone = all(c.dep_ in _BEFORE and c.i >= end for c in own if c.dep_ not in ("cc", "punct"))
    has_subject = any(c.dep_ in (*SUBJECTS, "expl") for c in verb.children)
    return verb if is_finite and is_alone and not has_subject and _agrees(noun, (verb, *own)) else None


def _agrees(noun: Token, verbs: Iterable[Token]) -> bool:
    """Whether a noun may be the subject of a verb by its number: "ties with Oman and Peru are cool" is of the ties."""
    is_many = noun.tag_ in ("NNS", "NNPS")
    return not any(t.tag_ == ("VBZ" if is_many else "VBP") for t in verbs)


def _make_subject(noun: Token, verb: Token) -> None:
    joint = next((c for c in noun.head.children if c.dep_ == "cc" and c.i < noun.i), None)
    above = next((t for t in noun.ancestors if t.pos_ in VERBAL), None)
    if above is None or above == verb or verb in above.ancestors:
        return
    is_passive = any(c.dep_ == "auxpass" for c in verb.children)
    noun.hang(verb, "nsubjpass" if is_passive else "nsubj")
    if verb.dep_ != "conj":
        verb.hang(above, "conj")
    if joint is not None:
        joint.hang(verb.head)


def _summing_up(verb: Token) -> Token | None:
    """ "..., a charge" before "Muscat denies", where what stands before it is taken for what Muscat denies."""
    told = _told_before(verb)
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if told is None or subject is None:
        return None
    beside = [c for c in verb.children if c.dep_ in ("dobj", "dep", "npadvmod") and told.i < c.i < subject.i]
    inside = [c for c in subject.children if c.dep_ == "compound"] if subject.pos_ == "PROPN" else []  # "a charge Oman"
    noun = next((c for c in (*beside, *inside) if c.pos_ == "NOUN"), None)
    if noun is None:
        return None
    opening = (noun if noun in beside else subject).left_edge
    is_one = opening.pos_ == "DET" and "Definite=Ind" in opening.morph
    is_set_off = opening.i > 0 and opening.nbor(-1).text == ","
    is_told = told.right_edge.i < opening.i and any(c.dep_ in SUBJECTS for c in told.children)
    return noun if is_one and is_set_off and is_told else None


def _told_before(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)


def _hang_on(noun: Token, verb: Token) -> None:
    told = _told_before(verb)
    if told is None:
        return
    for word in [c for c in noun.head.children if c.i < noun.i and noun.dep_ == "compound"]:
        word.hang(noun)  # its article and adjectives
    told.hang(told, "ROOT")
    for mark in [c for c in verb.children if c.dep_ == "punct"]:
        mark.hang(told)
    noun.hang(told, "npadvmod")
    verb.hang(noun, "relcl")
