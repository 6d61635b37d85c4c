"""A frozen data release, as the record remembers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as elsewhere in the model
from typing import Any

__all__ = ["Release"]


@dataclass(frozen=True, slots=True)
class Release:
    """``digest`` is the SHA-256 of its tag manifest, and so of every byte of it. ``held`` says under ``documents``,
    ``claims`` and ``events`` what it held, JSON-ready, each with its ``id``; no words of any text."""

    name: str
    released: Day
    digest: str
    held: Mapping[str, Sequence[Mapping[str, Any]]]
