"""Who speaks of whom by a word of a quotation: "Peru is a menace. It must stop," Oman's minister said.

No verb of saying governs such a word: the speaker is who is quoted in this sentence or one beside it, and in a
government's own release the government.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed, Slots
from foedera.coding.reference import Discourse
from foedera.coding.slots import Arguments
from foedera.coding.tree import Token

if TYPE_CHECKING:
    from foedera.coding.frames import Frames

__all__ = ["slots_of_speech"]


def slots_of_speech(
    trigger: Token,
    places: Sequence[str],
    args: Arguments,
    parsed: Parsed,
    discourse: Discourse,
    frames: Frames,
    *,
    is_shared: bool,
) -> Slots:
    """The agent is who speaks, the other side whom ``places`` name. What is said of oneself beside others is said of
    nobody, but where it is ``is_shared``: "Peru and Oman are friends"."""
    speakers = _speakers(trigger, discourse)
    found: dict[str, Mention] = {}
    heads: list[Token] = []
    own = {m.actor for m in speakers}
    for token in (t for place in places for t in args.slots.get(place, ())) if own else ():
        named = frames.actors_at(token, parsed, discourse)
        others = {m.actor: m for m in named if m.actor not in own and m.form != "society"}
        if others and (is_shared or len(others) == len(named)):
            found |= others
            heads.append(token)
    return Slots({"agent": speakers, "other": list(found.values())}, {"other": heads}, args)


def _speakers(token: Token, discourse: Discourse) -> list[Mention]:
    """Who says by a word what it says: a quoted official, or whose release it is, in a main clause."""
    if token.dep_ in _DEPENDENT:
        return []
    is_told = any(start <= token.i < end for start, end in discourse.reported)
    is_main = token.dep_ == "ROOT" or (token.dep_ == "conj" and token.head.dep_ == "ROOT")
    own = discourse.issuing(token) if is_main and not is_told else []
    return discourse.speaking(token) or (own if len(own) == 1 else [])


_DEPENDENT = ("amod", "acl", "xcomp")  # what modifies a noun or completes a verb says nothing by itself
