"""What a reviewer may see: each claim with its surroundings, and of other people's decisions what the part allows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedera.model import Claim, Copy, Event, Judgement, Link, Part, Text
from foedera.project import Project
from foedera.project.desk import Difference, Waiting
from foedera.review.cards import Card, Coding, Column, Siblings, card_of, column_of, siblings_of
from foedera.review.inert import one_line
from foedera.review.standing import Standing
from foedera.review.wording import source_words
from foedera.saying import when
from foedera.store import Filter

__all__ = ["Looking", "Wanted"]

# Told without the figure, which would sway who decides.
_WHY = {
    "low_confidence": "The coder is less sure of it than of most.",
    "near_merge": "It may report the same happening as another claim; the coder cannot tell.",
}
_STALE = "The event is shown as it was before your last decisions; merging, splitting or undoing works it out anew."
MOST_CANDIDATES = 9
SHOWN_OF_COPY = 90  # code points of a shared passage


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims to review; an empty field asks for nothing. ``share`` and ``seed``: of a second coder's sample."""

    actor: Sequence[str] = ()
    type: Sequence[str] = ()
    document: Sequence[str] = ()
    share: float = 1.0
    seed: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.actor or self.type or self.document)


class Looking:
    """The record as it is shown to one person in one part of the work. It decides nothing.

    A second coder sees each claim by itself, as the coder found it, with nothing that rests on a first coder's word:
    no event, no conflict, no grade, no confidence of the machine's.
    """

    def __init__(self, project: Project, *, who: str, part: Part) -> None:
        self._project = project
        self._who = who
        self._part = part
        self.standing = Standing(project, who=who, part=part)
        self._links: dict[str, list[Link]] | None = None
        self._grades: dict[str, tuple[str, str | None]] | None = None
        self._differences: dict[str, Difference] = {}

    def forget(self) -> None:
        """Look at links and grades anew: something was decided."""
        self._links = self._grades = None

    def queue(self, wanted: Wanted) -> list[Waiting]:
        """The claims that await a decision in this part of the work, in a useful order."""
        found = self._all(wanted)
        if not wanted.is_narrow:
            return found
        asked = {"actor": wanted.actor, "type": wanted.type, "document": wanted.document}
        ids = {c.id for c in self._project.claims(**{k: list(v) for k, v in asked.items() if v})}
        return [w for w in found if w.claim.id in ids]

    def _all(self, wanted: Wanted) -> list[Waiting]:
        desk = self._project.desk
        if self._part is Part.ADJUDICATION:
            self._differences = {d.claim.id: d for d in desk.disagreements()}
        return desk.awaiting(who=self._who, part=self._part, share=wanted.share, seed=wanted.seed)

    def claim(self, claim_id: str) -> Claim:
        """The claim as it stands for this person; in an adjudication, as the coder found it. NotFoundError where it
        is gone."""
        found = self._project.store.claim(claim_id, as_coded=True)
        return found if self._part is Part.ADJUDICATION else self.standing.laid_over([found])[0]

    def event_of(self, claim_id: str) -> Event | None:
        name = self._project.store.event_of(claim_id)
        return self._project.store.event(name) if name else None

    def source(self, text: Text) -> str | None:
        """By which name the publisher of a document is graded."""
        return text.outlet

    # Cards

    def card(self, waiting: Waiting, *, is_decided: bool, is_stale: bool = False) -> Card:
        """``is_stale``: events have not been worked out anew since the last decisions. NotFoundError where the claim
        is gone."""
        claim = waiting.claim
        self._project.store.claim(claim.id)
        text = self._project.store.text(claim.text_id)
        is_blind = self._part is Part.SECOND
        event = None if is_blind else self.event_of(claim.id)
        decided = self.standing.about(claim.id) if self._part is not Part.ADJUDICATION else []
        return card_of(
            claim,
            text,
            self._project.codebook,
            why=[_WHY.get(waiting.reason, waiting.why)],
            notices=[*self._copies(claim, text), *([_STALE] if is_stale and not is_blind else [])],
            more=[] if is_blind else list(self._more(claim, text, event, is_decided=is_decided)),
            event=self._siblings(event, claim),
            codings=self._codings(claim.id),
            decided=[_told(made) for made in decided],
        )

    def candidates(self, waiting: Waiting) -> list[Column]:
        """Claims outside this one's event that links or the desk name beside it, the likeliest first."""
        claim = waiting.claim
        event = self.event_of(claim.id)
        within = set(event.claims) if event else {claim.id}
        if self._links is None:
            self._links = defaultdict(list)
            for link in self._project.store.links():
                if link.relation == "same":
                    self._links[link.a].append(link)
                    self._links[link.b].append(link)
        links = sorted(self._links.get(claim.id, []), key=lambda x: (-x.score, x.a, x.b))
        others = [link.b if link.a == claim.id else link.a for link in links]
        near = [*others, *waiting.beside, *self._alike(claim)]
        wanted = [c for c in dict.fromkeys(near) if c not in within]
        found = self.standing.claims(wanted[:MOST_CANDIDATES])
        texts = {t.id: t for t in self._project.store.texts(c.text_id for c in found)}
        return [column_of(c, texts[c.text_id]) for c in found]

    def _alike(self, claim: Claim) -> list[str]:
        """Claims of the same type and parties, the nearest in time first: those that no link leads to."""
        first, *rest = sorted(claim.actors)
        found = self._project.store.claims(Filter(actors=(first,), partners=tuple(rest), types=(claim.type,)))
        found.sort(key=lambda c: _days_apart(claim, c))  # stable: else in the order of their documents
        return [c.id for c in found]

    def _siblings(self, event: Event | None, claim: Claim) -> Siblings | None:
        if event is None:
            return None
        claims = self.standing.claims(event.claims)
        texts = {t.id: t for t in self._project.store.texts(c.text_id for c in claims)}
        return siblings_of(event, claim.id, claims, texts)

    def _more(self, claim: Claim, text: Text, event: Event | None, *, is_decided: bool) -> Iterator[tuple[str, str]]:
        if (source := self.source(text)) is not None:
            letter, by = self._grade(source)
            yield "reliability", f"{letter} by {by}" if by else f"{letter}: nobody has graded {one_line(source)}"
        if event is not None and event.credibility is not None:
            given = event.credibility
            yield "credibility", f"{given.grade}: {given.reason}" + (f" ({given.by})" if given.by else " (proposed)")
        if is_decided:  # before, it would sway who decides
            yield "machine", f"{claim.coder} {claim.found_by}, confidence {claim.confidence:.2f}"

    def _grade(self, source: str) -> tuple[str, str | None]:
        if self._grades is None:
            self._grades = {}
            for graded in self._project.desk.sources():
                for name in (graded.id, graded.name):
                    self._grades[name.casefold()] = (graded.reliability, graded.by)
        return self._grades.get(source.casefold(), ("F", None))

    def _copies(self, claim: Claim, text: Text) -> Iterator[str]:
        """A sentence for each document that shares passages with this one."""
        for copy in self._project.store.copies(text.id):
            other = self._project.store.text(copy.b if copy.a == text.id else copy.a)
            passages = _passages(copy, text.id)
            ours = next((p for p in passages if p[0] < claim.quote.end and p[1] > claim.quote.start), None)
            start, end = ours or max(passages, key=lambda p: (p[1] - p[0], -p[0]), default=(0, 0))
            shared = one_line(text.body[start:end], longest=SHOWN_OF_COPY)
            whose = "these words among it" if ours else "not these words"
            yield (
                f"Near-copy: {copy.share:.0%} shared with {source_words(other)}, {when(other.published)}"
                f" ({whose}): “{shared}”"
            )

    def _codings(self, claim_id: str) -> list[Coding]:
        if (found := self._differences.get(claim_id)) is None:
            return []
        return [
            Coding(
                one_line(f"{place}: {coding.who}"),
                {
                    one_line(name): one_line(value)
                    for name, value in {"verdict": coding.verdict, **coding.fields, "why": coding.why}.items()
                    if value
                },
            )
            for place, coding in (("first", found.first), ("second", found.second))
        ]


def _days_apart(one: Claim, other: Claim) -> float:
    """0 where the dates meet; without end where one is not known."""
    if one.date is None or other.date is None:
        return math.inf
    return max(0, (other.date.first - one.date.last).days, (one.date.first - other.date.last).days)


def _passages(copy: Copy, text_id: str) -> list[tuple[int, int]]:
    """[start, end) of each shared passage in that text."""
    return [(p.a_start, p.a_end) if copy.a == text_id else (p.b_start, p.b_end) for p in copy.passages]


def _told(made: Judgement) -> str:
    values = ", ".join(f"{k} {v}" if k == made.verdict else f"{k}={v}" for k, v in made.values.items())
    what = values if made.verdict in made.values else f"{made.verdict} {values}".strip()
    return f"{what} by {made.who}, {made.when[:10]}" + (f": {made.why}" if made.why else "")
