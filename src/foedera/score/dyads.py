"""The pairs of states that a document shows as cooperating, as a person or a coder has them."""

from __future__ import annotations

from collections.abc import Iterable

from foedera.codebook import Codebook
from foedera.model import Status
from foedera.score.nouns import Coded, Document

__all__ = ["MOST_PARTIES", "dyads_of_claims", "dyads_of_gold"]

MOST_PARTIES = 8  # an act of more says that a body met, not that each deals with each
_STATUSES = frozenset(s.value for s in Status if s.is_done or s.is_prospective)

Pairs = frozenset[tuple[str, str]]


def dyads_of_gold(document: Document, book: Codebook) -> tuple[Pairs, Pairs]:
    """The pairs that must be found, and those that may be: these with what only optional records show.

    As the gold lists them; worked out from its records where it lists none.
    """
    if document.dyads is not None:
        return document.dyads, document.dyads
    required = {pair for c in document.coded if not c.optional for pair in _worked_out(c, book)}
    optional = {pair for c in document.coded if c.optional for pair in _worked_out(c, book)}
    return frozenset(required), frozenset(required | optional)


def dyads_of_claims(claims: Iterable[Coded], book: Codebook) -> Pairs:
    """The pairs that claims give, or that are worked out where a coder does not give them."""
    return frozenset(pair for c in claims for pair in (_worked_out(c, book) if c.dyads is None else c.dyads))


def _worked_out(coded: Coded, book: Codebook) -> Iterable[tuple[str, str]]:
    """Pairs of states by the codebook: a type that gives dyads, done or settled, not negated, of few parties."""
    kind = book.types.get(coded.type or "")
    if kind is None or not kind.gives_dyad or coded.negated or coded.status not in _STATUSES:
        return []
    peripheral = {role.name for role in kind.roles if role.peripheral}
    parties = [(role, actor) for role, actor in coded.parties if role not in peripheral]
    if len({actor for _, actor in parties}) > MOST_PARTIES:
        return []
    pairs = kind.pairs(parties)
    return sorted({(min(a, b), max(a, b)) for a, b in pairs if b and a != b and a in book.states and b in book.states})
