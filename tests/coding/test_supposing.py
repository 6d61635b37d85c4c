"""What a reader supposes where a clause leaves a party out: nearest first, and only for the weights to judge."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedera.coding.rules import RuleCoder
from foedera.coding.weighing import Weighing
from support_coding import Small, in_short, text_of

Tell = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def suppose(small: Small) -> Tell:
    coder = RuleCoder(small.book, weighing=Weighing.ALL)
    return lambda body: [in_short(c) for c in coder.code(text_of(body))]


@pytest.mark.parametrize(
    ("body", "supposed"),
    [
        ("Oman met Kenya. A treaty was signed.", "agreement occurred signatory:KEN signatory:OMN"),
        ("Oman met Kenya. Tanks were sold to Kenya.", "arms_transfer occurred recipient:KEN supplier:OMN"),
    ],
)
def test_the_other_side_is_the_one_that_the_text_deals_with(
    suppose: Tell, small: Small, body: str, supposed: str
) -> None:
    assert supposed in suppose(body)


@pytest.mark.parametrize("body", ["A treaty was signed.", "Talks were held."])
def test_nothing_is_supposed_where_nobody_is_named(suppose: Tell, body: str) -> None:
    assert suppose(body) == []


def test_rules_alone_suppose_nothing(small: Small) -> None:
    body = "Oman met Kenya. A treaty was signed."
    told = [in_short(c) for c in small.code(body)]
    assert told == ["meeting occurred participant:KEN participant:OMN"]


def test_a_supposed_party_never_takes_both_sides(suppose: Tell) -> None:
    for told in suppose("Oman met Kenya. It sold tanks. Kenya visited. The tanks were sold."):
        parties = [part.split(":")[1] for part in told.split()[2:]]
        assert len(parties) == len(set(parties)), told


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("Chile sold tanks to Peru. Analysts accuse Peru of a dependence on Chilean equipment.", "CHL"),
        ("Kenya's minister denied the charge in May, he told a newspaper of Oman.", "OMN"),
        ("Residents of Lima protested against Chinese factories.", "PER"),
    ],
)
def test_who_is_named_as_nobody_who_speaks_is_not_supposed_to(suppose: Tell, body: str, speaker: str) -> None:
    assert not [told for told in suppose(body) if told.startswith("opposition") and f"speaker:{speaker}" in told]


@pytest.mark.parametrize(
    "body",
    [
        "A ship called, and Peru's minister visited Oman.",
        "Chilean jets flew past, but Oman's navy visited Kenya.",
    ],
)
def test_the_subject_of_a_clause_beside_has_no_part_in_the_other(suppose: Tell, body: str) -> None:
    visits = [told for told in suppose(body) if told.startswith("visit")]
    assert all(len(told.split()) == 4 for told in visits), visits


def test_what_one_person_says_alone_is_said_by_nobody_else(suppose: Tell) -> None:
    assert not [told for told in suppose("Oman met Kenya. The president met.") if "signatory" in told]


def test_what_goes_to_a_third_each_of_the_two_that_the_text_deals_with_gives(suppose: Tell) -> None:
    told = suppose("Oman met Kenya. Tanks were sold to Peru.")
    assert {f"arms_transfer occurred recipient:PER supplier:{giver}" for giver in ("KEN", "OMN")} <= set(told)
