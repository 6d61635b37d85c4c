"""The one door to the database: a single SQLite file that one process writes while others read.

Texts and judgements are kept; claims, links, copies and events are worked out and replaced. Every write is one
transaction, safe to repeat: a process killed at any moment leaves nothing half-written.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from foedera.errors import FoederaError, NotFoundError, RecordError
from foedera.model import Anchor, Claim, Copy, Event, Failure, Judgement, Link, Release, Text
from foedera.records import claim_from
from foedera.rows import copy_from, copy_record, event_from, link_from, link_record, text_from
from foedera.store.decided import after, anchor_of, judgement_of, last_of, now
from foedera.store.opening import folder, prepare, refuse_foreign, sentences
from foedera.store.queries import (
    CLAIMS,
    EVENTS,
    JUDGEMENTS,
    LINKS,
    NAMED,
    SEARCH,
    VANISHED,
    Filter,
    Hit,
    Known,
    day,
    hit,
    match,
    parameters,
)
from foedera.store.steps import (
    as_json,
    bump,
    correct_claim,
    move_path,
    put_claim,
    put_event,
    put_judgement,
    put_text,
    set_meta,
)

__all__ = ["Filter", "Hit", "Known", "Store", "now"]

BUSY_SECONDS = 5.0


class Store:
    """An open record. A context manager; not to be shared between threads."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False, busy_seconds: float | None = None) -> Self:
        """The record in ``path``, brought up to date. Raises RecordError where it is missing (unless
        ``create``), locked for longer than ``busy_seconds``, damaged, not ours, or of a newer version."""
        busy_seconds = BUSY_SECONDS if busy_seconds is None else busy_seconds
        if not create and not path.is_file():
            raise RecordError(f"{path}: no record here. Run: foedera init {folder(path)}")
        refuse_foreign(path)
        with sentences(path):
            db = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
        try:
            with sentences(path):
                prepare(db, path, busy_seconds=busy_seconds)
        except FoederaError:
            db.close()
            raise
        return cls(path, db)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Texts and their claims

    def keep(
        self,
        text: Text,
        claims: Sequence[Claim],
        *,
        codebook: str,
        read: Text | None = None,
        given: Iterable[str] = (),
        key: str | None = None,
    ) -> None:
        """Keep a text with its claims in one transaction; what was kept under its id is replaced.

        ``text`` is as it stands after a person's corrections, ``read`` as it was read, ``key`` the path
        under which it was found. Another text found there before becomes an earlier version, unless it is
        known from elsewhere too: it can still be read and cited, but its claims make no events.
        """
        with self._write() as db:
            if key is not None:
                move_path(db, key, text.id)
            put_text(db, text, read or text, sorted(given), codebook)
            db.execute("delete from claims where text_id = ?", (text.id,))
            for ordinal, claim in enumerate(claims):
                put_claim(db, claim, text, ordinal)
            bump(db)

    def add_path(self, text_id: str, key: str) -> bool:
        """Note that a known text also stands at ``key``; True where that is news."""
        if self._rows("select 1 from paths where path = ? and text_id = ?", (key, text_id)):
            return False
        if not self._rows("select 1 from texts where id = ?", (text_id,)):
            return False
        with self._write() as db:
            move_path(db, key, text_id)
            bump(db)
        return True

    def known(self, text_id: str) -> Known | None:
        """What is held of a text, or None."""
        rows = self._rows(
            """
            select body, json_extract(record, '$.text'), json_extract(record, '$.read'), given, codebook, superseded_by
            from texts where id = ?
            """,
            (text_id,),
        )
        if not rows:
            return None
        body, text, read, given, codebook, superseded = rows[0]
        paths = self._rows("select path from paths where text_id = ? order by path", (text_id,))
        return Known(
            text_from(json.loads(text), body),
            text_from(json.loads(read), body),
            frozenset(json.loads(given)),
            codebook,
            tuple(p for (p,) in paths),
            superseded is not None,
        )

    def text(self, text_id: str) -> Text:
        """One text by its full id. NotFoundError where there is none."""
        rows = self._rows("select json_extract(record, '$.text'), body from texts where id = ?", (text_id,))
        if not rows:
            raise NotFoundError(f"no document '{text_id}' in {self.path}. See: foedera search")
        return text_from(json.loads(rows[0][0]), rows[0][1])

    def texts(self, ids: Iterable[str] | None = None) -> list[Text]:
        """All texts that stand (earlier versions left out), or all those of ``ids``; by publication date, undated
        last, then id."""
        rows = self._rows(
            """
            select json_extract(record, '$.text'), body from texts
            where :ids is null and superseded_by is null or id in (select value from json_each(:ids))
            order by published_start is null, published_start, id
            """,
            {"ids": None if ids is None else as_json(sorted(set(ids)))},
        )
        return [text_from(json.loads(record), body) for record, body in rows]

    def outdated(self, codebook: str) -> list[str]:
        """Ids of the texts that another version of the codebook coded, in order of addition."""
        rows = self._rows(
            "select id from texts where codebook <> ? and superseded_by is null order by seq", (codebook,)
        )
        return [text_id for (text_id,) in rows]

    def remove(self, text_id: str) -> None:
        """Remove a text with its paths and claims; judgements on them stay. Repeating is harmless."""
        with self._write() as db:
            db.execute("delete from texts where id = ?", (text_id,))
            bump(db)

    def claims(self, wanted: Filter | None = None, *, as_coded: bool = False) -> list[Claim]:
        """Claims in the order of their texts and words, people's corrections laid over them unless ``as_coded``."""
        rows = self._rows(CLAIMS, parameters(wanted or Filter()) | {"as_coded": as_coded})
        return [claim_from(json.loads(record)) for (record,) in rows]

    def corrected(self) -> dict[str, Claim]:
        """The claims that people's corrections lie over, as they stand now, by id."""
        rows = self._rows("select id, record from claims where coded is not null order by id")
        return {claim_id: claim_from(json.loads(record)) for claim_id, record in rows}

    def claim(self, claim_id: str, *, as_coded: bool = False) -> Claim:
        """One claim by its full id, corrected unless ``as_coded``. NotFoundError where there is none."""
        said = "coalesce(coded, record)" if as_coded else "record"
        rows = self._rows(f"select {said} from claims where id = ?", (claim_id,))  # noqa: S608 - one of two words
        if not rows:
            raise NotFoundError(f"no claim '{claim_id}' in {self.path}. See: foedera claims")
        return claim_from(json.loads(rows[0][0]))

    def claim_ids(self, text_id: str) -> list[str]:
        rows = self._rows("select id from claims where text_id = ? order by ordinal", (text_id,))
        return [claim_id for (claim_id,) in rows]

    # Failures

    def fail(self, failure: Failure) -> None:
        """Record that a document could not be read."""
        with self._write() as db:
            db.execute("insert or replace into failures values (?, ?, ?)", astuple(failure))

    def forget_failure(self, path: str) -> bool:
        """Drop what is noted of a path, as before it is read again; True where there was something."""
        if not self._rows("select 1 from failures where path = ?", (path,)):
            return False
        with self._write() as db:
            db.execute("delete from failures where path = ?", (path,))
        return True

    def failures(self) -> list[Failure]:
        rows = self._rows("select path, reason, message from failures order by path, message")
        return [Failure(*row) for row in rows]

    # Links and events

    def revision(self, *, of_claims: bool = False) -> int:
        """Grows with each change of texts, claims or judgements; ``of_claims``: of what links are worked out from."""
        return int(self.meta("claims_revision" if of_claims else "revision") or 0)

    def is_resolved(self, by: str) -> bool:
        """True where links and events were worked out from what stands now, ``by`` this program and codebook."""
        return self.meta("resolved") == f"{self.revision()} {by}"

    def is_linked(self, by: str) -> bool:
        """True where links and copies were worked out from the claims as they stand now."""
        return self.meta("linked") == f"{self.revision(of_claims=True)} {by}"

    def put_links(
        self,
        links: Sequence[Link],
        copies: Sequence[Copy],
        *,
        corrected: Iterable[tuple[Claim, Text]] = (),
        revision: int,
        by: str,
    ) -> bool:
        """Replace links and copies by those worked out at that revision of the claims, and lay corrections over the
        claims that they change; False where the record has moved on."""
        with self._write() as db:
            if self.revision(of_claims=True) != revision:
                return False
            for claim, text in corrected:
                correct_claim(db, claim, text)
            db.execute("delete from links")
            db.execute("delete from copies")
            db.executemany(
                "insert into links values (?, ?, ?, ?, ?)",
                [(x.a, x.b, x.relation, x.score, as_json(link_record(x))) for x in links],
            )
            db.executemany(
                "insert into copies values (?, ?, ?, ?)",
                [(x.a, x.b, x.share, as_json(copy_record(x))) for x in copies],
            )
            set_meta(db, "linked", f"{revision} {by}")
        return True

    def put_events(self, events: Sequence[Event], *, revision: int, by: str) -> bool:
        """Replace the events by those worked out at ``revision``; False where the record has moved on."""
        with self._write() as db:
            if self.revision() != revision:
                return False
            db.execute("delete from event_claims")
            db.execute("delete from events")
            for event in events:
                put_event(db, event)
            set_meta(db, "resolved", f"{revision} {by}")
        return True

    def links(self, claims: Iterable[str] | None = None) -> list[Link]:
        """All links, or those that one of ``claims`` has a part in."""
        rows = self._rows(LINKS, {"ids": None if claims is None else as_json(sorted(set(claims)))})
        return [link_from(json.loads(record)) for (record,) in rows]

    def copies(self, text_id: str | None = None) -> list[Copy]:
        """Texts that share passages, all of them or those of one text."""
        rows = self._rows("select record from copies where :id is null or :id in (a, b) order by a, b", {"id": text_id})
        return [copy_from(json.loads(record)) for (record,) in rows]

    def events(self, wanted: Filter | None = None) -> list[Event]:
        """Events by date, undated last, then id."""
        rows = self._rows(EVENTS, parameters(wanted or Filter()))
        return [event_from(json.loads(record)) for (record,) in rows]

    def event(self, event_id: str) -> Event:
        rows = self._rows("select record from events where id = ?", (event_id,))
        if not rows:
            raise NotFoundError(f"no event '{event_id}' in {self.path}. See: foedera events")
        return event_from(json.loads(rows[0][0]))

    def event_of(self, claim_id: str) -> str | None:
        """The id of the event that a claim is part of."""
        rows = self._rows("select event_id from event_claims where claim_id = ?", (claim_id,))
        return str(rows[0][0]) if rows else None

    def event_names(self) -> dict[str, str]:
        """The id of the event that each claim was last part of."""
        return dict(self._rows("select claim_id, event_id from event_names"))

    def vanished(self) -> dict[str, Anchor]:
        """The words of each claim that bore an event's name and is there no more, by its id."""
        rows = self._rows(VANISHED)
        return {claim_id: anchor_of(json.loads(anchor)) for claim_id, anchor in rows}

    # Judgements

    def judge(self, judgement: Judgement, *, alters_claims: bool = False) -> Judgement:
        """Append what a person decided; it comes back with its time and its name.

        Its time is now, or a microsecond after the latest judgement here where a clock is behind: what was decided
        in view of another judgement stands after it, in every record. ``alters_claims``: links must be made anew.
        """
        with self._write() as db:
            (latest,) = db.execute("select max(decided) from judgements").fetchone()
            kept = replace(judgement, when=after(judgement.when or now(), latest)).named()
            put_judgement(db, kept)
            bump(db, of_claims=alters_claims)
        return kept

    def take_in(self, judgements: Iterable[Judgement], *, alters_claims: bool = True) -> int:
        """Append judgements made elsewhere, all or none, each once; how many were news."""
        with self._write() as db:
            added = sum(put_judgement(db, each) for each in judgements)
            if added:
                bump(db, of_claims=alters_claims)
        return added

    def judgements(self, *, subject: str | None = None, subject_id: str | None = None) -> list[Judgement]:
        """What was decided, oldest first; undone and undoing too."""
        rows = self._rows(JUDGEMENTS, {"subject": subject, "subject_id": subject_id})
        return [judgement_of(row) for row in rows]

    def versions(self) -> dict[str, str]:
        """Each earlier version of a text, and the text that stands in its place now."""
        later = dict(self._rows("select id, superseded_by from texts where superseded_by is not null"))
        return {earlier: last_of(earlier, later) for earlier in later}

    # Releases

    def put_release(self, release: Release) -> None:
        """Remember a release whose folder is in place; harmless where it is known. RecordError where one of its name
        has other content."""
        with self._write() as db:
            db.execute(
                "insert into releases (name, released, digest, held) values (?, ?, ?, ?) on conflict (name) do nothing",
                (release.name, release.released.isoformat(), release.digest, as_json(release.held)),
            )
            (held,) = db.execute("select digest from releases where name = ?", (release.name,)).fetchone()
            if held != release.digest:
                raise RecordError(
                    f"{self.path}: a release '{release.name}' with other content exists. Give another name."
                )

    def releases(self) -> list[Release]:
        """In the order in which they were made."""
        rows = self._rows("select name, released, digest, held from releases order by seq")
        return [Release(name, date.fromisoformat(day), digest, json.loads(held)) for name, day, digest, held in rows]

    def last_release(self, *, before: str | None = None) -> Release | None:
        """The latest; that before the one of a name, where that is known."""
        made = self.releases()
        at = next((n for n, each in enumerate(made) if each.name == before), len(made))
        return made[at - 1] if at else None

    # Finding

    def find(self, reference: str, *, kinds: Sequence[str] = ("document", "claim", "event")) -> list[tuple[str, str]]:
        """(kind, id) of everything that ``reference`` may name: an id or its beginning; for documents also a
        path, a file name, an address or a title."""
        found = self._rows(NAMED, {"ref": reference})
        found = [row for row in found if row[0] in kinds]
        best = [row for row in found if row[2]] or found
        return [(kind, name) for kind, name, _ in best]

    def search(
        self,
        words: str,
        *,
        outlet: str | None = None,
        language: str | None = None,
        since: date | None = None,
        until: date | None = None,
        with_claims: bool = False,
        limit: int = 20,
    ) -> list[Hit]:
        """Documents that hold all the words, best first. ``"a phrase"``, ``begin*``, ``OR`` and ``-without``
        are understood."""
        query = match(words)
        if not query:
            return []
        rows = self._rows(
            SEARCH,
            {
                "query": query, "outlet": outlet, "language": language, "since": day(since), "until": day(until),
                "with_claims": with_claims, "limit": limit,
            },
        )  # fmt: skip
        return [hit(row) for row in rows]

    def meta(self, key: str) -> str | None:
        rows = self._rows("select value from meta where key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        with self._write() as db:
            set_meta(db, key, value)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Within the block all reads see one state of the record."""
        with sentences(self.path):
            self._db.execute("begin")
        try:
            yield
        finally:
            self._db.execute("rollback")

    def _rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        with sentences(self.path):
            return self._db.execute(sql, parameters).fetchall()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Within the block all writes are kept at once, or none."""
        with self._write():
            yield

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        if self._db.in_transaction:
            yield self._db
            return
        with sentences(self.path):
            self._db.execute("begin immediate")
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                self._db.rollback()
                raise
