"""Claims made by hand, and the hand-coded gold as claims, for the tests of linking, events and the brief."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from foedera.codebook import Codebook
from foedera.model import (
    Amount,
    Attribution,
    Block,
    BlockKind,
    Claim,
    Interval,
    Precision,
    Quote,
    Role,
    Status,
    Text,
    Voice,
    claim_id,
)

SHARED = Path(__file__).parents[2] / "shared"


def day(iso: str, end: str | None = None) -> Interval:
    """An Interval from "2012", "2012-06" or "2012-06-05", or between two of those."""
    first, last = _bounds(iso)[0], _bounds(end or iso)[1]
    precision = Precision.RANGE if end else {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(iso)]
    return Interval(first, last, precision, f'"{iso}"')


def _bounds(iso: str) -> tuple[date, date]:
    parts = [int(p) for p in iso.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date(parts[0], parts[1], 1), date.fromordinal(following.toordinal() - 1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def text(name: str, body: str, *, published: str | None = None, **known: Any) -> Text:
    """A Text of one body block a paragraph."""
    blocks, at = [], 0
    for number, paragraph in enumerate(body.split("\n\n"), start=1):
        blocks.append(Block(BlockKind.BODY, at, at + len(paragraph), f"paragraph {number}"))
        at += len(paragraph) + 2
    when = day(published) if published else None
    return Text(name, body, tuple(blocks), language="en", published=when, **known)


def claim(
    source: Text,
    words: str,
    kind: str,
    roles: Mapping[str, str | list[str]],
    *,
    family: str = "contact",
    status: Status = Status.OCCURRED,
    ordinal: int = 0,
    **fields: Any,
) -> Claim:
    """A claim that quotes ``words`` of ``source``."""
    start = source.body.index(words)
    end = start + len(words)
    return Claim(
        id=claim_id(source.id, kind, start, end, ordinal=ordinal),
        text_id=source.id,
        type=kind,
        family=family,
        status=status,
        roles=tuple(
            Role(role, actor, "group" if actor.startswith("GRP:") else "state", actor, start, end)
            for role, actors in roles.items()
            for actor in ([actors] if isinstance(actors, str) else actors)
        ),
        quote=Quote.of(source.body, start, end),
        **fields,
    )


def gold(book: Codebook, documents: tuple[str, ...] = ("000", "001", "003")) -> tuple[dict[str, Text], list[Claim]]:
    """The development gold as texts and claims; the test that asks is skipped where it is absent."""
    path = SHARED / "gold" / "gold.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not here: the hand-coded gold is no part of the project")
    texts, claims = _gold()
    chosen = [c for c in claims if c.text_id in documents and c.type in book.types]
    return {name: texts[name] for name in documents}, chosen


@lru_cache(maxsize=1)
def _gold() -> tuple[dict[str, Text], list[Claim]]:
    folder = SHARED / "gold"
    published = {row["path"]: row for row in _rows(folder / "manifest.jsonl")}
    texts: dict[str, Text] = {}
    claims: list[Claim] = []
    for row in _rows(folder / "gold.jsonl"):
        known = published.get(row["path"], {})
        name = Path(row["path"]).name[:3]
        if name in texts:
            continue
        body = (folder / row["path"]).read_bytes().decode("utf-8")
        texts[name] = text(
            name,
            body,
            published=known.get("published"),
            title=known.get("title") or body.split("\n")[0],
            outlet=known.get("outlet"),
        )
        claims += [_gold_claim(texts[name], each, at) for at, each in enumerate(row["claims"]) if each.get("type")]
    return texts, claims


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _gold_claim(source: Text, row: Mapping[str, Any], ordinal: int) -> Claim:
    status = row["status"] if row["status"] in set(Status) else "discussed"
    family = row["families"][0]
    when = row["date"]
    actors = [(a.get("role") or "participant", a["id"]) for a in row["actors"]]
    return Claim(
        id=claim_id(source.id, row["type"], row["start"], row["end"], ordinal=ordinal),
        text_id=source.id,
        type=row["type"],
        family=family,
        status=Status(status),
        roles=tuple(
            Role(role, actor, _kind(actor), source.body[row["start"] : row["start"] + 3], row["start"], row["end"])
            for role, actor in actors
        ),
        quote=Quote.of(source.body, row["start"], row["end"]),
        date=None
        if not when
        else Interval(
            date.fromisoformat(when["start"]) if when.get("start") else None,
            date.fromisoformat(when["end"]) if when.get("end") else None,
            Precision(when.get("precision") or "range"),
            "as coded by hand",
        ),
        amounts=tuple(
            _gold_amount(q, row) for q in row.get("quantities", []) if isinstance(q.get("value"), int | float)
        ),
        voice=Voice(row.get("voice") or "author"),
        attribution=tuple(
            Attribution(a.get("kind") or "media", a.get("name") or "", None, None, a.get("as_printed"))
            for a in row.get("attribution") or []
            if isinstance(a, dict)
        ),
    )


def _kind(actor: str) -> str:
    return "group" if ":" in actor else "state" if len(actor) == 3 else "organisation"


def _gold_amount(quantity: Mapping[str, Any], row: Mapping[str, Any]) -> Amount:
    stated = quantity.get("op") or "="
    value, op = float(quantity["value"]), {"~": "about"}.get(stated, stated)
    low = None if op in {"<", "<="} else value
    high = None if op in {">", ">="} else value
    return Amount("number", value, low, high, op, quantity.get("unit") or "", row["start"], row["end"])
