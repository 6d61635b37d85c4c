"""Claims, Links and Judgements -> Events: a pure function, with no database and no clock.

Laws: the order of input is immaterial; a claim is in at most one event; done and planned are never one event;
a rejected claim makes none, nor does one of which the coder is unsure until a person accepts it; an event keeps its
name as it grows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from foedera.decisions import link_name, told
from foedera.events.between import joined
from foedera.events.clusters import MERGE, clusters, verdicts
from foedera.events.naming import names
from foedera.events.values import agreed
from foedera.model import Claim, Event, Interval, Judgement, Link

__all__ = ["MERGE", "STANDING", "assemble", "link_name"]

STANDING = frozenset({"structure", "assessment"})  # what stands, or is thought, is not a happening


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
    claim "accept", "correct" and "reject"; link "same" and "different", its subject named by ``link_name``; event
    "split".
    """
    judgements = list(judgements)
    decided = verdicts(judgements)
    kept = {c.id: c for c in told(list(claims), judgements) if c.family not in standing}
    connections = [each for each in links if each.a in kept and each.b in kept]
    connections.sort(key=lambda each: (-each.score, each.a, each.b, each.relation))
    found = clusters(kept, connections, decided)
    named_now = names(found.groups, named)
    reported = {c.id: _reported(published.get(c.text_id)) for c in kept.values()}
    events = {}
    for members in found.groups:
        name = named_now[members[0]]
        ordered = sorted(
            (kept[m] for m in members), key=lambda c: (reported[c.id] or date.max, c.text_id, c.quote.start, c.id)
        )
        events[name] = agreed(name, ordered, reported=reported, reasons=found.reasons)
    last = max((when.last for when in published.values() if when is not None), default=None)
    return joined(events, kept, connections, decided, latest=last)


def _reported(when: Interval | None) -> date | None:
    return when.first if when else None
