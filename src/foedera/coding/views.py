"""How an assessment is read: whose view counts as one, whom it is about, and where its words only carry a pledge.

A view is no act. Its cue may stand anywhere ("seeks", "growing", "unlikely"), so much depends on the clause around
it: what a statement promises, what talks are to be about and what a programme is for are told by that statement,
those talks, that programme. And much depends on the text: where hardly a sentence names two actors, a cue is mostly
narration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foedera.coding.arguments import judged_clauses
from foedera.coding.extents import clause_of, verb_above
from foedera.coding.frames import Frames
from foedera.coding.mentions import REFERENCE, Mention, Roles
from foedera.coding.parsed import Parsed
from foedera.coding.reference import Discourse
from foedera.coding.subjects import subjects
from foedera.coding.takingup import is_taken_up
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported
from foedera.coding.weighing import Scene

__all__ = ["ViewWords", "Views"]

ANALYTIC = 0.45  # share of sentences with two actors: development gold .25-1, general news .0-.3; releases .15-.8
CLOSE = 0.60  # above it nearly every clause is about a relation
THIN = 0.30  # below it a text is general news
SURE = 0.6  # what a trigger must be worth outside analysis
ALONE = 0.6  # what a view of one actor alone must be worth with its naming; best F1 on both golds, 0.5-0.6 within 0.01
MOST = 5  # parties of one view; a claim with more has taken what merely stands near

_VERBAL = ("VERB", "AUX")
_ASIDE = frozenset({"relcl", "parataxis", "appos", "advcl", "acl"})


@dataclass(frozen=True, slots=True)
class ViewWords:
    """A language's ``views.yml``, compiled once."""

    carrying: frozenset[str]
    carrying_nouns: frozenset[str]
    giving: frozenset[str]  # verbs that carry only where somebody is their subject: "offers"
    observers: frozenset[str]
    sources: frozenset[str]
    foreign: frozenset[str]
    home: frozenset[str]
    held_back: frozenset[str]
    trends: frozenset[str]
    motives: frozenset[str]
    relation: frozenset[str]
    vague: frozenset[str]

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> ViewWords:
        return cls(*(frozenset(words.get(name, ())) for name in cls.__slots__))


class Views:
    """Reads what assessment triggers report."""

    def __init__(self, words: ViewWords, frames: Frames) -> None:
        self._words = words
        self._frames = frames

    def read(
        self, item: Reported, roles: Roles, parsed: Parsed, discourse: Discourse, scene: Scene
    ) -> tuple[Roles, float]:
        """The parties of a view and how sure they are; no parties where the words tell none."""
        if scene.paired < ANALYTIC and self._words.home & parsed.words:
            return [], 0.0
        if self._is_carried(item, parsed, scene):
            return [], 0.0
        roles = self._with_others(item, self._with_subject(item, roles, parsed, discourse, scene), parsed)
        if not roles or len(roles) > MOST and not _is_one_list(roles, parsed):
            return [], 0.0
        sure = min((m.confidence for r, m in roles if r == "subject"), default=0.0)
        return (roles, sure) if self._is_telling(item, roles, parsed, scene) else ([], 0.0)

    def _with_subject(self, item: Reported, roles: Roles, parsed: Parsed, discourse: Discourse, scene: Scene) -> Roles:
        """Where the clause names only those affected: the subject of the clause above, else they themselves."""
        if not roles or any(r == "subject" for r, _ in roles):
            return roles
        affected = {m.actor for _, m in roles}
        for verb in (t for t in item.token.ancestors if t.pos_ in _VERBAL):
            above = [
                m for t in subjects(verb, self._frames.grammar) for m in self._frames.actors_at(t, parsed, discourse)
            ] or self._frames.taken_up(verb, parsed, discourse)
            if any(m.actor not in affected for m in above):
                return [*(("subject", m) for m in above if m.actor not in affected), *roles]
            if above:
                break
        # "Distrust limits Ethiopia's options": the cause is a thing.
        is_held_back = item.type.name in self._words.held_back
        return [("subject", m) for _, m in roles] if is_held_back or scene.paired >= ANALYTIC else []

    def _with_others(self, item: Reported, roles: Roles, parsed: Parsed) -> Roles:
        """Others in the clause are those towards whom, unless the trigger's own places name both sides."""
        are_both = {r for r, _ in _without_subjects(roles)} >= {"subject", "object"}
        meant = {m.head for _, m in roles if m.form == REFERENCE}  # "the Caucasus nation" is not also the Caucasus
        named = {m.actor for _, m in roles}
        used = named | {m.actor for m in parsed.mentions if m.kind == "group" and parsed.doc[m.head].head.i in meant}
        aside = self._discussing(item) if len(named) > 1 else frozenset()
        for is_within in (False, True):
            if is_within and len({m.actor for _, m in roles}) != 1:
                break
            for mention in (m for m in self._beside(item, parsed, is_within=is_within) if m.head not in aside):
                if mention.actor not in used and not (are_both and _is_far(parsed.doc[mention.head], item.token)):
                    used.add(mention.actor)
                    roles = [*roles, ("object" if roles else "subject", mention)]
        return _without_subjects(roles)

    def _discussing(self, item: Reported) -> frozenset[int]:
        """ "The ministers discussed Chad's ties with Mali": those who only speak of what a noun tells."""
        above = item.slots.arguments.governor
        if above is None or above.lemma_.lower() not in self._frames.grammar.discussing:
            return frozenset()
        return frozenset(t.i for subject in subjects(above, self._frames.grammar) for t in subject.subtree)

    def _beside(self, item: Reported, parsed: Parsed, *, is_within: bool) -> Iterator[Mention]:
        """Who else is named in the clause; ``is_within``: in what an effort or ability is for, too."""
        low, high = clause_of(item.token)
        clauses = [c for c in item.token.children if c.dep_ in ("ccomp", "xcomp")]
        clauses += judged_clauses(item.token, self._frames.grammar)
        high = max([high, *(c.right_edge.i for c in clauses)])
        above = {item.token.i, *(t.i for t in item.token.ancestors), *(t.i for t in clauses)}
        for mention in parsed.mentions:
            if low <= mention.head <= high and mention.form not in ("place", "post", "excluded"):
                head = parsed.doc[mention.head]
                if not self._is_aside(head, above, is_within=is_within):
                    yield mention

    def _is_aside(self, head: Token, above: set[int], *, is_within: bool) -> bool:
        """Whether a name stands in a clause of its own, or says who reports."""
        for token in (head, *head.ancestors):
            if token.i in above:
                return False
            if token.lower_ in self._words.sources:
                return True
            is_clause = token.pos_ in _VERBAL or token.dep_ == "parataxis"
            if token.dep_ in _ASIDE and is_clause and not (is_within and _is_infinitive(token)):
                return True
        return False

    def _is_carried(self, item: Reported, parsed: Parsed, scene: Scene) -> bool:
        """Whether the cue only tells what a pledge, talks or a programme are to bring."""
        token = item.token
        is_release = scene.issuer is not None
        below, crossed = token, token.pos_ in _VERBAL
        if not crossed and item.type.name in self._words.motives:
            crossed = token.dep_ in ("dobj", "nsubjpass")  # "voiced its interest in": a wish that is spoken is an act
        elif not crossed and token.dep_ not in ("dobj", "nsubj", "nsubjpass", "acomp", "attr"):
            return False  # "cooperate with its rival": a noun that takes the view for granted
        for above in token.ancestors:
            if below.dep_ in ("relcl", "parataxis") and not is_release:
                return False
            lemma = parsed.forms[above.i][1]
            if above.pos_ in _VERBAL:
                if not is_release and below.dep_ == "advcl" and any(c.dep_ == "nsubj" for c in below.children):
                    return False  # "talks were held as tensions rose": told beside
                if self._carries(above, parsed) and crossed and below.dep_ not in ("nsubj", "nsubjpass", "advmod"):
                    return not self._is_observed(above)
                crossed = True
            elif lemma in self._words.carrying_nouns and crossed and below.dep_ in ("acl", "relcl", "prep"):
                is_pledged = below.dep_ == "acl" and self._is_pledged(above, parsed)
                if is_release or is_pledged:
                    return True
            below = above
        return is_release and self._is_purpose(token)

    def _is_pledged(self, noun: Token, parsed: Parsed) -> bool:
        return any(self._carries(t, parsed) for t in noun.ancestors)

    def _carries(self, verb: Token, parsed: Parsed) -> bool:
        """Whether a verb makes what stands under it the content of words or talks: "Oman offers to", not "the pact
        offers a chance to"."""
        lemma = parsed.forms[verb.i][1]
        if lemma not in self._words.carrying or lemma not in self._words.giving:
            return lemma in self._words.carrying
        return any(t.i in parsed.covered or t.pos_ == "PRON" for t in subjects(verb, self._frames.grammar))

    def _is_observed(self, verb: Token) -> bool:
        """ "Analysts stress that": who stresses speaks for no state."""
        return any(t.lemma_.lower() in self._words.observers for t in subjects(verb, self._frames.grammar))

    def _is_purpose(self, token: Token) -> bool:
        """ "... to strengthen ties": an infinitive that says what something is for."""
        verb = verb_above(token)
        is_infinitive = any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)
        return is_infinitive and verb.dep_ in ("advcl", "acl", "xcomp", "relcl", "ROOT", "conj", "pcomp")

    def _is_telling(self, item: Reported, roles: Roles, parsed: Parsed, scene: Scene) -> bool:
        """Whether a view with these parties is one about relations, in a text of this kind."""
        parties = {m.actor for _, m in roles}
        named = [m for r, m in roles if r == "subject" and m.form not in (REFERENCE, "society")]
        if scene.issuer is not None:
            plain = parties - self._words.vague
            return len(plain) > 1 and self._is_telling_in_release(item, roles, parsed, scene.issuer)
        if scene.paired < THIN:
            is_sure = item.trigger.confidence >= SURE and not self._words.vague & {m.actor for m in named}
            return len(parties) > 1 and bool(named) and is_sure
        if len(parties) > 1:
            return True
        if self._is_own_word(item, parties, parsed):
            return False
        told = [m for _, m in roles if m.form != REFERENCE or scene.paired < CLOSE]  # "its weight has grown"
        sure = min((m.confidence for m in told), default=1.0)
        if item.trigger.confidence * sure < ALONE:
            return False
        is_foreign = self._is_foreign(item, parsed)
        if named and (scene.paired >= CLOSE or is_foreign):
            return True
        return scene.paired >= ANALYTIC and is_foreign

    def _is_own_word(self, item: Reported, parties: set[str], parsed: Parsed) -> bool:
        """ "Oman says that it needs the power": what somebody says of itself alone is no view of it."""
        verb = verb_above(item.token)
        if verb.dep_ != "ccomp" or verb.head.pos_ not in _VERBAL:
            return False
        sayers = {t.i for t in subjects(verb.head, self._frames.grammar)}
        return any(m.head in sayers and m.actor in parties for m in parsed.mentions)

    def _is_telling_in_release(self, item: Reported, roles: Roles, parsed: Parsed, issuer: str) -> bool:
        """A government's own text: how relations stand, and what others do; its own aims are no view."""
        holders = [m for r, m in roles if r == "subject"]
        if item.trigger.confidence < SURE or self._words.vague & {m.actor for m in holders}:
            return False
        if all(is_taken_up(m, parsed, self._frames.grammar) for m in holders):
            return False  # "the partnership will fund clinics": a programme
        if item.type.name in self._words.trends and self._is_on_relation(item, parsed):
            return True
        if not _is_finite(item.token):
            return False  # "supported X's efforts to", "while constraining X": taken for granted
        is_told = any(m.head in self._subject_heads(item) for m in holders)
        return is_told and all(m.actor != issuer and m.form not in (REFERENCE, "society") for m in holders)

    def _is_on_relation(self, item: Reported, parsed: Parsed) -> bool:
        """Whether it is a relation that grows, cools or matters."""
        slots = item.slots.arguments.slots
        at = [item.token, *(t for place in ("subj", "obj", "gov_subj") for t in slots.get(place, ()))]
        return any(self._words.relation & parsed.classes[t.i] for t in at)

    def _subject_heads(self, item: Reported) -> set[int]:
        slots = item.slots.arguments.slots
        return {t.i for place in ("subj", "gov_subj", "poss") for t in slots.get(place, ())}

    def _is_foreign(self, item: Reported, parsed: Parsed) -> bool:
        """Whether the clause speaks of relations, power or arms at all."""
        low, high = clause_of(item.token)
        return any(self._words.foreign & parsed.classes[i] for i in range(low, high + 1))


def _is_finite(token: Token) -> bool:
    """Whether a cue is said of somebody in a clause with a tense of its own."""
    verb = token if token.pos_ in _VERBAL else token.head
    if verb.pos_ not in _VERBAL or token.pos_ in ("NOUN", "PROPN"):
        return False
    return verb.tag_ in ("VBZ", "VBP", "VBD", "MD") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ != "TO" for c in verb.children
    )


def _is_infinitive(verb: Token) -> bool:
    """ "Kenya's ability to police the frontier": what the noun is about, and no clause beside."""
    return verb.dep_ == "acl" and verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)


def _is_far(head: Token, trigger: Token) -> bool:
    """Whether more than two nouns, or any verb stand between a name and what its trigger hangs on."""
    above = {trigger.i, *(t.i for t in trigger.ancestors)}
    nouns = 0
    for token in head.ancestors:
        if token.i in above:
            return nouns > 2
        nouns += token.pos_ in ("NOUN", "PROPN")
        if token.pos_ in _VERBAL:
            return True
    return True


def _without_subjects(roles: Roles) -> Roles:
    subjects_ = {m.actor for r, m in roles if r == "subject"}
    return [(r, m) for r, m in roles if r == "subject" or m.actor not in subjects_]


def _is_one_list(roles: Roles, parsed: Parsed) -> bool:
    """Many parties in one breath: "Europe, Russia, Turkey, Iran and China all vie with Japan"."""
    sides = [[parsed.doc[m.head] for r, m in roles if r == role] for role in {r for r, _ in roles}]
    return all(len(heads) <= 2 or sum(h.dep_ == "conj" for h in heads) >= len(heads) - 2 for heads in sides)
