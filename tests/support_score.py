"""Hand-coded documents of our own making for the tests of scoring, small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["GOLD", "TEXT", "claim", "write_claims", "write_gold"]

TEXT = (
    "Oman's defence minister arrived in Nairobi on Tuesday. Kenya and Oman signed an accord on training.\n\n"
    "Ghana protested against Togo's closing of the border. The ministry has a new roof.\n"
)

GOLD = """\
id: d1
published: "2021-03-04"
language: en
text: |
  Oman's defence minister arrived in Nairobi on Tuesday. Kenya and Oman signed an accord on training.

  Ghana protested against Togo's closing of the border. The ministry has a new roof.
claims:
  - words: Oman's defence minister arrived in Nairobi on Tuesday
    type: visit
    status: occurred
    roles: {visitor: [OMN], host: [KEN]}
    date: "2021-03-02"
  - words: Kenya and Oman signed an accord on training
    type: agreement
    status: occurred
    roles: {signatory: [KEN, OMN]}
  - words: Ghana protested against Togo's closing of the border
    type: opposition
    status: occurred
    roles: {speaker: [GHA], target: [TGO]}
  - words: Togo's closing of the border
    type: restriction
    status: occurred
    roles: {initiator: [TGO]}
    optional: true
silent:
  - {words: The ministry has a new roof, why: home affairs}
"""


def write_gold(folder: Path, **documents: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in (documents or {"d1": GOLD}).items():
        (folder / f"{name}.yml").write_text(words, encoding="utf-8")
    return folder


def claim(quote: str, kind: str, family: str, roles: dict[str, list[str]], **more: Any) -> dict[str, Any]:
    """A claim record cut down to what is scored."""
    record = {
        "document": {"id": "d1"},
        "type": kind,
        "family": family,
        "status": "occurred",
        "roles": [{"role": role, "actor": actor} for role, actors in roles.items() for actor in actors],
        "date": None,
        "quote": {"exact": quote},
    }
    return record | more


def write_claims(path: Path, *claims: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(c) + "\n" for c in claims), encoding="utf-8")
    return path
