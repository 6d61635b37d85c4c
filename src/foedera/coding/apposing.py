"""The name of an office holder set off by commas: "the French envoy, Anne Moreau", "Anne Moreau, France's envoy"."""

from __future__ import annotations

from collections.abc import Container

from foedera.coding.tree import Doc, Span, Token

__all__ = ["apposed_name"]

LEAST = 2  # words of a name: one alone may be a place, a day, a party
MOST = 5
COMMA = ","


def apposed_name(doc: Doc, office: Span, named: Container[int]) -> str | None:
    """The name beside an office, before or behind it; None where there is none, or where a list goes on.

    ``named`` are the tokens of known names: states and bodies are nobody's name.
    """
    return _behind(doc, office, named) or _before(doc, office, named)


def _behind(doc: Doc, office: Span, named: Container[int]) -> str | None:
    """ "The French envoy to Chad, Anne Moreau, said"."""
    for child in office.root.children:
        if child.dep_ == "appos" and child.i >= office.end and _is_set_off(doc, child.left_edge.i):
            name = _name(doc, child, named)
            if name is not None:
                return name.text
    at = office.end
    if at < len(doc) and doc[at].text == COMMA and at + 1 < len(doc):
        name = _name(doc, doc[at + 1], named)
        if name is not None and name.start == at + 1 and _is_closed(doc, name.end):
            return name.text
    return None


def _before(doc: Doc, office: Span, named: Container[int]) -> str | None:
    """ "Anne Moreau, France's envoy to Chad, said"."""
    head = office.root
    while head.dep_ in ("compound", "conj") and head.head.i > head.i:
        head = head.head
    if head.dep_ == "appos" and head.head.i < head.left_edge.i and _is_set_off(doc, head.left_edge.i):
        name = _name(doc, head.head, named)
        return name.text if name is not None else None
    return None


def _is_set_off(doc: Doc, start: int) -> bool:
    return start > 0 and doc[start - 1].text == COMMA


def _is_closed(doc: Doc, end: int) -> bool:
    """Whether the name ends between commas, with its verb or the end behind: no member of a list."""
    if end >= len(doc) or doc[end].text != COMMA:
        return end >= len(doc) - 1
    behind = doc[end + 1] if end + 1 < len(doc) else None
    return behind is None or behind.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "PRON", "ADV")


def _name(doc: Doc, token: Token, named: Container[int]) -> Span | None:
    """The run of proper names that a word stands in, where it may be a person's."""
    start = end = token.i
    while start > 0 and doc[start - 1].pos_ == "PROPN":
        start -= 1
    while end < len(doc) and doc[end].pos_ == "PROPN":
        end += 1
    name = doc[start:end]
    is_long = LEAST <= len(name) <= MOST
    is_free = all(t.i not in named and t.text[:1].isupper() for t in name)
    return name if is_long and is_free else None
