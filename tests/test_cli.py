from __future__ import annotations

import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from foedera import coding
from foedera.cli import app, talk
from foedera.codebook import Codebook
from support_cli import Answer

Run = Callable[..., Answer]

BUILD = Path(__file__).parents[1] / "docs" / "build.py"


@pytest.fixture
def project(tmp_path: Path, run: Run, plain_coder: None) -> Path:
    """A project with two reports, one of them undated."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("OMN visited PAK.\nGHA visited BEN.\n", encoding="utf-8")
    rows = [{"path": "reports/a.txt", "title": "Two tours"}, {"text": "OMN visited PAK.", "published": "2019-05-02"}]
    (tmp_path / "list.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert run("init", tmp_path / "p").code == 0
    assert run("add", "--manifest", tmp_path / "list.jsonl", "--project", tmp_path / "p").code == 0
    return tmp_path / "p"


def lines(answer: Answer) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.out.splitlines()]


# The verbs


def test_code_prints_one_record_a_line_and_needs_no_project(tmp_path: Path, run: Run, plain_coder: None) -> None:
    (tmp_path / "a.txt").write_text("OMN visited PAK.\nGHA visited BEN.\n", encoding="utf-8")
    first = run("code", tmp_path / "a.txt", "--jsonl")
    assert first.code == 0
    assert [r["type"] for r in lines(first)] == ["visit", "visit"]
    assert list(lines(first)[0])[:4] == ["id", "document", "type", "family"]
    assert run("code", tmp_path / "a.txt", "--jsonl").out == first.out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt"]


def test_code_codes_a_copy_once(tmp_path: Path, run: Run, plain_coder: None) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("OMN visited PAK.\n", encoding="utf-8")
    assert len(lines(run("code", tmp_path, "--jsonl"))) == 1


def test_claims_and_events_are_filtered_and_told_as_tables_and_records(project: Path, run: Run) -> None:
    where = ("--project", project)
    assert len(lines(run("claims", "--jsonl", *where))) == 3
    found = json.loads(run("claims", "--json", "--actor", "Oman", "--with", "PAK,BEN", *where).out)
    assert [c["dyads"] for c in found] == [[{"a": "OMN", "b": "PAK"}]] * 2
    assert len(lines(run("claims", "--jsonl", "--since", "2019", "--until", "2019-05", *where))) == 1
    assert len(lines(run("claims", "--jsonl", "--document", "Two tours", "--limit", "1", *where))) == 1
    table = run("claims", *where)
    assert "visit" in table.out
    assert "3 claims." in table.err
    events = lines(run("events", "--jsonl", "--family", "contact", "--status", "occurred", *where))
    assert sorted(c for e in events for c in e["claims"]) == sorted(  # type: ignore[attr-defined]
        str(c["id"]) for c in lines(run("claims", "--jsonl", *where))
    )


def test_show_tells_a_document_a_claim_and_an_event(project: Path, run: Run) -> None:
    where = ("--project", project)
    claim = lines(run("claims", "--jsonl", "--actor", "GHA", *where))[0]
    shown = run("show", str(claim["id"])[:10], *where)
    assert "GHA visited BEN." in shown.out
    event = json.loads(run("show", claim["id"], "--json", *where).out)["event"]
    assert claim["id"] in {r["id"] for r in json.loads(run("show", event, "--json", *where).out)["reports"]}
    assert "GHA visited BEN." in run("show", event, *where).out
    document = run("show", "Two tours", *where)
    assert "undated" in document.out
    assert "2 claims" in document.out
    assert json.loads(run("show", "Two tours", "--json", *where).out)["body"].startswith("OMN visited PAK.")


def test_search_prints_snippets_and_records(project: Path, run: Run) -> None:
    where = ("--project", project)
    (hit,) = json.loads(run("search", "ben", "--with-claims", "--json", *where).out)
    assert hit["title"] == "Two tours"
    assert [hit["snippet"][a:b] for a, b in hit["marks"]] == ["BEN"]
    assert "GHA visited BEN" in run("search", "ben", *where).out
    assert run("search", "nowhere", *where).err.endswith("0 documents.\n")


def test_set_corrects_a_document_and_its_claims_follow(project: Path, run: Run) -> None:
    where = ("--project", project)
    answer = run(
        "set", "Two tours", "--published", "2012-11", "--outlet", "The Post", "--author", "B. Writer",
        "--who", "A. Reader", "--why", "the masthead", *where,
    )  # fmt: skip
    assert "published 2012-11, The Post, B. Writer. 2 claims coded again" in answer.err
    dated = lines(run("claims", "--jsonl", "--document", "Two tours", *where))
    assert {c["date"]["start"] for c in dated} == {"2012-11-01"}  # type: ignore[index]
    assert {c["document"]["outlet"] for c in dated} == {"The Post"}  # type: ignore[index]
    assert "set by A. Reader" in run("show", "Two tours", *where).out
    refused = run("set", "Two tours", "--outlet", "The Times", *where)
    assert (refused.code, "Give --who NAME" in refused.err) == (2, True)


def test_remove_says_what_went_with_the_document(project: Path, run: Run) -> None:
    answer = run("remove", "Two tours", "--project", project)
    assert "Removed 'Two tours' with 2 claims." in answer.err
    assert "visit  gone: no other document reports it" in answer.out
    assert len(lines(run("claims", "--jsonl", "--project", project))) == 1


def test_brief_refuses_unknown_actors_and_no_partners(project: Path, run: Run) -> None:
    unknown = run("brief", "KAX", "--with", "RUS", "-o", project / "b.md", "--project", project)
    assert (unknown.code, "no actor 'KAX'" in unknown.err) == (2, True)
    itself = run("brief", "OMN", "--with", "OMN", "-o", project / "b.md", "--project", project)
    assert (itself.code, "cannot be its own partner" in itself.err) == (2, True)
    none = run("brief", "OMN", "--with", ",", "-o", project / "b.md", "--project", project)
    assert (none.code, "needs partners" in none.err) == (2, True)


def test_check_exits_with_four_where_there_is_an_error(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "events"
    own.mkdir()
    (own / "visit.yml").write_text("famly: contact\n", encoding="utf-8")
    answer = run("check", "--codebook", tmp_path, "--no-examples")
    assert answer.code == 4
    assert "C103 error events/visit.yml: famly: unknown key 'famly'. Did you mean 'family'?" in answer.out


# Bad input: each gets one sentence with what, where and what next


def one_sentence(answer: Answer, code: int, *words: str) -> None:
    assert answer.code == code, answer.err
    assert "Traceback" not in answer.err
    assert all(word in answer.err for word in words), answer.err


@pytest.fixture
def kept(tmp_path: Path, run: Run, plain_coder: None) -> tuple[str, Path]:
    """Where the bad documents are added: the run goes on and the good one is kept."""
    run("init", tmp_path / "p")
    return "--project", tmp_path / "p"


def test_a_missing_file_fails_and_the_others_are_kept(tmp_path: Path, run: Run, kept: tuple[str, Path]) -> None:
    (tmp_path / "a.txt").write_text("OMN visited PAK.", encoding="utf-8")
    answer = run("add", tmp_path / "none.txt", tmp_path / "a.txt", *kept)
    one_sentence(answer, 3, "1 document could not be read (1 missing)", "none.txt: no such file", "Check the path")
    assert len(lines(run("claims", "--jsonl", *kept))) == 1


def test_a_folder_without_documents_fails(tmp_path: Path, run: Run, kept: tuple[str, Path]) -> None:
    (tmp_path / "empty").mkdir()
    one_sentence(run("add", tmp_path / "empty", *kept), 3, "empty: the folder holds no documents", "Put text")


def encrypted(path: Path) -> None:
    with pypdf.PdfWriter() as writer:
        writer.add_blank_page(200, 200)
        writer.encrypt("secret", algorithm="RC4-40")
        writer.write(path)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "broken.pdf": (lambda p: p.write_bytes(b"%PDF-1.7\nnot really"), "broken"),
    "locked.pdf": (encrypted, "encrypted"),
    "nul.txt": (lambda p: p.write_bytes(b"OMN visited\0\0\0 PAK." * 99), "binary"),
    "empty.html": (lambda p: p.write_bytes(b""), "empty"),
    "huge.txt": (lambda p: p.write_bytes(b"OMN visited PAK.\n" * 3_100_000), "too_large"),
}


@pytest.mark.parametrize("name", BAD)
def test_an_unreadable_document_is_a_result(tmp_path: Path, run: Run, kept: tuple[str, Path], name: str) -> None:
    make, reason = BAD[name]
    make(tmp_path / name)
    answer = run("add", tmp_path / name, *kept)
    one_sentence(answer, 3, f"1 document could not be read (1 {reason})", name)
    assert len(answer.err.splitlines()) <= 3


def test_a_page_in_another_charset_than_it_says_is_read(tmp_path: Path, run: Run, kept: tuple[str, Path]) -> None:
    words = "The minister of Côte d'Ivoire received the “envoys” of Perú in Yamoussoukro on Tuesday for talks. " * 4
    page = f"<html><head><meta charset='iso-8859-1'></head><body><article><p>{words}</p></article></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode("utf-8"))
    assert run("add", tmp_path / "a.html", *kept).code == 0
    (hit,) = json.loads(run("search", "Côte", "--json", *kept).out)
    assert "Côte d'Ivoire" in hit["snippet"]


def test_a_document_in_a_language_without_rules_is_kept_and_said_to_be(
    tmp_path: Path, run: Run, kept: tuple[str, Path]
) -> None:
    words = "Le ministre de la défense est arrivé mardi dans la capitale pour des entretiens avec son homologue. " * 3
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    answer = run("add", tmp_path / "a.txt", *kept)
    assert answer.code == 0
    assert "1 document in languages without rules (1 fr): kept and searchable, but not coded." in answer.err


def test_bad_rows_of_a_manifest_are_named_and_the_others_read(tmp_path: Path, run: Run, kept: tuple[str, Path]) -> None:
    rows = tmp_path / "list.jsonl"
    rows.write_text('{"text": "OMN visited PAK."}\n{"text": \n{"published": "2019"}\n', encoding="utf-8")
    answer = run("add", "--manifest", rows, *kept)
    one_sentence(answer, 3, "2 documents could not be read (2 bad_row)", "list.jsonl, row 2", "list.jsonl, row 3")
    assert len(lines(run("claims", "--jsonl", *kept))) == 1


def test_a_manifest_that_is_missing_is_a_usage_error(tmp_path: Path, run: Run, kept: tuple[str, Path]) -> None:
    one_sentence(run("add", "--manifest", tmp_path / "none.jsonl", *kept), 2, "none.jsonl: cannot be opened")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("type: visit\n  family: [", "not valid YAML"),
        ("type: visit\n042: 1\n", "is not text; put it in quotes"),
        ("famly: contact\n", "unknown key 'famly'"),
    ],
)
def test_a_codebook_with_a_typo_is_refused(tmp_path: Path, run: Run, content: str, words: str) -> None:
    (tmp_path / "own" / "events").mkdir(parents=True)
    (tmp_path / "own" / "events" / "visit.yml").write_text(content, encoding="utf-8")
    (tmp_path / "a.txt").write_text("OMN visited PAK.", encoding="utf-8")
    answer = run("code", tmp_path / "a.txt", "--codebook", tmp_path / "own", "--jsonl")
    one_sentence(answer, 1, "visit.yml", words)
    assert run("check", "--codebook", tmp_path / "own", "--no-examples").code == 4


def test_a_codebook_folder_that_does_not_exist_is_refused(tmp_path: Path, run: Run) -> None:
    for command in ("check", "code"):
        answer = run(command, *([tmp_path] if command == "code" else []), "--codebook", tmp_path / "own")
        one_sentence(answer, 1, "own: no such folder")


def test_an_unknown_country_code_is_refused(project: Path, run: Run) -> None:
    one_sentence(run("events", "--actor", "XYZ", "--project", project), 2, "no actor 'XYZ'", "ISO 3166")


def test_a_foreign_database_is_refused(tmp_path: Path, run: Run) -> None:
    with sqlite3.connect(tmp_path / "foedera.db") as other:
        other.execute("create table bookmarks (url)")
    other.close()
    one_sentence(run("claims", "--project", tmp_path), 1, "a database of another program", "Give another --project")
    (tmp_path / "foedera.db").write_text("not a database at all", encoding="utf-8")
    one_sentence(run("claims", "--project", tmp_path), 1, "not an SQLite database")


def test_a_locked_database_is_refused(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedera.store.BUSY_SECONDS", 0.05)
    other = sqlite3.connect(project / "foedera.db", isolation_level=None)
    other.execute("begin immediate")
    answer = run("remove", "Two tours", "--project", project)
    other.close()
    one_sentence(answer, 1, "locked by another program", "try again")


def test_a_folder_without_a_project_says_how_to_make_one(tmp_path: Path, run: Run) -> None:
    one_sentence(run("add", tmp_path, "--project", tmp_path), 1, "no record here. Run: foedera init")


def test_a_fault_of_ours_is_a_sentence_too(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr("foedera.reading.requests", broken)
    one_sentence(run("code", tmp_path), 1, "a fault in the program (ZeroDivisionError: inside)", "FOEDERA_DEBUG=1")


# Talk


def test_progress_is_a_plain_line_every_ten_seconds_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = iter([0.0, 4.0, 11.0, 12.0, 25.0])
    monkeypatch.setattr(talk.time, "monotonic", lambda: next(now))
    with talk.progress("Coding", 4) as step:
        for _ in range(4):
            step()
    assert capsys.readouterr().err.splitlines() == ["Coding: 2 of 4 documents", "Coding: 4 of 4 documents"]


def test_an_interrupted_add_says_what_stands(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(texts: object, book: Codebook) -> object:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(coding, "code_all", interrupted)
    (project / "b.txt").write_text("FJI visited TON.", encoding="utf-8")
    answer = run("add", project / "b.txt", "--project", project)
    assert answer.code == 130
    assert "interrupted; 0 documents done and kept. Run the same command to go on." in answer.err


# Start-up and documentation


def test_help_loads_no_parser_and_nothing_heavy() -> None:
    script = (
        "import sys\nfrom foedera.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'lxml', 'trafilatura', 'rapidfuzz', 'docx', 'py3langid', 'yaml', 'sqlite3', 'rich'}\n"
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_stops_early_is_no_error(project: Path) -> None:
    command = f'"{sys.executable}" -m foedera.cli search visited --jsonl --project "{project}" | head -n 0'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=dict(os.environ))
    assert done.stderr == ""


def test_generated_pages_are_in_step(book: Codebook) -> None:
    spec = importlib.util.spec_from_file_location("docs_build", BUILD)
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert build.stale(book) == [], "run: make docs"


def test_every_command_explains_itself() -> None:
    import typer

    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        assert all(p.help for p in command.params if p.name != "help"), name
