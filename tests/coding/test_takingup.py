"""Views that name nobody: of the pair that "relations" are between, and of those who did what "the move" takes up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedera.coding.rules import RuleCoder
from support_coding import in_short, text_of


@pytest.fixture
def views(whole: RuleCoder) -> Callable[..., list[str]]:
    """The assessments of a text, in short."""

    def told(body: str, **more: str) -> list[str]:
        claims = whole.code(text_of(body, **more))
        return [in_short(c) for c in claims if c.family == "assessment"]

    return told


@pytest.mark.parametrize(
    "view",
    [
        "Relations remain cool.",
        "The partnership has its limits.",
        "Tensions could rise again.",
        "Mutual trust persists.",
    ],
)
def test_what_stands_between_two_is_that_of_the_pair_in_mind(views: Callable[..., list[str]], view: str) -> None:
    told = views(f"Jordan and Syria reopened the border. {view}")
    assert len(told) == 1
    assert told[0].endswith("subject:JOR subject:SYR")


@pytest.mark.parametrize(
    "view",
    [
        "Relations with the press remain cool.",
        "The trust of voters has grown.",
        "A partnership may come.",
        "In Chad, tensions could rise.",
    ],
)
def test_what_stands_between_others_is_not(views: Callable[..., list[str]], view: str) -> None:
    assert not any("JOR" in told for told in views(f"Jordan and Syria reopened the border. {view}"))


@pytest.mark.parametrize("deed", ["The move", "This decision", "That"])
def test_a_deed_taken_up_is_that_of_those_who_did_it(views: Callable[..., list[str]], deed: str) -> None:
    (told,) = views(f"Egypt deployed troops to Somalia. {deed} has alarmed Ethiopia.")
    assert told.endswith("object:ETH subject:EGY")


def test_a_deed_of_somebody_named_is_his(views: Callable[..., list[str]]) -> None:
    (told,) = views("Egypt deployed troops to Somalia. The decision of Kenya has alarmed Ethiopia.")
    assert told.endswith("object:ETH subject:KEN")
