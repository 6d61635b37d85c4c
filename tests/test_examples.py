"""The packaged sample, read and coded whole: it behaves as ``examples/README.md`` says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import foedera
from foedera.model import CODABLE, BlockKind, Claim, Dossier, Event, Failure, Status, Text
from foedera.project import Added, Project

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORTS = sorted(path.name for path in (EXAMPLES / "reports").iterdir())
WIRE = ("14-agadez-wire.txt", "15-agadez-ledger.html", "16-agadez-courier.txt")


@dataclass(frozen=True, slots=True)
class Sample:
    project: Project
    added: list[Added]
    dossier: Dossier

    def text(self, name: str) -> Text:
        return next(text for text in self.dossier.texts if _name(text) == name)

    def claims(self, name: str) -> list[Claim]:
        return [claim for claim in self.dossier.claims if claim.text_id == self.text(name).id]

    def event_of(self, claim: Claim) -> Event:
        return next(event for event in self.dossier.events if claim.id in event.claims)

    def reports_of(self, event: Event) -> set[str]:
        texts = {claim.text_id for claim in self.dossier.claims if claim.id in event.claims}
        return {_name(text) for text in self.dossier.texts if text.id in texts}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with foedera.open(tmp_path_factory.mktemp("sample"), create=True) as project:
        added = project.add(manifests=[EXAMPLES / "manifest.jsonl"])
        yield Sample(project, added, project.dossier())


def _name(text: Text) -> str:
    return Path(text.path or "").name


def _words(text: str) -> str:
    return " ".join(text.split())


def test_the_manifest_names_every_report_and_every_one_is_read(sample: Sample) -> None:
    assert [added.outcome for added in sample.added if isinstance(added.outcome, Failure)] == []
    assert sorted(_name(text) for text in sample.dossier.texts) == REPORTS
    assert {path.rpartition(".")[2] for path in REPORTS} == {"txt", "md", "html", "pdf", "docx", "eml"}


def test_the_readme_tells_of_every_report() -> None:
    told = re.findall(r"^\| `([^`]+)` \|", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == REPORTS


def test_every_report_gives_claims_and_each_quotes_its_own_words(sample: Sample) -> None:
    silent = [_name(text) for text in sample.dossier.texts if not sample.claims(_name(text))]
    assert silent == []
    bodies = {text.id: text.body for text in sample.dossier.texts}
    for claim in sample.dossier.claims:
        assert bodies[claim.text_id][claim.quote.start : claim.quote.end] == claim.quote.exact


def test_readers_comments_and_other_furniture_are_known_for_what_they_are_and_not_coded(sample: Sample) -> None:
    page = sample.text("02-xi-visit.html")
    assert {BlockKind.COMMENT, BlockKind.FURNITURE} <= {block.kind for block in page.blocks}
    for claim in sample.dossier.claims:
        text = next(text for text in sample.dossier.texts if text.id == claim.text_id)
        block = text.block_at(claim.quote.start)
        assert block is not None, claim
        assert block.kind in CODABLE, claim.quote.exact


def test_no_sentence_of_the_brief_comes_from_readers_comments(sample: Sample, tmp_path: Path) -> None:
    path = sample.project.brief("KAZ", tmp_path / "brief.md", partners=["CHN", "RUS"])
    brief = _words(path.read_text(encoding="utf-8"))
    comments = [
        _words(text.body[block.start : block.end])
        for text in sample.dossier.texts
        for block in text.blocks
        if block.kind is BlockKind.COMMENT
    ]
    sentences = [s for comment in comments for s in re.split(r"(?<=[.!?]) ", comment) if len(s.split()) > 3]
    assert sentences, "the sample has no comments any more"
    assert [s for s in sentences if s.rstrip(".!?") in brief] == []


def test_the_undated_page_stays_undated_and_so_does_what_it_calls_last_week(sample: Sample) -> None:
    assert sample.text("09-outlook-undated.html").published is None
    assert {claim.date for claim in sample.claims("09-outlook-undated.html")} == {None}


def test_every_other_report_has_a_date_that_says_what_it_rests_on(sample: Sample) -> None:
    undated = [_name(text) for text in sample.dossier.texts if text.published is None]
    assert undated == ["09-outlook-undated.html"]
    assert all(text.published.basis for text in sample.dossier.texts if text.published)


def test_an_impossible_date_is_reported_and_not_used(sample: Sample) -> None:
    page = sample.text("15-agadez-ledger.html")
    assert [note.message for note in page.notes if "31 June 2024" in note.message]
    assert page.published is not None
    assert str(page.published.first) == "2024-08-06"


FIRM = ("statement", "exercise_ops", "training", "agreement", "contact", "materiel", "friction")


def test_a_wire_story_printed_three_times_makes_each_of_its_events_once(sample: Sample) -> None:
    # A claim at the edge may weigh enough in one paper and not in another: what stands around it differs.
    cut = [c for c in sample.claims("16-agadez-courier.txt") if c.family in FIRM and c.confidence >= 0.6]
    assert cut
    for claim in cut:  # the shortest of the three: all that it says, the others say
        assert set(WIRE) <= sample.reports_of(sample.event_of(claim)), claim.quote.exact


def test_a_plan_is_not_the_act_and_is_joined_to_the_act_that_fulfils_it(sample: Sample) -> None:
    planned = [
        c for c in sample.claims("01-xi-visit-announced.txt") if c.type == "visit" and c.status is Status.PLANNED
    ]
    done = [c for c in sample.claims("02-xi-visit.html") if c.type == "visit" and c.status.is_done]
    plan, act = sample.event_of(planned[0]), sample.event_of(done[0])
    assert plan.id != act.id
    assert plan.fulfilled_by == (act.id,)
    assert plan.id in act.fulfils


def test_what_a_report_says_was_denied_is_no_fact_and_no_dyad(sample: Sample) -> None:
    told = sample.claims("24-mali-denial.txt")
    sent = [c for c in told if {"RUS", "MLI"} <= c.actors or "WAGNER" in c.actors]
    assert sent, "the report's own account of Russia in Mali is not coded any more"
    as_fact = [c for c in sent if c.type == "access_deployment" and c.status.is_done and not c.negated]
    assert [c.quote.exact for c in as_fact] == []


def test_adding_the_sample_again_changes_nothing(sample: Sample) -> None:
    again = sample.project.add(manifests=[EXAMPLES / "manifest.jsonl"])
    assert {added.state for added in again} == {"unchanged"}
    assert sample.project.dossier() == sample.dossier
