"""Words of probability, read by a yardstick."""

from __future__ import annotations

import re

from foedera.forecasting.sentences import Sentence
from foedera.forecasting.settings import Settings, Words
from foedera.model import Probability

__all__ = ["probability_of"]

# Code points between a claim's words and a word of probability that still is about them: half a clause. Set by hand
# on the development documents, where 40 to 120 give the same.
APART = 80


def probability_of(sentence: Sentence, language: str, settings: Settings) -> Probability | None:
    """The range that the sentence's word of probability means: that within the claim's words, else the nearest to
    them in their clause. None where there is no such word, or one that no yardstick measures ("more likely")."""
    words = settings.words(language)
    found = [m for m in words.measured.finditer(sentence.words) if _is_measure(sentence.words, m, words)]
    ranked = sorted((_distance(sentence, m), m.start(), m) for m in found)
    for distance, _, match in ranked:
        if distance <= APART and not _parted(sentence, match):
            return _read(sentence.words, match, words, settings)
    return None


def _is_measure(said: str, match: re.Match[str], words: Words) -> bool:
    before = said[: match.start()]
    if words.unmeasured_after.search(before):
        return False
    # "not very likely" is on no yardstick, and its reverse would say too much
    return not (" " in match[0].strip() and words.denials.search(before))


def _distance(sentence: Sentence, match: re.Match[str]) -> int:
    if match.start() >= sentence.end:
        return match.start() - sentence.end
    return max(0, sentence.start - match.end())


def _parted(sentence: Sentence, match: re.Match[str]) -> bool:
    first, last = sorted(((sentence.start, sentence.end), match.span()))
    return any(stop in sentence.words[first[1] : last[0]] for stop in (";", ":"))


def _read(said: str, match: re.Match[str], words: Words, settings: Settings) -> Probability:
    phrase = " ".join(match[0].casefold().split())
    measured = words.phrases[phrase]
    yardstick, band = measured[0]
    low, high, note = band.low, band.high, f'"{phrase}" is {band.low:g} to {band.high:g} % on {yardstick.name}'
    default = settings.yardsticks[0]
    if yardstick.id != default.id:
        note += f"; {default.name} does not list it"
    printed = match[0]
    denial = words.denials.search(said[: match.start()])
    if denial:
        low, high = 100 - high, 100 - low
        printed = f"{denial[0].strip()} {printed}"
        note += f"; denied, so {low:g} to {high:g} %"
    return Probability(
        round(low / 100, 6),
        round(high / 100, 6),
        yardstick.id,
        " ".join(printed.split()),
        note + ".",
        denial is not None,
    )
