"""The fields of a coded claim as files give them, in any of the forms shown in docs/scoring.md."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from foedera.codebook import Codebook
from foedera.model import Status
from foedera.score.nouns import Days

__all__ = [
    "COARSE_STATUSES",
    "coarse",
    "days",
    "dyads",
    "families",
    "is_true",
    "one_of",
    "parties",
    "status",
    "words_of",
]

# Statuses between which a coder is not asked to tell apart when a status is compared.
COARSE_STATUSES: Mapping[str, str] = {
    **dict.fromkeys(("occurred", "ongoing", "habitual", "done"), "done"),
    **dict.fromkeys(("agreed", "planned"), "planned"),
    **dict.fromkeys(("offered", "discussed", "requested", "offered_or_discussed"), "offered"),
    **dict.fromkeys(("refused", "cancelled", "denied", "failed", "denied_or_failed"), "failed"),
    **dict.fromkeys(("asserted", "forecast", "hypothetical", "assessed"), "assessed"),
}
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")


def coarse(name: str) -> str | None:
    return COARSE_STATUSES.get(name)


def one_of(name: str, known: Iterable[str], *, what: str) -> str:
    """The name itself. Raises ValueError where it is not known, with the likeliest one that is."""
    known = sorted(known)
    if name in known:
        return name
    near = get_close_matches(name, known, n=1)
    raise ValueError(
        f"no {what} '{name}'." + (f" Did you mean '{near[0]}'?" if near else f" Known: {', '.join(known)}.")
    )


def status(value: Any) -> str:
    if value is None:
        raise ValueError(f"no status. Give one of {', '.join(s.value for s in Status)}.")
    return one_of(str(value), COARSE_STATUSES, what="status")


def families(record: Mapping[str, Any], book: Codebook) -> tuple[tuple[str, ...], str | None]:
    """The acceptable families and the type. Without ``families`` or ``family``, the type's own family."""
    kind = str(record["type"]) if record.get("type") else None
    if kind is not None:
        one_of(kind, book.types, what="type")
    given = words_of(record.get("families") or record.get("family"))
    for name in given:
        one_of(name, book.families, what="family")
    if not given:
        if kind is None:
            raise ValueError("neither a type nor a family. Give one of them.")
        given = (book.types[kind].family,)
    return given, kind


def words_of(value: Any) -> tuple[str, ...]:
    """One word, a list of them, or words with commas between."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, Sequence):
        return tuple(str(part).strip() for part in value if part is not None and str(part).strip())
    return (str(value),)


def is_true(value: Any) -> bool:
    return value is True or str(value).strip().casefold() in ("true", "yes", "1")


def parties(value: Any) -> tuple[tuple[str, str], ...]:
    """(role, actor) out of ``{visitor: [OMN]}``, ``[{role, actor}]``, ``[{role, id}]`` or ``visitor: OMN; host: KEN``.

    An actor without a role has the role ''. Raises ValueError where it is none of these.
    """
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return tuple(pair for part in value.split(";") if part.strip() for pair in _written(part))
    if isinstance(value, Mapping):
        return tuple((str(role), actor) for role, actors in value.items() for actor in words_of(actors))
    if isinstance(value, Sequence) and all(isinstance(one, Mapping) for one in value):
        found = ((str(one.get("role") or ""), one.get("actor") or one.get("id")) for one in value)
        return tuple((role, str(actor)) for role, actor in found if actor)
    raise ValueError(f"roles {value!r} are not understood. Write them as visitor: [OMN].")


def _written(part: str) -> Iterable[tuple[str, str]]:
    role, colon, actors = part.partition(":")
    if not colon or role.strip() == "GRP":
        role, actors = "", part
    return [(role.strip(), actor) for actor in words_of(actors)]


def days(value: Any) -> Days | None:
    """First and last day out of ``2021-03-02``, ``2021-03``, ``2021``, ``[first, last]`` or ``{start, end}``.

    A month or year stands for its first and last day; None and '' for an unknown date. Raises ValueError.
    """
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, Mapping):
        value = [value.get("start"), value.get("end")]
    if isinstance(value, str) and (" to " in value or ".." in value):
        value = [part.strip() or None for part in re.split(r" to |\.\.", value, maxsplit=1)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        if len(value) != 2:
            raise ValueError(f"date {value!r} has {len(value)} parts. Give [first, last], null for an open side.")
        first, last = _ends(value[0])[0], _ends(value[1])[1]
    else:
        first, last = _ends(value)
    if first is not None and last is not None and first > last:
        raise ValueError(f"date {first} to {last} ends before it starts.")
    return None if first is None and last is None else (first, last)


def _ends(value: Any) -> Days:
    if value is None or value == "":
        return None, None
    found = _DAY.fullmatch(str(value).strip())
    if not found:
        raise ValueError(f"date '{value}' is not understood. Write it as 2021-03-02, 2021-03 or 2021.")
    year, month, day = int(found[1]), found[2], found[3]
    try:
        first = date(year, int(month or 1), int(day or 1))
        if day:
            return first, first
        last_month = int(month or 12)
        return first, date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError as bad:
        raise ValueError(f"date '{value}' does not exist ({bad}).") from bad


def offset(value: Any) -> int | None:
    """A place in a text, or None where it is not given. Raises ValueError where it is no whole number."""
    if value is None or value == "":
        return None
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError) as bad:
        raise ValueError(f"{value!r} is no place in a text. Give a whole number, or leave it out.") from bad


def dyads(value: Any) -> tuple[tuple[str, str], ...] | None:
    """Unordered pairs out of ``[{a, b}]``, ``[[a, b]]`` or ``KEN-OMN; KEN-TZA``, each in alphabetical order.

    None stays None. Raises ValueError where one is no pair.
    """
    if value is None:
        return None
    if isinstance(value, str):
        value = [part.strip().split("-") for part in value.split(";") if part.strip()]
    pairs = [(d.get("a"), d.get("b")) if isinstance(d, Mapping) else tuple(d) for d in value]
    if not all(len(pair) == 2 and all(isinstance(one, str) for one in pair) for pair in pairs):
        raise ValueError(f"dyads {value!r} are not understood. Write them as [[KEN, OMN]].")
    return tuple(dict.fromkeys((min(a, b), max(a, b)) for a, b in pairs))
