"""Time: intervals of days with what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Interval", "Precision"]


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

    def overlaps(self, other: Interval) -> bool:
        """True where the two may share a day; an open side reaches without end."""
        return (
            (self.start or date.min) <= (other.end or date.max)
            and (other.start or date.min) <= (self.end or date.max)
        )  # fmt: skip
