"""Bytes to characters: byte-order mark, then the declared charset where it fits, then what the bytes look like."""

from __future__ import annotations

import codecs
import re

from foedera.errors import UnreadableError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 200_000
_MAX_CONTROL_SHARE = 0.02  # text has next to none beside tab and line ends; pictures and archives have many
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, *, declared: str | None = None, where: str = "document") -> str:
    """The characters of ``data``, newlines as they stand, without the byte-order mark.

    UTF-8 that decodes without error is believed before any declaration, for text in another charset
    hardly ever is valid UTF-8 by chance while wrong declarations are common. Raises UnreadableError
    with reason ``binary`` or ``undecodable``.
    """
    text = _marked(data) or _wide(data)
    if text is None:
        if b"\x00" in data:
            raise UnreadableError(
                f"{where}: it holds NUL bytes, so it is not text. Save it as text, or name the right file.",
                reason="binary",
            )
        text = _plain(data, declared)
        if text is not None and _is_noise(text) and _try(data, "utf-8") is None:
            text = None
    if text is None:
        raise UnreadableError(
            f"{where}: no known charset makes text of its bytes. Save it as UTF-8 and try again.", reason="undecodable"
        )
    sample = text[:_SAMPLE_BYTES]
    if "\x00" in text or len(_CONTROL.findall(sample)) > max(2, _MAX_CONTROL_SHARE * len(sample)):
        raise UnreadableError(
            f"{where}: it holds control bytes, so it is not text. Save it as text, or name the right file.",
            reason="binary",
        )
    return _LONE_SURROGATE.sub("\ufffd", text)


def _is_noise(text: str) -> bool:
    """Bytes that some charset happens to fit: no blanks between words, and no script that does without them."""
    sample = text[:4000]
    if len(sample) < 300:
        return False
    blanks = sum(c.isspace() for c in sample) / len(sample)
    unspaced = sum("\u0e00" <= c <= "\u0eff" or "\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in sample)
    return blanks < 0.03 and unspaced < 0.5 * len(sample)


def _marked(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _try(data[len(mark) :] if name == "utf-8" else data, name)
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows as a NUL in every other byte."""
    head = data[:2000]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return _try(data, "utf-16-le")
    if even > 0.6 * half and odd < 0.1 * half:
        return _try(data, "utf-16-be")
    return None


def _plain(data: bytes, declared: str | None) -> str | None:
    text = _try(data, "utf-8")
    if text is not None:
        return text
    if declared and (text := _try(data, declared)) is not None and not _is_garbled(text):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES], cp_exclusion=["utf_7"]).best()
    for name in (best.encoding if best else None, declared, "cp1252"):
        if name and (text := _try(data, name)) is not None:
            return text
    return _almost_utf8(data)


def _almost_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes: those become U+FFFD."""
    text = data.decode("utf-8", "replace")
    return text if text.count("\ufffd") <= 0.01 * len(text) else None


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _is_garbled(text: str) -> bool:
    """C1 controls never stand in prose; a wrong single-byte charset makes them."""
    return any("\x80" <= c <= "\x9f" for c in text[:_SAMPLE_BYTES])
