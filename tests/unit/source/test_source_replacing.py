"""Files put in the place of others: whole, all or none, and never over what was saved meanwhile."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access_info.source.replacing import (
    ChangedMeanwhileError,
    error_at,
    is_backup_copy,
    keep_copy,
    read_present,
    replace_file,
    replace_files,
    system_words,
)


def _held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("content", ["Công khai\ntại trụ sở\n", b"Kh\xf4ng ph\xe2i\r\nUTF-8"])
def test_a_file_and_its_folder_are_created(tmp_path: Path, content: str | bytes) -> None:
    """Text keeps its line feeds, bytes are as they were, and nothing else is left."""
    path = tmp_path / "thong-ke" / "2026.yml"
    replace_file(path, content)
    assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_written_leaves_all_unchanged(tmp_path: Path) -> None:
    """Neither a character that has no bytes nor a folder in the way costs anything."""
    path = tmp_path / "muc.yml"
    path.write_text("cũ", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        replace_file(path, "\ud800")
    folder = tmp_path / "tep"
    (folder / "trong").mkdir(parents=True)
    with pytest.raises(OSError, match="tep"):
        replace_file(folder, "mới")
    assert path.read_text(encoding="utf-8") == "cũ"
    assert sorted(tmp_path.iterdir()) == [path, folder]


def test_a_file_is_replaced_if_unchanged_since_reading(tmp_path):
    path = tmp_path / "thong-ke/2026.yml"
    assert read_present(path) is None
    replace_file(path, "một\n", before=None)
    replace_file(path, "hai\n", before=read_present(path))
    replace_file(path, "ba\n")
    assert _held(tmp_path) == {"thong-ke/2026.yml": b"ba\n"}


@pytest.mark.parametrize("before", [None, b"", b"mot\n", b"m\xe1\xbb\x99t\n\n"])
def test_a_file_that_was_saved_meanwhile_stays(tmp_path, before):
    path = tmp_path / "cong-khai.yml"
    path.write_text("một\n", "utf-8")
    with pytest.raises(ChangedMeanwhileError) as raised:
        replace_file(path, "hai\n", before=before)
    assert raised.value.path == path
    assert raised.value.problem.code == "TT871"
    assert raised.value.problem.location.path == path.as_posix()
    assert _held(tmp_path) == {"cong-khai.yml": "một\n".encode()}


def test_a_file_that_was_removed_meanwhile_does_not_come_back(tmp_path):
    with pytest.raises(ChangedMeanwhileError):
        replace_file(tmp_path / "moi/a.yml", "x", before=b"y")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")
def test_rights_stay(tmp_path):
    path = tmp_path / "a.sh"
    path.write_text("x", "utf-8")
    path.chmod(0o640)
    replace_files({path: "y", tmp_path / "b": "z"}, before={path: b"x"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_several_files_are_replaced_created_and_removed_together(tmp_path):
    first, two, three = tmp_path / "a", tmp_path / "moi/b", tmp_path / "c"
    first.write_text("1", "utf-8")
    three.write_text("3", "utf-8")
    replace_files(
        {first: "1!", two: "2!", three: None}, before={first: b"1", two: None, three: b"3"}
    )
    assert _held(tmp_path) == {"a": b"1!", "moi/b": b"2!"}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2), (0, 3), (2, 3)])
def test_when_a_file_cannot_be_written_all_are_as_they_were(tmp_path, order):
    """The last is in the way of its own file: a folder with something in it."""
    (tmp_path / "a").write_text("1", "utf-8")
    (tmp_path / "c").write_text("3", "utf-8")
    (tmp_path / "d").mkdir()
    (tmp_path / "d/x").write_text("4", "utf-8")
    wanted = [("a", "1!"), ("moi/hai/b", "2!"), ("c", None), ("d", "4!")]
    before = _held(tmp_path)
    with pytest.raises(OSError) as raised:  # noqa: PT011 - of several kinds
        replace_files({tmp_path / wanted[n][0]: wanted[n][1] for n in order}, before={})
    assert raised.value.filename == str(tmp_path / "d")
    assert _held(tmp_path) == before
    assert not (tmp_path / "moi").exists()


def test_an_attachment_that_is_a_folder_is_not_removed(tmp_path):
    (tmp_path / "tep").mkdir()
    (tmp_path / "a").write_text("1", "utf-8")
    with pytest.raises(IsADirectoryError):
        replace_files({tmp_path / "a": "2", tmp_path / "tep": None}, before={})
    assert _held(tmp_path) == {"a": b"1"}


def test_what_a_killed_command_left_goes_with_the_next(tmp_path):
    path = tmp_path / "cong-khai.yml"
    path.write_text("1", "utf-8")
    (tmp_path / ".cong-khai.yml.99999.new").write_text("1,5", "utf-8")
    (tmp_path / ".cong-khai.yml.99999.old").write_text("0", "utf-8")
    (tmp_path / ".cong-khai.yml.cua-toi.new").write_text("không phải của lệnh", "utf-8")
    replace_file(path, "2", before=b"1")
    assert sorted(_held(tmp_path)) == [".cong-khai.yml.cua-toi.new", "cong-khai.yml"]


CONTENT = st.sampled_from([None, b"", b"1", b"2\n"])


@given(st.lists(st.tuples(CONTENT, CONTENT, CONTENT), min_size=1, max_size=4))
def test_all_or_none(files):
    """Whatever was there, is wanted, and is there by now: all are written, or none is touched."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{number}.yml" for number in range(len(files))]
        for path, (_, _, now) in zip(paths, files, strict=True):
            if now is not None:
                path.write_bytes(now)
        there = _held(folder)
        wanted = {path: new for path, (_, new, _) in zip(paths, files, strict=True)}
        before = {path: old for path, (old, _, _) in zip(paths, files, strict=True)}
        if any(old != now for old, _, now in files):
            with pytest.raises(ChangedMeanwhileError):
                replace_files(wanted, before=before)
            assert _held(folder) == there
        else:
            replace_files(wanted, before=before)
            assert _held(folder) == {
                path.name: new for path, new in wanted.items() if new is not None
            }


def test_file_and_folder_are_on_the_disk_before_the_call_returns(tmp_path, monkeypatch):
    real, synced = os.fsync, []

    def spy(number: int) -> None:
        synced.append("folder" if stat.S_ISDIR(os.fstat(number).st_mode) else "file")
        real(number)

    monkeypatch.setattr(os, "fsync", spy)
    replace_file(tmp_path / "bo-nho.json", "{}", sync=False)
    assert synced == []
    replace_file(tmp_path / "a.yml", "1", before=None)
    assert synced == (["file"] if sys.platform == "win32" else ["file", "folder"])


def test_a_copy_is_never_written_over_another(tmp_path):
    path = tmp_path / "build.py"
    path.write_bytes(b"1")
    assert keep_copy(path, b"1").name == "build.py.cu"
    assert keep_copy(path, b"1").name == "build.py.cu"
    assert keep_copy(path, b"2").name == "build.py.cu2"
    (tmp_path / "build.py.cu3").mkdir()
    assert keep_copy(path, b"3").name == "build.py.cu4"
    assert keep_copy(path, b"2").name == "build.py.cu2"
    assert (tmp_path / "build.py.cu").read_bytes() == b"1"
    assert [
        name for name in ("a.cu", "a.cu2", "a.cue", "acu", "a.cu.py") if is_backup_copy(name)
    ] == [
        "a.cu",
        "a.cu2",
    ]


def test_what_is_saved_while_the_new_file_is_written_stays(tmp_path, monkeypatch):
    path, other = tmp_path / "cong-khai.yml", tmp_path / "co-quan.yml"
    path.write_text("một\n", "utf-8")
    other.write_text("hai\n", "utf-8")
    sync = os.fsync

    def saved_meanwhile(number):
        sync(number)
        path.write_text("của người khác\n", "utf-8")

    monkeypatch.setattr(os, "fsync", saved_meanwhile)
    with pytest.raises(ChangedMeanwhileError) as raised:
        replace_files(
            {path: "ba\n", other: "bốn\n"}, before={path: "một\n".encode(), other: b"hai\n"}
        )
    assert raised.value.path == path
    assert _held(tmp_path) == {
        "cong-khai.yml": "của người khác\n".encode(),
        "co-quan.yml": b"hai\n",
    }


FULL = " Xóa bớt tệp trên ổ đĩa ấy rồi chạy lại."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x", "a.yml"), f"“a.yml”: đĩa đã đầy.{FULL}"),
        (OSError(errno.EDQUOT, "x", "a.yml"), f"“a.yml”: đã hết dung lượng được cấp.{FULL}"),
        (OSError(errno.EROFS, "x", "a.yml"), "“a.yml”: ổ đĩa chỉ cho đọc."),
        (OSError(errno.EISDIR, "x", b"m\xe1\xbb\x99t"), "“một”: đây là thư mục."),
        # Of two names the second is where something was to be put.
        (OSError(errno.EEXIST, "x", "a.yml", None, "b.yml"), "“b.yml”: đã có tệp trùng tên."),
        (OSError(errno.ENOTTY, "x", "a"), f"“a”: hệ thống báo lỗi số {errno.ENOTTY}."),
    ],
)
def test_what_the_system_refuses_is_put_in_words(error, words):
    assert system_words(error) == f"Không đọc hoặc ghi được {words}"


@pytest.mark.parametrize(
    ("number", "named", "place"),
    [
        (errno.EACCES, "tep/a.pdf", "tep/a.pdf"),
        (errno.EACCES, None, "kho"),
        (errno.ENOSPC, "o-dia/x", "kho"),
        (errno.EROFS, "o-dia/x", "kho"),
    ],
)
def test_an_error_of_the_disk_names_the_folder_that_was_written(number, named, place):
    error = error_at(OSError(number, "x", named), Path("kho"))
    assert (error.errno, error.filename) == (number, place)
