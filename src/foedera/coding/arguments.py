"""The one argument extractor: what stands around a trigger, by syntactic slot.

``arguments(token)`` gives the heads of the phrases that fill ``subj``, ``obj``, ``iobj``, ``poss``,
``mod``, ``with``, ``to``, ... for verbs, nouns and adjectives alike. Frames map these to roles.
"""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.around import behind_colon, hurt_by, noun_above
from foedera.coding.grammar import Grammar
from foedera.coding.joining import joiners
from foedera.coding.nounslots import fill_governed, fill_noun, fill_pooled
from foedera.coding.slots import Arguments, fill_clause
from foedera.coding.subjects import SUBJECTS, VERBAL
from foedera.coding.tree import Token
from foedera.coding.verbslots import fill_verb

__all__ = ["arguments", "judged_clauses"]


def arguments(token: Token, grammar: Grammar) -> Arguments:
    """What fills each slot around ``token``; a noun also gets what stands around the verb that
    governs it, under ``gov_subj``, ``gov_obj``, ``gov_with`` ... ("X held talks with Y")."""
    args = Arguments(grammar)
    for above in noun_above(token, grammar):
        args.add("above", above)
    for first in behind_colon(token):
        args.add("colon", first)
    args.add("led_by" if token.dep_ == "amod" else "self", token)  # "the Omani-led force"; "the two allies"
    if token.pos_ in VERBAL:
        fill_verb(token, args, grammar)
    else:
        fill_noun(token, args, grammar)
        fill_pooled(token, args, grammar)
        fill_governed(token, args, grammar)
        for head in joiners(token, args.governor, grammar):
            args.add(grammar.partner, head)
        _judged_for(token, args, grammar)
        _made(token, args)
        for victim in hurt_by(token, grammar):
            args.add("rel_obj", victim)
    return args


def _made(word: Token, args: Arguments) -> None:
    """ "Debt keeps Laos beholden to China", "makes Peru dependent on it": of whom an adjective behind an object is
    said."""
    if word.pos_ != "ADJ":
        return
    own = [c for c in word.children if c.dep_ in SUBJECTS and c.i < word.i]
    if not own and word.dep_ == "oprd":
        own = [c for c in word.head.children if c.dep_ in ("dobj", "nsubjpass") and c.i < word.i]
    if own:
        args.slots["gov_subj"] = own


def _judged_for(word: Token, args: Arguments, grammar: Grammar) -> None:
    """ "It is hard for Laos to say no to China", "a mistake for Peru to leave": who would do what is judged."""
    for clause in judged_clauses(word, grammar):
        for subject in (c for c in clause.children if c.dep_ in SUBJECTS):
            args.add(grammar.judged_for, subject)
        fill_clause(clause, args)


def judged_clauses(word: Token, grammar: Grammar) -> Iterator[Token]:
    """The clauses that an adjective or noun is said of: "hard [for Laos to say no]"."""
    above = [word, word.head] if word.dep_ in ("acomp", "attr") else [word]
    for clause in (c for t in above for c in t.children if c.i > word.i and c.pos_ in VERBAL):
        if any(c.dep_ == "mark" and c.lower_ == grammar.judged_for for c in clause.children):
            yield clause
