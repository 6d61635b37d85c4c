"""The ledger of forecasts of a project's record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foedera.model import Forecast
from foedera.project.bearing import bearing_judgements

if TYPE_CHECKING:
    from foedera.project import Project

__all__ = ["ledger"]


def ledger(
    project: Project, *, actor: str | Iterable[str] | None = None, holder: str | None = None, due: bool = False
) -> list[Forecast]:
    """Forecasts about any of the actors, of holders whose name holds the words, and only those due where asked.

    Raises NotFoundError for an actor the codebook does not know.
    """
    from foedera import forecasting

    book = project.codebook
    names = [actor] if isinstance(actor, str) else actor or ()
    wanted = {book.actor(part) for name in names for part in name.split(",") if part.strip()}
    project.resolve()
    with project.store.reading():
        texts = {text.id: text for text in project.store.texts()}
        claims = [c for c in project.store.claims() if c.text_id in texts]  # of the texts that stand
        events = project.store.events()
        judgements = bearing_judgements(project.store)
    found = forecasting.ledger(claims, texts, events, judgements, book)
    return [
        f
        for f in found
        if (not wanted or wanted.intersection(f.actors))
        and (holder is None or holder.casefold() in (f.holder or "").casefold())
        and (f.due or not due)
    ]
