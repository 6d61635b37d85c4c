"""The shape of codebook files: known keys, kinds of values, and what YAML reinterprets unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from foedera.checking.findings import Finding, near
from foedera.codebook import PACKAGED, TRIGGER_KEYS, TYPE_KEYS
from foedera.codebook import parse as parse_file
from foedera.errors import CodebookError

__all__ = ["check"]


@dataclass(frozen=True, slots=True)
class _Keys:
    """A mapping with these keys; ``needed`` must be there (in an overlay they may come from the packaged file)."""

    known: Mapping[str, Any]
    needed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Each:
    """A mapping of any keys, or a list: each value has this shape."""

    of: Any


@dataclass(frozen=True, slots=True)
class _One:
    """A value of one of these Python kinds, called ``name`` in messages. None always passes."""

    kinds: tuple[type, ...]
    name: str = field(default="")


_TEXT = _One((str,), "text")
_FLAG = _One((bool,), "true or false")
_YEAR = _One((int,), "a whole number")
_NUMBER = _One((int, float), "a number")
_WORDS = _One((list, str), "a list of words")
_LIST = _One((list,), "a list")
_MAP = _One((dict,), "a mapping")
_ANY = _One((object,), "anything")

_ROLE = _Keys({"many": _FLAG, "peripheral": _FLAG, "society": _FLAG, "kinds": _WORDS, "definition": _TEXT})
_CLAIM = _Keys({"status": _TEXT, "roles": _Each(_WORDS), "negated": _FLAG, "date": _LIST}, frozenset({"roles"}))
_EXAMPLE = _Keys({"text": _TEXT, "published": _TEXT, "claims": _Each(_CLAIM), "why": _TEXT}, frozenset({"text"}))
_KINDS = {
    "words": _WORDS, "pos": _TEXT, "frame": _TEXT, "needs": _Each(_WORDS), "avoid": _Each(_WORDS), "modifier": _WORDS,
    "not_modifier": _WORDS, "context": _WORDS, "not_context": _WORDS, "status": _TEXT, "negated": _FLAG,
    "attributes": _MAP, "slots": _Each(_TEXT), "confidence": _NUMBER,
}  # fmt: skip
_TRIGGER = _Keys({key: _KINDS.get(key, _ANY) for key in TRIGGER_KEYS}, frozenset({"words", "pos", "frame"}))
_TYPE = _Keys(
    dict.fromkeys(TYPE_KEYS, _ANY)
    | {
        "type": _TEXT, "family": _TEXT, "label": _TEXT, "definition": _TEXT, "roles": _Each(_ROLE),
        "attributes": _Each(_TEXT), "mutual": _FLAG, "pair": _Each(_TEXT), "dyad": _FLAG, "codes": _MAP,
        "also": _Each(_TEXT), "exclusions": _LIST, "slots": _Each(_TEXT), "spoken": _FLAG, "likely_source": _LIST,
        "triggers": _Each(_Each(_TRIGGER)),
        "examples": _Each(_Keys({"positive": _Each(_EXAMPLE), "negative": _Each(_EXAMPLE)})),
    },
    frozenset({"type", "family", "label", "definition", "roles", "codes"}),
)  # fmt: skip
_STATE = _Keys(
    {
        "names": _WORDS, "adjectives": _WORDS, "prefixes": _WORDS, "nationals": _WORDS, "capital": _WORDS,
        "seats": _WORDS, "cities": _WORDS, "cow": _YEAR, "cow_abb": _TEXT, "gw": _YEAR, "since": _YEAR,
        "until": _YEAR, "successor": _ANY, "part_of": _TEXT, "ambiguous": _ANY, "note": _TEXT,
    },
    frozenset({"names"}),
)  # fmt: skip
_ORGANISATION = _Keys(
    {
        "names": _WORDS, "kind": _TEXT, "seat": _TEXT, "seats": _WORDS, "founded": _YEAR, "ended": _YEAR,
        "members": _ANY, "members_note": _TEXT, "observers": _ANY, "adjectives": _WORDS, "case": _FLAG,
        "plover": _TEXT, "parent": _TEXT, "note": _TEXT,
    },
    frozenset({"names"}),
)  # fmt: skip
_SOURCE = _Keys(
    {
        "id": _TEXT,
        "names": _WORDS,
        "kind": _TEXT,
        "country": _TEXT,
        "owner": _TEXT,
        "reliability": _TEXT,
        "ambiguous": _ANY,
    },
    frozenset({"id", "names", "kind"}),
)

_YEARS = range(1500, 2200)  # may stand among words: [NATO, 1949, null]

_FILES: dict[str, Any] = {
    r"\w+\.yml": _MAP,
    r"events/\w+\.yml": _TYPE,
    r"actors/states\.yml": _Keys({"states": _Each(_STATE)}),
    r"actors/organisations\.yml": _Keys({"organisations": _Each(_ORGANISATION)}),
    r"actors/groups\.yml": _Keys({"groups": _Each(_MAP), "nonstate": _Each(_MAP), "places": _ANY}),
    r"actors/leaders\.yml": _Keys({"leaders": _Each(_MAP), "nonstate_leaders": _Each(_MAP)}),
    r"actors/institutions\.yml": _Keys({"institutions": _Each(_MAP)}),
    r"languages/\w+/\w+\.yml": _MAP,
    r"sources/\w+\.yml": _Keys({"sources": _Each(_SOURCE)}),
    r"yardsticks/\w+\.yml": _MAP,
    r"vectors/\w+\.yml": _Keys({"vectors": _Each(_MAP)}),
    r"named/\w+\.yml": _MAP,
}


def check(root: Path, *, is_overlay: bool) -> Iterator[Finding]:
    """Every file under ``root``: can be parsed, stands where something reads it, and has the right shape."""
    for path in sorted(root.rglob("*.y*ml")):
        file = path.relative_to(root).as_posix()
        try:
            data = parse_file(path, path.read_bytes())
        except CodebookError as bad:
            yield Finding("C101", file, "", str(bad))
            continue
        shape = next((s for pattern, s in _FILES.items() if re.fullmatch(pattern, file)), None)
        if shape is None:
            yield Finding("C102", file, "", "nothing reads a file of this name." + near(file, _layout()))
            continue
        replaces = data.pop("replace", False)
        is_partial = is_overlay and not replaces and (PACKAGED / file).is_file()
        yield from _walk(data, shape, file, "", is_partial=is_partial)
        yield from _reinterpreted(data, file, "")
        if file.startswith("events/") and isinstance(data.get("type"), str) and data["type"] != path.stem:
            yield Finding("C107", file, "type", f"the file is '{path.stem}', the type '{data['type']}'.")


def _layout() -> list[str]:
    return [p.relative_to(PACKAGED).as_posix() for p in PACKAGED.rglob("*.yml")]


def _walk(value: Any, shape: Any, file: str, key: str, *, is_partial: bool) -> Iterator[Finding]:
    if value is None:
        return
    if isinstance(shape, _One):
        wrong = not isinstance(value, shape.kinds) or (isinstance(value, bool) and shape in (_YEAR, _NUMBER))
        if wrong:
            yield Finding("C105", file, key, f"{shape.name} is wanted here, not {_kind(value)}.")
    elif isinstance(shape, _Each):
        if not isinstance(value, dict | list):
            yield Finding("C105", file, key, f"a mapping or a list is wanted here, not {_kind(value)}.")
            return
        for name, item in value.items() if isinstance(value, dict) else enumerate(value, start=1):
            yield from _walk(item, shape.of, file, _under(key, name), is_partial=is_partial)
    else:
        yield from _keys(value, shape, file, key, is_partial=is_partial)


def _keys(value: Any, shape: _Keys, file: str, key: str, *, is_partial: bool) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield Finding("C105", file, key, f"a mapping is wanted here, not {_kind(value)}.")
        return
    for name, item in value.items():
        if name in shape.known:
            yield from _walk(item, shape.known[name], file, _under(key, name), is_partial=is_partial)
        else:
            yield Finding("C103", file, _under(key, name), f"unknown key '{name}'.{near(name, shape.known)}")
    may_be_elsewhere = is_partial and key.count("/") < 2  # merged into a packaged mapping of that name
    for name in sorted(shape.needed - set(value)):
        if not may_be_elsewhere:
            yield Finding("C104", file, key, f"the key '{name}' is missing.")


def _reinterpreted(value: Any, file: str, key: str) -> Iterator[Finding]:
    """Dates, and truth values or numbers among words: bare words that YAML has taken for something else."""
    if isinstance(value, date):
        yield Finding("C106", file, key, f'{value} was read as a date. Write "{value}".')
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _reinterpreted(item, file, _under(key, name))
    elif isinstance(value, list):
        has_words = any(isinstance(item, str) for item in value)
        for at, item in enumerate(value, start=1):
            if has_words and isinstance(item, bool | int | float) and item not in _YEARS:
                hint = "a truth value" if isinstance(item, bool) else "a number"
                yield Finding("C106", file, _under(key, at), f"{item!r} was read as {hint} among words.")
            else:
                yield from _reinterpreted(item, file, _under(key, at))


def _under(key: str, name: object) -> str:
    return f"{key}/{name}" if key else str(name)


def _kind(value: Any) -> str:
    names = {bool: "a truth value", int: "a number", float: "a number", str: "text", list: "a list", dict: "a mapping"}
    what = names.get(type(value), type(value).__name__)
    return f"{what} ({value!r})" if not isinstance(value, list | dict) else what
