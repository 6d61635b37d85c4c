"""What "today" is within a quotation: the day of those who speak, not that of the page that prints them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from foedera.coding.context import Context
from foedera.coding.drafts import Draft
from foedera.coding.voices import Saying
from foedera.model import Interval, Precision, Voice

__all__ = ["as_quoted"]

_NEAR = timedelta(days=7)  # a quotation older than that is none of the news


def as_quoted(draft: Draft, context: Context, saying: Saying | None, spoken: Interval | None) -> Interval | None:
    """The date of ``draft`` counted from the day that ``saying`` was ``spoken``, where it was counted from publication.

    None where it stands in no quotation, or nothing is known of that day.
    """
    published, when = context.text.published, draft.date
    if published is None or when is None or spoken is None or saying is None or saying.voice is not Voice.QUOTED:
        return None
    if when.precision is not Precision.DAY or spoken.precision is not Precision.DAY:
        return None
    behind = published.first - spoken.first
    if not timedelta() < behind <= _NEAR or when.start is None or when.end is None:
        return None
    mention = next((m for m in context.times if m.interval == when and context.reader.is_day_word(m)), None)
    inside = context.placed([mention], {"date"}) if mention is not None else []
    if mention is None or not any(saying.start <= p.token.i < saying.end for p in inside):
        return None
    basis = f'"{mention.text}" as it was said, {spoken.basis}'
    return replace(when, start=when.start - behind, end=when.end - behind, basis=basis)
