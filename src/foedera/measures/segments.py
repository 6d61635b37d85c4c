"""Where the rate of a series of counts changes: the exact posterior, with no sampling.

Counts within a segment are Poisson with one rate; rates are drawn from a gamma distribution; a new segment begins
before any year with the same probability. Fearnhead 2006, Statistics and Computing 16:203-213, gives the recursions:
the likelihood of the tail from each point, and from the front likewise, add up to the probability of every segment.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["Posterior", "posterior"]


@dataclass(frozen=True, slots=True)
class Posterior:
    """``changes[i]``: probability that a segment begins at point i (0 for the first). ``rates``: posterior mean of the
    rate at each point, with ``low`` and ``high`` its 90 % credible bounds. ``expected``: the mean number of changes."""

    changes: tuple[float, ...]
    rates: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def expected(self) -> float:
        return math.fsum(self.changes)


def posterior(
    counts: Sequence[float],
    *,
    exposure: Sequence[float] | None = None,
    shape: float = 1.0,
    changes_expected: float = 1.0,
    with_bounds: bool = True,
) -> Posterior:
    """The posterior of the changes in rate.

    ``exposure`` is how much was looked at each point (documents, say); 1 each where it is not given. The prior of the
    rate has the given ``shape`` and the mean of the whole series; a change is expected ``changes_expected`` times.
    Without bounds ``low`` and ``high`` are the rates: they cost most of the time.
    """
    n = len(counts)
    looks = list(exposure) if exposure is not None else [1.0] * n
    total, looked = math.fsum(counts), math.fsum(looks)
    if n == 0 or looked <= 0:
        return Posterior((0.0,) * n, (0.0,) * n, (0.0,) * n, (0.0,) * n)
    prior = _Prior(shape, shape * looked / total if total > 0 else shape * looked)
    sums, weights = [0.0], [0.0]
    for c, e in zip(counts, looks, strict=True):
        sums.append(sums[-1] + c)
        weights.append(weights[-1] + e)
    # the factorials and exposures of single counts are the same for every way of cutting, and left out
    chance = min(0.5, changes_expected / max(1, n - 1))
    log_on, log_cut = math.log1p(-chance), math.log(chance)

    def segment(i: int, j: int) -> float:  # points i to j - 1 are one segment, begun at i
        told = prior.log_evidence(sums[j] - sums[i], weights[j] - weights[i])
        return told + (j - i - 1) * log_on + (log_cut if i else 0.0)

    front = [0.0] + [-math.inf] * n  # all ways to cut the points before j
    for j in range(1, n + 1):
        front[j] = _log_sum([front[i] + segment(i, j) for i in range(j)])
    back = [-math.inf] * n + [0.0]
    for i in range(n - 1, -1, -1):
        back[i] = _log_sum([segment(i, j) + back[j] for j in range(i + 1, n + 1)])
    changes = tuple(min(1.0, math.exp(front[i] + back[i] - front[n])) if i else 0.0 for i in range(n))
    mixtures: list[list[tuple[float, float, float]]] = [[] for _ in range(n)]
    for i in range(n):
        for j in range(i + 1, n + 1):
            share = math.exp(front[i] + segment(i, j) + back[j] - front[n])
            if share > NEGLIGIBLE:
                part = (share, prior.shape + sums[j] - sums[i], prior.rate + weights[j] - weights[i])
                for at in range(i, j):
                    mixtures[at].append(part)
    rates = tuple(math.fsum(s * a / b for s, a, b in m) / math.fsum(s for s, _, _ in m) for m in mixtures)
    if not with_bounds:
        return Posterior(changes, rates, rates, rates)
    tail = (1 - INSIDE) / 2
    low, high = (tuple(_quantile(m, share) for m in mixtures) for share in (tail, 1 - tail))
    return Posterior(changes, rates, low, high)


INSIDE = 0.90
EXACT = 1e-6  # of a probability: far below what is printed
NEGLIGIBLE = 1e-4  # shares of segments below it are left out of rates and bounds: at most a hundredth of them all


@dataclass(frozen=True, slots=True)
class _Prior:
    shape: float
    rate: float

    def log_evidence(self, total: float, weight: float) -> float:
        """Of counts that add up to ``total`` under ``weight`` of exposure, the rate integrated out."""
        return (
            self.shape * math.log(self.rate)
            - math.lgamma(self.shape)
            + math.lgamma(self.shape + total)
            - (self.shape + total) * math.log(self.rate + weight)
        )


def _log_sum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(math.fsum(math.exp(v - top) for v in values)) if top > -math.inf else top


def _quantile(mixture: Sequence[tuple[float, float, float]], share: float) -> float:
    """Of a mixture of gamma distributions (weight, shape, rate): bracketed roughly, then by false position."""
    whole = math.fsum(s for s, _, _ in mixture)

    def excess(x: float, below: Callable[[float, float], float]) -> float:
        return math.fsum(s * below(a, b * x) for s, a, b in mixture) / whole - share

    low, high = 0.0, max(a / b + 20 * math.sqrt(a) / b + 20 / b for _, a, b in mixture)
    top = high
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle, _roughly_below) < 0 else (low, middle)
    low, high = low * 0.9, min(top, high * 1.1)
    under, over = excess(low, _gamma_below), excess(high, _gamma_below)
    if under > 0 or over < 0:  # the rough bracket missed
        low, high = 0.0, top
        under, over = excess(low, _gamma_below), excess(high, _gamma_below)
    for _ in range(60):
        guess = low - under * (high - low) / (over - under)
        found = excess(guess, _gamma_below)
        if abs(found) < EXACT or high - low < EXACT * high:
            return guess
        if found < 0:
            low, under, over = guess, found, over / 2  # Illinois: so that neither end stays for ever
        else:
            high, over, under = guess, found, under / 2
    return guess


def _roughly_below(shape: float, x: float) -> float:
    """The same by Wilson and Hilferty's cube root, twenty times as fast; within a hundredth."""
    root = (x / shape) ** (1 / 3)
    z = (root - 1 + 1 / (9 * shape)) * 3 * math.sqrt(shape)
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


def _gamma_below(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function: by its series, or by a continued fraction far out."""
    if x <= 0:
        return 0.0
    scale = math.exp(-x + shape * math.log(x) - math.lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        k = shape
        while term > total * 1e-12:
            k += 1
            term *= x / k
            total += term
        return total * scale
    tiny = 1e-300
    b = x + 1 - shape
    c, d = 1 / tiny, 1 / b
    h = d
    for i in range(1, 500):
        an = -i * (i - shape)
        b += 2
        d = 1 / (an * d + b or tiny)
        c = b + an / c or tiny
        step = d * c
        h *= step
        if abs(step - 1) < 1e-12:
            break
    return 1 - scale * h
