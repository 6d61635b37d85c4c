"""Gapping: "Oman will sell tanks to Kenya, Peru to Ghana and Chile to Mali"."""

from __future__ import annotations

from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed, Slots

__all__ = ["gapped_pairs"]


def gapped_pairs(slots: Slots, parsed: Parsed) -> list[tuple[Mention, Mention]]:
    """The further (agent, other) pairs that share a trigger's verb by the same preposition.

    A pair counts where an actor, the preposition and an actor follow one another behind a comma or
    a conjunction, with no verb between them and the trigger's own phrase.
    """
    agents, others = slots.parties.get("agent"), slots.parties.get("other")
    if not agents or not others:
        return []
    doc = parsed.doc
    first = min(others, key=lambda m: m.start)
    own = doc[first.start - 1] if first.start else None
    if own is not None and own.pos_ == "DET" and own.i:
        own = doc[own.i - 1]
    if own is None or own.pos_ != "ADP":
        return []
    found: list[tuple[Mention, Mention]] = []
    by_end = {m.end: m for m in parsed.mentions if m.form != "adjective"}
    by_start = {m.start: m for m in parsed.mentions if m.form != "adjective"}
    last = first.end
    for token in doc[last:]:
        if token.pos_ in ("VERB", "AUX") or token.lower_ != own.lower_:
            if token.pos_ in ("VERB", "AUX"):
                break
            continue
        after = token.i + 1
        if after < len(doc) and doc[after].pos_ == "DET":
            after += 1
        giver, taker = by_end.get(token.i), by_start.get(after)
        if giver is not None and taker is not None and giver.actor != taker.actor and giver.start >= last:
            found.append((giver, taker))
    return found
