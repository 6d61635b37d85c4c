"""What the reviewer sees of one claim, as rows of plain words: made once, shown by the screen and by the plain mode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foedera.codebook import Codebook
from foedera.model import Claim, Event, Text
from foedera.review.inert import one_line
from foedera.review.passages import Passage, is_whole, passage_of
from foedera.review.wording import chain_words, place_words, source_words
from foedera.saying import amount, status_of, when, who

__all__ = ["Card", "Coding", "Column", "Field", "Siblings", "card_of", "column_of", "siblings_of"]

LONGEST = 300  # code points of one value


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a card. ``number``: of the party's mark in the passage; 0 where it has none."""

    name: str
    value: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One claim of an event beside the others: who tells of it, and each field in words."""

    claim_id: str
    heading: str
    fields: Mapping[str, str]
    is_this: bool = False


@dataclass(frozen=True, slots=True)
class Siblings:
    """The event that a claim is in: its claims side by side, this one first; on which fields they differ; conflicts."""

    heading: str
    columns: tuple[Column, ...]
    differ: frozenset[str] = frozenset()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder decided about a claim, for adjudication."""

    heading: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """One claim as it is reviewed. Every word of it is inert: fit for a terminal as it stands."""

    claim_id: str
    why: tuple[str, ...]
    notices: tuple[str, ...]
    passage: Passage
    fields: tuple[Field, ...]
    event: Siblings | None
    codings: tuple[Coding, ...] = ()
    decided: tuple[str, ...] = ()


def card_of(
    claim: Claim,
    text: Text,
    book: Codebook,
    *,
    why: Sequence[str] = (),
    notices: Sequence[str] = (),
    more: Sequence[tuple[str, str]] = (),
    event: Siblings | None = None,
    codings: Sequence[Coding] = (),
    decided: Sequence[str] = (),
) -> Card:
    """``more``: rows below the claim's own, which the caller knows (grades, what the machine held of it). What
    ``codings`` tell of has no row of its own."""
    passage = passage_of(text, claim)
    told = {"roles", *(name for coding in codings for name in coding.fields)}
    fields = [f for f in _fields(claim, text, book, passage) if f.number or f.name not in told]
    fields += [Field(name, one_line(value)) for name, value in more if value]
    return Card(
        claim.id,
        tuple(one_line(w) for w in why),
        tuple(one_line(n) for n in notices),
        passage,
        tuple(fields),
        event,
        tuple(codings),
        tuple(one_line(d) for d in decided),
    )


def _fields(claim: Claim, text: Text, book: Codebook, passage: Passage) -> Iterator[Field]:
    marked = {mark.number for mark in passage.marks}
    label = book.types[claim.type].label if claim.type in book.types else claim.type
    rows: list[tuple[str, str, int]] = [
        ("type", claim.type if label.casefold() == claim.type else f"{claim.type}: {label}", 0),
        ("status", status_of(claim.status, claim.negated), 0),
    ]
    for number, role in enumerate(claim.roles, start=1):
        name = book.actor_name(role.actor)
        is_named = not is_whole(role, claim)
        words = [role.actor, *([name] if name != role.actor else []), *([f"“{role.mention}”"] if is_named else [])]
        words += [w.replace("_", " ") for w in (role.name, role.level) if w]
        if is_named and number not in marked:
            words.append("(named elsewhere in the document)")
        rows.append((role.role, " ".join(words), number if number in marked else 0))
    basis = f" ({claim.date.basis})" if claim.date and claim.date.basis else ""
    rows += [("date", when(claim.date) + basis, 0), ("place", place_words(claim), 0)]
    rows += [(a.attribute, amount(a), 0) for a in claim.amounts]
    rows += [(name, value, 0) for name, value in sorted(claim.attributes.items())]
    published = when(text.published) if text.published else "no date"
    rows += [
        ("voice", claim.voice.value, 0),
        ("says so", chain_words(claim), 0),
        ("document", text.title or text.path or text.url or text.id, 0),
        ("outlet", text.outlet or "unknown", 0),
        ("published", published, 0),
    ]
    for name, value, number in rows:
        if value:
            yield Field(one_line(name), one_line(value, longest=LONGEST), number)


def column_of(claim: Claim, text: Text, *, is_this: bool = False) -> Column:
    fields = {
        "type": claim.type,
        "status": status_of(claim.status, claim.negated),
        "who": who(sorted((r.role, r.actor) for r in claim.roles)),
        "date": when(claim.date),
        "place": place_words(claim),
        "amounts": "; ".join(f"{a.attribute} {amount(a)}" for a in claim.amounts),
        "says so": chain_words(claim),
        "words": f"“{claim.quote.exact}”",
    }
    published = when(text.published) if text.published else "no date"
    heading = "this claim" if is_this else f"{source_words(text)}, {published}"
    told = {name: one_line(value, longest=LONGEST) for name, value in fields.items() if value}
    return Column(claim.id, heading, told, is_this)


def siblings_of(event: Event, claim_id: str, claims: Sequence[Claim], texts: Mapping[str, Text]) -> Siblings:
    """The event's claims side by side, the reviewed one first, the others in the order of the event."""
    ordered = sorted(claims, key=lambda c: c.id != claim_id)  # stable: the rest keep their order
    columns = tuple(column_of(c, texts[c.text_id], is_this=c.id == claim_id) for c in ordered)
    heading = f"{event.id[:8]}  {event.type}, {status_of(event.status, event.negated)}, {when(event.date)}"
    compared = ("type", "status", "who", "date", "place", "amounts")
    differ = frozenset(n for n in compared if len({c.fields.get(n, "") for c in columns}) > 1)
    sources = {c.id: source_words(texts[c.text_id]) for c in claims}
    conflicts = tuple(
        one_line(
            f"{conflict.field}: "
            + "; or ".join(
                f"{value} ({', '.join(dict.fromkeys(sources.get(i, i[:8]) for i in ids))})"
                for value, ids in conflict.values
            )
        )
        for conflict in event.conflicts
    )
    return Siblings(one_line(heading), columns, differ, conflicts)
