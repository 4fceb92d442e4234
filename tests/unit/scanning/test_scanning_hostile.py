"""Files that break their readers, or are meant to: told, and nothing else suffers."""

from __future__ import annotations

import dataclasses
import io
import os
import zipfile

import pytest
from unsafe_attachments import bytes_of, document, with_part

from access_info.office_files import sandbox
from access_info.office_files.limits import LIMITS, Purpose
from access_info.scanning import MarkKind as K
from access_info.scanning import opening, scan, scan_all

pytestmark = pytest.mark.usefixtures("new_readers")

SOUGHT = "Điều cần tìm 4417"


def _word() -> bytes:
    return bytes_of(document("Mở đầu"))


def _bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 80_000_000)
    return out.getvalue()


ENTITY = '<!DOCTYPE a [<!ENTITY x "y">]><w:document>&x;</w:document>'
BROKEN = {
    "bom.docx": (_bomb(), K.UNREADABLE),
    "thuc the.docx": (with_part(_word(), "word/document.xml", ENTITY), K.UNREADABLE),
    "cut.pdf": (b"%PDF-1.7\n" + b"x" * 100, K.UNREADABLE),
    "cut.docx": (_word()[:200], K.UNREADABLE),
    "nen.zip": (with_part(_word(), "x", b"y").replace(b"word/", b"khac/"), K.UNREADABLE),
    "hong.png": (b"\x89PNG" + b"x" * 50, K.UNREADABLE),
    "may.exe": (bytes(range(256)) * 40, K.UNREADABLE),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_or_hostile_file_is_reported_and_the_next_file_read(name, tmp_path):
    content, kind = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "sau.txt").write_text(SOUGHT, "utf-8")
    scanned = scan_all([tmp_path / name, tmp_path / "sau.txt"])
    assert [mark.kind for mark in scanned[tmp_path / name].marks] == [kind]
    assert SOUGHT in scanned[tmp_path / "sau.txt"].texts[0].text


def test_a_large_file_is_reported_and_not_opened(tmp_path, monkeypatch):
    path = tmp_path / "lon.txt"
    path.write_text(SOUGHT, "utf-8")
    small = dataclasses.replace(LIMITS[Purpose.SCAN], file=3)
    monkeypatch.setitem(LIMITS, Purpose.SCAN, small)
    scanned = scan(path)
    assert [mark.kind for mark in scanned.marks] == [K.TOO_LARGE]
    assert scanned.texts == ()


def test_scans_are_stored_by_content(tmp_path, monkeypatch):
    path, cache = tmp_path / "a.txt", tmp_path / "nho"
    path.write_text(SOUGHT, "utf-8")
    first = scan(path, cache=cache)
    copy = path.rename(tmp_path / "b.txt")

    def never(_):
        raise AssertionError("opened again")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "_ask_all", lambda files: never(files) if files else iter(()))
        assert scan(copy, cache=cache) == first
    copy.write_text("khác", "utf-8")
    assert scan(copy, cache=cache).texts[0].text == "khác"


def test_a_process_that_dies_takes_no_other_file_along(tmp_path, monkeypatch):
    """The reader is killed at one file, as a system does that runs out of memory."""
    reader = (
        "import os\n"
        "from access_info.scanning.kinds import look_into as real\n"
        "def look_into(content, name):\n"
        "    return os._exit(9) if 'chet' in name else real(content, name)\n"
    )
    (tmp_path / "fatal.py").write_text(reader, "utf-8")
    folders = os.pathsep.join((str(tmp_path), sandbox.environment()["PYTHONPATH"]))
    monkeypatch.setattr(sandbox, "environment", lambda: {"PYTHONPATH": folders})
    monkeypatch.setattr(opening, "_TASK", "fatal:look_into")
    paths = [tmp_path / name for name in ("mot.txt", "chet.txt", "ba.txt")]
    for path in paths:
        path.write_text(f"{path.name} {SOUGHT}", "utf-8")
    scanned = scan_all(paths)
    assert [mark.kind for mark in scanned[paths[1]].marks] == [K.UNREADABLE]
    assert SOUGHT in scanned[paths[0]].texts[0].text
    assert SOUGHT in scanned[paths[2]].texts[0].text
