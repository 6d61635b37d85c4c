"""What a release is made of, and what is found in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foedera.model import Copy, Dossier, Forecast, Judgement, Release

__all__ = ["CODES", "Finding", "Holdings", "Verified"]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that goes into a release. ``versions`` leads from earlier versions of texts to those that stand;
    ``codebook`` are the files of the codebook by layer; ``previous`` is the release before."""

    name: str
    released: date
    software: str
    dossier: Dossier
    judgements: Sequence[Judgement]
    forecasts: Sequence[Forecast]
    copies: Sequence[Copy]
    versions: Mapping[str, str]
    codebook: Sequence[Mapping[str, bytes]]
    previous: Release | None
    with_texts: bool = False


# A code never changes its meaning.
CODES = {
    "R101": "The folder is no bag that can be read",
    "R102": "A file has changed since the release was made",
    "R103": "A file is missing",
    "R104": "A file that the release did not have",
    "R105": "A manifest is not as the release wrote it",
    "R106": "The release is not the one that was asked for",
    "R201": "A line is no record of its kind",
    "R202": "A record has other columns than datapackage.json says",
    "R203": "An id is given twice, or does not follow from its record",
    "R301": "A record names another that is not there",
    "R302": "A document or a claim's words are not as the body has them",
    "R303": "The codebook is not that of the version named",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: a stable code, the file within the folder, and a sentence."""

    code: str
    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.code} {self.file}: {self.message}"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: nothing wrong where ``findings`` is empty. ``counts``: records by file, without the ending."""

    name: str
    released: str
    digest: str
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
