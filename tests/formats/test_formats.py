from __future__ import annotations

import pytest

from foedera.errors import UnreadableError
from foedera.formats import FORMATS, Hints, extract, is_feed
from foedera.formats.decoding import decode
from support_documents import docx, mail, pdf

REPORT = "Séléka fighters crossed into Chad – “in their hundreds” – on Sunday, officials in N’Djamena said."


def test_the_bytes_are_believed_before_the_name() -> None:
    page = b"<!DOCTYPE html><html><body><p>Words.</p></body></html>"
    assert extract(page, Hints(where="a.txt", suffix=".txt")).body == "Words."
    assert "Other words." in extract(pdf([[(72, 700, "Other words.")]]), Hints(where="a.txt", suffix=".txt")).body
    assert "Third words." in extract(docx(("Normal", "Third words.")), Hints(where="a.bin", suffix=".bin")).body


def test_a_memo_that_looks_like_mail_stays_text_by_its_name() -> None:
    memo = "Message-ID: 5\nSubject: Patrols\n\nThe patrols begin.\n"
    assert extract(memo.encode(), Hints(where="a.txt", suffix=".txt")).body == memo
    assert extract(mail(plain="Words."), Hints(where="mail", suffix="")).body.startswith("Ministers meet")


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        (b"", ".txt", "empty"),
        (b" \n\t \n", ".txt", "empty"),
        (b"\xef\xbb\xbf\n", ".md", "empty"),
        (b"some text\x00with a NUL in it, and more text after that", ".txt", "binary"),
        (bytes(range(1, 32)) * 50, ".txt", "binary"),
        (b"\x89PNG\r\n\x1a\n....", ".png", "unsupported"),
        (b"{\\rtf1 words}", ".rtf", "unsupported"),
        (b"PK\x03\x04 some other archive", ".zip", "unsupported"),
        (b"words, but what for", ".xyz", "unsupported"),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', ".xml", "unsupported"),
    ],
)
def test_what_cannot_be_read_has_a_stable_reason_and_says_where(data: bytes, suffix: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=r"^in/a: .+\.$") as caught:
        extract(data, Hints(where="in/a", suffix=suffix))
    assert caught.value.reason == reason


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("declared", [None, "ascii", "iso-8859-5", "no-such-charset"])
def test_a_report_is_decoded_whatever_is_declared(name: str, declared: str | None) -> None:
    if name == "cp1252" and declared == "iso-8859-5":
        pytest.skip("bytes that fit a wrong declaration cannot be told from right ones")
    text = f"{REPORT}\r\n{REPORT}\n" * 5
    assert decode(text.encode(name), declared=declared) == text


def test_a_few_broken_bytes_do_not_lose_the_document() -> None:
    text = decode(REPORT.encode() * 40 + b"\xff\xfe\x81 end", declared="utf-8")
    assert text.count("Séléka") + text.count("SÃ©lÃ©ka") >= 40


def test_feeds_are_known_by_their_first_element() -> None:
    assert is_feed(b"<?xml version='1.0'?>\n<rss version='2.0'>")
    assert is_feed(b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>")
    assert not is_feed(b"<html><body>rss</body></html>")


def test_no_two_formats_claim_one_suffix() -> None:
    suffixes = [s for f in FORMATS for s in f.suffixes]
    assert len(suffixes) == len(set(suffixes))
