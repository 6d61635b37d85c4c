"""How a sentence tells of an act: in its main line or beside it, and in which tense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from foedera.coding.tree import Token

__all__ = ["MainLine", "Tense", "is_finite", "roots_of", "tense"]

_VERBAL = ("VERB", "AUX")
_AUXILIARY = ("aux", "auxpass")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_PRESENT = frozenset({"VBZ", "VBP"})
_FINITE = _PRESENT | {"VBD", "MD"}
_CORE = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd", "dative"})
_COLONS = (":", ";")
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
    """Only the perfect sets an auxiliary of its own before a past participle ("has met", "had been met"), but for
    what is going on ("is being met")."""
    if any(c.dep_ in _AUXILIARY and c.tag_ == "VBG" for c in verb.children):
        return False
    if verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.tag_ != "TO" for c in verb.children):
        return True
    return any(c.dep_ in _AUXILIARY and c.tag_ == "VBN" for c in verb.children) and verb.tag_ != "VB"


def is_finite(verb: Token) -> bool:
    """Whether a verb has a tense of its own: by its form, or by that of an auxiliary."""
    if verb.pos_ not in _VERBAL:
        return False
    return verb.tag_ in _FINITE or any(c.dep_ in _AUXILIARY and c.tag_ in _FINITE for c in verb.children)


def roots_of(doc: Iterable[Token]) -> list[Token]:
    """The verbs of the main clauses, those joined to them included."""
    found = [t for t in doc if t.dep_ == "ROOT" and t.pos_ in _VERBAL]
    for verb in found:
        found += [c for c in verb.children if c.dep_ == "conj" and c.pos_ in _VERBAL and is_finite(c)]
    return found


@dataclass(frozen=True, slots=True)
class MainLine:
    """The small words that lead to the main line of a sentence, from ``times.yml``."""

    scenes: frozenset[str]  # "during their talks", "at the summit"
    goals: frozenset[str]  # "gathered for a summit"
    members: frozenset[str]  # "signed accords, including one on fishing"
    stages: frozenset[str]  # "at the end of their talks": a part of what is told of
    beside: frozenset[str]  # "while the other praised it": a clause as good as the main one
    empty: frozenset[str]  # "it is worth noting that they met"
    reports: frozenset[str]  # "the ministry said that the two met": so is what is told by way of another

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> MainLine:
        return cls(
            frozenset(words["paths"]["scenes"]) | frozenset(words["story"]["after"]),
            frozenset(words["story"]["goals"]),
            frozenset(words["story"]["members"]),
            frozenset(words["story"]["stages"]),
            frozenset(words["story"]["beside"]),
            frozenset(words["story"]["empty"]),
            frozenset(words["story"]["reports"]),
        )

    def telling_verb(self, token: Token) -> Token | None:
        """The verb in the main line of the sentence that tells of ``token``, which may be that verb itself.

        None where the sentence speaks of it only in passing: in a relative clause, in what somebody thinks or denies,
        below a preposition that sets no scene. "They met, the envoy said" tells of the meeting.
        """
        for _ in range(_DEEPEST):
            above = self._verb_above(token) if token.pos_ in _VERBAL else self._noun_above(token)
            if above is None or above == token:
                return above
            token = above
        return None

    def _noun_above(self, noun: Token) -> Token | None:
        if noun.dep_ in _CORE or noun.dep_ in ("conj", "compound"):
            return noun.head
        if noun.dep_ != "pobj":
            return None
        preposition, above = noun.head, noun.head.head
        if above.lower_ in self.stages and above.dep_ == "pobj":
            preposition, above = above.head, above.head.head
        if preposition.lower_ in self.scenes or preposition.lower_ in self.members:
            return above
        has_object = any(c.dep_ == "dobj" for c in above.children)
        return above if preposition.lower_ in self.goals and above.pos_ in _VERBAL and not has_object else None

    def _sets_scene(self, noun: Token) -> bool:
        if noun.dep_ != "pobj":
            return False
        above = noun.head.head
        if above.lower_ in self.stages and above.dep_ == "pobj":
            return True
        return noun.head.lower_ in self.scenes and above.pos_ in _VERBAL

    def _verb_above(self, verb: Token) -> Token | None:
        """The verb itself where it has a tense and stands in the main line; else what it hangs on."""
        if is_finite(verb):
            clause = verb
            while clause.dep_ == "conj" and clause.head.pos_ in _VERBAL:
                clause = clause.head
            if clause.dep_ == "ccomp" and clause.head.lemma_ in self.reports and tense(verb) is Tense.EARLIER:
                return clause.head  # "said that they had agreed": of the time of saying, or not much before
            return verb if self._is_main(verb) else None
        if verb.dep_ == "pcomp":
            return verb.head.head if verb.head.lower_ in self.scenes else None
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and self._sets_scene(verb.head):  # "at a meeting held in Lima"
            return verb.head
        if (
            verb.dep_ in ("acl", "relcl")
            and verb.tag_ == "VB"
            and verb.head.dep_ == "dobj"
            and tense(verb) is Tense.NONE
        ):
            return verb.head  # "signed an accord to supply ships"
        is_bare = not any(c.dep_ in _SUBJECTS for c in verb.children)
        if verb.dep_ in ("xcomp", *_AUXILIARY) or (verb.dep_ in ("advcl", "conj") and is_bare):
            return verb.head
        return None

    def _is_main(self, verb: Token) -> bool:
        while verb.dep_ == "conj" and verb.head.pos_ in _VERBAL:
            verb = verb.head
        if verb.dep_ == "ROOT":
            return True
        if verb.dep_ == "ccomp" and (verb.i < verb.head.i or self._is_presented(verb)):
            return verb.head.dep_ == "ROOT"
        if verb.dep_ == "ccomp" and verb.head.lemma_ in self.reports:
            return tense(verb) is Tense.PAST and self._is_main(verb.head)
        return self.is_beside(verb) and self._is_main(verb.head)

    def _is_presented(self, clause: Token) -> bool:
        """ "It is worth noting that they met", "They fell out: one expelled the other's envoy": told by the text
        itself."""
        above = clause.head
        before = clause.doc[clause.left_edge.i - 1] if clause.left_edge.i else clause
        if before.text in _COLONS and before.i > above.i:
            return True
        is_empty = any(c.dep_ in ("nsubj", "expl") and c.lower_ in self.empty for c in above.children)
        return is_empty and any(c.dep_ in ("acomp", "attr") for c in above.children)

    def is_beside(self, verb: Token) -> bool:
        """ "While the other praised it": whether a clause is as good as the main one."""
        marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
        return verb.dep_ == "advcl" and not marks.isdisjoint(self.beside)
