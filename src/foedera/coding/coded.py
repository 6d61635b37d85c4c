"""Which entry of a type's ``codes`` a claim has: by its status, its attributes and the word that reports it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foedera.coding.drafts import Draft
from foedera.model import Status

__all__ = ["case_of", "entry_of"]

_KEYS = {
    Status.AGREED: "prospective",
    Status.PLANNED: "prospective",
    Status.OFFERED: "prospective",
    Status.DISCUSSED: "prospective",
    Status.HYPOTHETICAL: "prospective",
    Status.REQUESTED: "requested",
    Status.REFUSED: "refused",
    Status.CANCELLED: "cancelled",
}
_TALK = frozenset({Status.OFFERED, Status.DISCUSSED, Status.HYPOTHETICAL})  # neither done nor decided


def entry_of(draft: Draft) -> Mapping[str, Any]:
    """The codes of a claim, with the ``pair`` of its rows where they are not those of the type. A negated claim has
    none. What is only talked of has the codes under ``talk``, where there are any, else those of a plan."""
    if draft.negated:
        return {}
    codes, case, key = draft.type.codes, case_of(draft), _KEYS.get(draft.status)
    marked = next((k for k, v in draft.attributes.items() if v == "true" and isinstance(codes.get(k), Mapping)), None)
    if marked is not None:  # "lifted: true" chooses the codes under "lifted", and those of a status there
        inner = codes[marked].get(key) if key else None
        return inner if isinstance(inner, Mapping) else codes[marked]
    keys = (["talk"] if draft.status in _TALK else []) + ([key] if key else [])
    found = [choice[k] for k in keys for choice in (case, codes) if isinstance(choice.get(k), Mapping)]
    return found[0] if found else case or codes


def case_of(draft: Draft) -> Mapping[str, Any]:
    """The entry of ``codes.when`` whose attributes and words the claim has; empty where there is none."""
    for entry in draft.type.codes.get("when", ()):
        fits = all(draft.attributes.get(k) in (str(v), str(v).lower()) for k, v in entry.get("if", {}).items())
        if fits and ("words" not in entry or draft.parsed.forms[draft.token][1] in entry["words"]):
            chosen: Mapping[str, Any] = {k: v for k, v in entry.items() if k not in ("if", "words")}
            return chosen
    return {}
