"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from access_info.source import replace_file


@pytest.mark.parametrize("content", ["Công khai\ntại trụ sở\n", b"Kh\xf4ng ph\xe2i\r\nUTF-8"])
def test_a_file_and_its_folder_are_made(tmp_path: Path, content: str | bytes) -> None:
    """Text keeps its line feeds, bytes are as they were, and nothing else is left."""
    path = tmp_path / "thong-ke" / "2026.yml"
    replace_file(path, content)
    assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="quyền của tệp không như trên các hệ khác")
def test_rights_stay(tmp_path: Path) -> None:
    """Who might read a file may read the new one."""
    path = tmp_path / "ho-so.yml"
    path.write_text("cũ", encoding="utf-8")
    path.chmod(0o604)
    replace_file(path, "mới")
    assert path.read_text(encoding="utf-8") == "mới"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path: Path) -> None:
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
