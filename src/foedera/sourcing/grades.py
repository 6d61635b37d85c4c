"""What people think of sources: reliability A to F, with its history, and how far it goes with credibility."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foedera.codebook import Codebook
from foedera.decisions import in_force
from foedera.model import Event, Judgement
from foedera.sourcing.naming import Register

__all__ = ["Diagonal", "diagonal", "history", "latest_grades"]

_GRADES = frozenset("ABCDEF")
_DIAGONAL = frozenset({("A", 1), ("B", 2), ("C", 3), ("D", 4), ("E", 5), ("F", 6)})


@dataclass(frozen=True, slots=True)
class Diagonal:
    """How often reliability and credibility go together. ``share`` (0 to 1) is of ``total``, None where that is 0.

    Baker, McKendry and Mace (1968) found 87 % of 695 reports on the diagonal: graders gave a good source's report a
    good grade. A high share says that the two are not judged apart. ``counts``: (reliability, credibility, pairs).
    """

    counts: tuple[tuple[str, int, int], ...]
    on: int
    total: int

    @property
    def share(self) -> float | None:
        return self.on / self.total if self.total else None


def history(judgements: Iterable[Judgement], codebook: Codebook) -> dict[str, tuple[Judgement, ...]]:
    """The grades that people gave each source, by its id, the earliest first; what was undone is left out.

    A grade given to a name is of the source that bears it; a name that the codebook does not know is a source of its
    own. A grade that is none of A to F is left out.
    """
    register = Register(codebook)
    found: dict[str, list[Judgement]] = defaultdict(list)
    for each in in_force(judgements):
        if each.subject == "source" and each.verdict == "grade" and each.values.get("reliability", "") in _GRADES:
            found[register.identity(each.subject_id)].append(each)
    return {name: tuple(found[name]) for name in sorted(found)}


def diagonal(events: Iterable[Event], reliability: Mapping[str, str], codebook: Codebook) -> Diagonal:
    """The pairs of a source's reliability and the credibility of an event that rests on it: one for each event and
    each source of its origins that ``reliability`` (by id) grades."""
    register = Register(codebook)
    pairs: Counter[tuple[str, int]] = Counter()
    for event in events:
        if event.credibility is None:
            continue
        met = {s for origin in event.origins for s in origin.sources or (register.identity(origin.name),)}
        for source in sorted(met):
            if source in reliability:
                pairs[reliability[source], event.credibility.grade] += 1
    on = sum(count for pair, count in pairs.items() if pair in _DIAGONAL)
    return Diagonal(tuple((r, c, n) for (r, c), n in sorted(pairs.items())), on, sum(pairs.values()))


def latest_grades(given: Mapping[str, Sequence[Judgement]]) -> dict[str, str]:
    """By id: the letter last given."""
    return {name: grades[-1].values["reliability"] for name, grades in given.items()}
