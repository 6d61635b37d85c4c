"""Pictures: every mark knows its claims, nothing hangs on colour alone, and the numbers are those of the table."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from foedera.errors import ExportError, UsageError
from foedera.exports.pictures import BESIDE, PICTURES, picture, write
from foedera.exports.pictures.parts import FILLS, INK, PAPER, PARTS, label_ink
from foedera.measures import MEASURES, OF_DATA, panel
from foedera.model import Conflict, Dossier, Status
from foedera.project.measuring import laid_side_by_side
from foedera.table import Cell, Row, Table
from support_data import shelf_of_all
from support_measures import BOOK, dossiers, happening, paper, record

ONE, TWO = paper("one", "2012-06", "Alpha"), paper("two", "2014-01", "Beta")
RECORD = record(
    happening(1, ONE, "visit", {"visitor": "KEN", "host": "UGA"}, "2012-05", origins=["o1"]),
    happening(2, ONE, "meeting", {"participant": ["KEN", "UGA", "TZA"]}, "2012-05-03", origins=["o1", "o2"]),
    happening(3, TWO, "arms_transfer", {"supplier": "UGA", "recipient": "KEN"}, "2014", origins=["o2"], also=[ONE]),
    happening(4, TWO, "agreement", {"signatory": ["KEN", "UGA"]}, "2013", origins=["o3"]),
    happening(5, TWO, "visit", {"visitor": "KEN", "host": "UGA"}, "2014-01-05", status=Status.PLANNED),
    happening(6, TWO, "visit", {"visitor": "KEN", "host": "UGA"}, "2014-01-09"),
    happening(
        7, TWO, "meeting", {"participant": ["KEN", "UGA"]}, "2014-01-11", also=[ONE],
        conflicts=(Conflict("date", (("2014-01-11", ("c7",)), ("2014-01-12", ("c8",)))),),
    ),
    texts=[ONE, TWO],
)  # fmt: skip


def tables(found: Dossier) -> Iterator[Table]:
    for function in MEASURES.values():
        yield function(found, BOOK, actor="KEN")
    for directed in (False, True):
        yield panel(found, BOOK, directed=directed)


def of_data() -> Iterator[Table]:
    for function in OF_DATA.values():
        yield function(
            shelf_of_all(), BOOK, actor="PER", partners=[] if "arms" in function.__name__ else ["CHL", "USA"]
        )


def comparisons(found: Dossier) -> Iterator[Table]:
    """KEN and a state with which it deals; and, of data, two states, of which the data have less of the second."""
    for function in MEASURES.values():
        yield laid_side_by_side(["KEN", "UGA"], [function(found, BOOK, actor=a) for a in ("KEN", "UGA")])
    for function in OF_DATA.values():
        parts = [function(shelf_of_all(), BOOK, actor=a, partners=["USA"]) for a in ("PER", "CHL")]
        yield laid_side_by_side(["PER", "CHL"], parts)


DRAWN = [*tables(RECORD), *of_data(), *comparisons(RECORD)]
NAMED = [f"{t.measure}{' compared' if t.of else ''}" for t in DRAWN]


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
    assert {t.measure for t in DRAWN} == set(PICTURES)


@pytest.mark.parametrize("table", DRAWN, ids=NAMED)
def test_every_mark_with_a_number_lists_its_claims_or_rows_to_eye_and_ear(table: Table) -> None:
    told = [d for d in data(picture(table, BOOK)) if d.get("value")]
    assert told, "nothing was drawn"
    for datum in told:
        behind = [*datum["claims"], *datum["rows"]]
        assert behind, datum
        assert all(each in datum["told"] for each in behind)


@pytest.mark.parametrize("table", DRAWN, ids=NAMED)
def test_whatever_is_drawn_stands_in_a_table_that_is_written_beside_it(table: Table, tmp_path: Path) -> None:
    path, *twins = write(table, tmp_path / "p.json", BOOK)
    written = [row for twin in twins for row in csv.DictReader(io.StringIO(twin.read_bytes().decode(), newline=""))]
    drawn = [d for d in data(json.loads(path.read_text(encoding="utf-8"))) if "of" in d]
    assert drawn
    for datum in drawn:
        cells = [found(written, keys, datum["column"]) for keys in datum.get("sums", [datum.get("keys")])]
        if "keys" in datum:
            assert datum["value"] in [number_of(cell[0]) for cell in cells[0]], datum
            assert [datum["low"], datum["high"]] in [
                [number_of(end) if end else number_of(value) for end in ends] for value, *ends in cells[0]
            ], datum
        else:
            assert len(cells) == len({tuple(keys) for keys in datum["sums"]})
            assert any(
                datum["value"] == pytest.approx(sum(number_of(cell[0]) or 0 for cell in chosen))
                for chosen in zip(*cells, strict=False)
            ), datum


def found(written: list[dict[str, str]], keys: list[str], column: str) -> list[tuple[str, str, str]]:
    """The value of a column with its bounds in the rows that have these keys, after that of the actor or not."""
    hits = []
    for row in written:
        held = list(row.values())
        if column in row and keys in (held[: len(keys)], held[1 : len(keys) + 1]):
            hits.append((row[column], row.get(f"{column}_low", ""), row.get(f"{column}_high", "")))
    assert hits, (keys, column)
    return hits


def number_of(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize("table", DRAWN, ids=NAMED)
def test_it_is_drawn_as_svg_and_png_the_same_each_time(table: Table, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    for suffix in (".svg", ".json", *([] if table.of else [".png"])):  # a comparison is drawn of the same parts
        path, twin, *beside = write(table, tmp_path / f"p{suffix}", BOOK, title="Kenya")
        assert twin.read_bytes().decode() == table.to_csv()
        assert [b.name for b in beside] == [f"p.{name}.csv" for name in BESIDE.get(table.measure, ())]
        if suffix != ".png":
            first = path.read_bytes()
            write(table, path, BOOK, title="Kenya")
            assert path.read_bytes() == first
    svg = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert re.search(rf'role="img" aria-label="Kenya: [^"]+{re.escape(table.coverage.split()[-1])}', svg)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]+"', "", svg)
    assert table.of or (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))


@settings(deadline=None, max_examples=20)
@given(dossiers(most=6))
def test_any_record_can_be_drawn(found: Dossier) -> None:
    for table in tables(found):
        spec = picture(table, BOOK)
        assert json.loads(json.dumps(spec)) == spec  # no NaN, nothing that is not JSON
    for name, function in MEASURES.items():
        parts = [function(found, BOOK, actor=a) for a in ("KEN", "UGA", "SOM")]
        spec = picture(laid_side_by_side(["KEN", "UGA", "SOM"], parts), BOOK)
        assert json.loads(json.dumps(spec)) == spec, name


def test_the_numbers_of_the_balance_are_those_of_the_table() -> None:
    table = MEASURES["balance"](RECORD, BOOK, actor="KEN", partners=["UGA", "TZA"])
    spec = picture(table, BOOK)
    drawn = {(d["bar"].rpartition(" (")[0], d["part"]): d["value"] for d in data(spec) if "bar" in d}
    at = table.columns.index("share")
    expected = {
        (BOOK.families[r.keys[0]].label if r.keys[0] in BOOK.families else "All", BOOK.actor_name(r.keys[1])): v
        for r in table
        if (v := r.cells[at].value)
    }
    assert drawn == expected


@pytest.mark.parametrize("table", DRAWN, ids=NAMED)
def test_the_title_names_actor_measure_and_period(table: Table) -> None:
    head = picture(table, BOOK)["title"]["text"]
    actors = list(table.of) or ([table.actor] if table.actor else [])
    assert all(BOOK.actor_name(a) in head for a in actors)
    assert re.search(r", \d{4}(–\d{4})?$", head), head


@pytest.mark.parametrize("table", [t for t in DRAWN if t.of], ids=[t.measure for t in DRAWN if t.of])
def test_a_comparison_has_each_actor_under_its_name_on_one_scale(table: Table) -> None:
    spec = picture(table, BOOK)
    if "concat" not in spec:  # the answer is the same for all: one picture, in which they stand out
        assert all(BOOK.actor_name(a) in json.dumps(spec) for a in table.of)
        return
    assert [each["title"]["text"] for each in spec["concat"]] == [BOOK.actor_name(a) for a in table.of]
    scales = [list(domains(each)) for each in spec["concat"]]
    shown = [s for s in scales if s]
    assert shown
    assert all(s == shown[0] for s in shown)


def test_of_an_answer_that_is_the_same_for_all_each_actor_is_drawn_once() -> None:
    parts = [MEASURES["centrality"](RECORD, BOOK, actor=a, partners=["TZA"]) for a in ("KEN", "UGA")]
    spec = picture(laid_side_by_side(["KEN", "UGA"], parts), BOOK)
    assert sorted(d["lane"] for d in data(spec)) == ["Kenya", "Tanzania", "Uganda"]


def domains(spec: Any) -> Iterator[Any]:
    """The domains of quantitative and of dated axes, each once, in order."""
    found: list[Any] = []

    def look(at: Any) -> None:
        if isinstance(at, dict):
            ends = at.get("scale", {}).get("domain") if at.get("type") in ("quantitative", "temporal") else None
            if ends is not None and ends not in found:
                found.append(ends)
            for key, value in at.items():
                if key != "data":
                    look(value)
        elif isinstance(at, list):
            for each in at:
                look(each)

    look(spec)
    yield from found


@pytest.mark.parametrize("name", sorted({*MEASURES, *OF_DATA}))
def test_where_there_is_nothing_words_say_so_and_no_frame_is_drawn(name: str) -> None:
    if name in MEASURES:
        table = MEASURES[name](RECORD, BOOK, actor="ISL", partners=["NOR"])
    else:
        full = next(t for t in of_data() if t.measure == name)
        table = replace(full, rows=())
    told = [d for d in data(picture(table, BOOK)) if d.get("value")]
    words = json.dumps(picture(table, BOOK))
    assert told or "Nothing to show" in words or "not covered" in words


def test_what_a_reader_must_know_of_the_answer_stands_under_the_title() -> None:
    table = MEASURES["change_points"](RECORD, BOOK, actor="KEN", looking_back=True)
    assert "Every year of the period is taken as looked at." in picture(table, BOOK)["title"]["subtitle"]


def test_bars_begin_at_zero() -> None:
    for table in DRAWN:
        for spec in views(picture(table, BOOK)):
            kind = spec["mark"]["type"] if isinstance(spec.get("mark"), dict) else ""
            if kind == "bar" and "x2" not in spec["encoding"]:
                ends = [a["scale"]["domain"][0] for a in spec["encoding"].values() if "domain" in a.get("scale", {})]
                assert all(end == 0 for end in ends if isinstance(end, int | float)), table.measure


def views(spec: Any) -> Iterator[dict[str, Any]]:
    if isinstance(spec, dict):
        if "mark" in spec and "encoding" in spec:
            yield spec
        for value in spec.values():
            yield from views(value)
    elif isinstance(spec, list):
        for each in spec:
            yield from views(each)


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
    lightness = sorted(116 * luminance(fill) ** (1 / 3) - 16 for fill in FILLS[:PARTS])
    assert all(more - less >= 6 for less, more in pairwise(lightness)), "a legend must be read in grey too"
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


def test_of_many_partners_the_nearest_and_the_farthest_are_drawn_and_words_say_so() -> None:
    states = sorted(BOOK.states)[:20]
    rows = tuple(Row((s, "2015"), (Cell(float(n), (), ("d:1",)),)) for n, s in enumerate(states, 1))
    table = Table("ideal_point_distance", "points", "", "", ("partner", "period"), ("distance",), rows)
    spec = picture(table, BOOK)
    assert sorted({d["value"] for d in data(spec)}) == [1, 2, 3, 18, 19, 20]
    assert any("6 of 20 partners" in line for line in spec["title"]["subtitle"])


def test_names_at_the_ends_of_lines_do_not_lie_upon_one_another() -> None:
    rows = tuple(Row((s, "2015"), (Cell(5.0, (), ("d:1",)),)) for s in ("RUS", "CHN", "USA"))
    table = Table("ideal_point_distance", "points", "", "", ("partner", "period"), ("distance",), rows)
    shifts = [v["mark"]["dy"] for v in views(picture(table, BOOK)) if v["mark"]["type"] == "text"]
    assert all(abs(a - b) >= 12 for a, b in pairwise(sorted(shifts)))


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
