"""State systems: ISO 3166, Correlates of War, Gleditsch and Ward, and names as data sets spell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from foedera.codebook import Codebook
from foedera.codebook.yamlfiles import parse

__all__ = ["SYSTEMS", "Spell", "Systems", "systems_of"]

SYSTEMS = ("iso", "cow", "cow_abb", "gw", "name")

_FILE = files("foedera") / "data" / "datasets" / "states.yml"


@dataclass(frozen=True, slots=True)
class Spell:
    """The years in which a state has a code in a system; ``last`` None: still."""

    state: str
    code: int | str
    first: int
    last: int | None

    def has(self, year: int) -> bool:
        return self.first <= year and (self.last is None or year <= self.last)

    def distance(self, year: int) -> int:
        return 0 if self.has(year) else self.first - year if year < self.first else year - (self.last or year)


@dataclass(frozen=True, slots=True)
class Systems:
    """Conversion between state systems, by year. Pure data: the same codebook gives the same answers."""

    spells: Mapping[str, tuple[Spell, ...]]  # by system
    names: Mapping[str, str]  # case-folded name -> state
    titles: Mapping[str, str]  # state -> its name
    marks: tuple[str, ...] = ()
    _by_code: dict[tuple[str, int | str], tuple[Spell, ...]] = field(default_factory=dict)
    _by_state: dict[tuple[str, str], tuple[Spell, ...]] = field(default_factory=dict)
    _found: dict[tuple[str, int | str, int | None], str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for system, spells in self.spells.items():
            codes: dict[int | str, list[Spell]] = defaultdict(list)
            states: dict[str, list[Spell]] = defaultdict(list)
            for spell in spells:
                codes[spell.code].append(spell)
                states[spell.state].append(spell)
            self._by_code.update({(system, code): tuple(found) for code, found in codes.items()})
            self._by_state.update({(system, state): tuple(found) for state, found in states.items()})

    def state(self, code: int | str | None, system: str, year: int | None = None) -> str | None:
        """The state that a code or name means in a year, or None where nobody knows it.

        Where one state follows another under one number, the one that stood at the end of the year; a year outside
        of all spells takes the nearest, as data sets list states before they entered and after they left a system.
        """
        if code is None:
            return None
        key = (system, code, year)
        if key not in self._found:
            self._found[key] = self._state(code, system, year)
        return self._found[key]

    def each(self, codes: Sequence[int | str | None], system: str, years: Sequence[int | None]) -> list[str | None]:
        """The state of each of many codes in its year, as a column of a data set has them."""
        pairs = list(zip(codes, years, strict=True))
        known = {pair: self.state(pair[0], system, pair[1]) for pair in set(pairs)}
        return [known[pair] for pair in pairs]

    def _state(self, code: int | str, system: str, year: int | None) -> str | None:
        if system in ("iso", "name"):
            return self.named(str(code)) if system == "name" else self._iso(str(code))
        spells = self._by_code.get((system, code.upper() if isinstance(code, str) else code), ())
        if not spells:
            return None
        if year is None:
            return max(spells, key=lambda s: (s.last is None, s.last or 0, s.first)).state
        return min(spells, key=lambda s: (s.distance(year), -s.first)).state

    def _iso(self, code: str) -> str | None:
        return code.upper() if code.upper() in self.titles else None

    def named(self, name: str) -> str | None:
        """The state of that name, whatever the case; marks such as a trailing star are not part of a state's name."""
        return self.names.get(" ".join(name.split()).casefold())

    def code(self, state: str, system: str, year: int) -> int | str | None:
        """The code that a state has in a system in that year, or None where it was no member."""
        if system in ("iso", "name"):
            return (state if system == "iso" else self.titles[state]) if state in self.titles else None
        spells = [s for s in self._by_state.get((system, state), ()) if s.has(year)]
        return max(spells, key=lambda s: s.first).code if spells else None

    def members(self, system: str, year: int) -> frozenset[str]:
        """The states of a system in a year; where two follow one another in it, the one at its end."""
        codes = {s.code for s in self.spells[system] if s.has(year)}
        return frozenset(found for code in codes if (found := self.state(code, system, year)))


_MADE: dict[str, Systems] = {}  # by version of the codebook: it is asked for once for every measure


def systems_of(codebook: Codebook) -> Systems:
    """The state systems in terms of a codebook's states."""
    if codebook.version not in _MADE:
        _MADE[codebook.version] = _made(codebook)
    return _MADE[codebook.version]


def _made(codebook: Codebook) -> Systems:
    raw = parse(Path(str(_FILE)), _FILE.read_bytes())
    states = codebook.states
    names = {name.casefold(): key for key, name in raw["former"].items()}
    names.update({name.casefold(): key for name, key in raw["names"].items()})
    names.update({name.casefold(): key for key, state in states.items() for name in state.names})
    spells = {
        "cow": [Spell(state, number, first, last) for state, number, _, first, last in raw["cow"]],
        "cow_abb": [Spell(state, letters, first, last) for state, _, letters, first, last in raw["cow"]],
        "gw": [Spell(state, number, first, last) for state, number, first, last in raw["gw"]],
    }
    for key, state in sorted(states.items()):  # those of a codebook of one's own
        own = {"cow": state.cow, "gw": state.cow, "cow_abb": state.cow_abb}
        for system, code in own.items():
            listed = {c for s in spells[system] for c in (s.state, s.code)}
            if code is not None and not listed.intersection((key, code)):
                spells[system].append(Spell(key, code, state.since or 0, state.until))
    titles = {**raw["former"], **{key: state.name for key, state in states.items()}}
    return Systems({system: tuple(found) for system, found in spells.items()}, names, titles, tuple(raw["marks"]))
