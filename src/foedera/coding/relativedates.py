"""Reckonings of dates counted from another: from publication ("last week") or from the date last named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from foedera.coding.periods import Days, at_season, precision_of, shift, span_of, unit_span
from foedera.coding.timeleaf import Found, Leaf, anchored_to, common_unit, counted_from, dated_in, named_as
from foedera.model import Interval, Precision

__all__ = ["RELATIVE"]


def _month_of(found: Found) -> Leaf | None:
    return _month_in_year(
        found, found.setting.published, found.offset("deictic"), counted_from(found.setting.published)
    )


def _month_of_anchor(found: Found) -> Leaf | None:
    anchor = found.setting.anchor
    leaf = _month_in_year(found, anchor, found.offset("anchored"), anchored_to(anchor))
    return replace(leaf, found=found) if leaf is not None else None


def _month_in_year(found: Found, base: Interval | None, offset: int, basis: str) -> Leaf | None:
    leaf = found.leaf()
    year = common_unit(base, "year", offset)
    if year is None:
        return leaf
    leaf = replace(leaf, month=int(found.word("monthname") or 0), day=found.number("day"))
    leaf = replace(leaf, last_day=found.number("day_2"))
    return dated_in(leaf, year[0].year, basis)


def _season_of(found: Found) -> Leaf | None:
    published = found.setting.published
    year = common_unit(published, "year", found.offset("deictic"))
    if year is None:
        return found.leaf()
    return found.leaf(at_season(year[0].year, int(found.word("season") or 1)), basis=counted_from(published))


def _dayword(found: Found) -> Leaf | None:
    published = found.setting.published
    days = common_unit(published, "day", found.offset("dayword"))
    return found.leaf(days, Precision.DAY, counted_from(published) if days else "")


def _overnight(found: Found) -> Leaf | None:
    """From the evening before publication to the morning of it."""
    published = found.setting.published
    today, eve = common_unit(published, "day", 0), common_unit(published, "day", -1)
    return found.leaf((eve[0], today[1]), basis=counted_from(published)) if today and eve else found.leaf()


def _weekday(found: Found) -> Leaf | None:
    wanted = int(found.word("weekday") or 0)
    forward = found.setting.direction == "future"
    if found.setting.direction == "likely":
        bound = found.grammar.bound_before(found.sentence, found.match.start())
        forward = bound is not None and bound[1] == "until"  # "by Friday", "until Sunday"
    return _nearest_weekday(found, wanted, forward=forward)


def _nearest_weekday(found: Found, wanted: int, *, forward: bool, strict: bool = False) -> Leaf | None:
    published, named = found.setting.published, found.setting.named
    if published is None and named is not None and named.first.weekday() == wanted and not forward:
        return found.leaf((named.first, named.first), Precision.DAY, named_as(named))
    if published is None or published.start is None or published.start != published.end:
        return found.leaf()
    base = published.start
    step = (wanted - base.weekday()) % 7 if forward else -((base.weekday() - wanted) % 7)
    if strict and step == 0:
        step = 7 if forward else -7
    at = shift(base, step, "day")
    return found.leaf((at, at), Precision.DAY, counted_from(published)) if at else found.leaf()


def _weekday_of(found: Found) -> Leaf | None:
    """ "Thursday last week", and "this Thursday": of the week of publication."""
    published = found.setting.published
    week = common_unit(published, "week", found.offset("deictic"))
    at = week and shift(week[0], int(found.word("weekday") or 0), "day")
    return found.leaf((at, at), Precision.DAY, counted_from(published)) if at else found.leaf()


def _weekend(found: Found) -> Leaf | None:
    """The latest weekend that has begun by publication, or the next where the future is meant."""
    published = found.setting.published
    this = common_unit(published, "week", 0)
    if published is None or published.start is None or published.start != published.end or this is None:
        return found.leaf()
    saturday = shift(this[0], 5, "day")
    if saturday is not None and saturday > published.start and found.setting.direction != "future":
        saturday = shift(saturday, -7, "day")
    sunday = saturday and shift(saturday, 1, "day")
    return found.leaf((saturday, sunday), basis=counted_from(published)) if saturday and sunday else found.leaf()


def _deictic(found: Found) -> Leaf | None:
    offset, published = found.offset("deictic"), found.setting.published
    basis = counted_from(published)
    if found.has("weekday"):
        wanted = int(found.word("weekday") or 0)
        if offset == 0:
            return _weekday_of(found)
        return _nearest_weekday(found, wanted, forward=offset > 0, strict=True)
    if found.has("monthname"):
        return _deictic_start(found, int(found.word("monthname") or 1), months=1)
    if found.has("season"):
        return _deictic_start(found, int(found.word("season") or 1), months=3)
    unit = str(found.word("calendar_unit"))
    if unit == "weekend" and offset == 0:
        return _weekend(found)
    days = common_unit(published, unit, offset)
    return found.leaf(days, precision_of(unit), basis) if days else found.leaf()


def _deictic_start(found: Found, first_month: int, *, months: int) -> Leaf | None:
    """ "this June", "last winter", "next spring": the one of this year, or the last or next whole one."""
    published, offset = found.setting.published, found.offset("deictic")
    if published is None or published.first.year != published.last.year:
        return found.leaf()
    spans: list[Days] = []
    for year in range(published.first.year - 2, published.first.year + 3):
        days = span_of(year, first_month) if months == 1 else at_season(year, first_month)
        if days:
            spans.append(days)
    if offset == 0:
        fitting = [s for s in spans if s[0].year == published.first.year or s[0] <= published.first <= s[1]][:1]
    elif offset < 0:
        fitting = [s for s in spans if s[1] < published.first][-1:]
    else:
        fitting = [s for s in spans if s[0] > published.last][:1]
    precision = Precision.MONTH if months == 1 else Precision.RANGE
    return found.leaf(fitting[0], precision, counted_from(published)) if fitting else found.leaf()


def _ago(found: Found) -> Leaf | None:
    return _off(found, found.setting.published, -1, counted_from(found.setting.published))


def _off(found: Found, base: Interval | None, sign: int, basis: str) -> Leaf:
    """So many units before or after ``base``; a decade is no more exact than to half of one."""
    named = str(found.word("unit")) if found.has("unit") else str(found.grammar.value("unit", found.match["unit_one"]))
    count, unit = found.measure() if found.has("unit") else (1, named)
    if unit == "hour":
        days = _reach(base, sign, "day") if count <= 24 else None
    elif named in ("decade", "century"):
        days = _about(base, sign * count, 5 if named == "decade" else 50)
    else:
        days = common_unit(base, unit, sign * count)
    return found.leaf(days, precision_of(unit), basis) if days else found.leaf()


def _about(base: Interval | None, years: int, slack: int) -> Days | None:
    if base is None:
        return None
    first, last = shift(base.first, 12 * (years - slack), "month"), shift(base.last, 12 * (years + slack), "month")
    return (first, last) if first and last else None


def _halves_ago(found: Found) -> Leaf | None:
    """ "half a year ago", "two and a half years ago": to the month."""
    count = found.number("count") or 1 if found.has("count") else 0
    published = found.setting.published
    days = common_unit(published, "month", -(12 * count + 6))
    return found.leaf(days, Precision.MONTH, counted_from(published)) if days else found.leaf()


def _ago_exactly(found: Found) -> Leaf | None:
    """ "five years ago this month", "a year ago today"."""
    published = found.setting.published
    this = common_unit(published, str(found.word("calendar_unit")) if found.has("calendar_unit") else "day", 0)
    count, unit = found.measure()
    moved = [shift(day, -count, unit) for day in this] if this and unit != "hour" else []
    if len(moved) != 2 or moved[0] is None or moved[1] is None:
        return found.leaf()
    unit = str(found.word("calendar_unit")) if found.has("calendar_unit") else "day"
    whole = unit_span(moved[0], unit)
    return found.leaf(whole, precision_of(unit), counted_from(published)) if whole else found.leaf()


def _within_ago(found: Found) -> Leaf | None:
    """ "less than a year ago": at any time since then."""
    count, unit = found.measure()
    days = _reach(found.setting.published, -count, "day" if unit == "hour" else unit)
    return found.leaf(days, basis=counted_from(found.setting.published)) if days else found.leaf()


def _this_unit(found: Found) -> Leaf | None:
    """ "the end of the year", "later in the week": of publication, where a part of it is told; else it is no date."""
    if found.grammar.part_before(found.sentence, found.match.start()) is None:
        return None
    published, unit = found.setting.published, str(found.word("calendar_unit"))
    days = common_unit(published, unit, 0)
    return found.leaf(days, precision_of(unit), counted_from(published)) if days else found.leaf()


def _year_end(found: Found) -> Leaf | None:
    year = common_unit(found.setting.published, "year", 0)
    if year is None:
        return found.leaf()
    return found.leaf((year[0].replace(month=12), year[1]), basis=counted_from(found.setting.published))


def _span_back(found: Found) -> Leaf | None:
    return _stretch(found, -1)


def _span_ahead(found: Found) -> Leaf | None:
    return _stretch(found, 1)


def _stretch(found: Found, sign: int) -> Leaf | None:
    """ "the past decade", "the next two years": from publication back or on."""
    unit = str(found.word("unit"))
    is_plural = not re.fullmatch(r"(?i)" + re.escape(unit), found.match["unit"])
    if not found.has("count") and is_plural:
        return found.leaf()
    count, unit = found.measure()
    days = _reach(found.setting.published, sign * count, unit)
    return found.leaf(days, basis=counted_from(found.setting.published)) if days else found.leaf()


def _reach(base: Interval | None, count: int, unit: str) -> Days | None:
    if base is None:
        return None
    far = shift(base.first if count < 0 else base.last, count, unit)
    if far is None:
        return None
    return (far, base.last) if count < 0 else (base.first, far)


def _ahead(found: Found) -> Leaf | None:
    return _off(found, found.setting.published, 1, counted_from(found.setting.published))


def _anchored(found: Found) -> Leaf | None:
    leaf = _from_anchor(found)
    return replace(leaf, found=found) if leaf is not None else None


def _from_anchor(found: Found) -> Leaf | None:
    anchor, offset = found.setting.anchor, found.offset("anchored")
    basis = anchored_to(anchor)
    if anchor is None:
        return found.leaf()
    if found.has("monthname") or found.has("season"):
        year = common_unit(anchor, "year", offset)
        if year is None:
            return found.leaf()
        if found.has("season"):
            return found.leaf(at_season(year[0].year, int(found.word("season") or 1)), basis=basis)
        return found.leaf(span_of(year[0].year, int(found.word("monthname") or 1)), Precision.MONTH, basis)
    if found.has("weekday"):
        return _anchored_weekday(found, anchor, offset, basis)
    unit = str(found.word("calendar_unit")) if found.has("calendar_unit") else "day"
    days = common_unit(anchor, unit, offset)
    return found.leaf(days, precision_of(unit), basis) if days else found.leaf()


def _anchored_weekday(found: Found, anchor: Interval, offset: int, basis: str) -> Leaf | None:
    if anchor.start is None or anchor.start != anchor.end:
        return found.leaf()
    wanted = int(found.word("weekday") or 0)
    if offset == 0:
        at = shift(anchor.start, wanted - anchor.start.weekday(), "day")
    elif offset > 0:
        at = shift(anchor.start, (wanted - anchor.start.weekday() - 1) % 7 + 1, "day")
    else:
        at = shift(anchor.start, -((anchor.start.weekday() - wanted - 1) % 7 + 1), "day")
    return found.leaf((at, at), Precision.DAY, basis) if at else found.leaf()


def _shifted(found: Found) -> Leaf | None:
    """ "two days later", "a year earlier", "the day before": from the date last named."""
    leaf = _off(
        found,
        found.setting.anchor,
        found.offset("back" if found.has("back") else "beside"),
        anchored_to(found.setting.anchor),
    )
    return replace(leaf, found=found)


def _day_of_month(found: Found) -> Leaf | None:
    """ "the 10th of that month", "the 3rd of this month"."""
    deictic = found.has("deictic")
    base = found.setting.published if deictic else found.setting.anchor
    month = common_unit(base, "month", found.offset("deictic" if deictic else "anchored"))
    days = span_of(month[0].year, month[0].month, found.number("day")) if month else None
    basis = counted_from(base) if deictic else anchored_to(base)
    leaf = found.leaf(days, Precision.DAY, basis) if days else found.leaf()
    return leaf if deictic else replace(leaf, found=found)


def _vague(found: Found) -> Leaf | None:
    return found.leaf()


def _set(found: Found) -> Leaf | None:
    return found.of_kind("set")


def _duration(found: Found) -> Leaf | None:
    return found.of_kind("duration")


RELATIVE: dict[str, Callable[[Found], Leaf | None]] = {
    "month_of": _month_of,
    "month_of_anchor": _month_of_anchor,
    "season_of": _season_of,
    "dayword": _dayword,
    "overnight": _overnight,
    "weekday": _weekday,
    "weekend": _weekend,
    "weekday_of": _weekday_of,
    "deictic": _deictic,
    "ago": _ago,
    "halves_ago": _halves_ago,
    "ago_exactly": _ago_exactly,
    "within_ago": _within_ago,
    "this_unit": _this_unit,
    "year_end": _year_end,
    "day_of_month": _day_of_month,
    "span_back": _span_back,
    "span_ahead": _span_ahead,
    "ahead": _ahead,
    "anchored": _anchored,
    "shifted": _shifted,
    "vague": _vague,
    "set": _set,
    "duration": _duration,
}
