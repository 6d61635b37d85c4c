"""Days, months and years as a person writes them on the command line or in a correction."""

from __future__ import annotations

import calendar
import re
from datetime import date

from foedera.errors import UsageError
from foedera.model import Interval, Precision

__all__ = ["first_day", "interval_of", "last_day"]


def interval_of(written: str, *, basis: str) -> Interval:
    """``2012``, ``2012-11`` or ``2012-11-08`` as an Interval. UsageError where it is none of these."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", written.strip())
    if not found:
        raise UsageError(f"'{written}' is not a date. Write a year, a month or a day: 2012, 2012-11, 2012-11-08.")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is not None and month is not None and day is not None:
            return Interval(date(year, month, day), date(year, month, day), Precision.DAY, basis)
        if year is not None and month is not None:
            last = calendar.monthrange(year, month)[1]
            return Interval(date(year, month, 1), date(year, month, last), Precision.MONTH, basis)
        return Interval(date(year or 0, 1, 1), date(year or 0, 12, 31), Precision.YEAR, basis)
    except ValueError as bad:
        raise UsageError(f"'{written}' is not a date that exists ({bad}). Write it as 2012-11-08.") from bad


def first_day(given: str | date | None) -> date | None:
    """The first day of a day, month or year as written; None stays None."""
    return interval_of(given, basis="").first if isinstance(given, str) else given


def last_day(given: str | date | None) -> date | None:
    return interval_of(given, basis="").last if isinstance(given, str) else given
