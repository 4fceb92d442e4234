"""Pipeline pieces: day, workers, output folders, what is taken over."""

from __future__ import annotations

import datetime
import gc
import os
import shutil
import subprocess
import sys
import types

import pytest
from judged_agencies import DAY, DEMO

from access_info.model.as_of import AsOf
from access_info.pipeline.incremental.reuse import (
    Published,
    hashes_of,
    link_files,
    move_folder,
    same_site,
)
from access_info.pipeline.preparation.agency import AgencyTask, prepare_agency
from access_info.pipeline.preparation.context import Options, day_of_build, read_build_context
from access_info.pipeline.preparation.workers import work
from access_info.pipeline.publish.output import restore_and_tidy, sibling, take_place


def test_day_is_typed_or_epoch_or_today():
    assert day_of_build("2026-09-01", {"SOURCE_DATE_EPOCH": "0"}) == datetime.date(2026, 9, 1)
    # 31 Aug 2026 17:00 UTC is already 1 Sep in Hà Nội.
    epoch = int(datetime.datetime(2026, 8, 31, 17, tzinfo=datetime.UTC).timestamp())
    assert day_of_build(None, {"SOURCE_DATE_EPOCH": str(epoch)}) == datetime.date(2026, 9, 1)
    assert day_of_build("", {"SOURCE_DATE_EPOCH": str(epoch - 1)}) == datetime.date(2026, 8, 31)
    with pytest.raises(ValueError, match="isoformat"):
        day_of_build("31/8/2026", {})


def test_as_of_knows_how_long_its_answers_hold():
    as_of = AsOf(datetime.date(2026, 11, 24))
    assert as_of.reached(datetime.date(2026, 11, 24))
    assert not as_of.passed(datetime.date(2026, 11, 24))
    assert as_of.span == (datetime.date(2026, 11, 24), datetime.date(2026, 11, 24))
    assert as_of.fresh().span == (datetime.date.min, datetime.date.max)
    assert not as_of.passed(datetime.date.max)


# A program of its own: one in which tests have left threads behind does not fork.
SQUARES = """\
import os
from access_info.pipeline.preparation.workers import work

def square(state, task):
    return state + task * task, os.getpid()

for jobs in (1, 3):
    results = list(work(square, list(range(60)), state=7, jobs=jobs))
    print(*(value for value, _ in results))
    print(len({process for _, process in results} - {os.getpid()}))
"""


def test_workers_give_results_in_order_whatever_their_number():
    done = subprocess.run(
        [sys.executable, "-c", SQUARES], capture_output=True, text=True, check=True
    )
    alone, none, shared, others = done.stdout.splitlines()
    assert shared == alone == " ".join(str(7 + task * task) for task in range(60))
    assert int(none) == 0
    if hasattr(os, "fork"):
        assert 1 <= int(others) <= 3


MEMORIES = """\
import os
from access_info.pipeline.preparation.workers import work

seen = []

def remember(state, task):
    seen.append(task)
    return seen[0], os.getpid()

tasks = list(range(5, 65))
(first, place), *others = work(remember, tasks, state=None, jobs=3, first_alone=True)
places = {place for _, place in others}
print(first, {start for start, _ in others}, place in places, os.getpid() in {place, *places}, len(seen))
"""


def test_what_the_first_task_leaves_behind_every_worker_has():
    done = subprocess.run(
        [sys.executable, "-c", MEMORIES], capture_output=True, text=True, check=True
    )
    # Where workers can begin, nothing is left behind in the process that asked for it.
    alone = not hasattr(os, "fork")
    assert done.stdout == f"5 {{5}} {alone} {alone} {60 if alone else 0}\n"


def fails(state, task):
    raise ValueError(f"task {task}")


def test_failure_in_a_worker_is_reported():
    with pytest.raises(ValueError, match="task 0"):
        list(work(fails, list(range(60)), state=None, jobs=2))


def tree(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def seen(folder, *names):
    stats = {name: (folder / name).stat() for name in names}
    return {
        name: (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) for name, stat in stats.items()
    }


def texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_new_folder_takes_the_old_folder_s_place(tmp_path):
    out = tree(tmp_path / "site", {"a": "cũ"})
    new = tree(sibling(out), {"b": "mới"})
    spare = tmp_path / "spare"
    take_place(new, out, spare=spare)
    assert texts(out) == {"b": "mới"}
    assert texts(spare) == {"a": "cũ"}
    take_place(tree(sibling(out), {"c": "mới hơn"}), out)
    assert texts(out) == {"c": "mới hơn"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "spare"]


def test_leftovers_are_healed(tmp_path):
    tree(tmp_path / ".site-new-999999999", {"a": "dở"})
    tree(tmp_path / ".site-old-999999999", {"a": "bản tốt"})
    restore_and_tidy(tmp_path / "site")
    assert texts(tmp_path) == {"site/a": "bản tốt"}


RUNNING, ENDED, FOREIGN, UNKNOWN = range(999_999_991, 999_999_995)
# What Windows says of processes: an ended one may still be known, another user's is not opened.
ERRORS = {FOREIGN: 5, UNKNOWN: 87}
KERNEL = types.SimpleNamespace(
    OpenProcess=lambda _rights, _inherit, number: 0 if number in ERRORS else number,
    WaitForSingleObject=lambda handle, _: 0 if handle.value == ENDED else 258,
    CloseHandle=lambda _: True,
)


@pytest.mark.parametrize(
    ("process", "stays"),
    [(RUNNING, True), (ENDED, False), (FOREIGN, True), (UNKNOWN, False), ("²", False)],
)
def test_on_windows_too_the_folder_of_a_running_build_stays(tmp_path, monkeypatch, process, stays):
    left = tree(tmp_path / f".site-new-{process}", {"a": "dở"})
    with monkeypatch.context() as windows:
        windows.setattr("sys.platform", "win32")
        windows.setattr("ctypes.WinDLL", lambda *_, **__: KERNEL, raising=False)
        windows.setattr("ctypes.get_last_error", lambda: ERRORS[process], raising=False)
        restore_and_tidy(tmp_path / "site")
    assert left.exists() == stays


def test_folder_is_moved_only_if_exactly_as_expected(tmp_path):
    source = tree(tmp_path / "cu", {"x/a": "1", "x/b/c": "2"})
    files = seen(source, "x/a", "x/b/c")
    hashes = hashes_of(source, files)
    (source / "x/la").write_text("lạ", encoding="utf-8")
    assert not move_folder(source, tmp_path / "moi", "x", files, hashes)
    (source / "x/la").unlink()
    assert not move_folder(source, tmp_path / "moi", "", files, hashes)
    (tmp_path / "duong-khac").symlink_to(source)
    assert not move_folder(tmp_path / "duong-khac", tmp_path / "moi", "x", files, hashes)
    assert move_folder(source, tmp_path / "moi", "x", files, hashes)
    assert texts(tmp_path / "moi") == {"x/a": "1", "x/b/c": "2"}


def test_files_are_linked_only_if_none_was_touched(tmp_path):
    source = tree(tmp_path / "cu", {"x/a": "1", "x/b": "2"})
    files = seen(source, "x/a", "x/b")
    hashes = hashes_of(source, files)
    assert link_files(source, tmp_path / "moi", files, hashes)
    assert (tmp_path / "moi/x/a").samefile(source / "x/a")
    os.utime(source / "x/b", ns=(1, 1))
    assert not link_files(source, tmp_path / "nua", files, hashes)
    assert not link_files(source, tmp_path / "nua", {"x/thieu": (1, 1, 1)}, hashes)


def test_a_change_that_hides_behind_size_and_time_is_seen(tmp_path):
    source = tree(tmp_path / "cu", {"x/a": "1", "x/b": "2"})
    files = seen(source, "x/a", "x/b")
    hashes = hashes_of(source, files)
    # A copy of a site has other times of change; its content is compared, and is right.
    os.utime(source / "x/b", ns=(files["x/b"][1], files["x/b"][1]))
    assert link_files(source, tmp_path / "moi", files, hashes)
    shutil.rmtree(tmp_path / "moi")
    (source / "x/b").write_text("3", encoding="utf-8")
    os.utime(source / "x/b", ns=(files["x/b"][1], files["x/b"][1]))
    assert not link_files(source, tmp_path / "moi", files, hashes)
    assert not move_folder(source, tmp_path / "moi", "x", files, hashes)


def test_same_site_is_recognised(tmp_path):
    site = tree(tmp_path / "site", {"x/a": "1", "index.html": "trang"})
    new = tree(tmp_path / "moi", {"index.html": "trang"})
    files = [Published("key", seen(site, "x/a"))]
    assert same_site(new, site, files)
    (new / "index.html").write_text("trank", encoding="utf-8")
    assert not same_site(new, site, files)
    (new / "index.html").write_text("trang", encoding="utf-8")
    (site / "la").write_text("lạ", encoding="utf-8")
    assert not same_site(new, site, files)
    (site / "la").unlink()
    (site / "x/a").unlink()
    assert not same_site(new, site, files)


def test_what_is_made_of_an_agency_goes_without_the_collector(tmp_path):
    """What held itself would keep the agency's whole data, for the collector to walk and to free."""
    options = Options(agencies=DEMO, as_of=DAY, site_url="https://mau.example/")
    context, problems = read_build_context(options)
    assert context is not None, problems
    task = AgencyTask(options, context, tmp_path)
    gc.disable()
    try:
        prepare_agency(task, "so-nong-nghiep-va-moi-truong")  # leaves what all agencies share
        gc.collect()
        gc.set_debug(gc.DEBUG_SAVEALL)
        assert len(prepare_agency(task, "phuong-mau-trung").pages) > 8
        gc.collect()
        # A thread of another test in this process may leave things too.
        ours = [
            each for each in gc.garbage if "access_info" in str(getattr(each, "__module__", ""))
        ]
        assert not ours
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
