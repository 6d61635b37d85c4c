"""Who or what only bears the name of a leader."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from foedera.coding.mentions import Mention, Titles
from foedera.coding.tree import Doc

__all__ = ["is_namesake"]


def is_namesake(doc: Doc, mention: Mention, named: AbstractSet[int], titles: Titles) -> bool:
    """ "Morgan Abe", "the Abe Foundation": somebody or something else that bears a leader's name."""
    if mention.form != "person" or mention.end - mention.start != 1:
        return False
    token = doc[mention.start]
    beside = [doc[mention.start - 1]] if mention.start else []
    beside = [t for t in beside if t.dep_ == "compound" and t.head in (token, token.head) and t.text.isalpha()]
    if token.dep_ == "compound" and token.head.i == mention.end:
        beside.append(token.head)
    return any(
        t.pos_ == "PROPN" and t.text[:1].isupper() and t.i not in named and t.lower_ not in titles.words for t in beside
    )
