"""Markdown and text with front matter: the body is the file as it stands, front matter included."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from foedera.formats import plain
from foedera.formats.extract import Extract, Fact, Piece
from foedera.model import BlockKind

__all__ = ["front_matter", "read"]

_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)(?:\r?\n)(?:\1|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_LONGEST_FRONT = 20_000
_FIELD = re.compile(r"^([A-Za-z_][\w -]{0,40})\s*[:=]\s*(.*)$", re.MULTILINE)
_HEADING = re.compile(r"#{1,6}\s+\S|[^\n]+\n(?:=+|-{3,})\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_COMMENT = re.compile(r"<!--.*?-->\s*$", re.DOTALL)
_QUOTE = re.compile(r"\s*>\s?")
# Names of fields are the format's, the same in every language; the first that is there wins.
_FIELDS = {
    "title": ("title", "post_title", "headline"),
    "published": ("published_time", "date", "post_date", "published", "pubdate", "datepublished", "publish_date"),
    "author": ("author", "authors", "byline", "by"),
    "outlet": ("outlet", "publisher", "publication", "site_name", "site"),
    "url": ("source_url", "url", "link", "canonical_url", "original_link", "permalink"),
    "language": ("language", "lang"),
}


def read(text: str) -> Extract:
    """The text as body; headings and quotations by Markdown's own signs, facts from front matter."""
    start, facts = front_matter(text)
    head = (Piece(0, len(text[:start].rstrip()), "front matter", BlockKind.FURNITURE),) if start else ()
    rest = tuple(replace(p, kind=_kind(text[p.start : p.end])) for p in plain.pieces(text, start))
    return Extract(text, head + rest, facts)


def front_matter(text: str) -> tuple[int, dict[str, Fact]]:
    """Where the text proper begins, and what a block of fields before it says; (0, {}) where there is none."""
    match = _FRONT.match(text, 0, _LONGEST_FRONT)
    if match is None:
        return 0, {}
    fields = _fields(match.group(2))
    if not fields:
        return 0, {}
    facts: dict[str, Fact] = {}
    for name, keys in _FIELDS.items():
        for key in keys:
            value = _scalar(fields.get(key))
            if value and (name != "published" or value[:4].isdigit() or any(c.isdigit() for c in value)):
                facts[name] = Fact(value, f"front matter, {key}")
                break
    return match.end(), facts


def _fields(block: str) -> dict[str, Any]:
    try:
        parsed = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        parsed = None
    if isinstance(parsed, Mapping):
        return {str(k).strip().lower(): v for k, v in parsed.items()}
    # Front matter that is not YAML after all: its plain `name: value` lines still tell.
    return {m.group(1).strip().lower(): m.group(2).strip().strip("'\"") for m in _FIELD.finditer(block)}


def _scalar(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        text = " ".join(str(value).split())
        return text if text not in ("", ">", "|", "- >") else None
    return None


def _kind(text: str) -> BlockKind | None:
    if _COMMENT.match(text) or _FENCE.match(text):
        return BlockKind.FURNITURE
    if _HEADING.match(text):
        return BlockKind.HEADLINE
    if _QUOTE.match(text):
        return BlockKind.QUOTATION
    return None
