"""The fields on which the claims of one event cannot all be right, each with the claims behind each value."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from foedera.events.stance import DONE, PLAN
from foedera.model import Amount, Claim, Conflict, Interval

__all__ = ["conflict", "conflicts"]


def conflicts(claims: Sequence[Claim]) -> Iterable[Conflict]:
    """The fields on which the claims cannot all be right, each with the claims behind each value."""
    dated = [(c, c.date) for c in claims if c.date is not None]
    starts = [d.start for _, d in dated if d.start]
    ends = [d.end for _, d in dated if d.end]
    if starts and ends and max(starts) > min(ends):  # intervals meet two by two only where they all meet
        yield conflict("date", [(_day_words(d), c.id) for c, d in dated])
    statuses = {c.status for c in claims}
    if len(statuses) > 1 and not (statuses <= DONE or statuses <= PLAN):  # agreed, then planned: it came along
        yield conflict("status", [(c.status.value, c.id) for c in claims])
    places = [(c.place.country, c.id) for c in claims if c.place and c.place.country]
    if len({country for country, _ in places}) > 1:
        yield conflict("place", [(country or "", c) for country, c in places])
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
            yield conflict(names.pop() if len(names) == 1 else unit, values)


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
                yield conflict(f"role of {actor}", values)


def conflict(field: str, values: Iterable[tuple[str, str]]) -> Conflict:
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
