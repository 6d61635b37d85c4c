"""Small records written for the tests of sourcing: documents, claims with their chains, and the event they report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from foedera import sourcing
from foedera.codebook import Codebook, load
from foedera.model import Attribution, Claim, Conflict, Copy, Event, Judgement, Status, Text, Voice
from support_claims import claim, text


@lru_cache(maxsize=1)
def book() -> Codebook:
    return load()


def paper(name: str, body: str, *, published: str | None = None, **known: Any) -> Text:
    return text(name, body, published=published, **known)


def says(source: Text, words: str, *chain: Attribution, kind: str = "visit", **fields: Any) -> Claim:
    """A claim of ``source`` with the chain that the coder would give it: outlet, author, then whom it names."""
    near = []
    if source.outlet:
        near.append(Attribution("media", source.outlet))
    if source.author:
        near.append(Attribution("expert", source.author))
    voice = fields.pop("voice", Voice.ATTRIBUTED if chain else Voice.AUTHOR)
    roles = fields.pop("roles", {"visitor": "GHA", "host": "TGO"})
    return claim(source, words, kind, roles, attribution=(*near, *chain), voice=voice, **fields)


def official(name: str, state: str | None, kind: str = "official") -> Attribution:
    return Attribution(kind, name, state, None, name)


def medium(name: str, kind: str = "media") -> Attribution:
    return Attribution(kind, name, None, None, name)


def event(claims: Sequence[Claim], *, name: str = "e1", conflicts: tuple[Conflict, ...] = (), **fields: Any) -> Event:
    roles = tuple(sorted({(r.role, r.actor) for c in claims for r in c.roles}))
    return Event(
        id=name,
        type=claims[0].type,
        family=claims[0].family,
        status=Status.OCCURRED,
        roles=roles,
        date=None,
        place=None,
        claims=tuple(c.id for c in claims),
        conflicts=conflicts,
        **fields,
    )


def weighed(
    claims: Sequence[Claim],
    texts: Sequence[Text],
    *,
    events: Sequence[Event] | None = None,
    copies: Sequence[Copy] | None = None,
    judgements: Sequence[Judgement] = (),
) -> list[Event]:
    """The events (one of all claims, where none are given) with their origins, circles and credibility."""
    found = sourcing.near_copies(texts, book()) if copies is None else copies
    return sourcing.corroborated(
        events if events is not None else [event(claims)],
        {c.id: c for c in claims},
        {t.id: t for t in texts},
        book(),
        found,
        judgements,
    )


def names(found: Event) -> list[str]:
    return sorted(o.name for o in found.origins)


def counted(found: Event) -> int:
    return len(found.independent)


def judged(subject: str, name: str, verdict: str, who: str, at: int = 1, why: str = "", **values: str) -> Judgement:
    when = f"2024-01-01T00:00:00.{at:06}+00:00"
    return Judgement("", subject, name, verdict, who, when, why, values).named()


def moved(source: Text, name: str, **known: Any) -> Text:
    """The same words under another name."""
    return replace(source, id=name, **known)
