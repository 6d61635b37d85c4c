"""Claims of one document matched one to one with what a person coded in it.

A claim matches a record when its family is one that the record accepts, its quote overlaps the record's words, and
the Jaccard overlap of their actors (states and organisations; roles of place and audience aside) is at least one
half; a record without such actors skips this test. The best pairs are taken first: of one type, of like actors, of
one coarse status, of like extent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.score.fields import coarse
from foedera.score.nouns import Coded, Days, Document, Kind, Outcome, is_state_or_body

__all__ = ["MIN_SHARED", "date_agrees", "likeness", "match", "paired", "role_pairs"]

Sides = tuple[str, str]
MIN_SHARED = 0.5  # Jaccard overlap of actors: of two parties one may be wrong only where the other claim has one more


def match(document: Document, claims: Sequence[Coded], *, sides: Sides = ("gold", "claim")) -> list[Outcome]:
    """What became of each record and each claim, in the order in which they stand in the text.

    ``sides``: what a note calls the two.
    """
    records = document.coded
    partner = dict(paired(records, claims))
    taken = set(partner.values())
    found = [_of_record(record, at, partner, claims, sides) for at, record in enumerate(records)]
    found += [_of_claim(claim, document, partner, sides) for at, claim in enumerate(claims) if at not in taken]
    return sorted(found, key=lambda outcome: (outcome.shown.start, outcome.shown.end))


def paired(records: Sequence[Coded], claims: Sequence[Coded]) -> Iterator[tuple[int, int]]:
    """Which record goes with which claim, by their places in the two lists, best first."""
    candidates = []
    for r, record in enumerate(records):
        for c, claim in enumerate(claims):
            if claim.family not in record.families or record.overlap(claim) <= 0:
                continue
            shared = likeness(record, claim)
            if record.actors and shared < MIN_SHARED:
                continue
            same_status = coarse(record.status) == coarse(claim.status)
            longer = max(claim.end - claim.start, record.end - record.start)
            candidates.append((record.type == claim.type, shared, same_status, record.overlap(claim) / longer, r, c))
    used_records: set[int] = set()
    used_claims: set[int] = set()
    for *_, r, c in sorted(candidates, reverse=True):
        if r not in used_records and c not in used_claims:
            used_records.add(r)
            used_claims.add(c)
            yield r, c


def likeness(a: Coded, b: Coded) -> float:
    """Jaccard overlap of the actors, 0-1; 1 where neither has any."""
    either = a.actors | b.actors
    return len(a.actors & b.actors) / len(either) if either else 1.0


def date_agrees(claimed: Days | None, coded: Days | None) -> bool | None:
    """True where the intervals overlap and the claimed one is at most twice as long, and two days.

    None where the record has no date with both ends, so that there is nothing to compare.
    """
    if coded is None or coded[0] is None or coded[1] is None:
        return None
    if claimed is None:
        return False
    first, last = (day.toordinal() for day in coded)  # type: ignore[union-attr]
    start, end = claimed
    claimed_first = (start or end).toordinal()  # type: ignore[union-attr]
    claimed_last = (end or start).toordinal()  # type: ignore[union-attr]
    overlaps = min(last, claimed_last) >= max(first, claimed_first)
    return overlaps and claimed_last - claimed_first + 1 <= 2 * (last - first + 1) + 2


def role_pairs(coded: Coded) -> set[tuple[str, str]]:
    """(role, actor) for states and organisations."""
    return {(role, actor) for role, actor in coded.parties if is_state_or_body(actor)}


def _of_record(record: Coded, at: int, partner: dict[int, int], claims: Sequence[Coded], sides: Sides) -> Outcome:
    if at in partner:
        claim = claims[partner[at]]
        return Outcome(Kind.HIT, record, claim, differing=tuple(_differing(record, claim)))
    kind = Kind.PASSED_OVER if record.optional else Kind.MISS
    taken = set(partner.values())
    overlapping = [(record, c, i in taken) for i, c in enumerate(claims) if record.overlap(c) > 0]
    return Outcome(kind, record, None, note=_why(overlapping, "No claim was made of these words.", sides))


def _of_claim(claim: Coded, document: Document, partner: dict[int, int], sides: Sides) -> Outcome:
    overlapping = [(r, claim, i in partner) for i, r in enumerate(document.coded) if r.overlap(claim) > 0]
    silent = [s for s in document.silent if min(s.end, claim.end) > max(s.start, claim.start)]
    if silent and not overlapping:
        note = f"Marked as no claim{f': {silent[0].why}' if silent[0].why else ''}."
    else:
        note = _why(overlapping, "Nothing is coded in these words.", sides)
    return Outcome(Kind.FALSE_ALARM if document.is_exhaustive else Kind.UNLISTED, None, claim, note=note)


def _why(overlapping: Sequence[tuple[Coded, Coded, bool]], otherwise: str, sides: Sides) -> str:
    """Why records and claims that share words do not match: the nearest to a match is told of."""
    reasons: list[tuple[int, str]] = []
    one, other = sides
    for record, claim, is_taken in overlapping:
        if claim.family not in record.families:
            reasons.append((2, f"Another family: {one} {record.family}, {other} {claim.family}."))
        elif record.actors and likeness(record, claim) < MIN_SHARED:
            reasons.append((0, f"Other parties: {one} {_listed(record)}, {other} {_listed(claim)}."))
        elif is_taken:
            reasons.append((1, "What it would match is matched already."))
    return min(reasons)[1] if reasons else otherwise


def _listed(coded: Coded) -> str:
    return ", ".join(sorted(coded.actors)) or "none"


def _differing(record: Coded, claim: Coded) -> Iterator[str]:
    """The fields in which a hit is not as the gold has it, by the same measures as the figures."""
    if record.type is not None and record.type != claim.type:
        yield "type"
    if coarse(record.status) != coarse(claim.status):
        yield "status"
    if record.negated != claim.negated:
        yield "negated"
    if date_agrees(claim.date, record.date) is False:
        yield "date"
    if record.type is not None and record.type == claim.type and not role_pairs(record) <= set(claim.parties):
        yield "roles"
