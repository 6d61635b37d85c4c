"""When what bears no time of its own was: handed on from other sentences, or by the day of the release."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.coding.rules import RuleCoder
from foedera.model import Claim
from support_coding import Small, text_of

PUBLISHED = "2016-08-18"  # a Thursday
WEEK_BEFORE = "2016-08-11..2016-08-17"


def when(claim: Claim) -> str:
    return f"{claim.date.start or ''}..{claim.date.end or ''}" if claim.date else "unknown"


def dated(small: Small, body: str, kind: str, published: str | None = PUBLISHED, **more: str) -> list[str]:
    if published:
        more["published"] = published
    return [when(c) for c in small.code(body, **more) if c.type == kind]


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        ("He also condemned Peru.", "2014-03-03..2014-03-03"),
        ("Oman condemned Peru.", "2014-03-03..2014-03-03"),
        ("Oman has condemned Peru.", "unknown"),  # at any time up to now
        ("Oman had condemned Peru.", "unknown"),
        ("Oman condemns Peru.", "unknown"),
        ("Earlier Oman condemned Peru.", "unknown"),
        ("Oman recently condemned Peru.", "unknown"),
        ("On the eve of the talks Oman condemned Peru.", "unknown"),
        ("Chile condemned Peru.", "unknown"),  # of whom nothing was told
        ("Ghana, which condemned Peru, was absent.", "unknown"),
    ],
)
def test_what_one_goes_on_to_do_is_of_the_time_just_told(small: Small, second: str, wanted: str) -> None:
    assert dated(small, f"Oman's president visited Kenya on 3 March 2014. {second}", "opposition") == [wanted]


def test_the_basis_says_where_the_time_stands(small: Small) -> None:
    claims = small.code("Oman's president visited Kenya on 3 March 2014. Oman condemned Peru.", published=PUBLISHED)
    (claim,) = [c for c in claims if c.type == "opposition"]
    assert claim.date is not None
    assert claim.date.basis == '"3 March 2014" in the sentence before'


def test_a_time_is_not_handed_on_for_long(small: Small) -> None:
    told = "Oman's president visited Kenya on 3 March 2014. {} Oman condemned Peru."
    assert dated(small, told.format("Oman praised Kenya."), "opposition") == ["2014-03-03..2014-03-03"]
    between = "Oman praised Kenya. Oman sold tanks to Ghana. Oman bought tanks from Chile."
    assert dated(small, told.format(between), "opposition") == ["unknown"]


def test_a_year_is_too_wide_to_be_handed_on(small: Small) -> None:
    assert dated(small, "Oman's president visited Kenya in 2014. Oman condemned Peru.", "opposition") == ["unknown"]


def test_what_the_sentence_before_speaks_of_hands_on_nothing(small: Small) -> None:
    body = "Oman's president regretted the raid of 3 March 2014. Oman condemned Peru."
    assert dated(small, body, "opposition") == ["unknown"]


def test_news_are_of_the_day_told_in_the_opening(small: Small) -> None:
    body = (
        "Oman's president visited Kenya on Tuesday.\n\nIn 2011 Ghana sold tanks to Chile.\n\n"
        "Kenya has long asked for such a visit.\n\nOman condemned Peru."
    )
    claims = small.code(body, published=PUBLISHED)
    (claim,) = [c for c in claims if c.type == "opposition"]
    assert when(claim) == "2016-08-16..2016-08-16"
    assert claim.date is not None
    assert claim.date.basis == '"Tuesday" in the opening, published 2016-08-18'


def test_a_time_of_others_does_not_lead_away_from_the_story_but_ones_own_does(small: Small) -> None:
    opening = "Oman's president visited Kenya on Tuesday. "
    assert dated(small, opening + "Ghana visited Chile in May. Oman condemned Peru.", "opposition") == [
        "2016-08-16..2016-08-16"
    ]
    assert dated(small, opening + "Oman visited Chile in May 2013. Oman condemned Peru.", "opposition") == [
        "2013-05-01..2013-05-31"
    ]


def test_an_old_story_is_no_news(small: Small) -> None:
    body = (
        "Oman's president visited Kenya on 2 May 2016. Ghana was dry. Chile was hot. Peru was wet. Oman condemned Peru."
    )
    assert dated(small, body, "opposition") == ["unknown"]


def test_only_its_own_kind_of_deed_and_words_and_contacts_are_of_the_story(small: Small) -> None:
    opening = "Oman's president visited Kenya on Tuesday. "
    assert dated(small, opening + "Oman sold tanks to Kenya.", "arms_transfer") == ["unknown"]
    assert dated(small, opening + "He held talks with Kenya.", "meeting") == ["2016-08-16..2016-08-16"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("We condemn Peru.", "2016-08-18..2016-08-18"),
        ("Oman condemns Peru.", "2016-08-18..2016-08-18"),
        ("Chile condemns Peru.", "unknown"),
        ('"We condemn Peru," said Chile.', "unknown"),
    ],
)
def test_a_release_speaks_on_the_day_of_its_issue(small: Small, sentence: str, wanted: str) -> None:
    assert dated(small, sentence, "opposition", outlet="Ministry of Defence of Oman") == [wanted]
    assert dated(small, sentence, "opposition", published=None, outlet="Ministry of Defence of Oman") == ["unknown"]


def test_a_readout_that_names_no_day_tells_of_the_day_of_its_issue(small: Small) -> None:
    body = "Oman's minister met with Kenya's minister. The minister condemned Peru."
    told = small.code(body, published=PUBLISHED, outlet="Ministry of Defence of Oman")
    assert {when(c) for c in told} == {"2016-08-18..2016-08-18"}
    assert {c.date.basis for c in told if c.date} == {"issued on the day of publication (given)"}
    assert {when(c) for c in small.code(body, published=PUBLISHED, outlet="Lakeside Gazette")} == {"unknown"}


def test_a_release_that_names_a_day_elsewhere_is_no_such_readout(small: Small) -> None:
    body = "Oman's minister met with Kenya's minister. In May 2015 Ghana visited Chile."
    assert dated(small, body, "meeting", outlet="Ministry of Defence of Oman") == ["unknown"]


def test_what_a_document_says_is_of_the_day_of_the_document(whole: RuleCoder) -> None:
    body = (
        "The communique issued when Oman's sultan visited Nairobi in May 2007 states that Oman condemns Peru's raids."
    )
    claims = [c for c in whole.code(text_of(body, published=PUBLISHED)) if c.type == "opposition"]
    assert [when(c) for c in claims] == ["2007-05-01..2007-05-31"]


def test_what_is_going_on_is_so_on_the_day_it_is_told(small: Small) -> None:
    assert dated(small, "Oman is visiting Kenya.", "visit") == ["2016-08-18..2016-08-18"]
    assert dated(small, "Oman is visiting Kenya.", "visit", published=None) == ["unknown"]
    assert dated(small, "Oman is not visiting Kenya.", "visit") == ["unknown"]


def test_what_the_news_open_with_takes_its_day_from_where_it_is_told_again(small: Small) -> None:
    body = (
        "Oman and Kenya have signed a treaty. Oman condemned Peru. Ghana was dry. Chile was hot. Peru was wet. "
        "It rained. Oman and Kenya signed the treaty on Tuesday."
    )
    claims = small.code(body, published=PUBLISHED)
    assert [(c.type, when(c)) for c in claims] == [
        ("agreement", "2016-08-16..2016-08-16"),
        ("opposition", "2016-08-16..2016-08-16"),
        ("agreement", "2016-08-16..2016-08-16"),
    ]
    assert [c.date.basis for c in claims if c.date] == [
        '"Tuesday" where it is told again, published 2016-08-18',
        '"Tuesday" where its news are told again, published 2016-08-18',
        '"Tuesday", published 2016-08-18',
    ]


@pytest.mark.parametrize("last", ["in May 2013", "on Tuesday. Oman and Kenya signed the treaty on Monday"])
def test_what_may_be_another_deed_dates_nothing(small: Small, last: str) -> None:
    body = f"Oman and Kenya have signed a treaty. Oman and Kenya signed a treaty {last}."
    assert dated(small, body, "agreement")[0] == "unknown"


def test_what_is_called_recent_may_be_told_again_months_before(small: Small) -> None:
    body = "Ghana was dry. Chile was hot. Peru was wet. It rained. {} Oman's president visited Kenya in May."
    assert (
        dated(small, body.format("The recent visit of Oman to Kenya was long."), "visit")[0] == "2016-05-01..2016-05-31"
    )
    assert dated(small, body.format("The visit of Oman to Kenya was long."), "visit")[0] == "unknown"


def test_an_undated_text_is_counted_from_a_day_that_it_names_again_and_again(small: Small) -> None:
    body = (
        "Oman's president visited Kenya on Monday. Oman and Kenya signed a treaty in June. "
        "Oman condemned Peru on Tuesday.\n\nA hall in Lima, on July 8, 2024.\n\nA port in Lima, on July 8, 2024."
    )
    assert dated(small, body, "visit", published=None) == ["2024-07-08..2024-07-08"]  # a Monday
    assert dated(small, body, "agreement", published=None) == ["2024-06-01..2024-06-30"]
    assert dated(small, body, "opposition", published=None) == ["unknown"]  # before it or after
    once = body.replace("A port in Lima, on July 8, 2024.", "")
    assert dated(small, once, "visit", published=None) == ["unknown"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("He reaffirmed that Oman condemns Peru.", "2016-08-16..2016-08-16"),
        ("He reaffirmed that Oman condemned Peru.", "unknown"),  # who knows when
    ],
)
def test_words_repeated_in_the_present_are_said_when_they_are_repeated(
    small: Small, sentence: str, wanted: str
) -> None:
    assert dated(small, f"Oman's president visited Kenya on Tuesday. {sentence}", "opposition") == [wanted]


def test_a_pledge_in_a_release_is_made_on_the_day_of_its_issue(small: Small) -> None:
    told = dated(small, "We pledge to sell tanks to Kenya.", "arms_transfer", outlet="Ministry of Defence of Oman")
    assert told == ["2016-08-18..2016-08-18"]


def test_one_annual_occasion_is_no_habit(small: Small) -> None:
    (claim,) = small.code("Oman and Kenya met at the annual summit on Tuesday.", published=PUBLISHED)
    assert claim.status == "occurred"
    assert [c.status for c in small.code("Oman and Kenya hold annual talks.", published=PUBLISHED)] == ["habitual"]


def test_structure_and_assessment_take_no_time_from_around(small: Small) -> None:
    body = "Oman's president visited Kenya on Tuesday. Oman deepened ties with Kenya. The African Union included Kenya."
    assert dated(small, body, "assess_outlook") == ["unknown"]
    assert dated(small, body, "org_status") == ["unknown"]


SENTENCES = [
    "Oman's president visited Kenya on Tuesday.",
    "Oman condemned Peru.",
    "They held talks.",
    "Kenya sold tanks to Oman in 2012.",
    "Earlier he met with Ghana's minister.",
    "We condemn Chile.",
    "Oman is visiting Ghana.",
    '"We condemn Peru," he said.',
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=7), st.sampled_from(["Lakeside Gazette", "Ministry of Oman"]))
def test_a_done_act_is_never_dated_after_publication_and_a_text_without_a_day_hands_on_no_day_of_its_own(
    small: Small, sentences: list[str], outlet: str
) -> None:
    body = " ".join(sentences)
    for claim in small.code(body, published=PUBLISHED, outlet=outlet):
        if claim.date is not None and claim.status.is_done:
            assert claim.date.first.isoformat() <= PUBLISHED
    for claim in small.code(body, outlet=outlet):
        assert claim.date is None or claim.date.first.year == 2012


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        ("It is noteworthy that Oman condemned Peru.", "2014-03-03..2014-03-03"),
        ("Oman's minister said that Oman condemned Peru.", "2014-03-03..2014-03-03"),
        ("Oman's minister denied that Oman condemned Peru.", "unknown"),
        ("Oman condemned Peru, since both are rivals.", "2014-03-03..2014-03-03"),
        ("Oman condemned Peru, before both were rivals.", "unknown"),
    ],
)
def test_what_the_text_presents_is_told_in_its_main_line(small: Small, second: str, wanted: str) -> None:
    assert dated(small, f"Oman's president visited Kenya on 3 March 2014. {second}", "opposition") == [wanted]


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        ("The two agreed on it at the end of talks between Oman and Kenya.", "2016-08-16..2016-08-16"),
        ("The two agreed on it after months of talks between Oman and Kenya.", "unknown"),
    ],
)
def test_a_stage_of_talks_is_of_their_time(small: Small, second: str, wanted: str) -> None:
    assert dated(small, f"Oman's president visited Kenya on Tuesday. {second}", "meeting") == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("\"Oman's president visited Chile today,\" Oman's minister told reporters.", "2016-08-16..2016-08-16"),
        ("\"Oman's president visited Chile yesterday,\" Oman's minister told reporters.", "2016-08-15..2016-08-15"),
        ("\"Oman's president visited Chile today,\" Oman's minister said on Wednesday.", "2016-08-17..2016-08-17"),
        ("Oman's president visited Chile today.", "2016-08-18..2016-08-18"),
    ],
)
def test_today_is_the_day_of_those_who_say_it(small: Small, sentence: str, wanted: str) -> None:
    body = f"Oman's president visited Kenya on Tuesday. {sentence}"
    assert dated(small, body, "visit") == ["2016-08-16..2016-08-16", wanted]


@pytest.mark.parametrize(
    ("sentence", "outlet", "wanted"),
    [
        ("Oman is expelling two diplomats of Peru.", "Ministry of Defence of Oman", "2016-08-18..2016-08-18"),
        ("Oman is expelling two diplomats of Peru.", "Lakeside Gazette", "unknown"),
        ("Chile is expelling two diplomats of Peru.", "Ministry of Defence of Oman", "unknown"),
    ],
)
def test_what_a_release_does_it_does_on_its_day(whole: RuleCoder, sentence: str, outlet: str, wanted: str) -> None:
    claims = whole.code(text_of(sentence, published=PUBLISHED, outlet=outlet))
    assert [when(c) for c in claims if c.type == "restriction"] == [wanted]


def test_what_another_says_beside_is_of_the_same_day(small: Small) -> None:
    body = (
        "Oman's minister visited Kenya on Thursday. "
        'The minister said the two were "close", while Kenya\'s president condemned Peru.'
    )
    assert dated(small, body, "opposition") == ["2016-08-18..2016-08-18"]
