"""What is known of a document: what a manifest gave, what reading found, and what people corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedera.model import Judgement, Text
from foedera.project.days import interval_of

__all__ = ["FIELDS", "corrected", "merged"]

FIELDS = ("title", "outlet", "author", "published", "language")
_UNKNOWN = "unknown"


def corrected(text: Text, judgements: Sequence[Judgement]) -> Text:
    """The text with what people decided about it laid over what was read; the latest word wins."""
    for judgement in judgements:
        if judgement.verdict != "correct":
            continue
        changes: dict[str, object] = {}
        for name, value in judgement.values.items():
            if value.casefold() == _UNKNOWN:
                changes[name] = "und" if name == "language" else None
            elif name == "published":
                changes[name] = interval_of(value, basis=f"set by {judgement.who}")
            else:
                changes[name] = value
        text = replace(text, **changes)  # type: ignore[arg-type]
    return text


def merged(before: Text, found: Text, *, given: frozenset[str], held: frozenset[str], is_copy: bool) -> Text:
    """What is now known of a text that is read again.

    What a manifest gives now wins; then what one gave before; then what reading finds. Nothing known is
    lost, and a copy that stands elsewhere changes nothing but what was unknown.
    """
    if is_copy and found.body == before.body:
        base, other = before, found
    else:
        base, other = found, before
    changes: dict[str, object] = {}
    for name in (*FIELDS, "url", "path"):
        if name in given:
            changes[name] = getattr(found, name)
        elif name in held:
            changes[name] = getattr(before, name)
        elif getattr(base, name) is None:
            changes[name] = getattr(other, name)
    if found.body == before.body and before.path is not None:
        changes["path"] = before.path
    return replace(base, **changes)  # type: ignore[arg-type]
