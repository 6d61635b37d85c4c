"""Names with their instances, tours and their stops, series and their instances, meetings and their margins."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera import codebook
from foedera.events import assemble
from foedera.linking import link
from foedera.linking.names import names_in
from foedera.model import Amount, Claim, Link, Place, Role, Status, Text
from support_claims import claim, day, text

BOOK = codebook.load()
FIRST = text(
    "first",
    "The minister toured three capitals. He was in Quito. Navies held Rim Guard 2023. They trained in Rim Guard.\n\n"
    "More than twenty exercises were held. The leaders met. The two met on the sidelines. The visit was put off.",
    published="2023-06-20",
)
SECOND = text(
    "second",
    "He called at Lima. Rim Guard 2024 began. Envoys of six states gathered. It took place.",
    published="2023-06-21",
)
TEXTS = {t.id: t for t in (FIRST, SECOND)}


def exercise(words: str, source: Text = FIRST, **fields: Any) -> Claim:
    return claim(source, words, "joint_exercise", {"participant": ["PER", "CHL"]}, family="exercise_ops", **fields)


def visit(words: str, hosts: list[str], source: Text = FIRST, **fields: Any) -> Claim:
    return claim(source, words, "visit", {"visitor": "ESP", "host": hosts}, **fields)


def meeting(words: str, parties: list[str], source: Text = FIRST, **fields: Any) -> Claim:
    return claim(source, words, "meeting", {"participant": parties}, date=day("2023-06-19"), **fields)


def held(*claims: Claim) -> list[Link]:
    return [each for each in link(claims, TEXTS, BOOK) if each.score >= 0.5]


def relations(*claims: Claim) -> list[tuple[str, str, str]]:
    return [(each.relation, each.a, each.b) for each in held(*claims)]


# Names


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("the Shanti Prayas IV", ("shanti prayas", "4")),
        ("Balikatan 2024", ("balikatan", "2024")),
        ("Tianshan-2", ("tianshan", "2")),
        ("Vix", ("vix", None)),
        ("XIX", ("xix", None)),
        ("Treaty of Rescue at Sea", ("treaty of rescue at sea", None)),
    ],
)
def test_a_name_is_parted_from_its_instance(printed: str, name: tuple[str, str | None]) -> None:
    assert names_in(printed) == name


def test_two_instances_of_a_named_exercise_are_never_one_even_undated() -> None:
    one = exercise("Navies held Rim Guard 2023", attributes={"name": "Rim Guard 2023"})
    other = exercise("Rim Guard 2024 began", SECOND, attributes={"name": "Rim Guard 2024"})
    assert held(one, other) == []
    assert relations(one, replace(other, attributes={"name": "Rim Guard 23"}))  # short for 2023


def test_a_name_without_its_instance_is_open_to_any() -> None:
    one = exercise("Navies held Rim Guard 2023", attributes={"name": "Rim Guard 2023"}, date=day("2023-06"))
    bare = exercise("They trained in Rim Guard", attributes={"name": "Rim Guard"})
    assert [r for r, _, _ in relations(one, bare)] == ["same"]


def test_a_common_word_is_no_exercise_without_its_capital() -> None:
    lower = text("lower", "Patrols made a search of the strait. The search of the bay went on.", published="2023-06-20")
    one, two = (exercise(w, lower) for w in ("Patrols made a search of the strait", "The search of the bay went on"))
    assert all("Both name" not in why for each in link([one, two], {lower.id: lower}, BOOK) for why in each.reasons)


# Tours


TOUR = visit("The minister toured three capitals", ["ECU", "PER", "COL"], date=day("2023-06-10", "2023-06-16"))
QUITO = visit("He was in Quito", ["ECU"], date=day("2023-06-10"))
LIMA = visit("He called at Lima", ["PER"], SECOND, date=day("2023-06-13"))


def test_the_stops_of_a_tour_are_parts_of_it_and_none_is_one_with_another_or_with_it() -> None:
    assert sorted(relations(TOUR, QUITO, LIMA)) == sorted([("part", QUITO.id, TOUR.id), ("part", LIMA.id, TOUR.id)])
    published = {t.id: t.published for t in TEXTS.values()}
    events = assemble([TOUR, QUITO, LIMA], link([TOUR, QUITO, LIMA], TEXTS, BOOK), [], published=published, named={})
    assert len(events) == 3


def test_a_stop_elsewhere_or_at_another_time_is_no_part_of_the_tour() -> None:
    assert relations(TOUR, visit("He called at Lima", ["URY"], SECOND, date=day("2023-06-13"))) == []
    assert relations(TOUR, replace(LIMA, date=day("2023-08-13"))) == []


def test_a_tour_of_a_region_has_the_states_of_the_region_for_its_stops() -> None:
    region = visit("The minister toured three capitals", ["GRP:SouthAmerica"], date=day("2023-06-10", "2023-06-16"))
    assert relations(region, LIMA) == [("part", LIMA.id, region.id)]


# Series


COUNTED = exercise(
    "More than twenty exercises were held",
    date=day("2003-01-01", "2023-06-20"),
    amounts=(Amount("exercises", 20, 20, None, ">", "exercises", 0, 1),),
)
ONE = exercise("It took place", SECOND, date=day("2011-05"))


def test_a_count_of_instances_is_the_whole_of_each_and_never_one_with_it() -> None:
    assert relations(COUNTED, ONE) == [("part", ONE.id, COUNTED.id)]
    assert relations(COUNTED, replace(ONE, date=day("1999-05"))) == []


def test_a_habit_is_no_instance() -> None:
    habit = exercise("They trained in Rim Guard", status=Status.HABITUAL, attributes={"name": "Rim Guard"})
    once = exercise("Navies held Rim Guard 2023", attributes={"name": "Rim Guard 2023"}, date=day("2023-06"))
    assert relations(habit, once) == [("part", once.id, habit.id)]


# Summits


def test_a_summit_told_with_fewer_of_its_participants_is_the_same_and_talks_of_two_are_not() -> None:
    whole = meeting("Envoys of six states gathered", ["PER", "CHL", "BOL", "ECU", "ARG", "URY"], SECOND)
    fewer = meeting("The leaders met", ["PER", "CHL", "BOL", "ECU"])
    aside = meeting("The two met on the sidelines", ["PER", "CHL"])
    assert [r for r, *_ in relations(whole, fewer)] == ["same"]
    assert relations(whole, aside) == []
    assert relations(fewer, aside) == []


def test_a_host_named_in_one_report_only_does_not_part_two_reports_of_a_meeting() -> None:
    plain = meeting("The leaders met", ["PER", "CHL"])
    hosted = replace(
        meeting("Envoys of six states gathered", ["PER", "CHL"], SECOND),
        place=Place("PER", "Lima"),
    )
    hosted = replace(hosted, roles=(*hosted.roles, Role("host", "PER", "state", "PER", 0, 1)))
    assert [r for r, *_ in relations(plain, hosted)] == ["same"]


# Plans


def supply(words: str, source: Text, kind: str = "arms_transfer", number: float | None = None, **fields: Any) -> Claim:
    amounts = (Amount("number", number, number, number, "=", "items", 0, 1),) if number else ()
    told = {"items": "Huey II helicopters"}
    return claim(source, words, kind, {"supplier": "USA", "recipient": "KEN"}, family="materiel", attributes=told,
                 amounts=amounts, **fields)  # fmt: skip


PROMISED = text("promised", "Six helicopters will be supplied. The visit will go ahead.", published="2003-07-16")
LATER = text("later", "Two helicopters arrived. The gift arrived. The visit was postponed.", published="2008-02-01")


def test_a_named_thing_promised_without_a_date_is_tied_to_its_delivery_years_later_and_in_parts() -> None:
    texts = {t.id: t for t in (PROMISED, LATER)}
    plan = supply("Six helicopters will be supplied", PROMISED, number=6, status=Status.PLANNED)
    part = supply("Two helicopters arrived", LATER, number=2, date=day("2008-01"))
    (each,) = link([plan, part], texts, BOOK)
    assert (each.relation, each.a, each.b) == ("fulfils", plan.id, part.id)
    assert each.score >= 0.5
    assert "It brought 2 of the 6 planned." in each.reasons
    given = supply("The gift arrived", LATER, "aid_grant", date=day("2008-01"))
    assert [k.relation for k in link([plan, given], texts, BOOK) if k.score >= 0.5] == ["fulfils"]
    other = replace(part, attributes={"items": "patrol boats"})
    assert link([plan, other], texts, BOOK) == []


def test_the_plan_for_one_years_exercise_is_not_fulfilled_by_the_next() -> None:
    plan = exercise(
        "They trained in Rim Guard", status=Status.PLANNED, date=day("2023-07"), attributes={"name": "Rim Guard"}
    )
    held_in = exercise("It took place", SECOND, date=day("2023-07-12"), attributes={"name": "Rim Guard"})
    assert [r for r, *_ in relations(plan, held_in)] == ["fulfils"]
    assert relations(plan, replace(held_in, date=day("2024-07-12"))) == []
    undated = replace(plan, date=None)
    assert relations(undated, replace(held_in, date=day("2024-07-12"))) == []


def test_of_two_acts_that_might_have_carried_out_a_plan_only_the_better_did() -> None:
    plan = exercise("They trained in Rim Guard", status=Status.PLANNED, date=day("2023-07"))
    good = exercise("It took place", SECOND, date=day("2023-07-12"))
    late = replace(good, id="late", date=day("2023-08-20"))
    assert [b for r, _, b in relations(plan, good, late) if r == "fulfils"] == [good.id]


def test_a_plan_put_off_is_tied_to_the_report_that_says_so() -> None:
    plan = visit("The visit will go ahead", ["PER"], PROMISED, status=Status.PLANNED, date=day("2008-03"))
    put_off = visit("The visit was postponed", ["PER"], LATER, status=Status.CANCELLED, date=day("2008-03"))
    (each,) = [k for k in link([plan, put_off], {t.id: t for t in (PROMISED, LATER)}, BOOK) if k.score >= 0.5]
    assert (each.relation, each.a, each.b) == ("postpones", plan.id, put_off.id)


# Laws


@st.composite
def records(draw: st.DrawFn) -> list[Claim]:
    """Claims of few parties and days, so that many pairs meet, in two documents or in none that is known."""
    made = []
    for at in range(draw(st.integers(2, 9))):
        parties = draw(
            st.sampled_from([["PER", "CHL"], ["PER", "CHL"], ["PER", "CHL", "BOL"], ["PER"], ["CHL", "ECU"]])
        )
        kind = draw(st.sampled_from(["meeting", "joint_exercise"]))
        source = draw(st.sampled_from([FIRST, SECOND]))
        base = claim(source, "It took place" if source is SECOND else "The leaders met", kind, {"participant": parties})
        made.append(
            replace(
                base,
                id=f"c{at}",
                text_id=draw(st.sampled_from([base.text_id, f"unknown {at}"])),
                status=draw(st.sampled_from([Status.OCCURRED, Status.PLANNED, Status.HABITUAL, Status.CANCELLED])),
                negated=draw(st.integers(0, 5)) == 0,
                date=draw(
                    st.none() | st.sampled_from([day("2023-06-19"), day("2023-06"), day("2023"), day("2024-06-01")])
                ),
                attributes=draw(
                    st.sampled_from([{}, {"name": "Rim Guard"}, {"topics": "fishing"}, {"topics": "fishing"}])
                ),
            )
        )
    return made


@given(records(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=120)
def test_the_order_of_claims_and_texts_does_not_change_links(made: list[Claim], dice: Random) -> None:
    expected = link(made, TEXTS, BOOK)
    shuffled = dice.sample(made, len(made))
    assert link(shuffled, dict(reversed(TEXTS.items())), BOOK) == expected


@given(records())
@settings(deadline=None, max_examples=120)
def test_what_others_do_does_not_change_the_links_between_two(made: list[Claim]) -> None:
    apart = [replace(c, id=f"x{c.id}", roles=tuple(replace(r, actor=f"Q{r.actor[:2]}") for r in c.roles)) for c in made]
    together = link([*made, *apart], TEXTS, BOOK)
    ids = {c.id for c in made}
    assert [each for each in together if {each.a, each.b} <= ids] == link(made, TEXTS, BOOK)


@given(records())
@settings(deadline=None, max_examples=120)
def test_a_pair_that_is_linked_as_the_same_is_so_linked_when_alone(made: list[Claim]) -> None:
    by_id = {c.id: c for c in made}
    for each in link(made, TEXTS, BOOK):
        if each.relation == "same":
            assert each in link([by_id[each.b], by_id[each.a]], TEXTS, BOOK)
