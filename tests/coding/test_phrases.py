"""Phrases among tokens: the table finds what a search word by word finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.coding.parsing import parse
from foedera.coding.phrases import PhraseTable, words_of

WORD = st.sampled_from(["a", "b", "c", "d"])
PHRASES = st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), unique=True, max_size=6)
FORMS = st.lists(st.tuples(WORD, WORD), max_size=10)
Found = list[tuple[int, int, str]]


def by_hand(phrases: list[str], forms: list[tuple[str, str]]) -> Found:
    """Every phrase at every place where each of its words is the form or the lemma of its token."""
    found = []
    for phrase in phrases:
        words = phrase.split()
        for start in range(len(forms) - len(words) + 1):
            if all(w in forms[start + i] for i, w in enumerate(words)):
                found.append((start, start + len(words), phrase))
    return sorted(found)


@given(PHRASES, FORMS)
def test_every_phrase_is_found_wherever_its_words_stand(phrases: list[str], forms: list[tuple[str, str]]) -> None:
    table = PhraseTable((p, p) for p in phrases)
    assert sorted(table.every(forms)) == by_hand(phrases, forms)


@given(PHRASES, FORMS)
def test_the_longest_are_taken_from_the_left_and_none_overlap(phrases: list[str], forms: list[tuple[str, str]]) -> None:
    found = PhraseTable((p, p) for p in phrases).longest(forms)
    wanted, at = [], 0
    for start in range(len(forms)):
        ends = [end for first, end, _ in by_hand(phrases, forms) if first == start]
        if start >= at and ends:
            wanted.append((start, max(ends)))
            at = max(ends)
    assert [(start, end) for start, end, _ in found] == wanted


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Ex-Minister", ("ex", "-", "minister")),
        ("F-16 fighter", ("f-16", "fighter")),
        ("vice  president", ("vice", "president")),
        ("T-72B3", ("t-72b3",)),
        ("", ()),
    ],
)
def test_a_phrase_is_cut_as_the_parser_cuts_it(phrase: str, words: tuple[str, ...]) -> None:
    assert words_of(phrase) == words


@pytest.mark.parametrize("phrase", ["ex-minister", "F-16", "MiG-29", "prime minister", "air-defence unit", "Su-30MKI"])
def test_what_the_parser_makes_of_a_phrase_is_what_the_table_looks_for(phrase: str) -> None:
    (doc,) = parse([f"They saw the {phrase} there."])
    found = PhraseTable([(phrase, "it")]).longest(doc.forms)
    assert [doc[start:end].text for start, end, _ in found] == [phrase]
    assert [value for _, _, value in found] == ["it"]


def test_a_phrase_is_found_in_any_inflection() -> None:
    (doc,) = parse(["Prime ministers met frigates."])
    table = PhraseTable([("prime minister", "office"), ("meet", "act"), ("frigate", "ship")])
    assert [value for _, _, value in table.longest(doc.forms)] == ["office", "act", "ship"]
