"""Agreement beyond chance: Cohen's kappa, Krippendorff's alpha for names, and his alpha for units on a line.

Each is written from its published definition and checked in tests against its published example.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["UnitAlpha", "alpha_nominal", "alpha_of_table", "alpha_unitizing", "cohen_kappa", "merged"]

Table = Mapping[tuple[Hashable, Hashable], float]  # (what one coder said, what the other said) -> units
Spans = Sequence[tuple[int, int]]  # half-open, in whole steps along the continuum


def cohen_kappa(table: Table) -> float | None:
    """Agreement of two coders beyond what their own habits would give by chance; 1 perfect, 0 chance.

    Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960) 37-46.
    None where nothing was coded, or where chance alone would give full agreement.
    """
    total = sum(table.values())
    if not total:
        return None
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (a, b), units in table.items():
        first[a] += units  # type: ignore[assignment]
        second[b] += units  # type: ignore[assignment]
    observed = sum(units for (a, b), units in table.items() if a == b) / total
    expected = sum(first[c] * second[c] for c in first) / total**2
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def alpha_nominal(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for names: any number of coders, of whom each may have passed a unit over (None).

    1 - observed / expected disagreement, by coincidences: Krippendorff, Computing Krippendorff's Alpha-Reliability
    (2011). None where fewer than two values can be paired, or where all are alike.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        coders = values.total()
        if coders < 2:
            continue
        for a, times_a in values.items():
            for b, times_b in values.items():
                pairs = times_a * (times_b - (a == b))
                coincidences[a, b] += pairs / (coders - 1)  # type: ignore[assignment]
    return _alpha(coincidences)


def alpha_of_table(table: Table) -> float | None:
    """The same for two coders who both coded every unit."""
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for (a, b), units in table.items():
        coincidences[a, b] += units  # type: ignore[assignment]
        coincidences[b, a] += units  # type: ignore[assignment]
    return _alpha(coincidences)


def _alpha(coincidences: Table) -> float | None:
    of: Counter[Hashable] = Counter()
    for (a, _), pairs in coincidences.items():
        of[a] += pairs  # type: ignore[assignment]
    total = of.total()
    expected = total**2 - sum(n**2 for n in of.values())
    if total < 2 or not expected:
        return None
    observed = sum(pairs for (a, b), pairs in coincidences.items() if a != b)
    return 1 - (total - 1) * observed / expected


# Units on a continuum


@dataclass(frozen=True, slots=True)
class UnitAlpha:
    """Agreement on where units begin and end. ``overall`` weighs categories by the disagreement to be expected."""

    overall: float | None
    categories: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class _Section:
    """A unit, or a gap between units: together they tile the continuum."""

    start: int
    length: int
    is_unit: bool

    @property
    def end(self) -> int:
        return self.start + self.length


def alpha_unitizing(coders: Sequence[Mapping[str, Spans]], length: int) -> UnitAlpha:
    """Krippendorff's alpha for unitizing: coders cut their own units, of given categories, out of one continuum.

    Krippendorff, On the reliability of unitizing continuous data, Sociological Methodology 25 (1995) 47-76, and
    Content Analysis (2nd edition 2004), section 11.6. ``length`` is that of the continuum, [0, length). Units of
    one coder and category that overlap are taken as one, for the measure knows no overlap. Disagreement is the
    square of the steps by which boundaries miss, and of a unit's length where the other coder has none.
    None where no coder has a unit, or where no disagreement could be expected.
    """
    names = sorted({name for coder in coders for name, spans in coder.items() if spans})
    observed: dict[str, float] = {}
    expected: dict[str, float] = {}
    for name in names:
        tiled = [list(_sections(merged(coder.get(name, ())), length)) for coder in coders]
        observed[name] = _observed(tiled, length)
        expected[name] = _expected(tiled, length)
    return UnitAlpha(
        _one_less(sum(observed.values()), sum(expected.values())),
        {name: _one_less(observed[name], expected[name]) for name in names},
    )


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _one_less(observed: float, expected: float) -> float | None:
    return None if not expected else 1 - observed / expected


def _sections(spans: Spans, length: int) -> Iterator[_Section]:
    at = 0
    for start, end in spans:
        if start > at:
            yield _Section(at, start - at, False)
        yield _Section(start, end - start, True)
        at = end
    if at < length:
        yield _Section(at, length - at, False)


def _observed(tiled: Sequence[Sequence[_Section]], length: int) -> float:
    coders = len(tiled)
    total = sum(_between(tiled[i], tiled[j]) for i in range(coders) for j in range(coders) if i != j)
    return total / (coders * (coders - 1) * length**2)


def _between(first: Sequence[_Section], second: Sequence[_Section]) -> int:
    """The disagreement of two coders: only sections that share some of the continuum add to it."""
    total = i = j = 0
    while i < len(first) and j < len(second):
        total += _distance(first[i], second[j])
        step = first[i].end - second[j].end
        i += step <= 0
        j += step >= 0
    return total


def _distance(a: _Section, b: _Section) -> int:
    if a.is_unit and b.is_unit:
        return (a.start - b.start) ** 2 + (a.end - b.end) ** 2
    if a.is_unit and not b.is_unit and b.start <= a.start and a.end <= b.end:
        return a.length**2
    if b.is_unit and not a.is_unit and a.start <= b.start and b.end <= a.end:
        return b.length**2
    return 0


def _expected(tiled: Sequence[Sequence[_Section]], length: int) -> float:
    """The disagreement of all units laid by chance anywhere on the continuum, with one another and with the gaps."""
    units = [s.length for sections in tiled for s in sections if s.is_unit]
    gaps = [s.length for sections in tiled for s in sections if not s.is_unit]
    total = 0.0
    for unit in units:
        with_units = (len(units) - 1) * (unit - 1) * (2 * unit**2 - unit) / 3
        with_gaps = unit**2 * sum(gap - unit + 1 for gap in gaps if gap >= unit)
        total += with_units + with_gaps
    whole = len(tiled) * length
    placings = whole * (whole - 1) - sum(unit * (unit - 1) for unit in units)
    return 2 / length * total / placings if placings else 0.0
