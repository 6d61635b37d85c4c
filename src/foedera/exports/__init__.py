"""Dossier -> file. Write the file, list it here: ``write(dossier, path, ...)``, raising ExportError."""

from __future__ import annotations

__all__ = ["EXPORTS"]

EXPORTS = {"brief": "foedera.exports.brief"}
