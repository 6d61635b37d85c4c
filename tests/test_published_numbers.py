"""Numbers that others published, and that the notes of the project hold, come out of the same data.

The data are beside the project and never in it; without them these tests are skipped. docs/data.md has the same table,
with what was published, what was computed first for this project, and where and why the two differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from foedera import codebook
from foedera.datasets import Shelf, atop, cards, read, series_of, systems_of
from foedera.measures.arms import arms_portfolio, arms_position
from foedera.measures.exercises import ANY, exercise_partners
from foedera.measures.ideal_points import ideal_point_distance
from foedera.measures.igos import shared_igos
from foedera.measures.similarity import alliance_similarity
from foedera.table import Cell
from support_data import cell, year

DATA = Path(__file__).parents[2] / "shared" / "data"
EDITION = "2025-03-13"
SHARES = 0.015  # splitting evenly over delivery years moves a share by up to so much

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published data are not beside the project")

BOOK = codebook.load()
SYSTEMS = systems_of(BOOK)


@pytest.fixture(scope="module")
def data() -> Shelf:
    known = cards()
    paths = sorted(p for p in DATA.glob("*/*.csv") if p.parent.name in known)
    return Shelf.of([read(p.read_bytes(), known[p.parent.name], file=p.name) for p in paths])


def portfolio(data: Shelf, actor: str, partner: str, first: int, last: int, column: str = "share") -> float:
    table = arms_portfolio(
        data, BOOK, actor=actor, partners=[partner], since=year(first), until=year(last), window=None, edition=EDITION
    )
    return value(cell(table, column, partner, f"{first}-{last}"))


def value(found: Cell) -> float:
    assert found.value is not None
    assert found.rows
    return found.value


# Arms


def test_russia_gives_some_nine_tenths_of_kazakhstans_arms_2020_to_2024(data: Shelf) -> None:
    assert 0.88 <= portfolio(data, "KAZ", "RUS", 2020, 2024) < 0.895  # published: 88 %


def test_kazakhstan_takes_just_under_one_per_cent_of_the_world_2020_to_2024(data: Shelf) -> None:
    table = arms_position(data, BOOK, actor="KAZ", since=year(2020), until=year(2024), edition=EDITION)
    assert 0.0095 <= value(cell(table, "world_share", "2020-2024")) < 0.01
    assert cell(table, "rank", "2020-2024").value is None  # an extract of eight recipients has no rank


@pytest.mark.parametrize(("partner", "published"), [("USA", 0.45), ("DEU", 0.12), ("POL", 0.11)])
def test_ukraines_suppliers_2020_to_2024(data: Shelf, partner: str, published: float) -> None:
    assert portfolio(data, "UKR", partner, 2020, 2024) == pytest.approx(published, abs=SHARES)


def test_ukraines_share_of_the_world_2020_to_2024(data: Shelf) -> None:
    table = arms_position(data, BOOK, actor="UKR", since=year(2020), until=year(2024), edition=EDITION)
    assert value(cell(table, "world_share", "2020-2024")) == pytest.approx(0.088, abs=0.001)


@pytest.mark.parametrize(
    ("exporter", "published"),
    [("USA", 0.43), ("FRA", 0.096), ("RUS", 0.078), ("CHN", 0.059), ("DEU", 0.056), ("ITA", 0.048)],
)
def test_exporters_shares_of_the_world_2020_to_2024(data: Shelf, exporter: str, published: float) -> None:
    table = arms_position(
        data, BOOK, actor=exporter, since=year(2020), until=year(2024), edition=EDITION, direction="exports"
    )
    assert value(cell(table, "world_share", "2020-2024")) == pytest.approx(published, abs=SHARES)


@pytest.mark.parametrize(("partner", "published"), [("RUS", 110), ("CHN", 4), ("BGR", 3)])
def test_tajikistans_arms_by_supplier_1991_to_2020(data: Shelf, partner: str, published: float) -> None:
    found = portfolio(data, "TJK", partner, 1991, 2020, "tiv")
    assert found == pytest.approx(published, rel=0.05, abs=0.7)  # a later edition than the one published from


def test_russia_gave_85_per_cent_of_kazakhstans_arms_1991_to_2020(data: Shelf) -> None:
    assert portfolio(data, "KAZ", "RUS", 1991, 2020) == pytest.approx(0.85, abs=0.005)


@pytest.mark.parametrize(("first", "hhi"), [(2010, 0.393), (2015, 0.833), (2020, 0.795)])
def test_concentration_of_kazakhstans_suppliers(data: Shelf, first: int, hhi: float) -> None:
    table = arms_position(data, BOOK, actor="KAZ", since=year(2010), until=year(2024), edition=EDITION)
    assert value(cell(table, "hhi", f"{first}-{first + 4}")) == pytest.approx(hhi, abs=0.0005)


def test_the_even_split_moves_russias_share_by_three_tenths_of_a_point(data: Shelf) -> None:
    exact = data.sheets("sipri", "dyads")
    mine = arms_portfolio(Shelf.of(exact), BOOK, actor="KAZ", partners=["RUS"], since=year(2010), until=year(2014))
    assert value(cell(mine, "share", "RUS", "2010-2014")) == pytest.approx(0.587, abs=0.001)
    assert portfolio(data, "KAZ", "RUS", 2010, 2014) == pytest.approx(0.590, abs=0.001)


def test_the_split_of_a_register_is_that_worked_out_elsewhere(data: Shelf) -> None:
    mine = series_of(
        Shelf.of(s for s in data.sheets("sipri", "register") if s.vintage == EDITION), "sipri", "tiv", SYSTEMS
    )
    theirs = series_of(
        Shelf.of(s for s in data.sheets("sipri", "split_dyads") if s.vintage == EDITION), "sipri", "tiv", SYSTEMS
    )
    assert len(theirs.values) == 201
    for key, (tiv, _) in theirs.values.items():
        assert mine.values[key][0] == pytest.approx(tiv, abs=0.001), key


# Alliances


def spells(data: Shelf, a: str, b: str) -> Iterator[atop.Commitment]:
    (sheet,) = data.sheets("atop", "member")
    yield from atop.commitments(sheet, SYSTEMS).of(a, b)


def test_atop_has_all_its_alliances(data: Shelf) -> None:
    (alliances,) = data.sheets("atop", "alliance")
    assert len(alliances) == 789
    assert alliances.vintage == "5.1"


def test_kazakhstan_and_russia_owe_each_other_defence_from_1992_to_the_end_of_the_data(data: Shelf) -> None:
    defence = series_of(data, "atop", "defense", SYSTEMS)
    for a, b in (("KAZ", "RUS"), ("RUS", "KAZ")):
        assert [y for y in range(1991, 2020) if defence.cell(a, b, y).value] == list(range(1992, 2019))
    assert defence.cell("KAZ", "RUS", 1991).value == 0
    assert defence.cell("KAZ", "RUS", 2019).value is None
    assert "4235" in {c.alliance for c in spells(data, "KAZ", "RUS") if "defense" in c.obligations}


def test_kazakhstan_and_china_owe_non_aggression_from_1993_and_consultation_from_december_2002(data: Shelf) -> None:
    nonagg, consul = (series_of(data, "atop", o, SYSTEMS) for o in ("nonagg", "consul"))
    assert [y for y in range(1991, 2019) if nonagg.cell("KAZ", "CHN", y).value] == list(range(1993, 2019))
    bilateral = [c for c in spells(data, "KAZ", "CHN") if c.alliance in ("4520", "5030")]
    assert [(c.first, sorted(c.obligations)) for c in sorted(bilateral, key=lambda c: c.first)] == [
        (date(1993, 10, 21), ["nonagg"]),
        (date(2002, 12, 23), ["consul", "nonagg"]),
    ]
    # Through the Shanghai organisation the two owe each other consultation a year and a half earlier.
    assert [y for y in range(1991, 2019) if consul.cell("KAZ", "CHN", y).value] == list(range(2001, 2019))
    assert not any("defense" in c.obligations for c in spells(data, "KAZ", "CHN"))


def test_the_member_file_gives_the_directed_dyad_years_that_others_made_of_it(data: Shelf) -> None:
    (theirs,) = data.sheets("atop", "directed_dyads")
    compared = 0
    for obligation in atop.OBLIGATIONS:
        mine = series_of(data, "atop", obligation, SYSTEMS)
        for _, a, b, y, owed in theirs.records("a", "b", "year", obligation):
            one, other = SYSTEMS.state(a, "cow", y), SYSTEMS.state(b, "cow", y)
            assert one is not None
            assert other is not None
            assert mine.cell(one, other, y).value == owed, (one, other, y, obligation)
            compared += 1
    assert compared == 5 * 1390


@pytest.mark.parametrize(("partner", "s"), [("RUS", 0.774), ("CHN", 0.474), ("USA", 0.364)])
def test_similarity_of_alliances_in_2014(data: Shelf, partner: str, s: float) -> None:
    table = alliance_similarity(data, BOOK, actor="KAZ", partners=[partner], since=year(2014), until=year(2014))
    assert value(cell(table, "s", partner, "2014")) == pytest.approx(s, abs=0.0005)


# Exercises, votes, organisations


@pytest.mark.parametrize(("partner", "number"), [(ANY, 113), ("RUS", 71), ("USA", 40), ("CHN", 5), ("GBR", 14)])
def test_exercises_with_kazakhstan_1995_to_2010(data: Shelf, partner: str, number: int) -> None:
    table = exercise_partners(
        data, BOOK, actor="KAZ", partners=["RUS", "USA", "CHN", "GBR"], since=year(1995), until=year(2010)
    )
    assert value(cell(table, "exercises", partner, "1995-2010")) == number


@pytest.mark.parametrize(
    ("partner", "session", "distance"),
    [("RUS", 74, 0.75), ("CHN", 74, 0.28), ("USA", 74, 3.30), ("RUS", 47, 0.53), ("CHN", 47, 1.32), ("USA", 47, 2.42)],
)
def test_distances_in_the_general_assembly(data: Shelf, partner: str, session: int, distance: float) -> None:
    opens = session + 1945
    table = ideal_point_distance(data, BOOK, actor="KAZ", partners=[partner], since=year(opens), until=year(opens))
    assert value(cell(table, "distance", partner, str(opens))) == pytest.approx(distance, abs=0.0051)


@pytest.mark.parametrize(("partner", "number"), [("RUS", 47), ("CHN", 36), ("USA", 34)])
def test_organisations_in_common_in_2014(data: Shelf, partner: str, number: int) -> None:
    table = shared_igos(data, BOOK, actor="KAZ", partners=[partner], since=year(2014), until=year(2014))
    assert value(cell(table, "organisations", partner, "2014")) == number


def test_land_borders(data: Shelf) -> None:
    found = series_of(data, "cow", "contiguity", SYSTEMS)
    assert [found.cell("KAZ", other, 2010).value for other in ("RUS", "CHN", "USA")] == [1, 1, 0]
