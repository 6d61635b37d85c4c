"""Judgements as the record keeps them: their time, their rows, the words that they and the names of events rest on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from foedera.model import Anchor, Judgement, Quote
from foedera.rows import judgement_from

__all__ = ["after", "anchor_of", "judgement_of", "last_of", "now"]

_NAMES = ("id", "subject", "subject_id", "verdict", "who", "when", "why")


def now() -> str:
    """The time as a Judgement bears it: ISO 8601, UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def after(when: str, latest: str | None) -> str:
    """That time, or a microsecond after the latest where the clock is behind."""
    if latest is None or when > latest:
        return when
    return (datetime.fromisoformat(latest) + timedelta(microseconds=1)).isoformat(timespec="microseconds")


def judgement_of(row: Sequence[Any]) -> Judgement:
    """The judgement of a row of ``queries.JUDGEMENTS``."""
    plain = dict(zip(_NAMES, row, strict=False))
    return judgement_from(plain | {"values": json.loads(row[7]), "part": row[8], "anchors": json.loads(row[9])})


def anchor_of(record: Mapping[str, Any]) -> Anchor:
    """The words of a claim that bore an event's name, as ``event_names`` keeps them."""
    parties = tuple(sorted({(r["role"], r["actor"]) for r in record["roles"]}))
    return Anchor(record["text"], record["type"], Quote(**record["quote"]), parties)


def last_of(text_id: str, later: Mapping[str, str]) -> str:
    """The text that stands in the place of an earlier version; ``later``: each text -> the one that followed it."""
    seen: set[str] = set()
    while text_id in later and text_id not in seen:
        seen.add(text_id)
        text_id = later[text_id]
    return text_id
