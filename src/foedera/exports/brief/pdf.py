"""Brief -> PDF by typst: the parts as JSON, the look in ``data/brief/brief.typ``."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from foedera.errors import ExportError
from foedera.exports.brief.assets import asset
from foedera.exports.brief.parts import Brief, Cell, Document, Grid, Part, Sentence, pictures_of
from foedera.exports.brief.picture import draw_svg

__all__ = ["render"]


def render(brief: Brief) -> bytes:
    """A tagged PDF without a date of its own. Raises ExportError without the extra ``brief``."""
    try:
        import typst
    except ImportError:
        raise ExportError("a brief as PDF needs typst. Run: pip install foedera[brief], or write .html") from None
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "brief.typ").write_text(asset("brief.typ"), encoding="utf-8")
        (folder / "brief.json").write_text(json.dumps(_brief(brief), ensure_ascii=False), encoding="utf-8")
        for picture in pictures_of(brief.parts):
            (folder / "balance.svg").write_text(draw_svg(picture.spec), encoding="utf-8")
        try:
            pdf: bytes = typst.compile(str(folder / "brief.typ"), root=str(folder), timestamp=0)
        except typst.TypstError as bad:
            raise ExportError(f"the brief cannot be set as PDF ({bad}). Write .html and report this.") from bad
    return pdf


def _brief(brief: Brief) -> dict[str, Any]:
    return {
        "language": brief.language,
        "title": brief.title,
        "subtitle": brief.subtitle,
        "coverage": brief.coverage.text,
        "closing": brief.closing,
        "parts": [_part(brief, p) for p in brief.parts],
        "sources": _part(brief, brief.sources),
        "documents": [_document(d) for d in brief.documents],
    }


def _part(brief: Brief, part: Part) -> dict[str, Any]:
    return {
        "id": part.id,
        "heading": part.heading,
        "sentences": [_sentence(brief, s) for s in part.sentences],
        "picture": part.picture.alt if part.picture else None,
        "grids": [_grid(brief, g) for g in part.grids],
        "parts": [_part(brief, p) for p in part.parts],
    }


def _sentence(brief: Brief, sentence: Sentence) -> dict[str, Any]:
    quoted = [brief.by_claim[c] for c in sentence.evidence] if sentence.quoted else []
    return {
        "text": sentence.text,
        "when": sentence.when,
        "cites": brief.citations(sentence.shown),
        "more": brief.more(sentence),
        "see": sentence.see,
        "quotes": [
            {
                "before": q.before,
                "exact": q.exact,
                "after": q.after,
                "chain": q.chain,
                "cites": brief.citations([q.claim]),
            }
            for q in quoted
        ],
    }


def _grid(brief: Brief, grid: Grid) -> dict[str, Any]:
    return {
        "caption": grid.caption,
        "columns": grid.columns,
        "groups": [{"text": name, "span": span} for name, span in grid.groups],
        "heads": 2 if grid.groups else 1,
        "numeric": grid.numeric,
        "weights": grid.weights(brief),
        "rows": [[_cell(brief, c) for c in row] for row in grid.rows],
        "note": grid.note,
    }


def _cell(brief: Brief, cell: Cell) -> dict[str, Any]:
    cites = () if cell.is_number else brief.citations(cell.evidence)
    return {"text": cell.text, "cites": cites, "zero": cell.is_number and cell.text == "0"}


def _document(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "line": document.line,
        "address": document.address,
        "notes": document.notes,
        "evidence": [
            {
                "number": e.number,
                "exact": e.exact,
                "before": e.before,
                "after": e.after,
                "says": e.says,
                "place": e.place,
                "chain": e.chain,
            }
            for e in document.evidence
        ],
    }
