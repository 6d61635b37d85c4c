"""A corpus small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from foedera import codebook
from foedera.events import assemble
from foedera.measures import MEASURES, Cell, engagement
from foedera.model import Claim, Dossier, Status
from support_claims import claim, day, text

BOOK = codebook.load()
PAPER = text("p", "One two three four five six seven eight nine.", published="2015-03-01")


def act(words: str, other: str, **fields: object) -> Claim:
    return claim(PAPER, words, "visit", {"visitor": "KEN", "host": other}, **fields)  # type: ignore[arg-type]


CLAIMS = [
    act("One", "UGA", date=day("2014-02")),
    act("two", "UGA", date=day("2014-09")),
    act("three", "UGA", date=day("2016"), status=Status.PLANNED),
    act("four", "UGA"),
    act("five", "TZA", date=day("2014"), status=Status.CANCELLED),
    replace(act("six", "TZA", date=day("2014-05")), negated=True),
    act("seven", "TZA", date=day("2010", "2013")),
    claim(PAPER, "eight", "visit", {"visitor": "UGA", "host": "TZA"}, date=day("2014-02")),
]
DOSSIER = Dossier((PAPER,), tuple(CLAIMS), tuple(assemble(CLAIMS, [], [], published={}, named={})))


def test_done_and_planned_are_counted_apart_and_the_denied_and_called_off_nowhere() -> None:
    table = engagement(DOSSIER, BOOK, actor="KEN")
    assert [(row.keys, tuple(cell.value for cell in row.cells[:3])) for row in table] == [
        (("TZA", "contact", "2010-2013"), (1, 0, 0)),
        (("UGA", "contact", "2014"), (2, 0, 0)),
        (("UGA", "contact", "2016"), (0, 1, 0)),
        (("UGA", "contact", "undated"), (1, 0, 0)),
    ]


def test_a_withdrawal_is_not_counted_as_access() -> None:
    left = claim(
        PAPER,
        "nine",
        "access_deployment",
        {"initiator": "KEN", "host": "SOM"},
        family="exercise_ops",
        attributes={"mode": "withdrawal"},
    )
    record = Dossier((PAPER,), (left,), tuple(assemble([left], [], [], published={}, named={})))
    assert engagement(record, BOOK, actor="KEN").rows == ()


def test_every_cell_opens_to_the_claims_it_counts() -> None:
    total = engagement(DOSSIER, BOOK, actor="KEN").total("done", partner="UGA")
    assert total.value == 3
    assert set(total.claims) == {CLAIMS[0].id, CLAIMS[1].id, CLAIMS[3].id}


def test_a_number_without_claims_cannot_exist() -> None:
    with pytest.raises(ValueError, match="needs the claims"):
        Cell(3)


def test_a_period_keeps_undated_events_and_drops_those_outside() -> None:
    table = engagement(DOSSIER, BOOK, actor="KEN", partners=["UGA"], since=date(2015, 1, 1), until=date(2017, 1, 1))
    assert [row.keys[2] for row in table] == ["2016", "undated"]


def test_the_method_card_says_formula_source_and_traps() -> None:
    assert all(word in engagement(DOSSIER, BOOK, actor="KEN").method for word in ("Formula:", "Source:", "Traps:"))
    assert MEASURES["engagement"] is engagement
