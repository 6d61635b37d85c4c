"""Rows that stand in a file twice: the same again counts once, and one that contradicts another is a fault."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from foedera.datasets.nouns import Layout

__all__ = ["once"]

ALL = "*"

Columns = dict[str, list[Any]]
Fault = tuple[int, str]


def once(lines: array[int], columns: Columns, layout: Layout) -> tuple[array[int], Columns, list[Fault]]:
    """Lines and columns without the rows that repeat an earlier one, and a fault for each that contradicts one.

    Which columns name a row is the layout's to say; where it says nothing every row stands, as identical rows of a
    trade register are distinct deals.
    """
    if not layout.unique:
        return lines, columns, []
    is_whole = layout.unique == (ALL,)
    names = list(columns) if is_whole else [name for name in layout.unique if name in columns]
    first: dict[tuple[Any, ...], int] = {}
    again: list[tuple[int, int]] = []
    for at, key in enumerate(_rows(columns, names)):
        if None in key and not is_whole:
            continue  # a row without a name is no other's repeat
        before = first.setdefault(key, at)
        if before != at:
            again.append((before, at))
    if not again:
        return lines, columns, []
    faults = [
        (lines[at], f"{_told(columns, names, at)} again, with other values than in line {lines[before]}")
        for before, at in again
        if any(values[before] != values[at] for values in columns.values())
    ]
    gone = {at for _, at in again}
    kept = [at for at in range(len(lines)) if at not in gone]
    return array("L", [lines[at] for at in kept]), {n: [v[at] for at in kept] for n, v in columns.items()}, faults


def _rows(columns: Mapping[str, Sequence[Any]], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(columns[name] for name in names), strict=True)


def _told(columns: Mapping[str, Sequence[Any]], names: Sequence[str], at: int) -> str:
    return ", ".join(f"{name} {columns[name][at]}" for name in names)
