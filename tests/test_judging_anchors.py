"""Judgements find their claims again when spans, types and texts have changed; and are listed where they cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.decisions import link_name
from foedera.judging import anchored
from foedera.judging.finding import Found, find
from foedera.model import Anchor, Claim, Judgement, Quote, Role, Status, Text, claim_id
from support_claims import claim, text
from support_judging import CLAIMS, MEETING, PAPER, SALE, VISIT, decide, histories

TEXTS = {PAPER.id: PAPER}
STATES = ("GHA", "TGO", "BEN", "OMN", "KEN", "UGA", "NGA", "MLI")


def word(verdict: str, *claims: Claim, **values: str) -> Judgement:
    """A judgement on one claim, or on two."""
    names = [c.id for c in claims]
    subject, name = ("claim", names[0]) if len(claims) == 1 else ("link", link_name(*names))
    about = sorted(claims, key=lambda c: c.id)
    anchors = tuple(Anchor.of(c) for c in about)
    return Judgement("", subject, name, verdict, "A. Reader", "2026-01-01", values=values, anchors=anchors).named()


def moved(source: Text, old: Claim, *, start: int = 0, end: int = 0, **fields: object) -> Claim:
    """The claim on other words of another text: where its words stand there, with its ends shifted."""
    at = source.body.index(old.quote.exact)
    first, last = at + start, at + len(old.quote.exact) + end
    kind = str(fields.get("type", old.type))
    now = replace(old, text_id=source.id, quote=Quote.of(source.body, first, last), **fields)  # type: ignore[arg-type]
    return replace(now, id=claim_id(source.id, kind, first, last))


# Laws


@st.composite
def recodings(draw: st.DrawFn) -> tuple[list[Claim], list[Claim], Text, dict[str, str]]:
    """Claims of a text, each on a sentence of its own; the text as it stands later, with sentences put before, between
    and after them; and the claims as a better rule finds them there, with their spans shifted."""
    count = draw(st.integers(2, 6))
    pairs = draw(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)), min_size=count, max_size=count))
    told = [f"On day {at} the minister of {a} went to {b} for talks" for at, (a, b) in enumerate(pairs)]
    before = text("old", ". ".join(told) + ".")
    olds = [
        replace(
            claim(before, words, draw(st.sampled_from(["visit", "meeting"])), {"visitor": a, "host": b}),
            roles=(Role("visitor", a, "state", a, 0, 1), Role("host", b, "state", b, 0, 1)),
        )
        for words, (a, b) in zip(told, pairs, strict=True)
    ]
    is_new = draw(st.booleans())
    filler = ["Rain fell.", "Nobody else said anything of note that day.", "Prices rose again!", ""]
    parts = [f"{draw(st.sampled_from(filler))} {words}. " for words in told] if is_new else [before.body]
    after = text("new", "".join(parts)) if is_new else before
    news = []
    for old in olds:
        cut = draw(st.integers(0, 12))
        news.append(moved(after, old, start=cut, end=-draw(st.integers(0, 8))))
    return olds, news, after, {"old": "new"} if is_new else {}


@settings(deadline=None)
@given(recodings(), st.data())
def test_recoding_with_shifted_spans_keeps_judgements_on_the_right_claims(
    case: tuple[list[Claim], list[Claim], Text, dict[str, str]], data: st.DataObject
) -> None:
    olds, news, after, versions = case
    order = data.draw(st.permutations(range(len(news))))
    said = [word("reject", old) for old in olds] + [word("same", olds[0], olds[1])]
    found = anchored(said, [news[at] for at in order], {after.id: after}, versions)
    assert not found.lost
    now = {j.id: j.subject_id for j in found.judgements}
    assert [now[j.id] for j in said[:-1]] == [c.id for c in news]
    assert now[said[-1].id] == link_name(news[0].id, news[1].id)


@given(recodings())
@settings(deadline=None)
def test_a_judgement_is_never_borne_by_a_claim_of_other_words(
    case: tuple[list[Claim], list[Claim], Text, dict[str, str]],
) -> None:
    olds, news, after, versions = case
    found = anchored([word("reject", olds[0])], news[1:], {after.id: after}, versions)
    assert [each.why for each in found.lost] == ["no claim rests on its words any more"]


@given(histories())
def test_where_nothing_was_recoded_every_judgement_stays_as_it_is(said: list[Judgement]) -> None:
    found = anchored(said, CLAIMS, TEXTS, {})
    assert {j.id: j for j in found.judgements} == {j.id: j for j in said}
    assert anchored(found.judgements, CLAIMS, TEXTS, {}) == found
    assert [j.when for j in found.judgements] == sorted(j.when for j in said)


@given(st.text(max_size=80), st.text(min_size=1, max_size=30), st.text(max_size=80))
def test_words_are_found_where_they_stand(before: str, words: str, after: str) -> None:
    body = before + words + after
    quote = Quote.of(body, len(before), len(before) + len(words))
    assert find(quote, body) == Found(quote.start, quote.end, True)


@given(st.text("ab \n", max_size=60), st.text("ab \n", min_size=1, max_size=12), st.text("ab \n", max_size=60))
def test_what_is_found_exactly_has_the_same_words_but_for_blanks(before: str, words: str, after: str) -> None:
    body = before + words + after
    found = find(Quote.of(body, len(before), len(before) + len(words)), "b" + body.replace("\n", "  "))
    if isinstance(found, Found):
        assert ("b" + body.replace("\n", "  "))[found.start : found.end].split() == words.split()


# Examples: words


def quote(body: str, words: str) -> Quote:
    at = body.index(words)
    return Quote.of(body, at, at + len(words))


def test_words_printed_twice_are_told_apart_by_what_stands_around_them() -> None:
    body = "In May they met. In June they met. Later they parted."
    later = "Correction below. " + body
    at = body.index("they met", 20)
    found = find(Quote.of(body, at, at + 8), later)
    assert isinstance(found, Found)
    assert later[found.start - 8 : found.start] == "In June "


def test_nothing_is_guessed_between_two_equal_places() -> None:
    found = find(quote("x They met. y", "They met."), "They met. z They met.")
    assert found == "its words stand 2 times in the document, and nothing tells which are meant"


SENTENCE = "The defence minister of Ghana flew to Lome on 3 May for talks about border patrols"


@pytest.mark.parametrize(
    "later",
    [
        "The  defence minister of Ghana flew\nto Lome on 3 May for talks about border patrols",
        "The defense minister of Ghana flew to Lome on 3 May for talks about border patrols",
        "The defence minister of Ghana flew to Lome on 3 May for long talks about border patrols",
    ],
)
def test_an_edited_sentence_is_the_same(later: str) -> None:
    body = f"Rain fell. {later}. It rained."
    found = find(quote(f"Sun. {SENTENCE}. It rained.", SENTENCE), body)
    assert isinstance(found, Found)
    assert body[found.start : found.end] == later


@pytest.mark.parametrize(
    "later",
    [
        SENTENCE.replace("Ghana", "Gambia"),
        SENTENCE.replace("3 May", "5 May"),
        SENTENCE.replace("flew to Lome on 3 May for talks about", "warned against more"),
        "",
    ],
)
def test_another_name_or_figure_or_act_is_not_the_same(later: str) -> None:
    found = find(quote(f"Sun. {SENTENCE}. It rained.", SENTENCE), f"Rain fell. {later}. It rained.")
    assert isinstance(found, str)


# Examples: claims


def lost(*said: Judgement, claims: list[Claim], texts: dict[str, Text] = TEXTS) -> list[str]:
    return [each.why for each in anchored(said, claims, texts, {}).lost]


def test_a_claim_of_another_type_bears_what_is_not_about_its_coding() -> None:
    other = moved(PAPER, VISIT, type="mechanism")
    found = anchored([word("note", VISIT), word("reject", VISIT)], [other, MEETING], TEXTS, {})
    assert [(j.verdict, j.subject_id) for j in found.judgements] == [("note", other.id)]
    assert [each.why for each in found.lost] == ["its words are coded as mechanism now, no more as visit"]


def test_of_claims_on_the_same_words_the_one_with_the_same_parties_is_meant() -> None:
    hosts = [
        replace(VISIT, id=claim_id(PAPER.id, "visit", VISIT.quote.start, VISIT.quote.end, ordinal=at), roles=(
            VISIT.roles[0], replace(VISIT.roles[1], actor=host)))
        for at, host in enumerate(("TGO", "BEN", "NGA"))
    ]  # fmt: skip
    said = word("reject", hosts[1])
    assert anchored([said], hosts, TEXTS, {}).judgements[0].subject_id == hosts[1].id
    recounted = [replace(c, id=hosts[at].id) for at, c in enumerate(hosts[1:])]  # the first is found no more
    assert anchored([said], recounted, TEXTS, {}).judgements[0].subject_id == hosts[0].id
    shifted = [replace(c, id=f"s{at}", quote=Quote.of(PAPER.body, 0, 26)) for at, c in enumerate(hosts)]
    assert anchored([said], shifted, TEXTS, {}).judgements[0].subject_id == "s1"
    unknown = [replace(c, roles=c.roles[:1]) for c in shifted]
    assert lost(said, claims=unknown) == ["3 claims rest on its words alike, and nothing tells which is meant"]


def test_a_document_that_is_gone_takes_its_judgements_out_of_effect() -> None:
    assert lost(word("accept", VISIT), claims=[], texts={}) == ["its document is no longer in the record"]
    blind = replace(word("accept", VISIT), anchors=())
    assert lost(blind, claims=[]) == ["its claim is gone, and it was kept without words to look for"]
    assert anchored([blind], [VISIT], TEXTS, {}).judgements == (blind,)


def test_a_link_needs_both_its_claims_and_two_of_them() -> None:
    said = word("same", VISIT, SALE)
    assert lost(said, claims=[VISIT]) == ["no claim rests on its words any more"]
    one = replace(VISIT, quote=Quote.of(PAPER.body, 0, len(PAPER.body)), id="whole")
    other = replace(SALE, type="visit")
    found = anchored([word("different", VISIT, other)], [one], TEXTS, {})
    assert "the two are one claim now" in [each.why for each in found.lost]


def test_a_split_goes_on_with_the_claims_that_are_left() -> None:
    values = {"claims": VISIT.id, "rest": f"{MEETING.id},{SALE.id}"}
    anchors = tuple(Anchor.of(c) for c in (VISIT, MEETING, SALE))
    said = Judgement("j", "event", "e1", "split", "A. Reader", "2026", values=values, anchors=anchors)
    later = moved(PAPER, VISIT, end=-3)
    found = anchored([said], [later, SALE], TEXTS, {})
    assert [dict(j.values) for j in found.judgements] == [{"claims": later.id, "rest": SALE.id}]
    assert [each.claim for each in found.lost] == [MEETING.id]
    assert anchored([said], [later], TEXTS, {}).judgements == ()


def test_what_is_not_about_claims_passes() -> None:
    grade = decide("source", "xinhua", "grade", 1, reliability="C")
    assert anchored([grade], [], {}, {}).judgements == (grade,)


def test_a_status_that_was_coded_anew_changes_nothing() -> None:
    later = replace(VISIT, status=Status.PLANNED)
    assert anchored([word("accept", VISIT)], [later], TEXTS, {}).judgements[0].subject_id == VISIT.id
