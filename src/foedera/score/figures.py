"""Counts as figures: precision, recall, F1, shares that agree, and how far they might be by chance of documents."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from foedera.score.counting import DYADS, GROUPS, SILENT, Counts, Name

__all__ = [
    "MIN_DOCUMENTS",
    "RESAMPLES",
    "at",
    "draws",
    "f1",
    "intervals",
    "percentiles",
    "report",
    "resampled",
    "share",
    "total",
]

SEED = 1703  # fixed, so that the same gold and claims always give the same intervals
RESAMPLES = 1000  # bounds move by less than .01 from there on
_LEVEL = 0.95
Figures = dict[str, Any]
Key = TypeVar("Key", bound=Hashable)


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` as 0-1, three decimals; None where the whole is nothing."""
    return round(part / whole, 3) if whole else None


def f1(precision: float | None, recall: float | None) -> float | None:
    """The harmonic mean of precision and recall, three decimals; None where either is unknown."""
    if precision is None or recall is None:
        return None
    return round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0


def total(documents: Iterable[Counts]) -> dict[Name, Counter[str]]:
    """The counts of all documents, row by row."""
    rows: dict[Name, Counter[str]] = {}
    for document in documents:
        for name, row in document.items():
            rows.setdefault(name, Counter()).update(row)
    return rows


def report(rows: Counts) -> Figures:
    """The figures of every row, nested as its name is; groups are there even where nothing was coded."""
    out: Figures = {group: _of_claims(rows.get((group,), {})) for group in GROUPS}
    out["dyads"] = _of_dyads(rows.get(DYADS, {}))
    out["silent"] = {key: rows.get(SILENT, {}).get(key, 0) for key in ("stretches", "claimed")}
    out |= {section: {} for section in ("families", "types", "languages")}
    for name in sorted(name for name in rows if len(name) > 1):
        place = out
        for step in name[:-1]:
            place = place.setdefault(step, {})
        place[name[-1]] = _figures_of(name)(rows[name])
    return out


def _figures_of(name: Name) -> Callable[[Mapping[str, int]], Figures]:
    if name == DYADS:
        return _of_dyads
    return _of_type if name[0] == "types" else _of_claims


def at(figures: Mapping[str, Any], name: str) -> float | None:
    """The figure of a dotted name, ``event.exhaustive.f1``; None where it is unknown or there is none of the name."""
    value: Any = figures
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return None if value is None or isinstance(value, Mapping) else float(value)


def _of_claims(row: Mapping[str, int]) -> Figures:
    n = Counter(row)
    return _of_type(n) | {
        "type": share(n["type_right"], n["typed"]),
        "status": share(n["status_right"], n["matched"]),
        "date": share(n["date_right"], n["dated"]),
        "role": share(n["roles_right"], n["roles"]),
        "unlisted": n["unlisted"],
        "on_negative_documents": n["on_negative_documents"],
    }


def _of_type(row: Mapping[str, int]) -> Figures:
    n = Counter(row)
    precision, recall = share(n["claims_hit"], n["claims"]), share(n["listed_hit"], n["listed"])
    exhaustive = {
        "gold": n["listed"],
        "claims": n["claims"],
        "precision": precision,
        "recall": recall,
        "f1": f1(precision, recall),
    }
    return {
        "gold": n["gold"],
        "recall": share(n["hit"], n["gold"]),
        "precision": precision,
        "exhaustive": exhaustive,
    }


def _of_dyads(row: Mapping[str, int]) -> Figures:
    n = Counter(row)
    precision, recall = share(n["hit"], n["claims"]), share(n["hit"], n["gold"])
    return {
        "gold": n["gold"],
        "claims": n["claims"],
        "precision": precision,
        "recall": recall,
        "f1": f1(precision, recall),
    }


# Figures that get an interval, with what each is a share of.
_SHARE_OF: Mapping[str, tuple[str, ...]] = {
    "recall": ("gold",),
    "exhaustive.precision": ("claims",),
    "exhaustive.recall": ("listed",),
    "exhaustive.f1": ("listed", "claims"),
    "type": ("typed",),
    "status": ("matched",),
    "date": ("dated",),
    "role": ("roles",),
}
_SHARE_OF_DYADS: Mapping[str, tuple[str, ...]] = {
    "precision": ("claims",),
    "recall": ("gold",),
    "f1": ("gold", "claims"),
}
# That add to a figure: of fewer, too many draws are alike, and the bounds would look better than they are.
MIN_DOCUMENTS = 5


def intervals(documents: Sequence[Counts], *, resamples: int, seed: int = SEED) -> dict[str, list[float]]:
    """For each figure by its dotted name the bounds between which 95 in 100 of its resampled values lie.

    The percentile bootstrap (Efron and Tibshirani 1993, chapter 13): as many documents as there are, drawn with
    replacement, ``resamples`` times. Documents and not claims are drawn, for the claims of one document stand and
    fall together. A figure to which fewer than five documents add has no bounds.
    """
    chances = list(draws(len(documents), resamples, seed))
    out: dict[str, list[float]] = {}
    for name in sorted({name for document in documents for name in document} - {SILENT}):
        fed = [(at, counts[name]) for at, counts in enumerate(documents) if name in counts]
        parts = _SHARE_OF_DYADS if name == DYADS else _SHARE_OF
        wanted = [key for key, of in parts.items() if all(_feeding(fed, part) >= MIN_DOCUMENTS for part in of)]
        if wanted:
            values = resampled(fed, chances, _figures_of(name), wanted)
            out |= {".".join((*name, key)): list(percentiles(found)) for key, found in values.items()}
    return out


def _feeding(fed: Sequence[tuple[int, Mapping[str, int]]], part: str) -> int:
    """How many documents add to a count."""
    return sum(1 for _, counts in fed if counts.get(part))


def resampled(
    fed: Sequence[tuple[int, Mapping[Key, int]]],
    chances: Iterable[Sequence[int]],
    figures_of: Callable[[Mapping[Key, int]], Figures],
    wanted: Iterable[str],
) -> dict[str, list[float]]:
    """The values that each figure of a row takes, draw by draw; ``fed`` are the documents that add to it."""
    values: dict[str, list[float]] = {}
    sparse = [(document, [(key, n) for key, n in counts.items() if n]) for document, counts in fed]
    for draw in chances:
        row: dict[Key, int] = {}
        for document, counts in sparse:
            if times := draw[document]:
                for key, n in counts:
                    row[key] = row.get(key, 0) + times * n
        figures = figures_of(row)
        for name in wanted:
            if (value := at(figures, name)) is not None:
                values.setdefault(name, []).append(value)
    return values


def draws(size: int, resamples: int, seed: int = SEED) -> Iterable[list[int]]:
    """How often each document is drawn, one list a resample."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    for _ in range(resamples):
        times = [0] * size
        for i in chance.choices(range(size), k=size):
            times[i] += 1
        yield times


def percentiles(values: Sequence[float], level: float = _LEVEL) -> tuple[float, float]:
    """The values between which the middle ``level`` of them lie."""
    ordered = sorted(values)
    cut = int((1 - level) / 2 * len(ordered))
    return ordered[cut], ordered[len(ordered) - 1 - cut]
