"""STIX 2.1: strict, complete in itself, and with no time that the record does not know."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from foedera.exports.material import Material
from foedera.model import Credibility, Dossier
from support_exports import INSTALL, compose, document, empty, full, happened, hostile, material_of, materials, told

stix2 = pytest.importorskip("stix2", reason="the extra `exports` is not installed")


def bundle(material: Material) -> list[dict[str, Any]]:
    """The objects of the bundle, which the library's strict parser takes whole."""
    content = compose("stix", material).files[""].decode("utf-8")
    parsed = stix2.parse(content, allow_custom=False, version="2.1")
    assert parsed.type == "bundle"
    found: list[dict[str, Any]] = json.loads(content).get("objects", [])
    assert len(found) == len(parsed.get("objects", []))
    return found


# What the standard recommends and a record cannot have: names drawn at random (worked out ones, of version 5, are
# allowed, and let the next bundle update this one), and hashes of pages that the record does not hold.
RECOMMENDED = "uuid-check,extref-hashes"


def check_validator(material: Material) -> None:
    """By the standard's own validator: what it demands, and what it recommends."""
    validator = pytest.importorskip("stix2validator", reason=INSTALL)
    asked = validator.ValidationOptions(
        version="2.1", strict=True, strict_types=True, strict_properties=True, disabled=RECOMMENDED
    )
    found = validator.validate_string(compose("stix", material).files[""].decode("utf-8"), asked)
    for each in found if isinstance(found, list) else [found]:
        assert each.is_valid, [str(e) for e in each.errors]
        assert not each.warnings, [str(w) for w in each.warnings]


@pytest.mark.parametrize("make", [full, hostile, empty])
def test_the_validator_of_the_standard_finds_nothing_to_say(make: Any) -> None:
    check_validator(material_of(make()))


def check(material: Material) -> list[dict[str, Any]]:
    objects = bundle(material)
    ids = [o["id"] for o in objects]
    assert len(set(ids)) == len(ids)
    for each in objects:
        refs = [each[k] for k in each if k.endswith("_ref")] + [r for k in each if k.endswith("_refs") for r in each[k]]
        assert set(refs) <= set(ids), "an object that is referred to is not in the bundle"
        assert each["created"] <= each["modified"]
        assert not any(key.startswith("x_") for key in each)
        if "stop_time" in each:
            assert each["start_time"] < each["stop_time"]
    return objects


@pytest.mark.parametrize("make", [full, hostile, empty])
def test_a_bundle_passes_the_strict_parser_and_refers_to_nothing_outside(make: Any) -> None:
    check(material_of(make()))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials())
def test_any_record_makes_a_valid_bundle(material: Material) -> None:
    check(material)


def test_what_is_told_stands_in_standard_objects() -> None:
    objects = check(material_of(full(), as_of=datetime(2024, 5, 6, tzinfo=UTC)))
    by_type: dict[str, list[dict[str, Any]]] = {}
    for each in objects:
        by_type.setdefault(each["type"], []).append(each)
    kinds = {"identity", "location", "report", "note", "grouping", "relationship", "opinion"}
    assert set(by_type) == kinds
    names = {o["id"]: o["name"] for o in by_type["identity"]}
    assert sorted(names.values()) == ["China", "Kazakhstan"]
    assert {"KZ", "CN"} == {o["country"] for o in by_type["location"]}
    note = next(o for o in by_type["note"] if "c1" in json.dumps(o["external_references"]))
    assert note["content"] == "president of Kazakhstan visited China"
    assert note["abstract"] == "visit (occurred), 2020-05-03: visitor Kazakhstan; host China"
    assert note["authors"] == ["Reuters", "voice c1"]
    assert {names[r] for r in note["object_refs"]} == {"China", "Kazakhstan"}
    report = next(o for o in by_type["report"] if o["name"] == "Title t1")
    assert report["published"] == "2020-05-04T00:00:00Z"
    assert note["id"] in report["object_refs"]
    event = next(o for o in by_type["grouping"] if o["external_references"][0]["external_id"] == "e1")
    assert event["name"] == "Visit (occurred): Kazakhstan to China, 2020-05-03"
    assert (event["confidence"], event["created"][:10], event["modified"][:10]) == (70, "2020-05-04", "2024-05-06")
    tie = next(o for o in by_type["relationship"] if "start_time" in o)
    assert (names[tie["source_ref"]], names[tie["target_ref"]]) == ("Kazakhstan", "China")
    assert (tie["start_time"][:10], tie["stop_time"][:10]) == ("2020-05-03", "2020-05-04")
    assert {o["description"] for o in by_type["relationship"] if o["source_ref"].startswith("grouping")} == {
        "fulfils", "cancels", "postpones", "is part of",
    }  # fmt: skip
    assert {o["opinion"] for o in by_type["opinion"]} == {"agree"}


def test_an_undated_document_is_no_report_and_a_denied_event_ties_nobody() -> None:
    text = document("t9", published=None)
    event = happened("e9", ["c9"], negated=True, credibility=Credibility(6, "Nobody can tell."))
    dossier = Dossier((text,), (told("c9", text),), (event,))
    objects = check(material_of(dossier))
    assert {o["type"] for o in objects} == {"identity", "location", "note", "grouping", "relationship"}
    assert {o["relationship_type"] for o in objects if o["type"] == "relationship"} == {"located-at"}
    (grouping,) = [o for o in objects if o["type"] == "grouping"]
    assert "denied" in grouping["labels"]
    assert "confidence" not in grouping
    reasons = [d.reason for d in compose("stix", material_of(dossier)).dropped]
    assert reasons == ["undated: a report must say when it was published"]


def test_an_event_of_nobody_is_left_out_with_what_it_is_part_of() -> None:
    text = document("t9")
    bare = happened("e8", [], roles=(), dyads=(), place=None)
    dossier = Dossier((text,), (told("c9", text),), (bare, happened("e9", ["c9"], part_of=("e8",))))
    check(material_of(dossier, with_panels=False))
    (dropped,) = [d for d in compose("stix", material_of(dossier, with_panels=False)).dropped if d.record == "event"]
    assert dropped.ids == ("e8",)


def test_the_last_day_of_the_calendar_has_no_day_after_it() -> None:
    from foedera.model import Interval, Precision

    last = Interval(date.max, date.max, Precision.DAY, "the end")
    text = document("t9")
    check(material_of(Dossier((text,), (told("c9", text),), (happened("e9", ["c9"], date=last),)), with_panels=False))
