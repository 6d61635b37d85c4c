"""Claims, events and documents on standard output: as tables for people, as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from foedera.model import Claim, Event, Interval, Text
from foedera.saying import status_of, when, who

if TYPE_CHECKING:
    from foedera.store import Hit

__all__ = [
    "hit_record",
    "print_claims",
    "print_events",
    "print_hits",
    "print_json",
    "print_jsonl",
    "print_table",
]

_WIDTH = 120  # of a table that goes into a file or a pipe
_WORDS = 200  # of a claim's quote that a table shows


def print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    sys.stdout.flush()


def print_jsonl(records: Iterable[Any]) -> None:
    for record in records:
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table whose last column takes what room is left; the words are other people's, never markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Cell

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings[:-1]:
        table.add_column(heading, no_wrap=True)
    table.add_column(headings[-1], overflow="fold", ratio=1)
    for row in rows:
        table.add_row(*(Cell(cell) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH).print(table)


def print_claims(claims: Sequence[Claim], texts: Mapping[str, Text], apart: Mapping[str, str]) -> None:
    """``apart``: the claims that do not count, and why."""
    rows = [_claim_row(c, texts[c.text_id], apart.get(c.id, "")) for c in claims]
    print_table(("Claim", "Date", "What", "Who, and in which words"), rows)


def print_events(events: Sequence[Event]) -> None:
    print_table(("Event", "Date", "What", "Claims", "Who, and what is in conflict"), [_event_row(e) for e in events])


def _claim_row(claim: Claim, text: Text, apart: str) -> tuple[str, ...]:
    source = text.outlet or text.title or text.path or text.url or text.id
    words = " ".join(claim.quote.exact.split())
    if len(words) > _WORDS:
        words = words[: _WORDS - 1] + "…"
    what = "\n".join(filter(None, (claim.type, status_of(claim.status, claim.negated), apart)))
    return claim.id[:8], _stacked(claim.date), what, f"{who(claim.roles)}\n“{words}” {source}"


def _event_row(event: Event) -> tuple[str, ...]:
    what = f"{event.type}\n{status_of(event.status, event.negated)}"
    conflicts = "".join(f"\n{c.field}: {' or '.join(value for value, _ in c.values)}" for c in event.conflicts)
    return event.id[:8], _stacked(event.date), what, str(len(event.claims)), who(event.roles) + conflicts


def _stacked(date: Interval | None) -> str:
    return when(date).replace(" to ", "\nto ")


def hit_record(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "outlet": hit.outlet,
        "published": {"start": hit.published[0], "end": hit.published[1]} if hit.published else None,
        "language": hit.language,
        "claims": hit.claims,
        "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
    }


def print_hits(hits: Sequence[Hit]) -> None:
    from rich.console import Console
    from rich.text import Text as Cell

    console = Console(highlight=False)
    for hit in hits:
        days = "undated" if hit.published is None else " to ".join(dict.fromkeys(hit.published))
        head = Cell(hit.id[:16], "bold")
        head.append(f"  {hit.title or 'untitled'}", "not bold")
        console.print(head)
        number = f"{hit.claims} claim" + ("" if hit.claims == 1 else "s")
        console.print(Cell("  " + " · ".join([hit.outlet or "publisher unknown", days, number]), "dim"))
        snippet = Cell("  " + hit.snippet)
        for start, end in hit.marks:
            snippet.stylize("bold reverse", start + 2, end + 2)
        console.print(snippet)
