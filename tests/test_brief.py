from __future__ import annotations

import html
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as markup

from foedera import codebook, linking
from foedera.errors import ExportError
from foedera.events import assemble
from foedera.exports import brief
from foedera.exports.brief.composing import compose
from foedera.exports.brief.parts import Brief, Cell, Part, Sentence, evidence_of
from foedera.exports.brief.picture import balance_spec
from foedera.exports.brief.scope import Scope
from foedera.exports.brief.standing import direction
from foedera.exports.brief.templates import noun
from foedera.exports.brief.wording import Wording, fill
from foedera.model import (
    Amount,
    Attribution,
    Claim,
    Dossier,
    Failure,
    Interval,
    Link,
    Note,
    Precision,
    Status,
    Text,
    Voice,
)
from support_claims import claim, day, gold, text

BOOK = codebook.load()

# A small file on Morocco, Spain and Mauritania, made up for these tests.
GAZETTE = text(
    "gazette",
    "Spain's minister flew to Rabat on 4 May 2016. Morocco will host a joint drill with Spain in 2017.\n\n"
    "About 300 Moroccan officers studied in Spain. Spain denied that it had sold drones to Morocco.\n\n"
    "Cooperation with Spain seems unlikely to grow, a scholar said.",
    published="2016-06-01",
    title="Across <the> strait",
    outlet="Gazette",
)
JOURNAL = text(
    "journal",
    "The drill of 2017 took place near Agadir. Morocco and Spain will move closer.\n\n"
    "Morocco told Mauritania to close the road. The Arab Maghreb Union counts Morocco among its members.",
    title="A journal",
    outlet="Journal",
)
JOURNAL = replace(JOURNAL, notes=(Note("impossible_date", '"June 31" is an impossible date'),))

VISIT = claim(
    GAZETTE, "Spain's minister flew to Rabat", "visit", {"visitor": "ESP", "host": "MAR"}, date=day("2016-05-04")
)
PLAN = claim(
    GAZETTE,
    "Morocco will host a joint drill with Spain",
    "joint_exercise",
    {"participant": ["MAR", "ESP"]},
    family="exercise_ops",
    status=Status.PLANNED,
    date=day("2017"),
)
DRILL = claim(
    JOURNAL,
    "The drill of 2017 took place",
    "joint_exercise",
    {"participant": ["MAR", "ESP"]},
    family="exercise_ops",
    date=day("2017-03"),
)
OFFICERS = claim(
    GAZETTE,
    "About 300 Moroccan officers studied in Spain",
    "officer_education",
    {"trainer": "ESP", "trainee": "MAR"},
    family="training",
    amounts=(Amount("persons", 300, 270, 330, "about", "persons", 0, 1),),
    voice=Voice.ATTRIBUTED,
    attribution=(Attribution("ministry", "Defence Ministry"),),
)
DENIAL = claim(
    GAZETTE,
    "Spain denied that it had sold drones to Morocco",
    "arms_transfer",
    {"supplier": "ESP", "recipient": "MAR"},
    family="materiel",
    negated=True,
)
DOUBT = claim(
    GAZETTE,
    "Cooperation with Spain seems",
    "assess_outlook",
    {"subject": ["MAR", "ESP"]},
    family="assessment",
    status=Status.FORECAST,
)
HOPE = claim(
    JOURNAL,
    "Morocco and Spain will move closer",
    "assess_outlook",
    {"subject": ["MAR", "ESP"]},
    family="assessment",
    status=Status.FORECAST,
)
DEMAND = claim(
    JOURNAL,
    "Morocco told Mauritania to close the road",
    "pressure",
    {"initiator": "MAR", "target": "MRT"},
    family="friction",
)
MEMBER = claim(
    JOURNAL,
    "The Arab Maghreb Union counts Morocco among its members",
    "org_status",
    {"org": "AMU", "member": "MAR"},
    family="structure",
    status=Status.ONGOING,
)
CLAIMS = (VISIT, PLAN, DRILL, OFFICERS, DENIAL, DOUBT, HOPE, DEMAND, MEMBER)


def dossier(*claims: Claim, texts: tuple[Text, ...] = (GAZETTE, JOURNAL), **more: Any) -> Dossier:
    known = {t.id: t for t in texts}
    links = linking.link(claims, known, BOOK)
    events = assemble(claims, links, [], published={k: t.published for k, t in known.items()}, named={})
    return Dossier(texts, claims, tuple(events), tuple(links), codebook="1.0.0+test", **more)


FULL = dossier(*CLAIMS, failures=(Failure("/somewhere/scan.pdf", "no_text", "no text found"),))


def composed(record: Dossier = FULL, **more: Any) -> Brief:
    return compose(record, codebook=BOOK, actor="MAR", partners=["ESP", "MRT", "FRA"], **more)


def section(made: Brief, name: str) -> Part:
    return next(p for p in made.parts if p.id == name)


def said(part: Part) -> str:
    own = [f"{s.when} {s.text}" for s in part.sentences]
    cells = [c.text for g in part.grids for row in g.rows for c in row]
    return "\n".join([*own, *cells, *(said(p) for p in part.parts)])


def write(path: Path, record: Dossier = FULL) -> bytes:
    brief.write(record, path, codebook=BOOK, actor="MAR", partners=["ESP", "MRT", "FRA"])
    return path.read_bytes()


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
    assert "Named as members: Morocco (at the time of an undated report)." in said(section(made, "structure"))
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


def test_dates_conflicting_within_an_event_are_shown_with_their_claims() -> None:
    other = replace(DRILL, id="0" * 16, text_id="gazette", date=day("2017-05"), quote=PLAN.quote)
    joined = Link(min(DRILL.id, other.id), max(DRILL.id, other.id), 0.9, ("Told twice.",))
    events = assemble([DRILL, other], [joined], [], published={}, named={})
    record = Dossier(FULL.texts, (DRILL, other), tuple(events), (joined,))
    told = said(section(compose(record, codebook=BOOK, actor="MAR", partners=["ESP"]), "disagreement"))
    assert "2017-03-01/2017-03-31" in told
    assert "2017-05-01/2017-05-31" in told


# Wording


def test_a_bracket_goes_with_its_empty_field_and_brackets_nest() -> None:
    assert fill("{a}[ in {b}]", {"a": "x"}) == "x"
    assert fill("{a}[ ({b}[; {c}])]", {"a": "x", "b": "y"}) == "x (y)"
    assert fill("{a}[ ({b}[; {c}])]", {"a": "x", "c": "z"}) == "x"
    with pytest.raises(KeyError):
        fill("{a}", {})


@pytest.mark.parametrize("kind", sorted(BOOK.types))
@pytest.mark.parametrize("status", list(Status))
def test_every_type_and_status_of_the_codebook_can_be_told(kind: str, status: Status) -> None:
    spec = BOOK.types[kind]
    roles: dict[str, str | list[str]] = {r.name: f"A{at}" for at, r in enumerate(spec.roles)}
    made = claim(GAZETTE, "Spain", kind, roles, family=spec.family, status=status)
    words = Wording.of(BOOK, FULL.texts)
    told = words.told(made)
    assert told[0].isupper()
    assert "{" not in told
    assert "A0" in told
    assert words.told(replace(made, roles=made.roles[:1])) != ""


@pytest.mark.parametrize(
    ("given", "end", "expected"),
    [
        ("2016-05-04", None, "4 May 2016"),
        ("2016-05", None, "May 2016"),
        ("2016", None, "2016"),
        ("2003", "2012-11-02", "2003 to 2 November 2012"),
        ("2016-05-04", "2016-05-07", "4 to 7 May 2016"),
        ("1999", "2006", "1999 to 2006"),
    ],
)
def test_dates_are_told_no_finer_than_they_are_known(given: str, end: str | None, expected: str) -> None:
    assert Wording.of(BOOK, ()).date(day(given, end)) == expected


def worded(made: Claim, *others: Claim, texts: tuple[Text, ...] = FULL.texts) -> str:
    return Wording.of(BOOK, texts, claims=[made, *others]).told(made)


def test_what_goes_on_is_told_as_of_its_report_and_what_is_undated_says_so() -> None:
    ongoing = replace(OFFICERS, status=Status.ONGOING, amounts=())
    assert (
        worded(ongoing) == "Personnel of Morocco study with Spain, as of 1 June 2016, according to the Defence Ministry"
    )
    assert "at the time of an undated report" in worded(replace(DRILL, status=Status.ONGOING, date=None))
    assert worded(replace(VISIT, date=None)) == "Spain visited Morocco, undated"


def test_a_habit_is_told_with_the_word_of_the_document_or_with_none() -> None:
    said = text("weekly", "Spain regularly trains officers of Morocco. Spain trains pilots of Morocco.")
    roles: dict[str, str | list[str]] = {"trainer": "ESP", "trainee": "MAR"}
    often = claim(said, "Spain regularly trains officers", "unit_training", roles, status=Status.HABITUAL)
    plainly = claim(said, "Spain trains pilots", "unit_training", roles, status=Status.HABITUAL)
    assert worded(often, texts=(said,)).startswith("Spain regularly trains forces of Morocco")
    assert worded(plainly, texts=(said,)).startswith("Spain trains forces of Morocco")


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("their frontier differences in their communiqué", ""),
        ("a joint declaration", ""),
        ("their intent", ""),
        ("such", ""),
        ("the upcoming course of cadets at the academy and", "upcoming course of cadets at the academy"),
        ('a "Treaty of Good Neighbours', "“Treaty of Good Neighbours”"),
        ("a protocol", "protocol"),
        ("one two three four five six seven eight nine ten eleven", ""),
    ],
)
def test_fragments_of_a_document_are_made_nouns_or_left_to_the_quote(printed: str, told: str) -> None:
    assert noun(printed, Wording.of(BOOK, ()).data) == told


@given(st.text(max_size=60))
def test_a_noun_adds_no_letter_to_what_is_printed_and_made_twice_is_the_same(printed: str) -> None:
    data = Wording.of(BOOK, ()).data
    made = noun(printed, data)
    assert not Counter(filter(str.isalnum, made)) - Counter(filter(str.isalnum, printed))
    assert noun(made, data) in {made, ""}


def test_a_title_is_told_in_quotation_marks_and_no_number_twice() -> None:
    said = text("treaty", 'Morocco and Spain signed a "Treaty of Good Neighbours" and gave 12 boats.')
    made = claim(said, "Morocco and Spain signed", "agreement", {"signatory": ["MAR", "ESP"]}, family="agreement")
    made = replace(made, attributes={"instrument": 'a "Treaty of Good Neighbours"'})
    assert worded(made, texts=(said,)) == "Morocco and Spain signed or concluded “Treaty of Good Neighbours”, undated"
    start = said.body.index("12")
    gift = claim(said, "gave 12 boats", "aid_grant", {"supplier": "ESP", "recipient": "MAR"}, family="materiel")
    boats = Amount("boats", 12, 12, 12, "=", "items", start, start + 2)
    assert worded(replace(gift, amounts=(boats,)), texts=(said,)) == "Spain gave aid to Morocco (12 boats), undated"
    told = worded(replace(gift, amounts=(boats,), attributes={"items": "12 boats"}), texts=(said,))
    assert told == "Spain gave aid to Morocco: 12 boats, undated"


def test_a_missing_party_is_said_to_be_missing() -> None:
    assert worded(replace(OFFICERS, roles=OFFICERS.roles[1:], amounts=())).startswith(
        "Personnel of Morocco studied abroad, with whom is not said"
    )


def test_a_view_is_held_by_who_is_quoted_or_by_the_author_who_cites() -> None:
    voices = Wording.of(BOOK, FULL.texts, claims=[]).voices
    scholar = (Attribution("expert", "Asha Rao"),)
    assert voices.holder(DOUBT) == "Gazette"
    assert voices.holder(replace(DOUBT, voice=Voice.ATTRIBUTED, attribution=scholar)) == "Asha Rao"
    agency = (Attribution("media", "Wire", None, None, "see Wire, 6 June"),)
    cited = replace(DOUBT, voice=Voice.CITED, attribution=agency)
    assert voices.holder(cited) == "Gazette, citing Wire"
    assert voices.chain(cited) == "Gazette › Wire, 6 June (press)"


def test_a_surname_and_a_pronoun_are_told_by_the_full_name() -> None:
    first = replace(DOUBT, voice=Voice.QUOTED, attribution=(Attribution("expert", "Asha Rao"),))
    later = replace(HOPE, text_id="gazette", voice=Voice.QUOTED, attribution=(Attribution("expert", "Rao"),))
    voices = Wording.of(BOOK, FULL.texts, claims=[first, later]).voices
    assert voices.holder(later) == "Asha Rao"
    spoken = replace(first, attribution=(Attribution("expert", "Asha Rao", None, None, "she"),))
    assert voices.chain(spoken) == "Gazette › Asha Rao (expert)"


def test_a_report_reportedly_names_no_origin_that_is_its_own_author() -> None:
    rumour = replace(VISIT, voice=Voice.REPORTEDLY, attribution=(Attribution("media", "reportedly"),))
    assert worded(rumour) == "Spain visited Morocco, 4 May 2016, reportedly"


def test_an_event_told_by_its_author_too_is_not_laid_on_the_source_that_another_cites() -> None:
    cited = replace(VISIT, id="f" * 16, voice=Voice.CITED, attribution=(Attribution("media", "Wire"),))
    words = Wording.of(BOOK, FULL.texts)
    assert "according to Wire" in words.told(cited)
    assert "according" not in words.told(cited, others=[VISIT])


def test_a_sentence_read_in_two_ways_stands_once_and_names_both() -> None:
    limit = replace(DOUBT, id="e" * 16, type="assess_constraint", status=Status.ASSERTED)
    told = said(section(compose(dossier(DOUBT, limit), codebook=BOOK, actor="MAR", partners=["ESP"]), "views"))
    assert told.count("unlikely to grow") == 1
    assert "Also read as a constraint" in told


def test_a_cue_belongs_to_the_partner_named_nearest_to_it() -> None:
    source = text("both", "Morocco draws closer to Spain, and more trade with France seems unlikely.", published="2015")
    roles: dict[str, str | list[str]] = {"subject": "MAR", "object": ["ESP", "FRA"]}
    made = claim(source, source.body, "assess_outlook", roles, family="assessment", status=Status.FORECAST)
    named = {"ESP": "Spain", "FRA": "France", "MAR": "Morocco"}
    made = replace(made, roles=tuple(replace(r, mention=named[r.actor]) for r in made.roles))
    scope = Scope(Dossier((source,), (made,), ()), BOOK, "MAR", ("ESP", "FRA"))
    words = Wording.of(BOOK, [source])
    assert direction(scope, words, made, partner="FRA") == "down"
    assert direction(scope, words, made, partner="ESP") == "up"


def test_the_bottom_line_prints_few_numbers_and_leads_to_all() -> None:
    source = text("days", " ".join(f"Spain visited Morocco in {y}." for y in range(2001, 2011)), published="2012")
    visits = [
        claim(source, f"Spain visited Morocco in {y}", "visit", {"visitor": "ESP", "host": "MAR"}, date=day(str(y)))
        for y in range(2001, 2011)
    ]
    made = compose(dossier(*visits, texts=(source,)), codebook=BOOK, actor="MAR", partners=["ESP"])
    line = section(made, "bottom-line").sentences[0]
    assert len(line.evidence) == 10
    assert len(line.shown) == 3
    assert made.more(line) == "and 7 more"
    assert line.see == made.sources.id


def test_an_actor_without_a_claim_gets_a_page_that_says_what_was_looked_at() -> None:
    made = compose(FULL, codebook=BOOK, actor="FJI", partners=["CHN"])
    assert [p.id for p in made.parts] == ["bottom-line", "silence"]
    assert "The 2 documents read say nothing of Fiji with China" in said(made.parts[0])
    assert "Fiji is not named in any of them" in said(made.parts[0])


def test_an_act_of_which_only_the_end_is_bounded_is_not_placed_in_a_year() -> None:
    lease = replace(VISIT, date=Interval(None, date(2050, 12, 31), Precision.OPEN, "until 2050"))
    made = compose(dossier(lease), codebook=BOOK, actor="MAR", partners=["ESP"])
    assert "2050" not in said(section(made, "chronology"))
    assert "by 2050" in said(section(made, "instruments"))


def test_ids_are_unique_and_every_part_that_a_sentence_leads_to_exists(tmp_path: Path) -> None:
    tree = markup.fromstring(write(tmp_path / "brief.html").decode("utf-8"))
    ids = [e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")]
    assert len(ids) == len(set(ids))


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
