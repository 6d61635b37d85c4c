"""Which body "the bloc", "the alliance" and "the force" stand for: those that a text has named, by their kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Token

from foedera.coding.company import Seen
from foedera.coding.pronouns import sets_apart

__all__ = ["Bodies", "BodyWords"]

IN_MIND = 4  # sentences for which a body is kept in mind
GONE = 2  # sentences by which another body must have been named before the one that is spoken of
# What beside the noun may say that another is meant.
_ANOTHER = frozenset({"compound", "poss", "prep", "relcl", "appos"})


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The nouns that stand for bodies, and of which kinds."""

    determiners: frozenset[str]
    nouns: frozenset[str]
    kinds: frozenset[str]
    modifiers: frozenset[str]
    likely: Mapping[str, frozenset[str]]
    forces: frozenset[str]
    force_kinds: frozenset[str]
    force_modifiers: frozenset[str]
    bands: frozenset[str]
    band_heads: frozenset[str]
    band_kinds: frozenset[str]
    band_modifiers: frozenset[str]

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> BodyWords:
        listed = {key: frozenset(words.get(key, ())) for key in _LISTS}
        likely = {noun: frozenset(kinds) for noun, kinds in words.get("likely_kinds", {}).items()}
        return cls(
            determiners=listed["body_determiners"],
            nouns=listed["body_nouns"],
            kinds=listed["body_kinds"],
            modifiers=listed["body_modifiers"],
            likely=likely,
            forces=listed["force_nouns"],
            force_kinds=listed["force_kinds"],
            force_modifiers=listed["force_modifiers"],
            bands=listed["band_nouns"],
            band_heads=listed["band_heads"],
            band_kinds=listed["band_kinds"],
            band_modifiers=listed["band_modifiers"],
        )

    def is_body(self, token: Token) -> bool:
        noun = token.lemma_.lower()
        return noun in self.nouns or noun in self.forces or self.is_band(token)

    def is_band(self, token: Token) -> bool:
        """ "The rebels", "the militant group"."""
        noun = token.lemma_.lower()
        return noun in self.bands or (
            noun in self.band_heads and any(c.lower_ in self.band_modifiers for c in token.children)
        )

    def kinds_of(self, token: Token) -> frozenset[str]:
        if self.is_band(token):
            return self.band_kinds
        return self.force_kinds if token.lemma_.lower() in self.forces else self.kinds

    def is_bare(self, token: Token) -> bool:
        """ "The bloc", "the security bloc", "the regional force": a noun that nothing beside it tells apart."""
        noun, is_band = token.lemma_.lower(), self.is_band(token)
        is_many = token.tag_ == "NNS" and not is_band
        if is_many or not any(c.lower_ in self.determiners for c in token.children):
            return False
        beside = [c for c in token.children if not sets_apart(c) and not _dates(c)]
        modifiers = self.band_modifiers if is_band else self.modifiers
        others = [c for c in beside if c.dep_ in _ANOTHER and c.lower_ not in modifiers]
        if noun in self.forces:
            others += [c for c in beside if c.dep_ == "amod" and c.lower_ not in self.force_modifiers]
        return not others


_LISTS = (
    "body_determiners",
    "body_nouns",
    "body_kinds",
    "body_modifiers",
    "force_nouns",
    "force_kinds",
    "force_modifiers",
    "band_nouns",
    "band_heads",
    "band_kinds",
    "band_modifiers",
)


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
