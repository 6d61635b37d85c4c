"""Fields of a correction: how they are written, and what each makes of a claim.

``type=visit  status=planned  negated=yes  date=2012-06  date=2012-06-03/2012-06-09  date=unknown  place=KAZ
place.name=Almaty  voice=quoted  role.host=KAZ  role.visitor+=MNG  role.visitor-=RUS  amount.troops=about 5000 persons
attribute.mode=withdrawal``. ``unknown`` takes away what the coder found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from foedera.codebook import Codebook, EventType
from foedera.errors import NotFoundError, UsageError
from foedera.model import Amount, Claim, Interval, Place, Precision, Role, Status, Voice
from foedera.model.when import written

__all__ = [
    "FIELD",
    "KEYS",
    "UNKNOWN",
    "amount_told",
    "canonical",
    "difference",
    "interval",
    "kind_of",
    "parsed",
    "set_field",
    "told",
]

UNKNOWN = "unknown"
KEYS = "type, status, negated, date, place, place.name, voice, role.NAME, amount.NAME, attribute.NAME"
FIELD = re.compile(
    r"type|status|negated|date|place(?:\.name)?|voice|role\.[^\W\d]\w*[+-]?|(?:amount|attribute)\.[^\s.=][^=]{0,99}"
)
_SETTLED = frozenset({Status.ASSERTED, Status.FORECAST, Status.HYPOTHETICAL})  # what a view can be
_YES = {"yes": True, "no": False, "true": True, "false": False}
_TENTH = 0.1  # either side of "about": as the coder has it
_AMOUNT = re.compile(
    r"(?:(?P<op>about|>=|<=|>|<|=)\s*)?(?P<low>\d[\d,]*(?:\.\d+)?)(?:\s*(?:-|–|\.\.)\s*(?P<high>\d[\d,]*(?:\.\d+)?))?"
    r"(?:\s+(?P<unit>[^\d\s].{0,60}))?"
)
_T = TypeVar("_T")


def parsed(given: Iterable[str]) -> dict[str, str]:
    """``["status=planned", "role.host+=KAZ"]`` as ``{"status": "planned", "role.host+": "KAZ"}``.

    Raises UsageError where one is not written so, or where one field is given twice.
    """
    found: dict[str, str] = {}
    for each in given:
        key, equals, value = each.partition("=")
        key = key.strip()
        if not equals or not key:
            raise UsageError(f"'{each}' is not a correction. Write FIELD=VALUE; fields: {KEYS}.")
        if key in found:
            raise UsageError(f"'{key}' is given twice. Give it once; several actors go with commas between.")
        found[key] = value.strip()
    return found


def canonical(key: str, value: str, claim: Claim, book: Codebook) -> str:
    """The value as it is kept: names as codes, dates as ISO, in one spelling. Raises UsageError where it is not one."""
    if not FIELD.fullmatch(key):
        raise UsageError(f"no field '{key}' of a claim. Known: {KEYS}.")
    value = " ".join(value.split())
    if not value:
        raise UsageError(f"{key}: no value is given. '{UNKNOWN}' takes away what the coder found.")
    name, _, _ = key.partition(".")
    if name == "role":
        return _canonical_actors(key, value, claim, book)
    if value.casefold() == UNKNOWN and key not in ("type", "status", "negated", "voice"):
        return UNKNOWN
    if key == "negated":
        return "yes" if _one_of(key, value.casefold(), _YES) else "no"
    if key == "date":
        return told(interval(value, basis=""))
    if key == "place":
        return _state(key, value, book)
    if key == "type":
        return _one_of(key, value.casefold(), book.types).name
    if key in ("status", "voice"):
        return value.casefold()
    if name == "amount":
        _amount(claim, key.removeprefix("amount."), value)
    return value


def set_field(claim: Claim, key: str, value: str, book: Codebook, *, who: str) -> Claim:
    """The claim with one field set; what follows from it is not yet worked out. Raises UsageError where it cannot be.

    A type is set before roles and a status: what they may be depends on it.
    """
    value = canonical(key, value, claim, book)
    name, _, rest = key.partition(".")
    if name == "role":
        return replace(claim, roles=_roles(claim, rest, value, book))
    if name == "amount":
        return replace(claim, amounts=_amounts(claim, rest, value))
    if name == "attribute":
        return replace(claim, attributes=_attributes(claim, rest, value, book))
    if key == "place.name":
        country = claim.place.country if claim.place else None
        return replace(claim, place=_place(country, None if value == UNKNOWN else value))
    return _PLAIN[key](claim, value, book, who)


def _type(claim: Claim, value: str, book: Codebook, who: str) -> Claim:
    kind = book.type(value)
    kept = {k: v for k, v in claim.attributes.items() if k in kind.attributes}
    return replace(claim, type=kind.name, family=kind.family, attributes=kept)


def _status(claim: Claim, value: str, book: Codebook, who: str) -> Claim:
    family = book.families.get(claim.family)
    allowed = {s.value: s for s in Status if _may_be(s, family.group if family else "event")}
    return replace(claim, status=_one_of("status", value, allowed, of=f" of a claim of type {claim.type}"))


def _may_be(status: Status, group: str) -> bool:
    return status in _SETTLED if group == "assessment" else status not in _SETTLED - {Status.HYPOTHETICAL}


def _date(claim: Claim, value: str, book: Codebook, who: str) -> Claim:
    return replace(claim, date=None if value == UNKNOWN else interval(value, basis=f"set by {who}"))


def _placed(claim: Claim, value: str, book: Codebook, who: str) -> Claim:
    country = None if value == UNKNOWN else value
    name = claim.place.name if claim.place and claim.place.country == country else None
    return replace(claim, place=_place(country, name))


_PLAIN: dict[str, Callable[[Claim, str, Codebook, str], Claim]] = {
    "type": _type,
    "status": _status,
    "negated": lambda claim, value, book, who: replace(claim, negated=_YES[value]),
    "date": _date,
    "place": _placed,
    "voice": lambda claim, value, book, who: replace(claim, voice=_one_of("voice", value, {v.value: v for v in Voice})),
}


# Dates and places


def interval(value: str, *, basis: str) -> Interval:
    """A year, month or day, or two of them with a slash between of which one may be missing. Raises UsageError."""
    first, slash, last = value.partition("/")
    if not slash:
        return _written(value, basis)
    start, end = (_written(side, basis) if side.strip() else None for side in (first, last))
    if start is None and end is None:
        raise UsageError(f"'{value}' is no date: both its sides are open. Write 2012-06/, /2012-08 or '{UNKNOWN}'.")
    first_day, last_day = start.first if start else None, end.last if end else None
    if first_day and last_day and first_day > last_day:
        raise UsageError(f"'{value}' ends before it starts. Write the earlier date first.")
    precision = Precision.RANGE if start and end else Precision.OPEN
    return Interval(first_day, last_day, precision, basis)


def _written(value: str, basis: str) -> Interval:
    found = written(value, basis)
    if found is None:
        raise UsageError(
            f"'{value}' is not a date. Write a year, a month or a day: 2012, 2012-11, 2012-11-08; two with a slash"
            f" between for a range: 2012-06/2012-08; or '{UNKNOWN}'."
        )
    return found


def told(when: Interval) -> str:
    """The interval as a correction writes it."""
    start, end = (d.isoformat() if d else "" for d in (when.start, when.end))
    if when.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY):
        return start[: {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[when.precision]]
    return f"{start}/{end}"


def _state(key: str, value: str, book: Codebook) -> str:
    code = _actor(key, value, book)
    if code not in book.states:
        raise UsageError(f"{key}: {book.actor_name(code)} is not a state. Give its code or name, or '{UNKNOWN}'.")
    return code


def _place(country: str | None, name: str | None) -> Place | None:
    return Place(country, name) if country or name else None


# Roles


def kind_of(actor: str, book: Codebook) -> str | None:
    """What an actor of the codebook is: state, organisation, group or nonstate; None where it knows none such."""
    if actor in book.states:
        return "state"
    if actor in book.organisations:
        return "organisation"
    group = book.groups.get(actor.removeprefix("GRP:"))
    return group.kind if group is not None else None


def _canonical_actors(key: str, value: str, claim: Claim, book: Codebook) -> str:
    if value.casefold() == UNKNOWN and key[-1] not in "+-":
        return UNKNOWN
    named = [part.strip() for part in value.split(",") if part.strip()]
    actors = [part if part in claim.actors else _actor(key, part, book) for part in named]
    if not actors:
        raise UsageError(f"{key}: no actor is given. Give codes, acronyms or names, or '{UNKNOWN}'.")
    return ",".join(dict.fromkeys(actors))


def _actor(key: str, value: str, book: Codebook) -> str:
    try:
        return book.actor(value)
    except NotFoundError as unknown:
        raise NotFoundError(f"{key}: {unknown}") from unknown


def _roles(claim: Claim, role: str, value: str, book: Codebook) -> tuple[Role, ...]:
    how = role[-1] if role[-1] in "+-" else ""
    role = role.rstrip("+-")
    actors = [] if value == UNKNOWN else value.split(",")
    if how == "-":
        held = {r.actor for r in claim.roles if r.role == role}
        if missing := [a for a in actors if a not in held]:
            raise UsageError(f"role.{role}-: {missing[0]} is no {role} here. {_held(claim)}")
        return tuple(r for r in claim.roles if r.role != role or r.actor not in actors)
    kind = book.type(claim.type)
    spec = kind.role(role)
    if value == UNKNOWN and any(r.role == role for r in claim.roles):
        return tuple(r for r in claim.roles if r.role != role)
    if spec is None:
        raise UsageError(f"role.{role}: {_no_role(kind)}")
    for actor in actors:
        of_kind = kind_of(actor, book) or next((r.kind for r in claim.roles if r.actor == actor), "nonstate")
        if spec.kinds and of_kind not in spec.kinds:
            allowed = " or ".join(sorted(spec.kinds))
            raise UsageError(f"role.{role}: {actor} is of the kind {of_kind}; a {role} of {kind.name} is {allowed}.")
    return _filled(claim, role, actors, book, keep=how == "+")


def _filled(claim: Claim, role: str, actors: Sequence[str], book: Codebook, *, keep: bool) -> tuple[Role, ...]:
    """The roles with ``actors`` in that one, in the order of the others. An actor new to the claim takes over the
    words of the one it stands for; where there are none, the whole quote is what names it."""
    mine = [r for r in claim.roles if r.role == role]
    held = {r.actor for r in mine}
    leaving = [r for r in mine if r.actor not in actors and not keep]
    coming = [a for a in actors if a not in held]
    known = {r.actor: r for r in claim.roles}
    quote = claim.quote
    new = []
    for at, actor in enumerate(coming):
        kind = kind_of(actor, book)
        if actor in known:
            new.append(replace(known[actor], role=role))
        elif len(leaving) == len(coming):
            gone = leaving[at]
            new.append(replace(gone, actor=actor, kind=kind or gone.kind))
        else:
            new.append(Role(role, actor, kind or "nonstate", quote.exact, quote.start, quote.end))
    first = next((at for at, r in enumerate(claim.roles) if r.role == role), len(claim.roles))
    staying = [r for r in mine if r not in leaving]
    return (*claim.roles[:first], *staying, *new, *(r for r in claim.roles[first:] if r.role != role))


def _held(claim: Claim) -> str:
    return "It has: " + "; ".join(f"{r.role} {r.actor}" for r in claim.roles) + "."


def _no_role(kind: EventType) -> str:
    return f"the type {kind.name} has no such role. It has: {', '.join(r.name for r in kind.roles)}."


# Amounts and attributes


def _amounts(claim: Claim, name: str, value: str) -> tuple[Amount, ...]:
    others = tuple(a for a in claim.amounts if a.attribute != name)
    if value == UNKNOWN:
        if len(others) == len(claim.amounts):
            held = ", ".join(sorted({a.attribute for a in claim.amounts})) or "none"
            raise UsageError(f"amount.{name}: the claim has no such amount. It has: {held}.")
        return others
    first = next((at for at, a in enumerate(claim.amounts) if a.attribute == name), len(claim.amounts))
    before = tuple(a for a in claim.amounts[:first])
    return (*before, _amount(claim, name, value), *(a for a in claim.amounts[first:] if a.attribute != name))


def _amount(claim: Claim, name: str, value: str) -> Amount:
    match = _AMOUNT.fullmatch(value)
    old = next((a for a in claim.amounts if a.attribute == name), None)
    unit = (match["unit"] if match else None) or (old.unit if old else None)
    if match is None or not unit:
        raise UsageError(
            f"amount.{name}: '{value}' is not an amount{'' if match is None else ' with a unit'}. Write: 5000 persons,"
            f" about 5000 persons, >=100 tanks, 4000-5000 persons, or '{UNKNOWN}'."
        )
    number, high = float(match["low"].replace(",", "")), match["high"]
    start, end = (old.start, old.end) if old else (claim.quote.start, claim.quote.end)
    if high is not None:
        top = float(high.replace(",", ""))
        if match["op"] or top < number:
            raise UsageError(
                f"amount.{name}: '{value}' is not a range. Write the lesser number first: 4000-5000 persons."
            )
        return Amount(name, None, number, top, "range", unit, start, end)
    op = match["op"] or "="
    margin = _TENTH * number if op == "about" else 0.0
    low = None if op in ("<", "<=") else number - margin
    up = None if op in (">", ">=") else number + margin
    return Amount(name, number, low, up, op, unit, start, end)


def _attributes(claim: Claim, name: str, value: str, book: Codebook) -> dict[str, str]:
    known = book.type(claim.type).attributes
    of_another_type = value == UNKNOWN and any(name in kind.attributes for kind in book.types.values())
    if name not in known and not of_another_type:  # what the claim lost with its earlier type may be taken away
        listed = ", ".join(known) or "none"
        raise UsageError(f"attribute.{name}: the type {claim.type} has no such attribute. It has: {listed}.")
    found = {k: v for k, v in claim.attributes.items() if k != name}
    return found if value == UNKNOWN else found | {name: value}


def _one_of(field: str, value: str, allowed: Mapping[str, _T], *, of: str = "") -> _T:
    try:
        return allowed[value]
    except KeyError:
        raise UsageError(f"{field}: '{value}' is no {field}{of}. Allowed: {', '.join(allowed)}.") from None


def difference(before: Claim, after: Claim) -> dict[str, str]:
    """The values of a correction that makes of ``before`` what ``after`` says; empty where they say the same."""
    values: dict[str, str] = {}
    for key in ("type", "status", "voice"):
        if getattr(before, key) != getattr(after, key):
            values[key] = str(getattr(after, key))
    if before.negated != after.negated:
        values["negated"] = "yes" if after.negated else "no"
    if (before.date and told(before.date)) != (after.date and told(after.date)):
        values["date"] = told(after.date) if after.date else UNKNOWN
    was, now = before.place or Place(None, None), after.place or Place(None, None)
    if was.country != now.country:
        values["place"] = now.country or UNKNOWN
    if now.name != (was.name if was.country == now.country else None):
        values["place.name"] = now.name or UNKNOWN
    return values | _differing_lists(before, after)


def _differing_lists(before: Claim, after: Claim) -> dict[str, str]:
    values: dict[str, str] = {}
    for role in dict.fromkeys(r.role for r in (*after.roles, *before.roles)):
        was, now = ([r.actor for r in c.roles if r.role == role] for c in (before, after))
        if sorted(was) != sorted(now):
            values[f"role.{role}"] = ",".join(now) or UNKNOWN
    for name in sorted({a.attribute for a in (*before.amounts, *after.amounts)}):
        then, there = ([a for a in c.amounts if a.attribute == name] for c in (before, after))
        if then != there and len(there) < 2:
            values[f"amount.{name}"] = amount_told(there[0]) if there else UNKNOWN
    for name in sorted(set(before.attributes) | set(after.attributes)):
        if before.attributes.get(name) != after.attributes.get(name):
            values[f"attribute.{name}"] = after.attributes.get(name, UNKNOWN)
    return values


def amount_told(amount: Amount) -> str:
    """The amount as a correction writes it."""
    if amount.value is None:
        low, high = amount.low, amount.high
        both = low is not None and high is not None
        bounds = f"{low:.15g}-{high:.15g}" if both else f">={low:.15g}" if low is not None else f"<={high:.15g}"
        return f"{bounds} {amount.unit}"
    return f"{'' if amount.op == '=' else amount.op + ' '}{amount.value:.15g} {amount.unit}"
