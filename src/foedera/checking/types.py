"""Event types: what their roles, pairs, codes and triggers name, and whether their examples are enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from foedera.checking.findings import Finding, near
from foedera.codebook import CONTESTED, Codebook, EventType, Example, Trigger
from foedera.model import Status

__all__ = ["check"]

MIN_POSITIVE = 6
MIN_NEGATIVE = 4
MAX_SHARE = 0.1  # of all examples may name one state
MIN_EXAMPLES = 100  # below that, one example more or less would decide about a share

_STATUSES = frozenset(s.value for s in Status)
_EVENT_GROUP = "event"


def check(book: Codebook) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for event_type in book.types.values():
        yield from _roles(event_type)
        yield from _codes(event_type, book)
        yield from _triggers(event_type, book)
        yield from _examples(event_type, seen, book)
    yield from _shares(book)


def _file(event_type: EventType) -> str:
    return f"events/{event_type.name}.yml"


def _roles(event_type: EventType) -> Iterator[Finding]:
    file = _file(event_type)
    roles = [r.name for r in event_type.roles]
    if event_type.gives_dyad and not event_type.pair:
        yield Finding("C202", file, "pair", "the type gives dyads, and does not say between whom.")
    for table, key in ((event_type.pair, "pair"), (event_type.slots, "slots")):
        for name, named in table.items():
            for role in named.split():
                if role not in roles:
                    yield Finding("C201", file, f"{key}/{name}", f"no role '{role}'.{near(role, roles)}")


def _codes(event_type: EventType, book: Codebook) -> Iterator[Finding]:
    file = _file(event_type)
    if book.families[event_type.family].group == _EVENT_GROUP:
        for scheme in ("cameo", "plover"):
            if not event_type.codes.get(scheme):
                yield Finding("C206", file, f"codes/{scheme}", f"no {scheme.upper()} code for an event.")
    for key, value in _flat(event_type.codes, "codes"):
        scheme = key.rsplit("/", 1)[-1]
        if value is None:
            continue
        if scheme == "cameo" and not (isinstance(value, str) and re.fullmatch(r"\d{2,4}", value)):
            yield Finding("C207", file, key, f'{value!r} is not a CAMEO code; write it in quotes, as "042".')
        if scheme == "plover" and not (isinstance(value, str) and re.fullmatch(r"[A-Z_]+", value)):
            yield Finding("C207", file, key, f"{value!r} is not a PLOVER type.")


def _flat(data: object, key: str) -> Iterator[tuple[str, object]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _flat(value, f"{key}/{name}")
    else:
        yield key, data


def _triggers(event_type: EventType, book: Codebook) -> Iterator[Finding]:
    file = _file(event_type)
    for language in book.languages:
        given = event_type.triggers.get(language, ())
        if not given and event_type.positive.get(language):
            yield Finding("C208", file, f"triggers/{language}", f"no trigger for '{event_type.name}' in '{language}'.")
        for at, trigger in enumerate(given, start=1):
            yield from _trigger(event_type, trigger, f"triggers/{language}/{at}", book, language)


def _trigger(event_type: EventType, trigger: Trigger, key: str, book: Codebook, language: str) -> Iterator[Finding]:
    file = _file(event_type)
    words = book.languages[language]
    frames = words.get("frames", {}).get("frames", {})
    roles = [r.name for r in event_type.roles]
    if trigger.frame not in frames:
        yield Finding("C204", file, f"{key}/frame", f"no frame '{trigger.frame}'.{near(trigger.frame, frames)}")
    slots = {slot for realised in frames.get(trigger.frame, {}).values() for slot in realised}
    for slot, role in trigger.slots.items():
        if role not in roles:
            yield Finding("C201", file, f"{key}/slots/{slot}", f"no role '{role}'.{near(role, roles)}")
        if slots and slot not in slots:
            yield Finding("C210", file, f"{key}/slots/{slot}", f"no slot '{slot}'.{near(slot, slots)}")
    if trigger.status is not None and trigger.status not in _STATUSES:
        message = f"no status '{trigger.status}'.{near(trigger.status, _STATUSES)}"
        yield Finding("C209", file, f"{key}/status", message)
    for name in trigger.attributes:
        if name not in event_type.attributes:
            message = f"no attribute '{name}'.{near(name, event_type.attributes)}"
            yield Finding("C203", file, f"{key}/attributes/{name}", message)
    known = {CONTESTED, *(name for data in words.values() for name in data.get("classes", ()))}
    yield from _classes(trigger, file, key, known)


def _classes(trigger: Trigger, file: str, key: str, classes: set[str]) -> Iterator[Finding]:
    """A word with an underscore can only be meant as a class; other words may be words."""
    wanted = [(f"needs/{s}", v) for s, v in trigger.needs.items()] + [
        (f"avoid/{s}", v) for s, v in trigger.avoid.items()
    ]
    wanted += [(name, getattr(trigger, name)) for name in ("modifier", "not_modifier", "context", "not_context")]
    for part, values in wanted:
        for value in sorted(values):
            if "_" in value and value not in classes:
                yield Finding("C205", file, f"{key}/{part}", f"no word class '{value}'.{near(value, classes)}")


def _examples(event_type: EventType, seen: dict[str, str], book: Codebook) -> Iterator[Finding]:
    file = _file(event_type)
    for language in sorted({*event_type.positive, *event_type.negative} or {"en"}):
        positive = event_type.positive.get(language, ())
        negative = event_type.negative.get(language, ())
        here = f"examples/{language}"
        if len(positive) < MIN_POSITIVE:
            yield Finding("C301", file, f"{here}/positive", f"{len(positive)} of at least {MIN_POSITIVE}.")
        if len(negative) < MIN_NEGATIVE:
            yield Finding("C302", file, f"{here}/negative", f"{len(negative)} of at least {MIN_NEGATIVE}.")
        for sign, listed in (("positive", positive), ("negative", negative)):
            for at, example in enumerate(listed, start=1):
                key = f"{here}/{sign}/{at}"
                folded = f"{sign} {event_type.name} {example.text.casefold()}"
                if folded in seen:
                    yield Finding("C306", file, key, f"the same sentence as {seen[folded]}.")
                seen[folded] = f"{file}: {key}"
                if sign == "negative" and not example.why:
                    yield Finding("C308", file, key, f"no reason for '{example.text[:50]}'.")
                yield from _example(event_type, example, key, book, is_positive=sign == "positive")


def _example(
    event_type: EventType, example: Example, key: str, book: Codebook, *, is_positive: bool
) -> Iterator[Finding]:
    file = _file(event_type)
    roles = [r.name for r in event_type.roles]
    if is_positive and not example.claims:
        yield Finding("C303", file, key, f"no claim is expected of '{example.text[:50]}'.")
    if example.published is not None and not _is_date(example.published):
        yield Finding("C305", file, f"{key}/published", f"'{example.published}' is no date.")
    for at, claim in enumerate(example.claims, start=1):
        here = f"{key}/claims/{at}"
        if claim.status is not None and claim.status not in _STATUSES:
            yield Finding("C209", file, f"{here}/status", f"no status '{claim.status}'.{near(claim.status, _STATUSES)}")
        for role, actors in claim.roles.items():
            if role not in roles:
                yield Finding("C201", file, f"{here}/roles/{role}", f"no role '{role}'.{near(role, roles)}")
            for actor in actors:
                if not _is_actor(actor, book):
                    yield Finding("C304", file, f"{here}/roles/{role}", f"no actor '{actor}'.")
        if claim.date is not None and not (_is_date(claim.date[0]) and _is_date(claim.date[1])):
            yield Finding("C305", file, f"{here}/date", f"{list(claim.date)} is no pair of dates.")


def _is_date(written: str) -> bool:
    parts = (written + "-01-01")[:10] if len(written) in (4, 7) else written
    try:
        date.fromisoformat(parts)
    except ValueError:
        return written in ("None", "null")
    return True


def _is_actor(actor: str, book: Codebook) -> bool:
    if actor.startswith("GRP:"):
        key = actor.removeprefix("GRP:")
        return key in book.groups and book.groups[key].kind == "group"
    return actor in book.states or actor in book.organisations or actor in book.groups


def _shares(book: Codebook) -> Iterator[Finding]:
    """Each state's share of all examples: those that expect it, and those whose sentence names it."""
    words = {word: state.id for state in book.states.values() for word in (*state.names[:2], *state.adjectives[:1])}
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})\b")
    named: Counter[str] = Counter()
    total = 0
    for event_type in book.types.values():
        for listed in (*event_type.positive.values(), *event_type.negative.values()):
            for example in listed:
                total += 1
                expected = {a for claim in example.claims for actors in claim.roles.values() for a in actors}
                named.update((expected & set(book.states)) | {words[w] for w in pattern.findall(example.text)})
    for state, number in sorted(named.items()):
        if total >= MIN_EXAMPLES and number > MAX_SHARE * total:
            message = f"{state} is in {number} of {total} examples, more than {MAX_SHARE:.0%}."
            yield Finding("C307", "events", state, message)
