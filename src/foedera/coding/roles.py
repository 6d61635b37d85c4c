"""The roles of a type: which slot fills which, who may, and how one act is told as several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from foedera.codebook import EventType, RoleSpec
from foedera.coding.mentions import RECIPROCAL, Mention

__all__ = [
    "Roles",
    "across",
    "apart_role",
    "but_himself",
    "distinct_parties",
    "facing",
    "is_between_sides",
    "is_peripheral",
    "is_reciprocal",
    "may_fill",
    "party_role",
    "slot_roles",
    "split",
    "under_forums",
    "without_regions",
]

Roles = list[tuple[str, Mention]]
FRAMEWORK = "framework"  # the role of a body under which others act


def is_peripheral(event_type: EventType, role: str) -> bool:
    """A role that is no party: framework, location, host of a meeting."""
    return event_type.is_peripheral(role)


def party_role(event_type: EventType) -> str:
    """The role of those who act alike: the first of its pair's parties, else the first that takes many."""
    named = event_type.pair.get("parties", "").split(" ")[0]
    return named or next((r.name for r in event_type.roles if r.many), event_type.roles[0].name)


def slot_roles(event_type: EventType) -> dict[str, str]:
    """Where a type says nothing of slots: its pair's source is the agent, its target the other."""
    pair = event_type.pair
    roles = {r.name for r in event_type.roles}
    mapping = {slot: slot for slot in (FRAMEWORK,) if slot in roles}
    if event_type.mutual or ("parties" in pair and "source" not in pair):
        party = party_role(event_type)
        mapping |= {"parties": party, "agent": party, "other": party}
        if "host" in roles:
            mapping["venue"] = "host"
    elif "source" in pair:
        mapping |= {"agent": pair["source"], "parties": pair["source"]}
        if pair.get("target"):
            mapping["other"] = pair["target"]
    else:
        names = [r.name for r in event_type.roles]
        mapping |= {"agent": names[0], "parties": names[0]}
        if len(names) > 1:
            mapping["other"] = names[1]
    return mapping


def is_between_sides(event_type: EventType) -> bool:
    """Directed, though its sides may be named in one breath: "clashes between X and Y"."""
    pair = event_type.pair
    return not event_type.mutual and "source" in pair and "target" in pair and "parties" not in pair


def facing(event_type: EventType, mentions: Sequence[Mention]) -> Roles:
    """The side named first against the others."""
    first, *rest = sorted(mentions, key=lambda m: m.start)
    source, target = event_type.pair["source"], event_type.pair["target"]
    return [(source, first), *((target, m) for m in rest)]


def may_fill(spec: RoleSpec | None, mention: Mention) -> bool:
    """Whether a role takes an actor of that kind, named in that way."""
    if spec is None or mention.form == "excluded" or (spec.kinds and mention.kind not in spec.kinds):
        return False
    return spec.society or mention.form != "society"


def apart_role(event_type: EventType, role: str) -> str | None:
    """The role of those named as left out: ``non_member`` beside ``member``."""
    name = f"non_{role}"
    return name if event_type.role(name) is not None else None


def across(main: Roles, source: str | None, target: str | None) -> Roles:
    """Nobody visits or arms itself: an actor on both sides keeps the side that is surer."""
    kept = list(main)
    many = sum(r == source for r, _ in main) > sum(r == target for r, _ in main)  # "X and Y agreed on a sale to Y"
    for role, mention in main:
        for other, its in main:
            if (role, other) == (source, target) and mention.actor == its.actor:
                is_weaker = mention.confidence < its.confidence or (many and mention.confidence == its.confidence)
                weaker = (role, mention) if is_weaker else (other, its)
                if weaker in kept:
                    kept.remove(weaker)
    return kept


def without_regions(main: Roles) -> Roles:
    """ "The three leaders at the North American summit": a region beside two sides or more is no side."""
    sides = [(r, m) for r, m in main if m.kind != "group"]
    return sides if len(sides) > 1 else main


def under_forums(event_type: EventType, main: Roles, forums: Mapping[str, frozenset[str]]) -> Roles:
    """ "Leaders of the Quad, Japan and India among them": a forum beside two of its members is where they act."""
    if event_type.role(FRAMEWORK) is None:
        return main
    actors = {m.actor for _, m in main}
    return [(FRAMEWORK if len(forums.get(m.actor, frozenset()) & actors) > 1 else r, m) for r, m in main]


def distinct_parties(main: Roles) -> Roles:
    seen: set[str] = set()
    kept = []
    for role, mention in main:
        if mention.actor not in seen:
            seen.add(mention.actor)
            kept.append((role, mention))
    return kept


def is_reciprocal(roles: Roles) -> bool:
    """Whether they do it to each other: all stand on both sides."""
    return sum(m.form == RECIPROCAL for _, m in roles) > 1


def but_himself(event_type: EventType, shares: Iterable[Roles]) -> Iterator[Roles]:
    """Of those who act on each other, each as acting on the others and not on himself."""
    for roles in shares:
        back = {m.actor for _, m in roles if m.form == RECIPROCAL}
        if event_type.mutual or not back:
            yield roles
            continue
        kept = [(r, m) for r, m in roles if m.form == RECIPROCAL or m.actor not in back]
        if len({m.actor for _, m in kept}) > 1:
            yield kept


def split(event_type: EventType, roles: Roles) -> Iterator[Roles]:
    """A role without ``many`` takes one actor a claim: three hosts make three visits."""
    for spec in event_type.roles:
        if spec.many or spec.peripheral:
            continue
        mine = [x for x in roles if x[0] == spec.name]
        if len(mine) > 1:
            for one in mine:
                yield from split(event_type, [x for x in roles if x[0] != spec.name or x is one])
            return
    yield roles
