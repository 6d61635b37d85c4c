"""Who else takes part in what a noun tells of: "an exercise with Chad and Togo taking part", "talks joined by Peru"."""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.grammar import Grammar
from foedera.coding.tree import Token

__all__ = ["is_taking_part", "joiners"]

_SUBJECTS = ("nsubj", "nsubjpass")


def joiners(noun: Token, verb: Token | None, grammar: Grammar) -> Iterator[Token]:
    """The heads of those said to join in ``noun``, beside it or beside the ``verb`` that governs it."""
    for above in (noun, verb) if verb is not None else (noun,):
        for child in above.children:
            if child.dep_ == "prep" and child.lower_ == grammar.partner:
                clauses = [c for c in child.children if c.dep_ == "pcomp" and is_taking_part(c, grammar)]
                yield from (s for c in clauses for s in c.children if s.dep_ == "nsubj")
            elif _tells_who_joins(child, above, verb, grammar):
                yield from _doers(child, grammar)


def is_taking_part(verb: Token, grammar: Grammar) -> bool:
    """ "Join", "participate", "take part"."""
    lemma = verb.lemma_.lower()
    wholes = [f"{lemma} {c.lower_}" for c in verb.children if c.dep_ == "dobj"]
    return lemma in grammar.taking_part or any(whole in grammar.taking_part for whole in wholes)


def _tells_who_joins(clause: Token, above: Token, verb: Token | None, grammar: Grammar) -> bool:
    """A clause of the noun ("which Oman joined"), or a participle behind its verb ("held talks, joined by Oman")."""
    if not is_taking_part(clause, grammar):
        return False
    if above is not verb:
        return clause.dep_ in ("relcl", "acl")
    return clause.dep_ == "advcl" and clause.tag_ == "VBN" and not any(c.dep_ in _SUBJECTS for c in clause.children)


def _doers(clause: Token, grammar: Grammar) -> Iterator[Token]:
    for child in clause.children:
        if child.dep_ == "agent":
            yield from (c for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "nsubj" and child.lower_ not in grammar.relative:
            yield child
