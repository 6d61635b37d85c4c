from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import Precision
from foedera.reading import Request, read
from foedera.reading.cues import cues
from foedera.reading.dates import DateWords, from_address, from_field, impossible
from support_documents import READING

WORDS = DateWords.of(cues(READING))
PROSE = (
    "The coast guards of Kenya and Tanzania will share a radar station on Pemba, their commanders agreed at a meeting. "
    "It is to be staffed by both, and paid for by both, from the start of the coming year."
)


def page(*head: str) -> str:
    return "\n\n".join(["Two coast guards to share a radar station", *head, PROSE, PROSE.replace("radar", "signal")])


@pytest.mark.parametrize(
    ("line", "day", "shown"),
    [
        ("9 Nov 2023", "2023-11-09", "9 Nov 2023"),
        ("PUBLISHED : 6 May 2021 at 18:30", "2021-05-06", "6 May 2021"),
        ("02/26/2012", "2012-02-26", "02/26/2012"),
        ("26/02/2012", "2012-02-26", "26/02/2012"),
        ("05/05/2012", "2012-05-05", "05/05/2012"),
        ("14.10.2015", "2015-10-14", "14.10.2015"),
        ("04.10.2015", "2015-10-04", "04.10.2015"),
        ("Wednesday, 16 July 2003", "2003-07-16", "16 July 2003"),
        ("Sept. 3rd, 2011 | 10:15 GMT", "2011-09-03", "Sept. 3rd, 2011"),
        ("2014-03-07", "2014-03-07", "2014-03-07"),
        ("Mombasa, March 7, 2014", "2014-03-07", "March 7, 2014"),
        ("By Amina Okoro (6/25/2007 issue of the Coast Review)", "2007-06-25", "6/25/2007"),
    ],
)
def test_a_date_by_itself_near_the_head_is_the_day_of_publication(line: str, day: str, shown: str) -> None:
    text = read(Request(text=page(line), origin="row 1"), READING)
    assert text.published is not None
    assert text.published.first == text.published.last == date.fromisoformat(day)
    assert text.published.basis == f'line 3: "{shown}"'
    assert text.published.precision is Precision.DAY


@pytest.mark.parametrize(
    "line",
    [
        "The agreement of 9 November 2023",
        "Report on 9 November 2023 and what came of it since then in the two countries",
        "9 November",
        "Summer 2012",
        "31/13/2012",
        "Flight 9/11",
    ],
)
def test_another_date_is_not_taken_for_it(line: str) -> None:
    assert read(Request(text=page(line), origin="row 1"), READING).published is None


def test_a_date_that_may_be_two_days_is_noted_and_not_used() -> None:
    text = read(Request(text=page("03/04/2012"), origin="row 1"), READING)
    assert text.published is None
    (note,) = text.notes
    assert note.code == "ambiguous_date"
    assert note.start is not None
    assert text.body[note.start : note.end] == "03/04/2012"


def test_a_date_deep_in_the_text_or_in_a_headline_is_not_used() -> None:
    assert read(Request(text=f"{page()}\n\n9 November 2023\n", origin="row 1"), READING).published is None
    headline = f"Joint statement of the ministers, 9 November 2023\n\n{PROSE}\n\n{PROSE[:80]}, she said."
    assert read(Request(text=headline, origin="row 1"), READING).published is None


def test_the_day_of_publication_outweighs_that_of_an_update() -> None:
    text = read(Request(text=page("Updated 12 May 2016", "Published 9 May 2016"), origin="row 1"), READING)
    assert text.published is not None
    assert text.published.first == date(2016, 5, 9)


def test_the_day_on_which_a_page_was_saved_is_not_used() -> None:
    assert read(Request(text=page("Today is Friday, 9 November 2023"), origin="row 1"), READING).published is None
    nav = f"<html><body><nav><p>9 November 2023</p></nav><h1>Radar</h1><p>{PROSE}</p><p>{PROSE}</p></body></html>"
    assert extracted(nav) is None
    assert extracted(nav.replace("<h1>Radar</h1>", "<h1>Radar</h1><p>Posted on 7 May 2016</p>")) == date(2016, 5, 7)


def extracted(html: str) -> date | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.html"
        path.write_text(html, encoding="utf-8")
        found = read(Request(path=str(path), origin="a.html"), READING).published
    return found.first if found else None


def test_what_a_person_gives_outweighs_what_the_page_says() -> None:
    text = read(Request(text=page("9 Nov 2023"), published="2022", origin="m.jsonl, row 1"), READING)
    assert text.published is not None
    assert (text.published.precision, text.published.basis) == (Precision.YEAR, "manifest")


def test_a_dateline_with_a_day_dates_the_report() -> None:
    text = read(
        Request(text=f"MOMBASA, March 7, 2014 (KNA) -- {PROSE}\n\n{PROSE[:90]}, he said.", origin="row"), READING
    )
    assert text.published is not None
    assert text.published.first == date(2014, 3, 7)


def test_an_address_may_carry_the_day() -> None:
    found = from_address("https://example.org/world/2024/07/04/pact.html")
    assert found is not None
    assert (found.first, found.basis) == (date(2024, 7, 4), 'address: "2024/07/04"')
    assert from_address("https://example.org/2024/77/04/") is None
    assert from_address(None) is None


@given(st.dates(min_value=date(1800, 1, 1)))
def test_a_field_is_read_at_every_precision(day: date) -> None:
    whole, month, year = (from_field(day.isoformat()[:n], "x") for n in (10, 7, 4))
    assert whole is not None
    assert month is not None
    assert year is not None
    assert whole.first == whole.last == day
    assert (month.first.day, month.last.month) == (1, day.month)
    assert (year.first, year.last) == (date(day.year, 1, 1), date(day.year, 12, 31))


@pytest.mark.parametrize("value", ["", "soon", "20", "2012-13", "2012-02-30", "2012-2-30", "12-11-2012", "0000"])
def test_a_field_that_is_no_date_gives_none(value: str) -> None:
    assert from_field(value, "x") is None


@pytest.mark.parametrize(
    "shown",
    ["January 34, 2022", "31 April 2019", "February 29, 2019", "30 February", "2019-02-30", "31.04.2015", "30/02/2015",
     "June 28-31, 2019", "Sept. 31, 2001"],
)  # fmt: skip
def test_an_impossible_date_is_noted_and_not_repaired(shown: str) -> None:
    body = f"{PROSE} It was signed on {shown}, they said."
    (note,) = impossible(body, WORDS)
    assert note.code == "impossible_date"
    assert shown in note.message
    assert note.start is not None
    assert body[note.start : note.end] == shown


@pytest.mark.parametrize(
    "words",
    ["29 February 2020", "February 29, 2020", "31 May 2019", "May 45 people", "in March 99 ships", "April 2031",
     "2019-02-28", "10.10.2015", "at 31:12", "version 2.31.4", "1/3 of them", "page 31-40"],
)  # fmt: skip
def test_what_is_possible_or_no_date_is_not_noted(words: str) -> None:
    assert not list(impossible(f"They met, {words}, and went.", WORDS))
