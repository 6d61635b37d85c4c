"""Shares, concentration, entropy and lean: formulas on numbers, with no record behind them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

__all__ = ["entropy", "hhi", "lean", "share", "shares"]


def share(part: float, whole: float) -> float | None:
    """``part / whole``, 0 to 1; None of nothing."""
    return part / whole if whole > 0 else None


def hhi(amounts: Iterable[float]) -> float | None:
    """Herfindahl-Hirschman: the sum of squared shares, from 1/n (even) to 1 (all with one); None of nothing."""
    found = [a for a in amounts if a > 0]
    whole = math.fsum(found)
    return math.fsum((a / whole) ** 2 for a in found) if whole > 0 else None


def entropy(amounts: Iterable[float]) -> float | None:
    """Normalised: ``-sum s ln s / ln n`` over all n possible partners, from 0 (one has all) to 1 (even).

    None of nothing, and where there are not two to divide between.
    """
    listed = list(amounts)
    whole = math.fsum(a for a in listed if a > 0)
    if whole <= 0 or len(listed) < 2:
        return None
    parts = [a / whole for a in listed if a / whole > 0]  # the tiniest amounts have no share that a number can hold
    return max(0.0, -math.fsum(s * math.log(s) for s in parts) / math.log(len(listed)))


def lean(one: float, other: float) -> float | None:
    """``(one - other) / (one + other)``: 1 all with the one, -1 all with the other; None where neither has any."""
    return (one - other) / (one + other) if one + other > 0 else None


def shares(amounts: Mapping[str, float]) -> dict[str, float | None]:
    whole = math.fsum(amounts.values())
    return {key: share(amount, whole) for key, amount in amounts.items()}
