"""What one sentence owes to the one before, and to marks in its own text: titles, dealings, circumstances."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support_coding import Small

Tell = Callable[..., list[str]]


def test_each_quoted_title_is_an_agreement_of_its_own(small: Small) -> None:
    body = (
        "In 2014 Oman and Kenya signed a “Treaty of Lasting Friendship,” an “Agreement on Safe Passage, Pilotage and "
        "Rescue” and an “Agreement Between the Two Navies on Shared Anchorages.”"
    )
    claims = [c for c in small.code(body) if c.type == "agreement"]
    assert [c.quote.exact for c in claims] == [
        "Treaty of Lasting Friendship",
        "Agreement on Safe Passage, Pilotage and Rescue",
        "Agreement Between the Two Navies on Shared Anchorages",
    ]
    assert [c.attributes["title"] for c in claims] == [c.quote.exact for c in claims]
    assert all({r.actor for r in c.roles} == {"OMN", "KEN"} for c in claims)
    assert len({c.id for c in claims}) == 3


def test_a_quoted_sentence_is_no_title(small: Small) -> None:
    body = "Oman and Kenya signed a treaty. “Agreement was reached after a long night of talks,” an official said."
    assert [c.attributes.get("title") for c in small.code(body) if c.type == "agreement"] == [None]


def test_dealings_go_on_between_the_same_two(tell: Tell) -> None:
    told = tell("Oman sold tanks to Kenya. Missiles will be supplied next year.")
    assert "arms_transfer planned recipient:KEN supplier:OMN" in told


def test_parties_carried_on_give_no_dyad(small: Small) -> None:
    first, second = small.code("Oman sold tanks to Kenya. Missiles will be supplied next year.")
    assert first.dyads == (("KEN", "OMN"),)
    assert second.dyads == ()
    assert second.confidence < first.confidence


def test_dealings_are_forgotten_three_sentences_on(tell: Tell) -> None:
    told = tell("Oman sold tanks to Kenya. It rained in Peru. Chile was dry. Ghana was hot. Missiles will be supplied.")
    assert [t for t in told if "planned" in t] == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("After talks with Oman, Kenya plans to buy tanks from Peru.", "meeting occurred"),
        ("Kenya plans to hold talks with Oman.", "meeting planned"),
        ("Oman is to hold talks with Kenya.", "meeting planned"),
        ("Kenya said it would hold talks with Oman.", "meeting planned"),
        ("Kenya could hold talks with Oman.", "meeting hypothetical"),
    ],
)
def test_a_circumstance_is_taken_as_given_and_a_plan_is_not(tell: Tell, sentence: str, wanted: str) -> None:
    assert next(t for t in tell(sentence) if t.startswith("meeting")).startswith(wanted)


def test_gapped_clauses_pair_each_giver_with_its_own_taker(tell: Tell) -> None:
    told = tell("Oman will sell tanks to Kenya, Peru to Ghana and Chile to Mali.")
    assert {t for t in told if "arms_transfer" in t} == {
        f"arms_transfer planned recipient:{taker} supplier:{giver}"
        for giver, taker in (("OMN", "KEN"), ("PER", "GHA"), ("CHL", "MLI"))
    }


def test_what_somebody_is_accused_of_is_no_act_of_its_own(tell: Tell) -> None:
    assert [t for t in tell("Peru accused Oman of selling tanks to Kenya.") if t.startswith("arms_transfer")] == []


def test_a_sentence_printed_twice_is_coded_once(tell: Tell) -> None:
    sentence = "Oman sold a dozen tanks to Kenya on Monday."
    assert len(tell(f"{sentence} {sentence}")) == len(tell(sentence)) == 1


def test_both_halves_of_a_semicolon_keep_their_own_dates(small: Small) -> None:
    body = "In 2001 Oman sold old tanks to Kenya; in 2004 it sold a second batch of tanks to Peru and to Ghana."
    years = {r.actor: c.date.start.year for c in small.code(body) for r in c.roles if c.date and c.date.start}
    assert years["KEN"] == 2001
    assert years["PER"] == 2004
