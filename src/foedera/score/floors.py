"""Floors under figures, and ceilings over counts of what should not happen: kept in a file, never slackened unseen.

A figure is named as ``--json`` prints it, with dots between: ``families.contact.exhaustive.f1``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foedera.errors import GoldError
from foedera.score.claimfiles import words_in
from foedera.score.counting import GROUPS
from foedera.score.figures import at

__all__ = ["Floors", "below", "measured", "read_floors", "slackened", "tightened"]

MIN_RECORDS = 8  # of a family that gets a floor: of fewer, one record more or less moves its figures too far
_LOST = 2  # records of the gold that may be lost before a floor is felt, so that a good trade is not refused
_LEAST = 0.01
_SHAPE = '{"floors": {"event.exhaustive.f1": 0.6}}'


@dataclass(frozen=True, slots=True)
class Floors:
    """The least that figures may be, and the most that counts may be, by dotted name."""

    floors: Mapping[str, float] = field(default_factory=dict)
    ceilings: Mapping[str, float] = field(default_factory=dict)


def read_floors(path: Path) -> Floors:
    """Out of ``{"floors": {name: figure}, "ceilings": {name: count}}``, or of floors alone. Raises GoldError."""
    try:
        data = json.loads(words_in(path))
    except ValueError as bad:
        raise GoldError(f"{path}: it is no JSON ({bad}). Write it as {_SHAPE}.") from bad
    if isinstance(data, Mapping) and not {"floors", "ceilings"} & set(data):
        data = {"floors": data}
    if not isinstance(data, Mapping):
        raise GoldError(f"{path}: floors are figures by name. Write them as {_SHAPE}.")
    return Floors(_named(data.get("floors", {}), path), _named(data.get("ceilings", {}), path))


def _named(part: Any, path: Path) -> dict[str, float]:
    if not isinstance(part, Mapping) or not all(isinstance(value, int | float) for value in part.values()):
        raise GoldError(f"{path}: floors are figures by name. Write them as {_SHAPE}.")
    return {str(name): float(value) for name, value in part.items()}


def below(figures: Mapping[str, Any], floors: Floors) -> list[str]:
    """A sentence for each figure below its floor or above its ceiling; one that is unknown is below."""
    found: list[str] = []
    for name, least in floors.floors.items():
        value = at(figures, name)
        if value is None or value < least:
            found.append(f"{name} is {_shown(value)}, below its floor of {least:g}.")
    for name, most in floors.ceilings.items():
        value = at(figures, name)
        if value is None or value > most:
            found.append(f"{name} is {_shown(value)}, above its ceiling of {most:g}.")
    return found


def _shown(value: float | None) -> str:
    return "unknown" if value is None else f"{value:g}"


def measured(figures: Mapping[str, Any]) -> Floors:
    """Floors a little below what was measured: by two records' worth, and at least .01.

    For groups F1 and the fields of hits, for families of eight records and more F1, for dyads F1. Ceilings at what was
    measured for counts that should be nothing.
    """
    floors = {name: _floor(value, size) for name, value, size in _worth_a_floor(figures)}
    ceilings = {
        name: int(at(figures, name) or 0)
        for name in ("quotes_not_in_document", "event.on_negative_documents", "silent.claimed")
    }
    return Floors(floors, ceilings)


def _worth_a_floor(figures: Mapping[str, Any]) -> Iterator[tuple[str, float, int]]:
    """Name, value and number of records of each figure that gets a floor."""
    names: list[tuple[str, int]] = []
    for group in GROUPS:
        size = figures[group]["exhaustive"]["gold"]
        names.append((f"{group}.exhaustive.f1", size))
        found = round(size * (figures[group]["exhaustive"]["recall"] or 0))
        names += [(f"{group}.{figure}", found) for figure in ("type", "status", "role")]
    for name, row in figures["families"].items():
        names.append((f"families.{name}.exhaustive.f1", row["exhaustive"]["gold"]))
    names.append(("dyads.f1", figures["dyads"]["gold"]))
    for name, size in names:
        value = at(figures, name)
        if value is not None and size >= MIN_RECORDS:
            yield name, value, size


def _floor(value: float, size: int) -> float:
    return max(0.0, math.floor(round((value - max(_LEAST, _LOST / size)) * 100, 6)) / 100)


def tightened(old: Floors, figures: Mapping[str, Any]) -> Floors:
    """The floors as they may be written: raised where the figures allow, kept where the figures still hold them.

    Where a figure no longer holds its floor, the floor that it would hold: a slackening, to be found by ``slackened``.
    """
    now = measured(figures)
    failing = {line.split(" ", 1)[0] for line in below(figures, old)}
    floors = dict(now.floors)
    for name, floor in old.floors.items():
        if name not in failing:
            floors[name] = max(floor, now.floors.get(name, floor))
    ceilings = dict(now.ceilings)
    for name, ceiling in old.ceilings.items():
        if name not in failing:
            ceilings[name] = min(ceiling, now.ceilings.get(name, ceiling))
    return Floors(floors, ceilings)


def slackened(old: Floors, new: Floors) -> dict[str, tuple[float, float | None]]:
    """What the new floors give up: old and new value by name; None where there is none any more."""
    gone: dict[str, tuple[float, float | None]] = {}
    for name, floor in old.floors.items():
        value = new.floors.get(name)
        if value is None or value < floor:
            gone[name] = (floor, value)
    for name, ceiling in old.ceilings.items():
        value = new.ceilings.get(name)
        if value is None or value > ceiling:
            gone[name] = (ceiling, value)
    return gone
