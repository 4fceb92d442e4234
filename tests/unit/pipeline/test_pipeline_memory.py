"""The memory of a build: what it holds, what makes it out of date, what damage does to it."""

from __future__ import annotations

import dataclasses
import datetime
import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys

import pytest
import tiny_province
from cache_damage import FILES

from access_info.pipeline import Options, prepare
from access_info.pipeline.incremental import memory
from access_info.pipeline.incremental.memory import Memory, recall, remember
from access_info.pipeline.incremental.reuse import Published, file_metadata
from access_info.pipeline.incremental.row_store import read_rows, write_rows


@pytest.fixture
def package(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/list.py").write_text("a = 1\n", "utf-8")
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale/vi.yml").write_text('ten: "Tên"\n', "utf-8")
    monkeypatch.setattr(memory, "_PACKAGE", tmp_path)
    return tmp_path


def _key():
    return memory.code_key.__wrapped__()


@pytest.mark.parametrize("name", ["pages/list.py", "locale/vi.yml", "pages/new.py"])
def test_the_key_changes_with_every_file_of_the_program(package, name):
    before = _key()
    (package / name).write_text("b = 2\n", "utf-8")
    assert _key() != before


@pytest.mark.parametrize("folder", ["__pycache__", "pages/__pycache__"])
def test_what_python_compiled_is_no_part_of_the_program(package, folder):
    before = _key()
    (package / folder).mkdir()
    (package / folder / "list.cpython-311.pyc").write_bytes(b"compiled")
    assert _key() == before


def test_the_key_changes_when_signatures_can_be_judged(package, monkeypatch):
    with_signatures = _key()
    monkeypatch.setitem(sys.modules, "pyhanko", None)  # as where the extra is not installed
    assert _key() != with_signatures


@pytest.fixture(scope="module")
def remembered(tmp_path_factory):
    """What a build of the tiny province comes to, and the file that holds it."""
    folder = tiny_province.lay_out(tmp_path_factory.mktemp("tinh"))
    # A link that leads nowhere: a problem to be remembered.
    profile = folder / "agencies/xa-2/co-quan.yml"
    profile.write_text(tiny_province.profile("xã Hai") + 'ma_dinh_danh: "h99"\n', "utf-8")
    fragments = folder / "trang"
    fragments.mkdir()
    day = datetime.date(2026, 11, 24)
    options = Options(agencies=folder / "agencies", as_of=day, jobs=1)
    prepared = prepare(options, fragment_store=fragments, home=True)
    assert prepared.problems
    assert prepared.context is not None
    names = sorted(path.name for path in fragments.iterdir())
    files = {
        name: file_metadata(fragments / name) for name in names if (fragments / name).is_file()
    }
    memory = Memory(
        prepared.context.key,
        dict(prepared.builds),
        prepared.site,
        {"": Published("khóa", files, b"\n\xff"), "xa-1": Published("khóa", {})},
        {"xa-2": Published("khóa cũ", dict(list(files.items())[:1]), b"d")},
    )
    file = folder / "site.db"
    remember(file, memory)
    return memory, file


def test_what_is_remembered_is_recalled(remembered):
    memory, file = remembered
    again = recall(file)
    assert again == memory
    build = again.builds["xa-doi"]
    assert build.item_ids.startswith("2026-001\n")
    assert build.findings is not None
    assert build.findings == memory.builds["xa-doi"].findings
    assert again.published[""].files == memory.published[""].files
    assert recall(None) == recall(file.with_name("khong-co.db")) == Memory()


def test_a_build_whose_details_nobody_asked_for_is_remembered_with_them(remembered, tmp_path):
    memory, file = remembered
    recalled = recall(file)
    moved = {
        name: dataclasses.replace(build, seen="khác") for name, build in recalled.builds.items()
    }
    remember(tmp_path / "site.db", dataclasses.replace(recalled, builds=moved))
    again = recall(tmp_path / "site.db")
    assert {name: build.findings for name, build in again.builds.items()} == {
        name: build.findings for name, build in memory.builds.items()
    }


@pytest.mark.parametrize("way", FILES)
def test_a_damaged_memory_says_nothing_wrong_and_is_begun_anew(remembered, way, tmp_path):
    memory, file = remembered
    copied = tmp_path / "bo-nho" / file.name
    copied.parent.mkdir()
    shutil.copyfile(file, copied)
    FILES[way](copied)
    damaged = recall(copied)
    assert damaged.context_key in {"", memory.context_key}
    for part in ("builds", "published", "spare"):
        whole = getattr(memory, part)
        assert {name: whole[name] for name in getattr(damaged, part)} == getattr(damaged, part)
    remember(copied, memory)
    assert recall(copied) == memory
    away = [path for path in copied.parent.iterdir() if path != copied]
    assert all(path.name.endswith(".away") for path in away)


def test_rows_of_another_version_of_the_program_are_passed_over(tmp_path):
    rows = {
        ("context", ""): b"k",
        ("build", "xa-1"): b"k\n[1]\n{}",
        ("build", "xa-2"): b"another context\n",
        ("site", ""): b"k\n[]",
        ("published", "xa-1"): b"one line",
        ("further", ""): b"x",
    }
    write_rows(tmp_path / "site.db", rows.items)
    assert recall(tmp_path / "site.db") == Memory(context_key="k")


def test_whole_rows_of_another_key_are_passed_over(remembered, tmp_path):
    """As after a build that was cut short, or of two that wrote at once."""
    memory, file = remembered
    rows = read_rows(file)
    for row in (("build", "xa-2"), ("site", "")):
        _, _, rest = rows[row].partition(b"\n")
        rows[row] = b"another key\n" + rest
    write_rows(tmp_path / "site.db", rows.items)
    recalled = recall(tmp_path / "site.db")
    assert set(memory.builds) - set(recalled.builds) == {"xa-2"}
    assert memory.site != recalled.site == Memory().site


def test_only_rows_that_differ_are_written(tmp_path):
    file = tmp_path / "rows.db"
    rows = {("kind", str(number)): os.urandom(3000) for number in range(200)}
    write_rows(file, rows.items)
    before = file.read_bytes()
    write_rows(file, rows.items)
    assert file.read_bytes() == before
    rows["kind", "7"] = os.urandom(3000)
    write_rows(file, rows.items)
    after = file.read_bytes()
    page = 4096
    changed = [at for at in range(0, len(after), page) if after[at:][:page] != before[at:][:page]]
    assert 0 < len(changed) < 10
    del rows["kind", "8"]
    write_rows(file, rows.items)
    assert read_rows(file) == rows


def test_a_damaged_row_is_written_again_though_its_digest_is_whole(tmp_path):
    file = tmp_path / "rows.db"
    rows = {("kind", "a"): b"a" * 50, ("kind", "b"): b"b" * 50}
    write_rows(file, rows.items)
    file.write_bytes(file.read_bytes().replace(b"a" * 50, b"a" * 49 + b"x"))
    assert read_rows(file) == {("kind", "b"): b"b" * 50}
    write_rows(file, rows.items)
    assert read_rows(file) == rows


def test_another_database_is_begun_anew_and_a_busy_one_left_alone(tmp_path, monkeypatch):
    file = tmp_path / "rows.db"
    database = sqlite3.connect(file)
    with database:
        database.execute("CREATE TABLE cached (a)")
    rows = {("kind", "a"): b"1"}
    assert read_rows(file) == {}
    write_rows(file, rows.items)
    assert read_rows(file) == rows
    database.close()
    monkeypatch.setattr("access_info.pipeline.incremental.row_store._WAIT", 0.01)
    busy = sqlite3.connect(file, isolation_level=None)
    busy.execute("BEGIN EXCLUSIVE")
    write_rows(file, {("kind", "a"): b"2"})
    busy.execute("COMMIT")
    busy.close()
    assert read_rows(file) == rows


class _Deadly(dict):
    """Rows of which half are written when the process that writes them is killed."""

    def items(self):
        for number, item in enumerate(super().items()):
            if number == len(self) // 2:
                os.kill(os.getpid(), signal.SIGKILL)
            yield item


def test_who_is_killed_while_writing_leaves_what_was_there(tmp_path):
    file = tmp_path / "rows.db"
    rows = {("kind", str(number)): bytes(10_000) for number in range(800)}
    write_rows(file, rows.items)
    # More than SQLite holds in memory: some of it is on the disk already.
    others = _Deadly(dict.fromkeys(rows, b"x" * 10000))
    process = multiprocessing.get_context("fork").Process(
        target=write_rows, args=(file, others.items)
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert file.with_name("rows.db-journal").exists()
    assert read_rows(file) == rows
    write_rows(file, dict(others.copy()).items)
    assert read_rows(file) == dict(others.copy())
