"""No form of time is passed over that would have matched: the quick look may keep too many, never too few."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.codebook import load
from foedera.coding.timewords import TimeGrammar

WORDS = load().language("en")["times"]
GRAMMAR = TimeGrammar(WORDS)
PIECES = sorted(
    {str(word) for words in WORDS["words"].values() for word in words}
    | {str(word) for key in ("named", "habits", "vague", "parts", "bounds", "range_openers") for word in WORDS[key]}
    | {"1", "2", "31", "1999", "2014", "'90s", "Q3", "FY", "14/15", "3.4.2011", "2012-11-08"}
    | {
        "the",
        "of",
        "a",
        "in",
        "ago",
        "week",
        "year",
        "century",
        "past",
        "every",
        "times",
        "per",
        "weekend",
        "day",
        "from",
    }
)
SEPARATORS = st.sampled_from([" ", " ", " ", "-", ", ", "\n", "/", "\u2013", "(", ""])


@given(st.lists(st.tuples(st.sampled_from(PIECES), SEPARATORS), max_size=8), st.sampled_from([str, str.upper]))
@settings(max_examples=400, deadline=None)
def test_a_form_that_matches_is_among_the_forms_for_the_sentence(parts: list[tuple[str, str]], case: type[str]) -> None:
    sentence = case("".join(word + separator for word, separator in parts))
    kept = {number for number, _ in GRAMMAR.forms_for(sentence)}
    assert {number for number, form in enumerate(GRAMMAR.forms) if form.pattern.search(sentence)} <= kept


def test_a_sentence_without_words_of_time_is_asked_for_few_forms() -> None:
    kept = list(GRAMMAR.forms_for("Kenya and Fiji opened embassies."))
    assert len(kept) < len(GRAMMAR.forms) / 4
