"""Measure everything and print one table of speed and one of size."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import memory, startup

if TYPE_CHECKING:  # imported late at run time: see main
    from benchmarks.speed import Speed

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "examples" / "manifest.jsonl"
FIVE = ROOT.parent / "shared" / "reports" / "manifest.jsonl"
NAMES = {"code": "peak memory of `foedera code`", "brief": "peak memory of `init`, `add`, `brief -o brief.pdf`"}


def main() -> None:
    """Memory comes first, and the coder is imported only then: memory.py says why the parent must be small."""
    started = startup.measure()
    manifest = FIVE if FIVE.is_file() else SAMPLE
    works = ["code", "brief"] if find_spec("typst") and find_spec("vl_convert") else ["code"]
    peaks = {work: memory.peak_of(work, manifest) for work in works}
    from benchmarks import material, speed

    whole = material.reports("five reports" if manifest == FIVE else "packaged sample", manifest)
    speeds = [speed.measure(texts) for texts in (whole, material.stream(whole.texts))]
    print("\n".join([*_speeds(speeds), "", *_sizes(peaks, started, whole.name), "", _machine()]))


def _speeds(speeds: Sequence[Speed]) -> Iterator[str]:
    yield "| texts | documents | sentences | claims | coder, sentences/s | full parser alone, sentences/s | ratio |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for s in speeds:
        rates = f"{s.sentences / s.coder_seconds:,.0f} | {s.sentences / s.parser_seconds:,.0f} | {s.ratio:.1f}"
        yield f"| {s.material} | {s.documents} | {s.sentences} | {s.claims} | {rates} |"


def _sizes(peaks: dict[str, float], started: startup.Startup, texts: str) -> Iterator[str]:
    yield "| what | measured |"
    yield "| --- | ---: |"
    for work, mebibytes in peaks.items():
        yield f"| {NAMES[work]}, {texts} | {mebibytes:,.0f} MiB |"
    yield f"| `foedera --help` | {started.help_seconds:.2f} s |"
    yield f"| `python -c pass` | {started.bare_seconds:.2f} s |"
    yield f"| `foedera --help` against `python -c pass` | {started.ratio:.0f} times |"
    yield f"| heavy packages loaded by `foedera --help` | {', '.join(started.loaded) or 'none'} |"


def _machine() -> str:
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; seconds of processor time."


if __name__ == "__main__":
    main()
