"""From the claims of one event to its origins: who rests on whom, step by step, each step with its sentence.

Claims that rest on one voice, or on the same words, are one group. A group that rests only on those who pass on what
others say (an outlet, an author) rests in turn on whom these themselves name for the same event, and joins that
group. What then stands by itself is an origin; outlets that name one another, and nobody else, are a ring.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from foedera.model import Copy
from foedera.sourcing.naming import Voice
from foedera.sourcing.passages import SharedWords
from foedera.sourcing.resting import Rest
from foedera.sourcing.rings import components
from foedera.sourcing.telling import Telling

__all__ = ["Group", "traced"]


@dataclass(frozen=True, slots=True)
class Group:
    """The claims that rest on one origin. ``rests`` bear it themselves, ``through`` came to it by way of somebody
    who names it; ``ring`` where each of them is named by another and nobody stands outside."""

    rests: tuple[Rest, ...]
    through: tuple[Rest, ...]
    reasons: tuple[str, ...]
    ring: bool


@dataclass(slots=True)
class _Work:
    """The claims of one event by number, in groups that grow together."""

    rests: Sequence[Rest]
    telling: Telling
    parents: list[int]
    places: list[set[str]] = field(default_factory=list)  # by whom a claim's own voice may be cited, or copied
    reasons: list[tuple[int, str]] = field(default_factory=list)  # in order; by a claim of the group

    def root(self, at: int) -> int:
        while self.parents[at] != at:
            self.parents[at] = self.parents[self.parents[at]]
            at = self.parents[at]
        return at

    def join(self, members: Sequence[int], why: str) -> None:
        """Make one group of several claims, and keep why."""
        roots = sorted({self.root(m) for m in members})
        for root in roots[1:]:
            self.parents[root] = roots[0]
        self.reasons.append((members[0], why))


def traced(rests: Sequence[Rest], shared: SharedWords, telling: Telling) -> list[Group]:
    """The groups of ``rests``, which stand in the order of their claims' ids; each claim is in exactly one."""
    work = _Work(rests, telling, list(range(len(rests))))
    work.places = [set(_places(rest)) for rest in rests]
    work.reasons = sorted(((at, telling.rest(rest)) for at, rest in enumerate(rests)), key=lambda r: (r[1], r[0]))
    texts = {rest.claim.text_id for rest in rests}
    copies = list(shared.among(texts)) if len(texts) > 1 else []
    _join_copied(work, copies, shared)
    _join_voices(work)
    return _grouped(work, _named_sources(work, copies, shared))


def _places(rest: Rest) -> Iterable[str]:
    """The outlets, authors or document on whose word alone a claim rests; none where somebody at the far end speaks
    for himself."""
    if rest.is_own:
        return [v.place for v in rest.voices] or [f"text:{rest.claim.text_id}"]
    return [v.place for v in rest.voices if v.relays]


def _join_copied(work: _Work, copies: Sequence[Copy], shared: SharedWords) -> None:
    by_text: dict[str, list[int]] = defaultdict(list)
    for at, rest in enumerate(work.rests):
        by_text[rest.claim.text_id].append(at)
    seen = _Forest()
    for copy in copies:
        for a in by_text[copy.a]:
            for b in by_text[copy.b]:
                one, two = work.rests[a], work.rests[b]
                passage = shared.passage_of(one.claim, two.claim, copy)
                if passage is not None:
                    is_news = seen.joins(copy.a, copy.b)
                    work.join([a, b], work.telling.passage(one, two, passage) if is_news else "")
        own = [
            at
            for at in (*by_text[copy.a], *by_text[copy.b])
            if work.rests[at].is_own and shared.is_shared(work.rests[at].claim, copy)
        ]
        for at in own:
            work.places[at].add(_copy_place(copy))
        if len({work.rests[at].claim.text_id for at in own}) > 1:
            is_news = seen.joins(copy.a, copy.b)
            work.join(own, work.telling.copied(copy) if is_news else "")


def _copy_place(copy: Copy) -> str:
    return f"copy:{copy.a}:{copy.b}"


class _Forest:
    """Which texts a reason has joined already, so that a story in twenty papers is not told two hundred times."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def joins(self, a: str, b: str) -> bool:
        x, y = self._root(a), self._root(b)
        self._parents[max(x, y)] = min(x, y)
        return x != y

    def _root(self, name: str) -> str:
        while (parent := self._parents.get(name, name)) != name:
            name = parent
        return name


def _join_voices(work: _Work) -> None:
    bearers: dict[str, list[tuple[int, Voice | None]]] = defaultdict(list)
    for at, rest in enumerate(work.rests):
        voices = rest.voices
        for voice in voices:
            bearers[voice.key].append((at, voice))
        if not voices:
            bearers[f"text:{rest.claim.text_id}"].append((at, None))
    for _, members in sorted(bearers.items()):
        claims = [at for at, _ in members]
        if len(claims) > 1:
            borne = [(work.rests[at], voice) for at, voice in members]
            work.join(claims, work.telling.one_voice(borne))


def _named_sources(work: _Work, copies: Sequence[Copy], shared: SharedWords) -> dict[int, dict[int, Counter[str]]]:
    """Group (its root) -> the groups on which those who speak in it say that they rest, with the reasons."""
    homes: dict[str, set[int]] = defaultdict(set)
    speaks_itself: set[int] = set()
    for at, places in enumerate(work.places):
        if places:
            for place in places:
                homes[place].add(work.root(at))
        else:
            speaks_itself.add(work.root(at))
    by_text: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_text[copy.a].append(copy)
        by_text[copy.b].append(copy)
    edges: dict[int, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for at, rest in enumerate(work.rests):
        named = work.root(at)
        known: dict[str, Voice | None] = {v.place: v for v in rest.document.voices}
        if not known:
            known[f"text:{rest.claim.text_id}"] = None
        for copy in by_text[rest.claim.text_id]:
            if shared.is_shared(rest.claim, copy):
                known[_copy_place(copy)] = None
        for place, voice in known.items():
            for home in homes.get(place, ()):
                if home != named and home not in speaks_itself:
                    edges[home][named][work.telling.names(voice, rest)] += 1
    return edges


def _grouped(work: _Work, edges: Mapping[int, Mapping[int, Counter[str]]]) -> list[Group]:
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(work.rests)):
        members[work.root(at)].append(at)
    ends, rings, steps = _ends(sorted(members), edges)
    reasons: dict[int, list[str]] = defaultdict(list)
    for at, why in work.reasons:
        if why:
            reasons[ends[work.root(at)]].append(why)
    came: dict[int, list[int]] = defaultdict(list)
    for home, end in ends.items():
        if home not in rings[end]:
            came[end] += members[home]
    return [
        Group(
            rests=tuple(work.rests[at] for at in sorted(at for home in ring for at in members[home])),
            through=tuple(work.rests[at] for at in sorted(came[end])),
            reasons=tuple(dict.fromkeys([*reasons[end], *steps[end]])),
            ring=len(ring) > 1,
        )
        for end, ring in sorted(rings.items())
    ]


def _ends(
    homes: Sequence[int], edges: Mapping[int, Mapping[int, Counter[str]]]
) -> tuple[dict[int, int], dict[int, frozenset[int]], dict[int, list[str]]]:
    """For each group that on which it rests in the end; the groups or rings that stand by themselves, by the least of
    each; and the steps that led there. A group that names several goes with the one that it names most."""
    ends: dict[int, int] = {}
    rings: dict[int, frozenset[int]] = {}
    steps: dict[int, list[str]] = defaultdict(list)
    for ring in components(homes, {home: sorted(named) for home, named in edges.items()}):
        ways = []
        within = []
        for home in sorted(ring):
            for named, why in sorted(edges.get(home, {}).items()):
                if named in ring:
                    within.append(min(why))
                else:
                    ways.append((-sum(why.values()), ends[named], min(why)))
        end = min(ring)
        if ways:
            _, end, step = min(ways)
            within.append(step)
        else:
            rings[end] = ring
        ends.update(dict.fromkeys(ring, end))
        steps[end] += within
    return ends, rings, steps
