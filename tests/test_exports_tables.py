"""Tables: read back equal, whatever the text; every column in the dictionary; no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings

from foedera.exports.material import Material, packaged
from foedera.exports.mending import unguarded
from foedera.exports.tables import columns_of, rows_of
from foedera.records import claim_from, record_of
from foedera.rows import event_from
from support_exports import INSTALL, compose, empty, full, hostile, material_of, materials

Row = dict[str, Any]
TABLES = ["claims", "events", "parties", "actors", "sources", "documents", "panel", "panel_directed"]
TYPES = {"string", "integer", "number", "boolean", "date", "list", "json"}


def cells(text: str) -> list[list[tuple[str, bool]]]:
    """RFC 4180 by hand: each cell with whether it stands in quotation marks, which readers of CSV mostly do not say."""
    rows, row, at = [], [], 0
    while at < len(text):
        if text[at] == '"':
            end = at + 1
            while text[end : end + 1] != '"' or text[end : end + 2] == '""':
                end += 2 if text[end : end + 2] == '""' else 1
            row.append((text[at + 1 : end].replace('""', '"'), True))
            at = end + 1
        else:
            end = min(i for c in (",", "\r\n") if (i := text.find(c, at)) >= 0)
            row.append((text[at:end], False))
            at = end
        if text.startswith(",", at):
            at += 1
            continue
        assert text.startswith("\r\n", at)
        at += 2
        rows.append(row)
        row = []
    return rows


def value_of(cell: str, is_quoted: bool, kind: str) -> Any:
    if not cell and not is_quoted:
        return [] if kind == "list" else None
    ways: dict[str, Any] = {
        "string": unguarded, "date": str, "integer": int, "number": float, "json": json.loads,
        "boolean": {"true": True, "false": False}.__getitem__,
        "list": lambda v: [unquote(i, errors="surrogatepass") for i in unguarded(v).split(" ")],
    }  # fmt: skip
    return ways[kind](cell)


def read(name: str, content: bytes) -> list[Row]:
    heads, *rows = cells(content.decode("utf-8"))
    columns = columns_of(name)
    assert [h for h, _ in heads] == list(columns)
    return [
        {c: value_of(cell, quoted, columns[c][0]) for c, (cell, quoted) in zip(columns, row, strict=True)}
        for row in rows
    ]


def mended(value: Any) -> Any:
    """As a cell can hold it: the one thing that does not come back, and is counted."""
    if isinstance(value, str):
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)
    return value


def expected(material: Material, name: str) -> list[Row]:
    columns = columns_of(name)
    return [
        {
            c: ([] if about[0] == "list" and row.get(c) is None else row.get(c))
            if about[0] in ("json", "list")
            else mended(row.get(c))
            for c, about in columns.items()
        }
        for row in rows_of(material)[name]
    ]


@pytest.mark.parametrize("make", [full, hostile, empty])
@pytest.mark.parametrize("name", TABLES)
def test_csv_is_read_back_equal(name: str, make: Any) -> None:
    check_csv(material_of(make()), name)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials())
def test_any_record_is_read_back_from_csv(material: Material) -> None:
    files = compose("csv", material).files
    for name in ("claims", "events", "parties", "actors", "sources", "documents"):
        assert read(name, files[f"{name}.csv"]) == expected(material, name)


@pytest.mark.parametrize("make", [full, hostile, empty])
@pytest.mark.parametrize("name", TABLES)
def test_parquet_is_read_back_equal_with_units_and_meanings(name: str, make: Any) -> None:
    check_parquet(material_of(make()), name)


def check_csv(material: Material, name: str) -> None:
    assert read(name, compose("csv", material).files[f"{name}.csv"]) == expected(material, name)


def check_parquet(material: Material, name: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(compose("parquet", material).files[f"{name}.parquet"]))
    columns = columns_of(name)
    assert table.column_names == list(columns)
    found = table.to_pylist()
    for row in found:
        for column, about in columns.items():
            if about[0] == "json" and row[column] is not None:
                row[column] = json.loads(row[column])
            elif about[0] == "date" and row[column] is not None:
                row[column] = row[column].isoformat()
            elif about[0] == "list" and row[column] is None:
                row[column] = []
    for row in (wanted := expected(material, name)):
        row |= {c: [mended(i) for i in row[c]] for c, about in columns.items() if about[0] == "list"}
    assert found == wanted
    for field in table.schema:
        assert field.metadata[b"unit"].decode() == columns[field.name][1]
        assert field.metadata[b"description"].decode() == columns[field.name][2]


def test_claims_and_events_can_be_made_again_from_csv() -> None:
    material = material_of(full())
    files = compose("csv", material).files
    claims = [_nested("claims", row) for row in read("claims", files["claims.csv"])]
    assert [claim_from(c) for c in claims] == list(material.claims.values())
    events = [_nested("events", row) for row in read("events", files["events.csv"])]
    assert [event_from(e) for e in events] == list(material.events.values())


def _nested(table: str, row: Row) -> Row:
    record: Row = {}
    for column, about in columns_of(table).items():
        if len(about) < 4 or about[3].startswith("codes."):
            continue
        at = record
        *way, last = about[3].split(".")
        for key in way:
            at = at.setdefault(key, {})
        at[last] = row[column]
    for name in ("date", "place"):
        if not any(record[name].values()):
            record[name] = None
    return record


@pytest.mark.parametrize("make", [full, hostile])
def test_no_cell_of_a_spreadsheet_is_a_formula(make: Any) -> None:
    for name, content in compose("csv", material_of(make())).files.items():
        if not name.endswith(".csv"):
            continue
        for row in csv.reader(io.StringIO(content.decode("utf-8"), newline="")):
            for cell in row:
                assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d")), (name, cell)
                assert "\0" not in cell


def test_every_column_has_a_type_and_a_meaning_and_numbers_a_unit() -> None:
    for name in TABLES:
        for column, about in columns_of(name).items():
            kind, unit, meaning = about[:3]
            assert kind in TYPES, (name, column)
            assert meaning.endswith("."), (name, column)
            assert kind not in ("number",) or unit, (name, column)


def check_descriptor(package: Any) -> None:
    """Against what the Data Package and Table Schema profiles ask."""
    asked = json.loads((Path(__file__).parent / "formats" / "datapackage.schema.json").read_text(encoding="utf-8"))
    pytest.importorskip("jsonschema", reason=INSTALL).validate(package, asked)
    for each in package["resources"]:
        names = [f["name"] for f in each["schema"]["fields"]]
        assert len(set(names)) == len(names)
        assert set(each["schema"].get("primaryKey", ())) <= set(names)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_dictionary_and_the_data_package_describe_every_file_and_column(form: str) -> None:
    made = compose(form, material_of(full()))
    rows = list(csv.DictReader(io.StringIO(made.files["dictionary.csv"].decode("utf-8"), newline="")))
    package = json.loads(made.files["datapackage.json"])
    check_descriptor(package)
    assert {r["path"] for r in package["resources"]} == set(made.files) - {"dictionary.csv", "datapackage.json"}
    for each in package["resources"]:
        named = [row["column"] for row in rows if row["table"] == each["name"]]
        assert named == [f["name"] for f in each["schema"]["fields"]] == list(columns_of(each["name"]))


def test_every_record_column_names_a_field_that_the_record_has() -> None:
    material = material_of(full())
    record = record_of(material.claims["c1"], material.texts["t1"])
    for column, about in columns_of("claims").items():
        at: Any = record
        for key in about[3].split(".") if len(about) > 3 else ():
            assert key in at, column
            at = at[key]


def test_the_panels_tell_zero_from_not_covered_and_list_their_claims() -> None:
    material = material_of(full())
    rows = read("panel", compose("csv", material).files["panel.csv"])
    (row,) = [r for r in rows if (r["iso3_1"], r["iso3_2"], r["year"]) == ("CHN", "KAZ", 2020)]
    assert (row["done"], row["plan"], row["ccode2"]) == (3, 0, 705)
    assert row["done_claims"] == ["c1", "c2", "c3", "c4"]
    assert packaged("tables.yml")["panel"]["key"] == ["iso3_1", "iso3_2", "year"]
