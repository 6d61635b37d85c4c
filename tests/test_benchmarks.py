"""What ``python -m benchmarks`` measures: the right texts, and ratios of what was measured. No thresholds here."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def test_the_stream_has_one_related_text_in_ten_in_the_same_order_every_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from benchmarks import material

    monkeypatch.setattr(material, "SHARED", tmp_path)  # so that the unrelated texts are those of our own making
    related = material.reports("the sample", ROOT / "examples" / "manifest.jsonl").texts[:2]
    first, again = material.stream(related), material.stream(related)
    assert len(first.texts) == 20
    assert {text.id for text in related} <= {text.id for text in first.texts}
    assert [text.id for text in first.texts] == [text.id for text in again.texts]
    assert len({text.id for text in first.texts}) == 20


def test_the_unrelated_texts_of_our_own_making_give_no_claim(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from benchmarks import material

    from foedera import codebook, coding

    monkeypatch.setattr(material, "SHARED", tmp_path)
    made = material.stream(material.reports("the sample", ROOT / "examples" / "manifest.jsonl").texts[:1])
    unrelated = [text for text in made.texts if "Town notes" in text.body]
    assert len(unrelated) == 9
    assert [c.quote.exact for _, claims in coding.code_all(unrelated, codebook.load()) for c in claims] == []


def test_a_ratio_is_the_parsers_time_over_the_coders() -> None:
    from benchmarks.speed import Speed
    from benchmarks.startup import Startup

    assert Speed("texts", 1, 10, 2, coder_seconds=2.0, parser_seconds=3.0).ratio == 1.5
    assert Startup(help_seconds=0.3, bare_seconds=0.1, loaded=()).ratio == pytest.approx(3.0)


def test_the_command_line_starts_without_a_parser() -> None:
    from benchmarks import startup

    assert startup.measure().loaded == ()


def test_the_page_shows_the_tables_that_a_run_prints() -> None:
    from benchmarks.__main__ import NAMES, _speeds

    page = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert all(line in page for line in _speeds([]))
    assert all(name in page for name in NAMES.values())
