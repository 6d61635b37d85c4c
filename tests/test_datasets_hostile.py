"""What people give in place of a data set: read rightly, or refused with what it is, where, and what to do."""

from __future__ import annotations

import contextlib
import gzip
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from foedera.codebook import load
from foedera.datasets import cards, read, systems_of, unga
from foedera.datasets.generic import card_of
from foedera.errors import DataError
from support_data import MEMBERS, REGISTER, deal, lines, preamble

WHOLE: dict[str, str] = {
    "sipri": preamble()
    + "\n".join([REGISTER, deal("Peru", "T\u00fcrkiye", "2001", 3), deal("Peru", "Italy", "2003", 7)])
    + "\n",
    "atop": lines(MEMBERS, "1,2,2000,1,1,0,0,0,0,1,0,0,0,0,5.1", "1,20,2000,1,1,0,0,0,0,1,0,0,0,0,5.1"),
    "cow": lines("ccode1,ccode2,year,dyadigos", "2,20,2000,9", "20,70,2000,8"),
    "mme": lines(
        "MMEID,Ex_Name,StartDate,EndDate,participants",
        "m1,\u00dcbung,1/3/99,1/5/99,Peru; Chile",
        "m2,Two,1/3/99,1/5/99,Peru; Cuba",
    ),
    "unga": lines("ccode,session,IdealPoint,Q5%,Q95%", "2,70,2.5,2.1,2.8", "710,70,-0.5,-0.8,-0.1"),
    "dcad": lines(
        "ccode1,ccode2,year,dcaGeneralV1,dcaGeneralV2,dcaSectorV1,dcaSectorV2,dcaAnyV1,dcaAnyV2",
        "2,20,2000,1,1,0,0,1,1",
        "2,70,2000,0,0,0,0,0,0",
    ),
    "trade": lines("a,b,year,flow", "USA,CAN,2000,9.5", "USA,MEX,2000,7"),
}
OWN = card_of(
    "trade",
    {
        "title": "Trade", "licence": "x", "citation": "x", "rows": "dyad_year", "year": "year", "directed": True,
        "first": {"column": "a", "system": "iso"}, "second": {"column": "b", "system": "iso"},
        "values": {"trade": {"column": "flow", "unit": "USD"}},
    },
    "map.yml",
)  # fmt: skip
CARDS = {**cards(), "trade": OWN}
EVERY = pytest.mark.parametrize("name", sorted(WHOLE))


def given_as(name: str, raw: bytes) -> list[list[object]]:
    sheet = read(raw, CARDS[name], file="f.csv")
    return [list(sheet.columns[column]) for column in sorted(sheet.columns)]


def refused(name: str, raw: bytes) -> str:
    with pytest.raises(DataError) as bad:
        read(raw, CARDS[name], file="f.csv")
    return str(bad.value)


def test_every_data_set_is_here() -> None:
    assert set(WHOLE) == {*cards(), "trade"}


def packed(**names: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in names.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return held.getvalue()


ALIKE: dict[str, Callable[[str], bytes]] = {
    "with a mark": lambda t: b"\xef\xbb\xbf" + t.encode(),
    "in UTF-16": lambda t: t.encode("utf-16"),
    "in UTF-32": lambda t: t.encode("utf-32"),
    "in Latin-1": lambda t: t.encode("latin-1"),
    "lines of Windows": lambda t: t.replace("\n", "\r\n").encode(),
    "lines of old Macs": lambda t: t.replace("\n", "\r").encode(),
    "with tabs": lambda t: t.replace(",", "\t").encode() if '"' not in t else t.encode(),
    "with semicolons": lambda t: t.replace(";", "").replace(",", ";").encode() if "; " not in t else t.encode(),
    "with blank lines": lambda t: t.replace("\n", "\n\n").encode(),
    "no line break at the end": lambda t: t.rstrip("\n").encode(),
    "a column of one's own": lambda t: "".join(f"{x},mine\n" for x in t.splitlines()).encode(),
    "empty columns": lambda t: "".join(f"{x},,\n" for x in t.splitlines()).encode(),
}


@EVERY
@pytest.mark.parametrize("way", sorted(ALIKE))
def test_the_same_table_written_otherwise_is_the_same(name: str, way: str) -> None:
    assert given_as(name, ALIKE[way](WHOLE[name])) == given_as(name, WHOLE[name].encode())


OTHER: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty. Fetch"),
    "blanks": (b" \n\n ", "empty. Fetch"),
    "a page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page .* download the file itself"),
    "a page after a remark": (b"<!-- x -->\n<HTML><body>a,b,c</body>", "a web page"),
    "a table of HTML called .xls": (b"<table><tr><td>ccode1</td></tr></table>", "save the table as CSV"),
    "XML": (b"<?xml version='1.0'?><a/>", "a web page or XML"),
    "a workbook": (packed(xl__workbook_dot_xml=b"<x/>"), "an Excel workbook. Open it, and save"),
    "an OpenDocument": (packed(content_dot_xml=b"<x/>"), "an OpenDocument file. Open it"),
    "a zip": (packed(data_dot_csv=b"a,b\n"), r"Unpack it, and give the CSV in it \(data.csv\)"),
    "half a zip": (packed(data_dot_csv=b"a,b\n")[:30], "damaged or cut off"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "an old Excel workbook. Open it"),
    "gzip": (gzip.compress(b"ccode1,ccode2", mtime=0), "compressed with gzip.* Unpack it"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "a PDF. Give the table itself"),
    "Stata": (b"<stata_dta><header>", "a Stata file. In Stata: export delimited"),
    "Parquet": (b"PAR1\x15\x04", "a Parquet file"),
    "JSON": (b'{"error": "Not authorised"}', "JSON, not a table"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "git lfs pull"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a table of text"),
    "prose": (b"Words and words. " * 9000, "no header of it in the first 40 lines"),
}


@EVERY
@pytest.mark.parametrize("what", sorted(OTHER))
def test_what_is_no_table_is_told_what_it_is_and_what_to_do(name: str, what: str) -> None:
    raw, words = OTHER[what]
    told = refused(name, raw)
    assert told.startswith("f.csv")
    assert re.search(words, told), told


@EVERY
def test_a_header_of_another_version_is_told_what_is_lacking(name: str) -> None:
    *before, header, first, last = WHOLE[name].splitlines()
    column = next(
        c for c in header.split(",") if c in ("Recipient", "atopid", "ccode1", "StartDate", "IdealPoint", "a")
    )
    told = refused(name, "\n".join([*before, header.replace(column, "renamed", 1), first, last]).encode())
    assert f"f.csv:{len(before) + 1}: not {CARDS[name].title}" in told
    assert "without the column" in told
    assert "Known forms" in told


@EVERY
def test_a_header_alone_and_a_header_again_are_refused(name: str) -> None:
    *before, header, first, last = WHOLE[name].splitlines()
    assert "no row below it" in refused(name, "\n".join([*before, header]).encode())
    if name != "trade":  # a table of one's own may have any words for states
        assert f"f.csv:{len(before) + 3}: " in refused(name, "\n".join([*before, header, first, header, last]).encode())


@EVERY
def test_a_file_cut_off_within_a_row_is_refused_with_the_line(name: str) -> None:
    *before, _ = WHOLE[name].splitlines()
    short = "\n".join([*before, WHOLE[name].splitlines()[-1].rpartition(",")[0]])
    assert f"f.csv:{len(before) + 1}: " in refused(name, short.encode())


@EVERY
def test_a_quotation_mark_that_never_closes_swallows_nothing_in_silence(name: str) -> None:
    *before, first, last = WHOLE[name].splitlines()
    head, comma, cell = first.rpartition(",")
    told = refused(name, "\n".join([*before, f'{head}{comma}"{cell}', last]).encode())
    assert f"f.csv:{len(before) + 1}: a quotation mark opens here and is never closed" in told


@EVERY
def test_the_same_row_again_counts_once_and_a_contradiction_is_refused(name: str) -> None:
    *before, header, first, last = WHOLE[name].splitlines()
    twice = given_as(name, "\n".join([*before, header, first, first, last]).encode())
    once = given_as(name, WHOLE[name].encode())
    if name in ("sipri", "atop", "trade"):  # distinct deals; spells, of which the highest counts; refused by the series
        assert len(twice[0]) == 3
    else:
        assert twice == once


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("cow", "2,20,2000,4"), ("unga", "2,70,1.5,1.1,1.8"), ("dcad", "2,20,2000,0,0,0,0,0,0"),
    ],
)  # fmt: skip
def test_two_rows_that_contradict_one_another_are_refused_with_both_lines(name: str, row: str) -> None:
    told = refused(name, (WHOLE[name] + row + "\n").encode())
    assert "f.csv:4: " in told
    assert "again, with other values than in line 2" in told


@pytest.mark.parametrize(
    ("name", "right", "wrong", "words"),
    [
        ("sipri", ",2001,New", ",20010,New", "which is no year"),
        ("atop", "1,2,2000", "1,2,20000", "'20000' in column 'yrent' is above 2200"),
        ("cow", "20,2000,9", "20,199,9", "'199' in column 'year' is below 1000"),
        ("cow", "2000,9", '2000,"1,009"', "'1,009' in column 'shared' is not a whole number: take out the separators"),
        ("mme", "1/3/99,1/5/99,Peru; Ch", "13/3/99,1/5/99,Peru; Ch", "is not a day that exists"),
        ("mme", "1/3/99,1/5/99,Peru; Ch", "1/3/1799,1/5/99,Peru; Ch", "is below 1970"),
        ("unga", "2,70,2.5", "2,7000,2.5", "'7000' in column 'session' is above 200"),
        ("unga", "2,70,2.5", '2,70,"2,5"', "is not a number: write it with a point"),
        ("dcad", "2000,1,1", "2000,2,1", "is neither 0 nor 1"),
        ("dcad", "2,20,2000", "2,20,", "is empty, and may not be"),
    ],
)
def test_what_cannot_be_right_is_told_with_file_line_and_column(name: str, right: str, wrong: str, words: str) -> None:
    assert right in WHOLE[name]
    told = refused(name, WHOLE[name].replace(right, wrong, 1).encode())
    line = WHOLE[name][: WHOLE[name].index(right)].count("\n") + 1
    assert f"f.csv:{line}: " in told
    assert words in told
    assert "nothing was added" in told


def test_two_ideal_points_under_one_abbreviation_are_nobodys() -> None:
    rows = ("2000,NAU,Nauru,1.5,0,1", "2000,NAU,Nauru,0.5,1,0", "2000,CHL,Chile,0.1,1,1")
    raw = lines("Year,CountryAbb,CountryName,idealpoint,PctAgreeUS,PctAgreeRUSSIA", *rows)
    sheet = read(raw.encode(), CARDS["unga"], file="f.csv")
    assert set(unga.ideal_points(sheet, systems_of(load()))) == {("CHL", 2000)}


def test_utf_8_with_a_broken_byte_is_not_read_as_latin_1() -> None:
    raw = WHOLE["mme"].encode().replace(b"Cuba", b"Cuba\xff")
    assert "f.csv:3: byte 0xff is no UTF-8, as the rest of the file is" in refused("mme", raw)
    cut = WHOLE["mme"].replace("Two", "\u00c4\u00d6\u00dc").encode()
    assert "is no UTF-8" in refused("mme", cut[: cut.index("\u00dc,1/3/99,1/5/99,Peru; Cu".encode()) + 1])


def test_bytes_of_no_encoding_known_are_refused_with_the_line() -> None:
    raw = WHOLE["mme"].replace("\u00dcbung", "x").encode().replace(b"Two", b"\x81\x8d")
    assert "f.csv:3: byte 0x81 is neither UTF-8 nor Latin-1" in refused("mme", raw)


@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 400), st.binary(min_size=1, max_size=6), st.booleans())
@example("mme", 60, b'"', True)
def test_whatever_is_damaged_it_is_read_or_refused_as_data(name: str, at: int, put: bytes, cut: bool) -> None:
    raw = WHOLE[name].encode()
    damaged = raw[:at] if cut else raw[:at] + put + raw[at + len(put) :]
    with contextlib.suppress(DataError):
        read(damaged, CARDS[name], file="f.csv")
