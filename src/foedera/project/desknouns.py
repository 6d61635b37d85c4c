"""What the desk shows: claims that wait, what became of judgements, two codings side by side, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from foedera.model import Claim, Judgement
from foedera.rows import judgement_record

__all__ = ["Coding", "Decided", "Difference", "Field", "Graded", "Taken", "Waiting", "decided_record", "graded_record"]


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
    is_lost: bool = False  # it has no effect, or not all of it, as no claim can bear it


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


def decided_record(decided: Decided) -> dict[str, Any]:
    """The judgement's record with what became of it."""
    became = {"stands": decided.stands, "note": decided.note, "claims": list(decided.claims)}
    return judgement_record(decided.judgement) | became


def graded_record(graded: Graded) -> dict[str, Any]:
    """The source as JSON-ready data, keys in a fixed order."""
    history = [judgement_record(j) for j in graded.history]
    return {**asdict(graded), "history": history}
