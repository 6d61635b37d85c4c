"""How sentences tell: the tense of verbs, and which of them stand in the main line."""

from __future__ import annotations

import pytest

from foedera.coding.narration import MainLine, Tense, roots_of, tense
from foedera.coding.parsing import parse
from foedera.coding.tree import Doc, Token

LINE = MainLine(
    scenes=frozenset({"at", "during", "in"}),
    goals=frozenset({"for"}),
    members=frozenset({"including"}),
    stages=frozenset({"end", "sidelines"}),
    beside=frozenset({"while"}),
    empty=frozenset({"it"}),
    reports=frozenset({"say"}),
)


def read(sentence: str) -> Doc:
    (doc,) = parse([sentence])
    return doc


def word(sentence: str, text: str) -> Token:
    return next(t for t in read(sentence) if t.text == text)


@pytest.mark.parametrize(
    ("sentence", "verb", "wanted"),
    [
        ("The ministers met in Lima.", "met", Tense.PAST),
        ("The ministers were meeting in Lima.", "meeting", Tense.PAST),
        ("The envoys were received in Lima.", "received", Tense.PAST),
        ("The ministers have met in Lima.", "met", Tense.PERFECT),
        ("The envoys have been received in Lima.", "received", Tense.PERFECT),
        ("The ministers had met in Lima.", "met", Tense.EARLIER),
        ("The ministers meet in Lima.", "meet", Tense.PRESENT),
        ("The ministers are meeting in Lima.", "meeting", Tense.GOING_ON),
        ("The envoys are being received in Lima.", "received", Tense.GOING_ON),
        ("The envoys were being received in Lima.", "received", Tense.PAST),
        ("The ministers will meet in Lima.", "meet", Tense.MODAL),
        ("The ministers have met and agreed.", "agreed", Tense.PERFECT),
        ("The ministers met and agreed.", "agreed", Tense.PAST),
    ],
)
def test_tense_is_that_of_the_verb_and_its_auxiliaries(sentence: str, verb: str, wanted: Tense) -> None:
    assert tense(word(sentence, verb)) is wanted


@pytest.mark.parametrize(
    ("sentence", "text", "wanted"),
    [
        ("The ministers met in Lima.", "met", "met"),
        ("The ministers held talks in Lima.", "talks", "held"),
        ("During their visit the ministers praised the hosts.", "visit", "praised"),
        ("The ministers, who met in Lima, praised the hosts.", "met", None),
        ("The ministers praised the hosts for their visit.", "visit", None),
        ("The ministers came to sign a treaty.", "treaty", "came"),
        ("The ministers praised the hosts and signed a treaty.", "treaty", "signed"),
        ("The ministers gathered in Lima for a summit.", "summit", "gathered"),
        ("The ministers discussed the border, the hosts said.", "discussed", "discussed"),
        ("The hosts said that the ministers discussed the border.", "discussed", "discussed"),
        ("The hosts said that the ministers had discussed the border.", "discussed", "said"),
        ("The hosts doubted that the ministers discussed the border.", "discussed", None),
        ("It is notable that the ministers discussed the border.", "discussed", "discussed"),
        ("The ministers smiled at the end of a meeting held in Lima.", "held", "smiled"),
        ("The ministers signed two accords, including a treaty.", "treaty", "signed"),
        ("The ministers signed an accord to free prisoners.", "free", "signed"),
        ("One minister smiled, while the other signed the treaty.", "treaty", "signed"),
    ],
)
def test_only_what_stands_in_the_main_line_is_told(sentence: str, text: str, wanted: str | None) -> None:
    found = LINE.telling_verb(word(sentence, text))
    assert (found and found.text) == wanted


def test_main_clauses_are_the_root_and_what_is_joined_to_it() -> None:
    doc = read("The ministers met in Lima and signed a treaty that they had drafted.")
    assert [t.text for t in roots_of(doc)] == ["met", "signed"]
