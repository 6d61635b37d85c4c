"""Disputes that a text tells by name, and pairs that "their border" means: only whom the text names is a party."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedera.codebook import load
from foedera.coding.rules import RuleCoder
from support_coding import in_short, text_of


@pytest.fixture
def lands(whole: RuleCoder) -> Callable[[str], list[str]]:
    """The structure of a text, in short."""

    def told(body: str) -> list[str]:
        return [in_short(c) for c in whole.code(text_of(body)) if c.type in ("dispute", "shared_border")]

    return told


@pytest.mark.parametrize(
    "words",
    [
        "The Silala dispute was not on the agenda.",
        "The dispute over the Silala remains open.",
        "A convoy reached the disputed Silala springs.",
        "The question of the Silala divides farmers.",
    ],
)
def test_a_named_dispute_is_between_those_whom_the_text_names(lands: Callable[[str], list[str]], words: str) -> None:
    assert lands(f"Bolivia's minister met his Chilean colleague. {words}") == [
        "dispute ongoing claimant:BOL claimant:CHL"
    ]


def test_claimants_in_the_sentence_go_before_those_far_from_it(lands: Callable[[str], list[str]]) -> None:
    text = "Malaysia held a vote. Rain fell. Farmers sowed. Ships came. A Vietnamese boat left the disputed Spratly "
    assert lands(f"{text}Islands, and a Chinese cutter followed.") == ["dispute ongoing claimant:CHN claimant:VNM"]


@pytest.mark.parametrize("dispute", load().disputes, ids=lambda d: d.name)
def test_no_one_becomes_a_party_whom_the_text_does_not_name(whole: RuleCoder, dispute: object) -> None:
    name = dispute.names[0]  # type: ignore[attr-defined]
    claims = whole.code(text_of(f"Fiji held an election in May. The {name} dispute was not an issue."))
    assert not [c for c in claims if c.type == "dispute"]


def test_who_holds_what_is_claimed_is_the_target_where_named(lands: Callable[[str], list[str]]) -> None:
    assert lands("Sudan claims Halaib, which Egypt runs.") == ["dispute ongoing claimant:SDN target:EGY"]
    assert lands("Sudan claims Halaib, as Fiji knows.") == ["dispute ongoing claimant:SDN"]


def test_their_border_is_that_of_the_pair_before(lands: Callable[[str], list[str]]) -> None:
    text = "Eritrea and Ethiopia met on Monday."
    assert lands(f"{text} Battles may resume over their disputed border.") == [
        "dispute ongoing claimant:ERI claimant:ETH"
    ]
    assert lands(f"{text} Goats cross their common border.") == ["shared_border ongoing subject:ERI subject:ETH"]


def test_a_denied_dispute_is_denied(lands: Callable[[str], list[str]]) -> None:
    assert lands("China spoke. Japan says there is no dispute over the Senkaku Islands.") == [
        "not dispute ongoing claimant:CHN claimant:JPN"
    ]
