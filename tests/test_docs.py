"""The pages say what is so: their commands run, their links lead somewhere, their examples hold."""

from __future__ import annotations

import doctest
import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

import foedera
from foedera import cli, codebook
from foedera.checking import Finding
from foedera.checking.running import check as run_examples
from foedera.errors import CodebookError
from foedera.records import record_of

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GENERATED = {"cli.md", "codebook.md", "findings.md"}
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "benchmarks/*.md", "examples/*.md")
    for path in ROOT.glob(pattern)
)  # fmt: skip
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", _read(page), re.MULTILINE | re.DOTALL)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _read(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(_read(page)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{target} in {page.name}"
        assert not anchor or anchor in _anchors(there), f"{target} in {page.name}"


def test_the_overview_leads_to_every_page() -> None:
    linked = {target.partition("#")[0] for target in LINK.findall(_read(ROOT / "docs" / "index.md"))}
    assert {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"} <= linked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_page_names_a_place_on_somebodys_machine(page: Path) -> None:
    assert re.findall(r"(?<![\w.])/(?:root|home|work|tmp|Users)/\S*", _read(page)) == []


def test_every_command_and_option_that_a_page_shows_exists() -> None:
    import typer

    root: Any = typer.main.get_command(cli.app)
    known = {
        name: {o for c in (command, *getattr(command, "commands", {}).values()) for p in c.params for o in p.opts}
        | {"--help"}
        for name, command in root.commands.items()
    }
    shown = 0
    for page in PAGES:
        if page.name in GENERATED:
            continue
        for name, rest in re.findall(r"(?:^\$ |`|^)foedera ([a-z]+)([^`\n]*)", _read(page), re.MULTILINE):
            assert name in known, f"foedera {name} in {page.name}"
            for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", rest.partition(" #")[0]):
                shown += 1
                assert option in known[name], f"foedera {name} {option} in {page.name}"
    assert shown > 10, "the pages show hardly any command any more"


def test_the_make_targets_that_the_readme_names_exist() -> None:
    makefile = _read(ROOT / "Makefile")
    for target in set(re.findall(r"(?:`|^)make ([a-z]+)", _read(README), re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def _shape(printed: str) -> str:
    """Printed lines without what a better rule changes: ids, counts, blanks."""
    shape = re.sub(r"\b[0-9a-f]{8,16}\b", "ID", printed)
    return re.sub(r"\s+", " ", re.sub(r"\d+", "N", shape)).strip()


def test_the_tour_of_the_readme_prints_what_it_says(tmp_path: Path) -> None:
    tour = _module(ROOT / "docs" / "tour.py")
    page = _read(README)
    told, printed = tour.outputs(page), list(tour.run(page, tmp_path))
    assert len(told) == len(printed) > 5
    for command, said, does in zip(tour.commands(page), told, printed, strict=True):
        assert _shape(does) == _shape(said), f"{command}: run 'python docs/tour.py' and read what changed"


def test_the_commands_of_the_page_on_scoring_print_what_it_says(tmp_path: Path) -> None:
    tour = _module(ROOT / "docs" / "tour.py")
    page = _read(ROOT / "docs" / "scoring.md")
    told, printed = tour.outputs(page), list(tour.run(page, tmp_path))
    assert len(told) == len(printed) > 1
    for command, said, does in zip(tour.commands(page), told, printed, strict=True):
        assert does == said, f"{command}: run 'python docs/tour.py' and read what changed"


def test_the_gold_that_the_page_on_scoring_shows_is_read(tmp_path: Path) -> None:
    from foedera.score import read_claims, read_gold

    page, book = ROOT / "docs" / "scoring.md", codebook.load()
    sample = read_gold(ROOT / "examples" / "scoring" / "gold" / "ferry.yml", book)[0].body
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "ferry.txt").write_text(sample, encoding="utf-8")
    written, claims, floors = (json.loads(block) for block in _blocks(page, "json"))
    (tmp_path / "gold.jsonl").write_text(json.dumps(written), encoding="utf-8")
    (tmp_path / "claims.jsonl").write_text(json.dumps(claims), encoding="utf-8")
    text = _blocks(page, "yaml")[0].replace(
        "counterpart. ...", "counterpart. The minister opened a new fish market in the port."
    )
    (tmp_path / "gold.yml").write_text(text, encoding="utf-8")
    for gold in ("gold.jsonl", "gold.yml"):
        (document,) = read_gold(tmp_path / gold, book)
        assert document.coded[0].type == "visit"
        assert len(document.silent) == 1
    assert [row.quote for row in read_claims(tmp_path / "claims.jsonl", book)] == ["arrived in Karachi on Wednesday"]
    assert set(floors) == {"floors", "ceilings"}


def _holds(shown: Any, real: Any) -> bool:
    if isinstance(shown, dict):
        return isinstance(real, dict) and all(k in real and _holds(v, real[k]) for k, v in shown.items())
    if isinstance(shown, list):
        return (
            isinstance(real, list) and len(shown) <= len(real) and all(map(_holds, shown, real))
        )  # fmt: skip
    return bool(shown == real)


def test_the_claim_that_the_readme_shows_is_the_one_that_is_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = json.loads(_blocks(README, "json")[0])
    ((text, claims),) = list(foedera.code(["examples/reports/02-xi-visit.html"]))
    assert isinstance(text, foedera.model.Text)
    real = {claim.id: record_of(claim, text) for claim in claims}
    assert shown["id"] in real
    wrong = [key for key, value in shown.items() if not _holds(value, real[shown["id"]][key])]
    assert wrong == []


def _own_findings(folder: Path, name: str) -> list[Finding]:
    """What is found in one file of an overlay: shape and references, then its examples alone."""
    book = codebook.load(folder)
    from dataclasses import replace

    found = [f for f in foedera.check(folder, examples=False) if f.file.endswith(name)]
    return found + list(run_examples(replace(book, types={name[:-4]: book.types[name[:-4]]})))


def test_the_new_type_of_the_authoring_page_passes_the_check(tmp_path: Path) -> None:
    whole = _blocks(ROOT / "docs" / "codebook-authoring.md", "yaml")[0]
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "prisoner_exchange.yml").write_text(whole, encoding="utf-8")
    assert [str(f) for f in _own_findings(tmp_path, "prisoner_exchange.yml")] == []


def test_the_readme_shows_the_same_type_as_the_authoring_page() -> None:
    short = yaml.safe_load(_blocks(README, "yaml")[0])
    whole = yaml.safe_load(_blocks(ROOT / "docs" / "codebook-authoring.md", "yaml")[0])
    for key in short:
        if key != "examples":
            assert short[key] == whole[key], key
    for sign, examples in short["examples"]["en"].items():
        assert all(example in whole["examples"]["en"][sign] for example in examples)


def _known_keys(folder: Path, broken: str) -> set[str]:
    """The keys that the loader names when it refuses one."""
    (folder / "events").mkdir(exist_ok=True)
    (folder / "events" / "visit.yml").write_text(broken, encoding="utf-8")
    with pytest.raises(CodebookError, match="unknown key 'colour'") as refused:
        codebook.load(folder)
    return set(re.findall(r"[a-z_]+", str(refused.value).partition("Known: ")[2]))


def test_the_authoring_page_explains_every_key_of_a_type_and_of_a_trigger(tmp_path: Path) -> None:
    explained = set(re.findall(r"`([a-z_]+)`", _read(ROOT / "docs" / "codebook-authoring.md")))
    of_a_type = _known_keys(tmp_path, "colour: red\n")
    of_a_trigger = _known_keys(tmp_path, "triggers: {en: [{words: [go], pos: verb, frame: go, colour: red}]}\n")
    assert {"definition", "examples"} <= of_a_type <= explained
    assert {"frame", "needs"} <= of_a_trigger <= explained


def test_every_frame_that_the_authoring_page_names_exists() -> None:
    page = _read(ROOT / "docs" / "codebook-authoring.md")
    table = page[page.index("### Frames") : page.index("## A name that is missing")]
    named = {n for row in re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE) for n in re.findall(r"`(\w+)`", row)}
    assert named
    assert named <= set(codebook.load().language("en")["frames"]["frames"])


def test_the_names_that_the_authoring_page_adds_are_laid_over_ours(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "groups.yml").write_text(
        _blocks(ROOT / "docs" / "codebook-authoring.md", "yaml")[-1], encoding="utf-8"
    )
    book = codebook.load(tmp_path)
    assert book.actor("Northern Front") == "NORTHERNFRONT"
    assert book.actor("Lower Valley") == "GRP:LowerValley"


def test_the_python_tour_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    page = re.sub(r"^```.*$", "", _read(ROOT / "docs" / "api.md"), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(page, {}, "api.md", "docs/api.md", 0)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    result = runner.run(test, out=told.append)
    assert result.attempted > 20
    assert result.failed == 0, "".join(told)


def test_the_changelog_begins_with_this_version() -> None:
    assert re.search(r"^## (\S+)", _read(ROOT / "CHANGELOG.md"), re.MULTILINE).group(1) == foedera.__version__  # type: ignore[union-attr]


def test_the_notice_names_every_dependency() -> None:
    import tomllib

    project = tomllib.loads(_read(ROOT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    notice = _read(ROOT / "NOTICE").casefold()
    assert [d for d in wanted if re.split(r"[<>=!~ ]", d)[0].casefold() not in notice] == []
