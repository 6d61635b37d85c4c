"""From documents to evidence, the whole way: origins, rings, plans and what became of them, the ledger, why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import foedera
from foedera.decisions import SURE
from foedera.model import Event, Status
from foedera.project import Project, open_project
from support_claims import SHARED
from support_cli import Answer

WIRE = """NAIROBI, March 4, 2023 (Savanna Wire) - Kenya and Ethiopia signed a defence cooperation agreement in \
Nairobi on Friday, officials from both countries said.

Kenyan Defence Secretary Aden Duale and his Ethiopian counterpart Abraham Belay signed the document after two hours of \
talks. Under the agreement 120 Ethiopian officers will train at Kenyan military colleges from September 2023.

The two countries share a border of more than 800 kilometres and have cooperated against al-Shabaab for a decade."""
SECOND = WIRE.split("\n\n")[1]

ROWS = [
    {"id": "wire", "text": WIRE, "outlet": "Savanna Wire", "published": "2023-03-04"},
    {
        "id": "reprint",
        "text": "Neighbours agree on defence\n\n" + WIRE.replace(", officials from both countries said", ""),
        "outlet": "Mombasa Herald",
        "published": "2023-03-05",
    },
    {
        "id": "cut",
        "text": f"By our reporter\n\n{SECOND}\n\nMeanwhile, rains fell in the Rift Valley.",
        "outlet": "Addis Courier",
        "published": "2023-03-05",
    },
    {
        "id": "release",
        "text": "Press release. The Ministry of Defence of Ethiopia announces that on 3 March 2023 Ethiopia and Kenya "
        "signed a defence cooperation agreement in Nairobi.",
        "outlet": "Ministry of Defence of Ethiopia",
        "published": "2023-03-03",
    },
    {
        "id": "ring one",
        "text": "Egypt delivered four patrol boats to Sudan in April 2023, the Nile Observer reported.",
        "outlet": "Delta Post",
        "published": "2023-04-20",
    },
    {
        "id": "ring two",
        "text": "Egypt delivered four patrol boats to Sudan in April 2023, the Delta Post reported.",
        "outlet": "Nile Observer",
        "published": "2023-04-20",
    },
    {
        "id": "plans",
        "text": "India plans to supply two frigates to Vietnam in June 2022. India and Vietnam will hold a joint naval "
        "exercise in August 2022.",
        "outlet": "Hanoi Letter",
        "published": "2022-01-10",
    },
    {
        "id": "delivery",
        "text": "India delivered two frigates to Vietnam on 14 June 2022.",
        "outlet": "Coast Journal",
        "published": "2022-06-15",
    },
    {
        "id": "view",
        "text": "Brazil is likely to buy fighter jets from Sweden within two years, analyst Joao Prado wrote.",
        "outlet": "South Monitor",
        "published": "2021-01-05",
    },
    {
        "id": "purchase",
        "text": "Brazil bought 12 fighter jets from Sweden in November 2022.",
        "outlet": "Coast Journal",
        "published": "2022-11-30",
    },
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("evidence")
    rows = folder / "list.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    with foedera.open(folder, create=True) as made:
        assert [a.state for a in made.add(manifests=[rows])] == ["new"] * len(ROWS)
        yield made


def one(project: Project, **wanted: object) -> Event:
    (event,) = project.events(**wanted)
    return event


def test_a_wire_story_and_its_reprints_are_one_origin_beside_the_ministry(project: Project) -> None:
    event = one(project, actor="KEN", type="agreement")
    documents = {project.store.claim(c).text_id for c in event.claims}
    assert documents >= {"wire", "reprint", "cut", "release"}
    assert len(event.independent) == 2
    assert {o.name for o in event.independent} == {"Savanna Wire", "Ministry of Defence of Ethiopia"}
    (wire,) = (o for o in event.origins if o.name == "Savanna Wire")
    assert {project.store.claim(c).text_id for c in wire.claims} == {"wire", "reprint", "cut"}
    assert event.credibility is not None
    assert event.credibility.grade == 1


def test_the_passage_that_was_copied_is_shown_with_its_place_in_both(project: Project) -> None:
    found = {(c.a, c.b): c for c in project.copies()}
    assert set(found) == {("cut", "reprint"), ("cut", "wire"), ("reprint", "wire")}
    copy = found["cut", "wire"]
    a, b = project.store.text("cut").body, project.store.text("wire").body
    (passage,) = copy.passages
    assert a[passage.a_start : passage.a_end] == b[passage.b_start : passage.b_end]
    assert SECOND.startswith(a[passage.a_start : passage.a_end].split(".")[0])


def test_papers_that_cite_one_another_confirm_nothing(project: Project) -> None:
    event = one(project, actor="SDN")
    assert len(event.claims) == 2
    assert event.independent == ()
    assert [set(c.names) for c in event.circles] == [{"Delta Post", "Nile Observer"}]


def test_plans_are_carried_out_or_lapse_and_stay_plans(project: Project) -> None:
    supplied, delivered = project.events(actor="VNM", type="arms_transfer")
    assert (supplied.status, delivered.status) == (Status.PLANNED, Status.OCCURRED)
    assert supplied.fulfilled_by == (delivered.id,)
    assert delivered.fulfils == (supplied.id,)
    exercise = one(project, actor="VNM", type="joint_exercise")
    assert str(exercise.lapsed) == "2022-08-31"


def test_a_forecast_stands_in_the_ledger_with_what_came_later(project: Project) -> None:
    found = project.ledger(actor="BRA")
    assert {f.holder for f in found} == {"Joao Prado"}
    assert all(f.due and f.probability is not None for f in found)
    bought = one(project, actor="BRA", type="arms_transfer", status="occurred")
    assert any(e.claim in bought.claims for f in found for e in f.evidence_for)


def test_why_tells_what_joined_an_event_in_words_and_as_json(project: Project, run: Callable[..., Answer]) -> None:
    event = one(project, actor="KEN", type="agreement")
    told = run("why", event.id[:8], "--project", project.folder)
    assert told.code == 0
    for words in (
        "2 independent origins",
        "Savanna Wire",
        "score 0.",
        "The same parties",
        "The same words stand in",
        "more link",
    ):
        assert words in told.out
    record = json.loads(run("why", event.claims[0], "--json", "--project", project.folder).out)
    assert record["id"] == event.id
    assert {c["id"] for c in record["reports"]} == set(event.claims)
    assert record["links"]
    assert all(link["reasons"] for link in record["links"])


def test_events_as_json_hold_what_a_program_needs(project: Project, run: Callable[..., Answer]) -> None:
    events = json.loads(run("events", "--json", "--project", project.folder).out)
    for event in events:
        assert {"id", "type", "family", "status", "roles", "date", "place", "claims", "origins", "conflicts"} <= set(
            event
        )
        assert event["credibility"] in range(1, 7)
        assert event["credibility_reason"]
        assert sorted(c for o in event["origins"] for c in o["claims"]) == sorted(event["claims"])
        assert all(o["reasons"] for o in event["origins"])


def test_helicopters_planned_in_the_reports_are_tied_to_their_delivery_only_once_it_is_told(tmp_path: Path) -> None:
    manifest = SHARED / "reports" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip(f"{manifest} is not here: the shared reports are no part of the project")
    with foedera.open(tmp_path, create=True) as project:
        project.add(manifests=[manifest])

        def plan() -> Event:
            planned = project.events(actor="KAZ", partner="USA", status="planned")
            (found,) = (e for e in planned if "Huey" in e.attributes.get("items", ""))
            return found

        assert plan().fulfilled_by == ()
        later = tmp_path / "later.txt"
        later.write_text(
            "ALMATY, June 14, 2007 (Steppe Wire) - The United States delivered two Huey II helicopters to Kazakhstan "
            "on Tuesday, a spokesman for the base said.\n",
            encoding="utf-8",
        )
        project.add(later)
        now = plan()
        assert now.status is Status.PLANNED
        (delivered,) = project.events(actor="KAZ", partner="USA", type="arms_transfer", since="2007-06")
        assert now.fulfilled_by == (delivered.id,)


def test_what_does_not_count_is_in_no_measure_and_no_brief_but_stays_in_the_record(tmp_path: Path) -> None:
    words = "Oman is a member of the Gulf Cooperation Council. Oman hosted Kenya's foreign minister in May 2021."
    with open_project(tmp_path / "p", create=True) as record:
        (tmp_path / "oman.txt").write_text(words, encoding="utf-8")
        record.add([tmp_path / "oman.txt"])
        member = next(c for c in record.claims(family="structure"))
        assert member.confidence >= SURE
        before = record.brief("OMN", tmp_path / "before.md", partners=["KEN"]).read_text(encoding="utf-8")
        record.desk.reject(member.id, who="A. Reader", why="It is said of another state.")
        told = record.counted()
        assert member not in told.claims
        assert told.waiting == 1
        assert member in record.dossier().claims
        page = record.brief("OMN", tmp_path / "brief.md", partners=["KEN"]).read_text(encoding="utf-8")
    assert "1 claim is left out" in page
    assert "Gulf Cooperation Council" in before
    assert "Gulf Cooperation Council" not in page
