"""Whose government speaks in a text: the state behind an outlet's name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from foedera.coding.gazetteer import Gazetteer, Hit
from foedera.coding.mentions import Titles
from foedera.coding.phrases import words_of
from foedera.model import Source

__all__ = ["Issuers"]

_WORD = re.compile(r"\w+")
_OFFICIAL = frozenset({"ministry", "government"})
_SPEAKING = frozenset({"ministry", "government", "military", "embassy", "police"})


class Issuers:
    """Knows the official sources of the codebook, and a ministry or a government by its words."""

    def __init__(self, sources: Mapping[str, Source], gazetteer: Gazetteer, titles: Titles, article: str) -> None:
        self._sources = sources
        self._official = [(_spaced(known), s.country) for known, s in sources.items() if s.kind in _OFFICIAL]
        self._gazetteer = gazetteer
        self._titles = titles
        self._article = article

    def of(self, outlet: str) -> str | None:
        """The state whose government or ministry an outlet is, as an actor; None for media and bodies of several."""
        name = outlet.casefold()
        source = self._sources.get(name)
        if source is not None:
            return source.country if source.kind in _OFFICIAL else None
        words = _spaced(name)
        within = (country for known, country in self._official if known in words)
        return next(within, None) or self._named(outlet)

    def _named(self, outlet: str) -> str | None:
        """ "Brazilian Ministry of Defence", "Government of Fiji", "White House"."""
        hits = self._gazetteer.find(outlet)
        entries = [hit.entries[0] for hit in hits]
        states = {e.actor for e in entries if e.kind == "state"}
        if len(states) != 1 or len(states) < len({e.actor for e in entries}):
            return None
        if entries[0].form == "capital" and self._is_all_of(outlet, hits[0]):
            return states.pop()  # the seat itself
        forms = [(word, word) for word in words_of(outlet)]
        ranks = [rank for _, _, rank in self._titles.table.longest(forms)]
        is_named = any(e.form == "institution" for e in entries)
        speaks = is_named or any(r.form == "institution" and r.kind in _SPEAKING for r in ranks)
        return states.pop() if speaks else None

    def _is_all_of(self, outlet: str, hit: Hit) -> bool:
        """Whether an outlet is called by that one name, but for what stands in parentheses behind it."""
        before, behind = outlet[: hit.start].strip().casefold(), outlet[hit.end :].partition("(")[0].strip()
        return before in ("", self._article) and not behind


def _spaced(name: str) -> str:
    """The words of a name with a blank on either side of each, so that one name stands in another by whole words."""
    return f" {' '.join(_WORD.findall(name))} "
