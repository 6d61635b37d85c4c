"""Who takes part with whom: one act of several, or several acts of one side."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[..., list[str]]


def test_agreements_in_the_plural_are_one_each(tell: Tell) -> None:
    assert tell("Kenya signed agreements with Oman and Peru.") == [
        "agreement occurred signatory:KEN signatory:OMN",
        "agreement occurred signatory:KEN signatory:PER",
    ]


def test_one_agreement_with_two_partners_is_one(tell: Tell) -> None:
    assert tell("Kenya signed a treaty with Oman and Peru.") == [
        "agreement occurred signatory:KEN signatory:OMN signatory:PER"
    ]


def test_a_second_with_begins_an_act_of_its_own(tell: Tell) -> None:
    assert tell("Kenya's minister met with Oman's minister, then with Peru's president.") == [
        "meeting occurred participant:KEN participant:OMN",
        "meeting occurred participant:KEN participant:PER",
    ]


def test_what_stands_between_two_leaves_nobody_out(tell: Tell) -> None:
    assert tell("Peru welcomed the talks between Kenya and Oman.") == [
        "meeting occurred participant:KEN participant:OMN"
    ]


def test_partners_hang_on_the_talks_and_not_on_their_place(tell: Tell) -> None:
    [said] = tell("Kenya's minister met in Paris with his Omani counterpart.")
    assert "participant:KEN participant:OMN" in said


def test_the_subject_above_is_the_other_side_of_talks_with_one(tell: Tell) -> None:
    assert tell("After talks with Oman, Kenya's president returned home.") == [
        "meeting occurred participant:KEN participant:OMN"
    ]


def test_what_is_left_out_takes_no_part(tell: Tell) -> None:
    assert tell("Unlike Peru, Kenya signed a treaty with Oman.") == ["agreement occurred signatory:KEN signatory:OMN"]


def test_a_coordinated_verb_shares_tense_and_not_its_neighbours_meaning(tell: Tell) -> None:
    assert tell("Kenya and Oman discussed trade and signed a treaty.") == [
        "agreement occurred signatory:KEN signatory:OMN"
    ]


def test_who_is_met_separately_is_met_alone(tell: Tell) -> None:
    assert tell("Kenya's minister met separately with Oman's minister and Peru's president.") == [
        "meeting occurred participant:KEN participant:OMN",
        "meeting occurred participant:KEN participant:PER",
    ]


def test_a_list_behind_a_colon_is_part_of_its_sentence(tell: Tell) -> None:
    assert tell("Kenya's minister met with: Oman's minister; Peru's president; and Chad's minister.") == [
        "meeting occurred participant:KEN participant:OMN participant:PER participant:TCD"
    ]


def test_each_of_two_offices_has_its_own_state(tell: Tell) -> None:
    assert tell("Kenya's minister met Oman's minister and the president of Peru.") == [
        "meeting occurred participant:KEN participant:OMN participant:PER"
    ]


def test_a_list_has_no_longest(tell: Tell) -> None:
    [said] = tell("Kenya, Oman, Peru, Chad, Fiji, Ghana, Chile, Nepal and Mali signed a treaty.")
    assert said.count("signatory:") == 9
