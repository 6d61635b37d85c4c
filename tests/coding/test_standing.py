"""Whether it happened: one sentence a status, and what may stand between the act and its negation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedera.coding.standing import standing
from support_coding import Small

Tell = Callable[..., list[str]]

STATUS = {
    "occurred": [
        "Oman sold tanks to Kenya.",
        "Oman has sold tanks to Kenya.",
        "Tanks were sold to Kenya by Oman.",
        "Oman began selling tanks to Kenya.",
        "Oman managed to sell tanks to Kenya.",
        "Oman undertook the sale of tanks to Kenya.",
        "The sale of tanks by Oman to Kenya surprised Peru.",
        "Peru stressed the importance of the sale of tanks by Oman to Kenya.",
    ],
    "ongoing": [
        "Oman is selling tanks to Kenya.",
        "Oman has been selling tanks to Kenya.",
        "Oman continues to sell tanks to Kenya.",
        "Oman is currently selling tanks to Kenya.",
        "Oman keeps selling tanks to Kenya.",
    ],
    "habitual": [
        "Oman sells tanks to Kenya.",
        "Oman regularly sold tanks to Kenya.",
        "Oman often sells tanks to Kenya.",
        "Oman sold tanks to Kenya every year.",
    ],
    "planned": [
        "Oman will sell tanks to Kenya.",
        "Oman plans to sell tanks to Kenya.",
        "Oman intends to sell tanks to Kenya.",
        "Oman is expected to sell tanks to Kenya.",
        "Oman approved the sale of tanks to Kenya.",
        "Oman's planned sale of tanks to Kenya is a surprise.",
    ],
    "agreed": [
        "Oman agreed to sell tanks to Kenya.",
        "Oman promised to sell tanks to Kenya.",
        "Oman pledged to sell Kenya tanks.",
        "Oman undertook to sell tanks to Kenya.",
    ],
    "offered": [
        "Oman offered to sell tanks to Kenya.",
        "Oman proposed the sale of tanks to Kenya.",
        "Oman is willing to sell tanks to Kenya.",
    ],
    "discussed": ["Oman discussed the sale of tanks to Kenya.", "Oman is considering selling tanks to Kenya."],
    "requested": [
        "Kenya asked Oman to sell it tanks.",
        "Oman was asked to sell Kenya tanks.",
        "Kenya urged Oman to sell it tanks.",
        "Kenya requested the sale of tanks by Oman.",
        "Peru stressed the importance of a sale of tanks by Oman to Kenya.",
    ],
    "refused": ["Oman refused to sell tanks to Kenya.", "Oman declined to sell tanks to Kenya."],
    "cancelled": [
        "Oman cancelled the sale of tanks to Kenya.",
        "The sale of tanks by Oman to Kenya was cancelled.",
        "The sale of tanks by Oman to Kenya was called off.",
        "Oman postponed the sale of tanks to Kenya.",
    ],
    "hypothetical": [
        "Oman may sell tanks to Kenya.",
        "Oman could sell tanks to Kenya.",
        "Oman would sell tanks to Kenya.",
        "Oman might have sold tanks to Kenya.",
        "If Oman sells tanks to Kenya, Peru will be alone.",
        "A possible sale of tanks by Oman to Kenya is a surprise.",
    ],
}
MATRIX = [(status, sentence) for status, listed in STATUS.items() for sentence in listed]
NOT = [
    "Oman did not sell tanks to Kenya.",
    "Oman has not yet sold tanks to Kenya.",
    "Oman never sold tanks to Kenya.",
    "Oman sold no tanks to Kenya.",
    "Oman failed to sell tanks to Kenya.",
    "There was no sale of tanks by Oman to Kenya.",
    "Oman denied that it sold tanks to Kenya.",
    "Oman denied selling tanks to Kenya.",
    "No Omani company sold tanks to Kenya.",
]
NOT_NOT = [
    "Oman sold not only tanks to Kenya.",
    "Oman not only sold tanks to Kenya but liked it.",
    "Oman sold tanks to Kenya, not to Peru.",
    "Peru did not say that Oman sold tanks to Kenya.",
    "Nobody knew that Oman sold tanks to Kenya.",
    "Oman sold tanks to Kenya, which had no money.",
]
SALE = "recipient:KEN supplier:OMN"


@pytest.mark.parametrize(("status", "sentence"), MATRIX)
def test_the_words_around_an_act_tell_its_status(tell: Tell, status: str, sentence: str) -> None:
    assert f"arms_transfer {status} {SALE}" in tell(sentence)


@pytest.mark.parametrize("sentence", NOT)
def test_what_a_text_says_did_not_happen_is_negated(tell: Tell, sentence: str) -> None:
    assert tell(sentence) == [f"not arms_transfer occurred {SALE}"]


@pytest.mark.parametrize("sentence", NOT_NOT)
def test_a_negation_of_something_else_negates_nothing(tell: Tell, sentence: str) -> None:
    assert f"arms_transfer occurred {SALE}" in tell(sentence)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Kenya and Ghana did not hold talks.", "not meeting occurred participant:GHA participant:KEN"),
        ("Kenya and Ghana will not hold talks.", "not meeting planned participant:GHA participant:KEN"),
        ("Neither Kenya nor Ghana signed the treaty.", "not agreement occurred signatory:GHA signatory:KEN"),
        ("Kenya and Ghana have signed no treaty.", "not agreement occurred signatory:GHA signatory:KEN"),
        ("Oman will not sell tanks to Kenya.", f"not arms_transfer planned {SALE}"),
    ],
)
def test_a_negation_reaches_the_act_through_the_verb_that_carries_it(tell: Tell, sentence: str, wanted: str) -> None:
    assert tell(sentence) == [wanted]


def test_a_trigger_that_counts_only_under_negation_is_the_refusal_itself(tell: Tell) -> None:
    assert tell("Kenya did not admit Peru's minister.") == ["refusal occurred initiator:KEN recipient:PER"]
    assert tell("Kenya admitted Peru's minister.") == []


def test_signing_has_happened_although_what_is_signed_is_agreed(tell: Tell) -> None:
    assert tell("Kenya and Ghana will sign a treaty.") == ["agreement planned signatory:GHA signatory:KEN"]
    assert tell("Kenya and Ghana signed a treaty.") == ["agreement occurred signatory:GHA signatory:KEN"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Oman deepened its ties with Kenya.", "asserted"),
        ("Oman will deepen its ties with Kenya.", "forecast"),
        ("Oman may deepen its ties with Kenya.", "hypothetical"),
    ],
)
def test_a_judgement_is_asserted_forecast_or_hypothetical(tell: Tell, sentence: str, wanted: str) -> None:
    assert tell(sentence) == [f"assess_outlook {wanted} object:KEN subject:OMN"]


def test_structure_holds_unless_the_text_puts_it_in_the_past_or_the_future(tell: Tell) -> None:
    role = "member:KAZ org:SCO"
    assert tell("The SCO includes Kazakhstan.") == [f"org_status ongoing {role}"]
    assert tell("The SCO included Kazakhstan.") == [f"org_status occurred {role}"]
    assert tell("The SCO will include Kazakhstan.") == [f"org_status planned {role}"]


def test_every_status_says_why_in_words(small: Small) -> None:
    parsed = small.read("Oman plans to sell tanks to Kenya.")
    sell = next(t for t in parsed.doc if t.lemma_ == "sell")
    found = standing(sell, small.coder._builder._standing, group="event", lexical=None, stative=True)
    assert (found.status, found.why) == ("planned", 'governed by "plans"')


def test_a_participle_before_the_act_tells_its_status_however_it_is_tagged(tell: Tell) -> None:
    assert f"arms_transfer planned {SALE}" in tell("The planned sale of tanks by Oman to Kenya surprised Peru.")


@pytest.mark.parametrize(
    "body",
    [
        "Oman cannot afford to condemn Kenya.",
        "Oman dared not visit Kenya.",
        "Oman can ill afford to sell tanks to Kenya.",
    ],
)
def test_what_somebody_cannot_bring_himself_to_is_no_act(small: Small, body: str) -> None:
    assert small.tell(body) == []


@pytest.mark.parametrize("said", ["hard", "wrong", "a mistake", "time"])
def test_what_is_called_hard_or_wise_for_somebody_is_no_act(small: Small, said: str) -> None:
    assert small.tell(f"It is {said} for Oman to sell tanks to Kenya.") == []


def test_what_is_possible_or_planned_for_somebody_keeps_that_status(tell: Tell) -> None:
    assert f"arms_transfer hypothetical {SALE}" in tell("It is possible for Oman to sell tanks to Kenya.")
    assert f"arms_transfer planned {SALE}" in tell("There is a plan for Oman to sell tanks to Kenya.")


def test_an_act_that_failed_was_done(tell: Tell) -> None:
    assert f"arms_transfer occurred {SALE}" in tell("The sale of tanks by Oman to Kenya failed.")
