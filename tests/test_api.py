from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import foedera
from foedera.model import Failure, Text


def test_every_public_name_is_there_and_documented() -> None:
    for name in foedera.__all__:
        value = getattr(foedera, name)
        assert isinstance(value, str) or value.__doc__, name
    assert set(dir(foedera)) == set(foedera.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = foedera.nothing


def test_importing_costs_nothing() -> None:
    script = "import sys, foedera; print(sorted(m for m in sys.modules if m.startswith('foedera.')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_check_stays_a_function_after_it_was_used() -> None:
    assert callable(foedera.check)
    foedera.check(examples=False)
    assert callable(foedera.check)


def test_code_gives_each_document_with_its_claims(tmp_path: Path, plain_coder: None) -> None:
    (tmp_path / "a.txt").write_text("OMN visited PAK.", encoding="utf-8")
    (text, claims), (failure, none) = foedera.code([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(text, Text)
    assert [c.type for c in claims] == ["visit"]
    assert isinstance(failure, Failure)
    assert (failure.reason, none) == ("missing", [])
    assert len(list(foedera.code(tmp_path / "a.txt"))) == 1
