"""The single steps of a write. Each runs inside a transaction that its caller holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from foedera.model import CODABLE, BlockKind, Claim, Event, Judgement, Text
from foedera.records import record_of
from foedera.rows import event_record, judgement_record, text_record
from foedera.store.queries import day

__all__ = [
    "as_json",
    "bump",
    "correct_claim",
    "move_path",
    "put_claim",
    "put_event",
    "put_judgement",
    "put_text",
    "set_meta",
]


def as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def bump(db: sqlite3.Connection, *, of_claims: bool = True) -> None:
    """Note that the record has changed; ``of_claims``: what links are worked out from, too."""
    for key in ("revision", "claims_revision") if of_claims else ("revision",):
        db.execute(
            "insert into meta values (?, '1') on conflict (key) do update set value = cast(value as integer) + 1",
            (key,),
        )


def set_meta(db: sqlite3.Connection, key: str, value: str) -> None:
    db.execute("insert into meta values (?, ?) on conflict (key) do update set value = excluded.value", (key, value))


def move_path(db: sqlite3.Connection, key: str, text_id: str) -> None:
    """Note where a text was found. A text that stands nowhere else any more is an earlier version of it."""
    earlier = db.execute("select text_id from paths where path = ? and text_id <> ?", (key, text_id)).fetchone()
    # the text may not be there yet: it is put in the same transaction
    db.execute("pragma defer_foreign_keys = on")
    db.execute(
        "insert into paths values (?, ?) on conflict (path) do update set text_id = excluded.text_id", (key, text_id)
    )
    db.execute("delete from failures where path = ?", (key,))
    if earlier and not db.execute("select 1 from paths where text_id = ?", earlier).fetchone():
        db.execute("update texts set superseded_by = ? where id = ?", (text_id, *earlier))


def put_text(db: sqlite3.Connection, text: Text, read: Text, given: Sequence[str], codebook: str) -> None:
    published = text.published
    db.execute(
        """
        insert into texts
          (id, title, body, report, outlet, language, published_start, published_end, record, given, codebook)
        values (:id, :title, :body, :report, :outlet, :language, :start, :end, :record, :given, :codebook)
        on conflict (id) do update set
          title = excluded.title, body = excluded.body, report = excluded.report, outlet = excluded.outlet,
          language = excluded.language,
          published_start = excluded.published_start, published_end = excluded.published_end,
          record = excluded.record, given = excluded.given, codebook = excluded.codebook, superseded_by = null
        """,
        {
            "id": text.id, "title": text.title, "body": text.body, "report": _report(text), "outlet": text.outlet,
            "language": text.language,
            "start": day(published.start) if published else None, "end": day(published.end) if published else None,
            "record": as_json({"text": text_record(text), "read": text_record(read)}),
            "given": as_json(given), "codebook": codebook,
        },
    )  # fmt: skip


def _report(text: Text) -> str:
    """What a search is made in: the report, without comments, advertising and other furniture."""
    kept = (b for b in text.blocks if b.kind in CODABLE or b.kind is BlockKind.HEADLINE)
    return "\n\n".join(text.body[b.start : b.end] for b in kept)


def put_claim(db: sqlite3.Connection, claim: Claim, text: Text, ordinal: int) -> None:
    record = _record(claim, text)
    db.execute(
        """
        insert into claims
          (id, text_id, type, family, status, negated, date_start, date_end, start, ordinal, record)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            claim.id, text.id, claim.type, claim.family, claim.status.value, claim.negated,
            day(claim.date.start) if claim.date else None, day(claim.date.end) if claim.date else None,
            claim.quote.start, ordinal, as_json(record),
        ),
    )  # fmt: skip
    db.executemany("insert into claim_actors values (?, ?)", [(claim.id, actor) for actor in sorted(claim.actors)])


def correct_claim(db: sqlite3.Connection, claim: Claim, text: Text) -> None:
    """Lay a person's corrections over a claim, or take them off again: ``claim`` is as it stands now."""
    db.execute(
        """
        update claims set
          type = :type, family = :family, status = :status, negated = :negated,
          date_start = :start, date_end = :end, record = :record,
          coded = case when coalesce(coded, record) = :record then null else coalesce(coded, record) end
        where id = :id
        """,
        {
            "id": claim.id, "type": claim.type, "family": claim.family, "status": claim.status.value,
            "negated": claim.negated, "start": day(claim.date.start) if claim.date else None,
            "end": day(claim.date.end) if claim.date else None, "record": as_json(_record(claim, text)),
        },
    )  # fmt: skip
    db.execute("delete from claim_actors where claim_id = ?", (claim.id,))
    db.executemany("insert into claim_actors values (?, ?)", [(claim.id, actor) for actor in sorted(claim.actors)])


def _record(claim: Claim, text: Text) -> dict[str, Any]:
    return record_of(claim, text) | {"document": {"id": text.id}}  # the rest is the text's, and may be corrected


def put_event(db: sqlite3.Connection, event: Event) -> None:
    when = event.date
    db.execute(
        "insert into events values (?, ?, ?, ?, ?, ?, ?)",
        (
            event.id, event.type, event.family, event.status.value,
            day(when.start) if when else None, day(when.end) if when else None, as_json(event_record(event)),
        ),
    )  # fmt: skip
    db.executemany("insert into event_claims values (?, ?)", [(claim, event.id) for claim in event.claims])
    db.executemany(
        """
        insert into event_names (claim_id, event_id, anchor)
        select id, ?, json_object(
          'text', text_id, 'type', type,
          'quote', json_extract(record, '$.quote'), 'roles', json_extract(record, '$.roles'))
        from claims where id = ?
        on conflict (claim_id) do update set event_id = excluded.event_id, anchor = excluded.anchor
        """,
        [(event.id, claim) for claim in event.claims],
    )


def put_judgement(db: sqlite3.Connection, judgement: Judgement) -> bool:
    """Append a judgement; False where it is there already."""
    record = judgement_record(judgement)
    told = (judgement.id, judgement.subject, judgement.subject_id, judgement.verdict, judgement.who, judgement.when)
    done = db.execute(
        """
        insert into judgements (id, subject, subject_id, verdict, who, decided, why, vals, part, anchors)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
        """,
        (*told, judgement.why, as_json(record["values"]), judgement.part.value, as_json(record["anchors"])),
    )
    return done.rowcount > 0
