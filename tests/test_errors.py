"""One family of errors, as the tree at the top of its module draws it."""

from __future__ import annotations

import inspect
import re

import pytest

from foedera import errors
from foedera.errors import FoederaError, UnreadableError


def drawn() -> dict[str, str]:
    """Child to parent, read off the tree in the module's own docstring."""
    above = ["FoederaError"]
    found = {}
    for line in inspect.getdoc(errors).splitlines():  # type: ignore[union-attr]
        match = re.match(r"([│ ]*)[├└]── (\w+)", line)
        if match:
            depth = len(match[1]) // 4 + 1
            found[match[2]] = above[depth - 1]
            above = [*above[:depth], match[2]]
    return found


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    classes = {name: getattr(errors, name) for name in errors.__all__ if name != "FoederaError"}
    assert drawn() == {name: kind.__bases__[0].__name__ for name, kind in classes.items()}


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_can_be_caught_at_the_root_and_shows_its_words(name: str) -> None:
    kind = getattr(errors, name)
    made = kind("a sentence", reason="empty") if kind is UnreadableError else kind("a sentence")
    with pytest.raises(FoederaError, match=r"^a sentence$"):
        raise made


def test_a_document_that_cannot_be_read_has_a_reason_to_be_counted_by() -> None:
    assert UnreadableError("no text in it", reason="no_text").reason == "no_text"
    with pytest.raises(TypeError):
        UnreadableError("no text in it")  # type: ignore[call-arg]
