"""How a sentence tells of an act: in its main line or beside it, and in which tense."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from spacy.tokens import Token

__all__ = ["Tense", "is_finite", "roots_of", "telling_verb", "tense"]

_VERBAL = ("VERB", "AUX")
_AUXILIARY = ("aux", "auxpass")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_PRESENT = frozenset({"VBZ", "VBP"})
_FINITE = _PRESENT | {"VBD", "MD"}
_CORE = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd", "dative"})
_DEEPEST = 12  # steps from a word to the verb that tells of it


class Tense(Enum):
    """The tenses that say when: PAST tells of one time, PERFECT of any up to now, EARLIER of one before another."""

    PAST = "past"
    PERFECT = "perfect"
    EARLIER = "past perfect"
    PRESENT = "present"
    GOING_ON = "present progressive"
    MODAL = "modal"
    NONE = "none"


def tense(verb: Token) -> Tense:
    """The tense of a verb with its auxiliaries; that of the verb it is joined to, where it has none of its own."""
    helping = {c.tag_ for c in verb.children if c.dep_ in _AUXILIARY}
    joined = verb.dep_ == "conj" and verb.head.pos_ in _VERBAL and not any(c.dep_ in _SUBJECTS for c in verb.children)
    if joined and not helping and (verb.tag_ in ("VBN", "VBG") or tense(verb.head) in (Tense.PERFECT, Tense.EARLIER)):
        return tense(verb.head)
    if "MD" in helping or verb.tag_ == "MD":
        return Tense.MODAL
    if _is_perfect(verb):
        return Tense.EARLIER if "VBD" in helping else Tense.PERFECT
    if verb.tag_ == "VBD" or "VBD" in helping:
        return Tense.PAST
    if helping & _PRESENT and (verb.tag_ == "VBG" or "VBG" in helping):
        return Tense.GOING_ON
    return Tense.PRESENT if verb.tag_ in _PRESENT or helping & _PRESENT else Tense.NONE


def _is_perfect(verb: Token) -> bool:
    """Only the perfect sets an auxiliary of its own before a past participle ("has met", "had been met")."""
    if verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.tag_ != "TO" for c in verb.children):
        return True
    return any(c.dep_ in _AUXILIARY and c.tag_ == "VBN" for c in verb.children) and verb.tag_ != "VB"


def is_finite(verb: Token) -> bool:
    """Whether a verb has a tense of its own: by its form, or by that of an auxiliary."""
    if verb.pos_ not in _VERBAL:
        return False
    return verb.tag_ in _FINITE or any(c.dep_ in _AUXILIARY and c.tag_ in _FINITE for c in verb.children)


def roots_of(doc: Collection[Token]) -> list[Token]:
    """The verbs of the main clauses, those joined to them included."""
    found = [t for t in doc if t.dep_ == "ROOT" and t.pos_ in _VERBAL]
    for verb in found:
        found += [c for c in verb.children if c.dep_ == "conj" and c.pos_ in _VERBAL and is_finite(c)]
    return found


def telling_verb(token: Token, scenes: Collection[str]) -> Token | None:
    """The verb in the main line of the sentence that tells of ``token``, which may be that verb itself.

    None where the sentence speaks of it only in passing: in a relative clause, in what somebody says, below a
    preposition that sets no scene. ``scenes`` are those that do ("during their talks", "at the summit").
    """
    for _ in range(_DEEPEST):
        above = _verb_above(token, scenes) if token.pos_ in _VERBAL else _noun_above(token, scenes)
        if above is None:
            return None
        if above == token:
            return token
        token = above
    return None


def _noun_above(noun: Token, scenes: Collection[str]) -> Token | None:
    if noun.dep_ in _CORE or noun.dep_ == "conj":
        return noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in scenes:
        return noun.head.head
    return None


def _verb_above(verb: Token, scenes: Collection[str]) -> Token | None:
    """The verb itself where it has a tense and stands in the main line; else what it hangs on."""
    if is_finite(verb):
        joined = verb
        while joined.dep_ == "conj" and joined.head.pos_ in _VERBAL:
            joined = joined.head
        return verb if joined.dep_ == "ROOT" and joined.pos_ in _VERBAL else None
    if verb.dep_ == "pcomp":
        return verb.head.head if verb.head.lower_ in scenes else None
    is_bare = not any(c.dep_ in _SUBJECTS for c in verb.children)
    if verb.dep_ in ("xcomp", *_AUXILIARY) or (verb.dep_ in ("advcl", "conj") and is_bare):
        return verb.head
    return None
