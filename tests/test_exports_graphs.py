"""Graphs: as the schemas of their formats have them, and read back by networkx as they were, whatever the text."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from foedera.exports.graphs import graph_of
from foedera.exports.material import Material
from foedera.model import Status
from support_exports import compose, empty, full, hostile, material_of, materials
from support_measures import happening, paper, record


def read(form: str, content: bytes) -> Any:
    if form == "graphml":
        return nx.read_graphml(io.BytesIO(content), force_multigraph=True, edge_key_type=str)
    return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(content)))


def edges(graph: Any) -> dict[tuple[str, str, str], dict[str, Any]]:
    """By source, target and name, which is the key in one format, and an attribute besides in the other."""
    found = {}
    for a, b, key, data in graph.edges(keys=True, data=True):
        name = str(data.get("id", key))
        found[a, b, name] = {k: v for k, v in data.items() if k != "id"}
    return found


FORMATS = Path(__file__).parent / "formats"


@cache
def schema(form: str) -> Any:
    return etree.RelaxNG(etree.parse(FORMATS / f"{form}.rng"))


def check_schema(form: str, content: bytes) -> None:
    """The elements, attributes and types of the format; and no reference to a key or node that is not there."""
    tree = etree.fromstring(content)
    assert schema(form).validate(tree), schema(form).error_log
    ids = {kind: [e.get("id") for e in tree.iter(f"{{*}}{kind}")] for kind in ("node", "edge", "key", "attribute")}
    assert all(len(set(found)) == len(found) for found in ids.values())
    ends = {e.get(end) for e in tree.iter("{*}edge") for end in ("source", "target")}
    told = {e.get("key") for e in tree.iter("{*}data")} | {e.get("for") for e in tree.iter("{*}attvalue")}
    assert ends <= set(ids["node"])
    assert told <= {*ids["key"], *ids["attribute"]}


def check(form: str, material: Material) -> None:
    made, _, _ = graph_of(material)
    content = compose(form, material).files[""]
    check_schema(form, content)
    found = read(form, content)
    assert dict(found.nodes(data=True)) == dict(made.nodes(data=True))
    assert edges(found) == edges(made)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@pytest.mark.parametrize("make", [full, hostile, empty])
def test_a_graph_is_read_back_equal(form: str, make: Any) -> None:
    check(form, material_of(make()))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials())
def test_any_graph_is_read_back_equal(material: Material) -> None:
    for form in ("graphml", "gexf"):
        check(form, material)


def test_an_edge_is_an_act_with_its_direction_status_days_and_claims() -> None:
    a = paper("a", "2015-03-01", "Alpha")
    visit = happening(1, a, "visit", {"visitor": "UGA", "host": "KEN"}, "2015-02-14")
    told = record(
        visit,
        happening(2, a, "meeting", {"participant": ["UGA", "KEN", "TZA"]}, "2015-02", status=Status.PLANNED),
        happening(3, a, "national_exercise", {"participant": "KEN"}, "2015-02-16"),
        texts=[a],
    )
    graph, dropped, _ = graph_of(material_of(told))
    found = {(x, y): d for x, y, d in graph.edges(data=True) if d["event"] == "e001"}
    assert list(found) == [("UGA", "KEN")]
    edge = found["UGA", "KEN"]
    assert (edge["act"], edge["status"], edge["mutual"], edge["cooperative"]) == ("visit", "occurred", False, True)
    assert (edge["start"], edge["end"], edge["precision"]) == ("2015-02-14", "2015-02-14", "day")
    assert edge["claims"] == " ".join(c.id for c in visit[1])
    both = sorted((x, y) for x, y, d in graph.edges(data=True) if d["event"] == "e002")
    assert both == [("KEN", "TZA"), ("KEN", "UGA"), ("TZA", "UGA")]
    assert {d["done"] for _, _, d in graph.edges(data=True) if d["event"] == "e002"} == {False}
    assert graph.nodes["KEN"] == {"label": "Kenya", "kind": "state", "cow": 501}
    assert [(d.reason, d.ids) for d in dropped if d.record == "event"] == [("no second party", ("e003",))]


def test_a_withdrawal_is_marked_as_undoing() -> None:
    a = paper("a", "2015-03-01", "Alpha")
    parties = {"initiator": "UGA", "host": "KEN"}
    told = record(
        happening(1, a, "access_deployment", parties, "2015-02-14", attributes={"mode": "withdrawal"}),
        happening(2, a, "access_deployment", parties, "2014-02-14"),
        texts=[a],
    )
    graph, _, _ = graph_of(material_of(told))
    assert {(d["event"], d["undoes"]) for _, _, d in graph.edges(data=True)} == {("e001", True), ("e002", False)}


def test_gexf_bears_no_day_of_writing_and_runs_in_time() -> None:
    content = compose("gexf", material_of(full())).files[""]
    assert b"lastmodified" not in content
    assert b'timeformat="date"' in content
    assert b'start="2020-05-03"' in content
