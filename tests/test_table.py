"""A table as it leaves: JSON, CSV, Arrow, pandas, polars; zero and not covered stay apart in each."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.errors import ExportError
from foedera.table import Cell, Row, Table

numbers = st.floats(allow_nan=False, allow_infinity=False)
names = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=6)
ids = st.lists(st.from_regex(r"[0-9a-f]{4}", fullmatch=True), min_size=1, max_size=3, unique=True).map(tuple)
cells = st.one_of(
    st.builds(Cell, st.none()),
    st.builds(Cell, st.just(0.0)),
    st.builds(Cell, numbers, ids, st.just(()), st.none() | numbers, st.none() | numbers),
    st.builds(Cell, numbers, st.just(()), ids),
)
rows = st.builds(
    lambda partner, year, first, second: Row((partner, str(year) if year else ""), (first, second)),
    names,
    st.none() | st.integers(1900, 2100),
    cells,
    cells,
)


def table_of(listed: list[Row]) -> Table:
    return Table(
        "engagement", "events", "Formula: none.", "2 documents", ("partner", "year"), ("done", "plan"), tuple(listed),
        integers=("year",),
    )  # fmt: skip


HAND = table_of(
    [
        Row(("UGA", "2014"), (Cell(2, ("c1", "c2"), low=1, high=3), Cell(0))),
        Row(("TZA", ""), (Cell(None), Cell(1.5, (), ("sipri:7",)))),
    ]
)


def test_the_record_has_keys_values_claims_rows_of_data_and_bounds() -> None:
    told = json.loads(json.dumps(HAND.record()))
    assert {k: told[k] for k in ("measure", "unit", "method", "coverage")} == {
        "measure": "engagement", "unit": "events", "method": "Formula: none.", "coverage": "2 documents"
    }  # fmt: skip
    assert told["rows"] == [
        {
            "keys": {"partner": "UGA", "year": 2014},
            "values": {"done": 2, "plan": 0},
            "claims": {"done": ["c1", "c2"]},
            "bounds": {"done": [1, 3]},
        },
        {
            "keys": {"partner": "TZA", "year": None},
            "values": {"done": None, "plan": 1.5},
            "claims": {},
            "rows": {"plan": ["sipri:7"]},
        },
    ]


def test_tables_beside_a_table_leave_with_it() -> None:
    whole = replace(HAND, aside={"sensitivity": HAND}, notes=("One.",), sources=("Somebody 2020",))
    assert whole.record()["aside"]["sensitivity"] == HAND.record()
    assert (whole.record()["notes"], whole.record()["sources"]) == (["One."], ["Somebody 2020"])


def test_csv_tells_zero_from_not_covered() -> None:
    assert HAND.to_csv().splitlines() == [
        "partner,year,done,plan,done_low,done_high,done_claims,plan_rows",
        "UGA,2014,2,0,1,3,c1 c2,",
        "TZA,,,1.5,,,,sipri:7",
    ]


@given(st.lists(rows))
def test_every_number_and_every_claim_is_in_the_csv(listed: list[Row]) -> None:
    read = list(csv.DictReader(io.StringIO(table_of(listed).to_csv(), newline="")))
    assert len(read) == len(listed)
    for row, line in zip(listed, read, strict=True):
        assert line["partner"] == row.keys[0]
        for name, cell in zip(("done", "plan"), row.cells, strict=True):
            assert (float(line[name]) if line[name] else None) == cell.value
            assert tuple(line.get(f"{name}_claims", "").split()) == cell.claims


@settings(deadline=None)  # the first import of Arrow takes seconds
@given(st.lists(rows, max_size=4))
def test_arrow_holds_what_the_table_holds(listed: list[Row]) -> None:
    pa = pytest.importorskip("pyarrow")
    table = table_of(listed)
    held = pa.table(table)  # through __arrow_c_stream__ alone
    assert held.column("done").to_pylist() == [row.cells[0].value for row in listed]
    assert held.column("year").to_pylist() == [int(row.keys[1]) if row.keys[1] else None for row in listed]
    if "plan_claims" in held.column_names:
        assert [tuple(c) for c in held.column("plan_claims").to_pylist()] == [row.cells[1].claims for row in listed]
    assert held.schema.metadata[b"coverage"] == b"2 documents"


def test_pandas_and_polars_keep_zero_apart_from_not_covered() -> None:
    pytest.importorskip("pyarrow")
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = HAND.to_pandas()
    assert frame["plan"].tolist() == [0.0, 1.5]
    assert pandas.isna(frame["done"][1])
    assert HAND.to_polars()["done"].to_list() == [2.0, None]
    assert polars.DataFrame(HAND)["partner"].to_list() == ["UGA", "TZA"]


def test_parquet_and_arrow_files_are_read_back(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    HAND.to_parquet(tmp_path / "t.parquet")
    HAND.to_arrow_file(tmp_path / "t.arrow")
    assert parquet.read_table(tmp_path / "t.parquet").equals(HAND.to_arrow())
    with pa.OSFile(str(tmp_path / "t.arrow")) as file:
        assert pa.ipc.open_file(file).read_all().equals(HAND.to_arrow())


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install foedera\[tables\]"):
        HAND.to_arrow()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        HAND.to_csv(tmp_path / "none" / "t.csv")


def test_a_number_with_nothing_under_it_cannot_exist() -> None:
    with pytest.raises(ValueError, match="needs the claims or the rows"):
        Cell(3)


def test_one_cell_is_found_by_its_keys_and_a_vague_question_is_refused() -> None:
    assert HAND.cell("done", partner="UGA") == Cell(2, ("c1", "c2"), low=1, high=3)
    with pytest.raises(KeyError, match="0 rows"):
        HAND.cell("done", partner="KEN")


def test_a_total_lists_all_claims_and_rows_of_data_once() -> None:
    table = table_of([Row((p, "2014"), (Cell(1, ("c1",), ("sipri:1",)), Cell(0))) for p in ("UGA", "TZA")])
    assert table.total("done") == Cell(2, ("c1",), ("sipri:1",))
