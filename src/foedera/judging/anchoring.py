"""Judgements find their claims again, by the words that they were about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from foedera.decisions import in_order, link_name, pair_of
from foedera.judging.finding import Found, find
from foedera.model import Anchor, Claim, Judgement, Text

__all__ = ["Anchored", "Lost", "about", "anchored"]

_SHARED = 0.5  # of the shorter of two spans: below it, the greater part of either is about something else
_SAME_WORDS = 0.8  # of all words of two spans: from here on they are the same, give or take a clause's edge
_OF_THE_TYPE = frozenset({"accept", "reject", "unsure"})  # words on the coding as such, its type above all


@dataclass(frozen=True, slots=True)
class Lost:
    """A judgement, or its part about one claim, that no claim bears any more. ``claim`` is the id it had; ``why``
    says it in words."""

    judgement: Judgement
    claim: str
    why: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """Judgements in order, naming the claims that bear their words now; and those that no claim bears."""

    judgements: tuple[Judgement, ...]
    lost: tuple[Lost, ...]


def about(judgement: Judgement) -> tuple[str, ...]:
    """Ids of the claims that a judgement names, in the order of its anchors."""
    if judgement.subject == "claim":
        return (judgement.subject_id,)
    if judgement.subject == "link":
        return pair_of(judgement.subject_id)
    if judgement.subject == "event" and judgement.verdict == "split":
        return (*_ids(judgement, "claims"), *_ids(judgement, "rest"))
    return ()


def _ids(judgement: Judgement, side: str) -> list[str]:
    return [each.strip() for each in judgement.values.get(side, "").split(",") if each.strip()]


def anchored(
    judgements: Iterable[Judgement], claims: Iterable[Claim], texts: Mapping[str, Text], versions: Mapping[str, str]
) -> Anchored:
    """The judgements, each naming the claims that bear its words now; ids, times and order stay.

    ``claims`` are those that stand, ``texts`` theirs by id, ``versions``: an earlier text -> the one in its place.
    A claim of the same name is the same claim. Else the words are looked for in the text or its later version, and
    the claim of the same type that shares most of them is taken; one of another type only where its words and its
    parties are the same, and never for a verdict on the coding as such. Of two that are equally good none is taken.
    What is not about claims passes as it is.
    """
    search = _Search(claims, texts, versions)
    kept: list[Judgement] = []
    lost: list[Lost] = []
    for judgement in in_order(judgements):
        names = about(judgement)
        if not names:
            kept.append(judgement)
            continue
        anchors: Sequence[Anchor | None] = (
            judgement.anchors if len(judgement.anchors) == len(names) else [None] * len(names)
        )
        now: dict[str, str] = {}
        for name, anchor in zip(names, anchors, strict=True):
            claim, why = search.now(name, anchor, judgement)
            if claim is None:
                lost.append(Lost(judgement, name, why))
            else:
                now[name] = claim
        moved = _moved(judgement, now)
        if isinstance(moved, Judgement):
            kept.append(moved)
        elif moved:
            lost.append(Lost(judgement, names[0], moved))
    return Anchored(tuple(kept), tuple(lost))


def _moved(judgement: Judgement, now: Mapping[str, str]) -> Judgement | str:
    """The judgement naming the claims as they are named now; or why it has no meaning any more ("" where one of its
    claims is lost, which has been told)."""
    if judgement.subject == "claim":
        return replace(judgement, subject_id=now[judgement.subject_id]) if now else ""
    if judgement.subject == "link":
        if len(now) < 2:
            return ""
        a, b = now.values()
        return replace(judgement, subject_id=link_name(a, b)) if a != b else "the two are one claim now"
    apart = {now[c] for c in _ids(judgement, "claims") if c in now}
    rest = {now[c] for c in _ids(judgement, "rest") if c in now}
    if apart & rest:
        return "claims of both sides are one claim now"
    if not apart or not rest:
        return "" if len(now) < len(set(about(judgement))) else "one of its sides is empty"
    values = {**judgement.values, "claims": ",".join(sorted(apart)), "rest": ",".join(sorted(rest))}
    return replace(judgement, values=values)


class _Search:
    """The claims that stand, by name and by text. Remembers where words were found."""

    def __init__(self, claims: Iterable[Claim], texts: Mapping[str, Text], versions: Mapping[str, str]) -> None:
        self._claims = {c.id: c for c in claims}
        self._of_text: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self._claims.values(), key=lambda c: c.id):
            self._of_text[claim.text_id].append(claim)
        self._texts = texts
        self._versions = versions
        self._found: dict[Anchor, Found | str] = {}

    def now(self, name: str, anchor: Anchor | None, judgement: Judgement) -> tuple[str | None, str]:
        """The claim that bears the words now, or None and why."""
        same = self._claims.get(name)
        if anchor is None:
            return (name, "") if same else (None, "its claim is gone, and it was kept without words to look for")
        if same is not None:
            return self._of_those(same, anchor), ""
        text = self._texts.get(self._versions.get(anchor.text_id, anchor.text_id))
        if text is None:
            return None, "its document is no longer in the record"
        if anchor not in self._found:
            self._found[anchor] = find(anchor.quote, text.body)
        place = self._found[anchor]
        if isinstance(place, str):
            return None, place
        return self._on(place, anchor, self._of_text[text.id], judgement)

    def _of_those(self, same: Claim, anchor: Anchor) -> str:
        """Of claims of one type on the same words the one with the same parties: their names count them off, and a
        better rule may find one more or one less."""
        if not anchor.parties or _parties(same) == anchor.parties:
            return same.id
        span = same.quote.start, same.quote.end
        alike = [
            c.id
            for c in self._of_text[same.text_id]
            if c.type == same.type and (c.quote.start, c.quote.end) == span and _parties(c) == anchor.parties
        ]
        return alike[0] if len(alike) == 1 else same.id

    def _on(
        self, place: Found, anchor: Anchor, claims: Sequence[Claim], judgement: Judgement
    ) -> tuple[str | None, str]:
        ranked = []
        for claim in claims:
            shared = min(claim.quote.end, place.end) - max(claim.quote.start, place.start)
            shorter = min(claim.quote.end - claim.quote.start, place.end - place.start)
            if shared < _SHARED * shorter:
                continue
            either = max(claim.quote.end, place.end) - min(claim.quote.start, place.start)
            ranked.append((claim.type == anchor.type, _parties(claim) == anchor.parties, shared / either, claim))
        of_type = [(parties, overlap, c) for is_type, parties, overlap, c in ranked if is_type]
        if not place.is_exact and anchor.parties:
            of_type = [each for each in of_type if each[0]]
        if of_type:
            return _best(of_type)
        others = [(parties, overlap, c) for _, parties, overlap, c in ranked if parties and overlap >= _SAME_WORDS]
        if not others:
            return None, "no claim rests on its words any more"
        name, why = _best(others)
        if name is not None and (not place.is_exact or judgement.verdict in _OF_THE_TYPE):
            return None, f"its words are coded as {self._claims[name].type} now, no more as {anchor.type}"
        return name, why


def _best(ranked: Sequence[tuple[bool, float, Claim]]) -> tuple[str | None, str]:
    """The claim that shares most words, of those with the same parties where there are any."""
    alike = [each for each in ranked if each[0]] or ranked
    most = max(overlap for _, overlap, _ in alike)
    chosen = [c for _, overlap, c in alike if overlap == most]
    if len(chosen) > 1:
        return None, f"{len(chosen)} claims rest on its words alike, and nothing tells which is meant"
    return chosen[0].id, ""


def _parties(claim: Claim) -> tuple[tuple[str, str], ...]:
    return Anchor.of(claim).parties
