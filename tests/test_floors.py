"""The floor under extraction on our own hand-coded documents, part by part; and that no floor is lowered unseen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import floors as gate
from foedera.score.floors import Floors, below, measured, slackened, tightened

QUALITY = json.loads(gate.QUALITY.read_text(encoding="utf-8"))[gate.SECTION]


@pytest.mark.parametrize("part", gate.PARTS)
def test_our_own_gold_is_coded_no_worse_than_its_floors(part: str) -> None:
    pinned = QUALITY[part]
    assert pinned["digest"] == gate.digest(gate.GOLD / part), "the gold has changed: run 'make floors'"
    assert len(pinned["floors"]) > 5
    assert below(gate.figures_of(part), Floors(pinned["floors"], pinned["ceilings"])) == []


def test_every_lowering_has_a_reason() -> None:
    assert all(len(entry["reason"].split()) > 3 for entry in QUALITY.get("lowered", []))


def test_the_two_parts_share_no_document() -> None:
    develop, held_out = ({f.name for f in (gate.GOLD / part).glob("*.yml")} for part in gate.PARTS)
    assert not develop & held_out


# Setting them


def figures(f1: float, *, roles: float = 0.9, claimed: int = 0) -> dict[str, Any]:
    row = {"exhaustive": {"gold": 100, "claims": 90, "precision": f1, "recall": f1, "f1": f1}} | dict.fromkeys(
        ("type", "status", "role"), roles
    )
    return {
        "event": row | {"on_negative_documents": 0},
        "structure": row,
        "assessment": row,
        "families": {"contact": row, "border": row | {"exhaustive": row["exhaustive"] | {"gold": 3}}},  # type: ignore[operator]
        "dyads": {"gold": 50, "f1": f1},
        "silent": {"claimed": claimed},
        "quotes_not_in_document": 0,
        "documents": 10,
    }


def test_floors_stand_two_records_below_what_was_measured() -> None:
    found = measured(figures(0.6))
    assert found.floors["event.exhaustive.f1"] == 0.58
    assert found.floors["dyads.f1"] == 0.56
    assert "families.contact.exhaustive.f1" in found.floors
    assert "families.border.exhaustive.f1" not in found.floors  # three records are too few
    assert found.ceilings == {"quotes_not_in_document": 0, "event.on_negative_documents": 0, "silent.claimed": 0}


@given(st.floats(0, 1), st.floats(0, 1))
def test_floors_are_held_by_what_they_were_set_on_and_only_ever_rise_unless_told(before: float, after: float) -> None:
    old = measured(figures(round(before, 3)))
    assert below(figures(round(before, 3)), old) == []
    new = tightened(old, figures(round(after, 3)))
    assert below(figures(round(after, 3)), new) == []
    if not below(figures(round(after, 3)), old):
        assert slackened(old, new) == {}
        assert all(new.floors[name] >= floor for name, floor in old.floors.items())
    else:
        assert slackened(old, new)


def test_lowering_takes_a_reason_and_keeps_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "develop").mkdir()
    monkeypatch.setattr(gate, "GOLD", tmp_path)
    first = gate.set_floors({"gold": {}}, {"develop": figures(0.6)}, reason="")
    assert gate.set_floors(first, {"develop": figures(0.59)}, reason="") == first
    with pytest.raises(ValueError, match=r"develop: event.exhaustive.f1: 0.58 to 0.48"):
        gate.set_floors(first, {"develop": figures(0.5)}, reason=" ")
    lowered = gate.set_floors(first, {"develop": figures(0.5)}, reason="commas are no longer guessed at")
    (entry,) = lowered[gate.SECTION]["lowered"]
    assert entry["reason"] == "commas are no longer guessed at"
    assert entry["from_to"]["develop: event.exhaustive.f1"] == [0.58, 0.48]
    assert lowered["gold"] == {}
    over = gate.set_floors(first, {"develop": figures(0.7)}, reason="")
    assert "lowered" not in over[gate.SECTION]
    with pytest.raises(ValueError, match=r"silent.claimed: 0 to 2"):
        gate.set_floors(first, {"develop": figures(0.6, claimed=2)}, reason="")


def test_the_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"one\n")
    first = gate.digest(tmp_path)
    (tmp_path / "a.yml").write_bytes(b"one\r\n")
    assert gate.digest(tmp_path) == first
    shutil.move(tmp_path / "a.yml", tmp_path / "b.yml")
    assert gate.digest(tmp_path) != first
