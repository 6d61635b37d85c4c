"""Opening the database: whose file it is, of which version, and what its errors mean."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from foedera.errors import RecordError

__all__ = ["APPLICATION_ID", "folder", "prepare", "sentences"]

APPLICATION_ID = 0x464F4544  # "FOED": tells our files from any other SQLite file

_SCHEMA = files("foedera") / "data" / "schema"


def folder(path: Path) -> Path:
    return path.parent if path.suffix == ".db" else path


MAGIC = b"SQLite format 3\0"


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn what SQLite says into a sentence with what, where and what next."""
    try:
        yield
    except sqlite3.DatabaseError as bad:
        said = str(bad)
        if "locked" in said or "busy" in said:
            raise RecordError(
                f"{path}: the record is locked by another program. Wait for it to finish, or close it, and try again."
            ) from bad
        if "not a database" in said:
            raise RecordError(
                f"{path}: not an SQLite database. Give another --project, or move the file away."
            ) from bad
        if "malformed" in said:
            raise RecordError(f"{path}: the database is damaged. Restore a copy, or make a new project.") from bad
        if isinstance(bad, sqlite3.OperationalError):
            raise RecordError(f"{path}: the record cannot be used ({said}). Check the disk and your rights.") from bad
        raise


def refuse_foreign(path: Path) -> None:
    """SQLite takes over a file of a few bytes in silence: only an empty file, or one of its own, will do."""
    if path.is_file() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise RecordError(f"{path}: not an SQLite database. Give another --project, or move the file away.")


def prepare(db: sqlite3.Connection, path: Path, *, busy_seconds: float) -> None:
    """See that the file is ours and of a version we know, and bring it up to date. Raises RecordError."""
    (found,) = db.execute("pragma application_id").fetchone()
    (tables,) = db.execute("select count(*) from sqlite_schema").fetchone()
    if found != APPLICATION_ID and (found or tables):
        raise RecordError(f"{path}: a database of another program. Give another --project, or move the file away.")
    steps = _migrations()
    (version,) = db.execute("pragma user_version").fetchone()
    if version > len(steps):
        raise RecordError(
            f"{path}: written by a newer Foedera (record version {version}, this one knows {len(steps)})."
            " Upgrade: pip install -U foedera"
        )
    db.execute("pragma foreign_keys = on")
    db.execute("pragma synchronous = full")  # a decision that was reported as kept outlives a power cut
    _write_ahead(db, busy_seconds)
    if version < len(steps):
        _migrate(db, steps)


def _write_ahead(db: sqlite3.Connection, busy_seconds: float) -> None:
    """Let one process write while others read. SQLite's own timeout does not cover this switch, so we wait."""
    until = time.monotonic() + busy_seconds
    while True:
        try:
            db.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _migrations() -> list[str]:
    """The SQL files in order; the n-th brings a record to version n."""
    names = sorted(entry.name for entry in _SCHEMA.iterdir() if re.fullmatch(r"\d{4}_\w+\.sql", entry.name))
    return [(_SCHEMA / name).read_text("utf-8") for name in names]


def _migrate(db: sqlite3.Connection, steps: Sequence[str]) -> None:
    """All missing steps in one transaction; another process may have been quicker, so look again inside."""
    db.execute("begin immediate")
    try:
        (version,) = db.execute("pragma user_version").fetchone()
        for step in steps[version:]:
            for statement in _statements(step):
                db.execute(statement)
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(f"pragma user_version = {len(steps)}")
        db.execute("commit")
    except BaseException:
        db.execute("rollback")
        raise


def _statements(script: str) -> Iterator[str]:
    """Single statements, as ``executescript`` would commit the transaction that it runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
