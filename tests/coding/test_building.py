"""From a fitting trigger to a claim: who takes part, what is told apart, what it gives rise to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from foedera.codebook import RoleSpec, load
from foedera.coding.building import KEEP
from foedera.coding.roles import split
from foedera.coding.rules import RuleCoder
from foedera.coding.weighing import Weighing
from support_coding import Small, in_short, text_of

Tell = Callable[..., list[str]]
SALE = "arms_transfer occurred recipient:KEN supplier:OMN"
MET = "meeting occurred participant:KEN participant:OMN"


@pytest.mark.parametrize(
    "sentence",
    [
        "Oman sold tanks to Kenya.",
        "Oman sold Kenya tanks.",
        "Tanks were sold to Kenya by Oman.",
        "Kenya was sold tanks by Oman.",
        "Kenya bought tanks from Oman.",
        "The tanks that Oman sold to Kenya broke down.",
        "The tanks sold by Oman to Kenya broke down.",
        "Oman, which sold tanks to Kenya, was pleased.",
        "The sale of tanks by Oman to Kenya surprised Peru.",
        "Oman's sale of tanks to Kenya surprised Peru.",
        "Muscat sold tanks to Nairobi.",
        "The Omani government sold tanks to the Kenyan army.",
        "It was Oman that sold tanks to Kenya.",
        "After Oman sold tanks to Kenya, it rained.",
        "Peru said that Oman had sold tanks to Kenya.",
    ],
)
def test_an_act_is_the_same_however_it_is_told(tell: Tell, sentence: str) -> None:
    assert SALE in tell(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Omani tanks were delivered to Kenya.",
        "Kenya's tanks, bought from Oman, broke down.",
        "Kenya put into service the tanks bought from Oman.",
        "Oman lifted its objection to the sale of tanks to Kenya.",
        "Kenya showed an interest in buying tanks from Oman.",
    ],
)
def test_a_side_that_no_slot_holds_is_the_maker_or_owner_or_stands_above(tell: Tell, sentence: str) -> None:
    assert any(claim.endswith("recipient:KEN supplier:OMN") for claim in tell(sentence))


def test_who_only_looks_on_is_no_side(tell: Tell) -> None:
    assert not any("supplier:PER" in claim for claim in tell("Peru criticised the sale of tanks to Kenya."))


def test_an_act_told_from_the_receiving_side_is_the_same(tell: Tell) -> None:
    assert tell("Kenya, to which Oman sold tanks, was pleased.") == [SALE]


@pytest.mark.parametrize(
    "sentence",
    [
        "Oman and Kenya met.",
        "Oman met Kenya.",
        "Oman met with Kenya.",
        "Oman held talks with Kenya.",
        "Talks between Oman and Kenya ended.",
        "Omani-Kenyan talks ended.",
        "Oman's talks with Kenya ended.",
        "Kenya's president met Oman's sultan.",
        "The presidents of Oman and Kenya met.",
        "Officials from Oman met officials from Kenya.",
        "Oman met Kenya but not Ghana.",
        "Oman met Kenya, Peru said.",
    ],
)
def test_talks_are_the_same_however_they_are_told(tell: Tell, sentence: str) -> None:
    assert tell(sentence) == [MET]


def test_a_city_where_they_meet_is_the_host_and_no_party(small: Small) -> None:
    (claim,) = small.code("Oman's foreign minister met Kenya's president in Accra.")
    assert in_short(claim) == "meeting occurred host:GHA participant:KEN participant:OMN"
    assert claim.dyads == (("KEN", "OMN"),)
    assert claim.place is not None
    assert (claim.place.country, claim.place.name) == ("GHA", "Accra")


def test_a_role_that_takes_one_actor_makes_a_claim_of_each(tell: Tell) -> None:
    assert tell("Oman's minister visited Kenya, Ghana and Peru.") == [
        f"visit occurred host:{host} visitor:OMN" for host in ("GHA", "KEN", "PER")
    ]
    assert tell("Oman and Fiji sold tanks to Kenya.") == [
        f"arms_transfer occurred recipient:KEN supplier:{giver}" for giver in ("FJI", "OMN")
    ]


def test_a_role_that_takes_many_keeps_them_together(tell: Tell) -> None:
    assert tell("Oman's and Fiji's ministers visited Kenya.") == ["visit occurred host:KEN visitor:FJI visitor:OMN"]
    assert tell("Oman, Kenya and Peru met.") == ["meeting occurred participant:KEN participant:OMN participant:PER"]


def test_splitting_loses_and_invents_nobody(small: Small) -> None:
    visit = small.book.type("visit")
    both = replace(visit, roles=(RoleSpec("visitor"), RoleSpec("host"), RoleSpec("place", peripheral=True)))
    roles = [("visitor", "A"), ("visitor", "B"), ("host", "C"), ("host", "D"), ("place", "P"), ("place", "Q")]
    shares: list[tuple[object, ...]] = [tuple(share) for share in split(both, roles)]  # type: ignore[arg-type]
    places = (("place", "P"), ("place", "Q"))
    assert sorted(shares, key=str) == [(("visitor", v), ("host", h), *places) for v in "AB" for h in "CD"]


def test_further_pairs_share_the_verb_that_is_not_repeated(tell: Tell) -> None:
    assert sorted(tell("Oman will deploy troops to Kenya, Fiji to Mali and Peru to Haiti.")) == [
        "access_deployment planned host:HTI initiator:PER",
        "access_deployment planned host:KEN initiator:OMN",
        "access_deployment planned host:MLI initiator:FJI",
    ]


def test_one_side_alone_exercises_and_two_exercise_together(tell: Tell) -> None:
    assert tell("Oman held an exercise.") == ["national_exercise occurred participant:OMN"]
    assert tell("Oman and Kenya held an exercise.") == ["joint_exercise occurred participant:KEN participant:OMN"]


@pytest.mark.parametrize("waters", ["the Gulf of Guinea", "the South China Sea", "the Taiwan Strait"])
def test_waters_take_no_part(tell: Tell, waters: str) -> None:
    assert tell(f"Oman held an exercise in {waters}.") == ["national_exercise occurred participant:OMN"]


def test_those_behind_but_not_are_told_apart(tell: Tell) -> None:
    assert tell("The SCO includes Kazakhstan but not Turkmenistan.") == [
        "org_status ongoing member:KAZ non_member:TKM org:SCO"
    ]
    assert tell("Oman signed a treaty with Kenya but not with Ghana.") == [
        "agreement occurred signatory:KEN signatory:OMN"
    ]


def test_people_who_do_not_speak_for_their_state_are_not_its_voice(tell: Tell) -> None:
    assert tell("Kenyan farmers condemned Peru.") == ["public_grievance occurred holder:KEN target:PER"]
    assert not any("visitor:POL" in c for c in tell("Polish tourists visited Kenya."))
    assert tell("Kenya's government condemned Peru.") == ["opposition occurred speaker:KEN target:PER"]


def test_nobody_acts_upon_themselves(tell: Tell) -> None:
    assert not any("host:KEN visitor:KEN" in c for c in tell("Kenya's president visited Kenya."))
    assert not any("recipient:OMN supplier:OMN" in c for c in tell("Oman sold tanks to Oman's army."))


def test_a_journey_at_home_is_no_visit(tell: Tell) -> None:
    assert tell("Kenya's president visited Kenya.") == []


def test_one_side_of_what_takes_two_makes_no_claim(tell: Tell) -> None:
    assert tell("Oman sold tanks.") == []
    assert tell("Oman sold tanks to Kenya.") == ["arms_transfer occurred recipient:KEN supplier:OMN"]


def test_no_claim_is_kept_that_is_no_more_than_a_guess(small: Small) -> None:
    claims = [
        c for s in ("Oman met.", "They met.", "Kenya may be willing to sell tanks to Peru.") for c in small.code(s)
    ]
    assert claims
    assert all(c.confidence >= KEEP for c in claims)


# What a claim gives rise to


@pytest.mark.parametrize(
    ("sentence", "dyads"),
    [
        ("Oman sold tanks to Kenya.", [("KEN", "OMN")]),
        ("Oman is selling tanks to Kenya.", [("KEN", "OMN")]),
        ("Oman agreed to sell tanks to Kenya.", [("KEN", "OMN")]),
        ("Oman will sell tanks to Kenya.", [("KEN", "OMN")]),
        ("Oman, Kenya and Peru met.", [("KEN", "OMN"), ("KEN", "PER"), ("OMN", "PER")]),
        ("Oman did not sell tanks to Kenya.", []),
        ("Oman offered to sell tanks to Kenya.", []),
        ("Kenya asked Oman to sell it tanks.", []),
        ("Oman refused to sell tanks to Kenya.", []),
        ("Oman may sell tanks to Kenya.", []),
        ("Oman cancelled the sale of tanks to Kenya.", []),
        ("Oman discussed the sale of tanks to Kenya.", []),
        ("Omani troops withdrew from Kenya.", []),
        ("Oman deployed troops to Kenya.", [("KEN", "OMN")]),
        ("Oman held an exercise.", []),
        ("Oman condemned Kenya.", []),
        ("Oman deepened its ties with Kenya.", []),
        ("The SCO includes Kazakhstan.", []),
        ("NATO sold tanks to Kenya.", []),
        ("Oman met NATO.", []),
        ("Oman met Kenya and NATO.", [("KEN", "OMN")]),
        ("The Baltic states met Kenya.", []),
    ],
)
def test_states_make_a_dyad_where_they_cooperate_and_nowhere_else(
    small: Small, sentence: str, dyads: list[tuple[str, str]]
) -> None:
    claims = small.code(sentence)
    assert claims
    assert sorted({d for c in claims for d in c.dyads}) == dyads


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Oman visited Kenya.", ("042", "CONSULT")),
        ("Oman will visit Kenya.", ("036", "AGREE")),
        ("Oman may visit Kenya.", ("036", "AGREE")),
        ("Oman was asked to visit Kenya.", ("106", "REQUEST")),
        ("Oman refused to visit Kenya.", ("125", "REJECT")),
        ("Oman cancelled its visit to Kenya.", ("160", "SANCTION")),
        ("Oman did not visit Kenya.", (None, None)),
        ("Omani troops withdrew from Kenya.", ("087", "RETREAT")),
        ("Oman deployed troops to Kenya.", ("062", "COOPERATE")),
    ],
)
def test_codes_follow_the_status(small: Small, sentence: str, codes: tuple[str | None, str | None]) -> None:
    claim = next(c for c in small.code(sentence) if c.type in ("visit", "access_deployment"))
    assert (claim.codes.get("cameo"), claim.codes.get("plover")) == codes


def test_pairs_of_mutual_acts_run_both_ways_and_of_others_one_way(small: Small) -> None:
    (mutual,), (directed,) = small.code("Oman met Kenya."), small.code("Kenya bought tanks from Oman.")
    assert mutual.pairs == (("KEN", "OMN"), ("OMN", "KEN"))
    assert directed.pairs == (("OMN", "KEN"),)


def test_pairs_are_rows_of_event_data_and_what_has_no_code_has_none(small: Small) -> None:
    (visit,) = small.code("Oman's minister visited NATO.")
    assert visit.pairs == (("OMN", "IGO"),)
    assert [r.actor for r in visit.roles] == ["OMN", "NATO"]
    denied = small.code("Oman's minister did not visit Kenya.")
    assert [(c.negated, c.pairs) for c in denied] == [(True, ())]


# Repeats


@pytest.mark.parametrize(
    ("looked_to", "told"),
    [
        ("meeting again in May", ["meeting planned participant:KEN participant:OMN"]),
        ("the sultan's visit to Nairobi in May", ["visit planned host:KEN visitor:OMN"]),
        ("holding joint naval drills", ["joint_exercise planned participant:KEN participant:OMN"]),
    ],
)
def test_what_two_look_forward_to_is_told_by_the_act_and_not_declared_besides(looked_to: str, told: list[str]) -> None:
    coder = RuleCoder(load(), weighing=Weighing.NONE)
    body = f"President Ruto spoke with Oman's sultan. They look forward to {looked_to}."
    found = coder.code(text_of(body, title="Readout of the Call with Oman", outlet="Government of Kenya"))
    assert [in_short(c) for c in found][1:] == told


def test_what_is_turned_down_is_told_by_the_act_of_turning_it_down(whole: RuleCoder) -> None:
    found = whole.code(text_of("Oman rejected a Kenyan proposal for wider military cooperation."))
    assert [in_short(c) for c in found] == ["refusal occurred initiator:OMN recipient:KEN"]


def test_a_noun_that_takes_up_a_told_act_tells_nothing_more(tell: Tell) -> None:
    once = ["visit occurred host:KEN visitor:OMN"]
    assert tell("Oman's minister visited Kenya. Oman's visit to Kenya was brief.") == once
    assert tell("Oman's minister visited Kenya. Oman's visit to Ghana was brief.") != once


def test_a_noun_that_adds_a_date_or_a_number_is_told_again(small: Small) -> None:
    first = "Oman sold tanks to Kenya. "
    assert len(small.code(first + "Oman's sale of tanks to Kenya was a success.")) == 1
    assert len(small.code(first + "Oman's sale of tanks to Kenya in 2014 was a success.")) == 2
    assert len(small.code(first + "Oman's sale of 20 tanks to Kenya was a success.")) == 2


def test_a_sentence_that_repeats_a_verb_is_a_claim_of_its_own(small: Small) -> None:
    assert len(small.code("Oman sold tanks to Kenya. Oman sold tanks to Kenya.")) == 2


def test_a_claim_is_told_once_within_a_sentence(small: Small) -> None:
    assert len(small.code("Oman met Kenya for talks with Kenya.")) == 1
    assert len(small.code("Oman and Kenya met and held talks.")) <= 2


def test_an_exercise_under_a_bodys_name_has_it_as_framework_and_not_as_party(small: Small) -> None:
    (claim,) = small.code("An exercise of Fiji and Tonga within NATO ended.")
    assert in_short(claim) == "joint_exercise occurred framework:NATO participant:FJI participant:TON"
    assert claim.dyads == (("FJI", "TON"),)


# The words a claim rests on


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday it rained, and Oman sold tanks to Kenya, while in Lima the price of bread rose again by a tenth.",
        "Critics who had never been there said that Oman had sold tanks to Kenya although it rained all day in Lima.",
    ],
)
def test_a_quote_holds_the_act_and_its_parties_and_not_the_whole_sentence(small: Small, sentence: str) -> None:
    claim = next(c for c in small.code(sentence) if c.type == "arms_transfer")
    assert {"Oman", "sold", "Kenya"} <= set(claim.quote.exact.replace(",", "").split())
    assert "bread" not in claim.quote.exact
    assert "Critics" not in claim.quote.exact


def test_a_quote_of_few_words_is_widened_to_its_clause(small: Small) -> None:
    (claim,) = small.code("After long years of silence, Oman met Kenya at the old port.")
    assert len(claim.quote.exact.split()) > 3
    assert not claim.quote.exact.endswith((".", ","))


def test_a_date_is_that_of_its_own_clause(small: Small) -> None:
    body = "Oman sold tanks to Kenya in 2011, and Peru sold missiles to Ghana in 2014."
    dates = {c.roles[0].actor + c.roles[1].actor: c.date for c in small.code(body, published="2015-06-01")}
    years = {frozenset((k[:3], k[3:])): d.first.year for k, d in dates.items() if d}
    assert years == {frozenset(("OMN", "KEN")): 2011, frozenset(("PER", "GHA")): 2014}


def test_the_date_of_a_source_is_not_the_date_of_the_act(small: Small) -> None:
    (claim,) = small.code("Oman sold tanks to Kenya (Reuters, May 3).", published="2015-06-01")
    assert claim.date is None or claim.date.start is None
    assert claim.attribution[-1].date is not None


def test_a_date_without_a_year_stays_unknown_where_nothing_dates_the_text(small: Small) -> None:
    (claim,) = small.code("Oman sold tanks to Kenya yesterday.")
    assert claim.date is None
    (claim,) = small.code("Oman sold tanks to Kenya yesterday.", published="2015-06-01")
    assert claim.date is not None
    assert claim.date.first.isoformat() == "2015-05-31"


def test_a_number_belongs_to_the_act_in_whose_words_it_stands(small: Small) -> None:
    claims = small.code("Oman sold 20 tanks to Kenya, and Peru sold 30 missiles to Ghana.")
    numbers = {next(r.actor for r in c.roles if r.role == "supplier"): [a.value for a in c.amounts] for c in claims}
    assert numbers == {"OMN": [20.0], "PER": [30.0]}


def test_who_says_so_is_a_chain_from_the_publisher_to_the_speaker(small: Small) -> None:
    (claim,) = small.code("Peru's president said that Oman had sold tanks to Kenya.", outlet="Reuters")
    assert claim.attribution[0].name == "Reuters"
    assert claim.attribution[-1].actor == "PER"
    assert claim.voice == "attributed"


def test_the_highest_level_among_the_travellers_is_that_of_the_visit(small: Small) -> None:
    (claim,) = small.code("Oman's defence minister and its foreign ministry visited Kenya.")
    assert claim.attributes["level"] == "defence_minister"


@pytest.mark.parametrize(
    ("body", "amount"),
    [
        ("Oman and Kenya agreed on a five-year cooperation plan.", (5, "years")),
        ("Peru launched an attack on Chile that killed more than 1,400 people.", (1400, "persons")),
        ("Trade between Kenya and Tanzania rose to $3 billion in 2019.", (3e9, "USD")),
        ("Kenya plans to have 50% contract servicemen in its army.", (50, "percent")),
    ],
)
def test_an_amount_that_a_clause_says_of_the_act_is_its_own(
    whole: RuleCoder, body: str, amount: tuple[float, str]
) -> None:
    found = [(a.value, a.unit) for c in whole.code(text_of(body)) for a in c.amounts]
    assert amount in found


def test_how_long_something_lasts_is_told_of_agreements_alone(whole: RuleCoder) -> None:
    claims = whole.code(text_of("Oman sold Kenya six tanks in a three-year deal."))
    assert all(a.unit != "years" for c in claims for a in c.amounts if c.type == "arms_transfer")
