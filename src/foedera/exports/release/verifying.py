"""Is a release whole and what it was? Asked of its folder alone, without the project it came from."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from foedera.errors import NotFoundError
from foedera.exports.release.bagging import INFO, MANIFEST, PAYLOAD, TAG_MANIFEST, manifest_of, sha256
from foedera.exports.release.nouns import Finding, Verified
from foedera.exports.release.reading import Tables, read_tables
from foedera.exports.release.relating import related

__all__ = ["verify"]


def verify(folder: Path, *, digest: str | None = None) -> Verified:
    """Check manifests and hashes, that every record is one, and that records, bodies and codebook fit together.

    ``digest``: what the release's maker gives as its digest. A byte changed in any file is found, unless all hashes
    were made anew with it; only the digest finds that. Raises NotFoundError where there is no folder.
    """
    if not folder.is_dir():
        raise NotFoundError(f"{folder}: no such folder. Give the folder that holds bagit.txt.")
    hashes, odd = _hashes(folder)
    findings = [*odd, *_of_the_bag(folder), *_of_the_manifests(folder, hashes)]
    found = hashes.get(TAG_MANIFEST, "")
    if digest is not None and digest.strip().lower() != found:
        findings.append(Finding("R106", TAG_MANIFEST, f"its SHA-256 is {found or 'unknown'}, not {digest.strip()}."))
    tables = read_tables(folder / PAYLOAD)
    findings += [*tables.findings, *related(folder / PAYLOAD, tables)]
    info = _info(folder / INFO)
    return Verified(
        info.get("External-Identifier", ""),
        info.get("Bagging-Date", ""),
        found,
        _counts(tables),
        tuple(dict.fromkeys(sorted(findings, key=lambda f: (f.code, f.file, f.message)))),
    )


def _counts(tables: Tables) -> dict[str, int]:
    return {name: len(rows) for name, rows in tables.rows.items()}


def _hashes(folder: Path) -> tuple[dict[str, str], list[Finding]]:
    """The SHA-256 of every file by its path in the folder, and what is no plain file."""
    hashes, odd = {}, []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            odd.append(Finding("R104", name, "no plain file; a release has no links."))
        elif path.is_file():
            try:
                hashes[name] = sha256(path.read_bytes())
            except OSError as bad:
                odd.append(Finding("R102", name, f"cannot be read ({bad.strerror})."))
    return hashes, odd


def _of_the_bag(folder: Path) -> Iterator[Finding]:
    """What the reference implementation of BagIt says of it."""
    import bagit

    with _silent("bagit"):
        try:
            bagit.Bag(str(folder)).validate()
        except bagit.BagValidationError as bad:
            if not bad.details:
                yield Finding("R101", "bagit.txt", f"{bad}.")
        except (bagit.BagError, OSError, ValueError) as bad:
            yield Finding("R101", "bagit.txt", f"{bad}.")


def _of_the_manifests(folder: Path, hashes: Mapping[str, str]) -> Iterator[Finding]:
    """Both manifests, written anew from the files as they are, must come out byte for byte."""
    payload = {path: found for path, found in hashes.items() if path.startswith(PAYLOAD)}
    tags = {path: found for path, found in hashes.items() if path not in payload and path != TAG_MANIFEST}
    for manifest, files in ((MANIFEST, payload), (TAG_MANIFEST, tags)):
        if manifest not in hashes:
            yield Finding("R103", manifest, "missing.")
            continue
        stored = (folder / manifest).read_bytes()
        if stored == manifest_of(files):
            continue
        before = set(stored.split(b"\n"))
        lines = {path: manifest_of({path: found}).rstrip(b"\n") for path, found in files.items()}
        named = {line.partition(b"  ")[2] for line in before if line}
        changed = [path for path, line in lines.items() if line not in before]
        for path in changed:
            is_new = lines[path].partition(b"  ")[2] not in named
            yield Finding("R104" if is_new else "R102", path, "not in the manifest." if is_new else "has changed.")
        there = {line.partition(b"  ")[2] for line in lines.values()}
        for name in sorted(named - there):
            yield Finding("R103", name.decode("utf-8", "replace"), f"missing, though {manifest} names it.")
        yield Finding("R105", manifest, "is not what the files as they are would give.")


@contextmanager
def _silent(name: str) -> Iterator[None]:
    logger = logging.getLogger(name)
    was = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = was


def _info(path: Path) -> dict[str, str]:
    try:
        lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    except OSError:
        return {}
    return {key: value for key, _, value in (line.partition(": ") for line in lines) if value}
