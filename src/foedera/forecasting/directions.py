"""What a view expects: whether it will come about, which way the relation goes, and what it is about."""

from __future__ import annotations

import re

from foedera.forecasting.sentences import Sentence, without_parties
from foedera.forecasting.settings import Settings, Theme
from foedera.model import Claim, Direction, Probability, Status

__all__ = ["direction_of", "themes_of", "trend_of"]


def direction_of(claim: Claim, probability: Probability | None) -> Direction:
    """Below even odds, it will not; a denial turns it round; "could" and even odds leave it at may."""
    if probability is not None and probability.point == 0.5:
        return Direction.MAY
    if probability is None and claim.status is Status.HYPOTHETICAL:
        return Direction.WILL_NOT if claim.negated else Direction.MAY
    expects = probability is None or probability.point > 0.5
    turned = claim.negated and not (probability is not None and probability.denied)  # "not likely" is one denial
    return Direction.WILL if expects is not turned else Direction.WILL_NOT


def trend_of(claim: Claim, sentence: Sentence, language: str, settings: Settings) -> int:
    """1 where the words tell of a relation that grows, -1 of one that cools, 0 where they do not say, or say both.

    What grows may be a tension: then the relation cools. The claim's own words come before those of its sentence.
    """
    if claim.type in settings.no_trend:
        return 0
    own, whole = (without_parties(said, claim) for said in (sentence.quote, sentence.words))
    return _trend(own, language, settings) or _trend(whole, language, settings)


def _trend(said: str, language: str, settings: Settings) -> int:
    words = settings.words(language)
    up, down = bool(words.up.search(said)), bool(words.down.search(said))
    friction = bool(words.friction.search(said))
    if up and down:
        return 0
    if up or down:
        return (1 if up else -1) * (-1 if friction else 1)
    if friction:
        return -1
    return 1 if words.relation.search(said) else 0


def themes_of(said: str, language: str, settings: Settings) -> tuple[Theme, ...]:
    """The themes that the words name: a narrow one, such as exercises, in place of a wide one that shares its types."""
    named = [t for t in settings.themes if _pattern(t, language).search(said)]
    return tuple(
        t for t in named if not any(o is not t and o.types & t.types and len(o.types) < len(t.types) for o in named)
    )


def _pattern(theme: Theme, language: str) -> re.Pattern[str]:
    return theme.words.get(language) or next(iter(theme.words.values()))
