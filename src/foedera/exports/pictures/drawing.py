"""A Vega-Lite specification as SVG or PNG, drawn on this machine with nothing asked of any other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from foedera.errors import ExportError

__all__ = ["draw_png", "draw_svg"]

VERSION = "v5.21"


def draw_svg(spec: Mapping[str, Any], *, describe: str = "") -> str:
    """The picture as SVG, described for those who do not see it. Raises ExportError without the extra ``brief``."""
    svg = str(_converter().vegalite_to_svg(json.dumps(spec, sort_keys=True), vl_version=VERSION, allowed_base_urls=[]))
    return svg.replace("<svg ", f'<svg role="img" aria-label="{_escaped(describe)}" ', 1)


def draw_png(spec: Mapping[str, Any], *, scale: float = 2.5) -> bytes:
    """The picture as PNG. Raises ExportError without the extra ``brief``."""
    png: bytes = _converter().vegalite_to_png(
        json.dumps(spec, sort_keys=True), vl_version=VERSION, scale=scale, allowed_base_urls=[]
    )
    return png


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise ExportError("a picture needs vl-convert. Run: pip install foedera[brief]") from None
    return vl_convert


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
