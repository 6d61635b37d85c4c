"""What one paragraph holds besides its prose: a dateline, a label, a credit, boilerplate run on at its end."""

from __future__ import annotations

import re

from foedera.model import BlockKind
from foedera.reading.cues import Cues

__all__ = ["split"]

Span = tuple[BlockKind, int, int]

_DASH = re.compile(r"[ \u00a0]*(?:—|––|--|–|―)[ \u00a0]*|[ \u00a0]+-[ \u00a0]+")
_LONGEST_DATELINE = 75
_TOKEN = re.compile(r"[^\s,()]+")
_CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}$")
_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*$")
_AGENCY = re.compile(r"\([^()]{2,40}\)$")
_FIGURES = re.compile(r"[\d/.,:]+$")
_LABEL = re.compile(r"[*_]{0,3}[A-ZÀ-Þ][A-ZÀ-Þ0-9 ,&'’/\u00a0\n-]{3,80}:[*_]{0,3}\s+(?=\S)")
_UNDASHED = re.compile(
    r"(?P<town>[A-ZÀ-Þ]{5,}(?: [A-ZÀ-Þ]{4,})?), (?P<land>[A-ZÀ-Þ][a-zà-ÿ]+(?: [A-ZÀ-Þ][a-zà-ÿ]+)?) +(?=(?:A|An|The) )"
)
_QUIET = re.compile(r"(?:\([A-ZÀ-Þ][^()]{2,40}\)|[A-ZÀ-Þ][\w.'’-]+(?: (?:[a-z]{2} )?[A-ZÀ-Þ][\w.'’-]+){0,2})\s+[—–]\s+")
_BARE_TOWN = re.compile(r"(?P<town>[A-ZÀ-Þ]{5,}(?: [A-ZÀ-Þ]{4,})?) +(?=[A-ZÀ-Þ][\w.]+)")
_CREDIT = re.compile(r"\s*[(\[]([^()\[\]]{3,120})[)\]]\s*$")


def split(body: str, start: int, end: int, kind: BlockKind, cues: Cues) -> list[Span]:
    """``[start, end)`` as spans in order without overlap; together they hold every word of it."""
    out: list[Span] = []
    at = _head(body, start, end, cues)
    if at > start:
        out.append((BlockKind.DATELINE, start, at))
    label = _LABEL.match(body, at, end)
    if label and label.group().rstrip()[-1:] in ":*_":
        out.append((BlockKind.HEADLINE, at, label.end()))
        at = label.end()
    tail = _tail(body, at, end, cues)
    credit = _credit(body, at, tail, cues)
    for piece in _inserts(body, at, credit, kind, cues):
        out.append(piece)
    if credit < tail:
        out.append((BlockKind.CAPTION, credit, tail))
    if tail < end:
        out.append((BlockKind.FURNITURE, tail, end))
    return _trimmed(body, out)


def _trimmed(body: str, spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for kind, start, end in spans:
        words = body[start:end]
        left = start + len(words) - len(words.lstrip())
        right = start + len(words.rstrip())
        if left < right:
            out.append((kind, left, right))
    return out


def _head(body: str, start: int, end: int, cues: Cues) -> int:
    """Where the prose begins after a dateline such as ``TOWN, Country (AGENCY) —``; ``start`` where there is none."""
    window = min(end, start + _LONGEST_DATELINE)
    dash = _DASH.search(body, start, window)
    while dash is not None:
        if _is_dateline(body[start : dash.start()], cues) and _opens(body[dash.end() : dash.end() + 2]):
            return dash.end()
        dash = _DASH.search(body, dash.end(), window) if dash.end() < window else None
    if quiet := _QUIET.match(body, start, end):
        # One dash alone: with a second the words between would be an aside.
        sentence = re.split(r"[.!?]\s", body[quiet.end() : end], maxsplit=1)[0]
        if not _DASH.search(sentence) and _opens(body[quiet.end() : quiet.end() + 2]):
            return quiet.end()
    match = _UNDASHED.match(body, start, end)
    if match is None:
        match = _BARE_TOWN.match(body, start, end)
        # Capitals alone may be an acronym: the town must be named in small letters too.
        if match is None or match["town"].title() not in body:
            return start
    return match.end()


def _opens(following: str) -> bool:
    return bool(following) and (following[0].isupper() or following[0].isdigit() or following[0] in "\"'“‘«([")


def _is_dateline(words: str, cues: Cues) -> bool:
    words = words.strip()
    if not words:
        return False
    agency = bool(_AGENCY.search(words))
    tokens = _TOKEN.findall(_AGENCY.sub("", words)) if agency else _TOKEN.findall(words)
    bare = [t.strip(".").lower() for t in tokens]
    dated = any(b in cues.months for b in bare) and any(t.isdigit() for t in tokens)
    if tokens and all(_FIGURES.match(t) for t in tokens):
        return any(c.isdigit() for c in words) and ("/" in words or words.count(".") == 2)
    named = [t for t in tokens if not _FIGURES.match(t) and t.strip(".").lower() not in cues.months]
    if agency and dated and not named:  # "May 3, 2019 (TOWN) -"
        return True
    strange = [t for t in named if not _NAME.match(t)]
    if not named or len(named) > 7 or len(strange) > (1 if dated else 0):
        return False
    shouted = [t for t in named if _CAPITALS.match(t)]
    return agency or dated or bool(_CAPITALS.match(named[0])) or (bool(shouted) and shouted[-1] == named[-1])


def _tail(body: str, start: int, end: int, cues: Cues) -> int:
    """Where boilerplate begins that runs to the end: only where little follows, or much went before."""
    first = end
    for pattern in cues.tail:
        for match in pattern.finditer(body, start, end):
            if match.start() < first and (
                end - match.start() <= 450 or match.start() - start > 3 * (end - match.start())
            ):
                first = match.start()
                break
    return first


def _credit(body: str, start: int, end: int, cues: Cues) -> int:
    match = _CREDIT.search(body, max(start, end - 140), end)
    if match and any(p.search(match.group(1).strip()) for p in cues.credits):
        return match.start()
    return end


def _inserts(body: str, start: int, end: int, kind: BlockKind, cues: Cues) -> list[Span]:
    found = sorted(m.span() for p in cues.insert for m in p.finditer(body, start, end))
    out: list[Span] = []
    at = start
    for left, right in found:
        if left < at:
            continue
        out.append((kind, at, left))
        out.append((BlockKind.FURNITURE, left, right))
        at = right
    return [*out, (kind, at, end)]
