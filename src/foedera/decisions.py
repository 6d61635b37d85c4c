"""Which judgements are in force, the latest word on each subject, and which claims count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foedera.model import Claim, Judgement, Part

__all__ = [
    "DECIDING",
    "REJECTED",
    "SURE",
    "UNSURE",
    "apart",
    "in_force",
    "in_order",
    "latest",
    "link_name",
    "pair_of",
    "second_words",
    "standing",
    "told",
    "undoing",
]

DECIDING = ("accept", "reject", "unsure", "correct")  # a correction holds the claim, so it takes a rejection back
SURE = 0.4  # of gold's events that the coder gives .30 to .38 two in five are right; what rules alone give begins here
REJECTED, UNSURE = "rejected", "unsure"  # why a claim does not count
_PAIRS = frozenset({"link", "actor"})


def link_name(a: str, b: str) -> str:
    """How a Judgement names two claims, or two actors: the lesser first, a colon between (one in a name as ``%3A``)."""
    return ":".join(x.replace("%", "%25").replace(":", "%3A") for x in sorted((a, b)))


def pair_of(name: str) -> tuple[str, str]:
    """The two that ``link_name`` named, the lesser first."""
    a, b = sorted(x.replace("%3A", ":").replace("%25", "%") for x in name.partition(":")[::2])
    return a, b


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """As they were decided, each once: the same for every order of input, whoever's file each came from."""
    return sorted({(j.when, j.id): j for j in judgements}.values(), key=lambda j: (j.when, j.id))


def undoing(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The id of each judgement that was undone, undoing ones too, and what undid it.

    A judgement is undone only by one that comes after it; a second coder undoes nothing but a second coder's.
    """
    ordered = in_order(judgements)
    at = {each.id: (number, each.part) for number, each in enumerate(ordered)}
    undone: dict[str, Judgement] = {}
    for number, each in reversed(list(enumerate(ordered))):
        if each.subject != "judgement" or each.verdict != "undo" or each.id in undone:
            continue
        place, part = at.get(each.subject_id, (number, each.part))
        if place < number and (each.part is not Part.SECOND or part is Part.SECOND):
            undone.setdefault(each.subject_id, each)
    return undone


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What was not undone, in order, a second coder's work included; without the undoing itself."""
    ordered = in_order(judgements)
    undone = undoing(ordered)
    return [each for each in ordered if each.id not in undone and each.subject != "judgement"]


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What is obeyed, in order: what stands, without a second coder's blind work."""
    return [each for each in standing(judgements) if each.part is not Part.SECOND]


def second_words(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What second coders decided and did not take back, in order."""
    return [each for each in standing(judgements) if each.part is Part.SECOND]


def latest(judgements: Iterable[Judgement], subject: str, *verdicts: str) -> dict[str, Judgement]:
    """The latest judgement in force on each subject of that kind, among those with one of the verdicts."""
    found: dict[str, Judgement] = {}
    for each in in_force(judgements):
        if each.subject == subject and each.verdict in verdicts:
            name = link_name(*pair_of(each.subject_id)) if subject in _PAIRS else each.subject_id
            found[name] = each
    return found


def apart(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> dict[str, str]:
    """The claims that do not count, by id, each with ``REJECTED`` or ``UNSURE``.

    What the coder is unsure of (confidence below ``SURE``) waits until somebody has accepted or corrected it.
    """
    decided = {name: j.verdict for name, j in latest(judgements, "claim", *DECIDING).items()}
    found: dict[str, str] = {}
    for claim in claims:
        verdict = decided.get(claim.id)
        if verdict == "reject":
            found[claim.id] = REJECTED
        elif claim.confidence < SURE and verdict not in ("accept", "correct"):
            found[claim.id] = UNSURE
    return found


def told(claims: Sequence[Claim], judgements: Iterable[Judgement]) -> list[Claim]:
    """The claims that count, in the order given: those that events, measures and briefs are made of."""
    without = apart(claims, judgements)
    return [c for c in claims if c.id not in without]
