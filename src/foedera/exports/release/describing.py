"""``datapackage.json``: every file of a release and every column, as a Frictionless Data Package (version 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from foedera.codebook import PACKAGED, parse
from foedera.exports.release.bagging import sha256
from foedera.exports.release.nouns import Holdings

__all__ = ["package_of", "resources"]

Record = dict[str, Any]


@lru_cache(maxsize=1)
def resources() -> Mapping[str, Any]:
    """What ``data/release/columns.yml`` says of each file of records: its description, key, references, columns."""
    file = files("foedera") / "data" / "release" / "columns.yml"
    return dict(parse(PACKAGED.parent / "release" / "columns.yml", file.read_bytes()))


def package_of(holdings: Holdings, payload: Mapping[str, bytes]) -> Record:
    """The descriptor of these files, by their path under ``data/``."""
    listed = [_table(name, about, payload[f"{name}.jsonl"]) for name, about in resources().items()]
    listed += [
        _file(name, path, payload[path], about)
        for name, path, about in (
            ("readme", "README.txt", "What this release is."),
            ("citation", "CITATION.txt", "How to cite it."),
        )
    ]
    for name, folder, form, about in (
        ("codebook", "codebook/", "yaml", "The codebook as used: the packaged files, then those of the project."),
        ("texts", "texts/", "txt", "The bodies of the documents, named by the SHA-256 of their content."),
    ):
        if paths := sorted(path for path in payload if path.startswith(folder)):
            listed.append({"name": name, "path": paths, "format": form, "encoding": "utf-8", "description": about})
    return {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", f"foedera-{holdings.name}".lower()),
        "title": f"Foedera data release {holdings.name}",
        "version": holdings.name,
        "created": f"{holdings.released.isoformat()}T00:00:00Z",
        "foedera": {"software": holdings.software, "codebook": holdings.dossier.codebook},
        "resources": listed,
    }


def _table(name: str, about: Mapping[str, Any], content: bytes) -> Record:
    schema: Record = {
        "fields": [
            {"name": column, "type": kind, "description": words} for column, (kind, words) in about["columns"].items()
        ],
        "missingValues": [""],
    }
    if about.get("key"):
        schema["primaryKey"] = about["key"]
    return _file(name, f"{name}.jsonl", content, about["description"]) | {
        "mediatype": "application/x-ndjson",
        "rows": content.count(b"\n"),
        "schema": schema,
    }


def _file(name: str, path: str, content: bytes, about: str) -> Record:
    return {
        "name": name,
        "path": path,
        "format": path.rpartition(".")[2],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "description": about,
    }
