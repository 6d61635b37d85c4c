"""The desk: where people decide. A session of judging on a Project; its verbs are those of ``foedera judge``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedera.model import Claim, Judgement, Part

if TYPE_CHECKING:
    from foedera.project import Project

__all__ = ["Coding", "Decided", "Desk", "Difference", "Field", "Graded", "Taken", "Waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that awaits a decision.

    ``claim`` is as it stands for who decides: as the coder found it, with what may be known of people's corrections
    laid over (none, for a second coder). ``reason`` is conflict, single_origin, near_merge, low_confidence, unsure,
    rest or second; ``why`` says it in a sentence. ``beside``: ids of claims to look at with it: those on the other
    side of a conflict, or that may report the same.
    """

    claim: Claim
    reason: str
    why: str
    event: str | None = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement and what became of it. ``stands`` is False where it was undone, or its words are nowhere any more;
    ``note`` says so in words, and also where a later word overtook it. ``claims``: ids of the claims that bear its
    words now."""

    judgement: Judgement
    stands: bool
    note: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import found in a file: judgements in all, those that were news, those known already; and of the news
    those whose words are in no document here (kept all the same)."""

    read: int
    added: int
    known: int
    lost: int


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder made of a claim. ``verdict`` is accept, reject, unsure or correct; ``fields`` name -> value in
    words, empty where the claim was rejected or unsure; ``judgements`` are those that it rests on."""

    who: str
    verdict: str
    fields: Mapping[str, str]
    judgements: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim on which two coders differ: as the coder found it, both codings, the fields in which they differ
    ("verdict" among them), and the adjudication that settled it, if any."""

    claim: Claim
    first: Coding
    second: Coding
    fields: tuple[str, ...]
    settled: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """How far first and second coders agree on one field: units compared, share alike (0 to 1), Cohen's kappa and
    Krippendorff's alpha (None where they are not defined)."""

    name: str
    units: int
    agreement: float | None
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Graded:
    """A source met in the record, how much rests on it, and its grade with the grades it had, oldest first."""

    id: str
    name: str
    kind: str
    country: str | None
    owner: str | None
    documents: int
    claims: int
    reliability: str
    by: str | None
    history: tuple[Judgement, ...] = ()


class Desk:
    """A session of judging. Each verb appends one judgement, or raises NotFoundError or UsageError and changes nothing.

    References are ids or their beginnings, and what else ``foedera show`` takes. ``who`` is the name of the person.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

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
        raise NotImplementedError

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
        raise NotImplementedError

    def credibility(self, claim: str, grade: int | str, *, who: str, why: str = "") -> Judgement:
        """1 to 6, after STANAG 2511."""
        return self.judge("claim", claim, "credibility", who=who, why=why, values={"credibility": str(grade)})

    def outcome(self, claim: str, outcome: str, *, who: str, why: str = "", date: str | None = None) -> Judgement:
        """What came of a forecast: true, false, partly or open; ``date`` is the day, month or year of it."""
        raise NotImplementedError

    def note(self, reference: str, words: str, *, who: str) -> Judgement:
        """A remark on a claim, event, document or source; the words are kept as its reason."""
        raise NotImplementedError

    def merge(self, one: str, other: str, *, who: str, why: str = "") -> Judgement:
        """Hold two claims, or the events of two, to report one happening. Each is a claim or an event."""
        raise NotImplementedError

    def apart(self, one: str, other: str, *, who: str, why: str = "") -> Judgement:
        """Hold two claims to report different happenings."""
        raise NotImplementedError

    def split(self, event: str, claims: Iterable[str], *, who: str, why: str = "") -> Judgement:
        """Take ``claims`` out of an event, into one of their own."""
        raise NotImplementedError

    def same_actor(self, one: str, other: str, *, who: str, why: str = "") -> Judgement:
        raise NotImplementedError

    def different_actor(self, one: str, other: str, *, who: str, why: str = "") -> Judgement:
        raise NotImplementedError

    def grade(self, source: str, letter: str, *, who: str, why: str = "") -> Judgement:
        """The reliability of a source, A to F."""
        return self.judge("source", source, "grade", who=who, why=why, values={"reliability": letter})

    def undo(self, judgement: str | None = None, *, who: str, why: str = "") -> Judgement:
        """Take a judgement back; without one, the last of that person that stands. Undoing an undoing reinstates."""
        raise NotImplementedError

    # Looking

    def claim(self, reference: str, *, part: Part = Part.FIRST, who: str = "") -> Claim:
        """A claim as it stands: people's corrections laid over. For a second coder: only that coder's own."""
        raise NotImplementedError

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
        raise NotImplementedError

    def awaiting(
        self, *, who: str, part: Part = Part.FIRST, share: float = 1.0, seed: str = "", document: str | None = None
    ) -> list[Waiting]:
        """Claims to decide, in a useful order: conflicts, events of one origin, near the threshold of merging, low
        confidence, the rest.

        A second coder gets what a first coder decided, or the ``share`` (0 to 1) of it that ``seed`` draws, in the
        order of the documents and with nothing of the first coder's shown.
        """
        raise NotImplementedError

    def lost(self) -> list[Decided]:
        """Judgements that take no effect now, each with the reason in words."""
        raise NotImplementedError

    def sources(self) -> list[Graded]:
        """The sources met in the record, by name."""
        raise NotImplementedError

    # Working apart, and together

    def export(self, path: str | Path) -> int:
        """Write all judgements, a line each, in the order in which they stand; how many."""
        raise NotImplementedError

    def import_(self, path: str | Path) -> Taken:
        """Take in the judgements of a file, all or none, each once. Raises JudgementFileError with file and line."""
        raise NotImplementedError

    # Second coding

    def agreement(self) -> list[Field]:
        """How far second coders agree with first ones, by field."""
        raise NotImplementedError

    def disagreements(self, *, settled: bool = False) -> list[Difference]:
        """Claims on which two coders differ; with ``settled`` those that an adjudication settled, too."""
        raise NotImplementedError

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
        raise NotImplementedError


def as_data(noun: object) -> dict[str, Any]:
    """JSON-ready data of what a Desk answers, keys in a fixed order."""
    raise NotImplementedError
