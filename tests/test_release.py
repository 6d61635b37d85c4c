"""Frozen releases: the same bytes for the same record, every tampering found, nothing half-written."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import foedera
from foedera import codebook, forecasting
from foedera.codebook import Codebook
from foedera.errors import ExportError, NotFoundError, RecordError, UsageError
from foedera.exports import release as exporting
from foedera.exports.release.bagging import bagged
from foedera.exports.release.describing import resources
from foedera.model import Dossier, Judgement, Quote, Release, Text
from foedera.project import Project, open_project
from foedera.store import Store
from support_cli import Answer
from test_store import claims as any_claims
from test_store import texts as any_texts

SHARED = Path(__file__).parents[2] / "shared"
DAY = date(2026, 11, 30)
LAYERS = ({"codebook.yml": b'version: "1.0.0"\n', "events/visit.yml": "type: visit # ä\n".encode()},)
VERSION = f"1.0.0+{codebook.digest(LAYERS)}"

KINDS = {
    "string": (str, type(None)),
    "object": (dict, type(None)),
    "array": (list,),
    "boolean": (bool,),
    "integer": (int, type(None)),
    "number": (int, float),
    "date": (str, type(None)),
}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, plain_coder: None, book: Codebook) -> Codebook:
    """The packaged codebook as if it were two small files, so that a release is quick to write."""
    monkeypatch.setattr(codebook, "layers", lambda overlay=None: LAYERS)
    return replace(book, version=VERSION)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are killed here, not machines: nothing need wait for the disk."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture
def project(tmp_path: Path, small: Codebook) -> Iterator[Project]:
    with open_project(tmp_path / "p", codebook=small, create=True) as opened:
        yield opened


def add(project: Project, **bodies: str) -> None:
    path = project.folder / "list.jsonl"
    rows = [{"id": name, "text": body, "published": "2019", "title": name} for name, body in bodies.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    project.add(manifests=[path])


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def records(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "data" / f"{name}.jsonl").read_bytes().split(b"\n") if line]


def codes(folder: Path, **asked: str) -> set[str]:
    return {f.code for f in exporting.verify(folder, **asked).findings}


def holdings(*texts: Text, claims: tuple[Any, ...] = (), **fields: Any) -> exporting.Holdings:
    dossier = Dossier(texts, claims, (), codebook=VERSION)
    known = {
        "name": "n", "released": DAY, "software": "0", "dossier": dossier, "judgements": [], "forecasts": [],
        "copies": [], "versions": {}, "codebook": LAYERS, "previous": None,
    }  # fmt: skip
    return exporting.Holdings(**(known | fields))


def put(folder: Path, payload: dict[str, bytes]) -> Path:
    """A bag with right hashes over whatever is in it."""
    shutil.rmtree(folder, ignore_errors=True)
    exporting.write(bagged(payload, name="n", released=DAY, software="0"), folder)
    return folder


def test_the_same_record_name_and_day_give_the_same_bytes(project: Project, tmp_path: Path) -> None:
    add(project, a="OMN visited PAK.\nFJI visited TON.", b="OMN visited PAK.")
    project.store.judge(Judgement("", "claim", "c1", "note", "Bo", "", "why\nnot"))
    first = project.release(tmp_path / "r1", name="2026-11", released="2026-11-30", with_texts=True)
    again = project.release(tmp_path / "r2", name="2026-11", released="2026-11-30", with_texts=True)
    assert content(tmp_path / "r1") == content(tmp_path / "r2")
    assert first.release.digest == again.release.digest
    assert [r.name for r in project.store.releases()] == ["2026-11"]
    assert exporting.verify(tmp_path / "r1").findings == ()
    assert not list(tmp_path.glob(".*"))


def test_the_digest_is_that_of_the_tag_manifest_and_the_hashes_hold_for_sha256sum(
    project: Project, tmp_path: Path
) -> None:
    add(project, a="OMN visited PAK.")
    made = project.release(tmp_path / "r", released=DAY)
    assert made.release.digest == hashlib.sha256((tmp_path / "r" / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    if shutil.which("sha256sum"):
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            subprocess.run(
                ["sha256sum", "--strict", "-c", manifest], cwd=tmp_path / "r", check=True, capture_output=True
            )


def test_a_release_of_an_empty_record_is_whole(project: Project, tmp_path: Path) -> None:
    project.release(tmp_path / "r", released=DAY)
    found = exporting.verify(tmp_path / "r")
    assert found.findings == ()
    assert set(found.counts.values()) == {0}


def test_bodies_are_left_out_unless_asked_for(project: Project, tmp_path: Path) -> None:
    add(project, a="OMN visited PAK. Then the quiet words of nobody else.")
    project.release(tmp_path / "without", released=DAY)
    project.release(tmp_path / "with", released=DAY, with_texts=True)
    assert not any(b"quiet words" in c for p, c in content(tmp_path / "without").items() if "claims" not in p)
    (document,) = records(tmp_path / "with", "documents")
    body = (tmp_path / "with" / "data" / document["body"]).read_bytes()
    assert (
        hashlib.sha256(body).hexdigest()
        == document["sha256"]
        == records(tmp_path / "without", "documents")[0]["sha256"]
    )


def test_every_column_is_described_with_its_type(project: Project, tmp_path: Path) -> None:
    add(project, a="OMN visited PAK.\nFJI visited TON.", b="OMN visited PAK.")
    project.store.judge(Judgement("", "claim", "c1", "note", "Bo", ""))
    project.release(tmp_path / "r", released=DAY)
    package = json.loads((tmp_path / "r" / "data" / "datapackage.json").read_bytes())
    described = {each["name"]: each for each in package["resources"]}
    files = {
        p for each in package["resources"] for p in ([each["path"]] if isinstance(each["path"], str) else each["path"])
    }
    assert files | {"datapackage.json"} == {p[5:] for p in content(tmp_path / "r") if p.startswith("data/")}
    for name in resources():
        fields = {f["name"]: f for f in described[name]["schema"]["fields"]}
        for record in records(tmp_path / "r", name):
            assert list(record) == list(fields)
            for column, value in record.items():
                assert isinstance(value, KINDS[fields[column]["type"]]), (name, column)


# Tampering


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "r"
    text = Text("t1", "OMN visited PAK.\u2028Then it rained.", (), title="A\u2028title, “quoted”", language="en")
    judgement = Judgement("", "claim", "c1", "note", "Bo", "2026-01-01T00:00:00.000000+00:00", "why").named()
    files, _ = exporting.compose(holdings(text, judgements=[judgement], with_texts=True))
    exporting.write(files, folder)
    assert exporting.verify(folder).findings == ()
    return folder


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_of_any_file_is_found(whole: Path, data: st.DataObject) -> None:
    files = content(whole)
    name = data.draw(st.sampled_from(sorted(n for n, c in files.items() if c)))
    at = data.draw(st.integers(0, len(files[name]) - 1))
    changed = bytearray(files[name])
    changed[at] ^= data.draw(st.integers(1, 255))
    try:
        (whole / name).write_bytes(bytes(changed))
        assert exporting.verify(whole).findings
    finally:
        (whole / name).write_bytes(files[name])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_cut_short_or_lengthened_is_found(whole: Path, data: st.DataObject) -> None:
    files = content(whole)
    name = data.draw(st.sampled_from(sorted(files)))
    cut = data.draw(st.integers(0, max(0, len(files[name]) - 1)))
    more = data.draw(st.sampled_from([files[name][:cut], files[name] + b"\n", files[name] + b"x"]))
    if more == files[name]:
        return
    try:
        (whole / name).write_bytes(more)
        assert exporting.verify(whole).findings
    finally:
        (whole / name).write_bytes(files[name])


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
@pytest.mark.parametrize("change", [bytes.upper, lambda c: c.replace(b"  ", b" *"), lambda c: b"\n" + c[:-1]])
def test_a_manifest_written_in_another_way_is_found_though_its_hashes_hold(
    whole: Path, name: str, change: Callable[[bytes], bytes]
) -> None:
    was = (whole / name).read_bytes()
    try:
        (whole / name).write_bytes(change(was))
        assert "R105" in codes(whole)
    finally:
        (whole / name).write_bytes(was)


def test_a_file_taken_away_or_put_in_is_found(whole: Path, tmp_path: Path) -> None:
    for name in content(whole):
        copy = tmp_path / "copy"
        shutil.copytree(whole, copy)
        (copy / name).unlink()
        assert exporting.verify(copy).findings, name
        shutil.rmtree(copy)
    for name in ("data/more.txt", "more.txt", "tagmanifest-md5.txt", "fetch.txt"):
        shutil.copytree(whole, copy)
        (copy / name).write_bytes(b"")
        assert "R104" in codes(copy), name
        shutil.rmtree(copy)


def test_a_link_in_place_of_a_file_is_found(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "copy")
    shutil.move(tmp_path / "copy" / "data" / "claims.jsonl", tmp_path / "elsewhere")
    (tmp_path / "copy" / "data" / "claims.jsonl").symlink_to(tmp_path / "elsewhere")
    assert "R104" in codes(tmp_path / "copy")


def test_a_release_forged_with_new_hashes_is_found_by_its_digest(whole: Path, tmp_path: Path) -> None:
    digest = exporting.verify(whole).digest
    payload = {p[5:]: c for p, c in content(whole).items() if p.startswith("data/")}
    forged = put(tmp_path / "forged", payload | {"README.txt": b"Believe this.\n"})
    assert codes(forged, digest=digest) >= {"R106"}
    assert codes(whole, digest=digest.upper() + "\n") == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_the_files_verifying_never_breaks(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    payload = {p[5:]: c for p, c in content(whole).items() if p.startswith("data/")}
    name = data.draw(st.sampled_from(sorted(payload)))
    keys = st.sampled_from(["id", "document", "quote", "claims", "resources", "schema", "foedera"])
    odd = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=3),
    )
    line = odd.map(lambda x: json.dumps(x).encode() + b"\n")
    payload[name] = data.draw(st.binary(max_size=60) | line)
    assert isinstance(exporting.verify(put(tmp_path_factory.mktemp("odd") / "r", payload)).findings, tuple)


# What does not fit together


def forged(folder: Path, source: Path, name: str, change: Callable[[list[dict[str, Any]]], None]) -> set[str]:
    """The codes found where the records of one file were changed, and all hashes made anew."""
    payload = {p[5:]: c for p, c in content(source).items() if p.startswith("data/")}
    rows = records(source, name)
    change(rows)
    payload[f"{name}.jsonl"] = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    return codes(put(folder, payload))


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("claims", lambda rows: rows[0].pop("quote"), "R201"),
        ("claims", lambda rows: rows[0].update(status="wished"), "R201"),
        ("claims", lambda rows: rows[0].update(mood="blue"), "R202"),
        ("claims", lambda rows: rows.append(rows[0]), "R203"),
        ("claims", lambda rows: rows[0]["document"].update(id="t9"), "R301"),
        ("claims", lambda rows: rows.clear(), "R301"),
        ("claims", lambda rows: rows[0]["quote"].update(exact="FJI visited PER"), "R302"),
        ("claims", lambda rows: rows[0]["quote"].update(start="one"), "R302"),
        ("documents", lambda rows: rows[0].update(sha256="0" * 64), "R302"),
        ("documents", lambda rows: rows[0].update(body="../../../etc/passwd"), "R302"),
        ("events", lambda rows: rows[0].update(fulfils=["e9"]), "R301"),
        ("judgements", lambda rows: rows[0].update(why="something else"), "R203"),
    ],
)
def test_what_does_not_fit_together_is_found_though_the_hashes_hold(
    project: Project, tmp_path: Path, name: str, change: Callable[[list[dict[str, Any]]], None], code: str
) -> None:
    add(project, a="OMN visited PAK.")
    project.store.judge(Judgement("", "claim", "c1", "note", "Bo", "", "why"))
    project.release(tmp_path / "r", released=DAY, with_texts=True)
    assert forged(tmp_path / "same", tmp_path / "r", name, lambda rows: None) == set()
    assert code in forged(tmp_path / "forged", tmp_path / "r", name, change)


def test_a_codebook_of_another_version_is_found(whole: Path, tmp_path: Path) -> None:
    payload = {p[5:]: c for p, c in content(whole).items() if p.startswith("data/")}
    payload["codebook/packaged/events/visit.yml"] += b"# changed\n"
    assert codes(put(tmp_path / "r", payload)) == {"R303"}


def test_a_folder_that_is_no_release_is_said_to_be_none(tmp_path: Path) -> None:
    assert "R101" in codes(tmp_path)
    with pytest.raises(NotFoundError, match="no such folder"):
        exporting.verify(tmp_path / "nowhere")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_titles_words_and_names_survive(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text = data.draw(any_texts())
    odd = data.draw(st.sampled_from(["", "\ud800", "\u2028\x85\r\n\x00", "../..", "{name}", "\u202e"]))
    text = replace(text, title=(text.title or "") + odd, body=text.body + odd, id=text.id + odd)
    said = [replace(c, quote=Quote.of(text.body, c.quote.start, c.quote.end)) for c in
            data.draw(st.lists(any_claims(text), max_size=3, unique_by=lambda c: c.id))]  # fmt: skip
    folder = tmp_path_factory.mktemp("odd") / "r"
    files, _ = exporting.compose(holdings(text, claims=tuple(said), with_texts=True))
    exporting.write(files, folder)
    assert exporting.verify(folder).findings == ()
    assert records(folder, "documents")[0]["title"] == text.title
    assert {r["id"] for r in records(folder, "claims")} == {c.id for c in said}


def test_a_file_of_a_codebook_with_an_odd_name_is_bagged_as_the_standard_says(tmp_path: Path) -> None:
    layers = ({"codebook.yml": b"", "events/100%\nsure.yml": b"x"},)
    made = replace(holdings(codebook=layers), dossier=Dossier((), (), (), codebook=f"1+{codebook.digest(layers)}"))
    exporting.write(exporting.compose(made)[0], tmp_path / "r")
    assert b"100%25%0Asure.yml" in (tmp_path / "r" / "manifest-sha256.txt").read_bytes()
    assert exporting.verify(tmp_path / "r").findings == ()


# Deletions


def test_what_was_removed_since_the_last_release_is_listed_with_what_it_was(project: Project, tmp_path: Path) -> None:
    add(project, a="OMN visited PAK.", b="FJI visited TON.")
    project.release(tmp_path / "r1", released=DAY)
    assert records(tmp_path / "r1", "deletions") == []
    project.remove("b")
    project.release(tmp_path / "r2", released=DAY)
    gone = {r["kind"]: r for r in records(tmp_path / "r2", "deletions")}
    assert set(gone) == {"document", "claim", "event"}
    assert gone["document"]["id"] == "b"
    assert gone["document"]["why"] == "Removed from the record."
    assert gone["claim"]["was"]["actors"] == ["FJI", "TON"]
    assert "removed" in gone["claim"]["why"]
    assert gone["event"]["was"]["type"] == "visit"
    assert "None of the claims" in gone["event"]["why"]
    assert b"FJI visited TON" not in b"".join(content(tmp_path / "r2").values())  # what is taken out is out
    assert exporting.verify(tmp_path / "r2").findings == ()


def test_removed_and_added_again_is_no_deletion(project: Project, tmp_path: Path) -> None:
    add(project, a="OMN visited PAK.", b="FJI visited TON.")
    project.release(tmp_path / "r1", released=DAY)
    project.remove("b")
    add(project, b="FJI visited TON.")
    project.release(tmp_path / "r2", released=DAY)
    assert records(tmp_path / "r2", "deletions") == []
    project.remove("b")
    project.release(tmp_path / "r3", released=DAY)
    add(project, b="FJI visited TON.")
    project.release(tmp_path / "r4", released=DAY)
    assert len(records(tmp_path / "r3", "deletions")) == 3
    assert records(tmp_path / "r4", "deletions") == []
    assert records(tmp_path / "r4", "events") == records(tmp_path / "r2", "events")


def test_an_event_merged_into_another_says_into_which(project: Project, tmp_path: Path) -> None:
    add(project, a="OMN visited PAK.", b="It is said that once more\nOMN visited PAK.")
    one, two = sorted(c.id for c in project.claims())
    project.store.judge(Judgement("", "link", f"{one}:{two}", "different", "Bo", ""))
    before = {e.id for e in project.events()}
    assert len(before) == 2
    project.release(tmp_path / "r1", released=DAY)
    project.store.judge(Judgement("", "link", f"{one}:{two}", "same", "Bo", ""))
    project.release(tmp_path / "r2", released=DAY)
    (gone,) = records(tmp_path / "r2", "deletions")
    assert gone["kind"] == "event"
    assert {gone["id"], *gone["into"]} == before
    assert gone["why"] == "Merged into another event."


def test_a_rejected_claim_takes_its_event_out_and_stays_itself(project: Project, tmp_path: Path) -> None:
    add(project, a="OMN visited PAK.")
    project.release(tmp_path / "r1", released=DAY)
    project.store.judge(Judgement("", "claim", project.claims()[0].id, "reject", "Bo", ""))
    project.release(tmp_path / "r2", released=DAY)
    (gone,) = records(tmp_path / "r2", "deletions")
    assert "rejected" in gone["why"]
    assert len(records(tmp_path / "r2", "claims")) == 1


def test_a_document_replaced_by_a_later_version_leads_to_it(project: Project, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("OMN visited PAK.")
    project.add([page])
    project.release(tmp_path / "r1", released=DAY)
    page.write_text("FJI visited TON.")
    project.add([page])
    project.release(tmp_path / "r2", released=DAY)
    gone = {r["kind"]: r for r in records(tmp_path / "r2", "deletions")}
    if "document" in gone:  # unless a claim of it is still held, and it with it
        assert gone["document"]["into"] == [project.store.texts()[0].id]
    assert exporting.verify(tmp_path / "r2").findings == ()


# One release, one name, all or nothing


def test_a_release_is_never_written_over(project: Project, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="never changed"):
        project.release(tmp_path / "r", released=DAY)
    assert content(tmp_path / "r") == {"mine.txt": b"mine"}
    assert project.store.releases() == []
    project.release(tmp_path / "s", name="n", released=DAY)
    add(project, a="OMN visited PAK.")
    with pytest.raises(UsageError, match="stands for a release of 2026-11-30"):
        project.release(tmp_path / "s2", name="n", released=DAY)
    assert not (tmp_path / "s2").exists()


def test_another_name_for_a_finished_folder_is_refused(project: Project, tmp_path: Path) -> None:
    project.release(tmp_path / "r", name="one", released=DAY)
    with pytest.raises(UsageError, match="give another folder"):
        project.release(tmp_path / "r", name="two", released=DAY)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101, "\x1b[2J"])
def test_a_name_that_is_none_is_refused(project: Project, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot name a release"):
        project.release(tmp_path / "r", name=name, released=DAY)


def test_a_day_that_is_none_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a day"):
        project.release(tmp_path / "r", released="2026-11")


def test_a_codebook_that_changed_on_the_disk_is_not_released(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codebook, "layers", lambda overlay=None: ({"codebook.yml": b"changed"},))
    with pytest.raises(ExportError, match="have changed"):
        project.release(tmp_path / "r", released=DAY)


def test_where_nothing_can_be_written_a_sentence_says_so(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written"):
        project.release(tmp_path / "file" / "r", name="n", released=DAY)


@pytest.mark.skipif(os.name != "posix", reason="locks of folders are of POSIX")
def test_two_processes_do_not_write_one_release(project: Project, tmp_path: Path) -> None:
    import fcntl

    unfinished = tmp_path / ".r.unfinished"
    unfinished.mkdir()
    handle = os.open(unfinished, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(UsageError, match="another process is writing"):
        project.release(tmp_path / "r", released=DAY)
    os.close(handle)
    (unfinished / "left").write_text("of a process that was killed")
    project.release(tmp_path / "r", released=DAY)
    assert not unfinished.exists()
    assert exporting.verify(tmp_path / "r").findings == ()


def _release_until(step: int, folder: Path, home: Path, book: Codebook) -> None:
    """In a child: make a release, and end without ceremony at that file operation."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done == step:
            os._exit(9)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" or event.startswith(("os.", "shutil.")):
            count()

    remember = Store.put_release

    def counted_sync(handle: int) -> None:
        del handle
        count()

    def counted_remember(store: Any, release: Release) -> None:
        count()
        remember(store, release)
        count()

    os.fsync = counted_sync  # type: ignore[assignment]
    Store.put_release = counted_remember  # type: ignore[method-assign]
    sys.addaudithook(hook)
    with open_project(home, codebook=book) as project:
        project.release(folder, released=DAY)
    os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_kill_at_any_file_operation_leaves_no_release_or_a_whole_one(tmp_path: Path, small: Codebook) -> None:
    home = tmp_path / "p"
    with open_project(home, codebook=small, create=True) as project:
        add(project, a="OMN visited PAK.", b="FJI visited TON.")
    seen = set()
    for step in range(1, 1000):
        folder = tmp_path / "out" / f"r{step}"
        child = os.fork()
        if child == 0:
            try:
                _release_until(step, folder, home, small)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        assert code in (0, 9)
        with open_project(home, codebook=small) as project:
            remembered = {r.name for r in project.store.releases()}
            state = (folder.exists(), folder.name in remembered)
            seen.add(state)
            assert state != (False, True)  # remembered only once it is in place
            if folder.exists():
                assert exporting.verify(folder).findings == ()
            again = project.release(folder, released=None if folder.exists() else DAY)
            assert again.is_new is not state[0]
            assert exporting.verify(folder).findings == ()
            assert folder.name in {r.name for r in project.store.releases()}
            assert not list(folder.parent.glob(".*"))
        shutil.rmtree(folder.parent)
        if code == 0:
            break
    else:
        pytest.fail("never finished")
    assert seen == {(False, False), (True, False), (True, True)}
    assert step > 40


def test_a_record_refuses_a_second_release_of_one_name(project: Project) -> None:
    project.store.put_release(Release("n", DAY, "d1", {}))
    project.store.put_release(Release("n", DAY, "d1", {}))
    with pytest.raises(RecordError, match="other content"):
        project.store.put_release(Release("n", DAY, "d2", {}))
    project.store.put_release(Release("m", DAY, "d3", {"claims": [{"id": "é"}]}))
    assert project.store.last_release() == Release("m", DAY, "d3", {"claims": [{"id": "é"}]})
    assert project.store.last_release(before="m") == Release("n", DAY, "d1", {})
    assert project.store.last_release(before="n") is None


# The command line, and the real thing


def test_the_commands_speak_and_leave_with_their_codes(
    project: Project, tmp_path: Path, run: Callable[..., Answer]
) -> None:
    add(project, a="OMN visited PAK.")
    made = project.release(tmp_path / "r", released=DAY)
    listed = json.loads(run("releases", "--json", "--project", project.folder).out)
    assert [(r["name"], r["released"], r["digest"], r["claims"]) for r in listed] == [
        ("r", "2026-11-30", made.release.digest, 1)
    ]
    assert made.release.digest in run("releases", "--project", project.folder).out
    whole = run("verify", tmp_path / "r", "--digest", made.release.digest)
    assert (whole.code, whole.out) == (0, "")
    assert "is whole: 1 claims" in whole.err
    (tmp_path / "r" / "data" / "README.txt").write_text("changed")
    broken = run("verify", tmp_path / "r")
    assert broken.code == 4
    assert "R102 data/README.txt: has changed." in broken.out
    told = run("verify", tmp_path / "r", "--json")
    assert told.code == 4
    assert {f["code"] for f in json.loads(told.out)["findings"]} >= {"R102"}
    assert run("verify", tmp_path / "nowhere").code == 2


def test_every_code_of_a_finding_is_explained_on_the_page() -> None:
    page = (Path(__file__).parents[1] / "docs" / "releases.md").read_text(encoding="utf-8")
    for code, title in exporting.CODES.items():
        assert f"| `{code}` | {title} |" in page


def test_the_sample_released_with_the_real_codebook_is_whole(tmp_path: Path, run: Callable[..., Answer]) -> None:
    manifest = Path(__file__).parents[1] / "examples" / "manifest.jsonl"
    with foedera.open(tmp_path / "p", create=True) as opened:
        opened.add(manifests=[manifest])
        claim = next(c for c in opened.claims() if c.type == "assess_outlook")
        opened.store.judge(Judgement("", "claim", claim.id, "outcome", "Bo", "", "", {"outcome": "true"}))
    answer = run("release", tmp_path / "r", "--date", "2026-11-30", "--with-texts", "--project", tmp_path / "p")
    assert answer.code == 0
    assert run("verify", tmp_path / "r", "--digest", answer.out.strip()).code == 0
    assert records(tmp_path / "r", "ledger")
    assert all(forecasting.forecast_from(r) for r in records(tmp_path / "r", "ledger"))
    assert (tmp_path / "r" / "data" / "codebook" / "packaged" / "forecasting.yml").is_file()
    for name in resources():
        fields = {column: kind for column, (kind, _) in resources()[name]["columns"].items()}
        for record in records(tmp_path / "r", name):
            for column, value in record.items():
                assert isinstance(value, KINDS[fields[column]]), (name, column)
