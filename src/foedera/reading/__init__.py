"""File, address, feed or manifest row to Text: ``requests`` says what is wanted, ``read`` reads one, ``read_all`` all.

A document that cannot be read is a result: an UnreadableError from ``read``, a Failure from ``read_all``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from foedera import formats
from foedera.errors import UnreadableError
from foedera.formats import Extract, Hints
from foedera.model import Failure, Text, text_id
from foedera.reading import facts, fetching
from foedera.reading.blocks import typed
from foedera.reading.cues import Cues, cues
from foedera.reading.dates import DateWords, impossible
from foedera.reading.wanted import Request, requests

__all__ = ["MAX_BYTES", "Request", "read", "read_all", "requests"]

MAX_BYTES = 20_000_000  # a report of a thousand pages has two


def read(request: Request, words: Mapping[str, Any], *, max_bytes: int = MAX_BYTES) -> Text:
    """The document as a Text: body, typed blocks, language, publisher, author, date with its basis, notes.

    ``words`` is ``book.language("en")["reading"]``. What the request says of the document outweighs what the
    document says. A date that is not given is looked for but never guessed. Raises UnreadableError with reason
    ``missing empty binary encrypted no_text too_large unsupported undecodable broken`` or ``unreachable``.
    """
    return _read(request, cues(words), max_bytes)


def read_all(
    wanted: Iterable[Request | Failure], words: Mapping[str, Any], *, max_bytes: int = MAX_BYTES
) -> Iterator[Text | Failure]:
    """One Text or Failure for each document wanted, in the same order; Failures are passed through."""
    made = cues(words)
    for request in wanted:
        if isinstance(request, Failure):
            yield request
            continue
        try:
            yield _read(request, made, max_bytes)
        except UnreadableError as error:
            yield Failure(_name(request), error.reason, str(error))


def _name(request: Request) -> str:
    return request.path or request.url or request.origin


def _read(request: Request, made: Cues, max_bytes: int) -> Text:
    extract = _extract(request, made, max_bytes)
    dates = DateWords.of(made)
    known = facts.of(request, extract, dates)
    blocks = typed(extract.body, extract.pieces, made, title=known.title, author=known.author)
    known = facts.completed(known, request, extract, blocks, dates)
    return Text(
        id=request.id or text_id(extract.body),
        body=extract.body,
        blocks=blocks,
        language=facts.language(request, extract, blocks, made),
        path=request.path,
        url=known.url,
        title=known.title,
        outlet=known.outlet,
        author=known.author,
        published=known.published,
        notes=(*extract.notes, *known.notes, *impossible(extract.body, dates), *facts.garbled(extract.body, made)),
    )


def _extract(request: Request, made: Cues, max_bytes: int) -> Extract:
    where = request.origin or _name(request)
    if request.text is not None:
        if not request.text.strip():
            raise UnreadableError(f"{where}: the text is empty. Give the document's words.", reason="empty")
        data = request.text.encode("utf-8", "replace")
        if len(data) > max_bytes:
            raise _too_large(where, len(data), max_bytes)
        return _inline(request.text, where)
    if (file := request.file) is not None:
        shown = str(file) if request.origin == request.path else f"{where}: {file}"
        hints = Hints(where=shown, suffix=file.suffix, comment_marks=made.comment_marks)
        return formats.extract(_bytes(file, shown, max_bytes), hints)
    if request.url is None:
        raise UnreadableError(f"{where}: no path, address or text is given.", reason="missing")
    got = fetching.fetch(request.url, max_bytes=max_bytes)
    suffix = Path(request.url.split("?")[0].split("#")[0]).suffix
    suffix = suffix if suffix.lower() in formats.SUFFIXES else ""
    hints = Hints(request.url, suffix, got.charset, got.media_type, made.comment_marks)
    return formats.extract(got.data, hints)


def _inline(text: str, where: str) -> Extract:
    if "\x00" in text:
        raise UnreadableError(f"{where}: the text holds NUL characters. Remove them.", reason="binary")
    return formats.markdown.read(text.encode("utf-8", "replace").decode("utf-8"))


def _bytes(file: Path, where: str, max_bytes: int) -> bytes:
    try:
        if file.is_dir():
            raise UnreadableError(f"{where}: a folder, not a file. Name it on the command line.", reason="unsupported")
        size = file.stat().st_size
        if size > max_bytes:
            raise _too_large(where, size, max_bytes)
        return file.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(f"{where}: no such file. Check the path.", reason="missing") from error
    except (OSError, ValueError) as error:
        raise UnreadableError(
            f"{where}: cannot be opened ({error}). Check its permissions.", reason="missing"
        ) from error


def _too_large(where: str, size: int, max_bytes: int) -> UnreadableError:
    return UnreadableError(
        f"{where}: {size:,} bytes, more than the {max_bytes:,} that are read. Split it into documents.",
        reason="too_large",
    )
