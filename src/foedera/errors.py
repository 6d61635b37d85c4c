"""One family of errors. Each message says what happened, where, and what to do next.

FoederaError
├── UsageError              the call itself is wrong (exit code 2)
│   ├── NotFoundError       a named thing does not exist
│   ├── ManifestError       a manifest cannot be used at all
│   ├── DataError           a file of published data is not what it is said to be
│   ├── GoldError           hand-coded claims, or claims to score against them, cannot be used
│   └── JudgementFileError  a file of judgements cannot be taken in; the message names file and line
├── UnreadableError         one document cannot be read: recorded, counted, never fatal to a run
├── CodebookError           the codebook is not well formed
├── RecordError             the project's database cannot be opened or trusted
└── ExportError             a table, brief or picture cannot be written
"""

from __future__ import annotations

__all__ = [
    "CodebookError",
    "DataError",
    "ExportError",
    "FoederaError",
    "GoldError",
    "JudgementFileError",
    "ManifestError",
    "NotFoundError",
    "RecordError",
    "UnreadableError",
    "UsageError",
]


class FoederaError(Exception):
    """Root of the family; its text is fit to be shown to an analyst as it stands."""


class UsageError(FoederaError):
    """The call is wrong: an unknown option value, an unknown country code, nothing to do."""


class NotFoundError(UsageError):
    """A document, claim, event, measure or actor of that name does not exist."""


class ManifestError(UsageError):
    """A manifest as a whole cannot be used. Single bad rows are failures, not errors."""


class DataError(UsageError):
    """A file of published data is not what it is said to be, or is damaged; the message names file and line."""


class GoldError(UsageError):
    """Hand-coded documents, or a coder's claims to be scored, cannot be used; the message names file and claim."""


class JudgementFileError(UsageError):
    """A file of judgements cannot be taken in, and nothing of it was; the message names file and line."""


class UnreadableError(FoederaError):
    """One document cannot be read. ``reason`` is a short stable word for counting."""

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class CodebookError(FoederaError):
    """The codebook cannot be loaded; the message names file and key."""


class RecordError(FoederaError):
    """The database is locked, foreign, damaged or of a newer version."""


class ExportError(FoederaError):
    """An output cannot be written, or needs an extra that is not installed."""
