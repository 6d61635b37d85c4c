"""Expressions of time: a table of our own, laws, and a gold that stands beside the project."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.coding.times import TimeGrammar, TimeMention, find
from foedera.errors import CodebookError
from foedera.model import Interval, Precision

HERE = Path(__file__).parent
WORDS = HERE.parents[1] / "src/foedera/data/codebook/languages/en/times.yml"
GOLD = Path(__file__).parents[3] / "shared/gold/times.jsonl"
GRAMMAR = TimeGrammar(yaml.safe_load(WORDS.read_text(encoding="utf-8")))
ROWS = [
    line.split("\t")
    for line in (HERE / "times.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def on(day: str) -> Interval:
    at = date.fromisoformat(day)
    return Interval(at, at, Precision.DAY, "")


def between(first: str, last: str) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last), Precision.RANGE, "")


PUBLISHED, ANCHOR = on("2019-06-19"), on("2014-03-10")


def shown(mention: TimeMention) -> str:
    when = mention.interval
    ends = f" {when.start or ''}..{when.end or ''}" if when else ""
    return f"{mention.text} = {mention.kind}{ends}"


def only(text: str, published: Interval | None = None, **more: object) -> TimeMention:
    mentions = find(text, published=published, grammar=GRAMMAR, **more)  # type: ignore[arg-type]
    assert len(mentions) == 1, mentions
    return mentions[0]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_expression_gives_its_interval(text: str, expected: str) -> None:
    mentions = find(text, published=PUBLISHED, grammar=GRAMMAR, anchor=ANCHOR)
    assert " | ".join(map(shown, mentions)) == ("" if expected == "-" else expected)


@pytest.mark.skipif(not GOLD.exists(), reason="the gold of time expressions stands outside the project")
def test_gold_expressions_are_nearly_all_resolved() -> None:
    right = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mentions = find(row["text"], published=on(row["published"]), grammar=GRAMMAR)
        found = [
            [day.isoformat() if day else None for day in (m.interval.start, m.interval.end)]
            for m in mentions
            if m.interval
        ]
        right += (not found) if row["intervals"] is None else any(f in row["intervals"] for f in found)
    assert right >= 59


@settings(max_examples=300, deadline=None)
@given(st.text() | st.lists(st.sampled_from([w for row in ROWS for w in row[0].split()] + ["9", "1", "/", "-"])))
def test_any_text_is_read_without_error_and_spans_stay_inside(text: str | list[str]) -> None:
    sentence = text if isinstance(text, str) else " ".join(text)
    mentions = find(sentence, published=PUBLISHED, grammar=GRAMMAR, anchor=ANCHOR)
    assert mentions == find(sentence, published=PUBLISHED, grammar=GRAMMAR, anchor=ANCHOR)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(sentence)
        assert mention.text == sentence[mention.start : mention.end]
        end = mention.end
        if mention.interval and mention.interval.start and mention.interval.end:
            assert mention.interval.start <= mention.interval.end


RELATIVE = ["last month", "next year", "this year", "two years ago", "three months ago", "early last year", "in March"]


@given(st.sampled_from(RELATIVE), st.dates(date(1950, 1, 1), date(2050, 12, 28)), st.integers(-40, 40))
def test_moving_the_publication_by_years_moves_relative_dates_by_as_many(text: str, day: date, years: int) -> None:
    day = day.replace(day=min(day.day, 28))
    moved = day.replace(year=day.year + years)
    here, there = (only(text, on(d.isoformat())).interval for d in (day, moved))
    assert here is not None
    assert there is not None
    assert (there.first.year - here.first.year, there.first.month) == (years, here.first.month)
    assert (there.last.year - here.last.year, there.last.month) == (years, here.last.month)


@given(st.integers(0, 6), st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(-500, 500))
def test_moving_the_publication_by_weeks_moves_weekdays_by_as_many(weekday: int, day: date, weeks: int) -> None:
    names = list(yaml.safe_load(WORDS.read_text(encoding="utf-8"))["words"]["weekday"])
    moved = date.fromordinal(day.toordinal() + 7 * weeks)
    here, there = (only(f"on {names[weekday]}", on(d.isoformat())).interval for d in (day, moved))
    assert here is not None
    assert there is not None
    assert here.first.weekday() == weekday
    assert 0 <= (day - here.first).days < 7
    assert (there.first - here.first).days == 7 * weeks


@pytest.mark.parametrize(
    "text", ["last month", "yesterday", "on Monday", "two years ago", "in March", "this autumn", "earlier this year",
             "over the past decade", "June 6", "next week", "March last year"],
)  # fmt: skip
def test_relative_expression_in_an_undated_text_stays_unknown(text: str) -> None:
    mentions = find(text, published=None, grammar=GRAMMAR)
    assert mentions
    assert [m.interval for m in mentions] == [None] * len(mentions)


@pytest.mark.parametrize(
    "text", ["two days later", "the same year", "that month", "the previous day", "a year earlier"]
)
def test_expression_counted_from_a_named_date_is_unknown_without_one(text: str) -> None:
    assert only(text, PUBLISHED).interval is None
    assert only(text, PUBLISHED, anchor=ANCHOR).interval is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("earlier this month", ("2012-11-01", "2012-11-30")),
        ("this month", ("2012-11-01", "2012-11-30")),
        ("last month", ("2012-10-01", "2012-10-31")),
        ("last year", ("2011-01-01", "2011-12-31")),
        ("in March", ("2012-03-01", "2012-03-31")),
        ("on Monday", None),
        ("yesterday", None),
        ("last week", None),
    ],
)
def test_publication_known_to_the_month_resolves_what_a_month_can_tell(
    text: str, expected: tuple[str, str] | None
) -> None:
    interval = only(text, between("2012-11-01", "2012-11-30")).interval
    assert (interval and (str(interval.start), str(interval.end))) == expected


def test_publication_known_to_the_year_leaves_last_month_unknown() -> None:
    published = between("2012-01-01", "2012-12-31")
    assert only("last month", published).interval is None
    assert only("last year", published).interval is not None


def test_basis_says_the_words_and_what_they_were_counted_from() -> None:
    interval = only("earlier this month", between("2012-11-01", "2012-11-30")).interval
    assert interval is not None
    assert interval.basis == '"earlier this month", published 2012-11'
    assert interval.precision is Precision.MONTH
    anchored = only("two days later", PUBLISHED, anchor=ANCHOR).interval
    assert anchored is not None
    assert anchored.basis == '"two days later", counted from 2014-03-10'


def test_year_left_out_is_inferred_and_marked() -> None:
    past = only("on November 2", PUBLISHED, direction="past").interval
    assert past is not None
    assert (past.first, past.year_inferred) == (date(2018, 11, 2), True)
    ahead = only("on November 2", PUBLISHED, direction="future").interval
    assert ahead is not None
    assert ahead.first == date(2019, 11, 2)
    full = only("on November 2, 2018", PUBLISHED).interval
    assert full is not None
    assert not full.year_inferred


def test_month_just_ahead_is_not_taken_for_that_of_last_year() -> None:
    soon = only("on June 25", PUBLISHED).interval
    assert soon is not None
    assert soon.first == date(2019, 6, 25)
    strict = only("on June 25", PUBLISHED, direction="past").interval
    assert strict is not None
    assert strict.first == date(2018, 6, 25)


def test_month_of_the_year_of_publication_is_taken_for_the_past_one() -> None:
    interval = only("in January", on("2020-11-02")).interval
    assert interval is not None
    assert interval.first == date(2020, 1, 1)


def test_weekday_looks_forward_where_told() -> None:
    interval = only("on Monday", PUBLISHED, direction="future").interval
    assert interval is not None
    assert interval.first == date(2019, 6, 24)


def test_numeric_date_that_reads_both_ways_is_unknown_unless_one_way_is_ahead_of_publication() -> None:
    assert only("03/04/2018", PUBLISHED).interval is None
    interval = only("06/07/2019", PUBLISHED).interval  # the sixth of July is not yet
    assert interval is not None
    assert interval.first == date(2019, 6, 7)


@pytest.mark.parametrize(
    "text", ["January 34, 2022", "31 June 2015", "30 February 2016", "29 February 2015", "31.04.2010"]
)
def test_impossible_date_is_reported_not_repaired(text: str) -> None:
    mention = only(text, PUBLISHED)
    assert (mention.kind, mention.interval) == ("impossible", None)


@pytest.mark.parametrize(
    "text",
    ["2,500 km of border", "a 1,600km pipeline", "2000 troops", "Resolution 1929", "Zapad-2017", "$2000",
     "T-72 tanks", "24/7", "They may march.", "nearly 1900 were hurt", "No. 2011", "a ratio of 3:1", "155mm shells",
     "The Daily Post cited nobody.", "see /2022/05/26/2022-11282", "section 1622(d)"],
)  # fmt: skip
def test_number_that_is_no_date_is_left_alone(text: str) -> None:
    assert find(text, published=PUBLISHED, grammar=GRAMMAR) == []


def test_grammar_that_lacks_a_key_is_refused_by_name() -> None:
    data = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    del data["parts"]
    with pytest.raises(CodebookError, match=r"times\.yml.*parts"):
        TimeGrammar(data)


def test_what_is_counted_from_a_date_is_so_from_one_before_it_in_the_sentence() -> None:
    found = find("They came in May 2016 and left the following month.", published=PUBLISHED, grammar=GRAMMAR)
    assert [m.interval and m.interval.first.isoformat() for m in found] == ["2016-05-01", "2016-06-01"]


def test_season_or_quarter_without_a_year_is_the_latest_begun_or_the_next_and_marked_as_inferred() -> None:
    for text in ("in the autumn", "in the fourth quarter"):
        past, ahead = (only(text, PUBLISHED, direction=d).interval for d in ("past", "future"))
        assert past is not None
        assert ahead is not None
        assert (past.first.year, ahead.first.year) == (2018, 2019)
        assert past.year_inferred
        assert only(text).interval is None


def test_undated_text_is_counted_from_the_day_it_names() -> None:
    named = on("2016-08-18")  # a Thursday
    assert only("on Thursday", None, named=named).interval == on_basis("2016-08-18", "on Thursday")
    assert only("on Friday", None, named=named).interval is None
    assert only("last week", None, named=named).interval is None
    interval = only("on September 3", None, named=named).interval
    assert interval is not None
    assert interval.first == date(2015, 9, 3)
    assert interval.basis == '"September 3", the latest day named is 2016-08-18'
    assert interval.year_inferred
    dated = only("on Friday", PUBLISHED, named=named).interval
    assert dated is not None
    assert dated.first == date(2019, 6, 14)


def on_basis(day: str, words: str) -> Interval:
    at = date.fromisoformat(day)
    return Interval(at, at, Precision.DAY, f'"{words.removeprefix("on ")}", the latest day named is {day}')
