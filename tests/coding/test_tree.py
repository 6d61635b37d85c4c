"""Our tree of a sentence is spaCy's: the parser's own is the oracle."""

from __future__ import annotations

from functools import lru_cache

import pytest

from foedera.coding import parsing
from foedera.coding.tree import Doc, Token

SENTENCES = [
    "The minister of defence of Oman, who had visited Peru in May, signed an agreement with Chad on training.",
    "Chad, Niger and Mali said that they would train together, but nobody knows when or where.",
    "Is it true, he asked, that the frigate which Peru ordered has been sold to Fiji?",
    "Signed. Sealed",
    "What the envoys from Malta, Cyprus and Fiji heard in Lima was new.",
    "  Two  blanks and a\nbroken line ",
    "Yes",
]

own_model = lru_cache(maxsize=1)(parsing.model)


@lru_cache(maxsize=1)
def pairs():
    """Each sentence as spaCy has it and as we do, unmended."""
    return [(parsed, parsing.read_tree(parsed)) for parsed in own_model().pipe(SENTENCES)]


def numbers(tokens) -> list[int]:
    return [t.i for t in tokens]


def tokens_of_both():
    return [(parsed[t.i], t) for parsed, doc in pairs() for t in doc]


def test_what_hangs_on_what_is_as_the_parser_says() -> None:
    for theirs, ours in tokens_of_both():
        assert ours.head.i == theirs.head.i
        assert numbers(ours.children) == numbers(theirs.children)
        assert numbers(ours.ancestors) == numbers(theirs.ancestors)
        assert numbers(ours.subtree) == numbers(theirs.subtree)
        assert numbers(ours.conjuncts) == numbers(theirs.conjuncts)
        assert (ours.left_edge.i, ours.right_edge.i) == (theirs.left_edge.i, theirs.right_edge.i)


def test_words_stand_where_the_parser_says() -> None:
    for theirs, ours in tokens_of_both():
        assert (ours.text, ours.idx, ours.end) == (theirs.text, theirs.idx, theirs.idx + len(theirs))
        assert ours.is_title == theirs.is_title
        assert ours.doc[ours.i] is ours


def test_stretches_have_the_words_and_the_root_that_the_parser_gives_them() -> None:
    for parsed, doc in pairs():
        for start in range(len(doc)):
            for end in range(start + 1, len(doc) + 1):
                assert doc[start:end].text == parsed[start:end].text
                assert doc[start:end].root.i == parsed[start:end].root.i
                assert numbers(doc[start:end]) == list(range(start, end))


def test_characters_fall_into_the_words_that_the_parser_says() -> None:
    for parsed, doc in pairs():
        for word in parsed:
            for start, end in ((word.idx, word.idx + len(word)), (word.idx, word.idx + 1)):
                theirs, ours = parsed.char_span(start, end, alignment_mode="expand"), doc.char_span(start, end)
                assert ours is not None
                assert (ours.start, ours.end) == (theirs.start, theirs.end)
        whole = doc.char_span(0, len(doc.text))
        assert whole is not None
        assert (whole.start, whole.end) == (0, len(doc))
        assert doc.char_span(len(doc.text) + 1, len(doc.text) + 3) is None


def test_slices_beyond_the_ends_are_cut_there() -> None:
    (_, doc), *_ = pairs()
    assert numbers(doc[-2:]) == [len(doc) - 2, len(doc) - 1]
    assert numbers(doc[3:1]) == []
    assert doc[3:1].text == ""
    assert numbers(doc[len(doc) - 1 : len(doc) + 5]) == [len(doc) - 1]
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    with pytest.raises(IndexError):
        doc[-1].nbor(1)


def tree(heads: list[int]) -> Doc:
    doc = Doc(" ".join("w" * len(heads)))
    doc.tokens = [Token(doc, i, 2 * i, "w", dep_="dep") for i in range(len(heads))]
    for token, head in zip(doc.tokens, heads, strict=True):
        token.head = doc[head]
    doc.link()
    return doc


def test_what_is_hung_elsewhere_is_seen_from_everywhere() -> None:
    doc = tree([1, 1, 1, 2])
    doc[2].hang(doc[0], "conj")
    assert (doc[2].head.i, doc[2].dep_) == (0, "conj")
    assert numbers(doc[0].children) == [2]
    assert numbers(doc[1].children) == [0]
    assert doc[0].right_edge.i == 3
    assert numbers(doc[3].ancestors) == [2, 0, 1]


def test_a_word_hung_on_itself_is_a_root() -> None:
    doc = tree([1, 1, 1, 2])
    doc[2].hang(doc[2], "ROOT")
    assert numbers(doc[3].ancestors) == [2]
    assert doc[1].right_edge.i == 1


def test_no_circle_is_closed() -> None:
    doc = tree([1, 1, 1, 2])
    doc[2].hang(doc[3], "dobj")
    assert (doc[2].head.i, doc[2].dep_) == (1, "dep")
    assert numbers(doc[3].ancestors) == [2, 1]
