"""The codebook's own examples, run through the coder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedera.checking.findings import Finding
from foedera.codebook import Codebook, EventType, Example, Expected
from foedera.errors import FoederaError
from foedera.model import Block, BlockKind, Claim, Interval, Precision, Text, text_id
from foedera.records import interval_from

__all__ = ["check", "explain", "is_given"]


@dataclass(frozen=True, slots=True)
class _Run:
    """One example on its way: whose it is, what it is called, and what must come of it."""

    type: EventType
    example: Example
    key: str
    is_positive: bool
    text: Text


def check(book: Codebook) -> Iterator[Finding]:
    """Every example: a positive must give each of its claims, a negative none of its type."""
    from foedera import coding

    for run in _runs(book):
        try:
            claims = coding.code(run.text, book, weighed=False)
        except FoederaError:
            raise
        except Exception as fault:  # noqa: BLE001 - the other examples are to be run all the same
            message = f"{type(fault).__name__}: {fault} on '{run.example.text}'"
            yield Finding("C503", f"events/{run.type.name}.yml", run.key, message)
            continue
        yield from _judged(run, claims)


def _runs(book: Codebook) -> Iterator[_Run]:
    for event_type in book.types.values():
        for is_positive, table in ((True, event_type.positive), (False, event_type.negative)):
            for language, examples in table.items():
                for at, example in enumerate(examples, start=1):
                    key = f"examples/{language}/{'positive' if is_positive else 'negative'}/{at}"
                    yield _Run(event_type, example, key, is_positive, _text(example, language))


def _text(example: Example, language: str) -> Text:
    body = example.text
    return Text(
        id=text_id(f"{body} {example.published or ''}"),
        body=body,
        blocks=(Block(BlockKind.BODY, 0, len(body), "line 1"),),
        language=language,
        published=_day(example.published),
    )


def _day(written: str | None) -> Interval | None:
    if written is None:
        return None
    return interval_from(
        {"start": written, "end": written, "precision": Precision.DAY.value, "basis": "given with the example"}
    )


def _judged(run: _Run, claims: Sequence[Claim]) -> Iterator[Finding]:
    file = f"events/{run.type.name}.yml"
    own = [c for c in claims if c.type == run.type.name]
    if not run.is_positive:
        if own:
            rules = ", ".join(sorted({c.found_by for c in own}))
            yield Finding("C502", file, run.key, f"'{run.example.text}' is coded by {rules}: {explain(own)}")
        return
    for expected in run.example.claims:
        if not any(is_given(expected, claim) for claim in own):
            got = explain(own) if own else f"no {run.type.name}" + (f", but {explain(claims)}" if claims else "")
            yield Finding("C501", file, run.key, f"'{run.example.text}' must give {_wanted(expected)}; it gives {got}")


def is_given(expected: Expected, claim: Claim) -> bool:
    """True where status, negation, the actors in each role, and the date if one is asked for, are equal."""
    roles: dict[str, set[str]] = {}
    for role in claim.roles:
        roles.setdefault(role.role, set()).add(role.actor)
    if expected.status is not None and expected.status != claim.status.value:
        return False
    if expected.negated != claim.negated or roles != {r: set(a) for r, a in expected.roles.items() if a}:
        return False
    if expected.date is None:
        return True
    found = claim.date
    return found is not None and tuple(str(d) for d in (found.start, found.end)) == expected.date


def explain(claims: Sequence[Claim]) -> str:
    """Claims in a few words each, for a person who mends a trigger."""
    return "; ".join(_given(c) for c in claims)


def _given(claim: Claim) -> str:
    roles: dict[str, list[str]] = {}
    for role in claim.roles:
        roles.setdefault(role.role, []).append(role.actor)
    days = f" {claim.date.start}..{claim.date.end}" if claim.date else ""
    return _line(claim.type, claim.status.value, claim.negated, {r: sorted(set(a)) for r, a in roles.items()}) + days


def _wanted(expected: Expected) -> str:
    days = f" {expected.date[0]}..{expected.date[1]}" if expected.date else ""
    return (
        _line("", expected.status or "any", expected.negated, {r: sorted(a) for r, a in expected.roles.items()}) + days
    )


def _line(kind: str, status: str, negated: bool, roles: dict[str, list[str]]) -> str:
    parties = " ".join(f"{role}={'+'.join(actors)}" for role, actors in roles.items())
    return f"{kind} {'not ' if negated else ''}{status} {parties}".strip()
