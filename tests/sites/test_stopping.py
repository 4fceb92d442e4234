"""Ctrl-C at any moment: what was there stays or is replaced whole, nothing is left, somebody says so."""

from __future__ import annotations

import os
import shutil
import signal

import pytest
import tiny_province
from killed import ended_before
from site_builds import access_info, digests, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has no groups of processes")

# So many that workers read them.
MORE = 25
MOMENTS = 4
BUILDS = {
    "MkDocs": ["mkdocs", "build", "-q"],
    "plain": ["access_info", "build", "--out", "site", "--jobs", "2"],
}
STOPPED = "Đã dừng theo yêu cầu: "
NOTHING = STOPPED + "chưa ghi gì, mọi thứ vẫn như trước khi chạy lệnh.\n"
# What builds, caches and data files are called while they are being made.
UNFINISHED = (
    *(".site-*", "**/.site.zip-new", "**/spool-*", "**/*.db-journal", "**/.*.new", "**/.*.old"),
    *("**/.lock*",),
)


def _build(folder, command):
    done = run(*command, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return _site(folder)


def _site(folder):
    return {
        name: digest
        for name, digest in digests(folder / "site").items()
        if not name.endswith("sitemap.xml.gz")  # MkDocs writes the hour into it
    }


def _unfinished(folder):
    return sorted({path.name for kind in UNFINISHED for path in folder.glob(kind)})


def _rename(folder, name):
    """Change every agency a little."""
    place = folder / "agencies/_dia-ban.yml"
    place.write_text(place.read_text("utf-8").replace("tỉnh Mẫu", name), "utf-8")


@pytest.mark.parametrize("kind", BUILDS)
def test_a_build_ends_cleanly_at_many_moments(kind, tmp_path):
    command = BUILDS[kind]
    folder = tiny_province.lay_out(tmp_path / "tinh", more=MORE)
    before = _build(folder, command)
    _rename(folder, "tỉnh Mẫu Mới")
    whole, start = tmp_path / "ca", tmp_path / "dau"
    for copied in (whole, start):
        shutil.copytree(folder, copied)
    counted = ended_before(whole, command, 0)
    assert counted.code == 0, counted.said
    after = _site(whole)
    assert before != after
    for number in range(MOMENTS):
        due = 1 + number * (counted.changes - 1) // (MOMENTS - 1)
        ended = ended_before(folder, command, due)
        where = f"change {due} of {counted.changes}: {ended.said}"
        assert ended.code == 130, where
        assert not ended.left, where
        assert "Traceback" not in ended.said, where
        assert "Aborted" not in ended.said, where
        assert _unfinished(folder) == [], where
        if ended.said.endswith(NOTHING):
            assert _site(folder) == before, where
        else:
            assert ended.said.endswith(
                STOPPED + "đã ghi xong “site”; những gì còn lại chưa ghi.\n"
            ), where
            assert _site(folder) == after, where
            shutil.rmtree(folder)
            shutil.copytree(start, folder)
    assert _build(folder, command) == after


def test_who_runs_a_service_ends_a_build_as_ctrl_c_does(tmp_path):
    folder = tiny_province.lay_out(tmp_path / "tinh", more=MORE)
    ended = ended_before(folder, BUILDS["plain"], 20, signal.SIGTERM)
    assert (ended.code, ended.left) == (130, False)
    assert ended.said.endswith(NOTHING)
    assert not (folder / "site").exists()
    assert _unfinished(folder) == []


def test_a_check_ends_cleanly(tmp_path):
    folder = tiny_province.lay_out(tmp_path / "tinh", more=MORE)
    command = ["access_info", "check", "--jobs", "2"]
    whole = tmp_path / "ca"
    shutil.copytree(folder, whole)
    counted = ended_before(whole, command, 0)
    assert counted.code == 0
    for number in range(4):
        due = 1 + number * (counted.changes - 1) // 3
        ended = ended_before(folder, command, due)
        assert (ended.code, ended.left) == (130, False), ended.said
        assert ended.said.endswith(NOTHING)
        assert _unfinished(folder) == []
    done = access_info(folder, "check", "--no-cache")
    assert access_info(folder, "check").stdout == done.stdout


def test_an_import_ends_with_the_list_as_this_was_or_whole(tmp_path):
    folder = tiny_province.lay_out(tmp_path / "tinh")
    (folder / "danh-muc.csv").write_text(
        "STT,Tên thông tin,Ngày ban hành,Hình thức công khai\n1,Quy chế làm việc,01/10/2026,Cổng thông tin điện tử\n",
        "utf-8",
    )
    remembered = folder / "agencies/xa-1/cong-khai.yml"
    words = ["import", "danh-muc.csv", "--agency", "xa-1", "--list", "cong-khai", "--apply"]
    command = ["access_info", *words]
    whole = tmp_path / "ca"
    shutil.copytree(folder, whole)
    counted = ended_before(whole, command, 0)
    assert counted.code == 0, counted.said
    content = (whole / "agencies/xa-1/cong-khai.yml").read_bytes()
    for due in range(1, counted.changes + 1):
        ended = ended_before(folder, command, due)
        where = f"change {due} of {counted.changes}: {ended.said}"
        if ended.code == 0:  # the first one made a file of its own besides
            assert due > ended.changes, where
            break
        assert ended.code == 130, where
        assert not ended.left, where
        assert "Traceback" not in ended.said, where
        names = {path.name for path in (folder / "agencies/xa-1").iterdir()}
        if remembered.exists():
            assert remembered.read_bytes() == content, where
            assert "cong-khai.yml”" in ended.said, where
            remembered.unlink()
        else:
            assert ended.said.endswith(NOTHING), where
        assert names <= {"co-quan.yml", "cong-khai.yml"}, where
