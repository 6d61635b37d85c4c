"""Reckoning with days: calendar units, shifts and parts of an interval. Language-free.

Nothing here raises on any input: what falls outside the calendar is None.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from foedera.model import Precision

__all__ = ["Days", "at_season", "fraction", "precision_of", "safe_date", "shift", "span_of", "unit_span"]

Days = tuple[date, date]

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"hour": 0, "day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_PRECISION = {"hour": Precision.DAY, "day": Precision.DAY, "month": Precision.MONTH, "year": Precision.YEAR}


def precision_of(unit: str) -> Precision:
    """Day, month and year are precise; weeks, quarters, seasons and decades are ranges."""
    return _PRECISION.get(unit, Precision.RANGE)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def span_of(year: int, month: int | None = None, day: int | None = None, last_day: int | None = None) -> Days | None:
    """First and last day of a year, a month, a day or a run of days; None where impossible."""
    if not MINYEAR <= year <= MAXYEAR or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    first, last = safe_date(year, month, day), safe_date(year, month, last_day or day)
    return (first, last) if first and last and first <= last else None


def shift(day: date, count: int, unit: str) -> date | None:
    """``count`` units on from ``day`` (back where negative); the day of the month is kept where it exists."""
    if unit in _DAYS:
        try:
            return day + timedelta(days=count * _DAYS[unit])
        except OverflowError:
            return None
    index = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_span(day: date, unit: str) -> Days | None:
    """The calendar unit around ``day``: its week from Monday to Sunday, its month, its decade."""
    if unit in ("hour", "day"):
        return day, day
    if unit in ("week", "weekend"):
        monday = shift(day, -day.weekday(), "day")
        first = monday and shift(monday, 5 if unit == "weekend" else 0, "day")
        last = monday and shift(monday, 6, "day")
        return (first, last) if first and last else None
    if unit == "month":
        return span_of(day.year, day.month)
    if unit == "quarter":
        return at_season(day.year, (day.month - 1) // 3 * 3 + 1)
    if unit == "year":
        return span_of(day.year)
    # A century is counted here as its hundred years from 00; its name by ordinal is reckoned elsewhere.
    size = 10 if unit == "decade" else 100
    first_year = day.year // size * size
    first_day, last_day = safe_date(first_year, 1, 1), safe_date(first_year + size - 1, 12, 31)
    return (first_day, last_day) if first_day and last_day else None


def at_season(year: int, first_month: int) -> Days | None:
    """Three months from ``first_month``; a season that begins in December ends in the next year."""
    start = safe_date(year, first_month, 1)
    after = start and shift(start, 3, "month")
    last = after and shift(after, -1, "day")
    return (start, last) if start and last else None


def fraction(days: Days, first: int, last: int) -> Days:
    """From ``first`` to ``last`` twelfths of an interval: whole months of a year or more, else days.

    Where the two are the same it is one day: the first at 0, the last at 12.
    """
    start, end = days
    if first == last:  # "the first day of", "the last day of"
        return (start, start) if first == 0 else (end, end)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    after_end = shift(end, 1, "day")
    if months >= 12 and start.day == 1 and after_end is not None and after_end.day == 1:
        head = shift(start, months * first // 12, "month")
        tail = shift(start, months * last // 12, "month")
    else:
        length = (end - start).days + 1
        head = shift(start, length * first // 12, "day")
        tail = shift(start, max(length * last // 12, length * first // 12 + 1), "day")
    tail = tail and shift(tail, -1, "day")
    if head is None:
        return days
    return head, min(tail, end) if tail else end
