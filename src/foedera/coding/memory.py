"""Who was named last in the sentences before: whom "he", "it", "the kingdom", "there" and "the bloc" may mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from foedera.coding.bodies import Bodies
from foedera.coding.company import SUBJECTS, Seen, at
from foedera.coding.mentions import Mention
from foedera.coding.pronouns import is_taker
from foedera.coding.tree import Doc, Token

__all__ = ["Memory"]

PEOPLE = 3  # of different actors, whom a text may be speaking of at once

_See = Callable[[Mention], Seen]


@dataclass(slots=True)
class Memory:
    """The last of each kind. ``bodies`` are the organisations that "the bloc" or "the force" may stand for."""

    place_prepositions: Collection[str]
    bodies: Bodies
    subject: Seen | None = None
    state: Seen | None = None
    taker: Seen | None = None
    place: Seen | None = None
    people: tuple[Seen, ...] = ()  # whom "he" may be, likeliest first
    offices: dict[str, Seen] = field(default_factory=dict)

    def note(self, doc: Doc, parties: Sequence[Mention], see: _See) -> None:
        """Remember the parties of a sentence that ends."""
        for mention in parties:
            seen = see(mention)
            if mention.kind == "state" and mention.form != "adjective":
                self.state = seen
            head = doc[mention.head]
            if mention.kind != "group" and mention.form != "adjective" and is_taker(head):
                self.taker = seen
            if head.dep_ == "pobj" and head.head.lower_ in self.place_prepositions:
                self.place = seen
            if mention.actor in self.bodies.kinds:
                self.bodies.note(seen)
            if mention.form in ("office", "institution"):
                words = doc[mention.start : mention.end].text.lower().split()
                self.offices.update(dict.fromkeys(words[-3:], seen))
        self.subject = _subject_of(doc, parties, see) or self.subject

    def note_people(
        self, parties: Sequence[Mention], subject: Token | None, see: _See, *, stranger: Sequence[Seen] | None
    ) -> None:
        """The people of a sentence, its subject first, then the one named last; behind them those of before.

        ``stranger``: where the subject is somebody of no state, or an official of the issuer's, who that is; "he" is
        not the president named before.
        """
        if stranger is not None:
            self.people = tuple(stranger)
        named = [m for m in parties if m.form in ("office", "person")]
        leading = [see(m) for m in named if subject is not None and at(m, subject)]
        found: dict[str, Seen] = {}
        for seen in (*leading, *(see(m) for m in reversed(named)), *self.people):
            found.setdefault(seen.actor, seen)
        self.people = tuple(found.values())[:PEOPLE]


def _subject_of(doc: Doc, parties: Sequence[Mention], see: _See) -> Seen | None:
    """The first state or body that the main clause has for its subject."""
    for mention in parties:
        head = doc[mention.head]
        while head.dep_ == "conj":
            head = head.head
        main = head.dep_ in SUBJECTS and head.head.dep_ in ("ROOT", "conj", "ccomp")
        if main and mention.form != "adjective":
            return see(mention)
    return None
