"""The loader of the codebook: what it makes of YAML, how an overlay is laid, and what it says of bad files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera import codebook
from foedera.codebook import Codebook
from foedera.codebook.yamlfiles import merge
from foedera.errors import CodebookError, NotFoundError

Lay = Callable[..., Codebook]

TYPE = """
type: parade
family: contact
label: Parade
definition: "  Troops of two states
  march together. "
roles: {participant: {many: true}, watcher: {peripheral: true}, crowd: {society: true}}
codes: {cameo: "062", plover: COOPERATE}
triggers: {en: [{words: march, pos: verb, frame: join}, {words: [parade], pos: noun, frame: go, needs: {with: state}}]}
"""


@pytest.fixture
def lay(book: Codebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lay:
    """Load with an overlay of files, named with ``__`` for a slash, over a few of the packaged files."""
    few = tmp_path / "few"
    for name in ("codebook.yml", "events/visit.yml", "events/threat.yml", "languages/en/classes.yml"):
        (few / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(codebook.PACKAGED / name, few / name)
    monkeypatch.setattr(codebook, "PACKAGED", few)

    def laid(**files: str) -> Codebook:
        over = tmp_path / "over"
        over.mkdir(exist_ok=True)
        for name, content in files.items():
            path = over / (name.replace("__", "/") + ".yml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return codebook.load(over)

    return laid


def test_a_type_of_ones_own_stands_beside_the_packaged_ones(lay: Lay) -> None:
    made = lay(events__parade=TYPE)
    assert list(made.types) == ["parade", "visit", "threat"]
    parade = made.type("parade")
    assert parade.definition == "Troops of two states march together."
    assert [(r.name, r.many, r.peripheral, r.society) for r in parade.roles] == [
        ("participant", True, False, False),
        ("watcher", False, True, False),
        ("crowd", False, False, True),
    ]
    assert parade.role("watcher") is parade.roles[1]
    assert parade.role("nobody") is None
    first, second = parade.triggers["en"]
    assert (first.id, first.words, first.confidence, first.near) == ("parade/en/1", ("march",), 0.9, True)
    assert second.needs == {"with": frozenset({"state"})}


def test_the_order_of_types_is_that_of_families_then_names(lay: Lay) -> None:
    made = lay(events__parade=TYPE)
    families = list(made.families)
    keys = [(families.index(t.family), t.name) for t in made.types.values()]
    assert keys == sorted(keys)


def test_an_overlay_adds_to_lists_and_replaces_other_values(lay: Lay, book: Codebook) -> None:
    more = "label: Call\ntriggers: {en: [{words: [drop by], pos: verb, frame: go}]}\n"
    made, before = lay(events__visit=more).type("visit"), book.type("visit")
    assert made.label == "Call"
    assert made.definition == before.definition
    assert made.triggers["en"][:-1] == before.triggers["en"]
    assert made.triggers["en"][-1].words == ("drop by",)


def test_a_file_that_says_replace_stands_alone(lay: Lay) -> None:
    made = lay(events__visit="replace: true\n" + TYPE.replace("parade", "visit", 1))
    assert [t.words for t in made.type("visit").triggers["en"]] == [("march",), ("parade",)]
    assert made.type("visit").positive == {}


def test_loading_a_folder_leaves_the_packaged_codebook_as_it_was(lay: Lay, book: Codebook) -> None:
    triggers = len(book.type("visit").triggers["en"])
    lay(events__visit="triggers: {en: [{words: [drop by], pos: verb, frame: go}]}\n")
    assert len(codebook.load().type("visit").triggers["en"]) == triggers
    assert codebook.load() is book


def test_the_version_is_a_number_and_a_digest_that_any_change_changes(lay: Lay) -> None:
    versions = {
        lay().version,
        lay(events__parade=TYPE).version,
        lay(events__parade=TYPE + "\n# a comment\n").version,
        lay(events__parade=TYPE).version,
    }
    assert len(versions) == 3
    assert all(re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{8}", v) for v in versions)


def test_words_that_yaml_would_reinterpret_stay_words(lay: Lay) -> None:
    made = lay(languages__en__own="words: [no, on, yes, off, n, y, true, false]\n")
    assert made.language("en")["own"]["words"] == ["no", "on", "yes", "off", "n", "y", True, False]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: 1\na: 2\n", r"line 2: the key 'a' is given twice"),
        ("1: a\n", r"line 1: the key 1 is not text; put it in quotes"),
        ("true: a\n", r"the key True is not text"),
        ("2024-01-01: a\n", r"is not text; put it in quotes"),
        ("- a\n- b\n", r"such a file is a mapping of keys, not a list"),
        ("a: [1\n", r"not valid YAML: .*Mend the file"),
        ("a: !!python/object/apply:os.getcwd []\n", r"not valid YAML"),
    ],
)
def test_a_file_that_is_not_well_formed_is_named_with_its_line(lay: Lay, content: str, said: str) -> None:
    with pytest.raises(CodebookError, match=rf"own\.yml: .*{said}"):
        lay(languages__en__own=content)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("family: contact", "family: contacts", r"parade\.yml: family 'contacts' is not one of contact, "),
        ("label: Parade\n", "", r"parade\.yml: the key 'label' is missing"),
        ("label:", "lable:", r"parade\.yml: unknown key 'lable'\. Known: also, "),
        ("words: march, ", "", r"parade\.yml: trigger 1 of 'en': the key 'words' is missing"),
        ("frame: go, needs", "frame: go, need", r"trigger 2 of 'en': unknown key 'need'\. Known: "),
    ],
)
def test_a_type_with_a_fault_is_named_with_the_key_and_what_is_known(lay: Lay, old: str, new: str, said: str) -> None:
    assert old in TYPE
    with pytest.raises(CodebookError, match=said):
        lay(events__parade=TYPE.replace(old, new))


def test_a_file_in_another_encoding_is_named_with_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "own.yml"
    path.write_bytes("words: [communiqué]".encode("latin-1"))
    with pytest.raises(CodebookError, match=r"own\.yml: not UTF-8 at byte 17\. Save the file as UTF-8"):
        codebook.load(tmp_path)


def test_an_actor_without_a_name_is_an_error_of_the_codebook_and_no_other(lay: Lay) -> None:
    with pytest.raises(CodebookError, match=r"not well formed.*Run: foedera check"):
        lay(actors__states="states: {XXA: {capital: Nowhere}}\n")


def test_an_empty_file_adds_nothing(lay: Lay, book: Codebook) -> None:
    assert lay(events__visit="# nothing yet\n").type("visit") == book.type("visit")


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"none: no such folder\. --codebook takes a folder"):
        codebook.load(tmp_path / "none")


@pytest.mark.parametrize("ask", [lambda b: b.type("visti"), lambda b: b.language("xx"), lambda b: b.actor("Atlantis")])
def test_what_is_not_there_is_said_with_what_is(book: Codebook, ask: Callable[[Codebook], object]) -> None:
    with pytest.raises(NotFoundError, match=r"no (claim type 'visti'|language 'xx'|actor 'Atlantis').*\. (Known|Give)"):
        ask(book)


@pytest.mark.parametrize(
    ("words", "actor"),
    [("OMN", "OMN"), ("omn", "OMN"), (" Oman ", "OMN"), ("oman", "OMN"), ("nato", "NATO"), ("African Union", "AU")],
)
def test_an_actor_is_found_by_its_id_or_any_of_its_names_in_any_case(book: Codebook, words: str, actor: str) -> None:
    assert book.actor(words) == actor


def test_every_id_and_every_first_name_lead_to_the_actor_itself(book: Codebook) -> None:
    for table in (book.states, book.organisations):
        for key in table:
            assert book.actor(key) == key
            assert book.actor(key.lower()) == key


def test_a_misspelt_name_is_answered_with_near_ones(book: Codebook) -> None:
    with pytest.raises(NotFoundError, match=r"Near: .*mozambique \(MOZ\)"):
        book.actor("Mozambik")


@pytest.mark.parametrize(("key", "name"), [("OMN", "Oman"), ("XYZ", "XYZ"), ("GRP:Nowhere", "Nowhere")])
def test_an_actor_has_a_name_to_be_shown_by(book: Codebook, key: str, name: str) -> None:
    assert book.actor_name(key) == name


def test_a_codebook_cannot_be_changed_in_place(book: Codebook) -> None:
    with pytest.raises(FrozenInstanceError):
        book.version = "2"  # type: ignore[misc]


LEAF = st.integers(0, 3) | st.lists(st.integers(0, 3), max_size=3)
TREES = st.recursive(LEAF, lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3), max_leaves=6)
MAPPINGS = st.dictionaries(st.sampled_from("abc"), TREES, max_size=3)


@given(MAPPINGS)
def test_laying_nothing_over_a_file_changes_nothing(base: dict[str, object]) -> None:
    assert merge(base, {}) == base
    assert merge({}, base) == base


@given(MAPPINGS, MAPPINGS)
def test_keys_of_both_files_stand_and_lists_are_joined_in_order(
    base: dict[str, object], over: dict[str, object]
) -> None:
    merged = merge(base, over)
    assert set(merged) == set(base) | set(over)
    for key in merged:
        mine, its = base.get(key), over.get(key)
        if isinstance(mine, list) and isinstance(its, list):
            assert merged[key] == mine + its
        elif not (isinstance(mine, dict) and isinstance(its, dict)):
            assert merged[key] == (its if key in over else mine)


@given(st.tuples(MAPPINGS, MAPPINGS, MAPPINGS))
def test_merging_never_changes_what_it_is_given(trees: tuple[dict[str, object], ...]) -> None:
    before = repr(trees)
    merge(merge(trees[0], trees[1]), trees[2])
    assert repr(trees) == before
