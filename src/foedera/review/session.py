"""A session of review: a queue of claims that await a decision, the place in it, and what is decided there.

Every decision is committed by the desk before the place moves on, so that leaving at any moment loses nothing and
the next session starts with what is left.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from foedera.errors import NotFoundError, UsageError
from foedera.model import Claim, Judgement, Part
from foedera.project import Project
from foedera.project.desk import Waiting
from foedera.review.cards import Card, Column
from foedera.review.looking import Looking, Wanted
from foedera.saying import who

__all__ = ["NOT_HERE", "Session"]

QUICK_SECONDS = 0.4  # events that are worked out anew in less are so after every decision
MANY = 1500  # claims in a queue from which on events are taken to need longer, until it is known (4,000: 1.5 s)
_APART = frozenset({"merge", "split"})
NOT_HERE = {  # actions that a part of the work does without
    Part.FIRST: frozenset({"first", "second"}),
    Part.SECOND: _APART | {"first", "second"},
    Part.ADJUDICATION: _APART | {"unsure"},
}
_SAID = {"accept": "Accepted", "reject": "Rejected", "unsure": "Left as unsure"}


class Session:
    """One person's work on the queue. ``revision`` grows with whatever changes what is shown."""

    def __init__(self, project: Project, *, who: str, part: Part = Part.FIRST, wanted: Wanted | None = None) -> None:
        """Raises UsageError without a name, NotFoundError where a filter names nothing known."""
        if not who.strip():
            raise UsageError("a review needs the name of who decides. Give --who NAME, or set FOEDERA_WHO.")
        self.project = project
        self.who = " ".join(who.split())
        self.part = part
        self.wanted = wanted or Wanted()
        self.revision = 0
        self.looking = Looking(project, who=self.who, part=part)
        self._made: list[tuple[str, str]] = []  # (judgement, claim) of this session, undone ones left out
        self._verdicts: dict[str, str] = {}
        self._stale = False
        self._queue: list[Waiting] = []
        self._at = 0
        self._load()
        self._slow = len(self._queue) > MANY

    # Where we are

    @property
    def current(self) -> Waiting | None:
        """None where the queue is empty, or at its end."""
        return self._queue[self._at] if self._at < len(self._queue) else None

    @property
    def left(self) -> int:
        return sum(1 for w in self._queue if w.claim.id not in self._verdicts)

    def where(self) -> str:
        """``3 of 41, 2 decided``."""
        decided = len(self._queue) - self.left
        at = min(self._at + 1, len(self._queue))
        return f"{at:,} of {len(self._queue):,}, {decided:,} decided"

    def card(self) -> Card | None:
        """The claim to decide; None where there is none. One that is gone since, as its document was read again or
        removed, is left out."""
        while (waiting := self.current) is not None:
            try:
                return self.looking.card(waiting, is_decided=waiting.claim.id in self._verdicts, is_stale=self._stale)
            except NotFoundError:
                del self._queue[self._at]
        return None

    def candidates(self) -> list[Column]:
        """Claims that may report the same happening as this one, the likeliest first."""
        waiting = self.current
        return [] if waiting is None or self.part is not Part.FIRST else self.looking.candidates(waiting)

    def nothing(self) -> list[str]:
        """What to say where there is no claim to show, and what to do next."""
        if self._queue:
            return [f"The queue is through: {len(self._queue):,} decided.", *self._next_steps()]
        if self.wanted.is_narrow:
            return ["Nothing that you asked for awaits a decision.", "Leave out a filter to see the rest."]
        empty = {
            Part.FIRST: "Nothing awaits a decision.",
            Part.SECOND: "Nothing awaits a second coding: a first coder has decided nothing that you have not.",
            Part.ADJUDICATION: "Nothing to adjudicate: no two codings differ.",
        }
        return [empty[self.part], *self._next_steps()]

    def _next_steps(self) -> list[str]:
        return {
            Part.FIRST: [
                "Add documents: foedera add PATH.",
                "Have a second person code them blind: foedera review --part second --who NAME.",
            ],
            Part.SECOND: ["Settle what differs: foedera review --adjudicate --who NAME."],
            Part.ADJUDICATION: ["See what is held to have happened: foedera events."],
        }[self.part]

    def farewell(self) -> str:
        made = len(self._made)
        return f"{made:,} decision{'' if made == 1 else 's'} kept, {self.left:,} left in the queue."

    # Moving

    def move(self, step: int) -> str:
        """Go so many places on, or back."""
        to = self._at + step
        if not 0 <= to < len(self._queue):
            return "This is the last of the queue." if step > 0 else "This is the first of the queue."
        self._go(to)
        return ""

    def search(self, words: str) -> str:
        """Go to the next claim, round the queue, that holds all the words. UsageError where there is none."""
        wanted = words.casefold().split()
        if not wanted:
            raise UsageError("nothing to look for. Give words of a claim.")
        for step in range(1, len(self._queue) + 1):
            to = (self._at + step) % len(self._queue)
            if all(word in _haystack(self._queue[to].claim) for word in wanted):
                self._go(to)
                return f"Found “{' '.join(wanted)}”."
        raise UsageError(
            f"no claim in the queue holds “{' '.join(wanted)}”. Look in all documents with: foedera search"
        )

    # Deciding

    def accept(self, why: str = "") -> str:
        return self._decide("accept", why)

    def reject(self, why: str = "") -> str:
        return self._decide("reject", why)

    def unsure(self, why: str = "") -> str:
        if self.part is Part.ADJUDICATION:
            raise UsageError(
                "an adjudication settles. Take a coding, accept, reject or correct; or leave it with next."
            )
        return self._decide("unsure", why)

    def take(self, which: str, why: str = "") -> str:
        """Settle by letting the "first" or the "second" coding stand."""
        if self.part is not Part.ADJUDICATION:
            raise UsageError("there are no two codings here. To settle those that differ: foedera review --adjudicate")
        claim = self._claim()
        self._keep(self.project.desk.adjudicate(claim.id, which, who=self.who, why=why), claim, which)
        return self._on(f"The {which} coding stands.")

    def correct(self, values: Sequence[str], why: str = "") -> str:
        """Correct fields. That decides the claim too, which stays in view as corrected; an adjudication goes on."""
        claim, desk = self._claim(), self.project.desk
        if self.part is Part.ADJUDICATION:
            made = desk.adjudicate(claim.id, "correct", who=self.who, why=why, values=values)
            self._keep(made, claim, "correct")
            return self._on("Settled as corrected.")
        made = desk.correct(claim.id, values, who=self.who, why=why, part=self.part)
        self._keep(made, claim, "correct", anew=True)
        return f"Corrected {', '.join(made.values)}."

    def credibility(self, grade: str, why: str = "") -> str:
        self._not_now("credibility is judged")
        claim = self._claim()
        self._keep(self.project.desk.credibility(claim.id, grade, who=self.who, why=why), claim)
        return f"Credibility {grade}."

    def reliability(self, letter: str, why: str = "") -> str:
        """Grade the source that published the document."""
        self._not_now("sources are graded")
        claim = self._claim()
        source = self.looking.source(self.project.store.text(claim.text_id))
        if source is None:
            raise UsageError(
                "the publisher of this document is not known. Set it first: "
                f"foedera set {claim.text_id[:8]} --outlet NAME --who {self.who}"
            )
        self._keep(self.project.desk.grade(source, letter, who=self.who, why=why), claim)
        self.looking.forget()
        return f"{source}: reliability {letter}."

    def note(self, words: str) -> str:
        claim = self._claim()
        if not words:
            raise UsageError("a note needs words.")
        made = self.project.desk.judge("claim", claim.id, "note", who=self.who, why=words, part=self.part)
        self._keep(made, claim)
        return "Noted."

    def merge(self, words: str) -> str:
        """Join this claim with a candidate, by its number, or with a claim or event by its id."""
        self._not_now("events are joined")
        claim, candidates = self._claim(), self.candidates()
        if words.isdecimal() and len(words) < 4:
            if not 0 < int(words) <= len(candidates):
                raise UsageError(
                    f"no candidate {words}: there are {len(candidates)}. Give a number, or the id of a claim."
                )
            words = candidates[int(words) - 1].claim_id
        elif not words:
            raise UsageError("nothing to merge with. Give the number of a candidate, or the id of a claim or event.")
        self._keep(self.project.desk.merge(claim.id, words, who=self.who), claim, anew=True)
        return f"Merged with {words[:8]}."

    def split(self, why: str = "") -> str:
        self._not_now("events are parted")
        claim = self._claim()
        event = self.looking.event_of(claim.id)
        if event is None or len(event.claims) < 2:
            raise UsageError("this claim shares its event with no other: there is nothing to split it from.")
        self._keep(self.project.desk.split(event.id, [claim.id], who=self.who, why=why), claim, anew=True)
        return f"Taken out of event {event.id[:8]}."

    def undo(self, why: str = "") -> str:
        """Take back the last decision of this person in this part of the work, and go back to its claim."""
        judgement_id, claim_id = self._made[-1] if self._made else self._last()
        self.project.desk.undo(judgement_id, who=self.who, why=why)
        if self._made:
            self._made.pop()
        self._resolve(anew=True)
        self._verdicts = {k: v for k, v in self._verdicts.items() if k != claim_id}
        if not any(w.claim.id == claim_id for w in self._queue):
            self._load()
        self._go(next((at for at, w in enumerate(self._queue) if w.claim.id == claim_id), self._at))
        self._refresh(claim_id)
        return "Taken back."

    # On the way

    def _load(self) -> None:
        self._queue = self.looking.queue(self.wanted)
        self._at = 0
        self.revision += 1

    def _go(self, to: int) -> None:
        self._at = to
        self.revision += 1

    def _claim(self) -> Claim:
        if self.current is None:
            raise UsageError("no claim is shown. Go back with previous, or leave.")
        return self.current.claim

    def _not_now(self, what: str) -> None:
        if self.part is Part.SECOND:
            raise UsageError(f"a second coder decides about claims by themselves; {what} in the first part.")
        if self.part is Part.ADJUDICATION:
            raise UsageError(f"an adjudication settles codings; {what} in the first part.")

    def _decide(self, verdict: str, why: str) -> str:
        claim, desk = self._claim(), self.project.desk
        if self.part is Part.ADJUDICATION:
            made = desk.adjudicate(claim.id, verdict, who=self.who, why=why)
        else:
            made = desk.judge("claim", claim.id, verdict, who=self.who, why=why, part=self.part)
        self._keep(made, claim, verdict)
        return self._on(f"{_SAID[verdict]}: {claim.type}, {who(claim.roles)}.")

    def _keep(self, made: Judgement, claim: Claim, verdict: str = "", *, anew: bool = False) -> None:
        """Note a decision that is committed already."""
        self._made.append((made.id, claim.id))
        self.looking.standing.add(made)
        if verdict:
            self._verdicts[claim.id] = verdict
        self._resolve(anew=anew)
        self._refresh(claim.id)

    def _resolve(self, *, anew: bool) -> None:
        """Work events out anew: after every decision where that is quick, else where it is what was asked for."""
        self._stale = self._slow and not anew
        if not self._stale:
            begun = time.perf_counter()
            self.project.resolve()
            self._slow = time.perf_counter() - begun > QUICK_SECONDS
        if anew:
            self.looking.forget()

    def _refresh(self, claim_id: str) -> None:
        """Show a claim as it stands after a decision."""
        self.revision += 1
        for at, waiting in enumerate(self._queue):
            if waiting.claim.id == claim_id:
                self._queue[at] = replace(waiting, claim=self.looking.claim(claim_id))

    def _on(self, said: str) -> str:
        """Go to the next claim that is not decided, round the queue; past its end where all are."""
        count = len(self._queue)
        order = [(self._at + step) % count for step in range(1, count + 1)]
        self._go(next((at for at in order if self._queue[at].claim.id not in self._verdicts), count))
        return said

    def _last(self) -> tuple[str, str]:
        found = [
            d.judgement
            for d in self.project.desk.judgements(who=self.who, part=self.part)
            if d.stands and d.judgement.verdict != "undo"
        ]
        if not found:
            raise UsageError(f"{self.who} has decided nothing here that could be taken back.")
        return found[-1].id, found[-1].subject_id


def _haystack(claim: Claim) -> str:
    told = [claim.type, claim.status.value, claim.quote.prefix, claim.quote.exact, claim.quote.suffix]
    told += [word for r in claim.roles for word in (r.role, r.actor, r.mention, r.name or "")]
    told += [*claim.attributes.values(), *(a.as_printed or a.name for a in claim.attribution)]
    return " ".join(" ".join(told).split()).casefold()
