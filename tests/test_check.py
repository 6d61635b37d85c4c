from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import foedera
from foedera.checking import CODES, Level, check
from foedera.codebook import PACKAGED
from foedera.errors import CodebookError


def overlay(tmp_path: Path, **files: str) -> Path:
    """An overlay of files, named with ``__`` for a slash."""
    for name, content in files.items():
        path = tmp_path / (name.replace("__", "/") + ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


EXAMPLE = '{text: "Fiji %d met Tonga.", claims: [{status: occurred, roles: {participant: [FJI, TON]}}]}'
NEGATIVE = '{text: "Nobody %d met.", why: "nobody"}'


def own_type(**changes: object) -> str:
    """A sound type of one's own, with changes."""
    data = {
        "type": "picnic", "family": "contact", "label": "Picnic", "definition": "They eat outdoors.",
        "roles": {"participant": {"many": True}}, "attributes": {"food": "What is eaten."}, "mutual": True,
        "pair": {"parties": "participant"}, "dyad": True, "codes": {"cameo": "040", "plover": "CONSULT"},
        "triggers": {"en": [{"words": ["picnic"], "pos": "verb", "frame": "meet"}]},
        "examples": {"en": {
            "positive": [yaml.safe_load(EXAMPLE % n) for n in range(6)],
            "negative": [yaml.safe_load(NEGATIVE % n) for n in range(4)],
        }},
    } | changes  # fmt: skip
    return yaml.safe_dump(data)


def codes(folder: Path, *, file: str = "events/picnic.yml") -> list[str]:
    return [f.code for f in check(folder, examples=False) if f.file == file]


def test_a_sound_type_of_ones_own_has_no_findings(tmp_path: Path) -> None:
    assert codes(overlay(tmp_path, events__picnic=own_type())) == []


TRIGGER = {"words": ["picnic"], "pos": "verb", "frame": "meet"}
POSITIVE = yaml.safe_load(EXAMPLE % 1)


def examples(**changes: object) -> dict[str, object]:
    sound = yaml.safe_load(own_type())["examples"]["en"]
    return {"en": sound | changes}


FAULTS: list[tuple[dict[str, object], str]] = [
    ({"mutual": "yes"}, "C105"),
    ({"exclusions": ["a", True]}, "C106"),
    ({"pair": {"parties": "guests"}}, "C201"),
    ({"slots": {"agent": "guest"}}, "C201"),
    ({"pair": {}}, "C202"),
    ({"triggers": {"en": [TRIGGER | {"attributes": {"drink": "tea"}}]}}, "C203"),
    ({"triggers": {"en": [TRIGGER | {"frame": "met"}]}}, "C204"),
    ({"triggers": {"en": [TRIGGER | {"context": ["no_such_class"]}]}}, "C205"),
    ({"codes": {"cameo": "040"}}, "C206"),
    ({"codes": {"cameo": "40x", "plover": "CONSULT"}}, "C207"),
    ({"triggers": {}}, "C208"),
    ({"triggers": {"en": [TRIGGER | {"status": "done"}]}}, "C209"),
    ({"triggers": {"en": [TRIGGER | {"slots": {"nowhere": "participant"}}]}}, "C210"),
    ({"examples": examples(positive=[])}, "C301"),
    ({"examples": examples(negative=[])}, "C302"),
    ({"examples": examples(positive=[{"text": "They ate."}])}, "C303"),
    ({"examples": examples(positive=[POSITIVE | {"published": "2019-02-30"}])}, "C305"),
    ({"examples": examples(positive=[POSITIVE, POSITIVE])}, "C306"),
    ({"examples": examples(negative=[{"text": "They ate."}])}, "C308"),
]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The codes found in a codebook in which each type has one fault, by type; checked once, as it takes seconds."""
    folder = tmp_path_factory.mktemp("faulty")
    for at, (changes, _) in enumerate(FAULTS):
        overlay(folder, **{f"events__picnic{at:02}": own_type(type=f"picnic{at:02}", **changes)})
    found: dict[str, list[str]] = {}
    for finding in check(folder, examples=False):
        found.setdefault(finding.file, []).append(finding.code)
    return found


@pytest.mark.parametrize(("at", "code"), [(at, code) for at, (_, code) in enumerate(FAULTS)])
def test_each_fault_of_a_type_has_its_code(faulty: dict[str, list[str]], at: int, code: str) -> None:
    assert code in faulty[f"events/picnic{at:02}.yml"]


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    written = re.sub(r"label:.*\n", "", own_type())
    assert codes(overlay(tmp_path, events__picnic=written)) == ["C101", "C104"]


def test_unknown_actors_roles_and_statuses_of_examples_are_named(tmp_path: Path) -> None:
    wrong = {"text": "They met.", "claims": [{"status": "done", "roles": {"guest": ["FIJ"], "participant": ["FJI"]}}]}
    folder = overlay(tmp_path, events__picnic=own_type(examples=examples(positive=[wrong])))
    found = {f.code: f for f in check(folder, examples=False) if f.file == "events/picnic.yml"}
    assert {"C209", "C201", "C304"} <= set(found)
    assert found["C304"].key == "examples/en/positive/1/claims/1/roles/guest"
    assert "no actor 'FIJ'" in found["C304"].message


def test_a_file_that_nothing_reads_is_pointed_out(tmp_path: Path) -> None:
    folder = overlay(tmp_path, actors__state="{}")
    (found,) = [f for f in check(folder, examples=False) if f.file == "actors/state.yml"]
    assert found.code == "C102"
    assert found.level is Level.WARNING
    assert "Did you mean 'actors/states.yml'?" in found.message


def test_bare_dates_among_words_are_pointed_out(tmp_path: Path) -> None:
    folder = overlay(tmp_path, languages__en__own="words: [true, 2019-05-02, twice]\n")
    found = [f for f in check(folder, examples=False) if f.file == "languages/en/own.yml"]
    assert [(f.code, f.key) for f in found if f.code == "C106"] == [("C106", "words/1"), ("C106", "words/2")]


def test_actors_that_share_a_name_or_do_not_exist_are_pointed_out(tmp_path: Path) -> None:
    folder = overlay(
        tmp_path,
        actors__organisations='organisations: {PICNIC: {names: ["Picnic Union"],'
        " members: [[FJI, 2001, 1999], [QQQ, 2000, null]]}}\n",
        actors__groups='groups: {Eaters: {names: ["Picnic Union"]}}\n',
    )
    found = {(f.code, f.key) for f in check(folder, examples=False)}
    assert ("C401", "Eaters") in found
    assert ("C402", "organisations/PICNIC/members") in found
    assert ("C403", "organisations/PICNIC/members/FJI") in found


def test_a_type_called_otherwise_than_its_file_is_pointed_out(tmp_path: Path) -> None:
    assert "C107" in [f.code for f in check(overlay(tmp_path, events__feast=own_type()), examples=False)]


def test_an_unknown_family_is_refused(tmp_path: Path) -> None:
    folder = overlay(tmp_path, events__picnic=own_type(family="contacts"))
    assert "C101" in [f.code for f in check(folder, examples=False)]


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such folder"):
        foedera.check(tmp_path / "none")


def test_the_examples_of_an_overlay_are_run(tmp_path: Path) -> None:
    from foedera.checking import running
    from foedera.codebook import load

    book = load(overlay(tmp_path, events__picnic=own_type(triggers={})))
    found = list(running.check(replace(book, types={"picnic": book.types["picnic"]})))
    assert [f.code for f in found] == ["C501"] * 6
    assert "must give occurred participant=FJI+TON; it gives no picnic" in found[0].message


def test_every_code_says_what_it_means_and_what_to_do() -> None:
    assert all(re.fullmatch(r"C\d{3}", code) and c.title and c.advice.endswith(".") for code, c in CODES.items())


def test_the_packaged_codebook_has_no_errors_of_shape() -> None:
    assert [str(f) for f in check(examples=False) if f.level is Level.ERROR] == []


def test_the_packaged_files_are_all_read() -> None:
    assert len(list(PACKAGED.rglob("*.yml"))) > 40


def test_a_dispute_has_two_sides_and_the_holder_is_one_of_them(tmp_path: Path) -> None:
    written = {
        "disputes": [
            {"name": "North Rock", "claimants": ["FJI"]},
            {"name": "South Rock", "claimants": ["FJI", "TON"], "holder": "WSM"},
            {"name": "East Rock", "claimants": ["FJI", "TON"], "holder": "TON", "since": 1999, "until": 1972},
            {"name": "West Rock", "claimants": ["FJI", "ATLANTIS"]},
        ]
    }
    found = codes(overlay(tmp_path, named__disputes=yaml.safe_dump(written)), file="named/disputes.yml")
    assert sorted(found) == ["C402", "C403", "C405", "C405"]
