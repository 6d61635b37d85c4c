"""How events are named, so that they keep their names as they grow."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

__all__ = ["names"]


def names(groups: Sequence[Sequence[str]], named: Mapping[str, str]) -> dict[str, str]:
    """First claim of each group -> name. An earlier name goes to the group that holds most of its claims."""
    shares = Counter((named[c], members[0]) for members in groups for c in members if c in named)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for (earlier, first), _ in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if earlier not in taken and first not in found:
            found[first] = earlier
            taken.add(earlier)
    earlier_names = set(named.values())
    for members in groups:
        if members[0] in found:
            continue
        ordinal = 0
        while (name := _new(members[0], ordinal)) in taken or name in earlier_names:
            ordinal += 1
        found[members[0]] = name
        taken.add(name)
    return found


def _new(first_claim: str, ordinal: int) -> str:
    parts = ["event", first_claim, *([str(ordinal)] if ordinal else [])]
    return "e" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:15]
