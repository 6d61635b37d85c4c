"""Parts of speech, morphology and lemmas are those of the model's own rules, and each word is asked about once."""

from __future__ import annotations

import json
import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from foedera.coding import parsing
from foedera.coding.parsing import parse
from foedera.coding.tree import Token

if TYPE_CHECKING:
    from spacy import tokens

    from foedera.coding.tree import Doc

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SENTENCES = [
    "There is a treaty between Chad and Niger, and there are two protocols to it.",
    "Let's see what the ministers have agreed, said the envoy from Fiji.",
    "He ain't gonna sign it, c'mon, y'all have got ta wait.",
    "Peru's navy has bought what it did not need; it had to.",
    "The talks that Oman hosted got nowhere, but the delegates' mood gets better.",
    "I told them that Malta had been visited by 'em all.",
    "Two  blanks \t and a\nbroken line",
    "",
]


model = lru_cache(maxsize=1)(parsing.model)  # with its own ruler, lemmatizer and embedding


def features(token: Token | tokens.Token) -> frozenset[str]:
    return token.morph if isinstance(token, Token) else frozenset(str(token.morph).split("|")) - {""}


def told(doc: Doc | tokens.Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_, features(t)) for t in doc]


def passages(of_each: int) -> list[str]:
    found: list[str] = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for _, line in zip(range(of_each), lines, strict=False):
                found += [p for p in json.loads(line)["text"].split("\n\n") if p.strip()]
    return found


def test_sentences_are_told_of_as_by_the_model_itself_the_first_time_and_the_second() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a lemmatizer that meets a token without letters
        own = [told(doc) for doc in model().pipe(SENTENCES)]
        assert [told(doc) for doc in parse(SENTENCES)] == own
        assert [told(doc) for doc in parse(SENTENCES)] == own


def test_the_forms_kept_on_a_parse_are_those_of_its_tokens() -> None:
    for doc in parse(SENTENCES):
        assert doc.forms == [(t.lower_, t.lemma_.lower()) for t in doc]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not stand beside the project")
def test_passages_of_the_corpus_are_told_of_as_by_the_model_itself() -> None:
    texts = passages(6)
    for mine, own in zip(parse(texts), model().pipe(texts), strict=True):
        assert told(mine) == told(own)
