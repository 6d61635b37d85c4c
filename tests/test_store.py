from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedera.errors import NotFoundError, RecordError
from foedera.model import (
    Amount,
    Anchor,
    Attribution,
    Block,
    BlockKind,
    Circle,
    Claim,
    Conflict,
    Copy,
    Credibility,
    Event,
    Failure,
    Interval,
    Judgement,
    Link,
    Note,
    Origin,
    Passage,
    Place,
    Precision,
    Quote,
    Report,
    Role,
    Status,
    Text,
    Voice,
)
from foedera.store import Filter, Store

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
maybe = st.none() | names
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, last = sorted(draw(st.tuples(days, days)))
    start, end = draw(st.sampled_from([(first, last), (first, None), (None, last)]))
    return Interval(start, end, draw(st.sampled_from(Precision)), draw(names), draw(st.booleans()))


@st.composite
def texts(draw: st.DrawFn) -> Text:
    body = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=5, max_size=200))
    cut = draw(st.integers(0, len(body)))
    return Text(
        id=draw(st.text("abcdef0123456789", min_size=16, max_size=16)),
        body=body,
        blocks=(Block(BlockKind.HEADLINE, 0, cut, "line 1"), Block(BlockKind.BODY, cut, len(body), draw(names))),
        language=draw(st.sampled_from(["en", "und", "fr"])),
        path=draw(maybe), url=draw(maybe), title=draw(maybe), outlet=draw(maybe), author=draw(maybe),
        published=draw(st.none() | intervals()),
        notes=tuple(Note(code, "seen", 0, cut) for code in draw(st.lists(names, max_size=2))),
    )  # fmt: skip


@st.composite
def claims(draw: st.DrawFn, text: Text) -> Claim:
    start = draw(st.integers(0, len(text.body) - 2))
    numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
    return Claim(
        id=draw(st.text("abcdef0123456789", min_size=16, max_size=16)),
        text_id=text.id,
        type=draw(names), family=draw(names), status=draw(st.sampled_from(Status)),
        roles=tuple(Role(draw(names), draw(names), "state", draw(names), 0, 1, draw(maybe), draw(maybe)) for _ in "ab"),
        quote=Quote.of(text.body, start, start + 1),
        negated=draw(st.booleans()),
        date=draw(st.none() | intervals()),
        place=draw(st.none() | st.builds(Place, maybe, maybe)),
        amounts=(Amount("troops", draw(numbers), draw(numbers), draw(numbers), "about", "persons", 0, 1),),
        attributes=draw(st.dictionaries(names, names, max_size=2)),
        voice=draw(st.sampled_from(Voice)),
        attribution=(Attribution("media", draw(names), draw(maybe), draw(st.none() | intervals()), draw(maybe)),),
        pairs=((draw(names), draw(maybe)),), dyads=((draw(names), draw(names)),),
        codes=draw(st.dictionaries(names, names, max_size=2)),
        found_by=draw(names), codebook="1", confidence=draw(st.floats(0, 1)),
    )  # fmt: skip


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(Path(":memory:"), create=True) as opened:
        yield opened


def text_of(body: str, name: str = "t1", **known: object) -> Text:
    return Text(name, body, (Block(BlockKind.BODY, 0, len(body), "line 1"),), language="en", **known)  # type: ignore[arg-type]


def claim_of(text: Text, name: str, *actors: str, **known: object) -> Claim:
    roles = tuple(Role("participant", actor, "state", actor, 0, 1) for actor in actors)
    fields = {"type": "meeting", "family": "contact", "status": Status.OCCURRED} | known
    return Claim(id=name, text_id=text.id, roles=roles, quote=Quote.of(text.body, 0, 4), **fields)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_kept_is_what_is_loaded(data: st.DataObject) -> None:
    text = data.draw(texts())
    said = data.draw(st.lists(claims(text), max_size=4, unique_by=lambda c: c.id))
    with Store.open(Path(":memory:"), create=True) as store:
        store.keep(text, said, codebook="1")
        assert store.text(text.id) == text
        assert sorted(store.claims(), key=lambda c: c.id) == sorted(said, key=lambda c: c.id)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_keeping_twice_changes_nothing_but_the_revision(data: st.DataObject) -> None:
    text = data.draw(texts())
    said = data.draw(st.lists(claims(text), max_size=3, unique_by=lambda c: c.id))
    with Store.open(Path(":memory:"), create=True) as store:
        store.keep(text, said, codebook="1", key="a.txt")
        before = store.texts(), store.claims(), store.known(text.id)
        store.keep(text, said, codebook="1", key="a.txt")
        assert (store.texts(), store.claims(), store.known(text.id)) == before


def test_events_links_and_judgements_come_back_as_they_were(store: Store) -> None:
    text = text_of("They met twice.")
    one, two = claim_of(text, "c1", "FJI", "TON"), claim_of(text, "c2", "FJI", "TON")
    store.keep(text, [one, two], codebook="1")
    store.keep(text_of("So they met.", "t2"), [], codebook="1")
    when = Interval(date(2019, 5, 1), date(2019, 5, 31), Precision.MONTH, "May 2019")
    event = Event(
        "e1", "meeting", "contact", Status.OCCURRED, (("participant", "FJI"), ("participant", "TON")), when,
        Place("FJI", "Suva"), ("c1", "c2"), (("FJI", "TON"),), {"mode": "phone"}, ("same day",),
        (Conflict("date", (("2019-05-01", ("c1",)), ("2019-05-02", ("c2",)))),), ("e0",), ("e2",), ("e3",), ("e4",),
        ("e5",), ("e6",), date(2020, 1, 1), (Report(date(2019, 5, 3), Status.OCCURRED, False, ("c1", "c2")),),
        (Origin("o1", "Fiji Sun", "media", ("c1", "c2"), ("One newspaper.",), ("fiji-sun",), False),),
        (Circle(("Fiji Sun", "Matangi"), ("c1", "c2")),), Credibility(2, "One origin.", "A. Reader"), True,
    )  # fmt: skip
    links = [Link("c1", "c2", 0.75, ("same day", "same parties"))]
    copies = [Copy("t1", "t2", 0.5, (Passage(0, 4, 3, 7),))]
    assert store.put_links(links, copies, revision=store.revision(of_claims=True), by="x")
    assert store.put_events([event], revision=store.revision(), by="x")
    judged = store.judge(Judgement("", "claim", "c1", "accept", "A. Reader", "2026-01-02T03:04:05+00:00", "seen"))
    assert (store.events(), store.links(), store.judgements()) == ([event], links, [judged])
    assert store.copies() == store.copies("t2") == copies
    assert store.copies("t3") == []
    assert store.is_linked("x")  # a judgement that alters no claim leaves links as they are
    assert store.event_names() == {"c1": "e1", "c2": "e1"}


def test_events_worked_out_from_an_older_record_are_refused(store: Store) -> None:
    text = text_of("They met twice.")
    store.keep(text, [], codebook="1")
    revision = store.revision()
    store.keep(text_of("Later words.", "t2"), [], codebook="1")
    assert not store.put_events([], revision=revision, by="x")
    assert not store.is_resolved("x")


def test_judgements_stand_in_order_and_cannot_be_changed(store: Store) -> None:
    first = store.judge(Judgement("", "claim", "c1", "accept", "A", "2026-01-01T00:00:00+00:00"))
    second = store.judge(Judgement("", "claim", "c1", "accept", "A", "2026-01-01T00:00:00+00:00"))
    assert first.when < second.when
    assert first.id != second.id
    assert store.take_in([second, first]) == 0
    assert store.judgements() == [first, second]
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        store._db.execute("update judgements set verdict = 'reject'")


def test_a_new_text_under_the_same_path_makes_the_old_one_an_earlier_version(store: Store) -> None:
    old, new = text_of("Old words.", "t1"), text_of("New words.", "t2")
    store.keep(old, [claim_of(old, "c1", "FJI")], codebook="1", key="a.txt")
    store.keep(new, [claim_of(new, "c2", "FJI")], codebook="1", key="a.txt")
    assert store.texts() == [new]
    assert [c.id for c in store.claims()] == ["c2"]
    known = store.known("t1")
    assert known is not None
    assert known.is_superseded


def test_a_text_known_from_two_paths_survives_the_change_of_one(store: Store) -> None:
    old, new = text_of("Old words.", "t1"), text_of("New words.", "t2")
    store.keep(old, [], codebook="1", key="a.txt")
    assert store.add_path("t1", "b.txt")
    assert not store.add_path("t1", "b.txt")
    store.keep(new, [], codebook="1", key="a.txt")
    assert store.texts() == [old, new]


def test_removing_a_text_takes_its_claims_paths_and_words(store: Store) -> None:
    text = text_of("They met twice.")
    store.keep(text, [claim_of(text, "c1", "FJI")], codebook="1", key="a.txt")
    store.remove("t1")
    store.remove("t1")
    assert (store.texts(), store.claims(), store.search("met"), store.find("a.txt")) == ([], [], [], [])
    with pytest.raises(NotFoundError, match="no document 't1'"):
        store.text("t1")


def test_filters_narrow_claims(store: Store) -> None:
    text = text_of("They met twice.")
    in_2019 = Interval(date(2019, 5, 1), date(2019, 5, 31), Precision.MONTH, "May 2019")
    since_2021 = Interval(date(2021, 1, 1), None, Precision.OPEN, "since 2021")
    said = [
        claim_of(text, "c1", "FJI", "TON", date=in_2019),
        claim_of(text, "c2", "FJI", "WSM", date=since_2021, status=Status.PLANNED),
        claim_of(text, "c3", "VUT", type="visit"),
    ]
    store.keep(text, said, codebook="1")

    def found(**wanted: object) -> list[str]:
        return [c.id for c in store.claims(Filter(**wanted))]  # type: ignore[arg-type]

    assert found() == ["c1", "c2", "c3"]
    assert found(actors=("FJI",)) == ["c1", "c2"]
    assert found(actors=("FJI",), partners=("TON", "VUT")) == ["c1"]
    assert found(types=("visit",)) == ["c3"]
    assert found(statuses=("planned",)) == ["c2"]
    assert found(since=date(2019, 5, 31), until=date(2019, 12, 31)) == ["c1"]
    assert found(since=date(2030, 1, 1)) == ["c2"]
    assert found(until=date(2018, 1, 1)) == []
    assert found(limit=1) == ["c1"]
    assert found(documents=("other",)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("minister", ["t1", "t2"]),
        ("minister suva", ["t1"]),
        ('"defence minister"', ["t2"]),
        ("minist*", ["t1", "t2"]),
        ("minister -suva", ["t2"]),
        ("suva OR apia", ["t1", "t2"]),
        ("Suva's", ["t1"]),
        ("Côte", ["t2"]),
        ("cote", ["t2"]),
        ('"', []),
        ("AND (NEAR", []),
    ],
)
def test_search_understands_what_people_type(store: Store, words: str, expected: list[str]) -> None:
    store.keep(text_of("The minister spoke at Suva's port."), [], codebook="1")
    store.keep(text_of("The defence minister of Côte d'Ivoire reached Apia.", "t2"), [], codebook="1")
    assert sorted(hit.id for hit in store.search(words)) == expected


def test_search_filters_and_marks_what_matched(store: Store) -> None:
    when = Interval(date(2019, 5, 1), date(2019, 5, 31), Precision.MONTH, "May 2019")
    text = text_of("The minister\nspoke.", title="A speech", outlet="The Post", published=when)
    store.keep(text, [claim_of(text, "c1", "FJI")], codebook="1")
    store.keep(text_of("Another minister.", "t2"), [], codebook="1")
    (hit,) = store.search("minister", outlet="the post", since=date(2019, 5, 15), with_claims=True)
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["minister"]
    assert (hit.id, hit.claims, hit.published) == ("t1", 1, ("2019-05-01", "2019-05-31"))
    assert store.search("minister", until=date(2019, 4, 30)) == []


@given(st.text(max_size=30))
@settings(deadline=None)
def test_no_words_break_a_search(words: str) -> None:
    with Store.open(Path(":memory:"), create=True) as store:
        store.keep(text_of("Some words."), [], codebook="1")
        assert isinstance(store.search(words), list)


def test_a_corrected_title_is_what_search_finds(store: Store) -> None:
    text = text_of("Some words.", title="Wrong")
    store.keep(text, [], codebook="1")
    store.keep(replace(text, title="Right"), [], codebook="1", read=text)
    assert [len(store.search(word)) for word in ("wrong", "right", "words")] == [0, 1, 1]


def test_several_bad_rows_of_one_manifest_are_all_recorded(store: Store) -> None:
    rows = [Failure("list.jsonl", "bad_row", f"row {n}") for n in (1, 2)]
    for row in (*rows, rows[0]):
        store.fail(row)
    assert store.failures() == rows
    assert store.forget_failure("list.jsonl")
    assert not store.forget_failure("list.jsonl")


# Files that are not what they should be


def test_a_missing_record_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no record here\. Run: foedera init"):
        Store.open(tmp_path / "foedera.db")


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "foedera.db"
    path.write_bytes(b"Dear Sir or Madam, " * 100)
    with pytest.raises(RecordError, match="not an SQLite database"):
        Store.open(path, create=True)
    assert path.read_bytes() == b"Dear Sir or Madam, " * 100


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "foedera.db"
    with sqlite3.connect(path) as other:
        other.execute("create table bookmarks (url)")
    other.close()
    with pytest.raises(RecordError, match="a database of another program"):
        Store.open(path, create=True)


def test_a_record_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "foedera.db"
    Store.open(path, create=True).close()
    with sqlite3.connect(path) as newer:
        newer.execute("pragma user_version = 99")
    newer.close()
    with pytest.raises(RecordError, match=r"newer Foedera \(record version 99"):
        Store.open(path)


def test_a_locked_record_is_refused_after_waiting(tmp_path: Path) -> None:
    path = tmp_path / "foedera.db"
    Store.open(path, create=True).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with Store.open(path, busy_seconds=0.05) as store:
        assert store.texts() == []  # reading goes on while another writes
        with pytest.raises(RecordError, match="locked by another program"):
            store.remove("t1")
    other.close()


def test_a_damaged_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "foedera.db"
    with Store.open(path, create=True) as store:
        store.keep(text_of("Some words. " * 2000), [], codebook="1")
    raw = bytearray(path.read_bytes())
    raw[100:4096] = b"\xff" * 3996
    path.write_bytes(bytes(raw))
    with pytest.raises(RecordError, match="damaged"):
        Store.open(path)


# Several processes

_WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from foedera.model import Block, BlockKind, Text
    from foedera.store import Store
    with Store.open(Path(sys.argv[1]), create=True, busy_seconds=30) as store:
        for n in range(40):
            body = f"Words {n} of {sys.argv[2]}."
            blocks = (Block(BlockKind.BODY, 0, len(body)),)
            store.keep(Text(f"{sys.argv[2]}{n}", body, blocks), [], codebook="1")
    """
)


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "foedera.db"
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(path), name]) for name in ("a", "b")]
    assert [w.wait(60) for w in writers] == [0, 0]
    with Store.open(path) as store:
        assert {t.id for t in store.texts()} == {f"{name}{n}" for name in ("a", "b") for n in range(40)}
        assert len(store.search("words", limit=100)) == 80


def test_the_words_of_a_claim_that_is_gone_are_known_while_its_event_bore_a_name(store: Store) -> None:
    text = text_of("They met twice.")
    said = [claim_of(text, "c1", "FJI", "TON"), claim_of(text, "c2", "FJI", "TON")]
    store.keep(text, said, codebook="1", key="a.txt")
    event = Event("e1", "meeting", "contact", Status.OCCURRED, (), None, None, ("c1", "c2"))
    assert store.put_events([event], revision=store.revision(), by="x")
    assert store.vanished() == {}
    store.keep(text, said[:1], codebook="2", key="a.txt")
    assert store.vanished() == {"c2": Anchor.of(said[1])}
    store.keep(text_of("New words.", "t2"), [], codebook="2", key="a.txt")  # a later version of the document
    assert sorted(store.vanished()) == ["c1", "c2"]
    assert store.versions() == {"t1": "t2"}
