"""How much one actor does with each of its partners, by family and period."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.model import Dossier, Event, Status
from foedera.table import Cell, Row, Table

__all__ = ["UNDATED", "engagement", "in_period", "is_placed", "kind_of", "parties", "period_of"]

UNDATED = "undated"
COLUMNS = ("done", "plan", "open")
_OPEN = frozenset({Status.OFFERED, Status.DISCUSSED, Status.REQUESTED, Status.HYPOTHETICAL})


def engagement(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """Events between an actor and each partner, by family and period.

    Formula: the number of events in which both are parties (not as place, framework or bystander), counted
    once for each partner; done (occurred, ongoing, habitual), plan (agreed, planned) and open (offered, discussed,
    asked for, thought possible) are columns of their own, never added. Refused, called off and denied acts
    count nowhere, nor do withdrawals and the lifting of measures.
    Source: the events of the record. Unit: events. Weights: none.
    Period: the year; "first-last" where an event is dated only by a span of years; "undated" also where only its end
    is bounded ("by 2015", "until 2050").
    A missing row: no document read tells of such an event, which is not the same as none having happened.
    Traps: an event told as "some two dozen exercises" is one event; a habit is one event; attention of the
    press grows with the years; membership of a body makes no pair.
    """
    found: dict[tuple[str, str, str], dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in record.events:
        kind = kind_of(event, codebook)
        if kind not in COLUMNS or not in_period(event, since, until):
            continue
        others = parties(event.type, event.roles, codebook)
        if actor not in others:
            continue
        for other in sorted(others - {actor}):
            if not partners or other in partners:
                found[(other, event.family, period_of(event))][kind].append(event)
    rows = (Row(keys, tuple(_cell(kinds.get(c, ())) for c in COLUMNS)) for keys, kinds in sorted(found.items()))
    return Table(
        measure="engagement",
        unit="events",
        method=inspect.cleandoc(engagement.__doc__ or ""),
        coverage=_coverage(record),
        keys=("partner", "family", "period"),
        columns=COLUMNS,
        rows=tuple(rows),
    )


def parties(kind: str, roles: Iterable[tuple[str, str]], codebook: Codebook) -> frozenset[str]:
    """The actors that take part themselves: not the framework, the place, or who is said to stay away."""
    spec = codebook.types.get(kind)
    aside = {r.name for r in spec.roles if r.peripheral} if spec else set()
    return frozenset(actor for role, actor in roles if role not in aside)


def kind_of(event: Event, codebook: Codebook) -> str:
    """``done``, ``plan``, ``open`` or ``failed``; ``undone`` for what takes back; ``negated`` for what is denied."""
    if event.negated:
        return "negated"
    turn = codebook.raw.get("linking.yml", {}).get("turns", {}).get(event.type, {})
    if turn and all(event.attributes.get(k) == v for k, v in turn.items()):
        return "undone"
    if event.status.is_done:
        return "done"
    if event.status.is_prospective:
        return "plan"
    return "open" if event.status in _OPEN else "failed"


def in_period(event: Event, since: date | None, until: date | None) -> bool:
    """True for every undated event too: it may belong there, and is shown apart."""
    if event.date is None:
        return True
    return (until is None or event.date.first <= until) and (since is None or event.date.last >= since)


def is_placed(event: Event) -> bool:
    """True where it is known when the event began; "by 2015" and "until 2050" only bound it."""
    return event.date is not None and event.date.start is not None


def period_of(event: Event) -> str:
    if event.date is None or event.date.start is None:
        return UNDATED
    first, last = event.date.first.year, event.date.last.year
    return str(first) if first == last else f"{first}-{last}"


def _cell(events: Sequence[Event]) -> Cell:
    return Cell(float(len(events)), tuple(sorted({c for e in events for c in e.claims})))


def _coverage(record: Dossier) -> str:
    years: Mapping[int, int] = _years(record)
    span = f", published {min(years)} to {max(years)}" if years else ""
    undated = sum(1 for t in record.texts if t.published is None)
    return f"{len(record.texts)} documents{span}, {undated} undated, {len(record.failures)} unreadable"


def _years(record: Dossier) -> dict[int, int]:
    years: dict[int, int] = defaultdict(int)
    for text in record.texts:
        if text.published is not None:
            years[text.published.first.year] += 1
    return dict(years)
