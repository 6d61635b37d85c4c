"""One telling of a happening: which of its facts a document gives, and which of them wrongly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from random import Random

from benchmarks.planted_world import WORDS, Happening, World
from foedera.model import Interval, Place, Precision, Status

__all__ = ["Noise", "Telling", "chosen", "sentence_of", "told"]


@dataclass(frozen=True, slots=True)
class Noise:
    """Shares of tellings, each drawn by itself. ``times(2)`` is twice the noise, ``times(0)`` none.

    Contradictions of the press: ``other_day`` (1 to 3 days off), ``other_year``, ``other_number`` (by a tenth to
    twofold), ``other_place``. Errors of coding: ``near_type``, ``crossed_roles``, ``missing_party``, ``extra_party``,
    ``misread_status`` (done for planned and the reverse), ``misread_name`` (letters lost or swapped). What is merely
    not told is no error, and is not multiplied: see TOLD.
    """

    no_date: float = 0.12
    no_date_in_retrospect: float = 0.25
    month_only: float = 0.15
    month_only_in_retrospect: float = 0.45
    year_only: float = 0.03
    year_only_in_retrospect: float = 0.10
    undated_document: float = 0.04
    other_day: float = 0.04
    other_year: float = 0.005
    other_number: float = 0.06
    other_place: float = 0.02
    near_type: float = 0.04
    crossed_roles: float = 0.015
    missing_party: float = 0.02
    extra_party: float = 0.02
    misread_status: float = 0.01
    misread_name: float = 0.06
    going_on: float = 0.05  # "ongoing" for "occurred"

    def times(self, factor: float) -> Noise:
        return Noise(**{f.name: min(0.5, getattr(self, f.name) * factor) for f in fields(self)})


TOLD = {
    "person": 0.5,
    "place": 0.5,
    "topic": 0.6,
    "thing": 0.85,
    "count": 0.6,
    "name": 0.85,
    "title": 0.8,
    "margins": 0.5,
}
SOME_PARTICIPANTS = 0.4  # of the tellings of a summit: name the first two and some of the others


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document says of one happening."""

    type: str
    stance: str
    status: Status
    roles: tuple[tuple[str, str], ...]
    actors: tuple[str, ...]
    names: Mapping[str, str]
    persons: Mapping[str, tuple[str, str]]
    date: Interval | None
    is_relative: bool
    place: Place | None
    topic: str | None
    thing: str | None
    count: float | None
    op: str
    unit: str
    name: str | None
    title: str | None
    attributes: Mapping[str, str]
    kind: str  # the true type, by whose words it is told
    in_margins: bool
    since: int | None = None
    cites: str | None = None


STATUS = {
    "done": Status.OCCURRED, "tour": Status.OCCURRED, "planned": Status.PLANNED, "called_off": Status.CANCELLED,
    "put_off": Status.CANCELLED, "habitual": Status.HABITUAL, "series": Status.OCCURRED,
}  # fmt: skip


def told(h: Happening, world: World, noise: Noise, published: date, *, retrospect: bool = False) -> Telling:
    """What a document of that day tells of ``h``."""
    dice = world.dice

    def happens(share: float) -> bool:
        return dice.random() < share

    def tells(what: str) -> bool:
        return happens(TOLD[what] * (0.7 if retrospect else 1.0))

    persons = {p: (_garbled(n, noise, dice), level) for p, (n, level) in h.persons.items() if tells("person")}
    place = h.place if h.place and tells("place") else None
    if place and happens(noise.other_place):
        place = world.city(dice.choice(sorted(world.states)))
    topic = h.topic if h.topic and tells("topic") else None
    thing = _garbled(h.thing, noise, dice) if h.thing and tells("thing") else None
    name = _garbled(h.name, noise, dice) if h.name and tells("name") else None
    title = _garbled(h.title, noise, dice) if h.title and tells("title") else None
    count = h.count if h.count and (h.stance == "series" or tells("count")) else None
    if count and happens(noise.other_number):
        count = float(round(count * dice.choice([0.5, 0.9, 1.1, 1.25, 2.0])) or 1)
    details = world.kinds[h.type]["details"]
    detail = next((d for d in ("item", "troops", "trainees", "value") if d in details), "item")
    stance = h.stance
    if stance in {"done", "planned"} and happens(noise.misread_status):
        stance = "planned" if stance == "done" else "done"
    status = STATUS[stance]
    if status is Status.OCCURRED and stance == "done" and happens(noise.going_on):
        status = Status.ONGOING
    kind = h.type
    if happens(noise.near_type):
        kind = world.kinds[h.type]["near"]
    when, relative = _date(h, noise, dice, published, retrospect)
    parties = _parties(h, world, noise)
    attributes = {"items": thing, "name": name, "title": title, "topics": topic if "topic" in details else None,
                  "subject": topic if "subject" in details else None,
                  "level": next((level for _, level in persons.values()), None)}  # fmt: skip
    return Telling(
        kind, h.stance, status, _roles(kind, h.type, parties, world, happens(noise.crossed_roles)), parties,
        {p: world.book.actor_name(p) for p in (*h.parties, *parties)},
        {p: v for p, v in persons.items() if p in parties}, when, relative,
        Place(place[0], place[1]) if place else None, topic, thing, count, ">" if h.stance == "series" else "=",
        str(world.kinds[h.type] and (WORDS["acts"][h.type][1] if h.stance == "series" else WORDS["units"][detail])),
        name, title, {k: v for k, v in attributes.items() if v}, h.type,
        h.in_margins and tells("margins"), h.first.year,
    )  # fmt: skip


def _parties(h: Happening, world: World, noise: Noise) -> tuple[str, ...]:
    dice, parties = world.dice, list(h.parties)
    if len(parties) > 3 and h.stance != "tour" and dice.random() < SOME_PARTICIPANTS:
        some = dice.sample(parties[2:], dice.randint(1, len(parties) - 2))
        parties = [*parties[:2], *(p for p in parties[2:] if p in some)]
    if dice.random() < noise.missing_party:
        parties.pop(dice.randrange(len(parties)))
    if dice.random() < noise.extra_party:
        parties.append(dice.choice(sorted(set(world.states) - set(parties))))
    return tuple(parties)


def _roles(kind: str, true: str, parties: tuple[str, ...], world: World, crossed: bool) -> tuple[tuple[str, str], ...]:
    one, two = world.kinds.get(kind, world.kinds[true])["roles"]
    if kind not in world.kinds:  # a near type of which the corpus tells nothing else: its first roles
        named = [r.name for r in world.book.type(kind).roles]
        one, two = named[0], named[min(1, len(named) - 1)]
    order = tuple(reversed(parties)) if crossed and len(parties) == 2 else parties
    first = order[0]
    return tuple((one if p == first else two, p) for p in order)


def _date(h: Happening, noise: Noise, dice: Random, published: date, retrospect: bool) -> tuple[Interval | None, bool]:
    """The date as told, and whether it is told by the day of the report ("on Tuesday")."""
    if h.stance == "habitual":
        return None, False
    if h.stance == "series":
        return Interval(h.first.replace(month=1, day=1), published, Precision.RANGE, "since then"), False
    first, last = h.first, h.last
    if dice.random() < noise.other_day:
        off = timedelta(days=dice.choice([-3, -2, -1, 1, 2, 3]))
        first, last = first + off, last + off
    if dice.random() < noise.other_year:
        off = timedelta(days=365 * dice.choice([-1, 1]))
        first, last = first + off, last + off
    suffix = "_in_retrospect" if retrospect else ""
    drawn = dice.random()
    for share, precision in (
        (f"no_date{suffix}", None),
        (f"month_only{suffix}", "month"),
        (f"year_only{suffix}", "year"),
    ):
        if drawn < getattr(noise, share):
            return (_coarse(first, precision) if precision else None), False
        drawn -= getattr(noise, share)
    if last > first and dice.random() < 0.5:
        return Interval(first, last, Precision.RANGE, "from day to day"), not retrospect
    return Interval(first, first, Precision.DAY, "a day"), not retrospect and dice.random() < 0.5


def _coarse(day: date, precision: str) -> Interval:
    if precision == "year":
        return Interval(date(day.year, 1, 1), date(day.year, 12, 31), Precision.YEAR, "a year")
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return Interval(day.replace(day=1), following - timedelta(days=1), Precision.MONTH, "a month")


def _garbled(name: str, noise: Noise, dice: Random) -> str:
    """The name, or one with a letter lost or two swapped."""
    if dice.random() >= noise.misread_name:
        return name
    at = dice.randrange(1, len(name) - 1)
    if dice.random() < 0.5:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


# In words


def chosen(template: str, dice: Random) -> str:
    """The template with one of each [choice|of|words]."""
    return re.sub(r"\[([^\]]+)\]", lambda found: dice.choice(found[1].split("|")), template)


def sentence_of(t: Telling, dice: Random) -> str:
    """The sentence, without its full stop, in one of the ways of telling of such a happening."""
    templates = WORDS["done"][t.kind] if t.stance == "done" else WORDS.get(t.stance) or WORDS["planned"]
    template = chosen(dice.choice(templates), dice)
    names = [t.names[p] for p in t.actors]
    a, others = names[0], names[1:]
    b = _listed(others) if others else "its partners"
    details = {d: chosen(dice.choice(w), dice) for d, w in WORDS["details"].items()}
    fills = {
        "a": a, "b": b, "A": _with_person(t, 0, a), "B": _with_person(t, 1, b) if len(names) == 2 else b,
        "region": b, "when": _when(t.date, t.is_relative, dice), "since": str(t.since),
        "topic": details["topic"].format(topic=t.topic) if t.topic else "",
        "subject": details["subject"].format(subject=t.topic) if t.topic else "",
        "place": details["place"].format(place=t.place.name) if t.place else "",
        "name": t.name or "", "title": t.title or "a paper", "thing": _thing(t),
        "number": f"{t.count:g}" if t.count else "several",
        "acts": WORDS["acts"][t.kind][1],
    }  # fmt: skip
    for detail in ("troops", "trainees", "value"):
        fills[detail] = (
            details[detail].format(number=f"{t.count:g}")
            if t.count and detail in WORDS["kinds"][t.kind]["details"]
            else ""
        )
    fills["act"] = WORDS["acts"][t.kind][0].format(**fills)
    fills["details"] = " ".join(
        w
        for w in (fills["topic"] if "topic" in WORDS["kinds"][t.kind]["details"] else fills["subject"], fills["place"])
        if w
    )
    words = " ".join(template.format(**fills).split()).replace(" ,", ",")
    if t.in_margins:
        words = f"{words} {chosen(dice.choice(WORDS['margins']), dice)}"
    if t.cites:
        credit = chosen(dice.choice(WORDS["credit"]), dice).format(source=t.cites)
        words = f"{words}, {credit}"
    return words[0].upper() + words[1:]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _with_person(t: Telling, at: int, plain: str) -> str:
    if at >= len(t.actors) or t.actors[at] not in t.persons:
        return plain
    name, level = t.persons[t.actors[at]]
    return f"{WORDS['offices'][level]} {name} of {t.names[t.actors[at]]}"


def _thing(t: Telling) -> str:
    number = f"{t.count:g} " if t.count and t.unit == WORDS["units"]["item"] else ""
    return f"{number}{t.thing or 'equipment'}"


def _when(when: Interval | None, relative: bool, dice: Random) -> str:
    if when is None:
        return ""
    if relative:
        return f"on {when.first:%A}"
    if when.precision is Precision.YEAR:
        return f"in {when.first.year}"
    if when.precision is Precision.MONTH:
        return f"in {when.first:%B %Y}"
    return f"on {when.first.day} {when.first:%B}{f' {when.first.year}' if dice.random() < 0.6 else ''}"
