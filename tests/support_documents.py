"""Small documents for tests, made from words: PDF by hand, DOCX and mail by their libraries."""

from __future__ import annotations

import io
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import yaml

from foedera import codebook

READING: dict[str, Any] = yaml.safe_load(
    (codebook.PACKAGED / "languages" / "en" / "reading.yml").read_text(encoding="utf-8")
)
SHARED = Path(__file__).parents[2] / "shared"

Line = tuple[float, float, str]  # x and y in points from the lower left corner, words


def pdf(pages: Sequence[Sequence[Line]], *, size: int = 11, title: str | None = None) -> bytes:
    """A PDF that sets each line at its place in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"BT /F1 {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET\n" for x, y, words in lines)
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    info = ""
    if title:
        objects.append(f"<< /Title ({_escaped(title)}) >>")
        info = f" /Info {len(objects)} 0 R"
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R{info} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[(72, 700, "Not for every eye.")]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def column(x: float, top: float, lines: Sequence[str], *, leading: float = 14) -> list[Line]:
    return [(x, top - leading * i, line) for i, line in enumerate(lines)]


def docx(*paragraphs: tuple[str, str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """Paragraphs as (style, words), then a table."""
    from docx import Document

    document = Document()
    for style, words in paragraphs:
        document.add_paragraph(words, style=style)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    document.core_properties.title = "On the strait"
    document.core_properties.author = "Amina Okoro"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(*, plain: str | None = None, html: str | None = None, attachment: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "Press Office <press@example.org>"
    message["To"] = "desk@example.org"
    message["Subject"] = "Ministers meet in Lagos"
    message["Date"] = "Tue, 05 Mar 2019 10:15:00 +0100"
    if plain is not None:
        message.set_content(plain)
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    if attachment:
        message.add_attachment(b"...", maintype="application", subtype="octet-stream", filename="annex.bin")
    return bytes(message)
