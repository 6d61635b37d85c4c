"""The nouns: what they refuse to be, and what their names and dates promise."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera import model
from foedera.model import (
    CODABLE,
    Block,
    BlockKind,
    Claim,
    Interval,
    Link,
    Precision,
    Quote,
    Role,
    Status,
    Text,
    claim_id,
    text_id,
)

EPOCH = date(2000, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: EPOCH + timedelta(days=n))
SIDES = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(
    lambda s: s != (None, None) and not (s[0] and s[1] and s[0] > s[1])
)
INTERVALS = SIDES.map(lambda s: Interval(s[0], s[1], Precision.RANGE, ""))
BODIES = st.text(max_size=80)


def days_of(when: Interval) -> set[date]:
    """The days an Interval covers among those of the strategy, an open side reaching to its end."""
    all_days = {EPOCH + timedelta(days=n) for n in range(61)}
    return {d for d in all_days if (when.start is None or when.start <= d) and (when.end is None or d <= when.end)}


@given(INTERVALS, INTERVALS)
def test_intervals_overlap_where_they_share_a_day_and_nowhere_else(a: Interval, b: Interval) -> None:
    assert a.overlaps(b) == b.overlaps(a) == bool(days_of(a) & days_of(b))


@given(INTERVALS)
def test_an_interval_has_a_first_and_a_last_day_even_where_one_side_is_open(when: Interval) -> None:
    assert {when.first, when.last} <= {when.start, when.end}
    assert when.first <= when.last


@given(DAYS, st.integers(1, 50))
def test_an_interval_never_ends_before_it_starts(day: date, more: int) -> None:
    with pytest.raises(ValueError, match=r"cannot end .* before it starts"):
        Interval(day + timedelta(days=more), day, Precision.RANGE, "")


def test_an_unknown_date_is_no_interval() -> None:
    with pytest.raises(ValueError, match="use None for an unknown date"):
        Interval(None, None, Precision.OPEN, "")


@given(BODIES, st.integers(-3, 90), st.integers(-3, 90), st.integers(0, 12))
def test_a_quote_is_the_words_at_its_span_or_it_is_refused(body: str, start: int, end: int, context: int) -> None:
    if not 0 <= start < end <= len(body):
        with pytest.raises(ValueError, match="no words at"):
            Quote.of(body, start, end)
        return
    quote = Quote.of(body, start, end, context=context)
    assert quote.exact == body[start:end]
    assert body[: quote.start].endswith(quote.prefix)
    assert body[quote.end :].startswith(quote.suffix)
    assert len(quote.prefix) == min(context, start)
    assert len(quote.suffix) == min(context, len(body) - end)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 4)])
def test_a_block_with_an_impossible_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="cannot span"):
        Block(BlockKind.BODY, start, end)


def test_a_block_beyond_the_body_is_refused() -> None:
    with pytest.raises(ValueError, match="a block ends beyond the body"):
        Text("t", "short", (Block(BlockKind.BODY, 0, 6),))


def test_only_body_and_quotation_are_coded() -> None:
    blocks = tuple(Block(kind, i, i + 1) for i, kind in enumerate(BlockKind))
    text = Text("t", "x" * len(blocks), blocks)
    assert [b.kind for b in text.codable] == [BlockKind.BODY, BlockKind.QUOTATION]
    assert {b.kind for b in text.codable} == CODABLE


def test_a_block_is_found_by_any_offset_inside_it() -> None:
    blocks = (Block(BlockKind.HEADLINE, 0, 3), Block(BlockKind.BODY, 4, 8))
    text = Text("t", "abc defg", blocks)
    assert [text.block_at(i) for i in (0, 2, 3, 4, 7, 8)] == [blocks[0], blocks[0], None, blocks[1], blocks[1], None]


@pytest.mark.parametrize("confidence", [-0.01, 1.01, float("nan")])
def test_a_claim_with_an_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="is not between 0 and 1"):
        Claim("c", "t", "visit", "contact", Status.OCCURRED, (), Quote.of("abc", 0, 3), confidence=confidence)


def test_a_link_names_its_lesser_claim_first_unless_one_fulfils_the_other() -> None:
    with pytest.raises(ValueError, match="lesser claim first"):
        Link("b", "a", 0.9, ())
    with pytest.raises(ValueError, match="lesser claim first"):
        Link("a", "a", 0.9, ())
    assert Link("b", "a", 0.9, (), "fulfils").a == "b"


def test_the_actors_of_a_claim_are_named_once() -> None:
    roles = tuple(Role("participant", a, "state", a, 0, 3) for a in ("OMN", "KEN", "OMN"))
    claim = Claim("c", "t", "meeting", "contact", Status.OCCURRED, roles, Quote.of("OMN KEN", 0, 7))
    assert claim.actors == {"OMN", "KEN"}


def test_done_and_prospective_are_apart_and_mere_talk_is_neither() -> None:
    done = {s for s in Status if s.is_done}
    prospective = {s for s in Status if s.is_prospective}
    assert done == {Status.OCCURRED, Status.ONGOING, Status.HABITUAL}
    assert prospective == {Status.AGREED, Status.PLANNED}


@given(st.text(), st.text())
def test_texts_share_a_name_only_where_they_share_a_body(a: str, b: str) -> None:
    assert (text_id(a) == text_id(b)) == (a == b)
    assert re.fullmatch(r"[0-9a-f]{16}", text_id(a))


KEYS = st.tuples(st.sampled_from(["t", "t1", "1t"]), st.sampled_from(["visit", "visi"]), *[st.integers(0, 30)] * 3)


@given(KEYS, KEYS)
def test_claims_share_a_name_only_where_text_type_span_and_ordinal_agree(
    a: tuple[str, str, int, int, int], b: tuple[str, str, int, int, int]
) -> None:
    assert (claim_id(*a[:4], ordinal=a[4]) == claim_id(*b[:4], ordinal=b[4])) == (a == b)


def test_names_of_texts_and_claims_never_change_between_versions() -> None:
    """Judgements of people hang on these names: whoever changes them orphans every judgement ever made."""
    assert text_id("Oman met Kenya.") == "6c083a30b85d5d97"
    assert claim_id("t", "visit", 0, 5) == "e4c8becec75ba968"
    assert claim_id("t", "visit", 0, 5, ordinal=1) == "4cd52ee554ca4d76"


def test_nouns_are_frozen_and_slotted() -> None:
    nouns = [v for name in model.__all__ if is_dataclass(v := getattr(model, name))]
    assert len(nouns) > 10
    for noun in nouns:
        assert noun.__dataclass_params__.frozen, noun  # type: ignore[union-attr]
        assert "__slots__" in vars(noun), noun
    with pytest.raises(FrozenInstanceError):
        setattr(Quote.of("abc", 0, 1), fields(Quote)[0].name, "xyz")
