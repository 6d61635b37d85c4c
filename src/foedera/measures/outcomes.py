"""What becomes of plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.measures.acts import Act, acts, card, count, partners_of
from foedera.measures.coverage import coverage_of, span
from foedera.measures.resampling import bounds, by_origin, replicates
from foedera.model import Dossier
from foedera.table import Cell, Row, Table

__all__ = ["fulfilment"]

ALL = "all"
OUTCOMES = ("fulfilled", "cancelled", "lapsed", "open")


def fulfilment(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """How many of the plans between an actor and its partners were carried out.

    Formula: plans are events agreed or planned. Each is fulfilled (an event is linked as carrying it out), else
    cancelled (an event is linked that calls it off or refuses it), else lapsed (its day has passed and no report says
    what became of it), else open. rate = fulfilled / (fulfilled + cancelled + lapsed), open plans being censored; its
    bounds are 90 % of 400 draws of the origins. least and most are the rates if every open plan failed, or were
    fulfilled. postponed counts those that a report puts off, whatever became of them.
    Rows: "all" partners, then each partner; by family, and "all" families.
    Source: the plans of the record, and the links of plans to later events. Unit: plans; rate 0 to 1.
    Missing: the rate is empty where no plan is settled.
    Traps: a lapsed plan may well have been carried out unreported, so the rate is a lower bound of what was done; plans
    that nobody announced are not here; a plan of no date never lapses and stays open.
    """
    every = acts(record, codebook, since=since, until=until)
    plans = [a for a in every if a.kind == "plan" and partners_of(a, actor)]
    coverage = coverage_of(record)
    chosen = list(partners) or sorted({p for a in plans for p in partners_of(a, actor)})
    shown = [a for a in plans if set(chosen).intersection(partners_of(a, actor))]
    rows = []
    for partner in (ALL, *chosen):
        held = [a for a in shown if partner == ALL or partner in partners_of(a, actor)]
        families = [f for f in codebook.families if any(a.event.family == f for a in held)]
        for family in (ALL, *families):
            rows.append(Row((partner, family), _cells([a for a in held if family in (ALL, a.event.family)])))
    return Table(
        measure="fulfilment",
        unit="plans; rate 0 to 1",
        method=card(fulfilment),
        coverage=coverage.words([actor, *partners], coverage.years(every, since, until), shown),
        actor=actor,
        period=span(coverage.years(every, since, until)),
        keys=("partner", "family"),
        columns=COLUMNS,
        rows=tuple(rows),
        aside={"plans": _listed(shown, actor, chosen)},
    )


COLUMNS = ("plans", *OUTCOMES, "postponed", "rate", "least", "most")


def _outcome(act: Act) -> str:
    event = act.event
    if event.fulfilled_by:
        return "fulfilled"
    if event.cancelled_by:
        return "cancelled"
    return "lapsed" if event.lapsed else "open"


def _cells(plans: Sequence[Act]) -> tuple[Cell, ...]:
    by = {outcome: [a for a in plans if _outcome(a) == outcome] for outcome in OUTCOMES}
    settled = [a for a in plans if a not in by["open"]]
    done = float(len(by["fulfilled"]))
    drawn = replicates(by_origin((a, _outcome(a), 1.0) for a in settled))
    low, high = bounds(drawn, lambda t: _rate(t.get("fulfilled", 0.0), sum(t.values())))
    everything, rest = count(plans), count(settled)
    return (
        everything,
        *(count(by[outcome]) for outcome in OUTCOMES),
        count(a for a in plans if a.event.postponed_by),
        Cell(_rate(done, len(settled)), rest.claims, (), low, high) if settled else Cell(None),
        Cell(_rate(done, len(plans)), everything.claims),
        Cell(_rate(done + len(by["open"]), len(plans)), everything.claims),
    )


def _rate(done: float, whole: float) -> float | None:
    return done / whole if whole > 0 else None


def _listed(plans: Sequence[Act], actor: str, partners: Sequence[str]) -> Table:
    rows = [
        Row((partner, a.event.id, a.event.type, _outcome(a), _due(a)), (count([a]),))
        for a in plans
        for partner in partners_of(a, actor)
        if partner in partners
    ]
    keys = ("partner", "plan", "type", "outcome", "due")
    return Table(
        "fulfilment: plans",
        "plans",
        "Each plan and what became of it.",
        "",
        keys,
        ("plans",),
        tuple(sorted(rows, key=lambda r: r.keys)),
    )


def _due(act: Act) -> str:
    return str(act.event.date.last) if act.event.date else ""
