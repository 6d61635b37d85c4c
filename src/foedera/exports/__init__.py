"""Dossier -> file. Write the file, list it here.

``EXPORTS``: ``write(dossier, path, ...)``, raising ExportError. ``FORMATS``: module and function of a data format,
``(material) -> Export``, which writes nothing.
"""

from __future__ import annotations

__all__ = ["EXPORTS", "FORMATS"]

EXPORTS = {"brief": "foedera.exports.brief"}

FORMATS = {
    "csv": "foedera.exports.tables:as_csv",
    "parquet": "foedera.exports.tables:as_parquet",
    "gdelt": "foedera.exports.gdelt:as_gdelt",
    "plover": "foedera.exports.plover:as_plover",
    "graphml": "foedera.exports.graphs:as_graphml",
    "gexf": "foedera.exports.graphs:as_gexf",
    "stix": "foedera.exports.stix:as_stix",
    "ftm": "foedera.exports.ftm:as_ftm",
}
