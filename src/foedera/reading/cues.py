"""The words of ``reading.yml``, made ready to be matched."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from foedera.errors import CodebookError

__all__ = ["Cues", "Lines", "cues", "plain_words"]

_BLANKS = re.compile(r"[\s\u00a0\u200b]+")
_OUTER = " \t*_#>|[](){}.,;!…«»•·–—-\"'“”‘’"


def plain_words(text: str) -> str:
    """Entities resolved, blanks collapsed: a line as a reader would see it."""
    if "&" in text:
        text = html.unescape(text)
    return _BLANKS.sub(" ", text).strip()


def _bare(text: str) -> str:
    return plain_words(text).lower().strip(_OUTER)


@dataclass(frozen=True, slots=True)
class Lines:
    """A way to tell a line by its words: as a whole, by its start, by what it contains, by pattern."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    contains: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]

    def match(self, line: str) -> bool:
        """``line`` as ``plain_words`` gives it."""
        bare = line.lower().strip(_OUTER)
        return (
            bare in self.whole
            or bare.rstrip(":?") in self.whole
            or bare.startswith(self.starts)
            or any(c in bare for c in self.contains)
            or any(p.search(line) for p in self.patterns)
        )


@dataclass(frozen=True, slots=True)
class Cues:
    """Everything by which pages in one language are told apart."""

    months: Mapping[str, int]
    weekdays: frozenset[str]
    common: frozenset[str]
    date_published: tuple[str, ...]
    date_updated: tuple[str, ...]
    date_reader: tuple[str, ...]
    date_other: frozenset[str]
    date_clock: frozenset[str]
    byline_starts: tuple[str, ...]
    byline_patterns: tuple[re.Pattern[str], ...]
    byline_labels: frozenset[str]
    byline_staff: frozenset[str]
    outlets: tuple[re.Pattern[str], ...]
    credits: tuple[re.Pattern[str], ...]
    credit_agencies: frozenset[str]
    captions: Lines
    furniture: Lines
    pauses: Lines
    closes: Lines
    about: tuple[str, ...]
    openers: tuple[re.Pattern[str], ...]
    trailing: tuple[re.Pattern[str], ...]
    leading: tuple[re.Pattern[str], ...]
    comment_marks: frozenset[str]
    tail: tuple[re.Pattern[str], ...]
    insert: tuple[re.Pattern[str], ...]
    garbled: tuple[re.Pattern[str], ...]
    introduces: frozenset[str]
    unfinished: frozenset[str]


def cues(words: Mapping[str, Any]) -> Cues:
    """``words`` as parsed from reading.yml. Raises CodebookError for a pattern that is none."""

    def listed(*path: str) -> list[str]:
        return [str(w) for w in _at(words, path) or ()]

    def lowered(*path: str) -> tuple[str, ...]:
        return tuple(w.lower() for w in listed(*path))

    def patterns(*path: str, exact_case: bool = False) -> tuple[re.Pattern[str], ...]:
        return tuple(_pattern(p, path, exact_case) for p in listed(*path))

    def lines(name: str) -> Lines:
        return Lines(
            frozenset(_bare(w) for w in listed(name, "lines")),
            tuple(w.lower().lstrip(_OUTER) for w in listed(name, "starts")),
            lowered(name, "contains"),
            patterns(name, "patterns"),
        )

    return Cues(
        months={str(k).lower(): int(v) for k, v in (words.get("months") or {}).items()},
        weekdays=frozenset(lowered("weekdays")),
        common=frozenset(lowered("common")),
        date_published=_longest(lowered("dates", "published")),
        date_updated=_longest(lowered("dates", "updated")),
        date_reader=lowered("dates", "reader"),
        date_other=frozenset(lowered("dates", "other")),
        date_clock=frozenset(lowered("dates", "clock")),
        byline_starts=_longest(lowered("bylines", "starts")),
        byline_patterns=patterns("bylines", "patterns"),
        byline_labels=frozenset(lowered("bylines", "labels")),
        byline_staff=frozenset(lowered("bylines", "staff")),
        outlets=patterns("outlets", "patterns"),
        credits=patterns("captions", "credits"),
        credit_agencies=frozenset(lowered("captions", "agencies")),
        captions=lines("captions"),
        furniture=lines("furniture"),
        pauses=lines("pauses"),
        closes=lines("closes"),
        about=lowered("closes", "about"),
        openers=patterns("comments", "openers"),
        trailing=patterns("comments", "trailing"),
        leading=patterns("comments", "leading"),
        comment_marks=frozenset(lowered("comments", "marks")),
        tail=patterns("tail"),
        insert=patterns("insert", exact_case=True),
        garbled=patterns("garbled", exact_case=True),
        introduces=frozenset(lowered("introduces")),
        unfinished=frozenset(lowered("unfinished")),
    )


def _at(words: Mapping[str, Any], path: Iterable[str]) -> Any:
    found: Any = words
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _pattern(text: str, path: Iterable[str], exact_case: bool) -> re.Pattern[str]:
    try:
        return re.compile(text, 0 if exact_case else re.IGNORECASE)
    except re.error as error:
        raise CodebookError(
            f"reading.yml, {'/'.join(path)}: '{text}' is no regular expression ({error}). Mend it there."
        ) from error


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda w: (-len(w), w)))
