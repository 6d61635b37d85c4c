"""Which claims await a decision, in which order, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from foedera.decisions import DECIDING, SURE, in_force, latest, link_name, second_words
from foedera.events import MERGE
from foedera.model import Claim, Event, Judgement, Link, Part
from foedera.project.desknouns import Waiting

__all__ = ["LOW", "NEAR", "drawn", "first_queue", "second_queue"]

LOW = 0.6  # the lowest quarter of 975 claims of the shared and sample reports lies below 0.596
NEAR = 0.15  # either side of the threshold of merging: from 3 to 7 against to 2 to 1 for
_REASONS = ("conflict", "single_origin", "near_merge", "low_confidence", "unsure", "rest")


@dataclass(frozen=True, slots=True)
class _Candidate:
    reason: str
    rank: float  # within one reason, the lesser first
    why: str
    beside: tuple[str, ...] = ()


def first_queue(
    claims: Sequence[Claim],
    *,
    shown: Mapping[str, Claim],
    events: Iterable[Event],
    links: Iterable[Link],
    judgements: Iterable[Judgement],
    who: str,
) -> list[Waiting]:
    """The claims that nobody has decided, or that others were unsure of: the most telling reason of each, first.

    ``claims`` in the order of their documents, ``shown`` as they stand with corrections; ``judgements`` anchored.
    """
    words = in_force(judgements)
    decided = latest(words, "claim", *DECIDING)
    settled = {name for name, j in decided.items() if j.verdict != "unsure" or j.who == who}
    by_claim: dict[str, list[_Candidate]] = {c.id: [] for c in claims if c.id not in settled}
    home: dict[str, str] = {}
    for event in events:
        home.update(dict.fromkeys(event.claims, event.id))
        for claim, candidate in _of_event(event):
            if claim in by_claim:
                by_claim[claim].append(candidate)
    pairs = latest(words, "link", "same", "different")
    for claim, candidate in _of_links(links, decided_pairs=pairs):
        if claim in by_claim:
            by_claim[claim].append(candidate)
    for each in claims:
        if each.id in by_claim:
            by_claim[each.id] += _of_claim(each, decided.get(each.id))
    order = {c.id: at for at, c in enumerate(claims)}
    chosen = [(min(found, key=_urgency), name) for name, found in by_claim.items()]
    chosen.sort(key=lambda each: (*_urgency(each[0]), order[each[1]]))
    return [Waiting(shown[name], c.reason, c.why, home.get(name), c.beside) for c, name in chosen]


def _urgency(candidate: _Candidate) -> tuple[int, float]:
    return _REASONS.index(candidate.reason), candidate.rank


def _of_event(event: Event) -> Iterator[tuple[str, _Candidate]]:
    for conflict in event.conflicts:
        values = " or ".join(value for value, _ in conflict.values)
        everyone = {c for _, ids in conflict.values for c in ids}
        for _, ids in conflict.values:
            for claim in ids:
                beside = tuple(sorted(everyone - set(ids)))
                yield claim, _Candidate("conflict", 0, f"In conflict on {conflict.field}: {values}.", beside)
    if len(event.origins) == 1 or (not event.origins and len(event.claims) == 1):
        name = event.origins[0].name if event.origins else "one report"
        for claim in event.claims:  # what many repeat and one says misleads most
            yield claim, _Candidate("single_origin", -len(event.claims), f"The event rests on one origin only: {name}.")


def _of_links(links: Iterable[Link], *, decided_pairs: Collection[str]) -> Iterator[tuple[str, _Candidate]]:
    for link in links:
        distance = abs(link.score - MERGE)
        if link.relation != "same" or distance > NEAR or link_name(link.a, link.b) in decided_pairs:
            continue
        held = "held to be one" if link.score >= MERGE else "held apart"
        for claim, other in ((link.a, link.b), (link.b, link.a)):
            why = f"Nearly as much speaks for one happening as against ({link.score:.2f}): {held} with another report."
            yield claim, _Candidate("near_merge", distance, why, (other,))


def _of_claim(claim: Claim, word: Judgement | None) -> Iterator[_Candidate]:
    if word is not None:
        why = f": {word.why}" if word.why else "."
        yield _Candidate("unsure", 0, f"{word.who} was unsure{why}")
    if claim.confidence < LOW:
        waits = " It counts once somebody accepts it." if claim.confidence < SURE else ""
        why = f"The coder is unsure of it ({claim.confidence:.2f}).{waits}"
        yield _Candidate("low_confidence", claim.confidence, why)
    yield _Candidate("rest", 0, "Nobody has decided on it.")


def second_queue(
    claims: Sequence[Claim], *, judgements: Iterable[Judgement], who: str, share: float, seed: str
) -> list[Waiting]:
    """What first coders other than ``who`` decided and no second coder has, or the drawn share of it, in the order of
    the documents, as the coder found it: nothing of what the first coder said is shown."""
    words = list(judgements)
    first = {j.subject_id: j for j in _deciding(in_force(words)) if j.part is Part.FIRST}
    own = {j.subject_id for j in _deciding(words) if j.who == who}
    done = {j.subject_id for j in _deciding(second_words(words))}
    return [
        Waiting(claim, "second", "For a second coder.")
        for claim in claims
        if claim.id in first and claim.id not in done | own and drawn(claim.id, share, seed)
    ]


def _deciding(words: Iterable[Judgement]) -> Iterator[Judgement]:
    return (j for j in words if j.subject == "claim" and j.verdict in DECIDING)


def drawn(claim: str, share: float, seed: str) -> bool:
    """Whether a claim is in the share that ``seed`` draws: the same wherever it is asked, and a greater share holds
    every lesser one."""
    digest = hashlib.sha256(f"{seed}\x1f{claim}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64
