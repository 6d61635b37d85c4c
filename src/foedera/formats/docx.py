"""Word documents: paragraphs and table rows in order, headings and captions by style."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from foedera.errors import UnreadableError
from foedera.formats.extract import Extract, Fact, Paragraph, joined
from foedera.model import BlockKind

__all__ = ["MAX_UNPACKED_BYTES", "read"]

MAX_UNPACKED_BYTES = 200_000_000
_STYLES = (
    (re.compile(r"^(?:title|subtitle|heading)", re.IGNORECASE), BlockKind.HEADLINE),
    (re.compile(r"^caption", re.IGNORECASE), BlockKind.CAPTION),
    (re.compile(r"quote", re.IGNORECASE), BlockKind.QUOTATION),
    (re.compile(r"^(?:header|footer|toc\b|footnote)", re.IGNORECASE), BlockKind.FURNITURE),
)


def read(data: bytes, *, where: str) -> Extract:
    """Paragraphs located as ``paragraph 3``, table rows as ``table 1, row 2``; cells are set apart by `` | ``.

    Raises UnreadableError with reason ``broken``, ``too_large`` or ``no_text``.
    """
    document = _open(data, where)
    extract = joined(_paragraphs(document), facts=_facts(document))
    if not extract.body:
        raise UnreadableError(
            f"{where}: no text found. If it holds pictures of pages, run OCR first.", reason="no_text"
        )
    return extract


def _open(data: bytes, where: str) -> Any:
    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(i.file_size for i in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise UnreadableError(
                f"{where}: unpacked it has {unpacked:,} bytes, more than {MAX_UNPACKED_BYTES:,}. Split it first.",
                reason="too_large",
            )
        return Document(io.BytesIO(data))
    except UnreadableError:
        raise
    except Exception as error:  # python-docx lets errors of zip, XML and its own pass, without a common root
        raise UnreadableError(
            f"{where}: the Word file is damaged. Open and save it again in a word processor.", reason="broken"
        ) from error


def _paragraphs(document: Any) -> Iterator[Paragraph]:
    from docx.table import Table

    numbers = {"paragraph": 0, "table": 0}
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            numbers["table"] += 1
            for number, cells in enumerate(_rows(block), start=1):
                yield Paragraph(" | ".join(cells), f"table {numbers['table']}, row {number}", item=True)
        else:
            numbers["paragraph"] += 1
            style = (block.style.name or "") if block.style is not None else ""
            is_item = style.lower().startswith("list") or block._p.find(".//{*}numPr") is not None
            yield Paragraph(block.text, f"paragraph {numbers['paragraph']}", _kind(style), is_item)


def _rows(table: Any) -> Iterator[list[str]]:
    for row in table.rows:
        cells: list[str] = []
        before: Any = None
        for cell in row.cells:
            if cell._tc is not before:  # a merged cell is met once for every column that it spans
                cells.append(" ".join(cell.text.split()))
            before = cell._tc
        yield [c for c in cells if c]


def _kind(style: str) -> BlockKind | None:
    return next((kind for pattern, kind in _STYLES if pattern.search(style)), None)


def _facts(document: Any) -> dict[str, Fact]:
    """Title and author of the file's properties. Its dates tell of the file, not of publication."""
    properties = document.core_properties
    facts: dict[str, Fact] = {}
    for name, value in (("title", properties.title), ("author", properties.author), ("language", properties.language)):
        if isinstance(value, str) and value.strip() and value.strip().lower() != "python-docx":
            facts[name] = Fact(" ".join(value.split()), f"document properties, {name}")
    return facts
