from __future__ import annotations

import pytest

from foedera.errors import UnreadableError
from foedera.formats import Hints, extract
from foedera.formats import pdf as reader
from foedera.model import BlockKind
from support_documents import column, encrypted_pdf, pdf

LEFT = [
    "The two navies agreed to hold yearly patrols in",
    "the Gulf of Guinea, beginning with a short exer-",
    "cise off Cotonou. Officers from both services will",
    "plan it together.",
]
RIGHT = [
    "A second round is to follow in the spring. It will",
    "be open to coast guards of the neighbouring states",
    "and to observers from the African Union, who have",
    "asked for places.",
]

OTHER = [
    "Sudan has an agreement of its own with one of",
    "the two, on the use of a port.",
    "Uganda offered its good offices, and later the",
    "use of a training ground.",
    "Djibouti was asked to send observers, but has not",
    "said whether it will.",
]


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    found = reader.read(data, where="a.pdf")
    return [(p.locator, found.body[p.start : p.end]) for p in found.pieces]


def test_lines_become_paragraphs_with_their_page() -> None:
    lines = column(72, 700, ["Ghana and Togo opened a joint post at Aflao on", "Monday. Both staff it."])
    more = column(72, 640, ["Customs officers began work the same day, the", "ministry in Lome announced."])
    assert paragraphs(pdf([[*lines, *more]])) == [
        ("page 1", "Ghana and Togo opened a joint post at Aflao on Monday. Both staff it."),
        ("page 1", "Customs officers began work the same day, the ministry in Lome announced."),
    ]


def test_words_broken_at_a_line_end_are_joined() -> None:
    text = paragraphs(pdf([column(72, 700, LEFT)]))[0][1]
    assert "short exercise off" in text


def test_a_compound_keeps_the_hyphen_that_the_document_writes_elsewhere() -> None:
    lines = [
        "The counter-piracy mission was widened. The counter-",
        "piracy mission now has six ships at its disposal.",
    ]
    assert paragraphs(pdf([column(72, 700, lines)]))[0][1].count("counter-piracy") == 2


@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    left, right = column(60, 700, LEFT), column(330, 700, RIGHT)
    lines = [line for pair in zip(left, right, strict=True) for line in pair] if by_rows else [*left, *right]
    body = " ".join(words for _, words in paragraphs(pdf([lines])))
    assert body.index("plan it together") < body.index("A second round")
    assert "patrols in the Gulf" in body


def test_running_heads_and_page_numbers_are_furniture_and_part_no_sentence() -> None:
    pages = []
    for number, lines in enumerate(
        (
            ["Kenya and Ethiopia signed a defence pact in 1963", "and renewed it in later years. Its terms oblige the"],
            ["parties to consult when either is attacked, and a", "joint committee meets every year to review it all"],
            ["under the chair of the two defence ministers.", "It last met in the capital of the former."],
        ),
        start=1,
    ):
        pages.append(
            [
                (72, 760, f"Pacts of the Horn, issue {number}"),
                *column(72, 700, lines),
                *column(72, 660, OTHER[2 * number - 2 : 2 * number]),
                (300, 40, str(number)),
            ]
        )
    found = reader.read(pdf(pages), where="a.pdf")
    furniture = {found.body[p.start : p.end] for p in found.pieces if p.kind is BlockKind.FURNITURE}
    assert furniture == {
        "Pacts of the Horn, issue 1",
        "Pacts of the Horn, issue 2",
        "Pacts of the Horn, issue 3",
        "1",
        "2",
        "3",
    }


def test_a_sentence_goes_on_over_a_page_break() -> None:
    first = [
        "Peru handed over the last of the patrol boats that",
        "it had promised to its neighbour at a ceremony in the",
    ]
    second = ["port of Callao, where both defence ministers spoke."]
    pages = [[*column(72, 700, first), (300, 40, "1")], [*column(72, 700, second), (300, 40, "2")]]
    texts = [words for _, words in paragraphs(pdf(pages))]
    assert any("ceremony in the port of Callao" in t for t in texts)


def test_notes_at_the_foot_of_a_column_do_not_break_its_sentence() -> None:
    left = [*column(60, 700, LEFT[:3]), (60, 630, "1See the report of 2010 on the same waters.")]
    right = column(330, 700, [LEFT[3], *RIGHT])
    found = paragraphs(pdf([[*left, *right]]))
    assert ("page 1, note", "1See the report of 2010 on the same waters.") in found
    assert any("Officers from both services will plan it together." in words for _, words in found)


def test_title_comes_from_the_properties() -> None:
    found = reader.read(pdf([[(72, 700, "Words enough for a page.")]], title="Patrols in the Gulf"), where="a.pdf")
    assert found.facts["title"].value == "Patrols in the Gulf"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encrypted_pdf(), "encrypted"),
        (pdf([[]]), "no_text"),
        (b"%PDF-1.4\nnothing that follows is right", "broken"),
        (pdf([[(72, 700, "Cut short in the middle.")]])[:90], "broken"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=r"^scan\.pdf: .+\. \S.+\.$") as caught:
        extract(data, Hints(where="scan.pdf", suffix=".pdf"))
    assert caught.value.reason == reason
