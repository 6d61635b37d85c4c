"""Run the commands of the README's tour and of the page on scoring, and write what they print under them.

``python docs/tour.py`` writes both anew; the tests run the same and compare, figures and ids aside.
In a ``console`` block a line that begins with ``$`` is a command; what follows, up to the next, is its output.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "scoring.md")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COLUMNS = "100"
PROGRESS = re.compile(r"^\w+: \d+ of \d+ documents$")  # printed by the clock


def commands(page: str) -> list[str]:
    """The commands of a page's console blocks, in order."""
    return [line[2:] for block in BLOCK.findall(page) for line in block.splitlines() if line.startswith("$ ")]


def outputs(page: str) -> list[str]:
    """What the page says that each command prints."""
    found: list[str] = []
    for block in BLOCK.findall(page):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append("")
            else:
                found[-1] += line.rstrip() + "\n"
    return [one.strip("\n") for one in found]


def run(page: str, folder: Path) -> Iterator[str]:
    """What each command does print, in ``folder`` with the sample beside it; stopped by one that fails."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    for command in commands(page):
        program, *arguments = shlex.split(command)
        if program != "foedera":
            raise SystemExit(f"a page's commands may only run foedera, not '{command}'.")
        done = subprocess.run(  # noqa: S603 - foedera itself, on commands of our own page
            [sys.executable, "-m", "foedera.cli", *arguments],
            cwd=folder,
            env={**os.environ, "COLUMNS": COLUMNS, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"'{command}' ended with {done.returncode}: {done.stdout}")
        yield "\n".join(line.rstrip() for line in done.stdout.splitlines() if not PROGRESS.match(line)).strip("\n")


def rewritten(page: str, printed: list[str]) -> str:
    """The page with the printed lines under its commands."""
    left = iter(printed)

    def block(found: re.Match[str]) -> str:
        lines = [line for line in found[1].splitlines() if line.startswith("$ ")]
        told = "\n\n".join(f"{line}\n{next(left)}" for line in lines)
        return f"```console\n{told}\n```"

    return BLOCK.sub(block, page)


def main() -> None:
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(rewritten(page, list(run(page, Path(folder)))), encoding="utf-8")


if __name__ == "__main__":
    main()
