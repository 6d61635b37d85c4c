"""How often an actor and its partners deal with one another, and how long they let pass between."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from foedera.codebook import Codebook
from foedera.measures.acts import Act, acts, card, count, partners_of, year_of
from foedera.measures.coverage import coverage_of, span
from foedera.model import Dossier, Interval
from foedera.table import Cell, Row, Table

__all__ = ["MAX_DAYS", "tempo"]

MAX_DAYS = 31  # an event dated no finer than a month has no place between two others


def tempo(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """How often an actor deals with each partner, and the gaps between.

    Formula: done is the number of done cooperative events; dated those known to within a month. A gap is the number
    of days from the end of one dated event to the start of the next: of the middles of the intervals in which they
    fell, with the least and the most that the dates allow as bounds. median_gap, longest_gap over the gaps; per_year
    divides the events that have a year by the years from the first of them to the last. burstiness is
    (sd - mean) / (sd + mean) of the gaps (Goh and Barabasi 2008): -1 regular, 0 at random, 1 in bursts; of three gaps
    or more. Beside it: every gap.
    Source: the events of the record. Unit: events, days, events a year.
    Missing: empty where there are too few dated events; a partner that no document names has no number at all.
    Traps: a gap in what is reported is not a gap in what was done; events dated by a year only are counted and have no
    gap; a visit of three days with its meetings may be several events a day apart.
    """
    listed = [a for a in acts(record, codebook, since=since, until=until) if a.is_done_together]
    coverage = coverage_of(record)
    chosen = list(partners) or sorted({p for a in listed for p in partners_of(a, actor)})
    rows, gap_rows = [], []
    for partner in chosen:
        held = [a for a in listed if partner in partners_of(a, actor)]
        looked = partner in coverage.ever_named
        gaps = _gaps(held)
        rows.append(Row((partner,), _cells(held, gaps) if looked else (Cell(None),) * len(COLUMNS)))
        gap_rows += [Row((partner, str(gap.before), str(gap.after)), (gap.cell,)) for gap in gaps]
    shown = [a for a in listed if set(chosen).intersection(partners_of(a, actor))]
    method = "Days between each dated event and the next, with the least and the most that the dates allow."
    keys = ("partner", "from", "to")
    return Table(
        measure="tempo",
        unit="events; days; events a year",
        method=card(tempo),
        coverage=coverage.words([actor, *partners], coverage.years(listed, since, until), shown),
        actor=actor,
        period=span(coverage.years(listed, since, until)),
        keys=("partner",),
        columns=COLUMNS,
        rows=tuple(rows),
        aside={"gaps": Table("tempo: gaps", "days", method, "", keys, ("days",), tuple(gap_rows))},
    )


COLUMNS = ("done", "dated", "per_year", "median_gap", "longest_gap", "burstiness")
FEWEST_GAPS = 3


class _Gap:
    """From one dated act to the next."""

    def __init__(self, one: Act, other: Act, before: Interval, after: Interval) -> None:
        self.before, self.after = before.last, after.first
        least = max(0, (after.first - before.last).days)
        most = (after.last - before.first).days
        days = max(0.0, (_middle(after) - _middle(before)) / timedelta(days=1))
        claims = count((one, other)).claims
        self.cell = Cell(days, claims, (), float(least), float(max(most, least)))


def _middle(when: Interval) -> timedelta:
    return (when.first - date.min) + (when.last - when.first) / 2


def _gaps(held: Sequence[Act]) -> list[_Gap]:
    dated = [
        (a.event.date, a)
        for a in held
        if a.event.date and a.event.date.start and a.event.date.end
        and (a.event.date.end - a.event.date.start).days < MAX_DAYS
    ]  # fmt: skip
    dated.sort(key=lambda each: (_middle(each[0]), each[0].first, each[1].event.id))
    return [_Gap(one, other, before, after) for (before, one), (after, other) in pairwise(dated)]


def _cells(held: Sequence[Act], gaps: Sequence[_Gap]) -> tuple[Cell, ...]:
    done = count(held)
    years = [y for a in held if (y := year_of(a.event)) is not None]
    placed = count(a for a in held if year_of(a.event) is not None)
    days = [gap.cell.value or 0.0 for gap in gaps]
    claims = tuple(sorted({c for gap in gaps for c in gap.cell.claims}))
    dated = len(gaps) + 1 if gaps else sum(1 for a in held if _is_dated(a))
    return (
        done,
        Cell(float(dated), claims or done.claims),
        Cell(len(years) / (max(years) - min(years) + 1), placed.claims) if years else Cell(None),
        Cell(statistics.median(days), claims) if days else Cell(None),
        Cell(max(days), claims) if days else Cell(None),
        Cell(_burstiness(days), claims),
    )


def _is_dated(act: Act) -> bool:
    when = act.event.date
    return bool(when and when.start and when.end and (when.end - when.start).days < MAX_DAYS)


def _burstiness(days: Sequence[float]) -> float | None:
    if len(days) < FEWEST_GAPS:
        return None
    mean, spread = statistics.fmean(days), statistics.pstdev(days)
    return (spread - mean) / (spread + mean) if spread + mean > 0 else None
