"""The review in plain lines, and on a real terminal: as programs of their own, as an analyst runs them."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support_review import judged, make_project

COMMAND = [sys.executable, "-m", "foedera.cli", "review"]


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("plain") / "record")


@pytest.fixture
def record(coded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(coded, tmp_path / "record"))


def review(record: Path, typed: str | bytes, *more: str, who: str = "Ann") -> subprocess.CompletedProcess[str]:
    """Review in plain lines, with those lines typed."""
    done = subprocess.run(
        [*COMMAND, "--plain", "--project", str(record), "--who", who, *more],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_script_decides_line_by_line_and_the_next_one_goes_on(record: Path) -> None:
    done = review(record, "/oman\nx\n/norway\naccept\n/ghana\nu\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert [verdict for _, verdict, *_ in judged(record)] == ["reject", "accept", "unsure"]
    assert (
        "words: >>Oman[1] delivered twelve patrol boats to Tanzania[2]<< in July 2018. The boats are grey."
        in done.stdout
    )
    assert "Rejected: arms_transfer, supplier OMN; recipient TZA." in done.stdout
    assert "3 decisions kept, 5 left in the queue." in done.stdout
    later = review(record, "q\n")
    assert "Oman delivered" not in later.stdout
    assert "0 decisions kept" in later.stdout


def test_an_empty_line_accepts_nothing(record: Path) -> None:
    done = review(record, "\n\n  \n")
    assert judged(record) == []
    assert "To accept, type accept" in done.stdout


def test_words_are_asked_for_where_they_are_wanted(record: Path) -> None:
    done = review(record, "/oman\ne\nstatus=finished\ne status=planned\nn\n\nnote\nx\nfirst\n")
    assert [(verdict, values, why) for _, verdict, _, values, why in judged(record)] == [
        ("correct", {"status": "planned"}, ""),
        ("note", {}, "x"),
    ]
    assert done.stdout.count("Not done: ") == 2  # a status that is none, a coding to let stand that is none
    assert "status: planned" in done.stdout


def test_candidates_to_merge_with_are_numbered(record: Path) -> None:
    done = review(record, "/12 may 2019\nm\n1\nz\n")
    assert [(subject, verdict) for subject, verdict, *_ in judged(record)] == [
        ("link", "same"),
        ("judgement", "undo"),
    ]
    assert "> 1. " in done.stdout


def test_what_is_no_command_is_said_and_does_nothing(record: Path) -> None:
    done = review(record, b"fly\n\xff\xfe\x1b[31m\n?\n")
    assert done.returncode == 0
    assert "'fly' is no key or command" in done.stdout
    assert "\x1b" not in done.stdout
    assert "Accept the claim as it stands" in done.stdout
    assert judged(record) == []


def test_hostile_words_are_printed_as_signs(record: Path) -> None:
    done = review(record, "/ghana\nq\n")
    assert not set(done.stdout) & set("\x1b\x07\u202e")
    assert "[link=http://x.example]at dawn[/link]" in done.stdout


def test_without_a_terminal_it_says_what_to_do(record: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--project", str(record), "--who", "Ann"], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"Add --plain" in done.stderr


def test_a_review_without_a_name_is_refused(record: Path) -> None:
    done = review(record, "x\n", who=" ")
    assert done.returncode == 2
    assert "--who NAME" in done.stderr


def test_killed_at_any_moment_it_loses_nothing_that_it_said(record: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "--plain", "--project", str(record), "--who", "Ann"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(b"x\na\n")
        running.stdin.flush()
        for line in running.stdout:
            if b"Accepted" in line:
                break
        running.kill()
    assert [verdict for _, verdict, *_ in judged(record)] == ["reject", "accept"]


@pytest.mark.parametrize("kind", ["xterm-256color", "vt100"])
def test_on_a_real_terminal_keys_decide_and_closing_it_loses_nothing(record: Path, kind: str) -> None:
    terminal, inner = pty.openpty()
    running = subprocess.Popen(
        [*COMMAND, "--project", str(record), "--who", "Ann"],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env=os.environ | {"TERM": kind, "NO_COLOR": "1", "COLUMNS": "80", "LINES": "24"},
        start_new_session=True,
        preexec_fn=_hear_a_hang_up,
    )
    os.close(inner)
    try:
        seen = _until(terminal, b"1 of 8")
        os.write(terminal, b"x")
        seen += _until(terminal, b"2 of 8")
        os.write(terminal, b"\r")
        seen += _until(terminal, b"3 of 8")
        assert b"\x1b[2J\x1b[31m" not in seen
    finally:
        running.send_signal(signal.SIGHUP)  # as when the connection breaks
        running.wait(30)
        os.close(terminal)
    assert [verdict for _, verdict, *_ in judged(record)] == ["reject", "accept"]


def _hear_a_hang_up() -> None:
    """Where the tests themselves run under nohup, what they start would not hear it."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _until(terminal: int, words: bytes, *, seconds: float = 30) -> bytes:
    """What the terminal prints, up to these words."""
    seen, ends = b"", time.monotonic() + seconds
    while words not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0.0, ends - time.monotonic()))
        if not ready:
            raise AssertionError(f"{words!r} did not come: {seen[-300:]!r}")
        seen += os.read(terminal, 65536)
    return seen
