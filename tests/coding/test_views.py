"""What counts as a view, on the packaged codebook: where a cue stands and what else the text is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedera.coding.rules import RuleCoder
from support_coding import in_short, text_of

LEVY = "The mayor opened a school. A bakery won a prize. The museum is shut on Mondays. Rain is due. "


@pytest.fixture
def views(whole: RuleCoder) -> Callable[..., list[str]]:
    """The assessments of a text, in short."""

    def told(body: str, **more: str) -> list[str]:
        claims = whole.code(text_of(body, **more))
        return [in_short(c) for c in claims if c.family == "assessment"]

    return told


def test_a_relation_that_grows_is_a_trend(views: Callable[..., list[str]]) -> None:
    assert views("Ties between Oman and Kenya have deepened.") == ["assess_outlook asserted subject:KEN subject:OMN"]


@pytest.mark.parametrize(
    "body",
    [
        "Oman and Kenya pledged to deepen their ties with Uganda.",
        "Oman and Kenya reaffirmed their commitment to deepen ties with Uganda.",
        "The ministers of Oman and Kenya discussed ways to strengthen cooperation.",
    ],
)
def test_what_is_pledged_or_talked_about_is_no_view(views: Callable[..., list[str]], body: str) -> None:
    assert views(body) == []


def test_what_analysts_stress_is_a_view(views: Callable[..., list[str]]) -> None:
    assert views("Analysts stress that Oman seeks influence in Kenya.")


def test_a_government_on_its_own_aims_tells_no_motive(views: Callable[..., list[str]]) -> None:
    body = "The United States seeks influence in Kenya."
    assert views(body)
    assert views(body, outlet="White House") == []


def test_one_state_alone_counts_only_in_a_text_about_relations(views: Callable[..., list[str]]) -> None:
    analysis = "Oman rivals Kenya. Chad leans towards Kenya. Peru depends on Chile. Oman lacks leverage."
    assert "assess_constraint asserted subject:OMN" in views(analysis)
    assert views(f"{LEVY}Oman lacks leverage.") == []


def test_a_state_named_in_a_clause_of_its_own_is_no_party(views: Callable[..., list[str]]) -> None:
    told = views("Oman, which borders Yemen and has sold tanks to Chad, remains wary of Iran.")
    assert [t.split(" ", 1)[1] for t in told] == ["asserted object:IRN subject:OMN"]


def test_a_modal_stands_for_its_verb(views: Callable[..., list[str]]) -> None:
    told = views("A pact between Oman and Kenya might hasten the withdrawal of Uganda.")
    assert any("hypothetical" in t for t in told)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("The expansion of Oman's bases has unsettled Kenya.", "assess_outlook asserted object:KEN subject:OMN"),
        ("Leaders of Oman fear strife in Kenya.", "assess_intention asserted object:KEN subject:OMN"),
        (
            "Oman's limited ability to patrol the river worries Kenya.",
            "assess_constraint asserted object:KEN subject:OMN",
        ),
        ("As relations between Oman and Kenya soured, he left.", "assess_outlook asserted subject:KEN subject:OMN"),
    ],
)
def test_what_a_thing_does_to_others_is_a_view(views: Callable[..., list[str]], body: str, told: str) -> None:
    assert told in views(body)


def test_the_leaders_of_a_state_are_the_state_and_one_leader_is_not(views: Callable[..., list[str]]) -> None:
    analysis = "Oman rivals Kenya. Chad leans towards Kenya. Peru depends on Chile. "
    assert "assess_intention asserted subject:OMN" in views(f"{analysis}Omani leaders fear religious strife.")
    assert "assess_intention asserted subject:OMN" not in views(f"{analysis}The president of Oman fears strife.")


def test_two_views_of_one_sentence_stand_where_their_words_do(views: Callable[..., list[str]]) -> None:
    body = "As NATO grows in weight and reach, it has also broadened its influence in Kenya and Uganda."
    assert len(views(body)) == 2


def test_what_a_state_says_of_itself_alone_is_no_view(views: Callable[..., list[str]]) -> None:
    analysis = "Oman rivals Kenya. Chad leans towards Kenya. Peru depends on Chile. "
    assert "assess_intention asserted subject:OMN" in views(f"{analysis}Oman seeks influence abroad.")
    assert "assess_intention asserted subject:OMN" not in views(f"{analysis}Oman says that it seeks influence abroad.")


def test_a_thing_that_offers_a_chance_pledges_nothing(views: Callable[..., list[str]]) -> None:
    (told,) = views("Moldova's accession offers an opportunity to deepen cooperation with Romania.")
    assert told == "assess_outlook asserted object:ROU subject:MDA"
    assert views("Moldova offered to deepen cooperation with Romania.") == []


def test_whose_feeling_it_is_may_stand_behind_the_place(views: Callable[..., list[str]]) -> None:
    (told,) = views("Distrust of Rwanda runs deep in Kinshasa.")
    assert told == "assess_intention asserted object:RWA subject:COD"
