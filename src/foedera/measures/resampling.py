"""How far a number would move had other voices been heard: intervals by resampling origins, not claims."""

from __future__ import annotations

import hashlib
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from foedera.measures.acts import Act

__all__ = ["REPLICATES", "RULE", "bounds", "by_origin", "replicates"]

REPLICATES = 400  # the ends of a 90 % interval stand on 20 draws each; on the sample 1,000 move them by under .02
INSIDE = 0.90
FEWEST = 2  # origins: one voice cannot be resampled

RULE = (
    "Bounds: 90 % of 400 draws with replacement of the origins (the voices at the far end of what is told; documents"
    " where none is known), an event told by several being shared among them. They tell how much rests on single"
    " voices, not whether these are right; none are given where all rests on one."
)

Key = TypeVar("Key", bound=Hashable)
Totals = Mapping[Key, float]


def by_origin(listed: Iterable[tuple[Act, Key, float]]) -> dict[str, dict[Key, float]]:
    """What each origin adds to each total: an event's share, in equal parts among its origins."""
    parts: dict[str, dict[Key, float]] = defaultdict(lambda: defaultdict(float))
    for act, key, amount in listed:
        for origin in act.origins:
            parts[origin][key] += amount / len(act.origins)
    return {origin: dict(totals) for origin, totals in parts.items()}


def replicates(parts: Mapping[str, Mapping[Key, float]]) -> list[dict[Key, float]]:
    """The totals of each draw. The mean of a total over all possible draws is the total itself.

    The same parts give the same draws, in any order: the seed is made of them.
    """
    origins = sorted(parts)
    if len(origins) < FEWEST:
        return []
    rng = random.Random(_seed(parts, origins))  # noqa: S311 - no secret: it must come out the same every time
    drawn = []
    for _ in range(REPLICATES):
        totals: dict[Key, float] = defaultdict(float)
        for origin, times in Counter(rng.choices(origins, k=len(origins))).items():
            for key, amount in parts[origin].items():
                totals[key] += times * amount
        drawn.append(dict(totals))
    return drawn


def bounds(
    drawn: Iterable[Totals[Key]], statistic: Callable[[Totals[Key]], float | None]
) -> tuple[float | None, float | None]:
    """The middle 90 % of a statistic over the draws in which it is defined; (None, None) where there are none.

    Also where every draw gives the same number: bounds of 1 to 1 would feign certainty about what rests on few voices.
    """
    values = sorted(v for totals in drawn if (v := statistic(totals)) is not None)
    if not values or values[0] == values[-1]:
        return None, None
    tail = (1 - INSIDE) / 2
    low = values[math.floor(tail * (len(values) - 1))]
    high = values[math.ceil((1 - tail) * (len(values) - 1))]
    return low, high


def _seed(parts: Mapping[str, Mapping[Key, float]], origins: list[str]) -> int:
    told = [(o, sorted((repr(k), round(v, 9)) for k, v in parts[o].items())) for o in origins]
    return int.from_bytes(hashlib.sha256(repr(told).encode()).digest()[:8])
