"""Published data sets: a file in, checked; rows with names, and numbers between states by year, out.

To add one: its card in ``data/datasets/<name>.yml``, a module here with ``series``, and its line in ``MODULES``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from foedera.datasets import atop, cow, dcad, generic, mme, sipri, unga
from foedera.datasets.cards import cards
from foedera.datasets.nouns import Card, Column, Coverage, Layout, Sheet, Variable
from foedera.datasets.series import Series
from foedera.datasets.shelf import Shelf, coverage, editions, states_of, unknown
from foedera.datasets.systems import SYSTEMS, Systems, systems_of
from foedera.datasets.tabular import read
from foedera.errors import NotFoundError

__all__ = [
    "MODULES",
    "SYSTEMS",
    "Card",
    "Column",
    "Coverage",
    "Layout",
    "Series",
    "Sheet",
    "Shelf",
    "Systems",
    "Variable",
    "cards",
    "coverage",
    "editions",
    "read",
    "series_of",
    "states_of",
    "systems_of",
    "unknown",
]

_Maker = Callable[[Sequence[Sheet], str, Systems], Series]

# Of each data set: who makes its series, and out of which layouts, the best first (none named: any).
MODULES: dict[str, tuple[_Maker, tuple[str, ...]]] = {
    "atop": (atop.series, atop.LAYOUTS),
    "cow": (cow.series, ()),
    "dcad": (dcad.series, ()),
    "mme": (mme.series, mme.LAYOUTS),
    "sipri": (sipri.series, sipri.DEALS),
    "unga": (unga.series, ()),
}


def series_of(shelf: Shelf, name: str, variable: str, systems: Systems, *, edition: str | None = None) -> Series:
    """A variable of a data set by pair and year, of the newest edition on the shelf, or of the one named.

    Raises NotFoundError, with what is known, where there is no such data set, edition or variable.
    """
    make, layouts = MODULES.get(name, (generic.series, ()))
    sheets = shelf.sheets(name, *layouts)
    card = sheets[0].card
    card.variable(variable)
    if edition is not None or name == "sipri":  # its editions revise one another; those of others are other data sets
        held = editions(sheets)
        wanted = edition if edition is not None else held[0]
        if wanted not in held:
            raise NotFoundError(f"no edition '{edition}' of {card.title}. Here: {', '.join(str(e) for e in held)}.")
        sheets = tuple(s for s in sheets if s.vintage == wanted)
    order = {layout: at for at, layout in enumerate(layouts)}
    best = sorted(sheets, key=lambda s: (order.get(s.layout.name, 0), s.vintage is None, -len(s), s.digest))
    return make(best, variable, systems)
