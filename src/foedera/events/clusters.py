"""Which claims report one happening: the surest links first, and nothing joined that must stay apart.

What a person held to be one comes as one **unit**; units are joined by links from ``MERGE`` on. Two groups are joined
only where they are not held apart by stance or by a person, and where their dates meet. A date that few of many bear
does not part the others, and a vague one meets nothing for them: so one vague claim never melts two happenings.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foedera.decisions import in_force, link_name, pair_of
from foedera.events.stance import stance
from foedera.model import Claim, Interval, Judgement, Link

__all__ = ["MERGE", "Clusters", "Verdicts", "clusters", "days", "verdicts"]

MERGE = 0.5  # a link from this score on makes one event; below it, it is a candidate for review
FINE_DAYS = 10  # a date that covers more days shows too little to outvote another
OUTLIERS = 0.5  # pairs of dates that do not meet, for each that does; on the planted corpus 0.3 to 1 within .002 of F1

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people decided about pairs of claims, the lesser first: the latest word on each pair."""

    same: Mapping[Pair, Judgement]
    different: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Clusters:
    """The claims in groups, each sorted, and the reasons that joined them, by claim."""

    groups: tuple[tuple[str, ...], ...]
    reasons: Mapping[str, Sequence[str]]


def verdicts(judgements: Iterable[Judgement]) -> Verdicts:
    """The latest word on each pair, whether given on the pair or by splitting an event."""
    latest: dict[Pair, Judgement] = {}
    for each in in_force(judgements):
        if each.subject == "link" and each.verdict in {"same", "different"}:
            latest[pair_of(each.subject_id)] = each
        elif each.subject == "event" and each.verdict == "split":
            for a in _listed(each.values.get("claims", "")):
                for b in _listed(each.values.get("rest", "")):
                    latest[pair_of(link_name(a, b))] = each
    return Verdicts(
        same={pair: j for pair, j in sorted(latest.items()) if j.verdict == "same"},
        different=frozenset(pair for pair, j in latest.items() if j.verdict != "same"),
    )


def _listed(ids: str) -> list[str]:
    return [each.strip() for each in ids.split(",") if each.strip()]


def clusters(claims: Mapping[str, Claim], links: Sequence[Link], decided: Verdicts) -> Clusters:
    """The claims in groups. ``links`` stand the surest first; only those of the relation ``same`` count."""
    reasons: dict[str, list[str]] = defaultdict(list)
    groups = _Groups(claims, decided, {(x.a, x.b) for x in links if x.relation == "same" and x.score >= MERGE})
    for (a, b), judgement in decided.same.items():
        if a in claims and b in claims and groups.unite(a, b):
            why = f": {judgement.why}" if judgement.why else "."
            reasons[a].append(f"{judgement.who} held them to be one{why}")
    for each in links:
        if each.relation == "same" and each.score >= MERGE and groups.join(each.a, each.b):
            reasons[each.a].extend(each.reasons)
    return Clusters(groups.listed(), reasons)


class _Groups:
    """Groups of units of claims, growing."""

    def __init__(self, claims: Mapping[str, Claim], decided: Verdicts, direct: set[Pair]) -> None:
        self._claims = claims
        self._apart: dict[str, set[str]] = defaultdict(set)
        for a, b in decided.different:
            self._apart[a].add(b)
            self._apart[b].add(a)
        self._direct = direct
        self._unit: dict[str, tuple[str, ...]] = {c: (c,) for c in claims}  # claims that a person held to be one
        self._group: dict[str, list[tuple[str, ...]]] = {c: [self._unit[c]] for c in claims}
        self._stance = {c: stance(claim) for c, claim in claims.items()}

    def unite(self, a: str, b: str) -> bool:
        """Make one unit of two; False where a person parted claims of them, or their stances differ."""
        one, two = self._unit[a], self._unit[b]
        if one is two:
            return True
        if self._stance[a] != self._stance[b] or self._parted(one, two):
            return False
        merged = one + two
        group = [merged]
        for member in merged:
            self._unit[member] = merged
            self._group[member] = group
        return True

    def join(self, a: str, b: str) -> bool:
        """Make one group of two; False where units of them are held apart."""
        one, two = self._group[a], self._group[b]
        if one is two:
            return True
        if self._stance[a] != self._stance[b] or any(self._parted(x, y) for x in one for y in two):
            return False
        if self._dates_part(one, two):
            return False
        small, large = sorted((one, two), key=len)
        large.extend(small)
        for unit in small:
            for member in unit:
                self._group[member] = large
        return True

    def listed(self) -> tuple[tuple[str, ...], ...]:
        found = {id(group): group for group in self._group.values()}
        return tuple(sorted(tuple(sorted(c for unit in group for c in unit)) for group in found.values()))

    def _parted(self, one: tuple[str, ...], two: tuple[str, ...]) -> bool:
        return any(not self._apart[x].isdisjoint(two) for x in one if x in self._apart)

    def _dates_part(self, one: Sequence[tuple[str, ...]], two: Sequence[tuple[str, ...]]) -> bool:
        """True where too many dates of the one do not meet those of the other."""
        bridges = [unit for unit in (*one, *two) if len(unit) > 1]
        met = unmet = 0
        for x in one:
            for y in two:
                fine, apart = self._meetings(x, y)
                met += fine
                unmet += apart if not apart or not self._bridged(x, y, bridges) else 0
        return unmet > OUTLIERS * met

    def _bridged(self, one: tuple[str, ...], two: tuple[str, ...], bridges: Sequence[tuple[str, ...]]) -> bool:
        """True where a person held claims of both their dates to be one."""
        return any(self._may_meet(one, each) and self._may_meet(each, two) for each in bridges)

    def _may_meet(self, one: tuple[str, ...], two: tuple[str, ...]) -> bool:
        return any(self._meeting(x, y) is not False for x in one for y in two)

    def _meetings(self, one: tuple[str, ...], two: tuple[str, ...]) -> tuple[int, int]:
        """How many pairs of dates meet on fine dates, and how many do not meet."""
        found = [self._meeting(x, y) for x in one for y in two]
        return found.count(True), found.count(False)

    def _meeting(self, x: str, y: str) -> bool | None:
        """Whether the dates of two claims meet; None where that shows nothing."""
        here, there = self._claims[x].date, self._claims[y].date
        if here is None or there is None:
            return None
        if here.overlaps(there):
            return True if max(days(here), days(there)) <= FINE_DAYS else None
        return (min(x, y), max(x, y)) in self._direct


def days(when: Interval) -> float:
    """Days from the first to the last; without end where a side is open."""
    return math.inf if when.start is None or when.end is None else (when.end - when.start).days
