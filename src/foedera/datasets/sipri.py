"""SIPRI arms transfers: deals with the years of their deliveries, and the world's totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from foedera.datasets.nouns import Coverage, Sheet
from foedera.datasets.series import Series, Values
from foedera.datasets.systems import Systems

__all__ = [
    "DEALS",
    "EVERYONE",
    "Deal",
    "Selection",
    "deals",
    "party",
    "selection",
    "series",
    "totals",
    "volumes",
    "world",
]

# Forms with suppliers and recipients, the exact before those that are split over years.
DEALS = ("deliveries", "dyads", "register", "split_dyads")


@dataclass(frozen=True, slots=True)
class Deal:
    """What one side delivered to another. ``tiv``: of all ``years`` together, in millions."""

    supplier: str
    recipient: str
    years: tuple[int, ...]
    tiv: float
    row: str

    def within(self, first: int, last: int) -> float:
        """The volume that falls into these years, where it is split evenly over the years of delivery."""
        return self.tiv * sum(1 for y in self.years if first <= y <= last) / len(self.years)


@dataclass(frozen=True, slots=True)
class Selection:
    """Whom an export covers: all suppliers, all recipients, or only those that it names."""

    all_suppliers: bool
    all_recipients: bool
    first: int | None = None  # the years asked for, where the export says them
    last: int | None = None


def party(name: str, systems: Systems) -> str:
    """The state of that name, else the name as printed: what is not a state keeps its volume."""
    return systems.named(name) or " ".join(name.split())


def deals(sheet: Sheet, systems: Systems) -> list[Deal]:
    """The deals of a sheet in which something was delivered, in the order of its rows."""
    found = []
    for at, supplier, recipient, years, tiv in _records(sheet):
        if years and tiv is not None:
            found.append(Deal(party(supplier, systems), party(recipient, systems), years, tiv, sheet.row(at)))
    return found


def _records(sheet: Sheet) -> Iterator[tuple[int, str, str, tuple[int, ...] | None, float | None]]:
    if sheet.layout.name == "register":
        yield from sheet.records("supplier", "recipient", "years_of_delivery", "tiv_delivered")
        return
    year, tiv = ("delivery_year", "tiv_delivery_values") if sheet.layout.name == "deliveries" else ("year", "tiv")
    for at, supplier, recipient, when, volume in sheet.records("supplier", "recipient", year, tiv):
        yield at, supplier, recipient, (when,), volume


def selection(sheet: Sheet) -> Selection:
    """As the lines before the header say; without them, by how many the rows name."""
    card = sheet.card
    for pattern in card.selections:
        for line in sheet.preamble:
            if match := re.search(pattern, line):
                found = {key: (words or "").strip() for key, words in match.groupdict().items()}
                return Selection(
                    found["supplier"].casefold() in card.everyone,
                    found["recipient"].casefold() in card.everyone,
                    int(found["first"]) if found.get("first") else None,
                    int(found["last"]) if found.get("last") else None,
                )
    return Selection(len(set(sheet.column("supplier"))) > 1, len(set(sheet.column("recipient"))) >= card.whole)


def totals(sheet: Sheet, systems: Systems) -> dict[tuple[str, int], float]:
    """(party, year) -> volume, of a sheet of annual imports or a TIV table."""
    return {key: tiv for key, (tiv, _) in volumes(sheet, systems).items() if key[0] != EVERYONE}


EVERYONE = ""  # the party of a row of the world's totals


def volumes(sheet: Sheet, systems: Systems) -> dict[tuple[str, int], tuple[float, str]]:
    """(party, year) -> (volume, row) likewise; ``EVERYONE`` has the world's, where the table has a row of it."""
    found: dict[tuple[str, int], tuple[float, str]] = {}
    for name, year, tiv, row in _yearly(sheet):
        who = EVERYONE if name.strip().casefold() in sheet.card.everyone else party(name, systems)
        before = found.get((who, year), (0.0, row))
        found[who, year] = (before[0] + tiv, before[1])
    return found


def _yearly(sheet: Sheet) -> Iterator[tuple[str, int, float, str]]:
    """(name, year, volume, row) of each cell that has a volume."""
    if sheet.layout.name == "imports":
        for at, recipient, year, tiv in sheet.records("recipient", "year", "tiv"):
            if tiv is not None:
                yield recipient, year, tiv, sheet.row(at)
        return
    side = sheet.column("recipient" if sheet.layout.name == "tiv_imports" else "supplier")
    for heading, values in sheet.columns.items():
        if heading.isdigit():
            for at, (name, tiv) in enumerate(zip(side, values, strict=True)):
                if tiv is not None:
                    yield name, int(heading), tiv, sheet.row(at)


def world(
    sheet: Sheet, systems: Systems
) -> tuple[dict[int, tuple[float, str]], dict[tuple[str, int], tuple[float, str]]]:
    """Of a sheet of world totals: year -> (volume, row), and (supplier, year) -> (exports, row)."""
    years = sheet.column("year")
    everyone = {year: (tiv, sheet.row(at)) for at, year, tiv in sheet.records("year", "world_tiv") if tiv is not None}
    prefix = "exports_"
    exports = {}
    for heading, values in sheet.columns.items():
        if heading.startswith(prefix):
            supplier = party(heading.removeprefix(prefix).replace("_", " "), systems)
            for at, tiv in enumerate(values):
                if tiv is not None:
                    exports[supplier, years[at]] = (tiv, sheet.row(at))
    return everyone, exports


def series(sheets: Sequence[Sheet], variable: str, systems: Systems) -> Series:
    """Volume from the first state to the second by year, of the sheets given: take them from one edition."""
    card = sheets[0].card
    spec = card.variable(variable)
    values: dict[tuple[str, str, int], tuple[float, list[str]]] = {}
    covered = []
    done: set[str] = set()  # recipients already taken from a sheet before
    for sheet in sheets:
        mine = deals(sheet, systems)
        for deal in (d for d in mine if d.recipient not in done):
            for year in deal.years:
                total, rows = values.setdefault((deal.supplier, deal.recipient, year), (0.0, []))
                values[deal.supplier, deal.recipient, year] = (total + deal.tiv / len(deal.years), [*rows, deal.row])
        covered.append((sheet.name, covers(sheet, mine)))
        done |= {d.recipient for d in mine}
    found: Values = {key: (total, tuple(rows)) for key, (total, rows) in values.items()}
    return Series(spec, f"{card.title} {sheets[0].vintage or ''}".strip(), found, tuple(covered))


def _year_before(sheet: Sheet) -> list[int]:
    edition = re.match(r"(\d{4})-\d\d-\d\d$", sheet.vintage or "")
    return [int(edition[1]) - 1] if edition and sheet.layout.name != "dyads" else []


def covers(sheet: Sheet, mine: Iterable[Deal]) -> Coverage:
    """What the recipients it names got from anybody, or anybody from its suppliers.

    The years asked for, where the export says them; else, of a list of deals, from the first year of the data base to
    the year before its edition, as each edition ends with the year before; of volumes by year, from first to last.
    """
    mine = list(mine)
    years = {y for d in mine for y in d.years}
    chosen = selection(sheet)
    of_deals = sheet.layout.name in ("register", "deliveries")
    return Coverage(
        first=chosen.first or (sheet.card.first if of_deals else min(years, default=None)),
        last=chosen.last or max((*years, *_year_before(sheet)), default=None),
        states=None if chosen.all_suppliers else frozenset(p for d in mine for p in (d.supplier, d.recipient)),
        seconds=None if chosen.all_recipients else frozenset(d.recipient for d in mine),
    )
