"""Names in a list, however the parser hung them: "the presidents of Malaysia, Indonesia and Thailand"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed
from foedera.coding.tree import Token

__all__ = ["listed_before", "listed_behind", "names_more"]


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
        while head.dep_ == "compound":
            head = head.head  # "Prime Minister Abe, President Otieno and ..."
        if head.dep_ not in _LOOSE or head.head not in (token, token.head):
            break
        found.append(mention)
        at = min(mention.start, head.left_edge.i)
    return found


def listed_behind(token: Token, parsed: Parsed) -> Iterator[Token]:
    """ "Met with President Abe of Oman, Prime Minister Luis of Peru, and ...": later items hung on the verb above."""
    end = token.right_edge.i + 1
    verb = token.head.head if token.dep_ == "pobj" else token.head
    if end + 1 >= len(token.doc) or token.doc[end].text != ",":
        return
    for other in (c for c in verb.children if c.i > end and _may_go_on(c, verb, parsed)):
        if other.left_edge.i <= end + 2 and any(i in parsed.covered for i in range(end + 1, other.i + 1)):
            yield other


def _may_go_on(other: Token, verb: Token, parsed: Parsed) -> bool:
    """A name that does not modify its verb, or an office that is coordinated with a verb."""
    if other.dep_ == "npadvmod":
        return other.pos_ == "PROPN"
    is_office = any(m.form == "office" and m.kind == "state" for m in parsed.by_head.get(other.i, ()))
    return other.dep_ == "conj" and verb.pos_ in ("VERB", "AUX") and is_office


_LOOSE = frozenset({"npadvmod", "dep", "nsubj", "nmod", "appos", "nsubjpass", "dobj", "ROOT"})


_APPOSED = ("appos", "npadvmod", "nmod", "dep")
_DEEPEST = 3  # phrases within phrases


def names_more(child: Token, name: Token, parsed: Parsed, *, depth: int, is_alone: bool) -> bool:
    """Whether what is taken for an apposition of ``name`` names further actors, or those that nothing else names."""
    if child.dep_ == "appos" and depth == 0 and _is_listed(child, name, parsed):
        return True
    return child.dep_ in _APPOSED and depth < _DEEPEST and (_is_list(child) or child.dep_ == "appos" and is_alone)


def _is_listed(apposition: Token, name: Token, parsed: Parsed) -> bool:
    """ "Oman, Peru, and Chad", "Oman's minister, Peru's president, and Chad's": the second of a list, taken for an
    apposition of the first."""
    both = [list(parsed.by_head.get(t.i) or parsed.covered.get(t.i) or ()) for t in (apposition, name)]
    if all(m and all(x.form == "name" for x in m) for m in both):
        return any(c.dep_ == "conj" and c.i > apposition.i for c in name.children)
    is_other = {m.actor for m in both[0]}.isdisjoint(m.actor for m in both[1])
    return is_other and (_are_offices(both) or _is_many_beside_one(apposition, name, both))


def _are_offices(both: Sequence[Sequence[Mention]]) -> bool:
    """ "Oman's minister, Peru's president": nobody is of two states."""
    return all(m and all(x.form == "office" and x.kind == "state" for x in m) for m in both)


def _is_many_beside_one(apposition: Token, name: Token, both: Sequence[Sequence[Mention]]) -> bool:
    """ "The king of Oman, the leaders of the Lake Council": several people are not the one before them."""
    are_people = all(m and all(x.form in ("office", "person") for x in m) for m in both)
    return are_people and apposition.tag_ in ("NNS", "NNPS") and name.tag_ in ("NN", "NNP")


def _is_list(apposition: Token) -> bool:
    """An apposition with a coordination of its own is the rest of a list: "Kenya, Uganda and Tanzania"."""
    return apposition.pos_ == "PROPN" and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in apposition.children)
