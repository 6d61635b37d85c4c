"""Parts of speech, morphology and lemmas as the model's own rules give them, each word's worked out once.

The model's attribute ruler matches 179 patterns against every token, at a quarter of the cost of a parse.
All but a few look at one token only: at its spelling, its tag and its dependency. What they and the
lemmatizer make of such a triple is asked of them once and remembered; a sentence that holds a word with
which a longer pattern may begin ("let" of "let 's", "there" of "there is") is left to them whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedera.coding.phrases import FORMS

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, MorphAnalysis
    from spacy.vocab import Vocab

__all__ = ["Annotator"]

_Key = tuple[int, int, int]  # spelling, tag, dependency: numbers of the vocabulary

MOST = 200_000  # words remembered, some 60 MB; a text has about one new word in four


@dataclass(frozen=True, slots=True)
class _Word:
    """What the model's rules say of a spelling under a tag and a dependency, numbers as the vocabulary has them."""

    pos: int
    morph: MorphAnalysis
    lemma: int
    forms: tuple[str, str]


class Annotator:
    """Does the work of an attribute ruler and the lemmatizer behind it, with the same result.

    ``openers`` must match, as single tokens, whatever the ruler's longer patterns begin with.
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Callable[[Doc], Doc], openers: Matcher) -> None:
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._openers = openers
        self._known: dict[_Key, _Word | None] = {}

    @classmethod
    def of(cls, ruler: AttributeRuler, lemmatizer: Callable[[Doc], Doc]) -> Annotator:
        from spacy.matcher import Matcher

        openers = Matcher(ruler.vocab)
        for entry in ruler.patterns:
            for pattern in entry["patterns"]:  # type: ignore[union-attr]
                if len(pattern) > 1:
                    openers.add("opener", [[pattern[0]]])  # type: ignore[list-item]
        return cls(ruler, lemmatizer, openers)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, tagged and parsed before, now with parts of speech, morphology and lemmas."""
        if len(self._known) >= MOST:
            self._known.clear()
        tokens = list(doc)
        keys = [(t.orth, t.tag, t.dep) for t in tokens]
        unknown = [key for key in dict.fromkeys(keys) if key not in self._known]
        if unknown:
            self._learn(unknown, doc.vocab)
        forms = []
        words = [self._known[key] for key in keys]
        if None in words:
            return self._lemmatizer(self._ruler(doc))
        for token, word in zip(tokens, words, strict=True):
            if word is not None:
                token.pos = word.pos
                token.morph = word.morph
                token.lemma = word.lemma
                forms.append(word.forms)
        doc.user_data[FORMS] = forms
        return doc

    def _learn(self, keys: Sequence[_Key], vocab: Vocab) -> None:
        """Ask the model's rules about words, each on its own; None stands for those whose neighbours may matter."""
        openers = {start for _, start, _ in self._openers(_row(keys, vocab), allow_missing=True)}
        self._known |= {keys[i]: None for i in openers}
        single = [key for i, key in enumerate(keys) if i not in openers]
        row = self._lemmatizer(self._ruler(_row(single, vocab)))
        for key, it in zip(single, row, strict=True):
            same = (it.tag, it.dep) == key[1:]  # not so for blanks, whose tag the rules change
            forms = (it.lower_, it.lemma_.lower())
            self._known[key] = _Word(it.pos, it.morph, it.lemma, forms) if same else None


def _row(keys: Sequence[_Key], vocab: Vocab) -> Doc:
    """Unrelated words in a row, each with its tag and dependency. No pattern of one word sees the next."""
    from spacy.tokens import Doc

    row = Doc(vocab, words=[vocab.strings[spelling] for spelling, _, _ in keys])
    for token, (_, tag, dependency) in zip(row, keys, strict=True):
        token.tag, token.dep = tag, dependency
    return row
