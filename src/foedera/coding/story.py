"""What a text has told so far: the claims of the last sentences, and between whom the last act on a topic was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedera.coding.mentions import Mention

__all__ = ["Story", "Told"]

LATELY = 12  # claims looked back upon
REACH = 2  # sentences looked back upon


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of an earlier sentence: of which type and family, between whom."""

    sentence: int
    type: str
    family: str
    actors: frozenset[str]


class Story:
    """Grows with the text; ``sentence`` is the one that is being read."""

    def __init__(self) -> None:
        self.sentence = 0
        self._claims: list[Told] = []
        self._dealings: dict[str, tuple[int, tuple[tuple[str, Mention], ...]]] = {}

    def report(self, kind: str, family: str, actors: frozenset[str]) -> None:
        """Remember what this sentence was found to say, for what comes after it."""
        self._claims.append(Told(self.sentence, kind, family, actors))

    def lately(self) -> list[Told]:
        """What was said in this sentence so far, and in the two before it."""
        return [told for told in self._claims[-LATELY:] if self.sentence - told.sentence <= REACH]

    def tell(self, topic: str, roles: Sequence[tuple[str, Mention]]) -> None:
        """Remember the parties of the last act on a topic: what follows may go on about them."""
        self._dealings[topic] = (self.sentence, tuple(roles))

    def told(self, topic: str) -> tuple[tuple[str, Mention], ...]:
        """The parties of an act on that topic in this sentence or one of the two before it."""
        sentence, roles = self._dealings.get(topic, (-9, ()))
        return roles if self.sentence - sentence <= REACH else ()
