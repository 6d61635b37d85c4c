"""What a view takes up from before, without naming anybody: "relations remain cool", "the move has alarmed Oman".

What stands between two sides is, where it is nobody's, that of the pair the text is speaking of; and a deed told of
just before, taken up by a word of its own or by a pronoun, is that of those who did it.
"""

from __future__ import annotations

from collections.abc import Iterator

from foedera.coding.grammar import Grammar
from foedera.coding.mentions import REFERENCE, Mention
from foedera.coding.parsed import Parsed
from foedera.coding.reference import Discourse
from foedera.coding.slots import Arguments
from foedera.coding.tree import Token

__all__ = ["is_taken_up", "taken_up"]

_PLACES = ("subj", "gov_subj", "obj", "gov_obj")
_SUBJECTS = ("nsubj", "nsubjpass")
_OWNERS = ("poss", "prep", "relcl", "agent", "acl")


def taken_up(trigger: Token, args: Arguments, parsed: Parsed, discourse: Discourse, grammar: Grammar) -> list[Mention]:
    """Whom a view is about that names nobody where its frame looks for them."""
    for token in _spoken_of(trigger, args):
        if token.i in parsed.covered or _is_owned(token, parsed):
            continue
        if grammar.ties & parsed.classes[token.i] and _is_known(token, grammar, discourse):
            return discourse.tied(token)
        is_deed = bool(grammar.deeds & parsed.classes[token.i]) and _has_article(token, grammar.taking_up)
        if token.dep_ in _SUBJECTS and (is_deed or token.lower_ in grammar.pointing):
            return discourse.doers(token)
    return []


def is_taken_up(mention: Mention, parsed: Parsed, grammar: Grammar) -> bool:
    """Whether somebody is only meant by "the partnership" or "the move"."""
    return mention.form == REFERENCE and bool((grammar.ties | grammar.deeds) & parsed.classes[mention.head])


def _spoken_of(trigger: Token, args: Arguments) -> Iterator[Token]:
    if trigger.pos_ == "NOUN":
        yield trigger
    for place in _PLACES:
        yield from args.slots.get(place, ())


def _is_owned(token: Token, parsed: Parsed) -> bool:
    """Whether a phrase says itself whose its thing is, or which of many."""
    if any(c.dep_ in _OWNERS for c in token.children):
        return True
    return any(t.i in parsed.covered for t in token.subtree if t.i <= token.i)


def _has_article(token: Token, words: frozenset[str]) -> bool:
    return any(c.dep_ in ("det", "predet") and c.lower_ in words for c in token.children)


def _is_known(token: Token, grammar: Grammar, discourse: Discourse) -> bool:
    """ "Relations have cooled", "strained the relationship", "bilateral ties"; not "a partnership", "seeks ties"."""
    determined = [c.lower_ in grammar.bare for c in token.children if c.dep_ in ("det", "predet", "nummod")]
    is_of_pair = any(c.lemma_.lower() in discourse.pair_adjectives for c in token.children)
    return all(determined) and (bool(determined) or is_of_pair or token.dep_ in _SUBJECTS)
