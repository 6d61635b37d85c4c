"""Which document a claim is about, and where in it its words stand, white space and punctuation aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from foedera.errors import GoldError
from foedera.score.nouns import Coded, Document, Row

__all__ = ["Letters", "letters", "locate", "place", "row_from", "sorted_out"]


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters and digits of a text, lower-cased, and for each the offset that it came from."""

    kept: str
    offsets: tuple[int, ...]


@lru_cache(maxsize=256)
def letters(text: str) -> Letters:
    kept: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        if character.isalnum():
            low = character.lower()
            kept.append(low)
            offsets.extend([at] * len(low))
    return Letters("".join(kept), tuple(offsets))


def locate(quote: str, body: str, near: int | None = None) -> tuple[int, int] | None:
    """Where the words stand in the body: the place nearest to ``near``, else the first; None where nowhere."""
    needle, hay = letters(quote).kept, letters(body)
    if not needle:
        return None
    hits: list[tuple[int, int]] = []
    at = hay.kept.find(needle)
    while at >= 0:
        hits.append((hay.offsets[at], hay.offsets[at + len(needle) - 1] + 1))
        at = hay.kept.find(needle, at + 1)
    if not hits:
        return None
    return hits[0] if near is None else min(hits, key=lambda hit: abs(hit[0] - near))


def place(document: Document, rows: Iterable[Row]) -> tuple[list[Coded], list[Row]]:
    """The claims with their spans in the document, and those whose words are not in it.

    Where the document's words are not known (an empty body), a claim stands where its coder saw it.
    """
    placed: list[Coded] = []
    lost: list[Row] = []
    for row in rows:
        if document.body:
            span = locate(row.quote, document.body, row.near)
        else:
            span = None if row.near is None else (row.near, row.near + len(row.quote))
        if span is None:
            lost.append(row)
            continue
        placed.append(
            Coded(
                families=(row.family,),
                type=row.type,
                status=row.status,
                parties=row.parties,
                start=span[0],
                end=span[1],
                words=row.quote,
                negated=row.negated,
                date=row.date,
                dyads=row.dyads,
            )
        )
    return placed, lost


def row_from(document: Document, coded: Coded) -> Row:
    """A coded claim as the row of a file, to be placed in another copy of its document."""
    return Row(
        path=document.path,
        id=document.id,
        family=coded.family,
        type=coded.type,
        status=coded.status,
        parties=coded.parties,
        quote=document.body[coded.start : coded.end],
        near=coded.start,
        negated=coded.negated,
        date=coded.date,
        dyads=coded.dyads,
    )


def sorted_out(rows: Iterable[Row], documents: Sequence[Document]) -> tuple[list[list[Row]], list[Row]]:
    """The claims of each document, in the order of ``documents``, and those of documents that are not among them.

    A claim's document is found by its path (the file's name decides, folders only between namesakes), else by
    its id. Raises GoldError where an id alone names two documents.
    """
    names = _Names.of(documents)
    sorted_rows: list[list[Row]] = [[] for _ in documents]
    strangers: list[Row] = []
    for row in rows:
        at = names.find(row.path, row.id)
        (strangers if at is None else sorted_rows[at]).append(row)
    return sorted_rows, strangers


@dataclass(frozen=True, slots=True)
class _Names:
    """Where each document is in a list, by what it may be called."""

    files: Mapping[str, list[tuple[int, tuple[str, ...]]]]
    ids: Mapping[str, list[int]]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> _Names:
        files: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        ids: dict[str, list[int]] = {}
        for at, document in enumerate(documents):
            if document.path:
                parts = PurePath(document.path).parts
                files.setdefault(parts[-1], []).append((at, parts))
            if document.id:
                ids.setdefault(document.id, []).append(at)
        return cls(files, ids)

    def find(self, path: str | None, id_: str | None) -> int | None:
        if path and (namesakes := self.files.get(PurePath(path).name)):
            parts = PurePath(path).parts
            return max(namesakes, key=lambda entry: (_common_tail(parts, entry[1]), -entry[0]))[0]
        for name in (id_, PurePath(path).stem if path else None):
            if name and (found := self.ids.get(name)):
                if len(found) > 1:
                    raise GoldError(f"the id '{name}' names {len(found)} documents of the gold. Give their paths.")
                return found[0]
        return None


def _common_tail(a: Sequence[str], b: Sequence[str]) -> int:
    same = 0
    for x, y in zip(reversed(a), reversed(b), strict=False):
        if x != y:
            break
        same += 1
    return same
