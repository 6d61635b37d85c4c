"""Coding against the full parser: the same texts, the same sentences, seconds of processor time."""

from __future__ import annotations

import importlib
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from benchmarks.material import Material
from foedera import coding
from foedera.codebook import load
from foedera.coding.parsing import BATCH, MODELS
from foedera.coding.passages import SentenceWords, sentences
from foedera.model import Text

__all__ = ["Speed", "measure"]

ROUNDS = 3  # the best of so many, taken in turns, so that both meet the same machine


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
    return sum(1 for _ in _full_pipeline().pipe(passages, batch_size=BATCH))


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


@lru_cache(maxsize=1)
def _full_pipeline() -> Any:
    """The parser's model with all its components, names of entities included."""
    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return module.load()
    raise SystemExit("No English model is installed. Run: make test, which puts one into .venv.")
