"""Measures, panels and comparisons as they are asked for: on the command line and of a project."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from inspect import signature
from pathlib import Path

import pytest

import foedera
from foedera.codebook import load
from foedera.errors import NotFoundError, UsageError
from foedera.measures import MEASURES, OF_DATA
from foedera.project.data import add_data
from support_cli import Answer
from support_data import files_of_all

Run = Callable[..., Answer]
FILES = files_of_all()
BODY = "KEN visited UGA.\nUGA visited KEN.\nTZA visited KEN.\n"


@pytest.fixture
def project(tmp_path: Path, plain_coder: None, run: Run) -> Path:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "b.txt").write_text("UGA visited ETH.\nKEN visited ETH.\n", encoding="utf-8")
    rows = [
        {"path": "a.txt", "published": "2012-05-03", "outlet": "Alpha"},
        {"path": "b.txt", "published": "2014-02-01"},
    ]
    (tmp_path / "m.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    folder = tmp_path / "project"
    assert run("init", folder).code == 0
    assert run("add", "--manifest", tmp_path / "m.jsonl", "--project", folder).code == 0
    return folder


def test_json_has_measure_unit_method_coverage_and_rows_whose_numbers_list_claims(run: Run, project: Path) -> None:
    told = json.loads(run("measure", "balance", "KEN", "--with", "UGA,TZA", "--json", "--project", project).out)
    assert {"measure", "unit", "method", "coverage", "rows"} <= set(told)
    first = told["rows"][0]
    assert (first["keys"], first["values"]["done"]) == ({"family": "all", "vector": "UGA"}, 2)
    with foedera.open(project) as record:
        assert {c.id for c in record.claims(actor="KEN", partner="UGA")} == set(first["claims"]["done"])
    assert set(told["aside"]) == {"concentration", "lean", "by_period", "sensitivity"}


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_answers_and_says_how_much_of_the_period_is_covered(name: str, run: Run, project: Path) -> None:
    answer = run("measure", name, "Kenya", "--project", project)
    assert answer.code == 0
    assert "2 documents, published 2012 to 2014" in answer.err
    assert "years 2012 to 2014 have documents of their own" in answer.err


def test_the_table_for_people_lists_the_claims_under_each_number(run: Run, project: Path) -> None:
    answer = run("measure", "balance", "KEN", "--with", "UGA", "--project", project)
    with foedera.open(project) as record:
        for claim in record.claims(actor="KEN", partner="UGA"):
            assert claim.id[:8] in answer.out


def test_a_table_beside_can_be_asked_for_and_a_wrong_one_is_told_what_there_is(run: Run, project: Path) -> None:
    asked = ("measure", "balance", "KEN", "--with", "UGA,TZA", "--project", project)
    assert "without publisher Alpha" in run(*asked, "--beside", "sensitivity").out
    wrong = run(*asked, "--beside", "nothing")
    assert (wrong.code, "Known: concentration, lean, by_period, sensitivity." in wrong.err) == (2, True)


def test_vectors_of_a_codebook_of_ones_own_are_measured_without_touching_the_record(
    run: Run, project: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own" / "vectors"
    own.mkdir(parents=True)
    (own / "mine.yml").write_text('vectors: {lakes: {label: "The lakes", members: [UGA, TZA]}}\n', encoding="utf-8")
    before = run("events", "--json", "--project", project).out
    answer = run(
        "measure",
        "balance",
        "KEN",
        "--with",
        "lakes,ETH",
        "--codebook",
        tmp_path / "own",
        "--json",
        "--project",
        project,
    )
    rows = json.loads(answer.out)["rows"]
    assert [(r["keys"]["vector"], r["values"]["done"]) for r in rows if r["keys"]["family"] == "all"] == [
        ("lakes", 3),
        ("ETH", 1),
    ]
    assert run("events", "--json", "--project", project).out == before


def test_a_vector_is_its_members_for_measures_that_take_partners(run: Run, project: Path, tmp_path: Path) -> None:
    answer = run("measure", "reciprocity", "KEN", "--with", "central_asia,UGA", "--json", "--project", project)
    partners = [r["keys"]["partner"] for r in json.loads(answer.out)["rows"]]
    assert partners == ["all", "KAZ", "KGZ", "TJK", "TKM", "UZB", "UGA"]


def test_a_comparison_has_the_actor_before_each_row(run: Run, project: Path) -> None:
    answer = run("compare", "KEN", "UGA", "--measure", "balance", "--with", "ETH,TZA", "--json", "--project", project)
    told = json.loads(answer.out)
    assert [r["keys"]["actor"] for r in told["rows"] if r["keys"]["family"] == "all"] == ["KEN", "KEN", "UGA", "UGA"]
    assert told["coverage"].startswith("KEN: ")
    assert told["aside"]["lean"]["rows"][0]["keys"]["actor"] == "KEN"


OWN = [
    ("change_points", ["--looking-back"], {"looking_back": True}),
    ("arms_portfolio", ["--window", "3", "--edition", "2025-03-13"], {"window": 3, "edition": "2025-03-13"}),
    ("arms_position", ["--direction", "exports", "--window", "all"], {"direction": "exports", "window": None}),
    ("exercise_partners", ["--window", "1"], {"window": 1}),
    (
        "alliance_similarity",
        ["--without-nonaggression", "--distance", "squared", "--since", "2000", "--until", "2001", "--with", "USA"],
        {"nonaggression": False, "distance": "squared", "since": "2000", "until": "2001", "partners": "USA"},
    ),
]


@pytest.fixture
def with_data(project: Path) -> Path:
    for sheet, raw in FILES.items():
        path = project.parent / f"{sheet}.csv"
        path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        add_data(project, load(), sheet.partition("-")[0], [path])
    return project


@pytest.mark.parametrize(("name", "options", "asked"), OWN, ids=[name for name, _, _ in OWN])
def test_every_option_of_a_measure_can_be_given_on_the_command_line(
    name: str, options: list[str], asked: dict[str, object], run: Run, with_data: Path
) -> None:
    actor = "KEN" if name in MEASURES else "CHL" if "direction" in asked else "PER"
    told = json.loads(run("measure", name, actor, *options, "--json", "--project", with_data).out)
    plain = json.loads(run("measure", name, actor, "--json", "--project", with_data).out)
    with foedera.open(with_data) as record:
        assert told == json.loads(json.dumps(record.measure(name, actor, **asked).record()))  # type: ignore[arg-type]
        assert told["rows"] != plain["rows"]
    other = "UGA" if name in MEASURES else "USA" if "direction" in asked else "CHL"
    assert run("compare", actor, other, "--measure", name, *options, "--project", with_data).code == 0


def test_no_option_of_a_measure_is_only_in_python() -> None:
    """What every measure takes is an argument of the command; the rest stands in OWN."""
    shared = {"actor", "partners", "since", "until"}
    own = {
        (name, option)
        for name, function in {**MEASURES, **OF_DATA}.items()
        for option, of in signature(function).parameters.items()
        if of.kind is of.KEYWORD_ONLY and option not in shared
    }
    given = {(name, option) for name, _, asked in OWN for option in asked if option not in shared}
    assert own - given == {("arms_position", "edition")}  # given to arms_portfolio in the same way


def test_an_option_of_another_measure_is_refused_with_those_that_have_it(run: Run, project: Path) -> None:
    answer = run("measure", "balance", "KEN", "--window", "3", "--project", project)
    assert answer.code == 2
    assert "balance has no option 'window'. Measures that have it: arms_portfolio, arms_position" in answer.err
    assert run("measure", "arms_portfolio", "KEN", "--window", "some", "--project", project).code == 2
    with foedera.open(project) as record, pytest.raises(UsageError, match="tempo has no option 'depth'"):
        record.measure("tempo", "KEN", depth=3)


def test_a_comparison_of_one_is_refused(run: Run, project: Path) -> None:
    answer = run("compare", "KEN", "--project", project)
    assert (answer.code, "two actors or more" in answer.err) == (2, True)


def test_a_panel_goes_to_a_file_of_each_kind(run: Run, project: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for suffix in ("csv", "json", "parquet", "arrow"):
        answer = run("panel", "--actor", "KEN", "-o", tmp_path / f"p.{suffix}", "--project", project)
        assert (answer.code, answer.out) == (0, "")
        assert "9 rows" in answer.err
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    held = parquet.read_table(tmp_path / "p.parquet").to_pylist()
    assert [int(line["year"]) for line in lines] == [row["year"] for row in held]
    assert [float(line["done"]) if line["done"] else None for line in lines] == [row["done"] for row in held]
    assert run("panel", "-o", tmp_path / "p.xls", "--project", project).code == 2


def test_a_directed_panel_by_status_is_printed_with_what_was_found(run: Run, project: Path) -> None:
    answer = run("panel", "--directed", "--by", "status", "--project", project)
    assert "occurred" in answer.out
    assert "0 is" not in answer.out
    assert "a year that is not covered is empty" in answer.err


def test_the_list_of_measures_gives_their_cards(run: Run) -> None:
    assert set(json.loads(run("measures", "--json").out)) == {*MEASURES, *OF_DATA}
    assert "Formula:" in run("measures", "balance").out
    assert run("measures", "nothing").code == 2


def test_in_python_the_verbs_are_the_same(project: Path) -> None:
    with foedera.open(project) as record:
        assert (
            record.measure("balance", "Kenya", partners="UGA,TZA").cell("done", family="all", vector="UGA").value == 2
        )
        assert record.measure("tempo", "KEN", since="2013").total("done").value == 1
        assert record.panel(directed=True, actor="KEN").measure == "directed_panel"
        assert record.compare(["KEN", "UGA"], "tempo").keys == ("actor", "partner")
        with pytest.raises(NotFoundError, match="no measure 'depth'"):
            record.measure("depth", "KEN")
        with pytest.raises(NotFoundError, match="no actor"):
            record.measure("tempo", "KEN", partners="Atlantis")
        with pytest.raises(UsageError, match="not a date"):
            record.measure("tempo", "KEN", since="soon")


def test_a_picture_is_written_with_its_table_beside_it(run: Run, project: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    answer = run(
        "measure", "balance", "KEN", "--with", "UGA,TZA", "--picture", tmp_path / "b.svg", "--project", project
    )
    assert answer.code == 0
    with foedera.open(project) as record:
        table = record.measure("balance", "KEN", partners=["UGA", "TZA"])
    assert (tmp_path / "b.csv").read_bytes().decode() == table.to_csv()
    drawn = (tmp_path / "b.svg").read_text(encoding="utf-8")
    for claim in table.cell("share", family="all", vector="UGA").claims:
        assert claim in drawn
