from __future__ import annotations

import pytest

from foedera.errors import UnreadableError
from foedera.formats import Hints, extract
from foedera.formats import docx as reader
from foedera.model import BlockKind
from support_documents import docx

DATA = docx(
    ("Title", "Patrols on the strait"),
    ("Normal", "Malaysia and Indonesia began a week of patrols on Monday."),
    ("List Bullet", "Three ships from each side"),
    ("Caption", "Figure 1: the area of the patrols"),
    table=[["State", "Ships"], ["Malaysia", "3"], ["Indonesia", "3"]],
)


def test_paragraphs_and_table_rows_come_in_order_with_their_place() -> None:
    found = reader.read(DATA, where="a.docx")
    assert [(p.locator, found.body[p.start : p.end]) for p in found.pieces] == [
        ("paragraph 1", "Patrols on the strait"),
        ("paragraph 2", "Malaysia and Indonesia began a week of patrols on Monday."),
        ("paragraph 3", "Three ships from each side"),
        ("paragraph 4", "Figure 1: the area of the patrols"),
        ("table 1, row 1", "State | Ships"),
        ("table 1, row 2", "Malaysia | 3"),
        ("table 1, row 3", "Indonesia | 3"),
    ]
    kinds = {p.locator: p.kind for p in found.pieces}
    assert kinds["paragraph 1"] is BlockKind.HEADLINE
    assert kinds["paragraph 4"] is BlockKind.CAPTION
    assert [p.item for p in found.pieces[:3]] == [False, False, True]


def test_title_and_author_come_from_the_properties_and_no_date_does() -> None:
    facts = reader.read(DATA, where="a.docx").facts
    assert (facts["title"].value, facts["author"].value) == ("On the strait", "Amina Okoro")
    assert "published" not in facts


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (DATA[:400], "broken"),
        (docx(), "no_text"),
        (b"PK\x03\x04" + b"no archive at all, though word/ stands here", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"old" * 50, "unsupported"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=r"^b\.docx: ") as caught:
        extract(data, Hints(where="b.docx", suffix=".docx"))
    assert caught.value.reason == reason


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableError, match="unpacked") as caught:
        reader.read(DATA, where="b.docx")
    assert caught.value.reason == "too_large"
