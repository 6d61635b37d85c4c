"""Event rows as in POLECAT, with PLOVER codes: 40 columns, tabs between, a heading. A row an event and direction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from foedera.exports.eventrows import Coded, coded, lines, quad_of
from foedera.exports.material import Export, Material
from foedera.exports.mending import Mender
from foedera.measures.acts import settings, weight_of

__all__ = ["COLUMNS", "as_plover"]

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_SECTORS = {"state": "GOV", "organisation": "IGO"}


def as_plover(material: Material) -> Export:
    """One file. What the record does not know is an empty cell."""
    mender = Mender()
    rows, carried, dropped = coded(material, lambda codes: codes[0], "PLOVER")
    made = [_row(r, material) for r in rows]
    content = lines([COLUMNS, *([row.get(c) for c in COLUMNS] for row in made)], mender)
    holds = {"rows": len(made), "events": len(carried)}
    return Export("plover", {"": content}, holds, dropped, mender.changed)


def _row(of: Coded, material: Material) -> dict[str, Any]:
    event, place = of.event, of.event.place
    weights = settings(material.codebook).get("weights", {})
    row: dict[str, Any] = {
        "Event ID": "_".join(x for x in (event.id, of.tie.source, of.tie.target) if x),
        "Event Date": _date(of),
        "Event Type": of.plover,
        "Event Mode": of.mode,
        "Intensity": weight_of((of.plover, of.mode, ""), weights),
        "Quad Code": _QUADS.get(quad_of(of.cameo) or 0),
        "Source": _each(t.outlet for t in of.texts),
        "Publication Date": event.first_reported,
        "Story People": _each(r.name for c in of.claims for r in c.roles),
        "Language": _each(t.language for t in of.texts),
        "Version": _each(f"foedera {c.codebook}" for c in of.claims),
    }
    row |= _party("Actor", of.tie.source, of, material)
    if of.tie.target:
        row |= _party("Recipient", of.tie.target, of, material)
    if place:
        row |= {"Placename": place.name, "Raw Placename": place.name, "Country": place.country}
    return row


def _party(which: str, actor: str, of: Coded, material: Material) -> dict[str, Any]:
    kind = material.kinds[actor]
    roles = [r for c in of.claims for r in c.roles if r.actor == actor]
    sector = _SECTORS.get(kind)
    return {
        f"{which} Name": material.name_of(actor),
        f"{which} Country": actor if kind == "state" else None,
        f"{which} COW": material.cow_of(actor),
        f"Primary {which} Sector": sector,
        f"{which} Sectors": sector,
        f"{which} Title": _each(r.level for r in roles),
        f"{which} Name Raw": _each(r.mention for r in roles),
    }


def _date(of: Coded) -> str:
    """ISO 8601, no finer than what is known: a month or a year alone is no day."""
    if of.day:
        return of.day.isoformat()
    return f"{of.year:04d}-{of.month:02d}" if of.month else f"{of.year:04d}"


def _each(values: Iterable[str | None]) -> str | None:
    """Every value once, in order, as POLECAT lists them."""
    return "; ".join(dict.fromkeys(v for v in values if v)) or None
