"""Named disputes: "the Karabakh conflict", "the disputed Paracel Islands".

Who contests a place is known from the codebook; whom of these a text tells of, only the text says: those whom the
sentence names, else those named a little before it, else those whom the text names at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedera.codebook import NamedDispute
from foedera.coding.mentions import Mention
from foedera.coding.phrases import PhraseTable, words_of
from foedera.coding.tree import Doc

__all__ = ["Contested", "Roll"]

LATELY = 3  # sentences before
_NO_SIDE = ("place", "city", "excluded", "maker")  # a name of the place itself names nobody
_HERE, _LATELY, _ANYWHERE = 0.9, 0.8, 0.7  # how sure it is that who is named there is meant


class Contested:
    """Compiled names of disputes."""

    def __init__(self, disputes: Iterable[NamedDispute]) -> None:
        named = [(name, d) for d in disputes for name in d.names]
        self._table: PhraseTable[NamedDispute] = PhraseTable(named)
        self._firsts = frozenset(words_of(name)[0] for name, _ in named)

    def at(self, doc: Doc) -> dict[int, NamedDispute]:
        """The dispute that each token belongs to by name; names have a capital."""
        forms = doc.forms
        if self._firsts.isdisjoint(word for form in forms for word in form):
            return {}
        return {
            i: dispute
            for start, end, dispute in self._table.longest(forms)
            if any(t.text[:1].isupper() for t in doc[start:end])
            for i in range(start, end)
        }


class Roll:
    """Who is named in which sentence of a text."""

    def __init__(self) -> None:
        self._named: dict[int, dict[str, Mention]] = {}

    def note(self, sentence: int, mentions: Iterable[Mention]) -> None:
        named = self._named.setdefault(sentence, {})
        for mention in mentions:
            if mention.form not in _NO_SIDE:
                named.setdefault(mention.actor, mention)

    def among(self, actors: Sequence[str], sentence: int) -> list[tuple[Mention, float]]:
        """Those of ``actors`` whom a sentence or what stands near it names, two at least, and how sure that is."""
        lately = range(sentence - LATELY, sentence + 1)
        for numbers, sure in (([sentence], _HERE), (lately, _LATELY), (self._named, _ANYWHERE)):
            found = [next((self._named[n][a] for n in numbers if a in self._named.get(n, ())), None) for a in actors]
            named = [(m, sure) for m in found if m is not None]
            if len(named) > 1:
                return named
        return []
