"""How alike the alliances of two states are: S, kappa and pi."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.datasets import Sheet, Shelf, Systems, atop, cow, systems_of
from foedera.errors import NotFoundError, UsageError
from foedera.measures.acts import card
from foedera.measures.published import resting_on, spelled, years
from foedera.table import Cell, Row, Table

__all__ = ["RANKS", "alliance_similarity", "cohen_kappa", "s_score", "scott_pi"]

# Obligation -> rank, after Signorino and Ritter; a state owes itself the highest.
RANKS: Mapping[str, int] = {"defense": 3, "offense": 3, "neutral": 2, "nonagg": 2, "consul": 1}
HIGHEST = 3
NON_AGGRESSION = "nonagg"

Distance = Callable[[float, float], float]
_DISTANCES: Mapping[str, Distance] = {
    "absolute": lambda x, y: abs(x - y) / HIGHEST,
    "squared": lambda x, y: (x - y) ** 2 / HIGHEST**2,
}


def alliance_similarity(
    data: Shelf,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    nonaggression: bool = True,
    distance: str = "absolute",
) -> Table:
    """How alike the alliances of a state and each partner are, year by year: S, weighted S, kappa and pi.

    Formula: x(i,k) is the highest that i owes k in the year: 3 defence or offence, 2 neutrality or non-aggression,
    1 consultation, 0 nothing, 3 to itself; k is every member of the state system (COW), i and j among them; d is the
    distance of two ranks as a share of the greatest, absolute or squared.
    s = 1 - 2 mean d(x(i,k), x(j,k)). s_weighted: the mean weighted by k's capabilities (CINC).
    kappa = 1 - Do/De, Do the same mean, De what it would be by chance with i's and j's own shares of ranks; pi: with
    the shares of both together (Cohen; Scott).
    Source: ATOP 5.1; Signorino and Ritter 1999; Haege 2011. Unit: -1 or less, to 1 for the very same alliances.
    ``nonaggression=False`` leaves obligations of non-aggression out.
    An empty cell: the data do not cover the year or the states; no capabilities for all members (s_weighted); all ranks
    the same, so that chance explains everything (kappa, pi).
    Traps: S is high between any two states with few alliances, as they agree on owing nothing: read kappa or pi
    beside it. A broad pact such as the Final Act of Helsinki sets whole regions apart: compare without non-aggression.
    Obligations are words of a treaty.
    """
    if distance not in _DISTANCES:
        raise UsageError(f"no distance '{distance}'. Known: {', '.join(_DISTANCES)}.")
    systems = systems_of(codebook)
    sheet, held = _alliances(data, systems)
    first, last = years(since, until, held.covers.first, held.covers.last)
    weights, weighed = _weights(data, systems)
    ranks = {o: r for o, r in RANKS.items() if nonaggression or o != NON_AGGRESSION}
    measured = _Pairs(held, systems, ranks, weights, _DISTANCES[distance])
    others = sorted(partners) if partners else sorted(systems.members("cow", last) - {actor})
    rows = [
        Row((partner, str(year)), measured.cells(actor, partner, year))
        for partner in others
        for year in range(first, last + 1)
    ]
    notes = ["with non-aggression" if nonaggression else "without non-aggression", f"{distance} distance"]
    return Table(
        measure="alliance_similarity",
        unit="1 is the same, 0 (kappa, pi) what chance gives",
        method=card(alliance_similarity),
        coverage=resting_on([sheet, *weighed], notes=notes),
        actor=actor,
        period=spelled(first, last),
        keys=("partner", "period"),
        columns=("s", "s_weighted", "kappa", "pi"),
        rows=tuple(rows),
    )


def s_score(x: Sequence[float], y: Sequence[float], *, weights: Sequence[float] | None, distance: Distance) -> float:
    """1 - 2 x the weighted mean distance of two portfolios; from -1 to 1, and 1 for a portfolio with itself."""
    return 1 - 2 * _mean(x, y, weights, distance)


def cohen_kappa(x: Sequence[float], y: Sequence[float], *, distance: Distance) -> float | None:
    """1 - Do/De with each side's own shares of ranks; None where chance leaves no disagreement to compare with."""
    return _corrected(x, y, Counter(x), Counter(y), distance)


def scott_pi(x: Sequence[float], y: Sequence[float], *, distance: Distance) -> float | None:
    """1 - Do/De with the shares of ranks of both sides together; None as for kappa."""
    pooled = Counter(x) + Counter(y)
    return _corrected(x, y, pooled, pooled, distance)


def _mean(x: Sequence[float], y: Sequence[float], weights: Sequence[float] | None, distance: Distance) -> float:
    if weights is None:
        return sum(map(distance, x, y)) / len(x)
    return sum(w * distance(a, b) for a, b, w in zip(x, y, weights, strict=True)) / sum(weights)


def _corrected(
    x: Sequence[float], y: Sequence[float], left: Counter[float], right: Counter[float], distance: Distance
) -> float | None:
    pairs = left.total() * right.total()
    by_chance = sum(n * m * distance(a, b) for a, n in sorted(left.items()) for b, m in sorted(right.items())) / pairs
    return 1 - _mean(x, y, None, distance) / by_chance if by_chance else None


class _Pairs:
    """Portfolios of states by year, each made once."""

    def __init__(
        self,
        held: atop.Commitments,
        systems: Systems,
        ranks: Mapping[str, int],
        weights: Mapping[tuple[str, int], tuple[float, str]],
        distance: Distance,
    ) -> None:
        self._held, self._systems, self._ranks, self._weights, self._distance = held, systems, ranks, weights, distance
        self._members: dict[int, tuple[str, ...]] = {}

    def cells(self, a: str, b: str, year: int) -> tuple[Cell, Cell, Cell, Cell]:
        everybody = self._everybody(year)
        if not self._held.covers.has(year, a, b) or a not in everybody or b not in everybody:
            return (Cell(None),) * 4
        x, y = self._portfolio(a, year), self._portfolio(b, year)
        rows = tuple(dict.fromkeys((*self._rows(a, year), *self._rows(b, year)))) or (self._held.name,)
        weights = self._weights_of(year)
        weighted = None if weights is None else s_score(x, y, weights=weights, distance=self._distance)
        return (
            Cell(s_score(x, y, weights=None, distance=self._distance), rows=rows),
            Cell(weighted, rows=(*rows, *self._weight_rows(year)) if weights else rows),
            Cell(cohen_kappa(x, y, distance=self._distance), rows=rows),
            Cell(scott_pi(x, y, distance=self._distance), rows=rows),
        )

    def _everybody(self, year: int) -> tuple[str, ...]:
        if year not in self._members:
            self._members[year] = tuple(sorted(self._systems.members("cow", year)))
        return self._members[year]

    def _portfolio(self, a: str, year: int) -> list[int]:
        owed = self._held.portfolio(a, year)
        ranks = {b: max((self._ranks.get(o, 0) for o in held), default=0) for b, (held, _) in owed.items()}
        return [HIGHEST if k == a else ranks.get(k, 0) for k in self._everybody(year)]

    def _rows(self, a: str, year: int) -> list[str]:
        return [row for _, rows in self._held.portfolio(a, year).values() for row in rows]

    def _weights_of(self, year: int) -> list[float] | None:
        found = [self._weights.get((k, year)) for k in self._everybody(year)]
        if not found or None in found:
            return None
        values = [item[0] for item in found if item is not None]
        return values if sum(values) else None

    def _weight_rows(self, year: int) -> list[str]:
        return [self._weights[k, year][1] for k in self._everybody(year)]


def _alliances(data: Shelf, systems: Systems) -> tuple[Sheet, atop.Commitments]:
    """A file of all states: a part of them would leave out partners on whom two states agree or differ."""
    sheets = data.sheets("atop", *atop.LAYOUTS)
    for sheet in sorted(sheets, key=lambda s: (atop.LAYOUTS.index(s.layout.name), -len(s), s.digest)):
        held = atop.commitments(sheet, systems)
        if held.covers.states is None:
            return sheet, held
    raise NotFoundError(
        "the ATOP data here are of some states only, and similarity needs all. Add the member file: "
        "foedera data add atop FILE"
    )


def _weights(data: Shelf, systems: Systems) -> tuple[Mapping[tuple[str, int], tuple[float, str]], tuple[Sheet, ...]]:
    if not data.has("cow", "capabilities"):
        return {}, ()
    sheet = data.sheets("cow", "capabilities")[-1]
    return cow.capabilities(sheet, systems), (sheet,)
