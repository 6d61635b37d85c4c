"""The grammar of horizons, made of the word lists of one language: "in the near to medium term", "by 2030"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["HorizonWords", "horizon_words"]


@dataclass(frozen=True, slots=True)
class HorizonWords:
    """``forms``: kinds of expression with their patterns. Numbers by word, units in years, names of terms by word and
    by phrase; all keys in lower case with single blanks."""

    forms: tuple[tuple[str, re.Pattern[str]], ...]
    numbers: Mapping[str, float]
    units: Mapping[str, float]
    terms: Mapping[str, str]
    set_terms: Mapping[str, str]


def horizon_words(data: Mapping[str, Any]) -> HorizonWords:
    """Raises KeyError, TypeError or ValueError where a list is missing or wrong."""
    return HorizonWords(
        forms=tuple(_forms(data)),
        numbers={folded(k): float(v) for k, v in data["numbers"].items()},
        units={folded(k): float(v) / 12 for k, v in data["units"].items()},
        terms={folded(k): str(v) for k, v in data["terms"].items()},
        set_terms={folded(k): str(v) for k, v in data["set_terms"].items()},
    )


def folded(words: str) -> str:
    return " ".join(str(words).casefold().split())


def _forms(data: Mapping[str, Any]) -> Iterator[tuple[str, re.Pattern[str]]]:
    term, head = _any(data["terms"]), _any(data["heads"])
    joint = "|".join(rf"\s*{_spaced(j)}\s*" for j in sorted(data["joints"], key=lambda j: (-len(j), j)))
    two = rf"(?P<one>{term})(?:[-‐–\s]*(?:{head}))?-?(?:{joint})(?P<two>{term})"
    yield "term", _whole(rf"(?:{two}|(?P<only>{term}))[-‐–\s]+(?:{head})")
    yield "set", _whole(f"(?:{_any(data['set_terms'])})")
    for kind, key in (("until", "until"), ("during", "during"), ("span", "spans")):
        for form in data[key]:
            yield kind, _whole(_filled(form, data))
    for kind in ("decade_end", "year_end", "next_year"):
        yield kind, _whole(f"(?:{_any(data[kind])})")


def _filled(form: str, data: Mapping[str, Any]) -> str:
    words = _spaced(form)
    for hole, inside in (
        ("n", rf"(?P<n>\d{{1,3}}|{_any(data['numbers'])})"),
        ("unit", rf"(?P<unit>{_any(data['units'])})"),
        ("year", r"(?P<year>(?:19|20|21)\d\d)"),
    ):
        words = words.replace(rf"\{{{hole}\}}", inside)
    return words


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(part) for part in str(words).split())


def _any(words: Iterable[str]) -> str:
    return "|".join(_spaced(w) for w in sorted(map(str, words), key=lambda w: (-len(w), w)))
