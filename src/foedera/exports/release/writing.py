"""A release onto the disk: all of it, or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from foedera.errors import ExportError, UsageError

__all__ = ["files_in", "write"]


def write(files: Mapping[str, bytes], folder: Path) -> bool:
    """Write the files into ``folder``, which must not exist or be empty; False where it holds just these already.

    They are written beside it and moved there at once: a process killed at any moment leaves no half of a release.
    What it was writing is cleared away by the next call. Raises UsageError where the folder holds anything else, or
    another process is writing to it; ExportError where it cannot be written.
    """
    folder = folder.absolute()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            if folder.is_dir() and files_in(folder) == dict(files):
                return False
            raise UsageError(
                f"{folder}: exists, and is not this release. A release is never changed; give another folder."
            )
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _beside(folder) as unfinished:
            for path, content in sorted(files.items()):
                _put(unfinished / path, content)
            _sync_folders(unfinished)
            os.rename(unfinished, folder)  # fails where something has come into the folder meanwhile
            _sync(folder.parent)
    except OSError as bad:
        raise ExportError(f"{folder}: the release cannot be written ({bad.strerror}). Choose another place.") from bad
    return True


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under the folder by its path in it."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder beside, held by this process alone; gone again where what is done in it fails."""
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    unfinished.mkdir(exist_ok=True)
    lock = _locked(unfinished)
    try:
        for left in unfinished.iterdir():  # of a process that was killed
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
        yield unfinished
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    finally:
        if lock is not None:
            os.close(lock)


def _locked(folder: Path) -> int | None:
    """A lock that ends with this process, however it ends; None where the system has none of the kind."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as bad:
        os.close(handle)
        raise UsageError(f"{folder}: another process is writing this release. Wait for it to finish.") from bad
    return handle


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folders(folder: Path) -> None:
    for each in sorted(p for p in folder.rglob("*") if p.is_dir()):
        _sync(each)
    _sync(folder)


def _sync(folder: Path) -> None:
    """See a folder's entries onto the disk, where the system lets folders be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
