from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup

from foedera.exports.brief.composing import compose
from foedera.exports.brief.scope import Scope
from foedera.exports.brief.standing import direction
from foedera.exports.brief.templates import noun
from foedera.exports.brief.wording import Wording, fill
from foedera.model import (
    Amount,
    Attribution,
    Claim,
    Dossier,
    Interval,
    Precision,
    Status,
    Text,
    Voice,
)
from support_brief import (
    BOOK,
    DOUBT,
    DRILL,
    FULL,
    GAZETTE,
    HOPE,
    OFFICERS,
    VISIT,
    dossier,
    said,
    section,
    write,
)
from support_claims import claim, day, text

# Wording


def test_a_bracket_goes_with_its_empty_field_and_brackets_nest() -> None:
    assert fill("{a}[ in {b}]", {"a": "x"}) == "x"
    assert fill("{a}[ ({b}[; {c}])]", {"a": "x", "b": "y"}) == "x (y)"
    assert fill("{a}[ ({b}[; {c}])]", {"a": "x", "c": "z"}) == "x"
    with pytest.raises(KeyError):
        fill("{a}", {})


@pytest.mark.parametrize("kind", sorted(BOOK.types))
@pytest.mark.parametrize("status", list(Status))
def test_every_type_and_status_of_the_codebook_can_be_told(kind: str, status: Status) -> None:
    spec = BOOK.types[kind]
    roles: dict[str, str | list[str]] = {r.name: f"A{at}" for at, r in enumerate(spec.roles)}
    made = claim(GAZETTE, "Spain", kind, roles, family=spec.family, status=status)
    words = Wording.of(BOOK, FULL.texts)
    told = words.told(made)
    assert told[0].isupper()
    assert "{" not in told
    assert "A0" in told
    assert words.told(replace(made, roles=made.roles[:1])) != ""


@pytest.mark.parametrize(
    ("given", "end", "expected"),
    [
        ("2016-05-04", None, "4 May 2016"),
        ("2016-05", None, "May 2016"),
        ("2016", None, "2016"),
        ("2003", "2012-11-02", "2003 to 2 November 2012"),
        ("2016-05-04", "2016-05-07", "4 to 7 May 2016"),
        ("1999", "2006", "1999 to 2006"),
    ],
)
def test_dates_are_told_no_finer_than_they_are_known(given: str, end: str | None, expected: str) -> None:
    assert Wording.of(BOOK, ()).date(day(given, end)) == expected


def worded(made: Claim, *others: Claim, texts: tuple[Text, ...] = FULL.texts) -> str:
    return Wording.of(BOOK, texts, claims=[made, *others]).told(made)


def test_what_goes_on_is_told_as_of_its_report_and_what_is_undated_says_so() -> None:
    ongoing = replace(OFFICERS, status=Status.ONGOING, amounts=())
    assert (
        worded(ongoing) == "Personnel of Morocco study with Spain, as of 1 June 2016, according to the Defence Ministry"
    )
    assert "at the time of an undated report" in worded(replace(DRILL, status=Status.ONGOING, date=None))
    assert worded(replace(VISIT, date=None)) == "Spain visited Morocco, undated"


def test_a_habit_is_told_with_the_word_of_the_document_or_with_none() -> None:
    said = text("weekly", "Spain regularly trains officers of Morocco. Spain trains pilots of Morocco.")
    roles: dict[str, str | list[str]] = {"trainer": "ESP", "trainee": "MAR"}
    often = claim(said, "Spain regularly trains officers", "unit_training", roles, status=Status.HABITUAL)
    plainly = claim(said, "Spain trains pilots", "unit_training", roles, status=Status.HABITUAL)
    assert worded(often, texts=(said,)).startswith("Spain regularly trains forces of Morocco")
    assert worded(plainly, texts=(said,)).startswith("Spain trains forces of Morocco")


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("their frontier differences in their communiqué", ""),
        ("a joint declaration", ""),
        ("their intent", ""),
        ("such", ""),
        ("the upcoming course of cadets at the academy and", "upcoming course of cadets at the academy"),
        ('a "Treaty of Good Neighbours', "“Treaty of Good Neighbours”"),
        ("a protocol", "protocol"),
        ("one two three four five six seven eight nine ten eleven", ""),
    ],
)
def test_fragments_of_a_document_are_made_nouns_or_left_to_the_quote(printed: str, told: str) -> None:
    assert noun(printed, Wording.of(BOOK, ()).data) == told


@given(st.text(max_size=60))
def test_a_noun_adds_no_letter_to_what_is_printed_and_made_twice_is_the_same(printed: str) -> None:
    data = Wording.of(BOOK, ()).data
    made = noun(printed, data)
    assert not Counter(filter(str.isalnum, made)) - Counter(filter(str.isalnum, printed))
    assert noun(made, data) in {made, ""}


def test_a_title_is_told_in_quotation_marks_and_no_number_twice() -> None:
    said = text("treaty", 'Morocco and Spain signed a "Treaty of Good Neighbours" and gave 12 boats.')
    made = claim(said, "Morocco and Spain signed", "agreement", {"signatory": ["MAR", "ESP"]}, family="agreement")
    made = replace(made, attributes={"instrument": 'a "Treaty of Good Neighbours"'})
    assert worded(made, texts=(said,)) == "Morocco and Spain signed or concluded “Treaty of Good Neighbours”, undated"
    named = replace(
        made, attributes={"title": "an “Agreement Between the Two Governments on the Use of the Waters of All Rivers”"}
    )
    assert (
        "concluded “Agreement Between the Two Governments on the Use of the Waters of All Rivers”, undated"
        in worded(named, texts=(said,))
    )
    start = said.body.index("12")
    gift = claim(said, "gave 12 boats", "aid_grant", {"supplier": "ESP", "recipient": "MAR"}, family="materiel")
    boats = Amount("boats", 12, 12, 12, "=", "items", start, start + 2)
    assert worded(replace(gift, amounts=(boats,)), texts=(said,)) == "Spain gave aid to Morocco (12 boats), undated"
    told = worded(replace(gift, amounts=(boats,), attributes={"items": "12 boats"}), texts=(said,))
    assert told == "Spain gave aid to Morocco: 12 boats, undated"


def test_a_missing_party_is_said_to_be_missing() -> None:
    assert worded(replace(OFFICERS, roles=OFFICERS.roles[1:], amounts=())).startswith(
        "Personnel of Morocco studied abroad, with whom is not said"
    )


def test_a_view_is_held_by_who_is_quoted_or_by_the_author_who_cites() -> None:
    voices = Wording.of(BOOK, FULL.texts, claims=[]).voices
    scholar = (Attribution("expert", "Asha Rao"),)
    assert voices.holder(DOUBT) == "Gazette"
    assert voices.holder(replace(DOUBT, voice=Voice.ATTRIBUTED, attribution=scholar)) == "Asha Rao"
    agency = (Attribution("media", "Wire", None, None, "see Wire, 6 June"),)
    cited = replace(DOUBT, voice=Voice.CITED, attribution=agency)
    assert voices.holder(cited) == "Gazette, citing Wire"
    assert voices.chain(cited) == "Gazette › Wire, 6 June (press)"


def test_a_surname_and_a_pronoun_are_told_by_the_full_name() -> None:
    first = replace(DOUBT, voice=Voice.QUOTED, attribution=(Attribution("expert", "Asha Rao"),))
    later = replace(HOPE, text_id="gazette", voice=Voice.QUOTED, attribution=(Attribution("expert", "Rao"),))
    voices = Wording.of(BOOK, FULL.texts, claims=[first, later]).voices
    assert voices.holder(later) == "Asha Rao"
    spoken = replace(first, attribution=(Attribution("expert", "Asha Rao", None, None, "she"),))
    assert voices.chain(spoken) == "Gazette › Asha Rao (expert)"


def test_a_report_reportedly_names_no_origin_that_is_its_own_author() -> None:
    rumour = replace(VISIT, voice=Voice.REPORTEDLY, attribution=(Attribution("media", "reportedly"),))
    assert worded(rumour) == "Spain visited Morocco, 4 May 2016, reportedly"


def test_an_event_told_by_its_author_too_is_not_laid_on_the_source_that_another_cites() -> None:
    cited = replace(VISIT, id="f" * 16, voice=Voice.CITED, attribution=(Attribution("media", "Wire"),))
    words = Wording.of(BOOK, FULL.texts)
    assert "according to Wire" in words.told(cited)
    assert "according" not in words.told(cited, others=[VISIT])


def test_a_sentence_read_in_two_ways_stands_once_and_names_both() -> None:
    limit = replace(DOUBT, id="e" * 16, type="assess_constraint", status=Status.ASSERTED)
    told = said(section(compose(dossier(DOUBT, limit), codebook=BOOK, actor="MAR", partners=["ESP"]), "views"))
    assert told.count("unlikely to grow") == 1
    assert "Also read as a constraint" in told


def test_a_cue_belongs_to_the_partner_named_nearest_to_it() -> None:
    source = text("both", "Morocco draws closer to Spain, and more trade with France seems unlikely.", published="2015")
    roles: dict[str, str | list[str]] = {"subject": "MAR", "object": ["ESP", "FRA"]}
    made = claim(source, source.body, "assess_outlook", roles, family="assessment", status=Status.FORECAST)
    named = {"ESP": "Spain", "FRA": "France", "MAR": "Morocco"}
    made = replace(made, roles=tuple(replace(r, mention=named[r.actor]) for r in made.roles))
    scope = Scope(Dossier((source,), (made,), ()), BOOK, "MAR", ("ESP", "FRA"))
    words = Wording.of(BOOK, [source])
    assert direction(scope, words, made, partner="FRA") == "down"
    assert direction(scope, words, made, partner="ESP") == "up"


def test_the_bottom_line_prints_few_numbers_and_leads_to_all() -> None:
    source = text("days", " ".join(f"Spain visited Morocco in {y}." for y in range(2001, 2011)), published="2012")
    visits = [
        claim(source, f"Spain visited Morocco in {y}", "visit", {"visitor": "ESP", "host": "MAR"}, date=day(str(y)))
        for y in range(2001, 2011)
    ]
    made = compose(dossier(*visits, texts=(source,)), codebook=BOOK, actor="MAR", partners=["ESP"])
    line = section(made, "bottom-line").sentences[0]
    assert len(line.evidence) == 10
    assert len(line.shown) == 3
    assert made.more(line) == "and 7 more"
    assert line.see == made.sources.id


def test_an_actor_without_a_claim_gets_a_page_that_says_what_was_looked_at() -> None:
    made = compose(FULL, codebook=BOOK, actor="FJI", partners=["CHN"])
    assert [p.id for p in made.parts] == ["bottom-line", "silence"]
    assert "The 2 documents read say nothing of Fiji with China" in said(made.parts[0])
    assert "Fiji is not named in any of them" in said(made.parts[0])


def test_an_act_of_which_only_the_end_is_bounded_is_not_placed_in_a_year() -> None:
    lease = replace(VISIT, date=Interval(None, date(2050, 12, 31), Precision.OPEN, "until 2050"))
    made = compose(dossier(lease), codebook=BOOK, actor="MAR", partners=["ESP"])
    assert "2050" not in said(section(made, "chronology"))
    assert "by 2050" in said(section(made, "instruments"))


def test_ids_are_unique_and_every_part_that_a_sentence_leads_to_exists(tmp_path: Path) -> None:
    tree = markup.fromstring(write(tmp_path / "brief.html").decode("utf-8"))
    ids = [e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")]
    assert len(ids) == len(set(ids))
