"""Where an actor stands among the states that the record ties together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from foedera.codebook import Codebook
from foedera.measures.acts import Act, acts, card, count, partners_of, settings
from foedera.measures.coverage import coverage_of, span
from foedera.measures.resampling import bounds, by_origin, replicates
from foedera.model import Dossier
from foedera.table import Cell, Row, Table

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["agreement_network", "centrality", "graph_of", "reciprocity"]

Ties = Mapping[tuple[str, str], Sequence[Act]]
STEPS = 10_000  # of the power iteration; a graph on which it does not settle has no value


def centrality(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """How central each state is among all that the record ties together.

    Formula, on the graph whose nodes are states and whose edges are pairs with at least one done cooperative event:
    degree, the number of partners; strength, the number of events over all of them; betweenness, the share of the
    shortest paths between other two that pass through, over (n-1)(n-2)/2 pairs; closeness, (reached - 1) / sum of
    steps, times the share of the others that are reached (Wasserman and Faust); eigenvector, the principal
    eigenvector of the state's connected component, of length 1. Computed by networkx.
    Rows: the actor and its partners where some are named, else every state in the graph.
    Source: the events of the record. Unit: states; events; 0 to 1. The claims of a cell are those of the state's own
    ties; betweenness, closeness and eigenvector rest on all other ties too, which are the claims of the other rows.
    Missing: empty where a state has no tie.
    Traps: a record that was read for one state puts that state at the centre; a summit of ten makes 45 ties at once.
    """
    import networkx as nx

    listed = _between_states(acts(record, codebook, since=since, until=until), codebook)
    ties = _ties((a for a in listed if a.is_done_together), codebook)
    graph = graph_of(ties)
    shown = list(dict.fromkeys((actor, *partners))) if partners else sorted({*graph.nodes, actor})
    between = nx.betweenness_centrality(graph)
    close = nx.closeness_centrality(graph)
    eigen = _eigenvector(graph)
    rows = []
    for state in shown:
        held = {a.event.id: a for pair, found in ties.items() if state in pair for a in found}
        behind = count(held.values()).claims
        if state not in graph:
            rows.append(Row((state,), (Cell(None),) * 5))
            continue
        strength = sum(len(found) for pair, found in ties.items() if state in pair)
        values = (float(graph.degree[state]), float(strength), between[state], close[state], eigen.get(state))
        rows.append(Row((state,), tuple(Cell(v, behind) for v in values)))
    coverage = coverage_of(record)
    return Table(
        measure="centrality",
        unit="states; events; 0 to 1",
        method=card(centrality),
        coverage=coverage.words([actor, *partners], coverage.years(listed, since, until), _each(ties)),
        actor=actor,
        period=span(coverage.years(listed, since, until)),
        keys=("state",),
        columns=("degree", "strength", "betweenness", "closeness", "eigenvector"),
        rows=tuple(rows),
        notes=(f"The graph has {graph.number_of_nodes()} states and {graph.number_of_edges()} ties.",),
    )


def agreement_network(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """The network of agreements around an actor, as Kinne (2018) measures it.

    Formula, with a_ij = 1 where the record has a done agreement of i and j: agreements, their number; degree, the
    partner's sum of a_jk; two_paths, the sum over k of a_ik a_jk (third states with agreements with both: closure);
    product, of the degrees of the two (preferential attachment). Beside it: the actor's own degree, and its
    clustering, the share of pairs of its partners that have an agreement with one another.
    Rows: the partners named, else every state in the network but the actor.
    Source: done events of the families that measures.yml calls agreements. Reference: Kinne 2018, International
    Organization 72:799-838. Unit: agreements; states.
    Missing: 0 where no agreement is told of and both are named in the record; empty where one is named nowhere.
    Traps: an agreement that ended still counts; one of many parties ties all of them; plans and drafts do not count.
    """
    families = settings(codebook).get("agreements", ())
    listed = _between_states(acts(record, codebook, since=since, until=until), codebook)
    ties = _ties((a for a in listed if a.is_done_together and a.event.family in families), codebook)
    graph = graph_of(ties)
    coverage = coverage_of(record)
    near = set(graph[actor]) if actor in graph else set()
    rows = []
    for partner in partners or sorted(set(graph.nodes) - {actor}):
        beyond = set(graph[partner]) if partner in graph else set()
        shared = near & beyond
        looked = {actor, partner} <= coverage.ever_named
        own = ties.get(_pair(actor, partner), ())
        theirs = count(_touching(ties, (partner,)))
        paths = count(a for k in shared for p in (_pair(actor, k), _pair(partner, k)) for a in ties[p])
        both = count(_touching(ties, (actor, partner)))
        cells = (
            count(own),
            Cell(float(len(beyond)), theirs.claims),
            Cell(float(len(shared)), tuple(sorted(set(paths.claims)))),
            Cell(float(len(near) * len(beyond)), both.claims),
        )
        rows.append(Row((partner,), cells if looked else (Cell(None),) * 4))
    return Table(
        measure="agreement_network",
        unit="agreements; states",
        method=card(agreement_network),
        coverage=coverage.words([actor, *partners], coverage.years(listed, since, until), _each(ties)),
        actor=actor,
        period=span(coverage.years(listed, since, until)),
        keys=("partner",),
        columns=("agreements", "degree", "two_paths", "product"),
        rows=tuple(rows),
        aside={"actor": _own(actor, near, ties)},
    )


def reciprocity(
    record: Dossier,
    codebook: Codebook,
    *,
    actor: str,
    partners: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """Whether what an actor does toward a partner is returned.

    Formula: sent is the number of done events directed from the actor to the partner, received from the partner to the
    actor, each of kinds that have a direction (a visit, a transfer, a training), cooperative ones alone; mutual are
    events that both do together (a meeting, an agreement), and enter nothing. reciprocity = 2 min(sent, received) /
    (sent + received), from 0 (one way) to 1 (even), the weighted reciprocity of Squartini et al. 2013 (Scientific
    Reports 3:2729) for one pair; balance = (sent - received) / (sent + received). Row "all": over all partners shown,
    the pairs added up.
    Source: the events of the record. Unit: events; 0 to 1; -1 to 1.
    Uncertainty: 90 % of 400 draws of the origins with replacement.
    Missing: empty where nothing directed is told of the two.
    Traps: the visitor is the source of a visit and the host its target, whoever wanted it; training and aid go one way
    by their nature; a state that is read about more seems to send more.
    """
    listed = [a for a in acts(record, codebook, since=since, until=until) if a.is_done_together]
    coverage = coverage_of(record)
    chosen = list(partners) or sorted({p for a in listed for p in partners_of(a, actor)})
    flows = {p: _flows(listed, actor, p) for p in chosen}
    rows = [Row((p,), _flow_cells(flows, [p])) for p in chosen]
    if len(chosen) > 1:
        rows.insert(0, Row(("all",), _flow_cells(flows, chosen)))
    shown = [a for a in listed if set(chosen).intersection(partners_of(a, actor))]
    return Table(
        measure="reciprocity",
        unit="events; 0 to 1; -1 to 1",
        method=card(reciprocity),
        coverage=coverage.words([actor, *partners], coverage.years(listed, since, until), shown),
        actor=actor,
        period=span(coverage.years(listed, since, until)),
        keys=("partner",),
        columns=("sent", "received", "mutual", "reciprocity", "balance"),
        rows=tuple(rows),
    )


Flows = Mapping[str, tuple[list[Act], list[Act], list[Act]]]  # partner -> sent, received, mutual


def _flows(listed: Iterable[Act], actor: str, partner: str) -> tuple[list[Act], list[Act], list[Act]]:
    sent: list[Act] = []
    received: list[Act] = []
    mutual: list[Act] = []
    for act in listed:
        if partner in partners_of(act, actor):
            out, back = (actor, partner) in act.pairs, (partner, actor) in act.pairs
            (mutual if out == back else sent if out else received).append(act)
    return sent, received, mutual


def _flow_cells(flows: Flows, partners: Sequence[str]) -> tuple[Cell, ...]:
    directed = [(a, (way, p), 1.0) for p in partners for way in (0, 1) for a in flows[p][way]]
    drawn = replicates(by_origin(directed))
    own: dict[tuple[int, str], float] = defaultdict(float)
    for _, key, amount in directed:
        own[key] += amount
    claims = count({a.event.id: a for a, _, _ in directed}.values()).claims

    def returned(t: Mapping[tuple[int, str], float]) -> float | None:
        least = sum(min(t.get((0, p), 0.0), t.get((1, p), 0.0)) for p in partners)
        whole = sum(t.values())
        return 2 * least / whole if whole > 0 else None

    def tilted(t: Mapping[tuple[int, str], float]) -> float | None:
        whole = sum(t.values())
        return (sum(t.get((0, p), 0.0) for p in partners) * 2 - whole) / whole if whole > 0 else None

    counts = tuple(count({a.event.id: a for p in partners for a in flows[p][way]}.values()) for way in range(3))
    return (
        *counts,
        *(Cell(f(own), claims, (), *bounds(drawn, f)) if claims else Cell(None) for f in (returned, tilted)),
    )


def graph_of(ties: Iterable[tuple[str, str]]) -> nx.Graph:
    """The graph whose edges are the pairs; nodes and edges in order, so that the same pairs give the same graph."""
    import networkx as nx

    graph = nx.Graph()
    pairs = sorted(ties)
    graph.add_nodes_from(sorted({n for pair in pairs for n in pair}))
    graph.add_edges_from(pairs)
    return graph


def _eigenvector(graph: nx.Graph) -> dict[str, float]:
    """Of each connected component of its own; none where the iteration does not settle."""
    import networkx as nx

    found: dict[str, float] = {}
    for component in nx.connected_components(graph):
        part = graph.subgraph(sorted(component))
        try:
            found.update(nx.eigenvector_centrality(part, max_iter=STEPS, tol=1e-10))
        except nx.PowerIterationFailedConvergence:
            continue
    return found


def _between_states(listed: Iterable[Act], codebook: Codebook) -> list[Act]:
    return [a for a in listed if any(x in codebook.states and y in codebook.states for x, y in a.ties)]


def _ties(listed: Iterable[Act], codebook: Codebook) -> dict[tuple[str, str], list[Act]]:
    found: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in listed:
        for pair in (p for p in act.ties if p[0] in codebook.states and p[1] in codebook.states):
            found[pair].append(act)
    return dict(sorted(found.items()))


def _each(ties: Ties) -> Iterable[Act]:
    return {a.event.id: a for found in ties.values() for a in found}.values()


def _touching(ties: Ties, states: Sequence[str]) -> Iterable[Act]:
    return {a.event.id: a for pair, found in ties.items() if set(pair) & set(states) for a in found}.values()


def _own(actor: str, near: set[str], ties: Ties) -> Table:
    pairs = list(combinations(sorted(near), 2))
    closed = [p for p in pairs if p in ties]
    behind = count(_touching(ties, (actor,))).claims
    share = Cell(len(closed) / len(pairs), behind) if pairs else Cell(None)
    method = "degree: the sum of a_ij; clustering: the share of pairs of its partners with an agreement of their own."
    row = Row((actor,), (Cell(float(len(near)), behind), share))
    return Table("agreement_network: actor", "states; 0 to 1", method, "", ("state",), ("degree", "clustering"), (row,))


def _pair(a: str, b: str) -> tuple[str, str]:
    return (min(a, b), max(a, b))
