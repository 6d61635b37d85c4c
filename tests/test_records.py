"""The claim record: what goes out comes back the same, in one shape."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.model import (
    Amount,
    Attribution,
    Block,
    BlockKind,
    Claim,
    Interval,
    Place,
    Precision,
    Quote,
    Role,
    Status,
    Text,
    Voice,
)
from foedera.records import claim_from, interval_from, interval_record, record_of

WORD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
MAYBE = st.none() | WORD
DAY = st.integers(0, 40000).map(lambda n: date(1950, 1, 1) + timedelta(days=n))
OFFSET = st.integers(0, 500)
NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, last = sorted([draw(DAY), draw(DAY)])
    start, end = draw(st.sampled_from([(first, last), (first, None), (None, last), (first, first)]))
    return Interval(start, end, draw(st.sampled_from(Precision)), draw(WORD), draw(st.booleans()))


WHEN = st.none() | intervals()
TEXTS = st.builds(
    Text,
    id=WORD,
    body=st.just("some words"),
    blocks=st.just((Block(BlockKind.BODY, 0, 10),)),
    path=MAYBE,
    url=MAYBE,
    title=MAYBE,
    outlet=MAYBE,
    author=MAYBE,
    published=WHEN,
)
CLAIMS = st.builds(
    Claim,
    id=WORD,
    text_id=st.just("set to the text's"),
    type=WORD,
    family=WORD,
    status=st.sampled_from(Status),
    roles=st.lists(st.builds(Role, WORD, WORD, WORD, WORD, OFFSET, OFFSET, MAYBE, MAYBE), max_size=3).map(tuple),
    quote=st.builds(Quote, WORD, WORD, WORD, OFFSET, OFFSET),
    negated=st.booleans(),
    date=WHEN,
    place=st.none() | st.builds(Place, MAYBE, MAYBE),
    amounts=st.lists(
        st.builds(Amount, WORD, NUMBER, NUMBER, NUMBER, st.sampled_from(["=", "about", ">="]), WORD, OFFSET, OFFSET),
        max_size=2,
    ).map(tuple),
    attributes=st.dictionaries(WORD, WORD, max_size=2),
    voice=st.sampled_from(Voice),
    attribution=st.lists(st.builds(Attribution, WORD, WORD, MAYBE, WHEN, MAYBE), max_size=2).map(tuple),
    pairs=st.lists(st.tuples(WORD, MAYBE), max_size=2).map(tuple),
    dyads=st.lists(st.tuples(WORD, WORD), max_size=2).map(tuple),
    codes=st.dictionaries(WORD, WORD, max_size=2),
    coder=WORD,
    found_by=WORD,
    codebook=WORD,
    confidence=st.floats(0, 1),
)

KEYS = (
    "id document type family status negated roles date place amounts attributes voice attribution quote pairs dyads "
    "codes coder found_by codebook confidence"
).split()


def of(text: Text, claim: Claim) -> Claim:
    return replace(claim, text_id=text.id)


@given(TEXTS, CLAIMS)
def test_a_claim_comes_back_from_its_record_as_it_went(text: Text, claim: Claim) -> None:
    claim = of(text, claim)
    assert claim_from(record_of(claim, text)) == claim


@given(TEXTS, CLAIMS)
def test_a_record_survives_json_and_says_the_same_when_made_again(text: Text, claim: Claim) -> None:
    claim = of(text, claim)
    record = record_of(claim, text)
    back = json.loads(json.dumps(record, ensure_ascii=False))
    assert back == record
    assert json.dumps(record_of(claim_from(back), text)) == json.dumps(record)


@given(TEXTS, CLAIMS)
def test_the_keys_of_a_record_stand_in_one_order(text: Text, claim: Claim) -> None:
    record = record_of(claim, text)
    assert list(record) == KEYS
    assert list(record["quote"]) == ["exact", "prefix", "suffix", "start", "end"]
    assert all({"role", "actor", "kind", "mention", "start", "end"} <= set(role) for role in record["roles"])


@given(WHEN)
def test_an_interval_comes_back_as_it_went_and_an_unknown_date_is_null(when: Interval | None) -> None:
    assert interval_from(interval_record(when)) == when
    assert (interval_record(when) is None) == (when is None)


@pytest.mark.parametrize("missing", ["id", "document", "type", "family", "status", "quote"])
def test_a_record_without_what_makes_a_claim_is_refused(missing: str) -> None:
    claim = Claim("c", "t", "visit", "contact", Status.OCCURRED, (), Quote.of("abc", 0, 3))
    record = record_of(claim, Text("t", "abc", ()))
    del record[missing]
    with pytest.raises(KeyError, match=missing):
        claim_from(record)


@pytest.mark.parametrize(
    ("key", "value"), [("status", "perhaps"), ("voice", "loud"), ("confidence", 1.5), ("date", {"start": "2012-13-01"})]
)
def test_a_record_with_an_impossible_value_is_refused(key: str, value: object) -> None:
    claim = Claim("c", "t", "visit", "contact", Status.OCCURRED, (), Quote.of("abc", 0, 3))
    record = record_of(claim, Text("t", "abc", ())) | {key: value}
    with pytest.raises(ValueError, match=r"perhaps|loud|1\.5|month|isoformat"):
        claim_from(record)
