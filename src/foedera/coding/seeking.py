"""Where the missing side of an act between two stands, when no slot of its trigger holds it.

"Germany lifted its objection to the sale of tanks to Oman": whose objection; "Chad put into service the jets
bought from Italy": who has them; "Turkish drones reached Mali": whose drones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from foedera.coding.extents import verb_above
from foedera.coding.frames import Frames
from foedera.coding.mentions import Mention
from foedera.coding.parsed import THING, Parsed
from foedera.coding.reference import Discourse
from foedera.coding.subjects import subjects
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported

__all__ = ["grounds", "makers", "owners", "those_above", "those_below"]

STEPS = 6  # how far up the clause is climbed
NEAR = 5  # tokens behind a maker within which the thing stands: "Omani-built coastal patrol boats"
_ORIGIN = ("amod", "compound", "nmod", "npadvmod")


def makers(item: Reported, parsed: Parsed) -> list[Mention]:
    """Those whose make the things are, by their modifiers: "American-made jets", "the Russian S-400"."""
    things = _things(item)
    made = [m for m in parsed.makers if any(m.start < t.i <= m.end + NEAR for t in things)]
    return _parties(made) or _beside(things, parsed, _ORIGIN, forms=("adjective", "name"))


def owners(item: Reported, parsed: Parsed, discourse: Discourse, frames: Frames) -> list[Mention]:
    """Those whose the things are: "Thailand's last tanks, ordered from Ukraine"."""
    found: list[Mention] = []
    for thing in _things(item):
        for child in (c for c in thing.children if c.dep_ == "poss"):
            found += frames.actors_at(child, parsed, discourse)
    return _parties(found)


def grounds(item: Reported, parsed: Parsed, frames: Frames) -> list[Mention]:
    """On whose ground it is: a state or a place of it behind "in", "at" or "near", in the clause of the act.

    "Access to six sites in Papua New Guinea", "the launcher deployed by the army in northern Luzon"; not where a clause
    below takes place ("used a field in the south to support the mission in Chad").
    """
    verb = verb_above(item.token)
    found = []
    for mention in parsed.mentions:
        head = parsed.doc[mention.head]
        is_ground = mention.kind == "state" and mention.form in ("place", "name", "capital")
        is_there = head.dep_ == "pobj" and head.head.lower_ in frames.grammar.location and verb in head.ancestors
        if is_ground and is_there and not _is_past_verbs(head, verb):
            found.append(mention)
    return _parties([replace(m, form="name") for m in found])


def those_above(item: Reported, parsed: Parsed, discourse: Discourse, frames: Frames) -> list[Mention]:
    """The actors of the nearest clause or noun that the act hangs on."""
    for token in _way_up(item.token, frames):
        if token.pos_ in ("VERB", "AUX"):
            found = [m for s in _doers(token, frames) for m in frames.actors_at(s, parsed, discourse)]
        else:
            found = _beside([token], parsed, (*_ORIGIN, "poss"), forms=("adjective", "name", "capital", "institution"))
            found += [m for c in token.children if c.dep_ == "poss" for m in frames.actors_at(c, parsed, discourse)]
            found = found or _behind(token, parsed, (*frames.grammar.owned_by, *frames.grammar.together))
        found = _parties(found)
        if found:
            return found
    return []


def those_below(item: Reported, used: Iterable[str], parsed: Parsed, frames: Frames) -> list[Mention]:
    """The actors not ``used`` in the trigger's own phrase, however deep: "waves of missiles against Kenyan cities".
    Where a thing is comes second, and only if it is hit or asked for there: "strikes against depots in Sudan"."""
    known = set(used)
    found: dict[str, Mention] = {}
    located: dict[str, Mention] = {}
    is_asked = item.trigger.frame in frames.grammar.asked
    is_voiced = item.trigger.frame in frames.grammar.voiced
    for mention in parsed.mentions:
        head = parsed.doc[mention.head]
        if mention.actor in known or mention.head < item.token.i or item.token not in head.ancestors:
            continue
        if _is_past_verbs(head, item.token) or (is_voiced and frames.is_victim(head, parsed)):
            continue
        at = _location_above(head, item.token, frames)
        if at is None and mention.form not in ("place", "post", "excluded"):
            found.setdefault(mention.actor, mention)
        elif at is not None and (is_asked or frames.grammar.hit & parsed.classes[at.i]):
            located.setdefault(mention.actor, mention)
    return list((found or located).values())


def _location_above(head: Token, trigger: Token, frames: Frames) -> Token | None:
    """The noun or verb that is said to be in a place, where ``head`` is in the name of that place."""
    while head != trigger and head.head != head:
        if head.dep_ == "pobj" and head.head.lower_ in frames.grammar.location:
            return head.head.head
        head = head.head
    return None


def _is_past_verbs(head: Token, trigger: Token) -> bool:
    """Whether a clause of its own stands between an actor and the trigger."""
    while head != trigger and head.head != head:
        head = head.head
        if head != trigger and head.pos_ in ("VERB", "AUX") and head.dep_ != "acl":
            return True
    return False


def _doers(verb: Token, frames: Frames) -> list[Token]:
    """The subject, but the object of one that only thanks or blames it: "congratulated Peru on its purchase"."""
    if verb.lemma_.lower() in frames.grammar.credited:
        return [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return subjects(verb, frames.grammar)


def _way_up(token: Token, frames: Frames) -> Iterator[Token]:
    """What governs a token, up to a clause that only looks on or has a subject of its own."""
    for _ in range(STEPS):
        below, token = token, token.head
        if token == below or token.lemma_.lower() in frames.grammar.outside:
            return
        is_helped = token.lemma_.lower() in frames.grammar.object_control  # "is helping Chad acquire": who helps
        if below.dep_ in ("ccomp", "conj", "parataxis") and not is_helped and _has_subject(below):
            return
        if token.pos_ in ("VERB", "AUX", "NOUN"):
            yield token


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _things(item: Reported) -> list[Token]:
    """The heads of what is handed over, and of what is listed with them."""
    things = [t for t in item.slots.heads.get(THING, ()) if t.pos_ in ("NOUN", "PROPN")]
    return things + [c for t in things for c in t.conjuncts if c.pos_ in ("NOUN", "PROPN") and c not in things]


def _beside(heads: Sequence[Token], parsed: Parsed, deps: Sequence[str], *, forms: Sequence[str]) -> list[Mention]:
    """Actors among the modifiers of nouns, and of those modifiers."""
    found: list[Mention] = []
    for head in heads:
        for child in (c for c in head.children if c.dep_ in deps):
            for token in (child, *(c for c in child.children if c.dep_ in deps)):
                found += [m for m in parsed.covered.get(token.i, ()) if m.form in forms]
    return _parties(found)


def _behind(noun: Token, parsed: Parsed, prepositions: Sequence[str]) -> list[Mention]:
    """Actors that a noun is with, from or by: "in talks with France on buying jets"."""
    objects = [o for c in noun.children if c.dep_ == "prep" and c.lower_ in prepositions for o in c.children]
    return [m for o in objects if o.dep_ == "pobj" for m in parsed.by_head.get(o.i, ())]


def _parties(found: Sequence[Mention]) -> list[Mention]:
    """States and bodies, each once; places and peoples are no parties."""
    kept = {
        m.actor: m
        for m in found
        if m.kind in ("state", "organisation") and m.form not in ("place", "post", "excluded", "society")
    }
    return list(kept.values())
