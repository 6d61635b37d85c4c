"""Which sentences are worth a parse: one pass over the characters, before any grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import ahocorasick_rs

from foedera.coding.gazetteer import Hit
from foedera.coding.passages import Sentence

__all__ = ["Screen"]

_ACTOR_FORMS = frozenset(
    {"name", "organisation", "capital", "institution", "adjective", "nationals", "person", "prefix"}
)

DENSE = 0.2  # a text in which every fifth sentence names an actor is about actors throughout
MANY = 3  # different actors, below which a dense text is only about its own state's affairs
SHORT = 8  # sentences; a note so short is parsed whole, whoever it names
REACH = 3  # sentences either side in which a second actor must be named


class Screen:
    """A sentence is kept where it holds a trigger word and it or a neighbour names an actor.

    Words are matched by stem at a word's beginning, so that every inflection is found: the screen may
    keep too much, never too little.
    """

    def __init__(self, words: Iterable[str], *irregular: Mapping[str, Sequence[str]]) -> None:
        listed = set(words)
        forms = {form for forms in irregular for lemma, some in forms.items() if lemma in listed for form in some}
        stems = sorted(forms.union(*(_stems(w) for w in listed if len(w) > 1)))
        self._matcher = ahocorasick_rs.AhoCorasick(stems, implementation=ahocorasick_rs.Implementation.DFA)

    def worth(self, found: Sequence[Sentence], hits: Sequence[Sequence[Hit]]) -> list[bool]:
        named = [{e.actor for h in listed for e in h.entries if e.form in _ACTOR_FORMS} for listed in hits]
        near = _near(named)
        return [close and self._has_word(s.plain) for s, close in zip(found, near, strict=True)]

    def _has_word(self, plain: str) -> bool:
        low = plain.lower()
        return any(
            start == 0 or not low[start - 1].isalnum()
            for _, start, _ in self._matcher.find_matches_as_indexes(low, overlapping=True)
        )


def _stems(word: str) -> set[str]:
    """What the regular inflections of a word begin with; short words are spelt out, for their stems fit too much."""
    if word[-1] not in "ey":
        return {word}
    stem = word[:-1]
    return {stem} if len(word) > 3 else {word, f"{stem}ing", f"{stem}ie", f"{stem}ed"}


def _near(named: Sequence[set[str]]) -> list[bool]:
    """Which sentences stand near actors. A relation has two sides: in a text about one state's own affairs
    only the neighbourhood of another actor is kept."""
    everyone = set().union(*named)
    if sum(map(bool, named)) >= DENSE * len(named) and (len(everyone) >= MANY or len(named) <= SHORT):
        return [True] * len(named)
    near = []
    for i in range(len(named)):
        around = set().union(*named[max(0, i - REACH) : i + REACH + 1])
        near.append(any(named[max(0, i - 2) : i + 2]) and (len(around) > 1 or len(named) <= SHORT))
    return near
