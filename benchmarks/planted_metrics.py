"""How well groups of claims match the true ones: pairwise and B-cubed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

__all__ = ["Score", "b_cubed", "pairwise"]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, 0 to 1; 1 where there is nothing to be wrong or to miss."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"{self.precision:.3f} / {self.recall:.3f} / {self.f1:.3f}"


def pairwise(made: Mapping[str, Hashable], true: Mapping[str, Hashable]) -> Score:
    """Of the pairs of claims put together, how many belong together; of those that do, how many were put together."""
    both = _pairs(Counter((made[c], true[c]) for c in true).values())
    ours, theirs = _pairs(Counter(made[c] for c in true).values()), _pairs(Counter(true.values()).values())
    return Score(both / ours if ours else 1.0, both / theirs if theirs else 1.0)


def b_cubed(made: Mapping[str, Hashable], true: Mapping[str, Hashable]) -> Score:
    """The mean over claims: how much of its group is its own event, how much of its event is in its group."""
    both = Counter((made[c], true[c]) for c in true)
    ours, theirs = Counter(made[c] for c in true), Counter(true.values())
    precision = sum(n * n / ours[group] for (group, _), n in both.items())
    recall = sum(n * n / theirs[event] for (_, event), n in both.items())
    return Score(precision / len(true), recall / len(true)) if true else Score(1.0, 1.0)


def _pairs(sizes: object) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)  # type: ignore[attr-defined]
