"""A process killed at any moment loses nothing that was decided and leaves nothing half-written.

A child process counts the SQL statements it sends and kills itself at the n-th, with SIGKILL: no handler, no clean-up.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import foedera
from foedera.model import Judgement
from foedera.project import Project
from foedera.store import Store, now, opening

pytestmark = [
    pytest.mark.usefixtures("plain_coder"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system"),
]

KILLS = 40  # of each kind of work, spread over its statements
_NEVER = 10**9


@contextmanager
def _killing(at: int) -> Iterator[Callable[[], int]]:
    """Within the block the process dies at its ``at``-th SQL statement; gives the number of statements so far."""
    sent = 0

    def count(_: str) -> None:
        nonlocal sent
        sent += 1
        if sent >= at:
            os.kill(os.getpid(), signal.SIGKILL)

    prepare = opening.prepare

    def prepared(db: sqlite3.Connection, path: Path, *, busy_seconds: float) -> None:
        prepare(db, path, busy_seconds=busy_seconds)
        db.set_trace_callback(count)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("foedera.store.prepare", prepared)
        yield lambda: sent


def _in_child(folder: Path, work: Callable[[Project, Callable[[str], None]], None], at: int) -> tuple[bool, list[str]]:
    """Whether ``work`` came to its end in a process that dies at the ``at``-th statement, and what it told of."""
    told, tell = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: the child starts none and touches none
        child = os.fork()
    if child == 0:
        code = 1
        try:
            with _killing(at), foedera.open(folder) as project:
                work(project, lambda line: os.write(tell, f"{line}\n".encode()) and None)
            code = 0
        finally:
            os._exit(code)
    os.close(tell)
    with os.fdopen(told, encoding="utf-8") as lines:
        decided = lines.read().split()
    _, state = os.waitpid(child, 0)
    assert os.WIFSIGNALED(state) or os.WEXITSTATUS(state) == 0, "the work failed of itself"
    return not os.WIFSIGNALED(state), decided


def _statements(folder: Path, work: Callable[[Project, Callable[[str], None]], None]) -> int:
    """How many statements the whole of the work sends."""
    with _killing(_NEVER) as sent, foedera.open(folder) as project:
        work(project, lambda line: None)
    return sent()


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """A project with two documents and their events."""
    for name, body in {"a": "OMN visited PAK.\nFJI visited TON.", "b": "GHA visited BEN."}.items():
        (tmp_path / f"{name}.txt").write_text(body, encoding="utf-8")
    with foedera.open(tmp_path / "start", create=True) as project:
        project.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    return tmp_path / "start"


def _copied(start: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(start, to)
    return to


def _state(folder: Path) -> tuple[object, ...]:
    with foedera.open(folder) as project:
        assert project.store._db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert project.store._db.execute("pragma foreign_key_check").fetchall() == []
        store = project.store
        return store.texts(), store.claims(), project.events(), store.links(), store.copies()


def _kill_everywhere(
    start: Path, scratch: Path, work: Callable[[Project, Callable[[str], None]], None]
) -> Iterator[tuple[Path, list[str]]]:
    """Each record that a kill left behind, with what was told as decided before it."""
    number = _statements(_copied(start, scratch), work)
    assert number > 10
    for at in sorted({1 + round(n * (number - 1) / (KILLS - 1)) for n in range(KILLS)}):
        _copied(start, scratch)
        finished, decided = _in_child(scratch, work, at)
        assert not finished
        yield scratch, decided


def test_adding_that_is_killed_leaves_whole_documents_and_goes_on(start: Path, tmp_path: Path) -> None:
    for name, body in {
        "c": "CHL visited PER.",
        "d": "ZMB visited NAM.\nOMN visited PAK.",
        "a": "OMN visited IND.",
    }.items():
        (tmp_path / f"{name}.txt").write_text(body, encoding="utf-8")
    paths = [tmp_path / f"{name}.txt" for name in "acd"]

    def add(project: Project, tell: Callable[[str], None]) -> None:
        for added in project.adding(paths):
            tell(getattr(added.outcome, "id", ""))

    whole = _copied(start, tmp_path / "whole")
    with foedera.open(whole) as project:
        project.add(paths)
    wanted = _state(whole)
    for folder, kept in _kill_everywhere(start, tmp_path / "scratch", add):
        with foedera.open(folder) as project:
            texts = {text.id: text for text in project.store.texts()}
            assert set(kept) <= set(texts)
            for text in texts.values():  # each document with all of its claims
                assert len(project.store.claim_ids(text.id)) == text.body.count(" visited ")
            project.add(paths)
        assert _state(folder) == wanted


def test_judging_that_is_killed_keeps_every_decision_that_was_told_as_kept(start: Path, tmp_path: Path) -> None:
    with foedera.open(start) as project:
        claims = [c.id for c in project.claims()]

    def judge(project: Project, tell: Callable[[str], None]) -> None:
        for at, claim in enumerate(claims):
            verdict = "reject" if at % 2 else "accept"
            tell(project.store.judge(Judgement("", "claim", claim, verdict, "A. Reader", now())).id)
            project.resolve()

    for folder, decided in _kill_everywhere(start, tmp_path / "scratch", judge):
        with foedera.open(folder) as project:
            standing = project.store.judgements()
            assert [j.id for j in standing][: len(decided)] == decided
            assert len(standing) <= len(decided) + 1
            rejected = {j.subject_id for j in standing if j.verdict == "reject"}
            assert rejected.isdisjoint(c for e in project.events() for c in e.claims)
            assert all(j == j.named() for j in standing)
        _state(folder)


def test_taking_in_judgements_that_is_killed_takes_all_or_none(start: Path, tmp_path: Path) -> None:
    with foedera.open(start) as project:
        claims = [c.id for c in project.claims()]
    elsewhere = [
        Judgement("", "claim", claim, "accept", "B. Reader", f"2026-01-01T00:00:00.{at:06}+00:00").named()
        for at, claim in enumerate(claims * 4)
    ]

    def take_in(project: Project, tell: Callable[[str], None]) -> None:
        tell(str(project.store.take_in(elsewhere)))

    for folder, told in _kill_everywhere(start, tmp_path / "scratch", take_in):
        with Store.open(folder / "foedera.db") as store:
            assert len(store.judgements()) in ({len(elsewhere)} if told else {0, len(elsewhere)})
            assert store.take_in(elsewhere) in {0, len(elsewhere)}
            assert store.judgements() == elsewhere
