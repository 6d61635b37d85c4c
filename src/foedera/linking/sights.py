"""A claim as the linker sees it, and the settings it is compared by."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.codebook import Codebook
from foedera.errors import CodebookError
from foedera.model import Claim, Interval, Link, Status, Text

__all__ = [
    "WEEKS",
    "WIDE_DAYS",
    "Reason",
    "Settings",
    "Sight",
    "linked",
    "settings_of",
    "sight_of",
    "stance",
    "turned",
    "width",
]

OPEN = frozenset({Status.OFFERED, Status.DISCUSSED, Status.REQUESTED, Status.HYPOTHETICAL})
FAILED = frozenset({Status.REFUSED, Status.CANCELLED})
_TITLE = re.compile(r"[“\"«]([^“”\"«»]+)")
WIDE_DAYS = 370
WEEKS = 45  # days: a slip of the month at most; a yearly exercise that bears one name is farther apart


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``linking.yml`` and the codebook say, made ready for comparing."""

    weights: Mapping[str, float]
    keep: float
    near: Mapping[str, int]
    parts_of_one: frozenset[str]
    repeated_standing: frozenset[str]
    names: tuple[str, ...]
    titled: tuple[str, ...]
    things: tuple[str, ...]
    fulfilment: Mapping[str, Any]
    peripheral: Mapping[str, frozenset[str]]
    standing: frozenset[str]
    turns: Mapping[str, Mapping[str, str]]
    exercises: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sight:
    """A claim as the linker sees it: what is compared, worked out once."""

    claim: Claim
    parties: frozenset[str]
    roles: frozenset[tuple[str, str]]
    stance: str
    names: frozenset[str]
    things: frozenset[str]
    persons: Mapping[str, str]
    levels: Mapping[str, str]
    words: str
    published: Interval | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A weight, and the sentence that it leaves; none where it says nothing of the pair."""

    weight: float
    words: str


def stance(claim: Claim) -> str:
    """``done``, ``plan``, ``open`` (offered, talked of), ``failed`` or ``view``: two stances are never one event."""
    if claim.status.is_done:
        return "done"
    if claim.status.is_prospective:
        return "plan"
    if claim.status in OPEN:
        return "open"
    return "failed" if claim.status in FAILED else "view"


def settings_of(codebook: Codebook) -> Settings:
    """Raises CodebookError where linking.yml is missing or lacks a key."""
    data = codebook.raw.get("linking.yml")
    if not data:
        raise CodebookError("linking.yml: missing from the codebook. Restore it from the package.")
    try:
        return Settings(
            weights={k: float(v) for k, v in data["weights"].items()},
            keep=float(data["keep"]),
            near={kind: at for at, group in enumerate(data["near_types"]) for kind in group},
            parts_of_one=frozenset(data["parts_of_one"]),
            repeated_standing=frozenset(data["repeated_standing"]),
            names=tuple(data["names"]),
            titled=tuple(data["titled"]),
            things=tuple(data["things"]),
            fulfilment=data["fulfilment"],
            peripheral={
                name: frozenset(r.name for r in kind.roles if r.peripheral) for name, kind in codebook.types.items()
            },
            standing=frozenset(name for name, family in codebook.families.items() if family.group != "event"),
            turns=data["turns"],
            exercises={n.casefold(): e.name.casefold() for e in codebook.exercises for n in (e.name, *e.names)},
        )
    except (KeyError, TypeError, ValueError) as bad:
        raise CodebookError(f"linking.yml: key or value missing or wrong ({bad}). Compare the packaged file.") from bad


def sight_of(claim: Claim, text: Text | None, settings: Settings) -> Sight:
    peripheral = settings.peripheral.get(claim.type, frozenset())
    core = [r for r in claim.roles if r.role not in peripheral]
    names = {_name(claim.attributes[k], settings) for k in settings.names if claim.attributes.get(k)}
    if not names:  # a sentence that lists three treaties may print the first of them in the attributes of each
        names |= {_name(title, settings) for k in settings.titled for title in _titles(claim.attributes.get(k, ""))}
    lowered = claim.quote.exact.casefold()
    names |= {canonical for name, canonical in settings.exercises.items() if len(name) > 3 and name in lowered}
    things = {
        t.strip().casefold()
        for k in settings.things
        for t in claim.attributes.get(k, "").replace(";", ",").split(",")
        if t.strip()
    }
    return Sight(
        claim=claim,
        parties=frozenset(r.actor for r in core),
        roles=frozenset((r.role, r.actor) for r in core),
        stance=stance(claim),
        names=frozenset(n for n in names if n),
        things=frozenset(things),
        persons={r.actor: r.name.casefold() for r in core if r.name},
        levels={r.actor: r.level for r in core if r.level},
        words=_bare_words(claim),
        published=text.published if text else None,
    )


def _titles(words: str) -> list[str]:
    """What stands in quotation marks in an attribute."""
    return [found.strip() for found in _TITLE.findall(words) if len(found.split()) > 1]


def _name(raw: str, settings: Settings) -> str:
    bare = " ".join("".join(ch if ch.isalnum() else " " for ch in raw.casefold()).split()).removeprefix("the ")
    return settings.exercises.get(bare, bare)


def _bare_words(claim: Claim) -> str:
    """The quote without the mentions of its parties: what is said of them, not who they are."""
    words = claim.quote.exact
    for role in claim.roles:
        words = words.replace(role.mention, " ")
    return " ".join("".join(ch if ch.isalnum() else " " for ch in words.casefold()).split())


def turned(claim: Claim, settings: Settings) -> bool:
    """True for the form of a type that takes back what the type brings about: a withdrawal, a lifting."""
    turn = settings.turns.get(claim.type, {})
    return bool(turn) and all(claim.attributes.get(k) == v for k, v in turn.items())


def width(when: Interval) -> int:
    """Days that the interval covers; ten years or so where a side is open."""
    if when.start is None or when.end is None:
        return 10 * WIDE_DAYS
    return (when.end - when.start).days + 1


def linked(a: str, b: str, relation: str, reasons: Sequence[Reason], settings: Settings) -> Link | None:
    """The link that these reasons make, the weightiest first; None below the score from which links are kept."""
    score = 1.0 / (1.0 + math.exp(-sum(r.weight for r in reasons)))
    if score < settings.keep:
        return None
    words = [r.words for r in sorted(reasons, key=lambda r: -r.weight) if r.words]
    return Link(a, b, round(score, 4), tuple(words), relation)
