"""Who "they", "both sides", "the two countries" and "the leaders" are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.coding.bodies import BodyWords
from foedera.coding.company import (
    SUBJECTS,
    Companies,
    Seen,
    at,
    clause_subjects,
    is_plural,
    is_topic,
    main_subject,
    subjects_before,
)
from foedera.coding.deeds import DeedWords
from foedera.coding.mentions import REFERENCE, Mention
from foedera.coding.naming import Beside
from foedera.coding.phrases import singular_of_name
from foedera.coding.staging import Tour
from foedera.coding.tree import Doc, Token

__all__ = ["EARLIER", "LAST_SENTENCE", "SAME_SENTENCE", "Now", "Plurals", "ReferenceWords", "meant"]

SAME_SENTENCE = 0.9
LAST_SENTENCE = 0.8
EARLIER = 0.65
MAIN_PAIR = 0.5
_IN_MIND = 3  # sentences for which "relations" are still those of a pair


class ReferenceWords:
    """A language's ``reference.yml``, compiled once."""

    def __init__(self, words: Mapping[str, Any], plural_endings: Mapping[str, str]) -> None:
        self._plural_endings = plural_endings
        self.pair_markers = frozenset(words["pair_markers"])
        self.pair_nouns = frozenset(words["pair_nouns"])
        self.rivals = frozenset(words["rivals"])
        self.neighbours = frozenset(words["neighbours"])
        self.each_other: Mapping[str, str] = words["each_other"]
        self.each = frozenset(words["each"])
        self.other_one: Mapping[str, str] = words["other_one"]
        self.person_nouns = frozenset(words["person_nouns"])
        self.company_nouns = frozenset(words["company_nouns"])
        self.company_determiners = frozenset(words["company_determiners"])
        self.counting: Mapping[str, int] = words["counting"]
        self.rest = frozenset(words["rest"])
        self.pair_alone = frozenset(words["pair_alone"])
        self.pair_adjectives = frozenset(words["pair_adjectives"])
        self.their = frozenset(words["their"])
        self.spoken_of = frozenset(words["spoken_of"])
        self.single_nouns = frozenset(words["single_nouns"])
        self.determiners = frozenset(words["determiners"])
        self.it = frozenset(words["it"])
        self.thing_words = frozenset(words["thing_words"])
        self.he = frozenset(words["he"])
        self.we = frozenset(words["we"])
        self.counterpart = frozenset(words["counterpart"])
        self.honorifics = frozenset(words["honorifics"])
        self.joint_statement = tuple(words["joint_statement"])
        self.talk_titles = tuple(words["talk_titles"])
        self.tour_titles = frozenset(words["tour_titles"])
        self.title_topics = frozenset(words["title_topics"])
        self.title_places = frozenset(words["title_places"])
        self.listing = frozenset(words["listing"])
        self.of: str = words["of"]
        self.article: str = words["article"]
        self.texts = frozenset(words["texts"])
        self.talk_verbs = frozenset(words["talk_verbs"])
        self.there = frozenset(words["there"])
        self.place_prepositions = frozenset(words["place_prepositions"])
        self.bodies: Mapping[str, str] = words.get("bodies", {})
        self.body_words = BodyWords.of_words(words)
        self.topic_prepositions = frozenset(words["topic_prepositions"])
        self.pair_topics = frozenset(words["pair_topics"])
        self.topic_nouns = frozenset(words["topic_nouns"])
        self.beside = Beside.of_words(words)
        self.seeming = frozenset(words["seeming"])
        self.own_acts = frozenset(words["own_acts"])
        self.reasons = frozenset(words["reasons"])
        self.turning = frozenset(words["turning"])
        self.deeds = DeedWords.of_words(words["deeds"])

    def noun(self, token: Token) -> str:
        """The dictionary form of a noun, of a capitalised one too ("Both Ministers", "the Parties")."""
        return singular_of_name(token, token.lemma_.lower(), self._plural_endings)

    def is_pair(self, token: Token) -> bool:
        """ "The two neighbours", "both capitals": a pair named before, whatever the noun may name elsewhere."""
        if self.is_related_pair(token):
            return True
        return self.noun(token) in self.pair_nouns and any(c.lower_ in self.pair_markers for c in token.children)

    def is_related_pair(self, token: Token) -> bool:
        """ "The rivals", "the Andean neighbours", "the treaty allies": those spoken of, where no word says whose they
        are."""
        beside = {c.dep_ for c in token.children}
        is_said = any(c.dep_ in ("amod", "compound") and c.i < token.i for c in token.children)
        noun = self.noun(token)
        known = noun in self.rivals or noun in self.neighbours and is_said
        is_known = token.tag_ == "NNS" and any(c.lower_ in self.company_determiners for c in token.children)
        return known and is_known and not beside & {"poss", "prep", "relcl", "acl", "appos", "nummod"}

    def size(self, token: Token) -> int | None:
        """How many "the two ...", "both ...", "our three ..." says that there are; None where it does not say."""
        words = (token.lower_, *(c.lower_ for c in token.children))
        return next((self.counting[w] for w in words if w in self.counting), None)

    def is_rest(self, token: Token) -> bool:
        """ "The other two ministers"."""
        return any(c.lower_ in self.rest for c in token.children)

    def is_counted(self, token: Token) -> bool:
        return self.noun(token) in self.pair_nouns and any(c.lower_ in self.counting for c in token.children)

    def is_company(self, token: Token) -> bool:
        """ "The countries", "these navies": a definite plural that no other word tells apart."""
        if token.tag_ not in ("NNS", "NNPS") or self.noun(token) not in self.company_nouns:
            return False
        beside = [c for c in token.children if c.dep_ not in ("case", "punct", "cc", "conj")]
        return bool(beside) and all(c.lower_ in self.company_determiners for c in beside)

    def is_each(self, token: Token) -> bool:
        """ "Each country", "Oman and Peru each": one by one, those named before."""
        return any(c.lower_ in self.each and c.dep_ in ("det", "appos", "advmod", "predet") for c in token.children)

    def is_each_of_pair(self, token: Token) -> bool:
        return self.noun(token) in self.pair_nouns and self.is_each(token)

    def is_reciprocal(self, token: Token) -> bool:
        """ "Each other", "one another"; "the other" where the subject is "each"."""
        beside = {c.lower_ for c in token.children} | {token.nbor(-1).lower_ if token.i else ""}
        if self.each_other.get(token.lower_) in beside:
            return True
        is_other = self.other_one.get(token.lower_) in beside
        return is_other and any(self.is_each(subject) for subject in clause_subjects(token))

    def is_single(self, token: Token) -> bool:
        """ "The country", "the authorities"; "the western countries" are no one state."""
        is_many = token.tag_ in ("NNS", "NNPS") and self.noun(token) in self.company_nouns
        return token.lemma_.lower() in self.single_nouns and not is_many

    def is_person(self, token: Token) -> bool:
        return self.noun(token) in self.person_nouns

    def is_topic(self, mention: Mention, token: Token) -> bool:
        return is_topic(mention, token, self.topic_prepositions, self.topic_nouns)

    def is_beside_the_pair(self, mention: Mention, token: Token) -> bool:
        return is_topic(mention, token, self.pair_topics, self.topic_nouns)


@dataclass(frozen=True, slots=True)
class Now:
    """The sentence being read: its number, the mentions in it, and what single words of it refer to."""

    sentence: int
    here: Sequence[Mention]
    refer: Callable[[Token], list[Mention]]
    titles: Collection[int] = ()  # where offices stand that are no mentions


class Plurals:
    """Resolves plurals in one text; told of each sentence's subject and acts as it goes on."""

    def __init__(self, words: ReferenceWords, talkers: Mapping[str, str], travellers: Mapping[str, str]) -> None:
        self._words = words
        self.companies = Companies(talkers)
        self._tour = Tour(travellers, talkers)
        self._pair: tuple[Seen, Seen] | None = None
        self._counts: Counter[str] = Counter()

    @property
    def last_pair(self) -> tuple[Seen, Seen] | None:
        return self._pair

    def count(self, mentions: Iterable[Mention]) -> None:
        """Which states the whole text is about; ``main_pair`` is the two most often named."""
        self._counts.update(m.actor for m in mentions if m.kind == "state")

    @property
    def main_pair(self) -> tuple[str, str] | None:
        top = self._counts.most_common(3)
        if len(top) < 2 or top[1][1] < 2 or (len(top) > 2 and top[2][1] > 0.7 * top[1][1]):
            return None
        return top[0][0], top[1][0]

    def they(self, token: Token, now: Now) -> list[Mention]:
        """The plural subject of its clause or one above, the talkers of the text, else the company before; nobody
        whom the clause sets against them: "They called on Peru"."""
        found = self._they(token, now)
        against = self._words.turning
        opposed = {m.actor for m in now.here if _is_beside(token, token.doc[m.head], against)}
        return [] if len(found) > 1 and opposed & {m.actor for m in found} else found

    def _they(self, token: Token, now: Now) -> list[Mention]:
        quoted = _quotes_before(token) % 2 == 1
        own = clause_subjects(token)
        talkers = self._talkers(token, now)
        talks = bool(talkers) and not quoted and self._talks(token)
        for subject in subjects_before(token):
            if quoted and _quotes_before(subject) != _quotes_before(token):
                continue
            members = self.members(subject, now)
            if members or (members is not None and subject in own and not talks):
                return [m.again(token, sure=SAME_SENTENCE) for m in members]
        if quoted:
            return []
        behind = self._behind(token, now)
        if behind:
            return [m.again(token, sure=SAME_SENTENCE) for m in behind]
        together = self._together(self._distinct(token, now), token.doc)
        if together and not talks:
            return [m.again(token, sure=LAST_SENTENCE) for m in together]
        if talks:
            return [meant(token, seen, SAME_SENTENCE) for seen in talkers]
        company = self.companies.latest(now.sentence, within=2)
        if company is not None:
            return [meant(token, seen, LAST_SENTENCE) for seen in company.members]
        return [meant(token, seen, EARLIER) for seen in talkers]

    def open(self, sentence: int) -> None:
        """Take those who acted in a first sentence for the ones that the text is about."""
        self.companies.open(sentence)
        self._tour.open(self.companies.acts(sentence))

    def _talkers(self, token: Token, now: Now) -> tuple[Seen, ...]:
        """Who talks with one another at a word: at a stop of a tour, else in the whole text."""
        at_stop = self._tour.company(token, now.here, now.sentence)
        return at_stop if at_stop or self._tour.is_announced else self.companies.talkers

    def _behind(self, token: Token, now: Now) -> list[Mention]:
        """ "When they met, Oman and Kenya agreed": the subject that a fronted clause runs ahead of."""
        clause = token.head
        if token.dep_ not in SUBJECTS or clause.dep_ != "advcl" or clause.i > clause.head.i:
            return []
        for subject in (c for c in clause.head.children if c.dep_ in SUBJECTS and c.i > token.i):
            members = [] if subject.pos_ == "PRON" else self.members(subject, now) or []
            return members if len(members) > 1 else []
        return []

    def persons(self, token: Token, now: Now) -> list[Mention]:
        """ "The leaders", "both officials": those who talk in the text, else who acted together just before."""
        size = self._words.size(token)
        talkers = self._talkers(token, now)
        if size is not None and self._words.is_rest(token):
            return self._rest(token, now, size)
        if talkers and size in (None, len(talkers)):
            return [meant(token, seen, SAME_SENTENCE) for seen in talkers]
        for subject in subjects_before(token):
            members = self.members(subject, now) or []
            if len(members) == size or (size is None and len(members) > 1):
                return [m.again(token, sure=SAME_SENTENCE) for m in members]
        people = self._distinct(token, now, forms=("office", "person"))
        if len(people) == size or (size is None and len(people) > 1):
            return [m.again(token, sure=SAME_SENTENCE) for m in people]
        together = self._together(self._distinct(token, now), token.doc)
        if len(together) == size:  # "after talks between Oman and Peru, both sides said"
            return [m.again(token, sure=SAME_SENTENCE) for m in together]
        company = self.companies.latest(now.sentence, within=6 if size else 2, size=size)
        if company is not None and len(company.members) != 1:
            return [meant(token, seen, LAST_SENTENCE) for seen in company.members]
        pair = self._last_pair(token, now, within=4 if size == 2 else 1) if size in (None, 2) else []
        return pair or self._opening(token, size)

    def _rest(self, token: Token, now: Now, size: int) -> list[Mention]:
        """ "Oman's minister and the other two": those who were together before, but for whom the sentence names."""
        beside = [t for t in token.conjuncts if t.i < token.i]
        here = {m.actor for t in beside for m in (*(x for x in now.here if at(x, t)), *now.refer(t))}
        company = self.companies.latest(now.sentence, within=99, size=size + len(here))
        rest = [seen for seen in company.members if seen.actor not in here] if company else []
        return [meant(token, seen, LAST_SENTENCE) for seen in rest] if len(rest) == size else []

    def pair(self, token: Token, now: Now) -> list[Mention]:
        """ "The two countries": a pair of this sentence before the word, the talkers, else the last pair named."""
        size = self._words.size(token) or 2
        states = self._distinct(token, now)
        for named in (self._together(states, token.doc), states):
            if len(named) == size:
                return [m.again(token, sure=SAME_SENTENCE) for m in named]
        talkers = self._talkers(token, now)
        if len(talkers) == size:
            return [meant(token, seen, LAST_SENTENCE) for seen in talkers]
        if size != 2:
            company = self.companies.latest(now.sentence, within=99, size=size)
            return [meant(token, seen, LAST_SENTENCE) for seen in company.members] if company else []
        return (
            self._last_pair(token, now)
            or self._opening(token, 2)
            or [
                Mention(token.i, token.i + 1, token.i, actor, "state", REFERENCE, confidence=MAIN_PAIR)
                for actor in self.main_pair or ()
            ]
        )

    def tied(self, token: Token, now: Now, within: int = _IN_MIND) -> list[Mention]:
        """ "Relations remain cool": the two states named before in the sentence, else the pair spoken of lately, unless
        the sentence names another before the word."""
        here = self._distinct(token, now)
        if len(here) == 2:
            return [m.again(token, sure=SAME_SENTENCE) for m in here]
        found = [meant(token, s, LAST_SENTENCE) for s in self._talkers(token, now)] if not here else []
        pair = found if len(found) == 2 else self._last_pair(token, now, within=within)
        named = {m.actor for m in now.here if m.kind == "state" and m.end <= token.i}  # "in Chad, tensions are high"
        return pair if named <= {m.actor for m in pair} else []

    def members(self, subject: Token, now: Now) -> list[Mention] | None:
        """Who a subject is, where a plural may mean it: empty where that is nobody's, None where it is one thing."""
        heads = [subject, *(t for t in subject.conjuncts if t.i > subject.i)]
        found = {m.actor: m for m in now.here if any(at(m, t) for t in heads)}
        if subject.pos_ == "PRON":
            return now.refer(subject) if subject.lower_ in self._words.pair_alone else None
        if self._words.is_each_of_pair(subject):
            return now.refer(subject)
        if not is_plural(subject):
            is_body = subject.pos_ == "NOUN" and self._words.is_person(subject)
            one = next(iter(found.values()), None) or next(iter(now.refer(subject) if is_body else ()), None)
            is_many = one is not None and (one.kind != "state" or one.form in ("institution", "nationals", REFERENCE))
            return [one] if one is not None and is_many else None
        if not found:
            found = {m.actor: m for m in now.refer(subject)}
        is_things = len(heads) > 1 and all(t.pos_ == "NOUN" and t.tag_ == "NN" for t in heads)
        return list(found.values()) if found or not is_things else None

    def note(self, doc: Doc, now: Now, parties: Sequence[Mention]) -> None:
        """Remember a sentence: whom its subject puts together, and the two states that it speaks of."""
        subject = main_subject(doc)
        members = self.members(subject, now) if subject is not None else None
        if members is not None:
            self.companies.note_subject(now.sentence, (_seen(m, now.sentence) for m in members))
        together = [*self.companies.acted(now.sentence), *(members or ())]
        self._tour.leave(doc, now.here, {one.actor for one in together})
        self.companies.close(now.sentence)
        self._note_pair(doc, now.sentence, parties)

    def _note_pair(self, doc: Doc, sentence: int, parties: Sequence[Mention]) -> None:
        """The two states of a sentence that are no mere topics; of more, the two coordinated with one another."""
        states: dict[str, Mention] = {}
        for mention in parties:
            in_a_name = mention.form == "adjective" and doc[mention.head].head.pos_ == "PROPN"
            is_beside = self._words.is_beside_the_pair(mention, doc[mention.head])
            if mention.kind == "state" and not in_a_name and not is_beside:
                states.setdefault(mention.actor, mention)
        named = list(states.values())
        if len(named) > 2:
            named = self._together(named, doc)
        if len(named) == 2:
            a, b = (_seen(m, sentence) for m in named)
            self._pair = (a, b)

    def _last_pair(self, token: Token, now: Now, within: int = 99) -> list[Mention]:
        if self._pair is None or now.sentence - self._pair[0].sentence > within:
            return []
        sure = LAST_SENTENCE if now.sentence - self._pair[0].sentence <= 2 else EARLIER
        return [meant(token, seen, sure) for seen in self._pair]

    def _opening(self, token: Token, size: int | None) -> list[Mention]:
        members = self.companies.opening
        return [meant(token, seen, EARLIER) for seen in members] if size in (None, len(members)) else []

    def _distinct(self, token: Token, now: Now, forms: Sequence[str] | None = None) -> list[Mention]:
        """The states named before a word in its sentence, once each, topics and places left out."""
        found: dict[str, Mention] = {}
        for mention in now.here:
            fits = mention.kind == "state" and mention.end <= token.i and (forms is None or mention.form in forms)
            if fits and not self._words.is_topic(mention, token.doc[mention.head]):
                found.setdefault(mention.actor, mention)
        return list(found.values())

    def _together(self, named: Sequence[Mention], doc: Doc) -> list[Mention]:
        """Those that are coordinated with another."""
        return [m for m in named if any(_joined(m, o, doc) for o in named if o is not m)]

    def _talks(self, token: Token) -> bool:
        """Whether a word is the subject of a verb of speaking or pledging."""
        return token.dep_ in SUBJECTS and any(
            t.lemma_.lower() in self._words.talk_verbs for t in (token.head, *token.head.conjuncts)
        )


def _is_beside(pronoun: Token, name: Token, against: Collection[str]) -> bool:
    """Whether the verb that a pronoun is the subject of turns to somebody: "they called on Peru", "urged Oman to"."""
    if pronoun.dep_ not in SUBJECTS or name.i < pronoun.i:
        return False
    if name.dep_ == "pobj":
        return name.head.head == pronoun.head and name.head.lower_ in against
    return name.dep_ == "dobj" and name.head == pronoun.head and any(c.dep_ == "xcomp" for c in name.head.children)


def _joined(a: Mention, b: Mention, doc: Doc) -> bool:
    """Whether two actors are coordinated: "Oman and Kenya", "the presidents A and B"."""
    return any(at(b, t) or b.head == t.i for t in (*doc[a.head].conjuncts, *doc[a.head].head.conjuncts))


def _quotes_before(token: Token) -> int:
    return sum(t.text == '"' for t in token.doc[: token.i])


def _seen(mention: Mention, sentence: int) -> Seen:
    return Seen(mention.actor, mention.kind, sentence, mention.head, mention.level, mention.name)


def meant(token: Token, seen: Seen, sure: float) -> Mention:
    return Mention(token.i, token.i + 1, token.i, seen.actor, seen.kind, REFERENCE, seen.name, seen.level, sure)
