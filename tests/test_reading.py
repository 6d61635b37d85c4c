from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera import reading
from foedera.errors import ManifestError, UnreadableError, UsageError
from foedera.model import CODABLE, BlockKind, Failure, Precision, Text, text_id
from foedera.reading import Request, read, read_all, requests
from support_documents import READING, docx, encrypted_pdf, mail, pdf

STORY = (
    "Cabinda's port will host a joint patrol of the Angolan and Congolese navies from next month, officials said.\n\n"
    "The two ministries signed the plan on Thursday after a year of talks about fishing and smuggling off the coast.\n"
)


def only(found: list[Request | Failure]) -> Request:
    (request,) = found
    assert isinstance(request, Request)
    return request


def text_of(path: Path) -> Text:
    return read(only(requests([str(path)], [])), READING)


# ---- what is wanted


def test_a_folder_gives_its_documents_sorted_and_leaves_out_what_is_hidden_or_beside_them(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.html", ".hidden/d.txt", ".e.txt", "manifest.jsonl", "project.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    found = requests([str(tmp_path)], [])
    assert [Path(r.path or "").relative_to(tmp_path).as_posix() for r in found if isinstance(r, Request)] == [
        "a.md",
        "b.txt",
        "sub/c.html",
    ]


def test_missing_paths_and_empty_folders_are_failures_that_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = requests([str(tmp_path / "gone.txt"), str(tmp_path / "empty")], [])
    assert [f.reason for f in found if isinstance(f, Failure)] == ["missing", "no_documents"]
    assert all(f.message.count(". ") == 1 and f.path in f.message for f in found if isinstance(f, Failure))


def test_nothing_asked_for_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="nothing to read"):
        requests([], [])


def test_a_manifest_row_gives_what_is_known_and_paths_start_at_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(STORY, encoding="utf-8")
    rows = [
        {"id": "A1", "path": "docs/a.txt", "title": "Patrols", "outlet": "O País", "author": "J. Neto",
         "published": "2014-06", "language": "pt", "url": "https://example.org/a"},
        {"text": STORY, "published": 2015},
    ]  # fmt: skip
    manifest = tmp_path / "m.jsonl"
    manifest.write_text("\n".join(json.dumps(r) for r in rows) + "\n\n", encoding="utf-8")
    first, second = [t for t in read_all(requests([], [manifest]), READING) if isinstance(t, Text)]
    assert (first.id, first.path, first.url) == ("A1", "docs/a.txt", "https://example.org/a")
    assert (first.title, first.outlet, first.author, first.language) == ("Patrols", "O País", "J. Neto", "pt")
    assert first.published is not None
    assert (first.published.precision, first.published.basis) == (Precision.MONTH, "manifest")
    assert (first.published.first.isoformat(), first.published.last.isoformat()) == ("2014-06-01", "2014-06-30")
    assert second.published is not None
    assert second.published.precision is Precision.YEAR
    assert (second.id, second.body, second.path) == (text_id(STORY), STORY, None)


def test_a_csv_manifest_is_read_like_a_jsonl_one(tmp_path: Path) -> None:
    manifest = tmp_path / "m.csv"
    manifest.write_text('Path;title;published\na.txt;"One; two";2014-06-02\n;;\n', encoding="utf-8-sig")
    first, second = requests([], [manifest])
    assert isinstance(first, Request)
    assert (first.path, first.title, first.published, first.origin) == (
        "a.txt",
        "One; two",
        "2014-06-02",
        "m.csv, row 2",
    )
    assert isinstance(second, Failure)
    assert "m.csv, row 3: it names no document" in second.message


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{not json", "no JSON"),
        ("[1, 2]", "no JSON object"),
        ('{"title": "no document"}', "names no document"),
        ('{"path": ["a.txt"]}', "path is no text"),
        ('{"path": "a.txt", "published": "last week"}', "'last week' is no date"),
        ('{"path": "a.txt", "published": "2014-13"}', "is no date"),
        ('{"url": "ftp://example.org/a"}', "no web address"),
        ('{"id": "x", "text": "Seen before."}', "that of row 1 too"),
    ],
)
def test_a_bad_row_is_a_failure_with_its_number_and_the_others_go_on(tmp_path: Path, row: str, says: str) -> None:
    manifest = tmp_path / "m.jsonl"
    manifest.write_text(f'{{"id": "x", "text": "One."}}\n{row}\n{{"text": "Three."}}\n', encoding="utf-8")
    first, bad, third = requests([], [manifest])
    assert isinstance(first, Request)
    assert isinstance(third, Request)
    assert isinstance(bad, Failure)
    assert bad.reason == "bad_row"
    assert f"{manifest}, row 2: " in bad.message
    assert says in bad.message


@pytest.mark.parametrize("data", [None, b"", b"\x00\x01\x02binary"])
def test_a_manifest_that_cannot_be_read_at_all_is_an_error(tmp_path: Path, data: bytes | None) -> None:
    manifest = tmp_path / "m.jsonl"
    if data is not None:
        manifest.write_bytes(data)
    with pytest.raises(ManifestError, match=r"m\.jsonl: "):
        requests([], [manifest])


# ---- reading


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_body_of_a_text_is_the_file_as_it_stands(tmp_path: Path, newline: str) -> None:
    words = STORY.replace("\n", newline) + "\t \u00a0 "
    path = tmp_path / "a.txt"
    path.write_bytes(words.encode("utf-8"))
    text = text_of(path)
    assert text.body == words
    assert text.id == text_id(words)
    assert [text.body[b.start : b.end] for b in text.codable] == STORY.strip().split("\n\n")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf([[(72, 700, "Angola and Congo signed a plan."), (72, 640, "They will patrol together.")]])),
        ("a.docx", docx(("Normal", "Angola and Congo signed a plan."), ("Normal", "They will patrol together."))),
        ("a.eml", mail(plain="Angola and Congo signed a plan.\n\nThey will patrol together.\n")),
        (
            "a.html",
            b"<html><body><p>Angola and Congo signed a plan.</p><p>They will patrol together.</p></body></html>",
        ),
        ("a.md", b"# Plan\n\nAngola and Congo signed a plan.\n\nThey will patrol together.\n"),
    ],
)
def test_every_format_gives_body_blocks_with_a_way_back(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    text = text_of(tmp_path / name)
    assert [text.body[b.start : b.end] for b in text.codable] == [
        "Angola and Congo signed a plan.",
        "They will patrol together.",
    ]
    assert all(b.locator for b in text.blocks)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", encrypted_pdf(), "encrypted"),
        ("a.pdf", pdf([[]]), "no_text"),
        ("a.pdf", b"%PDF-1.7 broken", "broken"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"abc\x00def", "binary"),
        ("a.jpg", b"\xff\xd8\xff\xe0....", "unsupported"),
    ],
)
def test_an_unreadable_document_is_a_failure_and_the_run_goes_on(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(STORY, encoding="utf-8")
    failure, text = read_all(requests([str(tmp_path)], []), READING)
    assert isinstance(failure, Failure)
    assert isinstance(text, Text)
    assert (failure.path, failure.reason) == (str(tmp_path / name), reason)
    assert failure.message.startswith(f"{tmp_path / name}: ")


def test_a_text_of_fifty_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(UnreadableError, match=r"50,000,000 bytes, more than the 20,000,000 .* Split it") as caught:
        text_of(path)
    assert caught.value.reason == "too_large"


def test_a_file_that_went_away_is_missing(tmp_path: Path) -> None:
    (tmp_path / "m.jsonl").write_text('{"path": "gone.txt"}', encoding="utf-8")
    (failure,) = read_all(requests([], [tmp_path / "m.jsonl"]), READING)
    assert isinstance(failure, Failure)
    assert failure.reason == "missing"
    assert "m.jsonl, row 1" in failure.message


@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html", ".eml", ".docx", ".pdf", ""]), st.booleans())
@settings(max_examples=250, deadline=None)
def test_any_bytes_become_a_text_with_sound_blocks_or_an_unreadable_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str, is_marked: bool
) -> None:
    heads = {
        ".html": b"<html><body>",
        ".eml": b"MIME-Version: 1.0\nSubject: ",
        ".pdf": b"%PDF-1.4\n",
        ".docx": b"PK\x03\x04",
    }
    path = tmp_path_factory.getbasetemp() / f"fuzz{suffix}"
    path.write_bytes((heads.get(suffix, b"---\n") if is_marked else b"") + data)
    (found,) = read_all(requests([str(path)], []), READING)  # any error but UnreadableError would come through
    if isinstance(found, Failure):
        assert found.reason in {"empty", "binary", "encrypted", "no_text", "unsupported", "undecodable", "broken"}
        assert found.message.startswith(f"{path}: ")
    else:
        sound(found)


def sound(text: Text) -> None:
    at = 0
    for block in text.blocks:
        assert at <= block.start < block.end <= len(text.body)
        at = block.end


LINES = st.sampled_from(
    [
        "By Amina Okoro", "12 May 2016", "Comments", "3 Comments", "Reply", "ReplyNo, it is not.", "RELATED",
        "Most read", "(Photo: Reuters)", "ADVERTISEMENT", "ACCRA --", "Share", "About the author",
        "A short heading", "- an entry", "---", *STORY.strip().split("\n\n"), STORY[:70],
        '"We shall see," she said, without saying when that would be or for whom.',
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\n\n", "\r\n"]))
@settings(max_examples=200, deadline=None)
def test_any_page_of_such_lines_has_sound_blocks(lines: list[str], end: str) -> None:
    words = end.join(lines)
    if not words.strip():
        return
    text = read(Request(text=words, origin="inline"), READING)
    sound(text)
    covered = sum(not c.isspace() for b in text.blocks for c in text.body[b.start : b.end])
    front = text.body.startswith("---")
    assert front or covered == sum(not c.isspace() for c in text.body)


def test_reading_twice_gives_the_same_text() -> None:
    request = Request(text=STORY, origin="inline")
    assert read(request, READING) == read(request, READING)


def test_a_single_sentence_is_body_even_without_a_full_stop() -> None:
    for words in ("Togo and Ghana sign a border pact", "{Togo will send troops, its minister said on Monday.}"):
        text = read(Request(text=words, origin="row 1"), READING)
        assert [(b.kind, text.body[b.start : b.end]) for b in text.blocks] == [(BlockKind.BODY, words)]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (STORY, "en"),
        ("Le ministre de la défense est arrivé lundi à Dakar pour une visite de trois jours dans la région.", "fr"),
        ("OK", "und"),
    ],
)
def test_the_language_is_told_from_the_prose(words: str, language: str) -> None:
    assert read(Request(text=words, origin="row 1"), READING).language == language


# ---- the network, played by a server of our own

FULL = f"&lt;p&gt;{STORY * 6}&lt;/p&gt;"
FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Gulf Wire</title>
<item><title>Patrols begin</title><link>HOST/story.html</link><pubDate>Tue, 05 Mar 2019 10:15:00 GMT</pubDate></item>
<item><title>In full</title><link>HOST/gone</link><content:encoded>{FULL}</content:encoded></item>
</channel></rss>"""


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        host = f"http://{self.headers['Host']}"
        pages = {
            "/story.html": ("text/html", f"<html><body><h1>Patrols begin</h1><p>{STORY}</p></body></html>"),
            "/feed": ("application/rss+xml", FEED.replace("HOST", host)),
            "/large": ("text/plain", "word " * 5_000_000),
            "/plain": ("text/plain; charset=iso-8859-1", STORY + "São Tomé."),
        }
        if self.path not in pages:
            self.send_error(404)
            return
        kind, words = pages[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        try:
            self.wfile.write(words.encode("latin-1"))
        except OSError:
            return  # the reader hung up, as it should on what is too large

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_address_is_read_with_the_charset_that_the_server_names(site: str) -> None:
    text = read(only(requests([f"{site}/plain"], [])), READING)
    assert text.body.endswith("São Tomé.")
    assert text.url == f"{site}/plain"


def test_a_feed_gives_its_stories_with_what_it_knows_of_them(site: str) -> None:
    first, second = read_all(requests([f"{site}/feed"], []), READING)
    assert isinstance(first, Text)
    assert isinstance(second, Text)
    assert (first.url, first.outlet, first.title) == (f"{site}/story.html", "Gulf Wire", "Patrols begin")
    assert first.published is not None
    assert (first.published.first.isoformat(), first.published.basis) == ("2019-03-05", "feed")
    assert second.body.startswith("Cabinda's port")


def test_what_cannot_be_fetched_is_a_failure(site: str) -> None:
    found = requests([f"{site}/gone", "http://127.0.0.1:1/none"], [])
    assert [(f.reason, f.path) for f in found if isinstance(f, Failure)] == [
        ("unreachable", f"{site}/gone"),
        ("unreachable", "http://127.0.0.1:1/none"),
    ]
    (large,) = read_all([Request(url=f"{site}/large", origin="large")], READING)
    assert isinstance(large, Failure)
    assert large.reason == "too_large"


def test_the_words_of_blocks_that_are_coded_are_named_by_the_model() -> None:
    text = read(Request(text=STORY, origin="row 1"), READING)
    assert all(b.kind in CODABLE for b in text.codable)
    assert reading.MAX_BYTES == 20_000_000


def test_a_text_that_was_decoded_wrongly_before_is_noted() -> None:
    words = STORY.replace("'", "\u2019") * 3
    text = read(Request(text=words.encode("utf-8").decode("cp1252"), origin="row 1"), READING)
    assert [n.code for n in text.notes] == ["garbled"]
    assert not read(Request(text=words, origin="row 1"), READING).notes
