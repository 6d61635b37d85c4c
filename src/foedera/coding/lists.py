"""Enumerations that the parser took apart: "Malaysia, Indonesia and Thailand"."""

from __future__ import annotations

from spacy.tokens import Token

from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed

__all__ = ["is_list", "is_listed", "listed_before"]


def listed_before(token: Token, parsed: Parsed) -> list[Mention]:
    """ "Malaysia, Indonesia and Thailand": first items that the parser hung on the verb instead of the list."""
    doc = parsed.doc
    found: list[Mention] = []
    at = token.left_edge.i
    while (
        at >= 2
        and doc[at - 1].text == ","
        and at - 2 in parsed.covered
        and any(c.dep_ == "conj" for c in token.children)
    ):
        mention = parsed.covered[at - 2][0]
        head = doc[mention.head]
        if head.dep_ not in _LOOSE or head.head not in (token, token.head):
            break
        found.append(mention)
        at = min(mention.start, head.left_edge.i)
    return found


_LOOSE = frozenset({"npadvmod", "dep", "nsubj", "nmod", "appos", "nsubjpass", "dobj", "ROOT"})


def is_listed(apposition: Token, name: Token, parsed: Parsed) -> bool:
    """ "Oman, Peru, and Chad": the second name of a list, taken for an apposition of the first."""
    both = [parsed.by_head.get(apposition.i, ()), parsed.by_head.get(name.i, ())]
    if not all(m and all(x.form == "name" for x in m) for m in both):
        return False
    return any(c.dep_ == "conj" and c.i > apposition.i for c in name.children)


def is_list(apposition: Token) -> bool:
    """An apposition with a coordination of its own is the rest of a list: "Kenya, Uganda and Tanzania"."""
    return apposition.pos_ == "PROPN" and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in apposition.children)
