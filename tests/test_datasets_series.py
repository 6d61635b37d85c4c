"""Numbers between states, out of files small enough to count by hand; nothing apart from zero."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera import codebook
from foedera.datasets import MODULES, atop, cards, cow, mme, series_of, systems_of, unga
from foedera.errors import NotFoundError
from support_data import MEMBERS, deal, lines, preamble, register, sheet, shelf

BOOK = codebook.load()
SYSTEMS = systems_of(BOOK)
USA, CAN, RUS, CHN, KAZ = 2, 20, 365, 710, 705


def values(name: str, variable: str, raw: str, *, file: str = "f.csv") -> dict[tuple[str, str, int], float]:
    found = series_of(shelf(sheet(name, raw, file=file)), name, variable, SYSTEMS)
    for a, b, year, cell in found:
        assert cell.rows, (a, b, year)
    return {key: value for key, (value, _) in found.values.items()}


def test_every_card_has_a_module_and_every_variable_a_reader() -> None:
    assert set(MODULES) == set(cards())
    assert set(cow.LAYOUTS) == {v.name for v in cards()["cow"].variables}
    for variable, layouts in cow.LAYOUTS.items():
        assert variable in cow._READERS
        for layout in layouts:
            assert cards()["cow"].layout(layout)


# SIPRI


def test_nothing_delivered_is_zero_where_the_export_covers_it_and_unknown_elsewhere() -> None:
    rows = [deal("Peru", "Chile", "2001; 2003", 4), deal("Peru", "Brazil", "2003", 1), deal("Cuba", "Chile", "2003", 2)]
    found = series_of(
        shelf(sheet("sipri", register(rows, before=preamble(recipients="Peru")))), "sipri", "tiv", SYSTEMS
    )
    assert found.cell("CHL", "PER", 2001).value == 2
    assert found.cell("CHL", "PER", 2002).value == 0
    assert found.cell("ITA", "PER", 2001).value == 0
    assert found.cell("PER", "CHL", 2001).value is None  # what Chile received, nobody asked for
    assert found.cell("CHL", "PER", 2025).value is None
    whole = series_of(shelf(sheet("sipri", register(rows, before=preamble()))), "sipri", "tiv", SYSTEMS)
    assert whole.cell("PER", "CHL", 2001).value == 0


def test_a_recipient_in_two_files_of_an_edition_is_counted_once() -> None:
    one = sheet(
        "sipri", register([deal("Peru", "Chile", "2001", 3), deal("Peru", "Brazil", "2002", 1)]), vintage="2025"
    )
    two = sheet("sipri", register([deal("Peru", "Chile", "2001", 3), deal("Cuba", "Chile", "2001", 5)]), vintage="2025")
    found = series_of(shelf(one, two), "sipri", "tiv", SYSTEMS)
    assert found.cell("CHL", "PER", 2001).value == 3
    assert found.cell("CHL", "CUB", 2001).value in (5, None)


def test_the_newest_edition_is_taken_and_another_can_be_named() -> None:
    old = sheet("sipri", register([deal("Peru", "Chile", "2001", 3), deal("Peru", "Cuba", "2001", 1)]), vintage="2020")
    new = sheet("sipri", register([deal("Peru", "Chile", "2001", 7), deal("Peru", "Cuba", "2001", 1)]), vintage="2025")
    both = shelf(old, new)
    assert series_of(both, "sipri", "tiv", SYSTEMS).cell("CHL", "PER", 2001).value == 7
    assert series_of(both, "sipri", "tiv", SYSTEMS, edition="2020").cell("CHL", "PER", 2001).value == 3
    with pytest.raises(NotFoundError, match=r"no edition '1999'.*2025, 2020"):
        series_of(both, "sipri", "tiv", SYSTEMS, edition="1999")


# ATOP


def member(alliance: int, state: int, first: str, last: str, owed: str) -> str:
    y1, m1, d1 = first.split("-")
    y2, m2, d2 = last.split("-") if last else ("0", "0", "0")
    return f"{alliance},{state},{y1},{m1},{d1},{y2},{m2},{d2},0,{','.join(owed)},5.1"


def test_members_owe_each_other_what_their_own_rows_say_while_both_are_in() -> None:
    raw = lines(
        MEMBERS,
        member(1, USA, "2000-3-1", "2003-6-1", "10000"),
        member(1, CAN, "2001-1-1", "", "00001"),
        member(1, CHN, "2003-7-1", "", "00010"),
    )
    found = values("atop", "defense", raw)
    assert {k: v for k, v in found.items() if v} == {("USA", "CAN", y): 1.0 for y in (2001, 2002, 2003)}
    assert ("USA", "CHN", 2003) not in found  # one left in June, the other came in July
    assert values("atop", "consul", raw)["CAN", "USA", 2002] == 1


def test_a_successor_goes_on_under_the_same_number() -> None:
    raw = lines(MEMBERS, member(1, RUS, "1985-1-1", "", "00010"), member(1, CHN, "1985-1-1", "", "00010"))
    found = values("atop", "nonagg", raw)
    assert found["SUN", "CHN", 1990] == found["RUS", "CHN", 1991] == found["CHN", "RUS", 2018] == 1
    assert ("RUS", "CHN", 1990) not in found
    assert ("SUN", "CHN", 1991) not in found


def test_the_dyad_year_files_say_the_same_as_the_member_file() -> None:
    raw = lines(
        MEMBERS, member(1, USA, "2000-1-1", "2001-1-1", "10100"), member(1, CAN, "2000-1-1", "2001-1-1", "10100")
    )
    directed = lines(
        "stateA,stateB,year,defense,offense,neutral,nonagg,consul",
        *[f"{a},{b},{y},1,0,1,0,0" for y in (2000, 2001) for a, b in ((USA, CAN), (CAN, USA))],
    )
    undirected = lines(
        "mem1,mem2,year,defense,offense,neutral,nonagg,consul", *[f"{USA},{CAN},{y},1,0,1,0,0" for y in (2000, 2001)]
    )
    for obligation in atop.OBLIGATIONS:
        assert values("atop", obligation, raw) == values("atop", obligation, directed)
        assert values("atop", obligation, raw) == values("atop", obligation, undirected)


def test_an_extract_covers_only_the_states_that_it_names() -> None:
    raw = lines(
        "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul",
        f"{USA},{CAN},2000,1,0,0,0,0",
        f"{CHN},{CAN},2001,0,0,0,0,1",
    )
    found = series_of(shelf(sheet("atop", raw)), "atop", "defense", SYSTEMS)
    assert found.cell("USA", "CHN", 2000).value == 0
    assert found.cell("USA", "CHN", 2000).rows  # the file whole says so
    assert found.cell("USA", "PER", 2000).value is None
    assert found.cell("USA", "CHN", 2002).value is None


# Correlates of War


def test_organisations_in_common_are_counted_from_each_of_its_files() -> None:
    bodies = [f"igo{n}" for n in range(120)]
    of_usa, of_can = [1] * 3 + [0] * 117, [1, 1, 2, 3] + [-9] * 116
    both = [1, 1] + [0] * 118
    counts = lines("ccode1,ccode2,year,dyadigos", f"{USA},{CAN},2000,2", f"{CAN},{USA},2000,2")
    dyads = lines(
        f"dyadid,ccode1,country1,ccode2,country2,year,{','.join(bodies)}", ["x", USA, "u", CAN, "c", 2000, *both]
    )
    states = lines(f"ccode,year,state,{','.join(bodies)}", [USA, 2000, "usa", *of_usa], [CAN, 2000, "can", *of_can])
    for raw in (counts, dyads, states):
        assert values("cow", "shared_igos", raw) == {("CAN", "USA", 2000): 2}


def test_contiguity_is_of_the_nearest_kind_by_year_or_by_spell() -> None:
    years = lines(
        "dyad,state1no,state1ab,state2no,state2ab,year,conttype,version",
        f"1,{USA},USA,{CAN},CAN,2000,1,3.2",
        f"1,{USA},USA,{CAN},CAN,2000,4,3.2",
    )
    spells = lines("ccode1,ccode2,conttype,stdate,enddate", f"{USA}.0,{CAN}.0,1.0,2000-01-01,2001-12-01")
    assert values("cow", "contiguity", years) == {("CAN", "USA", 2000): 1}
    contdir = lines(  # as it is published: years and months run together
        "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version",
        f"1,{USA},USA,{CAN},CAN,1,200001,200112,,3.2",
    )
    for raw in (spells, contdir):
        assert values("cow", "contiguity", raw) == {("CAN", "USA", 2000): 1, ("CAN", "USA", 2001): 1}


def test_a_dispute_sets_one_side_against_the_other() -> None:
    sides = lines(
        "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,hiact,hostlev,version",
        f"10,USA,{USA},1,1,2000,1,1,2001,1,7,3,5",
        f"10,CAN,{CAN},1,1,2000,1,1,2000,1,0,1,5",
        f"10,CHN,{CHN},1,1,2000,1,1,2001,0,0,1,5",
        f"11,USA,{USA},1,1,2005,1,1,2005,1,0,1,5",
        f"11,CHN,{CHN},1,1,2005,1,1,2005,0,0,1,5",
    )
    assert values("cow", "mid", sides) == {("CHN", "USA", 2000): 3, ("CHN", "USA", 2001): 3}
    dyads = lines(
        "dispnum,ccode1,ccode2,year,gmlmidongoing,gmlmidonset,hostlev1,hostlev2",
        f"10,{USA}.0,{CHN}.0,2000.0,1.0,1.0,3.0,1.0",
        f"10,{CHN}.0,{USA}.0,2000.0,1.0,1.0,1.0,3.0",
    )
    dyadic = lines(
        "disno,dyindex,statea,stateb,namea,nameb,strtyr,endyear,highact,hihost,hihosta,hihostb,year",
        f"10,1,{USA},{CHN},USA,CHN,2000,2000,7,3,3,1,2000",
        f"10,1,{CHN},{USA},CHN,USA,2000,2000,7,3,1,3,2000",
    )
    for raw in (dyads, dyadic):
        assert values("cow", "mid", raw) == {("CHN", "USA", 2000): 3}


def test_formal_alliances_stand_from_first_to_last_year() -> None:
    spells = lines(
        "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,"
        "dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,version",
        f'1,{USA},"U",{CAN},"C",4,4,1949,,,,0,1,1,0,0,0,4.1',
        f'2,{USA},"U",{CHN},"C",4,4,1950,1,1,1951,0,0,0,0,0,1,4.1',
    )
    assert values("cow", "defense", spells) == {
        **{("CAN", "USA", y): 1.0 for y in (1949, 1950, 1951)},
        ("CHN", "USA", 1950): 0.0,
        ("CHN", "USA", 1951): 0.0,
    }
    assert values("cow", "entente", spells)["CHN", "USA", 1951] == 1


def test_state_lists_members_disputes_and_capabilities_are_known_forms() -> None:
    assert (
        sheet(
            "cow",
            lines(
                "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version",
                f"USA,{USA},U,1816,1,1,2016,12,31,2016",
            ),
        ).layout.name
        == "states"
    )
    assert (
        sheet(
            "cow",
            lines(
                "dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,hostlev,version",
                "10,-9,7,1980,1,11,1980,6,1,4,5",
            ),
        ).layout.name
        == "mid_disputes"
    )
    assert (
        sheet(
            "cow",
            lines(
                "version4id,ccode,state_name,mem_st_year,mem_end_year,defense,neutrality,nonaggression,entente,version",
                f"1,{USA},U,1949,,1,0,0,0,4.1",
            ),
        ).layout.name
        == "alliance_members"
    )
    held = sheet(
        "cow",
        lines(
            "statenme,stateabb,ccode,year,milex,cinc,version", f"U,USA,{USA},2000,5,0.14,5", f"C,CAN,{CAN},2000,-9,-9,5"
        ),
    )
    assert {key: value for key, (value, _) in cow.capabilities(held, SYSTEMS).items()} == {("USA", 2000): 0.14}
    level = lines("ccode1,ccode2,year,DR_at_1,DR_at_2,DE,version", f"{USA},{CAN},2000,3,9,1,2006.1")
    assert values("cow", "diplomatic_level", level) == {("USA", "CAN", 2000): 3}


def test_a_form_that_a_variable_needs_is_asked_for_by_name() -> None:
    held = shelf(sheet("cow", lines("ccode1,ccode2,year,dyadigos", f"{USA},{CAN},2000,2")))
    with pytest.raises(NotFoundError, match=r"no Correlates of War with mid here \(militarised disputes"):
        series_of(held, "cow", "mid", SYSTEMS)
    with pytest.raises(NotFoundError, match=r"no MME.*foedera data add mme FILE"):
        series_of(held, "mme", "exercises", SYSTEMS)
    with pytest.raises(NotFoundError, match=r"no variable 'x' .*shared_igos"):
        series_of(held, "cow", "x", SYSTEMS)


# MME


def test_exercises_count_once_for_each_pair_and_unknown_names_for_none() -> None:
    wide = lines(
        "MMEID,Ex_Name,StartDate,s.year,s.month,s.day,EndDate,e.year,e.month,e.day,CPX,StateA,StateB,StateC,StateD",
        "m1,One,1/3/99,1999,1,3,1/5/99,1999,1,5,0,Peru,Chile,Baltic States,Viet Nam",
        "m2,-9,1999-05-xx,1999,5,xx,1999-05-xx,1999,5,xx,0,Peru,Chile,,-9",
    )
    assert values("mme", "exercises", wide) == {
        ("CHL", "PER", 1999): 2,
        ("CHL", "VNM", 1999): 1,
        ("PER", "VNM", 1999): 1,
    }
    found = mme.exercises(sheet("mme", wide), SYSTEMS)
    assert [e.start for e in found] == [(1999, 1, 3), (1999, 5, None)]
    assert [e.others for e in found] == [("Baltic States",), ()]
    listed = lines(
        "MMEID,Ex_Name,StartDate,EndDate,participants",
        "m1,One,1/3/99,1/5/99,Peru; Chile; Baltic States; Viet Nam",
        "m2,-9,1999-05-xx,1999-05-xx,Peru; -9; Chile",
    )
    assert values("mme", "exercises", listed) == values("mme", "exercises", wide)


# UN General Assembly


def test_votes_agree_by_halves() -> None:
    raw = lines(
        "rcid,ccode,session,vote",
        *[
            f"{r},{c},50,{v}"
            for r, row in enumerate([(1, 1), (1, 2), (1, 3), (1, 8), (9, 1)])
            for c, v in zip((USA, CAN), row, strict=True)
        ],
    )
    assert values("unga", "agreement", raw) == {("CAN", "USA", 1995): 0.5}
    scores = lines("session.x,ccode1,ccode2,agree,IdealPointDistance", f"50,{USA},{CAN},0.75,0.1")
    assert values("unga", "agreement", scores) == {("CAN", "USA", 1995): 0.75}


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=20))
def test_agreement_is_a_share_and_full_with_the_same_votes(votes: list[tuple[int, int]]) -> None:
    rows = [f"{r},{c},50,{v}" for r, row in enumerate(votes) for c, v in zip((USA, CAN), row, strict=True)]
    held = unga.agreement(sheet("unga", lines("rcid,ccode,session,vote", *rows)), SYSTEMS)
    share = held["CAN", "USA", 1995][0]
    assert 0 <= share <= 1
    assert (share == 1) == all(a == b for a, b in votes)


def test_ideal_points_by_session_and_by_year_give_the_same_distance() -> None:
    sessions = lines("ccode,session,IdealPoint,Q5%,Q95%", f"{RUS},40,1.5,1,2", f"{CHN},40,-0.5,-1,0")
    by_year = lines("Year,CountryAbb,idealpoint,PctAgreeUS,PctAgreeRUSSIA", "1985,RUS,1.5,0,1", "1985,CHN,-0.5,0,0.5")
    assert values("unga", "ideal_point_distance", sessions) == {("CHN", "SUN", 1985): 2.0}
    assert values("unga", "ideal_point_distance", by_year) == {("CHN", "SUN", 1985): 2.0}


def test_ideal_points_of_calendar_years_go_before_those_of_sessions() -> None:
    head = ["ccode", "iso3c", "countryname", "year", "idealpointfp", "idealpointall", "nvotesall", "q5all", "q95all"]
    rows = [[365, "RUS", "Russia", 2021, 9, -0.5, 90, -0.75, -0.25], [710, "CHN", "China", 2021, 9, -1.5, 90, -2, -1]]
    raw = "\n".join("\t".join(map(str, row)) for row in (head, *rows))
    years = sheet("unga", raw, file="IdealpointsJuly2025.tab")
    assert years.vintage == "July2025"
    session = sheet("unga", lines("ccode,session,NVotes,IdealPoint", "365,76,9,5", "710,76,9,1"))
    found = series_of(shelf(session, years), "unga", "ideal_point_distance", SYSTEMS)
    assert {key: value for key, (value, _) in found.values.items()} == {("CHN", "RUS", 2021): 1.0}
    nameless = "\n".join(["365\t\tX\t2021\t9\t1\t1\t0\t2", "710\t\tY\t2021\t9\t2\t1\t0\t2"])
    assert len(sheet("unga", f"{raw}\n{nameless}")) == 4
    soviet = raw.replace("2021", "1985")
    assert values("unga", "ideal_point_distance", soviet) == {("CHN", "SUN", 1985): 1.0}


# DCAD, by its published description only


def test_defence_agreements_in_force_and_signed() -> None:
    dyads = lines(
        "ccode1,abbrev1,ccode2,abbrev2,year,dcaGeneralV1,dcaGeneralV2,dcaSectorV1,dcaSectorV2,dcaAnyV1,dcaAnyV2",
        f"{USA},USA,{KAZ},KZK,2000,1,1,0,1,1,1",
        f"{KAZ},KZK,{USA},USA,2000,1,1,0,1,1,1",
    )
    assert values("dcad", "general_v1", dyads) == {("KAZ", "USA", 2000): 1}
    assert values("dcad", "sector_v1", dyads) == {("KAZ", "USA", 2000): 0}
    treaties = lines(
        "ccode1,cowName1,ccode2,cowName2,signDay,signMonth,signYear,EIFYear,type,category1,category2,category3,DCAid",
        f"{USA},U,{KAZ},K,1,2,2000,2001,1,2,,,1",
        f"{KAZ},K,{USA},U,1,2,2000,,2,2,,,2",
        f"{KAZ},K,{CHN},C,,,-9,,2,2,,,3",
    )
    assert values("dcad", "signed", treaties) == {("KAZ", "USA", 2000): 2}
