"""What a text has told so far: the claims of the last sentences, and between whom the last act on a topic was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foedera.codebook import EventType
from foedera.coding.mentions import Mention

__all__ = ["Story", "Told"]

CONTACT = "contact"  # the family of meetings and visits
FRICTION = "friction"  # the family of what states do against one another
LATELY = 12  # claims looked back upon
REACH = 2  # sentences looked back upon
RECALLED = 3  # sentences within which a deed is only pointed at


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of an earlier sentence: of which type and family, between whom."""

    sentence: int
    type: str
    family: str
    actors: frozenset[str]
    parties: tuple[Mention, ...] = ()
    doers: tuple[Mention, ...] = ()  # of an act, who did it; of a mutual one, all
    is_spoken: bool = False  # an act of words


class Story:
    """Grows with the text; ``sentence`` is the one that is being read."""

    def __init__(self) -> None:
        self.sentence = 0
        self._claims: list[Told] = []
        self._things: dict[int, set[str]] = {}
        self._faced: dict[tuple[str, str], Mention] = {}
        self._dealings: dict[str, tuple[int, tuple[tuple[str, Mention], ...]]] = {}

    def report(self, kind: EventType, parties: Sequence[Mention], *, doers: Sequence[Mention] = ()) -> None:
        """Remember what this sentence was found to say, for what comes after it."""
        actors = frozenset(m.actor for m in parties)
        self._claims.append(
            Told(self.sentence, kind.name, kind.family, actors, tuple(parties), tuple(doers), kind.spoken)
        )

    def doers(self, subject: str | None) -> tuple[Mention, ...]:
        """Who did what the sentence before told of: of several acts, that of its subject, else the last."""
        acts = [t for t in self._claims if t.doers and t.sentence == self.sentence - 1]
        own = [t for t in acts if subject in {m.actor for m in t.doers}]
        return (own or acts[-1:])[0].doers if acts else ()

    def company(self, kind: str) -> tuple[Mention, ...]:
        """Who took part in the last act of a type that the sentence before told of."""
        told = (t for t in reversed(self._claims) if t.type == kind and t.sentence == self.sentence - 1)
        return next((t.parties for t in told), ())

    def deeds(self) -> list[Told]:
        """The acts of the sentences before that a noun may point at."""
        here = self.sentence
        return [t for t in self._claims[-LATELY:] if t.doers and 0 < here - t.sentence <= RECALLED]

    def lately(self) -> list[Told]:
        """What was said in this sentence so far, and in the two before it."""
        return [told for told in self._claims[-LATELY:] if self.sentence - told.sentence <= REACH]

    def opponent(self, actor: str) -> Mention | None:
        """Whom an actor was last told to be at odds with, in this sentence or the two before it."""
        for told in reversed(self.lately()):
            if told.family == FRICTION and actor in told.actors and len(told.actors) == 2:
                return next(m for m in told.parties if m.actor != actor)
        return None

    def mention_things(self, words: Iterable[str]) -> None:
        """Remember by which words an act and what it was about were told: the next sentence may call them "it"."""
        self._things.setdefault(self.sentence, set()).update(words)

    def things(self) -> frozenset[str]:
        """Those of the sentence before."""
        return frozenset(self._things.get(self.sentence - 1, ()))

    def tell(self, topic: str, roles: Sequence[tuple[str, Mention]], *, kind: str) -> None:
        """Remember the parties of the last act on a topic: what follows may go on about them."""
        self._dealings[topic] = (self.sentence, tuple(roles))
        sides = dict(roles)
        self._faced[kind, sides["source"].actor] = sides["target"]

    def faced(self, kind: str, source: str) -> Mention | None:
        """Whom an actor did the like to where it was told last, however long ago: "Oman's invasion" is of the same."""
        return self._faced.get((kind, source))

    def told(self, topic: str) -> tuple[tuple[str, Mention], ...]:
        """The parties of an act on that topic in this sentence or one of the two before it."""
        sentence, roles = self._dealings.get(topic, (-9, ()))
        return roles if self.sentence - sentence <= REACH else ()

    def latest(self) -> tuple[tuple[str, Mention], ...]:
        """The parties of the last act on any topic in this sentence or one of the two before it."""
        sentence, roles = max(self._dealings.values(), key=lambda told: told[0], default=(-9, ()))
        return roles if self.sentence - sentence <= REACH else ()
