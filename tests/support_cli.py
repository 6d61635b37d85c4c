"""What a command line test looks at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave: its exit code, its data and its talk."""

    code: int
    out: str
    err: str
