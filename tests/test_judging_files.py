"""Files of judgements: what goes out comes back, two files merge in any order, and bad ones are refused whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedera.decisions import in_order
from foedera.errors import JudgementFileError, UsageError
from foedera.judging import VERDICTS, lines_of, read_lines, shaped
from foedera.judging.shapes import DOCUMENT_FIELDS
from foedera.model import Judgement, Part
from foedera.project.knowing import FIELDS
from foedera.rows import judgement_from, judgement_record
from support_judging import VISIT, decide, histories

LATEST = "2030-01-01T00:00:00.000000+00:00"
GOOD = decide("claim", VISIT.id, "correct", 1, "Ç. Üçüncü", status="planned")


def written(said: Iterable[Judgement]) -> bytes:
    return "".join(f"{line}\n" for line in lines_of(said)).encode()


def read(content: bytes) -> list[Judgement]:
    return read_lines(content.splitlines(keepends=True), name="f.jsonl", latest=LATEST)


def merged(*files: bytes) -> bytes:
    return written(j for content in files for j in read(content))


@given(histories())
def test_what_is_written_is_what_is_read(said: list[Judgement]) -> None:
    assert read(written(said)) == in_order(said)
    assert written(read(written(said))) == written(said)


@given(histories(), histories(), histories())
def test_merging_files_is_commutative_associative_and_idempotent(
    one: list[Judgement], two: list[Judgement], three: list[Judgement]
) -> None:
    a, b, c = written(one), written(two), written(three)
    assert merged(a, b) == merged(b, a)
    assert merged(merged(a, b), c) == merged(a, merged(b, c))
    assert merged(a, a) == merged(a) == a


@given(histories(), st.randoms(use_true_random=False))
def test_a_file_is_the_same_for_every_order_and_differs_line_by_line(said: list[Judgement], dice: Random) -> None:
    shuffled = list(said)
    dice.shuffle(shuffled)
    assert written(shuffled) == written(said)
    more = [*said, decide("claim", VISIT.id, "accept", 999)]
    assert written(more).splitlines()[:-1] == written(said).splitlines()


def test_keys_stand_in_a_fixed_order() -> None:
    line = next(iter(lines_of([replace(GOOD, values={"status": "planned", "date": "2012"})])))
    assert list(json.loads(line)) == "id subject subject_id verdict who when why values part anchors".split()
    assert list(json.loads(line)["values"]) == ["date", "status"]


# Bad files


def changed(**fields: Any) -> bytes:
    return (json.dumps(judgement_record(GOOD) | fields) + "\n").encode()


def renamed(**fields: Any) -> bytes:
    """As somebody would write it who knows how ids are made."""
    record = judgement_record(GOOD) | fields
    return (json.dumps(record | {"id": judgement_from(record).named().id}) + "\n").encode()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (written([GOOD])[:-40], "not JSON, or cut off"),
        (b"status: planned\n", "not JSON"),
        (b"[]\n", "which is a JSON object"),
        (b"{}\n", "the key 'anchors' is missing"),
        (b"\xff\xfe{\x00\n", "not UTF-8"),
        (b"{" * 200_000 + b"\n", "not JSON"),
        (b"[" * 200_000 + b"\n", "not JSON"),
        (b'{"a": NaN}\n', "not JSON"),
        (b'{"id": 1, "id": 2}\n', "not JSON"),
        (b"x" * 1_100_000 + b"\n", "a line of 1,100,001 bytes is no judgement"),
        (changed(colour="red"), "the key 'colour' is unknown"),
        (changed(who=7), "should be words"),
        (changed(values=[]), "'values' should hold words by field"),
        (changed(values={"status": 1}), "'values' should hold words by field"),
        (changed(anchors={}), "'anchors' should be a list"),
        (changed(anchors=[{}]), "an anchor has the keys"),
        (changed(anchors=[judgement_record(GOOD)["anchors"][0] | {"start": True}]), "words, place or parties"),
        (changed(anchors=[judgement_record(GOOD)["anchors"][0] | {"end": 10**30}]), "words, place or parties"),
        (changed(anchors=[judgement_record(GOOD)["anchors"][0] | {"parties": [["a"]]}]), "words, place or parties"),
        (changed(anchors=[judgement_record(GOOD)["anchors"][0] | {"exact": "\ud800"}]), "broken letters"),
        (changed(why="no, it was"), "the line was changed after it was written"),
        (changed(id="j0"), "the line was changed after it was written: its id is j0"),
        (changed(part="third"), "of the wrong kind"),
        (renamed(subject="planet"), "no subject 'planet'. Known: claim, link"),
        (renamed(verdict="grade"), "no verdict 'grade' on a claim. Known: accept"),
        (renamed(who=" "), "who is empty"),
        (renamed(who="A\u202e\x07B"), "characters that are no text"),
        (renamed(why="\x00"), "control characters"),
        (renamed(when="yesterday"), "is no time such as"),
        (renamed(when="2026-13-01T00:00:00.000000+00:00"), "is no time such as"),
        (renamed(values={}), "no field"),
        (renamed(values={"colour": "red"}), "no field 'colour' of a claim"),
        (renamed(subject="link", verdict="same", values={}, anchors=[]), "does not name two"),
        (renamed(subject="link", verdict="same", subject_id="b:a", values={}, anchors=[]), "does not name two"),
        (renamed(subject="source", verdict="grade", values={"reliability": "G"}, anchors=[]), "reliability is A to F"),
        (renamed(verdict="credibility", values={"credibility": "0"}), "credibility is 1 to 6"),
        (renamed(verdict="outcome", values={"outcome": "maybe"}), "is no outcome. Known: true"),
        (renamed(verdict="outcome", values={"outcome": "true", "date": "soon"}), "is not a date"),
        (renamed(verdict="accept"), "the values of 'accept' are status; it takes: none"),
        (renamed(verdict="note", values={}), "a note without words"),
        (renamed(part="second", verdict="credibility", values={"credibility": "2"}), "a second coder only accepts"),
        (renamed(subject="document", values={"published": "soon"}, anchors=[]), "'soon' is not a date"),
        (renamed(subject="event", verdict="split", values={"claims": "a", "rest": "a"}, anchors=[]), "on both sides"),
        (renamed(anchors=[]) + renamed(anchors=judgement_record(GOOD)["anchors"] * 2), "2 anchors for 1 claims"),
        (renamed(when="2031-01-01T00:00:00.000000+00:00"), "more than a day ahead of now. Set the clock"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_judgement_is_refused_with_file_line_and_reason(line: bytes, told: str) -> None:
    at = written([GOOD]) + b"\n" + line
    with pytest.raises(JudgementFileError, match=told) as refused:
        read(at)
    assert str(refused.value).startswith(f"f.jsonl:{len(at.rstrip().split(bytes([10])))}:")
    assert "othing was taken in" in str(refused.value)
    assert len(str(refused.value)) < 600
    assert str(refused.value).isprintable()


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_refused_or_read_and_never_crash(content: bytes) -> None:
    try:
        found = read(content)
    except JudgementFileError:
        return
    assert found == []


@given(st.data())
def test_no_byte_of_a_line_can_be_changed_unnoticed(data: st.DataObject) -> None:
    line = bytearray(written([GOOD]).rstrip())
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] = data.draw(st.integers(32, 126).filter(lambda b: b != line[at]))
    try:
        found = read(bytes(line))
    except JudgementFileError:
        return
    assert found == [GOOD]  # a blank or an escape that says the same


def test_a_byte_order_mark_and_empty_lines_do_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + written([GOOD]) + b"\n\r\n") == [GOOD]
    assert read(b"") == []


def test_the_table_of_verdicts_is_that_of_the_model() -> None:
    table = Judgement.__doc__ or ""
    for subject, verdicts in VERDICTS.items():
        assert subject in table
        assert all(verdict in table for verdict in verdicts)
    assert DOCUMENT_FIELDS == FIELDS


def test_a_second_coder_grades_nothing() -> None:
    with pytest.raises(UsageError, match="a second coder only accepts"):
        shaped(decide("claim", VISIT.id, "credibility", 1, part=Part.SECOND, credibility="2"))
