"""Bytes that are said to be a table of text -> the text; what is something else is told what it is, and what to do."""

from __future__ import annotations

import codecs
import io
import re
import zipfile

from foedera.errors import DataError

__all__ = ["decoded"]

# How a file of another kind begins, what it is, and what to do with it.
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook. Open it, and save the sheet as CSV, in UTF-8"),
    (b"\x1f\x8b", "compressed with gzip, as .gz and .rds files are. Unpack it, or write it as CSV in R"),
    (b"BZh", "compressed with bzip2. Unpack it"),
    (b"\xfd7zXZ", "compressed with xz. Unpack it"),
    (b"7z\xbc\xaf", "a 7z archive. Unpack it, and give the CSV in it"),
    (b"Rar!", "a RAR archive. Unpack it, and give the CSV in it"),
    (b"%PDF", "a PDF. Give the table itself, as CSV"),
    (b"PAR1", "a Parquet file. Write it as CSV"),
    (b"ARROW1", "an Arrow file. Write it as CSV"),
    (b"<stata_dta>", "a Stata file. In Stata: export delimited"),
    (b"$FL2", "an SPSS file. Save it as CSV, in UTF-8"),
    (b"RDX", "an R data file. In R: write.csv"),
    (b"version https://git-lfs", "a pointer to a file of Git LFS. Fetch the file itself: git lfs pull"),
)
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype|html|head|body|script|\?xml|table)\b", re.IGNORECASE | re.DOTALL
)
_JSON = re.compile(rb"\s*[\[{]\s*[\"\[{\]}]")
_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOK = 4096  # bytes in which a NUL tells that it is no text


def decoded(raw: bytes, file: str) -> str:
    """The text of a table: UTF-8 or UTF-16 with its mark, UTF-8 without, or Latin-1 as Windows has it, in which SIPRI
    exports come.

    Raises DataError, with what it is and what to do, for what is no such text, and for UTF-8 with a broken byte: to
    read that as Latin-1 would garble every name.
    """
    if not raw.strip():
        raise DataError(f"{file}: empty. Fetch the file anew.")
    if raw.startswith(b"PK\x03\x04"):
        raise DataError(f"{file}: {_packed(raw)}.")
    for begins, what in _KINDS:
        if raw.startswith(begins):
            raise DataError(f"{file}: {what}.")
    if _PAGE.match(raw.removeprefix(codecs.BOM_UTF8)):
        raise DataError(
            f"{file}: a web page or XML, not a table. It may be a page for signing in, or an error: download the file "
            "itself, or save the table as CSV, in UTF-8."
        )
    if _JSON.match(raw.removeprefix(codecs.BOM_UTF8)):
        raise DataError(f"{file}: JSON, not a table. Give the file as published, in CSV.")
    if raw.startswith(_MARKS):
        return _wide(raw, file)
    if b"\0" in raw[:_LOOK]:
        raise DataError(f"{file}: not a table of text. Save it as CSV, in UTF-8.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        return _latin(raw, file, bad.start)


def _packed(raw: bytes) -> str:
    """What a zip archive is, by the names in it."""
    try:
        names = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    except (zipfile.BadZipFile, ValueError):
        return "an archive that is damaged or cut off. Fetch it anew, and unpack it"
    if any(name.startswith("xl/") for name in names):
        return "an Excel workbook. Open it, and save the sheet as CSV, in UTF-8"
    if "content.xml" in names:
        return "an OpenDocument file. Open it, and save the sheet as CSV, in UTF-8"
    held = ", ".join(name for name in names if not name.endswith("/"))
    return f"an archive or a spreadsheet, not a table of text. Unpack it, and give the CSV in it ({held[:200]})"


def _wide(raw: bytes, file: str) -> str:
    """UTF-16 or UTF-32, as spreadsheets save "Unicode text"."""
    form = "utf-32" if raw.startswith(_MARKS[:2]) else "utf-16"
    try:
        return raw.decode(form)
    except UnicodeDecodeError as bad:
        raise DataError(
            f"{file}: broken {form.upper()} at byte {bad.start:,}. Fetch it anew, or save it in UTF-8."
        ) from bad


def _latin(raw: bytes, file: str, at: int) -> str:
    line = raw[:at].count(b"\n") + 1
    whole = len(_MANY_BYTES.findall(raw))
    stray = sum(map(len, _HIGH.findall(_MANY_BYTES.sub(b"", raw))))
    if whole and whole >= stray:
        raise DataError(
            f"{file}:{line}: byte {raw[at]:#x} is no UTF-8, as the rest of the file is. The file is damaged or cut "
            "off: fetch it anew, or save it in UTF-8."
        )
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as bad:
        line = raw[: bad.start].count(b"\n") + 1
        raise DataError(
            f"{file}:{line}: byte {raw[bad.start]:#x} is neither UTF-8 nor Latin-1. Save the file in UTF-8."
        ) from bad
