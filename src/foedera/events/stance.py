"""How far an act has come, as a claim tells it: two stances are never one event."""

from __future__ import annotations

from foedera.model import Claim, Status

__all__ = ["DONE", "FAILED", "PLAN", "stance"]

DONE = frozenset({Status.OCCURRED, Status.ONGOING, Status.HABITUAL})
PLAN = frozenset({Status.AGREED, Status.PLANNED})
FAILED = frozenset({Status.REFUSED, Status.CANCELLED})


def stance(claim: Claim) -> tuple[str, bool]:
    """``done``, ``plan``, ``failed`` or ``open`` (offered, talked of), and whether it is denied."""
    if claim.status in DONE:
        return "done", claim.negated
    if claim.status in PLAN:
        return "plan", claim.negated
    return ("failed" if claim.status in FAILED else "open"), claim.negated
