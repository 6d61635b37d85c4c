"""The coded words of texts as numbers, and the runs of words that two texts share.

A run of k words (a shingle) is told by a hash of its words alone, so that neither the order of the texts nor the
run of the program matters. Texts are compared only where they share several (Broder 1997).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedera.model import Text
from foedera.sourcing.settings import CopySettings

__all__ = ["Worded", "pairs_sharing", "worded"]

_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # an odd number whose multiples spread over 64 bits (Knuth 6.4)
_SHIFT = np.uint64(29)

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Worded:
    """The coded words of a text. Word ``n`` stands at ``[starts[n], ends[n])`` of the body; ``breaks`` are the words
    before which something stands that is not coded; ``shingles[n]`` is the hash of the run that begins at word n."""

    id: str
    words: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    breaks: frozenset[int]
    shingles: Hashes

    def __len__(self) -> int:
        return len(self.starts)


def worded(text: Text, known: dict[str, int], size: int) -> Worded:
    """``known`` remembers the numbers of words from one text to the next."""
    body = text.body
    words: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: set[int] = set()
    before = 0
    for block in sorted(text.codable, key=lambda b: (b.start, b.end)):
        if words and _WORD.search(body, before, block.start):
            breaks.add(len(words))
        for match in _WORD.finditer(body, max(before, block.start), block.end):
            word = match[0].casefold()
            number = known.get(word)
            if number is None:
                known[word] = number = _number(word)
            words.append(number)
            starts.append(match.start())
            ends.append(match.end())
        before = max(before, block.end)
    return Worded(text.id, words, starts, ends, frozenset(breaks), _shingles(words, size))


def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _shingles(words: Sequence[int], size: int) -> Hashes:
    """The hash of each run of ``size`` words; empty for a shorter text."""
    codes = np.array(words, dtype=np.uint64)
    count = len(codes) - size + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for at in range(size):
        mixed = (mixed ^ codes[at : at + count]) * _FACTOR
        mixed ^= mixed >> _SHIFT
    return mixed


def pairs_sharing(texts: Sequence[Worded], settings: CopySettings) -> Iterator[tuple[int, int]]:
    """The pairs (places in ``texts``, the lesser first, in order) that share enough shingles to be compared.

    Where very many texts share a run, each meets its next neighbours only: the chain through them joins all.
    """
    hashes, owners = _postings(texts)
    counts: dict[int, int] = {}
    found: list[tuple[NDArray[Any], NDArray[Any]]] = []
    for step in range(1, min(settings.crowd, len(texts)) + 1):
        same = hashes[:-step] == hashes[step:]
        if not same.any():
            break
        pairs = owners[:-step][same] * np.int64(len(texts)) + owners[step:][same]
        found.append(np.unique(pairs, return_counts=True))
    if not found:
        return
    # Counts of one pair at several distances are parts of its one count.
    pairs, places = np.unique(np.concatenate([p for p, _ in found]), return_inverse=True)
    totals = np.bincount(places, weights=np.concatenate([n for _, n in found])).astype(np.int64)
    counts = dict(zip(pairs.tolist(), totals.tolist(), strict=True))
    for pair, count in counts.items():
        a, b = divmod(pair, len(texts))
        shortest = min(len(texts[a].shingles), len(texts[b].shingles))
        if count >= min(settings.shared_shingles, shortest):
            yield a, b


def _postings(texts: Sequence[Worded]) -> tuple[Hashes, NDArray[np.int64]]:
    """The shingles that several texts hold, each once a text, with the places of those texts; sorted."""
    each = [np.unique(text.shingles) for text in texts]
    hashes = np.concatenate(each) if each else np.empty(0, dtype=np.uint64)
    owners = np.repeat(np.arange(len(each), dtype=np.int64), [len(one) for one in each])
    order = np.argsort(hashes, kind="stable")  # within one shingle, by the place of the text
    hashes, owners = hashes[order], owners[order]
    if len(hashes) < 2:
        return hashes[:0], owners[:0]
    alone = hashes[:-1] != hashes[1:]
    shared = ~(np.concatenate(([True], alone)) & np.concatenate((alone, [True])))
    return hashes[shared], owners[shared]
