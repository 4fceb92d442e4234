"""The lock of a folder of agencies: one at a time, gone with its process, seen by nobody else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest
from proposal_repository import Province, git

from access_info.loading.folders import agency_ids
from access_info.source.replacing import BusyError, NoLockError, editing

HOLD = """
import sys
from pathlib import Path
from access_info.source.replacing import editing
with editing(Path(sys.argv[1]), command=sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def agencies(tmp_path):
    folder = tmp_path / "agencies"
    folder.mkdir()
    return folder


@pytest.fixture
def holder(agencies):
    popen = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(agencies), "access-info import"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert popen.stdout is not None
    assert popen.stdout.readline() == b"held\n"
    yield popen
    popen.kill()
    popen.communicate()


def test_the_second_gives_up_and_learns_who_holds_the_lock(agencies, holder):
    messages = []
    with (
        pytest.raises(BusyError) as raised,
        editing(agencies, timeout=0.6, on_wait=messages.append),
    ):
        pytest.fail("both hold it")
    problem = raised.value.problem
    assert problem.code == "TT872"
    assert "Lệnh “access-info import” trên máy “" in problem.message
    assert len(messages) == 1
    assert messages[0] in problem.message


def test_by_another_path_the_lock_is_the_same(agencies, holder, tmp_path):
    (tmp_path / "o-mang").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(BusyError), editing(tmp_path / "o-mang/agencies", timeout=0):
        pytest.fail("both hold it")


@pytest.mark.parametrize("how", ["kill", "end"])
def test_a_lock_ends_with_its_process(agencies, holder, how):
    if how == "kill":
        holder.kill()
        holder.wait()
    else:
        holder.communicate()
    with editing(agencies, timeout=0):
        assert agency_ids(agencies) == ([], [])


def test_an_error_within_releases_the_lock(agencies):
    with pytest.raises(ValueError, match="x"), editing(agencies):
        raise ValueError("x")
    with editing(agencies, timeout=0):
        pass


def test_what_the_holder_left_word_of_need_not_be_readable(agencies, holder):
    (agencies / ".cache/dang-ghi.json").write_text("[", "utf-8")
    with pytest.raises(BusyError) as raised, editing(agencies, timeout=0):
        pytest.fail("both hold it")
    assert raised.value.problem.message.startswith("Một lệnh khác đang ghi")


def test_neither_git_nor_check_sees_the_lock(tmp_path):
    province = Province(tmp_path / "kho")
    with editing(province.folder / "agencies"):
        assert git(province.folder, "status", "--short") == ""
    assert git(province.folder, "status", "--short") == ""
    assert agency_ids(province.folder / "agencies")[1] == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")
def test_whoever_may_write_the_folder_may_lock_the_folder(agencies):
    agencies.chmod(0o2775)
    umask = os.umask(0o077)
    try:
        with editing(agencies):
            pass
    finally:
        os.umask(umask)
    lock = agencies / ".cache/dang-ghi.lock"
    assert stat.S_IMODE(lock.stat().st_mode) == 0o664
    assert stat.S_IMODE(lock.parent.stat().st_mode) == 0o2775


def _file(cache):
    cache.write_text("", "utf-8")


def _folder(cache):
    (cache / "dang-ghi.lock").mkdir(parents=True)


def _link(cache):
    cache.mkdir()
    (cache / "dang-ghi.lock").symlink_to(cache.parent.parent / "noi-khac")


def _link_to_folder(cache):
    cache.symlink_to(cache.parent.parent, target_is_directory=True)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
@pytest.mark.parametrize("lay", [_file, _folder, _link, _link_to_folder])
def test_what_is_in_the_place_of_the_lock_is_named(agencies, lay):
    lay(agencies / ".cache")
    with pytest.raises(NoLockError) as raised, editing(agencies):
        pytest.fail("there is no lock")
    problem = raised.value.problem
    assert problem.code == "TT873"
    assert "“.cache" in problem.message
    assert problem.cure.startswith("Xóa “.cache”")
    assert not (agencies.parent / "noi-khac").exists()


def test_a_folder_that_is_not_there(tmp_path):
    with (
        pytest.raises(NoLockError, match="không có tệp hoặc thư mục này"),
        editing(tmp_path / "agencies"),
    ):
        pytest.fail("there is no folder")
