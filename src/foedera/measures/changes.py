"""Where the tempo between an actor and its partners changes, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foedera.codebook import Codebook
from foedera.measures.acts import Act, acts, card, count, partners_of, settings, year_of
from foedera.measures.coverage import Coverage, coverage_of, span
from foedera.measures.segments import posterior
from foedera.model import Dossier
from foedera.table import Cell, Row, Table

__all__ = ["change_points"]

ALL = "all"
COLUMNS = ("done", "change", "rate", "per_document")
FEWEST = 3  # events of a partner, below which its series is not shown unless asked for
SHAPES = (0.5, 1.0, 2.0)  # of the prior of the rate, for the sensitivity


def change_points(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    looking_back: bool = False,
) -> Table:
    """The years in which the number of events of an actor, with all partners and with each, changes its rate.

    Formula: done cooperative events a year are Poisson counts whose rate stays the same within a segment of years;
    change is the posterior probability that a new segment begins with that year, summed exactly over all ways of
    cutting the series (Fearnhead 2006, Statistics and Computing 16:203-213); rate is the posterior mean of the
    yearly rate with its 90 % credible interval; done the count. Prior: gamma rates of shape 1 around the mean of the
    series, one change expected (measures.yml). per_document is the probability of a change where the counts are taken
    for each document of the year that names the actor, so that more reading alone makes no change.
    Source: the events of the record that have a year. Unit: events; probability 0 to 1; events a year.
    Missing: only covered years are in the series (a document published in the year names the actor, and the partner);
    a change is then between a year and the covered one before it. Events of other years are counted in done, and no
    more: they are known only because something was told of them. With looking_back every year of the period is taken
    as looked at. Beside it: the same probabilities under other priors.
    Traps: a probability spread over neighbouring years means a change among them; with few events nothing is sure; a
    report that looks back tells the big events of early years only; reading more is not doing more.
    """
    listed = [a for a in acts(record, codebook, since=since, until=until) if a.is_done_together]
    coverage = coverage_of(record)
    told = settings(codebook).get("change_points", {})
    shape, expected = float(told.get("shape", 1.0)), float(told.get("changes_expected", 1.0))
    years = coverage.years([a for a in listed if partners_of(a, actor)], since, until)
    documents = _documents(record, actor)
    rows, other = [], []
    for partner in (ALL, *(partners or sorted({p for a in listed for p in partners_of(a, actor)}))):
        held = [a for a in listed if (partner in partners_of(a, actor) or (partner == ALL and partners_of(a, actor)))]
        counted = [[a for a in held if year_of(a.event) == year] for year in years]
        if partner != ALL and not partners and sum(map(len, counted)) < FEWEST:
            continue
        seen = [
            (year, acts_of)
            for year, acts_of in zip(years, counted, strict=True)
            if looking_back or _looked(coverage, actor, partner, year)
        ]
        series = _Series([y for y, _ in seen], [a for _, a in seen], [documents.get(y, 1.0) for y, _ in seen])
        rows += _rows(partner, years, counted, series, shape=shape, expected=expected)
        other += _other_priors(partner, series, expected)
    shown = [
        a for a in listed if partners_of(a, actor) and (not partners or set(partners) & set(partners_of(a, actor)))
    ]
    method = "The probability of a change under gamma priors of another shape: 0.5 wider, 2 narrower."
    columns = tuple(f"shape_{shape:g}" for shape in SHAPES)
    return Table(
        measure="change_points",
        unit="events; probability 0 to 1; events a year",
        method=card(change_points),
        coverage=coverage.words([actor, *partners], years, shown),
        actor=actor,
        period=span(years),
        keys=("partner", "year"),
        columns=COLUMNS,
        rows=tuple(rows),
        integers=("year",),
        notes=("Every year of the period is taken as looked at.",) if looking_back else (),
        aside={
            "priors": Table("change_points: priors", "0 to 1", method, "", ("partner", "year"), columns, tuple(other))
        },
    )


def _looked(coverage: Coverage, actor: str, partner: str, year: int) -> bool:
    return coverage.covers(actor, year) if partner == ALL else coverage.covers_pair(actor, partner, year)


def _documents(record: Dossier, actor: str) -> dict[int, float]:
    """How many documents of each year of publication name the actor."""
    naming = {c.text_id for c in record.claims if actor in c.actors}
    found: Counter[int] = Counter()
    for text in record.texts:
        if text.id in naming and text.published:
            found.update(range(text.published.first.year, text.published.last.year + 1))
    return {year: float(number) for year, number in found.items()}


@dataclass(frozen=True, slots=True)
class _Series:
    """The years that count, with the acts of each and how much was read of it."""

    years: Sequence[int]
    acts: Sequence[Sequence[Act]]
    documents: Sequence[float]

    @property
    def counts(self) -> list[float]:
        return [float(len(each)) for each in self.acts]

    @property
    def claims(self) -> tuple[str, ...]:
        return count({a.event.id: a for held in self.acts for a in held}.values()).claims


def _rows(
    partner: str, years: range, counted: Sequence[Sequence[Act]], series: _Series, *, shape: float, expected: float
) -> list[Row]:
    found = posterior(series.counts, shape=shape, changes_expected=expected)
    adjusted = posterior(
        series.counts, exposure=series.documents, shape=shape, changes_expected=expected, with_bounds=False
    )
    behind, places = series.claims, {year: at for at, year in enumerate(series.years)}
    rows = []
    for year, held in zip(years, counted, strict=True):
        cells: tuple[Cell, ...] = (Cell(None),) * len(COLUMNS)
        if year in places and behind:
            at = places[year]
            cells = (
                count(held),
                Cell(found.changes[at], behind),
                Cell(found.rates[at], behind, (), found.low[at], found.high[at]),
                Cell(adjusted.changes[at], behind),
            )
        elif held or year in places:
            cells = (count(held), *cells[1:])
        rows.append(Row((partner, str(year)), cells))
    return rows


def _other_priors(partner: str, series: _Series, expected: float) -> list[Row]:
    behind = series.claims
    if not behind:
        return []
    told = [
        posterior(series.counts, shape=shape, changes_expected=expected, with_bounds=False).changes for shape in SHAPES
    ]
    return [
        Row((partner, str(year)), tuple(Cell(each[at], behind) for each in told))
        for at, year in enumerate(series.years)
    ]
