"""What events are to one another: plans and what became of them, wholes and their parts, reports and denials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from foedera.events.clusters import MERGE, Verdicts
from foedera.events.conflicts import conflict
from foedera.events.stance import PLAN
from foedera.model import Claim, Conflict, Event, Link, Precision

__all__ = ["joined"]

# A plan that fell due is reported on, if at all, within weeks: not sooner is its silence told as lapse.
SILENCE = timedelta(days=45)


def joined(
    events: Mapping[str, Event],
    claims: Mapping[str, Claim],
    links: Sequence[Link],
    decided: Verdicts,
    *,
    latest: date | None,
) -> list[Event]:
    """The events, sorted by name, each with those that it fulfils, ends, holds or denies.

    ``latest`` is the last day on which anything in the record was published: a plan that fell due well before, and of
    which nothing more was reported, has lapsed.
    """
    home = {c: e.id for e in events.values() for c in e.claims}
    others: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    denials: dict[str, set[Conflict]] = defaultdict(set)
    for each in links:
        if each.score < MERGE or (min(each.a, each.b), max(each.a, each.b)) in decided.different:
            continue
        one, two = home[each.a], home[each.b]
        if each.relation == "denies" and claims[each.a].negated != claims[each.b].negated:
            says = {claims[c].negated: c for c in (each.a, each.b)}
            shown = conflict("whether it happened", [("reported", says[False]), ("denied", says[True])])
            denials[one].add(shown)
            denials[two].add(shown)
        elif each.relation in _TOLD and one != two:
            here, there = _TOLD[each.relation]
            others[one][here].add(two)
            if there:
                others[two][there].add(one)
    found = []
    for event in sorted(events.values(), key=lambda e: e.id):
        known = {name: tuple(sorted(ids)) for name, ids in others[event.id].items()}
        denied = sorted(denials[event.id], key=lambda c: (c.field, c.values))
        whole = replace(event, conflicts=(*event.conflicts, *_gathered(denied)), **known)  # type: ignore[arg-type]
        found.append(replace(whole, lapsed=_lapsed(whole, latest)))
    return found


# relation -> what the event of a link's first claim has in the second's, and the second's in the first's
_TOLD: Mapping[str, tuple[str, str]] = {
    "fulfils": ("fulfilled_by", "fulfils"),
    "cancels": ("cancelled_by", ""),
    "postpones": ("postponed_by", ""),
    "part": ("part_of", "parts"),
}


def _gathered(denials: Iterable[Conflict]) -> list[Conflict]:
    """One conflict of all the denials, the claims of each value together."""
    said = [(value, claim) for denial in denials for value, claims in denial.values for claim in claims]
    return [conflict("whether it happened", said)] if said else []


def _lapsed(event: Event, latest: date | None) -> date | None:
    """The day by which a plan was to be carried out, where it is past and nothing tells what became of it."""
    told = event.fulfilled_by or event.cancelled_by or event.postponed_by
    when = event.date
    if event.status not in PLAN or event.negated or told or when is None or latest is None:
        return None
    if when.end is None or when.precision is Precision.OPEN:
        return None
    reported = event.first_reported
    if reported is None or when.end <= reported:  # the date is that of the agreement, or the plan was old news
        return None
    return when.end if latest > when.end + SILENCE else None
