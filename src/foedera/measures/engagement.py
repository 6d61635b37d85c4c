"""How much one actor does with each of its partners, by family and period."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.measures.acts import (
    UNDATED,
    Act,
    acts,
    card,
    citations,
    count,
    in_period,
    is_placed,
    kind_of,
    parties,
    partners_of,
    period_of,
)
from foedera.measures.coverage import coverage_of, span
from foedera.measures.resampling import bounds as bounds_of
from foedera.measures.resampling import by_origin, replicates
from foedera.model import Dossier
from foedera.table import Cell, Row, Table

__all__ = ["UNDATED", "engagement", "in_period", "is_placed", "kind_of", "parties", "period_of"]

COLUMNS = ("done", "plan", "open", "intensity")
Key = tuple[str, str, str]


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

    Formula: the number of events in which both take part on sides that the kind of act ties (visitor and host,
    supplier and recipient, any two signatories; not place, framework or bystander), counted once for each partner;
    done (occurred, ongoing, habitual), plan (agreed, planned) and open (offered, discussed, asked for, thought
    possible) are columns of their own, never added. Refused, called off and denied acts count nowhere, nor do
    withdrawals and the lifting of measures. intensity: the sum of the published weights of the done events.
    Source: the events of the record. Unit: events; intensity in points of -10 to 10 an event.
    Weights: PLOVER scores by code and mode, else the Goldstein score of the CAMEO code (measures.yml); an event
    with neither adds nothing.
    Period: the year; "first-last" where an event is dated only by a span of years; "undated" also where only its end
    is bounded ("by 2015", "until 2050").
    Uncertainty: of done and intensity, 90 % of 400 draws of the origins with replacement.
    A missing row: no document read tells of such an event, which is not the same as none having happened.
    Traps: an event told as "some two dozen exercises" is one event; a habit is one event; attention of the
    press grows with the years; membership of a body makes no pair; frictions are a family like any other here, with
    negative intensity.
    """
    listed = acts(record, codebook, since=since, until=until)
    found: dict[Key, list[Act]] = defaultdict(list)
    for act in listed:
        for other in partners_of(act, actor):
            if act.kind in COLUMNS and (not partners or other in partners):
                found[(other, act.event.family, period_of(act.event))].append(act)
    coverage = coverage_of(record)
    return Table(
        measure="engagement",
        unit="events",
        method=card(engagement),
        coverage=coverage.words(
            [actor, *partners],
            coverage.years(listed, since, until),
            {a.event.id: a for held in found.values() for a in held if a.kind == "done"}.values(),
        ),
        actor=actor,
        period=span(coverage.years(listed, since, until)),
        keys=("partner", "family", "period"),
        columns=COLUMNS,
        rows=tuple(Row(keys, _cells(held)) for keys, held in sorted(found.items())),
        sources=citations(codebook, "plover", "cameo"),
    )


def _cells(held: Sequence[Act]) -> tuple[Cell, ...]:
    done = [a for a in held if a.kind == "done"]
    drawn = replicates(
        by_origin([(a, "done", 1.0) for a in done] + [(a, "intensity", a.weight) for a in done if a.weight is not None])
    )
    counted, plan, open_ = (count(a for a in held if a.kind == kind) for kind in ("done", "plan", "open"))
    if not done:
        return (counted, plan, open_, Cell(0.0))
    weighted = math.fsum(a.weight or 0.0 for a in done)
    return (
        Cell(counted.value, counted.claims, (), *bounds_of(drawn, lambda t: t.get("done", 0.0))),
        plan,
        open_,
        Cell(weighted, counted.claims, (), *bounds_of(drawn, lambda t: t.get("intensity", 0.0))),
    )
