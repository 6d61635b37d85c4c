from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from foedera import codebook, linking
from foedera.decisions import SURE
from foedera.events import assemble, link_name
from foedera.model import Amount, Claim, Event, Interval, Judgement, Link, Part, Precision, Status
from support_claims import claim, day, gold, text

PAPER = text("a", "Ghana's minister flew to Togo. He met his host. They signed a pact.", published="2019-05-10")
WIRE = text("b", "The Ghanaian minister went to Togo in May. A visit to Togo is planned.", published="2019-05-12")


def visit(words: str = "Ghana's minister flew to Togo", source: object = PAPER, **fields: object) -> Claim:
    return claim(source, words, "visit", {"visitor": "GHA", "host": "TGO"}, **fields)  # type: ignore[arg-type]


def same(a: Claim, b: Claim, score: float = 0.9) -> Link:
    return Link(min(a.id, b.id), max(a.id, b.id), score, ("Both report it.",))


def decide(subject: str, name: str, verdict: str, seq: int = 1, **values: str) -> Judgement:
    when = f"2020-01-01T00:00:00.{seq:06}+00:00"
    return Judgement("", subject, name, verdict, "an analyst", when, values=values).named()


def run(claims: list[Claim], links: list[Link] = [], judgements: list[Judgement] = [], **known: object) -> list[Event]:  # noqa: B006
    published = {PAPER.id: PAPER.published, WIRE.id: WIRE.published}
    return assemble(claims, links, judgements, published=published, named=known.get("named", {}))  # type: ignore[arg-type]


FIRST = visit(date=day("2019-05-08"))
AGAIN = visit("The Ghanaian minister went to Togo in May", WIRE, date=day("2019-05"))
PLANNED = visit("A visit to Togo is planned", WIRE, status=Status.PLANNED, date=day("2019-05"))


# Laws


@st.composite
def records(draw: st.DrawFn) -> tuple[list[Claim], list[Link], list[Judgement]]:
    """Claims of a few kinds and dates, with links and judgements among them, sensible or not."""
    size = draw(st.integers(1, 9))
    dates = st.none() | st.integers(0, 40).map(
        lambda n: Interval(d := date.fromordinal(737000 + 9 * n), d, Precision.DAY, "")
    )
    claims = [
        replace(
            FIRST,
            id=f"c{at}",
            text_id=draw(st.sampled_from(["a", "b", "z"])),
            type=draw(st.sampled_from(["visit", "meeting"])),
            family=draw(st.sampled_from(["contact", "contact", "structure"])),
            status=draw(st.sampled_from(list(Status)[:10])),
            negated=draw(st.booleans()),
            date=draw(dates),
        )
        for at in range(size)
    ]
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] < p[1])
    chosen = draw(st.lists(pairs, max_size=12, unique=True)) if size > 1 else []
    relations = st.sampled_from(["same", "same", "same", "fulfils", "denies", "cancels", "postpones", "part"])
    links = [Link(f"c{a}", f"c{b}", draw(st.floats(0.2, 1)), (f"{a} {b}",), draw(relations)) for a, b in chosen]
    judgements = [
        decide("link", link_name(f"c{a}", f"c{b}"), draw(st.sampled_from(["same", "different"])), seq)
        for seq, (a, b) in enumerate(draw(st.lists(pairs, max_size=4)) if size > 1 else [])
    ]
    judgements += [decide("claim", f"c{draw(st.integers(0, size - 1))}", "reject", 99)] if draw(st.booleans()) else []
    if size > 1 and draw(st.booleans()):
        at = draw(st.integers(1, size - 1))
        halves = [",".join(f"c{n}" for n in part) for part in (range(at), range(at, size))]
        judgements.append(decide("event", "e1", "split", draw(st.integers(0, 200)), claims=halves[0], rest=halves[1]))
    return claims, links, judgements


@given(records(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_of_input_does_not_change_events(
    record: tuple[list[Claim], list[Link], list[Judgement]], dice: Random
) -> None:
    shuffled = [list(part) for part in record]
    for part in shuffled:
        dice.shuffle(part)
    assert run(*record) == run(*shuffled)  # type: ignore[arg-type]


@given(records())
@settings(deadline=None)
def test_every_claim_of_an_event_family_that_nobody_rejected_is_in_exactly_one_event(
    record: tuple[list[Claim], list[Link], list[Judgement]],
) -> None:
    claims, _, judgements = record
    rejected = {j.subject_id for j in judgements if j.verdict == "reject"}
    wanted = sorted(c.id for c in claims if c.family == "contact" and c.id not in rejected)
    assert sorted(c for e in run(*record) for c in e.claims) == wanted


@given(records())
@settings(deadline=None)
def test_no_event_mixes_done_with_planned_or_told_with_denied(
    record: tuple[list[Claim], list[Link], list[Judgement]],
) -> None:
    by_id = {c.id: c for c in record[0]}
    for event in run(*record):
        members = [by_id[c] for c in event.claims]
        assert len({(m.status.is_done, m.status.is_prospective, m.negated) for m in members}) == 1


@given(records())
@settings(deadline=None)
def test_a_second_assembly_keeps_every_name(record: tuple[list[Claim], list[Link], list[Judgement]]) -> None:
    first = run(*record)
    assert run(*record, named={c: e.id for e in first for c in e.claims}) == first


@given(records(), st.data())
@settings(deadline=None)
def test_names_are_never_shared_whatever_came_before(
    record: tuple[list[Claim], list[Link], list[Judgement]], data: st.DataObject
) -> None:
    named = {c.id: data.draw(st.sampled_from(["e1", "e2", "e3"])) for c in record[0] if data.draw(st.booleans())}
    names = [e.id for e in run(*record, named=named)]
    assert len(names) == len(set(names))


# Examples


def test_two_reports_of_one_visit_make_one_event_with_the_narrower_date() -> None:
    (event,) = run([FIRST, AGAIN], [same(FIRST, AGAIN)])
    assert event.date == FIRST.date
    assert event.claims == (FIRST.id, AGAIN.id)  # in the order of their reports
    assert event.reasons == ("Both report it.",)


def test_an_event_keeps_its_name_when_a_report_joins_it() -> None:
    for early, late in ((FIRST, AGAIN), (AGAIN, FIRST)):
        (before,) = run([early])
        (after,) = run([early, late], [same(FIRST, AGAIN)], named={early.id: before.id})
        assert after.id == before.id


def test_the_larger_part_of_a_split_event_keeps_the_name() -> None:
    third = visit("He met his host", date=day("2019-05-08"))
    links = [same(FIRST, third)]
    together = run([FIRST, AGAIN, third], [*links, same(FIRST, AGAIN)])
    (name,) = {e.id for e in together}
    named = dict.fromkeys((FIRST.id, AGAIN.id, third.id), name)
    parts = run([FIRST, AGAIN, third], links, named=named)
    assert {len(e.claims): e.id == name for e in parts} == {2: True, 1: False}


def test_a_plan_is_tied_to_the_event_that_fulfilled_it_and_never_merged() -> None:
    done, planned = sorted(
        run([FIRST, PLANNED], [Link(PLANNED.id, FIRST.id, 0.8, ("In time.",), "fulfils")]), key=lambda e: e.status
    )
    assert (done.status, planned.status) == (Status.OCCURRED, Status.PLANNED)
    assert done.fulfils == (planned.id,)
    assert planned.fulfilled_by == (done.id,)


def test_a_rejected_claim_makes_no_event_until_the_rejection_is_withdrawn() -> None:
    assert run([FIRST], [], [decide("claim", FIRST.id, "reject")]) == []
    assert len(run([FIRST], [], [decide("claim", FIRST.id, "reject", 1), decide("claim", FIRST.id, "accept", 2)])) == 1


def test_what_the_coder_is_unsure_of_makes_no_event_until_somebody_accepts_or_corrects_it() -> None:
    weak = replace(FIRST, confidence=SURE - 0.01)
    assert run([weak]) == []
    assert run([weak], [], [decide("claim", weak.id, "unsure")]) == []
    for verdict in ("accept", "correct"):
        assert len(run([weak], [], [decide("claim", weak.id, verdict)])) == 1
    assert run([weak], [], [decide("claim", weak.id, "accept", 1), decide("claim", weak.id, "reject", 2)]) == []
    assert len(run([replace(FIRST, confidence=SURE)])) == 1


def test_a_person_may_part_what_a_link_joins_and_join_what_none_does() -> None:
    name = link_name(FIRST.id, AGAIN.id)
    assert len(run([FIRST, AGAIN], [same(FIRST, AGAIN)], [decide("link", name, "different")])) == 2
    assert len(run([FIRST, AGAIN], [], [decide("link", name, "same")])) == 1


def test_joining_two_events_loses_no_claim_of_either_though_their_dates_differ() -> None:
    early = [visit(date=day("2019-05-08")), visit("He met his host", date=day("2019-05-08"))]
    late = [replace(AGAIN, date=day("2019-09")), visit("They signed a pact", date=day("2019-09"))]
    links = [same(*early), same(*late)]
    assert sorted(len(e.claims) for e in run([*early, *late], links)) == [2, 2]
    (event,) = run([*early, *late], links, [decide("link", link_name(early[0].id, late[1].id), "same")])
    assert len(event.claims) == 4
    assert [c.field for c in event.conflicts] == ["date"]
    assert "an analyst held them to be one." in event.reasons


def test_a_split_parts_claims_whatever_their_links_and_a_later_merge_joins_them_again() -> None:
    third = visit("He met his host", date=day("2019-05-08"))
    claims, links = [FIRST, AGAIN, third], [same(FIRST, AGAIN), same(FIRST, third), same(AGAIN, third)]
    split = decide("event", "e1", "split", 1, claims=third.id, rest=f"{FIRST.id}, {AGAIN.id}")
    assert sorted(len(e.claims) for e in run(claims, links, [split])) == [1, 2]
    merged = [decide("link", link_name(third.id, each.id), "same", 2) for each in (FIRST, AGAIN)]
    assert len(run(claims, links, [split, *merged])) == 1


def test_undoing_a_judgement_restores_what_was() -> None:
    parted = decide("link", link_name(FIRST.id, AGAIN.id), "different")
    before = run([FIRST, AGAIN], [same(FIRST, AGAIN)])
    undo = decide("judgement", parted.id, "undo", 2)
    assert run([FIRST, AGAIN], [same(FIRST, AGAIN)], [parted, undo]) == before
    redo = decide("judgement", undo.id, "undo", 3)
    assert len(run([FIRST, AGAIN], [same(FIRST, AGAIN)], [parted, undo, redo])) == 2


def test_a_second_coder_who_works_blind_changes_no_event() -> None:
    blind = replace(decide("claim", FIRST.id, "reject"), part=Part.SECOND)
    assert run([FIRST], [], [blind]) == run([FIRST])


def test_an_event_tells_what_was_reported_of_it_when() -> None:
    ongoing = replace(AGAIN, status=Status.ONGOING)
    (event,) = run([ongoing, FIRST], [same(FIRST, ongoing)])
    assert [(r.reported, r.status, r.claims) for r in event.history] == [
        (date(2019, 5, 10), Status.OCCURRED, (FIRST.id,)),
        (date(2019, 5, 12), Status.ONGOING, (ongoing.id,)),
    ]
    assert (event.first_reported, event.last_reported) == (date(2019, 5, 10), date(2019, 5, 12))


def test_a_plan_that_fell_due_in_silence_has_lapsed_and_not_before() -> None:
    planned = replace(PLANNED, date=day("2019-06-01", "2019-06-20"))

    def lapsed(until: str, *links: Link) -> date | None:
        published = {WIRE.id: WIRE.published, PAPER.id: day(until)}
        events = assemble([FIRST, planned], links, [], published=published, named={})
        (plan,) = (e for e in events if e.status is Status.PLANNED)
        return plan.lapsed

    assert lapsed("2019-07-10") is None
    assert lapsed("2019-09-01") == date(2019, 6, 20)
    for relation in ("fulfils", "cancels", "postpones"):
        assert lapsed("2019-09-01", Link(planned.id, FIRST.id, 0.9, ("Told.",), relation)) is None


def test_what_ended_a_plan_and_the_whole_of_a_part_are_told_from_both_sides() -> None:
    off = replace(AGAIN, status=Status.CANCELLED, id="off")
    put_off = replace(AGAIN, status=Status.CANCELLED, id="put-off", type="meeting")
    tour = visit("They signed a pact", date=day("2019-05"))
    links = [
        Link(PLANNED.id, off.id, 0.9, ("Called off.",), "cancels"),
        Link(PLANNED.id, put_off.id, 0.9, ("Put off.",), "postpones"),
        Link(FIRST.id, tour.id, 0.9, ("A stop.",), "part"),
    ]
    home = {c: e for e in run([FIRST, PLANNED, off, put_off, tour], links) for c in e.claims}
    assert home[PLANNED.id].cancelled_by == (home[off.id].id,)
    assert home[PLANNED.id].postponed_by == (home[put_off.id].id,)
    assert home[FIRST.id].part_of == (home[tour.id].id,)
    assert home[tour.id].parts == (home[FIRST.id].id,)


def test_one_vague_claim_does_not_melt_two_dated_happenings() -> None:
    later = visit("He met his host", date=day("2019-11-02"))
    vague = replace(AGAIN, date=day("2019"))
    made = run([FIRST, later, vague], [same(FIRST, vague), same(later, vague, 0.8)])
    assert sorted(len(e.claims) for e in made) == [1, 2]


def test_dates_that_do_not_meet_are_shown_side_by_side_where_a_link_excuses_them() -> None:
    late = replace(AGAIN, date=day("2019-06"))
    (event,) = run([FIRST, late], [same(FIRST, late)])
    (conflict,) = event.conflicts
    assert conflict.field == "date"
    assert conflict.values == (("2019-05-08", (FIRST.id,)), ("2019-06-01/2019-06-30", (late.id,)))


def test_disjoint_numbers_conflict_and_meeting_ones_do_not() -> None:
    def with_troops(base: Claim, value: float, op: str, low: float | None, high: float | None) -> Claim:
        return replace(base, amounts=(Amount("troops", value, low, high, op, "persons", 0, 1),))

    exact, other = with_troops(FIRST, 300, "=", 300, 300), with_troops(AGAIN, 450, "=", 450, 450)
    (event,) = run([exact, other], [same(FIRST, AGAIN)])
    assert [(c.field, [v for v, _ in c.values]) for c in event.conflicts] == [
        ("troops", ["300 persons", "450 persons"])
    ]
    (event,) = run([exact, with_troops(AGAIN, 100, ">", 100, None)], [same(FIRST, AGAIN)])
    assert event.conflicts == ()


def test_a_denial_stands_beside_what_it_denies() -> None:
    denied = replace(AGAIN, negated=True)
    a, b = sorted((FIRST.id, AGAIN.id))
    made = run([FIRST, denied], [Link(a, b, 0.9, ("The same visit.",), "denies")])
    assert len(made) == 2
    assert all(e.conflicts[0].values == (("denied", (denied.id,)), ("reported", (FIRST.id,))) for e in made)


def test_structure_and_assessments_make_no_events() -> None:
    assert run([replace(FIRST, family="structure"), replace(AGAIN, family="assessment")]) == []


def test_the_summits_of_one_report_come_out_once_each_from_the_hand_coded_gold() -> None:
    book = codebook.load()
    texts, claims = gold(book, ("000",))
    made = assemble(
        claims,
        linking.link(claims, texts, book),
        [],
        published={k: t.published for k, t in texts.items()},
        named={},
    )
    summits = [
        (e.type, e.date.first.isoformat()[:7], len(e.claims))
        for e in made
        if e.type in {"meeting", "joint_declaration"} and e.date
    ]
    assert sorted(summits) == [
        ("joint_declaration", "2009-04", 2),
        ("joint_declaration", "2012-06", 3),
        ("meeting", "2009-04", 1),
        ("meeting", "2012-06", 1),
    ]
