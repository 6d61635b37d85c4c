"""Files of judgements: JSONL, one a line, in the order in which they stand, so that two files can be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from foedera.decisions import in_order
from foedera.errors import JudgementFileError, UsageError
from foedera.judging.shapes import shaped
from foedera.model import Judgement
from foedera.rows import judgement_from, judgement_record

__all__ = ["LONGEST_LINE", "lines_of", "read_lines"]

LONGEST_LINE = 1_000_000  # bytes: a reason and the words of a few claims are some thousands
_BROKEN = re.compile(r"[\ud800-\udfff]")
_KEYS = frozenset("id subject subject_id verdict who when why values part anchors".split())
_ANCHOR_KEYS = frozenset("text type exact prefix suffix start end parties".split())


def lines_of(judgements: Iterable[Judgement]) -> Iterator[str]:
    """The judgements as lines, each once, keys in a fixed order; the same for every order of input."""
    for each in in_order(judgements):
        yield json.dumps(judgement_record(each) | {"values": dict(sorted(each.values.items()))}, ensure_ascii=False)


def read_lines(lines: Iterable[bytes], *, name: str, latest: str) -> list[Judgement]:
    """The judgements of a file, in order, each once. ``latest``: no time may be later than that.

    Raises JudgementFileError, with ``name`` and line, at the first line that is no judgement.
    """
    found: dict[str, Judgement] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            judgement = _judgement(line)
        except UsageError as bad:
            raise JudgementFileError(
                f"{name}:{number}: {bad} Nothing was taken in; mend the line, or export anew."
            ) from bad
        if judgement.when > latest:
            raise JudgementFileError(
                f"{name}:{number}: decided at {judgement.when}, more than a day ahead of now. Set the clock of the"
                " machine on which it was made, or of this one. Nothing was taken in."
            )
        found[judgement.id] = judgement
    return in_order(found.values())


def _judgement(line: bytes) -> Judgement:
    """Raises UsageError, which says what is wrong with the line."""
    if len(line) > LONGEST_LINE:
        raise UsageError(f"a line of {len(line):,} bytes is no judgement.")
    try:
        record = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as bad:
        raise UsageError("not UTF-8.") from bad
    except (ValueError, RecursionError) as bad:
        why = str(bad).partition(":")[0][:80]
        raise UsageError(f"not JSON, or cut off ({why}).") from bad
    _typed(record)
    if _BROKEN.search(json.dumps(record, ensure_ascii=False)):
        raise UsageError("not a judgement: it holds broken letters (half of a surrogate pair).")
    try:
        judgement = judgement_from(record)
        named = shaped(judgement).named()
    except (KeyError, TypeError, ValueError, AttributeError) as bad:
        raise UsageError("not a judgement: a value is of the wrong kind.") from bad
    if named.id != judgement.id:
        raise UsageError(
            f"the line was changed after it was written: its id is {judgement.id[:20]}, its content's {named.id}."
        )
    return judgement


def _typed(record: Any) -> None:
    """See that the record has the keys of a judgement, and words where words belong. Raises UsageError."""
    if not isinstance(record, dict):
        raise UsageError("not a judgement, which is a JSON object.")
    if missing := sorted(_KEYS - set(record)):
        raise UsageError(f"not a judgement: the key '{missing[0]}' is missing.")
    if strange := sorted(set(record) - _KEYS):
        raise UsageError(f"not a judgement: the key '{strange[0][:40]}' is unknown.")
    if any(not isinstance(record[key], str) for key in _KEYS - {"values", "anchors"}):
        raise UsageError("not a judgement: one of its keys should be words, and is not.")
    values, anchors = record["values"], record["anchors"]
    if not isinstance(values, dict) or any(not isinstance(v, str) for v in values.values()):
        raise UsageError("not a judgement: 'values' should hold words by field.")
    if not isinstance(anchors, list):
        raise UsageError("not a judgement: 'anchors' should be a list.")
    for anchor in anchors:
        _typed_anchor(anchor)


def _typed_anchor(anchor: Any) -> None:
    if not isinstance(anchor, dict) or set(anchor) != _ANCHOR_KEYS:
        raise UsageError(f"not a judgement: an anchor has the keys {', '.join(sorted(_ANCHOR_KEYS))}.")
    is_words = all(isinstance(anchor[key], str) for key in ("text", "type", "exact", "prefix", "suffix"))
    ends = anchor["start"], anchor["end"]
    is_span = all(type(at) is int for at in ends) and 0 <= ends[0] < ends[1] < 2**53
    parties = anchor["parties"]
    is_named = isinstance(parties, list) and all(
        isinstance(p, dict) and set(p) == {"role", "actor"} and all(isinstance(v, str) for v in p.values())
        for p in parties
    )
    if not (is_words and is_span and is_named and anchor["exact"]):
        raise UsageError("not a judgement: an anchor's words, place or parties are not such.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
