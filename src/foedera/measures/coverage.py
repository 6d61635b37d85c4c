"""Of which years a record can say that nothing happened, and of which it can only say that it did not look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from foedera.measures.acts import UNDATED, Act, period_of, year_of
from foedera.model import Dossier

__all__ = ["RULE", "Coverage", "coverage_of", "span"]

RULE = (
    "A year is covered for an actor where a document published in that year has a claim that names it, and for a pair"
    " where both are covered. What did not happen in a covered year is 0; a year that is not covered is empty."
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """``named``: the years of publication of the documents whose claims name an actor. ``published``: of them all."""

    documents: int
    undated: int
    unreadable: int
    published: frozenset[int]
    named: Mapping[str, frozenset[int]]
    ever_named: frozenset[str]

    def covers(self, actor: str, year: int) -> bool:
        return year in self.named.get(actor, frozenset())

    def covers_pair(self, a: str, b: str, year: int) -> bool:
        return self.covers(a, year) and self.covers(b, year)

    def years(self, listed: Iterable[Act], since: date | None, until: date | None) -> range:
        """From the first to the last year asked for; where none is, of events and publications."""
        known = {y for act in listed if (y := year_of(act.event)) is not None} | self.published
        first = since.year if since else min(known, default=0)
        last = until.year if until else max(known, default=-1)
        return range(first, last + 1)

    def words(self, actors: Iterable[str], years: range, listed: Iterable[Act] = ()) -> str:
        """How much of the period the record covers, for a reader."""
        when = f", published {_span(self.published)}" if self.published else ""
        told = [f"{self.documents} documents{when}, {self.undated} undated, {self.unreadable} unreadable."]
        if len(years):
            held = [y for y in years if y in self.published]
            told.append(f"{len(held)} of the {len(years)} years {_span(years)} have documents of their own.")
            for actor in dict.fromkeys(actors):
                held = sorted(y for y in years if self.covers(actor, y))
                which = f" ({_runs(held)})" if held else ""
                told.append(f"{actor} is named in documents of {len(held)} of them{which}.")
        periods = [period_of(act.event) for act in listed]
        if periods:
            undated = periods.count(UNDATED)
            spans = sum(1 for p in periods if "-" in p)
            dated = len(periods) - undated - spans
            told.append(f"Of {len(periods)} events {dated} have a year, {spans} a span of years, {undated} no date.")
        return " ".join(told)


def coverage_of(record: Dossier) -> Coverage:
    """What the record covers, by the dates of publication of its documents and the actors its claims name."""
    years = {
        t.id: range(t.published.first.year, t.published.last.year + 1) if t.published else range(0)
        for t in record.texts
    }
    named: dict[str, set[int]] = defaultdict(set)
    ever: set[str] = set()
    for claim in record.claims:
        for actor in claim.actors:
            ever.add(actor)
            named[actor].update(years.get(claim.text_id, ()))
    return Coverage(
        documents=len(record.texts),
        undated=sum(1 for t in record.texts if t.published is None),
        unreadable=len(record.failures),
        published=frozenset(y for these in years.values() for y in these),
        named={actor: frozenset(found) for actor, found in named.items()},
        ever_named=frozenset(ever),
    )


def span(years: Iterable[int]) -> str:
    """``2012-2024``, as periods are written; empty for no year."""
    found = sorted(years)
    return "" if not found else str(found[0]) if found[0] == found[-1] else f"{found[0]}-{found[-1]}"


def _span(years: Iterable[int]) -> str:
    found = sorted(years)
    return str(found[0]) if found[0] == found[-1] else f"{found[0]} to {found[-1]}"


def _runs(years: list[int]) -> str:
    """``2012, 2019, 2021-2024``."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
