"""Event rows: the columns of the format, codes that the schemes have, and no day, number or place that is not known."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from foedera.exports import gdelt, plover
from foedera.exports.eventrows import quad_of
from foedera.exports.material import Material, packaged
from foedera.measures.acts import settings as measures
from foedera.model import Dossier, Event, Interval, Precision, Status
from support_exports import BOOK, compose, full, happened, hostile, material_of, materials, on
from support_measures import happening, paper, record

SHARED = Path(__file__).parents[2] / "shared" / "data"
MODES = {"", "ban", "return"} | {  # two that PLOVER has, and gives no score of their own
    name.partition(":")[2] for name in measures(BOOK)["weights"]["plover"]["scores"]
}
ROOTS = {f"{n:02d}" for n in range(1, 21)}


def rows(form: str, material: Material) -> list[dict[str, str]]:
    lines = compose(form, material).files[""].decode("utf-8").split("\n")
    assert lines.pop() == ""
    if form == "plover":
        assert lines.pop(0).split("\t") == list(plover.COLUMNS)
    columns = plover.COLUMNS if form == "plover" else gdelt.COLUMNS
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def codes_of_the_book() -> tuple[set[str], set[str], set[str]]:
    """CAMEO codes, PLOVER types and PLOVER modes that the codebook's types can give."""
    cameo, types, modes = set(), set(), set()

    def seek(entry: object) -> None:
        if isinstance(entry, dict):
            cameo.update({entry["cameo"]} if isinstance(entry.get("cameo"), str) else ())
            types.update({entry["plover"]} if isinstance(entry.get("plover"), str) else ())
            modes.update({entry["plover_mode"]} if isinstance(entry.get("plover_mode"), str) else ())
            for each in entry.values():
                seek(each)
        elif isinstance(entry, list | tuple):
            for each in entry:
                seek(each)

    for kind in BOOK.types.values():
        seek(dict(kind.codes))
    return cameo, types, modes


def check_gdelt(row: dict[str, str]) -> None:
    """What the GDELT 2.0 codebook says of each column, as far as it can be seen."""
    assert re.fullmatch(r"\d{1,16}", row["GLOBALEVENTID"])
    assert int(row["GLOBALEVENTID"]) < 2**53
    assert re.fullmatch(r"(\d{8})?", row["SQLDATE"])
    assert re.fullmatch(r"(\d{6})?", row["MonthYear"])
    assert re.fullmatch(r"\d{4}", row["Year"])
    assert re.fullmatch(r"(\d{4}\.\d{4})?", row["FractionDate"])
    assert row["EventRootCode"] in ROOTS
    assert row["EventCode"].startswith(row["EventBaseCode"])
    assert row["EventBaseCode"].startswith(row["EventRootCode"])
    assert row["QuadClass"] in set("1234")
    assert -10 <= float(row["GoldsteinScale"]) <= 10
    assert int(row["NumMentions"]) >= int(row["NumArticles"]) >= 1
    assert re.fullmatch(r"(\d{8}000000)?", row["DATEADDED"])
    assert row["ActionGeo_Type"] in ("", "1", "4")
    assert re.fullmatch(r"([A-Z]{2})?", row["ActionGeo_CountryCode"])
    for which in ("Actor1", "Actor2"):
        assert row[f"{which}CountryCode"] in {"", *BOOK.states}
        assert row[f"{which}KnownGroupCode"] in {"", *packaged("countries.yml")["bodies"].values()}
        assert row[f"{which}Type1Code"] in ("", "IGO")
        assert re.fullmatch(r"([A-Z]{3}){0,2}", row[f"{which}Code"])


def check_plover(row: dict[str, str]) -> None:
    scores = measures(BOOK)["weights"]["plover"]["scores"]
    assert row["Event Type"].lower() in scores
    assert row["Event Mode"] in MODES
    assert -10 <= float(row["Intensity"]) <= 10
    assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["Event Date"])
    assert row["Quad Code"] in ("", *(f"{a} {b}" for a in ("VERBAL", "MATERIAL") for b in ("COOPERATION", "CONFLICT")))
    for which in ("Actor", "Recipient"):
        assert row[f"{which} Country"] in {"", *BOOK.states}
        assert re.fullmatch(r"\d*", row[f"{which} COW"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials())
def test_any_record_gives_rows_that_the_formats_allow(material: Material) -> None:
    for row in rows("gdelt", material):
        check_gdelt(row)
    for row in rows("plover", material):
        check_plover(row)


@pytest.mark.parametrize("form", ["gdelt", "plover"])
def test_hostile_text_makes_no_new_line_no_new_cell_and_no_formula(form: str) -> None:
    found = rows(form, material_of(hostile()))
    assert len(found) > 10
    for row in found:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())


def test_a_visit_goes_from_the_visitor_to_the_host_and_a_meeting_both_ways() -> None:
    a = paper("a", "2015-03-01", "Alpha")
    told = record(
        happening(1, a, "visit", {"visitor": "KEN", "host": "UGA"}, "2015-02-14"),
        happening(2, a, "meeting", {"participant": ["KEN", "UGA"]}, "2015-02-15"),
        happening(3, a, "national_exercise", {"participant": "KEN"}, "2015-02-16"),
        texts=[a],
    )
    for form, one, two in (("gdelt", "Actor1Code", "Actor2Code"), ("plover", "Actor Country", "Recipient Country")):
        pairs = [(r[one], r[two]) for r in rows(form, material_of(told))]
        assert pairs == [("KEN", "UGA"), ("KEN", "UGA"), ("UGA", "KEN"), ("KEN", "")]
    visit, meeting, _, exercise = rows("gdelt", material_of(told))
    assert (visit["EventCode"], visit["SQLDATE"], visit["FractionDate"]) == ("042", "20150214", "2015.1205")
    assert (visit["NumMentions"], visit["NumSources"], visit["SOURCEURL"]) == ("1", "0", "Alpha")
    assert (meeting["QuadClass"], exercise["EventRootCode"], exercise["QuadClass"]) == ("1", "15", "4")


def test_a_plan_has_a_code_of_its_own_and_a_denied_event_no_row() -> None:
    a = paper("a", "2015-03-01", "Alpha")
    told = record(
        happening(1, a, "visit", {"visitor": "KEN", "host": "UGA"}, "2015-04", status=Status.PLANNED),
        happening(2, a, "visit", {"visitor": "KEN", "host": "TZA"}, "2015-02", negated=True),
        happening(3, a, "visit", {"visitor": "KEN", "host": "RWA"}, ("2010", "2013")),
        happening(4, a, "visit", {"visitor": "KEN", "host": "ETH"}),
        texts=[a],
    )
    (row,) = rows("plover", material_of(told))
    assert (row["Event Type"], row["Event Date"]) == ("AGREE", "2015-04")
    (row,) = rows("gdelt", material_of(told))
    assert (row["EventCode"], row["SQLDATE"], row["MonthYear"], row["Year"]) == ("036", "", "201504", "2015")
    reasons = {d.reason: len(d.ids) for d in compose("gdelt", material_of(told)).dropped if d.record == "event"}
    span = "dated only by a span of years, or by its end"
    assert reasons == {"denied: no event": 1, span: 1, "undated": 1}
    bare = record(happening(1, a, "visit", {"visitor": "KEN", "host": "UGA"}, "2015", codes={"x": "y"}), texts=[a])
    assert [d.reason for d in compose("gdelt", material_of(bare)).dropped if d.record == "event"] == ["no CAMEO code"]
    assert [d.reason for d in compose("plover", material_of(bare)).dropped if d.record == "event"] == ["no PLOVER code"]


@pytest.mark.parametrize(
    ("when", "day", "month", "year"),
    [
        (on("2020-02-29"), "20200229", "202002", "2020"),
        (Interval(on("2020-05-01").start, on("2020-05-12").start, Precision.RANGE, ""), "", "202005", "2020"),
        (Interval(on("2020-01-01").start, on("2020-12-31").start, Precision.YEAR, ""), "", "", "2020"),
        (Interval(on("2003-01-01").start, None, Precision.OPEN, ""), "", "", "2003"),
    ],
)
def test_a_date_is_no_finer_than_what_is_known(when: Interval, day: str, month: str, year: str) -> None:
    base = full()
    material = material_of(Dossier(base.texts, base.claims, (happened("e1", ["c1"], date=when),)))
    (row,) = rows("gdelt", material)
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == (day, month, year)


def test_bodies_have_the_codes_of_cameo_and_places_those_of_fips() -> None:
    base = full()
    roles = (("visitor", "NATO"), ("host", "KAZ"))
    event: Event = replace(happened("e1", ["c1"]), roles=roles)
    row = rows("gdelt", material_of(Dossier(base.texts, base.claims, (event,))))[0]
    assert (row["Actor1Code"], row["Actor1KnownGroupCode"], row["Actor1Type1Code"]) == ("IGONAT", "NAT", "IGO")
    assert (row["ActionGeo_CountryCode"], row["ActionGeo_FullName"]) == ("CH", "Beijing, China")


def test_the_countries_are_states_of_the_codebook_each_with_codes_of_its_own() -> None:
    countries = packaged("countries.yml")
    assert set(countries["states"]) <= set(BOOK.states)
    assert {s for s, state in BOOK.states.items() if state.until is None} <= set(countries["states"])
    for at in (0, 1):
        codes = [c[at] for c in countries["states"].values() if c[at]]
        assert len(codes) == len(set(codes))
        assert all(re.fullmatch("[A-Z]{2}", c) for c in codes)
    assert set(countries["bodies"]) <= set(BOOK.organisations)
    assert set(countries["former"]) <= set(BOOK.states)


def test_every_code_of_the_codebook_is_one_of_the_schemes() -> None:
    cameo, types, modes = codes_of_the_book()
    table = SHARED / "plover" / "CAMEO2PLOVER-2021.txt"
    verbs = SHARED / "cameo" / "CAMEO.2.0.txt"
    if not (table.exists() and verbs.exists()):
        pytest.skip(f"the published schemes are not at {SHARED}")
    listed = re.findall(r"^(\d{2,4}): *([A-Z]+)", table.read_text(encoding="utf-8"), re.MULTILINE)
    known = {code for code, _ in listed} | set(re.findall(r"\[(\d{2,4})\]", verbs.read_text(encoding="latin-1")))
    assert cameo - known - {code[:2] for code, _ in listed} == set()
    assert {quad_of(c) for c in cameo} <= {1, 2, 3, 4}
    assert types <= {name for _, name in listed}
    modes_of_the_table = re.findall(
        r"^\d{2,4}: *[A-Z]+, *([a-z-]+) *,", table.read_text(encoding="utf-8"), re.MULTILINE
    )
    scored = {name.partition(":")[2] for name in measures(BOOK)["weights"]["plover"]["scores"]}
    assert modes <= scored | set(modes_of_the_table)


def test_the_codes_of_bodies_are_those_of_the_published_dictionary() -> None:
    actors = SHARED / "cameo" / "Phoenix.International.actors.txt"
    if not actors.exists():
        pytest.skip(f"the published dictionary is not at {SHARED}")
    parts = set()
    for code in re.findall(r"\[(IGO[A-Z]+)", actors.read_text(encoding="latin-1")):
        parts |= {code[n : n + 3] for n in range(3, len(code), 3)}
    assert set(packaged("countries.yml")["bodies"].values()) <= parts
