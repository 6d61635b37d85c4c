"""What a published data set is made of: its card, the layouts it comes in, and one file of it, read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from foedera.errors import NotFoundError

__all__ = ["Card", "Column", "Coverage", "Layout", "Sheet", "Variable", "Vintage"]

DIGEST_LETTERS = 8  # of a file's sha256 in the name of a row: enough for any project


@dataclass(frozen=True, slots=True)
class Column:
    """One column: under which headings it stands, and what a cell may hold."""

    name: str
    kind: str = "text"  # text, integer, number, flag, year, years, mark, date, state or states
    names: tuple[str, ...] = ()
    required: bool = True  # the file is not of this layout without it
    filled: bool = False  # no cell of it may be empty
    low: float | None = None
    high: float | None = None
    missing: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    system: str = ""  # of a state: cow, cow_abb, gw, iso or name
    counts_from: int = 0  # of a session or the like: the year is this plus the number
    means: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One form in which a data set is published. ``rest``: what the columns not named are, as one an organisation."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rest: Column | None = None
    rest_from: str = ""  # what headings of the rest look like; others are left unread
    rest_least: int = 1  # a file with fewer of them is something else
    year: str = ""  # the column that dates a row
    unique: tuple[str, ...] = ()  # columns that name a row; ("*",): all. The same row again counts once

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.name == name), None)


@dataclass(frozen=True, slots=True)
class Vintage:
    """How a file says which edition it is: a line before the header, a column, or its name."""

    line: str = ""
    line_format: str = ""
    column: str = ""
    filename: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A number between two states in a year. ``absent``: what a pair that the file does not list has, 0 or nothing."""

    name: str
    unit: str
    directed: bool = False
    absent: float | None = None
    means: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A data set: whose, under which terms, how cited, and in which layouts it comes."""

    name: str
    title: str
    publisher: str
    licence: str
    citation: str
    url: str
    layouts: tuple[Layout, ...]
    vintage: Vintage = field(default_factory=Vintage)
    variables: tuple[Variable, ...] = ()
    whole: int = 0  # a file that names fewer states than this is an extract, and covers only the states it names
    first: int | None = None  # the years that the whole data set covers, where a file's own rows do not tell
    last: int | None = None
    traps: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()  # patterns of the line before the header that tells whom an export covers
    everyone: frozenset[str] = frozenset()  # what such a line, or a row of totals, calls all states

    def layout(self, name: str) -> Layout:
        return next(x for x in self.layouts if x.name == name)

    def variable(self, name: str) -> Variable:
        """The variable of that name. Raises NotFoundError, with those there are."""
        for variable in self.variables:
            if variable.name == name:
                return variable
        known = ", ".join(v.name for v in self.variables)
        raise NotFoundError(f"no variable '{name}' of {self.title}. Known: {known}.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of a data set, read and checked: columns of equal length, and the line at which each row begins."""

    card: Card
    layout: Layout
    file: str
    digest: str  # sha256 of the bytes as they were given
    vintage: str | None
    vintage_from: str  # line, column, file name, given, or empty where there is none
    lines: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    preamble: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()  # headings of columns that are not used

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def name(self) -> str:
        """``sipri:3f9c2a1b``, of the file's content: the same file has the same name in every project."""
        return f"{self.card.name}:{self.digest[:DIGEST_LETTERS]}"

    def row(self, at: int) -> str:
        """``sipri:3f9c2a1b:123``: the row that begins at line 123 of the file as it was given."""
        return f"{self.name}:{self.lines[at]}"

    def column(self, name: str) -> Sequence[Any]:
        """The values of a column; all None where the file has no such column."""
        return self.columns.get(name) or (None,) * len(self.lines)

    def years(self) -> Sequence[int | None]:
        """The year of each row, out of the column that dates it; None where nothing does."""
        column = self.layout.column(self.layout.year)
        if column is None:
            return (None,) * len(self.lines)
        values = self.column(column.name)
        if column.kind == "date":
            return [None if day is None else day[0] for day in values]
        return [None if v is None else v + column.counts_from for v in values] if column.counts_from else values

    def records(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """(row number, value, value ...) of the columns named."""
        return zip(range(len(self.lines)), *(self.column(n) for n in names), strict=True)


@dataclass(frozen=True, slots=True)
class Coverage:
    """For which pairs and years a data set can tell nothing from zero.

    ``states`` None: for all; else both must be among them. ``seconds``: the second must, as of an export of what some
    states received from anybody. ``either``: one of the two must, as of a list of one state's exercises.
    """

    first: int | None
    last: int | None
    states: frozenset[str] | None = None
    seconds: frozenset[str] | None = None
    either: frozenset[str] | None = None

    def has(self, year: int, a: str, b: str) -> bool:
        if self.first is None or self.last is None or not self.first <= year <= self.last:
            return False
        both = self.states is None or {a, b} <= self.states
        one = self.either is None or not self.either.isdisjoint((a, b))
        return both and one and (self.seconds is None or b in self.seconds)
