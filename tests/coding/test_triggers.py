"""Which words report a type: needs, avoids, modifiers, contexts, phrases, and the ranking of readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from foedera.codebook import Trigger
from foedera.coding.reference import Discourse
from foedera.coding.triggers import TriggerIndex
from support_coding import Small

SALE = "Oman sold 20 old tanks to Kenya because the price was low."


def ids(small: Small, sentence: str, *triggers: Trigger) -> list[list[str]]:
    """The readings of each trigger word of a sentence, likeliest first, under these triggers alone."""
    kind = replace(small.book.type("arms_transfer"), triggers={"en": triggers})
    parsed = small.read(sentence)
    found = TriggerIndex([kind], "en").match(parsed, small.coder._frames, Discourse(small.coder._references))
    return [[r.trigger.id for r in readings] for readings in found]


def trigger(name: str = "t", words: tuple[str, ...] = ("sell",), **more: Any) -> Trigger:
    return Trigger(name, words, more.pop("pos", "verb"), more.pop("frame", "give"), **more)


def asks(**slots: str) -> Mapping[str, frozenset[str]]:
    return {slot: frozenset(words.split()) for slot, words in slots.items()}


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ({}, True),
        ({"needs": asks(thing="tank")}, True),
        ({"needs": asks(thing="frigate tank")}, True),
        ({"needs": asks(thing="frigate")}, False),
        ({"needs": asks(thing="tank", other="frigate")}, False),
        ({"needs": asks(other="state")}, True),
        ({"needs": asks(other="actor", agent="actor")}, True),
        ({"needs": asks(other="organisation")}, False),
        ({"avoid": asks(thing="tank")}, False),
        ({"avoid": asks(thing="frigate")}, True),
        ({"avoid": asks(other="state")}, False),
        ({"context": frozenset({"price"})}, True),
        ({"context": frozenset({"peace"})}, False),
        ({"not_context": frozenset({"price"})}, False),
        ({"not_context": frozenset({"peace"})}, True),
        ({"pos": "noun"}, False),
        ({"pos": "any"}, True),
    ],
)
def test_a_trigger_fits_where_all_that_it_asks_for_is_there(small: Small, more: dict[str, Any], fits: bool) -> None:
    assert ids(small, SALE, trigger(**more)) == ([["t"]] if fits else [])


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ({"modifier": frozenset({"secret"})}, True),
        ({"modifier": frozenset({"open"})}, False),
        ({"not_modifier": frozenset({"secret"})}, False),
        ({"not_modifier": frozenset({"open"})}, True),
    ],
)
def test_a_modifier_is_what_stands_beside_the_word_itself(small: Small, more: dict[str, Any], fits: bool) -> None:
    made = trigger(words=("sale",), pos="noun", **more)
    assert ids(small, "The secret sale of tanks to an open Kenya ended.", made) == ([["t"]] if fits else [])


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("Oman took part in the talks.", True),
        ("Oman took an active part in the talks.", True),
        ("Oman is taking part.", True),
        ("Oman took the part that Kenya wanted least of all.", True),
        ("Oman took tanks and then, on the following day, saw a part.", False),
        ("Part of Oman took offence.", False),
        ("Oman parted.", False),
    ],
)
def test_a_phrase_of_a_verb_may_be_parted_by_what_hangs_on_it(small: Small, sentence: str, fits: bool) -> None:
    assert bool(ids(small, sentence, trigger(words=("take part",), frame="join"))) is fits


def test_a_phrase_of_a_noun_stands_together(small: Small) -> None:
    call = trigger(words=("port call",), pos="noun", frame="go")
    assert ids(small, "The port call to Oman was short.", call) == [["t"]]
    assert ids(small, "Both port calls to Oman were short.", call) == [["t"]]
    assert ids(small, "The call to the port of Oman was short.", call) == []


def test_of_several_readings_the_one_that_asks_for_more_comes_first(small: Small) -> None:
    plain, asking = trigger("a plain one"), trigger("one that asks", needs=asks(thing="tank"))
    assert ids(small, SALE, plain, asking) == [["one that asks", "a plain one"]]
    assert ids(small, SALE, asking, plain) == [["one that asks", "a plain one"]]
    sure = trigger("surer", confidence=0.95)
    assert ids(small, SALE, plain, sure) == [["surer", "a plain one"]]


def test_a_word_is_met_by_its_lemma_and_by_its_form(small: Small) -> None:
    for word in ("sell", "sold"):
        assert ids(small, SALE, trigger(words=(word,))) == [["t"]]
    assert ids(small, SALE, trigger(words=("selling",))) == []


def test_an_auxiliary_is_no_trigger(small: Small) -> None:
    have = trigger(words=("have",))
    assert ids(small, "Oman has sold tanks.", have) == []
    assert ids(small, "Oman has tanks.", have) == [["t"]]


def test_a_phrase_with_be_is_met_in_a_passive(small: Small) -> None:
    driven = trigger(words=("be driven by",), frame="speak")
    assert ids(small, "Oman is driven by fear of Kenya.", driven) == [["t"]]
    assert ids(small, "Oman is feared.", driven) == []
    assert ids(small, "Oman is driven by fear.", trigger(words=("be",))) == []


def test_a_phrase_with_be_reaches_the_noun_of_its_predicate(small: Small) -> None:
    phrase = trigger("p", ("be at odds",))
    assert ids(small, "Oman and Kenya are at odds over a map.", phrase) == [["p"]]
    assert ids(small, "Oman and Kenya are sending at great odds a map.", phrase) == []


def test_a_pronoun_is_what_it_stands_for(small: Small) -> None:
    asked = trigger(words=("grow",), frame="speak", needs=asks(subj="organisation state"))
    kind = replace(small.book.type("arms_transfer"), triggers={"en": (asked,)})
    discourse = Discourse(small.coder._references)
    index = TriggerIndex([kind], "en")
    for sentence, fits in (("Oman signed.", False), ("It has grown.", True), ("The price has grown.", False)):
        parsed = small.read(sentence)
        discourse.begin(parsed.mentions)
        assert bool(index.match(parsed, small.coder._frames, discourse)) is fits
        discourse.end(parsed.doc, parsed.mentions)


@pytest.mark.parametrize(
    ("noun", "is_abstract"),
    [("expansion", True), ("withdrawal", True), ("reliability", True), ("government", False), ("ship", False)],
)
def test_an_abstract_noun_is_known_by_its_ending(small: Small, noun: str, is_abstract: bool) -> None:
    asked = trigger(words=("unsettle",), frame="speak", needs=asks(subj="abstract"))
    assert bool(ids(small, f"The {noun} of Oman has unsettled Kenya.", asked)) is is_abstract


def test_the_key_words_for_the_screen_are_those_that_are_looked_up(small: Small) -> None:
    listed = (trigger(words=("take part", "sell")), trigger(words=("port call",), pos="noun"))
    kind = replace(small.book.type("visit"), triggers={"en": listed})
    assert TriggerIndex([kind], "en").words == {"take", "sell", "call"}
