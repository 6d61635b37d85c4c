"""Small files in the layouts of published data sets, of the tests' own making."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from foedera.datasets import Sheet, Shelf, cards, read
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
