"""Who is meant: "the two countries", "he", "the ministry", "his Pakistani counterpart", "we".

A ``Discourse`` is one reading of one text, sentence by sentence; it holds who was last named and how.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc, Token

from foedera.coding.mentions import Mention, Title, surnames
from foedera.model import Attribution, Interval

__all__ = ["Discourse", "ReferenceWords"]

SAME_SENTENCE = 0.9
LAST_SENTENCE = 0.8
EARLIER = 0.65
MAIN_PAIR = 0.5


class ReferenceWords:
    """A language's ``reference.yml``, compiled once."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.pair_markers = frozenset(words["pair_markers"])
        self.pair_nouns = frozenset(words["pair_nouns"])
        self.pair_alone = frozenset(words["pair_alone"])
        self.pair_adjectives = frozenset(words["pair_adjectives"])
        self.their = frozenset(words["their"])
        self.single_nouns = frozenset(words["single_nouns"])
        self.determiners = frozenset(words["determiners"])
        self.it = frozenset(words["it"])
        self.he = frozenset(words["he"])
        self.we = frozenset(words["we"])
        self.counterpart = frozenset(words["counterpart"])
        self.bodies: Mapping[str, str] = words.get("bodies", {})
        self.honorifics = frozenset(words["honorifics"])
        self.joint_statement = tuple(words["joint_statement"])
        self.there = frozenset(words["there"])
        self.place_prepositions = frozenset(words["place_prepositions"])
        self.body_nouns = frozenset(words.get("body_nouns", ()))
        self.body_determiners = frozenset(words.get("body_determiners", ()))

    def is_pair(self, token: Token) -> bool:
        """ "The two neighbours", "both capitals": a pair named before, whatever the noun may name elsewhere."""
        return token.lemma_.lower() in self.pair_nouns and any(c.lower_ in self.pair_markers for c in token.children)


@dataclass(slots=True)
class _Seen:
    actor: str
    kind: str
    sentence: int
    token: int
    level: str | None = None
    name: str | None = None


_PARTY_FORMS = frozenset({"name", "capital", "institution", "office", "person", "nationals", "organisation"})


_OWN_LEVELS = frozenset({"senior_official", "deputy_minister", "general_officer", "working", "institution"})


class Discourse:
    """What has been named so far in one text. ``read`` each sentence's mentions in order."""

    def __init__(
        self, words: ReferenceWords, *, issuers: Sequence[str] = (), bodies: Collection[str] = frozenset()
    ) -> None:
        self._words = words
        self._issuers = tuple(issuers)
        self._bodies = bodies  # the organisations that "the bloc" may stand for
        self._last_body: _Seen | None = None
        self._people: dict[str, _Seen] = {}
        self._offices: dict[str, _Seen] = {}
        self._last_person: _Seen | None = None
        self._last_subject: _Seen | None = None
        self._subjects: list[_Seen] = []
        self._last_state: _Seen | None = None
        self._last_place: _Seen | None = None
        self._pair: tuple[_Seen, _Seen] | None = None
        self._counts: Counter[str] = Counter()
        self._sentence = 0
        self._here: list[Mention] = []
        self._told: dict[str, tuple[int, tuple[tuple[str, Mention], ...]]] = {}
        self.anchor: Interval | None = None  # the date last named, for "the same year"
        self.quoted: list[tuple[int, int, str]] = []  # token spans of this sentence and the state that speaks
        self.speaker: Attribution | None = None  # who spoke last, for "he added"

    def remember(self, *, anchor: Interval | None, speaker: Attribution | None) -> None:
        self.anchor = anchor or self.anchor
        self.speaker = speaker or self.speaker

    def tell(self, topic: str, roles: Sequence[tuple[str, Mention]]) -> None:
        """Remember the parties of the last act on a topic: what follows may go on about them."""
        self._told[topic] = (self._sentence, tuple(roles))

    def told(self, topic: str) -> tuple[tuple[str, Mention], ...]:
        """The parties of an act on that topic in this sentence or one of the two before it."""
        sentence, roles = self._told.get(topic, (-9, ()))
        return roles if self._sentence - sentence <= 2 else ()

    def partner(self, actor: str, token: Token) -> Mention | None:
        """The other half of the pair that this sentence or the one before speaks of."""
        if self._pair is None or self._sentence - self._pair[0].sentence > 1:
            return None
        others = [seen for seen in self._pair if seen.actor != actor]
        return self._mention(token, others[0], EARLIER, "continued") if len(others) == 1 else None

    def learn_people(self, named: Iterable[Mention]) -> None:
        """Names beside an office stand for its state from the start of the text to its end."""
        for mention in named:
            if mention.form in ("office", "person") and mention.name and mention.kind != "group":
                seen = _Seen(mention.actor, mention.kind, -1, 0, mention.level, mention.name)
                for name in surnames(mention.name):
                    self._people.setdefault(name, seen)

    def learn_issuers_people(self, titles: Iterable[Title]) -> None:
        """In a government's own release, officials named without a state are its own."""
        if len(self._issuers) != 1:
            return
        for title in titles:
            if title.person and title.level in _OWN_LEVELS:
                seen = _Seen(self._issuers[0], "state", -1, 0, title.level, title.person)
                for name in surnames(title.person):
                    self._people.setdefault(name, seen)

    def count(self, mentions: Iterable[Mention]) -> None:
        """Which states the whole text is about; ``main_pair`` is the two most often named."""
        self._counts.update(m.actor for m in mentions if m.kind == "state")

    @property
    def pair_adjectives(self) -> frozenset[str]:
        return self._words.pair_adjectives

    @property
    def main_pair(self) -> tuple[str, str] | None:
        top = self._counts.most_common(3)
        if len(top) < 2 or top[1][1] < 2 or (len(top) > 2 and top[2][1] > 0.7 * top[1][1]):
            return None
        return top[0][0], top[1][0]

    def begin(self, mentions: Sequence[Mention], *, number: int | None = None) -> None:
        """Turn to the sentence with that number in its text (the next one where none is given): sentences
        that were not worth a parse count, for a pair named long ago is not the pair meant here."""
        self._here = list(mentions)
        if number is not None:
            self._sentence = number

    def end(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        """Remember the sentence: its subject, its pair, its people."""
        parties = [m for m in mentions if m.form in _PARTY_FORMS or m.form == "adjective"]
        for mention in parties:
            seen = _Seen(mention.actor, mention.kind, self._sentence, mention.head, mention.level, mention.name)
            if mention.form in ("office", "person"):
                self._last_person = seen
            if mention.kind == "state" and mention.form != "adjective":
                self._last_state = seen
            head = doc[mention.head]
            if head.dep_ == "pobj" and head.head.lower_ in self._words.place_prepositions:
                self._last_place = seen
            if mention.actor in self._bodies:
                self._last_body = seen
            if mention.form in ("office", "institution"):
                words = doc[mention.start : mention.end].text.lower().split()
                for word in words[-3:]:
                    self._offices[word] = seen
        subjects = self._subjects_of(doc, parties)
        if subjects:
            self._last_subject = subjects[0]
            self._subjects = subjects
        self._note_pair(doc, parties)
        self._sentence += 1

    def _subjects_of(self, doc: Doc, parties: Sequence[Mention]) -> list[_Seen]:
        """The states and bodies that the main clause has for its subject."""
        found: dict[str, _Seen] = {}
        for mention in parties:
            head = doc[mention.head]
            while head.dep_ == "conj":
                head = head.head
            main = head.dep_ in ("nsubj", "nsubjpass") and head.head.dep_ in ("ROOT", "conj", "ccomp")
            if main and mention.form != "adjective":
                seen = _Seen(mention.actor, mention.kind, self._sentence, mention.head, mention.level, mention.name)
                found.setdefault(mention.actor, seen)
        return list(found.values())

    def _note_pair(self, doc: Doc, parties: Sequence[Mention]) -> None:
        """The two states of a sentence; of more, the only two that are coordinated with one another."""
        states: dict[str, Mention] = {}
        for mention in parties:
            in_a_name = mention.form == "adjective" and doc[mention.head].head.pos_ == "PROPN"
            if mention.kind == "state" and not in_a_name:
                states.setdefault(mention.actor, mention)
        named = list(states.values())
        if len(named) > 2:
            named = [m for m in named if any(doc[o.head] in doc[m.head].conjuncts for o in named if o is not m)]
        if len(named) == 2:
            a, b = (_Seen(m.actor, m.kind, self._sentence, m.head, m.level) for m in named)
            self._pair = (a, b)

    def is_about_issuer_alone(self, actors: Iterable[str]) -> bool:
        return len(self._issuers) == 1 and set(actors) == set(self._issuers)

    @property
    def is_joint(self) -> bool:
        """Whether several states issue the text: a joint statement."""
        return len(self._issuers) > 1

    def is_issued_by(self, actors: Iterable[str]) -> bool:
        """Whether one of ``actors`` issued the text: a government its release, states their joint statement."""
        return not set(self._issuers).isdisjoint(actors)

    def is_counterpart(self, token: Token) -> bool:
        """ "his counterpart", with no state of its own beside it."""
        if token.lemma_.lower() not in self._words.counterpart:
            return False
        has_pronoun = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children)
        return has_pronoun and not any(c.dep_ == "amod" and c.text[:1].isupper() for c in token.children)

    def is_first_person(self, token: Token) -> bool:
        return token.lower_ in self._words.we and not _is_acronym(token)

    def is_joint_first_person(self, token: Token) -> bool:
        return len(self._issuers) > 1 and self.is_first_person(token)

    def resolve(self, token: Token, titles: Mapping[int, Title]) -> list[Mention]:
        """The actors that ``token`` refers to, best guess only; empty where there is none."""
        low = token.lower_
        words = self._words
        if token.i in titles:
            return self._title(token, titles[token.i])
        if token.pos_ == "PROPN" or token.text[:1].isupper() and token.i > 0:
            named = self._people.get(token.text)
            if named is not None:
                return [self._mention(token, named, 0.9, "person")]
            if len(self._issuers) == 1 and self._has_honorific(token) and not self._is_anothers(token):
                return [self._issuers_person(token)]
        if low in words.pair_alone or (low in words.their and token.dep_ == "poss"):
            return self._they(token)
        if words.is_pair(token):
            return self.pair(token)
        if low in words.pair_markers and token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj"):
            return self.pair(token)
        if self.is_first_person(token):
            quoted = [actor for start, end, actor in self.quoted if start <= token.i < end]
            if quoted:
                return [
                    Mention(token.i, token.i + 1, token.i, quoted[-1], "state", "reference", confidence=SAME_SENTENCE)
                ]
            return [
                Mention(token.i, token.i + 1, token.i, issuer, "state", "reference", confidence=LAST_SENTENCE)
                for issuer in self._issuers
            ]
        if low in words.he:
            return self._person(token)
        if low in words.there:
            return self._there(token)
        if low in words.it:
            return self._subject_before(token)
        return self._by_noun(token)

    def _by_noun(self, token: Token) -> list[Mention]:
        """ "His counterpart", "the bloc", "the country"."""
        words, lemma = self._words, token.lemma_.lower()
        if lemma in words.counterpart:
            return self._counterpart(token)
        if lemma in words.body_nouns:
            return self._body(token)
        if lemma in words.single_nouns and any(c.lower_ in words.determiners for c in token.children):
            return self._subject_before(token, state=True)
        return []

    def _they(self, token: Token) -> list[Mention]:
        """The subject of the sentence before, one state or several; else the pair the text speaks of."""
        before = {m.actor for m in self._here if m.end <= token.i and m.kind == "state"}
        recent = self._subjects and self._sentence - self._subjects[0].sentence <= 1
        if len(before) < 2 and recent:
            return [self._mention(token, seen, LAST_SENTENCE, "reference") for seen in self._subjects]
        return self.pair(token)

    def named(self, token: Token) -> list[Mention]:
        """The person of that surname, where the text names one with an office or a state."""
        seen = self._people.get(token.text)
        return [self._mention(token, seen, 0.9, "person")] if seen is not None else []

    def pair(self, token: Token) -> list[Mention]:
        """The latest explicit pair: in this sentence before the token, else the last one, else the text's."""
        states = [m for m in self._here if m.kind == "state" and m.form != "place"]
        before = {m.actor: m for m in reversed(states) if m.end <= token.i}
        anywhere = {m.actor: m for m in reversed(states)}
        for named in (before, anywhere):  # "After a meeting between the ministers, France's ... told Kenya's ..."
            if len(named) == 2:
                return [
                    replace(m, form="reference", start=token.i, end=token.i + 1, head=token.i, confidence=SAME_SENTENCE)
                    for m in named.values()
                ]
        if self._pair is not None:
            age = self._sentence - self._pair[0].sentence
            sure = LAST_SENTENCE if age <= 2 else EARLIER
            return [self._mention(token, seen, sure, "reference") for seen in self._pair]
        if self.main_pair is not None:
            return [
                Mention(token.i, token.i + 1, token.i, actor, "state", "reference", confidence=MAIN_PAIR)
                for actor in self.main_pair
            ]
        return []

    def _mention(self, token: Token, seen: _Seen, sure: float, form: str) -> Mention:
        return Mention(token.i, token.i + 1, token.i, seen.actor, seen.kind, form, seen.name, seen.level, sure)

    def _has_honorific(self, token: Token) -> bool:
        return any(c.dep_ == "compound" and c.lower_ in self._words.honorifics for c in token.children)

    def _is_anothers(self, token: Token) -> bool:
        """ "Lake Council Secretary-General Dr. Achieng": the phrase names whose person it is."""
        return any(token.left_edge.i <= m.head < token.i for m in self._here)

    def _issuers_person(self, token: Token) -> Mention:
        """ "Dr. Lindqvist" in a government's own release, with no other state beside the name."""
        return Mention(token.i, token.i + 1, token.i, self._issuers[0], "state", "person", token.text, None, EARLIER)

    def _title(self, token: Token, title: Title) -> list[Mention]:
        if any(c.lower_ in self._words.pair_markers for c in token.children) or (
            token.tag_ == "NNS" and token.lemma_.lower() in self._words.pair_nouns and _is_definite(token)
        ):
            return self.pair(token)
        if title.person:
            for name in surnames(title.person):
                if name in self._people:
                    return [replace(self._mention(token, self._people[name], 0.9, title.form), level=title.level)]
            return []
        if len(self._issuers) == 1 and token.text[:1].isupper() and _is_definite(token):
            return [
                Mention(
                    token.i,
                    token.i + 1,
                    token.i,
                    self._issuers[0],
                    "state",
                    title.form,
                    None,
                    title.level,
                    LAST_SENTENCE,
                )
            ]
        for word in (title.words.split()[-1], title.words.split()[0]):
            if word in self._offices and _is_definite(token):
                seen = self._offices[word]
                return [
                    self._mention(
                        token, seen, LAST_SENTENCE if self._sentence - seen.sentence <= 2 else EARLIER, title.form
                    )
                ]
        is_part = token.dep_ == "pobj" and token.head.lower_ == "of"  # "members of the Security Council"
        if title.words in self._words.bodies and _is_definite(token) and not is_part and not self._issuers:
            body = _Seen(self._words.bodies[title.words], "organisation", self._sentence, token.i)
            return [self._mention(token, body, LAST_SENTENCE, "organisation")]
        if _is_definite(token) and self._last_subject is not None and self._last_subject.kind == "state":
            return [self._mention(token, self._last_subject, EARLIER, title.form)]
        return []

    def _person(self, token: Token) -> list[Mention]:
        before = [m for m in self._here if m.form in ("office", "person") and m.end <= token.i]
        if before:
            return [
                replace(
                    before[0], form="reference", start=token.i, end=token.i + 1, head=token.i, confidence=SAME_SENTENCE
                )
            ]
        subjects = [
            m
            for m in self._here
            if m.end <= token.i and token.doc[m.head].dep_ in ("nsubj", "pobj") and m.form == "institution"
        ]
        if subjects:
            return [
                replace(
                    subjects[0],
                    form="reference",
                    start=token.i,
                    end=token.i + 1,
                    head=token.i,
                    confidence=LAST_SENTENCE,
                )
            ]
        if self._last_person is not None and self._sentence - self._last_person.sentence <= 3:
            return [self._mention(token, self._last_person, LAST_SENTENCE, "reference")]
        return []

    def _subject_before(self, token: Token, *, state: bool = False) -> list[Mention]:
        kinds = ("state",) if state else ("state", "organisation", "nonstate")
        before = [m for m in self._here if m.end <= token.i and m.kind in kinds and m.form in _PARTY_FORMS]
        if token.dep_ == "poss" and token.head.dep_ == "attr":  # "Kenya is its largest partner": not its own
            before = [m for m in before if token.doc[m.head].head != token.head.head]
        subjects = [m for m in before if token.doc[m.head].dep_ in ("nsubj", "nsubjpass")]
        if state:  # "handed its base in Niger to the country's army": where it happens, before who does it
            subjects = [m for m in before if self._is_place_of(token.doc[m.head])][-1:] or subjects
        for mention in subjects or before:
            return [
                replace(
                    mention, form="reference", start=token.i, end=token.i + 1, head=token.i, confidence=SAME_SENTENCE
                )
            ]
        for seen in (self._last_subject, self._last_state):
            if seen is not None and seen.kind in kinds and self._sentence - seen.sentence <= 2:
                return [self._mention(token, seen, LAST_SENTENCE, "reference")]
        return []

    def _there(self, token: Token) -> list[Mention]:
        here = [
            m for m in self._here
            if m.end <= token.i and m.kind == "state" and token.doc[m.head].dep_ == "pobj"
            and token.doc[m.head].head.lower_ in self._words.place_prepositions
        ]  # fmt: skip
        if here:
            return [
                replace(
                    here[-1], form="reference", start=token.i, end=token.i + 1, head=token.i, confidence=LAST_SENTENCE
                )
            ]
        if self._last_place is not None and self._sentence - self._last_place.sentence <= 2:
            return [self._mention(token, self._last_place, EARLIER, "reference")]
        return []

    def _body(self, token: Token) -> list[Mention]:
        """ "The bloc", "the alliance's": the body last named, unless the noun says itself whose it is."""
        beside = {c.dep_ for c in token.children}
        definite = any(c.lower_ in self._words.body_determiners for c in token.children)
        if not definite or token.tag_ == "NNS" or beside & {"compound", "poss", "prep", "relcl"}:
            return []
        here = [m for m in self._here if m.end <= token.i and m.actor in self._bodies]
        if here:
            at = token.i
            return [replace(here[-1], form="reference", start=at, end=at + 1, head=at, confidence=SAME_SENTENCE)]
        if self._last_body is not None and self._sentence - self._last_body.sentence <= 4:
            return [self._mention(token, self._last_body, LAST_SENTENCE, "reference")]
        return []

    def _is_place_of(self, head: Token) -> bool:
        return head.dep_ == "pobj" and head.head.lower_ in self._words.place_prepositions

    def _counterpart(self, token: Token) -> list[Mention]:
        """ "his counterpart": the other half of the pair whose one half was just named."""
        if self._pair is None:
            return []
        mine = {m.actor for m in self._here if m.end <= token.i}
        others = [seen for seen in self._pair if seen.actor not in mine]
        return [self._mention(token, others[0], EARLIER, "reference")] if len(others) == 1 else []


def _is_acronym(token: Token) -> bool:
    """ "US" is no pronoun."""
    return len(token.text) > 1 and token.text.isupper()


def _is_definite(token: Token) -> bool:
    return token.text[:1].isupper() or any(
        c.dep_ == "poss" or (c.dep_ == "det" and "Ind" not in c.morph.get("Definite", [])) for c in token.children
    )
