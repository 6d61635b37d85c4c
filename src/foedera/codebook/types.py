"""Types of claim, with their triggers and examples, out of plain data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from foedera.codebook.nouns import EventType, Example, Expected, RoleSpec, Trigger
from foedera.codebook.yamlfiles import Data, listed
from foedera.errors import CodebookError

__all__ = ["TRIGGER_KEYS", "TYPE_KEYS", "event_type"]

TYPE_KEYS = frozenset(
    "type family label definition roles attributes mutual pair dyad codes "
    "also exclusions slots sides near spoken likely_source triggers examples".split()
)
TRIGGER_KEYS = frozenset(
    "words pos frame needs avoid modifier not_modifier context not_context status "
    "negated under_negation attributes slots near sides confidence".split()
)


def _known(data: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    for key in data:
        if key not in keys:
            raise CodebookError(f"{where}: unknown key '{key}'. Known: {', '.join(sorted(keys))}.")


def event_type(data: Data, path: Path) -> EventType:
    _known(data, TYPE_KEYS, str(path))
    for key in ("type", "family", "label", "definition", "roles", "codes"):
        if key not in data:
            raise CodebookError(f"{path}: the key '{key}' is missing. Every type needs it.")
    name = data["type"]
    roles = tuple(
        RoleSpec(
            role,
            bool((spec or {}).get("many", False)),
            bool((spec or {}).get("peripheral", False)),
            frozenset(listed((spec or {}).get("kinds"))),
            bool((spec or {}).get("society", False)),
            str((spec or {}).get("definition", "")),
        )
        for role, spec in data["roles"].items()
    )
    return EventType(
        name=name,
        family=data["family"],
        label=data["label"],
        definition=" ".join(data["definition"].split()),
        roles=roles,
        attributes=dict(data.get("attributes") or {}),
        mutual=bool(data.get("mutual", False)),
        pair=dict(data.get("pair") or {}),
        gives_dyad=bool(data.get("dyad", False)),
        codes=dict(data["codes"]),
        also=dict(data.get("also") or {}),
        exclusions=tuple(data.get("exclusions") or ()),
        slots=dict(data.get("slots") or {}),
        sides=data.get("sides"),
        spoken=bool(data.get("spoken", False)),
        likely_source=tuple(listed(data.get("likely_source"))),
        triggers={
            language: tuple(
                _trigger(name, language, at, {"near": data.get("near", True)} | t, path)
                for at, t in enumerate(listed or (), start=1)
            )
            for language, listed in (data.get("triggers") or {}).items()
        },
        positive=_examples(data, "positive"),
        negative=_examples(data, "negative"),
    )


def _trigger(name: str, language: str, number: int, data: Data, path: Path) -> Trigger:
    where = f"{path}: trigger {number} of '{language}'"
    _known(data, TRIGGER_KEYS, where)
    for key in ("words", "pos", "frame"):
        if key not in data:
            raise CodebookError(f"{where}: the key '{key}' is missing.")
    return Trigger(
        id=f"{name}/{language}/{number}",
        words=tuple(listed(data["words"])),
        pos=data["pos"],
        frame=data["frame"],
        needs={slot: frozenset(listed(v)) for slot, v in (data.get("needs") or {}).items()},
        avoid={slot: frozenset(listed(v)) for slot, v in (data.get("avoid") or {}).items()},
        modifier=frozenset(listed(data.get("modifier"))),
        not_modifier=frozenset(listed(data.get("not_modifier"))),
        context=frozenset(listed(data.get("context"))),
        not_context=frozenset(listed(data.get("not_context"))),
        status=data.get("status"),
        negated=bool(data.get("negated", False)),
        under_negation=bool(data.get("under_negation", False)),
        attributes={k: str(v) for k, v in (data.get("attributes") or {}).items()},
        slots=dict(data.get("slots") or {}),
        near=bool(data.get("near", True)),
        sides=data.get("sides"),
        confidence=float(data.get("confidence", 0.9)),
    )


def _examples(data: Data, sign: str) -> dict[str, tuple[Example, ...]]:
    return {
        language: tuple(_example(e) for e in (given or {}).get(sign) or ())
        for language, given in (data.get("examples") or {}).items()
    }


def _example(data: Data) -> Example:
    return Example(
        text=" ".join(data["text"].split()),
        published=str(data["published"]) if data.get("published") else None,
        claims=tuple(
            Expected(
                c.get("status"),
                {role: tuple(listed(actors)) for role, actors in (c.get("roles") or {}).items()},
                bool(c.get("negated", False)),
                (str(c["date"][0]), str(c["date"][1])) if c.get("date") else None,
            )
            for c in data.get("claims") or ()
        ),
        why=str(data.get("why", "")),
    )
