"""Which time of a sentence is that of an act."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.coding.attaching import bounded, days_of
from foedera.model import Claim, Interval, Precision
from support_coding import Small

PUBLISHED = "2016-08-18"  # a Thursday


def when(claim: Claim) -> str:
    return f"{claim.date.start or ''}..{claim.date.end or ''}" if claim.date else "unknown"


def dated(small: Small, body: str, kind: str, published: str | None = PUBLISHED) -> list[str]:
    more = {"published": published} if published else {}
    return [when(c) for c in small.code(body, **more) if c.type == kind]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Oman condemned Kenya's raid of March 2015 on Monday.", "2016-08-15..2016-08-15"),
        ("Oman condemned Kenya's 2014 accord.", "unknown"),
        ("Oman condemned Kenya for shelling the port in 2011.", "unknown"),
        ("At its June summit, Oman condemned Kenya.", "2016-06-01..2016-06-30"),
        ("When its ministers met in April 2015, Oman condemned Kenya.", "2015-04-01..2015-04-30"),
        ("On Friday Oman recalled its envoy, condemning Kenya for the raids of June.", "2016-08-12..2016-08-12"),
    ],
)
def test_what_an_act_of_words_speaks_of_has_times_of_its_own(small: Small, sentence: str, wanted: str) -> None:
    assert dated(small, sentence, "opposition") == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Oman's president recently visited Kenya this month.", "2016-08-01..2016-08-18"),
        ("The envoy recently visited Kenya, which Oman had helped in 2009.", "unknown"),
    ],
)
def test_a_time_that_tells_nothing_yields_to_one_as_near(small: Small, sentence: str, wanted: str) -> None:
    assert dated(small, sentence.replace("The envoy", "Oman's envoy"), "visit") == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Nothing has been the same since the 2008 visit of Oman's president to Kenya.", "2008-01-01..2008-12-31"),
        ("Oman's president has visited Kenya since the 2008 elections.", "2008-01-01..2016-08-18"),
        ("Oman fell silent after the 1998 visit of its president to Kenya.", "1998-01-01..1998-12-31"),
    ],
)
def test_the_year_of_a_deed_is_its_own_and_bounds_only_what_came_of_it(
    small: Small, sentence: str, wanted: str
) -> None:
    assert dated(small, sentence, "visit") == [wanted]


def test_the_year_is_narrowed_by_a_month_of_the_same_act(small: Small) -> None:
    assert dated(small, "In 2014 Oman visited Kenya, in March 2014.", "visit") == ["2014-03-01..2014-03-31"]


def test_a_month_is_over_when_what_was_done_in_it_is_told(small: Small) -> None:
    (claim,) = [c for c in small.code("Oman visited Kenya in August.", published=PUBLISHED) if c.type == "visit"]
    assert when(claim) == "2016-08-01..2016-08-18"
    assert claim.date is not None
    assert claim.date.precision is Precision.MONTH


def test_a_source_cited_bounds_what_it_reports(small: Small) -> None:
    (claim,) = small.code("Oman visited Kenya in June 2014 (Lakeside Gazette, June 9, 2014).", published=PUBLISHED)
    assert when(claim) == "2014-06-01..2014-06-09"
    assert claim.date is not None
    assert claim.date.basis == '"June 2014", reported 2014-06-09'


def test_a_plan_is_not_bounded_by_its_report(small: Small) -> None:
    assert dated(small, "Oman will visit Kenya this month.", "visit") == ["2016-08-01..2016-08-31"]


def test_days_named_one_by_one_are_kept(small: Small) -> None:
    assert dated(small, "Oman's president visited Kenya on 17-20 August.", "visit") == ["2016-08-17..2016-08-20"]


def test_what_was_answered_is_not_of_the_day_of_the_answer(small: Small) -> None:
    body = "In retaliation for the visit of Oman's president to Kenya, Peru condemned Kenya on Friday."
    assert dated(small, body, "visit") == ["unknown"]
    assert dated(small, body, "opposition") == ["2016-08-12..2016-08-12"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Peru said on Friday that Oman visited Kenya.", "unknown"),
        ("Oman visited Kenya on Friday, Peru said on Monday.", "2016-08-12..2016-08-12"),
        ("June saw Oman's president visit Kenya.", "2016-06-01..2016-06-30"),
    ],
)
def test_the_day_of_saying_is_not_that_of_what_is_said(small: Small, sentence: str, wanted: str) -> None:
    assert dated(small, sentence, "visit") == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Oman offered on Monday to sell tanks to Kenya.", "2016-08-15..2016-08-15"),
        ("Oman offered to sell tanks to Kenya next year.", "2017-01-01..2017-12-31"),
        ("Oman will sell tanks to Kenya on Monday.", "2016-08-22..2016-08-22"),
    ],
)
def test_an_offer_made_lies_behind_and_what_is_planned_ahead(small: Small, sentence: str, wanted: str) -> None:
    assert dated(small, sentence, "arms_transfer") == [wanted]


@pytest.mark.parametrize(
    ("sentence", "kind", "wanted"),
    [
        ("Oman visited Kenya on Friday, condemning Peru.", "opposition", "2016-08-12..2016-08-12"),
        ("The visit of Oman to Kenya made in May was short.", "visit", "2016-05-01..2016-05-31"),
        ("In a note issued on Friday, Oman condemned Peru.", "opposition", "2016-08-12..2016-08-12"),
        ("Oman helped Kenya to launch a 2014 visit to Peru.", "visit", "2014-01-01..2014-12-31"),
    ],
)
def test_participles_stand_in_no_clause_of_their_own(small: Small, sentence: str, kind: str, wanted: str) -> None:
    assert dated(small, sentence, kind) == [wanted]


def test_a_habit_of_the_main_clause_is_none_of_the_relative_one(small: Small) -> None:
    claims = small.code("Ghana regularly praises Oman, which met Kenya in Lima.", published=PUBLISHED)
    assert [c.status for c in claims if c.type == "meeting"] == ["occurred"]


days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(days, st.integers(0, 800), days)
def test_bounding_never_widens_and_never_empties(first: date, length: int, told: date) -> None:
    last = date.fromordinal(first.toordinal() + length)
    interval = Interval(first, last, Precision.RANGE, "")
    report = Interval(told, told, Precision.DAY, "")
    found = bounded(interval, by=report, told="published")
    assert found.start == first
    assert days_of(found) <= days_of(interval)
    assert found == bounded(found, by=report, told="published")
