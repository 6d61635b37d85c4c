"""Reckonings of dates that name their place in the calendar: "17 April 2009", "2012-13", "the 1990s"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from foedera.coding.periods import safe_date, shift, span_of, unit_span
from foedera.coding.timeleaf import Found, Leaf, counted_from, dated_in, full_year, placed
from foedera.model import Precision

__all__ = ["CALENDAR"]

_WITHIN_A_PHRASE = re.compile(r"['\u2019]s (?:[a-z]+ ){1,2}$")
_FIRST_ROUND_DECADE = 2000  # "the 2000s" are ten years, "the 1900s" a hundred


def _calendar(found: Found) -> Leaf | None:
    month_slot = "month" if found.has("month") else "monthname"
    month = int(found.word(month_slot) or 0)
    day, last_day, year = found.number("day"), found.number("day_2"), found.number("year")
    year = full_year(found.match["short"], found.setting) if found.has("short") else year
    leaf = replace(found.leaf(), month=month, day=day, last_day=last_day)
    if year is not None:
        return dated_in(leaf, year, "")
    if day is None:
        return leaf if _stands_alone(found, month_slot) else None
    after = found.sentence[leaf.end : leaf.end + 40]
    if re.match(r",?\d|[.,:]\d|%", after):
        return None
    is_count = re.match(r"\s+[a-z]", after) and found.grammar.is_in_month(found.sentence, leaf.start)
    if is_count and last_day is None and found.match.end("day") == leaf.end:
        return replace(leaf, end=found.match.end(month_slot), day=None)
    if span_of(2000, month, day, last_day) is None:  # a leap year: every day that ever exists does
        return None if day == 0 or re.match(r"\s+[a-z]", after) else replace(leaf, kind="impossible")
    return leaf


def _stands_alone(found: Found, slot: str) -> bool:
    """True where a month's bare name is a date: not a verb, a surname or a first name."""
    start, end = found.match.span(slot)
    if re.match(r"\s+\d", found.sentence[end : end + 4]):
        return found.grammar.is_month_cued(found.sentence, start)
    if re.match(r"\s+[A-Z][a-z]", found.sentence[end : end + 6]) and found.grammar.is_homograph(found.match[slot]):
        return False
    if not found.grammar.is_homograph(found.match[slot]) or found.grammar.is_month_cued(found.sentence, start):
        return True
    # "its leader's successful May visit": no verb within a phrase, and no surname behind small letters.
    return _WITHIN_A_PHRASE.search(found.sentence[:start]) is not None


def _week_of(found: Found) -> Leaf | None:
    leaf = replace(found.leaf(), month=int(found.word("month") or 0), day=found.number("day"))
    year = found.number("year")
    leaf = dated_in(leaf, year, "") if year is not None else placed(leaf, found.setting)
    if leaf.days is None:
        return leaf
    return replace(leaf, days=unit_span(leaf.days[0], "week"), precision=Precision.RANGE, month=None)


def _numeric(found: Found) -> Leaf | None:
    if found.has("iso_year"):
        return _numeric_day(found, *(found.number(s) for s in ("iso_year", "iso_month", "iso_day")))
    year = full_year(found.match["digits"], found.setting)
    if found.has("dotted_day"):
        return _numeric_day(found, year, found.number("dotted_month"), found.number("dotted_day"))
    one, two = found.number("one") or 0, found.number("two") or 0
    readings = [(one, two), (two, one)] if found.grammar.numeric_order == "mdy" else [(two, one), (one, two)]
    days = {day for month, at in readings if (day := safe_date(year, month, at)) is not None}
    if len(days) == 1:
        only = days.pop()
        return found.leaf((only, only), Precision.DAY)
    if not days:
        return found.of_kind("impossible") if len(found.match["digits"]) == 4 else None
    published = found.setting.published
    fitting = [day for day in days if published is not None and day <= published.last]
    return found.leaf((fitting[0], fitting[0]), Precision.DAY) if len(fitting) == 1 else found.leaf()


def _numeric_day(found: Found, year: int | None, month: int | None, day: int | None) -> Leaf | None:
    at = safe_date(year or 0, month or 0, day or 0)
    if at is not None:
        return found.leaf((at, at), Precision.DAY)
    is_dated = found.has("iso_year") or len(found.match["digits"]) == 4
    return found.of_kind("impossible") if is_dated and (day or 0) <= 39 else None


def _year(found: Found) -> Leaf | None:
    start, end = found.match.span("year")
    if not found.grammar.is_year(found.sentence, start, end):
        return None
    year = found.number("year") or 0
    return replace(found.leaf(span_of(year), Precision.YEAR), year=year)


def _years(found: Found) -> Leaf | None:
    first = found.number("year") or 0
    last = found.number("year_2") or first // 100 * 100 + (found.number("short") or 0)
    start, end = found.match.span("year")
    if last <= first or not found.grammar.is_year(found.sentence, start, found.match.end()):
        return None
    if end - start != 4 or last - first > 150:
        return None
    one, two = span_of(first), span_of(last)
    return found.leaf((one[0], two[1])) if one and two else None


def _decade(found: Found) -> Leaf | None:
    """ "the 1990s"; "the 1800s" are a century, for the decade is hardly called so."""
    digits = re.sub(r"\D", "", found.match["decade_digits"])
    year = int(digits) if len(digits) == 4 else full_year(digits, found.setting)
    unit = "century" if digits.endswith("00") and year < _FIRST_ROUND_DECADE else "decade"
    return found.leaf(unit_span(date(year, 1, 1), unit))


def _decade_of(found: Found) -> Leaf | None:
    first = full_year(str(found.word("decade_name")), found.setting)
    last = (
        first
        if not found.has("decade_name_2")
        else full_year(str(found.word("decade_name_2", of="decade_name")), found.setting)
    )
    one, two = unit_span(date(first, 1, 1), "decade"), unit_span(date(last, 1, 1), "decade")
    return found.leaf((one[0], two[1])) if one and two and one[0] <= two[0] else None


def _century(found: Found) -> Leaf | None:
    rank = found.number("rank") or 0
    first, last = safe_date((rank - 1) * 100 + 1, 1, 1), safe_date(rank * 100, 12, 31)
    return found.leaf((first, last)) if first and last else None


def _months(found: Found) -> Leaf | None:
    """ "March-May 2018", "July/August": from the first of one month to the last of another in one year."""
    leaf = replace(found.leaf(), month=int(found.word("monthname") or 0))
    until = int(found.word("monthname_2", of="monthname") or 0)
    year = found.number("year")
    if until <= (leaf.month or 0):
        return None
    first = dated_in(leaf, year, "") if year is not None else placed(leaf, found.setting)
    if first.days is None:
        return replace(leaf, month=None)
    last = span_of(first.days[0].year, until)
    return replace(first, days=(first.days[0], last[1]), precision=Precision.RANGE, month=None) if last else None


def _fiscal(found: Found) -> Leaf | None:
    digits = found.match["year"] if found.has("year") else found.match["short"]
    return _fiscal_year(found, full_year(digits, found.setting) if len(digits) == 4 else 2000 + int(digits))


def _fiscal_of(found: Found) -> Leaf | None:
    """ "the current fiscal year", counted from the one that publication lies in."""
    published = found.setting.published
    if published is None or published.start is None:
        return found.leaf()
    for year in range(published.start.year - 1, published.start.year + 3):
        leaf = _fiscal_year(found, year)
        if leaf is not None and leaf.days and leaf.days[0] <= published.first and published.last <= leaf.days[1]:
            wanted = _fiscal_year(found, year + found.offset("deictic"))
            return replace(wanted, basis=f"fiscal year, {counted_from(published)}") if wanted else None
    return found.leaf()


def _fiscal_year(found: Found, year: int) -> Leaf | None:
    start = safe_date(year + found.grammar.fiscal_offset, found.grammar.fiscal_month, 1)
    after = start and shift(start, 12, "month")
    last = after and shift(after, -1, "day")
    return found.leaf((start, last), basis="fiscal year") if start and last else None


def _named(found: Found) -> Leaf | None:
    days = found.grammar.named[" ".join(found.match["named"].lower().split())]
    return found.leaf(days, Precision.DAY if days[0] == days[1] else Precision.RANGE)


CALENDAR: dict[str, Callable[[Found], Leaf | None]] = {
    "calendar": _calendar,
    "week_of": _week_of,
    "numeric": _numeric,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "decade_of": _decade_of,
    "century": _century,
    "fiscal": _fiscal,
    "fiscal_of": _fiscal_of,
    "months": _months,
    "named": _named,
}
