"""Levels, tempo, what became of plans, and what a picture rests on: counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from foedera.measures import contact_level, disagreement, fulfilment, source_concentration, tempo
from foedera.model import Conflict, Source, Status
from support_measures import BOOK, happening, paper, record

ONE, TWO, THREE = paper("one", "2012-06", "Alpha"), paper("two", "2014-01", "Beta"), paper("three", "2014-02", "Gamma")
ROLES = {"visitor": "KEN", "host": "UGA"}


def test_an_event_counts_on_the_highest_level_that_any_claim_tells() -> None:
    low, high = BOOK.levels[-1], BOOK.levels[0]
    event, claims = happening(1, ONE, "visit", ROLES, "2012-05", attributes={"level": low}, also=[TWO])
    ranked = replace(claims[1], roles=(replace(claims[1].roles[0], level=high), claims[1].roles[1]))
    other = happening(2, ONE, "visit", ROLES, "2012-07", attributes={"level": low})
    plan = happening(3, ONE, "visit", ROLES, "2013", attributes={"level": high}, status=Status.PLANNED)
    bare = happening(4, ONE, "visit", ROLES, None)
    found = record((event, [claims[0], ranked]), other, plan, bare, texts=[ONE, TWO])
    table = contact_level(found, BOOK, actor="KEN")
    assert {r.keys[1]: tuple(c.value for c in r.cells) for r in table if any(c.value for c in r.cells)} == {
        high: (1, 1),
        low: (1, 0),
        "unknown": (1, 0),
    }
    assert [(r.keys, r.cells[0].value) for r in table.aside["highest"]] == [(("UGA", "2012", high), 1)]
    assert contact_level(found, BOOK, actor="KEN", partners=["SOM"]).rows[0].cells[0].value is None


def test_gaps_are_days_between_dated_events_with_the_bounds_that_dates_allow() -> None:
    days = ["2012-01-01", "2012-01-11", "2012-02", "2012-03-31", "2013"]
    told = [happening(n, ONE, "visit", ROLES, day) for n, day in enumerate(days)]
    table = tempo(record(*told, texts=[ONE]), BOOK, actor="KEN")
    gaps = [(r.keys[1:], r.cells[0].value, r.cells[0].low, r.cells[0].high) for r in table.aside["gaps"]]
    assert gaps == [
        (("2012-01-01", "2012-01-11"), 10, 10, 10),
        (("2012-01-11", "2012-02-01"), 35, 21, 49),
        (("2012-02-29", "2012-03-31"), 45, 31, 59),
    ]
    row = {c: cell.value for c, cell in zip(table.columns, table.rows[0].cells, strict=True)}
    assert (row["done"], row["dated"], row["median_gap"], row["longest_gap"]) == (5, 4, 35, 45)
    assert row["per_year"] == 2.5  # five events with a year, in two years
    assert row["burstiness"] == pytest.approx(-0.3417, abs=1e-3)


def test_two_events_and_one_gap_have_no_burstiness_and_one_event_no_gap() -> None:
    two = [happening(n, ONE, "visit", ROLES, f"2012-01-0{n + 1}") for n in range(2)]
    assert tempo(record(*two, texts=[ONE]), BOOK, actor="KEN").rows[0].cells[5].value is None
    one = tempo(record(two[0], texts=[ONE]), BOOK, actor="KEN").rows[0]
    assert tuple(c.value for c in one.cells) == (1, 1, 1, None, None, None)


def plan(number: int, **fields: object) -> tuple[object, list[object]]:
    return happening(number, ONE, "visit", ROLES, "2013", status=Status.PLANNED, **fields)  # type: ignore[arg-type, return-value]


PLANS = [
    plan(1, fulfilled_by=("e100",)),
    plan(2, fulfilled_by=("e100",), cancelled_by=("e101",)),
    plan(3, cancelled_by=("e101",)),
    plan(4, lapsed=date(2013, 12, 31)),
    plan(5, postponed_by=("e102",)),
]


def test_plans_are_fulfilled_else_cancelled_else_lapsed_else_open_and_open_ones_are_censored() -> None:
    done = happening(10, ONE, "visit", ROLES, "2013-02")
    table = fulfilment(record(*PLANS, done, texts=[ONE]), BOOK, actor="KEN")  # type: ignore[arg-type]
    row = {c: table.cell(c, partner="UGA", family="all").value for c in table.columns}
    assert row == {
        "plans": 5, "fulfilled": 2, "cancelled": 1, "lapsed": 1, "open": 1, "postponed": 1,
        "rate": 0.5, "least": 0.4, "most": 0.6,
    }  # fmt: skip
    outcomes = [r.keys[3] for r in table.aside["plans"]]
    assert sorted(outcomes) == ["cancelled", "fulfilled", "fulfilled", "lapsed", "open"]


def test_where_no_plan_is_settled_there_is_no_rate() -> None:
    table = fulfilment(record(plan(1), texts=[ONE]), BOOK, actor="KEN")  # type: ignore[arg-type]
    assert table.cell("rate", partner="all", family="all").value is None
    assert table.cell("most", partner="all", family="all").value == 1


def test_disagreement_is_among_events_told_twice_by_field() -> None:
    told = [happening(n, ONE, "visit", ROLES, "2012-05", also=[TWO]) for n in range(3)]
    event, claims = told[0]
    clash = Conflict("date", (("2012-05-01", (claims[0].id,)), ("2012-05-09", (claims[1].id,))))
    same = Conflict("troops", (("5 persons", (claims[0].id,)), ("6 persons", (claims[0].id,))))
    found = record(
        (replace(event, conflicts=(clash, same)), claims),
        *told[1:],
        happening(9, ONE, "visit", ROLES),
        texts=[ONE, TWO],
    )
    table = disagreement(found, BOOK, actor="KEN")
    rows = {r.keys[0]: tuple(c.value for c in r.cells) for r in table}
    assert rows == {
        "all": (3, 1, pytest.approx(1 / 3), 1),
        "date": (3, 1, pytest.approx(1 / 3), 1),
        "troops": (3, 1, pytest.approx(1 / 3), 0),
    }
    values = {(r.keys[1], r.keys[2]): r.cells[0].claims for r in table.aside["values"]}
    assert values[("date", "2012-05-09")] == (claims[1].id,)


def test_no_event_told_twice_is_no_rate() -> None:
    found = record(happening(1, ONE, "visit", ROLES), texts=[ONE])
    assert tuple(c.value for c in disagreement(found, BOOK, actor="KEN").rows[0].cells) == (0, 0, None, 0)


def test_concentration_shares_each_event_among_what_it_rests_on() -> None:
    told = [
        happening(1, ONE, "visit", ROLES, "2012", origins=["agency"]),
        happening(2, ONE, "visit", ROLES, "2012", origins=["agency", "ministry"], also=[TWO]),
        happening(3, THREE, "visit", ROLES, "2014"),
    ]
    book = replace(
        BOOK,
        sources={"a": Source("a", "Alpha", "media", owner="Group"), "b": Source("b", "Beta", "media", owner="Group")},
        source_names={"alpha": "a", "beta": "b"},
    )
    table = source_concentration(record(*told, texts=[ONE, TWO, THREE]), book, actor="KEN")
    rows = {r.keys[0]: tuple(c.value for c in r.cells) for r in table}
    # origins: agency 1.5, ministry .5, the document 1; publishers: Alpha 1.5, Beta .5, Gamma 1; owners: Group 2 of 3
    three = (1.5**2 + 0.5**2 + 1) / 9
    assert rows["origin"] == (3, pytest.approx(three), pytest.approx(1 / three), 0.5, pytest.approx(2 / 3))
    assert rows["publisher"] == (3, pytest.approx(three), pytest.approx(1 / three), 0.5, pytest.approx(2 / 3))
    assert rows["owner"] == (2, pytest.approx(5 / 9), pytest.approx(9 / 5), pytest.approx(2 / 3), 1)
    assert table.aside["shares"].rows[0].keys == ("origin", "agency")
    assert sum(r.cells[0].value or 0 for r in table.aside["shares"] if r.keys[0] == "owner") == pytest.approx(1)
