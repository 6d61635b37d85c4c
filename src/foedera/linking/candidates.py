"""Which pairs of claims are compared at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from foedera.linking.sights import Settings, Sight

__all__ = ["candidates"]

MAX_BLOCK = 400  # claims of one pair, family group and year; above it only claims near in time or name are compared


def candidates(seen: Sequence[Sight], settings: Settings) -> Iterator[tuple[Sight, Sight]]:
    """Pairs that share a block, each once, in the order of the claims' names."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, sight in enumerate(seen):
        for key in _keys(sight, settings):
            blocks[key].append(at)
    pairs: set[tuple[int, int]] = set()
    for key, block in sorted(blocks.items()):
        if key[0] == "plan":
            loose = [at for at in block if seen[at].stance != "done" or seen[at].claim.date is None]
            firm = sorted(set(block) - set(loose))
            if len(loose) * len(block) <= MAX_BLOCK * MAX_BLOCK:  # dated acts meet in the blocks of their years
                pairs.update(combinations(loose, 2))
                pairs.update((min(a, b), max(a, b)) for a in loose for b in firm)
                continue
        if len(block) <= MAX_BLOCK:
            pairs.update(combinations(block, 2))
        else:  # a crowded block: neighbours by date only; named and worded matches have blocks of their own
            ordered = sorted(block, key=lambda at: (_first(seen[at]), at))
            for here, at in enumerate(ordered):
                pairs.update((min(at, to), max(at, to)) for to in ordered[here + 1 : here + 21])
    for a, b in sorted(pairs):
        yield seen[a], seen[b]


def _keys(sight: Sight, settings: Settings) -> Iterator[tuple[str, ...]]:
    """Blocks a claim stands in: its parties two by two (or the one), its kind of act, and its years."""
    claim = sight.claim
    kind = str(settings.near[claim.type]) if claim.type in settings.near else claim.type
    parties = sorted(sight.parties)
    duos: list[tuple[str, ...]] = [*combinations(parties[:8], 2)] or [(party,) for party in parties]
    for duo in duos:
        for name in sight.names:
            yield ("named", kind, *duo, name)
        if claim.date is None or sight.stance != "done":
            yield ("text", kind, *duo, claim.text_id)
        yield ("plan", kind, *duo)
        if claim.date is not None:
            last = min(claim.date.last.year, claim.date.first.year + 12)
            for year in range(claim.date.first.year, last + 1):
                yield ("year", kind, *duo, str(year))


def _first(sight: Sight) -> date:
    return sight.claim.date.first if sight.claim.date else date.max
