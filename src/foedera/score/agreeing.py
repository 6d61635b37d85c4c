"""How far two coders of the same documents agree: on the words, on the claims, on the categories, beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedera.codebook import Codebook
from foedera.score.chance import UnitAlpha, alpha_of_table, alpha_unitizing, cohen_kappa
from foedera.score.dyads import dyads_of_claims
from foedera.score.figures import MIN_DOCUMENTS, RESAMPLES, draws, percentiles, resampled, share
from foedera.score.matching import likeness, match, paired
from foedera.score.nouns import Coded, Document, Outcome
from foedera.score.placing import letters
from foedera.score.sentences import sentences

__all__ = ["Agreement", "compare"]

Tally = Mapping[Hashable, int]
Figures = dict[str, Any]
_ANY = "any"
_NEITHER = (False, False)  # a sentence in which neither coder has a claim of the kind
_FAMILY = "families."


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders A and B agree. ``figures`` is JSON-ready; ``outcomes`` take A for the gold, one by one."""

    documents: tuple[Document, ...]  # as A coded them
    outcomes: tuple[tuple[Outcome, ...], ...]
    figures: Mapping[str, Any]


def compare(
    documents: Sequence[Document], other: Sequence[Document], book: Codebook, *, resamples: int = RESAMPLES
) -> Agreement:
    """Lay the documents as B coded them (``other``) beside the same documents as A did.

    Measures that need the words of the documents leave out those whose words are not known (an empty body).
    """
    tallies = [_tallies(a, b, book) for a, b in zip(documents, other, strict=True)]
    names = sorted({name for tally in tallies for name in tally})
    figures: Figures = {
        "documents": len(documents),
        "claims": {"a": sum(len(d.coded) for d in documents), "b": sum(len(d.coded) for d in other)},
        "spans": {},
        "matched": {},
        "units": {},
        "sentences": {"documents": sum(bool(d.body) for d in documents)},
    }
    bounds: dict[str, list[float]] = {}
    chances = list(draws(len(documents), resamples))
    for name in names:
        fed = [(at, tally[name]) for at, tally in enumerate(tallies) if tally.get(name)]
        whole: Counter[Hashable] = Counter()
        for _, tally in fed:
            whole.update(tally)
        if set(whole) == {_NEITHER}:
            continue
        of, wanted = _measure(name)
        place = figures
        *path, last = name.split(".", 2)
        for step in path:
            place = place.setdefault(step, {})
        place[last] = of(whole)
        if resamples and len(fed) >= MIN_DOCUMENTS:
            values = resampled(fed, chances, of, wanted)
            bounds |= {f"{name}.{key}": list(percentiles(found)) for key, found in values.items()}
    figures["unitizing"] = _unitizing(documents, other)
    figures |= {"resamples": resamples, "intervals": bounds}
    outcomes = tuple(tuple(match(a, b.coded, sides=("A", "B"))) for a, b in zip(documents, other, strict=True))
    return Agreement(tuple(documents), outcomes, figures)


def _measure(name: str) -> tuple[Callable[[Tally], Figures], tuple[str, ...]]:
    """What is worked out of a tally, and which of its figures get an interval."""
    if name.startswith("spans.") or name in ("matched.claims", "dyads"):
        return _overlap, ("f1",)
    if name.startswith("matched."):
        return _shares, ("share",)
    return _beyond_chance, ("agreement", "kappa", "alpha")


def _overlap(tally: Tally) -> Figures:
    """How many A has, B has, both have, and their F1: twice what both have of all that either has."""
    a, b, both = (tally.get(key, 0) for key in ("a", "b", "both"))
    return {"a": a, "b": b, "both": both, "f1": share(2 * both, a + b)}


def _shares(tally: Tally) -> Figures:
    return {"compared": tally.get("compared", 0), "share": share(tally.get("same", 0), tally.get("compared", 0))}


def _beyond_chance(tally: Tally) -> Figures:
    table: dict[tuple[Hashable, Hashable], float] = {pair: n for pair, n in tally.items() if isinstance(pair, tuple)}
    total = sum(tally.values())
    same = sum(n for pair, n in tally.items() if isinstance(pair, tuple) and pair[0] == pair[1])
    kappa, alpha = cohen_kappa(table), alpha_of_table(table)
    return {
        "units": total,
        "agreement": share(same, total),
        "kappa": None if kappa is None else round(kappa, 3),
        "alpha": None if alpha is None else round(alpha, 3),
    }


def _tallies(ours: Document, theirs: Document, book: Codebook) -> dict[str, Tally]:
    a, b = ours.coded, theirs.coded
    found: dict[str, Tally] = {
        "spans.exact": _of_pairs(a, b, list(_exact(ours, a, b))),
        "spans.overlapping": _of_pairs(a, b, list(_overlapping(a, b))),
        "spans.of_one_family": _of_pairs(a, b, list(_overlapping(a, b, one_family=True))),
    }
    claims = list(paired(a, b))
    found["matched.claims"] = _of_pairs(a, b, claims)
    same = Counter(field for r, c in claims for field in _same(a[r], b[c]))
    for field in ("type", "status", "date", "roles"):
        found[f"matched.{field}"] = {"compared": len(claims), "same": same[field]}
    units = list(_overlapping(a, b))
    found["units.family"] = Counter((a[i].family, b[j].family) for i, j in units)
    found["units.type"] = Counter((a[i].type, b[j].type) for i, j in units if a[i].type and b[j].type)
    found["units.status"] = Counter((a[i].status, b[j].status) for i, j in units)
    in_a, in_b = (d.dyads if d.dyads is not None else dyads_of_claims(d.coded, book) for d in (ours, theirs))
    found["dyads"] = {"a": len(in_a), "b": len(in_b), "both": len(in_a & in_b)}
    return found | dict(_of_sentences(ours, a, b, book))


def _of_pairs(a: Sequence[Coded], b: Sequence[Coded], pairs: Sequence[tuple[int, int]]) -> Tally:
    return {"a": len(a), "b": len(b), "both": len(pairs)}


def _same(a: Coded, b: Coded) -> Iterator[str]:
    if a.type == b.type:
        yield "type"
    if a.status == b.status:
        yield "status"
    if a.date == b.date:
        yield "date"
    if set(a.parties) == set(b.parties):
        yield "roles"


def _exact(document: Document, a: Sequence[Coded], b: Sequence[Coded]) -> Iterator[tuple[int, int]]:
    """Pairs of one extent, stops and blanks at the ends aside; one to one."""
    waiting: dict[tuple[int, int], list[int]] = {}
    for j, theirs in enumerate(b):
        waiting.setdefault(_extent(document, theirs), []).append(j)
    for i, mine in enumerate(a):
        if left := waiting.get(_extent(document, mine)):
            yield i, left.pop(0)


def _extent(document: Document, coded: Coded) -> tuple[int, int]:
    words = document.body[coded.start : coded.end]
    offsets = letters(words).offsets
    return (coded.start + offsets[0], coded.start + offsets[-1] + 1) if offsets else (coded.start, coded.end)


def _overlapping(a: Sequence[Coded], b: Sequence[Coded], *, one_family: bool = False) -> Iterator[tuple[int, int]]:
    """Pairs that share words, one to one, those that share most first; of like ones those of like actors and type."""
    candidates = []
    for i, mine in enumerate(a):
        for j, theirs in enumerate(b):
            shared = mine.overlap(theirs)
            if shared <= 0 or (one_family and mine.family != theirs.family):
                continue
            either = max(mine.end, theirs.end) - min(mine.start, theirs.start)
            candidates.append((shared / either, likeness(mine, theirs), mine.type == theirs.type, -i, -j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    for *_, i, j in sorted(candidates, reverse=True):
        if -i not in used_a and -j not in used_b:
            used_a.add(-i)
            used_b.add(-j)
            yield -i, -j


def _of_sentences(
    document: Document, a: Sequence[Coded], b: Sequence[Coded], book: Codebook
) -> Iterator[tuple[str, Tally]]:
    """For each family, and for any at all: in how many sentences both, one or neither has a claim."""
    cut = sentences(document.body)
    mine, theirs = ([_families_in(span, coded) for span in cut] for coded in (a, b))
    yield f"sentences.{_ANY}", Counter((bool(x), bool(y)) for x, y in zip(mine, theirs, strict=True))
    for family in sorted(set(book.families).union(*mine, *theirs)):
        yield (
            f"sentences.{_FAMILY}{family}",
            Counter((family in x, family in y) for x, y in zip(mine, theirs, strict=True)),
        )


def _families_in(span: tuple[int, int], coded: Sequence[Coded]) -> frozenset[str]:
    return frozenset(c.family for c in coded if min(c.end, span[1]) > max(c.start, span[0]))


def _unitizing(documents: Sequence[Document], other: Sequence[Document]) -> Figures:
    """Alpha for unitizing, the documents laid end to end: for claims of any kind, over all families, for each."""
    coders: tuple[dict[str, list[tuple[int, int]]], ...] = ({}, {})
    anything: tuple[dict[str, list[tuple[int, int]]], ...] = ({}, {})
    at = 0
    for pair in zip(documents, other, strict=True):
        for side, document in enumerate(pair):
            for one in document.coded:
                span = at + one.start, at + one.end
                coders[side].setdefault(one.family, []).append(span)
                anything[side].setdefault(_ANY, []).append(span)
        at += max([len(pair[0].body), *(one.end for document in pair for one in document.coded)])
    by_family: UnitAlpha = alpha_unitizing(coders, at)
    return {
        "length": at,
        _ANY: _rounded(alpha_unitizing(anything, at).overall),
        "overall": _rounded(by_family.overall),
        "families": {name: _rounded(value) for name, value in by_family.categories.items()},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
