"""Sentences: every character that is parsed leads back to the body, and nothing but body is parsed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera import codebook
from foedera.coding.passages import Sentence, SentenceWords, sentences
from foedera.model import CODABLE, Block, BlockKind, Text

WORDS = SentenceWords(codebook.load().language("en")["reference"])
# What normalisation may make of a character; all others stay as they are.
SAME = {
    "'": "\u2018\u2019\u201a\u201b\u00b4`'",
    '"': '\u201c\u201d\u201e\u00ab\u00bb"',
    "-": "\u2010\u2011-",
    ",": ",;",
    " ": ": \n\t\r\u00a0\u202f\u2009\f\v\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u205f\u3000&"
    + "".join(map(chr, range(0x2000, 0x200B))),
}
PIECES = st.sampled_from(
    ["Oman ", "met ", "Dr. ", "Kenya. ", "“ties” ", "’s ", "(Reuters, May 3) ", "co-operation ", "U.S. ", "**bold** ",
     "[words](http://a.b/c_(d)) ", "\n\n", "  ", "&nbsp;", "# ", "No. 5 ", "? ", "É", "(", ")", "\u2011", "- "]
)  # fmt: skip
BODIES = st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join)


def text_of(body: str, *blocks: Block) -> Text:
    return Text("t", body, blocks or (Block(BlockKind.BODY, 0, len(body)),))


def cut(body: str) -> list[str]:
    return [s.plain for s in sentences(text_of(body), WORDS)]


def only(body: str) -> Sentence:
    (sentence,) = sentences(text_of(body), WORDS)
    return sentence


@given(BODIES)
def test_every_character_of_a_sentence_stands_at_its_offset_in_the_body(body: str) -> None:
    for sentence in sentences(text_of(body), WORDS):
        assert len(sentence.plain) == len(sentence.offsets)
        for char, offset in zip(sentence.plain, sentence.offsets, strict=True):
            assert body[offset] in SAME.get(char, char)


@given(BODIES)
def test_offsets_rise_and_sentences_follow_one_another(body: str) -> None:
    found = list(sentences(text_of(body), WORDS))
    offsets = [o for s in found for o in s.offsets]
    assert offsets == sorted(set(offsets))
    assert [s.number for s in found] == list(range(len(found)))


@given(BODIES, st.data())
def test_a_span_of_a_sentence_is_a_span_of_the_body(body: str, data: st.DataObject) -> None:
    for sentence in sentences(text_of(body), WORDS):
        start = data.draw(st.integers(0, len(sentence.plain) - 1))
        end = data.draw(st.integers(start + 1, len(sentence.plain)))
        low, high = sentence.span(start, end)
        assert sentence.start <= low < high <= sentence.end <= len(body)
        assert body[high - 1] in SAME.get(sentence.plain[end - 1], sentence.plain[end - 1])


@given(BODIES)
def test_sentences_have_letters_no_outer_blanks_and_no_double_ones(body: str) -> None:
    for plain in cut(body):
        assert plain == plain.strip(" ")
        assert "  " not in plain
        assert any(c.isalpha() for c in plain)


@given(BODIES)
def test_no_letter_is_lost_but_in_parentheses_and_links(body: str) -> None:
    if "(" in body or "&" in body:
        return
    kept = "".join(cut(body))
    lost = [c for c in body if c.isalpha() and c not in kept]
    assert lost == []


@given(st.lists(st.sampled_from(list(BlockKind)), min_size=1, max_size=8))
def test_only_codable_blocks_are_cut_into_sentences(kinds: list[BlockKind]) -> None:
    line = "Oman met Kenya.\n"
    blocks = [Block(kind, i * len(line), (i + 1) * len(line)) for i, kind in enumerate(kinds)]
    found = list(sentences(text_of(line * len(kinds), *blocks), WORDS))
    assert [(s.kind, s.start) for s in found] == [(b.kind, b.start) for b in blocks if b.kind in CODABLE]
    assert [s.block for s in found] == list(range(len(found)))


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("Oman  met\nKenya.", "Oman met Kenya."),
        ("“Oman’s\u00a0navy”", '"Oman\'s navy"'),
        ("Oman met [Kenya’s envoy](https://example.org/a_(b)).", "Oman met Kenya's envoy."),
        ("**Oman** met __Kenya__.", "Oman met Kenya."),
        ("## Oman met Kenya.", "Oman met Kenya."),
        ("- Oman met Kenya.", "Oman met Kenya."),
        ("military co-operation and co\u2010operating", "military cooperation and cooperating"),
        ("Oman (Reuters, May 3) met Kenya (in Accra).", "Oman met Kenya."),
        ("the state(s) met", "the state(s) met"),
        ("Oman&nbsp;met Kenya.", "Oman met Kenya."),
    ],
)
def test_what_is_read_is_plain(body: str, plain: str) -> None:
    assert cut(body) == [plain]


@pytest.mark.parametrize(
    "body",
    [
        "Gen. Amina met Dr. Otieno at No. 5.",
        "The U.S. Navy met the U.K. Navy.",
        "J. K. Mensah met Mr. Kamau.",
        "It cost 3.5 million in Jan. 2014.",
        "Oman met Kenya, e.g. in Accra.",
    ],
)
def test_a_full_stop_within_a_sentence_does_not_end_it(body: str) -> None:
    assert cut(body) == [body]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("Oman met Kenya. Ghana left.", ["Oman met Kenya.", "Ghana left."]),
        ("Did Oman meet? Yes! “It did.” Ghana left.", ["Did Oman meet?", "Yes!", '"It did."', "Ghana left."]),
        ("Oman met Kenya. “Ghana left.”", ["Oman met Kenya.", '"Ghana left."']),
        ("Oman met Kenya (May 3). Ghana left (May 4).", ["Oman met Kenya.", "Ghana left."]),
        ("1. 2. 3.", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(body: str, parts: list[str]) -> None:
    assert cut(body) == parts


@given(BODIES)
def test_an_aside_is_the_parenthesis_at_its_span_and_belongs_to_one_sentence(body: str) -> None:
    seen = []
    for sentence in sentences(text_of(body), WORDS):
        for aside in sentence.asides:
            printed = body[aside.start : aside.end]
            assert (printed[0], printed[-1]) == ("(", ")")
            assert len(printed) - 2 == len(aside.words)
            seen.append((aside.start, aside.end))
    assert len(seen) == len(set(seen))


def test_a_parenthesis_behind_the_full_stop_is_part_of_the_sentence() -> None:
    sentence = only("Oman met Kenya (Reuters, May 3).")
    assert [a.words for a in sentence.asides] == ["Reuters, May 3"]
    assert sentence.end == len("Oman met Kenya (Reuters, May 3).")


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("The talks in Lima ended.Kenya left early.", ["The talks in Lima ended.", "Kenya left early."]),
        ('"It was away in 2014."Peru left.', ['"It was away in 2014."', "Peru left."]),
        ("The U.S.-Kenya talks, see example.Org, ended.", ["The U.S.-Kenya talks, see example.Org, ended."]),
    ],
)
def test_a_page_that_lost_its_breaks_is_cut_all_the_same(body: str, wanted: list[str]) -> None:
    assert cut(body) == wanted


def test_parts_of_a_list_with_commas_of_their_own_stay_in_one_sentence() -> None:
    body = "Envoys came to Lima, Peru; Quito, Ecuador; La Paz, Bolivia; and Santiago, Chile. Peru, which spoke; left."
    assert cut(body)[0] == "Envoys came to Lima, Peru; Quito, Ecuador; La Paz, Bolivia; and Santiago, Chile."


def test_clauses_of_one_sentence_are_cut_at_their_semicolons() -> None:
    body = "Oman signed the treaty in the spring of that year; Peru has not signed it, and waits for its parliament."
    assert len(cut(body)) == 2
