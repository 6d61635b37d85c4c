"""Indices beside one another: who is nearest by each, nothing added up, what is lacking named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from foedera.errors import CodebookError, NotFoundError, UsageError
from foedera.project import Project, open_project
from foedera.project.data import add_data
from support_data import deal, lines, preamble, register

VISITS = "OMN visited PAK.\nOMN visited PAK.\nOMN visited KEN.\n"


@pytest.fixture
def project(tmp_path: Path, plain_coder: None) -> Iterator[Project]:
    """Oman with Pakistan and Kenya: in reports, in arms and in votes."""
    (tmp_path / "visits.txt").write_text(VISITS, encoding="utf-8")
    deals = [deal("Oman", "Kenya", "2003", 9), deal("Oman", "Pakistan", "2003", 1)]
    (tmp_path / "arms.csv").write_bytes(register(deals, before=preamble()))
    points = lines("ccode,session,NVotes,IdealPoint", "698,75,9,1", "770,75,9,1.5", "501,75,9,-1")
    (tmp_path / "points.csv").write_text(points, encoding="utf-8")
    with open_project(tmp_path / "p", create=True) as made:
        made.add([tmp_path / "visits.txt"])
        for name, file in (("sipri", "arms.csv"), ("unga", "points.csv")):
            add_data(made.folder, made.codebook, name, [tmp_path / file])
        yield made


def test_each_index_keeps_its_own_numbers_period_and_evidence(project: Project) -> None:
    table = project.indices("Oman", partners="PAK,KEN")
    assert table.columns == ("PAK", "KEN")
    alone = {name: project.measure(name, "OMN", partners="PAK,KEN") for name in {row.keys[0] for row in table}}
    arms = next(row for row in table if row.keys[0] == "arms_portfolio")
    assert arms.cells == tuple(
        alone["arms_portfolio"].cell("share", partner=p, period=arms.keys[2]) for p in table.columns
    )
    votes = next(row for row in table if row.keys[0] == "ideal_point_distance")
    assert votes.keys[2] == "2020"
    assert [cell.value for cell in votes.cells] == [0.5, 2.0]
    for row in table:
        assert all(cell.claims or cell.rows for cell in row.cells if cell.value)


def test_the_nearest_has_most_of_what_ties_and_least_of_what_parts(project: Project) -> None:
    notes = project.indices("OMN", partners=["PAK", "KEN"]).notes
    assert "Nearest first by share of arms received: KEN, PAK." in notes
    assert "Nearest first by distance in the UN General Assembly: PAK, KEN." in notes
    assert not any("frictions" in note for note in notes)  # none with either: nobody is nearer


def test_what_is_not_here_is_named_with_the_command_that_adds_it(project: Project) -> None:
    lacking = [note for note in project.indices("OMN", partners="PAK,KEN").notes if note.startswith("Not here: ")]
    assert [note.split()[2] for note in lacking] == [
        "exercise_partners", "alliance_similarity", "vote_agreement", "shared_igos",
    ]  # fmt: skip
    assert all("foedera data add" in note for note in lacking)


def test_an_entry_that_asks_for_what_no_measure_has_is_told_with_what_there_is(project: Project) -> None:
    asked = {"measure": "balance", "column": "shares", "tells": "x", "nearest": "highest", "partner": "vector"}
    for entry, says in ((asked, "asks balance for 'shares'. It has done, share"), ({"measure": "balance"}, "is none")):
        raw = {**project.codebook.raw, "measures.yml": {**project.codebook.raw["measures.yml"], "indices": [entry]}}
        with pytest.raises(CodebookError, match=says):
            project.indices("OMN", partners="PAK,KEN", codebook=replace(project.codebook, raw=raw))


def test_fewer_than_two_partners_and_names_that_nobody_knows_are_refused(project: Project) -> None:
    with pytest.raises(UsageError, match="two partners or more"):
        project.indices("OMN", partners="PAK")
    with pytest.raises(NotFoundError):
        project.indices("OMN", partners="PAK,Atlantis")
