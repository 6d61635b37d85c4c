"""What became of each judgement: whether it stands, what overtook or undid it, and which claims bear it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from foedera.decisions import in_order, standing, undoing
from foedera.judging import Anchored, about, misfits
from foedera.model import Claim, Judgement
from foedera.project.desknouns import Decided

if TYPE_CHECKING:
    from foedera.codebook import Codebook

__all__ = ["decided"]


def decided(
    judgements: Iterable[Judgement], claims: Sequence[Claim], bearing: Anchored, book: Codebook
) -> list[Decided]:
    """All judgements, oldest first, each with what became of it. ``bearing``: the same, anchored."""
    ordered = in_order(judgements)
    undone, later = undoing(ordered), _overtaken(bearing.judgements)
    bear = {j.id: about(j) for j in bearing.judgements}
    lost: dict[str, list[str]] = {}
    for gone in bearing.lost:
        lost.setdefault(gone.judgement.id, []).append(f"claim {gone.claim[:8]}: {gone.why}")
    unfit: dict[str, list[str]] = {}
    for misfit in misfits(claims, bearing.judgements, book):
        unfit.setdefault(misfit.judgement.id, []).append(f"takes no effect: {misfit.why}")
    found = []
    for each in ordered:
        notes = []
        if each.id in undone:
            by = undone[each.id]
            notes.append(f"undone by {by.who}, {by.when[:10]}{': ' + by.why if by.why else ''}")
        elif each.id in later:
            by = later[each.id]
            notes.append(f"overtaken by the word of {by.who}, {by.when[:10]}")
        wanting = [*lost.get(each.id, ()), *unfit.get(each.id, ())] if each.id not in undone else []
        stands = each.id not in undone and each.id in bear
        found.append(Decided(each, stands, "; ".join([*notes, *wanting]), bear.get(each.id, ()), bool(wanting)))
    return found


def _overtaken(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The judgements after which others said something else on the same matter, and the last of those."""
    last: dict[tuple[str, ...], list[Judgement]] = {}
    for each in standing(judgements):
        for matter in _matters(each):
            last.setdefault(matter, []).append(each)
    found: dict[str, Judgement] = {}
    in_part: set[str] = set()
    for words in last.values():
        in_part.add(words[-1].id)
        found.update(dict.fromkeys((w.id for w in words[:-1]), words[-1]))
    return {name: by for name, by in found.items() if name not in in_part}


def _matters(judgement: Judgement) -> Iterator[tuple[str, ...]]:
    """What a judgement settles: of several words on one matter the latest wins."""
    at = (judgement.part.value, judgement.subject, judgement.subject_id)
    if judgement.verdict in ("accept", "reject", "unsure"):
        yield (*at, "verdict")
    elif judgement.verdict == "correct":
        for field in judgement.values:
            yield (*at, "field", field)
    elif judgement.verdict in ("same", "different"):
        yield (*at, "sameness")
    elif judgement.verdict in ("credibility", "outcome", "grade"):
        yield (*at, judgement.verdict)
