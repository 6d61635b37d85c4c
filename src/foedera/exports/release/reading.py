"""The files of records of a release, read line by line; what is no record is a finding, never a crash."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foedera.exports.release.bagging import PAYLOAD
from foedera.exports.release.describing import resources
from foedera.exports.release.nouns import Finding
from foedera.forecasting import forecast_from
from foedera.model import Source
from foedera.records import claim_from
from foedera.rows import copy_from, event_from, judgement_from, link_from, text_from

__all__ = ["Tables", "read_json", "read_tables"]

Record = dict[str, Any]
WRONG = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError, OverflowError)


@dataclass(frozen=True, slots=True)
class Tables:
    """Records by file, without the ending, those that could be read; and what could not."""

    rows: dict[str, list[Record]]
    findings: list[Finding] = field(default_factory=list)


def _deletion(record: Mapping[str, Any]) -> Any:
    if record["kind"] not in ("document", "claim", "event") or not isinstance(record["into"], list):
        raise ValueError("kind")
    return record["id"], record["was"], record["why"]


_LOADERS: Mapping[str, Callable[[Record], Any]] = {
    "claims": claim_from,
    "events": event_from,
    "documents": lambda r: text_from(r | {"blocks": []}, ""),
    "sources": lambda r: Source(r["id"], r["name"], r["kind"], r["country"], r["owner"], r["reliability"]),
    "links": link_from,
    "copies": copy_from,
    "judgements": judgement_from,
    "ledger": forecast_from,
    "deletions": _deletion,
}


def read_tables(folder: Path) -> Tables:
    """Every file of records that a release has; a missing one is a finding."""
    tables = Tables({})
    package = read_json(folder / "datapackage.json")
    described = _described(package)
    if not described:
        tables.findings.append(Finding("R201", f"{PAYLOAD}datapackage.json", "does not describe the files of records."))
    for name, load in _LOADERS.items():
        file = f"{PAYLOAD}{name}.jsonl"
        try:
            content = (folder / f"{name}.jsonl").read_bytes()
        except OSError:
            tables.findings.append(Finding("R103", file, "missing or not to be read."))
            continue
        columns = described.get(name, tuple(resources()[name]["columns"]))
        tables.rows[name] = list(_records(file, content, load, columns, tables.findings))
    return tables


def read_json(path: Path) -> Any:
    """What a file of JSON holds; None where it holds none."""
    try:
        return json.loads(path.read_bytes().decode("utf-8"))
    except (OSError, *WRONG):
        return None


def _described(package: Any) -> dict[str, tuple[str, ...]]:
    """The columns of each file of records, as datapackage.json has them."""
    try:
        return {
            str(each["name"]): tuple(str(f["name"]) for f in each["schema"]["fields"])
            for each in package["resources"]
            if "schema" in each
        }
    except WRONG:
        return {}


def _records(
    file: str, content: bytes, load: Callable[[Record], Any], columns: tuple[str, ...], findings: list[Finding]
) -> Iterator[Record]:
    lines = content.split(b"\n")  # not splitlines: a title may hold a line separator of its own
    if lines.pop():
        findings.append(Finding("R201", file, "the last line has no end."))
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line.decode("utf-8"))
            load(record)
        except WRONG as bad:
            reason = f"{type(bad).__name__}: {bad}".split("\n")[0][:120]
            findings.append(Finding("R201", file, f"line {number} is no record of its kind ({reason})."))
            continue
        if tuple(record) != columns:
            odd = ", ".join(sorted(set(record) ^ set(columns))) or "their order"
            findings.append(Finding("R202", file, f"line {number}: the columns differ: {odd}."))
        yield record
