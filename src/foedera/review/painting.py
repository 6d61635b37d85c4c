"""A card as the screen shows it. Colour only repeats what a sign, a weight or a word says already."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Cell

from foedera.review.cards import Card, Coding, Column, Field, Siblings
from foedera.review.inert import is_right_to_left
from foedera.review.keys import Keys
from foedera.review.passages import Passage

__all__ = ["above", "below", "candidates", "fields", "hints", "is_turned", "lines", "notices", "passage", "sheet"]

OPENING, CLOSING = "‹", "›"  # in every terminal's font, and seldom in a report
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NARROW = 24  # cells that a column of claims needs at least
SMALL = 60  # cells; below them the keys would take four lines and more
LAST = frozenset({"accept", "reject", "sheet", "quit"})
NAMES = 12  # cells of the names of fields


def passage(shown: Passage) -> Cell:
    """The words with the claim's own in bold between signs, and each party underlined with its number behind it."""
    cell = Cell(shown.words)
    for mark in shown.marks:
        cell.stylize("underline" if mark.number else "bold", mark.start, mark.end)
    ends = [(m.end, 0, f"{m.number}".translate(_RAISED)) for m in shown.marks if m.number]
    ends += [(m.start, 2, OPENING) for m in shown.marks if not m.number]
    ends += [(m.end, 1, CLOSING) for m in shown.marks if not m.number]
    for place, _, sign in sorted(ends, reverse=True):
        cell = cell[:place] + Cell(sign, "bold") + cell[place:]
    return cell


def fields(rows: Sequence[Field]) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, min_width=NAMES)
    grid.add_column(overflow="fold", ratio=1)
    for row in rows:
        number = f"{row.number}".translate(_RAISED) if row.number else ""
        grid.add_row(Cell(row.name + number, "dim"), Cell(row.value))
    return grid


def notices(card: Card) -> Cell:
    """What was decided, why the claim is here, and what to beware of: a sign and a word before each line."""
    cell = Cell()
    for sign, told, style in (
        ("=", card.decided, "bold"),
        ("?", card.why, ""),
        ("!", card.notices, "bold"),
    ):
        for line in told:
            cell.append(f"{sign} {line}\n", style)
    return cell


def above(card: Card) -> list[RenderableType]:
    """The passage, and the codings to adjudicate."""
    return [passage(card.passage), *([_codings(card.codings)] if card.codings else [])]


def below(event: Siblings | None, *, width: int) -> Iterator[RenderableType]:
    """The event's claims side by side, as many as ``width`` cells take."""
    if event is None:
        return
    yield Cell.assemble(("Event ", "bold"), event.heading)
    yield from (Cell(f"! in conflict: {line}", "bold") for line in event.conflicts)
    if len(event.columns) == 1:
        yield Cell("No other claim is in it.")
        return
    room = max(2, (width - NAMES) // NARROW)
    yield _beside(event.columns[:room], event.differ)
    if (more := len(event.columns) - room) > 0:
        yield Cell(f"and {more} more in the event; foedera show {event.heading.split()[0]} shows all")


def _codings(codings: Sequence[Coding]) -> Table:
    """What differs first: it is what is to be settled."""
    names = list(dict.fromkeys(name for coding in codings for name in coding.fields))
    differ = frozenset(n for n in names if len({c.fields.get(n, "") for c in codings}) > 1)
    names.sort(key=lambda name: name not in differ)  # stable: else in their own order
    columns = [Column("", c.heading, {n: c.fields[n] for n in names if n in c.fields}) for c in codings]
    return _beside(columns, differ, names)


def candidates(columns: Sequence[Column]) -> RenderableType:
    """Numbered, with what would tell them apart."""
    if not columns:
        return Cell("No link leads to a claim outside its event; give the id of a claim or event.")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    for number, column in enumerate(columns, start=1):
        told = [column.fields.get(name, "") for name in ("type", "status", "who", "date", "words")]
        words = f"{column.heading}: {', '.join(filter(None, told))}"
        grid.add_row(Cell(f"{number}", "bold"), Cell(words))
    return grid


def _beside(columns: Sequence[Column], differ: frozenset[str], names: Sequence[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, header_style="bold")
    table.add_column("", no_wrap=True, width=NAMES)
    for column in columns:
        table.add_column(Cell(column.heading), overflow="fold", ratio=1)
    for name in names or list(dict.fromkeys(name for column in columns for name in column.fields)):
        sign = "≠ " if name in differ else "  "
        style = "bold" if name in differ else ""
        table.add_row(Cell(sign + name, "dim"), *(Cell(c.fields.get(name, "-"), style) for c in columns))
    return table


def lines(told: Sequence[str]) -> Cell:
    return Cell("\n".join(told))


def hints(keys: Keys, *, width: int, without: Collection[str] = ()) -> Cell:
    """The keys in as many lines as they take; a key and its word are never parted. In a small window only those
    without which one would be lost."""
    told = [*keys.hints(without), ("↑↓", "scroll")]
    if width < SMALL:
        told = [(key, word) for key, word in told if keys.action(key) in LAST]
    cell, at = Cell(), 0
    for key, word in told:
        needed = cell_len(key) + cell_len(word) + 3
        if at and at + needed > width:
            cell.append("\n")
            at = 0
        cell.append(key, "bold")
        cell.append(f" {word}  ")
        at += needed
    return cell


def sheet(keys: Keys) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    for key, does in keys.sheet():
        grid.add_row(Cell(key, "bold"), Cell(does))
    return grid


def is_turned(card: Card) -> bool:
    """Whether a terminal may turn lines of the card round, so that nothing may stand beside them."""
    told = [card.passage.words, *(f.value for f in card.fields)]
    return any(map(is_right_to_left, told))
