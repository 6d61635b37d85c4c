"""Who says so: citations in parentheses and reported speech, on sentences of our own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.coding.mentions import Mention
from foedera.coding.parsing import parse
from foedera.coding.rules import RuleCoder
from foedera.coding.times import TimeGrammar
from foedera.coding.voices import CitationGrammar, VoiceWords, citations, sayings
from foedera.errors import CodebookError
from foedera.model import Attribution, Interval, Precision, Source, Voice
from support_coding import Small, text_of

ENGLISH = Path(__file__).parents[2] / "src/foedera/data/codebook/languages/en"
DATA = yaml.safe_load((ENGLISH / "voices.yml").read_text(encoding="utf-8"))
TIMES = TimeGrammar(yaml.safe_load((ENGLISH / "times.yml").read_text(encoding="utf-8")))
GRAMMAR, WORDS = CitationGrammar(DATA, TIMES), VoiceWords(DATA)
SOURCES = {
    name.casefold(): Source(name.lower(), name, kind, country)
    for name, kind, country in [
        ("Reuters", "media", "GBR"),
        ("Yonhap", "state_media", "KOR"),
        ("Jamestown Foundation", "think_tank", "USA"),
        ("El Comercio", "media", "PER"),
        ("Dawn", "media", "PAK"),
    ]
}
PUBLISHED = Interval(date(2018, 4, 1), date(2018, 4, 30), Precision.MONTH, "")


def cited(text: str, published: Interval | None = PUBLISHED) -> list[Attribution]:
    found = citations(text, published=published, grammar=GRAMMAR, sources=SOURCES)
    return [link for citation in found for link in citation.attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was signed (Yonhap, March 3, 2016).", [("state_media", "Yonhap", "KOR", "2016-03-03")]),
        ("The ships left (Dawn, 12 April).", [("media", "Dawn", "PAK", "2018-04-12")]),
        ("The ships left (Dawn, December 12).", [("media", "Dawn", "PAK", "2017-12-12")]),
        ("(see Jamestown Foundation, June 2015)", [("think_tank", "Jamestown Foundation", "USA", "2015-06-01")]),
        ("(Peruvian Ministry of Defense, April 2)", [("ministry", "Peruvian Ministry of Defense", None, "2018-04-02")]),
        ("(Times of Malta, 5 January 2018)", [("media", "Times of Malta", None, "2018-01-05")]),
        ("(Reuters)", [("media", "Reuters", "GBR", None)]),
        (
            "(Reuters; Dawn, 3 April)",
            [("media", "Reuters", "GBR", "2018-04-03"), ("media", "Dawn", "PAK", "2018-04-03")],
        ),
        (
            "(Dawn, March 9; Yonhap, March 10, 2017)",
            [("media", "Dawn", "PAK", "2018-03-09"), ("state_media", "Yonhap", "KOR", "2017-03-10")],
        ),
        (
            "(Reuters, Yonhap, March 9)",
            [("media", "Reuters", "GBR", "2018-03-09"), ("state_media", "Yonhap", "KOR", "2018-03-09")],
        ),
        ("(Elmundo.cr, 7 March)", [("media", "Elmundo.cr", None, "2018-03-07")]),
        ("(Dawn, February 30, 2018)", [("media", "Dawn", "PAK", None)]),
    ],
)
def test_source_in_parentheses_is_cited(text: str, expected: list[tuple[str, str, str | None, str | None]]) -> None:
    found = [(a.kind, a.name, a.actor, str(a.date.first) if a.date else None) for a in cited(text)]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "(AU)", "(900 miles)", "(photo: minrel.cl)", "(South 2014)", "(Source: Reuters)", "(AP Photo/Jane Doe)",
        "(left)", "(Editing by Jane Doe)", "(Credit: Reuters)", "(Geneva, 1954)", "(Lusaka, July 2001)",
        "(in June 2011)", "(June 6)", "(although there are doubts)", "(the Kingdom, or the realm)",
        "(Reuters/Jane Doe)", "(Treaty of Lima, 1929)", "()", "(and the Kenyans, June 6)", "(see below)",
        "(Unknown; Reuters)", "no parenthesis at all, Reuters, June 6",
    ],
)  # fmt: skip
def test_ordinary_parenthesis_cites_nobody(text: str) -> None:
    assert cited(text) == []


def test_year_of_a_citation_is_never_after_publication_and_is_marked() -> None:
    (link,) = cited("(Dawn, June 6)")
    assert link.date is not None
    assert (link.date.first, link.date.year_inferred) == (date(2017, 6, 6), True)
    (undated,) = cited("(Dawn, June 6)", published=None)
    assert undated.date is None
    assert undated.as_printed == "Dawn, June 6"


def test_ministry_gets_its_state_where_the_caller_can_tell() -> None:
    found = citations(
        "(Chilean Ministry of Defense, April 2)",
        published=PUBLISHED,
        grammar=GRAMMAR,
        sources=SOURCES,
        actor_of=lambda name: "CHL" if "Chilean" in name else None,
    )
    assert [a.actor for c in found for a in c.attributions] == ["CHL"]


@settings(max_examples=200, deadline=None)
@given(
    st.text() | st.lists(st.sampled_from(["(", ")", "Reuters", ",", ";", "June 6", "see", "2015", " "])).map("".join)
)
def test_any_text_is_read_without_error_and_citations_are_parentheses(text: str) -> None:
    for citation in citations(text, published=PUBLISHED, grammar=GRAMMAR, sources=SOURCES):
        assert text[citation.start] in "(["
        assert text[citation.end - 1] in ")]"
        assert citation.attributions


def said(text: str, before: Attribution | None = None) -> list[tuple[str, str, str, str]]:
    """(voice, kind, name, words said) of each saying."""
    (doc,) = parse([text])
    found = sayings(doc[:], [], words=WORDS, sources=SOURCES, before=before)
    return [(s.voice.value, s.attribution.kind, s.attribution.name, doc[s.start : s.end].text) for s in found]


SAID = [
    ("The Kenyan defence ministry said that two frigates would visit Mombasa.",
     [("attributed", "ministry", "Kenyan defence ministry", "that two frigates would visit Mombasa")]),
    ("Officials said on condition of anonymity that the base will close.",
     [("attributed", "official", "Officials", "that the base will close")]),
    ('"We will not buy these aircraft," Peruvian Foreign Minister Elmer Schialer said on Monday.',
     [("quoted", "official", "Elmer Schialer", "We will not buy these aircraft")]),
    ('"Relations are good," said Ana Paz, head of the Pacific section at the Center for Naval Studies.',
     [("quoted", "expert", "Ana Paz", "Relations are good")]),
    ("The analyst told Reuters that Fiji needs patrol boats.",
     [("attributed", "media", "Reuters", "that Fiji needs patrol boats"),
      ("attributed", "expert", "analyst", "that Fiji needs patrol boats")]),
    ("In an interview with Yonhap, the ambassador said Vietnam was ready to host the talks.",
     [("attributed", "state_media", "Yonhap", "Vietnam was ready to host the talks"),
      ("attributed", "official", "ambassador", "Vietnam was ready to host the talks")]),
    ("A statement from the Indian Navy said the ships would call at Colombo.",
     [("attributed", "government", "Indian Navy", "the ships would call at Colombo")]),
    ("The joint communique said the two sides would hold exercises.",
     [("attributed", "document", "joint communique", "the two sides would hold exercises")]),
    ("As the minister noted, Kenya will lead the mission.",
     [("attributed", "official", "minister", "Kenya will lead the mission.")]),
    ("Reuters reported that Egypt had bought 30 jets.",
     [("attributed", "media", "Reuters", "that Egypt had bought 30 jets")]),
    ("Brazil has not received the aircraft, the defence ministry said in a statement.",
     [("attributed", "ministry", "defence ministry", "Brazil has not received the aircraft")]),
    ("Reuters, citing two diplomats, reported that Chad expelled the envoys.",
     [("attributed", "media", "Reuters", "that Chad expelled the envoys"),
      ("attributed", "official", "two diplomats", "that Chad expelled the envoys")]),
    ("The president was quoted by Yonhap as saying that Laos will join the drills.",
     [("quoted", "state_media", "Yonhap", "that Laos will join the drills"),
      ("quoted", "official", "president", "that Laos will join the drills")]),
    ("The ministry's claim that the vessel crossed its border was denied.",
     [("attributed", "ministry", "ministry", "that the vessel crossed its border")]),
    ("The spokeswoman announced the delivery of twelve drones to Niger.",
     [("attributed", "official", "spokeswoman", "the delivery of twelve drones to Niger")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[row[0][:50] for row in SAID])
def test_reported_speech_gives_speaker_and_words(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("According to Reuters, the two presidents signed a treaty.", "media", "Reuters"),
        (
            "The two presidents signed a treaty, according to the Ghanaian presidency.",
            "government",
            "Ghanaian presidency",
        ),
        ("The move, experts believe, will strengthen ties between Japan and the Philippines.", "expert", "experts"),
        ("Portugal will sell six jets to Romania, the newspaper El Comercio reported.", "media", "El Comercio"),
    ],
)
def test_whole_clause_is_said_where_the_source_stands_beside_it(text: str, kind: str, name: str) -> None:
    (doc,) = parse([text])
    (saying,) = sayings(doc[:], [], words=WORDS, sources=SOURCES)
    assert (saying.attribution.kind, saying.attribution.name) == (kind, name)
    verb = next(t for t in doc if t.lemma_ in ("sign", "strengthen", "sell"))
    assert saying.start <= verb.i < saying.end


@pytest.mark.parametrize(
    "text",
    [
        "Portugal reportedly sold six jets to Romania.",
        "The general is said to have visited Hanoi.",
        "It was reported that Chile bought ships from Australia.",
        "There are reports that Belarus received missiles.",
        "Malian troops allegedly attacked the village.",
    ],
)
def test_hearsay_has_a_voice_of_its_own(text: str) -> None:
    assert [voice for voice, *_ in said(text)] == ["reportedly"]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda signed a treaty in Nairobi.",
        "The minister visited Oslo on Monday.",
        "Fiji agreed to buy two boats.",
        "The report was late.",
        "Mali denied that its forces attacked the village.",
        "He told a joke.",
        "The minister did not say that Fiji bought boats.",
        "The minister plans to announce the sale of six jets.",
        "The envoys welcomed Peru concluding an agreement with Chile.",
    ],
)
def test_plain_statement_is_the_authors_own(text: str) -> None:
    assert said(text) == []


def test_pronoun_and_pure_quotation_are_those_of_who_spoke_last() -> None:
    before = Attribution("expert", "Ana Paz", None, None, "Ana Paz")
    assert said("He said that Fiji needs boats.", before)[0][1:3] == ("expert", "Ana Paz")
    assert said('"Fiji has little choice in this."', before)[0][:3] == ("quoted", "expert", "Ana Paz")
    assert said('"Fiji has little choice in this."') == []


def test_mention_gives_the_speaker_his_state() -> None:
    (doc,) = parse(["Oman said it would host the talks."])
    oman = Mention(0, 1, 0, "OMN", "state", "name")
    (saying,) = sayings(doc[:], [oman], words=WORDS, sources=SOURCES)
    assert (saying.attribution.kind, saying.attribution.actor) == ("government", "OMN")
    people = Mention(0, 1, 0, "OMN", "state", "nationals")
    assert sayings(doc[:], [people], words=WORDS, sources=SOURCES) == []


def test_words_may_be_given_as_a_mapping() -> None:
    (doc,) = parse(["Officials said the base will close."])
    assert sayings(doc[:], [], words=DATA, sources={}) == sayings(doc[:], [], words=WORDS, sources={})


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([w for text, _ in SAID for w in text.split()]), min_size=1, max_size=14).map(" ".join))
def test_any_parse_is_read_without_error_and_spans_stay_inside(text: str) -> None:
    (doc,) = parse([text])
    found = sayings(doc[:], [], words=WORDS, sources=SOURCES)
    assert all(0 <= s.start < s.end <= len(doc) and s.voice is not Voice.AUTHOR for s in found)


@pytest.mark.parametrize("key", ["verbs", "kinds", "citation"])
def test_words_that_lack_a_key_are_refused_by_name(key: str) -> None:
    data = {name: value for name, value in DATA.items() if name != key}
    with pytest.raises(CodebookError, match=rf"voices\.yml.*{key}"):
        CitationGrammar(data, TIMES) if key != "verbs" else VoiceWords(data)


def test_who_objects_in_words_is_the_origin_of_the_objection(small: Small) -> None:
    (claim,) = small.code("Oman's foreign minister condemned Kenya.", outlet="Gulf Herald")
    assert [link.name for link in claim.attribution] == ["Gulf Herald", "Oman's foreign minister"]
    assert claim.voice is Voice.ATTRIBUTED


def test_a_state_as_such_is_no_origin(small: Small) -> None:
    (claim,) = small.code("Oman condemned Kenya.", outlet="Gulf Herald")
    assert [link.name for link in claim.attribution] == ["Gulf Herald"]
    assert claim.voice is Voice.AUTHOR


def test_what_we_say_in_a_joint_statement_rests_on_the_statement(whole: RuleCoder) -> None:
    body = (
        "The leaders of Oman and Kenya issued this joint statement. We reaffirm our commitment to closer cooperation."
    )
    claims = whole.code(text_of(body, title="Joint statement by Oman and Kenya"))
    chains = [[(link.kind, link.name) for link in c.attribution] for c in claims if c.quote.exact.startswith("We")]
    assert chains
    assert all(chain == [("document", "Joint statement by Oman and Kenya")] for chain in chains)
