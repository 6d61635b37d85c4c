from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera import codebook, linking
from foedera.errors import CodebookError
from foedera.linking import link
from foedera.model import Amount, Attribution, Claim, Interval, Link, Place, Precision, Status, Text
from support_claims import claim, day, gold, text

BOOK = codebook.load()

DAILY = text(
    "daily",
    "Peru's frigate put in at Valparaiso. The two navies held the exercise Pacific Star.\n\n"
    "Peru will send a frigate next month. Peru called off the trip. Peru's ships call there every year.",
    published="2018-04-20",
)
WEEKLY = text(
    "weekly",
    "A Peruvian warship called at Valparaiso. Pacific Star brought both navies out. The navies met again.",
    published="2018-06-10",
)
TEXTS = {t.id: t for t in (DAILY, WEEKLY)}


def visit(source: Text, words: str, **fields: Any) -> Claim:
    return claim(source, words, "visit", {"visitor": "PER", "host": "CHL"}, **fields)


def exercise(source: Text, words: str, **fields: Any) -> Claim:
    parties = {"participant": ["PER", "CHL"]}
    return claim(source, words, "joint_exercise", parties, family="exercise_ops", **fields)


PORT_CALL = visit(DAILY, "Peru's frigate put in at Valparaiso", date=day("2018-04-17"))
RETOLD = visit(WEEKLY, "A Peruvian warship called at Valparaiso", date=day("2018-04"))
STAR = exercise(DAILY, "The two navies held the exercise Pacific Star", attributes={"name": "Pacific Star"})
STAR_AGAIN = exercise(
    WEEKLY, "Pacific Star brought both navies out", attributes={"name": "exercise Pacific Star"}, date=day("2018-04")
)


def found(*claims: Claim, texts: Mapping[str, Text] = TEXTS) -> dict[str, float]:
    return {each.relation: each.score for each in link(claims, texts, BOOK)}


def only(*claims: Claim) -> Link:
    (each,) = link(claims, TEXTS, BOOK)
    return each


def test_two_documents_on_one_port_call_are_linked_with_reasons_in_words() -> None:
    each = only(PORT_CALL, RETOLD)
    assert each.relation == "same"
    assert each.score >= 0.5
    assert any("month of 2018-04" in reason for reason in each.reasons)
    assert all(reason.endswith(".") for reason in each.reasons)


@pytest.mark.parametrize(
    "other",
    [
        replace(RETOLD, date=day("2018-09")),
        replace(RETOLD, roles=tuple(replace(r, actor="ECU") if r.actor == "CHL" else r for r in RETOLD.roles)),
        replace(RETOLD, date=None),
        replace(RETOLD, date=day("2018")),
        replace(PORT_CALL, id="other", text_id="weekly", place=Place("CHL", None), date=day("2019-04-17")),
    ],
    ids=["months apart", "another host", "undated", "some time in the year", "a year later"],
)
def test_what_may_well_be_another_visit_is_not_joined(other: Claim) -> None:
    assert found(PORT_CALL, other).get("same", 0.0) < 0.5


def test_a_shared_exercise_name_joins_even_an_undated_report() -> None:
    assert found(STAR, STAR_AGAIN)["same"] >= 0.5


def test_a_yearly_exercise_is_another_each_year_though_the_name_is_the_same() -> None:
    dated = replace(STAR, date=day("2017-04"))
    assert found(dated, STAR_AGAIN).get("same", 0.0) < 0.5


def test_a_named_thing_joins_reports_that_differ_by_a_day_so_that_both_dates_are_shown() -> None:
    assert found(replace(STAR, date=day("2018-04-17")), replace(STAR_AGAIN, date=day("2018-04-18")))["same"] >= 0.5


def test_different_exercise_names_keep_reports_of_one_month_apart() -> None:
    other = replace(STAR_AGAIN, attributes={"name": "Southern Cross Guard"})
    assert found(replace(STAR, date=day("2018-04")), other).get("same", 0.0) < 0.5


def test_a_plan_is_linked_to_the_act_that_came_in_its_time() -> None:
    plan = visit(DAILY, "Peru will send a frigate next month", status=Status.PLANNED, date=day("2018-05"))
    act = replace(RETOLD, date=day("2018-05-14"))
    each = only(plan, act)
    assert (each.relation, each.a, each.b) == ("fulfils", plan.id, act.id)
    assert each.score >= 0.5


def test_the_day_of_an_offer_is_not_when_it_falls_due() -> None:
    offer = visit(DAILY, "Peru will send a frigate next month", status=Status.OFFERED, date=day("2018-04-16"))
    act = replace(RETOLD, date=day("2018-09-14"))
    (reason,) = [r for r in only(offer, act).reasons if "came" in r]
    assert reason == "It came after the plan was reported."


def test_an_act_before_the_plan_was_reported_cannot_carry_it_out() -> None:
    plan = visit(DAILY, "Peru will send a frigate next month", status=Status.PLANNED, date=day("2018-05"))
    assert found(plan, replace(RETOLD, date=day("2017-05-14"))) == {}


def test_a_cancellation_is_tied_to_the_plan_it_ends() -> None:
    plan = visit(WEEKLY, "The navies met again", status=Status.PLANNED, date=day("2018-07"))
    ended = visit(DAILY, "Peru called off the trip", status=Status.CANCELLED, date=day("2018-07"))
    assert "cancels" in found(plan, ended)


def test_a_denial_is_linked_to_what_it_denies_and_not_as_the_same() -> None:
    assert set(found(PORT_CALL, replace(RETOLD, negated=True))) == {"denies"}


def test_acts_that_one_sentence_tells_apart_stay_apart() -> None:
    body = text("list", "Peru and Chile signed a fishing accord and a customs accord in 2011.")
    first, second = (
        claim(body, words, "agreement", {"signatory": ["PER", "CHL"]}, family="agreement", date=day("2011"))
        for words in ("a fishing accord", "a customs accord")
    )
    assert found(first, second, texts={body.id: body}) == {}


def test_numbers_that_meet_speak_for_and_disjoint_ones_against() -> None:
    def sized(base: Claim, low: float, high: float | None) -> Claim:
        return replace(base, amounts=(Amount("troops", low, low, high, ">" if high is None else "=", "persons", 0, 1),))

    plain = found(PORT_CALL, RETOLD)["same"]
    assert found(sized(PORT_CALL, 300, 300), sized(RETOLD, 100, None))["same"] > plain
    assert found(sized(PORT_CALL, 300, 300), sized(RETOLD, 900, 900))["same"] < plain


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_claims_does_not_change_the_links(dice: Random) -> None:
    claims = [PORT_CALL, RETOLD, STAR, STAR_AGAIN, replace(RETOLD, id="denied", negated=True)]
    expected = link(claims, TEXTS, BOOK)
    dice.shuffle(claims)
    assert link(claims, TEXTS, BOOK) == expected


def weighed(monkeypatch: pytest.MonkeyPatch, claims: Sequence[Claim], texts: Mapping[str, Text]) -> int:
    """How many pairs of claims were laid beside one another to link them."""
    pairs = 0

    def counting(own: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            nonlocal pairs
            pairs += 1
            return own(*given)

        return counted

    for name in ("sameness", "became", "part_of"):
        monkeypatch.setattr(linking, name, counting(getattr(linking, name)))
    link(claims, texts, BOOK)
    return pairs


def test_of_two_thousand_claims_few_pairs_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    states = sorted(BOOK.states)[:60]
    dice = Random(7)
    claims = []
    for at in range(2000):
        visitor, host = dice.sample(states, 2)
        when = day(f"{dice.randint(1995, 2020)}-{dice.randint(1, 12):02}")
        roles = tuple(replace(r, actor=visitor if r.role == "visitor" else host, mention="x") for r in PORT_CALL.roles)
        claims.append(replace(PORT_CALL, id=f"c{at:05}", text_id=f"t{at % 500}", roles=roles, date=when))
    assert 0 < weighed(monkeypatch, claims, {}) < 100  # of two million


def test_a_codebook_without_linking_weights_is_refused() -> None:
    with pytest.raises(CodebookError, match=r"linking\.yml: missing"):
        link([PORT_CALL], TEXTS, replace(BOOK, raw={}))


def test_on_the_hand_coded_gold_links_join_what_the_coder_held_to_be_one() -> None:
    texts, claims = gold(BOOK, ("000", "001", "003"))
    by_id = {c.id: c for c in claims}
    joined = [
        (by_id[k.a], by_id[k.b])
        for k in link(claims, texts, BOOK)
        if k.relation == "same" and k.score >= 0.5 and by_id[k.a].family not in {"structure", "assessment"}
    ]
    # The pledges of the declarations of 2004, 2009 and 2012, and nothing else, are told more than once.
    assert {(a.type, b.type) for a, b in joined} == {("joint_declaration", "joint_declaration")}
    assert {a.date.first.year for a, _ in joined if a.date} == {2004, 2009, 2012}


def test_an_undated_claim_joins_a_dated_one_that_rests_on_reports_of_the_same_days() -> None:
    def said(words: str, reported: str, **fields: Any) -> Claim:
        cited = (Attribution("state_media", "Andes Wire", None, day(reported), f"Andes Wire, {reported}"),)
        roles: dict[str, str | list[str]] = {"signatory": ["PER", "CHL"]}
        return claim(WEEKLY, words, "joint_declaration", roles, family="statement", attribution=cited, **fields)

    dated = said("A Peruvian warship called at Valparaiso", "2018-04-18", date=day("2018-04"))
    also = said("The navies met again", "2018-04-19")
    much_later = said("The navies met again", "2018-05-30")
    assert only(dated, also).score >= 0.5
    assert any("rest on reports of" in why for why in only(dated, also).reasons)
    assert all(each.score < 0.5 for each in link([dated, much_later], TEXTS, BOOK))


def test_treaties_told_by_titles_of_their_own_are_held_apart() -> None:
    def signed(source: Text, words: str, instrument: str) -> Claim:
        roles: dict[str, str | list[str]] = {"signatory": ["PER", "CHL"]}
        told = {"instrument": instrument}
        return claim(source, words, "agreement", roles, family="agreement", date=day("2018"), attributes=told)

    patrols = signed(DAILY, "The two navies held the exercise", 'an "Agreement on Joint Patrols"')
    retold = signed(WEEKLY, "brought both navies out", "the “Agreement on Joint Patrols”")
    rescue = signed(WEEKLY, "brought both navies out", 'a "Treaty of Rescue at Sea"')
    assert only(patrols, retold).score >= 0.5
    other = replace(retold, attributes={**retold.attributes, "title": "Charter of Ports"})
    assert all(each.score < 0.2 for each in link([patrols, other], TEXTS, BOOK))  # its own title outweighs the list's
    assert all(each.score < 0.2 for each in link([patrols, rescue], TEXTS, BOOK))


def test_of_a_crowded_pair_of_states_few_pairs_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = Random(11)
    claims, texts = [], {}
    for at in range(4000):
        told = f"{dice.randint(2014, 2019)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        source = text(f"t{at}", DAILY.body, published=told if at % 20 else None)
        words = f"the {dice.choice('red green blue grey'.split())} ship of {at % 97} put in at pier {at % 89}"
        quote = replace(PORT_CALL.quote, exact=words)
        status = Status.PLANNED if at % 5 == 0 else Status.OCCURRED
        when = day(told) if at % 3 else None
        claims.append(replace(PORT_CALL, id=f"c{at:05}", text_id=source.id, date=when, status=status, quote=quote))
        texts[source.id] = source
    assert 0 < weighed(monkeypatch, claims, texts) < len(claims) * (len(claims) - 1) / 2 / 8


def test_a_plan_for_no_later_than_a_day_is_fulfilled_before_that_day_and_not_long_after() -> None:
    due = Interval(None, date(2018, 9, 15), Precision.OPEN, "by 15 September")
    plan = visit(DAILY, "Peru will send a frigate next month", status=Status.PLANNED, date=due)
    act = visit(WEEKLY, "A Peruvian warship called at Valparaiso", date=day("2018-06-05"))
    fulfilled = only(plan, act)
    assert fulfilled.relation == "fulfils"
    assert fulfilled.score >= 0.5
    assert "It falls in the time it was planned for." in fulfilled.reasons
    assert link([plan, replace(act, date=day("2018-03"))], TEXTS, BOOK) == []
    assert link([plan, replace(act, date=day("2019-08"))], TEXTS, BOOK) == []
