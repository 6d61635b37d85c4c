"""One document, claim or event whole, for ``show``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedera.cli.printing import beside, fields, passage, reported, say, show_conflicts, show_origins, show_report
from foedera.cli.tables import print_json
from foedera.model import Claim, Event, Text
from foedera.records import record_of
from foedera.rows import event_record, judgement_record, text_record
from foedera.saying import amount, status_of, when, who

if TYPE_CHECKING:
    from foedera.project import Project

__all__ = ["print_record", "show_claim", "show_event", "show_text"]


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
    fields(
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
    say("")
    for block in text.blocks:
        words = " ".join(text.body[block.start : block.end].split())
        say(f"[{block.kind.value}] {block.locator}".rstrip(), style="dim")
        say(words)
    claims = project.claims(document=text.id)
    say("")
    say(f"{len(claims)} claims", style="bold")
    for claim in claims:
        say(f"{claim.id}  {claim.type}  {status_of(claim.status, claim.negated)}  {when(claim.date)}")
        say(f"  {who(claim.roles)}", style="dim")


def _counts(claim: Claim, project: Project) -> str:
    why = project.apart([claim]).get(claim.id)
    return f"no: {why}. To make it count: foedera judge accept {claim.id[:8]}" if why else ""


def show_claim(claim: Claim, project: Project) -> None:
    text = project.store.text(claim.text_id)
    block = text.block_at(claim.quote.start)
    fields(
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
            *((a.attribute, amount(a)) for a in claim.amounts),
            *claim.attributes.items(),
            ("voice", claim.voice.value),
            ("says so", " > ".join(a.as_printed or a.name for a in claim.attribution)),
            ("dyads", ", ".join(f"{a}-{b}" for a, b in claim.dyads)),
            ("codes", ", ".join(f"{k} {v}" for k, v in claim.codes.items())),
            ("found by", f"{claim.coder} {claim.found_by}, confidence {claim.confidence:g}"),
            ("event", project.store.event_of(claim.id) or ""),
            ("counts", _counts(claim, project)),
            ("document", f"{text.id}  {text.title or text.path or ''}"),
            ("place there", f"{block.locator if block else ''} [{claim.quote.start}, {claim.quote.end})".strip()),
        ]
    )
    say("")
    passage(text, claim)


def show_event(event: Event, project: Project) -> None:
    store = project.store
    credibility = event.credibility
    fields(
        [
            ("event", event.id),
            ("type", f"{event.type} ({event.family})"),
            ("status", status_of(event.status, event.negated)),
            ("date", when(event.date) + (f" ({event.date.basis})" if event.date else "")),
            ("who", who(event.roles)),
            *event.attributes.items(),
            ("dyads", ", ".join(f"{a}-{b}" for a, b in event.dyads)),
            ("reported", reported(event)),
            ("credibility", f"{credibility.grade} {credibility.reason}" if credibility else ""),
            ("given by", (credibility.by or "") if credibility else ""),
            ("lapsed", f"fell due on {event.lapsed}; nothing reports what became of it" if event.lapsed else ""),
            *beside(event),
            *(("one because", reason) for reason in event.reasons),
        ]
    )
    show_conflicts(event)
    show_origins(event)
    for claim_id in event.claims:
        claim = store.claim(claim_id)
        show_report(claim, store.text(claim.text_id))
