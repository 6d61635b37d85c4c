from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import foedera
from foedera import coding, reading
from foedera.codebook import Codebook
from foedera.errors import NotFoundError, RecordError, UsageError
from foedera.model import Anchor, Claim, Event, Failure, Judgement, Quote, Status, Text
from foedera.project import Added, Project

pytestmark = pytest.mark.usefixtures("plain_coder")


def documents(folder: Path, **bodies: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in bodies.items():
        (folder / f"{name}.txt").write_text(body, encoding="utf-8")
    return folder


def manifest(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def states(added: list[Added]) -> list[str]:
    return [a.state for a in added]


def everything(project: Project) -> tuple[object, ...]:
    """All that a reader of the record could see."""
    store = project.store
    texts = store.texts()
    known = [store.known(t.id) for t in texts]
    return texts, known, store.claims(), project.events(), store.links(), store.failures(), store.judgements()


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.\nFJI visited TON.", b="GHA visited BEN.", c="")
    rows = manifest(tmp_path / "list.jsonl", {"text": "CHL visited PER.", "published": "2019-05"})
    with foedera.open(tmp_path / "p", create=True) as project:
        first = project.add(folder, manifests=[rows])
        before = everything(project)
        second = project.add(folder, manifests=[rows])
        assert states(first) == ["new", "new", "failed", "new"]
        assert states(second) == ["unchanged", "unchanged", "failed", "unchanged"]
        assert everything(project) == before


lines = st.sampled_from(["OMN visited PAK.", "FJI visited TON.", "GHA visited BEN.", "Nobody went anywhere."])
bodies = st.lists(st.lists(lines, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=4, unique=True)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=bodies, data=st.data())
def test_the_order_of_documents_does_not_matter(
    bodies: list[str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [{"text": body, "published": "2019"} for body in bodies]
    seen = []
    for order in (rows, data.draw(st.permutations(rows))):
        folder = tmp_path_factory.mktemp("order")
        with foedera.open(folder, create=True) as project:
            project.add(manifests=[manifest(folder / "list.jsonl", *order)])
            seen.append((project.store.texts(), project.claims(), project.events()))
    assert seen[0] == seen[1]


def test_removing_and_adding_again_gives_the_same_record(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.", b="GHA visited BEN.")
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(folder)
        before = project.store.texts(), project.claims(), project.events()
        gone = project.remove("a.txt")
        assert (gone.claims, [e.type for e in gone.lost], gone.weakened) == (1, ["visit"], ())
        assert [e.actors for e in project.events()] == [{"GHA", "BEN"}]
        assert states(project.add(folder)) == ["new", "unchanged"]
        assert (project.store.texts(), project.claims(), project.events()) == before


def test_a_copy_is_noted_and_not_added(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.", b="OMN visited PAK.")
    with foedera.open(tmp_path / "p", create=True) as project:
        assert states(project.add(folder)) == ["new", "copy"]
        (text,) = project.store.texts()
        known = project.store.known(text.id)
        assert known is not None
        assert [Path(p).name for p in known.paths] == ["a.txt", "b.txt"]
        assert states(project.add(folder)) == ["unchanged", "copy"] or states(project.add(folder)) == ["unchanged"] * 2
        assert len(project.claims()) == 1


def test_a_changed_document_becomes_a_new_version(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.")
    with foedera.open(tmp_path / "p", create=True) as project:
        (old,) = project.add(folder)
        documents(folder, a="OMN visited BEN.")
        project.add(folder)
        assert [c.actors for c in project.claims()] == [{"OMN", "BEN"}]
        assert isinstance(old.outcome, Text)
        assert project.store.text(old.outcome.id) == old.outcome  # the earlier version can still be cited
        documents(folder, a="OMN visited PAK.")
        assert states(project.add(folder)) == ["changed"]
        assert [c.actors for c in project.claims()] == [{"OMN", "PAK"}]


def test_what_a_manifest_says_of_a_known_document_follows(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.")
    rows = manifest(tmp_path / "list.jsonl", {"path": "in/a.txt", "published": "2019-05", "outlet": "The Post"})
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(folder)
        assert project.claims()[0].date is None
        assert states(project.add(manifests=[rows])) == ["changed"]
        (claim,) = project.claims()
        assert claim.date is not None
        assert str(claim.date.start) == "2019-05-01"
        assert states(project.add(folder)) == ["unchanged"]  # what the manifest gave is not lost again
        assert project.store.texts()[0].outlet == "The Post"


def test_a_correction_moves_what_depends_on_it_and_survives_a_new_reading(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.")
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(folder)
        name = project.claims()[0].id
        text, claims = project.set_document(
            "a.txt", values={"published": "2012-11", "outlet": "The Post"}, who="A. Reader", why="the masthead"
        )
        assert text.published is not None
        assert (str(text.published.start), text.published.basis) == ("2012-11-01", "set by A. Reader")
        assert [c.id for c in claims] == [name]
        assert [str(c.date.end) for c in project.claims() if c.date] == ["2012-11-30"]
        assert [str(e.date.end) for e in project.events() if e.date] == ["2012-11-30"]
        assert states(project.add(folder)) == ["unchanged"]
        project.set_document("a.txt", values={"published": "unknown"}, who="B. Reader")
        assert project.store.texts()[0].published is None
        assert project.store.texts()[0].outlet == "The Post"
        project.remove("a.txt")
        project.add(folder)
        assert project.store.texts()[0].outlet == "The Post"


def test_corrections_need_a_name_a_known_field_and_a_date_that_exists(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.")
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(folder)
        with pytest.raises(UsageError, match="Give --who"):
            project.set_document("a.txt", values={"outlet": "X"}, who=" ")
        with pytest.raises(UsageError, match="nothing to correct"):
            project.set_document("a.txt", values={}, who="A")
        with pytest.raises(UsageError, match="no field 'colour'"):
            project.set_document("a.txt", values={"colour": "X"}, who="A")
        with pytest.raises(UsageError, match="'2012-02-30' is not a date"):
            project.set_document("a.txt", values={"published": "2012-02-30"}, who="A")
        with pytest.raises(NotFoundError, match=r"no document 'b.txt'"):
            project.set_document("b.txt", values={"outlet": "X"}, who="A")
        assert project.store.judgements() == []


def test_another_codebook_codes_known_documents_again(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.", b="Nothing.")
    own = tmp_path / "own" / "vectors"
    own.mkdir(parents=True)
    (own / "mine.yml").write_text('vectors: {mine: {label: "Mine", members: [OMN]}}\n', encoding="utf-8")
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(folder)
        plain = project.codebook.version
    with foedera.open(tmp_path / "p", codebook=tmp_path / "own") as project:
        assert project.codebook.version != plain
        assert states(project.add(folder)) == ["recoded", "recoded"]
        assert {c.codebook for c in project.claims()} == {project.codebook.version}
    with foedera.open(tmp_path / "p") as project:  # the project's own codebook is remembered
        assert project.codebook.vectors["mine"] == ("OMN",)
        assert project.add() == []


def test_documents_coded_by_an_older_codebook_are_coded_again_without_their_files(tmp_path: Path) -> None:
    rows = manifest(tmp_path / "list.jsonl", {"text": "OMN visited PAK."})
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(manifests=[rows])
        project.store._db.execute("update texts set codebook = 'older'")
        assert states(project.add()) == ["recoded"]
        assert project.add() == []


def test_failures_are_recorded_and_forgotten_when_mended(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="")
    rows = tmp_path / "list.jsonl"
    rows.write_text('{"text": "OMN visited PAK."}\nnot json\n[]\n', encoding="utf-8")
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(folder, manifests=[rows])
        assert [f.reason for f in project.store.failures()] == ["empty", "bad_row", "bad_row"]
        documents(folder, a="GHA visited BEN.")
        manifest(rows, {"text": "OMN visited PAK."})
        project.add(folder, manifests=[rows])
        assert project.store.failures() == []


def test_a_text_on_which_the_coder_breaks_down_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = coding.code

    def code(text: Text, book: Codebook) -> list[Claim]:
        if "boom" in text.body:
            raise ZeroDivisionError("boom")
        return sound(text, book)

    monkeypatch.setattr(coding, "code", code)
    monkeypatch.setattr(coding, "code_all", lambda texts, book: ((t, code(t, book)) for t in texts))
    folder = documents(tmp_path / "in", a="OMN visited PAK.", b="boom", c="GHA visited BEN.")
    with foedera.open(tmp_path / "p", create=True) as project:
        added = project.add(folder)
        assert states(added) == ["new", "failed", "new"]
        assert isinstance(added[1].outcome, Failure)
        assert added[1].outcome.reason == "not_coded"
        assert "ZeroDivisionError" in added[1].outcome.message


def test_a_document_on_which_reading_breaks_down_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = reading.read_all

    def read_all(wanted: list[reading.Request], words: object) -> Iterator[object]:
        for request in wanted:
            if request.path and request.path.endswith("b.txt"):
                raise ZeroDivisionError("boom")
            yield from sound([request], words)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_all", read_all)
    folder = documents(tmp_path / "in", a="OMN visited PAK.", b="boom", c="GHA visited BEN.")
    with foedera.open(tmp_path / "p", create=True) as project:
        added = project.add(folder)
        assert states(added) == ["new", "failed", "new"]
        assert [(f.reason, Path(f.path).name) for f in project.store.failures()] == [("not_read", "b.txt")]


def test_names_lead_to_what_they_name(tmp_path: Path) -> None:
    rows = manifest(
        tmp_path / "list.jsonl",
        {"id": "report-1", "text": "OMN visited PAK.", "title": "Oman in Karachi", "url": "https://example.org/a"},
        {"id": "report-2", "text": "GHA visited BEN."},
    )
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(manifests=[rows])
        (claim,) = project.claims(actor="Oman")
        (event,) = project.events(actor="OMN", partner=["PAK", "FJI"], type="visit", document="report-1")
        for name in ("report-1", "Oman in Karachi", "https://example.org/a"):
            found = project.show(name)
            assert isinstance(found, Text)
            assert found.id == "report-1"
        assert project.show(claim.id[:10]) == claim
        assert isinstance(project.show(event.id), Event)
        with pytest.raises(UsageError, match="may mean 2 things: document report-1, document report-2"):
            project.show("report-")
        with pytest.raises(NotFoundError, match="no document, claim or event 'nothing'"):
            project.show("nothing")


def test_unknown_names_in_filters_are_refused_with_what_is_known(tmp_path: Path) -> None:
    with foedera.open(tmp_path / "p", create=True) as project:
        with pytest.raises(NotFoundError, match=r"no actor 'Omman'.*Near: "):
            project.claims(actor="Omman")
        with pytest.raises(NotFoundError, match=r"no claim type 'vist'. Known: .*visit"):
            project.claims(type="vist")
        with pytest.raises(NotFoundError, match=r"no status 'done'. Known: occurred"):
            project.events(status="done")
        with pytest.raises(UsageError, match="'May' is not a date"):
            project.claims(since="May")
        with pytest.raises(UsageError, match="no filter 'colour'"):
            project.claims(colour="red")
        with pytest.raises(UsageError, match="would show nothing"):
            project.claims(limit=0)


def test_a_folder_without_a_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="Run: foedera init"):
        foedera.open(tmp_path)


def test_the_dossier_is_one_whole(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.", b="")
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(folder)
        dossier = project.dossier()
        assert [len(part) for part in (dossier.texts, dossier.claims, dossier.events, dossier.failures)] == [1] * 4
        assert dossier.codebook == project.codebook.version
        assert {c for e in dossier.events for c in e.claims} <= {c.id for c in dossier.claims}


_ADDER = textwrap.dedent(
    """
    import sys, time
    sys.path.insert(0, sys.argv[3])
    import conftest
    from dataclasses import replace
    from foedera import codebook, coding
    def slow(texts, book):
        for text in texts:
            time.sleep(0.02)
            yield text, conftest.plain_claims(text, book)
    coding.code_all = slow
    import foedera
    book = replace(codebook.load(), version="1")
    with foedera.open(sys.argv[1], codebook=book, create=True) as project:
        for added in project.adding(sys.argv[2]):
            print(added.state, flush=True)
    """
)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_add_that_is_killed_goes_on_where_it_stopped(tmp_path: Path, how: signal.Signals, book: Codebook) -> None:
    book = replace(book, version="1")
    many = {f"d{n:02}": f"OMN visited PAK.\nReport {n}." for n in range(30)}
    folder = documents(tmp_path / "in", **many)
    command = [sys.executable, "-c", _ADDER, str(tmp_path / "killed"), str(folder), str(Path(__file__).parent)]
    env = {**os.environ, "PYTHONPATH": ""}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env) as adder:
        assert adder.stdout is not None
        for _ in range(5):
            adder.stdout.readline()
        time.sleep(0.03)
        adder.send_signal(how)
    with foedera.open(tmp_path / "killed", codebook=book) as project:
        kept = project.store.texts()
        assert 5 <= len(kept) < 30
        assert all(len(project.store.claim_ids(t.id)) == 1 for t in kept)
        assert states(project.add(folder)).count("unchanged") == len(kept)
        resumed = project.store.texts(), project.claims(), project.events()
    with foedera.open(tmp_path / "whole", codebook=book, create=True) as project:
        project.add(folder)
        assert (project.store.texts(), project.claims(), project.events()) == resumed


def test_an_event_keeps_its_name_when_a_better_rule_finds_its_claim_elsewhere_in_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.\nFJI visited TON.")
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(folder)
        before = {e.roles: e.id for e in project.events()}
        old = coding.code

        def shorter(text: Text, book: Codebook) -> list[Claim]:
            found = [(c, Quote.of(text.body, c.quote.start, c.quote.end - 1)) for c in old(text, book)]
            return [replace(c, id=f"new {c.id}", quote=quote) for c, quote in found]

        with project.store.together():
            for text in project.store.texts():
                project.store.keep(text, shorter(text, project.codebook), codebook="later")
        assert all(c.id.startswith("new") for c in project.claims())
        assert {e.roles: e.id for e in project.events()} == before


def test_a_correction_is_seen_everywhere_and_its_undoing_restores_what_the_coder_found(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", a="OMN visited PAK.\nFJI visited TON.")
    with foedera.open(tmp_path / "p", create=True) as project:
        project.add(folder)
        before = everything(project)[2:5]
        claim = project.claims(actor="OMN")[0]
        anchors = (Anchor.of(claim),)
        told = Judgement("", "claim", claim.id, "correct", "A", "", "", {"status": "planned"}, anchors=anchors)
        kept = project.store.judge(told, alters_claims=True)
        project.resolve()
        assert [c.status for c in project.claims(status="planned")] == [Status.PLANNED]
        assert [e.status for e in project.events(actor="OMN")] == [Status.PLANNED]
        assert project.store.claim(claim.id, as_coded=True) == claim
        project.store.judge(Judgement("", "judgement", kept.id, "undo", "A", ""), alters_claims=True)
        project.resolve()
        assert everything(project)[2:5] == before
