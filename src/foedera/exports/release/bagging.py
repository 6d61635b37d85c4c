"""A BagIt bag (RFC 8493, version 1.0): files in, the same files with their manifests out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

__all__ = ["INFO", "MANIFEST", "PAYLOAD", "TAG_MANIFEST", "bagged", "digest_of", "manifest_of", "sha256"]

PAYLOAD = "data/"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"


def bagged(payload: Mapping[str, bytes], *, name: str, released: date, software: str) -> dict[str, bytes]:
    """All files of the bag by their path in it; ``payload`` is by its path under ``data/``."""
    files = {PAYLOAD + path: content for path, content in payload.items()}
    size = sum(len(content) for content in files.values())
    info = (
        f"Bag-Software-Agent: foedera {software}\n"
        f"Bagging-Date: {released.isoformat()}\n"
        f"External-Identifier: {name}\n"
        f"Payload-Oxum: {size}.{len(files)}\n"
    )
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        INFO: info.encode(),
        MANIFEST: manifest_of({path: sha256(content) for path, content in files.items()}),
    }
    tags[TAG_MANIFEST] = manifest_of({path: sha256(content) for path, content in tags.items()})
    return files | tags


def manifest_of(digests: Mapping[str, str]) -> bytes:
    """A line a file, sorted by path; the line breaks that a path may hold are percent-encoded as RFC 8493 says."""
    lines = [f"{digest}  {_encoded(path)}\n" for path, digest in sorted(digests.items())]
    return "".join(lines).encode("utf-8", "surrogateescape")


def digest_of(files: Mapping[str, bytes]) -> str:
    """The digest of a bag: the SHA-256 of its tag manifest, and so of every byte in it."""
    return sha256(files[TAG_MANIFEST])


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _encoded(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
