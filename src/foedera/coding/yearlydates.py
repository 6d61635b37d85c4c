"""Reckonings of what comes once a year and may leave its year out: seasons, quarters, halves, feasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from foedera.coding.periods import Days, at_season, safe_date, shift
from foedera.coding.timeleaf import (
    NEAR_DAYS,
    STALE_DAYS,
    STALE_DAYS_SAME_YEAR,
    Found,
    Leaf,
    Setting,
    counted_from,
    full_year,
)
from foedera.model import Precision

__all__ = ["YEARLY"]

_FURTHEST = 2  # years from publication that one is looked for


def _season(found: Found) -> Leaf | None:
    first = int(found.word("season") or 1)
    year = found.number("year")
    if year is None:
        at = found.match.start("season")
        is_meant = found.match["season"].islower() and found.grammar.is_season_cued(found.sentence, at)
        return _placed(found, lambda y: at_season(y, first)) if is_meant else None
    last = at_season(year, int(found.word("season_2", of="season") or first))
    start = at_season(year, first)
    return found.leaf((start[0], last[1])) if start and last and start[0] <= last[0] else None


def _quarter(found: Found) -> Leaf | None:
    number = found.number("rank") if found.has("rank") else found.number("one_digit")
    if number is None or not 1 <= number <= 4:
        return None
    year = found.number("year")
    if year is None:
        return _placed(found, lambda y: at_season(y, number * 3 - 2))
    return found.leaf(at_season(year, number * 3 - 2))


def _half(found: Found) -> Leaf | None:
    number = found.number("one_digit")
    if number not in (1, 2):
        return None
    first, last = (at_season(found.number("year") or 0, month) for month in (number * 6 - 5, number * 6 - 2))
    return found.leaf((first[0], last[1])) if first and last else None


def _feast(found: Found) -> Leaf | None:
    month, day = (int(figure) for figure in str(found.word("feast")).split("-"))
    digits = found.match["year"] if found.has("year") else None
    if digits is not None:
        at = safe_date(full_year(digits, found.setting), month, day)
        return found.leaf((at, at), Precision.DAY) if at else None
    return replace(_placed(found, lambda y: _one_day(y, month, day)), precision=Precision.DAY)


def _placed(found: Found, of_year: Callable[[int], Days | None]) -> Leaf:
    """The one that the setting points to; without an interval where nothing is known of the year."""
    days = _nearest(found.setting, of_year)
    if days is None:
        return found.leaf()
    return replace(found.leaf(days, basis=counted_from(found.setting.published)), inferred=True)


def _nearest(setting: Setting, of_year: Callable[[int], Days | None]) -> Days | None:
    """The latest that has begun by publication, or the next where the future is meant or that would be stale."""
    published = setting.published
    if published is None:
        return None
    years = range(published.first.year - _FURTHEST, published.last.year + _FURTHEST + 1)
    spans = [days for year in years if (days := of_year(year)) is not None]
    past = [days for days in spans if days[0] <= published.last]
    ahead = [days for days in spans if days[1] >= published.first]
    if setting.direction == "future" or not past:
        return ahead[0] if ahead else None
    latest = past[-1]
    if setting.direction == "past" or not ahead:
        return latest
    limit = STALE_DAYS_SAME_YEAR if latest[0].year == published.last.year else STALE_DAYS
    is_stale = (published.last - latest[1]).days > limit
    return ahead[0] if is_stale and (ahead[0][0] - published.first).days < NEAR_DAYS else latest


def _weekend_of(found: Found) -> Leaf | None:
    """ "the weekend of 5 May": the Saturday and Sunday of that week."""
    leaf = _day_of(found)
    if leaf is None or leaf.days is None:
        return leaf
    sunday = shift(leaf.days[0], 6 - leaf.days[0].weekday(), "day")
    saturday = sunday and shift(sunday, -1, "day")
    return replace(leaf, days=(saturday, sunday), precision=Precision.RANGE) if saturday and sunday else leaf


def _day_of(found: Found) -> Leaf | None:
    month, day, year = int(found.word("month") or 0), found.number("day") or 0, found.number("year")
    if year is not None:
        at = safe_date(year, month, day)
        return found.leaf((at, at), Precision.DAY) if at else found.of_kind("impossible")
    return replace(_placed(found, lambda y: _one_day(y, month, day)), precision=Precision.DAY)


def _one_day(year: int, month: int, day: int) -> Days | None:
    at = safe_date(year, month, day)
    return (at, at) if at is not None else None


YEARLY: dict[str, Callable[[Found], Leaf | None]] = {
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "feast": _feast,
    "weekend_of": _weekend_of,
}
