"""Amounts: a table of our own, laws, and an oracle for numbers in words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.coding.amounts import AmountGrammar, AmountMention, find
from foedera.coding.times import TimeGrammar
from foedera.errors import CodebookError

HERE = Path(__file__).parent
ENGLISH = HERE.parents[1] / "src/foedera/data/codebook/languages/en"
DATA = yaml.safe_load((ENGLISH / "amounts.yml").read_text(encoding="utf-8"))
TIMES = TimeGrammar(yaml.safe_load((ENGLISH / "times.yml").read_text(encoding="utf-8")))
GRAMMAR = AmountGrammar(DATA, TIMES)
ROWS = [
    line.split("\t")
    for line in (HERE / "amounts.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:.10g}"


def shown(text: str, m: AmountMention) -> str:
    bounds = f"{number(m.value)} [{number(m.low)}, {number(m.high)}]"
    return f"{text[m.start : m.end]} = {m.op} {bounds} {m.unit}: {m.noun}".rstrip(": ")


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_words_give_their_amounts(text: str, expected: str) -> None:
    assert " | ".join(shown(text, m) for m in find(text, grammar=GRAMMAR)) == ("" if expected == "-" else expected)


@settings(max_examples=300, deadline=None)
@given(
    st.text() | st.lists(st.sampled_from([w for row in ROWS for w in row[0].split()] + ["$", "-", "9"])).map(" ".join)
)
def test_any_text_is_read_without_error_and_bounds_hold(text: str) -> None:
    mentions = find(text, grammar=GRAMMAR)
    assert mentions == find(text, grammar=GRAMMAR)
    end = 0
    for m in mentions:
        assert end <= m.start < m.end <= len(text)
        end = m.end
        assert m.low is not None or m.high is not None
        if m.low is not None and m.high is not None:
            assert m.low <= m.high
        if m.value is not None:
            assert (m.low if m.low is not None else m.value) <= m.value
            assert m.value <= (m.high if m.high is not None else m.value)


SMALL = {value: word for word, value in DATA["numbers"].items()}


def spelled(n: int) -> str:
    """An independent speller of 1..999999."""
    if n >= 1000:
        rest = n % 1000
        return spelled(n // 1000) + " thousand" + (f" {spelled(rest)}" if rest else "")
    if n >= 100:
        rest = n % 100
        return f"{SMALL[n // 100]} hundred" + (f" and {spelled(rest)}" if rest else "")
    if n in SMALL:
        return str(SMALL[n])
    return f"{SMALL[n // 10 * 10]}-{SMALL[n % 10]}"


@given(st.integers(2, 999_999))
def test_number_in_words_is_worth_what_it_spells(n: int) -> None:
    (mention,) = find(f"They sent {spelled(n)} soldiers there.", grammar=GRAMMAR)
    assert (mention.value, mention.op, mention.unit) == (n, "=", "persons")


@given(st.integers(2, 10**9))
def test_number_in_digits_is_worth_the_same_with_and_without_commas(n: int) -> None:
    (plain,) = find(f"a fleet with {n} helicopters", grammar=AmountGrammar(DATA))
    (grouped,) = find(f"a fleet with {n:,} helicopters", grammar=AmountGrammar(DATA))
    assert plain.value == grouped.value == n


@pytest.mark.parametrize(
    "text",
    ["in 2012", "on 3 March 2021", "Su-30 jets", "9/11", "the 1990s", "Article 51", "Resolution 1973 was passed",
     "one of the ships", "the two countries", "for five years", "at 10:30", "Mr Rao, 75, said no", "the first ship",
     "COVID-19", "the G20 summit", "F/A-18E/F aircraft", "a five-star hotel"],
)  # fmt: skip
def test_number_that_counts_nothing_is_left_alone(text: str) -> None:
    assert find(text, grammar=GRAMMAR) == []


def test_without_a_grammar_of_times_a_bare_year_is_still_no_count() -> None:
    assert find("It was signed in 2012.", grammar=AmountGrammar(DATA)) == []


def test_grammar_that_lacks_a_key_is_refused_by_name() -> None:
    with pytest.raises(CodebookError, match=r"amounts\.yml.*classes"):
        AmountGrammar({key: value for key, value in DATA.items() if key != "classes"})
