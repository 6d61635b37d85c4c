"""Documents into the record: what was read laid beside what is held, coded where it must be, and kept whole."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from foedera.decisions import in_force
from foedera.model import Claim, Failure, Judgement, Text
from foedera.project.knowing import FIELDS, corrected, merged
from foedera.project.running import Item, read

if TYPE_CHECKING:
    from foedera.codebook import Codebook
    from foedera.reading import Request
    from foedera.store import Store

__all__ = ["Added", "corrections_of", "items", "keep", "seen_from", "to_recode"]

_MANY_A_PATH = "bad_row"  # a manifest may have several; they are forgotten when it is read again


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document. ``state`` is new, changed, recoded, copy, unchanged or failed."""

    outcome: Text | Failure
    state: str
    claims: int = 0


def items(store: Store, book: Codebook, requests: Sequence[Request | Failure]) -> Iterator[Item]:
    """What was asked for, read and compared with what is held, document by document."""
    seen: set[str] = set()  # texts of this run: they are kept only after the coder's batch
    for request, outcome in read(requests, book):
        if isinstance(outcome, Failure):
            yield Item(outcome, False, key=_key(store, request), state="failed")
        elif outcome.id in seen:
            yield Item(outcome, False, key=_key(store, request), state="copy")
        else:
            seen.add(outcome.id)
            yield _item(store, book, request, outcome)


def _item(store: Store, book: Codebook, request: Request | Failure, found: Text) -> Item:
    """Compare a text with what is held of it, and say whether the coder must see it."""
    given = frozenset(f for f in FIELDS if getattr(request, f, None) is not None)
    key = _key(store, request)
    known = store.known(found.id)
    if known is None:
        return Item(corrected(found, corrections_of(store, found.id)), True, found, given, key, "new")
    is_copy = key is not None and key not in known.paths
    now = merged(known.read, found, given=given, held=known.given, is_copy=is_copy)
    text = corrected(now, corrections_of(store, found.id))
    given |= known.given
    if now != known.read or text != known.text or known.is_superseded:
        return Item(text, True, now, given, key, "changed")
    if known.codebook != book.version:
        return Item(text, True, now, given, key, "recoded")
    return Item(text, False, now, given, key, "copy" if is_copy else "unchanged")


def to_recode(store: Store, book: Codebook) -> Iterator[Item]:
    """The texts that another codebook coded."""
    for text_id in store.outdated(book.version):
        if known := store.known(text_id):
            text = corrected(known.read, corrections_of(store, text_id))
            yield Item(text, True, known.read, known.given, None, "recoded")


def keep(store: Store, book: Codebook, item: Item, claims: Sequence[Claim]) -> Added:
    """Keep one document, whole, or the note that it could not be read."""
    text = item.outcome
    if isinstance(text, Failure):
        failure = replace(text, path=item.key or text.path)
        with store.together():
            if failure.reason != _MANY_A_PATH:
                store.forget_failure(failure.path)
            store.fail(failure)
        return Added(text, "failed")
    if not item.to_code:
        if item.key is not None:
            store.add_path(text.id, item.key)
        return Added(text, item.state, len(store.claim_ids(text.id)))
    store.keep(text, claims, codebook=book.version, read=item.read, given=item.given, key=item.key)
    return Added(text, item.state, len(claims))


def _key(store: Store, request: Request | Failure) -> str | None:
    """Where a document was found, as seen from the project's folder, so that both can move together.

    None for text given in a manifest, which stands nowhere else.
    """
    if isinstance(request, Failure):
        return seen_from(store, request.path)
    if request.text is not None:
        return None
    return seen_from(store, str(request.file)) if request.file else request.url


def seen_from(store: Store, path: str) -> str:
    """A path as seen from the folder of the record; an address as it is."""
    return path if "://" in path else Path(os.path.relpath(path, store.path.parent)).as_posix()


def corrections_of(store: Store, text_id: str) -> list[Judgement]:
    """What people decided about a document and was not undone."""
    undone = store.judgements(subject="judgement")
    return in_force([*store.judgements(subject="document", subject_id=text_id), *undone])
