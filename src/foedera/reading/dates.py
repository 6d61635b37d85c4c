"""The day of publication, from what a document says near its head; and dates that cannot be."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from foedera.model import Interval, Note, Precision
from foedera.model.when import written as from_field
from foedera.reading.cues import Cues, plain_words

__all__ = ["DateWords", "from_address", "from_field", "impossible", "visible"]

_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d/]|[.-]\d)")
_ISO = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d/]|[.-]\d)")
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?|[+-]\d\d:?\d\d\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_HEAD_LINES = 14
_LONGEST_DATE_LINE = 110  # characters; a longer line is prose
_FIRST_YEAR = 1800
_MAX_RESIDUE = 4  # words beside the date: a town, an agency, a section


@dataclass(frozen=True, slots=True)
class _Found:
    day: date | None  # None: the figures fit two days or none
    start: int
    end: int
    is_ambiguous: bool = False
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class DateWords:
    """Patterns for dates with month names, built from the cues once."""

    cues: Cues
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]

    @classmethod
    def of(cls, cues: Cues) -> DateWords:
        month = "|".join(sorted((re.escape(m) for m in cues.months), key=lambda m: (-len(m), m))) or r"(?!)"
        ordinal = r"(?:st|nd|rd|th)?"
        year = r"(?P<y>(?:1[89]|20)\d\d)(?!\d)"
        return cls(
            cues,
            re.compile(
                rf"(?<![\w.,:/])(?P<d>\d{{1,2}}){ordinal}[ -]+(?:of )?(?P<m>{month})\b\.?(?:,?[ -]+{year})?", re.I
            ),
            re.compile(
                rf"\b(?P<m>{month})\b\.?[ -]+(?:(?P<d0>\d{{1,2}}){ordinal} ?[-–] ?)?(?P<d>\d{{1,2}}){ordinal}"
                rf"(?![\d:%]|[.,]\d)(?:,? +{year})?",
                re.I,
            ),
        )


def from_words(value: str, words: DateWords, basis: str) -> Interval | None:
    """As ``from_field``, also for a date in words."""
    if found := from_field(value, basis):
        return found
    days = [f.day for f in _dates(value, words) if f.day and not f.is_ambiguous]
    return Interval(days[0], days[0], Precision.DAY, basis) if days else None


def from_address(url: str | None) -> Interval | None:
    """The day that a page's address carries as ``/2024/07/04/``."""
    match = _ADDRESS.search(url or "")
    if match is None:
        return None
    day = _day(*(int(g) for g in match.groups()))
    return Interval(day, day, Precision.DAY, f'address: "{match.group().strip("/")}"') if day else None


def visible(lines: Iterable[tuple[str, str, int]], words: DateWords) -> tuple[Interval | None, list[Note]]:
    """The publication date that stands by itself near the head, and notes on dates that cannot be told.

    ``lines`` are (text, locator, offset) of the first blocks, headline left out. A date counts where its line
    holds little else; one called an update counts only where there is no other.
    """
    best: tuple[int, Interval] | None = None
    notes: list[Note] = []
    for number, (raw, locator, offset) in enumerate(lines):
        if number >= _HEAD_LINES:
            break
        line = plain_words(raw)
        if len(line) > _LONGEST_DATE_LINE:
            continue
        for found in _dates(line, words):
            rank = _rank(line, found, words.cues)
            if rank is None:
                continue
            if found.is_ambiguous:
                notes.append(_ambiguous(line[found.start : found.end], locator, offset, raw))
            elif found.day and (best is None or rank < best[0]):
                basis = f'{locator}: "{line[found.start : found.end]}"'
                best = (rank, Interval(found.day, found.day, Precision.DAY, basis))
            break
    return (best[1] if best else None), ([] if best else notes)


def _ambiguous(shown: str, locator: str, offset: int, raw: str) -> Note:
    at = raw.find(shown)
    return Note(
        "ambiguous_date",
        f'{locator}: "{shown}" may be day/month or month/day and was not used. Set the date by hand if you know it.',
        offset + at if at >= 0 else None,
        offset + at + len(shown) if at >= 0 else None,
    )


def _rank(line: str, found: _Found, cues: Cues) -> int | None:
    """0 for a date said to be of publication, 1 for one alone on its line, 2 for an update; None for any other."""
    before, after = line[: found.start].lower().strip(" :.,-–—|(["), line[found.end :].lower()
    if any(before == w or before.startswith((w + " ", w + ":")) for w in cues.date_updated):
        return 2
    if any(before == w or before.startswith(w + " ") for w in cues.date_reader):
        return None
    labelled = (before == w or before.startswith((w + ":", w + " :", w + " on")) for w in cues.date_published)
    if any(labelled) or any(before.endswith(" " + w) for w in cues.date_published if w not in cues.date_other):
        return 0
    is_byline = before.startswith(cues.byline_starts)
    rest = _TIME.sub(" ", f"{before} | {after}")
    residue = [w for w in _WORD.findall(rest) if w not in cues.date_clock and w not in cues.weekdays]
    if is_byline:
        return 1 if len(residue) <= 12 else None
    last = _WORD.findall(before)[-1:] or [""]
    if last[0] in cues.date_other or len(residue) > _MAX_RESIDUE:
        return None
    return 1


def _dates(text: str, words: DateWords) -> list[_Found]:
    """Every full date in ``text``, in order; dates without a year are none."""
    out: list[_Found] = []
    for match in _ISO.finditer(text):
        day = _day(int(match[1]), int(match[3]), int(match[4]))
        if day:
            out.append(_Found(day, *match.span()))
    for pattern in (words.day_first, words.month_first):
        for match in pattern.finditer(text):
            if match["y"]:
                day = _day(int(match["y"]), words.cues.months[match["m"].lower()], int(match["d"]))
                if day:
                    out.append(_Found(day, *match.span()))
    for match in _NUMERIC.finditer(text):
        out.append(_numeric(match))
    out.sort(key=lambda f: (f.start, -f.end))
    kept: list[_Found] = []
    for found in out:
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return kept


def _numeric(match: re.Match[str]) -> _Found:
    """Points set day before month; with strokes the figures must tell, or agree."""
    first, mark, second, shown = int(match[1]), match[2], int(match[3]), match[4]
    year = int(shown) if len(shown) == 4 else 2000 + int(shown) if int(shown) < 70 else 1900 + int(shown)
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if mark == ".":
        return _Found(day_first, *match.span())
    if day_first and month_first and day_first != month_first:
        return _Found(None, *match.span(), is_ambiguous=True)
    return _Found(day_first or month_first, *match.span())


def _day(year: int, month: int, day: int) -> date | None:
    if year < _FIRST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def impossible(text: str, words: DateWords) -> Iterator[Note]:
    """A note for every date in ``text`` that no calendar has; nothing is repaired."""
    seen: set[int] = set()
    for start, end in sorted(_impossible_spans(text, words)):
        if start in seen:
            continue
        seen.add(start)
        shown = " ".join(text[start:end].split())
        yield Note(
            "impossible_date", f'"{shown}" is an impossible date and was not used. Check the document.', start, end
        )


def _impossible_spans(text: str, words: DateWords) -> Iterator[tuple[int, int]]:
    for pattern in (words.day_first, words.month_first):
        for match in pattern.finditer(text):
            day, month = int(match["d"]), words.cues.months[match["m"].lower()]
            year = int(match["y"]) if match["y"] else None
            longest = calendar.monthrange(year or 2000, month)[1]
            # Without a year only figures that might be days are taken for one: "May 45" is no date at all.
            if (day > longest and (year or day <= 31)) or (day == 0 and year):
                yield match.span()
    for match in _NUMERIC.finditer(text):
        found = _numeric(match)
        first, second = int(match[1]), int(match[3])
        like_a_date = (
            len(match[4]) == 4 and match[2] != "-" and 0 < min(first, second) <= 12 and max(first, second) <= 39
        )
        if like_a_date and found.day is None and not found.is_ambiguous:
            yield match.span()
    for match in _ISO.finditer(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "-" and 1 <= month <= 12 and 28 < day <= 39 and _day(year, month, day) is None:
            yield match.span()
