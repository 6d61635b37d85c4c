"""A small record to review: reports from several regions, written for these tests, one hostile to a terminal."""

from __future__ import annotations

import json
from pathlib import Path

from foedera.project import Project, open_project

ANDES = (
    "The talks had been prepared for months. Ecuador's defence minister visited Peru on 3 May 2019. "
    "She thanked her hosts for the welcome. Farmers on the coast waited for rain."
)
ANDES_AGAIN = "Ecuador's defence minister visited Peru on 4 May 2019, the ministry said. Markets were calm."
ANDES_LATER = "Ecuador's deputy foreign minister visited Peru on 12 May 2019. The sea was rough."
NORTH = (
    "Norway and Sweden held a joint exercise with 1,500 troops in March 2021. "
    "The exercise Frost Lantern was the first since the reform."
)
GULF = "Oman delivered twelve patrol boats to Tanzania in July 2018. The boats are grey."
STRAIT = (
    "Japan's defence minister (防衛大臣、東京から到着した後) visited Vietnam on 2 June 2020. Rain fell on the parade."
)
LEVANT = "وصل وزير الدفاع صباح اليوم. Jordan's defence minister visited Morocco on 9 June 2020 (زيارة رسمية)."
HOSTILE = (
    "[bold red]Nobody[/] expected \x1b[2J it. Ghana's foreign minister visited Benin on 7 July 2020"
    " \x1b[31m[link=http://x.example]at dawn[/link] \x07\u202eand left. The end [/]."
)
ROWS = [
    {"id": "andes", "text": ANDES, "title": "A visit", "outlet": "Sierra Gazette", "published": "2019-05-05"},
    {
        "id": "andes2",
        "text": ANDES_AGAIN,
        "title": "Minister back",
        "outlet": "Coast Courier",
        "published": "2019-05-06",
    },
    {"id": "andes3", "text": ANDES_LATER, "title": "Again", "outlet": "Delta Daily", "published": "2019-05-14"},
    {"id": "north", "text": NORTH, "title": "Frost", "outlet": "Fjord Post", "published": "2021-04-02"},
    {"id": "gulf", "text": GULF, "title": "Boats", "outlet": "Dhow News", "published": "2018-08-01"},
    {"id": "strait", "text": STRAIT, "title": "巡防", "outlet": "Strait Observer", "published": "2020-06-03"},
    {
        "id": "levant",
        "text": LEVANT,
        "title": "زيارة",
        "outlet": "Levant Line",
        "published": "2020-06-10",
        "language": "en",
    },
    {
        "id": "hostile",
        "text": HOSTILE,
        "title": "[reverse]Title\x1b]0;owned\x07",
        "outlet": "Post \x1b[5m[blink]",
        "published": "2020-07-08",
    },
]


def make_project(folder: Path) -> Path:
    """The project with all of the reports, coded by the rules."""
    manifest = folder.parent / f"{folder.name}.jsonl"
    manifest.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    with open_project(folder, create=True) as project:
        project.add(manifests=[manifest])
    return folder


def claim_in(project: Project, document: str) -> str:
    """The id of the first claim of a document."""
    return project.store.claim_ids(document)[0]


def judged(folder: Path) -> list[tuple[str, str, str, dict[str, str], str]]:
    """(subject, verdict, who, values, why) of all that is in the record, as another process sees it."""
    with open_project(folder) as project:
        return [(j.subject, j.verdict, j.who, dict(j.values), j.why) for j in project.store.judgements()]
