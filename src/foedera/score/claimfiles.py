"""A coder's claims out of a file: JSONL claim records, or a spreadsheet saved as CSV with the same fields."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from foedera.codebook import Codebook
from foedera.errors import GoldError, UnreadableError
from foedera.formats.decoding import decode
from foedera.score import fields
from foedera.score.nouns import Row

__all__ = ["json_lines", "read_claims", "row_of", "told", "words_in"]

SPREADSHEETS = frozenset({".csv", ".tsv"})
_SHOWN = 20  # problems that one message lists


def read_claims(path: Path, book: Codebook) -> list[Row]:
    """The claims of a file. Raises GoldError that lists every row that cannot be used."""
    rows: list[Row] = []
    problems: list[str] = []
    numbered = _spreadsheet(path) if path.suffix.lower() in SPREADSHEETS else json_lines(path)
    for number, record in numbered:
        try:
            rows.append(row_of(record, book))
        except (ValueError, TypeError) as bad:
            problems.append(f"{path}, row {number}: {bad}")
    told(problems)
    return rows


def told(problems: Sequence[str]) -> None:
    """Raise GoldError with the problems, one a line, where there are any."""
    if problems:
        rest = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise GoldError("\n  ".join([*problems[:_SHOWN], *rest]))


def row_of(record: Mapping[str, Any], book: Codebook) -> Row:
    """A claim record, whole or cut down to what is scored. Raises ValueError, or TypeError, with what is wrong.

    A family or type that the codebook lacks is kept: it is another coder's, and counts as wrong.
    """
    document, quote = record.get("document"), record.get("quote")
    path, id_ = _document(document)
    exact = quote.get("exact") if isinstance(quote, Mapping) else quote
    if not isinstance(exact, str) or not exact.strip():
        raise ValueError("no quote. Give the words of the document that the claim rests on.")
    kind = str(record["type"]) if record.get("type") else None
    family = str(record.get("family") or "") or (book.types[kind].family if kind and kind in book.types else "")
    if not family:
        raise ValueError(f"no family, and the codebook has no type '{kind}' to take it from. Give the family.")
    near = quote.get("start") if isinstance(quote, Mapping) else record.get("start")
    return Row(
        path=path if path is not None else _text(record.get("path")),
        id=id_,
        family=family,
        type=kind,
        status=str(record.get("status") or ""),
        parties=fields.parties(record.get("roles")),
        quote=exact,
        near=fields.offset(near),
        negated=fields.is_true(record.get("negated")),
        date=fields.days(record.get("date")),
        dyads=fields.dyads(record.get("dyads")),
    )


def _document(value: Any) -> tuple[str | None, str | None]:
    """Path and id; a bare name may be either."""
    if isinstance(value, Mapping):
        return _text(value.get("path")), _text(value.get("id"))
    return _text(value), _text(value)


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None


def words_in(path: Path) -> str:
    """The file as text. Raises GoldError where it cannot be read."""
    try:
        return decode(path.read_bytes(), where=str(path))
    except OSError as bad:
        raise GoldError(f"{path}: cannot be opened ({bad.strerror}). Check the path.") from bad
    except UnreadableError as bad:
        raise GoldError(str(bad)) from bad


def json_lines(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    """The objects of a JSONL file with the numbers of their lines."""
    found: list[tuple[int, Mapping[str, Any]]] = []
    for number, line in enumerate(words_in(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as bad:
            raise GoldError(f"{path}, row {number}: it is no JSON ({bad}). Give one object a line.") from bad
        if not isinstance(record, Mapping):
            raise GoldError(f"{path}, row {number}: it is no JSON object. Give one object a line.")
        found.append((number, record))
    return found


def _spreadsheet(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    text = words_in(path)
    first = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [(name or "").strip().lower() for name in reader.fieldnames or []]
    if "quote" not in names or not {"document", "path"} & set(names):
        raise GoldError(f"{path}: its first row must name the columns, among them document and quote.")
    reader.fieldnames = names
    for number, row in enumerate(reader, start=2):
        if any(isinstance(v, str) and v.strip() for v in row.values()):
            yield (
                number,
                {k: v.strip() for k, v in row.items() if isinstance(k, str) and isinstance(v, str) and v.strip()},
            )
