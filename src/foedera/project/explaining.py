"""What made an event one: its claims, the links that joined them, what was left apart, what people decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foedera.model import Claim, Event, Judgement, Link, Text
from foedera.store import Store

__all__ = ["Why", "explain"]


@dataclass(frozen=True, slots=True)
class Why:
    """``within`` are the links between claims of the event, the surest first, whether or not they joined any;
    ``apart`` those from one of its claims to another event, with that event's id; ``judgements`` those on the event,
    its claims and pairs of them, undone ones too."""

    event: Event
    claims: tuple[Claim, ...]
    texts: Mapping[str, Text]
    within: tuple[Link, ...]
    apart: tuple[tuple[Link, str], ...]
    judgements: tuple[Judgement, ...]

    @property
    def joining(self) -> tuple[Link, ...]:
        """The surest links that hold the event together: each brings in claims that those before it did not."""
        group = {claim.id: {claim.id} for claim in self.claims}
        found = []
        for each in self.within:
            one, two = group[each.a], group[each.b]
            if one is not two:
                found.append(each)
                one |= two
                group.update(dict.fromkeys(two, one))
        return tuple(found)


def explain(store: Store, event_id: str) -> Why:
    """Everything that bears on the event. NotFoundError where there is none of that id."""
    with store.reading():
        event = store.event(event_id)
        claims = tuple(store.claim(c) for c in event.claims)
        links = store.links(event.claims)
        members = set(event.claims)
        within = [each for each in links if each.a in members and each.b in members and each.relation == "same"]
        apart = [
            (each, other)
            for each in links
            if (each.a in members) != (each.b in members)
            and (other := store.event_of(each.b if each.a in members else each.a)) is not None
        ]
        decided = [j for j in store.judgements() if _bears_on(j, event.id, members)]
        return Why(
            event,
            claims,
            {text.id: text for text in store.texts({c.text_id for c in claims})},
            tuple(sorted(within, key=lambda each: (-each.score, each.a, each.b))),
            tuple(sorted(apart, key=lambda pair: (-pair[0].score, pair[0].a, pair[0].b))),
            tuple(decided),
        )


def _bears_on(judgement: Judgement, event: str, claims: set[str]) -> bool:
    if judgement.subject == "event":
        listed = {c.strip() for name in ("claims", "rest") for c in judgement.values.get(name, "").split(",")}
        return judgement.subject_id == event or not listed.isdisjoint(claims)
    return judgement.subject in {"claim", "link"} and not claims.isdisjoint(judgement.subject_id.split(":"))
