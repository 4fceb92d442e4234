"""The store of results: what it holds, and what damage, other writers and kills do to it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3

import pytest
from cache_damage import FILES

from access_info.unchanged import store as module
from access_info.unchanged.store import Store, StoredResult


def results(number, *, size=3000):
    return [StoredResult("kind", str(name), "k", os.urandom(size)) for name in range(number)]


def contents(store):
    return [
        StoredResult("kind", name, key, content)
        for name, (key, content) in store.all_of("kind").items()
    ]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "results.db")


def test_a_result_is_read_by_producer_name_and_key(store):
    assert store.get("kind", "a", "k") is None
    store.put([StoredResult("kind", "a", "k", b"1"), StoredResult("other", "a", "k", b"2")])
    assert store.get("kind", "a", "k") == b"1"
    assert store.get("kind", "a", "later") is None
    store.put([StoredResult("kind", "a", "later", b"3")])
    assert store.get("kind", "a", "k") is None
    with store.reader() as get:
        assert (get("kind", "a", "later"), get("other", "a", "k"), get("x", "", "")) == (
            b"3",
            b"2",
            None,
        )
    store.put([], gone=[("kind", "a")])
    assert store.all_of("kind") == {}
    assert store.digests("other").keys() == {"a"}


def test_a_digest_changes_with_the_content_alone(store):
    seen = set()
    for key, content in (("k", b"1"), ("k", b"2"), ("l", b"1"), ("k", b"1")):
        store.put([StoredResult("kind", "a", key, content)])
        under, digest = store.digests("kind")["a"]
        assert under == key
        seen.add(digest)
    assert len(seen) == 2


def test_only_results_that_differ_are_written(store, tmp_path):
    file = tmp_path / "results.db"
    first = results(200)
    store.put(first)
    before = file.read_bytes()
    store.put(first)
    assert file.read_bytes() == before
    first[7] = StoredResult("kind", "7", "k", os.urandom(3000))
    store.put(first)
    after = file.read_bytes()
    page = 4096
    changed = [at for at in range(0, len(after), page) if after[at:][:page] != before[at:][:page]]
    assert 0 < len(changed) < 10
    assert sorted(contents(store)) == sorted(first)


def test_a_damaged_result_is_written_again_though_its_digest_is_whole(store, tmp_path):
    file = tmp_path / "results.db"
    rows = [StoredResult("kind", "a", "k", b"a" * 50), StoredResult("kind", "b", "k", b"b" * 50)]
    store.put(rows)
    file.write_bytes(file.read_bytes().replace(b"a" * 50, b"a" * 49 + b"x"))
    assert contents(store) == rows[1:]
    assert store.get("kind", "a", "k") is None
    store.put(rows)
    assert sorted(contents(store)) == rows


@pytest.mark.parametrize("way", FILES)
def test_a_damaged_file_holds_nothing_wrong_and_is_begun_anew(store, way, tmp_path):
    rows = results(20)
    store.put(rows)
    FILES[way](tmp_path / "results.db")
    assert set(contents(store)) <= set(rows)
    store.put(rows)
    assert set(contents(store)) == set(rows)


def test_another_database_is_begun_anew_and_a_busy_one_left_alone(store, tmp_path, monkeypatch):
    file = tmp_path / "results.db"
    database = sqlite3.connect(file)
    with database:
        database.execute("CREATE TABLE results (a)")
    rows = [StoredResult("kind", "a", "k", b"1")]
    assert contents(store) == []
    store.put(rows)
    assert contents(store) == rows
    database.close()
    monkeypatch.setattr(module, "_WAIT", 0.01)
    busy = sqlite3.connect(file, isolation_level=None)
    busy.execute("BEGIN EXCLUSIVE")
    store.put([StoredResult("kind", "a", "k", b"2")])
    busy.execute("COMMIT")
    busy.close()
    assert contents(store) == rows


def test_a_reader_leaves_the_file_free_for_who_writes(store, monkeypatch):
    monkeypatch.setattr(module, "_WAIT", 0.01)
    store.put([StoredResult("kind", "a", "k", b"1"), StoredResult("kind", "b", "k", b"1")])
    with store.reader() as get:
        assert get("kind", "a", "k") == b"1"
        store.put([StoredResult("kind", "b", "k", b"2")])
        assert get("kind", "b", "k") == b"2"


@pytest.mark.parametrize("name", ["a", None])
def test_nothing_is_left_of_what_is_forgotten(store, tmp_path, name):
    secret = b"so-dinh-danh-" * 900
    store.put([StoredResult("scan", "a", "k", secret), StoredResult("kind", "a", "k", b"1")])
    assert b"so-dinh-danh" in (tmp_path / "results.db").read_bytes()
    store.forget(["scan"], name=name)
    assert b"so-dinh-danh" not in (tmp_path / "results.db").read_bytes()
    assert store.get("kind", "a", "k") == b"1"


def test_what_cannot_be_forgotten_row_by_row_is_deleted(store, tmp_path):
    store.put([StoredResult("scan", "a", "k", b"x" * 9000)])
    file = tmp_path / "results.db"
    file.write_bytes(b"?" * 100 + file.read_bytes()[100:])
    store.forget(["scan"])
    assert not file.exists()


def test_the_older_half_goes_when_a_file_grows_too_large(store, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_LARGEST", 400_000)
    for number in range(60):
        store.put([StoredResult("kind", f"{number:02}", "k", bytes([number]) * 10_000)])
    left = sorted(store.all_of("kind"))
    assert "59" in left
    assert left == [f"{number:02}" for number in range(60 - len(left), 60)]
    assert 10 < len(left) < 45
    assert (tmp_path / "results.db").stat().st_size < 500_000


def test_a_folder_that_is_a_link_is_not_written_into(tmp_path):
    (tmp_path / "away").mkdir()
    (tmp_path / "cache").symlink_to(tmp_path / "away")
    Store(tmp_path / "cache/results.db").put([StoredResult("kind", "a", "k", b"1")])
    assert [*(tmp_path / "away").iterdir()] == []


def _written_by_who_is_killed(path, rows):
    def deadly():
        for number, row in enumerate(rows):
            if number == len(rows) // 2:
                os.kill(os.getpid(), signal.SIGKILL)
            yield row

    module._write(path, deadly(), ())


def test_who_is_killed_while_writing_leaves_what_was_there(store, tmp_path):
    file = tmp_path / "results.db"
    rows = [StoredResult("kind", str(number), "k", bytes(10_000)) for number in range(800)]
    store.put(rows)
    # More than SQLite holds in memory: some of it is on the disk already.
    others = [row._replace(content=b"x" * 10_000) for row in rows]
    process = multiprocessing.get_context("fork").Process(
        target=_written_by_who_is_killed, args=(file, others)
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert file.with_name("results.db-journal").exists()
    assert set(contents(store)) == set(rows)
    store.put(others)
    assert set(contents(store)) == set(others)


def test_many_writers_at_once_lose_nothing(tmp_path):
    context = multiprocessing.get_context("fork")
    writers = [
        context.Process(
            target=lambda start=start: [
                Store(tmp_path / "results.db").put([StoredResult("kind", str(name), "k", b"1")])
                for name in range(start, start + 40)
            ]
        )
        for start in range(0, 160, 40)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(Store(tmp_path / "results.db").all_of("kind")) == 160
    shutil.rmtree(tmp_path)
