"""What every export owes: the same bytes for the same record, all or nothing on the disk, the truth about its loss."""

from __future__ import annotations

import copy
import csv
import importlib.util
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import foedera
import test_exports_ftm
import test_exports_graphs
import test_exports_rows
import test_exports_stix
import test_exports_tables
from foedera.errors import ExportError, NotFoundError, UsageError
from foedera.exports import FORMATS
from foedera.exports.delivery import deliver, loss_path
from foedera.exports.ftm import as_ftm
from foedera.exports.loss import RECORDS, carries, fields, loss_of, sentence
from foedera.exports.material import Export, Material, packaged
from foedera.exports.mending import Mender, guarded, unguarded
from foedera.exports.stix import as_stix
from foedera.exports.tables import rows_of
from foedera.model import Dossier, Judgement, Source
from foedera.project import Project
from foedera.records import claim_from, record_of
from foedera.rows import event_from, event_record, text_from, text_record
from support_cli import Answer
from support_exports import INSTALL, NASTY, compose, empty, full, hostile, material_of, materials, shuffled

EXAMPLES = Path(__file__).parents[1] / "examples"
Run = Callable[..., Answer]
Record = dict[str, Any]
AS_EVENTS = {"stix": "objects of type grouping", "ftm": "entities of schema Event"}


# The same bytes


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("make", [full, hostile, empty])
def test_the_order_of_the_record_changes_no_byte(form: str, make: Callable[[], Dossier]) -> None:
    one, other = compose(form, material_of(make())), compose(form, material_of(shuffled(make())))
    assert one == other
    assert one == compose(form, material_of(make()))


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_record_has_an_export_and_loses_nothing(form: str) -> None:
    material = material_of(empty())
    report = loss_of(compose(form, material), material)
    assert not any(report["holds"].values())
    assert report["dropped"] == []
    assert not any(f["filled"] for found in report["lost"].values() for f in found)


# Loss


def test_every_field_of_every_record_is_listed_and_no_other() -> None:
    material = material_of(full())
    texts = [text_record(t) | {"body": t.body} for t in material.texts.values()]
    claims = [record_of(c, material.texts[c.text_id]) for c in material.claims.values()]
    events = [event_record(e) for e in material.events.values()]
    sources = [{f: getattr(s, f) for f in Source.__dataclass_fields__} for s in material.dossier.sources]
    for record, records in {"event": events, "claim": claims, "document": texts, "source": sources}.items():
        assert {f.partition(".")[0] for f in fields(record)} == {key for each in records for key in each}
    report = loss_of(compose("gdelt", material), material)
    for record in RECORDS:
        told = {f["field"]: f["filled"] for f in report["lost"][record] + report["in_part"][record]}
        whole = set(fields(record)) - set(told)
        assert all(_is_carried("gdelt", record, f) for f in whole)
        assert set(told) <= set(fields(record)), "a nested field that no list names"
        assert all(told.values()), "the full record leaves a field empty, so that nothing is known of it"


def test_what_is_said_to_be_carried_are_fields_of_the_record() -> None:
    for form, about in packaged("carried.yml")["formats"].items():
        for record in about["carries"]:
            for field in carries(form, record):
                assert any(f == field or f.startswith(f"{field}.") for f in fields(record)), (form, record, field)
    assert set(packaged("carried.yml")["formats"]) == set(FORMATS)


def test_a_field_that_is_new_to_the_record_is_reported_as_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    from foedera.exports import loss

    monkeypatch.setattr(loss, "event_record", lambda e: event_record(e) | {"mood": {"tone": "warm"}})
    material = material_of(full())
    for form in FORMATS:
        assert {"field": "mood.tone", "filled": 3} in loss_of(compose(form, material), material)["lost"]["event"]


def _is_carried(form: str, record: str, field: str) -> bool | None:
    """None: in part."""
    kept = carries(form, record)
    into = next((kept[k] for k in kept if field == k or field.startswith(f"{k}.")), None)
    return None if isinstance(into, dict) else into is not None


STRUCTURE: dict[str, Any] = {  # what cannot be any word: another value that the record allows there
    "event.type": "support_statement", "event.status": "ongoing", "event.roles.actor": "UZB",
    "event.roles.role": "member", "event.claims": ["c3"], "event.history.status": "planned", "event.credibility": 4,
    "event.family": "agreement", "event.date.precision": "range", "event.date.start": "2020-05-01",
    "event.date.end": "2020-05-08", "event.place.country": "KAZ", "event.fulfils": ["e3"],
    "event.fulfilled_by": ["e2"], "event.cancelled_by": ["e2"], "event.postponed_by": ["e3"], "event.part_of": ["e3"],
    "event.parts": ["e2"], "event.lapsed": "2021-02-03", "claim.document": "t2", "claim.status": "ongoing",
    "claim.roles.actor": "UZB", "claim.roles.kind": "group", "claim.date.precision": "range",
    "claim.date.start": "2020-05-01", "claim.date.end": "2020-05-08", "claim.voice": "cited",
    "claim.place.country": "KAZ", "claim.attribution.date.start": "2020-05-01",
    "claim.attribution.date.end": "2020-05-08", "claim.attribution.date.precision": "range",
    "claim.pairs": [["CHN", None]], "claim.attributes": {"x": "y"}, "event.attributes": {"x": "y"},
    "claim.roles.level": "working", "claim.codes": {"cameo": "043", "plover": "SUPPORT"},
    "document.published.start": "2020-05-01", "document.published.end": "2020-05-08",
    "document.published.precision": "range", "document.blocks.kind": "caption", "document.language": "fr",
    "document.url": "https://example.org/other", "source.country": "FRA", "claim.confidence": 0.25,
}  # fmt: skip
FORMS = [f for f in FORMATS if f != "parquet"]  # of the same rows as CSV


def _records() -> dict[str, list[Record]]:
    dossier = full()
    texts = {t.id: t for t in dossier.texts}
    return {
        "event": [event_record(e) for e in dossier.events],
        "claim": [record_of(c, texts[c.text_id]) for c in dossier.claims],
        "document": [text_record(t) | {"body": t.body} for t in dossier.texts],
        "source": [{f: getattr(s, f) for f in Source.__dataclass_fields__} for s in dossier.sources],
    }


def _material(records: dict[str, list[Record]]) -> Material:
    base = full()
    dossier = Dossier(
        tuple(text_from(r, r["body"]) for r in records["document"]),
        tuple(claim_from(r) for r in records["claim"]),
        tuple(event_from(r) for r in records["event"]),
        base.links, base.copies, tuple(Source(**r) for r in records["source"]), base.failures, base.codebook,
    )  # fmt: skip
    return material_of(dossier, with_panels=False)


def _changed(record: str, field: str) -> Material:
    """The full record with one field of its first record of that kind otherwise, and nothing else."""
    records = copy.deepcopy(_records())
    if field == "id":  # by which others refer to it
        old = records[record][0]["id"]
        return _material(json.loads(json.dumps(records).replace(f'"{old}"', '"zz"')))
    at, keys = records[record][0], field.split(".")
    if field in ("first_reported", "last_reported", "history.reported"):  # the same fact, in one place
        number = {"first_reported": 0, "last_reported": -1, "history.reported": 1}[field]
        at["history"][number]["reported"] = {0: "2020-05-02", -1: "2020-08-09", 1: "2020-06-05"}[number]
        return _material(records)
    if f"{record}.{field}" == "claim.document":
        at["document"]["id"] = "t2"
        return _material(records)
    for key in keys[:-1]:
        at = at[key][0] if isinstance(at[key], list) else at[key]
    was = at[keys[-1]]
    name = f"{record}.{field}"
    at[keys[-1]] = STRUCTURE[name] if name in STRUCTURE else _other(was)
    assert at[keys[-1]] != was
    return _material(records)


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return f"{value} else"
    if isinstance(value, list):
        return [f"{value[0]} else", *value[1:]]
    raise TypeError(value)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_carried_changes_the_export_and_what_is_lost_does_not(form: str) -> None:
    base = compose(form, _material(_records())).files
    for record in RECORDS:
        for field in fields(record):
            is_carried = _is_carried(form, record, field)
            if is_carried is None:
                continue
            differs = compose(form, _changed(record, field)).files != base
            assert differs == is_carried, (
                f"{form}: {record}.{field} is said to be {'carried' if is_carried else 'lost'}"
            )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials())
def test_every_event_is_carried_or_dropped_with_its_reason(material: Material) -> None:
    for form in ("gdelt", "plover", "graphml", "gexf", "stix", "ftm"):
        made = compose(form, material)
        dropped = [i for d in made.dropped if d.record == "event" for i in d.ids]
        carried = made.holds.get(AS_EVENTS.get(form, "events"), 0)
        assert carried + len(dropped) == len(material.events)
        assert len(set(dropped)) == len(dropped)
        claims = [i for d in made.dropped if d.record == "claim" for i in d.ids]
        assert len(set(claims)) == len(claims)
        report = loss_of(made, material)
        for record, total in (("event", material.events), ("claim", material.claims), ("document", material.texts)):
            gone = [i for d in report["dropped"] if d["record"] == record for i in d["ids"]]
            assert len(gone) == len(set(gone)) <= len(total)
            assert len(gone) == sum(d["count"] for d in report["dropped"] if d["record"] == record)
        json.dumps(report)


def test_the_loss_report_counts_what_was_dropped_and_says_it_in_a_sentence() -> None:
    material = material_of(full(), apart={"c3": "rejected"})
    report = loss_of(compose("stix", material), material)
    dropped = {(d["record"], d["reason"]): d["count"] for d in report["dropped"]}
    assert dropped["claim", "rejected by a person"] == 1
    assert dropped["link", "the format has no place for them"] == 1
    assert {"field": "amounts.value", "filled": 4} in report["lost"]["claim"]
    assert any(f["field"] == "date.start" and "start_time" in f["how"] for f in report["in_part"]["event"])
    assert "left out: 1 of 4 claims" in sentence(report)
    assert "fields of events, " in sentence(report)


# Characters


@pytest.mark.parametrize("word", NASTY)
def test_a_guarded_cell_is_no_formula_and_comes_back(word: str) -> None:
    assert unguarded(guarded(word)) == word
    assert not guarded(word).lstrip().startswith(("=", "+", "-", "@"))


@given(st.text(alphabet="'=+-@ \t\na", max_size=6))
def test_guarding_can_be_undone_whatever_the_text(word: str) -> None:
    assert unguarded(guarded(word)) == word
    assert not guarded(word).lstrip().startswith(("=", "+", "-", "@"))


def test_what_was_mended_is_counted() -> None:
    mender = Mender()
    assert mender.cell("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert mender.cell("=1") == "'=1"
    assert mender.line("a\t\r\nb") == "a b"
    assert mender.xml("\x07\x1b ok \r\n") == "\ufffd\ufffd ok \n"
    assert mender.plain("well") == "well"
    assert mender.uri("https://x.org/a b#c#d") == "https://x.org/a%20b#c%23d"
    assert mender.uri("https://x.org/a%20b?c=%C3%A9") == "https://x.org/a%20b?c=%C3%A9"
    assert mender.uri("an office in town") is None
    assert mender.token("GRP:a b") == "GRP:a_x20_b"
    assert mender.token("KAZ") == "KAZ"
    assert sum(mender.changed.values()) == 8


@given(st.lists(st.text(alphabet="a_x20 \u00e9:", max_size=8), min_size=2, max_size=2, unique=True))
def test_two_names_never_become_one_id(names: list[str]) -> None:
    assert len({Mender().token(name) for name in names}) == 2


# On the disk


def _export(*names: str) -> Export:
    return Export("csv", {name: name.encode() or b"x" for name in names}, {})


def test_a_file_that_cannot_be_written_leaves_what_stood_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "out.xml"
    deliver(_export(""), b"{}", place)
    monkeypatch.setattr(Path, "write_bytes", _fails)
    with pytest.raises(ExportError, match="cannot be written"):
        deliver(_export(""), b"{}", place)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.xml", "out.xml.loss.json"]
    assert place.read_bytes() == b"x"


def test_a_folder_that_cannot_be_written_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tables"
    deliver(_export("a.csv", "dictionary.csv"), b"{}", place)
    monkeypatch.setattr(Path, "write_bytes", _fails)
    with pytest.raises(ExportError, match="cannot be written"):
        deliver(_export("a.csv", "b.csv", "dictionary.csv"), b"{}", place)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tables", "tables.loss.json"]
    assert sorted(p.name for p in place.iterdir()) == ["a.csv", "dictionary.csv"]


def test_a_folder_that_cannot_be_moved_into_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tables"
    deliver(_export("a.csv", "dictionary.csv"), b"{}", place)

    def refuse(source: Path, target: Path) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ExportError, match="Permission denied"):
        deliver(_export("b.csv", "dictionary.csv", "a.csv"), b"{}", place)
    assert sorted(p.name for p in place.iterdir()) == ["a.csv", "dictionary.csv"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tables", "tables.loss.json"]


def test_an_export_comes_with_its_own_loss_report_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "out.xml"
    deliver(_export(""), b"old", place)
    whole = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda p, c: _fails(p, c) if "loss" in p.name else whole(p, c))
    with pytest.raises(ExportError, match="No space left"):
        deliver(Export("gexf", {"": b"new"}, {}), b"new", place)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"out.xml": b"x", "out.xml.loss.json": b"old"}


def _fails(self: Path, content: bytes) -> int:
    with self.open("wb") as half:
        half.write(content[:1])
    raise OSError(28, "No space left on device")


def test_a_later_export_takes_the_place_of_an_earlier_one_and_of_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "tables"
    deliver(_export("a.csv", "dictionary.csv"), b"{}", place)
    deliver(_export("a.parquet", "dictionary.csv"), b"{}", place)
    assert sorted(p.name for p in place.iterdir()) == ["a.parquet", "dictionary.csv"]
    (place / "mine.txt").write_text("work of weeks", encoding="utf-8")
    with pytest.raises(UsageError, match="holds something else"):
        deliver(_export("a.csv", "dictionary.csv"), b"{}", place)
    with pytest.raises(UsageError, match="a folder, and csv is one file"):
        deliver(_export(""), b"{}", place)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="are a folder of files"):
        deliver(_export("a.csv"), b"{}", tmp_path / "file")
    assert (place / "mine.txt").exists()


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    place = tmp_path / "tables"
    (tmp_path / ".tables.unfinished").mkdir()
    (tmp_path / ".tables.unfinished" / "a.csv").write_text("half", encoding="utf-8")
    (tmp_path / ".tables.before").mkdir()  # killed between moving the old one away and the new one in
    (tmp_path / ".tables.before" / "dictionary.csv").write_text("old", encoding="utf-8")
    deliver(_export("a.csv", "dictionary.csv"), b"{}", place)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tables", "tables.loss.json"]
    assert (place / "a.csv").read_bytes() == b"a.csv"


# The project and the command


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with foedera.open(tmp_path_factory.mktemp("sample"), create=True) as project:
        project.add(manifests=[EXAMPLES / "manifest.jsonl"])
        yield project


@pytest.mark.parametrize("form", FORMATS)
def test_every_export_of_the_sample_is_written_with_its_loss(sample: Project, tmp_path: Path, form: str) -> None:
    made = sample.export(form, tmp_path / "out")
    report = json.loads(made.loss_path.read_bytes())
    assert made.loss_path == loss_path(tmp_path / "out")
    assert report == json.loads(json.dumps(made.loss))
    lost = {(record, f["field"]) for record, found in report["lost"].items() for f in found}
    part = {(record, f["field"]) for record, found in report["in_part"].items() for f in found}
    for record in RECORDS:
        for field in fields(record):
            is_carried = _is_carried(form, record, field)
            assert ((record, field) in lost, (record, field) in part) == (is_carried is False, is_carried is None)
    again = sample.export(form, tmp_path / "again")
    assert _bytes(made.path) == _bytes(again.path)


def test_every_export_of_the_sample_passes_its_validator(sample: Project) -> None:
    from foedera.project.exporting import material_of as part_of

    material = part_of(sample, with_panels=True)
    for name in test_exports_tables.TABLES:
        test_exports_tables.check_csv(material, name)
        test_exports_tables.check_parquet(material, name)
    assert [test_exports_rows.check_gdelt(row) for row in test_exports_rows.rows("gdelt", material)]
    assert [test_exports_rows.check_plover(row) for row in test_exports_rows.rows("plover", material)]
    for form in ("graphml", "gexf"):
        test_exports_graphs.check(form, material)
    assert test_exports_stix.check(material)
    entities = test_exports_ftm.entities(material)
    test_exports_ftm.check_facts(entities)
    for form in ("csv", "parquet"):
        test_exports_tables.check_descriptor(json.loads(compose(form, material).files["datapackage.json"]))
    test_exports_stix.check_validator(material)
    test_exports_ftm.check_library(entities)


@pytest.mark.skipif("CI" not in os.environ, reason="a person may test without the formats' own libraries")
def test_every_build_has_the_libraries_of_the_formats() -> None:
    for library in ("followthemoney", "stix2", "stix2validator", "jsonschema", "pyarrow", "networkx", "lxml"):
        assert importlib.util.find_spec(library), f"{library}: {INSTALL}"


def test_each_line_of_a_loss_report_is_clear_alone_and_all_that_is_left_out_is_named(
    sample: Project, tmp_path: Path
) -> None:
    claim = next(c.id for c in sample.claims(actor=["KAZ"]))
    sample.store.judge(Judgement("", "claim", claim, "note", "Ann", "2026-01-01T00:00:00+00:00", why="seen"))
    for form in FORMATS:
        report = sample.export(form, tmp_path / form).loss
        told = [f["how"] for found in report["in_part"].values() for f in found]
        assert not [how for how in told if "likewise" in how or " not its basis" in how]
        gone = {d["record"]: d["count"] for d in report["dropped"]}
        assert gone["judgement"] == report["record"]["judgements"] == 1
        assert "1 of 1 judgements" in sentence(report)
        assert f"{gone['link']} of {report['record']['links']} links" in sentence(report)
        lost = {f["field"] for f in report["lost"]["event"]}
        assert form in ("csv", "parquet") or {"date.basis", "date.year_inferred"} <= lost


def _bytes(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in path.iterdir()} if path.is_dir() else {"": path.read_bytes()}


def test_a_part_of_the_record_holds_every_claim_of_its_events(sample: Project, tmp_path: Path) -> None:
    from foedera.project.exporting import material_of as part_of

    part = part_of(sample, actor=["KAZ"], partner=["CHN"], since="2022")
    assert 0 < len(part.events) < len(sample.events())
    assert {c for e in part.events.values() for c in e.claims} <= set(part.claims)
    assert {c.text_id for c in part.claims.values()} == set(part.texts)
    assert all({"KAZ", "CHN"} <= e.actors for e in part.events.values())
    report = sample.export("ftm", tmp_path / "x", actor=["KAZ"], since="2022").loss
    assert report["asked"] == {"actor": ["KAZ"], "since": "2022"}


def test_claims_that_wait_leave_only_as_rows_that_say_so() -> None:
    material = material_of(full(), apart={"c3": "unsure"})
    rows = {row["id"]: row["unsure"] for row in rows_of(material)["claims"]}
    assert rows["c3"] is True
    assert sum(map(bool, rows.values())) == 1
    for made in (as_stix(material), as_ftm(material)):
        assert [d.ids for d in made.dropped if "unsure" in d.reason] == [("c3",)]


def test_rejected_claims_leave_only_as_rows_that_say_so(tmp_path: Path, plain_coder: None) -> None:
    with foedera.open(tmp_path / "p", create=True) as project:
        path = tmp_path / "list.jsonl"
        path.write_text('{"id": "a", "text": "OMN visited PAK.\\nFJI visited TON.", "published": "2019"}\n', "utf-8")
        project.add(manifests=[path])
        claim = project.claims(actor="FJI")[0]
        project.store.judge(Judgement("", "claim", claim.id, "reject", "Bo", "2026-01-01T00:00:00.000000+00:00"))
        made = project.export("csv", tmp_path / "out")
        with (made.path / "claims.csv").open(encoding="utf-8", newline="") as file:
            assert sorted(row["rejected"] for row in csv.DictReader(file)) == ["false", "true"]
        dropped = project.export("stix", tmp_path / "x.json").loss["dropped"]
        assert [d["ids"] for d in dropped if d["reason"] == "rejected by a person"] == [[claim.id]]
        assert "2026-01-01T00:00:00.000Z" in (tmp_path / "x.json").read_text(encoding="utf-8")
        with pytest.raises(NotFoundError, match=r"no format 'xls'\. Known: csv, parquet"):
            project.export("xls", tmp_path / "y")


@pytest.mark.parametrize(("form", "module"), [("parquet", "pyarrow"), ("stix", "stix2")])
def test_a_missing_extra_is_named(form: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExportError, match=r"Run: pip install foedera\["):
        compose(form, material_of(empty(), with_panels=False))


def test_the_command_writes_and_tells_the_loss(tmp_path: Path, run: Run, plain_coder: None) -> None:
    (tmp_path / "list.jsonl").write_text('{"text": "OMN visited PAK.", "published": "2019-05-02"}\n', "utf-8")
    where = ("--project", tmp_path / "p")
    assert run("init", tmp_path / "p").code == 0
    assert "nothing: the record is empty" in run("export", "ftm", "-o", tmp_path / "e.json", *where).err
    assert run("add", "--manifest", tmp_path / "list.jsonl", *where).code == 0
    answer = run("export", "graphml", "-o", tmp_path / "x.graphml", "--actor", "Oman", "--with", "PAK", *where)
    assert answer.code == 0
    assert answer.out == ""
    assert "2 nodes, 1 edges, 1 events" in answer.err
    assert "Loss (x.graphml.loss.json): not carried:" in answer.err
    told = json.loads(run("export", "csv", "-o", tmp_path / "x", "--json", *where).out)
    assert told["format"] == "csv"
    assert run("export", "xls", "-o", tmp_path / "x.xls", *where).code == 2
    assert run("export", "csv", "-o", tmp_path / "x.graphml", *where).code == 2
    assert not list(tmp_path.glob(".*"))
