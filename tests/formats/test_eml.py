from __future__ import annotations

import pytest

from foedera.errors import UnreadableError
from foedera.formats import Hints, eml, extract
from foedera.model import BlockKind
from support_documents import mail

WORDS = "The ministers of Benin and Niger met in Lagos on Monday.\n\nThey agreed to meet again.\n\n-- \nPress Office\n"


def test_plain_text_comes_before_html() -> None:
    found = eml.read(mail(plain=WORDS, html="<p>Another wording of it.</p>"), where="a.eml")
    assert "Another wording" not in found.body
    assert found.body.startswith("Ministers meet in Lagos\n\nThe ministers of Benin")
    assert found.pieces[0].kind is BlockKind.HEADLINE


def test_html_is_read_where_there_is_no_plain_text() -> None:
    found = eml.read(mail(html="<html><body><p>Benin and Niger signed.</p></body></html>"), where="a.eml")
    assert "Benin and Niger signed." in found.body


def test_headers_give_title_author_and_day() -> None:
    facts = eml.read(mail(plain=WORDS), where="a.eml").facts
    assert facts["title"].value == "Ministers meet in Lagos"
    assert facts["author"].value == "Press Office"
    assert (facts["published"].value, facts["published"].basis) == ("2019-03-05", "header Date")


def test_the_signature_is_furniture() -> None:
    found = eml.read(mail(plain=WORDS), where="a.eml")
    assert found.body[found.pieces[-1].start : found.pieces[-1].end].endswith("Press Office")
    assert found.pieces[-1].kind is BlockKind.FURNITURE


def test_an_attachment_is_noted() -> None:
    notes = eml.read(mail(plain=WORDS, attachment=True), where="a.eml").notes
    assert [n.code for n in notes] == ["attachment"]
    assert "annex.bin" in notes[0].message


@pytest.mark.parametrize(("data", "reason"), [(mail(plain="  \n"), "empty"), (b"no headers, only words", "broken")])
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=r"^a\.eml: ") as caught:
        extract(data, Hints(where="a.eml", suffix=".eml"))
    assert caught.value.reason == reason
