"""`access-info verify`: with which code it ends, for scripts that ask no more."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json

import pytest
import signing_keys

from access_info.cli.verify import verify
from access_info.pipeline.trust.manifest import Signer, write_lists
from access_info.pipeline.trust.web import WebAccess


@pytest.fixture
def keys(tmp_path):
    """Two secret keys, by name."""
    names = ("khoa", "khac")
    return {name: Signer(tmp_path / name, signing_keys.make(tmp_path / name)) for name in names}


def published(folder, signer):
    """A folder with a file, as it is published with a key or without."""
    folder.mkdir()
    (folder / "a.html").write_text("trang", "utf-8")
    files = [("a.html", 5, hashlib.sha256(b"trang").digest())]
    write_lists(folder, {"created": "2026-11-24"}, files, signer)
    return folder


# Signed by, asked for; the code, and what is said.
CASES = {
    ("khoa", "khoa"): (0, "Chữ ký: đúng là của khóa này."),
    ("khac", "khoa"): (1, "Chữ ký: không phải của khóa này"),
    # As after somebody took the signatures away and wrote the sums anew.
    ("", "khoa"): (1, "Chữ ký: không có."),
    ("", ""): (0, "Chữ ký: không có."),
    ("khoa", ""): (0, "Chữ ký: có, chưa kiểm tra."),
}


@pytest.mark.parametrize(
    ("since", "code"),
    [(datetime.date(2026, 11, 23), 0), (datetime.date(2026, 11, 24), 0), (datetime.date(2026, 11, 25), 1)],
)  # fmt: skip
def test_a_list_is_too_old_from_the_day_after_its_day(tmp_path, capsys, since, code):
    folder = published(tmp_path / "trang", None)
    options = argparse.Namespace(place=str(folder), key=None, not_before=since, format="json")
    assert verify(options, WebAccess()) == code
    assert json.loads(capsys.readouterr().out)["tooOld"] is bool(code)


# A copy of one file among those published, by the name it lies under; the code and what is said.
COPIES = {
    "tải/index.html": ("hai", 0, ["Tệp này ứng với “b/index.html” trong danh sách."]),
    "tải/khác.html": ("hai", 0, ["Tệp này ứng với “b/index.html” trong danh sách."]),
    "c.csv": ("ba", 0, []),
    "tải/c.csv": (
        "sửa",
        1,
        ["Tệp này ứng với “c.csv” trong danh sách.", "đã đổi: tải/c.csv", "Đã kiểm tra 1 tệp: 1 đã đổi."],
    ),
    "tải/lạ.txt": ("lạ", 1, ["thừa: tải/lạ.txt", "Đã kiểm tra 0 tệp: 1 thừa."]),
}  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
def test_a_single_file_is_known_by_place_else_by_content_else_by_name(tmp_path, capsys, name):
    files = []
    for listed, text in {"index.html": "đầu", "b/index.html": "hai", "c.csv": "ba"}.items():
        (tmp_path / listed).parent.mkdir(exist_ok=True)
        (tmp_path / listed).write_text(text, "utf-8")
        digest = hashlib.sha256(text.encode()).digest()
        files.append((listed, len(text.encode()), digest))
    write_lists(tmp_path, {"created": "2026-11-24"}, files, None)
    text, code, said = COPIES[name]
    (tmp_path / "tải").mkdir()
    (tmp_path / name).write_text(text, "utf-8")
    place = str(tmp_path / name)
    options = argparse.Namespace(place=place, key=None, not_before=None, format="text")
    assert verify(options, WebAccess()) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Danh sách ngày 24/11/2026: 3 tệp.", "Chữ ký: không có."]
    fine = [] if code else ["Đã kiểm tra 1 tệp: tất cả còn đúng như lúc đăng."]
    assert lines[2:] == said + fine


@pytest.mark.parametrize("case", CASES, ids=str)
def test_whoever_names_a_key_gets_a_failure_but_for_its_signature(tmp_path, keys, capsys, case):
    signer, public = case
    folder = published(tmp_path / "trang", keys.get(signer))
    key = keys[public].key.with_suffix(".pub") if public else None
    options = argparse.Namespace(place=str(folder), key=key, not_before=None, format="text")
    code, words = CASES[case]
    assert verify(options, WebAccess()) == code
    assert words in capsys.readouterr().out
