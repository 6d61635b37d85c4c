"""Lines on standard output for cards: fields, passages, and what an event rests on."""

from __future__ import annotations

from collections.abc import Iterable

from foedera.model import Claim, Event, Text
from foedera.saying import status_of, when, who

__all__ = ["beside", "fields", "passage", "reported", "say", "show_conflicts", "show_origins", "show_report"]

CONTEXT = 240  # code points of the document shown either side of a claim's words


def reported(event: Event) -> str:
    """``2012-06-07 planned; 2012-06-12 to 2012-07-01 occurred``: what was told of it, over time."""
    steps: list[tuple[str, list[str]]] = []
    for step in event.history:
        told, day = status_of(step.status, step.negated), str(step.reported or "undated")
        if steps and steps[-1][0] == told:
            steps[-1][1].append(day)
        else:
            steps.append((told, [day]))
    return "; ".join(f"{' to '.join(dict.fromkeys((days[0], days[-1])))} {told}" for told, days in steps)


def beside(event: Event) -> list[tuple[str, str]]:
    """The events that it fulfils, ends, holds or is held by."""
    return [
        ("fulfils", ", ".join(event.fulfils)),
        ("fulfilled by", ", ".join(event.fulfilled_by)),
        ("cancelled by", ", ".join(event.cancelled_by)),
        ("postponed by", ", ".join(event.postponed_by)),
        ("part of", ", ".join(event.part_of)),
        ("parts", ", ".join(event.parts)),
    ]


def show_conflicts(event: Event) -> None:
    for conflict in event.conflicts:
        say("")
        say(f"in conflict: {conflict.field}", style="bold")
        for value, claims in conflict.values:
            say(f"  {value}  ({', '.join(c[:8] for c in claims)})")


def show_origins(event: Event) -> None:
    for origin in event.origins:
        say("")
        what = "origin" if origin.is_independent else "origin that does not count"
        claims = ", ".join(c[:8] for c in origin.claims)
        say(f"{what}: {origin.name} ({origin.kind}), {claims}", style="bold")
        for reason in origin.reasons:
            say(f"  {reason}")
    for circle in event.circles:
        say("")
        say(f"circular: {' > '.join((*circle.names, circle.names[0]))}", style="bold")


def show_report(claim: Claim, text: Text) -> None:
    """One claim of an event: where it stands, what it says, its words."""
    source = ", ".join(s for s in (text.outlet, text.title, when(text.published)) if s)
    say("")
    say(f"{claim.id[:8]}  {status_of(claim.status, claim.negated)}  {when(claim.date)}  {source}", style="bold")
    say(f"  {who(claim.roles)}", style="dim")
    passage(text, claim)


def passage(text: Text, claim: Claim) -> None:
    """The claim's words in bold between what stands around them in the same block."""
    from rich.text import Text as Cell

    block = text.block_at(claim.quote.start)
    start = max(block.start if block else 0, claim.quote.start - CONTEXT)
    end = min(max(block.end if block else 0, claim.quote.end), claim.quote.end + CONTEXT)
    cell = Cell("  ")
    cell.append(" ".join(text.body[start : claim.quote.start].split()), "dim")
    cell.append(" " + " ".join(claim.quote.exact.split()) + " ", "bold")
    cell.append(" ".join(text.body[claim.quote.end : end].split()), "dim")
    _print(cell)


def fields(fields: Iterable[tuple[str, str]]) -> None:
    from rich.text import Text as Cell

    for name, value in fields:
        if value:
            cell = Cell(f"{name:>15}  ", "dim")
            cell.append(value, "not dim")
            _print(cell)


def say(line: str, *, style: str = "") -> None:
    from rich.text import Text as Cell

    _print(Cell(line, style))


def _print(cell: object) -> None:
    from rich.console import Console

    Console(highlight=False, soft_wrap=True).print(cell)
