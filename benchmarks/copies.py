"""How many shared passages ``sourcing.near_copies`` finds, and how fast.

Run: python -m benchmarks.copies [--corpus FOLDER]

Planted: texts of 400 words drawn by rank as words are in language, so that common runs recur; into a tenth of them
goes a passage of another, of 20, 40 or 120 words, with a share of its words left out or changed. With ``--corpus``, a
folder of JSONL rows with ``id`` and ``text``: pairs found at several lengths of passage, and how many of them lie
between two files. No figure is a test; the laws are in tests/test_sourcing_copies.py.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from dataclasses import replace
from pathlib import Path
from random import Random

from foedera.codebook import Codebook, load
from foedera.model import Block, BlockKind, Text
from foedera.sourcing import near_copies

VOCABULARY = [f"w{n}" for n in range(30000)]
WEIGHTS = [1 / (n + 2.7) for n in range(30000)]  # Zipf and Mandelbrot


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--texts", type=int, default=10_000)
    given = parser.parse_args()
    book = load()
    for length in (20, 40, 120):
        for edited in (0.0, 0.05, 0.1):
            _planted(1000, length, edited, book)
    _speed(given.texts, book)
    if given.corpus:
        _corpus(given.corpus, book)


def _text(name: str, body: str) -> Text:
    return Text(name, body, (Block(BlockKind.BODY, 0, len(body)),))


def _bodies(count: int, seed: int) -> list[list[str]]:
    draw = Random(seed)
    return [draw.choices(VOCABULARY, WEIGHTS, k=400) for _ in range(count)]


def _edited(words: list[str], share: float, draw: Random) -> list[str]:
    out = []
    for word in words:
        if draw.random() >= share:
            out.append(word)
        elif draw.random() < 0.5:
            out.append(f"x{draw.randrange(9999)}")
    return out


def _planted(count: int, length: int, edited: float, book: Codebook) -> None:
    draw = Random(11)
    bodies = _bodies(count, 5)
    wanted = set()
    for n in range(0, count // 10 * 2, 2):
        at, to = draw.randrange(400 - length), draw.randrange(400)
        bodies[n + 1][to:to] = _edited(bodies[n][at : at + length], edited, draw)
        wanted.add((f"{n:06}", f"{n + 1:06}"))
    found = {(c.a, c.b) for c in near_copies([_text(f"{n:06}", " ".join(b)) for n, b in enumerate(bodies)], book)}
    recall = len(found & wanted) / len(wanted)
    print(
        f"passage {length:>3} words, {edited:.0%} edited: recall {recall:.3f}, {len(found - wanted)} found beside them"
    )


def _speed(count: int, book: Codebook) -> None:
    draw = Random(2)
    bodies = _bodies(count, 9)
    for n in range(0, count - 3, 10):  # a wire story in three papers, one text in ten
        bodies[n + 1] = _edited(bodies[n], 0.02, draw)
        bodies[n + 2][200:200] = bodies[n][:150]
    texts = [_text(f"{n:06}", " ".join(b)) for n, b in enumerate(bodies)]
    began = time.perf_counter()
    found = near_copies(texts, book)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} texts of 400 words: {took:.1f} s, {len(found)} copies, peak {peak:.0f} MB with the texts")


def _corpus(folder: Path, book: Codebook) -> None:
    texts, file_of = [], {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            texts.append(_text(row["id"], row["text"]))
            file_of[row["id"]] = path.name.split("-")[0]
    for least in (10, 12, 15, 20, 25):
        data = book.raw["sourcing.yml"]
        laid = {**data, "copies": {**data["copies"], "passage_words": least}}
        began = time.perf_counter()
        found = near_copies(texts, replace(book, raw={**book.raw, "sourcing.yml": laid}))
        took = time.perf_counter() - began
        between = sum(file_of[c.a] != file_of[c.b] for c in found)
        print(
            f"{len(texts)} texts, from {least} words on: {len(found)} pairs, {between} between publishers, {took:.1f} s"
        )


if __name__ == "__main__":
    main()
