"""The rule coder: one Text and a Codebook in, Claims out. No network, no clock, no chance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from foedera.codebook import Codebook
from foedera.coding.bodies import BAND
from foedera.coding.building import Builder
from foedera.coding.contested import Contested
from foedera.coding.context import Context
from foedera.coding.datelines import Datelines
from foedera.coding.drafts import Draft
from foedera.coding.echoing import EchoWords
from foedera.coding.frames import Frames
from foedera.coding.gazetteer import LEADER, MAKER, Gazetteer, Hit
from foedera.coding.mentions import Titles, compose
from foedera.coding.namesakes import is_namesake
from foedera.coding.naming import base_mentions, borne_by_people
from foedera.coding.parsed import Parsed
from foedera.coding.parsing import parse
from foedera.coding.passages import Sentence, SentenceWords, sentences, straight
from foedera.coding.phrases import lemmatise
from foedera.coding.quotations import Quotation, quotations
from foedera.coding.reference import Discourse, ReferenceWords
from foedera.coding.screening import Screen
from foedera.coding.tree import Doc
from foedera.coding.triggers import TriggerIndex
from foedera.coding.weighing import Cues, Scene, Weighing, scene_of
from foedera.coding.wordclasses import WordClasses
from foedera.model import Claim, Text

__all__ = ["RuleCoder"]

NEXT = 2  # words behind a name that say who is meant: "NATO's Indo-Pacific Partners", "Nordic Leaders"
_TALKERS = frozenset({"state", "organisation", "group"})
REPEATED = 30  # characters from which a sentence printed twice is a copy, not a refrain
TITLE_WORDS = 5  # within which a body's name is followed by what its text is: "NATO Heads of State Declaration"
HEAD = 3  # sentences in which the parties of a joint statement name themselves


@dataclass(slots=True)
class _Work:
    """One text on its way: its sentences, the names in them, and which are worth a parse."""

    text: Text
    sentences: list[Sentence]
    hits: list[list[Hit]]
    kept: list[bool]


class RuleCoder:
    """Everything compiled from the codebook for one language; ``code_all`` may be called again and again."""

    def __init__(self, codebook: Codebook, language: str = "en", *, weighing: Weighing = Weighing.KEPT) -> None:
        words = codebook.language(language)
        self.codebook = codebook
        self.language = language
        self._sentences = SentenceWords(words["reference"])
        self._gazetteer = Gazetteer(codebook, words["reference"])
        self._titles = Titles(words["offices"])
        kinds = {k for name in ("body_kinds", "force_kinds") for k in words["reference"].get(name, ())}
        self._bodies = {key: body.kind for key, body in codebook.organisations.items() if body.kind in kinds}
        self._bodies |= {key: BAND for key, group in codebook.groups.items() if group.is_band}
        self._frames = Frames(words["frames"])
        self._classes = WordClasses(codebook, language, self._frames.grammar)
        self._contested = Contested(codebook.disputes)
        self._references = ReferenceWords(words["reference"], self._frames.grammar.plural_endings)
        misread = words["reference"].get("misread_forms", {})
        self._lemmas = {form: lemma for lemma, forms in misread.items() for form in forms}
        self._triggers = TriggerIndex(codebook.types.values(), language)
        self._echoes = EchoWords.of_words(words["reference"]["echoes"])
        self._screen = Screen(
            self._triggers.words | self._echoes.screened, words["reference"].get("irregular", {}), misread
        )
        self._builder = Builder(codebook, words, self._frames, self._gazetteer, self._titles, weighing=weighing)

    def code_all(self, texts: Iterable[Text]) -> Iterator[tuple[Text, list[Claim]]]:
        """Each text with its claims, in order. Parses are batched within a text."""
        for text in texts:
            yield text, self.code(text)

    def code(self, text: Text) -> list[Claim]:
        return [claim for claim, _ in self.weighed(text)]

    def weighed(self, text: Text) -> list[tuple[Claim, Cues]]:
        """The claims of a text, each with the cues that its confidence was weighed from."""
        work = self._prepare(text)
        kept = [(s, hits) for s, hits, worth in zip(work.sentences, work.hits, work.kept, strict=True) if worth]
        docs = list(parse(s.plain for s, _ in kept))
        beside = self._references.beside
        borne = {n for doc, (_, hits) in zip(docs, kept, strict=True) for n in borne_by_people(doc, hits, beside)}
        year = text.published.last.year if text.published else None
        readings = [(s, self._read(doc, hits, year, borne)) for doc, (s, hits) in zip(docs, kept, strict=True)]
        scene = scene_of(work.hits, self._gazetteer.find(text.title or ""), issuer=self._builder.issuer(text))
        return self._claims(text, readings, scene, quotations(work.sentences))

    def _prepare(self, text: Text) -> _Work:
        found = list(_once(sentences(text, self._sentences)))
        hits = [self._gazetteer.find(s.plain) for s in found]
        return _Work(text, found, hits, self._screen.worth(found, hits))

    def _read(self, doc: Doc, hits: Sequence[Hit], year: int | None, borne: Collection[str] = ()) -> Parsed:
        lemmatise(doc, self._lemmas)
        named = [
            m
            for m in base_mentions(doc, hits, year=year, beside=self._references.beside, borne=borne)
            if m.kind != "group" or not self._references.is_pair(doc[m.head])
        ]
        spans = {i for m in named for i in range(m.start, m.end)}
        named = [m for m in named if not is_namesake(doc, m, spans, self._titles)]
        makers, leaders = ([m for m in named if m.form == form] for form in (MAKER, LEADER))
        mentions, titles = compose(doc, [m for m in named if m.form not in (MAKER, LEADER)], self._titles)
        return Parsed(
            doc,
            mentions,
            {t.head: t for t in titles},
            self._classes.of_tokens(doc),
            makers=makers,
            leaders=leaders,
            contested=self._contested.at(doc),
        )

    def _claims(
        self,
        text: Text,
        readings: Sequence[tuple[Sentence, Parsed]],
        scene: Scene,
        quoted: Mapping[int, Quotation],
    ) -> list[tuple[Claim, Cues]]:
        issuers, body = self._issuers(text, readings)
        is_talk = self._is_talk(text)
        talkers = self._talkers(text, issuers) if is_talk else {}
        discourse = Discourse(
            self._references,
            issuers={issuer: self._kind(issuer) for issuer in issuers},
            body=body,
            talkers=talkers,
            bodies=self._bodies,
            named_day=self._builder.named_day(text),
            is_tour=is_talk and not self._references.tour_titles.isdisjoint(straight(text.title or "").lower().split()),
        )
        for sentence, parsed in readings:
            discourse.people.learn(parsed.doc, parsed.mentions, sentence.number)
            discourse.count(parsed.mentions, sentence.number)
        for _, parsed in readings:
            discourse.people.learn_own(parsed.titles.values(), issuers)
        by_number = {sentence.number: parsed for sentence, parsed in readings}
        datelines = Datelines(text, self._gazetteer)
        drafts: list[Draft] = []
        contexts: list[Context] = []
        for sentence, parsed in readings:
            self._adopt_people(parsed, discourse)
            discourse.home = datelines.before(sentence.start)
            discourse.begin(parsed.mentions, titles=parsed.titles, number=sentence.number)
            if not self._references.thing_words.isdisjoint(parsed.words):
                parsed.things = discourse.story.things()
            quotation = quoted.get(sentence.number)
            ahead = quotation.ahead(sentence.number, by_number) if quotation is not None else ()
            context = self._builder.context(text, sentence, parsed, discourse, scene, quotation=quotation, ahead=ahead)
            contexts.append(context)
            reported = self._triggers.match(parsed, self._frames, discourse, loosely=self._builder.loosely)
            drafts += self._builder.drafts(reported, discourse, context)
            drafts += list(self._builder.echoed(drafts, self._echoes, discourse, context))
            if sentence.number < HEAD:
                discourse.open(is_talk=is_talk)
            discourse.end(parsed.doc, parsed.mentions)
        return self._builder.claims(text, drafts, contexts, discourse)

    def _issuers(self, text: Text, readings: Sequence[tuple[Sentence, Parsed]]) -> tuple[list[str], str | None]:
        """Who "we" is: the states that issue a joint statement, or the body whose statement it is, else the state
        whose release it is."""
        first = [r for r in readings if r[0].number < HEAD]
        title = straight(text.title or "")
        opening = " ".join([title, *(s.plain for s, _ in first)]).lower()
        hits = self._gazetteer.find(title)
        speaking = self._body_speaking(title, hits)
        if speaking or any(phrase in opening for phrase in self._references.joint_statement):
            named = [h.entries[0] for h in hits]
            states = {e.actor: None for e in named if e.kind == "state" and e.form != "city" and not speaking}
            if len(states) < 2:
                bodies = [e.actor for e in named if e.kind == "organisation"]
                own = self._members(bodies)
                if len(states) == len(set(bodies)) == 1 and own.isdisjoint(states):
                    return [*states, bodies[0]], None  # "of the United States and the GCC countries"
                states |= {
                    m.actor: None
                    for _, p in first
                    for m in p.mentions
                    if m.kind == "state"
                    and not self._references.is_topic(m, p.doc[m.head])
                    and m.actor in (own or {m.actor})
                }
                if bodies and len(states) < 2:
                    return [], speaking  # "we" is the body that its title names
            if len(states) > 1:
                return list(states), None
        issuer = self._builder.issuer(text)
        return [issuer] if issuer else [], None

    def _body_speaking(self, title: str, hits: Sequence[Hit]) -> str | None:
        """ "G7 Statement on Mali", "The ASEAN Leaders' Declaration": the body that a statement's title begins with, and
        that it names alone but for its topic."""
        hits = [h for h in hits if h.entries[0].form != "city"]
        first = hits[0] if hits else None
        if first is None or first.entries[0].kind != "organisation":
            return None
        behind = title[first.end : hits[1].start if len(hits) > 1 else None].lower().replace("'", " ")
        is_text = any(word in self._references.texts for word in behind.split()[:TITLE_WORDS])
        is_first = title[: first.start].strip().lower() in ("", self._references.article)
        return first.entries[0].actor if is_first and is_text else None

    def _is_talk(self, text: Text) -> bool:
        """Whether the title says that the text tells of a talk, or is a common text of several."""
        title = straight(text.title or "").lower()
        return any(phrase in title for phrase in self._references.talk_titles)

    def _talkers(self, text: Text, issuers: Sequence[str]) -> dict[str, str]:
        """Who talks in a readout or speaks in a joint text, with their kinds: its issuer and those its title names,
        not as topics."""
        title = straight(text.title or "")
        found = {issuer: self._kind(issuer) for issuer in issuers}
        seats: dict[str, str] = {}
        is_topic = is_place = False
        for hit in self._gazetteer.find(title):
            entry = hit.entries[0]
            before = [w for w in title[: hit.start].lower().split()[-2:] if w not in self._references.determiners]
            goes_on = bool(before) and before[-1] in self._references.listing  # "visit to Peru and Chile"
            is_topic = (goes_on and is_topic) or (bool(before) and before[-1] in self._references.title_topics)
            is_place = (goes_on and is_place) or (bool(before) and before[-1] in self._references.title_places)
            if entry.kind == "group" and not self._is_followed_by(self._references.person_nouns, title[hit.end :]):
                continue  # "Nordic leaders", not "Nordic security"
            if (
                entry.kind in _TALKERS
                and entry.form != "city"
                and not (is_topic and not is_place)
                and not self._is_owner(title[hit.end :])
            ):
                (seats if entry.form == "capital" or is_place else found)[entry.actor] = entry.kind
        bodies = [actor for actor, kind in found.items() if kind == "organisation"]
        if len(issuers) == 1 and issuers[0] in self._members(bodies) and self._is_gathering(title, bodies):
            return {}  # "Readout of the AUKUS Steering Group": the text itself names who came
        if len(found) < 2:
            found |= seats  # else the seat is where they met: "the Maputo statement of Oman and Kenya"
        return found if len(found) > 1 else {}

    def _kind(self, issuer: str) -> str:
        return "organisation" if issuer in self.codebook.organisations else "state"

    def _members(self, bodies: Iterable[str]) -> frozenset[str]:
        return frozenset(m for body in bodies for m, *_ in self.codebook.organisations[body].members)

    def _is_gathering(self, title: str, bodies: Sequence[str]) -> bool:
        """ "NATO Summit", "Quad Leaders", and not "NATO Secretary General": whether a title names no one of a body."""
        named = [hit for hit in self._gazetteer.find(title) if hit.entries[0].actor in bodies]
        behind = [title[hit.end :].lower().split()[:NEXT] for hit in named]
        return not any(word.strip("',.") in self._references.person_nouns for words in behind for word in words)

    def _is_owner(self, behind: str) -> bool:
        """ "NATO's Indo-Pacific Partners": whether what stands behind a name speaks of others, and not of it."""
        return behind.startswith("'s ") and self._is_followed_by(self._frames.grammar.relational, behind)

    def _is_followed_by(self, nouns: frozenset[str], behind: str) -> bool:
        """Whether one of the nouns, in the singular or the plural, is among the next words of a title."""
        endings = self._frames.grammar.plural_endings.items()
        words = [word.strip("',.") for word in behind.lower().removeprefix("'s").replace("s'", "s").split()[:NEXT]]
        singular = (next((w[: -len(end)] + instead for end, instead in endings if w.endswith(end)), w) for w in words)
        return not nouns.isdisjoint(singular)

    def _adopt_people(self, parsed: Parsed, discourse: Discourse) -> None:
        """Bare surnames known from elsewhere in the text become mentions of their own; who is known for another office
        now is whom the text says he is ("Norwegian Prime Minister Jens Stoltenberg")."""
        for mention in [m for m in parsed.mentions if m.form == "person"]:
            known = discourse.people.called(parsed.doc[mention.head].text)
            is_same = known is not None and (known.name or "").endswith(f" {parsed.doc[mention.head].text}")
            if known is not None and is_same and known.actor != mention.actor:
                parsed.exchange(mention, replace(mention, actor=known.actor, kind=known.kind, level=known.level))
        for at in range(len(parsed.doc)):
            if at in parsed.covered or at in parsed.titles:
                continue
            token = parsed.doc[at]
            if token.pos_ == "PROPN":
                for mention in discourse.named(token):
                    parsed.mentions.append(mention)
                    parsed.by_head.setdefault(mention.head, []).append(mention)
                    parsed.covered.setdefault(token.i, []).append(mention)


def _once(found: Iterable[Sentence]) -> Iterator[Sentence]:
    """A sentence printed again says nothing again."""
    seen: set[str] = set()
    for sentence in found:
        if len(sentence.plain) < REPEATED or sentence.plain not in seen:
            yield sentence
        seen.add(sentence.plain)
