from __future__ import annotations

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.formats import markdown, plain
from foedera.model import BlockKind

SENTENCES = (
    "Zambia and Malawi opened a bridge over the river on Tuesday.",
    "Their presidents cut a ribbon, then crossed it on foot with a crowd of villagers behind them.",
    "A customs post is to follow next year, and both sides said that their police would staff it together.",
    "It was the third crossing that the two have built since the treaty on their common frontier was signed.",
)


def words(text: str) -> list[str]:
    return [" ".join(text[p.start : p.end].split()) for p in plain.read(text).pieces]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    one, two = " ".join(SENTENCES[:2]), " ".join(SENTENCES[2:])
    text = textwrap.fill(one, 72) + "\n\n" + textwrap.fill(two, 72) + "\n"
    assert words(text) == [one, two]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    paragraphs = [" ".join(SENTENCES), SENTENCES[1] * 2, "A short heading", SENTENCES[3] + " " + SENTENCES[2]]
    assert words("\n".join(paragraphs)) == paragraphs


def test_a_sentence_that_markup_broke_is_mended() -> None:
    first, second = SENTENCES[2][:60], SENTENCES[2][60:].strip()
    assert second[0].islower()
    assert words(f"{SENTENCES[1]} {SENTENCES[3]}\n\n{first}\n\n{second}\n")[-1] == f"{first.strip()} {second}"


def test_a_drop_capital_belongs_to_its_paragraph() -> None:
    text = f"Head of it\nZ\n{SENTENCES[0][1:]} {SENTENCES[1]}\n{SENTENCES[2]} {SENTENCES[3]}\n"
    assert words(text)[1].startswith("Z ambia and Malawi")


def test_entries_of_a_list_stay_apart_when_wrapped() -> None:
    text = "".join(textwrap.fill(s, 60, initial_indent="-   ", subsequent_indent="    ") + "\n" for s in SENTENCES[1:])
    pieces = plain.read(text).pieces
    assert [p.item for p in pieces] == [True, True, True]


@given(st.text(alphabet=st.sampled_from("aA .,-*#>|\n\r\t\x0c\u2028é€"), max_size=200))
@settings(max_examples=150)
def test_pieces_are_in_order_apart_and_hold_every_visible_character(text: str) -> None:
    for read in (plain.read, markdown.read):
        found = read(text)
        assert found.body == text
        at = 0
        for piece in found.pieces:
            assert at <= piece.start < piece.end <= len(text)
            assert not text[at : piece.start].strip()
            at = piece.end
        assert not text[at:].strip()


def test_front_matter_gives_facts_and_stays_in_the_body() -> None:
    text = (
        "---\ntitle: A bridge opens\ndate: 2017-05-02\nauthor: Grace Banda\n---\n\n# Heading\n\n> Said so.\n\nWords.\n"
    )
    found = markdown.read(text)
    assert found.body == text
    assert {k: f.value for k, f in found.facts.items()} == {
        "title": "A bridge opens", "published": "2017-05-02", "author": "Grace Banda",
    }  # fmt: skip
    assert [p.kind for p in found.pieces] == [
        BlockKind.FURNITURE, BlockKind.HEADLINE, BlockKind.QUOTATION, None,
    ]  # fmt: skip


def test_front_matter_that_is_no_yaml_still_tells_its_plain_fields() -> None:
    text = "---\ntitle: >\nA bridge\nopens: at: it\npost_date: 2017-05-02 09:54:04\npublished: true\n---\nWords.\n"
    assert markdown.read(text).facts["published"].value.startswith("2017-05-02")
