"""How an actor divides its cooperation between vectors, and how much that depends on weights, sources and voices."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from foedera.codebook import Codebook
from foedera.measures.acts import Act, acts, card, citations, count, partners_of, period_of
from foedera.measures.concentration import entropy, hhi, lean, share, shares
from foedera.measures.coverage import Coverage, coverage_of, span
from foedera.measures.resampling import bounds, by_origin, replicates
from foedera.measures.vectors import OTHERS, Vector, chosen, with_vector
from foedera.model import Dossier
from foedera.table import Cell, Row, Table

__all__ = ["balance"]

ALL = "all"
COLUMNS = ("done", "share", "intensity", "weighted_share", "plan", "friction")
Held = Mapping[str, Sequence[Act]]  # the acts of each vector
Totals = Mapping[tuple[str, str], float]  # ("n" or "w", vector): how many acts, their intensity
Statistic = Callable[[Totals], float | None]


def balance(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """How an actor divides its cooperation between vectors: named groups of partners, or partners one by one.

    Formula: done_v is the number of done cooperative events (of kinds that make a dyad) that tie the actor to at
    least one member of vector v, each once a vector; share_v = done_v / sum over the vectors shown. intensity_v sums
    the published weights of the same events, and weighted_share divides it likewise. plan counts agreed and planned
    events and is added to nothing; friction counts done events of the families of friction, apart.
    Rows: "all", then each family in which the actor has dealings with a vector.
    Beside it: concentration (HHI = sum of squared shares, 1/n to 1; normalised entropy -sum s ln s / ln n, 0 to 1, n
    the vectors that the record names), lean of each two vectors (a - b) / (a + b), counts by period, sensitivity.
    Source: the events of the record. Unit: events; shares 0 to 1; intensity in points of -10 to 10 an event.
    Weights: PLOVER scores by code and mode, else the Goldstein score of the CAMEO code (measures.yml). Vectors:
    vectors/ in the codebook, yours to change; "others" are all partners in none of the vectors, only where no
    vectors were asked for.
    Uncertainty: 90 % of 400 draws of the origins with replacement; none where no draw can give another number, as of a
    share of 1. Sensitivity: the shares unweighted, weighted,
    without each family, without each publisher, and of events of two or more independent origins alone.
    Claims: of a share, those of its numerator; the rest of the denominator stands in the other rows.
    Missing: empty where no document names a member of the vector; 0 where documents do and tell of no such event.
    Traps: a partner in two vectors counts in both, so that shares are of ties, not of events; a share rises as
    another falls; the record shows what was reported, and the press of one side may be read more than another's.
    """
    listed = [a for a in acts(record, codebook, since=since, until=until) if partners_of(a, actor)]
    vectors = chosen(codebook, actor, partners)
    if not partners:
        inside = frozenset(m for v in vectors for m in v.members)
        beyond = frozenset(p for act in listed for p in partners_of(act, actor)) - inside
        vectors = (*vectors, Vector(OTHERS, "All others", beyond))
    coverage = coverage_of(record)
    done = [a for a in listed if a.is_done_together]
    shown = [a for a in done if any(with_vector(a, actor, v) for v in vectors)]
    families = [f for f in codebook.families if any(a.event.family == f for a in listed if _counts(a, actor, vectors))]
    rows = _rows(ALL, listed, actor, vectors, coverage)
    met = vectors if partners else [v for v in vectors if any(_counts(a, actor, [v]) for a in listed)]
    rows += [row for family in families for row in _rows(family, listed, actor, met, coverage)]
    named = [v for v in vectors if v.members & coverage.ever_named]
    held = _held(done, actor, vectors)
    return Table(
        measure="balance",
        unit="events; shares 0 to 1",
        method=card(balance),
        coverage=coverage.words([actor], coverage.years(listed, since, until), shown),
        actor=actor,
        period=span(coverage.years(listed, since, until)),
        keys=("family", "vector"),
        columns=COLUMNS,
        rows=tuple(rows),
        sources=citations(codebook, "plover", "cameo"),
        notes=tuple(_notes(vectors, done, actor)),
        aside={
            "concentration": _concentration(done, actor, named, families),
            "lean": _lean(held, met),
            "by_period": _by_period(listed, actor, vectors),
            "sensitivity": _sensitivity(done, actor, met, families),
        },
    )


def _counts(act: Act, actor: str, vectors: Sequence[Vector]) -> bool:
    return (act.is_cooperative or act.is_friction) and any(with_vector(act, actor, v) for v in vectors)


def _held(listed: Iterable[Act], actor: str, vectors: Sequence[Vector]) -> dict[str, list[Act]]:
    found = list(listed)
    return {v.id: [a for a in found if with_vector(a, actor, v)] for v in vectors}


def _rows(scope: str, listed: Sequence[Act], actor: str, vectors: Sequence[Vector], coverage: Coverage) -> list[Row]:
    here = [a for a in listed if scope in (ALL, a.event.family)]
    done = _held((a for a in here if a.is_done_together), actor, vectors)
    plan = _held((a for a in here if a.kind == "plan" and a.is_cooperative), actor, vectors)
    friction = _held((a for a in here if a.kind == "done" and a.is_friction), actor, vectors)
    drawn = replicates(_parts(done))
    totals = _totals(done)
    rows = []
    for v in vectors:
        looked = bool(v.members & coverage.ever_named)
        base = count(done[v.id])
        cells = [
            *(
                _cell(totals, drawn, base.claims, statistic, looked)
                for of in ("n", "w")
                for statistic in (_amount_of(of, v), _share_of(of, v, vectors))
            ),
            *(count(each[v.id]) if looked or each[v.id] else Cell(None) for each in (plan, friction)),
        ]
        rows.append(Row((scope, v.id), tuple(cells)))
    return rows


def _parts(held: Held) -> dict[str, dict[tuple[str, str], float]]:
    counted = [(a, ("n", v), 1.0) for v, listed in held.items() for a in listed]
    weighed = [(a, ("w", v), a.weight) for v, listed in held.items() for a in listed if a.weight is not None]
    return by_origin([*counted, *weighed])


def _totals(held: Held) -> dict[tuple[str, str], float]:
    counted = {("n", v): float(len(listed)) for v, listed in held.items()}
    return counted | {("w", v): math.fsum(a.weight or 0.0 for a in listed) for v, listed in held.items()}


def _amount_of(of: str, vector: Vector) -> Statistic:
    return lambda t: t[(of, vector.id)]


def _share_of(of: str, vector: Vector, vectors: Sequence[Vector]) -> Statistic:
    return lambda t: share(t[(of, vector.id)], sum(t[(of, v.id)] for v in vectors))


def _lean_of(of: str, one: Vector, other: Vector) -> Statistic:
    return lambda t: lean(t[(of, one.id)], t[(of, other.id)])


class _Zeroes(dict[tuple[str, str], float]):
    def __missing__(self, key: tuple[str, str]) -> float:
        return 0.0


def _cell(
    totals: Totals,
    drawn: Iterable[Totals],
    claims: tuple[str, ...],
    statistic: Statistic,
    looked: bool = True,
) -> Cell:
    value = statistic(_Zeroes(totals))
    if value is None or not (looked or claims):
        return Cell(None)
    if not claims:  # nothing was told that could be drawn again: bounds of 0 to 0 would feign certainty
        return Cell(value)
    return Cell(value, claims, (), *bounds([_Zeroes(t) for t in drawn], statistic))


def _concentration(done: Sequence[Act], actor: str, vectors: Sequence[Vector], families: Sequence[str]) -> Table:
    rows = []
    for scope in (ALL, *families):
        held = _held((a for a in done if scope in (ALL, a.event.family)), actor, vectors)
        claims = count({a.event.id: a for listed in held.values() for a in listed}.values()).claims
        drawn = replicates(_parts(held))

        def over(formula: Callable[[list[float]], float | None], of: str) -> Statistic:
            return lambda t: formula([t[(of, v.id)] for v in vectors])

        columns = [(hhi, "n"), (entropy, "n"), (hhi, "w"), (entropy, "w")]
        rows.append(Row((scope,), tuple(_cell(_totals(held), drawn, claims, over(f, of)) for f, of in columns)))
    return Table(
        "balance: concentration",
        "0 to 1",
        "HHI (sum of squared shares) and normalised entropy over the vectors, by number of events and by intensity.",
        "",
        ("family",),
        ("hhi", "entropy", "weighted_hhi", "weighted_entropy"),
        tuple(rows),
    )


def _lean(held: Held, vectors: Sequence[Vector]) -> Table:
    drawn = replicates(_parts(held))
    rows = []
    for a, b in combinations([v for v in vectors if v.id != OTHERS], 2):
        claims = count({x.event.id: x for x in (*held[a.id], *held[b.id])}.values()).claims
        cells = [_cell(_totals(held), drawn, claims, _lean_of(of, a, b)) for of in ("n", "w")]
        if any(cell.is_covered for cell in cells):
            rows.append(Row((a.id, b.id), tuple(cells)))
    method = "(one - other) / (one + other) over done cooperative events: 1 is all with the one, -1 all with the other."
    return Table("balance: lean", "-1 to 1", method, "", ("one", "other"), ("lean", "weighted_lean"), tuple(rows))


def _by_period(listed: Sequence[Act], actor: str, vectors: Sequence[Vector]) -> Table:
    rows = []
    for v in vectors:
        held = [a for a in listed if with_vector(a, actor, v)]
        for period in sorted({period_of(a.event) for a in held}):
            here = [a for a in held if period_of(a.event) == period]
            cells = (
                count(a for a in here if a.is_done_together),
                count(a for a in here if a.kind == "plan" and a.is_cooperative),
                count(a for a in here if a.kind == "done" and a.is_friction),
            )
            if any(cell.value for cell in cells):
                rows.append(Row((v.id, period), cells))
    method = "The same events by year, by span of years where no year is known, and undated."
    columns = ("done", "plan", "friction")
    return Table("balance: by period", "events", method, "", ("vector", "period"), columns, tuple(rows))


def _sensitivity(done: Sequence[Act], actor: str, vectors: Sequence[Vector], families: Sequence[str]) -> Table:
    """A row a variant and vector: the share, and how far it is from the one shown."""
    held = _held(done, actor, vectors)
    base = shares({v.id: float(len(held[v.id])) for v in vectors})
    rows = []
    for name, keep in _variants(done, families):
        kept = {v: [a for a in listed if keep(a)] for v, listed in held.items()}
        amounts = {v: sum(_amount(a, name) for a in listed) for v, listed in kept.items()}
        told = shares(amounts)
        if name.startswith("without publisher") and all(told[v] == base[v] for v in told):
            continue
        for v in vectors:
            claims, now, was = count(kept[v.id]).claims, told[v.id], base[v.id]
            behind = claims or count(held[v.id]).claims
            moved = None if now is None or was is None else now - was
            rows.append(Row((name, v.id), (Cell(now, claims), Cell(moved, behind))))
    method = (
        "The shares of all families under another way of counting, and how far each is from the share shown. A"
        " publisher that is not listed moves no share; an event goes without a publisher where nobody else printed it."
    )
    return Table("balance: sensitivity", "0 to 1", method, "", ("variant", "vector"), ("share", "change"), tuple(rows))


WEIGHTED = "weighted"


def _variants(done: Sequence[Act], families: Sequence[str]) -> list[tuple[str, Callable[[Act], bool]]]:
    found: list[tuple[str, Callable[[Act], bool]]] = [
        ("unweighted", lambda a: True),
        (WEIGHTED, lambda a: a.weight is not None),
        ("two origins or more", lambda a: len(a.event.independent) > 1),
    ]
    found += [(f"without family {f}", _not_of_family(f)) for f in families]
    publishers = sorted({p for a in done for p in a.publishers})
    found += [(f"without publisher {p}", _not_alone_of(p)) for p in publishers]
    return found


def _not_of_family(family: str) -> Callable[[Act], bool]:
    return lambda act: act.event.family != family


def _not_alone_of(publisher: str) -> Callable[[Act], bool]:
    return lambda act: act.publishers != (publisher,)


def _amount(act: Act, variant: str) -> float:
    return (act.weight or 0.0) if variant == WEIGHTED else 1.0


def _notes(vectors: Sequence[Vector], done: Sequence[Act], actor: str) -> list[str]:
    notes = []
    if beyond := [v for v in vectors if v.id == OTHERS]:
        met = sorted({p for act in done for p in partners_of(act, actor) if p in beyond[0].members})
        notes += [f"others of {actor}: {', '.join(met)}."] if met else []
    for a, b in combinations(vectors, 2):
        if both := sorted(a.members & b.members):
            notes.append(f"{', '.join(both)} in both {a.id} and {b.id}: counted in both.")
    unweighted = sum(1 for a in done if a.weight is None and any(with_vector(a, actor, v) for v in vectors))
    if unweighted:
        notes.append(f"{unweighted} events have no published weight: counted, and left out of intensity.")
    return notes
