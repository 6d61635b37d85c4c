"""A coder against gold: the reference matcher as an oracle, a document small enough to count by hand, and laws."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedera.codebook import Codebook
from foedera.errors import GoldError
from foedera.score import Kind, Score, read_claims, read_gold, score, sorted_out
from foedera.score.figures import at, percentiles
from foedera.score.placing import locate
from support_cli import Answer
from support_score import GOLD, TEXT, claim, write_claims, write_gold

Run = Callable[..., Answer]

SHARED = Path(__file__).parents[2] / "shared"
VISIT = claim("defence minister arrived in Nairobi", "visit", "contact", {"visitor": ["OMN"], "host": ["KEN"]})


def scored(gold: Path, claims: Path, book: Codebook, **options: Any) -> Score:
    documents = read_gold(gold, book)
    rows, elsewhere = sorted_out(read_claims(claims, book), documents)
    return score(documents, rows, book, elsewhere=len(elsewhere), **options)


# The reference matcher


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, Any]]:
    """The gold beside the project, our rules' claims on it, and the figures that the reference matcher gives."""
    gold, script = SHARED / "gold" / "gold.jsonl", SHARED / "score" / "score.py"
    if not gold.is_file() or not script.is_file():
        pytest.skip("no gold beside the project, or no reference matcher")
    claims = tmp_path_factory.mktemp("reference") / "claims.jsonl"
    with claims.open("wb") as out:
        command = [sys.executable, "-m", "foedera.cli", "code", "--manifest", str(gold.with_name("manifest.jsonl"))]
        subprocess.run([*command, "--jsonl"], stdout=out, stderr=subprocess.DEVNULL, check=True, timeout=300)
    ran = subprocess.run(
        [sys.executable, str(script), str(gold), str(claims), "--json"], capture_output=True, check=True, timeout=300
    )
    return gold, claims, json.loads(ran.stdout)


def holds(wanted: dict[str, Any], found: dict[str, Any], where: str = "") -> list[str]:
    """What differs, by dotted name; what is found beside what is wanted does not matter."""
    different = []
    for key, value in wanted.items():
        if isinstance(value, dict):
            different += holds(value, found[key], f"{where}{key}.")
        elif found.get(key) != value:
            different.append(f"{where}{key}: {value}, not {found.get(key)}")
    return different


def test_our_figures_are_those_of_the_reference_matcher(
    reference: tuple[Path, Path, dict[str, Any]], book: Codebook
) -> None:
    gold, claims, wanted = reference
    assert wanted["event"]["gold"] > 400
    assert holds(wanted, dict(scored(gold, claims, book, resamples=0).figures)) == []


def test_gold_whose_evidence_is_looked_for_gives_the_figures_of_gold_that_says_where_it_is(
    reference: tuple[Path, Path, dict[str, Any]], book: Codebook, tmp_path: Path
) -> None:
    gold, claims, wanted = reference
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row["path"] = str((gold.parent / row["path"]).resolve())
        for one in row["claims"]:
            del one["end"]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert holds(wanted, dict(scored(tmp_path / "gold.jsonl", claims, book, resamples=0).figures)) == []


# One document, counted by hand


def test_a_small_document_is_scored_as_a_person_would_count(tmp_path: Path, book: Codebook) -> None:
    claims = write_claims(
        tmp_path / "claims.jsonl",
        VISIT | {"date": {"start": "2021-03-02", "end": "2021-03-02"}},
        claim("signed an accord on training", "unit_training", "training", {"trainer": ["KEN"], "trainee": ["OMN"]}),
        claim("Ghana protested", "opposition", "friction", {"speaker": ["GHA"], "target": ["TGO"]}, status="planned"),
        claim("The ministry has a new roof", "meeting", "contact", {"participant": ["KEN", "OMN"]}),
        claim("These words are nowhere", "visit", "contact", {"visitor": ["OMN"]}),
        claim("Ghana protested", "opposition", "friction", {"speaker": ["GHA"]}, document={"id": "d9"}),
    )
    found = scored(write_gold(tmp_path / "gold"), claims, book)
    event = found.figures["event"]
    assert event["exhaustive"] == {"gold": 3, "claims": 4, "precision": 0.5, "recall": 0.667, "f1": 0.572}
    assert (event["type"], event["status"], event["date"], event["role"]) == (1.0, 0.5, 1.0, 1.0)
    assert found.figures["families"]["training"]["precision"] == 0.0
    assert found.figures["types"]["visit"]["exhaustive"]["f1"] == 1.0
    assert found.figures["languages"]["en"]["event"] == event
    assert found.figures["silent"] == {"stretches": 1, "claimed": 1}
    assert found.figures["dyads"] == {"gold": 1, "claims": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert (found.figures["quotes_not_in_document"], found.figures["claims_on_other_documents"]) == (1, 1)
    notes = {(o.kind, o.note) for o in found.outcomes[0] if o.kind is not Kind.HIT}
    assert notes == {
        (Kind.MISS, "Another family: gold agreement, claim training."),
        (Kind.FALSE_ALARM, "Another family: gold agreement, claim training."),
        (Kind.FALSE_ALARM, "Marked as no claim: home affairs."),
        (Kind.PASSED_OVER, "No claim was made of these words."),
    }


def test_an_optional_record_counts_only_when_it_is_found(tmp_path: Path, book: Codebook) -> None:
    gold = write_gold(tmp_path / "gold")
    without = scored(gold, write_claims(tmp_path / "none.jsonl", VISIT), book)
    closing = claim("closing of the border", "restriction", "friction", {"initiator": ["TGO"]})
    having = scored(gold, write_claims(tmp_path / "one.jsonl", VISIT, closing), book)
    assert without.figures["event"]["gold"] == 3
    assert having.figures["event"]["gold"] == 4
    assert having.figures["event"]["exhaustive"]["precision"] == 1.0


def test_in_gold_that_lists_only_the_clear_claims_nothing_is_a_false_alarm(tmp_path: Path, book: Codebook) -> None:
    gold = write_gold(tmp_path / "gold", d1=GOLD.replace("language: en", "language: en\nexhaustive: false"))
    roof = claim("The ministry has a new roof", "meeting", "contact", {"participant": ["KEN", "OMN"]})
    found = scored(gold, write_claims(tmp_path / "c.jsonl", VISIT, roof), book)
    assert found.figures["event"]["recall"] == 0.333
    assert found.figures["event"]["exhaustive"]["claims"] == 0
    assert found.figures["event"]["unlisted"] == 1


@pytest.mark.parametrize(
    ("roles", "matches"),
    [
        ({"visitor": ["OMN"], "host": ["KEN"]}, True),
        ({"visitor": ["OMN"]}, True),  # one of two: just half
        ({"visitor": ["OMN"], "host": ["TZA"]}, False),  # one of three
        ({"visitor": ["OMN"], "location": ["TZA"]}, True),  # a place is not compared
        ({"visitor": ["GRP:envoys"]}, False),
    ],
)
def test_half_of_the_actors_must_be_shared(
    roles: dict[str, list[str]], matches: bool, tmp_path: Path, book: Codebook
) -> None:
    claims = write_claims(tmp_path / "c.jsonl", claim("arrived in Nairobi", "visit", "contact", roles))
    found = scored(write_gold(tmp_path / "gold"), claims, book, resamples=0)
    assert (found.figures["families"]["contact"]["recall"] == 1.0) is matches


# Laws


def as_claims(documents: list[Any]) -> list[dict[str, Any]]:
    return [
        claim(c.words, c.type, c.family, {}, status=c.status, negated=c.negated)
        | {
            "document": {"id": d.id},
            "roles": [{"role": role, "actor": actor} for role, actor in c.parties],
            "date": c.date and {"start": c.date[0] and str(c.date[0]), "end": c.date[1] and str(c.date[1])},
            "quote": {"exact": c.words, "start": c.start},
        }
        for d in documents
        for c in d.coded
    ]


def test_gold_scored_against_itself_is_perfect(tmp_path: Path, book: Codebook) -> None:
    gold = write_gold(tmp_path / "gold")
    documents = read_gold(gold, book)
    found = scored(gold, write_claims(tmp_path / "c.jsonl", *as_claims(documents)), book).figures
    for name in ("event.exhaustive.f1", "event.type", "event.status", "event.date", "event.role", "dyads.f1"):
        assert at(found, name) == 1.0, name


@given(st.text(alphabet="aB9 .,\n“ß", max_size=40), st.integers(0, 40), st.integers(1, 40))
def test_words_of_a_text_are_found_where_they_stand_whatever_the_blanks(body: str, start: int, length: int) -> None:
    words = body[start : start + length]
    found = locate(words.replace(" ", "\n"), body, start)
    if any(c.isalnum() for c in words):
        assert found is not None
        assert body[slice(*found)].strip(" .,\n“") == words.strip(" .,\n“")
    else:
        assert found is None


@given(st.lists(st.floats(0, 1), min_size=40))
def test_nearly_all_values_lie_between_the_percentiles(values: list[float]) -> None:
    low, high = percentiles(values)
    assert sum(low <= v <= high for v in values) >= 0.95 * len(values)


def test_intervals_hold_their_figures_and_never_change(tmp_path: Path, book: Codebook) -> None:
    names = [f"d{n}" for n in range(8)]
    gold = write_gold(tmp_path / "gold", **{n: GOLD.replace("id: d1", f"id: {n}") for n in names})
    claims = [VISIT | {"document": {"id": n}} for n in names[:5]]
    file = write_claims(tmp_path / "c.jsonl", *claims)
    first, again = (scored(gold, file, book).figures for _ in range(2))
    assert first == again
    low, high = first["intervals"]["families.contact.exhaustive.recall"]
    assert low < first["families"]["contact"]["recall"] == 0.625 < high
    assert first["intervals"]["event.exhaustive.precision"] == [1.0, 1.0]
    assert scored(gold, file, book, resamples=0).figures["intervals"] == {}


def test_a_figure_that_few_documents_add_to_has_no_interval(tmp_path: Path, book: Codebook) -> None:
    found = scored(write_gold(tmp_path / "gold"), write_claims(tmp_path / "c.jsonl", VISIT), book)
    assert found.figures["intervals"] == {}


# Files


def test_gold_may_be_jsonl_with_the_documents_beside_it(tmp_path: Path, book: Codebook) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(TEXT, encoding="utf-8")
    words = "Kenya and Oman signed an accord"
    row = {
        "id": "a",
        "path": "docs/a.txt",
        "claims": [
            {
                "families": ["agreement"],
                "type": "agreement",
                "status": "occurred",
                "actors": [{"id": "KEN", "role": "signatory"}, {"id": "OMN", "role": "signatory"}],
                "evidence": words,
            }
        ],
        "dyads": [["OMN", "KEN"]],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "manifest.jsonl").write_text(
        json.dumps({"path": "docs/a.txt", "published": "2021", "language": "sw"}), encoding="utf-8"
    )
    (document,) = read_gold(tmp_path / "gold.jsonl", book)
    assert TEXT[document.coded[0].start : document.coded[0].end] == words
    assert (document.request.published, document.language) == ("2021", "sw")
    assert document.dyads == {("KEN", "OMN")}


def test_a_yaml_file_may_hold_several_documents(tmp_path: Path, book: Codebook) -> None:
    file = tmp_path / "gold.yml"
    file.write_text(GOLD + "---\n" + GOLD.replace("id: d1", "id: d2"), encoding="utf-8")
    assert [d.id for d in read_gold(file, book)] == ["d1", "d2"]


def test_everything_wrong_in_gold_is_told_at_once(tmp_path: Path, book: Codebook) -> None:
    bad = GOLD.replace("type: visit", "type: vist").replace("status: occurred\n    roles: {speaker", "roles: {speaker")
    bad = bad.replace("words: Kenya and Oman signed", "words: Kenya and Oman refused").replace("initiator:", "starter:")
    with pytest.raises(GoldError) as refused:
        read_gold(write_gold(tmp_path / "gold", d1=bad), book)
    told = str(refused.value)
    assert "d1.yml, claim 1: no type 'vist'. Did you mean 'visit'?" in told
    assert "d1.yml, claim 2: 'Kenya and Oman refused an accord on training' is not in the text" in told
    assert "d1.yml, claim 3: no status" in told
    assert "d1.yml, claim 4: no role of restriction 'starter'" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("id: d1\ntext: A.\n", "no list of claims"),
        ("id: d1\nclaims: []\n", "neither a text nor a path"),
        ("id: d1\ntext: A.\nclaims: []\nclams: []\n", "Did you mean 'claims'"),
        ("- a\n", "a mapping of keys"),
        ("id: [", "not valid YAML"),
    ],
)
def test_gold_that_cannot_be_used_says_why(words: str, told: str, tmp_path: Path, book: Codebook) -> None:
    with pytest.raises(GoldError, match=told):
        read_gold(write_gold(tmp_path / "gold", d1=words), book)


def test_claims_may_be_a_spreadsheet(tmp_path: Path, book: Codebook) -> None:
    (tmp_path / "claims.csv").write_text(
        "document;type;status;roles;date;quote;negated\n"
        'd1;visit;occurred;"visitor: OMN; host: KEN";2021-03;"arrived in Nairobi";\n'
        'd1;agreement;planned;"signatory: KEN, OMN";2021-03-01 to 2021-04-01;"signed an accord";yes\n',
        encoding="utf-8",
    )
    first, second = read_claims(tmp_path / "claims.csv", book)
    assert (first.id, first.family, first.parties) == ("d1", "contact", (("visitor", "OMN"), ("host", "KEN")))
    assert [str(day) for day in first.date or ()] == ["2021-03-01", "2021-03-31"]
    assert second.parties == (("signatory", "KEN"), ("signatory", "OMN"))
    assert ([str(day) for day in second.date or ()], second.negated) == (["2021-03-01", "2021-04-01"], True)


def test_a_claim_finds_its_document_by_path_then_by_id(tmp_path: Path, book: Codebook) -> None:
    rows = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text(TEXT, encoding="utf-8")
        rows.append({"id": folder, "path": f"{folder}/1.txt", "claims": []})
    (tmp_path / "gold.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    documents = read_gold(tmp_path / "gold.jsonl", book)
    places = [{"path": "elsewhere/b/1.txt"}, {"id": "a"}, {"path": "x/1.txt"}, {"path": "b/2.txt"}, {"id": "c"}]
    claims = write_claims(tmp_path / "c.jsonl", *(VISIT | {"document": place} for place in places))
    found, elsewhere = sorted_out(read_claims(claims, book), documents)
    assert [len(rows) for rows in found] == [2, 1]
    assert len(elsewhere) == 2


# The command


def test_the_command_prints_tables_or_json_and_scores_our_rules_unasked(
    tmp_path: Path, run: Run, plain_coder: None
) -> None:
    words = GOLD.replace("words: Oman's defence minister arrived in Nairobi on Tuesday", "words: OMN visited KEN.")
    words = words.replace("  Oman's defence", "  OMN visited KEN.\n  Oman's defence")
    gold = write_gold(tmp_path / "gold", d1=words)
    answer = run("score", gold, "--json")
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["event"]["exhaustive"] == {
        "gold": 3,
        "claims": 1,
        "precision": 1.0,
        "recall": 0.333,
        "f1": 0.5,
    }
    table = run("score", gold, write_claims(tmp_path / "c.jsonl", VISIT), "--by", "family")
    assert "contact" in table.out
    assert "structure" not in table.out
    assert "1 document, 1 of them coded exhaustively." in table.err


def test_the_command_refuses_what_is_not_gold_or_claims_in_one_sentence(tmp_path: Path, run: Run) -> None:
    gold = write_gold(tmp_path / "gold")
    (tmp_path / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    for arguments, told in (
        ((tmp_path / "nothing.jsonl",), "cannot be opened"),
        ((tmp_path / "bad.jsonl",), "no list of claims"),
        ((gold, tmp_path / "bad.jsonl"), "row 1: no quote"),
        ((gold, tmp_path / "nothing.csv"), "cannot be opened"),
    ):
        answer = run("score", *arguments)
        assert (answer.code, told in answer.err, "Traceback" in answer.err) == (2, True, False), answer.err


def test_the_command_ends_with_four_below_a_floor(tmp_path: Path, run: Run) -> None:
    gold, claims = write_gold(tmp_path / "gold"), write_claims(tmp_path / "c.jsonl", VISIT)
    file = tmp_path / "floors.json"
    file.write_text('{"event.exhaustive.f1": 0.5, "event.type": 1}', encoding="utf-8")
    assert run("score", gold, claims, "--floors", file).code == 0
    file.write_text('{"floors": {"event.exhaustive.f1": 0.6}, "ceilings": {"event.exhaustive.claims": 0}}', "utf-8")
    answer = run("score", gold, claims, "--floors", file)
    assert answer.code == 4
    assert "event.exhaustive.f1 is 0.5, below its floor of 0.6." in answer.err
    assert "event.exhaustive.claims is 1, above its ceiling of 0." in answer.err
    file.write_text('{"evnt.f1": 0.1}', "utf-8")
    assert "evnt.f1 is unknown" in run("score", gold, claims, "--floors", file).err
    file.write_text('{"event.f1": "much"}', "utf-8")
    assert run("score", gold, claims, "--floors", file).code == 2


# Whatever stands in a file, it is used or refused in words


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3000) | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "role", "actor", "start"]), inner)
    ),
    max_leaves=6,
)


WILD = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
CLAIM_KEYS = st.sampled_from([*VISIT, "dyads", "negated", "path"])
RECORD_KEYS = st.sampled_from(["words", "type", "families", "status", "roles", "date", "start"])
DOCUMENT_KEYS = st.sampled_from(["claims", "silent", "dyads", "text", "path", "id", "language", "published"])


@WILD
@given(junk=st.dictionaries(CLAIM_KEYS, JUNK, min_size=1, max_size=3))
def test_a_claim_of_any_shape_is_scored_or_refused(junk: dict[str, Any], tmp_path: Path, book: Codebook) -> None:
    file = write_claims(tmp_path / "c.jsonl", VISIT | junk)
    with suppress(GoldError):
        assert json.dumps(scored(write_gold(tmp_path / "gold"), file, book, resamples=0).figures)


@WILD
@given(of_claim=st.dictionaries(RECORD_KEYS, JUNK), of_document=st.dictionaries(DOCUMENT_KEYS, JUNK))
def test_gold_of_any_shape_is_read_or_refused(
    of_claim: dict[str, Any], of_document: dict[str, Any], tmp_path: Path, book: Codebook
) -> None:
    one = {"words": "arrived in Nairobi", "type": "visit", "status": "occurred", "roles": {"visitor": ["OMN"]}}
    row = {"id": "d1", "text": TEXT, "claims": [one | of_claim]} | of_document
    (tmp_path / "gold.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with suppress(GoldError):
        assert read_gold(tmp_path / "gold.jsonl", book)


def test_a_second_coders_gold_may_be_scored(tmp_path: Path, run: Run) -> None:
    gold = write_gold(tmp_path / "gold")
    answer = run("score", gold, write_gold(tmp_path / "other"), "--json")
    assert json.loads(answer.out)["event"]["exhaustive"]["f1"] == 1.0
