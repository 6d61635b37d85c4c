"""The page of a score: whole in one file, every finding in its sentence, other people's words only as words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from support_cli import Answer
from support_score import GOLD, claim, write_claims, write_gold

Run = Callable[..., Answer]

HOSTILE = "<script>alert(1)</script>&\"'</style>"
WORDS = GOLD.replace("id: d1", f"id: d1\ntitle: |\n  {HOSTILE}").replace("on training.", f"on {HOSTILE}.")
WORDS = WORDS.replace("an accord on training", "an accord")


@pytest.fixture
def page(tmp_path: Path, run: Run) -> str:
    gold = write_gold(tmp_path / "gold <b>", d1=WORDS)
    claims = write_claims(
        tmp_path / "claims.jsonl",
        claim(
            "minister arrived in Nairobi", "visit", "contact", {"visitor": ["OMN"], "host": ["KEN"]}, status="planned"
        ),
        claim(f"an accord on {HOSTILE}", "agreement", "agreement", {HOSTILE: ["GHA"], "signatory": ["<i>"]}),
        claim("The ministry has a new roof", HOSTILE, f"x{HOSTILE}", {"participant": ["KEN"]}),
    )
    answer = run("score", gold, claims, "--html", tmp_path / "page.html", "--by", "group")
    assert answer.code == 0, answer.err
    assert "Wrote" in answer.err
    return (tmp_path / "page.html").read_text(encoding="utf-8")


def test_other_peoples_words_are_never_markup(page: str) -> None:
    tree = html.fromstring(page)
    assert tree.xpath("//script | //i | //b[not(parent::p)]") == []
    assert len(tree.xpath("//style")) == 1
    assert "alert" not in tree.xpath("//style")[0].text
    assert HOSTILE in tree.xpath("string(//h3)")
    assert any(HOSTILE in item.text_content() for item in tree.xpath("//li"))
    assert HOSTILE in "".join(tree.xpath("//option/text()"))


def test_the_page_needs_nothing_from_outside_and_runs_nothing(page: str) -> None:
    tree = html.fromstring(page)
    assert tree.xpath("//@src | //link | //iframe | //@onclick | //@onload") == []
    assert all(target.startswith("#") for target in tree.xpath("//@href"))
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_each_finding_stands_in_its_sentence_with_what_either_says(page: str) -> None:
    tree = html.fromstring(page)
    shown = {
        (item.get("class").split()[1], " ".join(item.xpath("string(p[@class='said'])").split()))
        for item in tree.xpath("//li[contains(@class, 'o ')]")
    }
    assert ("hit", "Hit Oman's defence minister arrived in Nairobi on Tuesday.") in shown
    assert ("miss", "Miss Ghana protested against Togo's closing of the border.") in shown
    assert ("alarm", "False alarm The ministry has a new roof.") in shown
    (hit,) = tree.xpath("//li[contains(@class, 'hit')]")
    assert "Differs in status, date." in hit.text_content()
    assert "Gold visit, occurred; host KEN, visitor OMN; 2021-03-02" in hit.text_content()
    assert hit.xpath("string(.//mark[@class='gold claim'])") == "minister arrived in Nairobi"
    alarm = next(a for a in tree.xpath("//li[contains(@class, 'alarm')]") if "roof" in a.text_content())
    assert "Marked as no claim: home affairs." in alarm.text_content()


def test_a_reader_chooses_by_kind_and_family_and_can_find_the_way(page: str) -> None:
    tree = html.fromstring(page)
    counts = {label.text: label.get("for") for label in tree.xpath("//fieldset/label | //fieldset/span/label")}
    assert "misses (2)" in counts
    assert "hits (1)" in counts
    for target in [*counts.values(), "family"]:
        assert tree.xpath(f"//*[@id='{target}']"), target
    rules = tree.xpath("string(//style)")
    for number in range(1, len(tree.xpath("//option"))):
        assert f'body:has(#k-miss:checked):has(#family option[value="{number}"]:checked)' in rules
    assert tree.get("lang") == "en"
    assert [h.tag for h in tree.xpath("//h1 | //h2 | //h3")][:3] == ["h1", "h2", "h2"]
    assert all(t.xpath("caption") and t.xpath(".//th[@scope='col']") for t in tree.xpath("//table"))
    assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id"))


def test_two_coders_have_a_page_too(tmp_path: Path, run: Run) -> None:
    a, b = (
        write_gold(tmp_path / "a"),
        write_gold(tmp_path / "b", d1=GOLD.replace("[OMN], host: [KEN]", "[TZA], host: [UGA]")),
    )
    answer = run("score", a, b, "--agreement", "--html", tmp_path / "page.html")
    assert answer.code == 0, answer.err
    text = html.fromstring((tmp_path / "page.html").read_text(encoding="utf-8")).text_content()
    assert "Only A" in text
    assert "Other parties: A KEN, OMN, B TZA, UGA." in re.sub(r"\s+", " ", text)
    assert "A and B agreement, occurred" in text


def test_a_page_that_cannot_be_written_says_so(tmp_path: Path, run: Run) -> None:
    gold = write_gold(tmp_path / "a")
    answer = run("score", gold, gold, "--agreement", "--html", tmp_path / "no" / "page.html")
    assert (answer.code, "cannot be written" in answer.err) == (1, True)
