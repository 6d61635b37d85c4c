"""How far ahead a forecast looks: its words, resolved from the day of the view."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from foedera.forecasting.horizonwords import HorizonWords, folded
from foedera.forecasting.sentences import Sentence
from foedera.forecasting.settings import Settings, Term
from foedera.model import Claim, Interval, Precision

__all__ = ["horizon_of"]

DAYS_A_YEAR = 365.25
MOST_YEARS = 300  # what looks farther ahead is no forecast


def horizon_of(
    claim: Claim, sentence: Sentence, made: Interval | None, language: str, settings: Settings
) -> tuple[Interval | None, str | None]:
    """The time that the claim looks ahead to, and its words as printed.

    Looked for in the claim's own horizon, then in its words, then in the rest of its sentence, the nearest first, then
    in its date. Words that count from the day of the view give no time where that day is unknown.
    """
    words = settings.words(language).horizon
    for kind, match in _found(claim, sentence, words):
        if not _is_past(kind, match, made):
            printed = " ".join(match[0].split())
            return _resolved(kind, match, made, words, settings), printed
    if claim.date is not None and made is not None and claim.date.last > made.last:
        return claim.date, None
    return None, None


def _found(claim: Claim, sentence: Sentence, words: HorizonWords) -> Iterator[tuple[str, re.Match[str]]]:
    own, quote = claim.attributes.get("horizon", ""), sentence.quote
    whole = (sentence.words, sentence.start, sentence.end)
    for said, start, end in ((own, 0, len(own)), (quote, 0, len(quote)), whole):
        found = [(kind, match) for kind, form in words.forms for match in form.finditer(said)]
        # of those that begin at one place the longest: "near to medium term", not "near term"
        yield from sorted(found, key=lambda f: (_distance(f[1], start, end), f[1].start(), -f[1].end(), f[0]))


def _distance(match: re.Match[str], start: int, end: int) -> int:
    return max(0, match.start() - end, start - match.end())


def _is_past(kind: str, match: re.Match[str], made: Interval | None) -> bool:
    """True for a year that the view looks back to; a bare "in 2014" looks ahead only from a known day."""
    if kind not in ("until", "during"):
        return False
    return kind == "during" if made is None else int(match["year"]) < made.last.year


def _resolved(
    kind: str, match: re.Match[str], made: Interval | None, words: HorizonWords, settings: Settings
) -> Interval | None:
    printed = " ".join(match[0].split())
    if kind in ("until", "during"):
        year = int(match["year"])
        start = date(year, 1, 1) if kind == "during" else made.first if made else None
        return _interval(start, date(year, 12, 31), f'"{printed}"')
    if made is None:
        return None
    if kind == "span":
        number = folded(match.groupdict().get("n") or "1")
        count = float(number) if number.isdecimal() else words.numbers[number]
        return _ahead(made, Term(0, count * words.units[folded(match["unit"])], ""), printed)
    if kind == "set":
        return _ahead(made, settings.terms[words.set_terms[folded(match[0])]], printed)
    if kind == "term":
        named = [settings.terms[words.terms[folded(w)]] for w in match.group("one", "two", "only") if w]
        source = "; ".join(dict.fromkeys(t.source for t in named))
        return _ahead(made, Term(min(t.first for t in named), max(t.last for t in named), source), printed)
    return _calendar(kind, made, printed)


def _calendar(kind: str, made: Interval, printed: str) -> Interval | None:
    """The end of the decade or the year in which it was said, or the year after."""
    start, year = made.first, made.last.year
    if kind == "decade_end":
        year = year // 10 * 10 + 9
    elif kind == "next_year":
        year += 1
        start = date(year, 1, 1)
    return _interval(start, date(year, 12, 31), f'"{printed}", said {made.first.isoformat()}')


def _ahead(made: Interval, term: Term, printed: str) -> Interval | None:
    if term.last > MOST_YEARS:
        return None
    basis = f'"{printed}" from {made.first.isoformat()}'
    if term.source:
        basis += f": {term.first:g} to {term.last:g} years ({term.source})"
    return _interval(_later(made.first, term.first), _later(made.last, term.last), basis)


def _interval(start: date | None, end: date | None, basis: str) -> Interval | None:
    if end is None or (start is not None and start > end):
        return None
    return Interval(start, end, Precision.RANGE, basis)


def _later(day: date, years: float) -> date | None:
    """``years`` after the day, by the calendar where they are whole months; None beyond the calendar."""
    months = round(years * 12, 4)
    try:
        if months != int(months):
            return day + timedelta(days=round(years * DAYS_A_YEAR))
        year, month = divmod(day.year * 12 + day.month - 1 + int(months), 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None
