"""Sources in parentheses: "(Xinhua, September 9, 2004)", "(Interfax; RIA Novosti, 3 May)".

Ordinary parentheses, acronyms, distances and picture credits are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.coding import times
from foedera.coding.amountwords import any_of
from foedera.coding.times import TimeGrammar
from foedera.errors import CodebookError
from foedera.model import Attribution, Interval, Source

__all__ = ["Citation", "CitationGrammar", "KindWords", "citations"]

ActorOf = Callable[[str], "str | None"]
_PARENTHESIS = re.compile(r"[(\[]([^()\[\]]{3,300})[)\]]")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """A parenthesis at ``[start, end)`` of the sentence that says where its words come from."""

    start: int
    end: int
    attributions: tuple[Attribution, ...]


class KindWords:
    """Which kind of source a name stands for, by its words; built once from ``voices.yml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._kinds = {kind: _whole(words) for kind, words in data["kinds"].items()}
        self._places = _whole(data["expert_places"])
        self._titles = _whole(data["expert_titles"])

    def of(self, words: str) -> str | None:
        """The kind that the words of a name or noun phrase tell; None where they tell nothing."""
        if self._titles.search(words) and self._places.search(words):
            return "expert"
        return next((kind for kind, pattern in self._kinds.items() if pattern.search(words)), None)

    def of_person(self, words: str) -> str | None:
        """The same for what is said of a person: experts and officials come before their houses."""
        if self._titles.search(words) and self._places.search(words):
            return "expert"
        return next((kind for kind in ("expert", "official") if self._kinds[kind].search(words)), None) or self.of(
            words
        )


class CitationGrammar:
    """Compiled from ``voices.yml``. Raises CodebookError, naming the key, where that is not well formed."""

    def __init__(self, data: Mapping[str, Any], grammar: TimeGrammar) -> None:
        self.times = grammar
        try:
            words = data["citation"]
            self.kinds = KindWords(data)
            self.lead = re.compile(rf"(?:{any_of(words['lead'])}:?\s+)+", re.IGNORECASE)
            self.refuse = re.compile(rf"(?<!\w){any_of(words['refuse'])}(?!\w)", re.IGNORECASE)
            self.longest: int = words["longest_name"]
            self.small = frozenset(words["small"])
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise CodebookError(
                f"voices.yml: {type(problem).__name__} at {problem}. Compare the key with the packaged file."
            ) from problem


def citations(
    sentence: str,
    *,
    published: Interval | None,
    grammar: CitationGrammar,
    sources: Mapping[str, Source],
    actor_of: ActorOf | None = None,
) -> list[Citation]:
    """The citations of a sentence, in order. ``sources`` are by case-folded name.

    A date without a year is the latest that fits by ``published``, and says so. ``actor_of`` may tell
    the state that a ministry's or government's name belongs to.
    """
    found: list[Citation] = []
    for match in _PARENTHESIS.finditer(sentence):
        links = _links(match[1], published, grammar, sources, actor_of)
        if links:
            found.append(Citation(match.start(), match.end(), tuple(links)))
    return found


def _links(
    words: str,
    published: Interval | None,
    grammar: CitationGrammar,
    sources: Mapping[str, Source],
    actor_of: ActorOf | None,
) -> list[Attribution]:
    lead = grammar.lead.match(words)
    is_led = lead is not None
    parts = [p.strip(" .,") for p in re.split(r";", words[lead.end() if lead else 0 :])]
    read = [_part(part, published, grammar) for part in parts if part]
    if not read or any(item is None for item in read):
        return []
    links: list[Attribution] = []
    shared: tuple[str, Interval | None] = ("", None)
    for item in reversed([r for r in read if r is not None]):
        names, printed, when = item
        if printed:
            shared = (printed, when)
        elif shared[0]:
            when = shared[1]
        is_dated = bool(shared[0])
        known = [sources.get(name.casefold()) for name in names]
        # A bare parenthesis is a citation only where all its names are known sources.
        if not all(known) and not (
            is_dated and len(names) == 1 and (is_led or _is_cited(names[0], shared[0], grammar))
        ):
            return []
        for name, source in reversed(list(zip(names, known, strict=True))):
            as_printed = words.strip() if len(parts) == 1 and len(names) == 1 else f"{name}, {shared[0]}".strip(", ")
            links.insert(0, _attribution(name, source, when, as_printed, grammar.kinds, actor_of))
    return links


def _is_cited(name: str, printed: str, grammar: CitationGrammar) -> bool:
    """True for an unknown name with a day, or with a month where the name tells a source.

    "(West 2003)", "(Vienna, 2015)" and "(Vienna, July 2015)" cite nobody.
    """
    has_month = re.search(r"[^\W\d_]{3,}|\d[./-]\d", printed) is not None
    has_day = has_month and re.search(r"(?<!\d)\d{1,2}(?!\d)", printed) is not None
    return has_day or (has_month and (grammar.kinds.of(name) is not None or _DOMAIN.fullmatch(name) is not None))


def _part(
    part: str, published: Interval | None, grammar: CitationGrammar
) -> tuple[list[str], str, Interval | None] | None:
    """(names, date as printed, interval) of one source; None where it is none."""
    dates = [
        m
        for m in times.find(part, published=published, grammar=grammar.times, direction="past")
        if m.kind in ("date", "impossible") and m.end == len(part)
    ]
    printed, when, name = "", None, part
    if dates:
        printed, when = dates[-1].text, dates[-1].interval
        name = part[: dates[-1].start].rstrip()
        if not name.endswith(",") and not grammar.lead.fullmatch(name.rsplit(" ", 1)[-1] + " "):
            return None
    name = name.strip(" ,")
    if grammar.refuse.search(name) or not _is_name(name, grammar):
        return None
    return [n.strip() for n in name.split(",")] if "," in name else [name], printed, when


def _is_name(name: str, grammar: CitationGrammar) -> bool:
    words = name.replace(",", " ").split()
    if words and not (words[0][:1].isupper() or _DOMAIN.fullmatch(words[0])):
        return False
    if not words or len(words) > grammar.longest or "/" in name:
        return False
    return all(
        w[:1].isupper() or w in grammar.small or _DOMAIN.fullmatch(w)
        for w in (x.strip("\"'\u201c\u201d") for x in words)
    )


def _attribution(
    name: str, source: Source | None, when: Interval | None, printed: str, kinds: KindWords, actor_of: ActorOf | None
) -> Attribution:
    if source is not None:
        return Attribution(source.kind, source.name, source.country, when, printed)
    kind = kinds.of(name) or "media"
    actor = actor_of(name) if actor_of and kind in ("ministry", "government", "official") else None
    return Attribution(kind, name, actor, when, printed)


def _whole(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(words)}(?!\w)", re.IGNORECASE)
