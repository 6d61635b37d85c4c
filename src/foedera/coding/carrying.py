"""The side that a clause does not name: carried on from what was told before, or whom the text speaks of beside it."""

from __future__ import annotations

from collections.abc import Mapping

from foedera.codebook import Family
from foedera.coding.grammar import Grammar
from foedera.coding.mentions import CONTINUED, Mention
from foedera.coding.reference import Discourse
from foedera.coding.roles import Roles, may_fill
from foedera.coding.triggers import Reported

__all__ = ["ONE_SIDED", "Carrying"]

ONE_SIDED = 0.62  # how sure it is with one party of two known
GUESSED = 0.5  # with parties carried on from the clause before


class Carrying:
    """Finds the missing side of what one does to another."""

    def __init__(self, families: Mapping[str, Family], grammar: Grammar) -> None:
        self._families = families
        self._grammar = grammar

    def completed(
        self, item: Reported, found: Roles, roles: Roles, sure: float, discourse: Discourse
    ) -> tuple[Roles, float]:
        """The missing side from what was told before; of a friction also where one side alone is no claim."""
        if found or item.type.sides != 2:
            return self._continued(item, found, sure, discourse)
        least = ONE_SIDED * min((m.confidence for _, m in roles), default=0.0)
        filled, likely = self._continued(item, roles, least, discourse)
        sides = {item.type.pair["source"], item.type.pair["target"]}
        return (filled, likely) if sides <= {r for r, _ in filled} else ([], 0.0)

    def _continued(self, item: Reported, roles: Roles, sure: float, discourse: Discourse) -> tuple[Roles, float]:
        """A clause about the same dealings, its parties not named again: "The helicopters will be supplied ..."."""
        source, target = item.type.pair.get("source"), item.type.pair.get("target")
        if not source or not target or 1 in (item.type.sides, item.trigger.sides):
            return roles, sure
        if self._is_anothers(item, roles, source):
            return roles, sure
        before = dict(discourse.story.told(self._families[item.type.family].topic))
        faced = self._faced(item, roles, source, target, discourse)
        if faced is not None:
            return [*roles, faced], max(sure, GUESSED)
        if not {"source", "target"} <= set(before):
            return self._with_partner(item, roles, sure, discourse)
        named = {r: m.actor for r, m in roles}
        answers = item.trigger.frame in self._grammar.voiced
        if answers and named.get(source) == before["target"].actor:
            before = {"source": before["target"], "target": before["source"]}  # the accused answers: "Oman denied it"
        fits = all(named.get(r) in (None, before[k].actor) for r, k in ((source, "source"), (target, "target")))
        if not fits or (not roles and not item.trigger.needs):
            return roles, sure
        kept = [(r, m) for r, m in roles if r not in (source, target)]
        guessed = [
            (r, before[k].again(item.token, form=CONTINUED))
            for r, k in ((source, "source"), (target, "target"))
            if r not in named
        ]
        return [*kept, *((r, m) for r, m in roles if r in (source, target)), *guessed], max(sure, GUESSED)

    def _faced(
        self, item: Reported, roles: Roles, source: str, target: str, discourse: Discourse
    ) -> tuple[str, Mention] | None:
        """ "Oman's brutal war", "the Omani invasion": on whom was told before, and may be long ago."""
        sides = {r: m for r, m in roles if r in (source, target)}
        is_told_of = item.token.pos_ == "NOUN" and item.trigger.frame in self._grammar.armed
        if not is_told_of or set(sides) != {source}:
            return None
        found = discourse.story.faced(item.type.name, sides[source].actor)
        return (target, found.again(item.token, form=CONTINUED)) if found is not None else None

    def _with_partner(self, item: Reported, roles: Roles, sure: float, discourse: Discourse) -> tuple[Roles, float]:
        """One side named: the other is the one that the text is speaking of beside it."""
        source, target = item.type.pair["source"], item.type.pair["target"]
        sides = [(r, m) for r, m in roles if r in (source, target)]
        other = discourse.partner(sides[0][1].actor, item.token) if len(sides) == 1 else None
        missing = target if sides and sides[0][0] == source else source
        if other is None or any(m.actor == other.actor for _, m in roles):
            return roles, sure
        if not item.trigger.near or not may_fill(item.type.role(missing), other):
            return roles, sure
        return [*roles, (missing, other)], min(sure, GUESSED)

    def _is_anothers(self, item: Reported, roles: Roles, source: str) -> bool:
        """Whether the clause names somebody of its own who acts, though no actor that we know: "his rival alleged".
        Then the parties of the clause before are not meant."""
        if any(r == source for r, _ in roles):
            return False
        slots = item.slots.arguments.slots
        own = slots.get("poss", []) if item.token.pos_ == "NOUN" else slots.get("subj", [])
        return any(t.pos_ == "PROPN" or t.lower_ not in self._grammar.expletive and item.type.sides == 2 for t in own)
