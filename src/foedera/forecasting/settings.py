"""What ``forecasting.yml`` and the yardsticks say, checked and made ready for reading sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.codebook import Codebook
from foedera.errors import CodebookError
from foedera.forecasting.horizonwords import HorizonWords, horizon_words
from foedera.model import Status

__all__ = ["Band", "Settings", "Term", "Theme", "Words", "Yardstick", "listing", "settings_of"]

FILE = "forecasting.yml"
_FOLDER = "yardsticks/"


@dataclass(frozen=True, slots=True)
class Band:
    """A range of a yardstick in percent, with the words that mean it: by language, in lower case."""

    low: float
    high: float
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Yardstick:
    id: str
    name: str
    title: str
    citation: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What "near term" and the like mean, in years from the day of the view."""

    first: float
    last: float
    source: str


@dataclass(frozen=True, slots=True)
class Theme:
    id: str
    label: str
    types: frozenset[str]
    words: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, made ready."""

    up: re.Pattern[str]
    down: re.Pattern[str]
    relation: re.Pattern[str]
    friction: re.Pattern[str]
    denials: re.Pattern[str]  # at the end of what stands before
    unmeasured_after: re.Pattern[str]
    measured: re.Pattern[str]  # every word and phrase of every yardstick
    phrases: Mapping[str, tuple[tuple[Yardstick, Band], ...]]  # in the order in which yardsticks are asked
    horizon: HorizonWords


@dataclass(frozen=True, slots=True)
class Settings:
    yardsticks: tuple[Yardstick, ...]
    views: frozenset[Status]
    acts: frozenset[Status]
    estimated: frozenset[Status]
    terms: Mapping[str, Term]
    most_parties: int
    grows: frozenset[str]
    cools: frozenset[str]
    turned: Mapping[str, Mapping[str, str]]
    themes: tuple[Theme, ...]
    no_act: frozenset[str]
    no_trend: frozenset[str]
    languages: Mapping[str, Words]
    assessments: frozenset[str]  # families of views
    standing: frozenset[str]
    peripheral: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]

    def words(self, language: str) -> Words:
        """The words of a language; of the first that has any, where it has none."""
        return self.languages.get(language) or next(iter(self.languages.values()))


def settings_of(codebook: Codebook) -> Settings:
    """Raises CodebookError, with file and key, where a file is missing, or a value is missing or wrong."""
    data = codebook.raw.get(FILE)
    if not data:
        raise CodebookError(f"{FILE}: missing from the codebook. Restore it from the package.")
    yardsticks = _yardsticks(codebook.raw, data)
    try:
        statuses = {key: frozenset(Status(s) for s in data["statuses"][key]) for key in ("views", "acts", "estimated")}
        return Settings(
            yardsticks=yardsticks,
            **statuses,
            terms={
                name: Term(float(each["years"][0]), float(each["years"][1]), str(each["source"]))
                for name, each in data["terms"].items()
            },
            most_parties=int(data["most_parties"]),
            grows=frozenset(data["grows"]),
            cools=frozenset(data["cools"]),
            turned=data["turned"],
            themes=tuple(
                Theme(
                    name,
                    each["label"],
                    frozenset(each["types"]),
                    {language: listing(words) for language, words in each["words"].items()},
                )
                for name, each in data["themes"].items()
            ),
            no_act=frozenset(data["no_act"]),
            no_trend=frozenset(data["no_trend"]),
            languages={
                language: _words(words, language, yardsticks) for language, words in sorted(data["words"].items())
            },
            assessments=frozenset(name for name, family in codebook.families.items() if family.group == "assessment"),
            standing=frozenset(name for name, family in codebook.families.items() if family.group != "event"),
            peripheral={
                name: frozenset(r.name for r in kind.roles if r.peripheral) for name, kind in codebook.types.items()
            },
            labels={name: kind.label for name, kind in codebook.types.items()},
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as bad:
        raise CodebookError(f"{FILE}: key or value missing or wrong ({bad}). Compare the packaged file.") from bad


def listing(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, as whole words, longest first; ``~grow`` finds what begins so."""
    parts = []
    for word in sorted({str(w) for w in words}, key=lambda w: (-len(w), w)):
        bare = r"\s+".join(re.escape(part) for part in word.removeprefix("~").split())
        parts.append(bare + (r"[\w-]*" if word.startswith("~") else ""))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)", re.IGNORECASE)


def _words(data: Mapping[str, Any], language: str, yardsticks: Sequence[Yardstick]) -> Words:
    phrases: dict[str, list[tuple[Yardstick, Band]]] = {}
    for yardstick in yardsticks:
        for band in yardstick.bands:
            for phrase in band.words.get(language, ()):
                phrases.setdefault(phrase, []).append((yardstick, band))
    return Words(
        up=listing(data["up"]),
        down=listing(data["down"]),
        relation=listing(data["relation"]),
        friction=listing(data["friction"]),
        denials=_at_end(data["denials"]),
        unmeasured_after=_at_end(data["unmeasured_after"]),
        measured=listing(phrases),
        phrases={phrase: tuple(found) for phrase, found in phrases.items()},
        horizon=horizon_words(data),
    )


def _at_end(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for what stands before something else. A word with an apostrophe may cling to the one before it."""
    forms = []
    for word in sorted({str(w) for w in words}, key=lambda w: (-len(w), w)):
        bare = r"\s+".join(re.escape(part) for part in word.split())
        forms.append(bare if not word.isalpha() and " " not in word else rf"(?<!\w){bare}")
    return re.compile(rf"(?:{'|'.join(forms)})\s*$", re.IGNORECASE)


def _yardsticks(raw: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[Yardstick, ...]:
    """The yardsticks of the codebook, the default first, those that the order does not name last."""
    found = {
        key.removeprefix(_FOLDER).removesuffix(".yml"): _yardstick(key, each)
        for key, each in raw.items()
        if key.startswith(_FOLDER)
    }
    first = [str(data["default_yardstick"])] if data.get("default_yardstick") else []
    order = list(dict.fromkeys([*first, *(str(name) for name in data.get("yardsticks", ()))]))
    if unknown := [name for name in order if name not in found]:
        raise CodebookError(
            f"{FILE}: yardsticks: no file {_FOLDER}{unknown[0]}.yml. Known: {', '.join(sorted(found))}."
        )
    if not found:
        raise CodebookError(f"{_FOLDER}: the codebook has no yardstick. Restore the packaged ones.")
    return tuple(found[name] for name in [*order, *sorted(set(found) - set(order))])


def _yardstick(key: str, data: Mapping[str, Any]) -> Yardstick:
    try:
        bands = []
        spoken: dict[tuple[str, str], int] = {}
        alone = {(language, str(w).casefold()) for language, ws in data.get("not_alone", {}).items() for w in ws}
        for at, each in enumerate(data["bands"], start=1):
            low, high = float(each["low"]), float(each["high"])
            if not 0 <= low < high <= 100:
                raise CodebookError(f"{key}: bands/{at}: {low:g} to {high:g} is no range of percent. Mend it.")
            words: dict[str, tuple[str, ...]] = {}
            for language in sorted({*each["words"], *each.get("also", {})}):
                listed = [*each["words"].get(language, ()), *each.get("also", {}).get(language, ())]
                kept = dict.fromkeys(" ".join(str(w).casefold().split()) for w in listed)
                for word in kept:
                    if spoken.setdefault((language, word), at) != at:
                        raise CodebookError(f"{key}: bands/{at}: '{word}' stands in two bands. Keep it in one.")
                words[language] = tuple(w for w in kept if (language, w) not in alone)
            bands.append(Band(low, high, words))
        name = key.removeprefix(_FOLDER).removesuffix(".yml")
        return Yardstick(name, str(data["name"]), str(data["title"]), str(data["citation"]), tuple(bands))
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        raise CodebookError(f"{key}: key or value missing or wrong ({bad}). Compare a packaged yardstick.") from bad
