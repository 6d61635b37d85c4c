"""Bytes to blocks of text, a file for each format. To add one: write it, and list it here; the list is the registry."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from foedera.errors import UnreadableError
from foedera.formats import docx, eml, html, markdown, pdf
from foedera.formats.decoding import decode
from foedera.formats.extract import Extract, Fact, Piece

__all__ = ["FORMATS", "SUFFIXES", "Extract", "Fact", "Format", "Hints", "Piece", "extract", "is_feed"]


@dataclass(frozen=True, slots=True)
class Hints:
    """What came with the bytes: a name for messages, its suffix, and the sender's charset and media type."""

    where: str = "document"
    suffix: str = ""
    charset: str | None = None
    media_type: str | None = None
    comment_marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Format:
    """How a kind of document is known and read. ``looks`` judges by the first bytes alone."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    looks: Callable[[bytes], bool]
    read: Callable[[bytes, Hints], Extract]


_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html\b)", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL
)
_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_OF_MAIL = re.compile(
    rb"^(?:received|message-id|mime-version|return-path|delivered-to)\s*:", re.IGNORECASE | re.MULTILINE
)
_HEAD_BYTES = 8192
_ALIEN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"%!PS", "a PostScript file"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _is_mail(head: bytes) -> bool:
    """Two header lines or more at the start, one of them such as only mail programs write."""
    headers = _HEADERS.match(head)
    return headers is not None and bool(_OF_MAIL.search(headers.group()))


FORMATS: tuple[Format, ...] = (
    Format(
        "PDF",
        (".pdf",),
        ("application/pdf",),
        lambda head: b"%PDF-" in head[:1024],
        lambda data, hints: pdf.read(data, where=hints.where),
    ),
    Format(
        "Word",
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        lambda head: head.startswith(b"PK\x03\x04") and (b"word/" in head or b"[Content_Types].xml" in head),
        lambda data, hints: docx.read(data, where=hints.where),
    ),
    Format(
        "HTML",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        lambda head: bool(_HTML.match(head)),
        lambda data, hints: html.read(
            data, where=hints.where, charset=hints.charset, comment_marks=hints.comment_marks
        ),
    ),
    Format(
        "e-mail",
        (".eml",),
        ("message/rfc822",),
        _is_mail,
        lambda data, hints: eml.read(data, where=hints.where, comment_marks=hints.comment_marks),
    ),
    Format(
        "Markdown",
        (".md", ".markdown"),
        ("text/markdown",),
        lambda head: False,
        lambda data, hints: markdown.read(decode(data, declared=hints.charset, where=hints.where)),
    ),
    Format(  # scraped text comes with front matter often enough that both are read alike
        "text",
        (".txt", ".text"),
        ("text/plain",),
        lambda head: False,
        lambda data, hints: markdown.read(decode(data, declared=hints.charset, where=hints.where)),
    ),
)
SUFFIXES: frozenset[str] = frozenset(s for f in FORMATS for s in f.suffixes)


def is_feed(data: bytes) -> bool:
    """True for an RSS or Atom feed."""
    return bool(_FEED.match(data[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")))


def extract(data: bytes, hints: Hints) -> Extract:
    """The words of a document, by what its bytes look like, then by suffix, then by media type.

    Raises UnreadableError with reason ``empty``, ``unsupported``, ``encrypted``, ``binary``, ``undecodable``,
    ``no_text``, ``too_large`` or ``broken``.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError(f"{hints.where}: the document is empty. Check how it was saved.", reason="empty")
    _refuse_alien(data, hints.where)
    found = _format(data, hints)
    result = found.read(data, hints)
    if not result.body.strip():
        raise UnreadableError(f"{hints.where}: the document is empty. Check how it was saved.", reason="empty")
    return result


def _format(data: bytes, hints: Hints) -> Format:
    head = data[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")
    media_type = (hints.media_type or "").split(";")[0].strip().lower()
    suffix = hints.suffix.lower()
    for found in FORMATS:
        # A text file may quote the headers of a message: its name is believed.
        if found.looks(head) and not (found.name == "e-mail" and suffix in (".txt", ".md", ".text", ".markdown")):
            return found
    if is_feed(data):
        raise UnreadableError(
            f"{hints.where}: it is a feed, not a document. Give its address or path by itself to read its entries.",
            reason="unsupported",
        )
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableError(
            f"{hints.where}: an archive or office file that is no Word document. Save it as PDF, DOCX or text.",
            reason="unsupported",
        )
    for found in FORMATS:
        if suffix in found.suffixes:
            return found
    for found in FORMATS:
        if media_type in found.media_types:
            return found
    return _by_words(data, hints)


def _by_words(data: bytes, hints: Hints) -> Format:
    """A document of unknown name: text where it decodes and nothing speaks against it."""
    if hints.suffix and hints.suffix.lower() not in SUFFIXES and not hints.media_type:
        raise UnreadableError(
            f"{hints.where}: {hints.suffix} files are not read. Save it as {', '.join(sorted(SUFFIXES))}.",
            reason="unsupported",
        )
    if hints.media_type and not hints.media_type.startswith(("text/", "application/octet-stream")):
        raise UnreadableError(
            f"{hints.where}: documents of type {hints.media_type} are not read. Save it as PDF, DOCX, HTML or text.",
            reason="unsupported",
        )
    return FORMATS[-1]


def _refuse_alien(data: bytes, where: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(
                f"{where}: the document is encrypted. Save it without a password and add it again.", reason="encrypted"
            )
        raise UnreadableError(f"{where}: an old office file. Save it as DOCX or PDF.", reason="unsupported")
    for mark, name in _ALIEN:
        if data.startswith(mark):
            raise UnreadableError(
                f"{where}: it is {name}, not a document with text. Save its text as PDF, DOCX or text.",
                reason="unsupported",
            )
