"""Whose an office or institution is: "Oman's minister", "the presidents of Chad and Peru", "Kenya's navy chief"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from foedera.coding.tree import Doc, Token

if TYPE_CHECKING:
    from foedera.coding.mentions import Mention, Titles

__all__ = ["MODIFIERS", "chain_of", "owners_of"]

MODIFIERS = frozenset({"amod", "compound", "poss", "nmod", "npadvmod", "nummod", "advmod", "dep"})
_NESTED = 3  # compounds within compounds that a title may be built of


def chain_of(head: Token) -> list[Token]:
    """The head, and the nouns it is compounded with or coordinated to, whose modifiers it shares."""
    chain = [head]
    while head.dep_ in ("compound", "conj", "nmod", "poss", "amod") and head.head.pos_ in ("NOUN", "PROPN"):
        if head.dep_ == "poss":
            break
        head = head.head
        chain.append(head)
    return chain


def owners_of(
    doc: Doc, place: tuple[int, int], chain: Sequence[Token], by_token: Mapping[int, Mention], titles: Titles
) -> list[Mention]:
    """The states or bodies that an office or institution belongs to: before it, behind it, beside it."""
    first = chain[0]
    start, end = place
    if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in first.children):
        # "Its troops": whose they are is for reference to say; "his Kenyan counterpart" says it himself.
        return [m for m in _owners_before(chain[:1], by_token) if m.form in ("adjective", "nationals")]
    before = _owners_before(chain[:1], by_token) or _owners_behind(doc, chain[:1], by_token, titles)
    before = before or _owners_before(chain, by_token)  # "Oman's king and premier", not "and the president of Chad"
    if before:
        return before
    adjacent = first.left_edge.i - 1
    is_apart = first.left_edge.pos_ == "DET"  # "from Chad the president went to Mali"
    if (
        adjacent >= 0
        and not is_apart
        and adjacent in by_token
        and by_token[adjacent].form in ("adjective", "name", "institution")
    ):
        return [by_token[adjacent]]  # "Polish troops", "the deputy chief of staff of Chad Gen. ..."
    if start and start - 1 in by_token and by_token[start - 1].form in ("name", "institution"):
        return [by_token[start - 1]]  # "the deputy chairman of the commission of Chad Gen. ..."
    behind = _owners_behind(doc, chain, by_token, titles)
    if behind:
        return behind
    after = end + 1 if end < len(doc) and doc[end].lower_ in titles.owned_by else len(doc)
    if after < len(doc) and doc[after].pos_ == "DET":
        after += 1
    if after in by_token and by_token[after].form not in ("person", "adjective"):
        return [by_token[after]]
    return []


def _owners_before(chain: Sequence[Token], by_token: Mapping[int, Mention]) -> list[Mention]:
    is_beside = False
    for below, token in zip([None, *chain], chain, strict=False):
        found: list[Mention] = []
        for child in (c for c in token.children if c.i < token.i and c.dep_ in MODIFIERS):
            found += _with_conjuncts(child, by_token) or _within(child, by_token)
        is_beside = is_beside or (below is not None and below.dep_ == "conj")
        if is_beside:  # "Minister Morgan Abe and President Otieno": the one is not the other's
            found = [m for m in found if m.form != "person"]
        if found:
            return _unique(found)
    return []


def _within(noun: Token, by_token: Mapping[int, Mention]) -> list[Mention]:
    """ "The Kenyan National Security Council Secretary": whose the council is that a title is built with."""
    for _ in range(_NESTED):
        inner = next((c for c in noun.children if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i < noun.i), None)
        if inner is None:
            return []
        noun = inner
        found = [m for m in _with_conjuncts(noun, by_token) if m.form in ("adjective", "name")]
        if found:
            return found
    return []


def _owners_behind(doc: Doc, chain: Sequence[Token], by_token: Mapping[int, Mention], titles: Titles) -> list[Mention]:
    for at, token in enumerate(chain):
        if at > 1 and any(t.dep_ != "compound" for t in chain[:at]):
            break
        for child in token.children:
            if child.dep_ != "prep" or child.i < token.i:
                continue
            found: list[Mention] = []
            for obj in (c for c in child.children if c.dep_ == "pobj"):
                is_served = child.lower_ in titles.serving and obj.lower_ in titles.words
                if child.lower_ not in titles.owned_by and not is_served:
                    continue
                found += _with_conjuncts(obj, by_token)
                if not found and obj.pos_ in ("NOUN", "PROPN"):
                    behind = owners_of(doc, (obj.i, obj.i + 1), [obj], by_token, titles)
                    found += [m for m in behind if not _is_field(m, obj, doc, titles)]
            if found:
                return _unique(found)
    return []


def _is_field(mention: Mention, noun: Token, doc: Doc, titles: Titles) -> bool:
    """ "A director in the Oman practice", "an expert at the Peru desk": what somebody knows about, not whose he is."""
    name = doc[mention.head]
    is_named = mention.form == "name" and name.dep_ in ("compound", "nmod") and noun.tag_ in ("NN", "NNS")
    return is_named and noun.lower_ not in titles.words


def _counted(token: Token, by_token: Mapping[int, Mention]) -> Token | None:
    """ "Five council countries, Peru, Chile and ...": the first of those counted, who are meant instead of it."""
    if token.tag_ != "NNS" or not any(c.dep_ == "nummod" for c in token.children):
        return None
    listed = (c for c in token.children if c.dep_ == "appos" and c.i > token.i and c.i in by_token)
    return next((c for c in listed if by_token[c.i].kind == "state"), None)


def _with_conjuncts(token: Token, by_token: Mapping[int, Mention]) -> list[Mention]:
    token = _counted(token, by_token) or token
    found = [by_token[token.i]] if token.i in by_token else []
    if not found:
        # "the Xinjiang regional government", "Kazakhstan's first deputy defence minister"
        for child in token.children:
            if child.dep_ in MODIFIERS and child.i in by_token:
                found.append(by_token[child.i])
    for other in token.conjuncts:
        if other.i in by_token and other.i > token.i:
            found.append(by_token[other.i])
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nmod", "punct") and child.i in by_token:
            found.append(by_token[child.i])
    return found


def _unique(found: Sequence[Mention]) -> list[Mention]:
    seen: dict[str, Mention] = {}
    for mention in found:
        seen.setdefault(mention.actor, mention)
    return list(seen.values())
