"""Brief -> Markdown (CommonMark with pipe tables), the numbers linked to the quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedera.exports.brief.parts import Brief, Cell, Document, Grid, Part, Sentence

__all__ = ["render"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def render(brief: Brief) -> bytes:
    """UTF-8 Markdown. The picture is given by its table; nothing else is left out."""
    lines = [f"# {_plain(brief.title)}", "", f"*{_plain(brief.subtitle)}.* {_plain(brief.coverage.text)}", ""]
    for part in brief.parts:
        lines += _part(brief, part, 2)
    lines += [f'## <a id="{brief.sources.id}"></a>{_plain(brief.sources.heading)}', ""]
    for grid in brief.sources.grids:
        lines += _grid(brief, grid)
    for document in brief.documents:
        lines += _document(document)
    lines += [_plain(brief.closing), ""]
    return "\n".join(lines).encode("utf-8")


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)


def _cites(brief: Brief, evidence: tuple[str, ...], more: str = "") -> str:
    ranges = brief.citations(evidence)
    if not ranges:
        return ""
    linked = [f"[{a}](#e{a})" if a == b else f"[{a}](#e{a})–[{b}](#e{b})" for a, b in ranges]
    return f" \\[{', '.join(linked)}{' ' + more if more else ''}\\]"


def _part(brief: Brief, part: Part, level: int) -> Iterator[str]:
    yield from (f'{"#" * min(level, 6)} <a id="{part.id}"></a>{_plain(part.heading)}', "")
    for sentence in part.sentences:
        yield from _sentence(brief, sentence)
    if part.sentences:
        yield ""
    if part.picture:
        yield from (f"*{_plain(part.picture.alt)}*", "")
    for grid in part.grids:
        yield from _grid(brief, grid)
    for inner in part.parts:
        yield from _part(brief, inner, level + 1)


def _sentence(brief: Brief, sentence: Sentence) -> Iterator[str]:
    when = f"**{_plain(sentence.when)}**: " if sentence.when else ""
    more = brief.more(sentence)
    linked = f"[{_plain(more)}](#{sentence.see})" if more else ""
    yield f"- {when}{_plain(sentence.text)}{_cites(brief, sentence.shown, linked)}"
    if not sentence.quoted:
        return
    for claim in sentence.evidence:
        quote = brief.by_claim[claim]
        words = f"{_plain(quote.before)}**{_plain(quote.exact)}**{_plain(quote.after)}"
        yield f"  > “{words}” {_plain(quote.chain)}{_cites(brief, (claim,))}"
        yield ""


def _grid(brief: Brief, grid: Grid) -> Iterator[str]:
    yield from (f"**{_plain(grid.caption)}**", "")
    yield _row(_plain(c) for c in grid.flat_columns)
    yield _row("---:" if number else "---" for number in grid.numeric)
    for row in grid.rows:
        yield _row(_cell(brief, cell) for cell in row)
    yield ""
    if grid.note:
        yield from (_plain(grid.note), "")


def _cell(brief: Brief, cell: Cell) -> str:
    if cell.is_number:
        return cell.text
    return f"{_plain(cell.text)}{_cites(brief, cell.evidence)}".strip()


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _document(document: Document) -> Iterator[str]:
    yield from (f"### {_plain(document.title)}", "")
    address = f". {_plain(document.address)}" if document.address else ""
    yield from (f"{_plain(document.line)}{address}", "")
    for note in document.notes:
        yield from (f"*{_plain(note)}*", "")
    for each in document.evidence:
        quote = f"{_plain(each.before)}“**{_plain(each.exact)}**”{_plain(each.after)}"
        chain = f" {_plain(each.chain)}." if each.chain else ""
        yield f'- <a id="e{each.number}"></a>**{each.number}.** {quote}  '
        yield f"  {_plain(each.says)}. {_plain(each.place)}.{chain}"
    yield ""
