"""Views of the future, what spoke for and against them later, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a Forecast has dates of its own
from enum import StrEnum

from foedera.model.claims import Status
from foedera.model.when import Interval

__all__ = ["Bearing", "Brier", "Direction", "Evidence", "Forecast", "HolderScore", "Outcome", "Probability"]


class Direction(StrEnum):
    """What a forecast expects of what it names: that it will come about, will not, or may ("could"; even odds)."""

    WILL = "will"
    WILL_NOT = "will_not"
    MAY = "may"


class Bearing(StrEnum):
    """Whether later evidence speaks for a forecast, against it, or bears on it without deciding either way."""

    FOR = "for"
    AGAINST = "against"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim, or the event that it is part of, that bears on a forecast. ``kind`` is ``act`` or ``view``;
    ``when`` is the date of the act, or that of the view; ``reason`` is a sentence."""

    claim: str
    event: str | None
    kind: str
    bearing: Bearing
    when: Interval | None
    reason: str


@dataclass(frozen=True, slots=True)
class Probability:
    """What a word of probability means on a yardstick: from ``low`` to ``high``, 0 to 1, that what the claim says,
    with its negation if it has one, comes about.

    ``yardstick`` is its id; ``note`` says in words how the range was found. ``denied``: a denial ("not likely") is
    part of the phrase, and the range is the reverse of the word's.
    """

    low: float
    high: float
    yardstick: str
    as_printed: str
    note: str
    denied: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.low <= self.high <= 1.0:
            raise ValueError(f"a probability cannot run from {self.low} to {self.high}")

    @property
    def point(self) -> float:
        """The middle of the range."""
        return round((self.low + self.high) / 2, 6)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person held to have become of a forecast: ``true`` (as it expected), ``false``, ``partly`` or ``open``.

    ``judgement`` is the id of the judgement that says so; ``date`` the day on which it was decided, where given.
    """

    verdict: str
    date: Day | None
    who: str
    when: str
    why: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Brier:
    """(probability - outcome) squared, 0 best and 1 worst: at the middle of the range, and its bounds over it."""

    point: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """A claim that looks ahead. ``id`` is the claim's.

    ``holder`` is whose view it is (None: nobody is named), ``made`` the date of the view (None: unknown). ``horizon``
    is the time that it looks ahead to, with its basis in words; ``horizon_words`` are kept where they cannot be
    resolved. ``due``: the horizon lies before the latest publication in the record.
    """

    id: str
    text_id: str
    holder: str | None
    holder_kind: str
    made: Interval | None
    what: str  # the words of the claim
    sentence: str
    type: str
    actors: tuple[str, ...]
    status: Status
    negated: bool
    direction: Direction
    horizon: Interval | None = None
    horizon_words: str | None = None
    probability: Probability | None = None
    evidence_for: tuple[Evidence, ...] = ()
    evidence_against: tuple[Evidence, ...] = ()
    bears_on: tuple[Evidence, ...] = ()
    due: bool = False
    outcome: Outcome | None = None
    score: Brier | None = None


@dataclass(frozen=True, slots=True)
class HolderScore:
    """How a holder's forecasts fared. ``scored`` of them have both a probability and an outcome of true or false.

    ``brier`` is the mean score, ``low`` and ``high`` the means of its bounds; ``skill`` is 1 - brier / 0.25: 0 is as
    good as always saying even odds, 1 perfect, below 0 worse. None where nothing is scored.
    """

    holder: str | None
    forecasts: int
    due: int
    scored: int
    brier: float | None
    low: float | None
    high: float | None
    skill: float | None
