"""Splink on the planted corpus, as a baseline: the same fields, its own training, its best threshold.

What favours it: it is given our blocks (parties two by two, kind, stance, days), a claim's stance as a hard bar, and
the threshold that the truth shows to be its best. Its m and u probabilities are its own (random sampling, then
expectation maximisation from two blocks). Links are put together twice: by its connected components, and by
``foedera.events.assemble``, which holds apart what must not meet.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from time import perf_counter
from typing import Any

from benchmarks.planted_metrics import Score, b_cubed, pairwise
from benchmarks.planted_press import Planted
from foedera import events
from foedera.codebook import Codebook
from foedera.linking.sights import settings_of, sight_of
from foedera.model import Link

__all__ = ["Baseline", "baseline"]

FAR = 4_000_000
THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The scores at the threshold that is best for each way of putting links together, and the time of all."""

    components: tuple[float, Score, Score]  # threshold, pairwise, B-cubed
    assembled: tuple[float, Score, Score]
    seconds: float


def baseline(corpus: Planted, codebook: Codebook) -> Baseline:
    """Needs the dependency group ``linkage``; raises ImportError without it."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    begun = perf_counter()
    pairs = _predicted(list(_rows(corpus, codebook)))
    seconds = perf_counter() - begun
    best: dict[str, tuple[float, Score, Score]] = {}
    for threshold in THRESHOLDS:
        kept = [p for p in pairs if p[2] >= threshold]
        for how, made in (
            ("components", _components(corpus, kept)),
            ("assembled", _assembled(corpus, kept, threshold)),
        ):
            found = (threshold, pairwise(made, corpus.event_of), b_cubed(made, corpus.event_of))
            if how not in best or found[1].f1 > best[how][1].f1:
                best[how] = found
    return Baseline(best["components"], best["assembled"], seconds)


def _rows(corpus: Planted, codebook: Codebook) -> Iterator[dict[str, Any]]:
    settings = settings_of(codebook)
    for claim in corpus.claims:
        s = sight_of(claim, corpus.texts.get(claim.text_id), settings)
        numbers = [low for bounds in s.numbers.values() for low, _ in bounds]
        place = claim.place
        yield {
            "unique_id": claim.id,
            "block": list({f"{s.kind} {s.stance} {a} {b}" for a, b in combinations(s.parties[:12], 2)}
                          or {f"{s.kind} {s.stance} {s.parties[0]}"}),
            "type": claim.type, "family": claim.family, "status": claim.status.value,
            "parties": list(s.parties), "roles": sorted(f"{r} {a}" for r, a in s.roles),
            "first": max(s.first, -FAR), "last": min(s.last, FAR),
            "day": claim.date.first.toordinal() if claim.date else None,
            "days": (s.last - s.first + 1) if claim.date else None,
            "told": s.told[0] if s.told else None,
            "country": place.country if place else None, "town": place.name if place else None,
            "person": " ".join(sorted(s.persons.values())) or None,
            "name": " ".join(f"{n} {i or ''}" for n, i in sorted(s.names.known.items())).strip() or None,
            "thing": " ".join(s.things) or None, "topic": " ".join(s.topics) or None,
            "number": numbers[0] if numbers else None,
            "words": s.words,
        }  # fmt: skip


def _levels(column: str, *levels: tuple[str, str], null: str | None = None) -> dict[str, Any]:
    told = [{"sql_condition": null or f"{column}_l is null or {column}_r is null", "label_for_charts": "null",
             "is_null_level": True}]  # fmt: skip
    told += [{"sql_condition": sql, "label_for_charts": label} for label, sql in levels]
    told.append({"sql_condition": "ELSE", "label_for_charts": "else"})
    return {"output_column_name": column, "comparison_levels": told}


def _fuzzy(column: str, near: float = 0.9) -> dict[str, Any]:
    return _levels(column, ("same", f"{column}_l = {column}_r"),
                   ("near", f"jaro_winkler_similarity({column}_l, {column}_r) >= {near}"))  # fmt: skip


def _predicted(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, float]]:
    """Pairs with their probabilities, each pair once."""
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, block_on

    gap = "greatest(day_l - (day_r + days_r - 1), day_r - (day_l + days_l - 1))"
    widest = "greatest(days_l, days_r)"
    told_near = "abs(told_l - told_r) <= 3"
    settings = {
        "link_type": "dedupe_only",
        "blocking_rules_to_generate_predictions": [
            {
                "blocking_rule": "l.block = r.block and l.first <= r.last + 3 and r.first <= l.last + 3",
                "arrays_to_explode": ["block"],
                "sql_dialect": "duckdb",
            }
        ],
        "comparisons": [
            _levels("type", ("same", "type_l = type_r"), ("family", "family_l = family_r")),
            _levels("status", ("same", "status_l = status_r")),
            _levels("roles", ("same", "roles_l = roles_r"), ("parties", "parties_l = parties_r"),
                    ("within", "len(list_intersect(parties_l, parties_r)) = least(len(parties_l), len(parties_r))")),
            _levels("day", ("same day", f"{gap} <= 0 and {widest} <= 1"), ("days", f"{gap} <= 0 and {widest} <= 10"),
                    ("month", f"{gap} <= 0 and {widest} <= 31"), ("wide", f"{gap} <= 0"), ("slip", f"{gap} <= 3")),
            _levels("told", ("days", told_near), ("weeks", "abs(told_l - told_r) <= 10")),
            _levels("town", ("town", "town_l = town_r"), ("country", "country_l = country_r")),
            _fuzzy("person"), _fuzzy("name", 0.93), _fuzzy("thing"), _fuzzy("topic"),
            _levels("number", ("same", "number_l = number_r"),
                    ("near", "abs(number_l - number_r) <= 0.25 * greatest(number_l, number_r)")),
            _levels("words", ("close", "jaro_winkler_similarity(words_l, words_r) >= 0.9"),
                    ("alike", "jaro_winkler_similarity(words_l, words_r) >= 0.75")),
        ],
    }  # fmt: skip
    with duckdb.connect(":memory:") as connection:
        api = DuckDBAPI(connection)
        linker = Linker(api.register(pa.Table.from_pylist([dict(r) for r in rows])), settings, log_level=None)
        linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
        for columns in (("type", "day", "parties"), ("topic", "parties", "status"), ("type", "words")):
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns), record_sample_proportion=1.0
            )
        predicted = linker.inference.predict().as_record_list()
    best: dict[tuple[str, str], float] = {}
    for row in predicted:
        pair = (min(row["unique_id_l"], row["unique_id_r"]), max(row["unique_id_l"], row["unique_id_r"]))
        best[pair] = max(best.get(pair, 0.0), row["match_probability"])
    return [(a, b, score) for (a, b), score in sorted(best.items())]


def _components(corpus: Planted, pairs: Sequence[tuple[str, str, float]]) -> dict[str, str]:
    home = {c.id: c.id for c in corpus.claims}

    def root(name: str) -> str:
        while home[name] != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    for a, b, _ in pairs:
        home[root(a)] = root(b)
    return {name: root(name) for name in home}


def _assembled(corpus: Planted, pairs: Sequence[tuple[str, str, float]], threshold: float) -> dict[str, str]:
    """As events, the best pairs first; a score is moved so that the threshold is where events join."""
    links = [Link(a, b, 0.5 + 0.5 * max(0.0, score - threshold), (), "same") for a, b, score in pairs]
    published = {k: t.published for k, t in corpus.texts.items()}
    made = events.assemble(corpus.claims, links, [], published=published, named={})
    return {claim: event.id for event in made for claim in event.claims}
