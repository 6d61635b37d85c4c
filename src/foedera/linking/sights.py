"""A claim as the linker sees it, worked out once, and the settings it is compared by."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from foedera.codebook import Codebook
from foedera.errors import CodebookError
from foedera.linking.names import Names, Naming, names_in, printed_exercises, spelled
from foedera.model import Amount, Claim, Interval, Status, Text

__all__ = ["FAR", "WEEKS", "WIDE_DAYS", "Settings", "Sight", "settings_of", "sight_of", "stance", "turned", "width"]

OPEN = frozenset({Status.OFFERED, Status.DISCUSSED, Status.REQUESTED, Status.HYPOTHETICAL})
FAILED = frozenset({Status.REFUSED, Status.CANCELLED})
WIDE_DAYS = 370
WEEKS = 45  # days: a slip of the month at most; a yearly exercise that bears one name is farther apart
FAR = 4_000_000  # a day number beyond every date: stands for "no end known"


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``linking.yml`` and the codebook say, made ready for comparing."""

    weights: Mapping[str, float]
    keep: float  # in log-odds
    near: Mapping[str, int]
    parts_of_one: frozenset[str]
    repeated_standing: frozenset[str]
    naming: Naming
    things: tuple[str, ...]
    topics: tuple[str, ...]
    fulfilment: Mapping[str, Any]
    in_parts: frozenset[str]
    wholes: Mapping[str, str]  # type -> the role of which a tour has several
    whole: Mapping[str, float]
    instances: Mapping[str, frozenset[str]]  # type -> units in which its instances are counted
    many: int
    put_off: re.Pattern[str]
    in_margins: re.Pattern[str]
    regions: Mapping[str, frozenset[str]]
    peripheral: Mapping[str, frozenset[str]]
    standing: frozenset[str]
    turns: Mapping[str, Mapping[str, str]]

    def kind(self, claim: Claim) -> str:
        """The types that may tell of one act in different terms, as one word."""
        return str(self.near[claim.type]) if claim.type in self.near else claim.type


@dataclass(frozen=True, slots=True)
class Sight:
    """What is compared. Days are ordinals of the proleptic calendar; ``first`` to ``last`` is when it may have been."""

    claim: Claim
    kind: str
    parties: tuple[str, ...]
    party_set: frozenset[str]
    roles: frozenset[tuple[str, str]]
    frameworks: frozenset[str]
    stance: str
    names: Names
    things: tuple[str, ...]
    topics: tuple[str, ...]
    persons: Mapping[str, str]
    levels: Mapping[str, str]
    numbers: Mapping[str, tuple[tuple[float, float], ...]]
    words: str
    published: Interval | None
    told: tuple[int, int] | None  # the report at the far end of the attribution where it is dated, else the document
    first: int
    last: int
    is_series: bool
    is_put_off: bool
    in_margins: bool
    stops: frozenset[str]  # of a type that may be a tour: where it went

    @property
    def is_tour(self) -> bool:
        return len(self.stops) > 1 or any(":" in stop for stop in self.stops)


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
    keep = float(data.get("keep", 0.2))
    regions = (codebook.raw.get("regions.yml") or {}).get("regions", {})
    try:
        return Settings(
            weights={k: float(v) for k, v in data["weights"].items()},
            keep=math.log(keep / (1.0 - keep)),
            near={kind: at for at, group in enumerate(data["near_types"]) for kind in group},
            parts_of_one=frozenset(data["parts_of_one"]),
            repeated_standing=frozenset(data["repeated_standing"]),
            naming=_naming(data, codebook),
            things=tuple(data["things"]),
            topics=tuple(data["topics"]),
            fulfilment=data["fulfilment"],
            in_parts=frozenset(data["in_parts"]),
            wholes=data["wholes"],
            whole={k: float(v) for k, v in data["whole"].items()},
            instances={kind: frozenset(units) for kind, units in data["instances"].items()},
            many=int(data["many"]),
            put_off=_words(data["put_off"]),
            in_margins=_words(data["in_margins"]),
            regions={f"GRP:{name}": frozenset(states) for name, states in regions.items()},
            peripheral={
                name: frozenset(r.name for r in kind.roles if r.peripheral) for name, kind in codebook.types.items()
            },
            standing=frozenset(name for name, family in codebook.families.items() if family.group != "event"),
            turns=data["turns"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        raise CodebookError(f"linking.yml: key or value missing or wrong ({bad}). Compare the packaged file.") from bad


def _naming(data: Mapping[str, Any], codebook: Codebook) -> Naming:
    return Naming(
        keys=tuple(data["names"]),
        titled=tuple(data["titled"]),
        exercises={spelled(n): names_in(e.name) for e in codebook.exercises for n in (e.name, *e.names)},
        exercise_types=frozenset(data["exercise_types"]),
        printed=printed_exercises(n for e in codebook.exercises for n in (e.name, *e.names)),
    )


def _words(by_language: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Any of the words, in any language, at the beginning of a word."""
    words = sorted({w.casefold() for listed in by_language.values() for w in listed})
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")") if words else re.compile(r"(?!)")


def sight_of(claim: Claim, text: Text | None, settings: Settings) -> Sight:
    peripheral = settings.peripheral.get(claim.type, frozenset())
    core = [r for r in claim.roles if r.role not in peripheral]
    lowered = claim.quote.exact.casefold()
    published = text.published if text else None
    kind = stance(claim)
    told = _told(claim, published)
    first, last = _window(claim, kind, told, settings)
    parties = frozenset(r.actor for r in core)
    role_of_stops = settings.wholes.get(claim.type)
    return Sight(
        claim=claim,
        kind=settings.kind(claim),
        parties=tuple(sorted(parties)),
        party_set=parties,
        roles=frozenset((r.role, r.actor) for r in core),
        frameworks=frozenset(r.actor for r in claim.roles if r.role == "framework"),
        stance=kind,
        names=Names.of(claim, settings.naming),
        things=_listed(claim, settings.things),
        topics=_listed(claim, settings.topics),
        persons={r.actor: r.name.casefold() for r in core if r.name},
        levels={r.actor: r.level for r in core if r.level},
        numbers=_numbers(claim),
        words=_bare_words(claim),
        published=published,
        told=told,
        first=first,
        last=last,
        is_series=_is_series(claim, settings),
        is_put_off=settings.put_off.search(lowered) is not None,
        in_margins=settings.in_margins.search(lowered) is not None,
        stops=frozenset(r.actor for r in core if r.role == role_of_stops) if role_of_stops else frozenset(),
    )


def _told(claim: Claim, published: Interval | None) -> tuple[int, int] | None:
    cited = next((each.date for each in reversed(claim.attribution) if each.date is not None), None)
    when = cited or published
    return (when.first.toordinal(), when.last.toordinal()) if when else None


def _window(claim: Claim, kind: str, told: tuple[int, int] | None, settings: Settings) -> tuple[int, int]:
    """The days on which it may have been, for blocking: an undated act some weeks before it was told, an undated plan
    from then on for a year or so, a standing fact always."""
    when = claim.date
    if when is not None:
        first = when.start.toordinal() if when.start else -FAR
        return first, when.end.toordinal() if when.end else FAR
    if told is None or claim.type in settings.repeated_standing:
        return -FAR, FAR
    if kind in {"plan", "open"}:
        return told[0] - WEEKS, told[1] + WIDE_DAYS
    return told[0] - WEEKS, told[1]


def _is_series(claim: Claim, settings: Settings) -> bool:
    """True where it counts instances ("twenty exercises since 2002") or tells of a habit and not of one time."""
    units = settings.instances.get(claim.type, frozenset())
    wide = claim.date is None or width(claim.date) > 31
    if claim.status is Status.HABITUAL:
        return wide
    return wide and any(a.unit in units and (a.value or a.low or 0) > 1 for a in claim.amounts)


def _listed(claim: Claim, keys: tuple[str, ...]) -> tuple[str, ...]:
    found = {
        t.strip().casefold()
        for k in keys
        for t in claim.attributes.get(k, "").replace(";", ",").split(",")
        if t.strip()
    }
    return tuple(sorted(found))


def _numbers(claim: Claim) -> dict[str, tuple[tuple[float, float], ...]]:
    """Bounds by unit; what is counted is named as printed ("troops", "soldiers") and need not be the same word."""
    found: dict[str, tuple[tuple[float, float], ...]] = {}
    for amount in claim.amounts:
        if amount.unit:
            found[amount.unit] = (*found.get(amount.unit, ()), _bounds(amount))
    return found


def _bounds(amount: Amount) -> tuple[float, float]:
    value, op = amount.value, amount.op
    low = amount.low if amount.low is not None else value if op in {"=", ">", ">=", "about"} else None
    high = amount.high if amount.high is not None else value if op in {"=", "<", "<=", "about"} else None
    return (-math.inf if low is None else float(low)), (math.inf if high is None else float(high))


def _bare_words(claim: Claim) -> str:
    """The quote without the mentions of its parties: what is said of them, not who they are."""
    words = claim.quote.exact
    for role in claim.roles:
        words = words.replace(role.mention, " ")
    return spelled(words)


def turned(claim: Claim, settings: Settings) -> bool:
    """True for the form of a type that takes back what the type brings about: a withdrawal, a lifting."""
    turn = settings.turns.get(claim.type, {})
    return bool(turn) and all(claim.attributes.get(k) == v for k, v in turn.items())


def width(when: Interval) -> int:
    """Days that the interval covers; ten years or so where a side is open."""
    if when.start is None or when.end is None:
        return 10 * WIDE_DAYS
    return (when.end - when.start).days + 1
