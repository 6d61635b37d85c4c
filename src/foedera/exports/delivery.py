"""An export onto the disk: all of it, or nothing, with its loss report beside it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from foedera.errors import ExportError, UsageError
from foedera.exports.material import Export

__all__ = ["MARK", "deliver", "loss_path"]

MARK = "dictionary.csv"  # by which a folder is known to be an export, which a later one may replace


def loss_path(path: Path) -> Path:
    """``events.gdelt.csv`` -> ``events.gdelt.csv.loss.json``, in the same folder."""
    return path.with_name(f"{path.name}.loss.json")


def deliver(export: Export, loss: bytes, path: Path) -> tuple[Path, Path]:
    """Write the export and its loss report; returns both places.

    Each is written beside its place and moved there when it is whole, so what stood there stands until then. Raises
    UsageError where a folder holds anything but an earlier export, ExportError where nothing can be written.
    """
    path = path.absolute()
    if not path.name:
        raise UsageError(f"{path}: no place for an export. Give -o a file or a folder.")
    beside = loss_path(path)
    places = (path, beside)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse(export, path)
        for place in places:
            _clear_up(place)
        try:
            _write(export, _unfinished(path))
            _unfinished(beside).write_bytes(loss)
            for place in places:
                _move(place)
        finally:
            for place in places:
                _clear(_unfinished(place))
    except OSError as bad:
        raise ExportError(f"{path}: the export cannot be written ({bad.strerror}). Choose another place.") from bad
    return places


def _refuse(export: Export, path: Path) -> None:
    """UsageError where something else stands there."""
    if not export.is_folder:
        if path.is_dir():
            raise UsageError(f"{path}: a folder, and {export.format} is one file. Give -o the name of a file.")
        return
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: a file, and the tables are a folder of files. Give -o the name of a folder.")
    there = {p.name for p in path.iterdir()} if path.is_dir() else set()
    ours = {Path(name).stem for name in export.files}
    if there and (MARK not in there or not {Path(name).stem for name in there} <= ours):
        raise UsageError(f"{path}: holds something else than tables of an earlier export. Give another folder.")


def _write(export: Export, place: Path) -> None:
    if not export.is_folder:
        place.write_bytes(export.files[""])
        return
    place.mkdir()
    for name, content in sorted(export.files.items()):
        (place / name).write_bytes(content)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.unfinished")


def _before(path: Path) -> Path:
    return path.with_name(f".{path.name}.before")


def _clear_up(path: Path) -> None:
    """What a killed process left: half of a new one, or the old one moved away."""
    _clear(_unfinished(path))
    if _before(path).exists() and not path.exists():
        _before(path).rename(path)
    _clear(_before(path))


def _move(path: Path) -> None:
    if path.is_dir():  # a folder cannot be moved over one that holds files
        path.rename(_before(path))
    try:
        os.replace(_unfinished(path), path)
    except OSError:
        if _before(path).exists():
            _before(path).rename(path)
        raise
    _clear(_before(path))


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
