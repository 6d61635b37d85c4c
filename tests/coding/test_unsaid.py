"""Parties that the clause of an act leaves to be understood: each other, the host, the authorities on the spot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera import codebook
from foedera.coding.mentions import RECIPROCAL, Mention
from foedera.coding.roles import but_himself, split
from foedera.coding.rules import RuleCoder
from foedera.coding.weighing import Weighing
from foedera.reading import Request, read
from support_coding import Small, in_short

Tell = Callable[..., list[str]]


@pytest.mark.parametrize(
    "body",
    [
        "Oman and Kenya condemned each other.",
        "Oman and Kenya condemned one another.",
        "Oman and Kenya held talks. Each country condemned the other.",
        "Oman and Kenya held talks. They condemned each other's ministers.",
    ],
)
def test_who_act_on_each_other_make_a_claim_each_way(tell: Tell, body: str) -> None:
    told = tell(body)
    assert "opposition occurred speaker:KEN target:OMN" in told
    assert "opposition occurred speaker:OMN target:KEN" in told


def test_each_of_two_may_visit_the_other(tell: Tell) -> None:
    told = tell("The presidents of Oman and Kenya visited each other's capitals.")
    assert {"visit occurred host:KEN visitor:OMN", "visit occurred host:OMN visitor:KEN"} <= set(told)


OPPOSITION = codebook.load().types["opposition"]


@given(st.permutations(["OMN", "KEN", "PER"]), st.integers(2, 3))
def test_nobody_acts_on_himself(actors: list[str], size: int) -> None:
    here = [Mention(at, at + 1, at, actor, "state", "name") for at, actor in enumerate(actors[:size])]
    back = [replace(m, form=RECIPROCAL) for m in here]
    told = list(
        but_himself(OPPOSITION, split(OPPOSITION, [("speaker", m) for m in here] + [("target", m) for m in back]))
    )
    pairs = {tuple(m.actor for _, m in roles) for roles in told}
    assert pairs == {(a.actor, b.actor) for a in here for b in here if a != b}


@pytest.mark.parametrize(
    ("body", "last"),
    [
        (
            "Oman and Kenya held talks. The countries signed a treaty.",
            "agreement occurred signatory:KEN signatory:OMN",
        ),
        (
            "Oman and Kenya held talks. The navies signed a memorandum.",
            "agreement occurred signatory:KEN signatory:OMN",
        ),
        (
            "Oman's minister visited Kenya. He met the defence minister.",
            "meeting occurred participant:KEN participant:OMN",
        ),
        ("Kenya sold tanks to Oman. Peru sold it a radar.", "arms_transfer occurred recipient:OMN supplier:PER"),
        ("Kenya sold tanks to Oman, and Peru sold it a radar.", "arms_transfer occurred recipient:OMN supplier:PER"),
        ("It was Kenya that condemned Oman.", "opposition occurred speaker:KEN target:OMN"),
        ("Kenya was one of those that condemned Oman.", "opposition occurred speaker:KEN target:OMN"),
        (
            "Oman's minister Amina Jibril met Kenya's minister Juma Wekesa. He visited Peru.",
            "visit occurred host:PER visitor:OMN",
        ),
    ],
)
def test_the_other_side_is_the_one_spoken_of(tell: Tell, body: str, last: str) -> None:
    assert last in tell(body)


def test_western_countries_are_not_those_who_met(tell: Tell) -> None:
    told = tell("Oman and Kenya held talks. The western countries signed a treaty.")
    assert not any(claim.startswith("agreement") for claim in told)


def test_a_minister_at_home_meets_nobody_abroad(small: Small) -> None:
    assert not any(len(c.roles) > 1 for c in small.code("Oman's president met the defence minister."))


@lru_cache(maxsize=1)
def _packaged() -> tuple[RuleCoder, dict[str, object]]:
    book = codebook.load()
    return RuleCoder(book, weighing=Weighing.NONE), book.language("en")["reading"]


def _tell(body: str) -> list[str]:
    coder, words = _packaged()
    return [in_short(c) for c in coder.code(read(Request(text=body, origin="test", published="2024-05-10"), words))]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("RIGA - Two Russian diplomats were expelled on Monday.", "restriction occurred initiator:LVA target:RUS"),
        (
            "LIMA, May 3 (TNA) - Chile's ambassador was summoned on Friday.",
            "opposition occurred speaker:PER target:CHL",
        ),
        (
            "NAIROBI - The army chief met his Ugandan counterpart on Monday.",
            "meeting occurred participant:KEN participant:UGA",
        ),
    ],
)
def test_a_dateline_says_whose_authorities_act(body: str, told: str) -> None:
    assert told in _tell(body)


def test_without_a_dateline_nobody_is_said_to_expel() -> None:
    assert not any(
        "initiator" in claim and "target" in claim for claim in _tell("Two Russian diplomats were expelled.")
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "Ghana and Togo held a joint exercise near Lome in May. Benin joined it in June.",
            "joint_exercise occurred participant:BEN participant:GHA participant:TGO",
        ),
        (
            "Oman and Turkey have concluded a security agreement. It was signed by the two foreign ministers in May.",
            "agreement occurred signatory:OMN signatory:TUR",
        ),
        ("Norway supports Ukraine by supplying shells.", "arms_transfer habitual recipient:UKR supplier:NOR"),
        ("The presidents of Peru and Chile exchanged visits in 2023.", "visit occurred host:PER visitor:CHL"),
    ],
)
def test_it_is_the_act_told_before_and_helping_hands_over(body: str, told: str) -> None:
    found = _tell(body)
    assert any(
        claim == told or claim.startswith(told.split()[0]) and claim.endswith(told.split(" ", 2)[2]) for claim in found
    )
