"""`access-info verify`: with which code it ends, for scripts that ask no more."""

from __future__ import annotations

import argparse
import hashlib

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


@pytest.mark.parametrize("case", CASES, ids=str)
def test_whoever_names_a_key_gets_a_failure_but_for_its_signature(tmp_path, keys, capsys, case):
    signer, public = case
    folder = published(tmp_path / "trang", keys.get(signer))
    key = keys[public].key.with_suffix(".pub") if public else None
    options = argparse.Namespace(place=str(folder), key=key, not_before=None, format="text")
    code, words = CASES[case]
    assert verify(options, WebAccess()) == code
    assert words in capsys.readouterr().out
