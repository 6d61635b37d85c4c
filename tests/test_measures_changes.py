"""Change points: against every way of cutting a short series, and on series with a change planted in them."""

from __future__ import annotations

import math
import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.measures import change_points
from foedera.measures.segments import posterior
from support_measures import BOOK, happening, paper, record

counts = st.lists(st.integers(0, 12).map(float), min_size=1, max_size=8)


def enumerated(
    series: list[float], exposure: list[float], shape: float, expected: float
) -> tuple[list[float], list[float]]:
    """Probabilities of a change and mean rates, by adding up every way of cutting, one after the other."""
    n = len(series)
    total, looked = sum(series), sum(exposure)
    rate = shape * looked / total if total else shape * looked
    chance = min(0.5, expected / max(1, n - 1))
    weights: list[tuple[float, tuple[int, ...], list[float]]] = []
    for size in range(n):
        for cuts in combinations(range(1, n), size):
            edges = [0, *cuts, n]
            log = size * math.log(chance) + (n - 1 - size) * math.log(1 - chance)
            means = []
            for i, j in pairwise(edges):
                s, e = sum(series[i:j]), sum(exposure[i:j])
                log += shape * math.log(rate) - math.lgamma(shape) + math.lgamma(shape + s)
                log -= (shape + s) * math.log(rate + e)
                means += [(shape + s) / (rate + e)] * (j - i)
            weights.append((log, cuts, means))
    top = max(w for w, _, _ in weights)
    whole = sum(math.exp(w - top) for w, _, _ in weights)
    changes = [sum(math.exp(w - top) for w, cuts, _ in weights if at in cuts) / whole for at in range(n)]
    rates = [sum(math.exp(w - top) * means[at] for w, _, means in weights) / whole for at in range(n)]
    return changes, rates


@settings(deadline=None)
@given(counts, st.sampled_from([0.5, 1.0, 2.0]), st.sampled_from([0.5, 1.0, 2.0]), st.randoms(use_true_random=False))
def test_the_recursions_give_what_every_way_of_cutting_gives(
    series: list[float], shape: float, expected: float, rng: random.Random
) -> None:
    exposure = [rng.choice([1.0, 2.0, 5.0]) for _ in series]
    found = posterior(series, exposure=exposure, shape=shape, changes_expected=expected)
    changes, rates = enumerated(series, exposure, shape, expected)
    assert list(found.changes) == pytest.approx(changes, abs=1e-9)
    assert list(found.rates) == pytest.approx(rates, rel=5e-3)  # segments below a ten-thousandth are left out


@settings(deadline=None)
@given(counts)
def test_rates_lie_within_their_bounds_and_probabilities_between_zero_and_one(series: list[float]) -> None:
    found = posterior(series)
    assert found.changes[0] == 0
    assert all(0 <= p <= 1 for p in found.changes)
    assert all(low <= rate <= high for low, rate, high in zip(found.low, found.rates, found.high, strict=True))


@settings(deadline=None)
@given(counts)
def test_a_series_read_backwards_changes_at_the_same_places(series: list[float]) -> None:
    there, back = (posterior(s, with_bounds=False).changes for s in (series, series[::-1]))
    assert list(there[1:]) == pytest.approx(list(back[1:])[::-1], abs=1e-9)


def poisson(rng: random.Random, rate: float) -> float:
    k, product, limit = 0, rng.random(), math.exp(-rate)
    while product > limit:
        k, product = k + 1, product * rng.random()
    return float(k)


@pytest.mark.parametrize("seed", range(5))
def test_a_planted_change_is_found_and_its_rates_with_it(seed: int) -> None:
    rng = random.Random(seed)
    series = [poisson(rng, 2) for _ in range(15)] + [poisson(rng, 10) for _ in range(15)]
    found = posterior(series)
    assert max(range(30), key=lambda at: found.changes[at]) in (14, 15, 16)
    assert sum(found.changes[13:18]) > 0.9
    assert found.low[5] < 2.6
    assert found.high[5] > 1.4
    assert found.low[25] < 12
    assert found.high[25] > 8


def test_of_steady_series_hardly_any_has_a_change_that_is_likelier_than_not() -> None:
    rng = random.Random(7)
    alarms = sum(
        max(posterior([poisson(rng, 5) for _ in range(20)], with_bounds=False).changes) > 0.5 for _ in range(30)
    )
    assert alarms <= 3


def test_twice_as_many_documents_and_twice_as_many_events_is_no_change() -> None:
    series, documents = [4.0] * 8 + [16.0] * 8, [1.0] * 8 + [4.0] * 8
    assert max(posterior(series).changes) > 0.9
    assert max(posterior(series, exposure=documents).changes) < 0.2


def test_bounds_are_the_quantiles_of_the_gamma_distribution() -> None:
    """One point, one segment: the posterior is a gamma of shape 1 + 9 and rate 1/9 + 1."""
    found = posterior([9.0])
    rng = random.Random(1)
    drawn = sorted(rng.gammavariate(10, 1 / (1 + 1 / 9)) for _ in range(40_000))
    assert found.low[0] == pytest.approx(drawn[2000], rel=0.03)
    assert found.high[0] == pytest.approx(drawn[38_000], rel=0.03)


def test_nothing_at_all_has_no_changes() -> None:
    assert posterior([]).changes == ()
    assert posterior([0.0, 0.0, 0.0]).expected < 1


PAPERS = [paper(f"p{year}", str(year)) for year in range(2001, 2013) if year != 2005]


def test_only_years_with_documents_of_their_own_are_in_the_series() -> None:
    told, number = [], 0
    for source in PAPERS:
        year = source.published.first.year if source.published else 0
        for _ in range(1 if year < 2007 else 6):
            told.append(happening(number, source, "visit", {"visitor": "KEN", "host": "UGA"}, str(year)))
            number += 1
    alone = paper("alone", "2005-06")  # names the actor and not the partner: it does not cover the two
    told.append(happening(number + 1, alone, "visit", {"visitor": "KEN", "host": "ETH"}, "2005-06"))
    told.append(happening(number, PAPERS[-1], "visit", {"visitor": "KEN", "host": "UGA"}, "1990"))
    table = change_points(record(*told, texts=[*PAPERS, alone]), BOOK, actor="KEN", partners=["UGA"])
    rows = {r.keys[1]: r.cells for r in table if r.keys[0] == "UGA"}
    assert (rows["1990"][0].value, rows["1990"][1].value) == (1, None)  # told of, looking back
    assert (rows["2005"][0].value, rows["2005"][1].value) == (None, None)
    assert max(rows, key=lambda y: rows[y][1].value or 0) == "2007"
    assert (rows["2007"][1].value or 0) > 0.5
    assert (rows["2007"][3].value or 0) > 0.5  # one document a year names the two
    assert set(table.aside["priors"].columns) == {"shape_0.5", "shape_1", "shape_2"}
    assert table.cell("change", partner="all", year="2005").value is not None
    back = change_points(record(*told, texts=[*PAPERS, alone]), BOOK, actor="KEN", partners=["UGA"], looking_back=True)
    assert back.cell("change", partner="UGA", year="2005").value is not None
