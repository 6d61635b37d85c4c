"""One document, claim or event whole, for ``show``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foedera.cli.tables import print_json, status_of, when, who
from foedera.model import Claim, Event, Text
from foedera.records import record_of
from foedera.rows import event_record, judgement_record, text_record

if TYPE_CHECKING:
    from foedera.project import Project

__all__ = ["print_record", "show_claim", "show_event", "show_text"]

_CONTEXT = 240  # code points of the document shown either side of a claim's words


def print_record(found: Text | Claim | Event, project: Project) -> None:
    """The same as JSON: a document with its body and claims, a claim record, an event with its claims."""
    store = project.store
    if isinstance(found, Text):
        decided = store.judgements(subject="document", subject_id=found.id)
        claims = project.claims(document=found.id)
        print_json(
            text_record(found)
            | {
                "body": found.body,
                "judgements": [judgement_record(j) for j in decided],
                "claims": [record_of(c, found) for c in claims],
            }
        )
    elif isinstance(found, Claim):
        print_json(record_of(found, store.text(found.text_id)) | {"event": store.event_of(found.id)})
    else:
        claims = [store.claim(c) for c in found.claims]
        print_json(event_record(found) | {"reports": [record_of(c, store.text(c.text_id)) for c in claims]})


def show_text(text: Text, project: Project) -> None:
    known = project.store.known(text.id)
    published = when(text.published) + (f" ({text.published.basis})" if text.published else "")
    _fields(
        [
            ("document", text.id),
            ("title", text.title or "unknown"),
            ("outlet", text.outlet or "unknown"),
            ("author", text.author or "unknown"),
            ("published", published),
            ("language", text.language),
            ("address", text.url or ""),
            *(("found at", path) for path in (known.paths if known else ())),
            ("earlier version", "a later one stands in the record" if known and known.is_superseded else ""),
            *(("note", note.message) for note in text.notes),
            *(
                ("set", f"{', '.join(f'{k} = {v}' for k, v in j.values.items())} by {j.who}, {j.when}. {j.why}".strip())
                for j in project.store.judgements(subject="document", subject_id=text.id)
            ),
        ]
    )
    _say("")
    for block in text.blocks:
        words = " ".join(text.body[block.start : block.end].split())
        _say(f"[{block.kind.value}] {block.locator}".rstrip(), style="dim")
        _say(words)
    claims = project.claims(document=text.id)
    _say("")
    _say(f"{len(claims)} claims", style="bold")
    for claim in claims:
        _say(f"{claim.id}  {claim.type}  {status_of(claim.status, claim.negated)}  {when(claim.date)}")
        _say(f"  {who(claim.roles)}", style="dim")


def show_claim(claim: Claim, project: Project) -> None:
    text = project.store.text(claim.text_id)
    block = text.block_at(claim.quote.start)
    _fields(
        [
            ("claim", claim.id),
            ("type", f"{claim.type} ({claim.family})"),
            ("status", status_of(claim.status, claim.negated)),
            ("date", when(claim.date) + (f" ({claim.date.basis})" if claim.date else "")),
            *(
                (role.role, f"{role.actor}  {role.name or ''} {role.level or ''}".rstrip() + f'  "{role.mention}"')
                for role in claim.roles
            ),
            ("place", ", ".join(p for p in (claim.place.name, claim.place.country) if p) if claim.place else ""),
            *((a.attribute, _amount(a.op, a.value, a.low, a.high, a.unit)) for a in claim.amounts),
            *claim.attributes.items(),
            ("voice", claim.voice.value),
            ("says so", " > ".join(a.as_printed or a.name for a in claim.attribution)),
            ("dyads", ", ".join(f"{a}-{b}" for a, b in claim.dyads)),
            ("codes", ", ".join(f"{k} {v}" for k, v in claim.codes.items())),
            ("found by", f"{claim.coder} {claim.found_by}, confidence {claim.confidence:g}"),
            ("event", project.store.event_of(claim.id) or ""),
            ("document", f"{text.id}  {text.title or text.path or ''}"),
            ("place there", f"{block.locator if block else ''} [{claim.quote.start}, {claim.quote.end})".strip()),
        ]
    )
    _say("")
    _passage(text, claim)


def show_event(event: Event, project: Project) -> None:
    _fields(
        [
            ("event", event.id),
            ("type", f"{event.type} ({event.family})"),
            ("status", status_of(event.status, event.negated)),
            ("date", when(event.date) + (f" ({event.date.basis})" if event.date else "")),
            ("who", who(event.roles)),
            *event.attributes.items(),
            ("dyads", ", ".join(f"{a}-{b}" for a, b in event.dyads)),
            ("fulfils", ", ".join(event.fulfils)),
            ("fulfilled by", ", ".join(event.fulfilled_by)),
            *(("one because", reason) for reason in event.reasons),
        ]
    )
    for conflict in event.conflicts:
        _say("")
        _say(f"in conflict: {conflict.field}", style="bold")
        for value, claims in conflict.values:
            _say(f"  {value}  ({', '.join(c[:8] for c in claims)})")
    for claim_id in event.claims:
        claim = project.store.claim(claim_id)
        text = project.store.text(claim.text_id)
        _say("")
        source = ", ".join(s for s in (text.outlet, text.title, when(text.published)) if s)
        _say(f"{claim.id[:8]}  {status_of(claim.status, claim.negated)}  {when(claim.date)}  {source}", style="bold")
        _say(f"  {who(claim.roles)}", style="dim")
        _passage(text, claim)


def _amount(op: str, value: float | None, low: float | None, high: float | None, unit: str) -> str:
    if value is not None:
        return f"{'' if op == '=' else op + ' '}{value:,.10g} {unit}"
    bounds = " to ".join(f"{v:,.10g}" for v in (low, high) if v is not None)
    return f"{op if op not in ('=', 'range') else ''} {bounds} {unit}".strip()


def _passage(text: Text, claim: Claim) -> None:
    """The claim's words in bold between what stands around them in the same block."""
    from rich.text import Text as Cell

    block = text.block_at(claim.quote.start)
    start = max(block.start if block else 0, claim.quote.start - _CONTEXT)
    end = min(max(block.end if block else 0, claim.quote.end), claim.quote.end + _CONTEXT)
    cell = Cell("  ")
    cell.append(" ".join(text.body[start : claim.quote.start].split()), "dim")
    cell.append(" " + " ".join(claim.quote.exact.split()) + " ", "bold")
    cell.append(" ".join(text.body[claim.quote.end : end].split()), "dim")
    _print(cell)


def _fields(fields: Iterable[tuple[str, str]]) -> None:
    from rich.text import Text as Cell

    for name, value in fields:
        if value:
            cell = Cell(f"{name:>15}  ", "dim")
            cell.append(value, "not dim")
            _print(cell)


def _say(line: str, *, style: str = "") -> None:
    from rich.text import Text as Cell

    _print(Cell(line, style))


def _print(cell: object) -> None:
    from rich.console import Console

    Console(highlight=False, soft_wrap=True).print(cell)
