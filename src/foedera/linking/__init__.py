"""Claims -> Links: which claims may report one happening, how sure, and why, in words.

Candidates are found by blocking (shared parties, a kind of act, days on which both may have been), so that the work
grows with the number of likely pairs and not with the square of the record. A score is the logistic of a sum of
weights, each of which leaves its reason; the weights are data (``linking.yml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from foedera.codebook import Codebook
from foedera.linking.candidates import candidates, outcomes, wholes
from foedera.linking.parts import part_of
from foedera.linking.plans import became, settled
from foedera.linking.reasons import linked
from foedera.linking.sameness import sameness
from foedera.linking.sights import Settings, Sight, settings_of, sight_of, turned
from foedera.model import Claim, Link, Text

__all__ = ["link"]


def link(claims: Sequence[Claim], texts: Mapping[str, Text], codebook: Codebook) -> list[Link]:
    """The links among ``claims``, sorted; the same for every order of input.

    ``same``: both may report one happening (or one standing fact, or one view of one holder).
    ``fulfils``: the plan ``a`` may have been carried out by ``b``; ``cancels``: it was called off or refused by ``b``;
    ``postpones``: it was put off by ``b``. ``part``: ``a`` is a stop of the tour ``b``, or an instance of the series
    that ``b`` counts. ``denies``: one says what the other says did not happen.
    Raises CodebookError where linking.yml is wanting.
    """
    settings = settings_of(codebook)
    seen = [sight_of(c, texts.get(c.text_id), settings) for c in sorted(claims, key=lambda c: c.id)]
    links = list(_alike(seen, texts, settings))
    outcome = (became(seen[plan], seen[act], settings) for plan, act in outcomes(seen, settings))
    links += settled((each for each in outcome if each), {s.claim.id: s for s in seen}, settings)
    parts = (part_of(seen[part], seen[whole], settings) for part, whole in wholes(seen))
    links += [each for each in parts if each]
    return sorted(links, key=lambda each: (each.a, each.b, each.relation))


def _alike(seen: Sequence[Sight], texts: Mapping[str, Text], settings: Settings) -> Iterator[Link]:
    """The links of claims of one stance: of one happening, or of one that is told and denied."""
    for one, two in candidates(seen, settings):
        a, b = seen[one], seen[two]
        if not _comparable(a, b, settings):
            continue
        reasons = sameness(a, b, texts, settings)
        if not reasons:
            continue
        relation = "same" if a.claim.negated == b.claim.negated else "denies"
        found = linked(a.claim.id, b.claim.id, relation, reasons, settings.keep)
        if found is not None:
            yield found


def _comparable(a: Sight, b: Sight, settings: Settings) -> bool:
    """False where two claims are never one happening: a withdrawal and a deployment, a tour and its stop."""
    standing = a.claim.family in settings.standing
    if standing != (b.claim.family in settings.standing) or turned(a.claim, settings) != turned(b.claim, settings):
        return False
    if standing:
        return a.claim.type == b.claim.type and a.claim.negated == b.claim.negated
    if a.is_series != b.is_series:
        return False
    return not (a.claim.type == b.claim.type and a.is_tour != b.is_tour)
