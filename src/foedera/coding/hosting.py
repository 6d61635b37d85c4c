"""Officials whose state the clause does not say: "she was received by the Minister", "in Lima he met the general".

Who is received abroad is received by the host's officials: the state where it is told to happen, else the other side
of the visit that the text is telling of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from foedera.coding.extents import clause_of
from foedera.coding.frames import Frames
from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed
from foedera.coding.reference import Discourse
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported

__all__ = ["official_of_the_other_side"]

PLACES = ("subj", "obj", "with", "by", "gov_subj", "gov_with")  # where those who meet stand
OFFICE = "office"  # the form of a title that a person bears
UNSAID = 0.7  # that an official of no named state is the host's


def official_of_the_other_side(
    item: Reported, one: Mention, parsed: Parsed, discourse: Discourse, frames: Frames
) -> Mention | None:
    """The state of an official in the trigger's phrases that none is named for; ``one`` is the side that is known."""
    official = next(_officials(item, one, parsed), None)
    if official is None or one.kind != "state":
        return None
    for found in (_where(item, parsed, frames), _visited(one, discourse), discourse.partner(one.actor, official)):
        if found is not None and found.actor != one.actor and found.kind == "state":
            return replace(found.again(official, form=OFFICE, sure=UNSAID), name=None)
    return None


def _officials(item: Reported, one: Mention, parsed: Parsed) -> Iterator[Token]:
    """Offices among those who meet that no state stands beside, where somebody else is named too."""
    slots = item.slots.arguments.slots
    named = item.slots.heads.get("parties", ())
    for token in (t for place in PLACES for t in slots.get(place, ())):
        is_known = any(m.confidence >= 1.0 for m in parsed.by_head.get(token.i, ()))
        has_other = token.i != one.head or any(t.i != token.i for t in named)
        title = parsed.titles.get(token.i)
        if title is not None and title.form == OFFICE and has_other and not is_known:
            yield token


def _where(item: Reported, parsed: Parsed, frames: Frames) -> Mention | None:
    """The state or capital where the clause says that it happens."""
    low, high = clause_of(item.token)
    for mention in parsed.mentions:
        head = parsed.doc[mention.head]
        is_there = head.dep_ == "pobj" and head.head.lower_ in frames.grammar.location
        if low <= mention.head <= high and mention.kind == "state" and is_there:
            return mention
    return None


def _visited(one: Mention, discourse: Discourse) -> Mention | None:
    """The other side of the visit or talks just told of."""
    others = [m for _, m in discourse.story.latest() if m.actor != one.actor]
    return others[0] if len(others) == 1 else None
