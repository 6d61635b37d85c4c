from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from foedera import sourcing
from foedera.model import Credibility, Event, Judgement, Origin, Part
from support_sourcing import book, event, judged, paper, says

PAPER = paper("a", "Ghana's minister flew to Togo.", outlet="Volta Post")


def grade(name: str, letter: str, who: str = "Ama", at: int = 1) -> Judgement:
    return judged("source", name, "grade", who, at, "knows it well", reliability=letter)


def resting(name: str, credibility: int, *sources: str) -> Event:
    claim = says(PAPER, "Ghana's minister flew to Togo")
    origin = Origin("o1", "somebody", "media", (claim.id,), (), sources)
    found = event([claim], name=name)
    return replace(found, origins=(origin,), credibility=Credibility(credibility, ""))


def test_latest_grade_counts_and_the_history_is_kept() -> None:
    given_ = [grade("Reuters", "B", at=1), grade("reuters", "A", "Kofi", at=2)]
    told = sourcing.history(given_, book())
    assert sourcing.latest_grades(told) == {"reuters": "A"}
    assert [(j.values["reliability"], j.who) for j in told["reuters"]] == [("B", "Ama"), ("A", "Kofi")]


def test_grade_of_a_name_that_the_codebook_does_not_know_makes_a_source() -> None:
    told = sourcing.history([grade("The Volta Post", "C"), grade("volta post", "D", at=2)], book())
    assert sourcing.latest_grades(told) == {"name:volta post": "D"}


def test_undone_blind_and_impossible_grades_are_left_out() -> None:
    first = grade("Reuters", "B", at=1)
    given_ = [
        first,
        replace(grade("TASS", "A", at=2), part=Part.SECOND).named(),
        grade("Interfax", "G", at=3),
        judged("judgement", first.id, "undo", "Ama", 4),
    ]
    assert sourcing.history(given_, book()) == {}


def test_diagonal_counts_pairs_and_their_share() -> None:
    events = [resting("e1", 1, "reuters"), resting("e2", 2, "reuters", "tass"), resting("e3", 6, "interfax")]
    found = sourcing.diagonal(events, {"reuters": "A", "tass": "B"}, book())
    assert found.counts == (("A", 1, 1), ("A", 2, 1), ("B", 2, 1))
    assert (found.on, found.total) == (2, 3)
    assert found.share is not None
    assert abs(found.share - 2 / 3) < 1e-9
    assert sourcing.diagonal([], {}, book()).share is None


@given(st.lists(st.tuples(st.sampled_from(["Reuters", "TASS", "Ho Star"]), st.sampled_from("ABCDEF")), max_size=8),
       st.randoms(use_true_random=False))  # fmt: skip
def test_order_of_judgements_does_not_change_grades(given_: list[tuple[str, str]], dice: Random) -> None:
    judgements = [grade(name, letter, at=at) for at, (name, letter) in enumerate(given_)]
    mixed = judgements[:]
    dice.shuffle(mixed)
    assert sourcing.history(mixed, book()) == sourcing.history(judgements, book())
