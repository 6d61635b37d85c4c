"""What is counted in one document, row by row: groups, families, types, languages, dyads.

A row is named by where it stands in the report: ``("event",)``, ``("families", "contact")``, ``("types", "visit")``,
``("languages", "en", "event")``, ``("dyads",)``. Counts of documents add up, so that documents can be drawn again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from foedera.codebook import Codebook
from foedera.score.dyads import dyads_of_claims, dyads_of_gold
from foedera.score.fields import coarse
from foedera.score.matching import date_agrees, role_pairs
from foedera.score.nouns import Coded, Document, Kind, Outcome

__all__ = ["DYADS", "GROUPS", "SILENT", "Counts", "Name", "count", "group_of"]

GROUPS = ("event", "structure", "assessment")
DYADS, SILENT = ("dyads",), ("silent",)
Name = tuple[str, ...]
Counts = Mapping[Name, Mapping[str, int]]  # row -> what -> how many
_Rows = defaultdict[Name, Counter[str]]


def group_of(family: str, book: Codebook) -> str:
    """The group of a family; a family that the codebook lacks counts as of events."""
    return book.families[family].group if family in book.families else "event"


def count(document: Document, outcomes: Sequence[Outcome], book: Codebook) -> Counts:
    """What the outcomes of one document add to each row."""
    rows: _Rows = defaultdict(Counter)
    for outcome in outcomes:
        if outcome.record is not None and outcome.kind is not Kind.PASSED_OVER:
            _count_record(rows, document, outcome, outcome.record, book)
        if outcome.claim is not None:
            _count_claim(rows, document, outcome, outcome.claim, book)
        if outcome.record is not None and outcome.claim is not None:
            _count_hit(rows, document, outcome.record, outcome.claim, book)
    claims = [outcome.claim for outcome in outcomes if outcome.claim is not None]
    _count_dyads(rows[DYADS], document, claims, book)
    alarms = [o.claim for o in outcomes if o.kind is Kind.FALSE_ALARM and o.claim is not None]
    rows[SILENT]["stretches"] = len(document.silent)
    rows[SILENT]["claimed"] = sum(
        any(min(s.end, c.end) > max(s.start, c.start) for c in alarms) for s in document.silent
    )
    return rows


def _rows_of(family: str, document: Document, book: Codebook) -> tuple[Name, Name, Name]:
    group = group_of(family, book)
    return (group,), ("families", family), ("languages", document.language, group)


def _count_record(rows: _Rows, document: Document, outcome: Outcome, record: Coded, book: Codebook) -> None:
    hit = outcome.kind is Kind.HIT
    for row in _rows_of(record.family, document, book):
        _add_record(rows[row], hit, document)
    if record.type is not None:
        right = outcome.claim is not None and outcome.claim.type == record.type
        if right or not record.optional:
            _add_record(rows["types", record.type], right, document)


def _add_record(row: Counter[str], hit: bool, document: Document) -> None:
    row["gold"] += 1
    row["hit"] += hit
    row["listed"] += document.is_exhaustive
    row["listed_hit"] += hit and document.is_exhaustive


def _count_claim(rows: _Rows, document: Document, outcome: Outcome, claim: Coded, book: Codebook) -> None:
    hit = outcome.kind is Kind.HIT
    of_claim = _rows_of(claim.family, document, book)
    for row in of_claim:
        rows[row]["claims"] += document.is_exhaustive
        rows[row]["claims_hit"] += hit and document.is_exhaustive
        rows[row]["unlisted"] += outcome.kind is Kind.UNLISTED
        rows[row]["on_negative_documents"] += document.must_be_silent and group_of(claim.family, book) == "event"
    untyped = outcome.record is not None and outcome.record.type is None
    if claim.type is not None and document.is_exhaustive and not untyped:
        right = outcome.record is not None and outcome.record.type == claim.type
        rows["types", claim.type]["claims"] += 1
        rows["types", claim.type]["claims_hit"] += right


def _count_hit(rows: _Rows, document: Document, record: Coded, claim: Coded, book: Codebook) -> None:
    same_type = record.type == claim.type
    agrees = date_agrees(claim.date, record.date)
    wanted = role_pairs(record) if record.type is not None and same_type else set()
    for name in _rows_of(claim.family, document, book):
        row = rows[name]
        row["matched"] += 1
        row["status_right"] += coarse(record.status) == coarse(claim.status)
        row["typed"] += record.type is not None
        row["type_right"] += record.type is not None and same_type
        row["dated"] += agrees is not None
        row["date_right"] += bool(agrees)
        row["roles"] += len(wanted)
        row["roles_right"] += len(wanted & set(claim.parties))


def _count_dyads(row: Counter[str], document: Document, claims: Sequence[Coded], book: Codebook) -> None:
    required, allowed = dyads_of_gold(document, book)
    found = dyads_of_claims(claims, book) - (allowed - required)
    row["gold"] = len(required)
    row["claims"] = len(found)
    row["hit"] = len(required & found)
