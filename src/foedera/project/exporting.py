"""A project's record, or a part of it, in the formats of others, with a report of what each of them loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedera.decisions import apart
from foedera.errors import NotFoundError
from foedera.model import Dossier, Judgement
from foedera.project.bearing import bearing_judgements

if TYPE_CHECKING:
    from foedera.exports.material import Material
    from foedera.project import Project

__all__ = ["Exported", "export", "material_of"]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export and its loss report: where they are, what the report says, and that in one sentence."""

    path: Path
    loss_path: Path
    loss: Mapping[str, Any]
    sentence: str


def export(project: Project, form: str, path: str | Path, **wanted: Any) -> Exported:
    """Write the record, or the part of it that is wanted, in a format, with its loss report beside it.

    ``wanted`` are the filters of ``events`` and ``claims``. The same record gives the same bytes. Raises NotFoundError
    for a format or a filter's name that nobody knows, UsageError for a place that holds something else, ExportError
    where it cannot be written or an extra is missing.
    """
    from foedera.exports import FORMATS
    from foedera.exports.delivery import deliver
    from foedera.exports.loss import loss_bytes, loss_of, sentence

    if form not in FORMATS:
        raise NotFoundError(f"no format '{form}'. Known: {', '.join(FORMATS)}.")
    module, _, name = FORMATS[form].partition(":")
    material = material_of(project, with_panels=form in ("csv", "parquet"), **wanted)
    made = getattr(import_module(module), name)(material)
    report = loss_of(made, material)
    written, beside = deliver(made, loss_bytes(report), Path(path))
    return Exported(written, beside, report, sentence(report))


def material_of(project: Project, *, with_panels: bool = False, **wanted: Any) -> Material:
    """The events and claims that are wanted, with all claims of those events and the documents they stand in."""
    from foedera.exports.material import Material

    asked = {name: value for name, value in wanted.items() if value}
    dossier = project.dossier()
    judgements = project.store.judgements()
    part = _part(project, dossier, asked) if asked else dossier
    return Material(
        dossier=part,
        codebook=project.codebook,
        panels=_panels(project, asked) if with_panels else {},
        apart=apart(part.claims, bearing_judgements(project.store)),
        as_of=_as_of(dossier, judgements),
        asked={name: str(value) if name in ("since", "until") else value for name, value in asked.items()},
        judgements=tuple(sorted(j.id for j in judgements)),
    )


def _part(project: Project, dossier: Dossier, asked: Mapping[str, Any]) -> Dossier:
    events = project.events(**asked)
    ids = {c.id for c in project.claims(**asked)} | {c for e in events for c in e.claims}
    claims = tuple(c for c in dossier.claims if c.id in ids)
    held = {c.text_id for c in claims}
    texts = tuple(t for t in dossier.texts if t.id in held)
    outlets = {t.outlet.casefold() for t in texts if t.outlet}
    known = {project.codebook.source_names[o] for o in outlets if o in project.codebook.source_names}
    return Dossier(
        texts=texts,
        claims=claims,
        events=tuple(events),
        links=tuple(x for x in dossier.links if x.a in ids and x.b in ids),
        copies=tuple(x for x in dossier.copies if x.a in held and x.b in held),
        sources=tuple(s for s in dossier.sources if s.id in known),
        codebook=dossier.codebook,
    )


def _panels(project: Project, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Of the whole record: a year is covered by documents that a narrower choice would leave out."""
    about = {"actor": asked.get("actor") or (), "since": asked.get("since"), "until": asked.get("until")}
    return {"panel": project.panel(**about), "panel_directed": project.panel(**about, directed=True)}


def _as_of(dossier: Dossier, judgements: list[Judgement]) -> datetime | None:
    """The latest moment that the record knows of; None where it knows of none."""
    told = [datetime.combine(t.published.last, time(), UTC) for t in dossier.texts if t.published]
    for each in judgements:
        try:
            when = datetime.fromisoformat(each.when)
        except ValueError:  # a file of judgements may hold anything
            continue
        told.append(when if when.tzinfo else when.replace(tzinfo=UTC))
    return max(told, default=None)
