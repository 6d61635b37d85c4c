"""What each action does to the session: the one place that both the screen and the plain mode ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from foedera.review.keys import Keys
from foedera.review.session import Session

__all__ = ["ASKS", "corrections", "perform", "understood"]

# What is asked for, where an action needs words that were not given with it.
ASKS: Mapping[str, str] = MappingProxyType(
    {
        "edit": "field=value, several with semicolons between",
        "merge": "the number of a claim below, or the id of another",
        "note": "your note",
        "search": "words of the claim or its sentence",
        "command": "an action by name, with what it needs behind it",
    }
)


def perform(session: Session, action: str, words: str = "") -> str:
    """Do it, and say what was done in one sentence. What is decided is committed before this returns.

    Raises UsageError, with what to do next, where it cannot be done; then nothing has changed.
    """
    name, _, grade = action.partition("_")
    if name == "credibility":
        return session.credibility(grade, why=words)
    if name == "reliability":
        return session.reliability(grade, why=words)
    return _DONE[action](session, words.strip())


def understood(keys: Keys, line: str) -> tuple[str | None, str]:
    """The action of a line and what stands behind it; (None, the line) where it is none."""
    words = line.split()
    for number in range(len(words), 0, -1):
        if (action := keys.typed(" ".join(words[:number]))) is not None:
            return _behind(keys, action, line.split(maxsplit=number)[number:])
    if (
        line and not line[0].isalnum() and (action := keys.action(line[0])) is not None
    ):  # "/words", as it is typed elsewhere
        return _behind(keys, action, [line[1:].strip()])
    return None, line


def _behind(keys: Keys, action: str, rest: list[str]) -> tuple[str | None, str]:
    words = rest[0] if rest else ""
    return understood(keys, words) if action == "command" and words else (action, words)


def corrections(words: str) -> list[str]:
    """``date=2012-11; role.host+=GHA`` as its parts."""
    return [part.strip() for part in words.split(";") if part.strip()]


def _edit(session: Session, words: str) -> str:
    return session.correct(corrections(words))


def _next(session: Session, words: str) -> str:
    return session.move(1)


def _previous(session: Session, words: str) -> str:
    return session.move(-1)


def _first(session: Session, words: str) -> str:
    return session.take("first", words)


def _second(session: Session, words: str) -> str:
    return session.take("second", words)


_DONE: Mapping[str, Callable[[Session, str], str]] = MappingProxyType(
    {
        "next": _next,
        "previous": _previous,
        "accept": Session.accept,
        "reject": Session.reject,
        "unsure": Session.unsure,
        "edit": _edit,
        "merge": Session.merge,
        "split": Session.split,
        "note": Session.note,
        "first": _first,
        "second": _second,
        "undo": Session.undo,
        "search": Session.search,
    }
)
