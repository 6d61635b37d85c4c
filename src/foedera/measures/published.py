"""What measures of published data share: periods, and how a table says what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from foedera.datasets import Sheet, Systems
from foedera.errors import UsageError

__all__ = ["periods", "resting_on", "spelled", "standing", "stood", "years"]


def years(since: date | None, until: date | None, first: int | None, last: int | None) -> tuple[int, int]:
    """The years asked for, or those there are. Raises UsageError where they run backwards, or there are none."""
    start = since.year if since is not None else first
    end = until.year if until is not None else last
    if start is None or end is None:
        raise UsageError("the data name no years. Give --since and --until.")
    if start > end:
        raise UsageError(f"from {start} to {end} is no period. Give --since and --until in order.")
    return start, end


def standing(
    systems: Systems, actor: str, since: date | None, until: date | None, first: int | None, last: int | None
) -> tuple[int, int]:
    """``years``, but from the first year in which the state stood, and to the last, where a person gives none."""
    if first is not None and last is not None and (stands := _stands(systems, actor, first, last)):
        first, last = stands[0], stands[-1]
    return years(since, until, first, last)


def stood(systems: Systems, actor: str, first: int, last: int) -> bool:
    """Whether the state stood in any of these years. Who was never a member of the state system may be asked for."""
    known = bool(_stands(systems, actor, *EVER))
    return not known or bool(_stands(systems, actor, first, last))


EVER = (1816, 2100)  # the years of the state system


def _stands(systems: Systems, actor: str, first: int, last: int) -> list[int]:
    return [year for year in range(first, last + 1) if systems.code(actor, "cow", year) is not None]


def periods(first: int, last: int, window: int | None) -> list[tuple[int, int]]:
    """Windows of so many years that end with the last; what is too short for one at the beginning is left out.

    None, or a window longer than the whole: the whole.
    """
    if window is not None and window < 1:
        raise UsageError(f"a window of {window} years is none. Give 1 or more.")
    if window is None or window > last - first:
        return [(first, last)]
    ends = range(last, first + window - 2, -window)
    return [(end - window + 1, end) for end in reversed(ends)]


def spelled(first: int, last: int) -> str:
    """``2020-2024``, or ``2020`` for one year."""
    return str(first) if first == last else f"{first}-{last}"


def resting_on(sheets: Iterable[Sheet], *, notes: Sequence[str] = ()) -> str:
    """Which files, of which edition, a table rests on; cite as their cards say."""
    told = [f"{s.card.title}{f', {s.vintage}' if s.vintage else ''} ({s.file}, {s.name})" for s in sheets]
    return "; ".join([*dict.fromkeys(told), *notes])
