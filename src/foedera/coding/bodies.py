"""Which body "the bloc", "the alliance" and "the force" stand for: those that a text has named, by their kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from foedera.coding.company import Seen
from foedera.coding.pronouns import sets_apart
from foedera.coding.tree import Token

__all__ = ["BAND", "Bodies", "BodyWords", "Sort"]

BAND = "band"  # the kind of an armed group that is no state's

IN_MIND = 4  # sentences for which a body is kept in mind
GONE = 2  # sentences by which another body must have been named before the one that is spoken of
# What beside the noun may say that another is meant.
_ANOTHER = frozenset({"compound", "poss", "prep", "relcl", "appos"})


@dataclass(frozen=True, slots=True)
class Sort:
    """The nouns by which a text goes on about a body of certain kinds that it has named."""

    kinds: frozenset[str]
    nouns: frozenset[str]
    modifiers: frozenset[str]  # what may stand before them as a noun, and tells no other body apart
    heads: frozenset[str] = frozenset()  # nouns that count where a modifier stands before them: "militant group"
    adjectives: frozenset[str] | None = None  # what else may stand before them; None: whatever it is
    may_be_many: bool = False  # "the rebels"

    def has(self, token: Token) -> bool:
        noun = token.lemma_.lower()
        return noun in self.nouns or (noun in self.heads and any(c.lower_ in self.modifiers for c in token.children))

    def is_bare(self, token: Token) -> bool:
        """ "The bloc", "the security bloc", "the regional force": a noun that nothing beside it tells apart."""
        if token.tag_ == "NNS" and not self.may_be_many:
            return False
        beside = [c for c in token.children if not sets_apart(c) and not _dates(c)]
        if any(c.dep_ in _ANOTHER and c.lower_ not in self.modifiers for c in beside):
            return False
        return self.adjectives is None or all(c.dep_ != "amod" or c.lower_ in self.adjectives for c in beside)


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The nouns that stand for bodies, forces and armed bands."""

    determiners: frozenset[str]
    bodies: Sort
    forces: Sort
    bands: Sort
    likely: Mapping[str, frozenset[str]]  # of several bodies in mind, which kinds a noun rather stands for

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> BodyWords:
        def listed(name: str) -> frozenset[str]:
            return frozenset(words.get(name, ()))

        modifiers = listed("body_modifiers")
        adjectives = listed("force_modifiers")
        heads, before = listed("band_heads"), listed("band_modifiers")
        return cls(
            listed("body_determiners"),
            Sort(listed("body_kinds"), listed("body_nouns"), modifiers),
            Sort(listed("force_kinds"), listed("force_nouns"), modifiers, adjectives=adjectives),
            Sort(frozenset({BAND}), listed("band_nouns"), before, heads=heads, may_be_many=True),
            {noun: frozenset(kinds) for noun, kinds in words.get("likely_kinds", {}).items()},
        )

    def sort_of(self, token: Token) -> Sort | None:
        """Of what sort a noun is, whatever stands beside it; None for other words."""
        return next((sort for sort in (self.bands, self.forces, self.bodies) if sort.has(token)), None)

    def is_meant(self, token: Token, sort: Sort) -> bool:
        """Whether a noun of that sort stands for one that was named before: "the bloc", and not "a bloc"."""
        return any(c.lower_ in self.determiners for c in token.children) and sort.is_bare(token)


def _dates(child: Token) -> bool:
    """ "The last to join the bloc in 2013": a year, hung on the noun."""
    return child.dep_ == "prep" and all(c.like_num for c in child.children)


@dataclass(slots=True)
class Bodies:
    """The bodies that a text has named, each as it was named last; ``kinds`` of all that may be meant."""

    kinds: Mapping[str, str]
    named: dict[str, Seen] = field(default_factory=dict)

    def note(self, seen: Seen) -> None:
        self.named[seen.actor] = seen

    def meant(
        self, sentence: int, kinds: Collection[str], likely: Collection[str], subject: Seen | None
    ) -> Seen | None:
        """The only one in mind; of several the only one of a likely kind, else the subject of the sentence before where
        the others were named well before it."""
        near = [s for s in self.named.values() if sentence - s.sentence <= IN_MIND and self.kinds[s.actor] in kinds]
        fitting = [s for s in near if self.kinds[s.actor] in likely]
        last = max((s.sentence for s in near), default=0)
        lately = [s for s in near if last - s.sentence < GONE]
        leading = [s for s in lately if _is_subject(s, subject, sentence)] if len(lately) == 1 else []
        return _only(near) or _only(fitting) or _only(leading)


def _is_subject(seen: Seen, subject: Seen | None, sentence: int) -> bool:
    return subject is not None and subject.actor == seen.actor and sentence - subject.sentence <= 1


def _only(found: Iterable[Seen]) -> Seen | None:
    first, *rest = [*found, None]
    return first if len(rest) == 1 else None
