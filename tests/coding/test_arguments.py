"""What stands around a word, slot by slot, on sentences that the parser reads without fail."""

from __future__ import annotations

import pytest

from foedera.coding.arguments import arguments
from foedera.coding.subjects import governor, is_passive
from support_coding import small_coder

GRAMMAR = small_coder().coder._frames.grammar


def slots(sentence: str, word: str) -> dict[str, list[str]]:
    """The filled slots of a word, with the heads in them."""
    token = next(t for t in small_coder().read(sentence).doc if t.text == word)
    found = arguments(token, GRAMMAR).slots
    return {slot: [t.text for t in tokens] for slot, tokens in sorted(found.items()) if tokens}


@pytest.mark.parametrize(
    ("sentence", "word", "wanted"),
    [
        ("Oman sold tanks to Kenya.", "sold", {"subj": ["Oman"], "obj": ["tanks"], "iobj": ["Kenya"]}),
        ("Oman gave them a tank.", "gave", {"subj": ["Oman"], "iobj": ["them"], "obj": ["tank"]}),
        ("Tanks were sold to Kenya by Oman.", "sold", {"subj": ["Oman"], "obj": ["Tanks"], "to": ["Kenya"]}),
        ("Oman wants to sell tanks.", "sell", {"subj": ["Oman"], "obj": ["tanks"]}),
        ("Oman bought and sold tanks.", "sold", {"subj": ["Oman"], "obj": ["tanks"]}),
        ("Oman, which sold tanks, left.", "sold", {"subj": ["Oman"], "obj": ["tanks"]}),
        ("The tanks that Oman sold broke.", "sold", {"subj": ["Oman"], "obj": ["tanks"]}),
        ("The tanks sold by Oman broke.", "sold", {"subj": ["Oman"], "obj": ["tanks"]}),
        ("Kenya asked Oman to sell tanks.", "sell", {"subj": ["Oman"], "obj": ["tanks"]}),
        ("Oman met with Kenya.", "met", {"subj": ["Oman"], "with": ["Kenya"]}),
        ("Oman has a plan to sell tanks.", "sell", {"subj": ["Oman"], "obj": ["tanks"]}),
        ("Having sold tanks, Oman left.", "sold", {"subj": ["Oman"], "obj": ["tanks"]}),
        ("Oman is in talks with Kenya on selling tanks.", "selling", {"subj": ["Oman"], "obj": ["tanks"]}),
        ("The risk of selling tanks to Kenya worried Oman.", "selling", {"subj": None, "obj": ["tanks"]}),
        ("Omani and Kenyan special forces trained together at Salalah.", "trained", {"subj": ["forces"]}),
        ("Desert Wind, held every year by Oman and Kenya, drew crowds.", "held", {"subj": ["Oman"]}),
    ],
)
def test_a_verb_finds_what_fills_its_slots(sentence: str, word: str, wanted: dict[str, list[str]]) -> None:
    found = slots(sentence, word)
    assert {slot: found.get(slot) for slot in wanted} == wanted


@pytest.mark.parametrize(
    ("sentence", "word", "slot", "heads"),
    [
        ("Oman's sale of tanks to Kenya ended.", "sale", "poss", ["Oman"]),
        ("Oman's sale of tanks to Kenya ended.", "sale", "of", ["tanks"]),
        ("Oman's sale of tanks to Kenya ended.", "sale", "to", ["Kenya"]),
        ("Omani tank sales ended.", "sales", "mod", ["Omani", "tank"]),
        ("Oman held talks with Kenya.", "talks", "gov_subj", ["Oman"]),
        ("A series of talks between Oman and Kenya ended.", "talks", "between", ["Oman"]),
        ("Oman took part in a series of exercises.", "exercises", "gov_subj", ["Oman"]),
        ("Oman condemned the exercise.", "exercise", "gov_subj", []),
        ("Oman is a member of the union.", "member", "is", ["Oman"]),
        ("Its members are Oman and Kenya.", "members", "is", ["Oman"]),
        ("Kenya sees Oman as an ally.", "ally", "is", ["Oman"]),
        ("As a member of the union, Oman left.", "member", "is", ["Oman"]),
        ("Oman met a member of the union.", "member", "is", []),
        ("Oman, a member of the union, left.", "member", "appos", ["Oman"]),
        ("NATO member Turkey left.", "member", "appos", ["Turkey"]),
        ("The newest member, Sweden, sent ships.", "member", "appos", ["Sweden"]),
        ("The union has two observers.", "observers", "has", ["union"]),
    ],
)
def test_a_noun_finds_its_own_and_what_its_verb_lends_it(sentence: str, word: str, slot: str, heads: list[str]) -> None:
    assert slots(sentence, word).get(slot, []) == heads


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("Oman sold tanks.", False),
        ("Tanks were sold.", True),
        ("The tanks sold by Oman broke.", True),
        ("Oman has sold tanks.", False),
        ("Tanks were bought and sold.", True),
    ],
)
def test_a_passive_is_known_with_and_without_its_auxiliary(sentence: str, passive: bool) -> None:
    token = next(t for t in small_coder().read(sentence).doc if t.text == "sold")
    assert is_passive(token, GRAMMAR) is passive


@pytest.mark.parametrize(
    ("sentence", "word", "passive"),
    [
        ("Oman left, as relations with Kenya soured in recent years.", "soured", False),
        ("Because ties between Chad and Niger improved in 2018, Mali signed.", "improved", False),
        ("With relations strained by the war, Oman left.", "strained", True),
        ("Peru, backed by Chile, signed.", "backed", True),
    ],
)
def test_a_past_tense_behind_a_conjunction_is_no_participle(sentence: str, word: str, passive: bool) -> None:
    token = next(t for t in small_coder().read(sentence).doc if t.text == word)
    assert is_passive(token, GRAMMAR) is passive


def test_the_governor_of_a_noun_is_the_verb_it_is_subject_or_object_of() -> None:
    doc = small_coder().read("Oman held talks on the sale of tanks.").doc
    assert {t.text: str(governor(t)) for t in doc if t.pos_ in ("NOUN", "PROPN")} == {
        "Oman": "held", "talks": "held", "sale": "None", "tanks": "None"
    }  # fmt: skip
