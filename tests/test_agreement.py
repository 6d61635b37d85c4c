"""Two coders: the coefficients against their published examples and plain definitions, the comparison by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.project import compare_coders
from foedera.score.chance import alpha_nominal, alpha_of_table, alpha_unitizing, cohen_kappa, merged
from foedera.score.sentences import around, sentences
from support_cli import Answer
from support_score import GOLD, TEXT, claim, write_claims, write_gold

Run = Callable[..., Answer]

# Published examples


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # Cohen (1960), p. 45: two judges, three categories, 200 cases.
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.492),
        # Artstein and Poesio, Inter-coder agreement for computational linguistics (2008), p. 558.
        ([[20, 20], [10, 50]], 0.348),
        # The same, p. 568, without weights.
        ([[46, 6, 0], [0, 32, 0], [0, 6, 10]], 0.801),
        # The common textbook case: twenty times both yes, fifteen times both no, fifteen times not alike.
        ([[20, 5], [10, 15]], 0.400),
    ],
)
def test_kappa_is_that_of_the_published_examples(table: list[list[int]], kappa: float) -> None:
    counted = {(a, b): n for a, row in enumerate(table) for b, n in enumerate(row)}
    found = cohen_kappa(counted)
    assert found is not None
    assert round(found, 3) == pytest.approx(kappa)


@pytest.mark.parametrize(
    ("coders", "alpha"),
    [
        # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): A, two observers, two values;
        (["0100000010", "1110010000"], 0.095),
        # B, two observers, five values;
        (["aabbdcccedda", "babbbcccedd" + "d"], 0.692),
        # C, four observers, five values, some missing.
        (["123321412...", "1233224125.3", ".33323422" + "51.", "12332441251."], 0.743),
    ],
)
def test_alpha_is_that_of_the_published_examples(coders: list[str], alpha: float) -> None:
    units = [[None if value == "." else value for value in unit] for unit in zip(*coders, strict=True)]
    found = alpha_nominal(units)
    assert found is not None
    assert round(found, 3) == alpha


def test_alpha_for_unitizing_is_that_of_the_published_example() -> None:
    """Krippendorff (2004), p. 254: a continuum from 150 to 450, two observers, categories c and k."""

    def at(*units: tuple[int, int]) -> list[tuple[int, int]]:
        return [(start - 150, start - 150 + length) for start, length in units]

    k = at((180, 60), (300, 50))
    i = {"c": at((225, 70), (370, 30)), "k": k}
    j = {"c": at((220, 80), (355, 20), (400, 20)), "k": k}
    found = alpha_unitizing([i, j], 300)
    assert found.categories["c"] == pytest.approx(0.7286, abs=0.0001)
    assert found.categories["k"] == 1.0
    assert found.overall == pytest.approx(0.8591, abs=0.0005)  # printed from rounded disagreements


# Laws, and the definitions written out plainly


def plain_alpha(units: Sequence[Sequence[str | None]]) -> float | None:
    """Observed over expected disagreement, every pair of values counted one by one."""
    kept = [[v for v in unit if v is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    values = [v for unit in kept for v in unit]
    differing = sum(a != b for a, b in combinations(values, 2))
    if not differing:
        return None
    observed = sum(sum(a != b for a, b in combinations(unit, 2)) / (len(unit) - 1) for unit in kept) / len(values)
    expected = differing / (len(values) * (len(values) - 1))
    return 1 - observed / expected


VALUES = st.sampled_from(["a", "b", "c", None])


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=12))
def test_alpha_is_its_definition(units: list[tuple[str | None, ...]]) -> None:
    found, plain = alpha_nominal(units), plain_alpha(units)
    assert (found is None) == (plain is None)
    assert found is None or found == pytest.approx(plain)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=20))
def test_alpha_of_a_table_is_that_of_its_units(units: list[tuple[str, str]]) -> None:
    whole, by_unit = alpha_of_table(Counter(units)), alpha_nominal(units)
    assert whole == (None if by_unit is None else pytest.approx(by_unit))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=20))
def test_kappa_does_not_care_who_comes_first(units: list[tuple[str, str]]) -> None:
    there, back = cohen_kappa(Counter(units)), cohen_kappa(Counter((b, a) for a, b in units))
    assert there == (None if back is None else pytest.approx(back))
    assert there is None or there <= 1


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1])), max_size=6)


def every_pair(a: list[tuple[int, int]], b: list[tuple[int, int]], length: int) -> float:
    """Observed disagreement over every pair of sections, whether they meet or not."""

    def tiled(spans: list[tuple[int, int]]) -> list[tuple[int, int, bool]]:
        ends = [0, *(x for span in spans for x in span), length]
        return [
            (x, y, i % 2 == 1) for i, (x, y) in enumerate(pairwise(ends)) if y > x
        ]  # fmt: skip

    total = 0
    for x0, x1, x_is_unit in tiled(a):
        for y0, y1, y_is_unit in tiled(b):
            if x_is_unit and y_is_unit and x0 < y1 and y0 < x1:
                total += (x0 - y0) ** 2 + (x1 - y1) ** 2
            elif x_is_unit and not y_is_unit and y0 <= x0 and x1 <= y1:
                total += (x1 - x0) ** 2
            elif y_is_unit and not x_is_unit and x0 <= y0 and y1 <= x1:
                total += (y1 - y0) ** 2
    return 2 * total / (2 * length**2)


@given(SPANS, SPANS)
def test_disagreement_on_units_is_that_of_every_pair_of_sections(
    a: list[tuple[int, int]], b: list[tuple[int, int]]
) -> None:
    from foedera.score.chance import _observed, _sections

    a, b = merged(a), merged(b)
    swept = _observed([list(_sections(a, 60)), list(_sections(b, 60))], 60)
    assert swept == pytest.approx(every_pair(a, b, 60))


@given(SPANS)
def test_a_coder_agrees_with_herself_on_units(spans: list[tuple[int, int]]) -> None:
    found = alpha_unitizing([{"x": spans}, {"x": spans}], 60)
    assert found.overall in (None, 1.0)


@given(st.text(alphabet="Ab. \n!é“", max_size=60))
def test_sentences_tile_every_letter_of_a_text_once(body: str) -> None:
    spans = sentences(body)
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    kept = "".join(body[start:end] for start, end in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in body if c.isalnum()]


def test_a_stop_behind_an_initial_or_a_title_ends_no_sentence() -> None:
    body = "Gen. A. Diallo of the U.S. Navy met Col. Sylla. They spoke.\n\nTALKS END\n\nIt rained."
    assert [body[a:b] for a, b in sentences(body)] == [
        "Gen. A. Diallo of the U.S. Navy met Col. Sylla.",
        "They spoke.",
        "TALKS END",
        "It rained.",
    ]
    start = body.index("spoke")
    assert around(body, start, start + 5) == ("They ", ".")


# The comparison


SECOND = GOLD.replace("type: agreement", "type: mechanism").replace("{signatory:", "{participant:")
SECOND = SECOND.replace("words: Oman's defence minister arrived", "words: minister arrived")


def test_two_golds_are_compared_claim_by_claim_and_sentence_by_sentence(tmp_path: Path) -> None:
    a, b = write_gold(tmp_path / "a"), write_gold(tmp_path / "b", d1=SECOND)
    found = compare_coders(a, b, resamples=0).figures
    assert found["claims"] == {"a": 4, "b": 4}
    assert found["spans"]["exact"] == {"a": 4, "b": 4, "both": 3, "f1": 0.75}
    assert found["spans"]["overlapping"]["f1"] == 1.0
    assert found["matched"]["claims"]["both"] == 4
    assert found["matched"]["type"] == {"compared": 4, "share": 0.75}
    assert found["matched"]["roles"]["share"] == 0.75
    assert found["units"]["family"]["kappa"] == 1.0
    assert found["units"]["type"]["agreement"] == 0.75
    assert found["sentences"]["any"] == {"units": 4, "agreement": 1.0, "kappa": 1.0, "alpha": 1.0}
    assert found["unitizing"]["families"]["friction"] == 1.0
    assert 0 < found["unitizing"]["families"]["contact"] < 1
    assert found["dyads"]["f1"] == 1.0


def test_a_coder_agrees_with_herself_in_everything(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "a")
    found = compare_coders(gold, gold).figures
    assert {row["f1"] for row in found["spans"].values()} == {1.0}
    assert {row["share"] for name, row in found["matched"].items() if name != "claims"} == {1.0}
    assert {row["kappa"] for row in found["sentences"]["families"].values()} == {1.0}
    assert found["unitizing"]["overall"] == 1.0


def test_files_of_claims_are_compared_over_their_documents(tmp_path: Path, run: Run) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(TEXT, encoding="utf-8")
    visit = claim("arrived in Nairobi", "visit", "contact", {"visitor": ["OMN"], "host": ["KEN"]})
    accord = claim("signed an accord", "agreement", "agreement", {"signatory": ["KEN", "OMN"]})
    place = {"document": {"path": "docs/a.txt"}}
    a = write_claims(tmp_path / "a.jsonl", visit | place, accord | place)
    b = write_claims(tmp_path / "b.jsonl", visit | place)
    answer = run("score", a, b, "--agreement", "--json")
    figures = json.loads(answer.out)
    assert figures["matched"]["claims"] == {"a": 2, "b": 1, "both": 1, "f1": 0.667}
    assert figures["sentences"]["any"]["agreement"] == 0.75
    turned = json.loads(run("score", b, a, "--agreement", "--json").out)
    assert turned["matched"]["claims"] == {"a": 1, "b": 2, "both": 1, "f1": 0.667}
    assert turned["sentences"]["any"]["kappa"] == figures["sentences"]["any"]["kappa"]


def test_without_the_documents_claims_stand_where_their_coders_saw_them(tmp_path: Path, run: Run) -> None:
    seen = {"quote": {"exact": "arrived", "start": 10, "end": 17}}
    visit = claim("arrived", "visit", "contact", {"visitor": ["OMN"]}) | seen
    file = write_claims(tmp_path / "a.jsonl", visit)
    answer = run("score", file, file, "--agreement")
    assert answer.code == 0, answer.err
    assert "1 document not found, so left out of the sentences. Give --documents PATH." in answer.err
    nowhere = write_claims(tmp_path / "b.jsonl", claim("arrived", "visit", "contact", {"visitor": ["OMN"]}))
    refused = run("score", nowhere, nowhere, "--agreement")
    assert (refused.code, "with --documents." in refused.err) == (2, True)


def test_files_of_claims_may_be_about_the_documents_of_a_gold(tmp_path: Path) -> None:
    more = GOLD.replace("id: d1", "id: d2")
    gold = write_gold(tmp_path / "gold", d1=GOLD, d2=more)
    file = write_claims(tmp_path / "a.jsonl", claim("arrived in Nairobi", "visit", "contact", {"visitor": ["OMN"]}))
    found = compare_coders(file, file, documents=gold, resamples=0).figures
    assert (found["documents"], found["sentences"]["documents"]) == (2, 2)
    assert found["sentences"]["any"]["units"] == 8


def test_agreement_needs_two_coders_of_the_same_documents(tmp_path: Path, run: Run) -> None:
    gold = write_gold(tmp_path / "a")
    assert "needs two coders" in run("score", gold, "--agreement").err
    other = write_gold(tmp_path / "b", d2=GOLD.replace("id: d1", "id: d2"))
    refused = run("score", gold, other, "--agreement")
    assert (refused.code, "none of its documents is in the other gold" in refused.err) == (2, True)
    table = run("score", gold, gold, "--agreement")
    assert "Alpha for unitizing" in table.out
    assert "1 document; A made 4 claims, B 4." in table.err
