"""How soon the command line answers, and what it has loaded by then."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass

__all__ = ["Startup", "measure"]

ROUNDS = 7
HEAVY = ("spacy", "thinc", "numpy", "trafilatura", "lxml", "docx", "pypdfium2", "typst", "vl_convert", "dateparser")

_HELP = "import sys; from foedera.cli import main; sys.argv = ['foedera', '--help']; main()"
_LOADED = f"""
import contextlib, io, sys
from foedera.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(["--help"])
print(",".join(name for name in {HEAVY!r} if name in sys.modules))
"""


@dataclass(frozen=True, slots=True)
class Startup:
    help_seconds: float
    bare_seconds: float
    loaded: tuple[str, ...]  # heavy packages that were imported, which should be none

    @property
    def ratio(self) -> float:
        return self.help_seconds / self.bare_seconds


def measure() -> Startup:
    """The best of some runs of ``foedera --help`` against the interpreter doing nothing."""
    loaded = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True).stdout
    return Startup(_best(_HELP), _best("pass"), tuple(name for name in loaded.strip().split(",") if name))


def _best(code: str) -> float:
    taken = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        taken.append(time.perf_counter() - before)
    return min(taken)
