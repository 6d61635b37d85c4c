"""Which pairs of claims are compared at all: those that share parties and kind, and may have been at one time.

Claims stand in blocks (two parties and a kind; besides a name, a document), and in each block on shelves of some
days. A claim meets only the shelves on which it may have been, so that work grows with the number of likely pairs.
Nothing depends on how many claims a block holds: a further claim never changes which others are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from foedera.linking.sights import FAR, WEEKS, WIDE_DAYS, Settings, Sight

__all__ = ["candidates", "outcomes", "wholes"]

SHELF_DAYS = 16
SHELVES = 30  # more than this many shelves (some fifteen months) and a claim is wide: it stands apart and meets all
SLIP_DAYS = 3  # two dates may be a few days apart and still tell of one act
NEXT = 3  # how many others a repeated standing fact is tied to
ROW = 4  # words in a row
MOST_PARTIES = 12  # of a claim that go into blocks, in the order of their codes

Key = tuple[str, ...]


class _Block:
    """Claims of one block by the days on which they may have been."""

    __slots__ = ("all", "shelves", "wide")

    def __init__(self) -> None:
        self.all: list[tuple[int, int, int]] = []
        self.wide: list[tuple[int, int, int]] = []
        self.shelves: dict[int, list[tuple[int, int, int]]] = {}

    def put(self, at: int, first: int, last: int) -> None:
        entry = (first, last, at)
        self.all.append(entry)
        low, high = first // SHELF_DAYS, last // SHELF_DAYS
        if high - low > SHELVES:
            self.wide.append(entry)
        else:
            for shelf in range(low, high + 1):
                self.shelves.setdefault(shelf, []).append(entry)

    def meets(self, first: int, last: int, found: set[int]) -> None:
        """Add whoever may have been on one of these days."""
        low, high = first // SHELF_DAYS, last // SHELF_DAYS
        if high - low > SHELVES:
            found.update(at for f, e, at in self.all if f <= last and e >= first)
            return
        found.update(at for f, e, at in self.wide if f <= last and e >= first)
        for shelf in range(low, high + 1):
            found.update(at for f, e, at in self.shelves.get(shelf, ()) if f <= last and e >= first)


Blocks = dict[Key, _Block]


def candidates(seen: Sequence[Sight], settings: Settings) -> Iterator[tuple[int, int]]:
    """Pairs of one stance that may tell of one act, each once: positions in ``seen``, the lesser first."""
    blocks: Blocks = defaultdict(_Block)
    alone: Blocks = defaultdict(_Block)  # claims that name one party, which may have lost the other
    loose = {(s.kind, s.stance, *duo) for s in seen if _is_loose(s, settings) for duo in _duos(s)}
    for at, sight in enumerate(seen):
        for key, first, last in _places(sight, loose, settings):
            blocks[key].put(at, first, last)
        if len(sight.parties) == 1 and not _is_loose(sight, settings):
            alone[(sight.kind, sight.stance, sight.parties[0])].put(at, sight.first, sight.last)
    repeated = _repeats(seen, settings)
    for at, sight in enumerate(seen):
        found: set[int] = set()
        for key, first, last in _places(sight, loose, settings):
            blocks[key].meets(first, last, found)
        pairs = {(at, other) for other in found if other > at}
        pairs.update((at, other) for other in repeated.get(at, ()))
        if len(sight.parties) > 1:
            lonely: set[int] = set()
            for party in sight.parties:
                key = (sight.kind, sight.stance, party)
                if key in alone:
                    alone[key].meets(sight.first - SLIP_DAYS, sight.last + SLIP_DAYS, lonely)
            pairs |= {(min(at, other), max(at, other)) for other in lonely}
        yield from sorted(pairs)


def _duos(sight: Sight) -> Sequence[Key]:
    parties = sight.parties[:MOST_PARTIES]
    return tuple(combinations(parties, 2)) if len(parties) > 1 else (parties,) if parties else ()


def _is_loose(sight: Sight, settings: Settings) -> bool:
    """True for what may have been at any time: an undated claim of an undated document."""
    return sight.claim.date is None and sight.told is None and not _stands(sight, settings)


def _stands(sight: Sight, settings: Settings) -> bool:
    return sight.claim.date is None and sight.claim.type in settings.repeated_standing


def _places(sight: Sight, loose: set[Key], settings: Settings) -> Iterator[tuple[Key, int, int]]:
    """The blocks in which a claim stands, and the days: by its parties, by a name that it shares, in its document.

    What may have been at any time does not meet all others of its parties, but those with which it shares a thing,
    a matter, a person, a town or four words in a row: without any of these nothing would speak for one act.
    """
    if _stands(sight, settings):
        return
    first, last = sight.first - SLIP_DAYS // 2, sight.last + SLIP_DAYS - SLIP_DAYS // 2
    undated = sight.claim.date is None
    is_loose = _is_loose(sight, settings)
    for duo in _duos(sight):
        key = (sight.kind, sight.stance, *duo)
        if not is_loose:
            yield key, first, last
        if key in loose:
            for token in _tokens(sight):
                yield ("sharing", token, *key), sight.first, sight.last
        yield ("text", sight.claim.text_id, *key), *((-FAR, FAR) if undated else (sight.first, sight.last))
        if (
            sight.stance == "done" and not is_loose
        ):  # looked back on without a date, it is known by a thing or two details
            for shared in (*combinations(_details(sight), 2), *((thing,) for thing in sight.things)):
                yield ("recalled", *shared, *key), -FAR if undated else sight.first, sight.last
        for name in sight.names.known:  # an undated report of a named thing may come years later
            early = -FAR if undated else sight.first - WEEKS // 2 - 1
            yield ("named", name, *key), early, sight.last + WEEKS // 2 + 1


def _details(sight: Sight) -> list[str]:
    """Things, matters, persons, a town, numbers: any two of them may tell an act from others of its parties."""
    town = sight.claim.place.name if sight.claim.place else None
    numbers = [f"{low:g} {unit}" for unit, bounds in sight.numbers.items() for low, _ in bounds]
    return sorted(
        {*sight.things, *sight.topics, *sight.persons.values(), *numbers, *([town.casefold()] if town else [])}
    )


def _tokens(sight: Sight) -> Iterator[str]:
    yield from _details(sight)
    words = sight.words.split()
    yield from {" ".join(words[at : at + ROW]) for at in range(len(words) - ROW + 1)}


def _repeats(seen: Sequence[Sight], settings: Settings) -> dict[int, list[int]]:
    """A standing fact that is told a hundred times is tied to the next few that tell it, not to all."""
    facts: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, sight in enumerate(seen):
        if _stands(sight, settings):
            facts[(sight.claim.type, sight.roles, sight.claim.negated)].append(at)
    return {at: told[here + 1 : here + 1 + NEXT] for told in facts.values() for here, at in enumerate(told)}


def outcomes(seen: Sequence[Sight], settings: Settings) -> Iterator[tuple[int, int]]:
    """(plan, act) where the act may have carried out, ended or put off the plan, each pair once."""
    plans: Blocks = defaultdict(_Block)
    things: Blocks = defaultdict(_Block)
    for at, sight in enumerate(seen):
        if sight.stance in {"plan", "open"}:
            first, last = _open_from(sight, settings)
            for duo in _duos(sight):
                plans[(sight.kind, *duo)].put(at, first, last)
                for word in _words(sight.things) if sight.claim.type in settings.in_parts else ():
                    things[(word, sight.kind, *duo)].put(at, first, FAR)
    for at, sight in enumerate(seen):
        if sight.stance not in {"done", "failed"} and not sight.is_put_off:
            continue
        found: set[int] = set()
        first, last = sight.first, sight.last
        if sight.told is not None and sight.stance != "done":  # its date may be the day of the plan or of its end
            first, last = min(first, sight.told[0]), max(last, sight.told[1])
        for duo in _duos(sight):
            if (sight.kind, *duo) in plans:
                plans[(sight.kind, *duo)].meets(first, last, found)
            for word in _words(sight.things):
                if (word, sight.kind, *duo) in things:
                    things[(word, sight.kind, *duo)].meets(first, last, found)
        yield from ((plan, at) for plan in sorted(found) if plan != at)


def _words(things: Iterable[str]) -> list[str]:
    """The words of what is supplied: "two tankers" and "the tankers" may be the same, which is judged later."""
    return sorted({word for thing in things for word in thing.split()})


def _open_from(plan: Sight, settings: Settings) -> tuple[int, int]:
    """From when its report came, to when nothing that happens would still be taken for it."""
    told = plan.told or (-FAR, FAR)
    slack = int(settings.fulfilment["slack_days"])
    if plan.claim.date is None or plan.last >= FAR:
        return told[0], told[1] + WIDE_DAYS
    return min(told[0], plan.first), max(plan.last, told[1] if plan.told else plan.last) + slack


def wholes(seen: Sequence[Sight]) -> Iterator[tuple[int, int]]:
    """(part, whole): a stop and the tour of its traveller; an instance and the series or habit that it belongs to."""
    tours: Blocks = defaultdict(_Block)
    series: Blocks = defaultdict(_Block)
    for at, sight in enumerate(seen):
        if sight.stance == "done" and not sight.claim.negated:
            if sight.is_tour:
                for traveller in sight.party_set - sight.stops:
                    tours[(sight.kind, traveller)].put(at, sight.first, sight.last)
            if sight.is_series:
                for duo in _duos(sight):
                    first = sight.first if sight.claim.date is not None else -FAR
                    series[(sight.kind, *duo)].put(at, first, sight.last)
    for at, sight in enumerate(seen):
        if sight.stance != "done" or sight.claim.negated or sight.is_series:
            continue
        found: set[int] = set()
        for traveller in sight.party_set - sight.stops if sight.stops and not sight.is_tour else ():
            if (sight.kind, traveller) in tours:
                tours[(sight.kind, traveller)].meets(sight.first - SLIP_DAYS, sight.last + SLIP_DAYS, found)
        for duo in _duos(sight):
            if (sight.kind, *duo) in series:
                series[(sight.kind, *duo)].meets(sight.first, sight.last, found)
        yield from ((at, whole) for whole in sorted(found))
