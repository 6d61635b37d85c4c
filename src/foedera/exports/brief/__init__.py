"""A cited brief on one actor and its partners, as HTML, Markdown, PDF or Word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from foedera.codebook import Codebook
from foedera.errors import ExportError
from foedera.exports.brief.parts import Brief
from foedera.model import Dossier

__all__ = ["FORMATS", "write"]

# Suffix -> the module whose ``render(Brief) -> bytes`` writes it.
FORMATS = {".html": "html", ".md": "markdown", ".pdf": "pdf", ".docx": "docx"}


def write(
    dossier: Dossier,
    path: Path,
    *,
    codebook: Codebook,
    actor: str,
    partners: Sequence[str],
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Write the brief to ``path``, in the format of its suffix: the same bytes for the same dossier.

    Undated events are kept whatever the period, and shown apart. Raises ExportError where the suffix is unknown,
    the extra ``brief`` is wanted and missing, or the file cannot be written.
    """
    from foedera.exports.brief.composing import compose

    render = _renderer(path)
    brief = compose(dossier, codebook=codebook, actor=actor, partners=partners, since=since, until=until)
    content = render(brief)
    try:
        path.write_bytes(content)
    except OSError as bad:
        raise ExportError(f"{path}: the brief cannot be written ({bad.strerror}). Choose another place.") from bad


def _renderer(path: Path) -> Callable[[Brief], bytes]:
    name = FORMATS.get(path.suffix.lower())
    if name is None:
        known = ", ".join(FORMATS)
        raise ExportError(f"{path}: a brief is written as {known}, not '{path.suffix}'. Change the ending of -o.")
    render: Callable[[Brief], bytes] = import_module(f"foedera.exports.brief.{name}").render
    return render
