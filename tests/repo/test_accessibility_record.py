"""The record behind the accessibility statement: whole, known to the page, not older than the code."""

from __future__ import annotations

import datetime
import importlib
import json
import shutil
from pathlib import Path

import pytest

from access_info.pages.province.site_pages import CHECKS, RECORD, SHELLS, load_record

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "plugins" / "access_info"


@pytest.fixture
def recording(monkeypatch):
    """The script that writes the record."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("_record")


def result(shell, *, failed=0, **changes):
    return {
        "shell": shell,
        "pages": 2,
        "of": 9,
        "kinds": {"luat": 2},
        "versions": {"axe": "4", "checker": "26", "chromium": "149"},
        "checks": [{"id": "axe", "passed": 5, "failed": failed}],
        "findings": [
            {"check": "axe", "fault": f"lỗi {n}", "places": [], "page": "a", "pages": 1}
            for n in range(failed)
        ],
        "allowed": [],
        **changes,
    }


def combined(recording, *results):
    day = datetime.date(2026, 11, 24)
    return recording.combine(results, date=day, version="0.1.0", code="abc")


def test_the_record_is_of_the_pages_as_they_are_now(recording):
    assert load_record()["code"] == recording.code_hash(), (
        "Trang đã đổi sau lần ghi gần nhất: chạy python3 scripts/test.py --record"
    )


def test_the_record_is_unchanged_since_its_writing():
    text = RECORD.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_the_record_knows_every_check_and_both_shells():
    record = load_record()
    # Allowances are looked at where there are any.
    needed = set(CHECKS) if record["allowed"] else set(CHECKS) - {"allowances"}
    assert {check["id"] for check in record["checks"]} == needed
    assert {shell["id"] for shell in record["shells"]} == set(SHELLS)
    assert all(check["passed"] + check["failed"] for check in record["checks"])
    failing = {check["id"] for check in record["checks"] if check["failed"]}
    assert failing == {finding["check"] for finding in record["findings"]}
    assert all(entry["reason"] for entry in record["allowed"])


def test_counts_of_shells_are_added_and_findings_keep_their_shell(recording):
    record = combined(recording, result("material", failed=2), result("plain", failed=1))
    assert record["checks"] == [{"id": "axe", "passed": 10, "failed": 3}]
    assert [(entry["shell"], entry["fault"]) for entry in record["findings"]] == [
        ("material", "lỗi 0"),
        ("material", "lỗi 1"),
        ("plain", "lỗi 0"),
    ]
    assert list(record["versions"]) == ["axe", "checker", "chromium", "project"]
    assert record["date"] == "2026-11-24"


def test_an_allowance_of_both_shells_is_listed_once(recording):
    allowed = [{"message": "b", "extract": "x", "reason": "vì", "sites": ["plain"], "times": 3}]
    record = combined(
        recording, result("material", allowed=allowed), result("plain", allowed=allowed)
    )
    assert record["allowed"] == [{"message": "b", "extract": "x", "reason": "vì"}]


@pytest.fixture
def package(recording, tmp_path):
    """A copy of the folders that count."""
    for folder in recording.CODE:
        shutil.copytree(PACKAGE / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("folder", ["assets", "locale", "pages", "shells", "templates"])
def test_any_change_of_the_pages_code_makes_the_record_old(recording, package, folder):
    before = recording.code_hash(package)
    new = package / folder / "mới"
    new.write_text("x", encoding="utf-8")
    added = recording.code_hash(package)
    new.write_text("y", encoding="utf-8")
    assert len({before, added, recording.code_hash(package)}) == 3


def test_line_ends_and_compiled_files_are_no_change(recording, package):
    before = recording.code_hash(package)
    page = package / "pages" / "rendering" / "site.py"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    cache = page.with_name("__pycache__")
    cache.mkdir(exist_ok=True)
    (cache / "site.cpython-399.pyc").write_bytes(b"x")
    assert recording.code_hash(package) == before


def test_nothing_is_written_when_a_shell_was_not_checked(recording, tmp_path, monkeypatch):
    monkeypatch.setattr(recording, "RECORD", tmp_path / "record.json")
    done = tmp_path / "material.json"
    done.write_text(json.dumps(result("material")), encoding="utf-8")
    with pytest.raises(recording._setup.SetupError, match="chưa được kiểm tra"):
        recording.write([done, tmp_path / "plain.json"])
    assert not (tmp_path / "record.json").exists()
