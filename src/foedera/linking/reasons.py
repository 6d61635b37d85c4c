"""What a comparison leaves: weights with their sentences, and the link that they make."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from foedera.model import Link

__all__ = ["Reason", "linked"]


class Reason(NamedTuple):
    """A weight in log-odds, and the sentence that it leaves, put into words only where the link is kept."""

    weight: float
    words: str = ""
    told: tuple[str, ...] = ()


@lru_cache(maxsize=50_000)
def _sentence(words: str, told: tuple[str, ...]) -> str:
    return words.format(*told)


def linked(a: str, b: str, relation: str, reasons: Sequence[Reason], keep: float) -> Link | None:
    """The link that these reasons make, the weightiest first; None below ``keep``, in log-odds."""
    total = sum(r.weight for r in reasons)
    if total < keep:
        return None
    ordered = sorted(reasons, key=lambda r: -r.weight)
    words = tuple(_sentence(r.words, r.told) for r in ordered if r.words)
    return Link(a, b, round(1.0 / (1.0 + math.exp(-total)), 4), words, relation)
