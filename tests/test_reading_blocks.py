from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.model import CODABLE, BlockKind, Text
from foedera.reading import Request, read, requests
from support_documents import READING, SHARED

HEADLINE = "Coast guards of three states plan a common patrol"
LEAD = (
    "The coast guards of Guyana, Suriname and Trinidad will patrol their shared waters together from January, "
    "officials from the three states said after a meeting in Paramaribo."
)
SECOND = "The plan follows two years of robberies at sea, most of them of fishing boats close to the mouths of rivers."
THIRD = "Each state is to send one ship, and crews will be mixed for the first month to test how they work together."
FOURTH = "Fishermen welcomed the announcement, although some doubted that three ships could cover so long a coast."


def page(*lines: str, gap: str = "\n") -> Text:
    return read(Request(text=gap.join(lines), origin="page"), READING)


def body(text: Text) -> list[str]:
    return [" ".join(text.body[b.start : b.end].split()) for b in text.codable]


def kinds(text: Text) -> dict[str, BlockKind]:
    return {" ".join(text.body[b.start : b.end].split()): b.kind for b in text.blocks}


def test_headline_byline_and_date_stand_before_the_body() -> None:
    text = page(HEADLINE, "12 May 2016", "By Amina Okoro", LEAD, SECOND, gap="\n\n")
    assert kinds(text) == {
        HEADLINE: BlockKind.HEADLINE,
        "12 May 2016": BlockKind.DATELINE,
        "By Amina Okoro": BlockKind.BYLINE,
        LEAD: BlockKind.BODY,
        SECOND: BlockKind.BODY,
    }
    assert (text.title, text.author) == (HEADLINE, "Amina Okoro")


def test_the_headline_is_no_line_of_links_and_no_name_of_an_office() -> None:
    shouted = "THREE STATES PLAN A COMMON PATROL"
    for first, headline in (
        ("Home | World | Coasts | Opinion", HEADLINE),
        ("Ministry of the Interior of Guyana", shouted),
    ):
        text = page(first, headline, LEAD, SECOND, gap="\n\n")
        assert text.title == headline
        assert body(text) == [LEAD, SECOND]


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    first = "By March both sides had withdrawn their ships from the disputed waters, the two ministries said."
    assert body(page(HEADLINE, first, SECOND)) == [first, SECOND]


@pytest.mark.parametrize(
    "dateline",
    [
        "PARAMARIBO -- ",
        "PARAMARIBO, Suriname — ",
        "PARAMARIBO, Suriname (Reuters) - ",
        "Paramaribo (AFP) – ",
        "PORT OF SPAIN, May 12, 2016 (CMC) -- ",
        "Port of Spain, 12 May - ",
        "05/12/2016 – ",
        "CMC — ",
        "Paramaribo — ",
        "Port of Spain – ",
        "(Paramaribo) – ",
        "May 12, 2016 (PARAMARIBO) - ",
        "GEORGETOWN, Guyana ",
    ],
)
def test_a_dateline_is_set_apart_from_its_sentence(dateline: str) -> None:
    lead = LEAD if dateline.strip()[-1] in "-—–" else f"The {LEAD[4:]}"
    text = page(HEADLINE, dateline + lead, SECOND)
    assert body(text) == [lead, SECOND]
    assert kinds(text)[dateline.strip()] is BlockKind.DATELINE


@pytest.mark.parametrize(
    "first",
    [
        "NATO – an alliance of thirty states at the time – sent observers to the patrol, its spokesman said on Monday.",
        "Suriname - long a hub of smuggling - has asked its neighbours for help with its coast, officials said.",
        "Suriname — Guyana's neighbour to the east — has asked for help with its coast, officials there said.",
        "CARICOM Secretary-General Irwin LaRocque said on Monday that the patrol would be welcome to all members.",
        "On Monday – after two years – the three states agreed on a patrol of their waters, officials said there.",
    ],
)
def test_a_sentence_with_dashes_or_capitals_has_no_dateline(first: str) -> None:
    assert body(page(HEADLINE, first, SECOND))[0] == first


def test_an_upper_case_label_before_a_paragraph_is_a_heading() -> None:
    text = page(HEADLINE, f"BACKGROUND: {LEAD}", f"THE WAY AHEAD: {SECOND}")
    assert body(text) == [LEAD, SECOND]


@pytest.mark.parametrize(
    "caption",
    [
        "A patrol boat leaves the harbour of Georgetown at dawn. (Photo: Coast Guard of Guyana)",
        "A patrol boat leaves the harbour of Georgetown at dawn. (photo: gcg.example)",
        "A patrol boat leaves the harbour of Georgetown. (AFP/Maria Lopez)",
        "A patrol boat leaves the harbour of Georgetown at dawn. (Credit Image: Somebody)",
        "Minister Jones, left, shakes hands with his guest, May 3, 2016. (AP Photo/Maria Lopez)",
        "(Source: Reuters)",
        "Photo: Maria Lopez / Getty Images",
        "Image courtesy of the Ministry of Defence",
        "Featured Image: Credit Somebody",
        "Maria Lopez/AFP/Getty Images",
    ],
)
def test_a_caption_and_its_credit_are_no_body(caption: str) -> None:
    text = page(HEADLINE, LEAD, caption, SECOND, THIRD)
    assert kinds(text)[caption] is BlockKind.CAPTION
    assert body(text) == [LEAD, SECOND, THIRD]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Exchanges of this kind began in 2003 and have since become a habit (Ministry of Defence, November 2).",
        "The minister called it a model, and asked others to join it (see Caribbean Brief, March 5, 2010).",
        "Photographs of the meeting show the three ministers at one table, with their flags behind them.",
        "Sources in the ministry said that the patrol would go ahead whatever became of the talks on the border.",
    ],
)
def test_a_paragraph_with_a_source_in_brackets_or_such_words_stays_body(paragraph: str) -> None:
    assert body(page(HEADLINE, LEAD, paragraph, SECOND)) == [LEAD, paragraph, SECOND]


def test_of_a_teaser_that_breaks_off_and_its_paragraph_the_fuller_is_body() -> None:
    for teaser in (LEAD[:90], LEAD[:90].rsplit(" ", 1)[0] + "...", LEAD[:120] + "…"):
        text = page(HEADLINE, teaser, LEAD + " " + SECOND, THIRD, gap="\n\n")
        assert body(text) == [LEAD + " " + SECOND, THIRD]
        assert kinds(text)[teaser] is BlockKind.COPY


def test_of_two_equal_paragraphs_one_is_body() -> None:
    text = page(HEADLINE, LEAD, SECOND, LEAD, THIRD)
    assert body(text) == [LEAD, SECOND, THIRD]


def test_two_reports_of_like_acts_are_no_copies() -> None:
    one = "In March the navies of Guyana and Suriname held a first exercise off the mouth of the Corentyne river."
    other = "In June the navies of Guyana and Trinidad held a second exercise off the coast of the Orinoco delta."
    assert body(page(HEADLINE, LEAD, one, other)) == [LEAD, one, other]
    years = [
        f"In {y} Guyana gave the coast guard of Suriname two boats, ten radios and a course for its crews."
        for y in (2014, 2015)
    ]
    states = [
        f"The delegation of {s} said it would sign the accord as soon as its parliament had been heard."
        for s in ("Guyana", "Belize")
    ]
    assert body(page(HEADLINE, LEAD, *years, *states)) == [LEAD, *years, *states]


def test_a_headline_printed_twice_is_kept_once() -> None:
    text = page(HEADLINE, "12 May 2016", HEADLINE.title(), LEAD, SECOND)
    assert kinds(text)[HEADLINE] is BlockKind.HEADLINE
    assert kinds(text)[HEADLINE.title()] is BlockKind.COPY


COMMENTS = ("What a waste of money, Guyana will regret it.", "Suriname attacked us before and will again!!", "lol")


@pytest.mark.parametrize(
    "stream",
    [
        ["3 Comments", *COMMENTS],
        ["Comments (3)", *COMMENTS],
        ["Leave a comment", *COMMENTS],
        [x for c in COMMENTS for x in (c, "Reply")],
        [x for c in COMMENTS for x in (c, "Reply14 Comment(s)")],
        [x for c in COMMENTS for x in (c, "Like 3 Reply")],
        [x for c in COMMENTS for x in ("Joe B. • 3 years ago", c)],
        [x for c in COMMENTS for x in ("Joe B. says:", c, "Reply")],
        ["Comments (3) Closed", *(x for c in COMMENTS for x in ("Joe Sep 02, 2018 09:10am", c, "Recommend 0"))],
        ["Join the discussion", "Sort by newest", *COMMENTS],
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_nothing_of_the_readers_comments_is_body(stream: list[str], gap: str) -> None:
    text = page(HEADLINE, LEAD, SECOND, THIRD, FOURTH, *stream, gap=gap)
    assert body(text) == [LEAD, SECOND, THIRD, FOURTH]
    found = kinds(text)
    assert all(found[c] is BlockKind.COMMENT for c in COMMENTS)


def test_a_link_to_the_comments_above_the_report_does_not_swallow_it() -> None:
    for link in ("Comments", "12 Comments", "Leave a comment"):
        assert body(page(HEADLINE, link, LEAD, SECOND, THIRD)) == [LEAD, SECOND, THIRD]


def test_a_reply_in_the_prose_is_no_comment() -> None:
    reply = "Replying to a question, the minister said that the ships would be unarmed for the first two months."
    other = "Reply came within a week: the two neighbours agreed to everything but the flag that the ships would fly."
    assert body(page(HEADLINE, LEAD, reply, other, SECOND)) == [LEAD, reply, other, SECOND]


LINKS = ("Minister quits over a leak", "Storm closes two ports", "Flour prices rise again", "Court frees a trader")


@pytest.mark.parametrize("cue", ["RELATED", "Read more", "Related articles", "READ:", "You may also like"])
def test_links_within_the_report_are_skipped_and_the_report_goes_on(cue: str) -> None:
    dated = "The first accord on such patrols was signed by Guyana and Suriname in Paramaribo on February 4, 2014."
    assert body(page(HEADLINE, LEAD, cue, *LINKS[:2], dated, THIRD, FOURTH)) == [LEAD, dated, THIRD, FOURTH]


@pytest.mark.parametrize("cue", ["Most read", "Popular", "Visit also", "Latest news", "About the author", "Follow us"])
def test_what_follows_the_end_of_the_report_is_furniture(cue: str) -> None:
    blurb = "The Coast Review is a quarterly of the Institute of the Sea, which pays for it and answers for its errors."
    text = page(HEADLINE, LEAD, SECOND, THIRD, cue, *LINKS, blurb, "Newsletter", gap="\n\n")
    assert body(text) == [LEAD, SECOND, THIRD]
    assert kinds(text)[blurb] is BlockKind.FURNITURE


def test_a_report_that_resumes_after_a_sidebar_is_not_lost() -> None:
    assert body(page(HEADLINE, LEAD, "Most read", *LINKS, SECOND, THIRD, FOURTH)) == [LEAD, SECOND, THIRD, FOURTH]


def test_a_list_of_publications_at_the_end_is_furniture() -> None:
    entries = [
        f"Working Paper A. Okoro, {title}, Coast Review, {month} {year}."
        for title, month, year in (
            ("Guyana and its Neighbours after the Ruling of the Court", "May", 2016),
            ("Why Suriname Turned to Its Neighbours for Ships", "June", 2017),
            ("Trinidad's War on Robbers at Sea Has Only Begun", "July", 2018),
        )
    ]
    assert body(page(HEADLINE, LEAD, SECOND, "Our publications", *entries, gap="\n\n")) == [LEAD, SECOND]


def test_share_links_advertising_and_counters_are_furniture() -> None:
    noise = [
        "Share this article", "Facebook", "X", "LinkedIn", "ADVERTISEMENT", "Read 5182 times", "&nbsp; Large",
        "https://example.org/a/b", "What do you think of this article?", "Copyright 2016 Coast Wire.", "[ad_1]",
    ]  # fmt: skip
    for line in noise:
        text = page(HEADLINE, LEAD, SECOND, line, THIRD, FOURTH)
        assert kinds(text)[" ".join(line.split())] is BlockKind.FURNITURE, line
        assert body(text) == [LEAD, SECOND, THIRD, FOURTH], line


def test_a_short_line_between_paragraphs_is_a_heading() -> None:
    text = page(HEADLINE, LEAD, "A coast without guards", SECOND, THIRD)
    assert kinds(text)["A coast without guards"] is BlockKind.HEADLINE


def test_entries_of_a_list_are_body() -> None:
    entries = ["- a ship from each state", "- a common radio channel", "- a centre in Paramaribo"]
    assert body(page(HEADLINE, LEAD, "They agreed on:", *entries, SECOND))[1:-1] == ["They agreed on:", *entries]


def test_quoted_paragraphs_are_quotations() -> None:
    quoted = "“We have waited for this for years and shall not wait a day longer.”"
    passage = "The patrol will not be a navy. It will carry no guns, and it will answer to three governments at once."
    text = page(HEADLINE, LEAD, quoted, "The statement of the three ministers reads:", passage, SECOND)
    assert kinds(text)[quoted] is BlockKind.QUOTATION
    assert kinds(text)[passage] is BlockKind.QUOTATION
    assert quoted in body(text)


def test_boilerplate_run_on_at_the_end_of_a_paragraph_is_cut_off() -> None:
    text = page(f"{LEAD} {SECOND} {THIRD}     © 2016 Coast Wire. All Rights Reserved.")
    assert body(text) == [f"{LEAD} {SECOND} {THIRD}"]


def test_a_bio_of_the_named_author_is_furniture_and_a_person_quoted_last_is_not() -> None:
    bio = "Amina Okoro is a senior fellow at the Institute of the Sea in Abuja and writes about coasts."
    last = "Maria Lopez is a senior fellow at the same institute and was at the meeting as an observer."
    assert body(page(HEADLINE, "By Amina Okoro", LEAD, SECOND, last, bio, gap="\n\n")) == [LEAD, SECOND, last]


def test_a_page_of_nothing_but_short_lines_still_has_a_body() -> None:
    assert body(page("Guyana signs", "Suriname signs", "Trinidad waits"))


@given(st.permutations([LEAD, SECOND, THIRD, FOURTH]), st.sampled_from(["\n", "\n\n", "\r\n\r\n"]))
@settings(max_examples=30, deadline=None)
def test_paragraphs_of_prose_are_body_in_any_order(paragraphs: list[str], gap: str) -> None:
    assert body(page(HEADLINE, *paragraphs, gap=gap)) == paragraphs


# ---- the five reports, by counts and places only

REPORTS = SHARED / "reports"
needs_reports = pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports lie beside the project, not in it")


def report(start: str) -> Text:
    (path,) = Path(REPORTS).glob(f"{start}_*.txt")
    (request,) = requests([str(path)], [])
    assert isinstance(request, Request)
    return read(request, READING)


def lines(text: Text, *wanted: BlockKind) -> set[int]:
    """Numbers of the lines on which blocks of these kinds begin."""
    return {text.body[: b.start].count("\n") + 1 for b in text.blocks if b.kind in wanted}


@needs_reports
@pytest.mark.parametrize(
    ("start", "coded"),
    [
        ("000", set(range(7, 30, 2))),
        ("001", {7, 9, *range(14, 66, 2)}),
        ("002", set(range(7, 14))),
        ("003", {10, 12, 14}),
        ("004", set(range(1, 28)) - {7, 14, 21}),
    ],
)
def test_exactly_the_prose_of_each_report_is_coded(start: str, coded: set[int]) -> None:
    assert lines(report(start), *CODABLE) == coded


@needs_reports
def test_comments_sidebar_captions_and_copies_of_the_reports_are_known_for_what_they_are() -> None:
    assert lines(report("004"), BlockKind.COMMENT) == set(range(28, 81))
    assert lines(report("003"), BlockKind.COPY) == {9}
    assert lines(report("001"), BlockKind.CAPTION) == {11, 12, 66}
    assert lines(report("002"), BlockKind.CAPTION) == {6}
    assert lines(report("000"), BlockKind.CAPTION) == {5}


@needs_reports
def test_the_reports_are_dated_by_what_they_print_or_not_at_all() -> None:
    days = {s: report(s).published for s in ("000", "001", "002", "003", "004")}
    assert {s: i.first.isoformat() for s, i in days.items() if i} == {
        "001": "2012-02-26",
        "002": "2015-10-14",
        "003": "2003-07-16",
    }
    assert [n.code for n in report("003").notes] == ["impossible_date"]


GOLD = SHARED / "gold" / "gold.jsonl"


@pytest.mark.skipif(not GOLD.is_file(), reason="the hand-coded documents lie beside the project, not in it")
def test_nearly_every_passage_that_people_coded_is_in_blocks_that_are_coded() -> None:
    coded = {d["path"]: d["claims"] for d in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())}
    total = kept = 0
    for request in requests([], [GOLD.parent / "manifest.jsonl"]):
        assert isinstance(request, Request)
        text = read(request, READING)
        spans = [(b.start, b.end) for b in text.codable]
        for claim in coded[request.path or ""]:
            inside = sum(max(0, min(e, claim["end"]) - max(s, claim["start"])) for s, e in spans)
            total += 1
            kept += inside >= 0.5 * (claim["end"] - claim["start"])
    assert kept >= 0.99 * total  # what is missing stands in captions
