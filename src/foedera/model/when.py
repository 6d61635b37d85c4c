"""Time: intervals of days with what they rest on."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Interval", "Precision", "written"]

_ISO_FIELD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:$|[T ]\d.*$)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?$")


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end``, both included; None is open or unknown on that side.

    ``basis`` says in words what the interval rests on. At least one side is known:
    an unknown date is ``None`` where an Interval could stand, never an empty Interval.
    """

    start: date | None
    end: date | None
    precision: Precision
    basis: str
    year_inferred: bool = False

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("an Interval needs a start or an end; use None for an unknown date")
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"an Interval cannot end ({self.end}) before it starts ({self.start})")

    @property
    def first(self) -> date:
        """The start, or the end where only that is known."""
        return self.start or self.end  # type: ignore[return-value]

    @property
    def last(self) -> date:
        return self.end or self.start  # type: ignore[return-value]

    @property
    def shortest(self) -> str | None:
        """``2012-11-08``, ``2012-11`` or ``2009``: no finer than what is known; None where both ends must be said."""
        if self.start is None or self.end is None:
            return None
        if self.start == self.end:
            return str(self.start)
        figures = {Precision.MONTH: 7, Precision.YEAR: 4}.get(self.precision)
        return str(self.start)[:figures] if figures else None

    def overlaps(self, other: Interval) -> bool:
        """True where the two may share a day; an open side reaches without end."""
        return (
            (self.start or date.min) <= (other.end or date.max)
            and (other.start or date.min) <= (self.end or date.max)
        )  # fmt: skip


def written(value: str, basis: str) -> Interval | None:
    """The interval of a field such as ``2012``, ``2012-11``, ``2012-11-08`` or ``2012-11-08T09:30Z``; None if none."""
    value = value.strip()
    match = _ISO_FIELD.match(value) or _COMPACT.match(value)
    if match is None:
        return None
    year, month, day = (int(g) if g else None for g in match.groups())
    if year is None or not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return Interval(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, basis)
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return Interval(date(year, month, 1), date(year, month, last), Precision.MONTH, basis)
    known = date(year, month, day) if 1 <= day <= last else None
    return Interval(known, known, Precision.DAY, basis) if known else None
