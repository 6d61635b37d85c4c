"""Whose government an outlet is."""

from __future__ import annotations

import pytest

from foedera import codebook
from foedera.coding.gazetteer import Gazetteer
from foedera.coding.issuers import Issuers
from foedera.coding.mentions import Titles


@pytest.fixture(scope="module")
def issuers() -> Issuers:
    book = codebook.load()
    words = book.language("en")
    sources = {name: book.sources[key] for name, key in book.source_names.items()}
    return Issuers(
        sources, Gazetteer(book, words["reference"]), Titles(words["offices"]), words["reference"]["article"]
    )


@pytest.mark.parametrize(
    ("outlet", "state"),
    [
        ("White House", "USA"),
        ("The White House", "USA"),
        ("Kremlin (press service)", "RUS"),
        ("Peruvian Ministry of Defence", "PER"),
        ("Government of Samoa", "WSM"),
        ("Ministry of Foreign Affairs, Nepal", "NPL"),
    ],
)
def test_a_government_or_its_seat_speaks_for_its_state(issuers: Issuers, outlet: str, state: str) -> None:
    assert issuers.of(outlet) == state


@pytest.mark.parametrize(
    "outlet", ["", "Voice of America", "Press TV Iran", "Embassy of Japan in Kenya", "Office of the President", "NATO"]
)
def test_media_and_what_names_no_state_or_two_speak_for_none(issuers: Issuers, outlet: str) -> None:
    assert issuers.of(outlet) is None
