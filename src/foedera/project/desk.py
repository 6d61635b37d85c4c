"""The desk: where people decide. A session of judging on a Project; its verbs are those of ``foedera judge``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from foedera import judging
from foedera.decisions import in_force, link_name, pair_of, standing, undoing
from foedera.errors import JudgementFileError, NotFoundError, UsageError
from foedera.model import Anchor, Claim, Judgement, Part
from foedera.project import secondcoding
from foedera.project.bearing import anchored_in, anchored_near, documents_of, keep_recoded, recoded
from foedera.project.deciding import decided
from foedera.project.desknouns import (
    Coding,
    Decided,
    Difference,
    Field,
    Graded,
    Taken,
    Waiting,
    decided_record,
    graded_record,
)
from foedera.project.merging import joined, parted
from foedera.project.naming import actor_named, judgement_named, only, source_named, sources_met
from foedera.project.waiting import first_queue, second_queue

if TYPE_CHECKING:
    from foedera.project import Project
    from foedera.sourcing import Diagonal

__all__ = [
    "Coding",
    "Decided",
    "Desk",
    "Difference",
    "Field",
    "Graded",
    "Taken",
    "Waiting",
    "decided_record",
    "graded_record",
]

_AHEAD = timedelta(days=1)  # clocks differ, and so do people's notions of a time zone


class Desk:
    """A session of judging. Each verb appends one judgement, or raises NotFoundError or UsageError and changes nothing.

    References are ids or their beginnings, and what else ``foedera show`` takes. ``who`` is the name of the person.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._store = project.store

    # Deciding

    def judge(
        self,
        subject: str,
        reference: str,
        verdict: str,
        *,
        who: str,
        why: str = "",
        values: Mapping[str, str] | None = None,
        part: Part = Part.FIRST,
    ) -> Judgement:
        """Append a judgement of that table in ``model.Judgement``; links and actors are named ``a:b``."""
        who = " ".join(who.split())
        if not who:
            raise UsageError("a judgement needs the name of who makes it. Give --who NAME, or set FOEDERA_WHO.")
        if subject not in judging.VERDICTS:
            raise UsageError(f"no subject '{subject}'. Known: {', '.join(judging.VERDICTS)}.")
        given = Judgement("", subject, reference, verdict, who, "", why.strip(), dict(values or {}), part)
        if (subject, verdict) == ("document", "correct"):
            return self._correct_document(given)
        return self._append(self._about(given))

    def accept(self, claim: str, *, who: str, why: str = "", part: Part = Part.FIRST) -> Judgement:
        return self.judge("claim", claim, "accept", who=who, why=why, part=part)

    def reject(self, claim: str, *, who: str, why: str = "", part: Part = Part.FIRST) -> Judgement:
        return self.judge("claim", claim, "reject", who=who, why=why, part=part)

    def unsure(self, claim: str, *, who: str, why: str = "", part: Part = Part.FIRST) -> Judgement:
        return self.judge("claim", claim, "unsure", who=who, why=why, part=part)

    def correct(
        self, claim: str, values: Mapping[str, str] | Sequence[str], *, who: str, why: str = "", part: Part = Part.FIRST
    ) -> Judgement:
        """``values`` as a mapping, or as written: ``["status=planned", "role.host=KAZ"]``."""
        return self.judge("claim", claim, "correct", who=who, why=why, values=_values(values), part=part)

    def credibility(self, claim: str, grade: int | str, *, who: str, why: str = "") -> Judgement:
        """1 to 6, after STANAG 2511."""
        return self.judge("claim", claim, "credibility", who=who, why=why, values={"credibility": str(grade)})

    def outcome(self, claim: str, outcome: str, *, who: str, why: str = "", date: str | None = None) -> Judgement:
        """What came of a forecast: true, false, partly or open; ``date`` is the day, month or year of it."""
        values = {"outcome": outcome} | ({"date": date} if date else {})
        return self.judge("claim", claim, "outcome", who=who, why=why, values=values)

    def note(self, reference: str, words: str, *, who: str, part: Part = Part.FIRST) -> Judgement:
        """A remark on a claim, event, document or source; the words are kept as its reason."""
        if self._store.find(reference):
            subject, name = self._one(reference, ("document", "claim", "event"))
        else:
            subject, name = "source", reference
        return self.judge(subject, name, "note", who=who, why=words, part=part)

    def merge(self, one: str, other: str, *, who: str, why: str = "") -> Judgement:
        """Hold two claims, or the events of two, to report one happening. Each is a claim or an event.

        Raises UsageError where what a person parted would be joined by it: that is to be undone first.
        """
        a, b = joined(self._claims_of(one), self._claims_of(other), self._bearing())
        return self.judge("link", link_name(a, b), "same", who=who, why=why)

    def apart(self, one: str, other: str, *, who: str, why: str = "") -> Judgement:
        """Hold two claims to report different happenings."""
        a, b = (self._one(each, ("claim",))[1] for each in (one, other))
        return self.judge("link", link_name(a, b), "different", who=who, why=why)

    def split(self, event: str, claims: Iterable[str], *, who: str, why: str = "") -> Judgement:
        """Take ``claims`` out of an event, into one of their own."""
        name = self._one(event, ("event",))[1]
        going = [self._one(claim, ("claim",))[1] for claim in claims]
        values = parted(self._store.event(name), going)
        return self.judge("event", name, "split", who=who, why=why, values=values)

    def same_actor(self, one: str, other: str, *, who: str, why: str = "") -> Judgement:
        """Hold two names, or codes, to be of one actor."""
        return self.judge("actor", link_name(one, other), "same", who=who, why=why)

    def different_actor(self, one: str, other: str, *, who: str, why: str = "") -> Judgement:
        """Hold two names, or codes, to be of two actors."""
        return self.judge("actor", link_name(one, other), "different", who=who, why=why)

    def grade(self, source: str, letter: str, *, who: str, why: str = "") -> Judgement:
        """The reliability of a source, A to F."""
        return self.judge("source", source, "grade", who=who, why=why, values={"reliability": letter.upper()})

    def undo(self, judgement: str | None = None, *, who: str, why: str = "", part: Part | None = None) -> Judgement:
        """Take a judgement back; without one, the last of that person that stands, in that ``part`` if one is named.

        Undoing an undoing reinstates. What a second coder said is undone as a second coder's word.
        """
        said = self._store.judgements()
        if judgement is None:
            own = [j for j in standing(said) if j.who == " ".join(who.split()) and part in (None, j.part)]
            if not own:
                raise NotFoundError(f"nothing of {who} stands that could be undone. See: foedera judge list")
            target = own[-1]
        else:
            target = judgement_named(judgement, said)
            if target.id in (undone := undoing(said)):
                by = undone[target.id]
                raise UsageError(f"{target.id} is undone already, by {by.who} on {by.when[:10]} ({by.id}).")
        return self.judge("judgement", target.id, "undo", who=who, why=why, part=target.part)

    # Looking

    def claim(self, reference: str, *, part: Part = Part.FIRST, who: str = "") -> Claim:
        """A claim as it stands: people's corrections laid over. For a second coder: only that coder's own."""
        found = self._store.claim(self._one(reference, ("claim",))[1], as_coded=True)
        return self._laid_over([found], part=part, who=who)[0]

    def judgements(
        self,
        *,
        who: str | None = None,
        subject: str | None = None,
        document: str | None = None,
        reference: str | None = None,
        part: Part | None = None,
    ) -> list[Decided]:
        """What was decided, oldest first, undone and undoing too; filtered. ``reference``: about that claim, event,
        document or source. A second coder is shown only ``part=SECOND`` of their own."""
        if subject is not None and subject not in judging.VERDICTS:
            raise UsageError(f"no subject '{subject}'. Known: {', '.join(judging.VERDICTS)}.")
        home = self._one(document, ("document",))[1] if document else None
        named = self._named(reference) if reference else None
        claims = self._store.claims(as_coded=True)
        of_text = {c.id: c.text_id for c in claims}
        found = decided(self._store.judgements(), claims, self._bearing(claims), self._project.codebook)
        return [
            d
            for d in found
            if (who is None or d.judgement.who == who)
            and (subject is None or d.judgement.subject == subject)
            and (part is None or d.judgement.part is part)
            and (named is None or named in (d.judgement.subject_id, *d.claims))
            and (home is None or home == d.judgement.subject_id or home in {of_text.get(c) for c in d.claims})
        ]

    def awaiting(
        self, *, who: str, part: Part = Part.FIRST, share: float = 1.0, seed: str = "", document: str | None = None
    ) -> list[Waiting]:
        """Claims to decide, in a useful order: conflicts, events of one origin, near the threshold of merging, low
        confidence, the rest.

        A second coder gets what a first coder decided, or the ``share`` (0 to 1) of it that ``seed`` draws, in the
        order of the documents and with nothing of the first coder's shown.
        """
        if not 0 <= share <= 1:
            raise UsageError(f"a share of {share:g} cannot be drawn. Give 0 to 1.")
        home = self._one(document, ("document",))[1] if document else None
        who = " ".join(who.split())
        self._project.resolve()
        with self._store.reading():
            claims = self._store.claims(as_coded=True)
            words = self._bearing(claims).judgements
            events, links = self._store.events(), self._store.links()
        wanted = [c for c in claims if home is None or c.text_id == home]
        if part is Part.SECOND:
            return second_queue(wanted, judgements=words, who=who, share=share, seed=seed)
        if part is Part.ADJUDICATION:
            open_now = [d for d in self.disagreements() if home is None or d.claim.text_id == home]
            return [Waiting(d.claim, "disagreement", f"Two coders differ on {', '.join(d.fields)}.") for d in open_now]
        shown = {c.id: c for c in judging.applied(wanted, words, self._project.codebook)}
        return first_queue(wanted, shown=shown, events=events, links=links, judgements=words, who=who)

    def lost(self) -> list[Decided]:
        """Judgements that take no effect now, or not all of it, as no claim can bear them; why, in words."""
        claims = self._store.claims(as_coded=True)
        found = decided(self._store.judgements(), claims, self._bearing(claims), self._project.codebook)
        return [d for d in found if d.is_lost]

    def sources(self) -> list[Graded]:
        """The sources met in the record, by name."""
        with self._store.reading():
            texts, claims, words = self._store.texts(), self._store.claims(as_coded=True), self._store.judgements()
        return sources_met(texts, claims, words, self._project.codebook)

    def diagonal(self) -> Diagonal:
        """How often people's reliability of sources and the credibility of what rests on them go together."""
        from foedera import sourcing

        self._project.resolve()
        book = self._project.codebook
        with self._store.reading():
            events, words = self._store.events(), self._store.judgements()
        return sourcing.diagonal(events, sourcing.latest_grades(sourcing.history(words, book)), book)

    # Working apart, and together

    def export(self, path: str | Path) -> int:
        """Write all judgements, a line each, in the order in which they stand; how many."""
        lines = self.lines()
        target, half = Path(path), Path(f"{path}.part")
        try:
            with half.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in lines)
            os.replace(half, target)
        except OSError as bad:
            half.unlink(missing_ok=True)
            raise JudgementFileError(f"{target}: cannot be written ({bad.strerror}). Give another path.") from bad
        return len(lines)

    def lines(self) -> list[str]:
        """The lines of an export."""
        return list(judging.lines_of(self._store.judgements()))

    def import_(self, path: str | Path) -> Taken:
        """Take in the judgements of a file, all or none, each once. Raises JudgementFileError with file and line."""
        latest = (datetime.now(UTC) + _AHEAD).isoformat(timespec="microseconds")
        try:
            with Path(path).open("rb") as file:
                limit = judging.LONGEST_LINE + 1
                read = judging.read_lines(iter(lambda: file.readline(limit), b""), name=str(path), latest=latest)
        except OSError as bad:
            raise JudgementFileError(f"{path}: cannot be read ({bad.strerror}). Give a file of judgements.") from bad
        with self._store.together():
            held = {j.id: j for j in self._store.judgements()}
            news = [j for j in read if j.id not in held]
            everything = held | {j.id: j for j in news}
            again = recoded(
                self._store, documents_of(news, everything), list(everything.values()), self._project.codebook
            )
            self._store.take_in(news)
            keep_recoded(self._store, again, self._project.codebook.version)
        lost = {each.judgement.id for each in self._bearing().lost}
        return Taken(len(read), len(news), len(read) - len(news), sum(j.id in lost for j in news))

    # Second coding

    def agreement(self) -> list[Field]:
        """How far second coders agree with first ones, by field."""
        return secondcoding.agreements(self._twice())

    def disagreements(self, *, settled: bool = False) -> list[Difference]:
        """Claims on which two coders differ; with ``settled`` those that an adjudication settled, too."""
        return secondcoding.differences(self._twice(), settled=settled)

    def adjudicate(
        self,
        claim: str,
        choice: str,
        *,
        who: str,
        why: str = "",
        values: Mapping[str, str] | Sequence[str] | None = None,
    ) -> Judgement:
        """Settle a claim on which two coders differ. ``choice``: first, second (that coding is to stand), or a
        verdict: accept (as the coder found it), reject, correct (with ``values``)."""
        name = self._one(claim, ("claim",))[1]
        twice = next((t for t in self._twice() if t.difference.claim.id == name), None)
        if twice is None:
            raise UsageError(f"claim {name} has no two codings. See: foedera judge disagreements")
        if values and choice != "correct":
            raise UsageError(f"'{choice}' takes no corrections. To give some, choose: correct")
        now = self.claim(name)
        verdict, changes = secondcoding.settlement(twice, choice, now, _values(values or {}))
        return self.judge("claim", name, verdict, who=who, why=why, values=changes, part=Part.ADJUDICATION)

    # On the way

    def _about(self, given: Judgement) -> Judgement:
        """The judgement with its subject named in full, its values in one spelling, and the words of its claims."""
        name, values = given.subject_id, given.values
        if given.subject == "claim":
            name = self._one(name, ("claim",))[1]
            if given.verdict == "correct":
                values = judging.checked(
                    self.claim(name, part=given.part, who=given.who), values, self._project.codebook
                )
            if given.part is Part.SECOND:
                self._be_blind(self._store.claim(name), given.who)
        elif given.subject == "link":
            name = link_name(*(self._one(each, ("claim",))[1] for each in pair_of(name)))
        elif given.subject == "actor":
            met = {r.actor for c in self._store.claims(as_coded=True) for r in c.roles}
            name = link_name(*(actor_named(each, self._project.codebook, met) for each in pair_of(name)))
        elif given.subject == "source":
            name = source_named(name, self._project.codebook, (s.name for s in self.sources()))
        elif given.subject == "judgement":
            name = judgement_named(name, self._store.judgements()).id
        else:
            name = self._one(name, (given.subject,))[1]
        return replace(given, subject_id=name, values=values)

    def _append(self, judgement: Judgement) -> Judgement:
        from foedera.store import now

        names = judging.about(judgement)
        if judgement.subject == "event" and not names:
            names = self._store.event(judgement.subject_id).claims  # so that a note finds its event in another record
        anchors = tuple(Anchor.of(self._store.claim(name, as_coded=True)) for name in names)
        judgement = judging.shaped(replace(judgement, anchors=anchors, when=now()))
        held = {j.id: j for j in self._store.judgements()} if judgement.subject == "judgement" else {}
        again = recoded(
            self._store, documents_of([judgement], held), [*held.values(), _last(judgement)], self._project.codebook
        )
        alters = judgement.subject in ("actor", "judgement") or judgement.verdict == "correct"
        with self._store.together():
            kept = self._store.judge(
                replace(judgement, when=""), alters_claims=alters and judgement.part is not Part.SECOND
            )
            keep_recoded(self._store, again, self._project.codebook.version)
        return kept

    def _correct_document(self, given: Judgement) -> Judgement:
        name = self._one(given.subject_id, ("document",))[1]
        self._project.set_document(name, values=given.values, who=given.who, why=given.why)
        return self._store.judgements(subject="document", subject_id=name)[-1]

    def _be_blind(self, claim: Claim, who: str) -> None:
        """Nobody is a second coder of what they coded first."""
        words = in_force(anchored_near(self._store, [claim.text_id]).judgements)
        about = [j for j in words if j.subject == "claim" and j.subject_id == claim.id and j.part is Part.FIRST]
        if who in {j.who for j in about}:
            raise UsageError(f"{who} coded claim {claim.id} first. A second coder is another person.")

    def _bearing(self, claims: Sequence[Claim] | None = None) -> judging.Anchored:
        claims = self._store.claims(as_coded=True) if claims is None else claims
        return anchored_in(self._store, self._store.judgements(), claims)

    def _laid_over(self, claims: Sequence[Claim], *, part: Part, who: str) -> list[Claim]:
        words: Sequence[Judgement] = anchored_near(self._store, {c.text_id for c in claims}).judgements
        if part is Part.SECOND:
            own = [j for j in standing(words) if j.part is Part.SECOND and j.who == who]
            words = [replace(j, part=Part.FIRST) for j in own]
        return judging.applied(claims, words, self._project.codebook)

    def _twice(self) -> list[secondcoding.Twice]:
        claims = self._store.claims(as_coded=True)
        return secondcoding.coded_twice(claims, self._bearing(claims).judgements, self._project.codebook)

    def _claims_of(self, reference: str) -> list[Claim]:
        """A claim with those of its event, itself first; or the claims of an event."""
        self._project.resolve()
        kind, name = self._one(reference, ("claim", "event"))
        event = name if kind == "event" else self._store.event_of(name)
        names = [] if event is None else list(self._store.event(event).claims)
        if kind == "claim":
            names = [name, *(n for n in names if n != name)]
        return self._laid_over([self._store.claim(n, as_coded=True) for n in names], part=Part.FIRST, who="")

    def _named(self, reference: str) -> str:
        if self._store.find(reference):
            return self._one(reference, ("document", "claim", "event"))[1]
        return source_named(reference, self._project.codebook, (s.name for s in self.sources()))

    def _one(self, reference: str, kinds: Sequence[str]) -> tuple[str, str]:
        if "event" in kinds:
            self._project.resolve()
        found = self._store.find(reference, kinds=kinds) if reference else []
        return only(found, reference, " or ".join(kinds), self._store.path)


def _last(judgement: Judgement) -> Judgement:
    """The judgement as it will stand: after all that is here."""
    return replace(judgement, when="9999", id="~")


def _values(values: Mapping[str, str] | Sequence[str]) -> Mapping[str, str]:
    return values if isinstance(values, Mapping) else judging.parsed(values)
