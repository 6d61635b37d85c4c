"""Laws of the coder as a whole, whatever the triggers are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedera import coding
from foedera.coding.rules import RuleCoder
from foedera.model import CODABLE, Block, BlockKind, Claim, Text, claim_id, text_id
from foedera.records import claim_from, record_of
from support_coding import Small, in_short, text_of

LAW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Reports of our own, with most of what reports have.
REPORTS = """
MUSCAT – Oman’s defence minister visited Kenya on 3 May 2015, his office said (Reuters, May 4). The two countries
initialled a memorandum on naval co-operation and will hold an exercise off Mombasa next year.
---
Ghana and Peru held talks in Accra. Both sides agreed to exchange officers. “We will sell radars to Ghana,” Peru's
president said. He did not say when. Peru sold 20 tanks to Ghana in 2014.
---
The SCO includes Kazakhstan but not Turkmenistan. Fiji, Tonga and Samoa exercised together in 2016; Fiji sent 200
troops, Tonga sent 50.

Chile condemned the arrest of its fishermen by Argentina.
---
Botswana may deepen its ties with Norway. In Gaborone, officials denied that Norway had withdrawn its trainers.
Norway, which has trained Botswana's police since 2010, refused to comment.
---
Vietnam will deploy medics to South Sudan, Cambodia to Mali and Laos to Lebanon. The United Nations thanked them.
""".strip().split("\n---\n")
NAMES = st.sampled_from(
    ["Oman", "Kenya's", "the two", "they", "his counterpart", "NATO", "we", "Ghana and Peru", "there"]
)
ACTS = st.sampled_from(["visited", "did not meet", "sold tanks to", "talks with", "an exercise of", "will deploy to"])
ODD = st.sampled_from(
    ["(", ")", "“", "”", "which", "\n", "\x00", "’", "3 May", "and", ",", ".", "\u200d", "\u0301", "—", "200",
     "31 February", "(Reuters, May 3)", "$5", "[x](y)", "\u202e", "🚢", "ﷺ", "not", "if", "’s", "..", "?!"]
)  # fmt: skip
ODDITIES = st.lists(
    NAMES | ACTS | ODD | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), min_size=3, max_size=40
).map(" ".join)


def records(claims: list[Claim], text: Text) -> str:
    return json.dumps([record_of(c, text) for c in claims])


def without_offsets(claims: list[Claim]) -> list[tuple[str, str]]:
    """What claims say, in words with one blank between them."""
    return [(in_short(c), " ".join(str(c.date and (c.date.start, c.date.end)).split())) for c in claims]


@pytest.fixture(scope="module")
def coded(whole: RuleCoder) -> list[tuple[Text, list[Claim]]]:
    found = [(t, whole.code(t)) for t in (text_of(r, published="2015-06-01", outlet="Reuters") for r in REPORTS)]
    assert all(claims for _, claims in found)
    return found


def test_every_quote_role_and_amount_is_the_words_at_its_span(coded: list[tuple[Text, list[Claim]]]) -> None:
    roles = amounts = 0
    for text, claims in coded:
        for c in claims:
            assert c.quote.exact == text.body[c.quote.start : c.quote.end]
            assert c.quote.exact == c.quote.exact.strip()
            for role in c.roles:
                assert role.mention == text.body[role.start : role.end] != ""
                roles += 1
            for amount in c.amounts:
                assert any(ch.isdigit() for ch in text.body[amount.start : amount.end])
                amounts += 1
    assert roles > 10
    assert amounts > 0


def test_every_claim_is_of_its_type(coded: list[tuple[Text, list[Claim]]], whole: RuleCoder) -> None:
    for text, claims in coded:
        for c in claims:
            kind = whole.codebook.type(c.type)
            assert c.family == kind.family
            assert {r.role for r in c.roles} <= {r.name for r in kind.roles}
            assert set(c.attributes) <= {*kind.attributes, *(k for t in kind.triggers["en"] for k in t.attributes)}
            assert c.found_by in {t.id for t in kind.triggers["en"]}
            assert c.text_id == text.id
            assert c.codebook == whole.codebook.version
            assert all(a < b for a, b in c.dyads)
            assert {x for d in c.dyads for x in d} <= {r.actor for r in c.roles if r.kind == "state"}


def test_claims_have_names_of_their_own_in_text_order(coded: list[tuple[Text, list[Claim]]]) -> None:
    for text, claims in coded:
        assert len({c.id for c in claims}) == len(claims)
        assert [c.quote.start for c in claims] == sorted(c.quote.start for c in claims)
        first = claims[0]
        assert first.id == claim_id(text.id, first.type, first.quote.start, first.quote.end)


def test_a_claim_of_the_coder_survives_its_record(coded: list[tuple[Text, list[Claim]]]) -> None:
    for text, claims in coded:
        assert [claim_from(record_of(c, text)) for c in claims] == claims


def test_a_text_is_coded_the_same_again_after_others_and_among_others(whole: RuleCoder) -> None:
    texts = [text_of(r) for r in REPORTS]
    alone = [
        records(RuleCoder(whole.codebook).code(texts[0]), texts[0]),
        *(records(whole.code(t), t) for t in texts[1:]),
    ]
    together = [records(claims, t) for t, claims in whole.code_all(texts)]
    backwards = [records(claims, t) for t, claims in whole.code_all(texts[::-1])]
    assert together == alone
    assert backwards[::-1] == alone


def test_the_door_of_the_package_gives_what_the_coder_gives(whole: RuleCoder) -> None:
    text = text_of(REPORTS[0])
    assert coding.code(text, whole.codebook) == whole.code(text)
    assert list(coding.code_all([text, text], whole.codebook)) == [(text, whole.code(text))] * 2


def test_a_language_without_rules_is_not_coded(small: Small) -> None:
    body = "Oman visited Kenya."
    blocks = (Block(BlockKind.BODY, 0, len(body)),)
    texts = {lang: Text(text_id(body), body, blocks, lang) for lang in ("en", "und", "fr")}
    counts = {lang: len(coding.code(t, small.book)) for lang, t in texts.items()}
    assert counts == {"en": 1, "und": 1, "fr": 0}


@settings(LAW, max_examples=60)
@given(ODDITIES)
def test_no_text_whatever_is_too_odd_to_code(small: Small, body: str) -> None:
    for c in small.code(body, published="2015-06-01", outlet="Reuters"):
        assert c.quote.exact == body[c.quote.start : c.quote.end]


def test_half_a_character_is_no_reason_to_stop(small: Small) -> None:
    """Reading replaces such halves; a Text made by hand may hold one."""
    assert small.tell("Oman sold tanks \ud800 to Kenya.") != []


@LAW
@given(st.lists(st.sampled_from(BlockKind), min_size=1, max_size=6))
def test_only_body_and_quotation_yield_claims(small: Small, kinds: list[BlockKind]) -> None:
    line = "Oman sold tanks to Kenya.\n"
    blocks = tuple(Block(kind, i * len(line), (i + 1) * len(line)) for i, kind in enumerate(kinds))
    claims = small.coder.code(Text("t", line * len(kinds), blocks, "en"))
    assert [c.quote.start for c in claims] == [b.start for b in blocks if b.kind in CODABLE]


VARIANTS: dict[str, Callable[[str], str]] = {
    "curly quotes": lambda body: body.replace("'", "’").replace('"', "”"),
    "straight quotes": lambda body: re.sub("[‘’]", "'", re.sub("[“”]", '"', body)),
    "line wraps": lambda body: body.replace(" ", "\n"),
    "double blanks": lambda body: body.replace(" ", "  "),
    "no-break blanks": lambda body: body.replace(" ", "\u00a0"),
    "an acronym in parentheses": lambda body: body.replace("Kenya", "Kenya (KE)").replace("Norway", "Norway (NO)"),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_how_a_text_is_set_changes_nothing_but_offsets(
    coded: list[tuple[Text, list[Claim]]], whole: RuleCoder, name: str
) -> None:
    changed = 0
    for text, claims in coded:
        body = VARIANTS[name](text.body)
        changed += body != text.body
        again = whole.code(text_of(body, published="2015-06-01", outlet="Reuters"))
        assert without_offsets(again) == without_offsets(claims)
    assert changed


def test_a_citation_names_the_source_and_changes_neither_roles_nor_act(small: Small) -> None:
    (bare,) = small.code("Oman sold tanks to Kenya.", published="2015-06-01")
    (cited,) = small.code("Oman sold tanks to Kenya (Reuters, May 3).", published="2015-06-01")
    (amid,) = small.code("Oman sold tanks (Reuters, May 3) to Kenya.", published="2015-06-01")
    assert in_short(bare) == in_short(cited) == in_short(amid)
    assert [a.name for a in bare.attribution] == []
    assert [a.name for a in cited.attribution] == [a.name for a in amid.attribution] == ["Reuters"]
    assert cited.voice == "cited"


@LAW
@given(st.permutations([0, 1, 2]))
def test_reports_without_references_can_stand_in_any_order(small: Small, order: list[int]) -> None:
    parts = ["Oman sold tanks to Kenya.", "Ghana's president visited Peru.", "Chile and Fiji signed a treaty."]
    once = {i: small.tell(p) for i, p in enumerate(parts)}
    assert small.tell(" ".join(parts[i] for i in order)) == [c for i in order for c in once[i]]


@pytest.mark.parametrize(
    "body",
    [
        "Oman, together with Peru, held talks with Kenya.",
        "Oman, alongside Peru, held talks with Kenya.",
        "Oman as well as Peru held talks with Kenya.",
    ],
)
def test_who_stands_beside_a_party_takes_part_too(tell: Callable[..., list[str]], body: str) -> None:
    assert tell(body) == ["meeting occurred participant:KEN participant:OMN participant:PER"]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Readout of the Call with Nordic Leaders", "signatory:CHL signatory:GRP:Nordics"),
        ("Readout of the Call with NATO's Partners", ""),
        ("Readout of the Call on Nordic Security", ""),
    ],
)
def test_the_title_of_a_readout_says_who_talks(tell: Callable[..., list[str]], title: str, told: str) -> None:
    found = tell("Chile called in May. They signed a treaty.", title=title, outlet="Government of Chile")
    assert found == ([f"agreement occurred {told}"] if told else [])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Japan, India and the Quad held talks in Lima.", "framework:QUAD host:PER participant:IND participant:JPN"),
        ("Peru and the Quad held talks.", "participant:PER participant:QUAD"),
        ("Japan and the Quad held talks.", "participant:JPN participant:QUAD"),
        ("Canada, Norway and NATO held talks.", "participant:CAN participant:NATO participant:NOR"),
    ],
)
def test_a_forum_beside_two_of_its_members_is_where_they_meet(whole: RuleCoder, body: str, told: str) -> None:
    assert [in_short(c) for c in whole.code(text_of(body))] == [f"meeting occurred {told}"]


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        ("Chile's president met with the presidents of Norway and Finland.", "CHL FIN NOR"),
        ("Chile's president called in May.", "CHL GRP:Nordics"),
        ("The presidents of Norway and Finland met.", "CHL GRP:Nordics"),
    ],
)
def test_those_who_came_of_a_group_talk_where_the_text_names_them(
    tell: Callable[..., list[str]], opening: str, told: str
) -> None:
    title, outlet = "Readout of the Meeting with Nordic Leaders", "Government of Chile"
    found = tell(f"{opening} The leaders signed a treaty.", title=title, outlet=outlet)
    assert f"agreement occurred {' '.join(f'signatory:{actor}' for actor in told.split())}" in found


@pytest.mark.parametrize(
    "body",
    [
        "Kenya's president met President Yoon Suk of Oman, Minister Kishida Fumio of Japan, and Minister Luis of Peru.",
        "Kenya's minister met with Minister Noor of Oman, Minister Abe of Japan and Minister Luis of Peru.",
    ],
)
def test_all_of_a_list_take_part_however_it_was_parsed(tell: Callable[..., list[str]], body: str) -> None:
    assert tell(body) == ["meeting occurred participant:JPN participant:KEN participant:OMN participant:PER"]


@pytest.mark.parametrize(
    ("body", "host"),
    [
        ("Kenya and Oman discussed the situation in Peru.", ""),
        ("Kenya and Oman held talks in Peru.", " host:PER"),
        ("Kenya met Oman in Peru.", " host:PER"),
    ],
)
def test_talks_are_not_held_where_their_topic_is(tell: Callable[..., list[str]], body: str, host: str) -> None:
    assert tell(body) in ([f"meeting occurred{host} participant:KEN participant:OMN"], [])
