"""A word's row is the one that the network itself makes, to the last bit, remembered, forgotten or new."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from foedera.coding import embedding, parsing

SENTENCES = [
    "Chad and Niger signed a treaty in May 2019.",
    "Oman's navy hosted ships from Kenya, and from Fiji.",
    "The treaty that Chad and Niger signed in May has lapsed.",
    "",
    "Oman's navy hosted ships from Kenya, and from Fiji.",
]


model = lru_cache(maxsize=1)(parsing.model)  # with its own ruler, lemmatizer and embedding


@pytest.mark.parametrize("most", [3, 20, 1000])
def test_a_row_is_that_of_the_network_whatever_is_remembered(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MOST", most)
    own = model().get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    memory = embedding._Memory(own)
    docs = [model().make_doc(sentence) for sentence in SENTENCES]
    for batch in (docs, docs[:1], docs[1:4], docs[::-1]):
        made, _ = memory.forward(own, batch, False)
        for mine, theirs in zip(made, own.predict(batch), strict=True):
            assert np.array_equal(mine, theirs)
