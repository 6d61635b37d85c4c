"""The codebook checked: the shape of every file, what its parts name, and its own examples, run.

Called ``checking`` and not ``check`` so that ``foedera.check`` can be the function.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from foedera.checking.findings import CODES, Finding, Level
from foedera.errors import CodebookError

__all__ = ["CODES", "Finding", "Level", "check"]


def check(codebook_dir: str | Path | None = None, *, examples: bool = True) -> list[Finding]:
    """What is wrong with the packaged codebook, or with it and a folder laid over it; [] where all is well.

    ``examples``: run the examples through the coder too (seconds). Findings come by file, then code.
    Raises CodebookError where the folder does not exist.
    """
    overlay = Path(codebook_dir) if codebook_dir is not None else None
    if overlay is not None and not overlay.is_dir():
        raise CodebookError(f"{overlay}: no such folder. --codebook takes a folder laid out like the packaged one.")
    found = list(dict.fromkeys(_check(overlay, examples=examples)))
    return sorted(found, key=lambda f: (f.file, f.code, f.key, f.message))


def _check(overlay: Path | None, *, examples: bool) -> Iterator[Finding]:
    from foedera.checking import actors, names, running, shape, types
    from foedera.codebook import PACKAGED, load

    roots = [PACKAGED] if overlay is None else [PACKAGED, overlay]
    for root in roots:
        yield from shape.check(root, is_overlay=root is overlay)
    try:
        book = load(overlay)
    except CodebookError as bad:
        yield Finding("C101", _file(str(bad), roots), "", str(bad))
        return
    yield from types.check(book)
    yield from names.check(book)
    yield from actors.check(book)
    if examples:
        yield from running.check(book)


def _file(message: str, roots: list[Path]) -> str:
    """The codebook file that an error names, as seen from its root."""
    path = Path(message.split(": ")[0])
    for root in roots:
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return ""
