"""Measures of published data: equal to their formula written out, within their bounds, zero apart from unknown."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera import codebook
from foedera.datasets import sipri, systems_of
from foedera.errors import NotFoundError, UsageError
from foedera.measures.arms import arms_portfolio, arms_position
from foedera.measures.concentration import hhi
from foedera.measures.exercises import ANY, exercise_partners
from foedera.measures.ideal_points import ideal_point_distance, vote_agreement
from foedera.measures.igos import shared_igos
from foedera.measures.published import periods
from foedera.measures.similarity import RANKS, alliance_similarity, cohen_kappa, s_score, scott_pi
from support_data import DELIVERIES, MEMBERS, cell, deal, lines, preamble, register, sheet, shelf, year

BOOK = codebook.load()
SYSTEMS = systems_of(BOOK)

_portfolios = st.integers(1, 25).flatmap(
    lambda n: st.tuples(*(st.lists(st.integers(0, 3), min_size=n, max_size=n) for _ in range(2)))
)
_distances = st.sampled_from([lambda a, b: abs(a - b) / 3, lambda a, b: (a - b) ** 2 / 9])


# Similarity, against the formulas written out over tables of counts, as Haege gives them


def _by_table(x: list[int], y: list[int], distance, chance) -> float:  # type: ignore[no-untyped-def]
    """1 - observed / expected disagreement, from the contingency table of the two portfolios."""
    n = len(x)
    share = {(a, b): sum(1 for i in range(n) if (x[i], y[i]) == (a, b)) / n for a, b in product(range(4), repeat=2)}
    row = [sum(share[a, b] for b in range(4)) for a in range(4)]
    column = [sum(share[a, b] for a in range(4)) for b in range(4)]
    observed = sum(share[a, b] * distance(a, b) for a, b in share)
    expected = sum(chance(row, column, a, b) * distance(a, b) for a, b in share)
    return 1 - observed / expected if expected > 1e-12 else math.nan


@given(_portfolios, _distances)
def test_kappa_and_pi_are_what_their_formulas_say(portfolios, distance) -> None:  # type: ignore[no-untyped-def]
    x, y = portfolios
    kappa = _by_table(x, y, distance, lambda r, c, a, b: r[a] * c[b])
    pi = _by_table(x, y, distance, lambda r, c, a, b: (r[a] + c[a]) / 2 * (r[b] + c[b]) / 2)
    for mine, theirs in ((cohen_kappa(x, y, distance=distance), kappa), (scott_pi(x, y, distance=distance), pi)):
        assert (mine is None) == math.isnan(theirs)
        assert mine is None or mine == pytest.approx(theirs)
        assert mine is None or mine <= 1


@given(_portfolios, _distances, st.data())
def test_s_is_what_its_formula_says(portfolios, distance, data) -> None:  # type: ignore[no-untyped-def]
    x, y = portfolios
    weights = data.draw(st.lists(st.floats(0.01, 5), min_size=len(x), max_size=len(x)))
    plain = 1 - 2 * sum(distance(a, b) for a, b in zip(x, y, strict=True)) / len(x)
    heavy = 1 - 2 * sum(w * distance(a, b) for a, b, w in zip(x, y, weights, strict=True)) / sum(weights)
    assert s_score(x, y, weights=None, distance=distance) == pytest.approx(plain)
    assert s_score(x, y, weights=weights, distance=distance) == pytest.approx(heavy)
    assert s_score(x, y, weights=[2.0] * len(x), distance=distance) == pytest.approx(plain)
    assert -1 - 1e-9 <= heavy <= 1 + 1e-9


@given(_portfolios, _distances)
def test_similarity_is_symmetric_and_one_with_itself(portfolios, distance) -> None:  # type: ignore[no-untyped-def]
    x, y = portfolios
    assert s_score(x, y, weights=None, distance=distance) == s_score(y, x, weights=None, distance=distance)
    assert scott_pi(x, y, distance=distance) == pytest.approx(scott_pi(y, x, distance=distance))
    assert cohen_kappa(x, y, distance=distance) == pytest.approx(cohen_kappa(y, x, distance=distance))
    assert s_score(x, x, weights=None, distance=distance) == 1
    assert cohen_kappa(x, x, distance=distance) in (1, None)


_SPELLS = st.lists(
    st.tuples(
        st.integers(1, 6), st.sampled_from([2, 20, 365, 710, 705]), st.lists(st.integers(0, 1), min_size=5, max_size=5)
    ),
    min_size=2,
    max_size=20,
)


def _alliances(spells) -> str:  # type: ignore[no-untyped-def]
    """A member file of all states: some owe something, and a hundred others belong to an alliance without duties."""
    rows = [f"{a},{m},2000,1,1,0,0,0,0,{','.join(map(str, owed))},5.1" for a, m, owed in spells]
    others = [SYSTEMS.code(s, "cow", 2000) for s in sorted(SYSTEMS.members("cow", 2000))]
    return lines(MEMBERS, *rows, *[f"99,{m},2000,1,1,0,0,0,0,0,0,0,0,0,5.1" for m in others])


@settings(deadline=None, max_examples=30)
@given(_SPELLS)
def test_alliance_similarity_is_the_formula_on_the_ranks_of_the_file(spells) -> None:  # type: ignore[no-untyped-def]
    members = sorted(SYSTEMS.members("cow", 2005))
    ranks = {(a, k): 3 if a == k else 0 for a in ("USA", "RUS") for k in members}
    for alliance, one, owed in spells:
        a = SYSTEMS.state(one, "cow", 2005)
        for other_alliance, other, _ in spells:
            k = SYSTEMS.state(other, "cow", 2005)
            if alliance == other_alliance and a != k and a in ("USA", "RUS"):
                held = [rank for rank, owes in zip(RANKS.values(), owed, strict=True) if owes]
                ranks[a, k] = max([ranks[a, k], *held])
    expected = 1 - 2 * sum(abs(ranks["USA", k] - ranks["RUS", k]) for k in members) / (3 * len(members))
    found = alliance_similarity(
        shelf(sheet("atop", _alliances(spells))),
        BOOK,
        actor="USA",
        partners=["RUS"],
        since=year(2005),
        until=year(2005),
    )
    assert cell(found, "s", "RUS", "2005").value == pytest.approx(expected)
    assert cell(found, "s_weighted", "RUS", "2005").value is None  # no capabilities here


def test_without_non_aggression_such_pacts_count_for_nothing() -> None:
    data = shelf(sheet("atop", _alliances([(1, 2, (0, 0, 0, 1, 0)), (1, 20, (0, 0, 0, 1, 0))])))
    whole = {"actor": "USA", "partners": ["RUS"], "since": year(2005), "until": year(2005)}
    members = len(SYSTEMS.members("cow", 2005))
    assert cell(alliance_similarity(data, BOOK, **whole), "s", "RUS", "2005").value == pytest.approx(
        1 - 2 * 8 / 3 / members
    )  # type: ignore[arg-type]
    without = alliance_similarity(data, BOOK, nonaggression=False, **whole)  # type: ignore[arg-type]
    assert cell(without, "s", "RUS", "2005").value == pytest.approx(1 - 2 * 6 / 3 / members)
    assert "without non-aggression" in without.coverage


def test_capabilities_weigh_the_states_that_differ() -> None:
    members = sorted(SYSTEMS.members("cow", 2005))
    cinc = {m: 0.5 if m == "CAN" else 0.5 / (len(members) - 1) for m in members}
    raw = lines(
        "stateabb,ccode,year,cinc,version", *[f"X,{SYSTEMS.code(m, 'cow', 2005)},2005,{v},5" for m, v in cinc.items()]
    )
    data = shelf(sheet("atop", _alliances([(1, 2, (1, 0, 0, 0, 0)), (1, 20, (1, 0, 0, 0, 0))])), sheet("cow", raw))
    found = alliance_similarity(data, BOOK, actor="USA", partners=["RUS"], since=year(2005), until=year(2006))
    expected = 1 - 2 * (cinc["CAN"] + cinc["USA"] + cinc["RUS"]) / sum(cinc.values())
    assert cell(found, "s_weighted", "RUS", "2005").value == pytest.approx(expected)
    assert cell(found, "s_weighted", "RUS", "2006").value is None
    assert any(r.startswith("cow:") for r in cell(found, "s_weighted", "RUS", "2005").rows)


def test_similarity_needs_all_states_and_knows_its_years() -> None:
    part = lines(MEMBERS, "1,2,2000,1,1,0,0,0,0,1,0,0,0,0,5.1", "1,20,2000,1,1,0,0,0,0,1,0,0,0,0,5.1")
    with pytest.raises(NotFoundError, match="of some states only"):
        alliance_similarity(shelf(sheet("atop", part)), BOOK, actor="USA")
    data = shelf(sheet("atop", _alliances([(1, 2, (1, 0, 0, 0, 0)), (1, 20, (1, 0, 0, 0, 0))])))
    late = alliance_similarity(data, BOOK, actor="USA", partners=["RUS", "SUN"], since=year(2018), until=year(2019))
    assert cell(late, "s", "RUS", "2018").value is not None
    assert cell(late, "s", "RUS", "2019").value is None  # after the data end
    assert cell(late, "s", "SUN", "2018").value is None  # no member of the system in that year
    with pytest.raises(UsageError, match="no distance 'x'"):
        alliance_similarity(data, BOOK, actor="USA", distance="x")


# Arms


_DEALS = st.lists(
    st.tuples(
        st.sampled_from(["Chile", "Brazil", "unknown supplier(s)"]),
        st.lists(st.integers(2000, 2009), min_size=1, max_size=4, unique=True),
        st.integers(1, 900),
    ),
    min_size=1,
    max_size=15,
)


@given(_DEALS)
def test_shares_of_a_period_add_up_to_one_within_their_bounds(deals) -> None:  # type: ignore[no-untyped-def]
    rows = [deal("Peru", s, "; ".join(map(str, y)), tiv) for s, y, tiv in deals]
    table = arms_portfolio(
        shelf(sheet("sipri", register(rows, before=preamble()))), BOOK, actor="PER", since=year(2000), until=year(2009)
    )
    by_period: dict[str, float] = {}
    for row in table:
        tiv, share = row.cells
        for one in (tiv, share):
            assert one.low is not None
            assert one.high is not None
            assert one.value is not None
            assert one.low - 1e-9 <= one.value <= one.high + 1e-9
            assert one.rows
        by_period[row.keys[1]] = by_period.get(row.keys[1], 0) + (share.value or 0)
    assert all(total == pytest.approx(1) for total in by_period.values())
    whole = sum(row.cells[0].value or 0 for row in table)
    assert whole == pytest.approx(sum(tiv * sum(2000 <= y <= 2009 for y in ys) / len(ys) for _, ys, tiv in deals))


def test_windows_end_with_the_last_year_and_leave_out_what_is_too_short() -> None:
    assert periods(2010, 2024, 5) == [(2010, 2014), (2015, 2019), (2020, 2024)]
    assert periods(2008, 2024, 5) == [(2010, 2014), (2015, 2019), (2020, 2024)]
    assert periods(2020, 2022, 5) == [(2020, 2022)]
    assert periods(2020, 2022, None) == [(2020, 2022)]
    assert periods(2020, 2022, 1) == [(2020, 2020), (2021, 2021), (2022, 2022)]
    with pytest.raises(UsageError, match="a window of 0 years"):
        periods(2020, 2022, 0)


def test_a_supplier_of_nothing_is_zero_and_a_period_outside_is_unknown() -> None:
    data = shelf(sheet("sipri", register([deal("Peru", "Chile", "2001", 3)], before=preamble()), vintage="2025"))
    table = arms_portfolio(data, BOOK, actor="PER", partners=["ITA", "CHL"], since=year(2001), until=year(2001))
    assert cell(table, "tiv", "ITA", "2001").value == 0
    assert cell(table, "share", "CHL", "2001").value == 1
    late = arms_portfolio(data, BOOK, actor="PER", partners=["ITA"], since=year(2025), until=year(2025))
    assert cell(late, "tiv", "ITA", "2025").value is None
    none = arms_portfolio(data, BOOK, actor="PER", partners=["ITA"], since=year(2000), until=year(2000))
    assert cell(none, "tiv", "ITA", "2000").value == 0
    assert cell(none, "share", "ITA", "2000").value is None  # nothing to share
    with pytest.raises(NotFoundError, match="no deliveries to ITA"):
        arms_portfolio(data, BOOK, actor="ITA")


def test_rank_and_world_share_need_an_export_of_all() -> None:
    rows = [
        deal("Peru", "Chile", "2001", 3),
        deal("Cuba", "Chile", "2001", 5),
        deal("NATO**", "Chile", "2001", 9),
        deal("Italy", "Brazil", "2001", 3),
    ]
    whole = shelf(sheet("sipri", register(rows, before=preamble())))
    one = {"actor": "PER", "since": year(2001), "until": year(2001)}
    table = arms_position(whole, BOOK, **one)  # type: ignore[arg-type]
    assert [cell(table, c, "2001").value for c in table.columns] == [3, 3 / 20, 2, 1, 1]
    exports = arms_position(whole, BOOK, actor="CHL", since=year(2001), until=year(2001), direction="exports")
    assert [cell(exports, c, "2001").value for c in exports.columns] == [
        17,
        17 / 20,
        1,
        pytest.approx(hhi([3, 5, 9])),
        3,
    ]
    part = sheet("sipri", register(rows[:1], before=preamble(recipients="Peru")), vintage="x")
    assert [cell(arms_position(shelf(part), BOOK, **one), c, "2001").value for c in table.columns] == [
        3,
        None,
        None,
        1,
        1,
    ]  # type: ignore[arg-type]
    world = sheet("sipri", lines("year,world_tiv,exports_chile", "2001,20,17"), vintage="2025-03-13")
    both = shelf(part, world)
    assert cell(arms_position(both, BOOK, **one), "world_share", "2001").value == pytest.approx(3 / 20)  # type: ignore[arg-type]
    sold = arms_position(both, BOOK, actor="CHL", since=year(2001), until=year(2001), direction="exports")
    assert cell(sold, "world_share", "2001").value == pytest.approx(17 / 20)
    with pytest.raises(UsageError, match="no direction 'both'"):
        arms_position(both, BOOK, actor="CHL", direction="both")


TIV = "Volume of transfers of major arms\nFigures are in millions of TIV.\nData generated: {} 12:33:29 PM\n\n"


WORLD = "Total world import,10,20,"


def tiv_table(*rows: str, side: str = "Recipient", day: str = "13 Mar 2025", world: str = WORLD) -> str:
    header = f"{side},2000,2001,2002,2000-2002,Percentage"
    return TIV.format(day) + lines(header, *rows, *([f"{world},,"] if world else []))


def test_a_tiv_table_of_the_world_gives_exact_volume_share_and_rank() -> None:
    whole = sheet("sipri", tiv_table("Peru,4,3,,7,7%", "Cuba,1,12,,13,1%", "NATO**,5,5,,10,1%", "Chile,0 ,,,0,0%"))
    both = {"since": year(2000), "until": year(2001)}
    table = arms_position(shelf(whole), BOOK, actor="PER", **both)  # type: ignore[arg-type]
    assert [cell(table, c, "2000-2001").value for c in table.columns] == [7, 7 / 30, 2, None, None]
    assert cell(table, "tiv", "2000-2001").low is None  # nothing is split
    assert cell(table, "tiv", "2000-2001").rows == (f"{whole.name}:6",)
    assert f"{whole.name}:10" in cell(table, "world_share", "2000-2001").rows
    none = arms_position(shelf(whole), BOOK, actor="CHL", **both)  # type: ignore[arg-type]
    assert [cell(none, c, "2000-2001").value for c in none.columns] == [0, 0, None, None, None]
    late = arms_position(shelf(whole), BOOK, actor="PER", since=year(2002), until=year(2002))
    assert cell(late, "tiv", "2002").value is None  # the world has no figure for the year: it is not covered


def test_of_one_edition_the_table_goes_before_the_register_and_the_register_gives_the_partners() -> None:
    rows = [deal("Peru", "Chile", "2001; 2002", 8), deal("Peru", "Italy", "2001", 4)]
    register_ = sheet("sipri", register(rows, before=preamble()))
    exact = sheet("sipri", tiv_table("Peru,4,3,2,,", world="Total world import,10,20,30"))
    one = {"actor": "PER", "since": year(2001), "until": year(2001)}
    table = arms_position(shelf(register_, exact), BOOK, **one)  # type: ignore[arg-type]
    assert cell(table, "tiv", "2001").value == 3
    assert cell(table, "world_share", "2001").value == 3 / 20
    assert (cell(table, "hhi", "2001").value, cell(table, "partners", "2001").value) == (0.5, 2)
    assert exact.name in table.coverage
    assert register_.name in table.coverage
    older = sheet("sipri", tiv_table("Peru,4,3,2,,", day="13 Oct 2024", world="Total world import,10,20,30"))
    assert cell(arms_position(shelf(register_, older), BOOK, **one), "tiv", "2001").value == 8  # type: ignore[arg-type]
    asked = arms_position(shelf(register_, older), BOOK, edition="2024-10-13", **one)  # type: ignore[arg-type]
    assert cell(asked, "tiv", "2001").value == 3


def test_a_table_without_a_row_of_the_world_may_be_of_one_supplier_and_is_not_used() -> None:
    part = sheet("sipri", tiv_table("Peru,4,3,2,,", world=""))
    with pytest.raises(NotFoundError, match="SIPRI"):
        arms_position(shelf(part), BOOK, actor="PER")
    yearly = sheet("sipri", lines("recipient,year,tiv", "Peru,2000,4", "Peru,2001,3"))
    table = arms_position(shelf(yearly), BOOK, actor="PER", since=year(2000), until=year(2001), window=1)
    assert [cell(table, "tiv", y).value for y in ("2000", "2001")] == [4, 3]
    assert cell(table, "world_share", "2000").value is None


def test_of_one_edition_deliveries_by_year_go_before_the_register_and_are_exact() -> None:
    split = sheet("sipri", register([deal("Peru", "Chile", "2001; 2002", 8)], before=preamble()))
    rows = [
        f"1,Chile,Peru,Thing,a thing,Ships,2000,No,{n},No,{when},No,New,,1,{tiv},No"
        for n, when, tiv in ((1, 2001, 6), (1, 2002, 2))
    ]
    yearly = sheet("sipri", preamble() + lines(DELIVERIES, *rows))
    one = {"actor": "PER", "since": year(2001), "until": year(2001)}
    for measure, keys in ((arms_portfolio, ("CHL", "2001")), (arms_position, ("2001",))):
        found = cell(measure(shelf(split, yearly), BOOK, **one), "tiv", *keys)  # type: ignore[arg-type]
        assert (found.value, found.low, found.high) == (6, 6, 6)
        alone = cell(measure(shelf(split), BOOK, **one), "tiv", *keys)  # type: ignore[arg-type]
        assert (alone.value, alone.low, alone.high) == (4, 0, 8)


def test_exports_come_from_a_table_of_suppliers() -> None:
    sold = sheet(
        "sipri", tiv_table("Chile,4,3,,,", "Italy,6,17,,,", side="Supplier", world="Total world export,10,20,")
    )
    table = arms_position(shelf(sold), BOOK, actor="CHL", since=year(2000), until=year(2001), direction="exports")
    assert [cell(table, c, "2000-2001").value for c in table.columns] == [7, 7 / 30, 2, None, None]


@given(_DEALS)
def test_a_register_split_evenly_bounds_what_a_table_of_the_same_deliveries_tells(deals) -> None:  # type: ignore[no-untyped-def]
    """A table that gives each deal to one of its years lies within the bounds of the register for a period."""
    rows = [deal("Peru", s, "; ".join(map(str, y)), tiv) for s, y, tiv in deals]
    split = arms_position(
        shelf(sheet("sipri", register(rows, before=preamble()))), BOOK, actor="PER", since=year(2000), until=year(2004)
    )
    told = {y: sum(tiv for _, years, tiv in deals if max(years) == y) for y in range(2000, 2010)}
    exact = arms_position(
        shelf(sheet("sipri", lines("recipient,year,tiv", *[("Peru", y, v) for y, v in told.items()]))),
        BOOK, actor="PER", since=year(2000), until=year(2004),
    )  # fmt: skip
    bounded, found = cell(split, "tiv", "2000-2004"), cell(exact, "tiv", "2000-2004").value
    assert bounded.low is not None
    assert bounded.high is not None
    assert found is not None
    assert bounded.low - 1e-6 <= found <= bounded.high + 1e-6


def test_years_before_a_state_stood_are_not_covered_and_windows_begin_with_it() -> None:
    data = shelf(sheet("sipri", register([deal("Kazakhstan", "Chile", "1996", 3)], before=preamble())))
    assert next(row.keys[0] for row in arms_position(data, BOOK, actor="KAZ")) == "1995-1999"
    early = arms_position(data, BOOK, actor="KAZ", since=year(1980), until=year(1984))
    assert cell(early, "tiv", "1980-1984").value is None
    named = arms_portfolio(data, BOOK, actor="KAZ", partners=["CHL"], since=year(1980), until=year(1984))
    assert cell(named, "tiv", "CHL", "1980-1984").value is None


def test_volumes_already_split_have_no_bounds() -> None:
    raw = lines("recipient,supplier,year,tiv_even_split", "Peru,Chile,2001,3", "Peru,Brazil,2001,1")
    found = cell(
        arms_portfolio(shelf(sheet("sipri", raw)), BOOK, actor="PER", since=year(2001), until=year(2001)),
        "share",
        "CHL",
        "2001",
    )
    assert (found.value, found.low, found.high) == (0.75, None, None)
    assert sipri.DEALS[-1] == "split_dyads"


# Exercises, votes, organisations


def test_exercises_are_counted_by_partner_and_in_all() -> None:
    raw = lines(
        "MMEID,Ex_Name,StartDate,s.year,s.month,s.day,EndDate,e.year,e.month,e.day,StateA,StateB,StateC",
        "m1,One,1/3/99,1999,1,3,1/5/99,1999,1,5,Peru,Chile,Brazil",
        "m2,Two,1/3/00,2000,1,3,1/5/00,2000,1,5,Peru,Chile,",
        "m3,Three,1/3/00,2000,1,3,1/5/00,2000,1,5,Cuba,Bolivia,",
    )
    data = shelf(sheet("mme", raw))
    table = exercise_partners(
        data, BOOK, actor="PER", partners=["CHL", "BRA", "CUB"], since=year(1999), until=year(2000)
    )
    assert [cell(table, "exercises", p, "1999-2000").value for p in (ANY, "CHL", "BRA", "CUB")] == [2, 2, 1, 0]
    assert [cell(table, "share", p, "1999-2000").value for p in (ANY, "CHL", "BRA", "CUB")] == [1, 1, 0.5, 0]
    by_year = exercise_partners(data, BOOK, actor="PER", partners=["BRA"], since=year(1999), until=year(2011), window=1)
    assert [cell(by_year, "exercises", "BRA", y).value for y in ("1999", "2000", "2001", "2011")] == [1, 0, None, None]


def test_a_list_of_one_states_exercises_serves_that_state_only() -> None:
    raw = lines(
        "MMEID,Ex_Name,StartDate,EndDate,participants",
        "m1,One,1/3/99,1/5/99,Peru; Chile",
        "m2,Two,1/3/99,1/5/99,Peru; Cuba",
    )
    data = shelf(sheet("mme", raw))
    assert cell(exercise_partners(data, BOOK, actor="PER"), "exercises", ANY, "1999").value == 2
    with pytest.raises(NotFoundError, match="no list of exercises here that covers CHL"):
        exercise_partners(data, BOOK, actor="CHL")


@given(*(st.floats(-3, 3) for _ in range(2)), *(st.floats(0, 1) for _ in range(2)))
def test_a_distance_lies_within_its_bounds(a: float, b: float, wide_a: float, wide_b: float) -> None:
    raw = lines(
        "ccode,session,IdealPoint,Q5%,Q95%",
        f"2,70,{a},{a - wide_a},{a + wide_a}",
        f"710,70,{b},{b - wide_b},{b + wide_b}",
    )
    table = ideal_point_distance(shelf(sheet("unga", raw)), BOOK, actor="USA", partners=["CHN", "RUS"])
    found = cell(table, "distance", "CHN", "2015")
    assert found.value == pytest.approx(abs(a - b))
    assert found.low is not None
    assert found.high is not None
    assert found.low - 1e-9 <= abs(a - b) <= found.high + 1e-9
    assert cell(table, "distance", "RUS", "2015").value is None


def test_agreement_and_organisations_tell_zero_from_unknown() -> None:
    votes = sheet("unga", lines("rcid,ccode,session,vote", "1,2,70,1", "1,710,70,3", "1,365,70,8"))
    table = vote_agreement(shelf(votes), BOOK, actor="USA", partners=["CHN", "RUS"])
    assert cell(table, "agreement", "CHN", "2015").value == 0
    assert cell(table, "agreement", "RUS", "2015").value is None
    bodies = sheet("cow", lines("ccode1,ccode2,year,dyadigos", "2,20,2000,0", "20,2,2000,0"))
    igos = shared_igos(shelf(bodies), BOOK, actor="USA", partners=["CAN", "RUS"])
    assert cell(igos, "organisations", "CAN", "2000").value == 0
    assert cell(igos, "organisations", "RUS", "2000").value is None
    assert len(shared_igos(shelf(bodies), BOOK, actor="USA").rows) == 1


@pytest.mark.parametrize(
    "measure",
    [
        arms_portfolio,
        arms_position,
        exercise_partners,
        ideal_point_distance,
        vote_agreement,
        shared_igos,
        alliance_similarity,
    ],
)
def test_every_measure_has_a_method_card(measure) -> None:  # type: ignore[no-untyped-def]
    card = measure.__doc__ or ""
    for part in ("Formula:", "Source:", "Unit:", "Traps:"):
        assert part in card
    assert "missing row" in card or "empty cell" in card
    with pytest.raises(NotFoundError, match="foedera data add"):
        measure(shelf(), BOOK, actor="PER")
