"""One event of the claims that report it: the values on which they agree, and what was told of it when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TypeVar

from foedera.events.clusters import days
from foedera.events.conflicts import conflicts
from foedera.events.stance import stance
from foedera.model import Claim, Event, Interval, Place, Report

__all__ = ["agreed"]

_T = TypeVar("_T")


def agreed(
    name: str, claims: Sequence[Claim], *, reported: Mapping[str, date | None], reasons: Mapping[str, Sequence[str]]
) -> Event:
    """The event of ``claims``, which stand in the order of their reports; ``reported`` is the day of each."""
    kind = _commonest([(c.type, c.family) for c in claims])
    gives_dyads = not claims[0].negated and stance(claims[0])[0] in {"done", "plan"}
    joined = (reason for c in sorted(claims, key=lambda c: c.id) for reason in reasons.get(c.id, ()))
    return Event(
        id=name,
        type=kind[0],
        family=kind[1],
        status=_commonest([c.status for c in claims]),
        roles=tuple(sorted({(r.role, r.actor) for c in claims for r in c.roles})),
        date=_agreed_date(claims),
        place=_agreed_place(claims),
        claims=tuple(c.id for c in claims),
        dyads=tuple(sorted({d for c in claims for d in c.dyads})) if gives_dyads else (),
        attributes=_attributes(claims),
        reasons=tuple(dict.fromkeys(joined)),
        conflicts=tuple(conflicts(claims)),
        history=_history(claims, reported),
        negated=claims[0].negated,
    )


def _history(claims: Sequence[Claim], reported: Mapping[str, date | None]) -> tuple[Report, ...]:
    """What was told of it, day by day: one step for each day of publication and each status told on it."""
    by_day = groupby(claims, key=lambda c: reported[c.id])
    steps = []
    for day, told in by_day:
        listed = list(told)
        for status in dict.fromkeys(c.status for c in listed):
            ids = tuple(c.id for c in listed if c.status is status)
            steps.append(Report(day, status, listed[0].negated, ids))
    return tuple(steps)


def _commonest(values: Sequence[_T]) -> _T:
    """The value held most often; among equals the one reported first."""
    counts = Counter(values)
    return max(counts, key=lambda v: (counts[v], -values.index(v)))


def _agreed_date(claims: Sequence[Claim]) -> Interval | None:
    """The narrowest date among those that most others meet: always one that a claim bears, never a new one."""
    dates = [c.date for c in claims if c.date is not None]
    if not dates:
        return None
    return min(dates, key=lambda d: (-sum(d.overlaps(o) for o in dates), days(d), d.first, d.last, d.basis))


def _agreed_place(claims: Sequence[Claim]) -> Place | None:
    places = [c.place for c in claims if c.place is not None]
    if not places:
        return None
    country = _commonest([p.country for p in places])
    return max((p for p in places if p.country == country), key=lambda p: (p.name is not None, p.name or ""))


def _attributes(claims: Sequence[Claim]) -> dict[str, str]:
    keys = sorted({k for c in claims for k in c.attributes})
    return {k: _commonest([c.attributes[k] for c in claims if k in c.attributes]) for k in keys}
