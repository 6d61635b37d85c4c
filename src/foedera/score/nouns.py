"""What coders say, laid side by side: a coded claim, and a document with its words and what a person coded in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foedera.reading import Request

__all__ = ["PERIPHERAL_ROLES", "Coded", "Days", "Document", "Kind", "Outcome", "Row", "Silent", "is_state_or_body"]

Days = tuple[date | None, date | None]  # first and last day; None where that side is open

# Roles that do not count when the actors of two claims are compared: where, under what, for whom to hear.
PERIPHERAL_ROLES = frozenset(
    "location framework place destination origin transit audience contrast non_participant".split()
)
_STATE_OR_BODY = re.compile(r"[A-Z0-9][A-Z0-9+]{1,11}")


def is_state_or_body(actor: str) -> bool:
    """True of codes and acronyms; unnamed groups (``GRP:...``) are neither."""
    return _STATE_OR_BODY.fullmatch(actor) is not None


@dataclass(frozen=True, slots=True)
class Coded:
    """One claim as somebody coded it: [start, end) in code points of the document's text.

    ``families``: those that are acceptable, the first its own; ``type`` is None where only the family was coded.
    ``dyads`` is None where the coder gave none and they are to be worked out.
    """

    families: tuple[str, ...]
    type: str | None
    status: str
    parties: tuple[tuple[str, str], ...]  # (role, actor)
    start: int
    end: int
    words: str
    negated: bool = False
    date: Days | None = None
    optional: bool = False
    dyads: tuple[tuple[str, str], ...] | None = None

    def __post_init__(self) -> None:
        if not self.families:
            raise ValueError("a coded claim has a family")
        if not 0 <= self.start < self.end:
            raise ValueError(f"a coded claim cannot span [{self.start}, {self.end})")

    @property
    def family(self) -> str:
        return self.families[0]

    @property
    def actors(self) -> frozenset[str]:
        """States and organisations that are parties, as compared in matching."""
        return frozenset(a for role, a in self.parties if role not in PERIPHERAL_ROLES and is_state_or_body(a))

    def overlap(self, other: Coded) -> int:
        """Code points that the two share; zero or less where they share none."""
        return min(self.end, other.end) - max(self.start, other.start)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as a file gives it, before its words are found in a document."""

    path: str | None
    id: str | None
    family: str
    type: str | None
    status: str
    parties: tuple[tuple[str, str], ...]
    quote: str
    near: int | None = None  # where the coder saw the quote
    negated: bool = False
    date: Days | None = None
    dyads: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Silent:
    """Words that look codable and must give no claim, and why."""

    start: int
    end: int
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document with what somebody coded in it.

    ``is_exhaustive``: every codable claim is listed, so that any other is a false alarm. ``must_be_silent``: it
    holds no event at all. ``dyads`` is None where they are to be worked out from the claims.
    """

    name: str
    request: Request
    body: str
    language: str = "und"
    is_exhaustive: bool = True
    must_be_silent: bool = False
    coded: tuple[Coded, ...] = ()
    silent: tuple[Silent, ...] = ()
    dyads: frozenset[tuple[str, str]] | None = None

    @property
    def id(self) -> str | None:
        return self.request.id

    @property
    def path(self) -> str | None:
        return self.request.path


class Kind(StrEnum):
    """What became of a record of the gold, or of a claim."""

    HIT = "hit"
    MISS = "miss"
    FALSE_ALARM = "false alarm"
    UNLISTED = "unlisted"  # not in a gold that lists only the clear claims: neither right nor wrong
    PASSED_OVER = "passed over"  # an optional record that was not found: does not count


@dataclass(frozen=True, slots=True)
class Outcome:
    """A record of the gold with the claim that matches it, or either of them alone; ``note`` says why alone."""

    kind: Kind
    record: Coded | None
    claim: Coded | None
    note: str = ""
    differing: tuple[str, ...] = ()  # fields in which a hit is wrong

    def __post_init__(self) -> None:
        if self.record is None and self.claim is None:
            raise ValueError("an outcome holds a record, a claim or both")

    @property
    def shown(self) -> Coded:
        """The claim whose words stand for it on a page: the gold's where there is one."""
        return self.record or self.claim  # type: ignore[return-value]
