"""Which words of a sentence report a type: the codebook's triggers matched, constraints checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from foedera.codebook import EventType, Trigger
from foedera.coding.frames import Frames, Parsed, Slots
from foedera.coding.phrases import words_of
from foedera.coding.reference import Discourse

__all__ = ["Reported", "TriggerIndex"]

_POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN", "PROPN"), "adjective": ("ADJ", "VERB"), "any": None}
REACH = 8  # tokens within which the rest of a verb phrase must stand ("take ... part in")


@dataclass(slots=True)
class Reported:
    """A trigger that fits: where, of which type, with its slots filled."""

    token: Token
    type: EventType
    trigger: Trigger
    slots: Slots
    weight: float


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    trigger: Trigger
    type: EventType


class TriggerIndex:
    """All triggers of a language by their first word."""

    def __init__(self, types: Iterable[EventType], language: str) -> None:
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        for event_type in types:
            for trigger in event_type.triggers.get(language, ()):
                for phrase in trigger.words:
                    words = words_of(phrase)
                    key = words[0] if trigger.pos == "verb" or len(words) == 1 else words[-1]
                    self._by_word[key].append(_Entry(words, trigger, event_type))

    @property
    def words(self) -> frozenset[str]:
        """Every key word, for screening."""
        return frozenset(self._by_word)

    def match(self, parsed: Parsed, frames: Frames, discourse: Discourse) -> list[list[Reported]]:
        """The readings of each trigger word, likeliest first, in text order."""
        found: list[list[Reported]] = []
        for token in parsed.doc:
            entries = () if token.i in parsed.named else self._entries(*parsed.forms[token.i])
            cache: dict[str, Slots] = {}
            readings: list[Reported] = []
            for entry in entries:
                if not _stands(entry, token, parsed) or not _in_context(entry.trigger, parsed):
                    continue
                trigger = entry.trigger
                if trigger.frame not in cache:
                    cache[trigger.frame] = frames.slots(token, trigger.frame, parsed, discourse)
                slots = cache[trigger.frame]
                if not self._fits(trigger, token, slots, parsed, frames):
                    continue
                weight = _weight(entry) + 0.2 * min(2, sum(len(v) for v in slots.parties.values()))
                readings.append(Reported(token, entry.type, trigger, slots, weight))
            if readings:
                found.append(sorted(readings, key=lambda r: (-r.weight, r.type.name, r.trigger.id)))
        return found

    def _entries(self, form: str, lemma: str) -> list[_Entry]:
        found = self._by_word.get(lemma, [])
        return found if form == lemma else found + self._by_word.get(form, [])

    def _fits(self, trigger: Trigger, token: Token, slots: Slots, parsed: Parsed, frames: Frames) -> bool:
        for slot, wanted in trigger.needs.items():
            if not wanted & self._found(slot, slots, parsed, frames):
                return False
        for slot, unwanted in trigger.avoid.items():
            if unwanted & self._found(slot, slots, parsed, frames):
                return False
        if trigger.modifier and not _among(trigger.modifier, _near(token), parsed):
            return False
        return not (trigger.not_modifier and _among(trigger.not_modifier, _near(token), parsed))

    def _found(self, slot: str, slots: Slots, parsed: Parsed, frames: Frames) -> frozenset[str]:
        tokens = slots.heads.get(slot, []) + list(slots.arguments.slots.get(slot, ()))
        found: set[str] = set()
        for token in tokens:
            found |= frames.np_classes(token, parsed)
            found.update(parsed.forms[token.i])
        for mention in slots.parties.get(slot, ()):
            found |= {mention.kind, mention.form, "actor"}
        return frozenset(found)


def _weight(entry: _Entry) -> float:
    """The more a trigger asks for, the more it says."""
    trigger = entry.trigger
    asked = 1.5 * len(trigger.needs) + 1.5 * bool(trigger.modifier) + 1.0 * bool(trigger.context)
    asked += 1.0 * trigger.under_negation
    return asked + 1.2 * (len(entry.words) - 1) + 0.5 * bool(trigger.avoid) + trigger.confidence


def _in_context(trigger: Trigger, parsed: Parsed) -> bool:
    if trigger.context and not trigger.context & parsed.words:
        return False
    return not trigger.not_context & parsed.words


def _stands(entry: _Entry, token: Token, parsed: Parsed) -> bool:
    allowed = _POS[entry.trigger.pos]
    if allowed is not None and token.pos_ not in allowed:
        return False
    if token.pos_ == "AUX" and entry.trigger.pos == "verb" and token.dep_ in ("aux", "auxpass"):
        return False
    rest = entry.words[1:] if entry.trigger.pos == "verb" else entry.words[:-1]
    if not rest:
        return True
    if entry.trigger.pos == "verb":
        return _verb_phrase(token, rest, parsed)
    start = token.i - len(rest)
    if start < 0:
        return False
    return all(w in parsed.forms[start + i] for i, w in enumerate(rest))


def _verb_phrase(verb: Token, rest: tuple[str, ...], parsed: Parsed) -> bool:
    """The remaining words stand behind the verb, in order, among what hangs on it."""
    doc = verb.doc
    at = verb.i + 1
    for word in rest:
        for i in range(at, min(len(doc), at + REACH)):
            if word in parsed.forms[i] and (i == verb.i + 1 or doc[i].head == verb or verb in doc[i].ancestors):
                at = i + 1
                break
        else:
            return False
    return True


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


def _among(wanted: frozenset[str], tokens: Iterable[Token], parsed: Parsed) -> bool:
    return any(wanted.intersection(parsed.forms[t.i]) or wanted & parsed.classes[t.i] for t in tokens)
