"""Event rows as in GDELT 2.0: 61 columns, tabs between them, no heading. A row an event and direction."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from foedera.exports.eventrows import Coded, coded, lines, quad_of
from foedera.exports.material import Export, Material, packaged
from foedera.exports.mending import Mender
from foedera.measures.acts import settings, weight_of
from foedera.model import Text

__all__ = ["COLUMNS", "as_gdelt"]

_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
)
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
COLUMNS = (
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED",
    "SOURCEURL",
)


def as_gdelt(material: Material) -> Export:
    """One file. A number, a day or a place that the record does not know is an empty cell, never a guess."""
    mender = Mender()
    rows, carried, dropped = coded(material, lambda codes: codes[2], "CAMEO")
    made = [_row(r, material) for r in rows]
    content = lines(([row.get(c) for c in COLUMNS] for row in made), mender)
    holds = {"rows": len(made), "events": len(carried)}
    return Export("gdelt", {"": content}, holds, dropped, mender.changed)


def _row(of: Coded, material: Material) -> dict[str, Any]:
    event, year, day = of.event, of.year, of.day
    weights = {"cameo": settings(material.codebook).get("weights", {}).get("cameo", {})}
    row: dict[str, Any] = {
        "GLOBALEVENTID": _number(f"{event.id}|{of.tie.source}|{of.tie.target or ''}"),
        "SQLDATE": f"{day:%Y%m%d}" if day else None,
        "MonthYear": f"{year:04d}{of.month:02d}" if of.month else None,
        "Year": f"{year:04d}",
        "FractionDate": f"{year + min(((day.month - 1) * 30 + day.day) / 365, 0.9999):.4f}" if day else None,
        "EventCode": of.cameo,
        "EventBaseCode": of.cameo[:3],
        "EventRootCode": of.cameo[:2],
        "QuadClass": quad_of(of.cameo),
        "GoldsteinScale": weight_of(("", "", of.cameo), weights),
        "NumMentions": len(of.claims),
        "NumSources": len(event.independent),
        "NumArticles": len(of.texts),
        "DATEADDED": _added(event.first_reported),
        "SOURCEURL": _source(of.texts),
    }
    row |= _actor("Actor1", of.tie.source, material)
    if of.tie.target:
        row |= _actor("Actor2", of.tie.target, material)
    if event.place and (event.place.country or event.place.name):
        country = event.place.country
        row |= {
            # 1: a country; 4: a city, or another place with a name, outside the United States or in it
            "ActionGeo_Type": 4 if event.place.name else 1,
            "ActionGeo_FullName": ", ".join(
                x for x in (event.place.name, material.name_of(country) if country else None) if x
            ),
            "ActionGeo_CountryCode": (packaged("countries.yml")["states"].get(country) or [None, None])[1],
        }
    return row


def _actor(which: str, actor: str, material: Material) -> dict[str, Any]:
    """CAMEO's code of an actor, and its parts. Of a body: IGO, and three letters where CAMEO knows it by name."""
    kind, bodies = material.kinds[actor], packaged("countries.yml")["bodies"]
    row: dict[str, Any] = {f"{which}Name": material.name_of(actor).upper()}
    if kind == "state":
        return row | {f"{which}Code": actor, f"{which}CountryCode": actor}
    if kind == "organisation":
        group = bodies.get(actor)
        return row | {
            f"{which}Code": f"IGO{group or ''}",
            f"{which}KnownGroupCode": group,
            f"{which}Type1Code": "IGO",
        }
    return row


def _number(name: str) -> int:
    """52 bits, so that it stays whole where numbers are doubles (R, Stata)."""
    return int(hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:13], 16)


def _added(day: date | None) -> str | None:
    return f"{day:%Y%m%d}000000" if day else None


def _source(texts: list[Text] | Any) -> str | None:
    """The first address; else the citation that GDELT has for documents that are not on the web."""
    address = next((t.url for t in texts if t.url), None)
    if address:
        return str(address)
    cited = [": ".join(x for x in (t.outlet, t.title) if x) for t in texts]
    return next((c for c in cited if c), None)
