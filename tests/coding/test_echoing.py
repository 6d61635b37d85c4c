"""Clauses that tell again what another did, and clauses that were joined by mistake."""

from __future__ import annotations

import pytest

from foedera.coding.rules import RuleCoder
from support_coding import in_short, text_of


def told(coder: RuleCoder, body: str, kind: str) -> list[str]:
    return [in_short(c) for c in coder.code(text_of(body)) if c.type == kind]


@pytest.mark.parametrize(
    "echo",
    [
        ", and so did Norway.",
        ", as did Norway.",
        ". Norway did the same.",
        "; Norway followed suit.",
        ". So did Norway.",
    ],
)
def test_who_did_the_same_did_it_to_the_same(whole: RuleCoder, echo: str) -> None:
    found = told(whole, f"Iceland condemned Russia{echo}", "opposition")
    assert found == [
        "opposition occurred speaker:ISL target:RUS",
        "opposition occurred speaker:NOR target:RUS",
    ]


@pytest.mark.parametrize("other", ["Norway did not do so.", "It did so in May.", "Norway would do the same."])
def test_what_was_not_done_or_by_the_same_is_not_told_again(whole: RuleCoder, other: str) -> None:
    assert len(told(whole, f"Iceland condemned Russia. {other}", "opposition")) == 1


def test_the_accused_who_does_the_same_turns_on_his_accuser(whole: RuleCoder) -> None:
    found = told(whole, "Chad accused Sudan of arming rebels, and Sudan did the same.", "opposition")
    assert found[-1] == "opposition occurred speaker:SDN target:TCD"


@pytest.mark.parametrize("link", ["a charge that Khartoum denies", "a charge Khartoum denies", "which Khartoum denies"])
def test_a_charge_that_is_denied_was_made(whole: RuleCoder, link: str) -> None:
    found = told(whole, f"Chad accused Sudan of arming rebels, {link}.", "opposition")
    assert found == [
        "opposition occurred speaker:TCD target:SDN",
        "opposition occurred speaker:SDN target:TCD",
    ]


def test_two_clauses_are_no_act_of_two(whole: RuleCoder) -> None:
    body = "Officials said that French troops had defeated the band and Libya would be moving into the town."
    assert not told(whole, body, "joint_operation")


@pytest.mark.parametrize(
    ("body", "initiator", "target"),
    [
        ('"They must leave our land," Gambia\'s president said of the Senegalese troops.', "GMB", "SEN"),
        ('Laos accused Vietnam of a raid. "They must leave our land," the Lao minister said.', "LAO", "VNM"),
    ],
)
def test_they_in_a_quotation_are_whom_it_is_said_of(whole: RuleCoder, body: str, initiator: str, target: str) -> None:
    assert f"pressure occurred initiator:{initiator} target:{target}" in told(whole, body, "pressure")
