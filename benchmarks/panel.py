"""A panel of 200 states and 80 years from a million events, against the same in pandas. Each in a process of its own.

``python -m benchmarks.panel`` prints one table. Both count the same rows by dyad, year and kind, keep the claims under
every count, tell zero from not covered, and lay out every dyad and year; the sums must agree.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import combinations

__all__ = ["EVENTS", "STATES", "YEARS", "main", "ours", "rows", "theirs"]

STATES, YEARS, EVENTS = 200, 80, 1_000_000
FIRST = 1945
KINDS = ("done", "plan", "open", "failed")
MEBI = 1024 * 1024

Event = tuple[str, str, int, int, str]  # two states, year, kind, claim


def rows(events: int = EVENTS, states: int = STATES, years: int = YEARS) -> Iterator[Event]:
    """Events of no record: few dyads have most of them, later years more; the same every time."""
    rng = random.Random(1)
    names = [f"S{n:03d}" for n in range(states)]
    for number in range(events):
        a = int(states * rng.random() ** 2)
        b = int((states - 1) * rng.random() ** 2)
        b += b >= a
        year = FIRST + int(years * rng.random() ** 0.5)
        kind = 0 if rng.random() < 0.7 else rng.randrange(1, 4)
        yield names[min(a, b)], names[max(a, b)], year, kind, f"c{number:07d}"


def covered(state: str, year: int) -> bool:
    """Which years were read of a state: nine in ten."""
    return (int(state[1:]) * 31 + year * 17) % 10 != 0


def ours(listed: list[Event], states: int = STATES, years: int = YEARS) -> tuple[int, float, int]:
    """Rows, the sum of all counts, and how many rows are not covered."""
    from foedera.measures.grid import Grid, Line
    from foedera.measures.panel import cells_of, tally

    counted = tally(((a, b), year, kind, (claim,)) for a, b, year, kind, claim in listed)
    span = range(FIRST, FIRST + years)
    known = {f"S{n:03d}": frozenset(y for y in span if covered(f"S{n:03d}", y)) for n in range(states)}
    lines = [
        Line(pair, span, {y: cells_of(c, len(KINDS)) for y, c in counted.get(pair, {}).items()},
             (known[pair[0]] & known[pair[1]]).__contains__)
        for pair in combinations(sorted(known), 2)
    ]  # fmt: skip
    grid = Grid(lines, len(KINDS))
    whole, empty = 0.0, 0
    for row in grid:
        if row.cells[0].value is None:
            empty += 1
        else:
            whole += sum(cell.value or 0 for cell in row.cells)
    return len(grid), whole, empty


def theirs(
    listed: list[Event], states: int = STATES, years: int = YEARS, *, with_claims: bool = True
) -> tuple[int, float, int]:
    import pandas as pd

    frame = pd.DataFrame(listed, columns=["a", "b", "year", "kind", "claim"])
    grouped = frame.groupby(["a", "b", "year", "kind"])["claim"]
    counts = grouped.size().unstack(fill_value=0).reindex(columns=range(len(KINDS)), fill_value=0)
    names = [f"S{n:03d}" for n in range(states)]
    span = range(FIRST, FIRST + years)
    index = pd.MultiIndex.from_tuples(
        ((a, b, y) for a, b in combinations(names, 2) for y in span), names=["a", "b", "year"]
    )
    seen = pd.Series([covered(a, y) and covered(b, y) for a, b, y in index], index=index)
    dense = counts.reindex(index)
    dense = dense.where(dense.notna() | ~seen.to_numpy()[:, None], 0.0)
    if with_claims:
        held = grouped.agg(list).unstack().reindex(index)
        assert len(held) == len(dense)
    return len(dense), float(dense.sum().sum()), int(dense[0].isna().sum())


def _measured(work: str) -> tuple[float, float, str]:
    """Seconds and mebibytes, both without the making of the events, and what was counted."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.panel", work], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"benchmarks.panel {work} failed: {done.stderr.strip()[-400:]}")
    seconds, mebibytes, result = done.stdout.strip().split("\t")
    return float(seconds), float(mebibytes), result


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kibibytes on Linux, bytes on a Mac
    return peak / (MEBI if sys.platform == "darwin" else 1024)


def main() -> None:
    results = {work: _measured(work) for work in ("ours", "pandas", "counts")}
    (mine, room, counted), (other, other_room, also) = results["ours"], results["pandas"]
    bare, bare_room, _ = results["counts"]
    if counted != also:
        raise SystemExit(f"benchmarks.panel: the two do not agree: {counted} and {also}")
    print("| a panel of 200 states, 80 years, a million events | seconds | MiB above the events |")
    print("| --- | ---: | ---: |")
    print(f"| foedera, with the claims under every count | {mine:.1f} | {room:,.0f} |")
    print(f"| pandas, with the claims under every count | {other:.1f} | {other_room:,.0f} |")
    print(f"| pandas, counts alone | {bare:.1f} | {bare_room:,.0f} |")
    print(f"| foedera to pandas, with claims | {mine / other:.2f} | {room / other_room:.2f} |")
    print(f"\nBoth counted: {counted} (rows, events, rows not covered). Seconds of processor time.")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        main()
    else:
        made = list(rows())
        if sys.argv[1] != "ours":
            import pandas  # noqa: F401 - loading it is no part of the work
        before, start = _peak(), time.process_time()
        result = ours(made) if sys.argv[1] == "ours" else theirs(made, with_claims=sys.argv[1] == "pandas")
        print(f"{time.process_time() - start:.2f}\t{_peak() - before:.1f}\t{result}")
