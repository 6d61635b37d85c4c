"""How forecasts fared: Brier's score in its binary form, and its mean by holder.

Brier, G. W. (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1), 1-3.
Brier adds up over all classes, here two, and so gets twice this figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from foedera.model import Brier, Forecast, HolderScore, Outcome, Probability

__all__ = ["EVEN", "brier", "score_of", "scores"]

EVEN = 0.25  # the score of one who always says even odds
_HAPPENED = {"true": True, "false": False}


def brier(probability: float, happened: bool) -> float:
    """(probability - outcome) squared: 0 best, 1 worst."""
    return (probability - float(happened)) ** 2


def score_of(probability: Probability | None, outcome: Outcome | None) -> Brier | None:
    """The score at the middle of the range and its bounds over the range; None without a probability, or with an
    outcome other than true or false.

    A true outcome is that which the forecast expected: of "unlikely", that it did not come about. At even odds it is
    that what the claim says came about.
    """
    if probability is None or outcome is None or outcome.verdict not in _HAPPENED:
        return None
    happened = _HAPPENED[outcome.verdict] is (probability.point >= 0.5)
    ends = (brier(probability.low, happened), brier(probability.high, happened))
    return Brier(round(brier(probability.point, happened), 6), round(min(ends), 6), round(max(ends), 6))


def scores(forecasts: Iterable[Forecast]) -> list[HolderScore]:
    """A row for each holder, by the number of scored forecasts, then by name; those without a holder last."""
    held: dict[str | None, list[Forecast]] = defaultdict(list)
    for each in forecasts:
        held[each.holder].append(each)
    rows = [_row(holder, held[holder]) for holder in held]
    return sorted(rows, key=lambda r: (r.holder is None, -r.scored, -r.forecasts, r.holder or ""))


def _row(holder: str | None, forecasts: list[Forecast]) -> HolderScore:
    found = sorted((f.score.point, f.score.low, f.score.high) for f in forecasts if f.score is not None)
    due = sum(f.due for f in forecasts)
    if not found:
        return HolderScore(holder, len(forecasts), due, 0, None, None, None, None)
    point, low, high = (sum(column) / len(found) for column in zip(*found, strict=True))
    skill = 1 - point / EVEN
    return HolderScore(
        holder, len(forecasts), due, len(found), round(point, 6), round(low, 6), round(high, 6), round(skill, 6)
    )
