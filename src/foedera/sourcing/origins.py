"""The origins of one event, named, and the rings among those who report it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - as in the nouns

from foedera.model import Circle, Origin
from foedera.sourcing.naming import JOINT, UNNAMED, Voice
from foedera.sourcing.passages import SharedWords
from foedera.sourcing.resting import Rest, Sources, with_ends
from foedera.sourcing.rings import components, shortest_ring
from foedera.sourcing.telling import Telling, listed
from foedera.sourcing.tracing import Group, traced

__all__ = ["Traced", "circles", "origins"]

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Traced:
    """An origin with what the grade asks of it. ``is_known``: somebody known stands for it, if only for unnamed
    sources; ``actor``: the state or body that speaks."""

    origin: Origin
    is_counted: bool
    is_known: bool
    is_ring: bool
    actor: str | None
    documents: frozenset[str]


def origins(rests: Sequence[Rest], shared: SharedWords, sources: Sources, telling: Telling) -> list[Traced]:
    """The origins of the claims in ``rests`` (of one event), by id; each claim is in exactly one."""
    chosen = with_ends(sorted(rests, key=lambda r: r.claim.id))
    return sorted((_origin(g, sources) for g in traced(chosen, shared, telling)), key=lambda t: t.origin.id)


def _is_counted(origin: Origin, not_counted: frozenset[str], if_known: frozenset[str]) -> bool:
    """Whether an origin counts as independent of others."""
    return origin.kind not in not_counted and (origin.kind not in if_known or bool(origin.sources))


def _origin(group: Group, sources: Sources) -> Traced:
    words = sources.settings
    key, voices, first = _principal(group)
    kind, name, is_known = _named(key, voices, first, group)
    reasons = list(group.reasons)
    if _lacks_author(voices, group, sources):
        kind = UNKNOWN
        name = f"{name} (author unknown)"
        reasons.append(
            f"{voices[0].name} prints the word of its authors; without a name this may be the author of another."
        )
    if group.ring:
        kind, is_known = UNKNOWN, False
        name = f"circular: {listed(sorted({v.name for r in group.rests for v in r.document.own}))}"
        reasons.append("They name one another as their source, and nobody outside.")
    if kind == UNKNOWN:
        reasons.append("It is not known to be independent of others, and is not counted as such.")
    members = sorted({r.claim.id for r in (*group.rests, *group.through)})
    origin = Origin(
        id="o" + hashlib.sha256(f"origin\x1f{key}".encode("utf-8", "surrogatepass")).hexdigest()[:15],
        name=name,
        kind=kind,
        claims=tuple(members),
        reasons=tuple(dict.fromkeys(reasons)),
        sources=tuple(sorted({v.source for r in group.rests for v in r.voices if v.source})),
    )
    counted = _is_counted(origin, words.not_counted, words.counted_if_known)
    actor = key.removeprefix("actor:") if key.startswith("actor:") else None
    documents = frozenset(r.document.id for r in (*group.rests, *group.through))
    return Traced(replace(origin, is_independent=counted), counted, is_known, group.ring, actor, documents)


def _principal(group: Group) -> tuple[str, list[Voice], Rest]:
    """The voice by which a group is named: one that speaks for itself before one that passes on, a credited agency
    before an outlet, an outlet before an author, the one published first among equals."""
    ranked: list[tuple[int, Day, str, str]] = []
    by_key: dict[str, list[Voice]] = defaultdict(list)
    by_claim = {rest.claim.id: rest for rest in group.rests}
    for rest in group.rests:
        when = rest.document.published or Day.max
        for voice in rest.voices:
            by_key[voice.key].append(voice)
            ranked.append((_rank(rest, voice), when, voice.key, rest.claim.id))
        if not rest.voices:
            ranked.append((6, when, f"text:{rest.claim.text_id}", rest.claim.id))
    _, _, key, claim = min(ranked)
    return key, by_key[key], by_claim[claim]


def _rank(rest: Rest, voice: Voice) -> int:
    if not voice.is_named:
        return 5
    if not rest.is_own:
        return 1 if voice.relays else 4 if voice.kind == "document" else 0
    if rest.document.agency is not None:
        return 1
    return 0 if voice.speaks_for else 2 if voice == rest.document.outlet else 3


def _named(key: str, voices: Sequence[Voice], first: Rest, group: Group) -> tuple[str, str, bool]:
    """(kind, name, whether somebody known stands for it)."""
    if not voices:
        return UNKNOWN, f"publisher unknown: {first.document.label}", False
    names = sorted({v.name for v in voices})
    kinds = Counter(v.kind for v in voices)
    kind = min(kinds, key=lambda k: (-kinds[k], k))
    vouched = any(r.document.own for r in group.rests)
    if key == JOINT:
        return UNKNOWN, listed(names), vouched
    if key == UNNAMED:
        return UNKNOWN, f"sources not named ({listed(f'“{n}”' for n in names)})", vouched
    holder = voices[0].holder
    if len(names) > 1:
        return kind, f"{holder} ({listed(names)})" if holder else names[0], True
    return kind, names[0], True


def _lacks_author(voices: Sequence[Voice], group: Group, sources: Sources) -> bool:
    """Of a publisher that prints its authors' word, and no claim of the group has an author's name, or rests on the
    publisher as a source that others cite."""
    if not voices or any(v.kind not in sources.settings.by_authors for v in voices):
        return False
    return all(r.is_own and not r.document.authors for r in group.rests)


# Rings


def circles(rests: Sequence[Rest]) -> list[Circle]:
    """The rings in which those who report one event name one another, the shortest of each; sorted.

    An outlet or an author names another where the chain of one of its claims does, however far on the chain goes.
    """
    edges: dict[str, dict[str, list[Rest]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, set[str]] = defaultdict(set)
    for rest in sorted(rests, key=lambda r: r.claim.id):
        for voice in rest.document.voices:
            names[voice.place].add(voice.name)
            for cited in rest.cites:
                if cited.relays and cited.place != voice.place:
                    edges[voice.place][cited.place].append(rest)
                    names[cited.place].add(cited.name)
    graph = {place: sorted(named) for place, named in edges.items()}
    found = []
    for ring in components(sorted(graph), graph):
        if len(ring) < 2:
            continue
        inner = {place: [other for other in graph[place] if other in ring] for place in ring}
        way = shortest_ring(min(ring), inner)
        claims = [edges[a][b][0].claim.id for a, b in zip(way, [*way[1:], way[0]], strict=True)]
        if len(set(claims)) > 1:
            found.append(Circle(tuple(min(names[place]) for place in way), tuple(claims)))
    return sorted(found, key=lambda c: (c.names, c.claims))
