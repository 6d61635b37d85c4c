"""Dates, parties and numbers of a claim as one reads them: in ISO days and codes."""

from __future__ import annotations

from collections.abc import Iterable

from foedera.model import Amount, Claim, Interval, Role, Status, Text
from foedera.review.inert import one_line

__all__ = ["amount_words", "chain_words", "days", "parties", "place_words", "source_words", "standing"]


def days(date: Interval | None) -> str:
    """``2012-11-08``, ``2012-11``, ``2009``, ``2003-05-01 to 2003-05-09``, ``since 2003-01-01`` or ``undated``."""
    if date is None:
        return "undated"
    if date.start is None or date.end is None:
        return f"until {date.end}" if date.start is None else f"since {date.start}"
    if date.start == date.end:
        return str(date.start)
    if date.precision.value in ("month", "year"):
        return str(date.start)[: 7 if date.precision.value == "month" else 4]
    return f"{date.start} to {date.end}"


def standing(status: Status, negated: bool) -> str:
    return f"not {status.value}" if negated else status.value


def parties(roles: Iterable[Role]) -> str:
    """``visitor GHA, TGO; host BEN``."""
    found: dict[str, list[str]] = {}
    for role in roles:
        if role.actor not in found.setdefault(role.role, []):
            found[role.role].append(role.actor)
    return "; ".join(f"{role} {', '.join(actors)}" for role, actors in found.items())


def amount_words(amount: Amount) -> str:
    """``about 5,000 persons``, ``4,500 to 5,500 persons``."""
    if amount.value is not None:
        op = "" if amount.op == "=" else f"{amount.op} "
        return f"{op}{amount.value:,.10g} {amount.unit}".strip()
    bounds = " to ".join(f"{v:,.10g}" for v in (amount.low, amount.high) if v is not None)
    op = "" if amount.op in ("=", "range") else f"{amount.op} "
    return f"{op}{bounds} {amount.unit}".strip()


def place_words(claim: Claim) -> str:
    return ", ".join(p for p in (claim.place.name, claim.place.country) if p) if claim.place else ""


def chain_words(claim: Claim) -> str:
    """Who says so, publisher first: ``The Gazette > ministry of defence (ministry)``."""
    return " > ".join(f"{one_line(a.as_printed or a.name)} ({a.kind.replace('_', ' ')})" for a in claim.attribution)


def source_words(text: Text) -> str:
    """By which name a document is called: its publisher, else its title, else where it lies."""
    return one_line(text.outlet or text.title or text.path or text.url or text.id)
