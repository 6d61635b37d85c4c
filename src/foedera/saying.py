"""Dates, parties and numbers as one reads them on a terminal: in ISO days and codes."""

from __future__ import annotations

from collections.abc import Iterable

from foedera.model import Amount, Interval, Role, Status

__all__ = ["amount", "status_of", "when", "who"]


def when(date: Interval | None) -> str:
    """``2012-11-08``, ``2012-11``, ``2009``, ``2003-05-01 to 2003-05-09``, ``since 2003-01-01`` or ``undated``."""
    if date is None:
        return "undated"
    if date.start is None or date.end is None:
        return f"until {date.end}" if date.start is None else f"since {date.start}"
    return date.shortest or f"{date.start} to {date.end}"


def who(roles: Iterable[Role | tuple[str, str]]) -> str:
    """``visitor GHA, TGO; host BEN``."""
    parties: dict[str, list[str]] = {}
    for role in roles:
        name, actor = (role.role, role.actor) if isinstance(role, Role) else role
        if actor not in parties.setdefault(name, []):
            parties[name].append(actor)
    return "; ".join(f"{name} {', '.join(actors)}" for name, actors in parties.items())


def status_of(status: Status, negated: bool) -> str:
    return f"not {status.value}" if negated else status.value


def amount(of: Amount) -> str:
    """``about 5,000 persons``, ``4,500 to 5,500 persons``."""
    if of.value is not None:
        op = "" if of.op == "=" else f"{of.op} "
        return f"{op}{of.value:,.10g} {of.unit}".strip()
    bounds = " to ".join(f"{v:,.10g}" for v in (of.low, of.high) if v is not None)
    op = "" if of.op in ("=", "range") else f"{of.op} "
    return f"{op}{bounds} {of.unit}".strip()
