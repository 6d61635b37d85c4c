"""The whole sentence in which a quote stands: a clause alone may lack its subject, its number or its "unlikely"."""

from __future__ import annotations

import re

from foedera.model import Quote, Text

__all__ = ["around", "sentence_span", "whole_sentence"]

# A stop, unless it follows a single capital (an initial, "U.S."), a short title or a month cut short.
_STOP = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Dr|Lt|St|No|vs))(?<!\b(?:Gen|Col|Maj|Mrs|Adm|Sen|Rep|Gov|Jan|Feb|Aug|Oct|Nov|Dec))"
    r"[.!?][\"”’')\]]*\s"
)
LONGEST = 400  # characters on either side of a quote that are printed at most


def sentence_span(text: Text, quote: Quote) -> tuple[int, int]:
    """Start and end of the sentence, or sentences, that hold the quote, within its paragraph."""
    block = text.block_at(quote.start)
    first, last = (block.start, max(block.end, quote.end)) if block else (quote.start, quote.end)
    stops = [m.end() for m in _STOP.finditer(text.body, first, quote.start)]
    end = _STOP.search(text.body, max(first, quote.end - 2), last)
    return stops[-1] if stops else first, max(quote.end, end.end()) if end else last


def whole_sentence(text: Text, quote: Quote) -> str:
    """The sentence with its blanks collapsed."""
    start, end = sentence_span(text, quote)
    return " ".join(text.body[start:end].split())


def around(text: Text, quote: Quote) -> tuple[str, str]:
    """What stands in the sentence before and behind the quote, cut where it is very long, each with its blank."""
    start, end = sentence_span(text, quote)
    before, after = text.body[start : quote.start], text.body[quote.end : end]
    if len(before) > LONGEST and " " in before[-LONGEST:]:
        before = "… " + before[-LONGEST:].split(" ", 1)[1]
    if len(after) > LONGEST and " " in after[:LONGEST]:
        after = after[:LONGEST].rsplit(" ", 1)[0] + " …"
    return _spaced(before).lstrip(), _spaced(after).rstrip()


def _spaced(words: str) -> str:
    """Blanks collapsed, one kept at either end where there was any."""
    return " ".join(f".{words}.".split())[1:-1]
