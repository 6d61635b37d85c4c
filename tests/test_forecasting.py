"""The ledger of forecasts: what is one, what speaks for it, how it fared."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import foedera
from foedera import codebook, events, forecasting
from foedera.codebook import Codebook
from foedera.errors import CodebookError
from foedera.model import Attribution, Claim, Direction, Forecast, Interval, Judgement, Status, Text
from support_claims import claim, day, text
from support_cli import Answer

SHARED = Path(__file__).parents[2] / "shared"
BOOK = codebook.load()

OUTLOOK = text(
    "outlook",
    "The two navies met twice. Any increase in military cooperation between Oman and Chile seems unlikely in the near "
    "to medium term, Ana Ruiz writes.",
    published="2015-10-14",
    outlet="The Quay",
)
NEWS = text(
    "news",
    "Oman and Chile held an exercise. Chile delivered missiles to Oman. Oman expelled the envoy of Chile. Chile may "
    "train with Oman. A plan for an exercise by Oman and Chile was made. Oman and Chile met about fish. Military "
    "cooperation between Oman and Chile is growing. Oman and Peru held an exercise.",
    published="2017-03-01",
)


def view(
    source: Text,
    words: str,
    subject: str = "OMN",
    other: str | None = "CHL",
    status: str = "forecast",
    **fields: object,
) -> Claim:
    roles = {"subject": subject} | ({"object": other} if other else {})
    return claim(source, words, "assess_outlook", roles, family="assessment", status=Status(status), **fields)  # type: ignore[arg-type]


FORECAST = view(
    OUTLOOK,
    "Any increase in military cooperation between Oman and Chile",
    attribution=(Attribution("media", "The Quay"), Attribution("expert", "Ana Ruiz")),
)
EXERCISE = claim(
    NEWS,
    "Oman and Chile held an exercise",
    "joint_exercise",
    {"participant": ["OMN", "CHL"]},
    family="exercise_ops",
    date=day("2016-05-01"),
)
ARMS = claim(
    NEWS,
    "Chile delivered missiles to Oman",
    "arms_transfer",
    {"supplier": "CHL", "recipient": "OMN"},
    family="materiel",
    date=day("2014-05-01"),
)
EXPULSION = claim(
    NEWS,
    "Oman expelled the envoy of Chile",
    "restriction",
    {"initiator": "OMN", "target": "CHL"},
    family="friction",
    date=day("2016-07-01"),
)
PLAN = claim(
    NEWS,
    "A plan for an exercise by Oman and Chile was made",
    "joint_exercise",
    {"participant": ["OMN", "CHL"]},
    family="exercise_ops",
    status=Status.PLANNED,
    date=day("2018-05-01"),
)
MEETING = claim(
    NEWS, "Oman and Chile met about fish", "meeting", {"participant": ["OMN", "CHL"]}, date=day("2016-08-01")
)
LATER_VIEW = view(NEWS, "Military cooperation between Oman and Chile is growing", status="asserted")
OTHERS = claim(
    NEWS,
    "Oman and Peru held an exercise",
    "joint_exercise",
    {"participant": ["OMN", "PER"]},
    family="exercise_ops",
    date=day("2016-05-01"),
)
ALL = [FORECAST, EXERCISE, ARMS, EXPULSION, PLAN, MEETING, LATER_VIEW, OTHERS]


def judged(subject: str, verdict: str, when: str = "2020-01-01T00:00:00.000000+00:00", **values: str) -> Judgement:
    return Judgement("", "claim", subject, verdict, "Bo", when, "because", values).named()


def ledger(
    claims: list[Claim],
    texts: list[Text] | None = None,
    judgements: list[Judgement] | None = None,
    book: Codebook = BOOK,
) -> list[Forecast]:
    known = {t.id: t for t in texts or [OUTLOOK, NEWS]}
    published = {t.id: t.published for t in known.values()}
    found = events.assemble(claims, [], judgements or [], published=published, named={})
    return forecasting.ledger(claims, known, found, judgements or [], book)


def one(source: Text, words: str, **fields: object) -> Forecast:
    """The one forecast of a text of its own."""
    (found,) = ledger([view(source, words, **fields)], [source])  # type: ignore[arg-type]
    return found


def said(
    sentence: str, words: str | None = None, *, published: str | None = "2015-10-14", **fields: object
) -> Forecast:
    return one(text("t", sentence, published=published), words or sentence, **fields)


def test_an_outlook_stands_with_its_holder_its_horizon_and_its_probability() -> None:
    (found,) = [f for f in ledger(ALL) if f.id == FORECAST.id]
    assert (found.holder, found.holder_kind) == ("Ana Ruiz", "expert")
    assert found.made == OUTLOOK.published
    assert found.direction is Direction.WILL_NOT
    assert found.horizon is not None
    assert (found.horizon.start, found.horizon.end) == (date(2015, 10, 14), date(2020, 10, 14))
    assert "our convention" in found.horizon.basis
    assert found.probability is not None
    assert (found.probability.low, found.probability.high, found.probability.yardstick) == (0.20, 0.45, "icd203")
    assert found.sentence.startswith("Any increase")
    assert found.sentence.endswith("writes.")


def test_later_acts_are_for_and_against_and_what_decides_nothing_is_listed_apart() -> None:
    (found,) = [f for f in ledger(ALL) if f.id == FORECAST.id]
    assert [e.claim for e in found.evidence_for] == [EXPULSION.id]
    assert {e.claim for e in found.evidence_against} == {EXERCISE.id, LATER_VIEW.id}
    assert {e.claim for e in found.bears_on} == {PLAN.id, MEETING.id}
    assert all(e.reason.endswith(".") for e in found.evidence_for + found.evidence_against + found.bears_on)


def test_an_old_act_told_again_is_no_later_evidence() -> None:
    (found,) = [f for f in ledger(ALL) if f.id == FORECAST.id]
    assert ARMS.id not in {e.claim for e in found.evidence_for + found.evidence_against + found.bears_on}


def test_what_the_same_text_says_is_no_later_evidence() -> None:
    own = claim(OUTLOOK, "The two navies met twice", "meeting", {"participant": ["OMN", "CHL"]}, date=day("2016-01-01"))
    found = ledger([FORECAST, own])[0]
    assert not found.evidence_for + found.evidence_against + found.bears_on


def test_an_undated_act_is_open_whatever_it_says() -> None:
    found = ledger([FORECAST, replace(EXERCISE, date=None)])[0]
    assert not found.evidence_against
    assert "may be earlier" in found.bears_on[0].reason


def test_an_act_reported_by_five_is_listed_once() -> None:
    papers = [text(f"p{n}", "Oman and Chile held an exercise.", published=f"2016-05-0{n}") for n in range(2, 7)]
    told = [
        claim(p, "Oman and Chile held an exercise", "joint_exercise", {"participant": ["OMN", "CHL"]},
              family="exercise_ops", date=day("2016-05-01"))
        for p in papers
    ]  # fmt: skip
    event = replace(events.assemble(told[:1], [], [], published={}, named={})[0], claims=tuple(c.id for c in told))
    known = {t.id: t for t in [OUTLOOK, *papers]}
    (found,) = forecasting.ledger([FORECAST, *told], known, [event], [], BOOK)
    assert [e.event for e in found.evidence_against] == [event.id]


def test_of_a_forecast_with_several_partners_only_the_one_its_document_is_about_is_decided() -> None:
    source = text("s", "Oman met Chile. Oman will deepen ties with Chile and Peru.", published="2015-01-01")
    met = claim(source, "Oman met Chile", "meeting", {"participant": ["OMN", "CHL"]}, date=day("2014-12-01"))
    hope = claim(source, "Oman will deepen ties with Chile and Peru", "assess_outlook",
                 {"subject": "OMN", "object": ["CHL", "PER"]}, family="assessment", status=Status.FORECAST)  # fmt: skip
    (found,) = ledger([met, hope, EXERCISE, OTHERS], [source, NEWS])
    assert [e.claim for e in found.evidence_for] == [EXERCISE.id]
    assert [e.claim for e in found.bears_on] == [OTHERS.id]


@pytest.mark.parametrize(
    ("status", "negated", "side"),
    [
        ("occurred", False, "for"),
        ("refused", False, "against"),
        ("occurred", True, "against"),
        ("planned", False, "open"),
    ],
)
def test_the_act_that_was_forecast_decides_it(status: str, negated: bool, side: str) -> None:
    source = text("s", "Chile could send missiles to Oman.", published="2015-01-01")
    roles = {"supplier": "CHL", "recipient": "OMN"}
    hope = claim(source, "Chile could send missiles to Oman", "arms_transfer", roles, family="materiel",
                 status=Status.HYPOTHETICAL)  # fmt: skip
    act = replace(ARMS, date=day("2016-01-01"), status=Status(status), negated=negated)
    (found,) = ledger([hope, act], [source, NEWS])
    sides = {"for": found.evidence_for, "against": found.evidence_against, "open": found.bears_on}
    assert [name for name, items in sides.items() if items] == [side]


def test_a_sentence_that_foresees_one_act_is_one_forecast() -> None:
    source = text("s", "Chile is likely to send missiles to Oman, and Peru may follow.", published="2015-01-01")
    words, parties = "Chile is likely to send missiles to Oman", {"supplier": "CHL", "recipient": "OMN"}
    act = claim(source, words, "arms_transfer", parties, family="materiel", status=Status.PLANNED)
    echo = view(source, words, subject="CHL", other="OMN")
    other = view(source, "Peru may follow", subject="PER", other=None)
    assert {f.id for f in ledger([act, echo, other], [source])} == {act.id, other.id}
    told = judged(echo.id, "outcome", outcome="true")
    assert {f.id for f in ledger([act, echo, other], [source], [told])} == {act.id, echo.id, other.id}


def test_forecasts_stand_by_the_day_of_the_view_unknown_days_last() -> None:
    sources = [text(f"t{n}", f"{n}: Ties will grow.", published=when) for n, when in enumerate([None, "2016", "2015"])]
    found = ledger([view(s, s.body) for s in sources], sources)
    assert [f.text_id for f in found] == ["t2", "t1", "t0"]


def test_a_plan_of_a_state_is_no_forecast_unless_its_words_estimate_it() -> None:
    source = text("s", "Peru will deploy troops to Chile. Oman is likely to deploy troops to Chile.", published="2015")
    plans = [
        claim(source, words, "access_deployment", {"initiator": who, "host": "CHL"}, family="exercise_ops",
              status=Status.PLANNED)
        for who, words in (("PER", "Peru will deploy troops to Chile"),
                           ("OMN", "Oman is likely to deploy troops to Chile"))
    ]  # fmt: skip
    assert [f.id for f in ledger(plans, [source])] == [plans[1].id]


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("Ties will grow by 2030.", "2015-10-14", "2030-12-31"),
        ("Ties will grow within five years.", "2015-10-14", "2020-10-14"),
        ("Ties will grow in the next decade.", "2015-10-14", "2025-10-14"),
        ("Ties will grow over the next 18 months.", "2015-10-14", "2017-04-14"),
        ("Ties will grow in the long term.", "2020-10-14", "2035-10-14"),
        ("Ties will grow in the short- to medium-term.", "2015-10-14", "2020-10-14"),
        ("Ties will grow in the medium and long term.", "2017-10-14", "2035-10-14"),
        ("Ties will grow in 2019.", "2019-01-01", "2019-12-31"),
        ("Ties will grow by the end of the decade.", "2015-10-14", "2019-12-31"),
        ("Ties will grow next year.", "2016-01-01", "2016-12-31"),
        ("Ties, dormant in 2009, will grow.", None, None),
        ("Ties will grow.", None, None),
        ("Ties will grow within 900 decades.", None, None),
    ],
)
def test_horizons_are_resolved_from_the_day_of_the_view(sentence: str, start: str | None, end: str | None) -> None:
    horizon = said(sentence).horizon
    assert (horizon and str(horizon.start), horizon and str(horizon.end)) == (start, end)


def test_a_horizon_counted_from_an_unknown_day_stays_unknown_and_keeps_its_words() -> None:
    found = said("Ties will grow within five years.", published=None)
    assert (found.horizon, found.horizon_words) == (None, "within five years")
    by_year = said("Ties will grow by 2030.", published=None).horizon
    assert by_year is not None
    assert by_year.end == date(2030, 12, 31)


def test_a_leap_day_has_a_horizon_too() -> None:
    horizon = said("Ties will grow within one year.", published="2016-02-29").horizon
    assert horizon is not None
    assert horizon.end == date(2017, 2, 28)


@pytest.mark.parametrize(
    ("sentence", "yardstick", "low", "high"),
    [
        ("Ties will almost certainly grow.", "icd203", 95, 99),
        ("It is highly likely that ties will grow.", "phia", 80, 90),  # ICD 203 does not list it
        ("There is a realistic possibility that ties will grow.", "phia", 40, 50),
        ("Ties are very likely to grow.", "icd203", 80, 95),
        ("Ties are not likely to grow.", "icd203", 20, 45),
        ("Ties aren't likely to grow.", "icd203", 20, 45),
        ("There is a remote chance that ties will grow.", "icd203", 1, 5),
    ],
)
def test_words_of_probability_are_read_by_a_yardstick(sentence: str, yardstick: str, low: int, high: int) -> None:
    odds = said(sentence).probability
    assert odds is not None
    assert (odds.yardstick, round(odds.low * 100), round(odds.high * 100)) == (yardstick, low, high)
    assert ("does not list it" in odds.note) is (yardstick == "phia")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ties will grow.",
        "Ties may grow.",
        "Ties are more likely to grow.",
        "Ties are not very likely to grow.",
        "Ties with the remote base will grow.",
    ],
)
def test_what_no_yardstick_measures_has_no_probability(sentence: str) -> None:
    assert said(sentence).probability is None


def test_a_word_of_probability_in_another_sentence_or_clause_is_not_the_claims() -> None:
    assert said("Rain is likely. Ties will grow.", "Ties will grow").probability is None
    assert said("Ties will grow; rain is likely.", "Ties will grow").probability is None


@pytest.mark.parametrize(
    ("sentence", "negated", "status", "direction"),
    [
        ("Ties will grow.", False, "forecast", "will"),
        ("Ties will not grow.", True, "forecast", "will_not"),
        ("Ties are unlikely to grow.", False, "forecast", "will_not"),
        ("Ties are not likely to grow.", True, "forecast", "will_not"),  # one denial, however often it is marked
        ("Ties will probably not grow.", True, "forecast", "will_not"),
        ("Ties may grow.", False, "hypothetical", "may"),
        ("There is a roughly even chance that ties grow.", False, "forecast", "may"),
    ],
)
def test_direction_is_what_the_forecast_expects(sentence: str, negated: bool, status: str, direction: str) -> None:
    assert said(sentence, negated=negated, status=status).direction.value == direction


def test_briers_own_example_comes_out() -> None:
    """Brier (1950), table 1: ten forecasts of rain, score .19 over both classes, twice the binary form."""
    rain = [(0.7, False), (0.9, True), (0.8, True), (0.4, True), (0.2, False), *[(0.0, False)] * 4, (0.1, False)]
    assert 2 * sum(forecasting.brier(p, happened) for p, happened in rain) / len(rain) == pytest.approx(0.19)


def test_an_outcome_gives_a_score_at_the_middle_of_the_band_and_over_it() -> None:
    true = judged(FORECAST.id, "outcome", outcome="true", date="2020-10-14")
    found = ledger(ALL, judgements=[true])[0]
    assert found.outcome is not None
    assert (found.outcome.verdict, found.outcome.date, found.outcome.judgement) == ("true", date(2020, 10, 14), true.id)
    assert found.score is not None  # it did not come about, and was held to be 32.5 % likely
    assert found.score.point == pytest.approx(0.325**2)
    assert (found.score.low, found.score.high) == (pytest.approx(0.2**2), pytest.approx(0.45**2))
    false = judged(FORECAST.id, "outcome", "2021-01-01T00:00:00.000000+00:00", outcome="false")
    later = ledger(ALL, judgements=[true, false])[0]
    assert later.score is not None
    assert later.score.point == pytest.approx(0.675**2)


@pytest.mark.parametrize("values", [{"outcome": "partly"}, {"outcome": "open"}, {"outcome": "maybe"}, {}])
def test_an_outcome_that_is_neither_true_nor_false_gives_no_score(values: dict[str, str]) -> None:
    assert ledger(ALL, judgements=[judged(FORECAST.id, "outcome", **values)])[0].score is None


def test_scores_are_means_by_holder_with_skill_against_even_odds() -> None:
    sources = [text(f"t{n}", f"{n}: Oman's ties with Chile are {word} to grow.", published="2015", outlet="The Quay")
               for n, word in enumerate(["likely", "unlikely", "likely"])]  # fmt: skip
    claims = [view(s, s.body) for s in sources]
    outcomes = [judged(claims[0].id, "outcome", outcome="true"), judged(claims[1].id, "outcome", outcome="false")]
    (row,) = forecasting.scores(ledger(claims, sources, outcomes))
    assert (row.holder, row.forecasts, row.scored) == ("The Quay", 3, 2)
    assert row.brier == pytest.approx((0.325**2 + 0.675**2) / 2)
    assert row.skill == pytest.approx(1 - row.brier / 0.25)


@given(st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_a_score_lies_within_its_bounds_and_between_nought_and_one(a: float, b: float, came: bool) -> None:
    from foedera.model import Outcome, Probability

    low, high = sorted((a, b))
    odds = Probability(low, high, "y", "word", "note")
    score = forecasting.score_of(odds, Outcome("true" if came else "false", None, "", "", "", ""))
    assert score is not None
    assert 0 <= score.low <= score.point + 2e-6
    assert score.point - 2e-6 <= score.high <= 1


def test_a_forecast_is_due_when_the_record_has_gone_beyond_its_horizon() -> None:
    soon = text("soon", "Ties of Oman and Chile will grow by 2016.", published="2015-01-01")
    far = text("far", "Ties of Oman and Peru will grow by 2036.", published="2015-01-01")
    found = ledger([view(soon, soon.body), view(far, far.body)], [soon, far, NEWS])
    assert {f.text_id: f.due for f in found} == {"soon": True, "far": False}


def test_a_rejected_claim_is_neither_a_forecast_nor_evidence() -> None:
    assert not ledger([FORECAST], judgements=[judged(FORECAST.id, "reject")])
    assert not ledger([FORECAST, EXERCISE], judgements=[judged(EXERCISE.id, "reject")])[0].evidence_against


WIDE = [
    *ALL,
    claim(NEWS, "Chile may train with Oman", "unit_training", {"trainer": "CHL", "trainee": "OMN"}, family="training",
          status=Status.HYPOTHETICAL),
    view(NEWS, "Chile may train", "CHL", None, status="hypothetical"),
    view(OUTLOOK, "military cooperation between Oman and Chile seems unlikely"),
    replace(MEETING, id="another", date=None),
]  # fmt: skip
some_claims = st.sets(st.integers(0, len(WIDE) - 1)).map(lambda at: [WIDE[n] for n in sorted(at)])
outcomes = st.builds(
    lambda c, v, n: judged(c, "outcome", f"2020-01-01T00:00:00.{n:06}+00:00", outcome=v),
    st.sampled_from([c.id for c in ALL]), st.sampled_from(["true", "false", "partly", "open"]), st.integers(0, 5),
)  # fmt: skip


@given(some_claims, st.lists(outcomes, max_size=4), st.randoms())
def test_order_of_input_does_not_change_the_ledger(
    claims: list[Claim], judgements: list[Judgement], chance: Random
) -> None:
    mixed, told = list(claims), list(judgements)
    chance.shuffle(mixed)
    chance.shuffle(told)
    assert ledger(mixed, judgements=told) == ledger(claims, judgements=judgements)


@given(some_claims, st.lists(outcomes, max_size=2))
def test_a_forecast_written_and_read_again_is_the_same(claims: list[Claim], judgements: list[Judgement]) -> None:
    for each in ledger(claims, judgements=judgements):
        written = json.loads(json.dumps(forecasting.forecast_record(each, OUTLOOK)))
        assert forecasting.forecast_from(written) == each


@given(st.text(max_size=120), st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_no_words_and_no_day_break_the_reading(words: str, when: date | None) -> None:
    body = words + " likely by 2030 within fifty decades in the near term"
    made = Interval(when, when, OUTLOOK.published.precision, "") if when and OUTLOOK.published else None
    source = replace(text("t", body), published=made)
    (found,) = ledger([replace(view(source, "likely"), quote=view(source, body).quote)], [source])
    assert found.horizon is None or made is None or found.horizon.last >= made.first


def test_every_yardstick_has_a_source_and_bands_in_order() -> None:
    for yardstick in forecasting.yardsticks(BOOK):
        assert yardstick.citation
        assert all(a.high <= b.low for a, b in zip(yardstick.bands, yardstick.bands[1:], strict=False))
    icd, phia, *_ = forecasting.yardsticks(BOOK)
    assert [(b.low, b.high) for b in icd.bands] == [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)]
    assert len(phia.bands) == 7


def test_a_project_may_add_a_yardstick_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "yardsticks").mkdir()
    (tmp_path / "yardsticks" / "house.yml").write_text(
        "name: House\ntitle: Ours\ncitation: Us\nbands: [{low: 60, high: 70, words: {en: [on the cards]}}]\n"
    )
    source = text("t", "Closer ties of Oman and Chile are on the cards.", published="2015")
    odds = ledger([view(source, source.body)], [source], book=codebook.load(tmp_path))[0].probability
    assert odds is not None
    assert (odds.yardstick, odds.low, odds.high) == ("house", 0.6, 0.7)
    (tmp_path / "forecasting.yml").write_text("default_yardstick: phia\n")
    assert forecasting.yardsticks(codebook.load(tmp_path))[0].id == "phia"
    (tmp_path / "forecasting.yml").write_text("default_yardstick: nobodys\n")
    with pytest.raises(CodebookError, match=r"no file yardsticks/nobodys\.yml\. Known: house, icd203, phia"):
        forecasting.yardsticks(codebook.load(tmp_path))


@pytest.mark.parametrize(
    ("bands", "why"),
    [
        ("[{low: 60, high: 50, words: {en: [a]}}]", "no range"),
        ("[{low: 1, high: 5, words: {en: [a]}}, {low: 5, high: 9, words: {en: [A]}}]", "stands in two"),
        ("[{low: much, high: 5, words: {en: [a]}}]", "wrong"),
        ("[{high: 5, words: {en: [a]}}]", "low"),
    ],
)
def test_a_yardstick_that_is_none_is_refused_with_its_file(tmp_path: Path, bands: str, why: str) -> None:
    (tmp_path / "yardsticks").mkdir()
    (tmp_path / "yardsticks" / "house.yml").write_text(f"name: House\ntitle: Ours\ncitation: Us\nbands: {bands}\n")
    with pytest.raises(CodebookError, match=f"(?s)yardsticks/house.yml.*{why}"):
        ledger([FORECAST], book=codebook.load(tmp_path))


def test_the_outlook_of_2015_stands_in_the_ledger_with_what_bears_on_it(
    tmp_path: Path, run: Callable[..., Answer]
) -> None:
    manifest = SHARED / "reports" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip(f"{manifest} is not here: the reports are no part of the project")
    with foedera.open(tmp_path, create=True) as project:
        project.add(manifests=[manifest, Path(__file__).parents[1] / "examples" / "manifest.jsonl"])
    answer = run("ledger", "--json", "--actor", "KAZ", "--project", tmp_path)
    found = [f for f in json.loads(answer.out) if f["horizon_words"] == "near to medium term"]
    assert len(found) == 1
    (outlook,) = found
    assert outlook["direction"] == "will_not"
    assert outlook["horizon"]["end"].startswith("2020")
    assert outlook["due"] is True
    assert outlook["probability"]["as_printed"] == "unlikely"
    assert {e["kind"] for e in outlook["evidence_against"]} >= {"act"}
    assert all(e["when"]["start"] > "2015-10-14" for e in outlook["evidence_for"] + outlook["evidence_against"])
    assert outlook["bears_on"]
    assert run("ledger", "--scores", "--project", tmp_path).code == 0
    assert run("ledger", "--due", "--project", tmp_path).out.count("due") >= 1
