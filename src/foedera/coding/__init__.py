"""Text and codebook in, claims out: ``code(text, codebook)``. The rule coder, for English.

Nothing here loads the parser until the first sentence is parsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.coding.rules import RuleCoder
    from foedera.model import Claim, Text

__all__ = ["code", "code_all"]

CODED = ("en", "und")  # languages with rules; others are kept and searched, and coded when rules exist


def code(text: Text, codebook: Codebook, *, weighed: bool = True) -> list[Claim]:
    """The claims that a text makes, in text order; the same text and codebook give the same claims.

    Not ``weighed``: with the confidence that the rules alone give, as the codebook's own examples are checked.
    """
    return _coder(_Key(codebook), weighed).code(text) if text.language in CODED else []


def code_all(texts: Iterable[Text], codebook: Codebook) -> Iterator[tuple[Text, list[Claim]]]:
    """Each text with its claims, in order."""
    for text in texts:
        yield text, code(text, codebook)


class _Key:
    """A codebook by its version, so that the compiled coder is found again."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.codebook.version == self.codebook.version

    def __hash__(self) -> int:
        return hash(self.codebook.version)


@lru_cache(maxsize=2)
def _coder(key: _Key, weighed: bool) -> RuleCoder:
    from foedera.coding.rules import RuleCoder
    from foedera.coding.weighing import Weighing

    return RuleCoder(key.codebook, weighing=Weighing.KEPT if weighed else Weighing.NONE)
