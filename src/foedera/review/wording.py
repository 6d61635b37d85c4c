"""Places, chains and documents of a claim as one reads them."""

from __future__ import annotations

from foedera.model import Claim, Text
from foedera.review.inert import one_line

__all__ = ["chain_words", "place_words", "source_words"]


def place_words(claim: Claim) -> str:
    return ", ".join(p for p in (claim.place.name, claim.place.country) if p) if claim.place else ""


def chain_words(claim: Claim) -> str:
    """Who says so, publisher first: ``The Gazette > ministry of defence (ministry)``."""
    return " > ".join(f"{one_line(a.as_printed or a.name)} ({a.kind.replace('_', ' ')})" for a in claim.attribution)


def source_words(text: Text) -> str:
    """By which name a document is called: its publisher, else its title, else where it lies."""
    return one_line(text.outlet or text.title or text.path or text.url or text.id)
