"""How texts and claims are named: by their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

__all__ = ["claim_id", "text_id"]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_id(body: str) -> str:
    """The name of a Text: sixteen hex digits of its content."""
    return _digest(["text", body])


def claim_id(text: str, kind: str, start: int, end: int, *, ordinal: int = 0) -> str:
    """The name of a Claim: text, type and span; ``ordinal`` tells apart claims that share all three."""
    return _digest(["claim", text, kind, str(start), str(end), *([str(ordinal)] if ordinal else [])])
