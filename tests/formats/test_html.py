from __future__ import annotations

import pytest
from lxml import html as lxml_html

from foedera.errors import UnreadableError
from foedera.formats import Hints, extract, html
from foedera.model import BlockKind

PROSE = (
    "Chile's navy and that of Ecuador ended a week of exercises off Valparaiso on Friday, the ministry said there.",
    "Two frigates from each side took part, along with a patrol aircraft and some six hundred sailors and marines.",
    "The next round is to be held in Ecuadorian waters, according to the commander of the visiting squadron.",
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Exercises end | The Coast Herald</title>
<meta property="og:site_name" content="The Coast Herald">
<meta property="article:published_time" content="2018-06-15T09:00:00Z">
<meta name="author" content="Lucia Vera"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Navies end exercises off Valparaiso</h1>
<figure><img src="a.jpg"><figcaption>A frigate enters the harbour.</figcaption></figure>
<p>{PROSE[0]}</p><p>{PROSE[1]}</p><div>{PROSE[2]}</div>
<p style="display:none">Hidden words that no reader sees at all.</p></article>
<aside><h3>Most read</h3><ul><li>Bolivia buys trainers from an unnamed seller</li></ul></aside>
<div id="comments" class="comments"><p>Nobody asked Peru about any of this, and that will be a mistake.</p></div>
<script>var x = "Not text";</script><footer>Copyright The Coast Herald</footer></body></html>"""


def test_every_visible_block_leads_back_by_xpath() -> None:
    found = html.read(PAGE.encode(), where="a.html")
    tree = lxml_html.document_fromstring(PAGE)
    for piece in found.pieces:
        words = " ".join(tree.xpath(piece.locator)[0].text_content().split())
        assert " ".join(found.body[piece.start : piece.end].split()) in words
    assert "Hidden words" not in found.body
    assert "Not text" not in found.body


def test_article_sidebar_caption_and_comments_are_told_apart() -> None:
    found = html.read(PAGE.encode(), where="a.html", comment_marks=frozenset({"comments"}))
    by_words = {found.body[p.start : p.end]: p for p in found.pieces}
    assert all(by_words[p].main is not False for p in PROSE)
    assert by_words["Navies end exercises off Valparaiso"].kind is BlockKind.HEADLINE
    assert by_words["A frigate enters the harbour."].kind is BlockKind.CAPTION
    assert by_words["Bolivia buys trainers from an unnamed seller"].main is False
    comment = next(p for words, p in by_words.items() if words.startswith("Nobody asked"))
    assert comment.kind is BlockKind.COMMENT


def test_the_head_tells_title_outlet_author_and_day() -> None:
    facts = html.read(PAGE.encode(), where="a.html").facts
    assert facts["title"].value == "Navies end exercises off Valparaiso"
    assert (facts["outlet"].value, facts["author"].value) == ("The Coast Herald", "Lucia Vera")
    assert (facts["published"].value[:10], facts["published"].basis) == ("2018-06-15", "meta article:published_time")


def test_linked_data_of_an_article_is_read() -> None:
    article = (
        '{"@type": "NewsArticle", "headline": "Pact", "datePublished": "2020-02-01", "author": [{"name": "A. Diop"}]}'
    )
    data = f'{{"@graph": [{article}]}}'
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><p>Words.</p></body></html>'
    facts = html.read(page.encode(), where="a.html").facts
    assert {k: f.value for k, f in facts.items()} == {"title": "Pact", "published": "2020-02-01", "author": "A. Diop"}
    assert {f.basis for f in facts.values()} == {"JSON-LD"}


@pytest.mark.parametrize("charset", ["utf-8", "latin-1", "iso-8859-2"])
def test_a_wrong_charset_in_the_page_does_no_harm(charset: str) -> None:
    words = "Côte d\u2019Ivoire\u2019s président \u2013 “oui”."
    page = f'<html><head><meta charset="{charset}"></head><body><p>{words}</p></body></html>'
    assert words in html.read(page.encode("utf-8"), where="a").body


def test_a_right_charset_is_believed_where_the_bytes_are_no_utf8() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Министр прибыл в Минск.</p></body></html>'
    assert "Министр прибыл в Минск" in html.read(page.encode("cp1251"), where="a").body


def test_a_line_break_stays_within_the_block() -> None:
    found = html.read(b"<html><body><p>One.<br>Two.</p>Three <b>and</b> four.</body></html>", where="a")
    assert [found.body[p.start : p.end] for p in found.pieces] == ["One.\nTwo.", "Three and four."]


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(UnreadableError, match="shows no text") as caught:
        extract(b"<html><body><script>x()</script></body></html>", Hints(where="a.html", suffix=".html"))
    assert caught.value.reason == "empty"


def test_a_page_nested_very_deep_loses_nothing() -> None:
    page = (
        b"<html><body>"
        + b"<div>" * 1500
        + b"deep words here"
        + b"</div>" * 1500
        + b"<p>After it all.</p></body></html>"
    )
    assert html.read(page, where="a").body == "deep words here\n\nAfter it all."
