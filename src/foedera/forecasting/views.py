"""A claim as a view: whose it is, since when, what it expects, and which way it says that the relation goes."""

from __future__ import annotations

from dataclasses import dataclass

from foedera.forecasting.directions import direction_of, trend_of
from foedera.forecasting.probability import probability_of
from foedera.forecasting.sentences import Sentence
from foedera.forecasting.settings import Settings
from foedera.model import Claim, Direction, Interval, Probability, Text

__all__ = ["View", "view_of"]


@dataclass(frozen=True, slots=True)
class View:
    """``expects``: 1 a relation that grows, -1 one that does not or cools, 0 where the words do not say."""

    holder: str | None
    holder_kind: str
    made: Interval | None
    sentence: Sentence
    probability: Probability | None
    direction: Direction
    expects: int


def view_of(claim: Claim, text: Text | None, sentence: Sentence, settings: Settings) -> View:
    language = text.language if text else ""
    probability = probability_of(sentence, language, settings)
    direction = direction_of(claim, probability)
    trend = trend_of(claim, sentence, language, settings)
    holder, kind = _holder(claim, text)
    dated = next((a.date for a in reversed(claim.attribution) if a.date is not None), None)
    return View(
        holder,
        kind,
        dated or (text.published if text else None),
        sentence,
        probability,
        direction,
        -trend if direction is Direction.WILL_NOT else trend,
    )


def _holder(claim: Claim, text: Text | None) -> tuple[str | None, str]:
    """The far end of the attribution, else the author, else the outlet."""
    if claim.attribution:
        last = claim.attribution[-1]
        return last.name, last.kind
    if text and text.author:
        return text.author, "author"
    if text and text.outlet:
        return text.outlet, "outlet"
    return None, "unknown"
