"""Parties that a clause does not name where its frame looks for them: supposed from what stands around.

"The protocol was signed in May", "Tallinn lent it nine cars", "talks resume on Friday": a reader takes the two states
that the text is dealing with. Each supposition is weak by itself and says where it comes from; the weights of a
language decide which are made (see ``weighing``), and without weights none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from foedera.coding.extents import clause_of, verb_above
from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed
from foedera.coding.reference import Discourse
from foedera.coding.roles import Roles, is_peripheral, party_role
from foedera.coding.triggers import Reported

__all__ = ["suppose"]

SUPPOSED = "supposed"  # the form of a mention that is not in its slot

CLAUSE, SENTENCE, BEFORE, PAIR = 0.6, 0.5, 0.5, 0.4  # where a party was found


def suppose(item: Reported, roles: Roles, parsed: Parsed, discourse: Discourse) -> tuple[Roles, float]:
    """The roles with the missing parties supposed, and how sure that is; empty where nothing can be supposed."""
    kind = item.type
    if kind.mutual:
        return _mutual(item, roles, parsed, discourse)
    source, target = kind.pair.get("source"), kind.pair.get("target")
    if source is None or target is None or 1 in (kind.sides, item.trigger.sides):
        return [], 0.0
    return _directed(item, roles, (source, target), parsed, discourse)


def _mutual(item: Reported, roles: Roles, parsed: Parsed, discourse: Discourse) -> tuple[Roles, float]:
    kind = item.type
    role = party_role(kind)
    if item.trigger.sides == 1:
        return [], 0.0
    main = {m.actor: (r, m) for r, m in roles if not is_peripheral(kind, r)}
    rest = [(r, m) for r, m in roles if is_peripheral(kind, r)]
    if len(main) > 1:
        return [], 0.0
    for found, sure in _around(item.token, parsed, discourse):
        others = [m for m in found if m.actor not in main]
        if 1 <= len(others) <= 3 and len(main) + len(others) >= 2:
            return [*main.values(), *((role, m) for m in others), *rest], sure
    return [], 0.0


def _directed(
    item: Reported, roles: Roles, sides: tuple[str, str], parsed: Parsed, discourse: Discourse
) -> tuple[Roles, float]:
    source, target = sides
    named = {r: m for r, m in roles if r in sides}
    if len(named) == 2:
        return [], 0.0
    for found, sure in _around(item.token, parsed, discourse):
        taken = {m.actor for m in named.values()}
        free = [m for m in found if m.actor not in taken]
        if len(named) == 1 and len(free) == 1:
            missing = target if source in named else source
            return [*roles, (missing, free[0])], sure
        if not named and len(free) == 2:
            doer, other = free
            return [*roles, (source, doer), (target, other)], sure * 0.8
    return [], 0.0


def _around(token: Token, parsed: Parsed, discourse: Discourse) -> list[tuple[list[Mention], float]]:
    """The actors to choose from, nearest first: of the clause, of the sentence, of what was told before, the pair."""
    low, high = clause_of(token)
    here = _ordered(parsed.mentions, token)
    clause = [m for m in here if low <= m.head <= high]
    at = token.i
    pair = [replace(m, start=at, end=at + 1, head=at, form=SUPPOSED) for m in discourse.pair(token)]
    return [
        ([replace(m, confidence=CLAUSE * m.confidence) for m in clause], CLAUSE),
        ([replace(m, confidence=SENTENCE * m.confidence) for m in here], SENTENCE),
        ([*clause, *(m for m in pair if m.actor not in {c.actor for c in clause})], BEFORE) if clause else ([], 0.0),
        (pair, PAIR),
    ]


def _ordered(mentions: Sequence[Mention], token: Token) -> list[Mention]:
    """States and bodies, each once, those in subjects first, then in order of place."""
    doc = token.doc
    fit = [m for m in mentions if m.kind in ("state", "organisation") and m.form not in ("excluded", "society")]
    top = verb_above(token)

    def rank(mention: Mention) -> tuple[bool, int]:
        head = doc[mention.head]
        is_subject = head.dep_ in ("nsubj", "nsubjpass") or head.head.dep_ in ("nsubj", "nsubjpass")
        return (not (is_subject and (head.head == top or top in head.ancestors)), mention.start)

    found: dict[str, Mention] = {}
    for mention in sorted(fit, key=rank):
        found.setdefault(mention.actor, mention)
    return list(found.values())
