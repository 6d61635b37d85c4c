"""The pieces of the review that need no record: words made inert, passages, keys."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.errors import UsageError
from foedera.model import Block, BlockKind, Claim, Quote, Role, Status, Text
from foedera.review.commands import understood
from foedera.review.inert import inert, one_line
from foedera.review.keys import OWN, Keys, packaged_keys, read_keys
from foedera.review.passages import passage_of

PAGE = Path(__file__).parents[1] / "docs" / "review.md"
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SIGNS = st.sampled_from([*TURNS, "\x1b", "\x07", "\x9b", "\r", "\n", "\t"])
ANYTHING = st.lists(SIGNS | st.characters(exclude_categories=()), max_size=60).map("".join)
STOPS = st.lists(st.sampled_from(["!", "?", "…", " ", "\n\n", "a"]), max_size=6).map("".join)

# Words


@given(ANYTHING)
def test_inert_words_are_as_long_and_hold_nothing_that_moves_a_cursor_or_turns_a_line(words: str) -> None:
    made = inert(words)
    assert len(made) == len(words)
    assert inert(made) == made
    assert not [c for c in made if unicodedata.category(c) in ("Cc", "Cs")]
    assert not set(made) & set(TURNS)


def test_words_of_every_script_stay_as_they_are() -> None:
    for words in ("Oman", "防衛大臣", "قائد الجيش", "می‌خواهم", "क्षेत्र", "[bold]not markup[/]"):
        assert inert(words) == words


@given(ANYTHING, st.integers(min_value=1, max_value=20))
def test_one_line_is_one_line_and_no_longer_than_asked(words: str, longest: int) -> None:
    made = one_line(words, longest=longest)
    assert len(made) <= longest
    assert "\n" not in made


# Passages


def _document(body: str, start: int, end: int, mentions: list[tuple[int, int]]) -> tuple[Text, Claim]:
    text = Text("t", body, (Block(BlockKind.BODY, 0, len(body)),))
    roles = tuple(Role("participant", f"A{n}", "state", body[a:b], a, b) for n, (a, b) in enumerate(mentions))
    claim = Claim("c", "t", "meeting", "contact", Status.OCCURRED, roles, Quote.of(body, start, end))
    return text, claim


@given(STOPS | ANYTHING, st.data())
def test_a_passage_always_holds_the_words_of_its_claim(words: str, data: st.DataObject) -> None:
    body = f"One. {words} Three. Four!"
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    text, claim = _document(body, start, end, [(0, 3)])
    shown = passage_of(text, claim)
    own = [m for m in shown.marks if m.number == 0]
    assert "".join(inert(body[start:end]).split()) == "".join(
        "".join(shown.words[m.start : m.end].split()) for m in own
    )


def test_a_passage_is_the_sentence_with_two_on_either_side() -> None:
    body = "One came. Two came. Three came. Oman met Chad. Five came. Six came. Seven came."
    start = body.index("Oman")
    text, claim = _document(body, start, start + 13, [(start, start + 4), (start + 9, start + 13)])
    shown = passage_of(text, claim)
    assert shown.words == "Two came. Three came. Oman met Chad. Five came. Six came."
    assert shown.marked() == "Two came. Three came. >>Oman[1] met Chad[2]<<. Five came. Six came."


def test_comments_under_a_document_are_no_part_of_a_passage() -> None:
    body = "Oman met Chad. I doubt it."
    text = Text("t", body, (Block(BlockKind.BODY, 0, 14), Block(BlockKind.COMMENT, 15, len(body))))
    _, claim = _document(body, 0, 13, [])
    assert passage_of(text, claim).words == "Oman met Chad."


# Keys


def test_every_key_of_the_workspace_does_what_it_does_there() -> None:
    keys = packaged_keys()
    told = {"j": "next", "k": "previous", "enter": "accept", "x": "reject", "e": "edit", "u": "unsure", "m": "merge"}
    told |= {"s": "split", "n": "note", "z": "undo", "/": "search", "question_mark": "sheet", "q": "quit"}
    told |= {f"{n}": f"credibility_{n}" for n in range(1, 7)} | {c: f"reliability_{c}" for c in "ABCDEF"}
    assert {key: keys.action(key) for key in told} == told


def _own(tmp_path: Path, words: str) -> Keys:
    (tmp_path / OWN).write_text(words, encoding="utf-8")
    return read_keys(tmp_path)


def test_a_project_gives_an_action_other_keys_or_none(tmp_path: Path) -> None:
    keys = _own(tmp_path, "keys:\n  accept: [a, shift+y, Ctrl+S]\n  split: []\n  note: t\n")
    assert [keys.action(k) for k in ("a", "Y", "ctrl+s", "t")] == ["accept", "accept", "accept", "note"]
    assert [keys.action(k) for k in ("enter", "s", "n")] == [None, None, None]
    assert ("a or Y or Ctrl+S", "Accept the claim as it stands, and go on.") in keys.sheet()
    assert ("(split)", "Take this claim out of its event.") in keys.sheet()


def test_single_keys_can_be_switched_off_and_the_others_stay(tmp_path: Path) -> None:
    keys = _own(tmp_path, "single_keys: off\n")
    assert [a.name for a in keys.actions if any(len(k) == 1 for k in a.keys)] == []
    assert [keys.action(k) for k in ("x", "enter", "f2", "f1", "ctrl+q")] == [
        None, "accept", "command", "sheet", "quit",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("keys:\n  fly: [f]\n", "no action 'fly'. Known: next, "),
        ("keys:\n  accept: [x]\n", "the key 'x' is given to both 'accept' and 'reject'"),
        ("keys: [x]\n", "'keys' is a mapping"),
        ("single_keys: perhaps\n", "'single_keys' is on or off"),
        ("colours: none\n", "no setting 'colours'"),
        ("keys: {accept: [\n", "not valid YAML"),
    ],
)
def test_a_map_of_keys_that_cannot_be_used_is_refused_with_its_file(tmp_path: Path, words: str, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)) as refused:
        _own(tmp_path, words)
    assert OWN in str(refused.value)


@pytest.mark.parametrize(
    ("line", "action", "words"),
    [
        ("x", "reject", ""),
        ("accept", "accept", ""),
        ("a", "accept", ""),
        ("A", "reliability_A", ""),
        ("credibility 3", "credibility_3", ""),
        ("Credibility 3 as told by two", "credibility_3", "as told by two"),
        ("3 as told by two", "credibility_3", "as told by two"),
        ("e date=2012-11; status=planned", "edit", "date=2012-11; status=planned"),
        ("note  told  second-hand", "note", "told  second-hand"),
        ("/patrol boats", "search", "patrol boats"),
        (": x", "reject", ""),
        ("un", None, "un"),
        ("", None, ""),
        ("rejecting is not what this says", None, "rejecting is not what this says"),
    ],
)
def test_a_typed_line_means_one_action_or_none(line: str, action: str | None, words: str) -> None:
    assert understood(packaged_keys(), line) == (action, words)


def test_the_table_of_the_page_is_the_sheet() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    shown = [(key.replace("`", ""), does) for key, does in rows if key not in ("key", "---")]
    assert [row for row in packaged_keys().sheet() if row not in shown] == []
