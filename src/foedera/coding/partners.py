"""Acts of one side with several others, each its own: "held meetings with Chad and with Niger"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedera.coding.extents import clause_of
from foedera.coding.frames import Frames
from foedera.coding.mentions import Mention
from foedera.coding.parsed import Parsed
from foedera.coding.tree import Token
from foedera.coding.triggers import Reported

__all__ = ["apart", "are_one_side"]

_PLURAL = frozenset({"NNS", "NNPS"})

Named = tuple[str, Mention]


def apart(
    item: Reported, main: Sequence[Named], rest: Sequence[Named], parsed: Parsed, frames: Frames
) -> list[list[Named]]:
    """The parties of each act; one list where all act together. ``rest`` are no parties, and stand in each."""
    paired = _of_one_with_each(item, main, frames)
    if paired:
        return [[*pair, *rest] for pair in paired]
    groups: dict[int | str, list[Named]] = {}
    alone: list[Named] = []
    behind = list(_behind_with(item, frames))
    each = _is_told_apart(item, frames)
    many = each or _is_of_several(item, frames)
    for named in main:
        token = _above(parsed.doc[named[1].head], behind)
        if token is None:
            alone.append(named)
        else:
            own: int | str = named[1].actor if each else named[1].head if many else token.head.i
            groups.setdefault(own, []).append(named)
    if len(alone) != 1 or len(groups) < 2:
        return [[*main, *rest]]
    return [[*alone, *group, *rest] for group in groups.values()]


def _of_one_with_each(item: Reported, main: Sequence[Named], frames: Frames) -> list[list[Named]]:
    """ "Oman and Peru are allies of Chad": each of them by itself, and nothing is said of one and the other."""
    if item.trigger.frame not in frames.grammar.each_with_one or not item.type.gives_dyad:
        return []
    of_side = {slot: {m.actor for m in item.slots.parties.get(slot, ())} for slot in ("agent", "other")}
    sides = [[x for x in main if x[1].actor in actors] for actors in of_side.values()]
    one, many = sorted(sides, key=len)
    if len(one) != 1 or len(many) < 2 or len(main) != len(one) + len(many):
        return []
    return [[other, *one] for other in many]


def are_one_side(item: Reported, main: Sequence[Named], parsed: Parsed, frames: Frames) -> bool:
    """ "Normalised ties with Chad and with Niger": whether all who are named are partners of somebody else."""
    behind = list(_behind_with(item, frames))
    return bool(behind) and all(_is_under(parsed.doc[m.head], behind, item.token) for _, m in main)


def _behind_with(item: Reported, frames: Frames) -> Iterator[Token]:
    slots = item.slots.arguments.slots
    for place in (frames.grammar.partner, f"gov_{frames.grammar.partner}"):
        for token in slots.get(place, ()):
            if token.dep_ != "nsubj" and token.head.dep_ != "agent":  # who joins in does so in one and the same
                yield token


def _above(head: Token, behind: Sequence[Token]) -> Token | None:
    """Under which of the phrases a name stands."""
    return next((t for t in behind if t == head or t in head.ancestors), None)


def _is_under(head: Token, behind: Sequence[Token], trigger: Token) -> bool:
    """Whether a name stands in one of the phrases, and not in the clause that is told of its head ("with whom he
    signed": he is no partner of himself)."""
    phrase = _above(head, behind)
    return phrase is not None and phrase not in trigger.ancestors


def _is_of_several(item: Reported, frames: Frames) -> bool:
    """ "Meetings with", "signed accords with": the noun that is told of or its verb's object is truly plural."""
    nouns = [item.token] if item.token.pos_ != "VERB" else item.slots.arguments.slots.get("obj", ())
    return any(t.tag_ in _PLURAL and t.lower_ not in frames.grammar.plural_only for t in nouns)


def _is_told_apart(item: Reported, frames: Frames) -> bool:
    """ "Spoke separately with", "in separate calls", "had five individual meetings with"."""
    low, high = clause_of(item.token)
    beside = item.token.doc[low : high + 1]
    return any(t.lower_ in frames.grammar.apart and t.dep_ in ("advmod", "amod") for t in beside)
