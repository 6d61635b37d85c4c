"""Claims, Links and Judgements -> Events: a pure function, with no database and no clock.

Laws: the order of input is immaterial; a claim is in at most one event; done and planned are never one event;
a rejected claim makes none; an event keeps its name as it grows.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from foedera.decisions import latest, link_name, pair_of
from foedera.model import Amount, Claim, Conflict, Event, Interval, Judgement, Link, Place, Status

__all__ = ["MERGE", "STANDING", "assemble", "link_name"]

MERGE = 0.5  # a link from this score on makes one event; below it, it is a candidate for review
FINE_DAYS = 10  # a date that covers more days shows too little to outvote another
OUTLIERS = 0.5  # pairs of dates that do not meet, for each that does; on the planted corpus 0.3 to 1 within .002 of F1
STANDING = frozenset({"structure", "assessment"})  # what stands, or is thought, is not a happening

_T = TypeVar("_T")
_DONE = frozenset({Status.OCCURRED, Status.ONGOING, Status.HABITUAL})
_PLAN = frozenset({Status.AGREED, Status.PLANNED})
_FAILED = frozenset({Status.REFUSED, Status.CANCELLED})


def assemble(
    claims: Iterable[Claim],
    links: Iterable[Link],
    judgements: Iterable[Judgement],
    *,
    published: Mapping[str, Interval | None],
    named: Mapping[str, str],
    standing: Collection[str] = STANDING,
) -> list[Event]:
    """The events that ``claims`` report, sorted by name.

    ``published`` is the date of each text by its id: an event's claims stand in the order of their reports.
    ``named`` is the event of each claim in the previous assembly: an event takes the name that most of its claims
    bore. ``standing`` are the families that make no events. Judgements obeyed, the latest word of each subject:
    claim "reject"; link "same" and "different", its subject named by ``link_name``.
    """
    judgements = list(judgements)
    rejected = {
        name for name, j in latest(judgements, "claim", "accept", "reject", "unsure").items() if j.verdict == "reject"
    }
    verdicts = latest(judgements, "link", "same", "different")
    kept = {c.id: c for c in claims if c.family not in standing and c.id not in rejected}
    connections = [each for each in links if each.a in kept and each.b in kept]
    connections = sorted(connections, key=lambda each: (-each.score, each.a, each.b, each.relation))
    clusters, used = _clusters(kept, connections, verdicts)
    names = _names(clusters, named)
    reported = {c.id: _reported(c, published) for c in kept.values()}
    events = {}
    for members in clusters:
        name = names[members[0]]
        ordered = sorted((kept[m] for m in members), key=lambda c: (reported[c.id], c.text_id, c.quote.start, c.id))
        events[name] = _event(name, ordered, used)
    return _joined(events, kept, connections, verdicts)


def _stance(claim: Claim) -> tuple[str, bool]:
    kind = "done" if claim.status in _DONE else "plan" if claim.status in _PLAN else "open"
    return ("failed" if claim.status in _FAILED else kind), claim.negated


def _reported(claim: Claim, published: Mapping[str, Interval | None]) -> date:
    when = published.get(claim.text_id)
    return when.first if when else date.max


# Clusters


def _clusters(
    claims: Mapping[str, Claim], links: Sequence[Link], verdicts: Mapping[str, Judgement]
) -> tuple[list[tuple[str, ...]], dict[str, list[str]]]:
    """The claims in groups, greedily by score, and the reasons of the links that joined them, by claim.

    Two groups are joined only where no pair across them is held apart by stance or by a person, and where their
    dates meet (see ``_are_apart``). So one vague claim never melts two happenings into one.
    """
    group = {c: frozenset({c}) for c in claims}
    reasons: dict[str, list[str]] = defaultdict(list)
    direct = {(each.a, each.b) for each in links if each.relation == "same" and each.score >= MERGE}
    for a, b, why, decided in _joins(claims, links, verdicts):
        one, two = group[a], group[b]
        if one is two:
            reasons[a].extend(why)
            continue
        if _are_apart([claims[x] for x in one], [claims[y] for y in two], verdicts, direct, decided):
            continue
        merged = one | two
        for member in merged:
            group[member] = merged
        reasons[a].extend(why)
    return [tuple(sorted(members)) for members in sorted({tuple(sorted(g)) for g in group.values()})], reasons


def _joins(
    claims: Mapping[str, Claim], links: Sequence[Link], verdicts: Mapping[str, Judgement]
) -> list[tuple[str, str, tuple[str, ...], bool]]:
    decided = []
    for name, judgement in sorted(verdicts.items()):
        a, b = pair_of(name)
        if judgement.verdict == "same" and a in claims and b in claims:
            why = f"{judgement.who} held them to be one{': ' + judgement.why if judgement.why else '.'}"
            decided.append((a, b, (why,), True))
    found = [(each.a, each.b, each.reasons, False) for each in links if each.relation == "same" and each.score >= MERGE]
    return decided + found


def _are_apart(
    one: Collection[Claim],
    two: Collection[Claim],
    verdicts: Mapping[str, Judgement],
    direct: Collection[tuple[str, str]],
    decided: bool,
) -> bool:
    """True where the groups must not be joined: by stance, by a person, or by dates that do not meet and that no link
    of their own excuses. A date that few of many bear does not part the others; a vague one meets nothing for them.
    """
    met = unmet = 0
    for x in one:
        for y in two:
            if _stance(x) != _stance(y):
                return True
            verdict = verdicts.get(link_name(x.id, y.id))
            if verdict is not None and verdict.verdict == "different":
                return True
            if decided or verdict is not None or x.date is None or y.date is None:
                continue
            if x.date.overlaps(y.date):
                met += max(_days(x.date), _days(y.date)) <= FINE_DAYS
            elif (min(x.id, y.id), max(x.id, y.id)) in direct:
                met += 1
            else:
                unmet += 1
    return unmet > OUTLIERS * met


# Names


def _names(clusters: Sequence[tuple[str, ...]], named: Mapping[str, str]) -> dict[str, str]:
    """First claim of each cluster -> name. An earlier name goes to the cluster that holds most of its claims."""
    shares = Counter((named[c], members[0]) for members in clusters for c in members if c in named)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for (earlier, first), _ in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if earlier not in taken and first not in names:
            names[first] = earlier
            taken.add(earlier)
    earlier_names = set(named.values())
    for members in clusters:
        if members[0] in names:
            continue
        ordinal = 0
        while (name := _new_name(members[0], ordinal)) in taken or name in earlier_names:
            ordinal += 1
        names[members[0]] = name
        taken.add(name)
    return names


def _new_name(first_claim: str, ordinal: int) -> str:
    parts = ["event", first_claim, *([str(ordinal)] if ordinal else [])]
    return "e" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:15]


# One event


def _event(name: str, claims: Sequence[Claim], reasons: Mapping[str, Sequence[str]]) -> Event:
    """The event of ``claims``, which stand in the order of their reports."""
    kind = _commonest([(c.type, c.family) for c in claims])
    when = _agreed_date(claims)
    gives_dyads = not claims[0].negated and _stance(claims[0])[0] in {"done", "plan"}
    return Event(
        id=name,
        type=kind[0],
        family=kind[1],
        status=_commonest([c.status for c in claims]),
        roles=tuple(sorted({(r.role, r.actor) for c in claims for r in c.roles})),
        date=when,
        place=_agreed_place(claims),
        claims=tuple(c.id for c in claims),
        dyads=tuple(sorted({d for c in claims for d in c.dyads})) if gives_dyads else (),
        attributes=_attributes(claims),
        reasons=tuple(dict.fromkeys(r for c in sorted(claims, key=lambda c: c.id) for r in reasons.get(c.id, ()))),
        conflicts=tuple(_conflicts(claims)),
        negated=claims[0].negated,
    )


def _commonest(values: Sequence[_T]) -> _T:
    """The value held most often; among equals the one reported first."""
    counts = Counter(values)
    return max(counts, key=lambda v: (counts[v], -values.index(v)))


def _agreed_date(claims: Sequence[Claim]) -> Interval | None:
    """The narrowest date among those that most others meet: always one that a claim bears, never a new one."""
    dates = [c.date for c in claims if c.date is not None]
    if not dates:
        return None
    return min(dates, key=lambda d: (-sum(d.overlaps(o) for o in dates), _days(d), d.first, d.last, d.basis))


def _days(when: Interval) -> float:
    return math.inf if when.start is None or when.end is None else (when.end - when.start).days


def _agreed_place(claims: Sequence[Claim]) -> Place | None:
    places = [c.place for c in claims if c.place is not None]
    if not places:
        return None
    country = _commonest([p.country for p in places])
    return max((p for p in places if p.country == country), key=lambda p: (p.name is not None, p.name or ""))


def _attributes(claims: Sequence[Claim]) -> dict[str, str]:
    keys = sorted({k for c in claims for k in c.attributes})
    return {k: _commonest([c.attributes[k] for c in claims if k in c.attributes]) for k in keys}


# Conflicts


def _conflicts(claims: Sequence[Claim]) -> Iterable[Conflict]:
    """The fields on which the claims cannot all be right, each with the claims behind each value."""
    dated = [(c, c.date) for c in claims if c.date is not None]
    if any(not a.overlaps(b) for _, a in dated for _, b in dated):
        yield _conflict("date", [(_day_words(d), c.id) for c, d in dated])
    statuses = {c.status for c in claims}
    if len(statuses) > 1 and not statuses <= _DONE:
        yield _conflict("status", [(c.status.value, c.id) for c in claims])
    places = [(c.place.country, c.id) for c in claims if c.place and c.place.country]
    if len({country for country, _ in places}) > 1:
        yield _conflict("place", [(country or "", c) for country, c in places])
    yield from _amount_conflicts(claims)
    yield from _role_conflicts(claims)


def _amount_conflicts(claims: Sequence[Claim]) -> Iterable[Conflict]:
    """Numbers of one unit; what is counted is named as printed ("troops", "soldiers") and so no key to compare by.

    A claim may give several (parts and a whole): two claims differ where none of theirs meet.
    """
    stated: dict[str, dict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        for amount in claim.amounts:
            if amount.unit:
                stated[amount.unit][claim.id].append(amount)
    for unit, by_claim in sorted(stated.items()):
        listed = list(by_claim.items())
        apart = any(
            not any(_meet(x, y) for x in mine for y in theirs)
            for at, (_, mine) in enumerate(listed)
            for _, theirs in listed[at + 1 :]
        )
        if apart:
            names = {a.attribute for _, amounts in listed for a in amounts}
            values = [(f"{_amount_words(a)} {unit}", c) for c, amounts in listed for a in amounts]
            yield _conflict(names.pop() if len(names) == 1 else unit, values)


def _role_conflicts(claims: Sequence[Claim]) -> Iterable[Conflict]:
    """An actor given one role by one claim and another by another of the same type: who sold and who bought."""
    by_type: dict[str, dict[str, dict[str, set[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for claim in claims:
        for role in claim.roles:
            by_type[claim.type][role.actor][claim.id].add(role.role)
    for kind in sorted(by_type):
        for actor, roles in sorted(by_type[kind].items()):
            sets = list(roles.values())
            if any(not (a & b) for at, a in enumerate(sets) for b in sets[at + 1 :]):
                values = [(", ".join(sorted(r)), c) for c, r in roles.items()]
                yield _conflict(f"role of {actor}", values)


def _conflict(field: str, values: Iterable[tuple[str, str]]) -> Conflict:
    behind: dict[str, list[str]] = defaultdict(list)
    for value, claim in values:
        behind[value].append(claim)
    return Conflict(field, tuple((v, tuple(sorted(set(c)))) for v, c in sorted(behind.items())))


def _day_words(when: Interval) -> str:
    start, end = (d.isoformat() if d else "" for d in (when.start, when.end))
    return start if start == end else f"{start}/{end}"


def _bounds(amount: Amount) -> tuple[float, float]:
    value, op = amount.value, amount.op
    low = amount.low if amount.low is not None else value if value is not None and op not in {"<", "<="} else -math.inf
    high = (
        amount.high if amount.high is not None else value if value is not None and op not in {">", ">="} else math.inf
    )
    return low, high


def _meet(x: Amount, y: Amount) -> bool:
    (a, b), (c, d) = _bounds(x), _bounds(y)
    return max(a, c) <= min(b, d)


def _amount_words(amount: Amount) -> str:
    number = f"{amount.value:g}" if amount.value is not None else f"{_bounds(amount)[0]:g} to {_bounds(amount)[1]:g}"
    return number if amount.op == "=" else f"{amount.op} {number}"


# Between events


def _joined(
    events: Mapping[str, Event],
    claims: Mapping[str, Claim],
    links: Sequence[Link],
    verdicts: Mapping[str, Judgement],
) -> list[Event]:
    """The events with the plans that they carry out and the denials that they meet."""
    home = {c: e.id for e in events.values() for c in e.claims}
    fulfils: dict[str, set[str]] = defaultdict(set)
    fulfilled: dict[str, set[str]] = defaultdict(set)
    denials: dict[str, list[Conflict]] = defaultdict(list)
    for each in links:
        verdict = verdicts.get(link_name(each.a, each.b))
        if each.score < MERGE or (verdict is not None and verdict.verdict == "different"):
            continue
        plan, act = home[each.a], home[each.b]
        if each.relation == "fulfils":
            fulfils[act].add(plan)
            fulfilled[plan].add(act)
        elif each.relation == "denies" and claims[each.a].negated != claims[each.b].negated:
            says = {claims[c].negated: c for c in (each.a, each.b)}
            shown = _conflict("whether it happened", [("reported", says[False]), ("denied", says[True])])
            denials[plan].append(shown)
            denials[act].append(shown)
    return [
        _with_others(e, fulfils.get(e.id, set()), fulfilled.get(e.id, set()), denials.get(e.id, []))
        for e in sorted(events.values(), key=lambda e: e.id)
    ]


def _with_others(event: Event, fulfils: set[str], fulfilled: set[str], denials: Sequence[Conflict]) -> Event:
    from dataclasses import replace

    return replace(
        event,
        fulfils=tuple(sorted(fulfils)),
        fulfilled_by=tuple(sorted(fulfilled)),
        conflicts=event.conflicts + tuple(sorted(set(denials), key=lambda c: (c.field, c.values))),
    )
