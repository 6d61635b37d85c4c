"""What an input offers to complete: fields, their values, and commands."""

from __future__ import annotations

from collections.abc import Iterable

from foedera.model import Status, Voice
from foedera.review.keys import Keys
from foedera.review.session import Session

__all__ = ["completed", "fields"]


def completed(session: Session, keys: Keys, action: str, value: str) -> str | None:
    """``value`` with its last word completed, or None where nothing, or too much, is known that begins so."""
    if action == "command":
        return _first(value, "", (a.typed for a in keys.actions))
    if action != "edit" or session.current is None:
        return None
    head, sign, last = value.rpartition(";")
    begun = last.lstrip()
    before = head + sign + last[: len(last) - len(begun)]
    name, equals, part = begun.partition("=")
    if not equals:
        return _first(begun, before, (f"{field}=" for field in fields(session)))
    return _first(part, f"{before}{name}=", _values(session, name.strip()))


def fields(session: Session) -> list[str]:
    """The fields of the claim shown that can be corrected; none where none is shown."""
    if session.current is None:
        return []
    claim = session.current.claim
    kind = session.project.codebook.types.get(claim.type)
    roles = [r.name for r in kind.roles] if kind else [r.role for r in claim.roles]
    amounts = dict.fromkeys(a.attribute for a in claim.amounts)
    return [
        *("type", "status", "negated", "date", "place", "place.name", "voice"),
        *(f"role.{name}" for name in roles),
        *(f"amount.{name}" for name in amounts),
        *(f"attribute.{name}" for name in (kind.attributes if kind else ())),
    ]


def _values(session: Session, name: str) -> Iterable[str]:
    book = session.project.codebook
    if name == "status":
        return [s.value for s in Status]
    if name == "voice":
        return [v.value for v in Voice]
    if name == "type":
        return list(book.types)
    if name == "negated":
        return ["yes", "no"]
    if name.startswith("role.") or name == "place":
        return [*book.states, *book.organisations]
    return []


def _first(begun: str, before: str, known: Iterable[str]) -> str | None:
    if not begun:
        return None
    return next((before + word for word in known if word.startswith(begun)), None)
