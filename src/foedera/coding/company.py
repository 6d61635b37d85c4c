"""Whom a text puts together: those who talk in it, who acted together, who were the subject of a sentence.

A plural ("they", "both sides", "the leaders") means one of these companies. A state that is only a topic, a place
or a modifier is in none, and a plural subject that is no actor ("the protesters") is a company of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foedera.coding.mentions import Mention
from foedera.coding.tree import Doc, Token

__all__ = [
    "SUBJECTS",
    "Companies",
    "Company",
    "Seen",
    "at",
    "clause_subjects",
    "is_plural",
    "is_topic",
    "main_subject",
    "subjects_before",
]

SUBJECTS = ("nsubj", "nsubjpass")
_VERBAL = ("VERB", "AUX")


@dataclass(slots=True)
class Seen:
    """An actor as it was named: in which sentence, where, and how."""

    actor: str
    kind: str
    sentence: int
    token: int
    level: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """Actors put together by one sentence; of nobody where the plural meant things or people of no state."""

    sentence: int
    members: tuple[Seen, ...]


class Companies:
    """The companies of a text so far, and its talkers: whom a readout or a joint text is of."""

    def __init__(self, talkers: Mapping[str, str]) -> None:
        """``talkers``: their kinds by actor."""
        self.talkers = tuple(Seen(actor, kind, -1, 0) for actor, kind in talkers.items())
        self._past: list[Company] = []
        self._acts: list[Company] = []  # of the last sentence that told of any
        self._opening: tuple[Seen, ...] = ()
        self._read: set[int] = set()  # sentences looked at: of others it is not known whom they speak of

    @property
    def opening(self) -> tuple[Seen, ...]:
        """Who met, visited or signed at the start of the text: what it is about."""
        return self._opening

    @property
    def are_told_apart(self) -> bool:
        """ "Readout of the Call with Nordic Leaders": whether the start of the text says who of the group came."""
        groups = {one.actor for one in self.talkers if one.kind == "group"}
        named = {one.actor for one in self._opening}
        others = {one.actor for one in self.talkers} - groups
        return bool(groups) and others <= named and not any(one.kind == "group" for one in self._opening)

    def open(self, sentence: int) -> None:
        """Take those who acted in a first sentence for the ones that the text is about."""
        self._opening = self._opening or self.acted(sentence)

    def talk(self) -> None:
        """Settle that those of the opening talk in the text, once it has said so."""
        self.talkers = tuple(Seen(one.actor, one.kind, -1, 0) for one in self._opening)

    def note_subject(self, sentence: int, members: Iterable[Seen]) -> None:
        self._past.append(Company(sentence, tuple(members)))

    def note_act(self, sentence: int, members: Iterable[Seen]) -> None:
        """Those who acted together in a sentence."""
        here = [act for act in self._acts if act.sentence == sentence]
        self._acts = [*here, Company(sentence, tuple(members))]

    def acted(self, sentence: int) -> tuple[Seen, ...]:
        """Who acted together in that very sentence; of several acts the one with the most parties."""
        return max(self.acts(sentence), key=len, default=())

    def acts(self, sentence: int) -> list[tuple[Seen, ...]]:
        """The parties of each act of that very sentence."""
        return [act.members for act in self._acts if act.sentence == sentence]

    def close(self, sentence: int) -> None:
        """Leave a sentence: who acted in it is a company behind its subject."""
        self._read.add(sentence)
        acted = self.acted(sentence)
        if acted:
            self._past.insert(len(self._past) - self._has_subject(sentence), Company(sentence, acted))

    def latest(self, sentence: int, *, within: int, size: int | None = None) -> Company | None:
        """The company that a plural in that sentence would take up: the last subject, else the last who acted.

        With a ``size``, the last company of so many; without, a subject of nobody is the answer too.
        """
        for company in reversed(self._past):
            between = range(company.sentence + 1, sentence)
            if sentence - company.sentence > within or (size is None and not self._read.issuperset(between)):
                return None
            if len(company.members) == size or size is None:
                return company
        return None

    def _has_subject(self, sentence: int) -> bool:
        return bool(self._past) and self._past[-1].sentence == sentence


def at(mention: Mention, token: Token) -> bool:
    """Whether a phrase headed by ``token`` names the actor, by its name or by an office beside it."""
    is_inside = mention.head == token.i or mention.start <= token.i < mention.end
    return is_inside and mention.form not in ("adjective", "place", "post", "excluded")


def is_plural(token: Token) -> bool:
    """A plural noun or a coordination."""
    return token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.children)


def main_subject(doc: Doc) -> Token | None:
    """The subject of the main clause; None where the sentence has none."""
    for token in doc:
        if token.dep_ == "ROOT":
            return next((c for c in token.children if c.dep_ in SUBJECTS), None)
    return None


def clause_subjects(token: Token) -> list[Token]:
    """The subjects before a word, of its own clause and of those above it, nearest clause first."""
    found: list[Token] = []
    above = token
    for _ in range(12):
        if above.pos_ in _VERBAL:
            found += [c for c in above.children if c.dep_ in SUBJECTS and c.i < token.i and not _holds(c, token)]
        if above.head == above:
            break
        above = above.head
    return found


def subjects_before(token: Token) -> list[Token]:
    """Every subject that stands before a word in its sentence, the clauses it belongs to first, then the nearest."""
    own = clause_subjects(token)
    others = [t for t in token.doc[: token.i] if t.dep_ in SUBJECTS and t not in own and not _holds(t, token)]
    return own + others[::-1]


def _holds(subject: Token, token: Token) -> bool:
    return subject == token or subject in token.ancestors


def is_topic(mention: Mention, token: Token, prepositions: frozenset[str], nouns: frozenset[str]) -> bool:
    """Whether what is named at ``token`` is only spoken of: behind "about", or owner of a war, a test, a crisis."""
    if mention.form in ("place", "post", "excluded"):
        return True
    for _ in range(6):
        head = token.head
        if head == token or token.pos_ in _VERBAL:
            return False
        owns = token.dep_ in ("poss", "amod", "compound", "nmod")
        if owns and head.lemma_.lower() in nouns:
            return True
        if token.dep_ == "pobj":
            if head.lower_ in prepositions:
                return True
            if head.head.pos_ == "NOUN" and head.head.lemma_.lower() in nouns:
                return True
        token = head
    return False
