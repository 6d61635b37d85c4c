"""Claims, events and documents on standard output: as tables for people, as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from foedera.model import Claim, Event, Interval, Role, Status, Text

if TYPE_CHECKING:
    from rich.table import Table

    from foedera.store import Hit

__all__ = [
    "claim_rows",
    "event_rows",
    "hit_record",
    "print_claims",
    "print_hits",
    "print_json",
    "print_jsonl",
    "print_table",
    "status_of",
    "when",
    "who",
]


def print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def print_jsonl(records: Iterable[Any]) -> None:
    for record in records:
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.text import Text as Cell

    table = _table(headings)
    for row in rows:
        table.add_row(*(Cell(cell) for cell in row))  # never read as markup: the words are other people's
    Console(highlight=False).print(table)


def _table(headings: Sequence[str]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in ("Claim", "Event", "Date", "Document"))
    return table


def when(date: Interval | None) -> str:
    """``2012-11-08``, ``2012-11``, ``2009``, ``2003-05-01 to 2003-05-09``, ``since 2003-01-01`` or ``undated``."""
    if date is None:
        return "undated"
    if date.start is None or date.end is None:
        return f"until {date.end}" if date.start is None else f"since {date.start}"
    if date.start == date.end:
        return str(date.start)
    if date.precision.value in ("month", "year"):
        return str(date.start)[: 7 if date.precision.value == "month" else 4]
    return f"{date.start} to {date.end}"


def who(roles: Iterable[Role | tuple[str, str]]) -> str:
    """``visitor GHA, TGO; host BEN``."""
    parties: dict[str, list[str]] = {}
    for role in roles:
        name, actor = (role.role, role.actor) if isinstance(role, Role) else role
        if actor not in parties.setdefault(name, []):
            parties[name].append(actor)
    return "; ".join(f"{name} {', '.join(actors)}" for name, actors in parties.items())


def status_of(status: Status, negated: bool) -> str:
    return f"not {status.value}" if negated else status.value


def claim_rows(claims: Iterable[Claim], texts: Mapping[str, Text]) -> Iterable[tuple[str, ...]]:
    for claim in claims:
        text = texts[claim.text_id]
        source = text.outlet or text.title or text.path or text.url or text.id
        quote = " ".join(claim.quote.exact.split())
        yield (
            claim.id[:8], claim.type, status_of(claim.status, claim.negated), when(claim.date), who(claim.roles),
            source[:40], quote if len(quote) <= 160 else quote[:157] + "...",
        )  # fmt: skip


def print_claims(claims: Sequence[Claim], texts: Mapping[str, Text]) -> None:
    headings = ("Claim", "Type", "Status", "Date", "Who", "Source", "Words")
    print_table(headings, claim_rows(claims, texts))


def event_rows(events: Iterable[Event]) -> Iterable[tuple[str, ...]]:
    for event in events:
        conflicts = ", ".join(c.field for c in event.conflicts)
        yield (
            event.id[:8], event.type, status_of(event.status, event.negated), when(event.date), who(event.roles),
            str(len(event.claims)), conflicts,
        )  # fmt: skip


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
