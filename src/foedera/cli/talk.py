"""What the command line says on standard error: progress, and the documents that failed."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

import typer

from foedera.model import Failure

__all__ = ["EVERY_SECONDS", "Step", "count", "interruptible", "progress", "say", "say_failures", "say_languages"]

EVERY_SECONDS = 10.0


class Step(Protocol):
    def __call__(self, note: str = "") -> None: ...


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def count(number: int, one: str, many: str = "") -> str:
    """``3 documents``, ``1 document``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@contextmanager
def progress(verb: str, total: int) -> Iterator[Step]:
    """A bar on a terminal, else a plain line every ten seconds. Call the step after each document."""
    if not sys.stderr.isatty():
        yield _lines(verb, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(verb, total=total)

        def step(note: str = "") -> None:
            bar.update(task, advance=1, description=f"{verb} {note}".strip())

        yield step


def _lines(verb: str, total: int) -> Step:
    done = 0
    last = time.monotonic()

    def step(note: str = "") -> None:
        nonlocal done, last
        done += 1
        now = time.monotonic()
        if now - last >= EVERY_SECONDS:
            last = now
            say(f"{verb}: {done:,} of {total:,} documents")

    return step


@contextmanager
def interruptible(state: Callable[[], str]) -> Iterator[None]:
    """Ctrl-C ends the command with exit code 130 and a sentence about what stands."""
    try:
        yield
    except KeyboardInterrupt:
        say(f"foedera: interrupted; {state()}. Run the same command to go on.")
        raise typer.Exit(130) from None


def say_languages(languages: Mapping[str, int]) -> None:
    """Say which documents were kept without being coded, as nobody has written rules for their language."""
    from foedera.coding import CODED

    foreign = {language: number for language, number in sorted(languages.items()) if language not in CODED}
    if foreign:
        listed = ", ".join(f"{number} {language}" for language, number in foreign.items())
        kept = count(sum(foreign.values()), "document")
        say(f"{kept} in languages without rules ({listed}): kept and searchable, but not coded.")


def say_failures(failures: Sequence[Failure], *, shown: int = 50) -> None:
    """The failures at the end, counted by reason, with what to do about each."""
    if not failures:
        return
    reasons = ", ".join(f"{n} {reason}" for reason, n in sorted(Counter(f.reason for f in failures).items()))
    say(f"{count(len(failures), 'document')} could not be read ({reasons}):")
    for failure in failures[:shown]:
        say(f"  {failure.message}" if failure.path in failure.message else f"  {failure.path}: {failure.message}")
    if len(failures) > shown:
        say(f"  and {len(failures) - shown:,} more")
