"""Actors that only own or modify a phrase: "Chinese drones", "Oman's army", "officials from Tajikistan"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed
from foedera.coding.reference import Discourse
from foedera.coding.tree import Token

if TYPE_CHECKING:
    from foedera.coding.frames import Frames

__all__ = ["modifiers_of", "owners_of"]

OWNER = 0.85  # an actor that only owns or modifies what fills the slot ("Chinese drones")
_LIGHT = frozenset(
    {"amod", "compound", "poss", "nmod", "npadvmod", "appos", "nummod", "advmod", "punct", "cc", "conj", "det", "dep"}
)


def owners_of(token: Token, parsed: Parsed, discourse: Discourse, frames: Frames, depth: int) -> list[Mention]:
    """Actors that only own or modify the phrase: "Chinese drones", "officials from Tajikistan"."""
    if depth > 3 or token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON", "VERB"):
        return []
    found: list[Mention] = []
    for child in token.children:
        if child.dep_ == "poss" and token.lemma_.lower() in frames.grammar.relational:
            continue  # "our partners", "Oman's rivals": others than those whose they are
        if child.dep_ in ("amod", "compound", "poss", "nmod", "npadvmod"):
            found += modifiers_of(token, child, parsed, discourse, frames)
    is_society = bool(frames.grammar.society & parsed.classes[token.i])
    owned_by = (*frames.grammar.owned_by, *frames.grammar.location) if is_society else frames.grammar.owned_by
    behind = {c.lower_: c for c in token.children if c.dep_ in ("prep", "agent") and c.lower_ in owned_by}
    found = _member_named(behind.get(frames.grammar.of), found, parsed) or found
    for preposition in sorted(behind, key=list(owned_by).index):
        if not found:
            for obj in (c for c in behind[preposition].children if c.dep_ == "pobj"):
                found += frames.actors_at(obj, parsed, discourse, depth=depth + 1)
    if not found:
        for child in (c for c in token.children if c.dep_ == "acl"):
            for agent in (c for c in child.children if c.dep_ == "agent"):
                for obj in (c for c in agent.children if c.dep_ == "pobj"):
                    found += frames.actors_at(obj, parsed, discourse, depth=depth + 1)  # "a delegation led by X"
    if token.lemma_.lower() in frames.grammar.called_after:
        found = [m for m in found if m.form != "capital" or parsed.doc[m.head].dep_ == "poss"]
    if is_society:
        return [replace(m, form="society") if m.kind != "nonstate" else m for m in found]
    return [_weaker(m) for m in found if m.form != "place"]


def _member_named(behind: Token | None, found: Sequence[Mention], parsed: Parsed) -> list[Mention]:
    """ "The Andean nation of Peru": the state, of which the region before it only says where it lies."""
    if behind is None or not found or any(m.kind != "group" for m in found):
        return []
    named = [m for c in behind.children if c.dep_ == "pobj" for m in parsed.by_head.get(c.i, ())]
    return [m for m in named if m.kind == "state"]


def modifiers_of(noun: Token, token: Token, parsed: Parsed, discourse: Discourse, frames: Frames) -> list[Mention]:
    """Actors among the modifiers of a noun: "US-China talks", "the Polish and Baltic armies"."""
    found = list(parsed.covered.get(token.i, ()))
    if not found and token.dep_ == "poss":
        return frames.actors_at(token, parsed, discourse, depth=1)
    for child in token.children:
        if child.dep_ in _LIGHT and child.i < noun.i:
            found += parsed.covered.get(child.i, [])
            for inner in child.children:
                if inner.dep_ in _LIGHT and inner.i < noun.i:
                    found += parsed.covered.get(inner.i, [])
    if not found and token.dep_ == "poss":
        found = discourse.resolve(token, parsed.titles)
    left = token.i - 1
    if found and left > 0 and token.doc[left].text in ("-", "–", "/") and left - 1 in parsed.covered:
        found = list(parsed.covered[left - 1]) + found
    return [m for m in found if m.form != "place"]


def _weaker(mention: Mention) -> Mention:
    return replace(mention, confidence=mention.confidence * OWNER)
