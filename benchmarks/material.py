"""The texts that are measured: reports, and a stream in which few documents are related to the subject."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from foedera.codebook import load
from foedera.model import Text
from foedera.reading import read_all, requests

__all__ = ["RELEVANT_SHARE", "Material", "reports", "stream"]

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
UNRELATED = ROOT / "benchmarks" / "data" / "unrelated.txt"
RELEVANT_SHARE = 0.1  # of the documents of the stream
SENTENCES_A_TEXT = 25  # of a made unrelated text, about what a report has


@dataclass(frozen=True, slots=True)
class Material:
    """Texts to be coded, and in words what they are."""

    name: str
    texts: tuple[Text, ...]


def reports(name: str, manifest: Path) -> Material:
    """All that can be read of what a manifest names."""
    return Material(name, tuple(_read(manifest)))


def stream(relevant: Sequence[Text]) -> Material:
    """``relevant`` spread among nine times as many unrelated texts; the same order every time."""
    wanted = round(len(relevant) * (1 - RELEVANT_SHARE) / RELEVANT_SHARE)
    corpus = SHARED / "corpus" / "white-house-domestic.jsonl"
    found = list(_unrelated(corpus if corpus.is_file() else None, wanted))
    texts = [*relevant, *found]
    random.Random(20121108).shuffle(texts)
    return Material("stream, 1 in 10 related", tuple(texts))


def _read(manifest: Path) -> Iterator[Text]:
    words = load().language("en")["reading"]
    for outcome in read_all(requests([], [manifest]), words):
        if isinstance(outcome, Text):
            yield outcome


def _unrelated(corpus: Path | None, wanted: int) -> Iterator[Text]:
    from foedera.reading import Request, read

    words = load().language("en")["reading"]
    bodies = _listed(corpus, wanted) if corpus else _made(wanted)
    for number, body in enumerate(bodies):
        yield read(Request(text=body, origin=f"unrelated {number}"), words)


def _listed(corpus: Path, wanted: int) -> Iterator[str]:
    with corpus.open(encoding="utf-8") as lines:
        for _, line in zip(range(wanted), lines, strict=False):
            yield json.loads(line)["text"]


def _made(wanted: int) -> Iterator[str]:
    """Texts of town news, their sentences drawn from a list of our own."""
    sentences = [line for line in UNRELATED.read_text(encoding="utf-8").splitlines() if line.strip()]
    draw = random.Random(1734)
    for number in range(wanted):
        picked = draw.sample(sentences, min(SENTENCES_A_TEXT, len(sentences)))
        yield f"Town notes, number {number + 1}.\n\n" + "\n\n".join(
            " ".join(picked[i : i + 4]) for i in range(0, 25, 4)
        )
