"""The floor under extraction: hand-coded gold that stands beside the project, scored by its own script.

``quality.json`` pins the floors and a digest of the gold they were set on. Raise a floor when the coder
has grown; lowering one needs a reason in the commit.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold"
QUALITY = json.loads((Path(__file__).parent / "quality.json").read_text(encoding="utf-8"))
SECONDS = 300  # on a busy machine; a tenth of it otherwise

Report = dict[str, Any]


def pinned(part: str, *names: str) -> Report:
    """What is pinned for a part of the gold; skips where the gold is absent, or not the one it was pinned on."""
    files = [GOLD / name for name in names]
    if not all(f.is_file() for f in files):
        pytest.skip(f"no gold beside the project: {', '.join(names)}")
    digest = hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:16]
    wanted: Report = QUALITY[part]
    if digest != wanted["digest"]:
        pytest.skip(f"the gold has changed ({digest}, not {wanted['digest']}): set the floors of quality.json anew")
    return wanted


def coding(manifest: Path, to: Path, *, seed: int) -> subprocess.Popen[bytes]:
    """The command line at work on a manifest, under a hash seed of its own."""
    with to.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "foedera.cli", "code", "--manifest", str(manifest), "--jsonl"],
            stdout=out,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        )


def finished(work: subprocess.Popen[bytes]) -> None:
    _, talk = work.communicate(timeout=SECONDS)
    assert work.returncode == 0, talk.decode()


def scored(script: str, *arguments: Path | str) -> Report:
    ran = subprocess.run(
        [sys.executable, str(SHARED / "score" / script), *map(str, arguments), "--json"],
        capture_output=True,
        check=True,
        timeout=SECONDS,
    )
    report: Report = json.loads(ran.stdout)
    return report


def at(report: Report, key: str) -> float:
    value: Any = report
    for step in key.split("."):
        value = value[step]
    return float(value)


def below(report: Report, floors: dict[str, float]) -> list[str]:
    return [f"{key}: {at(report, key)} < {floor}" for key, floor in floors.items() if at(report, key) < floor]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The claims of two runs over the gold documents, side by side and with different hash seeds."""
    pinned("gold", "gold.jsonl", "manifest.jsonl")
    folder = tmp_path_factory.mktemp("gold")
    files = folder / "first.jsonl", folder / "second.jsonl"
    runs = [coding(GOLD / "manifest.jsonl", file, seed=seed) for seed, file in enumerate(files, start=1)]
    for work in runs:
        finished(work)
    return files


@pytest.fixture(scope="module")
def report(twice: tuple[Path, Path]) -> Report:
    return scored("score.py", GOLD / "gold.jsonl", twice[0])


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(twice: tuple[Path, Path]) -> None:
    first, second = (file.read_bytes() for file in twice)
    assert first.count(b"\n") > 500
    assert first == second


def test_the_gold_is_coded_no_worse_than_its_floors(report: Report) -> None:
    assert below(report, QUALITY["gold"]["floors"]) == []


def test_nothing_that_must_not_be_claimed_is_claimed(report: Report) -> None:
    over = {k: at(report, k) for k, most in QUALITY["gold"]["ceilings"].items() if at(report, k) > most}
    assert over == {}


def test_documents_without_events_yield_none(twice: tuple[Path, Path]) -> None:
    quiet = tuple(QUALITY["gold"]["without_events"])
    rows = [json.loads(line) for line in twice[0].read_text(encoding="utf-8").splitlines()]
    named = {str(row["document"]["path"]) for row in rows}
    assert any(path.endswith("docs/001.txt") for path in named), "paths of documents are not written as expected"
    found = [
        row["quote"]["exact"]
        for row in rows
        if str(row["document"]["path"]).endswith(quiet) and row["family"] not in ("structure", "assessment")
    ]
    assert found == []


def test_plover_sentences_are_coded_no_worse_than_their_floors(tmp_path: Path) -> None:
    wanted = pinned("plover", "plover/dev.jsonl")
    claims = tmp_path / "plover.jsonl"
    finished(coding(GOLD / "plover/dev.jsonl", claims, seed=1))
    assert below(scored("plover.py", GOLD / "plover/dev.jsonl", claims), wanted["floors"]) == []
