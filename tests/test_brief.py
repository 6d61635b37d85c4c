from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as markup

from foedera.errors import ExportError
from foedera.events import assemble
from foedera.exports.brief.composing import compose
from foedera.exports.brief.parts import Cell, Sentence, evidence_of
from foedera.exports.brief.picture import balance_spec
from foedera.model import (
    Dossier,
    Link,
)
from support_brief import (
    BOOK,
    DRILL,
    FULL,
    PLAN,
    composed,
    dossier,
    said,
    section,
    write,
)
from support_claims import day, gold

# No sentence without evidence


def test_a_sentence_without_evidence_cannot_exist_unless_it_says_what_was_looked_at() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        Sentence("Spain trusts Morocco.")
    assert Sentence("Nothing was found.", looked_at="2 documents").evidence == ()


def test_a_number_without_claims_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="without the claims"):
        Cell("3", is_number=True)


def test_every_piece_of_evidence_is_numbered_quoted_verbatim_and_placed() -> None:
    made = composed()
    cited = set(evidence_of(made.parts))
    assert cited == set(made.numbers)
    texts = {t.id: t for t in FULL.texts}
    claims = {c.id: c for c in FULL.claims}
    for document in made.documents:
        for each in document.evidence:
            quote = claims[each.claim].quote
            assert " ".join(texts[document.id].body[quote.start : quote.end].split()) == each.exact
            assert f"characters {quote.start}–{quote.end}" in each.place
    assert sorted(made.numbers.values()) == list(range(1, len(cited) + 1))


# What it says


def test_done_and_planned_are_counted_apart_and_a_denial_not_at_all() -> None:
    made = composed()
    line = next(s for s in section(made, "bottom-line").sentences if s.when == "Spain")
    assert "3 done (2 dated, 2016–2017; 1 undated), 1 planned or agreed" in line.text
    (figures,) = section(made, "bottom-line").grids
    arms = next(row for row in figures.rows if row[0].text.startswith("Arms"))
    assert {cell.text for cell in arms[1:]} == {"0"}


def test_a_partner_of_whom_nothing_is_known_is_named_with_what_was_looked_at() -> None:
    assert "France Nothing in the 2 documents" in said(section(composed(), "bottom-line"))


def test_a_plan_is_told_with_what_became_of_it() -> None:
    told = said(section(composed(), "plans"))
    assert "Planned: a joint exercise of Morocco and Spain" in told
    assert "Carried out: Morocco and Spain exercised together, March 2017" in told
    without = compose(dossier(PLAN), codebook=BOOK, actor="MAR", partners=["ESP"])
    assert "No later report in the record." in said(section(without, "plans"))


def test_a_plan_and_a_denial_are_not_in_the_chronology() -> None:
    told = said(section(composed(), "chronology"))
    assert "4 May 2016 Spain visited Morocco" in told
    assert "March 2017 Morocco and Spain exercised together" in told
    assert "Planned" not in told
    assert "Denied" not in told


def test_a_denial_is_worded_as_one() -> None:
    assert "Denied, or said not to be: a supply of arms or equipment by Spain to Morocco" in said(
        section(composed(), "instruments")
    )


def test_numbers_and_attribution_are_told_as_the_claim_has_them() -> None:
    told = said(section(composed(), "instruments"))
    assert "studied with Spain (about 300 persons), undated, according to the Defence Ministry." in told


def test_contrary_outlooks_of_different_sources_stand_side_by_side() -> None:
    told = said(section(composed(), "disagreement"))
    assert "points to less" in told
    assert "points to more" in told
    assert "unlikely to grow" in told  # the whole sentence, though the quote stops short of it


def test_institutions_and_frictions_stand_in_their_sections() -> None:
    made = composed()
    assert "Named as members, observers or partners: Morocco (at the time of an undated report)." in said(
        section(made, "structure")
    )
    assert "Morocco put pressure on Mauritania" in said(section(made, "frictions"))


def test_what_the_record_does_not_tell_is_told() -> None:
    told = said(section(composed(), "silence"))
    assert "“A journal” bears no date" in told
    assert '"June 31" is an impossible date' in told
    assert "“scan.pdf” could not be read: no text found" in told
    assert "/somewhere" not in told
    assert "France: nothing on any instrument." in told
    assert "Spain: nothing on statements and proposals" in told
    assert "Mauritania: nothing on" in told


def test_a_period_leaves_out_dated_events_outside_and_keeps_undated_ones() -> None:
    made = composed(since=date(2017, 1, 1))
    told = said(section(made, "instruments"))
    assert "visited" not in told
    assert "exercised together" in told
    assert "studied with Spain" in told
    assert "Undated events stay in all the same (2)" in said(section(made, "bottom-line"))


def test_dates_conflicting_within_an_event_are_shown_with_their_claims() -> None:
    other = replace(DRILL, id="0" * 16, text_id="gazette", date=day("2017-05"), quote=PLAN.quote)
    joined = Link(min(DRILL.id, other.id), max(DRILL.id, other.id), 0.9, ("Told twice.",))
    events = assemble([DRILL, other], [joined], [], published={}, named={})
    record = Dossier(FULL.texts, (DRILL, other), tuple(events), (joined,))
    told = said(section(compose(record, codebook=BOOK, actor="MAR", partners=["ESP"]), "disagreement"))
    assert "2017-03-01/2017-03-31" in told
    assert "2017-05-01/2017-05-31" in told


# Formats


def test_html_stands_alone_and_every_link_has_its_target(tmp_path: Path) -> None:
    page = write(tmp_path / "brief.html").decode("utf-8")
    tree = markup.fromstring(page)
    ids = {e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")}
    targets = {e.get("href")[1:] for e in tree.iter("a")}
    assert targets <= ids
    assert not re.search(r"""(?:src|href)=["']?https?:""", page)
    assert "<script" not in page
    assert "Across &lt;the&gt; strait" in page
    levels = [int(e.tag[1]) for e in tree.iter() if isinstance(e.tag, str) and re.fullmatch(r"h[1-6]", e.tag)]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all(th.get("scope") for th in tree.iter("th"))
    assert tree.get("lang") == "en"


def test_html_quotes_every_claim_it_cites(tmp_path: Path) -> None:
    page = html.unescape(write(tmp_path / "brief.html").decode("utf-8"))
    for each in composed().by_claim.values():
        assert f"<q>{each.exact}</q>" in page


def test_markdown_holds_the_same_sentences(tmp_path: Path) -> None:
    page = write(tmp_path / "brief.md").decode("utf-8")
    assert "**4 May 2016**: Spain visited Morocco" in page
    assert '<a id="e1"></a>**1.**' in page
    assert "| Contacts and visits | 1 | 0 |" in page


def test_pdf_says_the_same_and_bears_no_date(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    write(tmp_path / "brief.pdf")
    reader = pypdf.PdfReader(tmp_path / "brief.pdf")
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "Spain visited Morocco" in " ".join(words.split())
    assert reader.metadata.title == "Morocco with Spain, Mauritania and France"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_word_links_each_number_to_a_bookmark(tmp_path: Path) -> None:
    import docx

    write(tmp_path / "brief.docx")
    body = docx.Document(str(tmp_path / "brief.docx")).element.body
    names = {e.get(etree.QName(body.nsmap["w"], "name")) for e in body.iter(f"{{{body.nsmap['w']}}}bookmarkStart")}
    anchors = {e.get(etree.QName(body.nsmap["w"], "anchor")) for e in body.iter(f"{{{body.nsmap['w']}}}hyperlink")}
    assert anchors
    assert anchors <= names


@pytest.mark.parametrize("suffix", [".html", ".md", ".pdf", ".docx"])
def test_the_same_dossier_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    assert write(tmp_path / f"one{suffix}") == write(tmp_path / f"two{suffix}")


def test_an_unknown_ending_a_lone_actor_and_a_backward_period_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.html, \.md, \.pdf, \.docx"):
        write(tmp_path / "brief.rtf")
    with pytest.raises(ExportError, match="at least one partner"):
        compose(FULL, codebook=BOOK, actor="MAR", partners=["MAR"])
    with pytest.raises(ExportError, match="before it begins"):
        composed(since=date(2017, 1, 1), until=date(2016, 1, 1))


def test_a_folder_that_does_not_exist_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        write(tmp_path / "nowhere" / "brief.md")


def test_an_empty_record_gives_a_brief_that_says_so(tmp_path: Path) -> None:
    page = write(tmp_path / "brief.html", Dossier((), (), ())).decode("utf-8")
    assert "0 documents read" in page
    assert "say nothing of Morocco with Spain, Mauritania and France" in page


# The picture


def test_the_picture_keeps_plans_and_undated_events_apart() -> None:
    spec = section(composed(), "balance").picture
    assert spec is not None
    values = spec.spec["data"]["values"]
    assert {v["kind"] for v in values} == {"done", "planned or agreed"}
    assert {v["first"] for v in values if v["period"] == "undated"} == {"undated"}
    (grid,) = section(composed(), "balance").grids
    drawn = sum(v["count"] for v in values if v["kind"] == "done")
    listed = [each for row in grid.rows for each in row[2].text.split(", ") if each != "–"]
    assert sum(int(each.split("×")[1]) if "×" in each else 1 for each in listed) == drawn
    assert all(row[2].evidence or row[3].evidence for row in grid.rows)


def test_many_years_are_drawn_in_fives() -> None:
    marks = [{"instrument": "i", "partner": "p", "period": f"{y}", "kind": "done", "count": 1} for y in (1951, 2020)]
    words = {"undated": "undated", "legend_done": "done", "legend_plan": "planned"}
    spec = balance_spec(marks, instruments=["i"], partners=["p"], words=words)
    assert [v["first"] for v in spec["data"]["values"]] == ["1950–54", "2020–24"]
    assert json.dumps(spec)


# On the hand-coded gold


def test_the_summits_of_the_reports_stand_once_each_in_the_chronology() -> None:
    texts, claims = gold(BOOK)
    record = dossier(*claims, texts=tuple(texts.values()))
    made = compose(record, codebook=BOOK, actor="KAZ", partners=["CHN", "RUS", "USA", "NATO"])
    lines = [s for s in section(made, "chronology").sentences if s.when in {"June 2012", "April 2009"}]
    told = sorted((s.when, s.text.split(",")[0]) for s in lines)
    assert len(told) == len(set(told)) == 4
