"""What ``sourcing.yml`` says, made ready for use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.codebook import Codebook
from foedera.errors import CodebookError
from foedera.sourcing.folding import folded

__all__ = ["CopySettings", "CreditWords", "Settings", "settings_of"]

_FILE = "sourcing.yml"


@dataclass(frozen=True, slots=True)
class CopySettings:
    """Lengths in words, shares from 0 to 1."""

    shingle_words: int
    shared_shingles: int
    passage_words: int
    short_text_words: int
    gap_words: int
    alike: float
    repeats: int
    crowd: int
    copy_share: float
    covered: float


@dataclass(frozen=True, slots=True)
class CreditWords:
    """By what a whole document shows that it is somebody else's."""

    longest_words: int
    before: tuple[str, ...]  # the longest first
    after: frozenset[str]
    pictures: frozenset[str]
    agencies: frozenset[str]
    agency_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    copies: CopySettings
    credits: CreditWords
    speaks_for: frozenset[str]
    state_owners: frozenset[str]
    state_owner_starts: tuple[str, ...]
    relays: frozenset[str]
    by_authors: frozenset[str]
    not_counted: frozenset[str]
    counted_if_known: frozenset[str]
    conflicts: Mapping[str, tuple[str, ...]]
    unnamed: frozenset[str]
    joint: frozenset[str]
    articles: frozenset[str]
    titles: frozenset[str]
    agency_suffixes: tuple[str, ...]
    between_authors: re.Pattern[str]
    nobody: frozenset[str]


def settings_of(codebook: Codebook) -> Settings:
    """Raises CodebookError where sourcing.yml is missing, lacks a key or holds a wrong value."""
    data = codebook.raw.get(_FILE)
    if not data:
        raise CodebookError(f"{_FILE}: missing from the codebook. Restore it from the package.")
    try:
        return _settings(data)
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        raise CodebookError(f"{_FILE}: key or value missing or wrong ({bad}). Compare the packaged file.") from bad


def _settings(data: Mapping[str, Any]) -> Settings:
    credit = data["credits"]
    owners = data["state_owners"]
    return Settings(
        copies=_copies(data["copies"]),
        credits=CreditWords(
            longest_words=int(credit["longest_words"]),
            before=tuple(sorted((w.casefold() for w in credit["before"]), key=lambda w: (-len(w), w))),
            after=_words(credit["after"]),
            pictures=_words(credit["pictures"]),
            agencies=frozenset(credit["agencies"]),
            agency_words=tuple(folded(w) for w in credit["agency_words"]),
        ),
        speaks_for=frozenset(data["speaks_for"]),
        state_owners=_words(owners["names"]),
        state_owner_starts=tuple(folded(w) for w in owners["starts"]),
        relays=frozenset(data["relays"]),
        by_authors=frozenset(data["by_authors"]),
        not_counted=frozenset(data["not_counted"]),
        counted_if_known=frozenset(data["counted_if_known"]),
        conflicts={name: tuple(fields) for name, fields in data["conflicts"].items()},
        unnamed=_words(data["unnamed"]),
        joint=_words(data["joint"]),
        articles=_words(data["articles"]),
        titles=_words(data["titles"]),
        agency_suffixes=tuple(folded(w) for w in data["agency_suffixes"]),
        between_authors=re.compile("|".join(re.escape(w) for w in data["author_separators"]), re.IGNORECASE),
        nobody=_words(data["nobody"]),
    )


def _words(listed: Sequence[str]) -> frozenset[str]:
    return frozenset(folded(w) for w in listed)


def _copies(data: Mapping[str, Any]) -> CopySettings:
    counts = {name: int(data[name]) for name in _COUNTS}
    shares = {name: float(data[name]) for name in _SHARES}
    if wrong := [name for name, n in counts.items() if n < (0 if name == "gap_words" else 1)]:
        raise ValueError(f"copies/{wrong[0]} is too small")
    if wrong := [name for name, n in shares.items() if not 0 < n <= 1]:
        raise ValueError(f"copies/{wrong[0]} is not between 0 and 1")
    return CopySettings(**counts, **shares)  # type: ignore[arg-type]


_COUNTS = ("shingle_words", "shared_shingles", "passage_words", "short_text_words", "gap_words", "repeats", "crowd")
_SHARES = ("alike", "copy_share", "covered")
