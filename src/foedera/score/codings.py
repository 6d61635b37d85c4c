"""What two coders made of the same documents, brought side by side, from gold or from files of claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from foedera.codebook import Codebook
from foedera.errors import GoldError
from foedera.reading import Request
from foedera.score.claimfiles import read_claims
from foedera.score.goldfiles import is_gold, read_gold
from foedera.score.nouns import Document, Row
from foedera.score.placing import place, row_from, sorted_out

__all__ = ["Codings", "read_coder", "read_codings"]


def read_coder(path: Path, book: Codebook) -> list[Row]:
    """What one coder made, from a file of claims or from a gold of the coder's own. Raises GoldError."""
    if not is_gold(path):
        return read_claims(path, book)
    return [row_from(document, coded) for document in read_gold(path, book) for coded in document.coded]


@dataclass(frozen=True, slots=True)
class Codings:
    """The same documents as A and as B coded them; ``lost`` claims of either could not be placed.

    ``apart``: documents that only one of two golds holds; they are not compared.
    """

    a: tuple[Document, ...]
    b: tuple[Document, ...]
    lost: int = 0
    apart: int = 0


def read_codings(
    a: Path, b: Path, book: Codebook, *, over: Path | None = None, body_of: Callable[[str, Path], str | None]
) -> Codings:
    """Both codings over the documents that they share.

    Gold brings its documents; beside it, a file of claims that says nothing of one found nothing there. Of two files
    of claims the documents are those of the gold ``over`` which both worked, and all that either names; ``body_of``
    gives the words of a path that a file names, or None. Raises GoldError where neither words nor places are known.
    """
    gold_a, gold_b = is_gold(a), is_gold(b)
    if gold_a:
        return _beside(read_gold(a, book), b, book, is_gold_too=gold_b)
    if gold_b:
        turned = _beside(read_gold(b, book), a, book, is_gold_too=False)
        return replace(turned, a=turned.b, b=turned.a)
    rows_a, rows_b = read_claims(a, book), read_claims(b, book)
    documents = [] if over is None else read_gold(over, book)
    for rows, file in ((rows_a, a), (rows_b, b)):
        _, strangers = sorted_out(rows, documents)
        documents += _named_in(strangers, file, body_of)
    placed_a, lost_a = _coded_by(rows_a, documents)
    placed_b, lost_b = _coded_by(rows_b, documents)
    if documents and lost_a + lost_b == len(rows_a) + len(rows_b):
        raise GoldError(
            f"no quote of {a} or {b} has a place: their documents are not where they say. Give their folder, or the"
            " gold that holds them, with --documents."
        )
    return Codings(placed_a, placed_b, lost_a + lost_b)


def _beside(documents: list[Document], file: Path, book: Codebook, *, is_gold_too: bool) -> Codings:
    """Gold, and another coding of its documents."""
    apart = 0
    if not is_gold_too:
        placed, lost = _coded_by(read_claims(file, book), documents)
        return Codings(tuple(documents), placed, lost)
    others = read_gold(file, book)
    shared, strangers = sorted_out([_marker(other) for other in others], documents)
    apart = len(strangers) + sum(not found for found in shared)
    documents = [d for d, found in zip(documents, shared, strict=True) if found]
    if not documents:
        raise GoldError(f"{file}: none of its documents is in the other gold. Name them by the same path or id.")
    placed, lost = _coded_by([row_from(other, coded) for other in others for coded in other.coded], documents)
    listed, _ = sorted_out([_marker(other) for other in others], documents)
    dyads = {(other.path, other.id): other.dyads for other in others}
    placed = tuple(replace(d, dyads=dyads[found[0].path, found[0].id]) for d, found in zip(placed, listed, strict=True))
    return Codings(tuple(documents), placed, lost, apart)


def _marker(document: Document) -> Row:
    """A row that only says which document it is of."""
    return Row(document.path, document.id, "", None, "", (), "")


def _coded_by(rows: Sequence[Row], documents: Sequence[Document]) -> tuple[tuple[Document, ...], int]:
    """The documents as the coder of the rows has them, and how many of the rows have no place."""
    lost = 0
    found: list[Document] = []
    for document, of_it in zip(documents, sorted_out(rows, documents)[0], strict=True):
        placed, unplaced = place(document, of_it)
        lost += len(unplaced)
        found.append(replace(document, coded=tuple(placed), dyads=None))
    return tuple(found), lost


def _named_in(rows: Sequence[Row], file: Path, body_of: Callable[[str, Path], str | None]) -> list[Document]:
    """The documents that the rows name, in order, with their words where they can be had."""
    names = dict.fromkeys((row.path, None if row.path else row.id) for row in rows)
    found = []
    for path, id_ in names:
        body = body_of(path, file.parent) if path else None
        name = path or id_ or "a document without a name"
        found.append(Document(name, Request(path=path, id=id_, origin=str(file)), body or ""))
    return found
