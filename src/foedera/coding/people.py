"""The persons and offices of a text, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedera.coding.company import Seen
from foedera.coding.mentions import Mention, Title, surnames
from foedera.coding.tree import Doc

__all__ = ["People"]

_OWN_LEVELS = frozenset({"senior_official", "deputy_minister", "general_officer", "working", "institution"})


class People:
    """Learns from a whole text before it is read: a name stands for its state from the start to the end."""

    def __init__(self) -> None:
        self._by_name: dict[str, Seen] = {}
        self._holders: list[tuple[str, Seen]] = []  # the words of every office named with its state

    def learn(self, doc: Doc, named: Iterable[Mention], sentence: int) -> None:
        """Names beside an office, and which states' offices the text names, and where."""
        for mention in named:
            seen = Seen(mention.actor, mention.kind, sentence, mention.head, mention.level, mention.name)
            if mention.form == "office" or (mention.form == "person" and mention.level):
                self._holders.append((doc[mention.start : mention.end].text.lower(), seen))
            if mention.form in ("office", "person") and mention.name and mention.kind != "group":
                self._add(mention.name, seen)

    def learn_own(self, titles: Iterable[Title], issuers: Sequence[str]) -> None:
        """In a government's own release, officials named without a state are its own."""
        if len(issuers) != 1:
            return
        for title in titles:
            if title.person and title.level in _OWN_LEVELS:
                self._add(title.person, Seen(issuers[0], "state", -1, 0, title.level, title.person))

    def _add(self, name: str, seen: Seen) -> None:
        for form in surnames(name):
            self._by_name.setdefault(form, seen)

    def called(self, name: str) -> Seen | None:
        """The person of that name or surname, where the text names one with an office or a state."""
        return self._by_name.get(name)

    def holders(self, office: str, before: tuple[int, int]) -> list[Seen]:
        """Who holds an office, one a state, of those named before a sentence and a word of it: "the Prime Minister" in
        a release may be the guest."""
        named = [(w, s) for w, s in self._holders if (s.sentence, s.token) < before]
        return list({seen.actor: seen for words, seen in named if office in words}.values())
