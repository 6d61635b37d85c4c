"""The actors, words, exercises, sources and vectors of the packaged codebook: laws that every entry keeps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest
import yaml

from foedera import codebook

FORMS = ("names", "adjectives", "nationals", "capital", "seats", "cities")
PLAUSIBLE = range(1, 2101)
KINDS = {"media", "state_media", "ministry", "government", "official", "expert", "think_tank", "document"}
# Bodies whose membership is full and well known: how many members each has today.
COUNTS = {
    "NATO": 32, "EU": 27, "AU": 55, "OSCE": 57, "COE": 46, "OIC": 57, "COMMONWEALTH": 56, "OECD": 38, "LAS": 22,
    "ASEAN": 11, "SCO": 10, "CSTO": 6, "EAEU": 5, "CICA": 28, "GCC": 6, "SADC": 16, "ECOWAS": 12, "EAC": 8,
    "BRICS": 10, "SAARC": 8,
    "BIMSTEC": 7, "CARICOM": 15, "OPEC": 12, "JEF": 10, "FPDA": 5, "AES": 3, "IORA": 23, "CPLP": 9, "B9": 9, "V4": 4,
}  # fmt: skip


@pytest.fixture(scope="module")
def book() -> codebook.Codebook:
    return codebook.load()


def _raw(book: codebook.Codebook, file: str, key: str) -> Any:
    return book.raw[file][key]


def _states(book: codebook.Codebook) -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = _raw(book, "actors/states.yml", "states")
    return found


def _alive(since: int | None, until: int | None) -> set[int]:
    """The years from 1945 in which something exists; a last year is not shared with a successor."""
    return set(range(max(since or 1945, 1945), (until or 2101)))


def test_every_state_has_the_keys_that_others_rely_on(book: codebook.Codebook) -> None:
    for iso, state in _states(book).items():
        assert re.fullmatch(r"[A-Z]{3}", iso), iso
        assert state["names"], iso
        for key in ("cow", "cow_abb", "since", "until", "successor"):
            assert key in state, f"{iso}: {key}"
        assert state["since"] in PLAUSIBLE, iso
        assert state["until"] is None or state["since"] <= state["until"] <= 2100, iso


def test_there_are_193_members_of_the_united_nations(book: codebook.Codebook) -> None:
    others = {"TWN", "XKX", "PSE", "VAT", "COK", "NIU", "ESH", "HKG", "MAC", "GRL", "PRI"}
    present = {iso for iso, state in book.states.items() if state.until is None}
    assert others <= present
    assert len(present - others) == 193


def test_former_states_end_and_name_a_successor_that_exists(book: codebook.Codebook) -> None:
    former = {iso: state for iso, state in _states(book).items() if state["until"] is not None}
    assert {"SUN", "DDR", "CSK", "YUG", "SCG", "YMD", "ZAR"} <= set(former)
    for iso, state in former.items():
        after = state["successor"] if isinstance(state["successor"], list) else [state["successor"]]
        assert after, iso
        assert all(s in book.states and s != iso for s in after), iso


def _succeeds(states: Mapping[str, Mapping[str, Any]], earlier: str, later: str) -> bool:
    after = states[earlier]["successor"] or []
    nexts = after if isinstance(after, list) else [after]
    return later in nexts or any(_succeeds(states, n, later) for n in nexts)


def test_a_cow_number_is_borne_by_one_state_or_by_its_successors(book: codebook.Codebook) -> None:
    states = _states(book)
    for key in ("cow", "cow_abb"):
        bearers: dict[Any, list[str]] = defaultdict(list)
        for iso, state in states.items():
            if state[key] is not None:
                bearers[state[key]].append(iso)
        for value, isos in bearers.items():
            for a in isos:
                related = [b for b in isos if a == b or _succeeds(states, a, b) or _succeeds(states, b, a)]
                assert related == isos, (key, value)


def test_every_member_of_the_united_nations_has_a_cow_number(book: codebook.Codebook) -> None:
    without = {iso for iso, state in book.states.items() if state.until is None and state.cow is None}
    assert without == {"VAT", "PSE", "COK", "NIU", "ESH", "HKG", "MAC", "GRL", "PRI"}


def _named(book: codebook.Codebook) -> Iterator[tuple[str, str]]:
    for table in (book.states, book.organisations, book.groups):
        for key, actor in table.items():
            for form in FORMS:
                for name in getattr(actor, form, ()):
                    yield name, key


def test_no_name_means_two_actors(book: codebook.Codebook) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for name, key in _named(book):
        owners[name].add(key)
    for leader in book.leaders:
        for name in leader.names:
            owners[name].add(leader.actor)
    for item in _raw(book, "actors/institutions.yml", "institutions"):
        for name in item["names"]:
            owners[name].add(item.get("state") or item["organisation"])
    shared = {name: keys for name, keys in owners.items() if len(keys) > 1}
    assert {name: keys for name, keys in shared.items() if not _have_years_apart(book, keys)} == {}


def _have_years_apart(book: codebook.Codebook, keys: set[str]) -> bool:
    """Whether they are states of which none was there with another: a state and its successor."""
    lives = sorted((book.states[k].since or 0, book.states[k].until or 9999) for k in keys if k in book.states)
    return len(lives) == len(keys) and all(a[1] <= b[0] for a, b in pairwise(lives))


def test_no_id_is_used_for_two_kinds_of_actor(book: codebook.Codebook) -> None:
    ids = [*book.states, *book.organisations, *book.groups]
    assert len(ids) == len(set(ids))


def test_names_are_clean_and_not_listed_twice(book: codebook.Codebook) -> None:
    for table in (book.states, book.organisations, book.groups):
        for key, actor in table.items():
            for form in FORMS:
                listed = getattr(actor, form, ())
                assert len(listed) == len(set(listed)), f"{key}: {form}"
                assert all(name == " ".join(name.split()) and name for name in listed), f"{key}: {form}"


def test_ambiguous_names_belong_to_their_state_and_say_what_misleads(book: codebook.Codebook) -> None:
    for iso, state in book.states.items():
        rule = state.ambiguous
        if not rule:
            continue
        own = {name for form in FORMS for name in getattr(state, form)}
        assert set(rule["names"]) <= own, iso
        assert rule.get("unless_before") or rule.get("unless_after"), iso
    guarded = {name for state in book.states.values() for name in state.ambiguous.get("names", ())}
    assert {"Georgia", "Jordan", "Chad", "Niger"} <= guarded


def test_part_of_names_a_state(book: codebook.Codebook) -> None:
    assert all(state.part_of in book.states for state in book.states.values() if state.part_of)


def test_there_are_many_organisations_and_members_are_known(book: codebook.Codebook) -> None:
    assert len(book.organisations) >= 130
    for key, body in book.organisations.items():
        for member, since, until in body.members:
            assert member in book.states or member in book.organisations, f"{key}: {member}"
            assert since is None or since in PLAUSIBLE, key
            assert until is None or since is None or since <= until, f"{key}: {member}"
            assert body.founded is None or since is None or since >= body.founded, f"{key}: {member}"
            assert body.ended is None or (until is not None and until <= body.ended), f"{key}: {member}"


def test_nobody_is_a_member_after_the_end_of_the_state(book: codebook.Codebook) -> None:
    for key, body in book.organisations.items():
        for member, _, until in body.members:
            end = book.states[member].until if member in book.states else None
            assert end is None or (until is not None and until <= end), f"{key}: {member}"


def test_nobody_is_twice_a_member_at_once(book: codebook.Codebook) -> None:
    for key, body in book.organisations.items():
        years: dict[str, set[int]] = defaultdict(set)
        for member, since, until in body.members:
            span = _alive(since, until)
            assert not years[member] & span, f"{key}: {member}"
            years[member] |= span


@pytest.mark.parametrize(("body", "count"), sorted(COUNTS.items()))
def test_members_of_well_known_bodies_are_complete(book: codebook.Codebook, body: str, count: int) -> None:
    present = [m for m, _, until in book.organisations[body].members if until is None]
    assert len(present) + (body == "CARICOM") == count  # the fifteenth of CARICOM, Montserrat, is no state


def test_facts_that_analysts_look_up_first(book: codebook.Codebook) -> None:
    def years(body: str, state: str) -> list[tuple[int | None, int | None]]:
        return [(a, b) for m, a, b in book.organisations[body].members if m == state]

    assert years("NATO", "FIN") == [(2023, None)]
    assert years("NATO", "SWE") == [(2024, None)]
    assert years("CSTO", "UZB") == [(2006, 2012)]
    assert years("SCO", "IND") == years("SCO", "PAK") == [(2017, None)]
    assert years("CIS", "GEO") == [(1993, 2009)]
    assert years("EU", "GBR") == [(1993, 2020)]
    assert years("ECOWAS", "MLI") == [(1975, 2025)]
    assert years("COE", "RUS") == [(1996, 2022)]
    assert book.states["KAZ"].cow == 705
    assert book.states["SUN"].until == 1991


def test_organisation_seats_are_states(book: codebook.Codebook) -> None:
    assert all(body.seat is None or body.seat in book.states for body in book.organisations.values())
    for key, spec in _raw(book, "actors/organisations.yml", "organisations").items():
        assert isinstance(spec["members"], list) or (spec["members"] == "all" and spec["members_note"]), key


def test_leaders_are_many_and_serve_known_actors_in_order(book: codebook.Codebook) -> None:
    assert len(book.leaders) >= 900
    for leader in book.leaders:
        assert leader.actor in book.states or leader.actor in book.organisations, leader.names
        assert leader.offices, leader.names
        for level, since, until in leader.offices:
            assert level in book.levels, leader.names
            assert since in PLAUSIBLE, leader.names
            assert since is not None, leader.names
            assert until is None or since <= until, leader.names


def test_most_states_have_a_leader(book: codebook.Codebook) -> None:
    led = {leader.actor for leader in book.leaders}
    members = [iso for iso, state in book.states.items() if state.until is None and state.cow is not None]
    assert sum(iso in led for iso in members) >= 0.85 * len(members)


def test_institutions_stand_for_a_known_state_or_organisation(book: codebook.Codebook) -> None:
    for item in _raw(book, "actors/institutions.yml", "institutions"):
        owner = item.get("state") or item["organisation"]
        assert owner in book.states or owner in book.organisations, item["names"]
        assert item["level"] in book.levels
        assert item["names"]


def test_offices_have_known_levels_and_lower_case_words_used_once(book: codebook.Codebook) -> None:
    offices = book.language("en")["offices"]
    for key in ("offices", "institutions"):
        seen: set[str] = set()
        for entry in offices[key]:
            assert entry["level"] in book.levels
            for word in entry["words"]:
                assert word == word.lower()
                assert word not in seen, word
                seen.add(word)
    assert {"former", "deposed"} <= set(offices["former"])


def test_every_level_has_an_office(book: codebook.Codebook) -> None:
    offices = book.language("en")["offices"]
    levels = {e["level"] for key in ("offices", "institutions") for e in offices[key]}
    assert levels == set(book.levels)


def test_word_classes_are_lower_case_and_broad(book: codebook.Codebook) -> None:
    classes = book.language("en")["classes"]["classes"]
    for name, listed in classes.items():
        assert len(listed) == len(set(listed)), name
        assert all(isinstance(w, str) and w == w.lower().strip() and w for w in listed), name
    assert len(set(classes["weapon"]) | set(classes["equipment"])) >= 500
    for part in ("ammunition", "armour", "artillery", "missile", "aircraft", "ship", "firearm"):
        assert set(classes[part]) <= set(classes["weapon"]), part


@pytest.mark.parametrize(
    "name", ["F-16", "T-72", "Su-30", "C-130", "S-400", "HH-60G", "HIMARS", "Mi-17", "F/A-18", "155 mm", "Kilo-class"]
)
def test_designations_of_weapons_are_recognised(book: codebook.Codebook, name: str) -> None:
    patterns = book.language("en")["classes"]["designation_pattern"]
    assert any(re.fullmatch(p, name) for p in patterns)


@pytest.mark.parametrize("word", ["Article", "2012", "Kazakhstan", "May-5", "2+2", "A", "COVID-19", "G-20", "the"])
def test_other_words_are_no_designations(book: codebook.Codebook, word: str) -> None:
    patterns = book.language("en")["classes"]["designation_pattern"]
    assert not any(re.fullmatch(p, word) for p in patterns)


def test_exercises_are_many_and_refer_to_known_actors(book: codebook.Codebook) -> None:
    assert len(book.exercises) >= 150
    names = [n for e in book.exercises for n in e.names]
    assert len(names) == len(set(names))
    for exercise in book.exercises:
        assert all(p in book.states for p in exercise.participants), exercise.name
        assert exercise.framework is None or exercise.framework in book.organisations, exercise.name
        assert exercise.kind in ("joint", "national"), exercise.name
        assert exercise.kind != "national" or len(exercise.participants) <= 1, exercise.name


def test_sources_are_many_with_kind_country_owner_and_no_grade(book: codebook.Codebook) -> None:
    listed = [item for file, data in book.raw.items() if file.startswith("sources/") for item in data["sources"]]
    assert len(listed) == len({item["id"] for item in listed}) >= 350
    for item in listed:
        assert item["kind"] in KINDS, item["id"]
        assert item["country"] is None or item["country"] in book.states, item["id"]
        assert item["owner"], item["id"]
        assert item["names"], item["id"]
        assert item["reliability"] == "F", item["id"]
    names = [name.casefold() for item in listed for name in item["names"]]
    assert len(names) == len(set(names))
    assert len({item["country"] for item in listed}) >= 100


def test_vectors_have_known_members(book: codebook.Codebook) -> None:
    assert {"west", "russia", "china"} <= set(book.vectors)
    for name, members in book.vectors.items():
        assert members, name
        assert len(members) == len(set(members)), name
        assert all(m in book.states or m in book.organisations for m in members), name


def _text_keys(node: yaml.Node, file: str) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.tag != "tag:yaml.org,2002:str":
                yield f"{file}:{key.start_mark.line + 1}: {key.value}"
            yield from _text_keys(value, file)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _text_keys(item, file)


def test_every_key_and_every_name_is_text(book: codebook.Codebook) -> None:
    folders = ("actors", "named", "sources", "vectors")
    for folder in folders:
        for path in sorted((codebook.PACKAGED / folder).glob("*.yml")):
            root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            assert root is not None, path.name
            assert list(_text_keys(root, path.name)) == []
    assert all(isinstance(name, str) for name, _ in _named(book))
