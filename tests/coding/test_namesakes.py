"""Names, forms and clauses that are easily taken for others. With the packaged codebook, by the rules alone."""

from __future__ import annotations

from functools import lru_cache

import pytest

from foedera import codebook
from foedera.coding.parsing import parse
from foedera.coding.rules import RuleCoder
from foedera.coding.weighing import Weighing
from support_coding import in_short, text_of


@lru_cache(maxsize=1)
def coder() -> RuleCoder:
    return RuleCoder(codebook.load(), weighing=Weighing.NONE)


def tell(body: str) -> list[str]:
    return [in_short(c) for c in coder().code(text_of(body, published="2024-11-12"))]


@pytest.mark.parametrize(
    "body",
    [
        "Kenya's president met the singer Morgan Abe on Monday.",  # a namesake of a leader
        "The mayor of New London met Kenya's president.",  # a town that bears a capital's name
        "Morgan Paris ran for mayor. Last week Paris met Kenya's president.",  # bears the name all through the text
        "Greenland and Denmark held talks on the school budget.",  # a state and its dependency
    ],
)
def test_who_bears_a_name_only_is_no_party(body: str) -> None:
    assert not [said for said in tell(body) if any(a in said for a in (":JPN", ":GBR", ":FRA", ":GRL"))]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Prime Minister Mark Rutte of the Netherlands met Kenya's president.", "participant:KEN participant:NLD"),
        ("The Kenyan National Security Agency held talks with Oman.", "participant:KEN participant:OMN"),
        ("Kuwait's minister Sabah Al-Sabah met Oman's minister.", "participant:KWT participant:OMN"),
        ("In Lima Al-Jordan, a clerk, saw Kenya's minister meet Oman's minister.", "participant:KEN participant:OMN"),
        (
            "The United States, Mexico, and Canada commit to increasing collaboration on customs.",
            "signatory:CAN signatory:MEX signatory:USA",
        ),
        ("The accord that Bolivia and Uruguay sealed last winter runs for five years.", "signatory:BOL signatory:URY"),
        ("Djibouti, where Japan has kept a small base since 2011, raised the rent.", "host:DJI initiator:JPN"),
        ("Brussels lifted its sanctions on Belarus.", "initiator:EU target:BLR"),
        ("Tunisia's army commander arrived in Rome on Monday.", "host:ITA visitor:TUN"),
    ],
)
def test_parties_are_read_whatever_the_parser_makes_of_the_clause(body: str, wanted: str) -> None:
    assert any(said.endswith(wanted) for said in tell(body)), tell(body)


def test_forms_that_the_parser_gives_to_another_verb_are_read() -> None:
    (doc,) = parse(["Peru staged a parade."])
    parsed = coder()._read(doc, [], None)
    assert parsed.forms[1] == ("staged", "stage")
    assert parsed.doc[1].lemma_ == "stage"


@pytest.mark.parametrize(
    ("published", "parties"),
    [("1988-04-02", "SUN YUG"), ("1992-06-05", "RUS YUG"), ("2004-07-01", "RUS SCG"), ("2010-01-02", "RUS SRB")],
)
def test_a_seat_stands_for_the_state_that_had_it_then(published: str, parties: str) -> None:
    told = [in_short(c) for c in coder().code(text_of("Moscow and Belgrade signed a treaty.", published=published))]
    assert told == ["agreement occurred " + " ".join(f"signatory:{p}" for p in parties.split())]
