"""Corrections laid over claims, actors held to be one, and what stands when words are taken back."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedera.codebook import Codebook, load
from foedera.codebook.deriving import derive
from foedera.decisions import apart, in_force, latest, link_name, pair_of, second_words, undoing
from foedera.errors import UsageError
from foedera.judging import applied, checked, misfits, parsed
from foedera.judging.fields import FIELD, difference, kind_of
from foedera.model import Amount, Claim, Judgement, Part, Role, Status
from foedera.records import claim_from, record_of
from support_judging import CLAIMS, MEETING, PAPER, SALE, VISIT, decide, histories, undo

BOOK = load()


def corrected(claim: Claim, **values: str) -> Claim:
    kept = {key.replace("__", "."): value for key, value in values.items()}
    return laid_over(claim, kept)


def laid_over(claim: Claim, values: dict[str, str]) -> Claim:
    word = Judgement("j", "claim", claim.id, "correct", "A. Reader", "1", values=checked(claim, values, BOOK))
    (now,) = applied([claim], [word], BOOK)
    return now


# Laws of taking back


@given(histories())
def test_an_undoing_restores_exactly_what_was_before(said: list[Judgement]) -> None:
    word = decide("claim", VISIT.id, "correct", 50, status="planned")
    back = undo(word, 51, "B. Other")
    assert in_force([*said, word, back]) == in_force(said)
    assert second_words([*said, word, back]) == second_words(said)
    assert applied(CLAIMS, [*said, word, back], BOOK) == applied(CLAIMS, said, BOOK)
    assert in_force([*said, word]) != in_force(said)


@given(histories(), st.integers(1, 6))
def test_undoing_an_undoing_reinstates(said: list[Judgement], depth: int) -> None:
    word = decide("claim", VISIT.id, "reject", 50)
    chain = [word]
    for at in range(depth):
        chain.append(undo(chain[-1], 51 + at))
    stands = depth % 2 == 0
    assert in_force([*said, *chain]) == in_force([*said, word] if stands else said)


@given(histories())
def test_an_undoing_may_be_of_any_judgement_that_stands_and_takes_away_that_one_alone(said: list[Judgement]) -> None:
    before = in_force(said)
    for each in before:
        assert in_force([*said, undo(each, 90)]) == [j for j in before if j is not each]


@given(histories(), st.randoms(use_true_random=False))
def test_order_in_which_judgements_come_in_is_immaterial(said: list[Judgement], dice: Random) -> None:
    shuffled = [*said, *said[:3]]
    dice.shuffle(shuffled)
    assert in_force(shuffled) == in_force(said)
    assert undoing(shuffled) == undoing(said)
    assert apart(CLAIMS, shuffled) == apart(CLAIMS, said)
    assert applied(CLAIMS, shuffled, BOOK) == applied(CLAIMS, said, BOOK)


@given(histories(size=5), histories(size=5, start=20))
def test_words_about_different_claims_may_come_in_either_order(one: list[Judgement], other: list[Judgement]) -> None:
    mine = [j for j in one if j.subject_id == VISIT.id]
    theirs = [j for j in other if j.subject_id == SALE.id]
    later = [replace(j, when=j.when.replace("2026", "2027")).named() for j in mine]
    assert applied(CLAIMS, [*mine, *theirs], BOOK) == applied(CLAIMS, [*later, *theirs], BOOK)
    assert apart(CLAIMS, [*mine, *theirs]) == apart(CLAIMS, [*later, *theirs])


def test_an_undoing_does_nothing_to_what_comes_after_it() -> None:
    word = decide("claim", VISIT.id, "reject", 5)
    assert in_force([undo(word, 4), word]) == [word]


def test_a_second_coder_undoes_only_a_second_coders_words() -> None:
    first, second = decide("claim", VISIT.id, "reject", 1), decide("claim", VISIT.id, "accept", 2, part=Part.SECOND)
    sly = decide("judgement", first.id, "undo", 3, part=Part.SECOND)
    assert in_force([first, second, sly]) == [first]
    assert second_words([first, second, undo(second, 4)]) == []


def test_a_correction_takes_a_rejection_back_and_a_rejection_a_correction() -> None:
    no, mended = decide("claim", VISIT.id, "reject", 1), decide("claim", VISIT.id, "correct", 2, status="planned")
    assert apart(CLAIMS, [no]) == {VISIT.id: "rejected"}
    assert apart(CLAIMS, [no, mended]) == {}
    later = replace(no, when=mended.when.replace("2026", "2027"))
    assert apart(CLAIMS, [mended, later]) == {VISIT.id: "rejected"}


@given(st.text(), st.text())
def test_a_pair_comes_back_from_its_name_whatever_is_in_it(a: str, b: str) -> None:
    assert pair_of(link_name(a, b)) == tuple(sorted((a, b)))
    assert link_name(a, b) == link_name(b, a)


def test_a_source_with_a_colon_in_its_name_keeps_it() -> None:
    word = decide("source", "Radio: The Voice", "grade", 1, reliability="B")
    assert list(latest([word], "source", "grade")) == ["Radio: The Voice"]


# Laws of corrections

_ACTORS = st.lists(
    st.sampled_from(["GHA", "Togo", "BEN", "ECOWAS", "GRP:CentralAsia", "WAGNER", "Nowhere"]), min_size=1, max_size=3
)
_TYPES = st.sampled_from([*BOOK.types, "no_type"])
_ROLES = sorted({r.name for kind in BOOK.types.values() for r in kind.roles})
_WORDS = st.text(max_size=12) | st.sampled_from(["unknown", "none", "0", "9999", "2012-13", "/", "yes"])
_VALUES = st.dictionaries(
    st.sampled_from(
        [
            "type",
            "status",
            "negated",
            "date",
            "place",
            "place.name",
            "voice",
            "amount.troops",
            "attribute.mode",
            "colour",
        ]
    )
    | st.builds(lambda r, how: f"role.{r}{how}", st.sampled_from(_ROLES), st.sampled_from(["", "+", "-"])),
    _WORDS
    | _TYPES
    | st.sampled_from([s.value for s in Status])
    | st.sampled_from(
        ["2012", "2012-06", "2012-06-03/2012-07", "2012/", "about 5,000 persons", "4-5 ships", "KAZ", "quoted"]
    )
    | _ACTORS.map(",".join),
    min_size=1,
    max_size=5,
)


def is_well_formed(claim: Claim) -> bool:
    kind = BOOK.types[claim.type]
    follows = derive(
        BOOK, kind, [(r.role, r.actor) for r in claim.roles], status=claim.status, negated=claim.negated,
        attributes=claim.attributes, is_told_by=lambda words: False,
    )  # fmt: skip
    is_view = BOOK.families[kind.family].group == "assessment"
    return (
        claim.family == kind.family
        and bool(claim.roles)
        and all(kind.role(r.role) for r in claim.roles)
        and all(not (k := kind.role(r.role)).kinds or r.kind in k.kinds for r in claim.roles)  # type: ignore[union-attr]
        and all(PAPER.body[r.start : r.end] for r in claim.roles)
        and (claim.status in (Status.ASSERTED, Status.FORECAST)) <= is_view
        and (claim.pairs, claim.dyads, dict(claim.codes)) == (follows.pairs, follows.dyads, dict(follows.codes))
        and claim_from(record_of(claim, PAPER)) == claim
    )


def derived(claim: Claim) -> Claim:
    """As a coder leaves it: with what follows from it."""
    follows = derive(
        BOOK, BOOK.types[claim.type], [(r.role, r.actor) for r in claim.roles], status=claim.status,
        negated=claim.negated, attributes=claim.attributes, is_told_by=lambda words: False,
    )  # fmt: skip
    return replace(claim, pairs=follows.pairs, dyads=follows.dyads, codes=follows.codes)


CODED = [derived(c) for c in CLAIMS]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CODED), _VALUES, _VALUES)
def test_corrections_keep_a_claim_well_formed_whatever_they_say(
    claim: Claim, values: dict[str, str], more: dict[str, str]
) -> None:
    """Those that a person makes are refused where they do not fit; those from elsewhere are passed over."""
    said = [decide("claim", claim.id, "correct", at, **v) for at, v in enumerate((values, more))]
    (now,) = applied([claim], said, BOOK)
    assert (now.id, now.text_id, now.quote, now.found_by) == (claim.id, claim.text_id, claim.quote, claim.found_by)
    assert is_well_formed(now)
    try:
        kept = checked(claim, values, BOOK)
    except UsageError:
        return
    assert not misfits([claim], [decide("claim", claim.id, "correct", 1, **kept)], BOOK)
    assert all(FIELD.fullmatch(key) for key in kept)
    assert checked(claim, kept, BOOK) == kept
    assert is_well_formed(laid_over(claim, values))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CODED), _VALUES)
def test_what_was_corrected_can_be_corrected_back(claim: Claim, values: dict[str, str]) -> None:
    said = decide("claim", claim.id, "correct", 1, **values)
    (now,) = applied([claim], [said], BOOK)
    back = difference(now, claim)
    again = [decide("claim", claim.id, "correct", 2, **checked(now, back, BOOK))] if back else []
    (restored,) = applied([claim], [said, *again], BOOK)
    assert difference(restored, claim) == {}
    assert (restored.dyads, restored.pairs, restored.codes) == (claim.dyads, claim.pairs, claim.codes)


def test_a_claim_about_which_nothing_was_decided_is_the_very_same() -> None:
    odd = replace(VISIT, codes={"cameo": "999"}, dyads=(("ZZZ", "YYY"),))
    (now,) = applied([odd], [decide("claim", MEETING.id, "correct", 1, status="planned")], BOOK)
    assert now is odd


# Examples of corrections


def test_a_planned_visit_has_other_codes_and_keeps_its_dyad() -> None:
    now = corrected(CODED[0], status="planned")
    assert (now.status, now.dyads) == (Status.PLANNED, (("GHA", "TGO"),))
    assert dict(now.codes) != dict(CODED[0].codes)
    assert corrected(CODED[0], negated="yes").dyads == ()
    assert corrected(CODED[0], status="requested").dyads == ()


def test_a_role_takes_names_codes_and_several() -> None:
    now = corrected(CODED[0], role__host="Kazakhstan, UZB")
    assert [(r.role, r.actor, r.kind) for r in now.roles] == [
        ("visitor", "GHA", "state"), ("host", "KAZ", "state"), ("host", "UZB", "state"),
    ]  # fmt: skip
    assert now.dyads == (("GHA", "KAZ"), ("GHA", "UZB"))
    added = laid_over(CODED[1], {"role.participant+": "GHA", "role.participant-": "BEN"})
    assert [r.actor for r in added.roles] == ["TGO", "GHA"]


def test_an_actor_that_stands_in_for_one_takes_over_its_words() -> None:
    role = replace(VISIT.roles[0], mention="Ghana's minister", start=0, end=16, level="deputy_minister")
    now = corrected(replace(VISIT, roles=(role, VISIT.roles[1])), role__visitor="BEN")
    assert now.roles[0] == replace(role, actor="BEN")


def test_another_type_wants_its_parties_placed() -> None:
    with pytest.raises(
        UsageError, match=r"type meeting has no role 'visitor', in which GHA stands. Place it in one of"
    ):
        checked(VISIT, {"type": "meeting"}, BOOK)
    now = corrected(VISIT, type="meeting", role__participant="GHA,TGO")
    assert (now.type, now.family, {r.actor for r in now.roles}) == ("meeting", "contact", {"GHA", "TGO"})
    assert {r.role for r in now.roles} <= {"participant", "host"}
    with pytest.raises(UsageError, match="Give status"):
        checked(MEETING, {"type": "assess_outlook", "role.subject": "TGO,BEN", "role.participant": "unknown"}, BOOK)


def test_dates_are_taken_in_every_form() -> None:
    assert str(corrected(VISIT, date="2012-06").date.end) == "2012-06-30"  # type: ignore[union-attr]
    span = corrected(VISIT, date="2012-06-03/2012-07").date
    assert span is not None
    assert (str(span.start), str(span.end), span.basis) == ("2012-06-03", "2012-07-31", "set by A. Reader")
    assert corrected(VISIT, date="/2012").date.start is None  # type: ignore[union-attr]
    assert corrected(corrected(VISIT, date="2012"), date="unknown").date is None


def test_amounts_replace_those_of_their_name() -> None:
    boats = replace(
        SALE, amounts=(Amount("boats", 12, 12, 12, "=", "ships", 0, 5), Amount("crew", 3, 3, 3, "=", "persons", 0, 5))
    )
    assert corrected(boats, amount__boats="about 20").amounts[0] == Amount("boats", 20, 18, 22, "about", "ships", 0, 5)
    assert [a.attribute for a in corrected(boats, amount__boats="unknown").amounts] == ["crew"]
    assert corrected(boats, amount__value="1,000-2,000 EUR").amounts[-1].op == "range"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"status": "wrong"}, "status: 'wrong' is no status .* Allowed: occurred"),
        ({"type": "visitation"}, "type: 'visitation' is no type. Allowed: .*visit"),
        ({"date": "2012-13"}, "'2012-13' is not a date. Write a year, a month or a day"),
        ({"date": "2013/2012"}, "ends before it starts"),
        ({"role.guest": "GHA"}, "type visit has no such role. It has: visitor, host"),
        ({"role.host": "Ghanna"}, "role.host: no actor 'Ghanna'.*Near:"),
        ({"role.host-": "BEN"}, "BEN is no host here. It has: visitor GHA; host TGO"),
        ({"role.host-": "TGO", "role.visitor": "unknown"}, "no party would be left"),
        ({"place": "ECOWAS"}, "is not a state"),
        ({"negated": "perhaps"}, "Allowed: yes, no"),
        ({"voice": "sung"}, "Allowed: author, cited"),
        ({"amount.troops": "many"}, "is not an amount"),
        ({"amount.troops": "12"}, "is not an amount with a unit"),
        ({"attribute.colour": "red"}, "has no such attribute. It has: level"),
        ({"colour": "red"}, "no field 'colour' of a claim. Known: type, status"),
        ({"status": " "}, "no value is given"),
        ({}, "nothing to correct"),
    ],
)
def test_a_correction_that_cannot_be_says_what_can(values: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        checked(VISIT, values, BOOK)


def test_corrections_are_read_as_written() -> None:
    assert parsed(["status = planned", "role.host+=KAZ", "attribute.name=a=b"]) == {
        "status": "planned", "role.host+": "KAZ", "attribute.name": "a=b",
    }  # fmt: skip
    with pytest.raises(UsageError, match="is not a correction"):
        parsed(["planned"])
    with pytest.raises(UsageError, match="given twice"):
        parsed(["date=2012", "date=2013"])


def test_a_party_carried_over_makes_no_dyad_until_a_person_names_it() -> None:
    """What the coder knew beyond the record is told by what it derived, and outlives a correction of the status."""
    supposed = replace(CODED[0], dyads=())
    assert corrected(supposed, status="planned").dyads == ()
    assert corrected(supposed, role__host="TGO,BEN").dyads == (("BEN", "GHA"), ("GHA", "TGO"))


def test_the_word_that_reports_a_claim_still_chooses_its_codes() -> None:
    given_free = derive(
        BOOK, BOOK.types["arms_transfer"], [(r.role, r.actor) for r in SALE.roles], status=SALE.status, negated=False,
        attributes={}, is_told_by=lambda words: True,
    )  # fmt: skip
    told = replace(SALE, pairs=given_free.pairs, dyads=given_free.dyads, codes=given_free.codes)
    assert dict(told.codes) != dict(CODED[2].codes)
    assert corrected(told, role__recipient="UGA").codes == told.codes


# Actors


def test_actors_held_to_be_one_go_by_the_code_of_the_codebook() -> None:
    private = replace(VISIT, roles=(Role("visitor", "Wagner", "nonstate", "x", 0, 1), VISIT.roles[1]))
    (now,) = applied([private], [decide("actor", link_name("Wagner", "GHA"), "same", 1)], BOOK)
    assert [(r.actor, r.kind) for r in now.roles] == [("GHA", "state"), ("TGO", "state")]
    assert now.dyads == (("GHA", "TGO"),)
    (named,) = applied([private], [decide("actor", link_name("Wagner", "A group"), "same", 1)], BOOK)
    assert named.roles[0].actor == "A group"


def test_different_parts_again_and_is_never_overridden_by_a_third() -> None:
    same, other = (
        decide("actor", link_name("GHA", "TGO"), "same", 1),
        decide("actor", link_name("TGO", "BEN"), "same", 2),
    )
    apart = decide("actor", link_name("GHA", "BEN"), "different", 3)

    def actors(*said: Judgement) -> list[str]:
        return [r.actor for c in applied(CODED[:2], said, BOOK) for r in c.roles]

    assert actors(same) == ["GHA", "GHA", "GHA", "BEN"]
    assert actors(same, other) == ["BEN"] * 4 or set(actors(same, other)) == {"BEN"}
    assert actors(same, other, apart) == ["GHA", "BEN", "BEN"]  # the later "same" holds
    assert actors(same, decide("actor", link_name("GHA", "TGO"), "different", 4)) == ["GHA", "TGO", "TGO", "BEN"]


def test_kinds_are_those_of_the_codebook(book: Codebook) -> None:
    assert kind_of("KAZ", book) == "state"
    assert kind_of("NATO", book) == "organisation"
    assert kind_of("GRP:CentralAsia", book) == "group"
    assert kind_of("Nowhere", book) is None
