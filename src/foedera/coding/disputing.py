"""The sides of a quarrel or a border that its phrase does not name: "the Kashmir issue", "their disputed border"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from foedera.codebook import NamedDispute
from foedera.coding.grammar import Grammar
from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed, Slots
from foedera.coding.reference import Discourse
from foedera.coding.slots import Arguments
from foedera.coding.tree import Token

__all__ = ["fill_sides"]

_MODIFIERS = ("amod", "acl", "compound", "nmod")
_PAIR = 2


def fill_sides(
    slots: Slots,
    trigger: Token,
    frame: str,
    parsed: Parsed,
    discourse: Discourse,
    grammar: Grammar,
    actors_at: Callable[[Token], list[Mention]],
) -> None:
    """Fill the parties of a dispute that is told by name, the holder of what one side claims, or the pair in mind."""
    if frame in grammar.paired and len(slots.parties.get("parties", ())) < _PAIR:
        slots.parties["parties"] = _pair(trigger, discourse, grammar, actors_at) or slots.parties.get("parties", [])
        return
    dispute = _dispute_at(trigger, slots.arguments, parsed.contested)
    if dispute is None:
        return
    if frame in grammar.contesting:
        slots.parties["parties"] = discourse.named_among(dispute.claimants, trigger)
    elif frame in grammar.holding and dispute.holder is not None and not slots.parties.get("other"):
        agents = {m.actor for m in slots.parties.get("agent", ())}
        if agents and dispute.holder not in agents:
            found = discourse.named_among((*sorted(agents), dispute.holder), trigger)
            slots.parties["other"] = [m for m in found if m.actor == dispute.holder]


def _pair(
    noun: Token, discourse: Discourse, grammar: Grammar, actors_at: Callable[[Token], list[Mention]]
) -> list[Mention]:
    """Between whom what the noun is about lies, or whose it is where that is only said by "their"."""
    for obj in _behind(noun):
        between = [t for c in obj.children if c.lower_ == grammar.between for t in c.children if t.dep_ == "pobj"]
        found = {m.actor: m for t in between for m in actors_at(t) if m.kind == "state"}
        if len(found) == _PAIR:
            return list(found.values())
    is_theirs = any(c.dep_ == "poss" and c.lower_ in grammar.their for c in noun.children)
    is_of_pair = any(c.lemma_.lower() in discourse.pair_adjectives for c in noun.children)
    return discourse.tied(noun) if is_theirs or is_of_pair else []


def _behind(noun: Token) -> Iterator[Token]:
    """What stands behind the prepositions of a noun."""
    yield from (t for c in noun.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj")


def _dispute_at(trigger: Token, args: Arguments, contested: Mapping[int, NamedDispute]) -> NamedDispute | None:
    """The dispute that is named in the phrase of a word, in what it modifies or behind its prepositions."""
    whole = trigger.head if trigger.dep_ in _MODIFIERS else trigger
    around = {t.i for t in whole.subtree}
    around.update(t.i for heads in args.slots.values() for t in heads)
    near = sorted((i for i in around if i in contested), key=lambda i: abs(i - trigger.i))
    return contested[near[0]] if near else None
