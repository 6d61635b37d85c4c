"""Claims -> Links: which claims may report one happening, how sure, and why, in words.

Candidates are found by blocking (two shared parties and a year, or an unknown date), so that the work grows
with the number of likely pairs and not with the square of the record. A score is the logistic of a sum of
weights, each of which leaves its reason; the weights are data (``linking.yml``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foedera.codebook import Codebook
from foedera.linking.candidates import candidates
from foedera.linking.plans import carried_out
from foedera.linking.sameness import sameness
from foedera.linking.sights import Settings, Sight, linked, settings_of, sight_of, turned
from foedera.model import Claim, Link, Text

__all__ = ["link"]


def link(claims: Sequence[Claim], texts: Mapping[str, Text], codebook: Codebook) -> list[Link]:
    """The links among ``claims``, sorted; the same for every order of input.

    ``same``: both may report one happening (or one standing fact, or one view of one holder).
    ``fulfils``: the plan ``a`` may have been carried out by ``b``; ``cancels``: it was called off or refused by ``b``.
    ``denies``: one says what the other says did not happen. Raises CodebookError where linking.yml is wanting.
    """
    settings = settings_of(codebook)
    seen = [sight_of(c, texts.get(c.text_id), settings) for c in sorted(claims, key=lambda c: c.id)]
    links = [found for a, b in candidates(seen, settings) if (found := _judge(a, b, texts, settings)) is not None]
    return sorted(links, key=lambda each: (each.a, each.b, each.relation))


def _judge(a: Sight, b: Sight, texts: Mapping[str, Text], settings: Settings) -> Link | None:
    """The link of one pair, or None where there is too little to say or the two cannot be compared."""
    standing = a.claim.family in settings.standing
    if standing != (b.claim.family in settings.standing) or a.claim.id == b.claim.id:
        return None
    if standing and a.claim.type != b.claim.type:
        return None
    if turned(a.claim, settings) != turned(b.claim, settings):
        return None
    if standing and a.claim.negated != b.claim.negated:
        return None
    if a.stance == b.stance:
        relation = "same" if a.claim.negated == b.claim.negated else "denies"
        reasons = list(sameness(a, b, texts, settings))
        return linked(a.claim.id, b.claim.id, relation, reasons, settings)
    if standing or a.claim.negated or b.claim.negated:
        return None
    return carried_out(a, b, settings)
