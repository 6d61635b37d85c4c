from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera import sourcing
from foedera.model import Attribution, Block, BlockKind, Claim, Conflict, Event, Text, Voice
from support_claims import SHARED
from support_sourcing import book, counted, event, judged, medium, moved, names, official, paper, says, weighed

STORY = (
    "Ghana's defence minister flew to Lome on Monday to speak about the pirates of the Gulf of Guinea with his host. "
    "The two agreed to share the pictures of a new radar at Keta, and a liaison officer will sit in each navy's "
    "headquarters.\n\n"
    "It was the first such visit since 2016, when a quarrel over the sea border kept the two navies apart."
)
LEAD = "Ghana's defence minister flew to Lome on Monday"
ONE = paper("a", STORY, title="Minister in Lome", outlet="Volta Post", published="2023-03-07")
OTHER = paper(
    "b",
    "A Ghanaian minister came to Togo this week. Our correspondent saw him at the port, where he looked at two ships.",
    title="A guest at the port",
    outlet="Lome Matin",
    published="2023-03-08",
)
SEEN = "A Ghanaian minister came to Togo this week"


def reasons(found: Event) -> str:
    return "\n".join(r for o in found.origins for r in o.reasons)


# One origin


def test_wire_story_under_three_mastheads_is_one_origin_and_shows_the_passage() -> None:
    texts = [
        ONE,
        moved(ONE, "c", outlet="Coast Daily", title="Talks on pirates"),
        paper("d", f"From our desk.\n\n{STORY}", outlet="Accra Sun", title="Off to Lome"),
    ]
    claims = [says(t, LEAD) for t in texts]
    (found,) = weighed(claims, texts)
    assert counted(found) == 1
    assert found.credibility is not None
    assert found.credibility.grade == 3
    assert "Ghana's defence minister flew to Lome" in reasons(found)
    assert "apart" in reasons(found)
    assert found.origins[0].claims == tuple(sorted(c.id for c in claims))


def test_agency_credited_in_dateline_byline_or_author_is_the_origin() -> None:
    lines = {
        "dateline": ("LOME (Reuters) -", BlockKind.DATELINE, None),
        "byline": ("By Reuters staff", BlockKind.BYLINE, None),
        "line": ("Source: Reuters", BlockKind.FURNITURE, None),
        "author": ("x", BlockKind.FURNITURE, "Reuters"),
        "none": ("(Source: Reuters)", BlockKind.FURNITURE, None),
    }
    for name, (line, kind, author) in lines.items():
        body = f"{line}\n{OTHER.body}"
        blocks = (Block(kind, 0, len(line)), Block(BlockKind.BODY, len(line) + 1, len(body)))
        one = replace(OTHER, id=name, body=body, blocks=blocks, author=author)
        (found,) = weighed([says(one, SEEN)], [one])
        assert names(found) == (["Lome Matin"] if name == "none" else ["Reuters"]), name


def test_dateline_that_the_reader_left_in_the_text_credits_a_known_agency() -> None:
    one = replace(OTHER, body=f"LOME (AFP) - {OTHER.body}", blocks=(Block(BlockKind.BODY, 0, len(OTHER.body) + 13),))
    (found,) = weighed([says(one, SEEN)], [one])
    assert names(found) == ["Agence France-Presse"]


def test_release_told_by_two_papers_is_one_origin() -> None:
    a = paper("a", "The visit took place on Monday, Ecuador's ministry said.", outlet="El Faro", title="A")
    b = paper("b", "According to the ministry in Quito the minister travelled.", outlet="La Sierra", title="B")
    claims = [
        says(a, "The visit took place", official("Ecuador's foreign ministry", "ECU", "ministry")),
        says(b, "the minister travelled", official("ministry in Quito", "ECU", "ministry")),
    ]
    (found,) = weighed(claims, [a, b])
    assert counted(found) == 1
    assert found.origins[0].kind == "ministry"
    assert "speak for one body, Ecuador" in reasons(found)


def test_ministries_and_officials_of_one_state_are_one_voice() -> None:
    a, b = moved(ONE, "a", outlet="P"), moved(OTHER, "b", outlet="Q")
    claims = [says(a, LEAD, official("Togo's army", "TGO")), says(b, SEEN, official("President Faure", "TGO"))]
    assert counted(weighed(claims, [a, b])[0]) == 1


def test_outlets_of_one_owner_are_one_origin() -> None:
    a, b = moved(ONE, "a", outlet="The Straits Times"), moved(OTHER, "b", outlet="business times")
    (found,) = weighed([says(a, LEAD), says(b, SEEN)], [a, b])
    assert counted(found) == 1
    assert "belong to one owner, SPH Media" in reasons(found)


def test_state_media_speak_for_their_government_and_public_broadcasters_do_not() -> None:
    a = moved(ONE, "a", outlet="Xinhua")
    b = moved(OTHER, "b", outlet="Q")
    beijing = says(b, SEEN, official("Chinese Foreign Ministry", "CHN", "ministry"))
    assert counted(weighed([says(a, LEAD), beijing], [a, b])[0]) == 1
    c = moved(ONE, "c", outlet="NHK")
    tokyo = says(b, SEEN, official("Japanese Foreign Ministry", "JPN", "ministry"))
    assert counted(weighed([says(c, LEAD), tokyo], [b, c])[0]) == 2


def test_one_author_in_two_outlets_never_confirms_himself() -> None:
    a = moved(ONE, "a", outlet="Andes Review", author="Dr. Inés Quiroga")
    b = moved(OTHER, "b", outlet="Pacific Notes", author="Ines Quiroga and Tom Hale")
    (found,) = weighed([says(a, LEAD), says(b, SEEN)], [a, b])
    assert counted(found) == 1
    assert "have one author" in reasons(found)


def test_who_is_cited_and_writes_himself_is_one_origin() -> None:
    a = moved(ONE, "a", outlet="Andes Review", author="Inés Quiroga")
    b = moved(OTHER, "b", outlet="Pacific Notes")
    (found,) = weighed([says(a, LEAD), says(b, SEEN, Attribution("expert", "Quiroga", None, None, "Quiroga"))], [a, b])
    assert counted(found) == 1


def test_outlet_that_is_cited_and_printed_is_one_origin() -> None:
    a, b = ONE, OTHER
    (found,) = weighed([says(a, LEAD), says(b, SEEN, medium("the Volta Post"))], [a, b])
    assert names(found) == ["Volta Post"]


def test_who_cites_an_outlet_rests_on_what_that_outlet_names() -> None:
    ministry = official("Togo's foreign ministry", "TGO", "ministry")
    (found,) = weighed([says(ONE, LEAD, ministry), says(OTHER, SEEN, medium("Volta Post"))], [ONE, OTHER])
    assert names(found) == ["Togo's foreign ministry"]
    assert "is no second origin" in reasons(found)


def test_own_words_of_a_document_that_names_a_source_add_no_origin() -> None:
    own, cited = says(ONE, LEAD), says(ONE, "The two agreed to share the pictures", official("Togo's army", "TGO"))
    (found,) = weighed([own, cited], [ONE])
    assert names(found) == ["Togo's army"]
    assert found.origins[0].claims == tuple(sorted((own.id, cited.id)))


def test_officials_of_one_state_told_by_two_outlets_count_once() -> None:
    claims = [
        says(ONE, LEAD, official("US officials", "USA")),
        says(OTHER, SEEN, official("a senior US official", "USA")),
    ]
    assert counted(weighed(claims, [ONE, OTHER])[0]) == 1


def test_sources_without_a_name_are_one_origin_and_confirm_nobody() -> None:
    claims = [says(ONE, LEAD, official("officials", None)), says(OTHER, SEEN, official("Western diplomats", None))]
    (found,) = weighed(claims, [ONE, OTHER])
    assert len(found.origins) == 1
    assert counted(found) == 0
    assert found.credibility is not None
    assert found.credibility.grade == 3
    named = moved(OTHER, "z", outlet="Z")
    (more,) = weighed([*claims, says(named, SEEN, official("Togo's army", "TGO"))], [ONE, OTHER, named], copies=[])
    assert more.credibility is not None
    assert more.credibility.grade == 2


def test_unknown_publisher_is_an_origin_that_is_not_counted() -> None:
    a, b = moved(ONE, "a", outlet=None), moved(OTHER, "b", outlet=None)
    (found,) = weighed([says(a, LEAD), says(b, SEEN)], [a, b])
    assert len(found.origins) == 2
    assert counted(found) == 0
    assert all("publisher unknown" in name for name in names(found))
    assert found.credibility is not None
    assert found.credibility.grade == 6


def test_host_of_the_address_stands_in_for_an_unknown_publisher() -> None:
    a = moved(ONE, "a", outlet=None, url="https://www.voltapost.example/1")
    b = moved(OTHER, "b", outlet=None, url="http://voltapost.example/2")
    (found,) = weighed([says(a, LEAD), says(b, SEEN)], [a, b])
    assert names(found) == ["voltapost.example"]


def test_think_tank_piece_without_author_is_not_counted() -> None:
    a = moved(ONE, "a", outlet="Eurasia Daily Monitor")
    (found,) = weighed([says(a, LEAD), says(OTHER, SEEN)], [a, OTHER])
    assert len(found.origins) == 2
    assert counted(found) == 1
    assert found.credibility is not None
    assert found.credibility.grade == 2
    signed = replace(a, author="Lena Wirth")
    assert counted(weighed([says(signed, LEAD), says(OTHER, SEEN)], [signed, OTHER])[0]) == 2


def test_one_sentence_of_a_release_in_two_papers_folds_the_claims_on_it_alone() -> None:
    said = (
        "The minister thanked his host for the warm welcome and for the two cutters that will sail from Tema in June."
    )
    a = paper("a", f"He came by sea.\n\n{said}", outlet="P")
    b = paper("b", f"{OTHER.body}\n\n{said} {SEEN}.", outlet="Q")
    shared = [says(a, "two cutters that will sail"), says(b, "two cutters that will sail")]
    assert counted(weighed(shared, [a, b])[0]) == 1
    apart = [says(a, "He came by sea"), says(b, SEEN)]
    assert counted(weighed(apart, [a, b])[0]) == 2


def test_document_that_is_not_at_hand_is_known_by_its_chain() -> None:
    copy = moved(ONE, "c", outlet="Coast Daily")
    claims = [says(ONE, LEAD), says(copy, LEAD)]
    (found,) = weighed(claims, [copy], copies=sourcing.near_copies([ONE, copy], book()))
    assert names(found) == ["Coast Daily", "Volta Post"]


# Several origins


def test_releases_of_both_sides_are_two_origins_and_both_are_parties() -> None:
    a = moved(ONE, "a", outlet="Ministry of Defence of Ghana")
    b = moved(OTHER, "b", outlet="Togolese Foreign Ministry")
    claims = [
        replace(says(a, LEAD), attribution=(Attribution("ministry", "Ministry of Defence of Ghana", "GHA"),)),
        replace(says(b, SEEN), attribution=(Attribution("ministry", "Togolese Foreign Ministry", "TGO"),)),
    ]
    (found,) = weighed(claims, [a, b])
    assert counted(found) == 2
    assert found.credibility is not None
    assert found.credibility.grade == 1
    assert "All are parties to it" in found.credibility.reason


def test_government_does_not_rest_on_whom_its_agency_quotes() -> None:
    agency = moved(ONE, "a", outlet="Xinhua")
    release = moved(OTHER, "b", outlet="Q")
    claims = [
        says(agency, LEAD),
        says(agency, "It was the first such visit", official("Togo's army", "TGO")),
        says(release, SEEN, official("Chinese Foreign Ministry", "CHN", "ministry")),
    ]
    (found,) = weighed(claims, [agency, release])
    assert counted(found) == 2


def test_joint_release_is_one_origin() -> None:
    both = official("two foreign ministries", None, "ministry")
    (found,) = weighed([says(ONE, LEAD, both), says(OTHER, SEEN, both)], [ONE, OTHER])
    assert names(found) == ["two foreign ministries"]


def test_two_papers_of_their_own_confirm_one_another() -> None:
    (found,) = weighed([says(ONE, LEAD), says(OTHER, SEEN)], [ONE, OTHER])
    assert names(found) == ["Lome Matin", "Volta Post"]
    assert found.credibility is not None
    assert found.credibility.grade == 1


def test_sources_cited_side_by_side_do_not_become_one() -> None:
    a = moved(ONE, "a", outlet="Review")
    both = says(a, LEAD, medium("Xinhua", "state_media"), medium("Interfax"), voice=Voice.CITED)
    china = says(a, "The two agreed to share", medium("Xinhua", "state_media"), voice=Voice.CITED)
    russia = says(a, "It was the first such visit", medium("Interfax"), voice=Voice.CITED)
    (found,) = weighed([both, china, russia], [a])
    assert names(found) == ["Interfax", "Xinhua"]
    assert found.credibility is not None
    assert "cited in one document" in found.credibility.reason


# Rings


def test_papers_that_cite_one_another_are_one_origin_and_named() -> None:
    claims = [says(ONE, LEAD, medium("Lome Matin")), says(OTHER, SEEN, medium("Volta Post"))]
    (found,) = weighed(claims, [ONE, OTHER])
    assert len(found.origins) == 1
    assert counted(found) == 0
    (circle,) = found.circles
    assert set(circle.names) == {"Lome Matin", "Volta Post"}
    assert set(circle.claims) == {c.id for c in claims}
    assert found.credibility is not None
    assert "circular" in found.credibility.reason
    assert found.credibility.grade == 6


def test_longer_rings_are_found_and_one_foot_outside_grounds_them() -> None:
    third = moved(OTHER, "c", outlet="Keta Mail", title="Third")
    texts = [ONE, OTHER, third]
    claims = [
        says(ONE, LEAD, medium("Lome Matin")),
        says(OTHER, SEEN, medium("Keta Mail")),
        says(third, SEEN, medium("Volta Post")),
    ]
    (found,) = weighed(claims, texts, copies=[])
    assert len(found.origins) == 1
    assert len(found.circles[0].names) == 3
    foot = says(third, "he looked at two ships", official("Togo's army", "TGO"))
    (grounded,) = weighed([*claims, foot], texts, copies=[])
    assert names(grounded) == ["Togo's army"]
    assert len(grounded.circles) == 1
    assert grounded.credibility is not None
    assert grounded.credibility.grade == 3


def test_an_outlet_of_the_record_is_itself_when_cited_whatever_its_name_sounds_like() -> None:
    one = paper("a", "Ghana's minister flew to Togo, the Volta Observer reported.", outlet="Lome Matin")
    two = paper("b", "The minister of Ghana was in Togo, the Lome Matin reported.", outlet="Volta Observer")
    claims = [
        says(one, "Ghana's minister flew to Togo", medium("Volta Observer", "expert")),
        says(two, "The minister of Ghana was in Togo", medium("Lome Matin")),
    ]
    (found,) = weighed(claims, [one, two])
    assert [set(c.names) for c in found.circles] == [{"Lome Matin", "Volta Observer"}]
    assert counted(found) == 0


def test_ring_beside_an_origin_outside_adds_nothing() -> None:
    third = moved(OTHER, "c", outlet="Keta Mail")
    claims = [says(ONE, LEAD, medium("Lome Matin")), says(OTHER, SEEN, medium("Volta Post")), says(third, SEEN)]
    (found,) = weighed(claims, [ONE, OTHER, third], copies=[])
    assert len(found.origins) == 2
    assert counted(found) == 1
    assert found.credibility is not None
    assert found.credibility.grade == 2
    assert "circular" in found.credibility.reason


# Credibility


def denial(yes: Sequence[Claim], no: Sequence[Claim]) -> Conflict:
    return Conflict(
        "whether it happened", (("denied", tuple(c.id for c in no)), ("reported", tuple(c.id for c in yes)))
    )


def test_denial_by_another_origin_casts_doubt_and_by_more_makes_it_improbable() -> None:
    third, fourth = moved(OTHER, "c", outlet="Keta Mail"), moved(OTHER, "d", outlet="Ho Star")
    texts = [ONE, OTHER, third, fourth]
    yes, no = says(ONE, LEAD), says(OTHER, SEEN, negated=True)
    more = says(third, SEEN, official("Togo's army", "TGO"), negated=True)
    again = says(fourth, SEEN)

    def grade(told: list[Claim], denied: list[Claim]) -> int:
        conflict = denial(told, denied)
        events = [event(told, conflicts=(conflict,)), event(denied, name="e2", conflicts=(conflict,), negated=True)]
        found = weighed([*told, *denied], texts, events=events, copies=[])[0].credibility
        assert found is not None
        assert "denied by" in found.reason
        return found.grade

    assert grade([yes], [no]) == 4
    assert grade([yes], [no, more]) == 5
    assert grade([yes, again], [no]) == 3


def test_conflict_on_who_did_what_casts_doubt_and_on_when_withholds_confirmation() -> None:
    one, two = says(ONE, LEAD), says(OTHER, SEEN)
    for field, grade in {"role of GHA": 4, "date": 2, "place": 2, "troops": 1}.items():
        conflict = Conflict(field, (("x", (one.id,)), ("y", (two.id,))))
        (found,) = weighed([one, two], [ONE, OTHER], events=[event([one, two], conflicts=(conflict,))])
        assert found.credibility is not None, field
        assert found.credibility.grade == grade, field


def test_conflict_within_one_origin_is_none_between_origins() -> None:
    one, two = says(ONE, LEAD), says(ONE, "It was the first such visit")
    conflict = Conflict("role of GHA", (("x", (one.id,)), ("y", (two.id,))))
    (found,) = weighed([one, two], [ONE], events=[event([one, two], conflicts=(conflict,))])
    assert found.credibility is not None
    assert found.credibility.grade == 3


def test_grade_of_a_person_stands_over_the_proposal_and_says_so() -> None:
    one, two = says(ONE, LEAD), says(OTHER, SEEN)
    first = judged("claim", one.id, "credibility", "Ama", 1, "heard it myself", credibility="2")
    second = judged("claim", two.id, "credibility", "Kofi", 2, credibility="4")
    wrong = judged("claim", two.id, "credibility", "Kofi", 3, credibility="good")
    found = [
        weighed([one, two], [ONE, OTHER], judgements=js)[0].credibility
        for js in ([], [first], [second, first], [wrong])
    ]
    assert [(c.grade, c.by) for c in found if c] == [(1, None), (2, "Ama"), (4, "Kofi"), (1, None)]
    assert found[1] is not None
    assert "heard it myself" in found[1].reason
    assert "Proposed was 1" in found[1].reason
    assert found[2] is not None
    assert "differ" in found[2].reason


def test_undone_grade_gives_way_to_the_proposal() -> None:
    one = says(ONE, LEAD)
    given_ = judged("claim", one.id, "credibility", "Ama", 1, credibility="1")
    undone = judged("judgement", given_.id, "undo", "Ama", 2)
    (found,) = weighed([one], [ONE], judgements=[undone, given_])
    assert found.credibility is not None
    assert (found.credibility.grade, found.credibility.by) == (3, None)


# Laws

_OUTLETS = [None, "Volta Post", "Lome Matin", "Keta Mail", "Xinhua", "Reuters", "Eurasia Daily Monitor", "NHK"]
_AUTHORS = [None, None, "Ama Boateng", "Inés Quiroga"]
_CHAINS: list[tuple[Attribution, ...]] = [
    (),
    (),
    (official("Togo's army", "TGO"),),
    (official("Chinese Foreign Ministry", "CHN", "ministry"),),
    (medium("Volta Post"),),
    (medium("Lome Matin"),),
    (medium("Keta Mail"), official("officials", None)),
    (Attribution("document", "communique"),),
    (Attribution("expert", "Ama Boateng"),),
    (medium("Reuters"), medium("Xinhua", "state_media")),
]


@st.composite
def records(draw: st.DrawFn) -> tuple[list[Text], list[Claim]]:
    """Documents of all kinds of publisher that report one event, with claims of all kinds of chain."""
    texts, claims = [], []
    for number in range(draw(st.integers(1, 5))):
        opening = f"Report {number} of the day. "
        body = opening + draw(st.sampled_from([STORY, OTHER.body, f"{LEAD}. {SEEN}."]))
        source = paper(
            f"t{number}", body, title=f"Title {number}",
            outlet=draw(st.sampled_from(_OUTLETS)), author=draw(st.sampled_from(_AUTHORS)),
        )  # fmt: skip
        texts.append(source)
        quotes = [q for q in (LEAD, SEEN, "It was the first such visit") if q in body]
        for quote in draw(st.lists(st.sampled_from(quotes), min_size=1, unique=True)):
            chain = draw(st.sampled_from(_CHAINS))
            voice = Voice.CITED if len(chain) > 1 and chain[-1].kind != "official" else Voice.ATTRIBUTED
            claims.append(says(source, quote, *chain, voice=voice if chain else Voice.AUTHOR))
    return texts, claims


@given(records(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_order_of_texts_and_claims_does_not_change_origins(
    record: tuple[list[Text], list[Claim]], dice: Random
) -> None:
    texts, claims = record
    (found,) = weighed(claims, texts)
    mixed, turned = claims[:], texts[:]
    dice.shuffle(mixed)
    dice.shuffle(turned)
    (again,) = weighed(mixed, turned)
    assert (again.origins, again.circles, again.credibility) == (found.origins, found.circles, found.credibility)


@given(records())
@settings(deadline=None, max_examples=100)
def test_every_claim_is_in_exactly_one_origin(record: tuple[list[Text], list[Claim]]) -> None:
    texts, claims = record
    (found,) = weighed(claims, texts)
    assert sorted(c for o in found.origins for c in o.claims) == sorted(c.id for c in claims)
    assert len({o.id for o in found.origins}) == len(found.origins)
    assert all(o.name and o.reasons for o in found.origins)
    assert found.credibility is not None


@given(records(), st.data())
@settings(deadline=None, max_examples=150)
def test_copy_of_a_document_never_adds_an_origin(record: tuple[list[Text], list[Claim]], data: st.DataObject) -> None:
    texts, claims = record
    (before,) = weighed(claims, texts)
    source = data.draw(st.sampled_from(texts))
    outlet = data.draw(st.sampled_from([*_OUTLETS, "Ho Star"]))
    author = data.draw(st.sampled_from(_AUTHORS))
    copy = moved(source, "copied", outlet=outlet, author=author)
    near = len([x for x in (source.outlet, source.author) if x])
    copied = [says(copy, c.quote.exact, *c.attribution[near:], voice=c.voice) for c in claims if c.text_id == source.id]
    (after,) = weighed([*claims, *copied], [*texts, copy])
    assert len(after.origins) <= len(before.origins)
    assert counted(after) <= len(before.origins)  # a copy may tell who is behind a document of unknown publisher


@given(records())
@settings(deadline=None, max_examples=100)
def test_independent_document_always_adds_an_origin(record: tuple[list[Text], list[Claim]]) -> None:
    texts, claims = record
    (before,) = weighed(claims, texts)
    words = "Nobody else was there when the guest from Accra walked the length of the pier"
    other = paper("z", f"{words}, and we counted the boats.", outlet="Ho Star", author="Esi Addo", title="Alone")
    (after,) = weighed([*claims, says(other, words)], [*texts, other])
    assert len(after.origins) == len(before.origins) + 1
    assert counted(after) == counted(before) + 1
    assert {o.id for o in before.origins} < {o.id for o in after.origins}


# Names


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Reuters", "reuters"), ("REUTERS", "reuters"), ("the Reuters news agency", "reuters"),
        ("A.P.", "associated-press"),
        ("The Associated Press", "associated-press"), ("People’s Daily", "people-s-daily"), ("xinhua", "xinhua"),
        ("Dr. Richard Weitz", "richard-weitz"), ("reuters-uk", None), ("Reutters", None), ("", None), ("...", None),
    ],
)  # fmt: skip
def test_names_resolve_by_case_marks_and_article_and_never_by_guess(name: str, source: str | None) -> None:
    found = sourcing.Register(book()).source(name)
    assert (found.id if found else None) == source


@given(st.text(max_size=30))
@settings(deadline=None)
def test_folding_twice_is_folding_once(name: str) -> None:
    from foedera.sourcing.folding import folded

    assert folded(folded(name)) == folded(name)


def test_every_name_of_every_source_resolves_to_a_source_that_bears_it() -> None:
    register = sourcing.Register(book())
    for name in book().source_names:
        assert register.source(name) is not None, name


def test_every_agency_of_the_settings_is_a_source() -> None:
    assert sourcing.settings.settings_of(book()).credits.agencies <= set(book().sources)


# The sample and the shared reports


def _record(manifest: object) -> tuple[dict[str, Text], list[Claim], list[Event]]:
    from pathlib import Path

    from foedera import events, linking, project

    texts: dict[str, Text] = {}
    claims: list[Claim] = []
    for outcome, found in project.code(manifests=[Path(str(manifest))]):
        assert isinstance(outcome, Text)
        texts[outcome.id] = outcome
        claims += found
    links = linking.link(claims, texts, book())
    published = {t.id: t.published for t in texts.values()}
    return texts, claims, events.assemble(claims, links, [], published=published, named={})


def test_reprinted_wire_story_of_the_sample_is_one_origin() -> None:
    from pathlib import Path

    manifest = Path(__file__).parents[1] / "examples" / "manifest.jsonl"
    texts, claims, events_ = _record(manifest)
    copies = sourcing.near_copies(texts.values(), book())
    reprints = {t.id for t in texts.values() if t.path and "agadez" in t.path}
    assert {c.a for c in copies} | {c.b for c in copies} == reprints
    assert len(copies) == 3
    found = weighed(claims, list(texts.values()), events=events_, copies=copies)
    of = {c.id: c.text_id for c in claims}
    together = [e for e in found if len({of[c] for c in e.claims} & reprints) > 1]
    assert together
    for each in together:
        (origin,) = [o for o in each.origins if {of[c] for c in o.claims} & reprints]
        assert any("The same words stand in" in r for r in origin.reasons)


def test_reports_of_one_author_never_confirm_each_other() -> None:
    manifest = SHARED / "reports" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip(f"{manifest} is not here: the shared reports are no part of the project")
    texts, claims, _ = _record(manifest)
    pair = {t.id: t for t in texts.values() if t.path and t.path[-24:-21] in ("000", "001")}
    assert len(pair) == 2
    own = {
        t: next(c for c in claims if c.text_id == t and len(c.attribution) <= 2 and c.voice is Voice.AUTHOR)
        for t in pair
    }
    (found,) = weighed(list(own.values()), list(pair.values()))
    assert counted(found) <= 1
    assert found.credibility is not None
    assert found.credibility.grade != 1


def test_june_2012_summit_has_its_two_origins() -> None:
    manifest = SHARED / "reports" / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip(f"{manifest} is not here: the shared reports are no part of the project")
    texts, claims, events_ = _record(manifest)
    found = weighed(claims, list(texts.values()), events=events_)
    summit = [
        e for e in found
        if e.type == "meeting" and e.date and e.date.first.isoformat()[:7] == "2012-06" and {"CHN", "KAZ"} <= e.actors
    ]  # fmt: skip
    assert sorted({n for e in summit for n in names(e)}) == ["Tengrinews", "Xinhua"]
