"""Pictures: every mark knows its claims, nothing hangs on colour alone, and the numbers are those of the table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from foedera.errors import ExportError, UsageError
from foedera.exports.pictures import PICTURES, picture, write
from foedera.exports.pictures.parts import FILLS, INK, PAPER, label_ink
from foedera.measures import MEASURES, panel
from foedera.model import Dossier, Status
from foedera.table import Cell, Row, Table
from support_measures import BOOK, dossiers, happening, paper, record

ONE, TWO = paper("one", "2012-06", "Alpha"), paper("two", "2014-01", "Beta")
RECORD = record(
    happening(1, ONE, "visit", {"visitor": "KEN", "host": "UGA"}, "2012-05", origins=["o1"]),
    happening(2, ONE, "meeting", {"participant": ["KEN", "UGA", "TZA"]}, "2012-05-03", origins=["o1", "o2"]),
    happening(3, TWO, "arms_transfer", {"supplier": "UGA", "recipient": "KEN"}, "2014", origins=["o2"], also=[ONE]),
    happening(4, TWO, "agreement", {"signatory": ["KEN", "UGA"]}, "2013", origins=["o3"]),
    happening(5, TWO, "visit", {"visitor": "KEN", "host": "UGA"}, "2014-01-05", status=Status.PLANNED),
    happening(6, TWO, "visit", {"visitor": "KEN", "host": "UGA"}, "2014-01-09"),
    texts=[ONE, TWO],
)


def tables(found: Dossier) -> Iterator[Table]:
    for function in MEASURES.values():
        yield function(found, BOOK, actor="KEN")
    for directed in (False, True):
        yield panel(found, BOOK, directed=directed)


def data(spec: Any) -> Iterator[dict[str, Any]]:
    """Every datum of a specification, wherever it stands."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key == "data" and isinstance(value, dict):
                yield from value.get("values", ())
            else:
                yield from data(value)
    elif isinstance(spec, list):
        for each in spec:
            yield from data(each)


def test_every_measure_and_panel_has_a_picture_of_its_own() -> None:
    assert {t.measure for t in tables(RECORD)} <= set(PICTURES)


@pytest.mark.parametrize("table", list(tables(RECORD)), ids=lambda t: t.measure)
def test_every_mark_with_a_number_lists_its_claims_to_eye_and_ear(table: Table) -> None:
    told = [d for d in data(picture(table, BOOK)) if d.get("value")]
    assert told, "nothing was drawn"
    for datum in told:
        assert datum["claims"], datum
        assert all(claim in datum["told"] for claim in datum["claims"])


@pytest.mark.parametrize("table", list(tables(RECORD)), ids=lambda t: t.measure)
def test_it_is_drawn_as_svg_and_png_the_same_each_time(table: Table, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    for suffix in (".svg", ".png", ".json"):
        path, twin = write(table, tmp_path / f"p{suffix}", BOOK, title="Kenya")
        first = path.read_bytes()
        write(table, path, BOOK, title="Kenya")
        assert path.read_bytes() == first
        assert twin.read_bytes().decode() == table.to_csv()
    svg = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert re.search(r'role="img" aria-label="Kenya: [^"]+ documents', svg)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]+"', "", svg)
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))


@settings(deadline=None, max_examples=20)
@given(dossiers(most=6))
def test_any_record_can_be_drawn(found: Dossier) -> None:
    for table in tables(found):
        spec = picture(table, BOOK)
        assert json.loads(json.dumps(spec)) == spec  # no NaN, nothing that is not JSON


def test_the_numbers_of_the_balance_are_those_of_the_table() -> None:
    table = MEASURES["balance"](RECORD, BOOK, actor="KEN", partners=["UGA", "TZA"])
    drawn = {(d["bar"], d["part"]): d["value"] for d in data(picture(table, BOOK)) if "bar" in d}
    at = table.columns.index("share")
    expected = {
        (BOOK.families[r.keys[0]].label if r.keys[0] in BOOK.families else "All", BOOK.actor_name(r.keys[1])): v
        for r in table
        if (v := r.cells[at].value)
    }
    assert drawn == expected


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 has it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_neighbouring_fills_part_in_grey_and_words_on_them_can_be_read() -> None:
    for one, other in pairwise(FILLS):
        assert contrast(one, other) >= 3, (one, other)
    for fill in FILLS:
        assert contrast(fill, label_ink(fill)) >= 4.5, fill
    assert contrast(INK, PAPER) >= 7


def test_a_table_of_another_measure_is_drawn_as_dots_and_says_what_is_not_covered() -> None:
    rows = (Row(("KEN",), (Cell(2.5, (), ("sipri:1",), low=2, high=3),)), Row(("UGA",), (Cell(None),)))
    table = Table("something_new", "points", "", "1 document", ("partner",), ("distance",), rows)
    drawn = list(data(picture(table, BOOK)))
    assert [(d["lane"], d["label"]) for d in drawn] == [("Kenya", "2.50"), ("Uganda", "not covered")]
    assert drawn[0]["rows"] == ["sipri:1"]


def test_shares_by_period_and_series_are_drawn_with_the_names_of_their_partners() -> None:
    rows = tuple(
        Row((p, y), (Cell(v, (), ("d:1",)), Cell(s, (), ("d:1",))))
        for p, y, v, s in (("RUS", "2010-2014", 60, 0.6), ("ESP", "2010-2014", 40, 0.4), ("RUS", "2015-2019", 9, 1))
    )
    arms = Table("arms_portfolio", "tiv", "", "", ("partner", "period"), ("tiv", "share"), rows)
    drawn = {(d["bar"], d["part"]): d["value"] for d in data(picture(arms, BOOK)) if "bar" in d}
    assert drawn == {("2010-2014", "Russia"): 0.6, ("2010-2014", "Spain"): 0.4, ("2015-2019", "Russia"): 1}
    votes = Table("ideal_point_distance", "points", "", "", ("partner", "period"), ("tiv", "share"), rows)
    assert {d["who"] for d in data(picture(votes, BOOK))} == {"Russia", "Spain"}


def test_another_suffix_and_a_place_that_is_not_there_are_refused(tmp_path: Path) -> None:
    table = MEASURES["balance"](RECORD, BOOK, actor="KEN")
    with pytest.raises(UsageError, match=r"\.svg, \.png, \.json"):
        write(table, tmp_path / "p.gif", BOOK)
    with pytest.raises(ExportError, match="cannot be written"):
        write(table, tmp_path / "none" / "p.json", BOOK)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(ExportError, match=r"pip install foedera\[brief\]"):
        write(MEASURES["balance"](RECORD, BOOK, actor="KEN"), tmp_path / "p.svg", BOOK)
