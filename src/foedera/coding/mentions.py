"""Who is named: states, organisations, institutions, offices and people in a parsed sentence."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named by tokens ``[start, end)`` of the parsed Doc; ``head`` is its syntactic head.

    ``form`` says how: name, adjective, capital, nationals, institution, office, person or reference.
    """

    start: int
    end: int
    head: int
    actor: str
    kind: str
    form: str
    name: str | None = None
    level: str | None = None
    confidence: float = 1.0
