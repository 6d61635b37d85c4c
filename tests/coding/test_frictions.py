"""Who is against whom: what words are said of, who speaks for a state, and what codes and pairs follow."""

from __future__ import annotations

import pytest

from foedera.coding.rules import RuleCoder
from support_coding import in_short, text_of


def told(coder: RuleCoder, sentence: str) -> list[str]:
    return [in_short(claim) for claim in coder.code(text_of(sentence))]


def rows(coder: RuleCoder, sentence: str) -> set[tuple[str, str | None, str | None]]:
    """(source, PLOVER type, target) of every claim of a sentence."""
    claims = coder.code(text_of(sentence))
    return {(a, c.codes.get("plover"), b) for c in claims for a, b in c.pairs}


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("Kenya asked Oman for howitzers.", ("KEN", "REQUEST", "OMN")),
        ("Somalia sought Turkish military assistance.", ("SOM", "REQUEST", "TUR")),
        ("Oman sent rifles to Kenya.", ("OMN", "AID", "KEN")),
        ("Oman sold rifles to Kenya.", ("OMN", "COOPERATE", "KEN")),
        ("Chad's forces withdrew from Niger.", ("TCD", "RETREAT", "NER")),
        ("Myanmar freed nine Thai fishermen.", ("MMR", "RETREAT", "THA")),
        ("Peru lifted its embargo on Chile.", ("PER", "CONCEDE", "CHL")),
        ("Peru agreed to lift its embargo on Chile.", ("PER", "AGREE", "CHL")),
        ("Ghana said it would impose sanctions on Togo.", ("GHA", "COERCE", "TGO")),
        ("Ghana said it would sever relations with Togo if the raids went on.", ("GHA", "THREATEN", "TGO")),
        ("Kenyan and Somali soldiers exchanged fire.", ("SOM", "ASSAULT", "KEN")),
    ],
)
def test_a_row_of_event_data_has_the_code_of_its_case(
    whole: RuleCoder, sentence: str, row: tuple[str, str, str]
) -> None:
    assert row in rows(whole, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia's recognition of the region threatens Georgia.",  # a thing that a state owns
        "Some Iraqi militias fired on a Turkish convoy.",  # bands do not act for the state they come from
        "Belgium voiced concern over the tensions between Chad and Sudan.",  # sides of strife between others
        "His rival accused the Kenyan minister of lying.",  # somebody unknown speaks
        "Gambian officials are angry.",  # nobody to be angry with
    ],
)
def test_no_friction_without_a_speaker_and_somebody_spoken_to(whole: RuleCoder, sentence: str) -> None:
    assert not [c for c in whole.code(text_of(sentence)) if c.family == "friction"]


def test_what_is_turned_down_called_off_or_to_end_is_told_once(whole: RuleCoder) -> None:
    assert len(rows(whole, "Syria rejected Jordan's invitation to peace talks.")) == 1
    assert len(rows(whole, "Mali demanded that Niger lift the embargo.")) == 1
    assert rows(whole, "Canada cut off military assistance to Egypt.") == {("CAN", "SANCTION", "EGY")}


def test_the_accused_answers_the_accuser(whole: RuleCoder) -> None:
    text = "Chad accused Sudan of arming the rebels on Monday. Sudan denied the accusation."
    assert "opposition occurred speaker:SDN target:TCD" in told(whole, text)


def test_what_is_alleged_by_its_victim_is_an_accusation_alone(whole: RuleCoder) -> None:
    claims = told(whole, "Eritrea alleged that Ethiopian jets had bombed its port.")
    assert claims == ["opposition occurred speaker:ERI target:ETH"]


def test_losses_claimed_are_inflicted_by_the_claimant(whole: RuleCoder) -> None:
    claims = told(whole, "Armenia claimed that forty Azerbaijani soldiers had been killed.")
    assert "armed_force occurred initiator:ARM target:AZE" in claims


def test_who_is_thanked_for_an_act_did_it(whole: RuleCoder) -> None:
    claims = told(whole, "Malawi thanked Zambia for condemning Zimbabwe's conduct.")
    assert "opposition occurred speaker:ZMB target:ZWE" in claims
