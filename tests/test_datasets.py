"""A published file is read as it was written, or refused with file and line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.datasets import Sheet, cards, read, sipri, systems_of, unknown
from foedera.datasets.tabular import table
from foedera.errors import DataError, NotFoundError
from support_data import DELIVERIES, MEMBERS, deal, lines, preamble, register, sheet

CARDS = cards()

_words = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=12)
_years = st.lists(st.integers(1950, 2025), min_size=1, max_size=4, unique=True)
_rows = st.lists(
    st.tuples(_words.filter(str.strip), _years, st.floats(0, 1e5).map(lambda x: round(x, 2)), _words), min_size=1
)


def _written(rows: list[tuple[str, list[int], float, str]], before: str, encoding: str, newline: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=newline)
    writer.writerow(register([]).decode().strip().split(","))
    for supplier, years, tiv, comment in rows:
        told = "; ".join(map(str, years))
        writer.writerow(["Peru", supplier, "2001", "?", "", "", "w", "d", "1", "", told, "New", comment, "", "", tiv])
    return (before.replace("\n", newline) + out.getvalue()).encode(encoding)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@given(
    _rows,
    st.sampled_from(["", preamble()]),
    st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_register_reads_as_it_was_written(rows, before, encoding, newline) -> None:  # type: ignore[no-untyped-def]
    if encoding == "latin-1" and any("\x80" <= c <= "\x9f" for s, _, _, m in rows for c in s + m):
        return  # Windows has other letters there
    raw = _written(rows, before, encoding, newline)
    if encoding == "latin-1" and not raw.isascii() and _is_utf8(raw):
        return  # the same bytes are other letters in UTF-8, which is asked first
    found = read(raw, CARDS["sipri"], file="r.csv")
    assert [s for (_, s) in found.records("supplier")] == [" ".join(s.split()) and s.strip() for s, _, _, _ in rows]
    assert list(found.column("years_of_delivery")) == [tuple(sorted(y)) for _, y, _, _ in rows]
    assert list(found.column("tiv_delivered")) == [t for _, _, t, _ in rows]
    assert set(found.column("year_of_order_uncertain")) == {True}
    assert found.vintage == ("2025-03-13" if before else None)


@given(st.lists(st.text("ab\n\"',;", max_size=8), min_size=1, max_size=8))
def test_a_row_is_named_for_the_line_at_which_it_begins(comments: list[str]) -> None:
    rows = [
        f'Peru,Chile,,,,,w,d,1,,{2000 + i},New,"{c.replace(chr(34), chr(34) * 2)}",,,1' for i, c in enumerate(comments)
    ]
    raw = register(rows, before=preamble())
    found = sheet("sipri", raw)
    begins = raw.decode().split("\n")
    for at in range(len(found)):
        line = int(found.row(at).rpartition(":")[2])
        assert begins[line - 1].startswith(f"Peru,Chile,,,,,w,d,1,,{2000 + at}")
    header, records = table(raw, CARDS["sipri"], file="r.csv")
    assert [cells[12] for _, cells in records] == comments
    assert len(header) == 16


def test_the_same_bytes_have_the_same_row_names_and_others_have_others() -> None:
    one = sheet("sipri", register([deal("Peru", "Chile", "2001", 3)]))
    again = sheet("sipri", register([deal("Peru", "Chile", "2001", 3)]), file="elsewhere.csv")
    other = sheet("sipri", register([deal("Peru", "Chile", "2001", 4)]))
    assert one.row(0) == again.row(0)
    assert one.row(0) != other.row(0)
    assert one.row(0).startswith("sipri:")


ONE = deal("Peru", "Chile", "2001", 3)
_REFUSED = {
    "no year": (
        register([ONE, deal("Peru", "Chile", "20x1", 3)]),
        r"f\.csv:3: '20x1' in .*'years_of_delivery' is not a year",
    ),
    "below zero": (register([deal("Peru", "Chile", "2001", "-3")]), r"f\.csv:2: '-3' .*'tiv_delivered' is below 0"),
    "nan": (register([deal("Peru", "Chile", "2001", "nan")]), r"f\.csv:2: 'nan' .*not a finite number"),
    "1_0": (register([deal("Peru", "Chile", "2001", "1_0")]), r"f\.csv:2: '1_0' .*not a number"),
    "nobody": (register([deal("", "Chile", "2001", 3)]), r"f\.csv:2: '' in column 'recipient' is empty"),
    "status": (register([deal("Peru", "Chile", "2001", 3, status="Fresh")]), r"'Fresh' .*is none of New, Second hand"),
    "short": (register([ONE, "Peru,Chile,2001"], before=preamble()), r"f\.csv:14: 3 cells where the header has 16"),
    "no rows": (register([]), r"no row below it"),
    "zip": (b"PK\x03\x04rest", r"damaged or cut off.*unpack it"),
    "binary": (b"a\0b", r"not a table of text"),
    "nothing": (b"", r"empty\. Fetch the file anew"),
    "else": (b"a,b\n1,2\n", r"no header of it.*Known forms: trade register"),
    "atop": (
        lines(MEMBERS, "1,2,2000,1,1,0,0,0,0,1,0,0,0,0,5.1").encode(),
        r"looks like ATOP.*foedera data add atop f\.csv",
    ),
    "column": (register([ONE]).replace(b"Supplier", b"Seller?"), r"f\.csv:1: .*without the column 'supplier'"),
}


@pytest.mark.parametrize(("raw", "said"), _REFUSED.values(), ids=_REFUSED)
def test_what_is_not_the_file_it_is_said_to_be_is_refused_with_file_and_line(raw: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read(raw, CARDS["sipri"], file="f.csv")


def test_many_faults_are_counted_and_the_first_few_shown() -> None:
    with pytest.raises(DataError, match=r"(?s)12 cells or lines.*:2: .*:6: .*and 7 more"):
        sheet("sipri", register([deal("Peru", "Chile", "x", 3)] * 12))


@given(st.binary(max_size=300), st.sampled_from(sorted(CARDS)))
def test_no_bytes_whatever_crash_the_reader(raw: bytes, name: str) -> None:
    with pytest.raises(DataError):
        read(raw, CARDS[name], file="f.csv")


@given(st.text("Recipnt,Suplier;\n\t\"' 0129.?", max_size=200), st.sampled_from(sorted(CARDS)))
def test_no_text_after_a_good_header_crashes_the_reader(tail: str, name: str) -> None:
    header = {"sipri": register([]).decode(), "atop": MEMBERS + "\n"}.get(name, DELIVERIES + "\n")
    try:
        found = read((header + tail).encode(), CARDS[name], file="f.csv")
    except DataError:
        return
    assert len(found) > 0


def test_no_card_takes_the_forms_of_another() -> None:
    headers = {
        "atop": lines(MEMBERS, "1,2,2000,1,1,0,0,0,0,1,0,0,0,0,5.1"),
        "sipri": register([deal("Peru", "Chile", "2001", 3)]).decode(),
        "mme": lines("MMEID,Ex_Name,StartDate,EndDate,participants", "m1,x,1/2/99,1/3/99,Peru; Chile"),
        "unga": lines("ccode,session,IdealPoint", "2,1,0.5"),
        "cow": lines("ccode1,ccode2,year,dyadigos", "2,20,2000,7"),
        "dcad": lines(
            "ccode1,abbrev1,ccode2,abbrev2,year,dcaGeneralV1,dcaGeneralV2,dcaSectorV1,dcaSectorV2,dcaAnyV1,dcaAnyV2",
            "2,USA,20,CAN,2000,1,1,0,0,1,1",
        ),
    }
    for name, raw in headers.items():
        for other in CARDS:
            if other == name:
                assert sheet(name, raw).card.name == name
            else:
                with pytest.raises(DataError, match=f"data add {name} "):
                    sheet(other, raw)


def test_both_exports_of_sipri_give_the_same_volumes(book) -> None:  # type: ignore[no-untyped-def]
    systems = systems_of(book)
    deals = sipri.deals(sheet("sipri", register([deal("Peru", "Viet Nam", "2001; 2002", 6)])), systems)
    rows = lines(
        DELIVERIES,
        "7,Viet Nam,Peru,Thing,a thing,Aircraft,2000,No,2,No,2001,No,New,,1,3,No",
        "7,Viet Nam,Peru,Thing,a thing,Aircraft,2000,Yes,2,?,2002,Yes,New,,1,3,No",
    )
    exact = sipri.deals(sheet("sipri", preamble() + rows), systems)
    assert [(d.supplier, d.recipient) for d in deals + exact] == [("VNM", "PER")] * 3
    for year in (2000, 2001, 2002, 2003):
        assert sum(d.within(year, year) for d in deals) == sum(d.within(year, year) for d in exact)


@given(_years, st.floats(0, 1e4), st.integers(1950, 2025), st.integers(1950, 2025))
def test_the_split_over_years_neither_makes_nor_loses_volume(
    years: list[int], tiv: float, first: int, last: int
) -> None:
    one = sipri.Deal("A", "B", tuple(sorted(years)), tiv, "r")
    parts = [one.within(y, y) for y in range(1950, 2026)]
    assert sum(parts) == pytest.approx(tiv)
    assert one.within(first, last) == pytest.approx(
        sum(parts[max(0, first - 1950) : last - 1949]) if first <= last else 0
    )


@pytest.mark.parametrize(
    ("before", "suppliers", "recipients"),
    [
        (preamble(), True, True),
        (preamble(recipients="Peru"), True, False),
        (preamble(suppliers="Chile"), False, True),
        ("", False, False),
    ],
)
def test_an_export_says_whom_it_covers(before: str, suppliers: bool, recipients: bool) -> None:
    chosen = sipri.selection(sheet("sipri", register([deal("Peru", "Chile", "2001", 3)], before=before)))
    assert (chosen.all_suppliers, chosen.all_recipients) == (suppliers, recipients)


def test_years_asked_for_in_an_export_bound_what_it_covers(book) -> None:  # type: ignore[no-untyped-def]
    text = preamble().replace("'Not specified' to 'Not specified'", "2000 to 2010")
    found = sheet("sipri", register([deal("Peru", "Chile", "2001", 3)], before=text))
    cover = sipri.covers(found, sipri.deals(found, systems_of(book)))
    assert (cover.first, cover.last) == (2000, 2010)


def test_names_of_no_state_are_counted_and_keep_their_volume(book) -> None:  # type: ignore[no-untyped-def]
    rows = [
        deal("Peru", "unknown supplier(s)", "2001", 3),
        deal("NATO**", "Chile", "2001", 4),
        deal("Hamas*", "Chile", "2002", 1),
    ]
    found = sheet("sipri", register(rows))
    systems = systems_of(book)
    assert unknown(found, systems) == {"Hamas*": 1, "NATO**": 1, "unknown supplier(s)": 1}
    assert sum(d.tiv for d in sipri.deals(found, systems)) == 8


def test_identical_rows_are_distinct_deals(book) -> None:  # type: ignore[no-untyped-def]
    found = sipri.deals(sheet("sipri", register([deal("Peru", "Chile", "2001", 3)] * 2)), systems_of(book))
    assert sum(d.tiv for d in found) == 6
    assert len({d.row for d in found}) == 2


def test_a_tiv_table_gives_the_totals_of_each_year(book) -> None:  # type: ignore[no-untyped-def]
    raw = preamble() + "Recipient,1999,2000,1999-2000,Percentage\nTurkiye,0 ,5,5,50%\nPeru,,7,7,50%\n"
    found = sheet("sipri", raw)
    assert found.layout.name == "tiv_imports"
    assert sipri.totals(found, systems_of(book)) == {("TUR", 1999): 0, ("TUR", 2000): 5, ("PER", 2000): 7}


def test_the_edition_in_the_file_goes_before_the_one_given_and_that_before_its_name() -> None:
    row = [deal("Peru", "Chile", "2001", 3)]
    told = sheet("sipri", register(row, before=preamble(day="8 Mar 2021")), file="x_2025-01-01.csv", vintage="2019")
    assert (told.vintage, told.vintage_from) == ("2021-03-08", "line")
    assert sheet("sipri", register(row), file="x_2025-01-01.csv", vintage="2019").vintage == "2019"
    assert sheet("sipri", register(row), file="x_2025-01-01.csv").vintage == "2025-01-01"
    assert sheet("sipri", register(row)).vintage is None


def test_every_card_tells_its_terms_and_how_to_cite_it() -> None:
    for card in CARDS.values():
        assert card.licence
        assert card.citation
        assert card.layouts
        assert card.variables
        with pytest.raises(NotFoundError, match="Known: "):
            card.variable("nothing")


def test_a_large_file_is_read_with_progress() -> None:
    told: list[int] = []
    raw = register([deal("Peru", "Chile", "2001", n) for n in range(5000)])
    found: Sheet = read(raw, CARDS["sipri"], file="f.csv", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == len(found) == 5000
    assert len(told) > 1
