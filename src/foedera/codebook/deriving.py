"""What follows from a claim's type, roles, status and attributes: its codes, its pairs, its dyads of states."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from foedera.codebook import Codebook
from foedera.codebook.nouns import EventType
from foedera.model import Status

__all__ = ["Derived", "derive"]

_KEYS = {
    Status.AGREED: "prospective",
    Status.PLANNED: "prospective",
    Status.OFFERED: "prospective",
    Status.DISCUSSED: "prospective",
    Status.HYPOTHETICAL: "prospective",
    Status.REQUESTED: "requested",
    Status.REFUSED: "refused",
    Status.CANCELLED: "cancelled",
}
_TALK = frozenset({Status.OFFERED, Status.DISCUSSED, Status.HYPOTHETICAL})  # neither done nor decided

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Derived:
    pairs: tuple[tuple[str, str | None], ...] = ()
    dyads: tuple[tuple[str, str], ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)


def derive(
    book: Codebook,
    kind: EventType,
    roles: Iterable[tuple[str, str]],
    *,
    status: Status,
    negated: bool,
    attributes: Mapping[str, str],
    is_told_by: Callable[[Collection[str]], bool],
    has_supposed: bool = False,
) -> Derived:
    """The codes, pairs and dyads of a claim with these (role, actor).

    ``is_told_by``: whether one of these words reports it. ``has_supposed``: one of its parties is not named in the
    clause but carried over, and that makes no dyad.
    """
    named = tuple(roles)
    case = _case(kind, attributes, is_told_by)
    entry = _entry(kind, status, negated, attributes, case)
    codes = {k: str(v) for k, v in entry.items() if isinstance(v, str | int) and not isinstance(v, bool)}
    gives = (
        kind.gives_dyad
        and case.get("dyad", True) is not False
        and not negated
        and (status.is_done or status.is_prospective)
        and attributes.get("dyad") != "none"
        and not has_supposed
    )
    return Derived(
        pairs=_coded_pairs(book, kind, named, entry) if codes else (),
        dyads=_dyads(book, kind, named) if gives else (),
        codes=codes,
    )


def _entry(kind: EventType, status: Status, negated: bool, attributes: Mapping[str, str], case: Entry) -> Entry:
    """The codes of a claim, with the ``pair`` of its rows where they are not those of the type. A negated claim has
    none. What is only talked of has the codes under ``talk``, where there are any, else those of a plan."""
    if negated:
        return {}
    codes, key = kind.codes, _KEYS.get(status)
    marked = next((k for k, v in attributes.items() if v == "true" and isinstance(codes.get(k), Mapping)), None)
    if marked is not None:  # "lifted: true" chooses the codes under "lifted", and those of a status there
        inner = codes[marked].get(key) if key else None
        return inner if isinstance(inner, Mapping) else codes[marked]
    keys = (["talk"] if status in _TALK else []) + ([key] if key else [])
    found = [choice[k] for k in keys for choice in (case, codes) if isinstance(choice.get(k), Mapping)]
    return found[0] if found else case or codes


def _case(kind: EventType, attributes: Mapping[str, str], is_told_by: Callable[[Collection[str]], bool]) -> Entry:
    """The entry of ``codes.when`` whose attributes and words the claim has; empty where there is none."""
    for entry in kind.codes.get("when", ()):
        fits = all(attributes.get(k) in (str(v), str(v).lower()) for k, v in entry.get("if", {}).items())
        if fits and ("words" not in entry or is_told_by(entry["words"])):
            chosen: Entry = {k: v for k, v in entry.items() if k not in ("if", "words")}
            return chosen
    return {}


def _coded_pairs(
    book: Codebook, kind: EventType, roles: Iterable[tuple[str, str]], entry: Entry
) -> tuple[tuple[str, str | None], ...]:
    """Source and target as event data has them: a body by PLOVER's code for its kind."""

    def coded(actor: str) -> str:
        body = book.organisations.get(actor)
        return body.plover if body is not None and body.plover else actor

    pairs = {(coded(a), coded(b) if b else None) for a, b in kind.pairs(roles, pair=entry.get("pair"))}
    return tuple(sorted(pairs, key=lambda p: (p[0], p[1] or "")))


def _dyads(book: Codebook, kind: EventType, roles: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    named = tuple(roles)
    states = {actor for role, actor in named if actor in book.states and not kind.is_peripheral(role)}
    return tuple(sorted({(min(a, b), max(a, b)) for a, b in kind.pairs(named) if b and a in states and b in states}))
