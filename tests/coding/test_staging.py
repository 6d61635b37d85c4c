"""Whom "they" are in the report of a tour: the traveller and whom she talks with where she is."""

from __future__ import annotations

import pytest

from foedera.coding.rules import RuleCoder
from support_coding import in_short, text_of

TOUR = "Readout of Advisor Mia Lang's Visit to Peru and Chile"


def told(coder: RuleCoder, body: str, title: str) -> list[str]:
    """The meetings of a release of Norway's government, in short."""
    text = text_of(body, title=title, outlet="Norwegian Ministry of Defence")
    return [in_short(c) for c in coder.code(text) if c.type == "meeting"]


@pytest.mark.parametrize(
    ("stop", "host"),
    [
        ("While in Lima, Ms. Lang met with the Peruvian president.", "PER"),
        ("In Chile, Ms. Lang was received by the Chilean defence minister.", "CHL"),
        ("In meetings with Peruvian officials, Ms. Lang spoke of radar.", "PER"),
    ],
)
def test_they_are_the_traveller_and_her_host_of_the_day(whole: RuleCoder, stop: str, host: str) -> None:
    body = f"Advisor Mia Lang of Norway travelled to Peru and Chile. {stop} They discussed joint patrols."
    pair = " ".join(f"participant:{state}" for state in sorted(("NOR", host)))
    assert told(whole, body, TOUR)[-1] == f"meeting occurred {pair}"


def test_three_who_talk_with_one_another_stay_together(whole: RuleCoder) -> None:
    body = "The ministers of Norway, Peru and Chile met in Oslo. In Peru, floods go on. They discussed joint patrols."
    title = "Readout of the Trilateral Talks of Norway, Peru and Chile"
    assert told(whole, body, title)[-1] == "meeting occurred participant:CHL participant:NOR participant:PER"
