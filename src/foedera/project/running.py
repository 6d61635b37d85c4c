"""Documents on their way through reading and coding, with or without a project."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from foedera.errors import FoederaError
from foedera.model import Claim, Failure, Text

if TYPE_CHECKING:  # only for names in annotations: reading loads parsers of documents
    from foedera.codebook import Codebook
    from foedera.reading import Request

__all__ = ["Item", "code", "codebook_of", "coded", "read", "wanted"]


@dataclass(frozen=True, slots=True)
class Item:
    """One document on its way through the stages; ``to_code`` says whether the coder must see it.

    ``read`` is the text before a person's corrections, ``given`` the fields that a manifest gave,
    ``key`` the path under which it was found, ``state`` what the record will say of it.
    """

    outcome: Text | Failure
    to_code: bool
    read: Text | None = None
    given: frozenset[str] = frozenset()
    key: str | None = None
    state: str = "new"


def codebook_of(codebook: Codebook | Path | str | None) -> Codebook:
    """The codebook itself, the one of a folder laid over the packaged one, or the packaged one."""
    from foedera.codebook import Codebook, load

    if isinstance(codebook, Codebook):
        return codebook
    return load(Path(codebook) if codebook else None)


def wanted(paths: Sequence[str | Path], *, manifests: Sequence[str | Path] = ()) -> list[Request | Failure]:
    """What ``paths`` (files, folders, addresses, feeds) and ``manifests`` ask for, one entry a document.

    Raises UsageError where nothing is asked for, ManifestError where a manifest cannot be used at all.
    """
    from foedera import reading

    return reading.requests([str(p) for p in paths], [Path(m) for m in manifests])


def code(
    paths: Sequence[str | Path] | str | Path = (),
    *,
    manifests: Sequence[str | Path] = (),
    codebook: Codebook | Path | str | None = None,
    requests: Sequence[Request | Failure] | None = None,
) -> Iterator[tuple[Text | Failure, list[Claim]]]:
    """Read and code without a project: each document, in order, with its claims.

    A document that cannot be read comes as a Failure without claims. A second copy of the same text
    is left out. ``requests`` may be given in place of paths, as ``wanted`` returns them.
    Raises UsageError and CodebookError before the first document.
    """
    book = codebook_of(codebook)
    if requests is None:
        requests = wanted([paths] if isinstance(paths, str | Path) else paths, manifests=manifests)
    return _code(requests, book)


def _code(requests: Sequence[Request | Failure], book: Codebook) -> Iterator[tuple[Text | Failure, list[Claim]]]:
    seen: set[str] = set()

    def items() -> Iterator[Item]:
        for _, outcome in read(requests, book):
            if isinstance(outcome, Text):
                if outcome.id in seen:
                    continue
                seen.add(outcome.id)
            yield Item(outcome, isinstance(outcome, Text))

    for item, claims in coded(items(), book):
        yield item.outcome, claims


def read(requests: Sequence[Request | Failure], book: Codebook) -> Iterator[tuple[Request | Failure, Text | Failure]]:
    """Each request with the Text or the Failure that it gave, in order.

    A document on which reading breaks down comes as a Failure ("not_read"), and the others go on.
    """
    from foedera import reading

    words = book.language("en")["reading"]
    at = 0
    while at < len(requests):
        try:
            for outcome in reading.read_all(requests[at:], words):
                yield requests[at], outcome
                at += 1
        except (FoederaError, ImportError):
            raise
        except Exception as fault:
            if os.environ.get("FOEDERA_DEBUG"):
                raise
            request = requests[at]
            path = request.path if isinstance(request, Failure) else request.path or request.url or request.origin
            yield request, _broken(path, "not_read", "reading", fault)
            at += 1


def _broken(path: str, reason: str, what: str, fault: Exception) -> Failure:
    message = f"{path}: {what} broke down ({type(fault).__name__}: {fault}). Set FOEDERA_DEBUG=1 and report it."
    return Failure(path, reason, message)


def coded(items: Iterable[Item], book: Codebook) -> Iterator[tuple[Item, list[Claim]]]:
    """Each item with its claims, in order; the parser sees texts in batches across documents.

    A document on which the coder breaks down comes as a Failure ("not_coded"), and the others go on.
    """
    from foedera import coding

    waiting: deque[Item] = deque()
    source = iter(items)
    ended: list[Exception] = []  # a fault of where the items come from is not the coder's

    def texts() -> Iterator[Text]:
        while True:
            try:
                item = next(source)
            except StopIteration:
                return
            except Exception as fault:  # noqa: BLE001 - raised below, when what came before is through
                ended.append(fault)
                return
            waiting.append(item)
            if item.to_code and isinstance(item.outcome, Text):
                yield item.outcome

    finished = False
    while not finished:
        try:
            for _, claims in coding.code_all(texts(), book):
                while not waiting[0].to_code:
                    yield waiting.popleft(), []
                yield waiting.popleft(), claims
            finished = True
        except (FoederaError, ImportError):
            raise
        except Exception:
            if os.environ.get("FOEDERA_DEBUG"):
                raise
            while waiting:
                yield _alone(waiting.popleft(), book, coding.code)
    while waiting:
        yield waiting.popleft(), []
    if ended:
        raise ended[0]


def _alone(item: Item, book: Codebook, coder: Callable[[Text, Codebook], list[Claim]]) -> tuple[Item, list[Claim]]:
    if not item.to_code or isinstance(item.outcome, Failure):
        return item, []
    try:
        return item, coder(item.outcome, book)
    except (FoederaError, ImportError):
        raise
    except Exception as fault:  # noqa: BLE001 - whatever it was, the other documents go on
        path = item.outcome.path or item.outcome.url or item.outcome.id
        return Item(_broken(path, "not_coded", "the coder", fault), False, key=item.key, state="failed"), []
