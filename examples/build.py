"""Build the PDF and Word reports of the sample from their sources: ``python examples/build.py``.

Needs the extra ``brief`` (typst). The same sources give the same bytes: dates come from the sources,
and the parts of a Word file are written in a fixed order with a fixed time.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import typst

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
REPORTS = HERE / "reports"
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def build() -> list[Path]:
    """Every report built, in order of name."""
    built = []
    for source in sorted(SOURCES.iterdir()):
        if source.suffix == ".typ":
            target = REPORTS / f"{source.stem}.pdf"
            target.write_bytes(pdf(source))
        elif source.suffix == ".md":
            target = REPORTS / f"{source.stem}.docx"
            target.write_bytes(word(source.read_text(encoding="utf-8")))
        else:
            continue
        built.append(target)
    return built


def pdf(source: Path) -> bytes:
    """The PDF of a typst source, with only the fonts that typst brings along."""
    compiled = typst.compile(source, ignore_system_fonts=True)
    if not isinstance(compiled, bytes):
        raise TypeError(f"{source}: expected one PDF, got {type(compiled).__name__}")
    return compiled


def word(text: str) -> bytes:
    """A Word file of paragraphs, one heading and simple tables, as far as the sources use them."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = EPOCH.replace(tzinfo=None)
    document.core_properties.author = ""
    for block in text.strip().split("\n\n"):
        if block.startswith("# "):
            document.add_heading(block[2:], level=1)
        elif block.startswith("|"):
            _table(document, block)
        else:
            document.add_paragraph(" ".join(block.split()))
    raw = io.BytesIO()
    document.save(raw)
    return _same_every_time(raw)


def _table(document: docx.document.Document, block: str) -> None:
    lines = [line for line in block.splitlines() if not set(line) <= set("|- ")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def _same_every_time(raw: io.BytesIO) -> bytes:
    """The archive again with a fixed time on every part: python-docx stamps the hour of the build."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return fixed.getvalue()


if __name__ == "__main__":
    build()
