"""Dates and amounts in words, no finer than they are known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from foedera.exports.brief.templates import fill, plain
from foedera.model import Amount, Interval, Precision

__all__ = ["amount_words", "date_words", "day_words", "month_words"]


def day_words(when: date, data: Mapping[str, Any]) -> str:
    return f"{when.day} {month_words(when, data)}"


def month_words(when: date, data: Mapping[str, Any]) -> str:
    return f"{data['months'][when.month - 1]} {when.year}"


def date_words(when: Interval | None, data: Mapping[str, Any]) -> str:
    words = data["dates"]
    if when is None:
        return str(words["undated"])
    said = _interval(when, data)
    return fill(words["inferred"], {"date": said}) if when.year_inferred else said


def _interval(when: Interval, data: Mapping[str, Any]) -> str:
    words, start, end = data["dates"], when.start, when.end
    if start is None or end is None:
        one = "since" if end is None else "until"
        side = _open(when.first, when.precision, data)
        return fill(words[one], {"first": side, "last": side})
    if start == end:
        return day_words(start, data)
    if when.precision is Precision.MONTH and (start.year, start.month) == (end.year, end.month):
        return month_words(start, data)
    if when.precision is Precision.YEAR and start.year == end.year:
        return str(start.year)
    whole_years = (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31)
    if whole_years:
        return str(start.year) if start.year == end.year else _between(str(start.year), str(end.year), data)
    if (start.year, start.month) == (end.year, end.month):
        return _between(str(start.day), day_words(end, data), data)
    first = str(start.year) if (start.month, start.day) == (1, 1) else day_words(start, data)
    last = str(end.year) if (end.month, end.day) == (12, 31) else day_words(end, data)
    return _between(first, last, data)


def _open(when: date, precision: Precision, data: Mapping[str, Any]) -> str:
    """The one known side: a year where it is the first or last day of one."""
    whole_year = (when.month, when.day) in {(1, 1), (12, 31)} and precision is not Precision.DAY
    return str(when.year) if whole_year else day_words(when, data)


def _between(first: str, last: str, data: Mapping[str, Any]) -> str:
    return fill(data["dates"]["between"], {"first": first, "last": last})


def amount_words(amount: Amount, data: Mapping[str, Any]) -> str:
    """The number with its bounds, and what it counts as printed, or the unit where that is a measure.

    Nothing where the unit is one that brief.yml leaves out.
    """
    if amount.unit in data["uncounted"]:
        return ""
    bounds = {"low": _number(amount.low), "high": _number(amount.high)}
    value = _number(amount.value) or bounds["low"] or bounds["high"]
    try:
        said = fill(data["operators"].get(amount.op, "{value}"), {"value": value, **bounds})
    except KeyError:
        said = value
    if not amount.unit and not amount.attribute:
        return fill(data["lines"]["bare_number"], {"number": said}) if said else ""
    measured = amount.unit in data["measures"]
    counted = amount.unit if measured or not amount.attribute else amount.attribute
    return f"{said} {plain(counted)}".strip()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"
