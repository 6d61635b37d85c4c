"""Who is behind what is told: near-copies, independent origins, circular reports, and grades.

``near_copies`` finds the passages that texts share. ``corroborated`` works out, for each event, on which origins its
claims rest and why, and proposes a credibility. Pure functions: the order of their input is immaterial.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from foedera.codebook import Codebook
from foedera.decisions import latest
from foedera.model import Claim, Copy, Event, Judgement, Text
from foedera.sourcing.copies import near_copies
from foedera.sourcing.credibility import decided, proposed
from foedera.sourcing.grades import Diagonal, diagonal, history, latest_grades
from foedera.sourcing.naming import Register
from foedera.sourcing.origins import Traced, circles, origins
from foedera.sourcing.passages import SharedWords
from foedera.sourcing.resting import Rest, Sources
from foedera.sourcing.telling import Telling

__all__ = [
    "Diagonal",
    "Register",
    "corroborated",
    "diagonal",
    "history",
    "latest_grades",
    "near_copies",
]


def corroborated(
    events: Sequence[Event],
    claims: Mapping[str, Claim],
    texts: Mapping[str, Text],
    codebook: Codebook,
    copies: Sequence[Copy],
    judgements: Iterable[Judgement] = (),
) -> list[Event]:
    """The same events, in the same order, with ``origins``, ``circles`` and ``credibility``.

    ``claims`` are those of the record by id, those of all ``events`` among them; ``copies`` are its near-copies.
    A person's grade of a claim ("credibility") wins over the proposal, the latest word first.
    Raises CodebookError where sourcing.yml is wanting.
    """
    sources = Sources(codebook, texts, claims.values())
    shared = SharedWords.of(copies, texts, sources.settings.copies)
    rests: list[list[Rest]] = [[sources.rest(claims[c]) for c in event.claims] for event in events]
    telling = Telling(texts, {r.document.id: r.document.label for each in rests for r in each})
    found = [origins(each, shared, sources, telling) for each in rests]
    homes: dict[str, Traced] = {c: t for each in found for t in each for c in t.origin.claims}
    grades = latest(judgements, "claim", "credibility")
    fields = sources.settings.conflicts
    out = []
    for event, each, traces in zip(events, rests, found, strict=True):
        grade = decided(event, grades, proposed(event, traces, homes=homes, fields=fields))
        out.append(
            replace(
                event, origins=tuple(t.origin for t in traces), circles=tuple(circles(each)), credibility=grade
            )
        )  # fmt: skip
    return out
