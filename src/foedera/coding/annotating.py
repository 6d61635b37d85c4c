"""Parts of speech, morphology and lemmas as the model's own rules give them, each word's worked out once.

The model's attribute ruler matches 179 patterns against every token, at a quarter of the cost of a parse.
All but a few look at one token only: at its spelling, its tag and its dependency. What they and the
lemmatizer make of such a triple is asked of them once and remembered; a sentence that holds a word with
which a longer pattern may begin ("let" of "let 's", "there" of "there is") is left to them whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedera.coding.tree import Doc

if TYPE_CHECKING:
    from spacy import tokens
    from spacy.matcher import Matcher
    from spacy.pipeline import AttributeRuler
    from spacy.vocab import Vocab

__all__ = ["Annotator"]

_Key = tuple[str, str, str]  # spelling, tag, dependency

MOST = 200_000  # words remembered, some 60 MB; a text has about one new word in four


@dataclass(frozen=True, slots=True)
class _Word:
    """What the model's rules say of a spelling under a tag and a dependency."""

    tag: str  # of blanks the rules change it, and the dependency
    dep: str
    pos: str
    morph: frozenset[str]
    lower: str
    lemma: str
    forms: tuple[str, str]


class Annotator:
    """Does the work of an attribute ruler and the lemmatizer behind it, with the same result.

    ``openers`` must match, as single tokens, whatever the ruler's longer patterns begin with.
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Callable[[tokens.Doc], tokens.Doc], openers: Matcher) -> None:
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._openers = openers
        self._known: dict[_Key, _Word | None] = {}

    @classmethod
    def of(cls, ruler: AttributeRuler, lemmatizer: Callable[[tokens.Doc], tokens.Doc]) -> Annotator:
        from spacy.matcher import Matcher

        openers = Matcher(ruler.vocab)
        for entry in ruler.patterns:
            for pattern in entry["patterns"]:  # type: ignore[union-attr]
                if len(pattern) > 1:
                    openers.add("opener", [[pattern[0]]])  # type: ignore[list-item]
        return cls(ruler, lemmatizer, openers)

    def __call__(self, doc: Doc, parsed: tokens.Doc) -> None:
        """Give parts of speech, morphology and lemmas to a sentence that has tags and dependencies; ``parsed`` is the
        parser's own of the same words."""
        if len(self._known) >= MOST:
            self._known.clear()
        keys = [(t.text, t.tag_, t.dep_) for t in doc.tokens]
        unknown = [key for key in dict.fromkeys(keys) if key not in self._known]
        if unknown:
            self._learn(unknown, parsed.vocab)
        words = [self._known[key] for key in keys]
        known = [word for word in words if word is not None]
        if len(known) < len(words):
            _tell(parsed, keys)
            known = [_word(token) for token in self._lemmatizer(self._ruler(parsed))]
        for token, word in zip(doc.tokens, known, strict=True):
            token.tag_, token.dep_, token.pos_, token.morph = word.tag, word.dep, word.pos, word.morph
            token.lower_, token.lemma_ = word.lower, word.lemma
        doc.forms = [word.forms for word in known]

    def _learn(self, keys: Sequence[_Key], vocab: Vocab) -> None:
        """Ask the model's rules about words, each on its own; None stands for those whose neighbours may matter."""
        openers = {start for _, start, _ in self._openers(_row(keys, vocab), allow_missing=True)}
        self._known |= {keys[i]: None for i in openers}
        single = [key for i, key in enumerate(keys) if i not in openers]
        row = self._lemmatizer(self._ruler(_row(single, vocab)))
        for key, token in zip(single, row, strict=True):
            is_same = (token.tag_, token.dep_) == key[1:]  # not so for blanks
            self._known[key] = _word(token) if is_same else None


def _word(token: tokens.Token) -> _Word:
    morph = frozenset(str(token.morph).split("|")) - {""}
    return _Word(
        token.tag_,
        token.dep_,
        token.pos_,
        morph,
        token.lower_,
        token.lemma_,
        (token.lower_, token.lemma_.lower()),
    )


def _row(keys: Sequence[_Key], vocab: Vocab) -> tokens.Doc:
    """Unrelated words in a row, each with its tag and dependency. No pattern of one word sees the next."""
    from spacy.tokens import Doc

    row = Doc(vocab, words=[spelling for spelling, _, _ in keys])
    _tell(row, keys)
    return row


def _tell(row: tokens.Doc, keys: Iterable[_Key]) -> None:
    for token, (_, tag, dependency) in zip(row, keys, strict=True):
        token.tag_, token.dep_ = tag, dependency
