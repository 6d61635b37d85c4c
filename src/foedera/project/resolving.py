"""From what the record holds to events: judgements found again, claims corrected, linked, assembled, traced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedera.model import Anchor, Claim, Copy, Judgement, Link, Text

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.store import Store

__all__ = ["resolve"]

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class _Held:
    """What the record holds, as of one moment. ``claims`` are as the coder found them, ``corrected`` those that the
    record shows otherwise, by id; ``joined``: links and copies, where they are up to date."""

    revision: int
    of_claims: int
    claims: list[Claim]
    corrected: dict[str, Claim]
    texts: dict[str, Text]
    versions: dict[str, str]
    judgements: list[Judgement]
    names: dict[str, str]
    vanished: dict[str, Anchor]
    joined: tuple[list[Link], list[Copy]] | None


def resolve(store: Store, book: Codebook, by: str) -> None:
    """Work out links, copies and events where they are not up to date; ``by`` names this program and codebook."""
    for _ in range(_ATTEMPTS):  # another process may add while we work; then what we found is out of date
        if store.is_resolved(by) or _worked_out(store, book, by):
            return


def _worked_out(store: Store, book: Codebook, by: str) -> bool:
    """One attempt; False where the record has moved on meanwhile."""
    from foedera import events, judging, linking, sourcing

    held = _held(store, by)
    found = judging.anchored(held.judgements, held.claims, held.texts, held.versions)
    claims = judging.applied(held.claims, found.judgements, book)
    links, copies = held.joined or (
        linking.link(claims, held.texts, book),
        sourcing.near_copies(held.texts.values(), book),
    )
    if held.joined is None:
        shown = (held.corrected.get(c.id, c) for c in held.claims)
        corrected = [(now, held.texts[now.text_id]) for now, was in zip(claims, shown, strict=True) if now != was]
        if not store.put_links(links, copies, corrected=corrected, revision=held.of_claims, by=by):
            return False
    published = {text.id: text.published for text in held.texts.values()}
    named = {**_carried(held), **held.names}
    made = events.assemble(claims, links, found.judgements, published=published, named=named)
    by_id = {c.id: c for c in claims}
    traced = sourcing.corroborated(made, by_id, held.texts, book, copies, found.judgements)
    return store.put_events(traced, revision=held.revision, by=by)


def _held(store: Store, by: str) -> _Held:
    with store.reading():
        return _Held(
            store.revision(),
            store.revision(of_claims=True),
            store.claims(as_coded=True),
            store.corrected(),
            {text.id: text for text in store.texts()},
            store.versions(),
            store.judgements(),
            store.event_names(),
            store.vanished(),
            (store.links(), store.copies()) if store.is_linked(by) else None,
        )


def _carried(held: _Held) -> Mapping[str, str]:
    """The names of events that claims bear on whose words other claims rest now: a re-coded event keeps its name."""
    from foedera import judging

    words = [Judgement(c, "claim", c, "note", "", "", anchors=(anchor,)) for c, anchor in held.vanished.items()]
    found = judging.anchored(words, held.claims, held.texts, held.versions)
    return {each.subject_id: held.names[each.id] for each in found.judgements}
