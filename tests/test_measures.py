"""Balance, engagement and their uncertainty: counted by hand, and laws."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.codebook import Codebook
from foedera.errors import UsageError
from foedera.measures import MEASURES, Table, balance, engagement
from foedera.measures.acts import acts
from foedera.measures.concentration import entropy, hhi, lean, shares
from foedera.measures.resampling import bounds, by_origin, replicates
from foedera.model import Dossier, Status
from support_measures import BOOK, PAPERS, STATES, dossiers, happening, paper, record

ONE, TWO = paper("one", "2012-06", "Alpha"), paper("two", "2014-01", "Beta")
EVENTS = [
    happening(1, ONE, "visit", {"visitor": "KEN", "host": "UGA"}, "2012-05", origins=["o1"]),
    happening(2, ONE, "meeting", {"participant": ["KEN", "UGA", "TZA"]}, "2012-05-03", origins=["o1", "o2"]),
    happening(3, TWO, "arms_transfer", {"supplier": "UGA", "recipient": "KEN"}, "2014", origins=["o2"], also=[ONE]),
    happening(4, TWO, "agreement", {"signatory": ["KEN", "UGA"]}, "2015", status=Status.PLANNED),
    happening(5, TWO, "threat", {"speaker": "UGA", "target": "KEN"}, "2014-01"),
    happening(6, TWO, "visit", {"visitor": "RWA", "host": "UGA"}, "2014-01"),
]
RECORD = record(*EVENTS, texts=[ONE, TWO])


def column(table: Table, name: str, **where: str) -> dict[str, float | None]:
    at = table.columns.index(name)
    wanted = {table.keys.index(k): v for k, v in where.items()}
    return {r.keys[-1]: r.cells[at].value for r in table if all(r.keys[k] == v for k, v in wanted.items())}


def with_vectors(vectors: dict[str, list[str]]) -> Codebook:
    """The packaged codebook with vectors of one's own, as an overlay gives them."""
    raw = {**BOOK.raw, "vectors/own.yml": {"vectors": {k: {"label": k, "members": v} for k, v in vectors.items()}}}
    return replace(BOOK, vectors={**BOOK.vectors, **{k: tuple(v) for k, v in vectors.items()}}, raw=raw)


def test_balance_is_what_a_hand_counts() -> None:
    table = balance(RECORD, BOOK, actor="KEN", partners=["UGA", "TZA", "ETH"])
    assert column(table, "done", family="all") == {"UGA": 3, "TZA": 1, "ETH": None}
    assert column(table, "share", family="all") == {"UGA": 0.75, "TZA": 0.25, "ETH": None}
    assert column(table, "plan", family="all") == {"UGA": 1, "TZA": 0, "ETH": None}
    assert column(table, "friction", family="all") == {"UGA": 1, "TZA": 0, "ETH": None}
    assert column(table, "intensity", family="all") == {"UGA": 4 + 2.5 + 9.5, "TZA": 2.5, "ETH": None}
    assert column(table, "weighted_share", family="all") == {"UGA": 16 / 18.5, "TZA": 2.5 / 18.5, "ETH": None}
    assert column(table, "done", family="materiel") == {"UGA": 1, "TZA": 0, "ETH": None}
    assert table.cell("done", family="all", vector="UGA").claims == tuple(
        sorted(c for event, _ in EVENTS[:3] for c in event.claims)
    )


def test_concentration_and_lean_follow_from_the_shares() -> None:
    table = balance(RECORD, BOOK, actor="KEN", partners=["UGA", "TZA"])
    whole = table.aside["concentration"]
    assert whole.cell("hhi", family="all").value == pytest.approx(0.75**2 + 0.25**2)
    expected = -(0.75 * math.log(0.75) + 0.25 * math.log(0.25)) / math.log(2)
    assert whole.cell("entropy", family="all").value == pytest.approx(expected)
    assert table.aside["lean"].cell("lean", one="UGA", other="TZA").value == 0.5
    assert column(table.aside["by_period"], "done", vector="UGA") == {"2012": 2, "2014": 1, "2015": 0}


def test_an_act_with_three_of_a_vector_is_one_act_with_the_vector() -> None:
    book = with_vectors({"lakes": ["UGA", "TZA", "KEN"], "inner": ["UGA"]})
    table = balance(RECORD, book, actor="KEN", partners=["lakes", "inner"])
    assert column(table, "done", family="all") == {"lakes": 3, "inner": 3}
    assert table.notes[0] == "UGA in both lakes and inner: counted in both."


def test_where_none_are_asked_for_all_other_partners_are_one_row() -> None:
    table = balance(RECORD, BOOK, actor="KEN")
    assert column(table, "done", family="all")["others"] == 3  # the visit, the meeting, the transfer


def test_sensitivity_says_what_each_source_family_and_weight_moves() -> None:
    table = balance(RECORD, BOOK, actor="KEN", partners=["UGA", "TZA"]).aside["sensitivity"]
    told = {(r.keys[0], r.keys[1]): (r.cells[0].value, r.cells[1].value) for r in table}
    assert told[("unweighted", "UGA")] == (0.75, 0)
    assert told[("weighted", "UGA")] == (16 / 18.5, 16 / 18.5 - 0.75)
    assert told[("two origins or more", "UGA")] == (0.5, -0.25)  # the meeting alone has two
    assert told[("without family contact", "UGA")] == (1.0, 0.25)
    assert told[("without publisher Alpha", "UGA")] == (1.0, 0.25)  # the transfer stands in Beta too
    assert not [name for name, _ in told if name == "without publisher Beta"]  # nothing rests on it alone


def test_an_act_without_a_published_weight_is_counted_and_left_out_of_intensity() -> None:
    odd = happening(1, ONE, "visit", {"visitor": "KEN", "host": "UGA"}, "2012", codes={})
    table = balance(record(odd, texts=[ONE]), BOOK, actor="KEN", partners=["UGA"])
    assert (table.cell("done", family="all", vector="UGA").value, table.total("intensity", family="all").value) == (
        1,
        0,
    )
    assert "1 events have no published weight" in table.notes[0]


def test_cameo_weighs_only_what_has_no_plover_code_and_by_the_beginning_of_the_code() -> None:
    weights = []
    for codes in ({"plover": "CONSULT", "cameo": "057"}, {"cameo": "0572"}, {"cameo": "9"}, {"plover": "AID"}):
        told = happening(1, ONE, "visit", {"visitor": "KEN", "host": "UGA"}, "2012", codes=codes)
        weights.append(acts(record(told, texts=[ONE]), BOOK)[0].weight)
    assert weights == [2.5, 8.0, None, 10.0]


def test_accuse_is_negative_whatever_the_manual_prints() -> None:
    scores = BOOK.raw["measures.yml"]["weights"]["plover"]["scores"]
    assert scores["accuse"] == -3
    assert all(-10 <= v <= 10 for v in scores.values())


def test_a_partner_named_twice_or_the_actor_itself_is_refused() -> None:
    with pytest.raises(UsageError, match="given twice"):
        balance(RECORD, BOOK, actor="KEN", partners=["UGA", "UGA"])
    with pytest.raises(UsageError, match="own partner"):
        balance(RECORD, BOOK, actor="KEN", partners=["KEN"])


def test_engagement_has_intensity_and_bounds() -> None:
    table = engagement(RECORD, BOOK, actor="KEN", partners=["UGA"])
    assert column(table, "intensity", family="friction") == {"2014": -3.5}
    cell = table.cell("done", family="contact", period="2012")
    assert cell.value == 2
    assert cell.low is not None
    assert cell.high is not None
    assert cell.low <= 2 <= cell.high


def test_every_card_says_formula_source_unit_missing_and_traps() -> None:
    for name, function in MEASURES.items():
        card = function.__doc__ or ""
        for word in ("Formula", "Source:", "Unit:", "Traps:"):
            assert word in card, f"{name} says no {word}"
        assert "Missing" in card or "A missing row" in card, name


def test_every_measure_of_an_empty_record_is_a_table() -> None:
    for function in MEASURES.values():
        table = function(Dossier((), (), ()), BOOK, actor="KEN", partners=["UGA"])
        assert not any(cell.value for row in table for cell in row.cells)
        assert "0 documents" in table.coverage


# Laws


@settings(deadline=None)
@given(st.sampled_from(sorted(MEASURES)), dossiers(), st.sampled_from(STATES), st.randoms(use_true_random=False))
def test_the_order_of_everything_is_immaterial(name: str, found: Dossier, actor: str, rng: object) -> None:
    def shuffled(items: tuple[object, ...]) -> tuple[object, ...]:
        listed = list(items)
        rng.shuffle(listed)  # type: ignore[attr-defined]
        return tuple(listed)

    other = Dossier(shuffled(found.texts), shuffled(found.claims), shuffled(found.events))  # type: ignore[arg-type]
    assert MEASURES[name](found, BOOK, actor=actor).record() == MEASURES[name](other, BOOK, actor=actor).record()


@settings(deadline=None)
@given(st.sampled_from(sorted(set(MEASURES) - {"centrality", "agreement_network"})), dossiers())
def test_an_event_between_others_moves_no_number_of_this_actor(name: str, found: Dossier) -> None:
    event, claims = happening(300, PAPERS[0], "meeting", {"participant": ["BRA", "ARG"]}, "2012")
    more = replace(found, claims=(*found.claims, *claims), events=(*found.events, event))
    before, after = (MEASURES[name](d, BOOK, actor="KEN", partners=["UGA", "TZA"]) for d in (found, more))
    assert [(r.keys, r.cells) for r in before] == [(r.keys, r.cells) for r in after]


@settings(deadline=None)
@given(dossiers(), st.sampled_from(STATES))
def test_shares_add_up_to_one_or_are_not_there(found: Dossier, actor: str) -> None:
    others = [s for s in STATES if s != actor]
    table = balance(found, BOOK, actor=actor, partners=others)
    for scope in {row.keys[0] for row in table}:
        for name in ("share", "weighted_share"):
            told = [v for v in column(table, name, family=scope).values() if v is not None]
            assert not told or math.fsum(told) == pytest.approx(1)


@settings(deadline=None)
@given(dossiers(), st.sampled_from(STATES))
def test_with_weight_one_for_every_act_weighted_is_unweighted(found: Dossier, actor: str) -> None:
    scores = BOOK.raw["measures.yml"]["weights"]["plover"]["scores"]
    settings = {**BOOK.raw["measures.yml"], "weights": {"plover": {"citation": "", "scores": dict.fromkeys(scores, 1)}}}
    even = replace(BOOK, raw={**BOOK.raw, "measures.yml": settings})
    table = balance(found, even, actor=actor, partners=[s for s in STATES if s != actor])
    for row in table:
        done, share, intensity, weighted = (c.value for c in row.cells[:4])
        assert (done, share) == (intensity, weighted)


@settings(deadline=None)
@given(dossiers(), st.sampled_from(STATES))
def test_a_plan_is_never_done(found: Dossier, actor: str) -> None:
    planned = {c for e in found.events if e.status is Status.PLANNED for c in e.claims}
    for function in (balance, engagement):
        table = function(found, BOOK, actor=actor)
        at = table.columns.index("done")
        assert not planned & {c for row in table for c in row.cells[at].claims}


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12).filter(lambda v: sum(v) > 1e-3))
def test_hhi_is_between_one_over_n_and_one_and_entropy_between_zero_and_one(amounts: list[float]) -> None:
    index = hhi(amounts)
    assert index is not None
    assert 1 / len(amounts) - 1e-9 <= index <= 1 + 1e-9
    spread = entropy(amounts)
    assert (spread is None) == (len(amounts) < 2)
    assert spread is None or -1e-9 <= spread <= 1 + 1e-9


@settings(deadline=None)
@given(st.integers(2, 30), st.floats(0.1, 1e4))
def test_even_amounts_have_the_least_hhi_and_the_most_entropy(n: int, amount: float) -> None:
    assert hhi([amount] * n) == pytest.approx(1 / n)
    assert entropy([amount] * n) == pytest.approx(1)
    assert hhi([amount] + [0.0] * (n - 1)) == pytest.approx(1)
    assert entropy([amount] + [0.0] * (n - 1)) == pytest.approx(0)


@settings(deadline=None)
@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_lean_turns_its_sign_with_its_sides(one: float, other: float) -> None:
    there, back = lean(one, other), lean(other, one)
    assert (there is None) == (one + other == 0)
    assert there is None or (there == pytest.approx(-(back or 0)) and -1 <= there <= 1)


def test_shares_of_nothing_are_not_zero() -> None:
    assert shares({"a": 0.0, "b": 0.0}) == {"a": None, "b": None}


@settings(deadline=None)
@given(dossiers())
def test_what_origins_add_is_the_total_itself(found: Dossier) -> None:
    listed = [(a, a.event.type, 1.0) for a in acts(found, BOOK)]
    parts = by_origin(listed)
    for kind in {k for _, k, _ in listed}:
        whole = math.fsum(totals.get(kind, 0.0) for totals in parts.values())
        assert whole == pytest.approx(sum(1 for _, k, _ in listed if k == kind))


def test_draws_are_the_same_every_time_centred_on_the_total_and_none_of_one_voice() -> None:
    parts = {f"o{n}": {"x": 1.0} for n in range(30)}
    drawn = replicates(parts)
    assert drawn == replicates(dict(reversed(parts.items())))
    assert all(totals["x"] == 30 for totals in drawn)
    uneven = {f"o{n}": {"x": float(n)} for n in range(40)}
    middle = sum(t["x"] for t in replicates(uneven)) / len(replicates(uneven))
    assert middle == pytest.approx(780, rel=0.05)
    low, high = bounds(replicates(uneven), lambda t: t["x"])
    assert low is not None
    assert high is not None
    # the variance of a sum of 40 draws with replacement of 0..39 is 40 * (40^2 - 1) / 12
    spread = 1.645 * math.sqrt(40 * (40**2 - 1) / 12)
    assert (high - low) / 2 == pytest.approx(spread, rel=0.15)
    assert replicates({"o1": {"x": 1.0}}) == []
    assert bounds([], lambda t: 1.0) == (None, None)
    assert bounds(drawn, lambda t: t["x"]) == (
        None,
        None,
    )  # no draw gives another: bounds of 30 to 30 would feign certainty


def test_others_are_named() -> None:
    both = [happening(1, ONE, "visit", {"visitor": "KEN", "host": "UGA"}, "2012", origins=["o1"])]
    table = balance(record(*both, texts=[ONE]), BOOK, actor="KEN")
    assert "others of KEN: UGA." in table.notes


def test_twenty_claims_of_one_voice_are_no_surer_than_one() -> None:
    """Origins are resampled, not claims: a story that many papers print has the bounds of one voice."""
    many = [
        happening(n, ONE, "visit", {"visitor": "KEN", "host": "UGA"}, "2012", origins=["agency"]) for n in range(20)
    ]
    table = engagement(record(*many, texts=[ONE]), BOOK, actor="KEN")
    assert (table.rows[0].cells[0].value, table.rows[0].cells[0].low) == (20, None)


def test_a_period_keeps_what_overlaps_it() -> None:
    table = balance(RECORD, BOOK, actor="KEN", partners=["UGA"], since=date(2014, 1, 1), until=date(2014, 12, 31))
    assert table.cell("done", family="all", vector="UGA").value == 1
