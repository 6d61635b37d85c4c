"""The data sets that a project holds, each read when it is first asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Self

from foedera.datasets.nouns import Column, Coverage, Sheet
from foedera.datasets.systems import Systems
from foedera.errors import NotFoundError

__all__ = ["Shelf", "coverage", "editions", "states_of", "unknown"]


class Shelf:
    """Sheets by the name of their data set. What a measure of published data is given as ``data``."""

    def __init__(self, readers: Mapping[str, Callable[[], Sequence[Sheet]]]) -> None:
        self._readers = dict(readers)
        self._read: dict[str, tuple[Sheet, ...]] = {}

    @classmethod
    def of(cls, sheets: Iterable[Sheet]) -> Self:
        """A shelf of sheets already read."""
        found: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in sheets:
            found[sheet.card.name].append(sheet)
        shelf = cls(dict.fromkeys(found, tuple))
        shelf._read = {name: _ordered(these) for name, these in found.items()}
        return shelf

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._readers))

    def sheets(self, name: str, *layouts: str) -> tuple[Sheet, ...]:
        """The sheets of a data set in one of the layouts (or in any), in an order that does not depend on when they
        were added. Raises NotFoundError, which says what to add, where there is none."""
        found = [s for s in self._all(name) if not layouts or s.layout.name in layouts]
        if not found:
            raise NotFoundError(_lacking(name, layouts, self._all(name)))
        return tuple(found)

    def has(self, name: str, *layouts: str) -> bool:
        return any(not layouts or s.layout.name in layouts for s in self._all(name))

    def _all(self, name: str) -> tuple[Sheet, ...]:
        if name not in self._readers:
            return ()
        if name not in self._read:
            self._read[name] = _ordered(self._readers[name]())
        return self._read[name]


def _ordered(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    return tuple(sorted(sheets, key=lambda s: (s.vintage or "", s.digest)))


def _lacking(name: str, layouts: Sequence[str], held: Sequence[Sheet]) -> str:
    from foedera.datasets.cards import cards

    card = cards().get(name)
    if card is None or not held:
        title = card.title if card else f"data set '{name}'"
        return f"no {title} in this project. Add it: foedera data add {name} FILE"
    titles = "; ".join(card.layout(x).title for x in layouts)
    return f"{card.title} is here, but not in the form this needs ({titles}). Add it: foedera data add {name} FILE"


def editions(sheets: Iterable[Sheet]) -> list[str | None]:
    """Editions from the newest to the oldest; sheets that say none come last."""
    found = {s.vintage for s in sheets}
    return [*sorted((v for v in found if v), reverse=True), *([None] if None in found else [])]


def states_of(sheet: Sheet, systems: Systems) -> frozenset[str]:
    """The states that a sheet names, as the codebook has them."""
    found: set[str] = set()
    for column, values, years in _named(sheet):
        pairs = set(zip(values, years, strict=True))
        found.update(s for value, year in pairs for v in _each(value) if (s := systems.state(v, column.system, year)))
    return frozenset(found)


def unknown(sheet: Sheet, systems: Systems) -> dict[str, int]:
    """Names and numbers that no state system knows, and how many cells hold them."""
    counted: Counter[str] = Counter()
    for column, values, _ in _named(sheet):
        for value, times in Counter(values).items():
            for each in _each(value):
                if systems.state(each, column.system) is None:
                    counted[str(each)] += times
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _named(sheet: Sheet) -> list[tuple[Column, Sequence[Any], Sequence[Any]]]:
    """The columns of a sheet that hold states, each with the year of the row where there is one."""
    years = sheet.years()
    found = [(c, sheet.columns[c.name], years) for c in sheet.layout.columns if c.system and c.name in sheet.columns]
    rest = sheet.layout.rest
    if rest is not None and rest.system:
        known = {c.name for c in sheet.layout.columns}
        found += [(rest, values, years) for name, values in sheet.columns.items() if name not in known]
    return found


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def coverage(sheet: Sheet, systems: Systems, years: Iterable[int]) -> Coverage:
    """What a sheet covers: the years of its rows (or those its card gives), and all states, or, where it names fewer
    than the whole data set does, those that it names."""
    seen = set(years)
    states = states_of(sheet, systems)
    whole = len(states) >= sheet.card.whole
    return Coverage(
        first=sheet.card.first if whole and sheet.card.first else min(seen, default=None),
        last=sheet.card.last if whole and sheet.card.last else max(seen, default=None),
        states=None if whole else states,
    )
