"""Characters that a format cannot hold, or that would do harm where it is opened: written otherwise, and counted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from urllib.parse import quote

__all__ = ["Mender", "guarded", "unguarded"]

_LONE = re.compile(r"[\x00\ud800-\udfff]")  # no UTF-8, or the end of a string to what is written in C
_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no way to write
_FORMULA = re.compile(
    r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]"
)  # read as a formula, or hiding one (OWASP, CSV injection)
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_INVISIBLE = re.compile(  # what the cleaning of FollowTheMoney takes out
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2060-\u2064\ufeff\ud800-\udfff]"
)
_NO_TOKEN = re.compile(r"[^-.0-9A-Z_a-z:]")  # what the NMTOKEN of every edition of XML 1.0 can hold, and no more
_HIDDEN = re.compile(r"_(?=x[0-9a-f]*_)")  # what would be read as a character written so
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_INSTEAD = "\ufffd"


class Mender:
    """Writes text so that a format can hold it. ``changed`` counts, in words, the values that it changed."""

    def __init__(self) -> None:
        self.changed: Counter[str] = Counter()

    def plain(self, text: str) -> str:
        """Without NUL and halves of surrogate pairs."""
        return self._told(text, _LONE.sub(_INSTEAD, text), "with characters that UTF-8 or C cannot hold, as U+FFFD")

    def xml(self, text: str) -> str:
        """What XML 1.0 can hold. A carriage return would come back as a line feed."""
        found = self._told(text, _XML.sub(_INSTEAD, text), "with control characters that XML cannot hold, as U+FFFD")
        return self._told(found, re.sub("\r\n?", "\n", found), "with carriage returns, as line feeds")

    def token(self, name: str) -> str:
        """A name as XML takes it for an id (NMTOKEN): other characters as ``_x20_``. Two names never become one."""
        found = _NO_TOKEN.sub(lambda m: f"_x{ord(m[0]):x}_", _HIDDEN.sub("_x5f_", name)) or "_x_"
        return self._told(name, found, "with characters that no id may have, as _xHEX_")

    def uri(self, address: str) -> str | None:
        """The address as RFC 3986 has it, with %XX for what may not stand in one; None for what is no address."""
        written = quote(self.plain(address), safe="!#$%&'()*+,/:;=?@~")
        written = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", written)
        first, mark, rest = written.partition("#")
        written = first + mark + rest.replace("#", "%23")
        if not _ADDRESS.fullmatch(written):
            self.changed["that are no addresses (RFC 3986), left out"] += 1
            return None
        return self._told(address, written, "with characters that an address may not have, as %XX")

    def tidy(self, text: str) -> str:
        """On one line, in Unicode's composed form, without invisible characters: so that names can be compared."""
        found = self._told(text, _INVISIBLE.sub("", text), "with invisible characters, without them")
        found = unicodedata.normalize("NFC", found)
        return self._told(
            found, " ".join(found.replace("\u0a00", " ").split()), "with line breaks or wide blanks, as blanks"
        )

    def line(self, text: str) -> str:
        """One cell of a line between tabs: no tab, no line break, and no formula."""
        found = self._told(text, _BREAKS.sub(" ", text), "with tabs or line breaks, as blanks")
        return self.cell(found)

    def cell(self, text: str) -> str:
        """One cell of a table that a spreadsheet may open."""
        found = self.plain(text)
        return self._told(found, guarded(found), "that a spreadsheet would take for a formula, with ' before them")

    def _told(self, before: str, after: str, how: str) -> str:
        if after != before:
            self.changed[how] += 1
        return after


def guarded(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run. ``unguarded(guarded(x)) == x``."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
