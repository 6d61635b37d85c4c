"""Names of actors: no name may mean two of them without a rule that decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from foedera.checking.findings import Finding
from foedera.codebook import Codebook, State

__all__ = ["check"]


def check(book: Codebook) -> Iterator[Finding]:
    owners: dict[str, set[str]] = defaultdict(set)
    files: dict[str, str] = {}
    for state in book.states.values():
        files[state.id] = "actors/states.yml"
        for name in state.names:
            owners[name].add(state.id)
    for organisation in book.organisations.values():
        files[organisation.id] = "actors/organisations.yml"
        for name in organisation.names:
            owners[name].add(organisation.id)
    for group in book.groups.values():
        files[group.id] = "actors/groups.yml"
        for name in group.names:
            owners[name].add(group.id)
    for name, actors in sorted(owners.items()):
        if len(actors) > 1 and not _is_ruled(name, [book.states[a] for a in actors if a in book.states]):
            first, *rest = sorted(actors)
            yield Finding("C401", files[first], first, f"'{name}' is also a name of {', '.join(rest)}.")


def _is_ruled(name: str, states: list[State]) -> bool:
    """Years apart decide (a state and its successor), and so does a rule under ``ambiguous``."""
    if any(name in s.ambiguous for s in states):
        return True
    lives = sorted((s.since or 0, s.until or 9999) for s in states)
    return len(lives) > 1 and all(a[1] <= b[0] for a, b in pairwise(lives))
