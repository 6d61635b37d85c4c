"""The first layer of the parser's network, its result for each word kept.

What the network makes of a word before it looks at the neighbours depends on six features of the word alone
(norm, prefix, suffix, shape and two about blanks). To work that out costs a seventh of a parse, and three of
four words have been met before. A row is the same to the last bit whatever batch it is made in.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.model import Model

__all__ = ["remember_embedding"]

MOST = 50_000  # words remembered, 20 MB


def remember_embedding(network: Model[Any, Any]) -> None:
    """Put a memory before the embedding of a ``tok2vec`` network. It serves prediction only.

    A network that is not an embedding of word features with an encoder behind it is left as it is.
    """
    from thinc.api import Model

    embed = network.layers[0] if network.layers else None
    if embed is None or not embed.layers or embed.layers[0].name != "extract_features":
        return
    remembered: Model[Any, Any] = Model("remembered", _Memory(embed).forward, dims={"nO": embed.get_dim("nO")})
    network.replace_node(embed, remembered)


class _Memory:
    """Rows of the embedding, by the features they were made of."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        self._embed = embed
        self._extract, *self._rest = embed.layers
        self._places: dict[bytes, int] = {}
        self._rows = embed.ops.alloc2f(MOST, embed.get_dim("nO"), zeros=False)

    def forward(self, model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
        """One array a Doc, one row a token; the second value is for training, which does not happen here."""
        listed = self._extract.predict(docs)
        features = model.ops.xp.ascontiguousarray(model.ops.xp.concatenate(listed))
        keys = features.view(f"V{features.itemsize * features.shape[1]}").ravel().tolist()
        new = {key: at for at, key in enumerate(keys) if key not in self._places}
        if len(self._places) + len(new) > MOST:
            self._places.clear()
            new = {key: at for at, key in enumerate(keys)}
        if len(new) > MOST:
            return self._embed.predict(docs), _no_gradient
        if new:
            self._add(list(new), features[list(new.values())])
        rows = self._rows[[self._places[key] for key in keys]]
        ends = [0]
        for array in listed:
            ends.append(ends[-1] + len(array))
        return [rows[start:end] for start, end in pairwise(ends)], _no_gradient

    def _add(self, keys: list[bytes], features: Any) -> None:
        made: Any = [features]
        for layer in self._rest:
            made = layer.predict(made)
        first = len(self._places)
        self._rows[first : first + len(keys)] = made[0]
        self._places.update(zip(keys, range(first, first + len(keys)), strict=True))


def _no_gradient(gradient: Any) -> list[Any]:
    return []
