"""FollowTheMoney: entities as its model has them, by its own library."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from foedera.exports.material import Material, packaged
from support_exports import INSTALL, LEADER, compose, empty, full, hostile, material_of, materials

Entity = dict[str, Any]
# What the model of version 4 has, which the packaged facts state, and that of 3 has not: the tests run with 3, whose
# dependencies all have wheels; 4 needs ICU and a compiler (group formats).
SINCE_4 = frozenset({("UnknownLink", "proof")})
LANGUAGES_SINCE_4 = frozenset({"am", "ga", "lo", "ps", "si", "ta", "te", "th", "vi"})


def entities(material: Material) -> list[Entity]:
    lines = compose("ftm", material).files[""].decode("utf-8").split("\n")
    assert lines.pop() == ""
    return [json.loads(line) for line in lines]


def check_facts(found: list[Entity]) -> None:
    """Against what ``data/exports/ftm.yml`` states of the model."""
    schemata = packaged("ftm.yml")["schemata"]
    kinds = {e["id"]: e["schema"] for e in found}
    assert len(kinds) == len(found)
    for each in found:
        assert set(each) == {"id", "schema", "properties"}
        about = schemata[each["schema"]]
        assert set(about["required"]) <= set(each["properties"]), each
        for name, values in each["properties"].items():
            kind, *target = about["properties"][name]
            assert values
            assert len(set(values)) == len(values)
            assert all(isinstance(v, str) and v == v.strip() and v for v in values)
            if kind == "entity":
                assert all(target[0] in schemata[kinds[v]]["is_a"] for v in values), (each["schema"], name)
            if kind == "date":
                assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", v) for v in values)
            if kind == "country":
                assert all(re.fullmatch(r"[a-z]{2,4}", v) for v in values)


def unknown() -> frozenset[tuple[str, str]]:
    """What the installed model does not know."""
    return SINCE_4 if version("followthemoney").startswith("3.") else frozenset()


def check_library(found: list[Entity]) -> None:
    model = pytest.importorskip("followthemoney", reason=INSTALL).model
    for each in found:
        proxy = model.get_proxy(each, cleaned=False)
        assert proxy.schema.name == each["schema"]
        known = {name for name in each["properties"] if (each["schema"], name) not in unknown()}
        assert {prop.name for prop in proxy.iterprops()} == known
        for prop in proxy.iterprops():
            if prop.type.name not in (
                "name",
                "url",
                "address",
            ):  # whose cleaning writes quotation marks and addresses anew
                assert sorted(proxy.get(prop)) == sorted(each["properties"][prop.name])
        proxy.schema.validate(each)


@pytest.mark.parametrize("make", [full, hostile, empty])
def test_entities_are_as_the_facts_of_the_model_say(make: Any) -> None:
    check_facts(entities(material_of(make())))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials())
def test_any_record_makes_entities_of_the_model(material: Material) -> None:
    check_facts(entities(material))


@pytest.mark.parametrize("make", [full, hostile])
def test_the_library_takes_every_value_as_it_is(make: Any) -> None:
    check_library(entities(material_of(make())))


def test_the_library_takes_any_record() -> None:
    pytest.importorskip("followthemoney", reason=INSTALL)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(materials())
    def holds(material: Material) -> None:
        check_library(entities(material))

    holds()


def test_the_facts_of_the_model_are_those_of_the_library() -> None:
    model = pytest.importorskip("followthemoney", reason=INSTALL).model
    for name, about in packaged("ftm.yml")["schemata"].items():
        schema = model.get(name)
        assert set(about["is_a"]) == {s.name for s in schema.schemata}
        assert set(about["required"]) == set(schema.required)
        lacking = {prop for prop in about["properties"] if schema.get(prop) is None}
        assert lacking == {prop for of, prop in unknown() if of == name}
        for prop, facts in about["properties"].items():
            if prop in lacking:
                continue
            real = schema.get(prop)
            assert facts == [real.type.name, *([real.range.name] if real.range else [])], (name, prop)
    registry = pytest.importorskip("followthemoney.types").registry
    countries = packaged("countries.yml")
    for code in [*(c[0].lower() for c in countries["states"].values()), *countries["former"].values()]:
        assert registry.country.clean(code) == code
    languages = packaged("languages.yml")["languages"]
    missed = {two for two, three in languages.items() if registry.language.clean(two) is None}
    assert missed == (LANGUAGES_SINCE_4 if unknown() else frozenset())
    for two, three in ((two, three) for two, three in languages.items() if two not in missed):
        assert registry.language.clean(two) == three == registry.language.clean(three)


def test_what_rests_on_documents_says_so() -> None:
    found = entities(material_of(full()))
    by = {e["id"]: e for e in found}
    kinds = {e["schema"] for e in found}
    assert kinds == {"PublicBody", "Person", "Article", "Event", "Note", "Mention", "UnknownLink"}
    event = next(e for e in found if e["properties"].get("recordId") == ["e1"] and e["schema"] == "Event")
    articles = [by[a] for a in event["properties"]["proof"]]
    assert sorted(a["properties"]["title"][0] for a in articles) == ["Title t1", "Title t2"]
    involved = {by[i]["properties"]["name"][0] for i in event["properties"]["involved"]}
    assert involved == {"Kazakhstan", "China", LEADER.names[0]}
    assert event["properties"]["date"] == ["2020-05-03"]
    notes = [e for e in found if e["schema"] == "Note"]
    assert all(by[n["properties"]["proof"][0]]["schema"] == "Article" for n in notes)
    links = [e for e in found if e["schema"] == "UnknownLink"]
    assert {"fulfils", "cancels", "postpones", "is part of", "visit"} == {
        link["properties"]["role"][0] for link in links
    }
    assert all(link["properties"].get("proof") for link in links if link["properties"]["role"] == ["visit"])


def test_a_region_is_no_entity_and_is_reported() -> None:
    dropped = compose("ftm", material_of(hostile())).dropped
    assert {d.record for d in dropped} == {"actor"}
    assert all("no legal entity" in d.reason for d in dropped)
