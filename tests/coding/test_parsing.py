"""The parser's known faults, put right in one place."""

from __future__ import annotations

import pytest

from foedera.coding.parsing import parse


@pytest.mark.parametrize(
    ("plain", "first", "second"),
    [
        ("A Turkish frigate called at Mombasa in May, and Ruto's ministers visited the yard.", "frigate", "ministers"),
        ("A Chinese research ship called at Lima, and Peru's government said that it would take water.", "ship",
         "government"),
        ("An Indian destroyer called at Valparaiso, and Chile's navy thanked its crew.", "destroyer", "navy"),
    ],
)  # fmt: skip
def test_each_of_two_coordinated_clauses_has_its_own_subject(plain: str, first: str, second: str) -> None:
    (doc,) = parse([plain])
    called = next(t for t in doc if t.text == "called")
    other = next(t for t in doc if t.text == second).head
    assert [c.text for c in called.children if c.dep_ == "nsubj"] == [first]
    assert [c.text for c in other.children if c.dep_ == "nsubj"] == [second]
    assert called.pos_ == other.pos_ == "VERB"


@pytest.mark.parametrize(
    "plain",
    [
        "The tanks delivered in May and the jets bought in June arrived.",
        "The minister elected in May and his deputy left.",
        "A treaty signed in Lima binds both.",
    ],
)
def test_what_only_describes_a_subject_is_left_alone(plain: str) -> None:
    (doc,) = parse([plain])
    assert sum(t.dep_ == "ROOT" for t in doc) == 1
    assert not [t for t in doc if t.dep_ == "conj" and t.i < t.head.i]


@pytest.mark.parametrize(
    ("plain", "wanted"),
    [
        ("The army of Mali said on Sunday it had shot two rebels.", "said"),
        ("Rebels in the hills of Chad said on Sunday they had shot down two Libyan drones.", "said"),
        ("Kenya's navy told reporters on Friday it had sent two ships.", "told"),
        ("The minister said that on Friday he would go.", "go"),
    ],
)
def test_a_day_right_behind_a_verb_of_saying_is_that_of_the_saying(plain: str, wanted: str) -> None:
    (doc,) = parse([plain])
    day = next(t for t in doc if t.text.endswith("day"))
    assert day.head.head.text == wanted


@pytest.mark.parametrize(
    ("plain", "noun", "place"),
    [
        ("China is by far Laos's largest creditor.", "creditor", "attr"),
        ("Norway is by far the largest supplier of gas to Germany.", "supplier", "attr"),
        ("Thailand is by far Laos's most important customer.", "customer", "attr"),
        ("Brazil, by far Paraguay's largest market, raised tariffs.", "market", "appos"),
    ],
)
def test_a_noun_behind_by_far_is_said_of_the_subject(plain: str, noun: str, place: str) -> None:
    (doc,) = parse([plain])
    assert next(t for t in doc if t.text == noun).dep_ == place


@pytest.mark.parametrize("plain", ["The house stands by the largest lake.", "Oman is near the largest field."])
def test_a_noun_right_behind_its_preposition_stays_there(plain: str) -> None:
    (doc,) = parse([plain])
    assert next(t for t in doc if t.text in ("lake", "field")).dep_ == "pobj"


@pytest.mark.parametrize(
    ("plain", "verb"),
    [
        ("Moldova imports nearly all its gas from Russia.", "imports"),
        ("Remittances from Russia account for a third of Tajikistan's income.", "account"),
    ],
)
def test_a_main_word_with_a_subject_and_an_object_is_a_verb(plain: str, verb: str) -> None:
    (doc,) = parse([plain])
    assert next(t for t in doc if t.text == verb).pos_ == "VERB"


@pytest.mark.parametrize(
    ("plain", "verb", "subject", "listed"),
    [
        ("Chad, Niger and Mali formed an alliance.", "formed", "Chad", ["Niger", "Mali"]),
        ("Chad, Niger and Mali are trading charges of subversion.", "trading", "Chad", ["Niger", "Mali"]),
    ],
)
def test_the_first_of_a_list_of_names_is_its_head(plain: str, verb: str, subject: str, listed: list[str]) -> None:
    (doc,) = parse([plain])
    told = next(t for t in doc if t.text == verb)
    heads = [c for c in told.children if c.dep_ == "nsubj"]
    assert [h.text for h in heads] == [subject]
    assert [t.text for t in heads[0].conjuncts] == listed


def test_a_verb_behind_an_auxiliary_is_going_on() -> None:
    (doc,) = parse(["Chad, Niger and Mali are trading charges of subversion."])
    told = next(t for t in doc if t.text == "trading")
    assert (told.tag_, told.lemma_) == ("VBG", "trade")


@pytest.mark.parametrize(
    ("plain", "subject"),
    [
        ("During his stay in Muscat, Kenya's defence minister met the Omani minister.", "minister"),
        ("In talks in Lima, Peru's rival, Chile's envoy spoke first.", "envoy"),
    ],
)
def test_no_subject_stands_beside_the_place_before_it(plain: str, subject: str) -> None:
    (doc,) = parse([plain])
    root = next(t for t in doc if t.dep_ == "ROOT")
    assert [c.text for c in root.children if c.dep_ == "nsubj"] == [subject]
