"""A small file on Morocco, Spain and Mauritania, made up for the tests of the brief."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from foedera import codebook, linking
from foedera.events import assemble
from foedera.exports import brief
from foedera.exports.brief.composing import compose
from foedera.exports.brief.parts import Brief, Part
from foedera.model import (
    Amount,
    Attribution,
    Claim,
    Dossier,
    Failure,
    Note,
    Status,
    Text,
    Voice,
)
from support_claims import claim, day, text

BOOK = codebook.load()

# A small file on Morocco, Spain and Mauritania, made up for these tests.
GAZETTE = text(
    "gazette",
    "Spain's minister flew to Rabat on 4 May 2016. Morocco will host a joint drill with Spain in 2017.\n\n"
    "About 300 Moroccan officers studied in Spain. Spain denied that it had sold drones to Morocco.\n\n"
    "Cooperation with Spain seems unlikely to grow, a scholar said.",
    published="2016-06-01",
    title="Across <the> strait",
    outlet="Gazette",
)
JOURNAL = text(
    "journal",
    "The drill of 2017 took place near Agadir. Morocco and Spain will move closer.\n\n"
    "Morocco told Mauritania to close the road. The Arab Maghreb Union counts Morocco among its members.",
    title="A journal",
    outlet="Journal",
)
JOURNAL = replace(JOURNAL, notes=(Note("impossible_date", '"June 31" is an impossible date'),))

VISIT = claim(
    GAZETTE, "Spain's minister flew to Rabat", "visit", {"visitor": "ESP", "host": "MAR"}, date=day("2016-05-04")
)
PLAN = claim(
    GAZETTE,
    "Morocco will host a joint drill with Spain",
    "joint_exercise",
    {"participant": ["MAR", "ESP"]},
    family="exercise_ops",
    status=Status.PLANNED,
    date=day("2017"),
)
DRILL = claim(
    JOURNAL,
    "The drill of 2017 took place",
    "joint_exercise",
    {"participant": ["MAR", "ESP"]},
    family="exercise_ops",
    date=day("2017-03"),
)
OFFICERS = claim(
    GAZETTE,
    "About 300 Moroccan officers studied in Spain",
    "officer_education",
    {"trainer": "ESP", "trainee": "MAR"},
    family="training",
    amounts=(Amount("persons", 300, 270, 330, "about", "persons", 0, 1),),
    voice=Voice.ATTRIBUTED,
    attribution=(Attribution("ministry", "Defence Ministry"),),
)
DENIAL = claim(
    GAZETTE,
    "Spain denied that it had sold drones to Morocco",
    "arms_transfer",
    {"supplier": "ESP", "recipient": "MAR"},
    family="materiel",
    negated=True,
)
DOUBT = claim(
    GAZETTE,
    "Cooperation with Spain seems",
    "assess_outlook",
    {"subject": ["MAR", "ESP"]},
    family="assessment",
    status=Status.FORECAST,
)
HOPE = claim(
    JOURNAL,
    "Morocco and Spain will move closer",
    "assess_outlook",
    {"subject": ["MAR", "ESP"]},
    family="assessment",
    status=Status.FORECAST,
)
DEMAND = claim(
    JOURNAL,
    "Morocco told Mauritania to close the road",
    "pressure",
    {"initiator": "MAR", "target": "MRT"},
    family="friction",
)
MEMBER = claim(
    JOURNAL,
    "The Arab Maghreb Union counts Morocco among its members",
    "org_status",
    {"org": "AMU", "member": "MAR"},
    family="structure",
    status=Status.ONGOING,
)
CLAIMS = (VISIT, PLAN, DRILL, OFFICERS, DENIAL, DOUBT, HOPE, DEMAND, MEMBER)


def dossier(*claims: Claim, texts: tuple[Text, ...] = (GAZETTE, JOURNAL), **more: Any) -> Dossier:
    known = {t.id: t for t in texts}
    links = linking.link(claims, known, BOOK)
    events = assemble(claims, links, [], published={k: t.published for k, t in known.items()}, named={})
    return Dossier(texts, claims, tuple(events), tuple(links), codebook="1.0.0+test", **more)


FULL = dossier(*CLAIMS, failures=(Failure("/somewhere/scan.pdf", "no_text", "no text found"),))


def composed(record: Dossier = FULL, **more: Any) -> Brief:
    return compose(record, codebook=BOOK, actor="MAR", partners=["ESP", "MRT", "FRA"], **more)


def section(made: Brief, name: str) -> Part:
    return next(p for p in made.parts if p.id == name)


def said(part: Part) -> str:
    own = [f"{s.when} {s.text}" for s in part.sentences]
    cells = [c.text for g in part.grids for row in g.rows for c in row]
    return "\n".join([*own, *cells, *(said(p) for p in part.parts)])


def write(path: Path, record: Dossier = FULL) -> bytes:
    brief.write(record, path, codebook=BOOK, actor="MAR", partners=["ESP", "MRT", "FRA"])
    return path.read_bytes()
