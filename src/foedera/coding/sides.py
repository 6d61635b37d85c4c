"""What fills a slot of a frame and what only stands there: things, labels, places, those who are meant already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from foedera.coding.grammar import Grammar
from foedera.coding.mentions import REFERENCE, Mention
from foedera.coding.parsed import Parsed
from foedera.coding.slots import Arguments
from foedera.coding.tree import Doc, Token

__all__ = [
    "BESIDE",
    "apposed_to",
    "is_between",
    "is_handed_over",
    "is_himself",
    "is_needless",
    "is_of_object",
    "is_own_place",
    "is_owner",
    "once_each",
    "owned_by",
    "without_venue",
]

BESIDE = "beside"  # where the other side is looked for when ``parties`` names one only


def apposed_to(token: Token, parsed: Parsed) -> list[Mention]:
    """ "The SCO, a bloc led by Oman", "Peru, a country that": who is called a bloc or a country."""
    for other in (c for c in token.children if c.dep_ == "appos" and c.i > token.i):
        inside = (other, *(c for c in other.children if c.dep_ == "compound"))  # "another bloc, the BRICS group"
        named = [m for t in inside for m in parsed.by_head.get(t.i, ()) if m.kind == "organisation"]
        if named:
            return named
    if token.dep_ != "appos" or token.pos_ != "NOUN" or token.head.i > token.i:
        return []
    return [m for m in parsed.by_head.get(token.head.i, ()) if m.form in ("name", "organisation")]


def without_venue(found: list[Mention], slot: str, place: str) -> list[Mention]:
    """ "The Warsaw summit": a capital alone before what is held is where, not who; "Moscow-Beijing talks" name both."""
    is_venue = slot == "parties" and place == "mod" and len(found) == 1 and found[0].form == "capital"
    return [] if is_venue else found


def is_needless(slot: str, parties: Mapping[str, Sequence[Mention]], args: Arguments, grammar: Grammar) -> bool:
    """ "After talks with Jordan, Egypt's minister said", "with his Omani and Kenyan counterparts": only where all that
    are named stand behind the preposition of partners is the other side looked for above."""
    if slot != BESIDE:
        return False
    partners = args.slots.get(grammar.partner, ())
    named = parties.get("parties", ())
    inside = {
        m.actor
        for m in named
        if m.form != REFERENCE and any(t.left_edge.i <= m.head <= t.right_edge.i for t in partners)
    }
    is_one_side = len(named) == 1 or (bool(named) and len(inside) == len(named))
    return not partners or not is_one_side


def is_own_place(token: Token, trigger: Token, args: Arguments) -> bool:
    """Whether a place hangs on the trigger or its governor, not on some object of theirs: a verb's own object may."""
    above = token.head.head if token.dep_ == "pobj" else token.head
    return above in (trigger, args.governor) or (
        trigger.pos_ == "VERB" and above.dep_ == "dobj" and above.head == trigger
    )


def is_of_object(token: Token, trigger: Token) -> bool:
    """ "Chile and Peru discussed trade with Brazil": whom an object is shared with, its verb has its own sides."""
    above = token.head.head
    return token.dep_ == "pobj" and above.head == trigger and above.dep_ == "dobj" and trigger.pos_ == "VERB"


def is_handed_over(token: Token, place: str, table: Mapping[str, list[list[str]]], parsed: Parsed) -> bool:
    """Whether a frame that hands a thing over has found the thing, not a party, in its object."""
    if not any(place in group for group in table.get("thing", ())):
        return False
    is_party = token.i in parsed.by_head or token.i in parsed.covered or token.i in parsed.titles
    return not is_party and token.pos_ != "PRON" and not any(c.dep_ == "conj" for c in token.children)


def is_owner(mention: Mention, doc: Doc, *, owned: bool, agent: Sequence[Mention] | None) -> bool:
    """Whether an actor in the phrase of a thing is a side of the act: by itself, or because the thing is its own."""
    head = doc[mention.head]
    if owned:
        return head.dep_ != "pobj" or head.head.dep_ != "agent"
    return bool(agent) and mention.form != "adjective" and not _is_label(head)


def _is_label(name: Token) -> bool:
    """ "A NATO package", "new OSCE funds": an adjective or article before a name says that it only describes a thing;
    "sold Peru tanks" has none."""
    if name.dep_ != "compound":
        return False
    before = [c for c in name.head.children if c.i < name.left_edge.i]
    return any(c.dep_ == "amod" or (c.dep_ == "det" and "Definite=Ind" in c.morph) for c in before)


def is_himself(mention: Mention, agents: Sequence[Mention]) -> bool:
    """ "Oman complains that it ...": the speaker is not the other side too."""
    return mention.form == REFERENCE and any(m.actor == mention.actor for m in agents)


def is_between(head: Token, between: str) -> bool:
    return head.dep_ in ("pobj", "conj") and any(
        t.pos_ == "ADP" and t.lower_ == between for t in (head.head, head.head.head)
    )


def owned_by(mention: Mention, token: Token, doc: Doc) -> Token | None:
    """The noun that an actor only owns or modifies, in the phrase headed by ``token``; None where the actor
    heads the phrase itself, or is coordinated or in apposition with what does."""
    head = doc[mention.head]
    for _ in range(6):
        if head == token or head.pos_ == "PRON" or mention.start <= token.i < mention.end:
            return None
        if head.dep_ not in ("conj", "appos"):
            break
        head = head.head
    while head.head != head:
        head = head.head
        if head.pos_ in ("NOUN", "PROPN") or head == token:
            return head
    return None


def once_each(found: Iterable[Mention]) -> list[Mention]:
    best: dict[str, Mention] = {}
    for mention in found:
        known = best.get(mention.actor)
        names_a_person = mention.form in ("office", "person") and mention.name is not None
        if known is None or known.confidence < mention.confidence:
            best[mention.actor] = mention
        elif known.form == "institution" and names_a_person and known.confidence == mention.confidence:
            best[mention.actor] = mention  # the general rather than the commission he sits on
    return list(best.values())
