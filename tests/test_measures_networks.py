"""Networks and reciprocity against direct transcriptions of their formulas, on random graphs."""

from __future__ import annotations

from collections import deque
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.measures import agreement_network, centrality, reciprocity
from foedera.measures.networks import graph_of
from foedera.model import Dossier
from support_measures import BOOK, happening, paper, record

NODES = ["KEN", "UGA", "TZA", "RWA", "ETH", "SOM", "EGY", "SDN"]
PAPER = paper("one", "2012-06")
Pair = tuple[str, str]

graphs = st.sets(st.sampled_from(list(combinations(sorted(NODES), 2))), min_size=1, max_size=16)


def of_pairs(pairs: set[Pair], kind: str = "agreement", role: str = "signatory") -> Dossier:
    return record(
        *(happening(n, PAPER, kind, {role: list(p)}, "2012") for n, p in enumerate(sorted(pairs))), texts=[PAPER]
    )


def near(pairs: set[Pair], node: str) -> set[str]:
    return {b if a == node else a for a, b in pairs if node in (a, b)}


@settings(deadline=None)
@given(graphs)
def test_degree_two_paths_product_and_clustering_are_kinnes_sums(pairs: set[Pair]) -> None:
    a = {(i, j): int((min(i, j), max(i, j)) in pairs) for i in NODES for j in NODES}
    table = agreement_network(of_pairs(pairs), BOOK, actor="KEN")
    degree = {i: sum(a[(i, k)] for k in NODES) for i in NODES}
    for row in table:
        j = row.keys[0]
        expected = (a[("KEN", j)], degree[j], sum(a[("KEN", k)] * a[(j, k)] for k in NODES), degree["KEN"] * degree[j])
        if degree["KEN"] or j == "KEN":
            assert tuple(c.value for c in row.cells) == expected
    partners = sorted(near(pairs, "KEN"))
    pairs_of = list(combinations(partners, 2))
    expected_share = sum(a[p] for p in pairs_of) / len(pairs_of) if pairs_of else None
    assert table.aside["actor"].rows[0].cells[1].value == expected_share


@settings(deadline=None)
@given(graphs)
def test_two_paths_are_networkx_common_neighbours(pairs: set[Pair]) -> None:
    import networkx as nx

    graph = graph_of(pairs)
    table = agreement_network(of_pairs(pairs), BOOK, actor="KEN")
    for row in table:
        if "KEN" in graph and row.cells[2].value is not None:
            assert row.cells[2].value == len(list(nx.common_neighbors(graph, "KEN", row.keys[0])))


def steps(pairs: set[Pair], start: str) -> dict[str, int]:
    seen, queue = {start: 0}, deque([start])
    while queue:
        node = queue.popleft()
        for other in sorted(near(pairs, node)):
            if other not in seen:
                seen[other] = seen[node] + 1
                queue.append(other)
    return seen


def paths(pairs: set[Pair], start: str) -> dict[str, int]:
    """How many shortest paths lead from start to each node."""
    far = steps(pairs, start)
    count = {start: 1}
    for node in sorted(far, key=lambda n: far[n]):
        if node != start:
            count[node] = sum(count[k] for k in near(pairs, node) if far.get(k) == far[node] - 1)
    return count


def betweenness(pairs: set[Pair], node: str, nodes: list[str]) -> float:
    """Freeman's definition, pair by pair."""
    total = 0.0
    for s, t in combinations([n for n in nodes if n != node], 2):
        from_s, from_node = steps(pairs, s), steps(pairs, node)
        if t in from_s and node in from_s and t in from_node and from_s[node] + from_node[t] == from_s[t]:
            total += paths(pairs, s)[node] * paths(pairs, node)[t] / paths(pairs, s)[t]
    n = len(nodes)
    return total / ((n - 1) * (n - 2) / 2) if n > 2 else 0.0


@settings(deadline=None)
@given(graphs)
def test_centrality_is_what_its_formulas_say(pairs: set[Pair]) -> None:
    nodes = sorted({n for p in pairs for n in p})
    table = centrality(of_pairs(pairs, "meeting", "participant"), BOOK, actor=nodes[0])
    for row in table:
        node = row.keys[0]
        degree, strength, between, close, _ = (c.value for c in row.cells)
        assert degree == strength == len(near(pairs, node))
        assert between == pytest.approx(betweenness(pairs, node, nodes))
        reached = steps(pairs, node)
        expected = (len(reached) - 1) / sum(reached.values()) * (len(reached) - 1) / (len(nodes) - 1)
        assert close == pytest.approx(expected)


@settings(deadline=None)
@given(graphs)
def test_the_eigenvector_is_one(pairs: set[Pair]) -> None:
    """A x is a multiple of x for each component, and x has length 1."""
    table = centrality(of_pairs(pairs, "meeting", "participant"), BOOK, actor="KEN")
    values = {r.keys[0]: r.cells[4].value for r in table if r.cells[4].value is not None}
    for node in list(values):
        part = [n for n in steps(pairs, node) if n in values]
        if len(part) < 2:
            continue
        assert sum((values[n] or 0) ** 2 for n in part) == pytest.approx(1)
        ratios = [
            sum(values[k] or 0 for k in near(pairs, n)) / (values[n] or 1) for n in part if (values[n] or 0) > 1e-4
        ]
        assert max(ratios) == pytest.approx(min(ratios), rel=1e-2)


def test_a_state_without_a_tie_is_not_covered_and_organisations_are_no_nodes() -> None:
    told = happening(1, PAPER, "meeting", {"participant": ["KEN", "UGA", "EAC"]}, "2012")
    table = centrality(record(told, texts=[PAPER]), BOOK, actor="SOM")
    assert {r.keys[0]: r.cells[0].value for r in table} == {"KEN": 1, "SOM": None, "UGA": 1}


flows = st.lists(st.tuples(st.sampled_from(["UGA", "TZA"]), st.booleans()), max_size=12)


@settings(deadline=None)
@given(flows)
def test_reciprocity_is_twice_the_lesser_over_the_whole(found: list[tuple[str, bool]]) -> None:
    told = [
        happening(n, PAPER, "visit", {"visitor": "KEN", "host": p} if sent else {"visitor": p, "host": "KEN"}, "2012")
        for n, (p, sent) in enumerate(found)
    ]
    table = reciprocity(record(*told, texts=[PAPER]), BOOK, actor="KEN", partners=["UGA", "TZA"])
    whole, least = 0, 0
    for partner in ("UGA", "TZA"):
        sent, received = (sum(1 for p, s in found if p == partner and s is way) for way in (True, False))
        cells = table.cell("reciprocity", partner=partner), table.cell("balance", partner=partner)
        assert (table.cell("sent", partner=partner).value, table.cell("received", partner=partner).value) == (
            sent,
            received,
        )
        if sent + received:
            assert cells[0].value == pytest.approx(2 * min(sent, received) / (sent + received))
            assert cells[1].value == pytest.approx((sent - received) / (sent + received))
        else:
            assert (cells[0].value, cells[1].value) == (None, None)
        whole, least = whole + sent + received, least + min(sent, received)
    if whole:
        assert table.cell("reciprocity", partner="all").value == pytest.approx(2 * least / whole)


def test_a_meeting_is_mutual_and_enters_no_direction() -> None:
    told = happening(1, PAPER, "meeting", {"participant": ["KEN", "UGA"]}, "2012")
    table = reciprocity(record(told, texts=[PAPER]), BOOK, actor="KEN", partners=["UGA"])
    assert tuple(c.value for c in table.rows[0].cells) == (0, 0, 1, None, None)
