"""Which actors people hold to be one, and by which name."""

from __future__ import annotations

from collections.abc import Iterable

from foedera.codebook import Codebook
from foedera.decisions import latest, pair_of
from foedera.judging.fields import kind_of
from foedera.model import Judgement

__all__ = ["represented"]


def represented(judgements: Iterable[Judgement], book: Codebook) -> dict[str, str]:
    """Each actor that goes by another's name now, and that name: of those held to be one the code of the codebook
    (the lesser, if there are several), else the lesser name.

    Where "same" and "different" cannot all be had (A is B, B is C, but A is not C), no two that are held apart are
    ever made one; of the others, the later words join first.
    """
    words = sorted(
        latest(judgements, "actor", "same", "different").items(), key=lambda item: (item[1].when, item[1].id)
    )
    apart = [pair_of(name) for name, j in words if j.verdict == "different"]
    group: dict[str, frozenset[str]] = {}
    for name, judgement in reversed(words):
        if judgement.verdict != "same":
            continue
        a, b = pair_of(name)
        together = group.get(a, frozenset({a})) | group.get(b, frozenset({b}))
        if not any(x in together and y in together for x, y in apart):
            group.update(dict.fromkeys(together, together))
    return {actor: name for actor, members in group.items() if (name := _name(members, book)) != actor}


def _name(members: Iterable[str], book: Codebook) -> str:
    return min(members, key=lambda m: (kind_of(m, book) is None, m))
