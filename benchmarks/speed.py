"""Coding against the full parser: the same texts, the same sentences, seconds of processor time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from benchmarks.material import Material
from foedera import coding
from foedera.codebook import load
from foedera.coding import parsing
from foedera.coding.passages import SentenceWords, sentences
from foedera.model import Text

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Speed", "measure"]

ROUNDS = 7  # the best of so many, taken in turns, so that both meet the same machine


@dataclass(frozen=True, slots=True)
class Speed:
    material: str
    documents: int
    sentences: int
    claims: int
    coder_seconds: float
    parser_seconds: float

    @property
    def ratio(self) -> float:
        """How many times as fast the whole coder is as the full parser alone."""
        return self.parser_seconds / self.coder_seconds


def measure(material: Material) -> Speed:
    """Both are loaded and warm before the clock starts; sentences are counted by the coder's own cutting."""
    book = load()
    words = SentenceWords(book.language("en")["reference"])
    count = sum(len(list(sentences(text, words))) for text in material.texts)
    passages = [text.body[b.start : b.end] for text in material.texts for b in text.codable]
    _code(material.texts[:1])
    _parse(passages[:5])
    coder, parser = [], []
    claims = 0
    for _ in range(ROUNDS):
        seconds, claims = _timed(lambda: _code(material.texts))
        coder.append(seconds)
        parser.append(_timed(lambda: _parse(passages))[0])
    return Speed(material.name, len(material.texts), count, claims, min(coder), min(parser))


def _code(texts: Sequence[Text]) -> int:
    return sum(len(claims) for _, claims in coding.code_all(texts, load()))


def _parse(passages: Sequence[str]) -> int:
    return sum(1 for _ in _full_pipeline().pipe(passages, batch_size=parsing.BATCH))


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


@lru_cache(maxsize=1)
def _full_pipeline() -> Language:
    """The parser's model with all its components, names of entities included."""
    return parsing.model(exclude=())
