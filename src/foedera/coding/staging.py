"""Where a tour has got to: "In Lima the envoy met the president": with whom "they" talk there until she goes on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from foedera.coding.company import Seen, main_subject
from foedera.coding.mentions import Mention
from foedera.coding.tree import Doc, Token

__all__ = ["Tour"]

_STATE = "state"
_FEWEST = 2  # stops of a tour


class Tour:
    """The stops of the traveller whose release a text is; told of its acts and sentences in order.

    Each stop has talks of its own: nobody of another stop takes part in them.
    """

    def __init__(self, travellers: Mapping[str, str], talkers: Mapping[str, str]) -> None:
        """``travellers`` with their kinds, of whom only one makes a tour; ``talkers``: whom the title names."""
        self._traveller = next(iter(travellers.items())) if len(travellers) == 1 else None
        stops = {actor for actor, kind in talkers.items() if kind == _STATE} - set(travellers)
        self._stops = stops if len(stops) >= _FEWEST else set[str]()
        self.is_announced = bool(self._stops) and self._traveller is not None
        """Whether the title names the stops: where none is told of, nobody knows who talks with whom."""
        self._at: str | None = None

    def open(self, acts: Sequence[Sequence[Seen]]) -> None:
        """Learn the stops from the acts of a first sentence: "visited Peru and Chile"."""
        if self._traveller is None or self._stops:
            return
        traveller = self._traveller[0]
        stops = {one.actor for act in acts for one in act if one.kind == _STATE} - {traveller}
        if len(stops) >= _FEWEST and all(traveller in {one.actor for one in act} for act in acts):
            self._stops = stops

    def company(self, token: Token, here: Sequence[Mention], sentence: int) -> tuple[Seen, ...]:
        """The traveller and whom she talks with where ``token`` stands; empty where no tour is told of."""
        stop = (self._stop_before(token.doc, here, token.i) or self._at) if self._stops else None
        if stop is None or self._traveller is None:
            return ()
        return (Seen(*self._traveller, sentence, token.i), Seen(stop, _STATE, sentence, token.i))

    def leave(self, doc: Doc, here: Sequence[Mention], acted: Collection[str]) -> None:
        """Remember behind a sentence where the tour is, ``acted`` being those who acted together in it."""
        if not self._stops:
            return
        others = self._stops.intersection(acted)
        stop = self._stop_before(doc, here, len(doc))
        if stop is None and len(others) == 1:
            (stop,) = others
        if stop is not None or others:
            self._at = stop

    def _stop_before(self, doc: Doc, here: Sequence[Mention], end: int) -> str | None:
        """The one stop that a fronted phrase names: "While in Lima,", "In meetings with Peruvian officials,"."""
        subject = main_subject(doc)
        end = min(end, subject.left_edge.i if subject is not None else end)
        named = {m.actor for m in here if m.actor in self._stops and m.end <= end}
        return next(iter(named)) if len(named) == 1 else None
