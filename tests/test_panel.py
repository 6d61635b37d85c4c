"""Dyad-years counted by hand, and the laws that every panel keeps."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.errors import UsageError
from foedera.measures import Table, panel
from foedera.model import Dossier, Status
from support_measures import BOOK, PAPERS, STATES, dossiers, happening, paper, record

EARLY, LATE = paper("early", "2012-06"), paper("late", "2014-01")

EVENTS = [
    happening(1, EARLY, "visit", {"visitor": "KEN", "host": "UGA"}, "2012-05"),
    happening(2, EARLY, "meeting", {"participant": ["KEN", "UGA", "TZA"]}, "2012-05-03"),
    happening(3, EARLY, "agreement", {"signatory": ["KEN", "UGA"]}, "2013", status=Status.PLANNED),
    happening(4, LATE, "joint_exercise", {"participant": ["KEN", "UGA"]}, ("2003", "2019")),
    happening(5, LATE, "threat", {"speaker": "UGA", "target": "KEN"}, "2014-01"),
    happening(6, LATE, "org_status", {"member": ["KEN", "UGA"], "org": "EAC"}, "2014"),
    happening(7, LATE, "visit", {"visitor": "KEN", "host": "UGA"}, None),
    happening(8, LATE, "visit", {"visitor": "TZA", "host": "UGA"}, "2014-01", status=Status.CANCELLED),
    happening(9, LATE, "visit", {"visitor": "TZA", "host": "UGA"}, "2014-01", negated=True),
    happening(10, EARLY, "officer_education", {"trainer": "KEN", "trainee": "EAC"}, "2012"),
]
RECORD = record(*EVENTS, texts=[EARLY, LATE])


def cells(table: Table, a: str, b: str) -> dict[str, tuple[float | None, ...]]:
    return {r.keys[-1]: tuple(c.value for c in r.cells) for r in table if r.keys[:2] == (a, b)}


def test_the_panel_is_what_a_hand_counts() -> None:
    table = panel(RECORD, BOOK)
    assert table.columns == ("done", "plan", "open", "failed", "friction")
    assert cells(table, "KEN", "UGA") == {
        "2012": (2, 0, 0, 0, 0),  # the visit and the meeting of three
        "2013": (0, 1, 0, 0, 0),  # a plan is not done, in a year that nobody read of but that has an event
        "2014": (0, 0, 0, 0, 1),  # the threat; the undated visit and the span of years stand apart
    }
    assert cells(table, "KEN", "TZA") == {
        "2012": (1, 0, 0, 0, 0),
        "2013": (None,) * 5,  # not covered
        "2014": (0, 0, 0, 0, 0),  # covered: documents of that year name both
    }
    assert cells(table, "TZA", "UGA")["2014"] == (0, 0, 0, 1, 0)  # called off; the denied visit counts nowhere


def test_a_year_in_which_only_one_of_two_was_read_about_is_not_covered() -> None:
    alone = paper("alone", "2013-03")
    visit = happening(20, alone, "visit", {"visitor": "KEN", "host": "ETH"}, "2013-03")
    table = panel(record(*EVENTS, visit, texts=[EARLY, LATE, alone]), BOOK)
    assert cells(table, "KEN", "TZA")["2013"] == (None,) * 5
    assert cells(table, "KEN", "UGA")["2013"] == (0, 1, 0, 0, 0)


def test_membership_makes_no_dyad_and_no_organisation_is_half_of_one() -> None:
    assert {row.keys[:2] for row in panel(RECORD, BOOK)} == {("KEN", "TZA"), ("KEN", "UGA"), ("TZA", "UGA")}


def test_what_has_no_year_stands_beside_the_panel_with_its_claims() -> None:
    beside = panel(RECORD, BOOK).aside["not_placed"]
    assert [(row.keys, row.cells[0].value, row.cells[0].claims) for row in beside] == [
        (("KEN", "UGA", "2003-2019"), 1, EVENTS[3][0].claims),
        (("KEN", "UGA", "undated"), 1, EVENTS[6][0].claims),
    ]


def test_a_span_of_years_is_counted_in_its_first_year_or_in_each_only_where_asked() -> None:
    each = panel(RECORD, BOOK, spans="each")
    assert {y: v[0] for y, v in cells(each, "KEN", "UGA").items()} == {"2012": 3, "2013": 1, "2014": 1}
    first = panel(RECORD, BOOK, spans="first")
    assert {y: v[0] for y, v in cells(first, "KEN", "UGA").items()} == {"2012": 2, "2013": 0, "2014": 0}
    assert [r.keys[2] for r in first.aside["not_placed"]] == ["2003-2019", "undated"]  # 2003 is no year of the panel


def test_directed_rows_run_from_source_to_target_and_meetings_both_ways() -> None:
    table = panel(RECORD, BOOK, directed=True)
    assert cells(table, "KEN", "UGA")["2012"][0] == 2
    assert cells(table, "UGA", "KEN")["2012"][0] == 1
    assert cells(table, "UGA", "KEN")["2014"][4] == 1
    assert cells(table, "KEN", "UGA")["2014"][4] == 0


def test_by_family_type_status_and_level_each_has_columns_of_its_own() -> None:
    by_family = panel(RECORD, BOOK, by="family")
    assert by_family.total("contact_done", iso3_1="KEN", iso3_2="UGA", year="2012").value == 2
    assert by_family.total("agreement_plan", iso3_1="KEN", iso3_2="UGA").value == 1
    assert by_family.total("agreement_done").value == 0
    assert panel(RECORD, BOOK, by="type").total("meeting_done").value == 3  # one meeting, three dyads
    assert panel(RECORD, BOOK, by="status").total("planned").value == 1
    ranked = happening(20, EARLY, "visit", {"visitor": "KEN", "host": "UGA"}, "2012", attributes={"level": "working"})
    table = panel(record(ranked, texts=[EARLY]), BOOK, by="level")
    assert table.total("working_done").value == 1
    assert table.total("unknown_done").value == 0


def test_rows_join_on_iso_and_cow_codes_and_years_are_numbers() -> None:
    line = next(csv.DictReader(io.StringIO(panel(RECORD, BOOK, actor=["KEN"]).to_csv())))
    assert (line["iso3_1"], line["ccode1"], line["iso3_2"], line["ccode2"]) == ("KEN", "501", "TZA", "510")
    assert panel(RECORD, BOOK).record()["rows"][0]["keys"]["year"] == 2012


def test_a_pair_has_no_row_before_both_are_states() -> None:
    soon = paper("soon", "1990-05")
    told = happening(1, LATE, "meeting", {"participant": ["KAZ", "UZB"]}, "2014")
    other = happening(2, soon, "meeting", {"participant": ["KEN", "UGA"]}, "1990-05")
    table = panel(record(told, other, texts=[soon, LATE]), BOOK)
    assert min(int(r.keys[-1]) for r in table if r.keys[0] == "KAZ") == 1991
    assert min(int(r.keys[-1]) for r in table if r.keys[0] == "KEN") == 1990


def test_all_pairs_of_named_states_are_rows_where_asked() -> None:
    far = happening(1, EARLY, "visit", {"visitor": "SOM", "host": "ETH"}, "2012")
    both = record(EVENTS[0], far, texts=[EARLY, LATE])
    assert len({r.keys[:2] for r in panel(both, BOOK)}) == 2
    assert len({r.keys[:2] for r in panel(both, BOOK, everyone=True)}) == 6
    assert len({r.keys[:2] for r in panel(both, BOOK, everyone=True, directed=True, actor=["ETH"])}) == 6


def test_a_period_bounds_the_years_and_coverage_says_how_much_of_it_was_read() -> None:
    from datetime import date

    table = panel(RECORD, BOOK, actor=["KEN"], since=date(2010, 1, 1), until=date(2013, 12, 31))
    assert {r.keys[-1] for r in table} == {"2010", "2011", "2012", "2013"}
    assert "1 of the 4 years 2010 to 2013 have documents of their own" in table.coverage
    assert "KEN is named in documents of 1 of them (2012)" in table.coverage


@pytest.mark.parametrize("wrong", [{"by": "week"}, {"spans": "half"}])
def test_a_way_that_does_not_exist_is_refused_with_those_that_do(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="Known: "):
        panel(RECORD, BOOK, **wrong)  # type: ignore[arg-type]


def test_an_empty_record_gives_an_empty_panel() -> None:
    assert list(panel(Dossier((), (), ()), BOOK)) == []


# Laws

ways = st.fixed_dictionaries(
    {"by": st.sampled_from(["total", "family", "type", "status"]), "directed": st.booleans(),
     "spans": st.sampled_from(["apart", "first", "each"])}
)  # fmt: skip


@settings(deadline=None)
@given(dossiers(), ways, st.randoms())
def test_the_order_of_events_claims_and_texts_is_immaterial(
    found: Dossier, way: dict[str, object], rng: object
) -> None:
    def shuffled(items: tuple[object, ...]) -> tuple[object, ...]:
        listed = list(items)
        rng.shuffle(listed)  # type: ignore[attr-defined]
        return tuple(listed)

    other = Dossier(shuffled(found.texts), shuffled(found.claims), shuffled(found.events))  # type: ignore[arg-type]
    assert panel(found, BOOK, **way).record() == panel(other, BOOK, **way).record()  # type: ignore[arg-type]


@settings(deadline=None)
@given(dossiers())
def test_an_event_of_another_dyad_changes_no_cell_of_this_one(found: Dossier) -> None:
    event, claims = happening(300, PAPERS[0], "meeting", {"participant": ["BRA", "ARG"]}, "2012")
    more = replace(found, claims=(*found.claims, *claims), events=(*found.events, event))
    before = {row.keys: row.cells for row in panel(found, BOOK, everyone=True)}
    after = {row.keys: row.cells for row in panel(more, BOOK, everyone=True)}
    assert all(after[keys] == cells for keys, cells in before.items())


@settings(deadline=None)
@given(dossiers())
def test_each_event_counts_once_a_dyad_and_done_plus_plan_is_no_more_than_the_events(found: Dossier) -> None:
    table = panel(found, BOOK)
    beside = table.aside.get("not_placed")
    placed = sum(c.value or 0 for row in table for c in row.cells)
    apart = sum(c.value or 0 for row in beside for c in row.cells) if beside else 0
    ties = 0
    for event in found.events:
        spec = BOOK.types[event.type]
        pairs = {frozenset(p) for p in spec.pairs(event.roles) if p[1]}
        ties += len(pairs) if spec.gives_dyad or (event.type == "threat" and event.status.is_done) else 0
    assert placed + apart == ties


@settings(deadline=None)
@given(dossiers())
def test_done_by_family_adds_up_to_done(found: Dossier) -> None:
    by_family = panel(found, BOOK, by="family")
    whole = panel(found, BOOK)
    cooperative = [c for c in by_family.columns if c.endswith("_done") and c != "friction_done"]
    assert sum(by_family.total(c).value or 0 for c in cooperative) == (whole.total("done").value or 0)


@settings(deadline=None)
@given(dossiers())
def test_every_number_that_is_not_zero_lists_the_claims_of_as_many_events(found: Dossier) -> None:
    of = {c: e.id for e in found.events for c in e.claims}
    for row in panel(found, BOOK):
        for cell in row.cells:
            assert (cell.value or 0) == len({of[c] for c in cell.claims})


@settings(deadline=None)
@given(dossiers())
def test_the_sum_over_both_directions_is_no_less_than_the_undirected_count(found: Dossier) -> None:
    flat, ways_each = panel(found, BOOK), panel(found, BOOK, directed=True)
    for a in STATES:
        for b in STATES:
            if a < b:
                whole = flat.total("done", iso3_1=a, iso3_2=b).value or 0
                one = ways_each.total("done", iso3_1=a, iso3_2=b).value or 0
                other = ways_each.total("done", iso3_1=b, iso3_2=a).value or 0
                assert max(one, other) <= whole <= one + other


@settings(deadline=None)
@given(dossiers(), st.integers(-50, 50))
def test_a_row_asked_for_is_the_row_that_comes_in_turn(found: Dossier, at: int) -> None:
    rows = panel(found, BOOK).rows
    listed = list(rows)
    assert len(rows) == len(listed)
    if -len(listed) <= at < len(listed):
        assert rows[at] == listed[at]
    else:
        with pytest.raises(IndexError, match="no row"):
            rows[at]
    assert list(rows[1:3]) == listed[1:3]


def test_a_large_panel_is_what_pandas_makes_of_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    from pathlib import Path

    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    from benchmarks.panel import ours, rows, theirs

    listed = list(rows(events=3000, states=12, years=9))
    assert ours(listed, 12, 9) == theirs(listed, 12, 9)
    assert ours(listed, 12, 9)[0] == 66 * 9
