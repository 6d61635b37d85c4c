"""Days, months and years as a person writes them on the command line or in a correction."""

from __future__ import annotations

from datetime import date

from foedera.errors import UsageError
from foedera.model import Interval
from foedera.model.when import written as as_written

__all__ = ["first_day", "interval_of", "last_day"]


def interval_of(written: str, *, basis: str) -> Interval:
    """``2012``, ``2012-11`` or ``2012-11-08`` as an Interval. UsageError where it is none of these."""
    found = as_written(written, basis)
    if found is None:
        raise UsageError(f"'{written}' is not a date. Write a year, a month or a day: 2012, 2012-11, 2012-11-08.")
    return found


def first_day(given: str | date | None) -> date | None:
    """The first day of a day, month or year as written; None stays None."""
    return interval_of(given, basis="").first if isinstance(given, str) else given


def last_day(given: str | date | None) -> date | None:
    return interval_of(given, basis="").last if isinstance(given, str) else given
