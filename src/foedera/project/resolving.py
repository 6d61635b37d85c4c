"""From what the record holds to events: judgements found again, claims corrected, linked, assembled, traced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedera.model import Claim, Copy, Judgement, Link, Text

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.store import Store

__all__ = ["resolve"]

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class _Held:
    """What the record holds, as of one moment. ``joined``: links and copies, where they are up to date."""

    revision: int
    of_claims: int
    claims: list[Claim]
    texts: dict[str, Text]
    judgements: list[Judgement]
    names: dict[str, str]
    joined: tuple[list[Link], list[Copy]] | None


def resolve(store: Store, book: Codebook, by: str) -> None:
    """Work out links, copies and events where they are not up to date; ``by`` names this program and codebook."""
    for _ in range(_ATTEMPTS):  # another process may add while we work; then what we found is out of date
        if store.is_resolved(by) or _worked_out(store, book, by):
            return


def _worked_out(store: Store, book: Codebook, by: str) -> bool:
    """One attempt; False where the record has moved on meanwhile."""
    from foedera import events, linking

    held = _held(store, by)
    links, copies = held.joined or (linking.link(held.claims, held.texts, book), [])
    if held.joined is None and not store.put_links(links, copies, revision=held.of_claims, by=by):
        return False
    published = {text.id: text.published for text in held.texts.values()}
    found = events.assemble(held.claims, links, held.judgements, published=published, named=held.names)
    return store.put_events(found, revision=held.revision, by=by)


def _held(store: Store, by: str) -> _Held:
    with store.reading():
        return _Held(
            store.revision(),
            store.revision(of_claims=True),
            store.claims(),
            {text.id: text for text in store.texts()},
            store.judgements(),
            store.event_names(),
            (store.links(), store.copies()) if store.is_linked(by) else None,
        )
