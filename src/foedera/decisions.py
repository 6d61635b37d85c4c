"""Which judgements are in force, and the latest word on each subject."""

from __future__ import annotations

from collections.abc import Iterable

from foedera.model import Judgement, Part

__all__ = ["in_force", "in_order", "latest", "link_name", "pair_of"]


def link_name(a: str, b: str) -> str:
    """How a Judgement names two claims, or two actors: the lesser first, a colon between."""
    return ":".join(sorted((a, b)))


def pair_of(name: str) -> tuple[str, str]:
    """The two that ``link_name`` named, the lesser first."""
    a, _, b = name.partition(":")
    return (a, b) if a <= b else (b, a)


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """As they were decided, each once: the same for every order of input, whoever's file each came from."""
    return sorted({(j.when, j.id): j for j in judgements}.values(), key=lambda j: (j.when, j.id))


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What stands, in order: without what was undone, without the undoing, without a second coder's blind work."""
    undone: set[str] = set()
    standing = []
    for each in reversed(in_order(judgements)):
        if each.id in undone or each.part is Part.SECOND:
            continue
        if each.subject == "judgement" and each.verdict == "undo":
            undone.add(each.subject_id)
        else:
            standing.append(each)
    return standing[::-1]


def latest(judgements: Iterable[Judgement], subject: str, *verdicts: str) -> dict[str, Judgement]:
    """The latest judgement in force on each subject of that kind, among those with one of the verdicts."""
    found: dict[str, Judgement] = {}
    for each in in_force(judgements):
        if each.subject == subject and each.verdict in verdicts:
            name = link_name(*pair_of(each.subject_id)) if ":" in each.subject_id else each.subject_id
            found[name] = each
    return found
