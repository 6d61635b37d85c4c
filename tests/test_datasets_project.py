"""Published files are kept whole beside the record, whatever happens on the way."""

from __future__ import annotations

import json
import os
import signal
import threading
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

import foedera
from foedera.codebook import Codebook
from foedera.errors import DataError, NotFoundError, UsageError
from foedera.project import data
from foedera.project.data import add_data, data_row, find_data, list_data, remove_data, shelf_of
from support_cli import Answer
from support_data import deal, lines, preamble, register

RAW = register(
    [deal("Peru", "Chile", "2001", 3, comments="two\nlines"), deal("Peru", "NATO**", "2002", 1)], before=preamble()
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with foedera.open(tmp_path / "project", create=True):
        pass
    return tmp_path / "project"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "trade-register.csv"
    path.write_bytes(RAW)
    return path


def test_a_file_is_kept_as_it_came_with_what_it_is(folder: Path, file: Path, book: Codebook) -> None:
    (held,) = add_data(folder, book, "sipri", [file])
    assert (folder / "data" / "sipri" / held.sha256 / "original" / file.name).read_bytes() == RAW
    assert (held.vintage, held.rows, held.layout, held.new) == ("2025-03-13", 2, "register", True)
    assert (held.first, held.last, held.unknown) == (2000, 2002, {"NATO**": 1})
    assert "non-commercial" in held.licence
    assert held.citation
    assert find_data(folder, held.id) == list_data(folder) == [held]


def test_adding_again_changes_nothing_and_another_name_is_no_other_file(
    folder: Path, file: Path, book: Codebook
) -> None:
    (held,) = add_data(folder, book, "sipri", [file])
    copy = file.with_name("copy.csv")
    copy.write_bytes(RAW)
    (again,) = add_data(folder, book, "sipri", [copy])
    assert (again.id, again.file, again.new) == (held.id, file.name, False)
    assert len(list_data(folder)) == 1


def test_a_wrong_file_among_several_keeps_none(folder: Path, file: Path, book: Codebook) -> None:
    wrong = file.with_name("wrong.csv")
    wrong.write_bytes(RAW.replace(b"2001", b"20o1"))
    with pytest.raises(DataError, match=r"wrong\.csv:13:"):
        add_data(folder, book, "sipri", [file, wrong])
    assert list_data(folder) == []
    assert not (folder / "data").exists()


def test_a_row_can_be_opened_by_its_name(folder: Path, file: Path, book: Codebook) -> None:
    (held,) = add_data(folder, book, "sipri", [file])
    sheet = shelf_of(folder).sheets("sipri")[0]
    row = data_row(folder, sheet.row(1))
    assert (row.line, dict(row.cells)["Supplier"], row.held.id) == (15, "NATO**", held.id)
    assert dict(data_row(folder, sheet.row(0)).cells)["Comments"] == "two\nlines"
    with pytest.raises(NotFoundError, match="no row begins at line 14"):
        data_row(folder, f"{held.id}:14")
    with pytest.raises(UsageError, match="names no row"):
        data_row(folder, "sipri:x")


def test_a_file_changed_on_the_disk_is_not_read(folder: Path, file: Path, book: Codebook) -> None:
    (held,) = add_data(folder, book, "sipri", [file])
    (folder / "data" / "sipri" / held.sha256 / "original" / file.name).write_bytes(RAW.replace(b",3,3", b",9,9"))
    with pytest.raises(DataError, match=rf"not the file that was added.*data remove {held.id}"):
        shelf_of(folder).sheets("sipri")


def test_a_damaged_card_says_what_to_do(folder: Path, file: Path, book: Codebook) -> None:
    (held,) = add_data(folder, book, "sipri", [file])
    (folder / "data" / "sipri" / held.sha256 / "card.json").write_text("{")
    with pytest.raises(DataError, match=r"card\.json: damaged .*add the file again"):
        list_data(folder)


def test_removing_takes_one_file_or_all(folder: Path, file: Path, book: Codebook) -> None:
    other = file.with_name("card.json")  # no name of a file stands in the way of ours
    other.write_bytes(RAW + (deal("Cuba", "Chile", "2003", 2) + "\n").encode())
    one, two = add_data(folder, book, "sipri", [file, other])
    assert remove_data(folder, one.id) == [one]
    assert list_data(folder) == [two]
    assert len(shelf_of(folder).sheets("sipri")[0]) == 3
    remove_data(folder, "sipri")
    assert list_data(folder) == []
    for reference in ("sipri", "sipri:", "*", "../data", ""):
        with pytest.raises(NotFoundError, match="foedera data list"):
            remove_data(folder, reference)


def test_a_table_of_ones_own_keeps_its_mapping(folder: Path, tmp_path: Path, book: Codebook) -> None:
    mapping = tmp_path / "map.yml"
    mapping.write_text("title: T\nlicence: l\ncitation: c\nfirst: a\nsecond: b\nyear: y\nvalues: {v: {column: v}}\n")
    table = tmp_path / "t.csv"
    table.write_text(lines("a,b,y,v", "PER,CHL,2000,1"))
    add_data(folder, book, "mine", [table], mapping=mapping)
    mapping.unlink()
    assert len(shelf_of(folder).sheets("mine")[0]) == 1
    with pytest.raises(UsageError, match="'sipri' is the name of SIPRI"):
        add_data(folder, book, "sipri", [table], mapping=table)
    with pytest.raises(UsageError, match="cannot name a data set"):
        add_data(folder, book, "../x", [table], mapping=table)
    with pytest.raises(NotFoundError, match=r"no data set 'x'\. Known: atop, cow"):
        add_data(folder, book, "x", [table])


def test_two_that_add_at_once_both_succeed(folder: Path, file: Path, book: Codebook) -> None:
    results: list[bool] = []

    def add() -> None:
        results.extend(held.new for held in add_data(folder, book, "sipri", [file]))

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False] * 5 + [True]
    assert len(list_data(folder)) == 1


STEPS = ("fsync", "mkdir", "rename", "open", "scandir", "chmod", "utime")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize("at", range(1, 16))
def test_a_process_killed_at_any_step_leaves_a_file_whole_or_not_at_all(
    folder: Path, file: Path, book: Codebook, at: int
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            _dying(at)
            add_data(folder, book, "sipri", [file])
        finally:
            os._exit(0)
    _, state = os.waitpid(child, 0)
    held = list_data(folder)
    assert os.WIFSIGNALED(state) or len(held) == 1
    for one in held:
        assert shelf_of(folder).sheets("sipri")[0].digest == one.sha256
    add_data(folder, book, "sipri", [file])
    assert len(list_data(folder)) == 1


def _dying(at: int) -> None:
    """Have this process kill itself before its ``at``-th step on the disk."""
    done = 0

    def counted(step: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **named: object) -> object:
            nonlocal done
            done += 1
            if done == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*given, **named)

        return run

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


def test_what_killed_processes_left_is_cleared_away_in_time(folder: Path, file: Path, book: Codebook) -> None:
    left = folder / "data" / "sipri" / ".adding-1234"
    left.mkdir(parents=True)
    add_data(folder, book, "sipri", [file])
    assert left.exists()  # it may be at work
    os.utime(left, (0, 0))
    (folder / "data" / "x").mkdir()
    file.write_bytes(RAW + (deal("Cuba", "Chile", "2003", 2) + "\n").encode())
    add_data(folder, book, "sipri", [file])
    assert not left.exists()
    assert data.STALE_SECONDS > 3600


# The command line


def test_the_command_line_adds_lists_shows_and_removes(run: Callable[..., Answer], folder: Path, file: Path) -> None:
    added = run("data", "add", "sipri", file, "--project", folder)
    assert added.code == 0
    assert "added: trade-register.csv, 2 rows, 2000 to 2002, 2025-03-13" in added.out
    assert "1 name of no state known: NATO** (1)" in added.err
    assert "Terms: SIPRI terms" in added.err
    assert "here already" in run("data", "add", "sipri", file, "--project", folder).out
    (listed,) = json.loads(run("data", "list", "--json", "--project", folder).out)
    assert listed["unknown"] == {"NATO**": 1}
    assert listed["id"] in run("data", "list", "--project", folder).out
    assert "Stockholm International" in run("data", "show", "sipri", "--project", folder).out
    shown = run("data", "show", f"{listed['id']}:15", "--project", folder)
    assert "NATO**" in shown.out
    assert json.loads(run("data", "show", f"{listed['id']}:15", "--json", "--project", folder).out)["line"] == 15
    assert "Removed sipri:" in run("data", "remove", "sipri", "--project", folder).err
    assert run("data", "remove", "sipri", "--project", folder).code == 2


def test_the_command_line_refuses_with_file_and_line(run: Callable[..., Answer], folder: Path, file: Path) -> None:
    file.write_bytes(RAW.replace(b"2001", b"20o1"))
    refused = run("data", "add", "sipri", file, "--project", folder)
    assert refused.code == 2
    assert "trade-register.csv:13: '20o1' in column 'years_of_delivery' is not a year" in refused.err
    assert run("data", "add", "sipri", file.with_name("none.csv"), "--project", folder).code == 2
    assert "sipri" in run("data", "known").out
    assert {"name", "forms", "citation"} <= set(json.loads(run("data", "known", "--json").out)[0])
