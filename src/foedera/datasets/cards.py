"""The cards of the data sets: YAML in, frozen ``Card`` out."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from foedera.codebook.yamlfiles import Data, listed, parse
from foedera.datasets.nouns import Card, Column, Layout, Variable, Vintage
from foedera.errors import DataError

__all__ = ["KINDS", "card_from", "cards"]

KINDS = frozenset({"text", "integer", "number", "flag", "year", "years", "mark", "date", "state", "states"})

_FOLDER = files("foedera") / "data" / "datasets"
_NOT_CARDS = frozenset({"states.yml"})


@lru_cache(maxsize=1)
def cards() -> dict[str, Card]:
    """The packaged cards by name."""
    names = sorted(f.name for f in _FOLDER.iterdir() if f.name.endswith(".yml") and f.name not in _NOT_CARDS)
    found = [card_from(parse(Path(str(_FOLDER / name)), (_FOLDER / name).read_bytes()), name) for name in names]
    return {card.name: card for card in found}


def card_from(data: Data, origin: str) -> Card:
    """A card out of plain data. Raises DataError, naming ``origin`` and what is missing."""
    try:
        return Card(
            name=data["name"],
            title=data["title"],
            publisher=data.get("publisher", ""),
            licence=data["licence"],
            citation=data["citation"],
            url=data.get("url", ""),
            layouts=tuple(_layout(name, spec, data) for name, spec in data["layouts"].items()),
            vintage=Vintage(**data.get("vintage", {})),
            variables=tuple(Variable(name, **spec) for name, spec in data.get("variables", {}).items()),
            whole=data.get("whole", 0),
            first=data.get("first"),
            last=data.get("last"),
            traps=tuple(listed(data.get("traps"))),
            selections=tuple(listed(data.get("selections"))),
            everyone=frozenset(w.casefold() for w in listed(data.get("everyone"))),
        )
    except KeyError as bad:
        raise DataError(f"{origin}: the card of a data set needs '{bad.args[0]}'. Add it.") from bad
    except (TypeError, AttributeError) as bad:
        raise DataError(f"{origin}: not the card of a data set ({bad}). See: docs/data.md") from bad


def _layout(name: str, spec: Data, card: Data) -> Layout:
    missing = frozenset(str(v) for v in card.get("missing", ("",))) | {""}
    return Layout(
        name=name,
        title=spec["title"],
        columns=tuple(_column(key, value, missing) for key, value in spec["columns"].items()),
        rest=_column("rest", spec["rest"], missing) if "rest" in spec else None,
        rest_from=spec.get("rest_from", ""),
        rest_least=spec.get("rest_least", 1),
        year=spec.get("year", "year" if "year" in spec["columns"] else ""),
        unique=tuple(listed(spec.get("unique"))),
    )


def _column(name: str, spec: Any, missing: frozenset[str]) -> Column:
    """``year`` for a column of that kind, or a mapping of what it is."""
    spec = {"kind": spec} if isinstance(spec, str) else dict(spec)
    kind, _, system = str(spec.get("kind", "text")).partition(":")
    if kind not in KINDS:
        raise TypeError(f"column '{name}': no kind '{kind}'; known: {', '.join(sorted(KINDS))}")
    return Column(
        name=name,
        kind=kind,
        names=tuple(listed(spec.get("names"))),
        required=spec.get("required", True),
        filled=spec.get("filled", kind in ("state", "year")),
        low=spec.get("low"),
        high=spec.get("high"),
        missing=missing | frozenset(listed(spec.get("missing"))),
        values=frozenset(listed(spec.get("values"))),
        system=system,
        counts_from=spec.get("counts_from", 0),
        means=spec.get("means", ""),
    )
