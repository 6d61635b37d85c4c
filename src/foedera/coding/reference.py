"""Who is meant: "he", "it", "the ministry", "his Pakistani counterpart", "we"; plurals are for ``plurals``.

A ``Discourse`` is one reading of one text, sentence by sentence; it holds who was last named and how.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from foedera.coding.bodies import Bodies
from foedera.coding.company import (
    Seen,
    at,
    clause_subjects,
    is_topic,
    main_subject,
)
from foedera.coding.contested import Roll
from foedera.coding.deeds import deed_of
from foedera.coding.memory import Memory
from foedera.coding.mentions import CONTINUED, RECIPROCAL, REFERENCE, Mention, Title, surnames
from foedera.coding.parsed import Parsed
from foedera.coding.people import People
from foedera.coding.plurals import EARLIER, LAST_SENTENCE, SAME_SENTENCE, Now, Plurals, ReferenceWords
from foedera.coding.pronouns import (
    faulted_by,
    is_acronym,
    is_definite,
    is_faced,
    own_subjects,
    possessors,
)
from foedera.coding.quotations import Spoken, said_of
from foedera.coding.singulars import PARTY_FORMS, Singulars, is_unknown
from foedera.coding.story import Story
from foedera.coding.tree import Doc, Token
from foedera.model import Attribution, Interval

__all__ = ["Discourse", "ReferenceWords"]


OFFICIAL = "official"  # the kind of source that a person with an office is


class Discourse:
    """What has been named so far in one text. ``read`` each sentence's mentions in order."""

    def __init__(
        self,
        words: ReferenceWords,
        *,
        issuers: Mapping[str, str] | None = None,
        body: str | None = None,
        talkers: Mapping[str, str] | None = None,
        bodies: Mapping[str, str] | None = None,
        named_day: Interval | None = None,
        is_tour: bool = False,
    ) -> None:
        self._words = words
        self._issuers = dict(issuers or {})  # with their kinds
        self._body_speaking = body  # the organisation whose statement the text is: its "we"
        self._plurals = Plurals(words, talkers or {}, self._issuers if is_tour else {})
        self.people = People()
        self.story = Story()
        self._roll = Roll()
        self._last = Memory(words.place_prepositions, Bodies(dict(bodies or {})))
        self._singulars = Singulars(words, self._last)
        self._sentence = 0
        self._here: list[Mention] = []
        self._titles: Mapping[int, Title] = {}
        self.anchor: Interval | None = None  # the date last named, for "the same year"
        self.named_day = named_day
        self.home: str | None = None  # the state that the report is written from
        self.reported: list[tuple[int, int]] = []  # token spans of this sentence that are told as said by somebody
        self.quoted: list[Spoken] = []  # what of this sentence is in whose mouth
        self.speaker: Attribution | None = None  # who spoke last, for "he added"
        self._spoke_in = -1  # the sentence in which they did
        self.quoting: Attribution | None = None  # whose the quotation is that the last sentence stood in

    def remember(self, *, anchor: Interval | None, speaker: Attribution | None) -> None:
        self.anchor = anchor or self.anchor
        if speaker is not None:
            self.speaker, self._spoke_in = speaker, self._sentence

    def last_speaker(self) -> Attribution | None:
        """Who is meant by "he said": who spoke last, or the official of the sentence before, where none spoke in it."""
        person = next(iter(self._last.people), None)
        if person is None or person.sentence != self._sentence - 1 or self._spoke_in >= person.sentence:
            return self.speaker
        return Attribution(OFFICIAL, person.name or person.actor, person.actor)

    def acted(self, parties: Iterable[Mention]) -> None:
        """Remember who acted together in this sentence: "they" may be they."""
        self._plurals.companies.note_act(self._sentence, (self._seen(m) for m in parties))

    def open(self, *, is_talk: bool) -> None:
        """Take those who met or signed in a first sentence for those that the text is about; where the title says
        that it tells of a talk, and not whose, or names only a group of which they came, they are its talkers."""
        companies = self._plurals.companies
        self._plurals.open(self._sentence)
        if is_talk and len(companies.opening) > 1 and (not companies.talkers or companies.are_told_apart):
            companies.talk()

    def partner(self, actor: str, token: Token) -> Mention | None:
        """The other half of the pair that this sentence or the one before speaks of."""
        pair = self._plurals.last_pair
        if pair is None or self._sentence - pair[0].sentence > 1:
            return None
        others = [seen for seen in pair if seen.actor != actor]
        return self._mention(token, others[0], EARLIER, CONTINUED) if len(others) == 1 else None

    def at_home(self, token: Token) -> Mention | None:
        """The state whose officials are meant where nobody is named: that from which the report is written."""
        if self.home is None:
            return None
        return Mention(token.i, token.i + 1, token.i, self.home, "state", REFERENCE, confidence=EARLIER)

    def deed(self, token: Token, parsed: Parsed, own: Collection[str]) -> list[Mention]:
        """Whose the deed is that a word points at: "the move", "these strikes"; ``own``: who speaks of it."""
        return deed_of(token, self._words.deeds, parsed, self.story.deeds(), own)

    def count(self, mentions: Sequence[Mention], sentence: int) -> None:
        """Which states the whole text is about, and who is named where."""
        self._plurals.count(mentions)
        self._roll.note(sentence, mentions)

    def named_among(self, actors: Sequence[str], token: Token) -> list[Mention]:
        """Those of ``actors`` whom the text names, nearest first, as meant at a word; at least two."""
        return [m.again(token, sure=sure) for m, sure in self._roll.among(actors, self._sentence)]

    def is_topic(self, mention: Mention, name: Token) -> bool:
        """ "Oman's war", "tensions between Oman and Peru": whose is spoken of, and does not take part in the talk."""
        return is_topic(mention, name, frozenset(), self._words.topic_nouns)

    @property
    def pair_adjectives(self) -> frozenset[str]:
        return self._words.pair_adjectives

    def begin(
        self, mentions: Sequence[Mention], *, titles: Mapping[int, Title] | None = None, number: int | None = None
    ) -> None:
        """Turn to the sentence with that number in its text (the next one where none is given): sentences
        that were not worth a parse count, for a pair named long ago is not the pair meant here."""
        self._here = list(mentions)
        self._titles = titles or {}
        self._turn_to(self._sentence if number is None else number)

    def _turn_to(self, sentence: int) -> None:
        self._sentence = self.story.sentence = sentence

    def end(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        """Remember the sentence: its subject, its pair, its people."""
        parties = [m for m in mentions if m.form in PARTY_FORMS or m.form == "adjective"]
        self._plurals.note(doc, self._now(), parties)
        self._note_people(doc, parties)
        self._last.note(doc, parties, self._seen)
        self._turn_to(self._sentence + 1)

    def _note_people(self, doc: Doc, parties: Sequence[Mention]) -> None:
        subject = main_subject(doc)
        stranger = None
        if subject is not None and subject.i not in self._titles and is_unknown(subject, self._here):
            stranger = [self._seen(m) for m in self.resolve(subject, self._titles)[:1]]
        self._last.note_people(parties, subject, self._seen, stranger=stranger)

    def _now(self) -> Now:
        return Now(self._sentence, self._here, lambda token: self.resolve(token, self._titles), self._titles)

    def _seen(self, mention: Mention) -> Seen:
        return Seen(mention.actor, mention.kind, self._sentence, mention.head, mention.level, mention.name)

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
        """ "his counterpart", with no state of its own beside it; his counterparts may be anybody's."""
        if token.tag_ in ("NNS", "NNPS"):
            return False
        if token.lemma_.lower() not in self._words.counterpart:
            return False
        has_pronoun = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children)
        return has_pronoun and not any(c.dep_ == "amod" and c.text[:1].isupper() for c in token.children)

    def is_first_person(self, token: Token) -> bool:
        return token.lower_ in self._words.we and not is_acronym(token)

    def is_personal(self, token: Token) -> bool:
        """ "His", "her": of one person."""
        return token.lower_ in self._words.he

    def is_joint_first_person(self, token: Token) -> bool:
        return len(self._issuers) > 1 and self.is_first_person(token)

    def resolve(self, token: Token, titles: Mapping[int, Title]) -> list[Mention]:
        """The actors that ``token`` refers to, best guess only; empty where there is none."""
        if self.is_counterpart(token):
            return self._counterpart(token)
        together = self._together(token, titles)
        if together is not None:
            return together
        if token.i in titles:
            return self._title(token, titles[token.i])
        if token.pos_ == "PROPN" or token.text[:1].isupper() and token.i > 0:
            named = self.people.called(token.text)
            if named is not None:
                return [self._mention(token, named, 0.9, "person")]
            if len(self._issuers) == 1 and self._has_honorific(token) and not self._is_anothers(token):
                return [self._issuers_person(token)]
        return self._pronoun(token)

    def _together(self, token: Token, titles: Mapping[int, Title]) -> list[Mention] | None:
        """ "Each other", "each country", "the navies": those whom the text puts together; None for other words."""
        words = self._words
        if words.is_reciprocal(token):
            return [replace(m, form=RECIPROCAL) for m in self._plurals.they(token, self._now())]
        if words.is_each_of_pair(token):
            return self._plurals.pair(token, self._now())
        if words.is_related_pair(token):
            return self._plurals.tied(token, self._now(), within=1)
        if words.is_company(token) and not (token.i in titles and titles[token.i].person):
            return self._plurals.persons(token, self._now())
        return None

    def _pronoun(self, token: Token) -> list[Mention]:
        low, words = token.lower_, self._words
        if words.is_counted(token):
            return self._counted(token)
        if low in words.pair_markers and token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj"):
            return self._plurals.persons(token, self._now())
        if low in words.pair_alone or (low in words.their and token.dep_ == "poss"):
            return self._plurals.they(token, self._now()) or self._spoken_of(token)
        if self.is_first_person(token):
            return self._we(token)
        for listed, found in ((words.he, self._person), (words.there, self._there), (words.it, self._it)):
            if low in listed:
                return found(token)
        sort = words.body_words.sort_of(token)
        if sort is not None:
            return self._singulars.the_body(token, sort, self._now())
        if words.is_single(token) and any(c.lower_ in words.determiners for c in token.children):
            return self._singulars.state(token, self._now())
        return []

    def _spoken_of(self, token: Token) -> list[Mention]:
        """ "They must leave," somebody said of the Omani troops: whom words in quotation marks are said of."""
        speaker = next((s for s in self.quoted if s.start <= token.i < s.end), None)
        if speaker is None:
            return []
        named = said_of(token.doc, self._here, speaker, self._words.spoken_of)
        if named is not None:
            return [named.again(token, sure=SAME_SENTENCE)]
        faced = self.story.opponent(speaker.actor)
        return [faced.again(token, sure=LAST_SENTENCE * faced.confidence)] if faced is not None else []

    def size(self, token: Token) -> int | None:
        """How many a word says that there are: "the two", "a trilateral treaty"."""
        return self._words.size(token)

    def pair(self, token: Token) -> list[Mention]:
        """The pair that the text is speaking of at a word."""
        return self._plurals.pair(token, self._now())

    def is_related(self, token: Token) -> bool:
        """ "The rivals", "the treaty allies": the pair of the sentence before."""
        return self._words.is_related_pair(token)

    def is_called(self, token: Token) -> bool:
        """ "A country", "the bloc": what a state or a body is."""
        return self._words.body_words.bodies.has(token) or self._words.is_single(token)

    def is_band(self, token: Token) -> bool:
        """ "The rebels", "the militant group": no state's, whatever country stands before it."""
        return self._words.body_words.bands.has(token)

    def is_of_states(self, token: Token) -> bool:
        """ "Countries", "governments": whoever they are; not "leaders", who may be anybody's."""
        is_many = token.tag_ in ("NNS", "NNPS") and self._words.noun(token) in self._words.company_nouns
        return is_many and not self._words.is_person(token)

    def tied(self, token: Token) -> list[Mention]:
        """Between whom "relations" or "the partnership" are, where a phrase does not say."""
        return self._plurals.tied(token, self._now())

    def doers(self, token: Token) -> list[Mention]:
        """Who did what "the move" or "this" takes up."""
        subject = self._last.subject
        doers = self.story.doers(subject.actor if subject is not None else None)
        return [m.again(token, sure=LAST_SENTENCE * m.confidence) for m in doers]

    def _counted(self, token: Token) -> list[Mention]:
        """ "The two leaders", "both countries", "our three governments"."""
        is_ours = any(c.lower_ in self._words.we for c in token.children)
        if is_ours and len(self._issuers) == self._words.size(token):
            return self.issuing(token)
        now = self._now()
        return self._plurals.persons(token, now) if self._words.is_person(token) else self._plurals.pair(token, now)

    def _we(self, token: Token) -> list[Mention]:
        return self.speaking(token, officially=False) or self.issuing(token)

    def speaking(self, token: Token, *, officially: bool = True) -> list[Mention]:
        """In whose mouth a word is; ``officially`` only of those whose words are acts of their state."""
        at = token.i
        quoted = [s for s in self.quoted if s.start <= at < s.end and (s.is_official or not officially)]
        return [Mention(at, at + 1, at, s.actor, s.kind, REFERENCE, confidence=SAME_SENTENCE) for s in quoted[-1:]]

    def issuing(self, token: Token) -> list[Mention]:
        """Those who issue the text: the states of a joint statement, or the body that speaks in it."""
        if self._body_speaking is not None:
            body = Seen(self._body_speaking, "organisation", self._sentence, token.i)
            return [self._mention(token, body, LAST_SENTENCE, REFERENCE)]
        return [
            Mention(token.i, token.i + 1, token.i, issuer, kind, REFERENCE, confidence=LAST_SENTENCE)
            for issuer, kind in self._issuers.items()
        ]

    def named(self, token: Token) -> list[Mention]:
        """The person of that surname, where the text names one with an office or a state."""
        seen = self.people.called(token.text)
        return [self._mention(token, seen, 0.9, "person")] if seen is not None else []

    def _mention(self, token: Token, seen: Seen, sure: float, form: str) -> Mention:
        return Mention(token.i, token.i + 1, token.i, seen.actor, seen.kind, form, seen.name, seen.level, sure)

    def _has_honorific(self, token: Token) -> bool:
        return any(c.dep_ == "compound" and c.lower_ in self._words.honorifics for c in token.children)

    def _is_anothers(self, token: Token) -> bool:
        """ "Lake Council Secretary-General Dr. Achieng": the phrase names whose person it is."""
        return any(token.left_edge.i <= m.head < token.i for m in self._here)

    def _issuers_person(self, token: Token) -> Mention:
        """ "Dr. Lindqvist" in a government's own release, with no other state beside the name."""
        (issuer,) = self._issuers
        return Mention(token.i, token.i + 1, token.i, issuer, "state", "person", token.text, None, EARLIER)

    def _title(self, token: Token, title: Title) -> list[Mention]:
        if self._words.is_counted(token):
            return self._counted(token)
        is_many = token.tag_ in ("NNS", "NNPS") or self._words.noun(token) != token.lower_
        if is_many and self._words.is_person(token) and not title.person:
            return self._plurals.persons(token, self._now()) if is_definite(token) else []
        if title.person:
            known = next(filter(None, map(self.people.called, surnames(title.person))), None)
            return [replace(self._mention(token, known, 0.9, title.form), level=title.level)] if known else []
        if len(self._issuers) == 1 and token.text[:1].isupper() and is_definite(token):
            holders = self.people.holders(title.words, (self._sentence, token.i))
            seen = Seen(*next(iter(self._issuers.items())), self._sentence, token.i, title.level)
            if len(holders) == 1 and title.form == "office":
                (seen,) = holders
            return [self._mention(token, seen, LAST_SENTENCE, title.form)]
        if not is_definite(token):
            return []
        for word in (title.words.split()[-1], title.words.split()[0]):
            if word in self._last.offices:
                seen = self._last.offices[word]
                sure = LAST_SENTENCE if self._sentence - seen.sentence <= 2 else EARLIER
                return [self._mention(token, seen, sure, title.form)]
        is_part = token.dep_ == "pobj" and token.head.lower_ == self._words.of  # "members of the Security Council"
        if title.words in self._words.bodies and not is_part and not self._issuers:
            body = Seen(self._words.bodies[title.words], "organisation", self._sentence, token.i)
            return [self._mention(token, body, LAST_SENTENCE, "organisation")]
        if self._last.subject is not None and self._last.subject.kind == "state":
            return [self._mention(token, self._last.subject, EARLIER, title.form)]
        home = self.at_home(token)
        return [replace(home, form=title.form, level=title.level)] if home is not None else []

    def _person(self, token: Token) -> list[Mention]:
        """ "He", "her": the person who is the subject of a clause above, else one named before."""
        beside = own_subjects(token)
        people = [m for m in self._here if m.form in ("office", "person") and m.end <= token.i]
        people = [m for m in people if not any(at(m, t) for t in beside)]
        for owner in possessors(token) if token.dep_ == "poss" else ():
            mine = [m for m in people if at(m, owner)]
            if mine:  # "praised President Abe's leadership, including his offer"
                return [mine[0].again(token, sure=SAME_SENTENCE)]
        faulted = faulted_by(token, people, reasons=self._words.reasons, turning=self._words.turning)
        if faulted is not None:
            return [faulted.again(token, sure=SAME_SENTENCE)]  # "thanked President Abe for his offer"
        for subject in (t for t in clause_subjects(token) if t not in beside):
            mine = [m for m in people if at(m, subject)]
            if mine:
                return [mine[0].again(token, sure=SAME_SENTENCE)]
            if subject.i in self._titles:
                return [m.again(token, sure=LAST_SENTENCE) for m in self._title(subject, self._titles[subject.i])[:1]]
            if is_unknown(subject, self._here):
                return []  # a person of no state
        if people:
            return [people[0].again(token, sure=SAME_SENTENCE)]
        for mention in self._here:
            is_party = token.doc[mention.head].dep_ in ("nsubj", "pobj") and mention.form == "institution"
            if is_party and mention.end <= token.i:
                return [mention.again(token, sure=LAST_SENTENCE)]
        faced = {m.actor for m in self._here if m.start > token.i and is_faced(token.doc[m.head], token)}
        for seen in self._last.people:
            if self._sentence - seen.sentence <= 3 and seen.actor not in faced:
                return [self._mention(token, seen, LAST_SENTENCE, REFERENCE)]
        return []

    def _it(self, token: Token) -> list[Mention]:
        return self._singulars.it(token, self._now())

    def _there(self, token: Token) -> list[Mention]:
        return self._singulars.there(token, self._now())

    def body(self, token: Token) -> Mention | None:
        """The body last named."""
        return self._singulars.body(token, self._now())

    def _counterpart(self, token: Token) -> list[Mention]:
        """ "his counterpart": the other half of the pair whose one half was just named."""
        pair = self._plurals.last_pair
        if pair is None:
            return []
        mine = {m.actor for m in self._here if m.end <= token.i}
        others = [seen for seen in pair if seen.actor not in mine]
        return [self._mention(token, others[0], EARLIER, REFERENCE)] if len(others) == 1 else []
