"""State systems convert into one another by year, and no state is two at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera import codebook
from foedera.datasets import systems_of

BOOK = codebook.load()
SYSTEMS = systems_of(BOOK)
NUMBERED = ("cow", "cow_abb", "gw")


@pytest.mark.parametrize(
    ("code", "system", "year", "state"),
    [
        (365, "cow", 1980, "SUN"),
        (365, "cow", 1991, "RUS"),
        (365, "cow", 2020, "RUS"),
        (365, "cow", 1900, "RUS"),
        (345, "cow", 1900, "SRB"),
        (345, "cow", 1930, "YUG"),
        (345, "cow", 2004, "SCG"),
        (345, "cow", 2010, "SRB"),
        (340, "gw", 2010, "SRB"),
        (345, "gw", 2004, "SCG"),
        (255, "cow", 1930, "DEU"),
        (260, "cow", 1980, "DEU"),
        (255, "cow", 1990, "DEU"),
        (265, "cow", 1989, "DDR"),
        (260, "gw", 2010, "DEU"),
        (816, "cow", 1970, "VNM"),
        (817, "cow", 1970, "RVN"),
        (678, "cow", 1980, "YAR"),
        (679, "cow", 2000, "YEM"),
        (678, "gw", 2000, "YEM"),
        (680, "cow", 1980, "YMD"),
        ("KZK", "cow_abb", 2000, "KAZ"),
        ("kzk", "cow_abb", 2000, "KAZ"),
        (705, "gw", 2000, "KAZ"),
        (970, "cow", 2000, "NRU"),
        (970, "gw", 2000, "KIR"),
        (369, "cow", 1950, "UKR"),  # a member of the United Nations long before it entered the system
        ("rus", "iso", None, "RUS"),
        ("Turkiye", "name", None, "TUR"),
        ("Viet Nam", "name", None, "VNM"),
        ("SOUTH  YEMEN", "name", None, "YMD"),
        ("Côte d’Ivoire", "name", None, "CIV"),
        (9999, "cow", 2000, None),
        ("Atlantis", "name", None, None),
        ("ZZZ", "iso", None, None),
        (None, "cow", 2000, None),
    ],
)
def test_a_code_means_a_state_in_a_year(
    code: int | str | None, system: str, year: int | None, state: str | None
) -> None:
    assert SYSTEMS.state(code, system, year) == state


@pytest.mark.parametrize(
    ("state", "system", "year", "code"),
    [
        ("KAZ", "cow", 1985, None),
        ("KAZ", "cow", 1991, 705),
        ("RUS", "cow", 1990, None),
        ("RUS", "cow", 1991, 365),
        ("SUN", "cow", 1991, 365),
        ("SUN", "cow", 1992, None),
        ("DEU", "cow", 1985, 260),
        ("DEU", "cow", 1991, 255),
        ("DEU", "gw", 1991, 260),
        ("KIR", "cow", 1990, None),
        ("KIR", "gw", 1990, 970),
        ("KAZ", "cow_abb", 2000, "KZK"),
        ("KAZ", "iso", 1900, "KAZ"),
    ],
)
def test_a_state_has_a_code_only_in_its_years(state: str, system: str, year: int, code: int | str | None) -> None:
    assert SYSTEMS.code(state, system, year) == code


@given(st.integers(1816, 2025), st.sampled_from(NUMBERED))
def test_the_code_of_a_member_means_that_member(year: int, system: str) -> None:
    members = SYSTEMS.members(system, year)
    codes = {state: SYSTEMS.code(state, system, year) for state in members}
    assert None not in codes.values()
    assert len(set(codes.values())) == len(members)
    assert {SYSTEMS.state(code, system, year) for code in codes.values()} == members


def test_the_system_has_the_size_that_its_list_has() -> None:
    assert len(SYSTEMS.members("cow", 2014)) == 195
    assert len(SYSTEMS.members("cow", 1816)) == 23


def test_every_number_of_the_codebook_means_its_state() -> None:
    for key, state in BOOK.states.items():
        if state.cow is not None:
            year = state.until or 2020
            assert key in {SYSTEMS.state(state.cow, "cow", y) for y in (year - 1, year, (state.since or year) + 1)}, key


def test_every_name_of_the_codebook_means_its_state() -> None:
    for key, state in BOOK.states.items():
        assert SYSTEMS.named(state.name) == key


@given(st.lists(st.tuples(st.sampled_from([2, 365, 345, 705, 9999, None]), st.sampled_from([1950, 1991, 2010, None]))))
def test_many_at_once_are_what_each_is(pairs: list[tuple[int | None, int | None]]) -> None:
    codes, years = [p[0] for p in pairs], [p[1] for p in pairs]
    assert SYSTEMS.each(codes, "cow", years) == [SYSTEMS.state(c, "cow", y) for c, y in pairs]
