"""Who is named: offices and institutions joined to the states beside them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support_coding import Small, small_coder

OFFICES = ["president", "defence minister", "foreign minister", "navy chief"]


def named(small: Small, plain: str) -> list[tuple[str, str, str]]:
    parsed = small.read(plain)
    return [(m.actor, m.form, parsed.doc[m.start : m.end].text) for m in parsed.mentions]


@pytest.mark.parametrize(
    ("plain", "wanted"),
    [
        ("Oman met Kenya.", [("OMN", "name", "Oman"), ("KEN", "name", "Kenya")]),
        ("Kenya's president left.", [("KEN", "office", "Kenya's president")]),
        ("The Kenyan president left.", [("KEN", "office", "Kenyan president")]),
        ("The president of Kenya left.", [("KEN", "office", "president"), ("KEN", "name", "Kenya")]),
        ("Kenyan President Amina Jibril left.", [("KEN", "office", "Kenyan President Amina Jibril")]),
        ("The Kenyan Ministry of Defence left.", [("KEN", "institution", "Kenyan Ministry of Defence")]),
        ("Nairobi protested.", [("KEN", "capital", "Nairobi")]),
        ("Kenyan tanks arrived.", [("KEN", "adjective", "Kenyan")]),
        ("NATO met.", [("NATO", "organisation", "NATO")]),
    ],
)
def test_a_name_and_its_office_are_one_mention(small: Small, plain: str, wanted: list[tuple[str, str, str]]) -> None:
    assert named(small, plain) == wanted


def test_an_office_shared_by_two_states_is_a_mention_of_each(small: Small) -> None:
    found = named(small, "The presidents of Oman and Kenya met.")
    assert {actor for actor, form, _ in found if form == "office"} == {"OMN", "KEN"}
    found = named(small, "Chinese and Russian warships arrived.")
    assert [actor for actor, _, _ in found] == ["CHN", "RUS"]


def test_an_ambassador_belongs_to_the_sender_and_not_to_the_host(small: Small) -> None:
    found = named(small, "The Kenyan ambassador to Oman left.")
    assert ("KEN", "office") in {(actor, form) for actor, form, _ in found}
    assert ("OMN", "office") not in {(actor, form) for actor, form, _ in found}


def test_an_office_without_a_state_stays_open(small: Small) -> None:
    parsed = small.read("The defence minister left.")
    assert parsed.mentions == []
    assert [t.words for t in parsed.titles.values()] == ["defence minister"]


def test_the_level_and_the_person_are_kept(small: Small) -> None:
    (mention,) = small.read("Kenyan Defence Minister Amina Jibril left.").mentions
    assert (mention.level, mention.name) == ("defence_minister", "Amina Jibril")


@pytest.mark.parametrize("plain", ["Troops stood in the Gulf of Guinea.", "The Omanisation of jobs went on."])
def test_what_only_looks_like_a_state_is_no_mention(small: Small, plain: str) -> None:
    assert [m for m in small.read(plain).mentions if m.form != "place"] == []


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["OMN", "KEN", "PER", "NOR", "FJI"]),
    st.sampled_from(OFFICES),
    st.sampled_from(["{name}'s {office} left.", "The {office} of {name} left.", "The {adjective} {office} left."]),
)
def test_an_office_belongs_to_its_state_in_each_of_the_ways_it_is_said(key: str, office: str, form: str) -> None:
    state = small_coder().book.states[key]
    plain = form.format(name=state.name, office=office, adjective=state.adjectives[0])
    found = small_coder().read(plain).mentions
    assert [m.actor for m in found if m.form == "office"] == [key]
    assert {m.actor for m in found} == {key}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["Oman", "the Kenyan navy", "Peru's president", "NATO", "and", "met", ","]), max_size=9)
)
def test_mentions_stand_in_order_inside_the_sentence(words: list[str]) -> None:
    parsed = small_coder().read(" ".join(words) + ".")
    assert [m.start for m in parsed.mentions] == sorted(m.start for m in parsed.mentions)
    for mention in parsed.mentions:
        assert 0 <= mention.start < mention.end <= len(parsed.doc)
        assert 0 < mention.confidence <= 1


@pytest.mark.parametrize(
    ("plain", "apart"),
    [
        ("Every member except Oman signed.", {"OMN"}),
        ("Unlike Oman, Kenya signed.", {"OMN"}),
        ("Like Oman, Kenya signed.", {"OMN"}),
        ("Kenya signed with Peru instead of Oman.", {"OMN"}),
        ("Kenya, rather than Oman, signed.", {"OMN"}),
        ("States like Oman and Kenya signed.", set()),
        ("Kenya is opposed to Omani mediation.", set()),
    ],
)
def test_who_is_left_out_or_compared_is_set_apart(small: Small, plain: str, apart: set[str]) -> None:
    assert {m.actor for m in small.read(plain).mentions if m.form == "excluded"} == apart


@pytest.mark.parametrize(
    "plain",
    [
        "The fee was US$ 20.",
        "Rebels of a pro-Oman party left.",
        "The Oman-backed rebels left.",
        "The Omani-led NATO met.",
        "The director Morgan Jordan left.",
        "The former Kenyan president left.",
    ],
)
def test_a_name_inside_another_word_or_of_another_day_is_no_party(small: Small, plain: str) -> None:
    states = {"USA", "OMN", "JOR", "KEN"}
    assert not states & {m.actor for m in small.read(plain).mentions}


def test_where_an_envoy_is_sent_is_his_post(small: Small) -> None:
    forms = {m.actor: m.form for m in small.read("The Kenyan envoy for talks with Oman left.").mentions}
    assert forms == {"KEN": "office", "OMN": "post"}


@pytest.mark.parametrize(
    ("plain", "actors"),
    [
        ("The coordinator for the Middle East left for Oman.", set()),
        ("European leaders left for Oman.", {"GRP:Europe"}),
        ("Minister Morgan Abe of Oman, Yair Lapid of Kenya, and President Ada Otieno of Peru left.", {"OMN", "PER"}),
        ("Kenya sent a delegation of Philippine labour leaders.", set()),
    ],
)
def test_an_office_is_nobodys_that_it_only_deals_with(small: Small, plain: str, actors: set[str]) -> None:
    assert {m.actor for m in small.read(plain).mentions if m.form in ("office", "institution")} == actors
