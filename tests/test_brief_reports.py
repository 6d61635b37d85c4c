"""The brief of whole documents: what is no body of theirs never reaches it, and every quote is where it says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import foedera
from foedera.model import CODABLE, Dossier
from foedera.project import Project

REPORTS = Path(__file__).parents[2] / "shared" / "reports"

# A page of our own, in which all but two paragraphs is not the article.
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Chile and Peru count their patrols</title>
<meta property="article:published_time" content="2019-08-21T09:00:00Z"></head>
<body>
<nav><a href="/">Home</a> <a href="/more">Peru sold frigates to Ecuador</a></nav>
<main><article>
<h1>Chile and Peru count their patrols</h1>
<p>By Rosa Quiroga</p>
<figure><img src="a.jpg" alt="Bolivia's army exercised with Peru in May 2019">
<figcaption>Chile's navy visited Callao in July 2019. (Photo: Peru's ministry of defence)</figcaption></figure>
<p>Chile's defence minister visited Peru on 19 August 2019 and met his Peruvian counterpart in Lima.</p>
<p>Peru and Chile signed an agreement on joint patrols along their border on 20 August 2019.</p>
<p>Share this: Facebook Twitter</p>
</article>
<aside class="related"><h3>Related stories</h3><ul>
<li>Argentina donated helicopters to Peru in June 2019</li>
<li>Peru expelled the ambassador of Venezuela on 11 August 2017</li></ul></aside>
<section id="comments" class="comments"><h3>3 Comments</h3>
<div class="comment"><p class="author">andino77</p><p>Brazil invaded Peru in 1902 and Peru will attack Chile again!</p>
<a>Reply</a></div>
<div class="comment"><p class="author">lector</p><p>China supplied tanks to Peru in 2015, everybody knows it.</p>
<a>Reply</a></div></section>
</main>
<footer>Copyright 2019. Colombia and Peru held a joint exercise in March 2019.</footer>
</body></html>
"""


def project_of(folder: Path, **sources: object) -> Project:
    project = foedera.open(folder, create=True)
    project.add(**sources)  # type: ignore[arg-type]
    return project


def quotes_outside_the_body(dossier: Dossier) -> list[str]:
    """Quotes of claims that do not lie wholly in blocks that are coded."""
    texts = {t.id: t for t in dossier.texts}
    found = []
    for claim in dossier.claims:
        block = texts[claim.text_id].block_at(claim.quote.start)
        if block is None or block.kind not in CODABLE or claim.quote.end > block.end:
            found.append(claim.quote.exact)
    return found


def test_comments_sidebars_captions_and_footers_reach_no_part_of_a_brief(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(PAGE, encoding="utf-8")
    with project_of(tmp_path / "project", paths=[source]) as project:
        assert quotes_outside_the_body(project.dossier()) == []
        partners = ["CHL", "BRA", "CHN", "COL", "ARG", "BOL", "ECU", "VEN"]
        target = tmp_path / "brief.html"
        project.brief("PER", target, partners=partners)
    words = re.sub(r"<[^>]+>", " ", html.unescape(target.read_text(encoding="utf-8")))
    assert "19 August 2019" in words  # the article itself is there
    for planted in ("1902", "tanks", "helicopters", "frigates", "2017", "Callao", "March 2019", "May 2019", "andino77"):
        assert planted not in words


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Dossier, str]]:
    manifest = REPORTS / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip(f"{manifest} is not here: the five reports are no part of the project")
    folder = tmp_path_factory.mktemp("reports")
    with project_of(folder / "project", manifests=[manifest]) as project:
        project.brief("KAZ", folder / "brief.md", partners=["CHN", "RUS", "USA", "NATO"])
        yield project.dossier(), (folder / "brief.md").read_text(encoding="utf-8")


def test_no_quote_of_the_reports_lies_in_a_comment_a_sidebar_or_a_caption(reports: tuple[Dossier, str]) -> None:
    dossier, _ = reports
    assert len(dossier.claims) > 100
    assert quotes_outside_the_body(dossier) == []


def test_the_reports_give_no_word_of_readers_and_credits(reports: tuple[Dossier, str]) -> None:
    _, page = reports
    for planted in ("Rubbishserai", "devouring", "Silk Road Paper", "Bigstock", "akorda.kz", "Source: Reuters"):
        assert planted not in page


def test_the_impossible_date_and_the_undated_report_of_the_reports_are_told(reports: tuple[Dossier, str]) -> None:
    _, page = reports
    silence = page.split("What the record does not tell", 1)[1].split("Sources and evidence", 1)[0]
    assert '"January 34, 2022" is an impossible date' in silence
    assert "bears no date" in silence
