"""Peak memory of whole commands, each in a process of its own.

``python -m benchmarks.memory code MANIFEST`` does the work and prints its own peak, in mebibytes. The parent
must be small when it starts the child: the system counts the parent's size at that moment to the child.
"""

from __future__ import annotations

import contextlib
import io
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["peak_of"]

MEBI = 1024 * 1024


def peak_of(work: str, manifest: Path) -> float:
    """Mebibytes at the highest moment of ``work``: ``code`` (claims out) or ``brief`` (record, events, PDF)."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", work, str(manifest)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"benchmarks.memory {work} failed: {done.stderr.strip()[-400:]}")
    return float(done.stdout.split()[-1])


def _foedera(*arguments: str) -> None:
    from foedera.cli import main

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            main(arguments)
        except SystemExit as end:
            if end.code not in (0, 3, None):
                raise


def _do(work: str, manifest: str) -> None:
    if work == "code":
        _foedera("code", "--manifest", manifest, "--jsonl")
        return
    with tempfile.TemporaryDirectory() as folder:
        _foedera("init", folder)
        _foedera("add", "--manifest", manifest, "--project", folder)
        _foedera("brief", "KAZ", "--with", "CHN,RUS,USA,NATO", "-o", f"{folder}/brief.pdf", "--project", folder)


if __name__ == "__main__":
    _do(sys.argv[1], sys.argv[2])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kibibytes on Linux, bytes on a Mac
    print(round(peak / (MEBI if sys.platform == "darwin" else 1024), 1))
