"""Which words of a sentence report a type: the codebook's triggers matched, constraints checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from foedera.codebook import EventType, Trigger
from foedera.coding.frames import Frames
from foedera.coding.mentions import FORMS, KINDS, REFERENCE
from foedera.coding.parsed import THING, Parsed, Slots
from foedera.coding.phrases import words_of
from foedera.coding.reference import Discourse
from foedera.coding.tree import Token
from foedera.coding.wordclasses import phrase_classes

__all__ = ["Reported", "TriggerIndex"]

_POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN", "PROPN"), "adjective": ("ADJ", "VERB")}
_AS = {
    tag: frozenset({"any", *(name for name, tags in _POS.items() if tag in tags)})
    for tag in ("VERB", "AUX", "NOUN", "PROPN", "ADJ")
}
_ANY = frozenset({"any"})
VIEWS = "assessment"  # the family whose triggers come last
OVER = "over_it"  # as a slot: what the trigger hangs on ("ban exports to", "tariffs on goods sold to")
ANYTHING, NUMBER = "anything", "number"  # as values: whatever stands in a slot, and a figure there
SEVERAL = "several"  # as a value: two actors or more in a slot
CLIMB = 5
# Where a party may be left out. "Alongside whom" may not: that is the construction itself.
_SIDES = frozenset({"agent", "other", "parties"})
_PARTY = frozenset({"actor", "state", "organisation", SEVERAL})  # what a slot needs where any party will do
_ANYBODY = (
    FORMS | KINDS | {"actor", ANYTHING, NUMBER, SEVERAL}
)  # what a slot may hold that is not said in so many words
_DONE_TO = ("dobj", "nsubjpass", "pobj")  # where a pronoun stands for the thing of an act
REACH = 8  # tokens within which the rest of a verb phrase must stand ("take ... part in")


@dataclass(slots=True)
class Reported:
    """A trigger that fits: where, of which type, with its slots filled."""

    token: Token
    type: EventType
    trigger: Trigger
    slots: Slots
    weight: float
    is_loose: bool = False  # a party is not where the frame looks for it: weights must decide


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    trigger: Trigger
    type: EventType
    asked: float  # the more a trigger asks for, the more it says
    things: tuple[frozenset[str], ...]  # what it needs that no actor is: at least one of each must be in the sentence


class _Entries:
    """The triggers of one word, those first asked for that another word of the sentence speaks for."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._entries = entries
        self._free: list[int] = []  # ask for no other word
        self._by_other: dict[str, list[int]] = defaultdict(list)
        for at, entry in enumerate(entries):
            others = _one_of_which(entry)
            if not others:
                self._free.append(at)
            for other in others:
                self._by_other[other].append(at)
        self.others = frozenset(self._by_other)

    def standing(self, at: int, parsed: Parsed, mentionable: frozenset[str]) -> Iterator[_Entry]:
        """Those that may stand at a token: of which the sentence has all the words that they ask for."""
        asked = {n for word in self.others & mentionable for n in self._by_other[word]}
        for n in sorted(asked.union(self._free)):
            if _may_stand(self._entries[n], at, parsed, mentionable):
                yield self._entries[n]


class TriggerIndex:
    """All triggers of a language by their first word."""

    def __init__(self, types: Iterable[EventType], language: str) -> None:
        by_word: dict[str, list[_Entry]] = defaultdict(list)
        for event_type in types:
            for trigger in event_type.triggers.get(language, ()):
                things = tuple(wanted for wanted in trigger.needs.values() if wanted.isdisjoint(_ANYBODY))
                for phrase in trigger.words:
                    words = words_of(phrase)
                    key = words[0] if trigger.pos == "verb" or len(words) == 1 else words[-1]
                    by_word[key].append(_Entry(words, trigger, event_type, _asked(words, trigger), things))
        self._by_word = {word: _Entries(entries) for word, entries in by_word.items()}
        needed = (wanted for listed in by_word.values() for entry in listed for wanted in entry.things)
        self._asked = frozenset().union(*needed, *(entries.others for entries in self._by_word.values()))

    @property
    def words(self) -> frozenset[str]:
        """Every key word, for screening."""
        return frozenset(self._by_word)

    def match(
        self, parsed: Parsed, frames: Frames, discourse: Discourse, *, loosely: frozenset[str] = frozenset()
    ) -> list[list[Reported]]:
        """The readings of each trigger word, likeliest first, in text order.

        Of the types in ``loosely`` also those that lack only a party where the trigger asks for one, after all others.
        """
        parsed.found.clear()  # what phrases refer to holds for one state of the discourse
        mentionable = self._asked & (parsed.vocabulary | parsed.things)
        found: list[list[Reported]] = []
        for at, (form, lemma) in enumerate(parsed.forms):
            known = form in self._by_word or lemma in self._by_word
            if known and at not in parsed.named and not _names_an_office(parsed.doc[at], parsed):
                entries = self._standing(at, parsed, mentionable)
                readings = self._readings(parsed.doc[at], entries, parsed, frames, discourse, loosely)
                if readings:
                    found.append(sorted(readings, key=_precedence))
        return found

    def _readings(
        self,
        token: Token,
        standing: Iterable[_Entry],
        parsed: Parsed,
        frames: Frames,
        discourse: Discourse,
        loosely: frozenset[str],
    ) -> list[Reported]:
        """The triggers that fit a word. What costs least to rule one out is asked first: the slots come last."""
        readings: list[Reported] = []
        if token.dep_ == "aux" and token.tag_ == "MD":
            token = token.head  # "could", "will": what the verb says is what may come
        said, token = token, token.head if token.dep_ == "auxpass" else token  # "is driven by": told of the participle
        allowed = _allowed(said)
        entries = [e for e in standing if e.trigger.pos in allowed]
        if said.dep_ == "auxpass":
            entries = [e for e in entries if len(e.words) > 2]  # "be" alone says nothing
        if not entries:
            return readings
        near = _words_near(token, parsed)
        fillings: dict[str, _Filling] = {}
        for entry in entries:
            trigger = entry.trigger
            if not _is_modified(trigger, near) or not _stands(entry, said, parsed, frames):
                continue
            filling = fillings.get(trigger.frame)
            if filling is None:
                filling = fillings[trigger.frame] = _Filling(token, trigger.frame, parsed, frames, discourse)
            if _lacks_words(trigger, filling):
                continue
            lacking = _lacking(trigger, filling)
            if lacking and (entry.type.name not in loosely or not all(_is_side(trigger, s) for s in lacking)):
                continue
            if _is_avoided(trigger, filling):
                continue
            slots = filling.slots
            weight = entry.asked + 0.2 * min(2, sum(len(v) for v in slots.parties.values()))
            readings.append(Reported(token, entry.type, trigger, slots, weight, bool(lacking)))
        return readings

    def _standing(self, at: int, parsed: Parsed, mentionable: frozenset[str]) -> Iterator[_Entry]:
        form, lemma = parsed.forms[at]
        for word in (lemma,) if form == lemma else (lemma, form):
            if word in self._by_word:
                yield from self._by_word[word].standing(at, parsed, mentionable)


def _is_side(trigger: Trigger, slot: str) -> bool:
    """Whether a slot asks for no more than a side, so that a reader may know who is meant though nobody is named."""
    return slot in _SIDES and trigger.needs[slot] <= _PARTY


def _names_an_office(token: Token, parsed: Parsed) -> bool:
    """ "The Security Policy Adviser", "the peace talks envoy": what an office is for is nothing that happens."""
    while token.dep_ in ("compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
        if token.i in parsed.titles and parsed.titles[token.i].form == "office":
            return True
        if any(m.form == "office" and m.head == token.i for m in parsed.by_head.get(token.i, ())):
            return True
    return False


def _precedence(reading: Reported) -> tuple[bool, bool, float, str, str]:
    """Acts and standing facts before views: a word that tells an act is no cue of an assessment."""
    return reading.is_loose, reading.type.family == VIEWS, -reading.weight, reading.type.name, reading.trigger.id


class _Filling:
    """A frame's slots around one trigger word, and what is in each, in words and word classes.

    Who fills them is worked out when it is first asked for: what most triggers lack are words, and no parties.
    """

    def __init__(self, trigger: Token, frame: str, parsed: Parsed, frames: Frames, discourse: Discourse) -> None:
        self._trigger = trigger
        self._frame = frame
        self._parsed = parsed
        self._frames = frames
        self._discourse = discourse
        self._words: dict[str, set[str]] = {}

    @cached_property
    def slots(self) -> Slots:
        return self._frames.slots(self._trigger, self._frame, self._parsed, self._discourse)

    def is_for_parties(self, slot: str) -> bool:
        """Whether a slot is one that parties fill, and no thing nor a mere place beside the trigger."""
        return slot != THING and slot in self._frames.slot_names

    def words(self, slot: str) -> set[str]:
        """Once worked out, kept: many triggers of a word ask for the same slot."""
        if slot not in self._words:
            self._words[slot] = self._work_out(slot)
        return self._words[slot]

    def _work_out(self, slot: str) -> set[str]:
        if slot == OVER:
            return _words_above(self._trigger, self._parsed)
        found: set[str] = set()
        for token in self._heads(slot):
            found |= phrase_classes(token, self._parsed, self._frames.grammar)
            found.update(self._parsed.forms[token.i], (ANYTHING, NUMBER) if token.like_num else (ANYTHING,))
            if token.pos_ == "PRON" or (token.pos_ == "NOUN" and token.dep_ == "pobj"):
                found.update(self._meant(token))
                if token.pos_ == "PRON" and token.dep_ in _DONE_TO:
                    found |= self._parsed.things
        parties = self.slots.parties.get(slot, ()) if self.is_for_parties(slot) else ()
        for mention in parties:
            found |= {mention.kind, mention.form, "actor"}
        if parties and all(m.kind == "nonstate" for m in parties):
            found -= self._frames.grammar.society  # "the rebels", where the text has named them, act for themselves
        if len({m.actor for m in parties}) > 1:
            found.add(SEVERAL)
        return found

    def _heads(self, slot: str) -> Sequence[Token]:
        if slot == THING:
            return self._frames.things(self._trigger, self._frame, self._parsed)
        beside = self._frames.around(self._trigger, self._parsed).slots.get(slot, ())
        return [*self.slots.heads.get(slot, ()), *beside] if self.is_for_parties(slot) else beside

    def _meant(self, word: Token) -> Iterator[str]:
        """What a word stands for: "it" may be a state or a body, "the two countries" are states."""
        meant = [m for found in self.slots.parties.values() for m in found if m.head == word.i]
        if word.pos_ != "PRON":
            meant = [m for m in meant if m.form == REFERENCE]
            meant = meant if len({m.actor for m in meant}) > 1 else []  # not "the move", which is no state
        for mention in meant:
            yield from (mention.kind, "actor")


def _words_above(trigger: Token, parsed: Parsed) -> set[str]:
    """Forms, lemmas and word classes of what a trigger hangs on, up to the verb of its clause."""
    found: set[str] = set()
    token = trigger
    for _ in range(CLIMB):
        if token.head == token or (token.pos_ in ("VERB", "AUX") and token.dep_ in ("relcl", "advcl", "conj")):
            break
        token = token.head
        found.update(parsed.forms[token.i], parsed.classes[token.i])
        found.update(w for c in token.children if c.dep_ == "compound" for w in parsed.forms[c.i])
    return found


def _lacks_words(trigger: Trigger, filling: _Filling) -> bool:
    """Whether what it needs of a thing or of what stands beside it is not there, whoever the parties are."""
    return any(
        wanted.isdisjoint(filling.words(slot))
        for slot, wanted in trigger.needs.items()
        if not filling.is_for_parties(slot)
    )


def _lacking(trigger: Trigger, filling: _Filling) -> list[str]:
    """The slots of parties that do not hold what the trigger needs there."""
    asked = ((slot, wanted) for slot, wanted in trigger.needs.items() if filling.is_for_parties(slot))
    return [slot for slot, wanted in asked if wanted.isdisjoint(filling.words(slot))]


def _is_avoided(trigger: Trigger, filling: _Filling) -> bool:
    """Whether a slot holds what the trigger must not find there."""
    return any(not unwanted.isdisjoint(filling.words(slot)) for slot, unwanted in trigger.avoid.items())


def _asked(words: Sequence[str], trigger: Trigger) -> float:
    """How much a trigger asks for, as a weight among the readings of a word."""
    asked = 1.5 * len(trigger.needs) + 1.5 * bool(trigger.modifier) + 1.0 * bool(trigger.context)
    asked += 1.0 * trigger.under_negation
    return asked + 1.2 * (len(words) - 1) + 0.5 * bool(trigger.avoid) + trigger.confidence


def _one_of_which(entry: _Entry) -> frozenset[str]:
    """Words one of which the sentence must have for a trigger to stand; empty where its own is enough."""
    if len(entry.words) > 1:
        others = entry.words[1:] if entry.trigger.pos == "verb" else entry.words[:-1]
        return frozenset({max(others, key=len)})
    asked = [*entry.things, *filter(None, [entry.trigger.context])]
    return min(asked, key=len, default=frozenset())


def _may_stand(entry: _Entry, at: int, parsed: Parsed, mentionable: frozenset[str]) -> bool:
    """Whether the sentence has all the words that a trigger at a token asks for, wherever they stand; ``mentionable``
    are its own and those that its pronouns may stand for."""
    if len(entry.words) > 1 and not parsed.words.issuperset(entry.words):
        return False
    if any(asked.isdisjoint(mentionable) for asked in entry.things):
        return False
    return _in_context(entry.trigger, at, parsed)


def _in_context(trigger: Trigger, at: int, parsed: Parsed) -> bool:
    """What rules a trigger out is no class of its own: "supports" is of a class with "aid", and no aid beside it."""
    if trigger.context and trigger.context.isdisjoint(parsed.words):
        return False
    return all(parsed.is_class_only_at(at, word) for word in trigger.not_context & parsed.words)


def _is_modified(trigger: Trigger, near: set[str]) -> bool:
    if trigger.modifier and trigger.modifier.isdisjoint(near):
        return False
    return not trigger.not_modifier or trigger.not_modifier.isdisjoint(near)


def _allowed(token: Token) -> frozenset[str]:
    """As which parts of speech, in the codebook's words, a token may be a trigger."""
    named = _AS.get(token.pos_, _ANY)
    return named - {"verb"} if token.pos_ == "AUX" and token.dep_ == "aux" else named


def _stands(entry: _Entry, token: Token, parsed: Parsed, frames: Frames) -> bool:
    """Whether the other words of a trigger of several stand where they must."""
    if len(entry.words) == 1:
        return True
    if entry.trigger.pos == "verb":
        return _verb_phrase(token, entry.words[1:], parsed, frames.grammar.dated)
    rest = entry.words[:-1]
    start = token.i - len(rest)
    return start >= 0 and all(w in parsed.forms[start + i] for i, w in enumerate(rest))


def _verb_phrase(verb: Token, rest: tuple[str, ...], parsed: Parsed, dated: frozenset[str]) -> bool:
    """The remaining words stand behind the verb, in order, among what hangs on it, and say no date with it."""
    doc = verb.doc
    at = verb.i + 1
    for word in rest:
        for i in range(at, min(len(doc), at + REACH)):
            if word not in parsed.forms[i]:
                continue
            loosely = verb.pos_ != "AUX" and verb in doc[i].ancestors  # "are ready", not "are sending ready forces"
            loosely = loosely or verb.dep_ == "auxpass" and verb.head in (doc[i], doc[i].head, doc[i].head.head)
            behind = doc[i].dep_ == "pobj" and doc[i].head.i in range(verb.i + 1, at) and doc[i].head.head == verb
            stands = i == verb.i + 1 or doc[i].head == verb or loosely or behind  # "are at odds"
            if stands and not _is_date(doc[i], dated) and not _is_article(doc[i], rest, parsed):
                at = i + 1
                break
        else:
            return False
    return True


def _is_article(word: Token, phrase: tuple[str, ...], parsed: Parsed) -> bool:
    """Whether a word only stands before a noun that is none of the phrase: "said it had no men", and not "said no"."""
    return word.dep_ == "det" and set(phrase).isdisjoint(parsed.forms[word.head.i])


def _is_date(preposition: Token, dated: frozenset[str]) -> bool:
    return preposition.pos_ == "ADP" and any(c.lemma_.lower() in dated for c in preposition.children)


def _near(token: Token) -> Iterator[Token]:
    """What modifies a trigger: its left modifiers and theirs, adverbs, and a compound head."""
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod", "advmod", "poss", "npadvmod", "conj"):
            yield child
            for inner in child.children:
                if inner.dep_ in ("amod", "compound", "nmod", "advmod", "conj", "cc", "npadvmod"):
                    yield inner
    if token.dep_ in ("compound", "nmod") and token.head.pos_ == "NOUN":
        yield token.head
    elif token.dep_ == "conj":
        yield from (c for c in token.head.children if c.dep_ in ("amod", "compound") and c.i < token.head.i)


def _words_near(token: Token, parsed: Parsed) -> set[str]:
    """Forms, lemmas and word classes of what modifies a trigger."""
    found: set[str] = set()
    for other in _near(token):
        found.update(parsed.forms[other.i], parsed.classes[other.i])
    return found
