"""What speaks for a claim, and what becomes of the confidence that the rules give."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.coding.rules import RuleCoder
from foedera.coding.weighing import Scene, Weighing, Weights
from support_coding import Small, text_of

SCENE = Scene(sentences=20, states=2, paired=0.5, named=0.8, top=0.9, ranks={"OMN": 1, "KEN": 2}, title=frozenset())
GROUPS = {"visit": "event", "treaty_of_mine": "event"}
DATA: dict[str, Any] = {
    "types": ["visit"],
    "note": 3,
    "paired": 0.3,
    "keep": {"relations": {"event": 0.3}, "release": {"event": 0.5}, "general": {"event": 0.6}},
    "weights": {"one": -1.0, "visit by visit": 2.0, "length": 0.5},
}


@given(st.dictionaries(st.sampled_from(["one", "visit by visit", "length", "unheard of"]), st.floats(-5, 5)))
def test_confidence_is_the_logistic_of_the_weighed_cues(cues: dict[str, float]) -> None:
    found = Weights(DATA, GROUPS).confidence(cues, SCENE, type_name="visit", given=0.7)
    total = sum(DATA["weights"].get(name, 0.0) * value for name, value in cues.items())
    assert math.isclose(math.log(found / (1 - found)), total, abs_tol=1e-6)


@pytest.mark.parametrize("weighing", [Weighing.NONE, Weighing.ALL])
def test_unweighed_claims_keep_the_confidence_of_their_rules(weighing: Weighing) -> None:
    weights = Weights(DATA, GROUPS, weighing)
    assert weights.confidence({"one": 1.0}, SCENE, type_name="visit", given=0.7) == 0.7


def test_a_type_without_weights_keeps_the_confidence_of_its_rules() -> None:
    weights = Weights(DATA, GROUPS)
    assert weights.confidence({"one": 1.0}, SCENE, type_name="treaty_of_mine", given=0.7) == 0.7
    assert weights.least("treaty_of_mine", SCENE, is_supposed=False, otherwise=0.4) == 0.4


@pytest.mark.parametrize(
    ("changed", "least"),
    [({}, 0.3), ({"issuer": "OMN"}, 0.5), ({"paired": 0.1}, 0.6), ({"sentences": 3}, 0.4)],
)
def test_less_is_asked_of_claims_in_a_text_about_relations(changed: dict[str, Any], least: float) -> None:
    weights, scene = Weights(DATA, GROUPS), replace(SCENE, **changed)
    assert weights.least("visit", scene, is_supposed=False, otherwise=0.4) == least


def test_more_is_asked_of_what_is_supposed() -> None:
    weights = Weights(DATA | {"supposed": 0.5}, GROUPS)
    assert [weights.least("visit", SCENE, is_supposed=s, otherwise=0.4) for s in (False, True)] == [0.3, 0.5]


def test_what_is_too_light_is_not_claimed_and_what_is_claimed_says_how_heavy_it_is(small: Small) -> None:
    heavy = {**DATA, "weights": {"one": 2.0}}
    body = "Oman's minister visited Kenya. It rained. It rained again. The sun shone."
    confidences = []
    for data in (DATA | {"weights": {"one": -2.0}}, heavy):
        english = dict(small.book.languages["en"]) | {"weights": data}
        coder = RuleCoder(replace(small.book, languages={"en": english}))
        confidences.append([c.confidence for c in coder.code(text_of(body))])
    assert confidences == [[], [0.881]]


def test_every_claim_of_the_rules_is_among_all_that_may_be_weighed(small: Small) -> None:
    body = "Oman's minister visited Kenya on 3 May 2015. Talks were held. Oman sold tanks to Kenya."
    text = text_of(body, published="2015-05-05")
    everything = {c.id for c in RuleCoder(small.book, weighing=Weighing.ALL).code(text)}
    assert {c.id for c in RuleCoder(small.book, weighing=Weighing.NONE).code(text)} <= everything


def test_cues_are_the_same_in_every_run(small: Small) -> None:
    text = text_of("Oman, Kenya and Peru held talks. Oman's minister visited Kenya.")
    first, second = (RuleCoder(small.book, weighing=Weighing.ALL).weighed(text) for _ in range(2))
    assert [dict(cues) for _, cues in first] == [dict(cues) for _, cues in second]
    assert all(cues["one"] == 1.0 for _, cues in first)
