"""Brief -> one HTML file: no script, no outside address, picture and style inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foedera.exports.brief.assets import asset
from foedera.exports.brief.parts import Brief, Part
from foedera.exports.brief.picture import draw_svg

__all__ = ["render"]


def render(brief: Brief) -> bytes:
    """UTF-8 HTML. Raises ExportError where the picture cannot be drawn for want of the extra ``brief``."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    pictures = {p.id: draw_svg(p.picture.spec, describe=p.picture.alt) for p in _walk(brief.parts) if p.picture}
    page = environment.from_string(asset("brief.html.j2")).render(
        brief=brief, css=asset("brief.css"), pictures=pictures
    )
    return re.sub(r"\n\s*\n+", "\n", page).encode("utf-8")


def _walk(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _walk(part.parts)
