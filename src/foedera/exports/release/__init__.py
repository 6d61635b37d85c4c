"""A frozen, hashed data release: a BagIt bag that another machine can verify, with nothing but the folder."""

from __future__ import annotations

from foedera.exports.release.bagging import INFO, TAG_MANIFEST, digest_of, sha256
from foedera.exports.release.composing import compose
from foedera.exports.release.nouns import CODES, Finding, Holdings, Verified
from foedera.exports.release.verifying import verify
from foedera.exports.release.writing import write

__all__ = [
    "CODES",
    "INFO",
    "TAG_MANIFEST",
    "Finding",
    "Holdings",
    "Verified",
    "compose",
    "digest_of",
    "sha256",
    "verify",
    "write",
]
