"""Small files in the layouts of published data sets, of the tests' own making."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from foedera.codebook import load
from foedera.datasets import Sheet, Shelf, cards, read, systems_of
from foedera.table import Cell, Table

REGISTER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
)
DELIVERIES = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,"
    "Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,"
    "Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production"
)
MEMBERS = "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase,defense,offense,neutral,nonagg,consul,version"


def preamble(suppliers: str = "All countries", recipients: str = "All countries", day: str = "13 Mar 2025") -> str:
    """Eleven lines, as SIPRI puts them before the header."""
    lines = [
        (
            f"Transfers of major arms from {suppliers}  to {recipients} . Deals with deliveries for the year range "
            "'Not specified' to 'Not specified' "
        ),
        *(["A note; with, commas."] * 7),
        "",
        "Source: a test",
        f"Data generated: {day} 10:02:49 AM",
    ]
    return "\n".join(lines) + "\n"


def deal(recipient: str, supplier: str, years: str, tiv: object, **more: str) -> str:
    """One line of the trade register."""
    order, status, comments = more.get("order", "2000"), more.get("status", "New"), more.get("comments", "")
    return f'{recipient},{supplier},{order},?,4,,Thing,a thing,4,?,{years},{status},"{comments}",1,{tiv},{tiv}'


def register(rows: Iterable[str], *, before: str = "") -> bytes:
    return (before + "\n".join([REGISTER, *rows]) + "\n").encode()


def sheet(name: str, raw: bytes | str, *, file: str = "file.csv", vintage: str | None = None) -> Sheet:
    data = raw.encode() if isinstance(raw, str) else raw
    return read(data, cards()[name], file=file, vintage=vintage)


def shelf(*sheets: Sheet) -> Shelf:
    return Shelf.of(sheets)


def lines(header: str, *rows: Sequence[object] | str) -> str:
    return "\n".join([header, *(r if isinstance(r, str) else ",".join(map(str, r)) for r in rows)]) + "\n"


def year(number: int) -> date:
    return date(number, 6, 1)


def cell(table: Table, column: str, *keys: str) -> Cell:
    """The one cell of a table in that column and row."""
    at = table.columns.index(column)
    found = [row.cells[at] for row in table if row.keys == keys]
    assert len(found) == 1, f"{len(found)} rows {keys} in {[r.keys for r in table]}"
    return found[0]


def files_of_all() -> dict[str, str | bytes]:
    """A little of every data set that a measure reads, about Peru, Chile and the United States: files by what to call
    them, the name of the data set before a dash."""
    deals = [
        deal("Peru", "Italy", "2001; 2002", 30),
        deal("Peru", "United States", "2004", 10),
        deal("Chile", "United States", "2006; 2007", 20),
        deal("Chile", "Brazil", "2009", 5),
        deal("Peru", "Chile", "2012", 1),
    ]
    systems = systems_of(load())
    numbers = [systems.code(state, "cow", 2000) for state in sorted(systems.members("cow", 2000))]
    pacts = [
        f"{1 if n in (135, 155) else 3},{n},2000,1,1,0,0,0,0,{int(n == 135)},0,0,{int(n in (2, 20))},1,5.1"
        for n in numbers
    ]
    points = ((2, 2.5), (135, -0.2), (155, 0.1))
    return {
        "sipri-deals": register(deals, before=preamble()),
        "atop-members": lines(MEMBERS, *pacts),
        "mme-list": lines(
            "MMEID,Ex_Name,StartDate,EndDate,participants",
            "m1,One,1/3/99,1/5/99,Peru; Chile",
            "m2,Two,1/3/00,1/5/00,Peru; United States; Chile",
            "m3,Three,1/3/00,1/5/00,United States; Brazil",
        ),
        "unga-points": lines(
            "ccode,session,IdealPoint,Q5%,Q95%",
            *(f"{c},{s},{p},{p - 0.2},{p + 0.2}" for c, p in points for s in (69, 70)),
        ),
        "unga-votes": lines("rcid,ccode,session,vote", "1,2,70,1", "1,135,70,2", "1,155,70,3", "2,2,70,1"),
        "cow-igos": lines("ccode1,ccode2,year,dyadigos", "2,135,2000,9", "135,155,2000,12", "2,155,2000,8"),
    }


def shelf_of_all() -> Shelf:
    return shelf(*(sheet(name.partition("-")[0], raw, file=f"{name}.csv") for name, raw in files_of_all().items()))
