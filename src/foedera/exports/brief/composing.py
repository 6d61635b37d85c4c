"""Dossier -> Brief: the parts in their order, the claims numbered, nothing yet of any format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from foedera.codebook import Codebook
from foedera.errors import ExportError
from foedera.exports.brief import closing, figures, standing, telling
from foedera.exports.brief.parts import Brief, Part, evidence_of
from foedera.exports.brief.scope import Scope
from foedera.exports.brief.wording import Wording
from foedera.model import Dossier

__all__ = ["compose"]


def compose(
    dossier: Dossier,
    *,
    codebook: Codebook,
    actor: str,
    partners: Sequence[str],
    since: date | None = None,
    until: date | None = None,
    language: str = "en",
) -> Brief:
    """The brief on ``actor`` with ``partners``: the same for the same dossier. Raises ExportError."""
    chosen = tuple(dict.fromkeys(p for p in partners if p != actor))
    if not chosen:
        raise ExportError(f"a brief on {actor} needs at least one partner other than itself. Name them with --with.")
    if since and until and since > until:
        raise ExportError(f"the period ends ({until}) before it begins ({since}). Swap --since and --until.")
    scope = Scope(dossier, codebook, actor, chosen, since, until)
    words = Wording.of(codebook, dossier.texts, language, claims=dossier.claims)
    parts = _parts(scope, words)
    cited = [scope.claims[c] for c in dict.fromkeys(evidence_of(parts))]
    sources = closing.documents(scope, words, cited)
    listed = {e.claim: e for d in sources for e in d.evidence}
    return Brief(
        language=language,
        title=words.heading("title", actor=words.label(actor), partners=words.listed([words.actor(p) for p in chosen])),
        subtitle=words.heading("subtitle"),
        coverage=figures.coverage(scope, words, listed),
        parts=parts,
        sources=Part("sources", words.heading("sources"), grids=figures.figures_evidence(scope, words)),
        documents=sources,
        closing=words.line("made_with", codebook=dossier.codebook or codebook.version),
        labels={"contents": words.heading("contents"), **{k: str(v) for k, v in words.data["lines"].items()}},
        numbers={claim: e.number for claim, e in listed.items()},
        by_claim=listed,
    )


def _parts(scope: Scope, words: Wording) -> tuple[Part, ...]:
    if scope.is_empty:
        return (figures.nothing(scope, words), closing.silence(scope, words))
    return (
        figures.bottom_line(scope, words),
        figures.picture(scope, words),
        telling.chronology(scope, words),
        telling.by_instrument(scope, words),
        telling.plans(scope, words),
        telling.frictions(scope, words),
        standing.structure(scope, words),
        standing.views(scope, words),
        standing.disagreement(scope, words),
        closing.silence(scope, words),
    )
