"""Names among characters: longest, leftmost, whole words, and none where a word beside says otherwise."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera import codebook
from foedera.codebook import State
from foedera.coding.gazetteer import Gazetteer
from support_coding import Small

BOOK = codebook.load()
WORDS = BOOK.language("en")["reference"]
WHOLE = Gazetteer(BOOK, WORDS)
# A made-up world in which names overlap and nest as they seldom do in ours.
NAMES = {"AAA": ("Ab", "Ab Cd"), "BBB": ("Cd", "Cd Ef Gh"), "CCC": ("Ab Cd Ef",), "DDD": ("Gh-Ij", "Gh")}
TINY = Gazetteer(
    replace(
        BOOK,
        states={key: State(key, names) for key, names in NAMES.items()},
        organisations={},
        groups={},
        leaders=(),
        raw={},
    ),
    {},
)
PLAIN = st.lists(st.sampled_from(["Ab", "Cd", "Ef", "Gh", "Ij", "x", "-", " ", " ", ".", "_"]), max_size=14).map(
    "".join
)


def by_hand(plain: str) -> list[tuple[int, int, str]]:
    """At each place in turn the longest name that stands there as a whole word, then on behind it."""
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(plain):
        fit = [
            (at + len(name), key)
            for key, names in NAMES.items()
            for name in names
            if plain.startswith(name, at)
            and not (at and (plain[at - 1].isalnum() or plain[at - 1] == "_"))
            and not (plain[at + len(name) :][:1].isalnum() or plain[at + len(name) :][:1] == "_")
        ]
        if fit:
            end, key = max(fit)
            found.append((at, end, key))
            at = end
        else:
            at += 1
    return found


def actors(plain: str) -> list[str]:
    return [hit.entries[0].actor for hit in WHOLE.find(plain) if hit.entries[0].form != "city"]


@given(PLAIN)
def test_the_longest_names_are_found_from_the_left(plain: str) -> None:
    assert [(h.start, h.end, h.entries[0].actor) for h in TINY.find(plain)] == by_hand(plain)


@given(st.lists(st.sampled_from(["Oman", "South Korea", "the", "Seoul's", "Guinea-Bissau", ",", "African Union"])))
def test_names_stand_in_order_and_never_overlap(parts: list[str]) -> None:
    plain = " ".join(parts)
    hits = WHOLE.find(plain)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert all(hit.entries and plain[hit.start : hit.end].strip() for hit in hits)


@pytest.mark.parametrize("key", ["OMN", "KEN", "GBR", "CIV", "KOR", "PNG", "TLS"])
def test_a_state_is_found_by_each_of_its_names(key: str) -> None:
    state = BOOK.states[key]
    missed = [n for n in (*state.names, *state.adjectives) if key not in actors(f"They asked the {n} envoy.")]
    assert missed == []


@pytest.mark.parametrize(
    ("plain", "wanted"),
    [
        ("Guinea-Bissau and Equatorial Guinea and Guinea", ["GNB", "GNQ", "GIN"]),
        ("South Sudan met Sudan.", ["SSD", "SDN"]),
        ("Romania is not Oman, nor Omanis one.", ["ROU", "OMN", "OMN"]),
        ("oman", []),
        ("Omanstrasse @Oman _Oman", []),
    ],
)
def test_a_name_inside_a_longer_name_or_word_is_not_its_own(plain: str, wanted: list[str]) -> None:
    assert actors(plain) == wanted


@pytest.mark.parametrize(
    "plain", ["the South China Sea", "the Gulf of Guinea", "the Taiwan Strait", "the Gulf of Oman"]
)
def test_waters_are_places_and_no_parties(plain: str) -> None:
    assert actors(f"Ships sailed through {plain} on Monday.") == []


@pytest.mark.parametrize("plain", ["Kenyan-born drivers", "a Chinese restaurant", "the Russian language"])
def test_a_name_bound_to_another_word_is_no_actor(plain: str) -> None:
    assert actors(plain) == []


def test_a_name_bound_to_making_says_whose_make_a_thing_is() -> None:
    assert {(e.actor, e.form) for hit in WHOLE.find("Kenyan-made drones") for e in hit.entries} == {("KEN", "maker")}


def test_a_name_of_a_ministry_leads_to_its_state() -> None:
    assert WHOLE.actor_of("Ministry of Defence of Kenya") == "KEN"
    assert WHOLE.actor_of("Ministry of Nothing") is None


def test_a_name_may_share_its_last_word_with_the_next(small: Small) -> None:
    assert {m.actor for m in small.read("North and South Korea met.").mentions} == {"PRK", "KOR"}


@pytest.mark.parametrize(
    ("plain", "forms"),
    [
        ("the Marshall Islands", ("name",)),
        ("Solomon Islands", ("name", "adjective", "prefix")),
        ("the Gulf of Guinea Commission", ("organisation",)),
        ("the Kuril Islands", ("city",)),
        ("the Strait of Hormuz", ("city",)),
    ],
)
def test_states_and_bodies_called_after_waters_and_lands_are_parties(plain: str, forms: tuple[str, ...]) -> None:
    (hit,) = WHOLE.find(plain)
    assert tuple(e.form for e in hit.entries) == forms
