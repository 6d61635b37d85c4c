"""What a person asks for, as a ``Filter`` of the record: names checked against the codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from foedera.errors import NotFoundError, UsageError
from foedera.model import Status
from foedera.project.days import first_day, last_day
from foedera.store import Filter

if TYPE_CHECKING:
    from foedera.codebook import Codebook

__all__ = ["filter_of"]

_KNOWN = ("actor", "partner", "type", "family", "status", "document", "since", "until", "limit")


def filter_of(codebook: Callable[[], Codebook], find: Callable[[str], str], /, **wanted: Any) -> Filter:
    """The filter of keyword arguments as a person writes them. Raises NotFoundError or UsageError.

    The codebook takes a second to load, and is asked for only where names are to be checked against it.
    """
    if unknown := sorted(set(wanted) - set(_KNOWN)):
        raise UsageError(f"no filter '{unknown[0]}'. Known: {', '.join(_KNOWN)}.")
    statuses = {s.value: s for s in Status}
    limit = wanted.get("limit")
    return Filter(
        actors=tuple(dict.fromkeys(codebook().actor(a) for a in _several(wanted.get("actor")))),
        partners=tuple(dict.fromkeys(codebook().actor(a) for a in _several(wanted.get("partner")))),
        types=_named(wanted.get("type"), lambda: codebook().types, "claim type"),
        families=_named(wanted.get("family"), lambda: codebook().families, "family"),
        statuses=_named(wanted.get("status"), lambda: statuses, "status"),
        documents=tuple(find(d) for d in _several(wanted.get("document"))),
        since=first_day(wanted.get("since")),
        until=last_day(wanted.get("until")),
        limit=None if limit is None else _positive(limit),
    )


def _several(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """One name, several, or several in one word with commas between."""
    if value is None:
        return ()
    return tuple(part.strip() for v in ([value] if isinstance(value, str) else value) for part in v.split(",") if part)


def _named(value: str | Iterable[str] | None, known: Callable[[], Mapping[str, object]], what: str) -> tuple[str, ...]:
    names = _several(value)
    for name in names:
        if name not in known():
            raise NotFoundError(f"no {what} '{name}'. Known: {', '.join(known())}.")
    return names


def _positive(limit: int) -> int:
    if limit < 1:
        raise UsageError(f"--limit {limit} would show nothing. Give 1 or more.")
    return limit
