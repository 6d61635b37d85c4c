"""Names as they are compared: without case, accents, marks and blanks that vary from one print to the next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

__all__ = ["folded", "without_leading", "without_titles"]

_DROPPED = re.compile(r"[.'’‘`´]")
_MARKS = re.compile(r"[^\w]+|_")


def folded(name: str) -> str:
    """``folded(folded(x)) == folded(x)``; "People’s Daily" and "PEOPLES  DAILY" are one, "A.P." and "AP" too.

    A name of marks only comes out empty.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(ch for ch in plain if not unicodedata.combining(ch)).casefold()
    return " ".join(_MARKS.sub(" ", _DROPPED.sub("", bare)).split())


def without_leading(name: str, words: Collection[str]) -> str:
    """A folded name without the first word where that is one of ``words``; never left empty."""
    first, _, rest = name.partition(" ")
    return rest if rest and first in words else name


def without_titles(name: str, titles: Collection[str]) -> str:
    """A folded name of a person without titles before and after it; never left empty."""
    words = name.split()
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    for size in (2, 1):
        while len(words) > size and " ".join(words[-size:]) in titles:
            words = words[:-size]
    return " ".join(words)
