"""On which level an actor and its partners meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.measures.acts import Act, acts, card, count, partners_of, period_of
from foedera.measures.coverage import coverage_of, span
from foedera.model import Dossier
from foedera.table import Cell, Row, Table

__all__ = ["contact_level"]

UNKNOWN = "unknown"


def contact_level(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """The rank of those who deal with one another: events of an actor with each partner, by the highest level told.

    Formula: the number of cooperative events (done, plan) whose highest level among those who take part is the level of
    the row, as any claim of the event tells it; each event once a partner. Levels: those of the codebook, highest
    first; "unknown" where no claim names an office. Beside it: the highest level of each period, as its rank (1 is
    the highest).
    Source: the events of the record, with offices read from the words. Unit: events.
    Missing: a row for every level and partner; 0 is that no event is told of on it; empty, that no document names
    the partner.
    Traps: reports name the highest and leave out the working level, so low levels are missed most; an event of many
    levels counts on its highest alone; who sent whom is not told here.
    """
    listed = [a for a in acts(record, codebook, since=since, until=until) if a.is_cooperative]
    coverage = coverage_of(record)
    met = {p for a in listed if a.kind in ("done", "plan") for p in partners_of(a, actor)}
    chosen = list(partners) or sorted(met)
    levels = [*codebook.levels, UNKNOWN]
    rows = []
    for partner in chosen:
        held = [a for a in listed if partner in partners_of(a, actor)]
        looked = partner in coverage.ever_named
        for level in levels:
            here = [a for a in held if (a.level or UNKNOWN) == level]
            cells = (count(a for a in here if a.kind == kind) if looked else Cell(None) for kind in ("done", "plan"))
            rows.append(Row((partner, level), tuple(cells)))
    shown = [a for a in listed if a.kind == "done" and set(chosen).intersection(partners_of(a, actor))]
    return Table(
        measure="contact_level",
        unit="events",
        method=card(contact_level),
        coverage=coverage.words([actor, *partners], coverage.years(listed, since, until), shown),
        actor=actor,
        period=span(coverage.years(listed, since, until)),
        keys=("partner", "level"),
        columns=("done", "plan"),
        rows=tuple(rows),
        aside={"highest": _highest(listed, actor, chosen, codebook.levels)},
    )


def _highest(listed: Sequence[Act], actor: str, partners: Sequence[str], levels: Sequence[str]) -> Table:
    rows = []
    for partner in partners:
        done = [a for a in listed if a.kind == "done" and a.level and partner in partners_of(a, actor)]
        for period in sorted({period_of(a.event) for a in done}):
            here = [a for a in done if period_of(a.event) == period]
            best = min(levels.index(a.level or "") for a in here)
            claims = count(a for a in here if a.level == levels[best]).claims
            rows.append(Row((partner, period, levels[best]), (Cell(best + 1.0, claims),)))
    method = (
        "The highest level among the done events of a period, as its rank: 1 is the first of the codebook's levels."
    )
    keys = ("partner", "period", "level")
    return Table("contact_level: highest", "rank", method, "", keys, ("rank",), tuple(rows))
