"""Any table of one's own, with a mapping."""

from __future__ import annotations

from typing import Any

import pytest

from foedera import codebook
from foedera.datasets import Series, read, series_of, systems_of
from foedera.datasets.generic import card_of
from foedera.errors import DataError
from support_data import lines, shelf

SYSTEMS = systems_of(codebook.load())
MAPPING: dict[str, Any] = {
    "title": "Trade",
    "licence": "ours",
    "citation": "us 2020",
    "first": {"column": "from", "system": "cow"},
    "second": {"column": "to", "system": "name"},
    "year": "when",
    "directed": True,
    "absent": 0,
    "values": {"flow": {"column": "usd", "unit": "USD"}},
}


def made(raw: str, variable: str = "flow", **changed: object) -> Series:
    mapping = {k: v for k, v in {**MAPPING, **changed}.items() if v is not None}
    card = card_of("trade", mapping, "map.yml")
    return series_of(shelf(read(raw.encode(), card, file="t.csv")), "trade", variable, SYSTEMS)


def test_a_table_of_dyad_years_becomes_a_series() -> None:
    found = made(lines("from;to;when;usd", "2;Peru;2000;1.5", "365;Peru;1985;2"))
    assert {key: value for key, (value, _) in found.values.items()} == {
        ("USA", "PER", 2000): 1.5,
        ("SUN", "PER", 1985): 2,
    }
    assert found.cell("PER", "USA", 1990).value == 0
    assert found.cell("PER", "USA", 2001).value is None
    assert made(lines("from,to,when,usd", "2,Peru,2000,1.5"), absent=None).cell("PER", "USA", 2000).value is None


def test_events_are_added_up_and_filtered() -> None:
    raw = lines("from,to,when,usd,kind", "2,Peru,2000-03-xx,1,visit", "2,Peru,2000-04-01,1,visit", "2,Peru,2000,1,call")
    changed: dict[str, object] = {"rows": "event", "values": None, "year": None, "date": "when"}
    assert made(raw, "events", **changed).cell("USA", "PER", 2000).value == 3
    only = made(raw, "events", where={"kind": ["visit"]}, **changed).cell("USA", "PER", 2000)
    assert only.value == 2
    assert [row.rpartition(":")[2] for row in only.rows] == ["2", "3"]


def test_two_values_for_one_pair_and_year_are_refused_with_both_lines() -> None:
    raw = lines("from,to,when,usd", "2,Peru,2000,1", "2,Peru,2000,2")
    with pytest.raises(DataError, match=r"t\.csv:3: USA-PER 2000 has 2 here and 1 at trade:\w+:2\. Say 'directed"):
        made(raw)
    assert made(raw, rows="event").cell("USA", "PER", 2000).value == 3
    same = lines("from,to,when,usd", "2,Peru,2000,1", "2,Peru,2000,1")
    assert made(same).cell("USA", "PER", 2000).value == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": None}, r"map\.yml: a mapping needs 'title'"),
        ({"colour": "red"}, r"map\.yml: no key 'colour' in a mapping\. Known: absent"),
        ({"date": "x"}, r"either 'year' or 'date'"),
        ({"year": None}, r"either 'year' or 'date'"),
        ({"rows": "month"}, r"'rows' is 'month'"),
        ({"values": None}, r"needs 'values'"),
        ({"first": {"column": "from", "system": "fips"}}, r"'first' has the state system 'fips'\. Known: iso, cow"),
        ({"where": {"kind": "visit"}}, r"'where' gives 'kind' no list"),
    ],
)
def test_a_wrong_mapping_is_told_by_key(changed: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        made(lines("from,to,when,usd", "2,Peru,2000,1"), **changed)


def test_a_table_without_a_mapped_column_is_refused() -> None:
    with pytest.raises(DataError, match=r"t\.csv:1: not Trade.*without the column 'usd'"):
        made(lines("from,to,when", "2,Peru,2000"))
