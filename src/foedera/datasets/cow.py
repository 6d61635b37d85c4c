"""Correlates of War: organisations in common, contiguity, disputes, alliances, capabilities, diplomatic exchange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from foedera.datasets.nouns import Sheet
from foedera.datasets.series import Series, Values, pair
from foedera.datasets.shelf import coverage
from foedera.datasets.systems import Systems
from foedera.errors import NotFoundError

__all__ = ["LAYOUTS", "capabilities", "series"]

# Variable -> the layouts that have it, the most direct first.
LAYOUTS = {
    "shared_igos": ("igo_counts", "igo_dyads", "igo_states"),
    "contiguity": ("contiguity_years", "contiguity_spells"),
    "mid": ("mid_years", "mid_participants"),
    "defense": ("alliance_dyad_years", "alliance_dyads"),
    "neutrality": ("alliance_dyad_years", "alliance_dyads"),
    "nonaggression": ("alliance_dyad_years", "alliance_dyads"),
    "entente": ("alliance_dyad_years", "alliance_dyads"),
    "diplomatic_level": ("diplomatic_exchange",),
}
FULL_MEMBER = 1  # 2 is associate, 3 observer; below 0 is missing, or no such organisation yet
LEAST_HOSTILITY = 2  # 1: no militarised act

Found = Iterator[tuple[str, str, int, float, tuple[str, ...]]]


def series(sheets: Sequence[Sheet], variable: str, systems: Systems) -> Series:
    """A variable of Correlates of War by pair and year, of the first sheet in a layout that has it."""
    sheet = _sheet(sheets, variable)
    spec = sheet.card.variable(variable)
    values: Values = {}
    years: set[int] = set()
    for a, b, year, value, rows in _READERS[variable](sheet, variable, systems):
        key = (a, b, year) if spec.directed else pair(a, b, year)
        before, held = values.get(key, (value, ()))
        values[key] = (_joined(variable, before, value), tuple(dict.fromkeys((*held, *rows))))
        years.add(year)
    source = f"{sheet.card.title} ({sheet.layout.title}) {sheet.vintage or ''}".strip()
    return Series(spec, source, values, ((sheet.name, coverage(sheet, systems, years)),))


def _sheet(sheets: Sequence[Sheet], variable: str) -> Sheet:
    for layout in LAYOUTS[variable]:
        for sheet in reversed(sheets):
            if sheet.layout.name == layout:
                return sheet
    card = sheets[0].card
    titles = "; ".join(card.layout(name).title for name in LAYOUTS[variable])
    raise NotFoundError(f"no {card.title} with {variable} here ({titles}). Add it: foedera data add {card.name} FILE")


def _joined(variable: str, before: float, value: float) -> float:
    """Contiguity keeps the nearest kind (0 is none), all others the highest."""
    if variable == "contiguity":
        return min((v for v in (before, value) if v), default=0.0)
    return max(before, value)


def _states(a: int, b: int, year: int, systems: Systems) -> tuple[str, str] | None:
    one, other = systems.state(a, "cow", year), systems.state(b, "cow", year)
    return (one, other) if one and other and one != other else None


def _igos(sheet: Sheet, variable: str, systems: Systems) -> Found:
    if sheet.layout.name == "igo_states":
        yield from _igos_of_states(sheet, systems)
        return
    if sheet.layout.name == "igo_counts":
        counts: Sequence[int] = sheet.column("shared")
    else:
        named = {c.name for c in sheet.layout.columns}
        bodies = [values for name, values in sheet.columns.items() if name not in named]
        counts = [sum(1 for v in row if v == FULL_MEMBER) for row in zip(*bodies, strict=True)]
    for at, a, b, year in sheet.records("a", "b", "year"):
        if ends := _states(a, b, year, systems):
            yield *ends, year, float(counts[at]), (sheet.row(at),)


def _igos_of_states(sheet: Sheet, systems: Systems) -> Found:
    named = {c.name for c in sheet.layout.columns}
    bodies = [(name, values) for name, values in sheet.columns.items() if name not in named]
    by_year: dict[int, dict[str, tuple[frozenset[str], str]]] = defaultdict(dict)
    for at, code, year in sheet.records("state", "year"):
        if state := systems.state(code, "cow", year):
            member_of = frozenset(name for name, values in bodies if values[at] == FULL_MEMBER)
            by_year[year][state] = (member_of, sheet.row(at))
    for year, members in sorted(by_year.items()):
        for a, b in combinations(sorted(members), 2):
            (of_a, row_a), (of_b, row_b) = members[a], members[b]
            yield a, b, year, float(len(of_a & of_b)), (row_a, row_b)


def _contiguity(sheet: Sheet, variable: str, systems: Systems) -> Found:
    if sheet.layout.name == "contiguity_years":
        spells = ((at, a, b, kind, y, y) for at, a, b, kind, y in sheet.records("a", "b", "type", "year"))
    else:
        dated = sheet.records("a", "b", "type", "first", "last")
        spells = ((at, a, b, kind, first[0], last[0]) for at, a, b, kind, first, last in dated)
    for at, a, b, kind, first, last in spells:
        for year in range(first, last + 1):
            if ends := _states(a, b, year, systems):
                yield *ends, year, float(kind), (sheet.row(at),)


def _mids(sheet: Sheet, variable: str, systems: Systems) -> Found:
    if sheet.layout.name == "mid_participants":
        yield from _mids_of_sides(sheet, systems)
        return
    for at, a, b, year, one, other in sheet.records("a", "b", "year", "hostility_1", "hostility_2"):
        level = max(one or 0, other or 0)
        if level >= LEAST_HOSTILITY and (ends := _states(a, b, year, systems)):
            yield *ends, year, float(level), (sheet.row(at),)


def _mids_of_sides(sheet: Sheet, systems: Systems) -> Found:
    """Each of one side against each of the other, in the years in which both were in the dispute."""
    disputes: dict[int, list[tuple[bool, int, int, int, int, str]]] = defaultdict(list)
    for at, dispute, code, first, last, side_a, level in sheet.records(
        "dispute", "state", "first", "last", "side_a", "hostility"
    ):
        disputes[dispute].append((bool(side_a), code, first, last, level or 0, sheet.row(at)))
    for _, sides in sorted(disputes.items()):
        for in_a, a, a_first, a_last, a_level, a_row in sides:
            for in_b, b, b_first, b_last, b_level, b_row in sides:
                if in_a and not in_b and max(a_level, b_level) >= LEAST_HOSTILITY:
                    for year in range(max(a_first, b_first), min(a_last, b_last) + 1):
                        if ends := _states(a, b, year, systems):
                            yield *ends, year, float(max(a_level, b_level)), (a_row, b_row)


def _alliances(sheet: Sheet, variable: str, systems: Systems) -> Found:
    if sheet.layout.name == "alliance_dyad_years":
        spells = ((at, a, b, y, y, flag) for at, a, b, y, flag in sheet.records("a", "b", "year", variable))
    else:
        ends_at = max((y for name in ("first", "last") for y in sheet.column(name) if y), default=0)
        dated = sheet.records("a", "b", "first", "last", variable)
        spells = ((at, a, b, first, last or ends_at, flag) for at, a, b, first, last, flag in dated)
    for at, a, b, first, last, flag in spells:
        for year in range(first, last + 1):
            if ends := _states(a, b, year, systems):
                yield *ends, year, float(flag or 0), (sheet.row(at),)


def _diplomacy(sheet: Sheet, variable: str, systems: Systems) -> Found:
    for at, a, b, year, level in sheet.records("a", "b", "year", "at_1"):
        if level is not None and (ends := _states(a, b, year, systems)):
            yield *ends, year, float(level), (sheet.row(at),)


_READERS = {
    "shared_igos": _igos,
    "contiguity": _contiguity,
    "mid": _mids,
    "diplomatic_level": _diplomacy,
    **dict.fromkeys(("defense", "neutrality", "nonaggression", "entente"), _alliances),
}


def capabilities(sheet: Sheet, systems: Systems) -> dict[tuple[str, int], tuple[float, str]]:
    """(state, year) -> (CINC, the share of the world's capabilities, and its row)."""
    found = {}
    for at, code, year, cinc in sheet.records("state", "year", "cinc"):
        state = systems.state(code, "cow", year)
        if state is not None and cinc is not None:
            found[state, year] = (cinc, sheet.row(at))
    return found
