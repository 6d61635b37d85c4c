"""What really happened, in the planted corpus: happenings between states, some in runs, some planned before.

Pairs of states follow Zipf's law, so that a few are crowded. Hard on purpose: runs of weekly meetings, yearly
exercises under one name, several deliveries a month, tours, summits with talks in their margins, plans and what
became of them. Everything is drawn from one seed; states, sources and levels come from the codebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import yaml

from foedera.codebook import Codebook, State

__all__ = ["WORDS", "Happening", "World", "happenings"]

WORDS: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "planted.yml").read_text(encoding="utf-8"))
FIRST_DAY, DAYS = date(2004, 1, 1), 20 * 365
STATES, DYADS = 48, 400  # how many states take part, and how many pairs of them have any dealings
ZIPF = 1.0
# Shares of all happenings that come in runs or belong together; the rest are single acts.
SHARES = {"weekly": 0.10, "yearly": 0.10, "deals": 0.08, "tours": 0.05, "summits": 0.05, "habits": 0.03}
PLANNED = 0.15  # of the single and yearly acts: how many were told as a plan before
FATES = {"kept": 0.7, "called_off": 0.1, "put_off": 0.1, "silence": 0.1}  # of those plans
ANSWERS = frozenset({"called_off", "put_off"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One true event. ``stance`` is done, planned, called_off, put_off, habitual or series."""

    number: int
    type: str
    stance: str
    parties: tuple[str, ...]  # the first has the first role of the type, the others the second
    first: date
    last: date
    place: tuple[str, str] | None = None  # country, city
    persons: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # actor -> name, level
    topic: str | None = None
    thing: str | None = None
    count: float | None = None
    name: str | None = None
    title: str | None = None
    told_on: date | None = None  # for a plan: when it was first told
    answers: int | None = None  # the plan that it fulfils, calls off or puts off
    in_margins: bool = False  # of a larger meeting
    whole: int | None = None  # the tour or series of which it is a part


class World:
    """Draws happenings one kind at a time; holds what they share: states, people, cities, the dice."""

    def __init__(self, codebook: Codebook, seed: int) -> None:
        self.dice = Random(seed)
        self.book = codebook
        living = [s for s in codebook.states.values() if s.until is None and s.part_of is None and s.capital]
        states = self.dice.sample(sorted(living, key=lambda s: s.id), STATES)
        self.states: dict[str, State] = {s.id: s for s in states}
        pairs = [(a, b) for a in sorted(self.states) for b in sorted(self.states) if a < b]
        self.dyads = self.dice.sample(pairs, DYADS)
        self._heaps = list(accumulate(1.0 / rank**ZIPF for rank in range(1, DYADS + 1)))
        self.kinds = WORDS["kinds"]
        self._count = 0

    def dyad(self) -> tuple[str, str]:
        a, b = self.dice.choices(self.dyads, cum_weights=self._heaps)[0]
        return (a, b) if self.dice.random() < 0.5 else (b, a)

    def kind(self, *among: str) -> str:
        kinds = list(among) or list(self.kinds)
        return self.dice.choices(kinds, [self.kinds[k]["weight"] for k in kinds])[0]

    def day(self, spare: int = 0) -> date:
        return FIRST_DAY + timedelta(days=self.dice.randrange(DAYS - spare))

    def official(self, state: str, level: str, when: date) -> tuple[str, str]:
        """Who held that office then: another every five years."""
        term = (when.year + sum(map(ord, state + level)) % 5) // 5
        lot = Random(f"{state} {level} {term}")
        return f"{lot.choice(WORDS['given'])} {lot.choice(WORDS['people'])}", level

    def city(self, state: str) -> tuple[str, str]:
        known = self.states[state]
        return state, self.dice.choice([*known.capital[:1], *known.cities[:6]])

    def exercise_name(self) -> str:
        return f"{self.dice.choice(WORDS['names'])} {self.dice.choice(WORDS['nouns'])}"

    def new(self, kind: str, parties: tuple[str, ...], first: date, *, stance: str = "done", **told: Any) -> Happening:
        """One happening with the details that its type has, as far as ``told`` does not give them."""
        dice, details = self.dice, self.kinds[kind]["details"]
        self._count += 1
        given: dict[str, Any] = {"topic": None}
        if "topic" in details or "subject" in details:
            given["topic"] = dice.choice(WORDS["topics" if "topic" in details else "subjects"])
        if "place" in details:
            given["place"] = self.city(parties[1] if kind == "visit" else dice.choice(parties))
        if "person" in details:
            level = dice.choice(list(WORDS["offices"]))
            given["persons"] = {p: self.official(p, level, first) for p in parties[:2]}
        if "item" in details:
            given["thing"] = f"{dice.choice(WORDS['makes'])} {dice.choice(WORDS['items'])}"
            given["count"] = float(dice.choice([2, 4, 6, 8, 10, 12, 18, 20, 24, 36, 50, 80, 100]))
        if {"troops", "trainees", "value"} & set(details) and "item" not in details:
            given["count"] = float(dice.choice([30, 60, 120, 250, 400, 600, 900, 1200, 1800, 2500, 4000]))
        if kind == "joint_exercise":
            given["name"] = self.exercise_name()
        if kind == "agreement":
            topic = dice.choice(WORDS["topics"])
            given["title"] = f"{dice.choice(WORDS['instruments'])} on {topic.title()}"
        length = (
            dice.choice([0, 0, 0, 1, 2]) if kind == "visit" else dice.choice([2, 4, 9]) if "troops" in details else 0
        )
        given |= told
        last = given.pop("last", first + timedelta(days=length))
        return Happening(self._count, kind, stance, parties, first, last, **given)


def happenings(codebook: Codebook, number: int, seed: int) -> tuple[World, list[Happening]]:
    """The world and ``number`` happenings in it, in the order of their numbers."""
    world = World(codebook, seed)
    made: list[Happening] = []
    makers = {
        "weekly": _weekly,
        "yearly": _yearly,
        "deals": _deals,
        "tours": _tours,
        "summits": _summits,
        "habits": _habits,
    }
    for kind, share in SHARES.items():
        upto = len(made) + round(share * number)
        while len(made) < upto:
            made += makers[kind](world)
    while len(made) < number:
        made += _with_plan(world, world.new(world.kind(), world.dyad(), world.day()))
    return world, made[:number]


def _with_plan(world: World, act: Happening) -> Iterator[Happening]:
    """The act; or the plan for it, and then the act, its end, or silence."""
    dice = world.dice
    if act.type in {"opposition", "restriction"} or dice.random() >= PLANNED:
        yield act
        return
    world._count += 1
    told_on = act.first - timedelta(days=dice.choice([6, 14, 30, 60, 120]))
    plan = replace(act, number=world._count, stance="planned", told_on=told_on)
    yield plan
    fate = dice.choices(list(FATES), list(FATES.values()))[0]
    if fate == "kept":
        yield replace(act, answers=plan.number)
    elif fate in ANSWERS:
        answered = plan.told_on + (act.first - plan.told_on) / 2  # type: ignore[operator]
        yield replace(act, stance=fate, told_on=answered, answers=plan.number)


def _weekly(world: World) -> Iterator[Happening]:
    """A run of meetings a week apart, of the same parties and people, half of them on one topic."""
    parties, start = world.dyad(), world.day(200)
    first = world.new("meeting", parties, start)
    for week in range(world.dice.randint(4, 12)):
        when = start + timedelta(days=7 * week)
        topic = first.topic if world.dice.random() < 0.5 else world.dice.choice(WORDS["topics"])
        yield world.new("meeting", parties, when, topic=topic, persons=first.persons)


def _yearly(world: World) -> Iterator[Happening]:
    parties, start, name = world.dyad(), world.day(365 * 8), world.exercise_name()
    place = world.city(parties[0])
    for year in range(world.dice.randint(3, 7)):
        when = start + timedelta(days=365 * year + world.dice.randint(-10, 10))
        act = world.new("joint_exercise", parties, when, name=f"{name} {when.year}", place=place)
        yield from _with_plan(world, act)


def _deals(world: World) -> Iterator[Happening]:
    """Several deliveries within a month or two, some of the same thing."""
    parties, start = world.dyad(), world.day(100)
    thing = None
    for _ in range(world.dice.randint(3, 6)):
        when = start + timedelta(days=world.dice.randrange(60))
        same = thing is not None and world.dice.random() < 0.3
        act = world.new(world.kind("arms_transfer", "aid_grant"), parties, when, **({"thing": thing} if same else {}))
        thing = act.thing
        yield act


def _tours(world: World) -> Iterator[Happening]:
    """One visitor in three or four states on days that follow one another, and the tour as a whole."""
    dice, start = world.dice, world.day(60)
    visitor, host = world.dyad()
    hosts = [host, *dice.sample(sorted(set(world.states) - {visitor, host}), dice.choice([2, 3]))]
    official = {visitor: world.official(visitor, dice.choice(list(WORDS["offices"])), start)}
    whole = world.new("visit", (visitor, *hosts), start, last=start + timedelta(days=2 * len(hosts) - 1),
                      persons=official, place=None, topic=None)  # fmt: skip
    yield replace(whole, stance="tour")
    for stop, each in enumerate(hosts):
        when = start + timedelta(days=2 * stop)
        yield world.new("visit", (visitor, each), when, last=when + timedelta(days=1), persons=official,
                        whole=whole.number)  # fmt: skip


def _summits(world: World) -> Iterator[Happening]:
    """A meeting of four to eight, and talks of two of them in its margins on the same day and in the same place."""
    dice, when = world.dice, world.day(30)
    pair = world.dyad()
    others = dice.sample(sorted(set(world.states) - set(pair)), dice.randint(2, 6))
    place = world.city(dice.choice(pair))
    level = dice.choice(list(WORDS["offices"]))
    present = {p: world.official(p, level, when) for p in (*pair, *others)}
    yield world.new("meeting", (*pair, *others), when, place=place, persons=present)
    if dice.random() < 0.6:
        yield world.new("meeting", pair, when, place=place, persons={p: present[p] for p in pair}, in_margins=True)


def _habits(world: World) -> Iterator[Happening]:
    """A thing done every year, or counted over years; no single time of it."""
    parties, start = world.dyad(), world.day(365 * 10)
    kind = world.kind("joint_exercise", "meeting", "unit_training")
    stance = world.dice.choice(["habitual", "series"])
    count = float(world.dice.choice([5, 7, 12, 20, 30]))
    last = start + timedelta(days=365 * world.dice.randint(4, 9))
    yield world.new(kind, parties, start, stance=stance, last=last, place=None, name=None, count=count)
