"""Who a singular means: "it", "its", "there", "the kingdom", "the bloc".

``Singulars`` looks into the sentence that is being read and into the memory of those before.
"""

from __future__ import annotations

from collections.abc import Sequence

from foedera.coding.bodies import Sort
from foedera.coding.company import SUBJECTS, at, clause_subjects, is_plural, subjects_before
from foedera.coding.memory import Memory
from foedera.coding.mentions import Mention
from foedera.coding.plurals import EARLIER, LAST_SENTENCE, SAME_SENTENCE, Now, ReferenceWords, meant
from foedera.coding.pronouns import asked_of, faulted_by, is_taker, own_subjects, possessors
from foedera.coding.tree import Token

__all__ = ["PARTY_FORMS", "Singulars", "is_unknown"]

PARTY_FORMS = frozenset({"name", "capital", "institution", "office", "person", "nationals", "organisation"})


class Singulars:
    """Resolves singulars in one text."""

    def __init__(self, words: ReferenceWords, last: Memory) -> None:
        self._words = words
        self._last = last

    def it(self, token: Token, now: Now) -> list[Mention]:
        """ "It", "its": the state or body that is the subject of a clause above, else of the sentence before.

        Nobody where a clause above has some other thing for its subject, or "it" only fills a place.
        """
        if token.dep_ in SUBJECTS and self._is_filler(token):
            return []
        if is_taker(token):
            taker = self._taker_before(token, now)
            if taker is not None:
                return [taker]
        parties = [m for m in now.here if m.end <= token.i and m.form in PARTY_FORMS and m.kind != "group"]
        faulted = faulted_by(token, parties, reasons=self._words.reasons, turning=self._words.turning)
        if faulted is not None:
            return [faulted.again(token, sure=SAME_SENTENCE)]
        asked = [m for m in parties if m.head in {t.i for t in asked_of(token)}]
        if asked and token.dep_ == "poss" and self._is_own_act(token):
            return [asked[0].again(token, sure=SAME_SENTENCE)]
        own = clause_subjects(token)
        beside = own_subjects(token)
        for subject in (t for t in subjects_before(token) if t not in beside):
            mine = [m for m in parties if at(m, subject) and m.form not in ("office", "person")]
            if mine and not is_plural(subject):
                return [mine[0].again(token, sure=SAME_SENTENCE)]
            is_thing = token.dep_ != "poss" and subject.pos_ == "NOUN"
            if subject in own and subject.i not in now.titles and (is_thing or is_unknown(subject, now.here)):
                return []
        spared = [m for m in parties if not any(at(m, t) for t in beside)]
        if beside and spared and token.dep_ == "dobj" and token.head.dep_ in ("advcl", "conj"):
            return [spared[-1].again(token, sure=SAME_SENTENCE)]  # "wrote to Oman asking it"
        if token.dep_ == "poss":
            owners = {t.i for t in (*token.head.conjuncts, *possessors(token))}
            owning = [m for m in parties if m.head in owners]
            if owning:  # "talks between Oman and its neighbours", "Oman's growth of its army"
                return [owning[0].again(token, sure=SAME_SENTENCE)]
        objects = [m for m in parties if token.doc[m.head].dep_ == "dobj" and not _is_own_object(m, token)]
        if objects and token.dep_ in SUBJECTS:  # "while they present the SCO as a bloc, it remains weak"
            return [objects[-1].again(token, sure=EARLIER)]
        return self._subject_before(token, now) or (
            self._owner_before(token, parties, now) if token.dep_ == "poss" else []
        )

    def _is_own_act(self, token: Token) -> bool:
        """Whether what is asked is about the own of who is asked: "to end its war", but not "to endorse its plan"."""
        verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), token)
        return verb.lemma_.lower() in self._words.own_acts

    def _taker_before(self, token: Token, now: Now) -> Mention | None:
        """ "Malta sent Tunisia boats, and Italy gave it a radar": who took in the clause before takes again."""
        doers = {m.actor for t in own_subjects(token) for m in now.here if at(m, t)}
        takers = [m for m in now.here if m.end <= token.i and m.kind != "group" and m.actor not in doers]
        beside = [m for m in takers if m.form in PARTY_FORMS and is_taker(token.doc[m.head])]
        if beside:
            return beside[-1].again(token, sure=SAME_SENTENCE)
        others = [m for m in takers if m.kind == "state" and m.form in ("name", "capital", "place")]
        if others and token.dep_ == "dative":  # "Chad, which has men in Mali, will lend it a plane"
            return others[-1].again(token, sure=EARLIER)
        seen = self._last.taker
        if seen is None or seen.actor in doers or now.sentence - seen.sentence > 1 or len(takers) > 0:
            return None
        return meant(token, seen, LAST_SENTENCE)

    def _owner_before(self, token: Token, parties: Sequence[Mention], now: Now) -> list[Mention]:
        """For "its" without any subject to bind to: the last actor before it, or the last state named."""
        if parties:
            return [parties[-1].again(token, sure=EARLIER)]
        seen = self._last.state
        is_near = seen is not None and now.sentence - seen.sentence <= 1
        return [meant(token, seen, EARLIER)] if seen is not None and is_near else []

    def _is_filler(self, token: Token) -> bool:
        """ "It is likely that", "it seems": no thing is meant."""
        verb = token.head
        is_told = verb.pos_ == "AUX" and any(c.dep_ in ("acomp", "ccomp") and c.i > verb.i for c in verb.children)
        return is_told or verb.lemma_.lower() in self._words.seeming

    def _subject_before(self, token: Token, now: Now) -> list[Mention]:
        seen = self._last.subject
        if seen is not None and seen.kind != "group" and now.sentence - seen.sentence <= 2:
            return [meant(token, seen, LAST_SENTENCE)]
        return []

    def state(self, token: Token, now: Now) -> list[Mention]:
        """ "The country", "the kingdom": a place before a subject, and not the subject of its own clause; of whom it
        is said, where that is named ("Mali is the last country to join")."""
        if token.dep_ == "attr":
            told = [m for t in own_subjects(token) for m in now.here if at(m, t) and m.kind == "state"]
            if told:
                return [told[0].again(token, sure=SAME_SENTENCE)]
        before = [m for m in now.here if m.end <= token.i and m.kind == "state" and m.form in PARTY_FORMS]
        own = clause_subjects(token)[:1] if token.dep_ not in SUBJECTS else []
        acting = {m.actor for t in own for m in (*before, *(self.it(t, now) if t.lower_ in self._words.it else ()))
                  if at(m, t)}  # fmt: skip
        before = [m for m in before if m.actor not in acting]
        subjects = [m for m in before if token.doc[m.head].dep_ in SUBJECTS]
        places = [m for m in before if self._is_place_of(token.doc[m.head])]
        for mention in places[-1:] or subjects or before[-1:]:
            return [mention.again(token, sure=SAME_SENTENCE)]
        for seen in (self._last.subject, self._last.state):
            is_near = seen is not None and now.sentence - seen.sentence <= 2
            if seen is not None and is_near and seen.kind == "state" and seen.actor not in acting:
                return [meant(token, seen, LAST_SENTENCE)]
        return []

    def there(self, token: Token, now: Now) -> list[Mention]:
        here = [
            m for m in now.here
            if m.end <= token.i and m.kind == "state" and token.doc[m.head].dep_ == "pobj"
            and token.doc[m.head].head.lower_ in self._words.place_prepositions
        ]  # fmt: skip
        if here:
            return [here[-1].again(token, sure=LAST_SENTENCE)]
        doers = {m.actor for t in clause_subjects(token) for m in now.here if at(m, t)}
        for seen in (self._last.place, self._last.subject):
            is_near = seen is not None and now.sentence - seen.sentence <= 2
            if seen is not None and is_near and seen.actor not in doers:
                return [meant(token, seen, EARLIER)]
        return []

    def the_body(self, token: Token, sort: Sort, now: Now) -> list[Mention]:
        """ "The bloc", "the alliance's", "the force": the body last named, unless the noun says itself which it is; or
        that of which it is said ("ASEAN is a club of states")."""
        if token.dep_ == "attr":
            told = [m for t in own_subjects(token) for m in now.here if at(m, t) and m.actor in self._last.bodies.kinds]
            return [told[0].again(token, sure=SAME_SENTENCE)] if told else []
        if not self._words.body_words.is_meant(token, sort):
            return []
        likely = self._words.body_words.likely.get(token.lemma_.lower(), frozenset())
        found = self._named(token, sort, likely, now)
        return [found] if found is not None else []

    def body(self, token: Token, now: Now) -> Mention | None:
        """The body last named, which a word speaks of without any noun for it."""
        return self._named(token, self._words.body_words.bodies, frozenset(), now)

    def _named(self, token: Token, sort: Sort, likely: frozenset[str], now: Now) -> Mention | None:
        """The body of a sort last named: in this sentence before the token, or the one in mind from the four before."""
        known = self._last.bodies.kinds
        here = [m for m in now.here if m.end <= token.i and known.get(m.actor) in sort.kinds]
        if here:
            return here[-1].again(token, sure=SAME_SENTENCE)
        found = self._last.bodies.meant(now.sentence, sort.kinds, likely, self._last.subject)
        return meant(token, found, LAST_SENTENCE) if found is not None else None

    def _is_place_of(self, head: Token) -> bool:
        return head.dep_ == "pobj" and head.head.lower_ in self._words.place_prepositions


def _is_own_object(mention: Mention, subject: Token) -> bool:
    """ "After adding Oman, it will have ten members": what the subject of the clause itself did to another."""
    verb = subject.doc[mention.head].head
    is_without_subject = not any(c.dep_ in SUBJECTS for c in verb.children)
    return (
        verb.tag_ == "VBG" and is_without_subject and verb.dep_ in ("pcomp", "advcl") and subject.head in verb.ancestors
    )


def is_unknown(subject: Token, here: Sequence[Mention]) -> bool:
    """A proper name that is no actor's."""
    return subject.pos_ == "PROPN" and not any(at(m, subject) for m in here)
