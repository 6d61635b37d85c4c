"""A graph of acts between actors, for Gephi, igraph and networkx: GraphML and GEXF."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from foedera.exports.material import Dropped, Export, Material, beside, grouped, ties, title_of, undirected
from foedera.exports.mending import Mender
from foedera.exports.tables import joined
from foedera.measures.acts import kind_of
from foedera.model import Event

__all__ = ["as_gexf", "as_graphml", "graph_of"]

Attributes = dict[str, str | int | bool]


def as_graphml(material: Material) -> Export:
    import networkx as nx

    graph, dropped, mender = graph_of(material)
    sink = io.BytesIO()
    nx.write_graphml_xml(graph, sink)  # keys are numbered, as a node's and an edge's may have one name
    return Export("graphml", {"": sink.getvalue()}, _holds(graph), dropped, mender.changed)


def as_gexf(material: Material) -> Export:
    """With each edge's days as its spell, so that a timeline can be run; how exact they are stands beside."""
    import networkx as nx

    graph, dropped, mender = graph_of(material)
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = key
    sink = io.BytesIO()
    nx.write_gexf(graph, sink)
    content = re.sub(rb' lastmodifieddate="[^"]*"', b"", sink.getvalue(), count=1)  # the day on which it was written
    content = re.sub(rb'(<graph [^>]*?) name=""', rb"\1", content, count=1)  # which the format's schema does not know
    return Export("gexf", {"": content}, _holds(graph), dropped, mender.changed)


def graph_of(material: Material) -> tuple[Any, tuple[Dropped, ...], Mender]:
    """A ``networkx.MultiDiGraph``: actors as nodes, an edge for each event and pair of parties, by name.

    What two parties do together is one edge, from the lesser, with ``mutual``. Its key is event and parties. Also what
    is left out, and what of the text had to be mended.
    """
    import networkx as nx

    mender = Mender()
    graph = nx.MultiDiGraph()
    edges, carried, left = [], [], []
    for event in material.events.values():
        found = undirected(ties(material, event))
        if event.negated or not found:
            left.append((event.id, "denied: no act" if event.negated else "no second party"))
            continue
        carried.append(event)
        edges += [(t.source, t.target or "", _edge(event, t.is_mutual, material)) for t in found]
    named = {a for e in carried for a in e.actors} | {a for edge in edges for a in edge[:2]}
    for actor in sorted(named):
        graph.add_node(mender.token(actor), **_mended(_node(actor, material), mender))
    for source, target, attributes in edges:
        a, b = mender.token(source), mender.token(target)
        name = mender.token(f"{attributes['event']}_{source}_{target}")
        graph.add_edge(a, b, key=name, **_mended(attributes, mender))
    claims = (d for d in beside(material, carried) if d.record == "claim")  # a graph holds no document at all
    return graph, (*grouped("event", left), *claims), mender


def _node(actor: str, material: Material) -> Attributes:
    cow = material.cow_of(actor)
    node: Attributes = {"label": material.name_of(actor), "kind": material.kinds[actor]}
    return node | ({"cow": cow} if cow is not None else {})


def _edge(event: Event, is_mutual: bool, material: Material) -> Attributes:
    kind = kind_of(event, material.codebook)
    edge: Attributes = {
        "label": title_of(event, material),
        "event": event.id,
        "act": event.type,  # "type" is taken: in GEXF it says whether an edge is directed
        "family": event.family,
        "status": event.status.value,
        "done": event.status.is_done,
        "undoes": kind == "undone",
        "cooperative": bool(event.dyads),
        "mutual": is_mutual,
        "claims": joined(event.claims),
        "reports": len(event.claims),
        "origins": len(event.independent),
    }
    if event.credibility:
        edge["credibility"] = event.credibility.grade
    if event.date:
        edge["precision"] = event.date.precision.value
        edge |= {"start": str(event.date.start)} if event.date.start else {}
        edge |= {"end": str(event.date.end)} if event.date.end else {}
    return edge


def _mended(attributes: Mapping[str, str | int | bool], mender: Mender) -> Attributes:
    """Without empty text, which GraphML cannot tell from none."""
    return {
        name: mender.xml(value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value != ""
    }


def _holds(graph: Any) -> dict[str, int]:
    events = {edge["event"] for _, _, edge in graph.edges(data=True)}
    return {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges(), "events": len(events)}
