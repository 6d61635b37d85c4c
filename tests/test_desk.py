"""The desk: people decide, work apart, merge, code twice; nothing is lost and nothing half-written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from foedera import codebook
from foedera.errors import JudgementFileError, NotFoundError, UsageError
from foedera.judging import lines_of
from foedera.model import Claim, Conflict, Event, Judgement, Link, Origin, Part, Status
from foedera.project import Project, open_project
from foedera.project.desk import Decided, Desk
from foedera.project.waiting import drawn, first_queue
from foedera.store import Store
from support_claims import claim, text
from support_judging import CLAIMS, PAPER, SALE, VISIT, decide, histories

BOOK = codebook.load()
REPORTS = {"a.txt": "OMN visited PAK.\nGHA visited BEN.\n", "b.txt": "News.\n\nOMN visited PAK.\n\nKEN visited UGA.\n"}


@pytest.fixture
def project(tmp_path: Path, plain_coder: None) -> Iterator[Project]:
    """Two reports of one visit, and two other visits."""
    for name, words in REPORTS.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    rows = [
        {"path": "a.txt", "outlet": "Xinhua", "published": "2019-05-02"},
        {"path": "b.txt", "outlet": "Daily Nation of Nowhere", "published": "2019-05-02"},
    ]
    (tmp_path / "list.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with open_project(tmp_path / "p", create=True) as opened:
        opened.add(manifests=[tmp_path / "list.jsonl"])
        yield opened


@pytest.fixture
def desk(project: Project) -> Desk:
    return project.desk


def visits(project: Project, actor: str) -> list[Claim]:
    return project.claims(actor=actor)


def kept(desk: Desk) -> list[Judgement]:
    return [d.judgement for d in desk.judgements()]


# Deciding


def test_a_rejected_claim_makes_no_event_until_that_is_undone(project: Project, desk: Desk) -> None:
    (ghana,) = visits(project, "GHA")
    before = project.events()
    said = desk.reject(ghana.id[:8], who=" A.  Reader ", why="not a visit")
    assert (said.who, said.subject_id, said.why, said.anchors[0].quote) == (
        "A. Reader",
        ghana.id,
        "not a visit",
        ghana.quote,
    )
    assert project.store.judgements() == [said] == [said.named()]
    assert ghana.id not in {c for e in project.events() for c in e.claims}
    back = desk.undo(who="A. Reader")
    assert (back.subject_id, project.events()) == (said.id, before)
    desk.undo(back.id, who="B. Other")
    assert ghana.id not in {c for e in project.events() for c in e.claims}


def test_undo_without_a_name_takes_back_the_last_word_of_that_person(project: Project, desk: Desk) -> None:
    one, other, _ = (c.id for c in project.claims()[:3])
    first, second = desk.accept(one, who="A"), desk.accept(other, who="A")
    desk.accept(one, who="B")
    assert desk.undo(who="A").subject_id == second.id
    assert desk.undo(who="A").subject_id == first.id
    with pytest.raises(NotFoundError, match="nothing of A stands"):
        desk.undo(who="A")
    with pytest.raises(UsageError, match="is undone already, by A on"):
        desk.undo(first.id, who="B")


def test_a_correction_keeps_codes_and_is_laid_over_what_stands(project: Project, desk: Desk) -> None:
    (ghana,) = visits(project, "GHA")
    said = desk.correct(ghana.id, ["status=planned", "role.host=Togo"], who="A")
    assert dict(said.values) == {"role.host": "TGO", "status": "planned"}
    now = desk.claim(ghana.id)
    assert (now.status, [r.actor for r in now.roles], now.dyads) == (Status.PLANNED, ["GHA", "TGO"], (("GHA", "TGO"),))
    desk.correct(ghana.id, {"role.host-": "TGO", "role.host+": "NGA"}, who="B")  # as it stands, not as it was coded
    assert [r.actor for r in desk.claim(ghana.id).roles] == ["GHA", "NGA"]
    with pytest.raises(UsageError, match="BEN is no host here"):
        desk.correct(ghana.id, ["role.host-=BEN"], who="A")
    desk.undo(who="B")
    desk.undo(who="A")
    assert desk.claim(ghana.id) == replace(ghana, pairs=desk.claim(ghana.id).pairs)


def test_two_reports_are_merged_and_parted(project: Project, desk: Desk) -> None:
    (kenya,), oman = visits(project, "KEN"), visits(project, "OMN")
    (event,) = project.events(actor="OMN")
    assert set(event.claims) == {c.id for c in oman}
    said = desk.split(event.id, [oman[0].id], who="A", why="two visits")
    assert said.values == {"claims": oman[0].id, "rest": oman[1].id}
    assert len(said.anchors) == 2
    with pytest.raises(
        UsageError, match=f"A held .* apart on .*: two visits. Undo that first: foedera judge undo {said.id}"
    ):
        desk.merge(oman[0].id, oman[1].id, who="B")
    desk.undo(said.id, who="B")
    with pytest.raises(UsageError, match="one event already"):
        desk.merge(oman[0].id, event.id, who="B")
    merged = desk.merge(event.id, kenya.id, who="B", why="one tour")
    assert (merged.subject, merged.verdict) == ("link", "same")
    assert len(project.events(actor="KEN")[0].claims) == 3
    desk.apart(oman[0].id, kenya.id, who="A")
    assert len(project.events(actor="KEN")[0].claims) < 3


def test_what_cannot_be_merged_or_split_says_why(project: Project, desk: Desk) -> None:
    (ghana,), (kenya,) = visits(project, "GHA"), visits(project, "KEN")
    desk.correct(ghana.id, ["status=planned"], who="A")
    with pytest.raises(UsageError, match=r"is planned and .* is occurred: they are never one event"):
        desk.merge(ghana.id, kenya.id, who="A")
    (event,) = project.events(actor="OMN")
    with pytest.raises(UsageError, match="has 2 claims; name some of them, and not all"):
        desk.split(event.id, event.claims, who="A")
    with pytest.raises(UsageError, match="is no part of event"):
        desk.split(event.id, [kenya.id], who="A")
    assert len(kept(desk)) == 1


def test_actors_and_sources_go_by_any_of_their_names(project: Project, desk: Desk) -> None:
    assert desk.same_actor("Oman", "kenya", who="A").subject_id == "KEN:OMN"
    assert {a for c in visits(project, "OMN") for a in desk.claim(c.id).actors} == {"KEN", "PAK"}
    with pytest.raises(NotFoundError, match="no actor 'Narnia'"):
        desk.same_actor("Oman", "Narnia", who="A")
    with pytest.raises(UsageError, match="does not name two"):
        desk.different_actor("Oman", "OMN", who="A")
    assert desk.grade("XINHUA", "c", who="A", why="state agency").subject_id == "xinhua"
    assert desk.grade("daily nation of nowhere", "D", who="A").subject_id == "Daily Nation of Nowhere"
    with pytest.raises(NotFoundError, match=r"no source 'Daily Nothing'.*foedera sources"):
        desk.grade("Daily Nothing", "A", who="A")
    with pytest.raises(UsageError, match="reliability is A to F, not 'G'"):
        desk.grade("Xinhua", "G", who="A")


def test_sources_tell_what_rests_on_them_and_who_graded_them(desk: Desk) -> None:
    first, second = desk.grade("Xinhua", "B", who="A"), desk.grade("Xinhua", "D", who="B", why="a story was withdrawn")
    found = {s.id: s for s in desk.sources()}
    assert found["xinhua"].history == (first, second)
    assert (found["xinhua"].reliability, found["xinhua"].by, found["xinhua"].documents) == ("D", "B", 1)
    assert found["xinhua"].claims == 2
    other = found["Daily Nation of Nowhere"]
    assert (other.reliability, other.by, other.kind, other.claims) == ("F", None, "unknown", 2)
    desk.undo(who="B")
    assert {s.id: s for s in desk.sources()}["xinhua"].reliability == "B"


def test_credibility_outcome_and_notes_are_kept_on_what_they_are_about(project: Project, desk: Desk) -> None:
    (ghana,) = visits(project, "GHA")
    (event,) = project.events(actor="GHA")
    assert desk.credibility(ghana.id, 2, who="A").values == {"credibility": "2"}
    assert desk.outcome(ghana.id, "partly", who="A", date="2020-02").values == {"outcome": "partly", "date": "2020-02"}
    assert [desk.note(x, "look again", who="A").subject for x in (ghana.id, event.id, ghana.text_id, "Xinhua")] == [
        "claim", "event", "document", "source",
    ]  # fmt: skip
    for wrong in (0, 7, "high"):
        with pytest.raises(UsageError, match="credibility is 1 to 6"):
            desk.credibility(ghana.id, wrong, who="A")
    with pytest.raises(UsageError, match="a note without words"):
        desk.note(ghana.id, "  ", who="A")
    with pytest.raises(UsageError, match="is no outcome"):
        desk.outcome(ghana.id, "so so", who="A")
    assert len(desk.judgements(reference=ghana.id)) == 3
    assert len(desk.judgements(document=ghana.text_id)) == 4


@pytest.mark.parametrize("who", ["", "  ", "\x00", "a\ud800", "x" * 400])
def test_a_judgement_needs_a_name(project: Project, desk: Desk, who: str) -> None:
    with pytest.raises(UsageError, match="who"):
        desk.accept(visits(project, "GHA")[0].id, who=who)
    assert kept(desk) == []


def test_what_is_not_there_cannot_be_judged(project: Project, desk: Desk) -> None:
    for subject, name in (
        ("claim", "ffff"),
        ("link", "a:b"),
        ("event", "nothing"),
        ("document", "z.txt"),
        ("judgement", "j"),
    ):
        verdict = {"claim": "accept", "link": "same", "event": "note", "document": "note", "judgement": "undo"}[subject]
        with pytest.raises(NotFoundError):
            desk.judge(subject, name, verdict, who="A", why="w")
    with pytest.raises(UsageError, match="no subject 'planet'"):
        desk.judge("planet", "x", "accept", who="A")
    with pytest.raises(UsageError, match="no verdict 'grade' on a claim"):
        desk.judge("claim", visits(project, "GHA")[0].id, "grade", who="A")
    assert kept(desk) == []


def test_a_document_corrected_at_the_desk_and_undone_there_is_coded_anew(project: Project, desk: Desk) -> None:
    (ghana,) = visits(project, "GHA")
    said = desk.judge("document", ghana.text_id, "correct", who="A", values={"published": "2012-11"})
    assert str(visits(project, "GHA")[0].date.end) == "2012-11-30"  # type: ignore[union-attr]
    desk.undo(said.id, who="A")
    assert visits(project, "GHA") == [ghana]
    desk.undo(kept(desk)[-1].id, who="A")
    assert str(visits(project, "GHA")[0].date.end) == "2012-11-30"  # type: ignore[union-attr]


# Working apart


def record(said: list[Judgement]) -> Project:
    store = Store.open(Path(":memory:"), create=True)
    store.keep(PAPER, CLAIMS, codebook="1")
    store.take_in(said)
    return Project(store, codebook=BOOK)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), histories(start=5))
def test_two_files_taken_in_in_either_order_give_one_record(
    tmp_path: Path, one: list[Judgement], other: list[Judgement]
) -> None:
    files = [tmp_path / "one.jsonl", tmp_path / "other.jsonl"]
    for path, said in zip(files, (one, other), strict=True):
        with record(said) as source:
            assert source.desk.export(path) == len({j.id for j in said})
    with record([]) as left, record([]) as right:
        for path in files:
            left.desk.import_(path)
        for path in reversed(files):
            right.desk.import_(path)
        assert left.desk.lines() == right.desk.lines()
        assert left.events() == right.events()
        again = left.desk.import_(files[0])
        assert (again.added, again.known) == (0, again.read)
        assert left.desk.lines() == right.desk.lines()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories())
def test_export_and_import_into_an_empty_record_is_identity(tmp_path: Path, said: list[Judgement]) -> None:
    path = tmp_path / "all.jsonl"
    with record(said) as source, record([]) as target:
        source.desk.export(path)
        target.desk.import_(path)
        assert target.store.judgements() == source.store.judgements()
        assert target.desk.judgements() == source.desk.judgements()
        target.desk.export(tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == path.read_bytes()


def test_a_bad_file_changes_nothing(project: Project, desk: Desk, tmp_path: Path) -> None:
    desk.accept(visits(project, "GHA")[0].id, who="A")
    good = decide("claim", VISIT.id, "accept", 1)
    late = (datetime.now(UTC) + timedelta(days=2)).isoformat(timespec="microseconds")
    before, revision = desk.lines(), project.store.revision()
    for line, told in (("{", "not JSON"), (next(lines_of([replace(good, when=late).named()])), "ahead of now")):
        path = tmp_path / "bad.jsonl"
        path.write_text(next(lines_of([good])) + "\n" + line, encoding="utf-8")
        with pytest.raises(JudgementFileError, match=f"bad.jsonl:2: .*{told}"):
            desk.import_(path)
        assert (desk.lines(), project.store.revision()) == (before, revision)
    with pytest.raises(JudgementFileError, match="cannot be read"):
        desk.import_(tmp_path)
    with pytest.raises(JudgementFileError, match="cannot be written"):
        desk.export(tmp_path / "no" / "where.jsonl")


def test_what_a_person_decides_in_view_of_an_import_stands_after_it(
    desk: Desk, project: Project, tmp_path: Path
) -> None:
    (ghana,) = visits(project, "GHA")
    soon = (datetime.now(UTC) + timedelta(hours=5)).isoformat(timespec="microseconds")  # a clock that is ahead
    theirs = replace(desk.accept(ghana.id, who="A"), verdict="reject", when=soon, who="B").named()
    (tmp_path / "b.jsonl").write_text(next(lines_of([theirs])), encoding="utf-8")
    assert desk.import_(tmp_path / "b.jsonl").added == 1
    assert project.events(actor="GHA") == []
    assert desk.accept(ghana.id, who="A").when > soon
    assert len(project.events(actor="GHA")) == 1


def test_corrections_of_documents_made_elsewhere_have_their_effect_here(
    desk: Desk, project: Project, tmp_path: Path
) -> None:
    (ghana,) = visits(project, "GHA")
    said = desk.judge("document", ghana.text_id, "correct", who="A", values={"published": "2012-11"})
    desk.export(tmp_path / "one.jsonl")
    desk.undo(said.id, who="A")
    desk.export(tmp_path / "two.jsonl")
    with open_project(tmp_path / "q", create=True) as other:
        other.add(manifests=[tmp_path / "list.jsonl"])
        other.desk.import_(tmp_path / "one.jsonl")
        assert str(visits(other, "GHA")[0].date.end) == "2012-11-30"  # type: ignore[union-attr]
        other.desk.import_(tmp_path / "two.jsonl")
        assert visits(other, "GHA") == [ghana]


def test_judgements_find_their_claims_in_a_later_version_and_come_back_with_the_earlier(
    desk: Desk, project: Project, tmp_path: Path
) -> None:
    (ghana,) = visits(project, "GHA")
    desk.reject(ghana.id, who="A")
    desk.correct(visits(project, "OMN")[0].id, ["status=planned"], who="A")
    (tmp_path / "a.txt").write_text("Corrected.\n\nGHA visited BEN.\n", encoding="utf-8")
    project.add(manifests=[tmp_path / "list.jsonl"])
    (now,) = visits(project, "GHA")
    assert now.id != ghana.id
    (reject, correct) = desk.judgements()
    assert (reject.claims, reject.stands) == ((now.id,), True)
    assert not correct.stands
    assert "no claim rests" in correct.note or "nowhere" in correct.note
    assert [d.judgement.id for d in desk.lost()] == [correct.judgement.id]


# Looking


def test_a_judgement_says_what_became_of_it(desk: Desk, project: Project) -> None:
    (ghana,) = visits(project, "GHA")
    desk.accept(ghana.id, who="A")
    desk.reject(ghana.id, who="B")
    desk.correct(ghana.id, ["status=planned"], who="A")
    desk.undo(who="A", why="a slip")

    def told(found: list[Decided]) -> list[tuple[str, bool, str]]:
        return [(d.judgement.verdict, d.stands, d.note.split(",")[0]) for d in found]

    assert told(desk.judgements()) == [
        ("accept", True, "overtaken by the word of B"),
        ("reject", True, ""),
        ("correct", False, "undone by A"),
        ("undo", True, ""),
    ]
    assert [d.judgement.who for d in desk.judgements(who="B")] == ["B"]
    assert [d.judgement.verdict for d in desk.judgements(subject="judgement")] == ["undo"]
    with pytest.raises(UsageError, match="no subject 'planet'"):
        desk.judgements(subject="planet")


def test_claims_wait_in_the_order_of_what_they_may_mislead_by() -> None:
    names = "abcdefg"
    source = text("t", " ".join(f"Act {n} took place." for n in names))
    a, b, c, d, e, f, g = (
        replace(claim(source, f"Act {n} took place", "visit", {"visitor": "GHA", "host": "TGO"}), id=n) for n in names
    )
    e = replace(e, confidence=0.5)
    conflict = Event("e1", "visit", "contact", Status.OCCURRED, (), None, None, ("a", "b"))
    conflict = replace(conflict, conflicts=(Conflict("date", (("2012", ("b",)), ("2013", ("a",)))),))
    single = replace(
        conflict, id="e2", claims=("c",), conflicts=(), origins=(Origin("o", "Xinhua", "media", ("c",), ()),)
    )
    two = (Origin("o", "Xinhua", "media", ("d", "e"), ()), Origin("p", "Tass", "media", ("f",), ()))
    rest = replace(single, id="e3", claims=("d", "e", "f"), origins=two)
    said = [
        Judgement("1", "claim", "g", "accept", "A", "1"),
        Judgement("2", "claim", "f", "unsure", "B", "2", why="which visit?"),
        Judgement("3", "claim", "d", "accept", "A", "3", part=Part.SECOND),
    ]
    claims = [g, f, e, d, c, b, a]

    def queue(who: str) -> list[tuple[str, str]]:
        found = first_queue(
            claims, shown={x.id: x for x in claims}, events=[rest, single, conflict],
            links=[Link("d", "f", 0.52, ())], judgements=said, who=who,
        )  # fmt: skip
        return [(w.claim.id, w.reason) for w in found]

    assert queue("A") == [
        ("b", "conflict"), ("a", "conflict"), ("c", "single_origin"), ("f", "near_merge"), ("d", "near_merge"),
        ("e", "low_confidence"),
    ]  # fmt: skip
    assert "f" not in dict(queue("B"))


def test_what_is_decided_waits_no_more(desk: Desk, project: Project) -> None:
    waiting = desk.awaiting(who="A")
    assert {w.claim.id for w in waiting} == {c.id for c in project.claims()}
    assert all(w.why and w.event for w in waiting)
    desk.accept(waiting[0].claim.id, who="A")
    assert waiting[0].claim.id not in {w.claim.id for w in desk.awaiting(who="B")}
    assert (
        len(desk.awaiting(who="A", document="a.txt")) + len(desk.awaiting(who="A", document="b.txt"))
        == len(waiting) - 1
    )


# Second coding


def test_a_second_coder_sees_nothing_of_the_first(desk: Desk, project: Project) -> None:
    (ghana,) = visits(project, "GHA")
    desk.correct(ghana.id, ["status=planned"], who="A")
    desk.reject(visits(project, "KEN")[0].id, who="A")
    waiting = desk.awaiting(who="B", part=Part.SECOND)
    assert [w.claim for w in waiting] == [c for c in project.store.claims(as_coded=True) if c.actors & {"GHA", "KEN"}]
    assert {(w.reason, w.why, w.event, w.beside) for w in waiting} == {("second", "For a second coder.", None, ())}
    assert desk.awaiting(who="A", part=Part.SECOND) == []
    with pytest.raises(UsageError, match=r"A coded claim .* first"):
        desk.accept(ghana.id, who="A", part=Part.SECOND)
    desk.correct(ghana.id, ["date=2019"], who="B", part=Part.SECOND)
    seen = desk.claim(ghana.id, part=Part.SECOND, who="B")
    assert (seen.status, seen.date.precision.value) == (Status.OCCURRED, "year")  # type: ignore[union-attr]
    assert desk.claim(ghana.id).status is Status.PLANNED
    assert ghana.id not in {w.claim.id for w in desk.awaiting(who="C", part=Part.SECOND)}
    assert [d.judgement.who for d in desk.judgements(part=Part.SECOND)] == ["B"]


def test_a_greater_share_holds_every_lesser_one() -> None:
    names = [f"c{at}" for at in range(2000)]
    small, large = ({n for n in names if drawn(n, share, "s")} for share in (0.1, 0.3))
    assert small < large
    assert 0.07 < len(small) / len(names) < 0.13
    assert {n for n in names if drawn(n, 1.0, "")} == set(names)
    assert not any(drawn(n, 0.0, "") for n in names)


def test_agreement_and_disagreements_by_field_and_their_settlement(desk: Desk, project: Project) -> None:
    claims = {c.id: c for c in project.claims()}
    (ghana,), (kenya,), oman = visits(project, "GHA"), visits(project, "KEN"), visits(project, "OMN")
    for each in (*oman, ghana):
        desk.accept(each.id, who="A")
    desk.reject(kenya.id, who="A", why="not a state visit")
    desk.correct(ghana.id, ["status=planned"], who="A")
    for each in oman:
        desk.accept(each.id, who="B", part=Part.SECOND)
    desk.accept(kenya.id, who="B", part=Part.SECOND)
    desk.correct(ghana.id, ["date=2018"], who="B", part=Part.SECOND)

    fields = {f.name: f for f in desk.agreement()}
    assert (fields["verdict"].units, fields["verdict"].agreement) == (4, 0.75)
    assert fields["verdict"].kappa == 0.0
    assert fields["verdict"].alpha == 0.0
    assert (fields["status"].units, fields["status"].agreement) == (3, 0.667)
    assert (fields["roles"].agreement, fields["roles"].kappa) == (1.0, 1.0)
    assert (fields["voice"].agreement, fields["voice"].kappa) == (1.0, None)  # one value only: chance would do as well

    found = {d.claim.id: d for d in desk.disagreements()}
    assert {name: d.fields for name, d in found.items()} == {kenya.id: ("verdict",), ghana.id: ("status", "date")}
    assert found[ghana.id].first.fields["status"] == "planned"
    assert found[ghana.id].second.fields["date"] == "2018"
    assert found[kenya.id].first.why == "not a state visit"

    settled = desk.adjudicate(ghana.id, "second", who="C", why="as B says")
    assert (settled.part, settled.verdict) == (Part.ADJUDICATION, "correct")
    now = desk.claim(ghana.id)
    assert (now.status, str(now.date.start)) == (Status.OCCURRED, "2018-01-01")  # type: ignore[union-attr]
    assert desk.adjudicate(kenya.id, "first", who="C").verdict == "reject"
    assert desk.disagreements() == []
    assert {d.settled.who for d in desk.disagreements(settled=True) if d.settled} == {"C"}
    desk.correct(ghana.id, ["place=KAZ"], who="A")  # a later word opens it again
    assert [d.claim.id for d in desk.disagreements()] == [ghana.id]
    with pytest.raises(UsageError, match=r"no choice 'third'\. Known: first, second"):
        desk.adjudicate(ghana.id, "third", who="C")
    with pytest.raises(UsageError, match="takes no corrections"):
        desk.adjudicate(ghana.id, "first", who="C", values=["date=2012"])
    assert claims[ghana.id] == visits(project, "GHA")[0]  # what the coder found is never overwritten


def test_a_claim_that_one_person_coded_has_nothing_to_settle(desk: Desk, project: Project) -> None:
    (ghana,) = visits(project, "GHA")
    desk.accept(ghana.id, who="A")
    assert desk.disagreements() == []
    assert all(f.units == 0 and f.agreement is None for f in desk.agreement())
    with pytest.raises(UsageError, match="has no two codings"):
        desk.adjudicate(ghana.id, "accept", who="C")


def test_nobody_is_compared_with_themselves_whatever_a_file_brings(
    desk: Desk, project: Project, tmp_path: Path
) -> None:
    (ghana,) = visits(project, "GHA")
    said = desk.accept(ghana.id, who="A")
    sly = replace(said, verdict="reject", part=Part.SECOND).named()
    (tmp_path / "a.jsonl").write_text(next(lines_of([sly])), encoding="utf-8")
    assert desk.import_(tmp_path / "a.jsonl").added == 1
    assert desk.disagreements() == []
    assert desk.agreement()[0].units == 0


def test_a_second_coders_words_change_no_event(desk: Desk, project: Project) -> None:
    before = project.events()
    (ghana,) = visits(project, "GHA")
    desk.reject(ghana.id, who="B", part=Part.SECOND)
    assert project.events() == before
    assert desk.undo(who="B").part is Part.SECOND
    assert SALE.id not in {w.claim.id for w in desk.awaiting(who="A")}
