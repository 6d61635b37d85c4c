"""One cell of a published file: words in, a value of the column's kind out, or a sentence on what is wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from foedera.datasets.nouns import Column

__all__ = ["BadCellError", "reader"]

YEARS = (1000, 2200)  # anything else is a slip of the pen

_WHOLE = re.compile(r"[+-]?\d+(?:\.0+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[,. '\u00a0\u202f]\d{3})+(?:[.,]\d+)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_MARKS = {"": False, "no": False, "0": False, "false": False, "?": True, "yes": True, "1": True, "true": True}
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})(?:-(\d{1,2}|xx)(?:-(\d{1,2}|xx))?)?")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})")


class BadCellError(ValueError):
    """What is wrong with a cell, in words that follow its content."""


def reader(column: Column) -> Callable[[str], Any]:
    """The function that reads the cells of a column; it raises BadCellError."""
    read = _KINDS["text" if column.kind == "state" and column.system not in ("cow", "gw") else column.kind]

    def cell(raw: str) -> Any:
        words = raw.strip()
        if words in column.missing and column.kind != "mark":
            if column.filled:
                raise BadCellError("is empty, and may not be")
            return None
        if column.values and words not in column.values:
            raise BadCellError(f"is none of {', '.join(sorted(column.values))}")
        value = read(words, column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            _within(value, column)
        return value

    return cell


def _within(value: float, column: Column) -> None:
    low, high = (
        (column.low, column.high) if column.kind != "year" else (column.low or YEARS[0], column.high or YEARS[1])
    )
    if low is not None and value < low:
        raise BadCellError(f"is below {low:g}")
    if high is not None and value > high:
        raise BadCellError(f"is above {high:g}")


def _text(words: str, column: Column) -> str:
    return words


def _integer(words: str, column: Column) -> int:
    if not _WHOLE.fullmatch(words):
        raise BadCellError(f"is not a whole number{_hint(words)}")
    return int(words.partition(".")[0])


def _number(words: str, column: Column) -> float:
    try:
        value = float(words if "_" not in words else "")  # Python would take 1_000 for a thousand
    except ValueError:
        raise BadCellError(f"is not a number{_hint(words)}") from None
    if not math.isfinite(value):
        raise BadCellError("is not a finite number")
    return value


def _hint(words: str) -> str:
    """What to do about a number that is written for people."""
    if _GROUPED.fullmatch(words):
        return ": take out the separators of thousands"
    return ": write it with a point, 3.5" if _COMMA.fullmatch(words) else ""


def _flag(words: str, column: Column) -> int:
    if not _WHOLE.fullmatch(words) or (value := int(words.partition(".")[0])) not in (0, 1):
        raise BadCellError("is neither 0 nor 1")
    return value


def _year(words: str, column: Column) -> int:
    try:
        return _integer(words, column)
    except BadCellError:
        raise BadCellError("is not a year") from None


def _years(words: str, column: Column) -> tuple[int, ...]:
    """``2016; 2017``: the years in which something was delivered, in order, each once."""
    years = sorted({_year(part.strip(), column) for part in words.split(";") if part.strip()})
    for year in years:
        if not YEARS[0] <= year <= YEARS[1]:
            raise BadCellError(f"has {year}, which is no year")
    return tuple(years)


def _mark(words: str, column: Column) -> bool:
    """A column in which a question mark says that its neighbour is uncertain."""
    try:
        return _MARKS[words.casefold()]
    except KeyError:
        raise BadCellError("is neither empty nor a mark ('?', Yes, No)") from None


def _states(words: str, column: Column) -> tuple[str, ...]:
    """``Armenia; Belarus``: names in the order given, each once."""
    names = (" ".join(part.split()) for part in words.split(";"))
    return tuple(dict.fromkeys(name for name in names if name and name not in column.missing))


def _date(words: str, column: Column) -> tuple[int, int | None, int | None]:
    """(year, month or None, day or None): ``2003-05-01``, ``1980-01-xx``, ``198001``, or month first, ``9/14/97``.

    A year of two figures is the one of that ending between the column's bounds.
    """
    if match := _MONTH_FIRST.fullmatch(words):
        month, day, year = (int(g) for g in match.groups())
        if len(match.group(3)) == 2:
            year += 100 * math.ceil(((column.low or 1930) - year) / 100)
    elif match := _YEAR_FIRST.fullmatch(words):
        year = int(match.group(1))
        month, day = (None if g in (None, "xx") else int(g) for g in match.groups()[1:])  # type: ignore[assignment]
    elif match := _RUN_TOGETHER.fullmatch(words):
        year, month, day = int(match.group(1)), int(match.group(2)), None
    else:
        raise BadCellError("is not a date (YYYY-MM-DD, YYYYMM, or M/D/YY)")
    if (month is not None and not 1 <= month <= 12) or (day and not 1 <= day <= 31):
        raise BadCellError("is not a day that exists")
    _within(year, column)
    return year, month, day


_KINDS: dict[str, Callable[[str, Column], Any]] = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "flag": _flag,
    "year": _year,
    "years": _years,
    "mark": _mark,
    "date": _date,
    "state": _integer,
    "states": _states,
}
