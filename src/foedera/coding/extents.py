"""How far a clause and a claim's quote reach, in tokens."""

from __future__ import annotations

from foedera.coding.mentions import REFERENCE, Mention
from foedera.coding.parsed import Parsed
from foedera.coding.subjects import SUBJECTS
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported

__all__ = ["clause_of", "extent_of", "sentence_of", "verb_above"]

SHORT = 7  # tokens below which a quote is widened towards its clause
SAID = "clause"  # the slot of what is said
REACH = 12  # tokens by which it may be widened on each side


def clause_of(token: Token) -> tuple[int, int]:
    """Token bounds of the clause a trigger stands in: up to its verb, without coordinated clauses."""
    top = verb_above(token)
    low, high = top.left_edge.i, top.right_edge.i
    for child in top.children:
        if child.dep_ in ("conj", "advcl", "ccomp", "parataxis") and child.pos_ in ("VERB", "AUX"):
            if child.i > top.i and child.i > token.i:
                high = min(high, child.left_edge.i - 1)
            elif child.i < top.i and child.right_edge.i < token.i:
                low = max(low, child.right_edge.i + 1)
    return min(low, token.i), max(high, token.i)


def sentence_of(token: Token) -> tuple[int, int]:
    """Token bounds of the clause with those that it hangs on ("Red Kite, a drill that Oman has held"), and not what is
    coordinated with them."""
    low, high = clause_of(token)
    top = verb_above(token)
    while top.dep_ != "conj" and top.head != top:
        top = verb_above(top.head)
        first, last = clause_of(top)
        low, high = min(low, first), max(high, last)
    return low, high


def verb_above(token: Token) -> Token:
    """The verb whose clause a token stands in; the token's root where there is none."""
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def extent_of(item: Reported, roles: list[tuple[str, Mention]], parsed: Parsed) -> tuple[int, int]:
    """The tokens that the claim's quote reaches over: the trigger, its parties, its things."""
    at = {item.token.i}
    for _, mention in roles:
        if mention.form != REFERENCE or abs(mention.head - item.token.i) < 12:
            at |= {mention.start, mention.end - 1} if mention.end <= len(parsed.doc) else set()
    for slot in ("thing", "other"):
        for head in item.slots.heads.get(slot, ()):
            at |= _phrase(head)
    if any(slot.startswith(SAID) for slot in item.trigger.needs):  # what is said is what the claim rests on
        said = [t for t in item.slots.arguments.slots.get(SAID, ()) if abs(t.i - item.token.i) < REACH * 2]
        at |= {t.i for s in said for t in (s, *(c for c in s.children if c.dep_ in SUBJECTS))}
    at |= _phrase(item.token) if item.token.pos_ in ("NOUN", "PROPN") else {item.token.i}
    if item.slots.arguments.governor is not None and abs(item.slots.arguments.governor.i - item.token.i) < 15:
        at.add(item.slots.arguments.governor.i)
    first, last = min(at), max(at)
    if last - first + 1 < SHORT:
        first, last = _widened(first, last, clause_of(item.token))
    while last > first and (parsed.doc[last].is_punct or parsed.doc[last].is_space):
        last -= 1
    while first < last and parsed.doc[first].is_punct:
        first += 1
    return first, last


def _widened(first: int, last: int, clause: tuple[int, int]) -> tuple[int, int]:
    """A few words alone tell a reader nothing: the clause they stand in, within reason."""
    low, high = clause
    return max(low, first - REACH) if low < first else first, min(high, last + REACH) if high > last else last


def _phrase(head: Token) -> set[int]:
    """A noun phrase without its relative clauses."""
    high = head.right_edge.i
    for child in head.children:
        if child.dep_ in ("relcl", "acl", "appos", "conj") and child.i > head.i:
            high = min(high, max(head.i, child.left_edge.i - 1))
    return {head.left_edge.i if head.i - head.left_edge.i < 12 else head.i, high if high - head.i < 25 else head.i}
