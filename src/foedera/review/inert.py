"""Other people's words, made safe for a terminal: nothing in them moves the cursor, colours or reorders a line."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["inert", "is_right_to_left", "one_line"]

_REPLACEMENT = 0xFFFD
# What reorders a line or hides in it. Joiners stay: Persian and Indic words are misspelt without them.
_UNSEEN = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)]
_TABLE = (
    {code: 0x2400 + code for code in range(0x20)}  # the pictures of control characters
    | {0x7F: 0x2421}
    | dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    | dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)
    | dict.fromkeys(_UNSEEN, _REPLACEMENT)
    | dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), 0x20)
)
_BLANKS = re.compile(r"\s+")


def inert(words: str) -> str:
    """The same words with a visible sign in place of each control character, one for one; blanks of every kind
    become spaces. ``len(inert(x)) == len(x)``, and ``inert(inert(x)) == inert(x)``."""
    return words.translate(_TABLE)


def one_line(words: str, *, longest: int | None = None) -> str:
    """The words inert, on one line, cut with an ellipsis where they pass ``longest`` code points."""
    line = _BLANKS.sub(" ", inert(words)).strip()
    return line if longest is None or len(line) <= longest else line[: longest - 1].rstrip() + "…"


def is_right_to_left(words: str) -> bool:
    """Whether a terminal may turn a line of these words round."""
    return any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in words)
