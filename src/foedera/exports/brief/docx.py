"""Brief -> Word, with headings, tables and links from each number to its quote; the same bytes each time."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from foedera.exports.brief.parts import Brief, Cell, Document, Evidence, Grid, Part, Sentence
from foedera.exports.brief.picture import draw_png

__all__ = ["render"]

INK, SOFT = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x52, 0x60, 0x6D)
DATES, WIDTH = Cm(4.2), 16.4  # the column of dates; the breadth of the text in centimetres
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)  # the first day that a ZIP archive can bear


def render(brief: Brief) -> bytes:
    """A .docx. Raises ExportError where the picture cannot be drawn for want of the extra ``brief``."""
    word = WordDocument()
    _style(word, brief)
    word.add_paragraph(brief.subtitle, style="Subtitle")
    word.add_heading(brief.title, level=0)
    word.add_paragraph(brief.coverage.text)
    for part in brief.parts:
        _part(word, brief, part, 1)
    _heading(word, brief.sources, 1)
    for grid in brief.sources.grids:
        _grid(word, brief, grid)
    for document in brief.documents:
        _document(word, document)
    _small(word.add_paragraph(), brief.closing)
    content = BytesIO()
    word.save(content)
    return _settled(content.getvalue())


def _style(word: Any, brief: Brief) -> None:
    about = word.core_properties
    about.title, about.author, about.language = brief.title, "", brief.language
    about.created = about.modified = EPOCH.replace(tzinfo=None)
    about.last_modified_by, about.revision, about.comments = "", 1, ""
    for section in word.sections:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)
        section.top_margin = section.bottom_margin = Cm(2.2)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Cambria", Pt(10.5), INK
    normal.paragraph_format.space_after = Pt(5)
    sizes = {"Title": 20, "Heading 1": 15, "Heading 2": 12, "Heading 3": 10.5, "Heading 4": 10, "Subtitle": 9.5}
    for name, size in sizes.items():
        style = word.styles[name]
        style.font.name, style.font.size, style.font.italic = "Calibri", Pt(size), name == "Heading 4"
        style.font.color.rgb = SOFT if name in {"Subtitle", "Heading 3", "Heading 4"} else INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)
        fonts.set(qn("w:hAnsi"), "Calibri")


def _part(word: Any, brief: Brief, part: Part, level: int) -> None:
    _heading(word, part, level)
    dated = any(s.when for s in part.sentences)
    for sentence in part.sentences:
        _sentence(word, brief, sentence, dated=dated)
    if part.picture:
        inline = word.add_picture(BytesIO(draw_png(part.picture.spec)), width=Cm(16.2))
        inline._inline.docPr.set("descr", part.picture.alt)
        _small(word.add_paragraph(), part.picture.alt)
    for grid in part.grids:
        _grid(word, brief, grid)
    for inner in part.parts:
        _part(word, brief, inner, level + 1)


def _heading(word: Any, part: Part, level: int) -> None:
    _bookmark(word.add_heading(part.heading, level=min(level, 4)), f"p-{part.id}")


def _sentence(word: Any, brief: Brief, sentence: Sentence, *, dated: bool) -> None:
    paragraph = word.add_paragraph()
    if dated:  # dates hang in a column of their own
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent = DATES, -DATES
        form.tab_stops.add_tab_stop(DATES)
        run = paragraph.add_run(f"{sentence.when}\t")
        run.font.size, run.font.color.rgb = Pt(9.5), SOFT
    paragraph.add_run(sentence.text)
    _cites(paragraph, brief, sentence.shown, brief.more(sentence), f"p-{sentence.see}")
    if not sentence.quoted:
        return
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.keep_with_next = Pt(1), True
    for claim in sentence.evidence:
        quote = brief.by_claim[claim]
        below = word.add_paragraph()
        below.paragraph_format.left_indent = Cm(0.6)
        for words, colour in ((f"“{quote.before}", SOFT), (quote.exact, INK), (f"{quote.after}” ", SOFT)):
            run = below.add_run(words)
            run.font.size, run.font.color.rgb = Pt(9.5), colour
        _small(below, quote.chain)
        _cites(below, brief, (claim,))


def _bookmark(paragraph: Any, name: str) -> None:
    """A bookmark before what is added next; its id is the name as a number, so that the same brief has the same ids."""
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(crc32(name.encode()) & 0x7FFFFFFF))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name[:40])  # Word's limit
        paragraph._p.append(mark)


def _small(paragraph: Any, words: str) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.color.rgb = Pt(8.5), SOFT


def _cites(paragraph: Any, brief: Brief, evidence: tuple[str, ...], more: str = "", see: str = "") -> None:
    ranges = brief.citations(evidence)
    if not ranges:
        return
    _small(paragraph, " [")
    for at, (first, last) in enumerate(ranges):
        _small(paragraph, ", " if at else "")
        _link(paragraph, str(first), f"e{first}")
        if last != first:
            _small(paragraph, "–")
            _link(paragraph, str(last), f"e{last}")
    if more:
        _small(paragraph, " ")
        _link(paragraph, more, see)
    _small(paragraph, "]")


def _link(paragraph: Any, words: str, bookmark: str) -> None:
    """Words as a link to a bookmark: the number of a quote to the quote."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark[:40])
    run = paragraph.add_run(words)
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x1D, 0x4F, 0x91)
    link.append(run._r)
    paragraph._p.append(link)


def _grid(word: Any, brief: Brief, grid: Grid) -> None:
    caption = word.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)
    caption.add_run(grid.caption).bold = True
    heads = 2 if grid.groups else 1
    table = word.add_table(rows=heads, cols=len(grid.columns))
    table.autofit = False
    _rules(table)
    if grid.groups:
        _groups(table.rows[0].cells, brief, grid)
    for at, (cell, name) in enumerate(zip(table.rows[heads - 1].cells, grid.columns, strict=True)):
        _fill(cell, brief, Cell(name), bold=True, right=grid.numeric[at])
    for row in table.rows:
        _mark(row, "w:tblHeader")
    for content in grid.rows:
        added = table.add_row()
        _mark(added, "w:cantSplit")
        for at, (cell, one) in enumerate(zip(added.cells, content, strict=True)):
            _fill(cell, brief, one, right=grid.numeric[at])
    for column, width in zip(table.columns, _widths(brief, grid), strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    _small(word.add_paragraph(), grid.note)


def _widths(brief: Brief, grid: Grid) -> list[float]:
    """Centimetres for each column, by the length of its words."""
    weights = grid.weights(brief)
    numbers = 1.5 * weights.count(0.0)
    rest = sum(weights) or 1.0
    return [w / rest * (WIDTH - numbers) if w else 1.5 for w in weights]


def _groups(cells: Any, brief: Brief, grid: Grid) -> None:
    at = 0
    for name, span in grid.groups:
        merged = cells[at].merge(cells[at + span - 1]) if span > 1 else cells[at]
        _fill(merged, brief, Cell(name), bold=True, right=span > 1)
        at += span


def _rules(table: Any) -> None:
    """Thin lines between rows and below the table, and none besides."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("w:insideH", "w:bottom", "w:top"):
        line = OxmlElement(edge)
        for key, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "C5CCD3")):
            line.set(qn(key), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _fill(cell: Any, brief: Brief, content: Cell, *, bold: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(content.text)
    run.font.size, run.bold = Pt(8.5), bold
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if not content.is_number:
        _cites(paragraph, brief, content.evidence)


def _mark(row: Any, name: str) -> None:
    """Mark a row: ``w:tblHeader`` is printed again on each page, ``w:cantSplit`` stays on one."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _document(word: Any, document: Document) -> None:
    word.add_heading(document.title, level=2)
    _small(word.add_paragraph(), ". ".join(p for p in (document.line, document.address) if p))
    for note in document.notes:
        _small(word.add_paragraph(), note)
    for each in document.evidence:
        _evidence(word, each)


def _evidence(word: Any, each: Evidence) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.9), Cm(-0.9)
    _bookmark(paragraph, f"e{each.number}")
    paragraph.add_run(f"{each.number}. ").bold = True
    paragraph.add_run(each.before).font.color.rgb = SOFT
    paragraph.add_run(f"“{each.exact}”")
    paragraph.add_run(each.after).font.color.rgb = SOFT
    chain = f" {each.chain}." if each.chain else ""
    paragraph.add_run().add_break()
    _small(paragraph, f"{each.says}. {each.place}.{chain}")


def _settled(content: bytes) -> bytes:
    """The archive with its members in order and without the time of day at which it was written."""
    settled = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(settled, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, EPOCH.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return settled.getvalue()
