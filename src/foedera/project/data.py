"""The published data that a project holds: added, listed, shown and removed.

Each file stands in a folder of its own, ``data/<name>/<digest>/``, with its card. The folder is made aside and put in
place by one rename, so that a process killed at any moment leaves a file whole or not at all, and two processes may add
at once. The bytes are kept as they came; the record's database knows nothing of them, and can be passed on without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from foedera.codebook import Codebook
from foedera.codebook.yamlfiles import parse
from foedera.datasets import Card, Sheet, Shelf, cards, read, states_of, systems_of, unknown
from foedera.datasets.generic import card_of
from foedera.datasets.nouns import DIGEST_LETTERS
from foedera.errors import CodebookError, DataError, NotFoundError, UsageError

__all__ = ["FOLDER", "DataRow", "Held", "add_data", "data_row", "find_data", "list_data", "remove_data", "shelf_of"]

FOLDER = "data"
CARD = "card.json"
ORIGINAL = "original"  # the folder of the bytes as they came, under the name they came with
MAPPING = "mapping.yml"
STALE_SECONDS = 24 * 3600  # a folder made aside and never put in place: its maker was killed

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_ASIDE = ".adding-"
_GOING = ".removing-"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Held:
    """One file of a data set, as the project keeps it. ``unknown``: names that no state system knows, counted."""

    name: str
    file: str
    sha256: str
    bytes: int
    layout: str
    rows: int
    title: str
    licence: str
    citation: str
    url: str
    vintage: str | None
    vintage_from: str
    first: int | None
    last: int | None
    states: int
    unknown: dict[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    new: bool = True  # False: the very file was here already

    @property
    def id(self) -> str:
        """``sipri:3f9c2a1b``, with which the names of its rows begin."""
        return f"{self.name}:{self.sha256[:DIGEST_LETTERS]}"


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of a file as it was published: its line, and each heading with its cell."""

    row: str
    held: Held
    line: int
    cells: tuple[tuple[str, str], ...]


def add_data(
    folder: Path,
    codebook: Codebook,
    name: str,
    files: Sequence[Path],
    *,
    mapping: Path | None = None,
    vintage: str | None = None,
    progress: Progress | None = None,
) -> list[Held]:
    """Check files of a data set and keep them in the project; the same file again changes nothing.

    ``mapping`` makes a data set of one's own out of any CSV. All files are checked before the first is kept. Raises
    DataError with file and line where one is not what it is said to be, NotFoundError for a name nobody knows.
    """
    card, written = _card(name, mapping)
    checked = [
        (raw, path, read(raw, card, file=path.name, vintage=vintage, progress=progress)) for raw, path in _bytes(files)
    ]
    return [_keep(folder, codebook, sheet, raw, path, written) for raw, path, sheet in checked]


def list_data(folder: Path, name: str | None = None) -> list[Held]:
    """What the project holds, by data set, edition and file."""
    held = [_held(where) for where in _places(folder, name)]
    return sorted(held, key=lambda h: (h.name, h.vintage or "", h.file, h.sha256))


def find_data(folder: Path, reference: str) -> list[Held]:
    """The files of a data set (``sipri``), or one of them (``sipri:3f9c2a1b``). Raises NotFoundError."""
    return [held for _, held in _find(folder, reference)]


def remove_data(folder: Path, reference: str) -> list[Held]:
    """Remove a data set (``sipri``) or one file of it (``sipri:3f9c2a1b``). Raises NotFoundError."""
    gone = _find(folder, reference)
    for where, _ in gone:
        going = where.parent / f"{_GOING}{where.name}-{secrets.token_hex(4)}"
        where.rename(going)
        shutil.rmtree(going, ignore_errors=True)
    for parent in {where.parent for where, _ in gone}:
        if not any(parent.iterdir()):
            parent.rmdir()
    return [held for _, held in gone]


def shelf_of(folder: Path) -> Shelf:
    """The data sets of a project; each is read, and its bytes compared with what was added, when first asked for."""
    names = sorted({where.parent.name for where in _places(folder, None)})
    return Shelf({name: _Reader(folder, name) for name in names})


def data_row(folder: Path, reference: str) -> DataRow:
    """The row of a published file that a cell of a table rests on, such as ``sipri:3f9c2a1b:123``."""
    source, _, line = reference.rpartition(":")
    if not line.isdigit() or ":" not in source:
        raise UsageError(f"'{reference}' names no row. A row is named like sipri:3f9c2a1b:123.")
    where, held = _find(folder, source)[0]
    sheet = _sheet(where, held)
    if int(line) not in sheet.lines:
        raise NotFoundError(f"no row begins at line {line} of {held.file} ({held.id}).")
    header, cells = _record(where / ORIGINAL / held.file, int(line), sheet)
    return DataRow(reference, held, int(line), tuple(zip(header, cells, strict=False)))


# On the way


class _Reader:
    """Reads the sheets of a data set when it is called."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name

    def __call__(self) -> list[Sheet]:
        return [_sheet(where, _held(where)) for where in _places(self._folder, self._name)]


def _card(name: str, mapping: Path | None) -> tuple[Card, bytes | None]:
    known = cards()
    if mapping is None:
        if name not in known:
            raise NotFoundError(
                f"no data set '{name}'. Known: {', '.join(known)}. For a table of your own, give --mapping FILE."
            )
        return known[name], None
    if name in known:
        raise UsageError(f"'{name}' is the name of {known[name].title}. Give a table of your own another name.")
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name}' cannot name a data set. Use small letters, figures, - and _, beginning with a letter."
        )
    written = _contents(mapping)
    return _own_card(name, mapping, written), written


def _own_card(name: str, path: Path, written: bytes) -> Card:
    try:
        return card_of(name, parse(path, written), str(path))
    except CodebookError as bad:
        raise DataError(str(bad)) from bad


def _bytes(files: Sequence[Path]) -> Iterator[tuple[bytes, Path]]:
    if not files:
        raise UsageError("no file to add. Name at least one.")
    for path in files:
        yield _contents(path), path


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as bad:
        raise UsageError(f"{path}: cannot be read ({bad.strerror}). Give the path of a file.") from bad


def _keep(folder: Path, codebook: Codebook, sheet: Sheet, raw: bytes, path: Path, mapping: bytes | None) -> Held:
    systems = systems_of(codebook)
    years = _years(sheet)
    held = Held(
        name=sheet.card.name,
        file=path.name,
        sha256=sheet.digest,
        bytes=len(raw),
        layout=sheet.layout.name,
        rows=len(sheet),
        title=sheet.card.title,
        licence=sheet.card.licence,
        citation=sheet.card.citation,
        url=sheet.card.url,
        vintage=sheet.vintage,
        vintage_from=sheet.vintage_from,
        first=min(years, default=None),
        last=max(years, default=None),
        states=len(states_of(sheet, systems)),
        unknown=unknown(sheet, systems),
        unread=sheet.unread,
    )
    place = folder / FOLDER / held.name
    return held if _put(place, held, raw, mapping) else replace(_held(place / held.sha256), new=False)


def _put(place: Path, held: Held, raw: bytes, mapping: bytes | None) -> bool:
    """Make the folder of a file aside, and rename it into place; False where it stands there already."""
    target = place / held.sha256
    if target.exists():
        return False
    try:
        place.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        aside = place / f"{_ASIDE}{secrets.token_hex(8)}"
        (aside / ORIGINAL).mkdir(parents=True)
        _write(aside / ORIGINAL / held.file, raw)
        if mapping is not None:
            _write(aside / MAPPING, mapping)
        record = {k: v for k, v in asdict(held).items() if k != "new"}
        _write(aside / CARD, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())
        try:
            aside.rename(target)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            if target.exists():  # another process was quicker
                return False
            raise
        _settle(place)
    except OSError as bad:
        raise UsageError(f"{place}: cannot be written ({bad.strerror}). Check the disk and your rights.") from bad
    return True


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the folder's own entries on the disk, where the system can do that."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(place: Path) -> None:
    """Clear away what killed processes left behind."""
    for left in place.iterdir():
        if left.name.startswith((_ASIDE, _GOING)):
            with contextlib.suppress(FileNotFoundError):  # another process has put it in place, or cleared it away
                if time.time() - left.stat().st_mtime > STALE_SECONDS:
                    shutil.rmtree(left, ignore_errors=True)


def _places(folder: Path, name: str | None) -> list[Path]:
    return sorted(card.parent for card in (folder / FOLDER).glob(f"{name or '*'}/[0-9a-f]*/{CARD}"))


def _find(folder: Path, reference: str) -> list[tuple[Path, Held]]:
    name, _, digest = reference.partition(":")
    places = _places(folder, name) if _NAME.fullmatch(name) else []
    found = [(where, _held(where)) for where in places if where.name.startswith(digest)]
    if not found:
        raise NotFoundError(f"no data '{reference}' in {folder}. See: foedera data list")
    if digest and len({held.sha256 for _, held in found}) > 1:
        raise UsageError(f"'{reference}' may mean {len(found)} files. Give more of the digest.")
    return found


def _held(where: Path) -> Held:
    try:
        record: dict[str, Any] = json.loads((where / CARD).read_bytes())
        return Held(**{**record, "unread": tuple(record["unread"])})
    except (OSError, ValueError, TypeError, KeyError) as bad:
        raise DataError(f"{where / CARD}: damaged ({bad}). Remove the folder {where}, and add the file again.") from bad


def _sheet(where: Path, held: Held) -> Sheet:
    raw = _contents(where / ORIGINAL / held.file)
    if hashlib.sha256(raw).hexdigest() != held.sha256:
        raise DataError(
            f"{where / ORIGINAL / held.file}: not the file that was added. Remove it and add it again: "
            f"foedera data remove {held.id}"
        )
    mapping = where / MAPPING
    card = _own_card(held.name, mapping, _contents(mapping)) if mapping.is_file() else cards()[held.name]
    given = held.vintage if held.vintage_from == "given" else None
    return read(raw, card, file=held.file, vintage=given)


def _years(sheet: Sheet) -> list[int]:
    """The years of a sheet's rows, from whichever columns hold them."""
    found = {y for y in sheet.years() if y is not None}
    for column in sheet.layout.columns:
        values = {v for v in sheet.columns.get(column.name, ()) if v is not None}
        if column.kind == "year":
            found |= values
        elif column.kind == "years":
            found |= {y for years in values for y in years}
        elif column.kind == "date":
            found |= {day[0] for day in values}
    return sorted(found or {int(name) for name in sheet.columns if name.isdigit()})


def _record(path: Path, line: int, sheet: Sheet) -> tuple[list[str], list[str]]:
    """The header and the record that begins at a line, as published: every column, read or not."""
    from foedera.datasets.tabular import table

    header, records = table(path.read_bytes(), sheet.card, file=path.name)
    return header, next(cells for at, cells in records if at == line)
