"""Who is meant by words that name nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedera.codebook import load
from foedera.coding.rules import RuleCoder
from support_coding import Small, in_short, text_of

Tell = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("body", "last"),
    [
        (
            "Oman and Kenya held talks. The two countries signed a treaty.",
            "agreement occurred signatory:KEN signatory:OMN",
        ),
        ("Oman and Kenya met. The two neighbours signed a treaty.", "agreement occurred signatory:KEN signatory:OMN"),
        ("Oman and Kenya held talks. Both sides signed a treaty.", "agreement occurred signatory:KEN signatory:OMN"),
        ("Oman and Kenya held talks. They signed a treaty.", "agreement occurred signatory:KEN signatory:OMN"),
        (
            "Oman and Kenya held talks. The bilateral exercise was a success.",
            "joint_exercise occurred participant:KEN participant:OMN",
        ),
        ("Oman's foreign minister held talks. He visited Kenya.", "visit occurred host:KEN visitor:OMN"),
        ("Oman's foreign minister held talks. She visited Kenya.", "visit occurred host:KEN visitor:OMN"),
        ("Kenya's minister Amina Jibril held talks. Jibril visited Oman.", "visit occurred host:OMN visitor:KEN"),
        ("The Kenyan minister, Amina Jibril, held talks. Jibril visited Oman.", "visit occurred host:OMN visitor:KEN"),
        ("Amina Jibril, Kenya's minister, held talks. Jibril visited Oman.", "visit occurred host:OMN visitor:KEN"),
        ("Kenya's minister held talks. His Omani counterpart visited Peru.", "visit occurred host:PER visitor:OMN"),
        ("Oman's navy held talks. The navy condemned Kenya.", "opposition occurred speaker:OMN target:KEN"),
        ("Oman held talks. It condemned Kenya.", "opposition occurred speaker:OMN target:KEN"),
        ("Oman held talks. The country condemned Kenya.", "opposition occurred speaker:OMN target:KEN"),
        ("Oman held talks. The sultanate condemned Kenya.", "opposition occurred speaker:OMN target:KEN"),
        ("Oman and Kenya held talks. They condemned Peru.", "opposition occurred speaker:KEN target:PER"),
        ("Oman's minister met his Kenyan counterpart.", "meeting occurred participant:KEN participant:OMN"),
        ("Oman sold its tanks to Kenya.", "arms_transfer occurred recipient:KEN supplier:OMN"),
    ],
)  # fmt: skip
def test_words_that_name_nobody_mean_those_just_named(tell: Tell, body: str, last: str) -> None:
    assert last in tell(body)


@pytest.mark.parametrize(
    "body",
    [
        "The two countries signed a treaty.",
        "They signed a treaty.",
        "He visited the museum.",
        "The ministry condemned it.",
        "We signed a treaty.",
        "Ghana, Peru, Oman and Kenya held talks. Both sides signed a treaty.",
    ],
)
def test_nobody_is_guessed_where_nobody_was_named(tell: Tell, body: str) -> None:
    assert [c for c in tell(body) if not c.startswith("meeting")] == []


def test_the_nearer_pair_is_meant(tell: Tell) -> None:
    body = "Oman and Kenya held talks. Ghana and Peru held talks. The two countries signed a treaty."
    assert tell(body)[-1] == "agreement occurred signatory:GHA signatory:PER"


def test_a_person_is_remembered_over_many_sentences(tell: Tell) -> None:
    body = "Kenya's minister Amina Jibril held talks. " + "Ghana and Peru held talks. " * 6 + "Jibril visited Oman."
    assert tell(body)[-1] == "visit occurred host:OMN visitor:KEN"


def test_he_is_forgotten_after_a_few_sentences(tell: Tell) -> None:
    body = "Kenya's minister held talks. " + "Ghana and Peru held talks. " * 6 + "He visited Oman."
    assert "visitor:KEN" not in tell(body)[-1]


def test_we_in_a_release_is_the_state_whose_ministry_speaks(tell: Tell) -> None:
    sentence = "We held talks with Kenya yesterday."
    assert tell(sentence, outlet="Ministry of Foreign Affairs of Japan") == [
        "meeting occurred participant:JPN participant:KEN"
    ]
    assert "JPN" not in str(tell(sentence, outlet="Yonhap"))


def test_we_in_a_joint_statement_is_everyone_who_issues_it(tell: Tell) -> None:
    title = "Joint Statement of Oman and Ghana"
    body, treaty = "Peru held talks. We signed a treaty.", "agreement occurred signatory:GHA signatory:OMN"
    assert treaty in tell(body, title=title)
    assert treaty not in tell(body, title="A Statement of Oman and Ghana")


def test_what_we_say_in_a_joint_statement_is_said_by_nobody_alone(tell: Tell) -> None:
    body = "We will buy tanks from Peru."
    assert tell(body, title="Joint Statement of Oman and Ghana") == []
    assert tell(body, outlet="Ministry of Foreign Affairs of Japan") == [
        "arms_transfer planned recipient:JPN supplier:PER"
    ]


def test_there_is_where_somebody_just_went(tell: Tell) -> None:
    body = "Kenya's president held talks in Oman. Ghana's minister will deploy tanks there."
    assert tell(body)[-1].startswith("access_deployment planned")
    assert "host:OMN" in tell(body)[-1]


def test_a_reference_is_less_sure_than_a_name(small: Small) -> None:
    named, meant = (c.confidence for c in small.code("Oman sold tanks to Kenya. It sold missiles to Ghana."))
    assert meant < named


def test_a_pair_is_less_sure_the_longer_ago_it_was_named(small: Small) -> None:
    first, last = "Oman and Kenya held talks. ", "The two countries signed a treaty."
    near, far = (small.code(first + "Peru condemned it. " * n + last)[-1] for n in (0, 5))
    assert near.type == far.type == "agreement"
    assert far.confidence < near.confidence < 0.9


def test_an_official_in_a_release_is_of_the_state_that_issues_it(tell: Tell) -> None:
    body = "Deputy Minister Amina Jibril held talks. Kenya thanked her. Jibril visited Kenya."
    assert tell(body, outlet="Ministry of Foreign Affairs of Japan")[-1] == "visit occurred host:KEN visitor:JPN"
    assert "JPN" not in str(tell(body))


def test_the_mention_of_a_reference_is_the_word_that_refers(small: Small) -> None:
    body = "Oman held talks. It sold missiles to Ghana."
    claim = small.code(body)[-1]
    assert {r.role: r.mention for r in claim.roles} == {"supplier": "It", "recipient": "Ghana"}
    assert claim.roles[0].start == body.index("It")


def test_we_in_a_quotation_is_the_state_of_the_speaker(tell: Tell) -> None:
    assert tell('"We will sell tanks to Peru," Kenya\'s president said.') == [
        "arms_transfer planned recipient:PER supplier:KEN"
    ]


def test_his_counterpart_is_the_other_half_of_the_pair(tell: Tell) -> None:
    body = "Oman's minister met Kenya's minister. Oman's minister and his counterpart signed a treaty."
    assert tell(body)[-1] == "agreement occurred signatory:KEN signatory:OMN"


@pytest.mark.parametrize("noun", ["bloc", "alliance", "organisation"])
def test_the_bloc_is_the_body_last_named(tell: Tell, noun: str) -> None:
    assert "opposition occurred speaker:KEN target:SCO" in tell(f"The SCO held talks. Kenya condemned the {noun}.")


def test_of_two_bodies_in_mind_neither_is_meant_for_sure(tell: Tell) -> None:
    assert tell("NATO held talks. ASEAN held talks. Kenya condemned the bloc.") == [
        "meeting occurred participant:NATO",
        "meeting occurred participant:ASEAN",
    ]


def test_whose_is_the_nearest(tell: Tell) -> None:
    said = tell("Kenya met Oman's president and Peru's president, whose navy condemned Chad.")
    assert said[1:] == ["opposition occurred speaker:PER target:TCD"]


def test_a_bloc_named_by_its_members_is_not_the_body_last_named(tell: Tell) -> None:
    assert not any("SCO" in claim for claim in tell("The SCO held talks. Kenya condemned the bloc of six traders.")[1:])


@pytest.mark.parametrize(
    "body",
    [
        "Oman and Kenya held talks. Protesters gathered in the square. They signed a treaty.",
        "The minister spoke about the war between Oman and Kenya. The leaders signed a treaty.",
        "Oman's minister spoke about the crisis in Kenya and Peru. They signed a treaty.",
        "Farmers in Oman and Kenya gathered. They signed a treaty.",
        "They signed a treaty before Oman and Kenya left.",
        'Oman and Kenya held talks. A farmer asked, "Why have they signed a treaty?"',
    ],
)
def test_a_plural_is_nobody_where_states_are_a_topic_a_place_or_come_later(tell: Tell, body: str) -> None:
    assert [c for c in tell(body) if c.startswith("agreement")] == []


@pytest.mark.parametrize(
    "last",
    [
        "They signed a treaty.",
        "The two leaders signed a treaty.",
        "Both sides signed a treaty.",
        "The leaders signed a treaty.",
        "The Leaders signed a treaty.",
    ],
)
def test_in_a_readout_a_plural_is_the_talkers_of_its_title(tell: Tell, last: str) -> None:
    body = f"The ministers spoke about the war of Ghana against Peru. {last}"
    title = "Readout of Oman's call with Kenya"
    assert "agreement occurred signatory:KEN signatory:OMN" in tell(body, title=title)


def test_what_a_title_is_on_does_not_talk(tell: Tell) -> None:
    body = "Oman's minister discussed the war. The leaders signed a treaty."
    found = tell(body, title="Readout of Oman's call with Kenya on Peru")
    assert "agreement occurred signatory:KEN signatory:OMN" in found


@pytest.mark.parametrize(
    ("body", "last"),
    [
        ("When they met, Oman and Kenya signed a treaty.", "agreement occurred signatory:KEN signatory:OMN"),
        (
            "Oman, Kenya and Peru held talks. Their three governments signed a treaty.",
            "agreement occurred signatory:KEN signatory:OMN signatory:PER",
        ),
        ("Oman's navy met Kenya's navy. Oman accused it.", ""),
        ("As Oman grows, it condemned Kenya.", "opposition occurred speaker:OMN target:KEN"),
    ],
)
def test_a_plural_or_a_thing_means_who_acts_beside_it(tell: Tell, body: str, last: str) -> None:
    assert last in [*tell(body), ""]


def test_he_is_not_the_president_named_before_somebody_of_no_state(tell: Tell) -> None:
    body = "Oman's minister held talks. Amina Jibril met a farmer. She visited Kenya."
    assert "visitor:OMN" not in str(tell(body))


def test_it_is_no_subject_where_it_only_fills_a_place(tell: Tell) -> None:
    assert tell("Oman held talks. It is likely that tanks were sold to Kenya.") == tell("Oman held talks.")


def test_the_guest_of_a_release_keeps_his_office(tell: Tell) -> None:
    body = "Kenyan Prime Minister Amina Jibril held talks. The Prime Minister visited Oman."
    assert tell(body, outlet="Ministry of Foreign Affairs of Japan")[-1] == "visit occurred host:OMN visitor:KEN"


@pytest.mark.parametrize(
    ("body", "last"),
    [
        (
            "Kenya's president met Oman's sultan. His navy visited Peru.",
            "visit occurred host:PER visitor:KEN",
        ),
        (
            "Kenya's president met Oman's minister. In May his ministry condemned Oman's plan.",
            "opposition occurred speaker:KEN target:OMN",
        ),
        (
            "Oman's minister held talks with Kenya's president. His navy condemned Oman's test.",
            "opposition occurred speaker:KEN target:OMN",
        ),
        (
            "Oman's minister met Ghana's. He praised the Kenyan president's firmness and his visit to Peru.",
            "visit occurred host:PER visitor:KEN",
        ),
    ],
)
def test_his_government_is_the_leading_persons_and_never_the_one_it_faces(tell: Tell, body: str, last: str) -> None:
    assert last in tell(body)


@pytest.mark.parametrize(
    "body",
    [
        "Oman and Kenya held talks. The union leaders signed a treaty.",
        "Morgan Smith and his counterparts condemned Kenya's test.",
        "A singer flew to Kenya after her visit to Oman.",
    ],
)
def test_people_who_speak_for_no_state_stand_for_none(tell: Tell, body: str) -> None:
    assert [told for told in tell(body) if not told.startswith("meeting")] == []


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("NATO Statement on Kenya", "NATO"),
        ("The NATO Leaders' Declaration", "NATO"),
        ("NATO-Oman Leaders' Statement", None),
        ("Statement on NATO", None),
    ],
)
def test_we_is_the_body_whose_statement_it_is(tell: Tell, title: str, speaker: str | None) -> None:
    told = tell("The alliance met in May. We condemn Kenya's test.", title=title)
    assert [t for t in told if t.startswith("opposition")] == (
        [f"opposition occurred speaker:{speaker} target:KEN"] if speaker else []
    )


def test_a_release_means_its_own_president_until_another_is_named(tell: Tell) -> None:
    body = "The President visited Kenya. Kenya's President Otieno met Oman. The President visited Peru."
    told = tell(body, outlet="Government of Chile")
    assert "visit occurred host:KEN visitor:CHL" in told
    assert "visit occurred host:PER visitor:KEN" in told


LEADERS = "The leaders signed a treaty."


@pytest.mark.parametrize(
    ("title", "opening", "signed"),
    [
        ("Readout of the NATO Summit", "Canada, Norway and Spain held talks.", "CAN NOR ESP"),
        ("Readout of the Call with the NATO Secretary", "Spain and Norway held talks in May.", "CAN NATO"),
        ("Joint Statement of Oman and NATO", "Canada hosted Oman in May.", "NATO OMN"),
    ],
)
def test_a_body_and_its_member_are_talkers_only_where_a_title_says_so(
    tell: Tell, title: str, opening: str, signed: str
) -> None:
    told = tell(f"{opening} {LEADERS}", title=title, outlet="Government of Canada")
    signatories = " ".join(f"signatory:{s}" for s in sorted(signed.split()))
    assert f"agreement occurred {signatories}" in told


def test_we_in_a_statement_of_a_state_and_a_body_are_both(tell: Tell) -> None:
    title = "Joint Statement of Oman and NATO"
    assert tell("Peru held talks. We signed a treaty.", title=title)[-1:] == [
        "agreement occurred signatory:NATO signatory:OMN"
    ]


@pytest.mark.parametrize(
    ("body", "last"),
    [
        (
            "He and the other two ministers signed a treaty.",
            "agreement occurred signatory:GHA signatory:KEN signatory:OMN",
        ),
        ("Oman's navy began trilateral exercises.", "participant:GHA participant:KEN participant:OMN"),
        ("Ghana's navy joined the tripartite exercises.", "participant:GHA participant:KEN participant:OMN"),
    ],
)
def test_of_three_who_were_together_the_rest_is_known(tell: Tell, body: str, last: str) -> None:
    opening = "The ministers of Oman, Kenya and Ghana held talks. Oman's minister visited Peru."
    assert last in tell(f"{opening} {body}")[-1]


def test_a_counterpart_is_called_by_his_name_later(tell: Tell) -> None:
    body = "Oman's minister met his Kenyan counterpart Amina Otieno-Jibril in Lima. Jibril visited Peru."
    assert tell(body)[-1] == "visit occurred host:PER visitor:KEN"


def test_partners_alone_are_no_pair(tell: Tell) -> None:
    assert tell("A spokesman said he held talks with Oman and Kenya.") == []
    assert tell("Peru held talks with Oman and Kenya.") == [
        "meeting occurred participant:KEN participant:OMN participant:PER"
    ]


def test_a_nation_of_a_region_is_the_state_named_before(whole: RuleCoder) -> None:
    body = "Armenia signed a treaty with India. The South Caucasus nation sold France 20 tanks."
    assert "arms_transfer occurred recipient:FRA supplier:ARM" in [in_short(c) for c in whole.code(text_of(body))]


def test_its_is_the_owner_of_the_subject(whole: RuleCoder) -> None:
    told = [in_short(c) for c in whole.code(text_of("Kenya's talks with Somalia may cost its army a base in Yemen."))]
    assert "access_deployment hypothetical host:YEM initiator:KEN" in told


@pytest.mark.parametrize("who", ["The treaty allies", "The Pacific neighbours", "The old rivals"])
def test_allies_and_neighbours_of_nobody_are_the_pair_before(whole: RuleCoder, who: str) -> None:
    body = f"Japan and the Philippines held talks in May. {who} signed a treaty in June."
    told = [in_short(c) for c in whole.code(text_of(body))]
    assert any(t.startswith("agreement occurred signatory:JPN signatory:PHL") for t in told)


@pytest.mark.parametrize("who", ["The allies of Kenya", "Kenya's neighbours", "Western allies", "The allies"])
def test_allies_of_somebody_or_of_all_are_not(whole: RuleCoder, who: str) -> None:
    body = f"Japan and the Philippines held talks in May. {who} signed a treaty in June."
    assert not any("JPN" in in_short(c) for c in whole.code(text_of(body)) if c.type == "agreement")


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Peru, a country that Chile invaded in 1879, is poor.", "armed_force occurred initiator:CHL target:PER"),
        ("Oman, a sultanate that has lent Kenya two ships, is rich.", "aid_grant occurred recipient:KEN supplier:OMN"),
    ],
)
def test_what_a_state_is_called_is_that_state(whole: RuleCoder, body: str, wanted: str) -> None:
    assert any(in_short(c).startswith(wanted) for c in whole.code(text_of(body)))


@pytest.mark.parametrize("band", ["The rebels", "The militants", "The Nigerian militant group"])
def test_the_rebels_are_the_band_last_named_whatever_country_stands_before_it(band: str) -> None:
    text = text_of(f"Boko Haram raided a town in Cameroon. {band} attacked a barracks in Chad.")
    told = [in_short(claim) for claim in RuleCoder(load()).code(text)]
    assert told[-1] == "armed_force occurred initiator:BOKOHARAM target:TCD"


def test_a_firm_is_no_band() -> None:
    text = text_of("The Wagner Group raided a town in Mali. The rebels attacked a barracks in Chad.")
    told = [in_short(claim) for claim in RuleCoder(load()).code(text)]
    assert told == ["armed_force occurred initiator:WAGNER target:MLI"]
