"""The review on a screen, driven by its keys; what is in the record is read by another connection while it runs."""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input

from foedera import store
from foedera.model import Copy, Part, Passage
from foedera.project import Project, open_project
from foedera.review import Session, Wanted, read_keys, session
from foedera.review.screen import Ask, ReviewApp, Sheet
from support_review import claim_in, judged, make_project

Steps = Callable[[Pilot[None], Project], Awaitable[None]]


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("review") / "record")


@pytest.fixture
def record(coded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(coded, tmp_path / "record"))


def drive(
    record: Path,
    steps: Steps,
    *,
    who: str = "Ann",
    size: tuple[int, int] = (80, 24),
    part: Part = Part.FIRST,
    wanted: Wanted | None = None,
) -> None:
    async def run() -> None:
        with open_project(record) as project:
            session = Session(project, who=who, part=part, wanted=wanted)
            app = ReviewApp(session, read_keys(project.folder))
            async with app.run_test(size=size) as pilot:
                await steps(pilot, project)

    asyncio.run(run())


def session_of(pilot: Pilot[None]) -> Session:
    app: Any = pilot.app
    found: Session = app.session
    return found


def shown(pilot: Pilot[None]) -> str:
    """What stands on the screen, line by line."""
    lines: dict[float, list[tuple[float, str]]] = {}
    for x, y, words in re.findall(r'<text [^>]*?x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', _svg(pilot)):
        lines.setdefault(float(y), []).append((float(x), html.unescape(words).replace("\xa0", " ")))
    return "\n".join("".join(words for _, words in sorted(lines[y])).rstrip() for y in sorted(lines))


def _svg(pilot: Pilot[None]) -> str:
    return pilot.app.export_screenshot()


async def go_to(pilot: Pilot[None], words: str) -> None:
    await pilot.press("slash", *words.replace(" ", "_").replace("_", " "), "enter")
    await pilot.pause()


async def typed(pilot: Pilot[None], words: str) -> None:
    """Words into the input that is open, and Enter."""
    pilot.app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await pilot.pause()


# Deciding


@pytest.mark.parametrize(("key", "verdict"), [("enter", "accept"), ("x", "reject"), ("u", "unsure")])
def test_a_key_decides_and_goes_on(record: Path, key: str, verdict: str) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        first = session_of(pilot).current
        await pilot.press(key)
        assert [(s, v, w) for s, v, w, _, _ in judged(record)] == [("claim", verdict, "Ann")]
        assert first is not None
        assert project.store.judgements()[0].subject_id == first.claim.id
        assert session_of(pilot).current is not first
        assert "1 decided" in shown(pilot)

    drive(record, steps)


def test_next_and_previous_decide_nothing_and_stop_at_the_ends(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await pilot.press("k")
        assert "first of the queue" in shown(pilot)
        await pilot.press("j", "j", "k")
        assert "2 of 8" in shown(pilot)
        await pilot.press(*"jjjjjjjj")
        assert "last of the queue" in shown(pilot)
        assert judged(record) == []

    drive(record, steps)


def test_a_wrong_correction_is_refused_in_place_and_a_right_one_is_kept(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "oman")
        await pilot.press("e")
        await typed(pilot, "status=finished")
        assert isinstance(pilot.app.screen, Ask)
        assert "Not done: " in shown(pilot)
        assert pilot.app.screen.query_one(Input).value == "status=finished"
        assert judged(record) == []
        await typed(pilot, "status=planned; role.recipient=Kenya")
        assert not isinstance(pilot.app.screen, Ask)
        (made,) = judged(record)
        assert made[:4] == ("claim", "correct", "Ann", {"status": "planned", "role.recipient": "KEN"})
        assert "planned" in shown(pilot)
        assert "KEN Kenya" in shown(pilot)

    drive(record, steps)


def test_fields_values_and_commands_are_completed(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "oman")
        await pilot.press("e", *"stat")
        await pilot.pause()
        await pilot.press("right", *"pla")
        await pilot.pause()
        await pilot.press("right", "enter")
        await pilot.pause()
        assert judged(record)[0][3] == {"status": "planned"}
        await pilot.press("colon", *"credibility 2")
        await pilot.press("enter")
        await pilot.pause()
        assert judged(record)[1][1:4] == ("credibility", "Ann", {"credibility": "2"})

    drive(record, steps)


def test_digits_grade_the_claim_and_capitals_its_source(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "oman")
        await pilot.press("3", "B")
        assert [(s, v, w, values) for s, v, w, values, _ in judged(record)] == [
            ("claim", "credibility", "Ann", {"credibility": "3"}),
            ("source", "grade", "Ann", {"reliability": "B"}),
        ]
        assert "B by Ann" in " ".join(f.value for f in card_of(pilot).fields)

    drive(record, steps)


def card_of(pilot: Pilot[None]) -> Any:
    card = session_of(pilot).card()
    assert card is not None
    return card


def test_a_claim_is_taken_out_of_its_event(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        one, other = claim_in(project, "andes"), claim_in(project, "andes2")
        await go_to(pilot, "3 may 2019")
        assert project.store.event_of(one) == project.store.event_of(other)
        assert "Coast Courier" in " ".join(c.heading for c in card_of(pilot).event.columns)
        await pilot.press("s")
        assert judged(record)[-1][:4] == ("event", "split", "Ann", {"claims": one, "rest": other})
        project.resolve()
        assert project.store.event_of(one) != project.store.event_of(other)

    drive(record, steps)


def test_a_claim_is_merged_with_one_of_those_near_it(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        one, other = claim_in(project, "andes3"), claim_in(project, "andes")
        await go_to(pilot, "12 may 2019")
        assert project.store.event_of(one) != project.store.event_of(other)
        await pilot.press("m")
        await pilot.pause()
        assert "Coast Courier, 2019-05-06: visit, occurred" in shown(pilot)
        await typed(pilot, "7")
        assert "no candidate 7" in shown(pilot)
        await typed(pilot, other[:10])
        assert judged(record)[-1][:3] == ("link", "same", "Ann")
        assert project.store.event_of(one) == project.store.event_of(other)
        assert "Coast Courier" not in [c.heading for c in session_of(pilot).candidates()]
        await pilot.press("z")
        assert project.store.event_of(one) != project.store.event_of(other)

    drive(record, steps)


def test_splitting_a_claim_that_is_alone_is_refused(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "oman")
        await pilot.press("s")
        assert "nothing to split" in " ".join(shown(pilot).split())
        assert judged(record) == []

    drive(record, steps)


def test_no_key_is_active_while_one_types(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await pilot.press("n", *"xuz q3B?/", "enter")
        await pilot.pause()
        assert [(v, why) for _, v, _, _, why in judged(record)] == [("note", "xuz q3B?/")]
        await pilot.press("n", *"not kept", "escape")
        await pilot.pause()
        assert len(judged(record)) == 1
        await pilot.press("x")
        assert judged(record)[-1][1] == "reject"

    drive(record, steps)


def test_undo_takes_back_the_last_decision_and_goes_back_to_its_claim(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        session = session_of(pilot)
        first = session.current
        await pilot.press("x", "enter", "z")
        assert [v for _, v, _, _, _ in judged(record)] == ["reject", "accept", "undo"]
        await pilot.press("z")
        assert [v for _, v, _, _, _ in judged(record)] == ["reject", "accept", "undo", "undo"]
        assert first is not None
        assert session.current is not None
        assert session.current.claim.id == first.claim.id
        assert session.left == 8
        await pilot.press("z")
        assert "nothing here that could be taken back" in " ".join(shown(pilot).split())

    drive(record, steps)


def test_undo_reaches_back_into_an_earlier_session(record: Path) -> None:
    async def first(pilot: Pilot[None], project: Project) -> None:
        await pilot.press("x")

    async def later(pilot: Pilot[None], project: Project) -> None:
        assert session_of(pilot).left == 7
        await pilot.press("z")
        assert judged(record)[-1][1] == "undo"
        assert session_of(pilot).left == 8

    drive(record, first)
    drive(record, later)


def test_the_next_session_starts_with_what_is_left(record: Path) -> None:
    async def first(pilot: Pilot[None], project: Project) -> None:
        await pilot.press("enter", "x", "q")

    async def later(pilot: Pilot[None], project: Project) -> None:
        decided = {j.subject_id for j in project.store.judgements()}
        current = session_of(pilot).current
        assert current is not None
        assert current.claim.id not in decided
        assert "1 of 6, 0 decided" in shown(pilot)

    drive(record, first)
    drive(record, later)


def test_the_end_of_the_queue_says_so_and_what_next(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await pilot.press(*["enter"] * 8)
        assert "The queue is through: 8 decided." in shown(pilot)
        assert "foedera review --part second" in shown(pilot)
        await pilot.press("enter", "x", "3")
        assert "no claim is shown" in shown(pilot)
        assert len(judged(record)) == 8
        await pilot.press("k")
        assert "accept by Ann" in shown(pilot)

    async def later(pilot: Pilot[None], project: Project) -> None:
        assert "Nothing awaits a decision." in shown(pilot)

    drive(record, steps)
    drive(record, later, who="Ben")


# Finding


def test_search_goes_round_the_queue_and_says_where_there_is_nothing(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "joint exercise")
        assert card_of(pilot).claim_id == claim_in(project, "north")
        await go_to(pilot, "patrol tanzania")
        assert card_of(pilot).claim_id == claim_in(project, "gulf")
        await pilot.press("slash")
        await typed(pilot, "xylophone")
        assert "no claim in the queue holds" in shown(pilot)

    drive(record, steps)


def test_the_queue_can_be_narrowed(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        assert "1 of 3" in shown(pilot)
        assert "PER Peru" in shown(pilot)

    async def none(pilot: Pilot[None], project: Project) -> None:
        assert "Nothing that you asked for awaits a decision." in shown(pilot)

    drive(record, steps, wanted=Wanted(actor=["Ecuador"], type=["visit"]))
    drive(record, none, wanted=Wanted(actor=["Ecuador"], document=["gulf"]))


def test_the_sheet_comes_and_goes(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, Sheet)
        assert "Accept the claim as it stands" in shown(pilot)
        await pilot.press("x")
        assert not isinstance(pilot.app.screen, Sheet)
        assert judged(record) == []

    drive(record, steps)


def test_a_project_has_keys_of_its_own(record: Path) -> None:
    (record / "review.yml").write_text("keys: {reject: [w], accept: []}\n", encoding="utf-8")

    async def steps(pilot: Pilot[None], project: Project) -> None:
        await pilot.press("enter", "x")
        assert judged(record) == []
        await pilot.press("w")
        assert judged(record)[0][1] == "reject"

    drive(record, steps)


# What may be seen


def test_the_machines_confidence_is_shown_only_once_one_has_decided(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        assert "machine" not in [f.name for f in card_of(pilot).fields]
        await pilot.press("enter", "k")
        assert "machine" in [f.name for f in card_of(pilot).fields]

    drive(record, steps)


def test_a_second_coder_sees_nothing_of_the_first(record: Path) -> None:
    async def first(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "oman")
        await pilot.press("B", "5", "n", *"doubtful to me", "enter")
        await pilot.press("e")
        await typed(pilot, "status=planned")
        await pilot.press("x")
        await go_to(pilot, "3 may 2019")
        await pilot.press("enter")

    seen: list[str] = []

    async def second(pilot: Pilot[None], project: Project) -> None:
        for _ in range(2):
            card = card_of(pilot)
            assert card.event is None
            assert {"reliability", "credibility", "machine"}.isdisjoint(f.name for f in card.fields)
            seen.append(repr(card) + shown(pilot))
            await pilot.press("enter")
        assert "The queue is through: 2 decided." in shown(pilot)
        await pilot.press("k")
        assert "machine" not in [f.name for f in card_of(pilot).fields]
        await pilot.press("m")
        await typed(pilot, "1")
        assert "a second coder decides about claims by themselves" in " ".join(shown(pilot).split())

    drive(record, first, who="Ann Example")
    drive(record, second, who="Ben", part=Part.SECOND, size=(120, 60))
    told = " ".join(seen)
    assert "Oman delivered" in told
    for hint in ("Ann Example", "rejected", "verdict", "doubtful to me", "planned", "B by", "in conflict"):
        assert hint not in told
    with open_project(record) as project:
        assert [j.part for j in project.store.judgements() if j.who == "Ben"] == [Part.SECOND, Part.SECOND]


def test_what_another_decides_meanwhile_is_seen(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        claim = card_of(pilot).claim_id
        with open_project(record) as other:
            other.desk.note(claim, "the embassy denied it", who="Ben")
        await pilot.press("3")
        assert [line.split(" by ")[0] for line in card_of(pilot).decided] == ["note", "credibility 3"]
        assert "the embassy denied it" in shown(pilot)

    drive(record, steps)


def test_an_adjudication_lays_both_codings_side_by_side_and_settles(record: Path) -> None:
    async def first(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "oman")
        await pilot.press("x")

    async def second(pilot: Pilot[None], project: Project) -> None:
        await pilot.press("enter")

    async def third(pilot: Pilot[None], project: Project) -> None:
        assert "1 of 1" in shown(pilot)
        codings = card_of(pilot).codings
        assert ["Ann" in codings[0].heading, "Ben" in codings[1].heading] == [True, True]
        assert [c.fields["verdict"] for c in codings] == ["reject", "accept"]
        await pilot.press("u")
        assert "an adjudication settles" in " ".join(shown(pilot).split())
        await pilot.press("greater_than_sign")
        assert "The queue is through" in shown(pilot)

    drive(record, first)
    drive(record, second, who="Ben", part=Part.SECOND)
    drive(record, third, who="Cem", part=Part.ADJUDICATION, size=(100, 50))
    with open_project(record) as project:
        assert project.store.judgements()[-1].part is Part.ADJUDICATION
        assert project.desk.disagreements() == []


def test_a_near_copy_is_announced_with_its_passage(record: Path) -> None:
    with open_project(record) as project:
        project.resolve()
        by = str(project.store.meta("linked")).split(" ", 1)[1]
        copy = Copy("andes", "andes2", 0.5, (Passage(43, 60, 0, 17),))
        assert project.store.put_links(
            project.store.links(), [copy], revision=project.store.revision(of_claims=True), by=by
        )

    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "3 may 2019")
        assert "Near-copy: 50% shared with Coast Courier, 2019-05-06" in " ".join(shown(pilot).split())

    drive(record, steps)


# Any terminal, any text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (200, 60)])
def test_every_report_fits_every_window(record: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        for _ in range(8):
            lines = shown(pilot).splitlines()
            assert max(map(cell_len, lines)) <= size[0]
            assert "quit" in lines[-1]
            assert pilot.app.screen.query_one("#body").size.height > size[1] // 3
            await pilot.press("j")

    drive(record, steps, size=size)


def test_a_window_that_changes_its_size_keeps_the_place(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "oman")
        for width, height in ((120, 40), (60, 15), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert "Oman" in shown(pilot)
            assert max(map(cell_len, shown(pilot).splitlines())) <= width
        await pilot.press("x")
        assert project.store.judgements()[0].subject_id == claim_in(project, "gulf")

    drive(record, steps)


def test_hostile_words_are_shown_and_do_nothing(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "ghana")
        words = shown(pilot)
        assert "[bold red]Nobody[/] expected ␛[2J it." in words
        assert "[link=http://x.example]at dawn[/link]" in " ".join(words.split())
        assert not [c for c in words + repr(card_of(pilot)) if c in "\x1b\x07\u202e"]
        assert "\\x1b" not in repr(card_of(pilot))

    drive(record, steps)


def test_where_events_take_long_to_work_out_a_decision_does_not_wait_for_them(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "QUICK_SECONDS", -1.0)

    async def steps(pilot: Pilot[None], project: Project) -> None:
        one, other = claim_in(project, "andes"), claim_in(project, "andes2")
        await go_to(pilot, "oman")
        await pilot.press("enter")  # after which it is known to take long
        await go_to(pilot, "3 may 2019")
        await pilot.press("x", "k")
        await go_to(pilot, "4 may 2019")
        assert project.store.event_of(one) == project.store.event_of(other)
        assert "as it was before your last decisions" in " ".join(shown(pilot).split())
        await pilot.press("z")
        assert "as it was before your last decisions" not in " ".join(shown(pilot).split())
        await pilot.press("x")
        await go_to(pilot, "12 may 2019")
        await pilot.press("m")
        await typed(pilot, other[:10])
        assert project.store.event_of(one) is None

    drive(record, steps)


def test_right_to_left_words_have_lines_of_their_own(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        pair = pilot.app.screen.query_one("#pair")
        await go_to(pilot, "oman")
        assert not pair.has_class("-turned")
        await go_to(pilot, "jordan")
        assert pair.has_class("-turned")
        left, right = (pilot.app.screen.query_one(name).region for name in ("#left", "#right"))
        assert left.bottom <= right.y

    drive(record, steps, size=(140, 40))


def test_without_colour_all_is_told_by_signs_and_words(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "3 may 2019")
        assert pilot.app.no_color
        assert "‹Ecuador's defence minister¹ visited Peru² on 3 May 2019›" in " ".join(shown(pilot).split())
        assert "≠ date" in shown(pilot)
        assert "! in conflict: date" in shown(pilot)
        colours = set(re.findall(r"fill: #([0-9a-f]{6})", _svg(pilot))) - {"c5c8c6"}  # of the picture's frame
        assert colours
        assert all(len({c[:2], c[2:4], c[4:]}) == 1 for c in colours)

    drive(record, steps, size=(80, 60))


# Mishaps


def test_a_document_that_goes_while_one_reviews_is_left_out(record: Path) -> None:
    async def steps(pilot: Pilot[None], project: Project) -> None:
        await go_to(pilot, "oman")
        with open_project(record) as other:
            other.remove("gulf")
        await pilot.press("enter")
        await pilot.pause()
        assert "Not done" in shown(pilot)
        assert "of 7" in shown(pilot)
        assert judged(record) == []
        await pilot.press("x")
        assert len(judged(record)) == 1

    drive(record, steps)


def test_a_record_that_another_process_holds_is_told_and_nothing_is_lost(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)

    async def steps(pilot: Pilot[None], project: Project) -> None:
        before = session_of(pilot).current
        other = sqlite3.connect(record / "foedera.db", isolation_level=None)
        other.execute("begin immediate")
        await pilot.press("x")
        assert "Not done" in shown(pilot)
        assert session_of(pilot).current is before
        other.execute("rollback")
        other.close()
        await pilot.press("x")
        assert judged(record)[0][1] == "reject"

    drive(record, steps)
