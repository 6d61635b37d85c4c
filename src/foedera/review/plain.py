"""The same loop in plain lines: for screen readers, scripts, pipes, and terminals that can do no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from foedera.errors import FoederaError
from foedera.review.cards import Card, Column
from foedera.review.commands import ASKS, perform, understood
from foedera.review.inert import one_line
from foedera.review.keys import Keys
from foedera.review.session import Session

__all__ = ["card_lines", "converse"]


def converse(session: Session, keys: Keys, *, read: TextIO, write: TextIO) -> None:
    """Print the claim, read a key or a command a line, do it, and so on until the lines end or say to leave.

    A line is a key, or an action by name or the beginning of it, with what it needs behind it: ``x``, ``accept``,
    ``edit date=2012-11``, ``n told second-hand``. An empty line does nothing: a stray one must not accept a claim.
    """

    def say(lines: Iterable[str]) -> None:
        write.writelines(f"{line}\n" for line in lines)
        write.flush()

    def ask(prompt: str) -> str | None:
        """The next line without its end; None where there are no more."""
        write.write(prompt)
        write.flush()
        return line.rstrip("\r\n") if (line := read.readline()) else None

    shown = -1
    while True:
        if session.revision != shown:
            say(_state(session))
            shown = session.revision
        line = ask("> ")
        action, words = understood(keys, "quit" if line is None else line.strip())
        if line is None or action == "quit":
            say(["", session.farewell()] if line is None else [session.farewell()])
            return
        if action == "command":
            say(["Type the action itself, with what it needs behind it."])
            continue
        if action is not None and action in ASKS and not words:
            say([*_choices(session, action), f"{ASKS[action]}; an empty line does nothing."])
            words = (ask(f"{action}: ") or "").strip()
            if not words:
                continue
        if action is None:
            say(
                [
                    f"'{one_line(words)}' is no key or command. {_help(keys)}"
                    if words
                    else f"Nothing done. {_help(keys)}"
                ]
            )
        elif action == "sheet":
            say(f"{key:>14}  {does}" for key, does in keys.sheet())
        else:
            say([_done(session, action, words)])


def _help(keys: Keys) -> str:
    return f"To accept, type accept; to see all commands, {keys.key_of('sheet') or 'sheet'}."


def _done(session: Session, action: str, words: str) -> str:
    try:
        return perform(session, action, words)
    except FoederaError as bad:  # such as a record that another process has locked
        return f"Not done: {one_line(str(bad))}"


def _choices(session: Session, action: str) -> Iterator[str]:
    if action == "merge":
        for number, column in enumerate(session.candidates(), start=1):
            yield f"{number}. " + _column(column)


def _state(session: Session) -> Iterator[str]:
    card = session.card()
    yield ""
    if card is None:
        yield from session.nothing()
    else:
        yield f"Claim {session.where()}."
        yield from card_lines(card)


def card_lines(card: Card) -> Iterator[str]:
    """The card as lines, one thing a line, each with its name before it."""
    yield from (f"decided: {line}" for line in card.decided)
    yield from (f"why here: {line}" for line in card.why)
    yield from (f"notice: {line}" for line in card.notices)
    yield f"words: {card.passage.marked()}"
    for field in card.fields:
        yield f"{field.name}{f' [{field.number}]' if field.number else ''}: {field.value}"
    if card.event is not None:
        yield f"event: {card.event.heading}"
        for column in card.event.columns:
            if not column.is_this:
                yield f"  beside it: {_column(column)}"
        if card.event.differ:
            yield f"  they differ on: {', '.join(n for n in card.event.columns[0].fields if n in card.event.differ)}"
        yield from (f"  conflict: {line}" for line in card.event.conflicts)
    for coding in card.codings:
        yield f"coding: {coding.heading}: " + "; ".join(f"{k} {v}" for k, v in coding.fields.items())


def _column(column: Column) -> str:
    told = "; ".join(f"{name} {value}" for name, value in column.fields.items())
    return f"{column.claim_id[:8]} ({column.heading}): {told}"
