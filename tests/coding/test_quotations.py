"""Quotations longer than a sentence, deeds that are only pointed at, and gerunds that are nouns."""

from __future__ import annotations

import pytest

from foedera.codebook import Codebook
from foedera.coding.passages import SentenceWords, sentences
from foedera.coding.quotations import Quotation, quotations
from foedera.coding.rules import RuleCoder
from foedera.coding.weighing import Weighing
from support_coding import in_short, text_of


@pytest.fixture(scope="module")
def unweighed(book: Codebook) -> RuleCoder:
    return RuleCoder(book, weighing=Weighing.NONE)


def told(coder: RuleCoder, body: str) -> list[str]:
    return [in_short(claim) for claim in coder.code(text_of(body))]


def stood(book: Codebook, body: str) -> dict[int, Quotation]:
    words = SentenceWords(book.language("en")["reference"])
    return quotations(sentences(text_of(body), words))


def test_a_quotation_ends_where_its_mark_is_and_with_its_text_at_the_latest(book: Codebook) -> None:
    found = stood(book, 'He spoke. "It is late. We wait," he said. "Go." He left. "It rains. It pours.')
    assert {n: (q.is_open, q.is_whole, q.last) for n, q in found.items()} == {
        1: (False, True, 2),
        2: (True, False, 2),
        5: (False, True, 6),
        6: (True, True, 6),
    }


def test_a_quotation_within_one_sentence_is_none_of_several(book: Codebook) -> None:
    assert stood(book, 'He said: "We wait." She said "no" twice.') == {}


def test_who_is_named_behind_a_quotation_speaks_its_first_sentence_too(unweighed: RuleCoder) -> None:
    body = '"Turkey is a menace. Its flights are illegal," the Greek defence minister said.'
    assert told(unweighed, body) == ["opposition occurred speaker:GRC target:TUR"] * 2


def test_what_an_analyst_says_is_no_act_of_a_state(unweighed: RuleCoder) -> None:
    assert told(unweighed, '"Turkey is a menace," said Ann Lee, an analyst in Athens. "It must stop."') == []


@pytest.mark.parametrize(
    "answer",
    [
        "Mali's foreign minister said the move was unjustified.",
        "Mali's foreign minister called the expulsion a provocation.",
        '"It is a provocation," Mali\'s foreign minister said.',
    ],
)
def test_a_deed_that_was_told_is_that_of_who_did_it(unweighed: RuleCoder, answer: str) -> None:
    claims = told(unweighed, f"Ghana expelled two Malian diplomats on Monday. {answer}")
    assert "opposition occurred speaker:MLI target:GHA" in claims


def test_ones_own_deed_is_no_others(unweighed: RuleCoder) -> None:
    claims = told(unweighed, "Ghana expelled two Malian diplomats. Ghana's president called the move a wise step.")
    assert claims == ["restriction occurred initiator:GHA target:MLI"]


def test_fighting_between_two_is_a_thing_that_happens(unweighed: RuleCoder) -> None:
    assert told(unweighed, "Fighting between Chad and Sudan killed ten soldiers.") == [
        "armed_force occurred initiator:TCD target:SDN"
    ]


def test_a_quotation_that_opens_anew_closes_the_one_before(unweighed: RuleCoder) -> None:
    body = 'Ghana\'s minister spoke of "a farce. The talks were long. Mali is a menace. He called it "a day of shame".'
    assert not [claim for claim in told(unweighed, body) if claim.startswith("opposition") and "GHA" in claim]
