"""Releases of a project's record: made, remembered, verified."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from foedera.errors import ExportError, UsageError
from foedera.model import Release
from foedera.project.bearing import bearing_judgements
from foedera.project.days import interval_of

if TYPE_CHECKING:
    from foedera.exports.release import Holdings, Verified
    from foedera.project import Project

__all__ = ["Released", "release", "verify"]

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Released:
    """A release and its folder. ``is_new``: False where the folder stood there already, finished and the same."""

    release: Release
    folder: Path
    is_new: bool


def release(
    project: Project,
    folder: str | Path,
    *,
    name: str | None = None,
    released: str | date | None = None,
    with_texts: bool = False,
) -> Released:
    """Write a release into ``folder`` and remember it. The same record, name and date give the same bytes.

    ``name`` is the folder's name where none is given; ``released`` the day of the same release made before, else
    today. The record remembers a release once its folder is in place; where a process was killed between, the same
    call finds the finished folder and remembers it. Raises UsageError where the folder or the name stands for another
    release, ExportError where it cannot be written.
    """
    from foedera.exports import release as exporting

    folder = Path(folder)
    name = _named(name if name is not None else folder.absolute().name)
    project.resolve()
    known = next((r for r in project.store.releases() if r.name == name), None)
    held = _holdings(project, name, _day(released, known, folder), with_texts=with_texts)
    files, holds = exporting.compose(held)
    made = Release(name, held.released, exporting.digest_of(files), holds)
    if known is not None and known.digest != made.digest:
        raise UsageError(
            f"the name '{name}' stands for a release of {known.released.isoformat()} with other content."
            " Give another --name."
        )
    is_new = exporting.write(files, folder)
    project.store.put_release(made)
    return Released(made, folder, is_new)


def verify(folder: str | Path, *, digest: str | None = None) -> Verified:
    """Check a release without the project it came from. Raises NotFoundError where there is no folder."""
    from foedera.exports import release as exporting

    return exporting.verify(Path(folder), digest=digest)


def _holdings(project: Project, name: str, released: date, *, with_texts: bool) -> Holdings:
    from foedera import __version__, forecasting
    from foedera.codebook import digest, layers
    from foedera.exports.release import Holdings

    book = project.codebook
    codebook = layers(book.overlay)
    if book.version.rpartition("+")[2] != digest(codebook):
        raise ExportError("the codebook's files have changed since they were loaded. Run the command again.")
    dossier = project.dossier()
    with project.store.reading():
        ids = {c.text_id for c in dossier.claims} | {t.id for t in dossier.texts}
        texts = project.store.texts(ids)
        judgements = project.store.judgements()
        copies = project.store.copies()
        versions = project.store.versions()
        bearing = bearing_judgements(project.store)
    known = {t.id: t for t in texts}
    standing = {t.id: t for t in dossier.texts}
    return Holdings(
        name=name,
        released=released,
        software=__version__,
        dossier=replace(dossier, texts=tuple(texts)),
        judgements=judgements,
        forecasts=forecasting.ledger(
            [c for c in dossier.claims if c.text_id in standing], standing, dossier.events, bearing, book
        ),
        copies=[c for c in copies if c.a in known and c.b in known],
        versions=versions,
        codebook=codebook,
        previous=project.store.last_release(before=name),
        with_texts=with_texts,
    )


def _named(name: str) -> str:
    found = name.strip()
    if not found or len(found) > _LONGEST or not found.isprintable():
        raise UsageError(
            f"'{name}' cannot name a release. Give --name with 1 to {_LONGEST} printable characters, such as 2026-11."
        )
    return found


def _day(given: str | date | None, known: Release | None, folder: Path) -> date:
    """The day given; else that of the same release made before, so that the same call gives the same bytes; else
    today, which is the only clock in a release."""
    if isinstance(given, date):
        return given
    if given is not None:
        found = interval_of(given, basis="")
        if found.start is None or found.start != found.end:
            raise UsageError(f"'{given}' is not a day. Write --date as 2026-11-30.")
        return found.start
    if known is not None:
        return known.released
    return _day_of(folder) or datetime.now(UTC).date()


def _day_of(folder: Path) -> date | None:
    """The day that a finished folder bears; None where there is none."""
    from foedera.exports.release import INFO

    try:
        lines = (folder / INFO).read_text("utf-8").splitlines()
        return next(date.fromisoformat(x.partition(": ")[2]) for x in lines if x.startswith("Bagging-Date: "))
    except (OSError, ValueError, StopIteration):
        return None
