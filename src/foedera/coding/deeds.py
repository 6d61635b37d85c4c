"""Whose the deed is that a text only points at: "condemned the move", "these strikes are an outrage".

What was told just before says who did it: the last act, or the last one of the kind that the noun names ("the
expulsion"). A noun set behind a clause ("expelled the envoy, a step that Oman deplored") sums that clause up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed
from foedera.coding.story import Told
from foedera.coding.subjects import SUBJECTS, VERBAL
from foedera.coding.tree import Token

__all__ = ["DeedWords", "deed_of"]

_SAID = ("ccomp", "csubj", "xcomp")  # "it is wrong to", "it is likely that": no deed is pointed at
TOLD = 0.8  # how sure it is whose an act is


@dataclass(frozen=True, slots=True)
class DeedWords:
    """Nouns for deeds: of any kind, and of those types; and what points at one that was told."""

    any: frozenset[str]
    by_noun: Mapping[str, frozenset[str]]
    pointing: frozenset[str]
    pronouns: frozenset[str]
    article: frozenset[str]

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> DeedWords:
        by_noun: dict[str, set[str]] = {}
        for kind, nouns in words["of_type"].items():
            for noun in nouns:
                by_noun.setdefault(noun, set()).add(kind)
        return cls(
            frozenset(words["any"]),
            {noun: frozenset(kinds) for noun, kinds in by_noun.items()},
            frozenset(words["pointing"]),
            frozenset(words["pronouns"]),
            frozenset(words["article"]),
        )

    def points(self, token: Token) -> bool:
        """Whether a word means a deed that was told before, and says nothing else of it."""
        if token.lower_ in self.pronouns:
            return token.dep_ in SUBJECTS and not any(c.dep_ in _SAID and c.i > token.i for c in token.head.children)
        if not self._is_deed(token):
            return False
        before = [c for c in token.children if c.i < token.i]
        is_told = all(c.pos_ in ("DET", "ADJ", "PRON", "ADV") for c in before)  # not "the following steps"
        return is_told and any(c.dep_ == "det" and c.lower_ in self.pointing for c in before)

    def sums_up(self, token: Token) -> bool:
        """Whether a noun set behind a clause is what the clause tells: "..., a step that"."""
        if (
            token.dep_ not in ("appos", "npadvmod", "dobj", "attr", "conj", "dep")
            or token.lemma_.lower() not in self.any
        ):
            return False
        opening = token.doc[token.left_edge.i]
        return opening.lower_ in self.article and opening.i > 0 and opening.nbor(-1).text == ","

    def _is_deed(self, token: Token) -> bool:
        lemma = token.lemma_.lower()
        return token.pos_ == "NOUN" and (lemma in self.any or lemma in self.by_noun)


def deed_of(
    token: Token, words: DeedWords, parsed: Parsed, told: Sequence[Told], own: Collection[str]
) -> list[Mention]:
    """Who did what ``token`` points at, best guess only; ``told`` are the claims of the sentences before, ``own`` are
    those who speak of it."""
    if words.sums_up(token):
        return [m for m in _doers_above(token, parsed) if m.actor not in own]
    if not words.points(token) or any(m.head in {t.i for t in token.subtree} for m in parsed.mentions):
        return []
    kinds = words.by_noun.get(token.lemma_.lower())
    if kinds:
        found = next((t for t in reversed(told) if t.type in kinds), None)
    else:
        found = _last([t for t in told if not t.is_spoken or token.pos_ == "PRON"])
    return [m.again(token, sure=TOLD) for m in _others(found, own)] if found is not None else []


def _last(told: Sequence[Told]) -> Told | None:
    """The first act in the last sentence that told of one."""
    return next((t for t in told if t.sentence == told[-1].sentence), None)


def _others(told: Told, own: Collection[str]) -> list[Mention]:
    """Who did it, but those who speak; of what they said themselves, whom they answered; else nobody."""
    if own and {m.actor for m in told.doers} <= set(own):
        return [m for m in told.parties if told.is_spoken and m.actor not in own]
    return [m for m in told.doers if m.actor not in own]


def _doers_above(token: Token, parsed: Parsed) -> list[Mention]:
    """The subject of the clause that a noun sums up."""
    for verb in (t for t in token.ancestors if t.pos_ in VERBAL):
        own = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < token.i]
        if own:
            named = [m for t in own for m in parsed.mentions if t.left_edge.i <= m.start and m.head <= t.i]
            return [m.again(token, sure=TOLD) for m in named[:1] if m.kind != "group"]
    return []
