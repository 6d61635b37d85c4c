"""Joining and parting what claims report: which claims to name, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedera.decisions import in_force, pair_of
from foedera.errors import UsageError
from foedera.judging import Anchored
from foedera.model import Claim, Event, Judgement

__all__ = ["joined", "parted"]


def joined(one: Sequence[Claim], other: Sequence[Claim], bearing: Anchored) -> tuple[str, str]:
    """The two claims whose "same" joins two events (or single claims), the first of each.

    Raises UsageError where they are one already, where one is done and the other planned, or where a person parted
    some of them, which is to be undone first.
    """
    a, b = one[0], other[0]
    if _stance(a) != _stance(b):
        raise UsageError(
            f"{a.id[:8]} is {_told(a)} and {b.id[:8]} is {_told(b)}: they are never one event. Correct the status of"
            " one of them, if it is wrong; a plan is tied to what fulfilled it without being merged."
        )
    sides = {c.id for c in one}, {c.id for c in other}
    for word in _parting(bearing.judgements):
        for x, y in _pairs(word):
            if (x in sides[0] and y in sides[1]) or (x in sides[1] and y in sides[0]):
                raise UsageError(
                    f"{word.who} held {x[:8]} and {y[:8]} apart on {word.when[:10]}"
                    f"{': ' + word.why if word.why else ''}. Undo that first: foedera judge undo {word.id}"
                )
    if a.id == b.id or sides[0] & sides[1]:
        raise UsageError(f"{a.id[:8]} and {b.id[:8]} are one event already. There is nothing to merge.")
    return a.id, b.id


def parted(event: Event, going: Sequence[str]) -> dict[str, str]:
    """The values of a split. Raises UsageError where the claims are not some, and not all, of the event's."""
    strange = sorted(set(going) - set(event.claims))
    if strange:
        raise UsageError(f"claim {strange[0]} is no part of event {event.id}. See: foedera show {event.id}")
    rest = sorted(set(event.claims) - set(going))
    if not going or not rest:
        raise UsageError(f"event {event.id} has {len(event.claims)} claims; name some of them, and not all.")
    return {"claims": ",".join(sorted(set(going))), "rest": ",".join(rest)}


def _parting(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What holds claims apart now: the latest word on each pair."""
    last: dict[tuple[str, str], Judgement] = {}
    for each in in_force(judgements):
        for pair in _pairs(each):
            last[pair] = each
    return list({j.id: j for j in last.values() if j.verdict != "same"}.values())


def _pairs(judgement: Judgement) -> list[tuple[str, str]]:
    if judgement.subject == "link":
        return [pair_of(judgement.subject_id)]
    if judgement.subject == "event" and judgement.verdict == "split":
        sides = [judgement.values[side].split(",") for side in ("claims", "rest")]
        return [(min(a, b), max(a, b)) for a in sides[0] for b in sides[1]]
    return []


def _stance(claim: Claim) -> tuple[bool, bool, bool]:
    return claim.status.is_done, claim.status.is_prospective, claim.negated


def _told(claim: Claim) -> str:
    return f"{'not ' if claim.negated else ''}{claim.status.value}"
