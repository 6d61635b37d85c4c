"""YAML files in, plain data out: strict where YAML would guess."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from foedera.errors import CodebookError

__all__ = ["Data", "listed", "merge", "parse", "parse_all"]

Data = dict[str, Any]


class _Loader(yaml.CSafeLoader):
    """Only ``true`` and ``false`` are booleans, so that ``on`` and ``no`` stay words; refuses a key
    that is not text, and a key given twice."""


_BOOLEAN = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOLEAN, re.compile(r"^(?:true|false)$"), list("tf"))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Data:
    loader.flatten_mapping(node)
    seen: Data = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise yaml.YAMLError(f"line {line}: the key {key!r} is not text; put it in quotes")
        if key in seen:
            raise yaml.YAMLError(f"line {line}: the key '{key}' is given twice")
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def parse(path: Path, raw: bytes) -> Data:
    """The mapping in a codebook file. Raises CodebookError with file, line and what to do."""
    found = parse_all(path, raw)
    if len(found) > 1:
        raise CodebookError(f"{path}: {len(found)} documents in one file. Give each a file of its own.")
    return found[0] if found else {}


def parse_all(path: Path, raw: bytes) -> list[Data]:
    """The mappings in a YAML file, with lines of ``---`` between them. Raises CodebookError likewise."""
    try:
        loaded = list(yaml.load_all(raw.decode("utf-8"), Loader=_Loader))
    except UnicodeDecodeError as bad:
        raise CodebookError(f"{path}: not UTF-8 at byte {bad.start}. Save the file as UTF-8.") from bad
    except yaml.YAMLError as bad:
        raise CodebookError(f"{path}: not valid YAML: {' '.join(str(bad).split())}. Mend the file.") from bad
    found = [data for data in loaded if data is not None]
    for data in found:
        if not isinstance(data, dict):
            raise CodebookError(f"{path}: such a file is a mapping of keys, not a {type(data).__name__}.")
    return found


def merge(base: Any, over: Any) -> Any:
    """One file's data laid over another's: mappings key by key, lists appended, other values replaced."""
    if isinstance(base, dict) and isinstance(over, dict):
        merged = dict(base)
        for key, value in over.items():
            merged[key] = merge(base[key], value) if key in base else value
        return merged
    if isinstance(base, list) and isinstance(over, list):
        return base + over
    return over


def listed(value: Any) -> list[str]:
    """One value or a list of them, as a list of words."""
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]
