"""``foedera judge`` and ``foedera sources``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from support_cli import Answer

Run = Callable[..., Answer]


@pytest.fixture
def project(tmp_path: Path, run: Run, plain_coder: None) -> Path:
    """A project with two reports."""
    rows = [
        {"text": "OMN visited PAK.\nGHA visited BEN.\n", "title": "One", "outlet": "Xinhua", "published": "2019-05-02"},
        {"text": "News.\n\nOMN visited PAK.", "outlet": "Tass", "published": "2019-05-02"},
    ]
    (tmp_path / "list.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert run("init", tmp_path / "p").code == 0
    assert run("add", "--manifest", tmp_path / "list.jsonl", "--project", tmp_path / "p").code == 0
    return tmp_path / "p"


@pytest.fixture
def desk(project: Path, run: Run) -> Callable[..., Answer]:
    """``foedera judge`` in that project, as A. Reader."""

    def command(*arguments: object, who: str = "A. Reader") -> Answer:
        named = () if arguments[0] in {"list", "export", "import", "agreement", "disagreements"} else ("--who", who)
        return run("judge", *arguments, *named, "--project", project)

    return command


def claim_of(run: Run, project: Path, actor: str) -> str:
    (first, *_) = run("claims", "--actor", actor, "--jsonl", "--project", project).out.splitlines()
    return str(json.loads(first)["id"])


def test_a_verdict_prints_its_id_and_can_be_taken_back(project: Path, run: Run, desk: Callable[..., Answer]) -> None:
    ghana = claim_of(run, project, "GHA")
    said = desk("reject", ghana[:10], "--why", "no visit")
    assert said.code == 0
    assert f"foedera judge undo {said.out.strip()}" in said.err
    assert run("events", "--actor", "GHA", "--json", "--project", project).out.strip() == "[]"
    undone = json.loads(desk("undo", "--json").out)
    assert (undone["verdict"], undone["subject_id"]) == ("undo", said.out.strip())
    assert len(json.loads(run("events", "--actor", "GHA", "--json", "--project", project).out)) == 1


def test_the_name_comes_from_the_environment(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ghana = claim_of(run, project, "GHA")
    nameless = run("judge", "accept", ghana, "--project", project)
    assert (nameless.code, nameless.out) == (2, "")
    assert "Give --who NAME, or set FOEDERA_WHO" in nameless.err
    monkeypatch.setenv("FOEDERA_WHO", "C. Clerk")
    assert json.loads(run("judge", "accept", ghana, "--json", "--project", project).out)["who"] == "C. Clerk"


def test_corrections_are_given_as_field_and_value(project: Path, run: Run, desk: Callable[..., Answer]) -> None:
    ghana = claim_of(run, project, "GHA")
    kept = json.loads(desk("correct", ghana, "status=planned", "role.host=Togo", "role.visitor+=NGA", "--json").out)
    assert kept["values"] == {"role.host": "TGO", "role.visitor+": "NGA", "status": "planned"}
    wrong = desk("correct", ghana, "status=wrong")
    assert (wrong.code, wrong.out) == (2, "")
    assert "status: 'wrong' is no status of a claim of type visit. Allowed: occurred" in wrong.err


def test_every_verb_answers(project: Path, run: Run, desk: Callable[..., Answer]) -> None:
    ghana, oman = claim_of(run, project, "GHA"), claim_of(run, project, "OMN")
    (event, *_) = json.loads(run("events", "--actor", "OMN", "--json", "--project", project).out)
    for arguments in (
        ("accept", ghana), ("unsure", ghana), ("credibility", ghana, "3"), ("outcome", ghana, "open"),
        ("note", ghana, "look again"), ("note", "Xinhua", "state agency"), ("merge", ghana, oman),
        ("apart", ghana, oman), ("same-actor", "Ghana", "TGO"),
        ("different-actor", "GHA", "Togo"), ("grade", "Xinhua", "b"),
    ):  # fmt: skip
        assert desk(*arguments).code == 0, arguments
    assert len(event["claims"]) == 2
    assert desk("split", event["id"], event["claims"][0]).code == 0
    listed = desk("list")
    assert listed.code == 0
    assert "12 judgements" in listed.err
    told = json.loads(desk("list", ghana, "--by", "A. Reader", "--subject", "claim", "--json").out)
    assert [each["verdict"] for each in told] == ["accept", "unsure", "credibility", "outcome", "note"]
    assert told[0]["note"].startswith("overtaken by the word of A. Reader")
    assert desk("list", "--lost", "--jsonl").out == ""
    waiting = json.loads(desk("awaiting", "--limit", "2", "--json").out)
    assert all(set(each) == {"claim", "reason", "why", "event", "beside"} for each in waiting)
    assert desk("awaiting").code == 0


def test_two_work_apart_and_merge(project: Path, run: Run, desk: Callable[..., Answer], tmp_path: Path) -> None:
    desk("accept", claim_of(run, project, "GHA"))
    first = tmp_path / "a.jsonl"
    assert "Wrote 1 judgement" in desk("export", first).err
    assert desk("export").out == first.read_text(encoding="utf-8")
    desk("reject", claim_of(run, project, "OMN"))
    desk("export", tmp_path / "b.jsonl")
    assert run("init", tmp_path / "q").code == 0
    assert run("add", "--manifest", tmp_path / "list.jsonl", "--project", tmp_path / "q").code == 0
    counts = json.loads(run("judge", "import", tmp_path / "b.jsonl", first, "--json", "--project", tmp_path / "q").out)
    assert [(c["read"], c["added"], c["known"], c["lost"]) for c in counts] == [(2, 2, 0, 0), (1, 0, 1, 0)]
    assert run("judge", "export", "--project", tmp_path / "q").out == (tmp_path / "b.jsonl").read_text(encoding="utf-8")
    first.write_text(first.read_text(encoding="utf-8")[:50], encoding="utf-8")
    bad = run("judge", "import", first, "--project", tmp_path / "q")
    assert bad.code == 2
    assert "a.jsonl:1: not JSON, or cut off" in bad.err


def test_second_coding_from_end_to_end(project: Path, run: Run, desk: Callable[..., Answer]) -> None:
    ghana = claim_of(run, project, "GHA")
    desk("correct", ghana, "date=2019-05-01")
    (waiting,) = json.loads(desk("awaiting", "--part", "second", "--json", who="B. Other").out)
    assert (waiting["claim"], waiting["reason"]) == (ghana, "second")
    refused = desk("accept", ghana, "--part", "second")
    assert refused.code == 2
    assert "A second coder is another person" in refused.err
    assert desk("accept", ghana, "--part", "second", who="B. Other").code == 0
    fields = {f["name"]: f for f in json.loads(desk("agreement", "--json").out)}
    assert (fields["date"]["units"], fields["date"]["agreement"]) == (1, 0.0)
    assert "Krippendorff" in desk("agreement").out
    (differing,) = json.loads(desk("disagreements", "--json").out)
    assert differing["fields"] == ["date"]
    assert "2019-05-01 (A. Reader)" in desk("disagreements").out
    assert desk("adjudicate", ghana, "second", who="C. Judge").code == 0
    assert json.loads(desk("disagreements", "--json").out) == []
    assert len(json.loads(desk("disagreements", "--all", "--json").out)) == 1


def test_sources_tell_grade_kind_and_history(project: Path, run: Run, desk: Callable[..., Answer]) -> None:
    desk("grade", "Xinhua", "C", "--why", "owned by the state")
    found = {s["id"]: s for s in json.loads(run("sources", "--json", "--project", project).out)}
    assert (found["xinhua"]["reliability"], found["xinhua"]["by"], found["xinhua"]["kind"]) == (
        "C",
        "A. Reader",
        "state_media",
    )
    assert (found["xinhua"]["documents"], found["xinhua"]["claims"]) == (1, 2)
    assert found["xinhua"]["history"][0]["why"] == "owned by the state"
    assert "C by A. Reader" in run("sources", "--project", project).out
    assert len(run("sources", "--jsonl", "--project", project).out.splitlines()) == len(found)
