"""What tests of coding share: the coder on a small codebook of our own, and on the packaged one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedera.codebook import Codebook
from foedera.coding.rules import RuleCoder
from support_coding import Small, small_coder


@pytest.fixture(scope="session")
def small() -> Small:
    return small_coder()


@pytest.fixture(scope="session")
def tell(small: Small) -> Callable[..., list[str]]:
    """``tell("Oman visited Kenya.") == ["visit occurred host:KEN visitor:OMN"]``"""
    return small.tell


@pytest.fixture(scope="session")
def whole(book: Codebook) -> RuleCoder:
    """The coder on the packaged codebook, for laws that hold whatever the triggers are."""
    return RuleCoder(book)
