"""What is missing before a tag, each thing by itself: told in Vietnamese, with its cure."""

from __future__ import annotations

import datetime
import importlib
import json
import re

import pytest
from forge import ROOT
from proposal_repository import git
from releasable import RECORD, SIGNERS, SURFACE, TAG, VERSION_FILE, Releasable, today

from access_info import __version__

pytestmark = pytest.mark.exhaustive

BENCHMARK = "scripts/benchmark/records/now.json"


def _lacking(repository: Releasable, monkeypatch) -> list[str]:
    """What is missing; whether locks are fresh is asked elsewhere."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    lacking = importlib.import_module("releasing.lacking")
    monkeypatch.setattr(lacking, "_locks", list)
    return list(lacking.lacking(repository.folder, datetime.date.fromisoformat(today())))


@pytest.fixture
def ready(repository, monkeypatch):
    """A repository that lacks nothing."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    recording = importlib.import_module("_record")
    changes = repository.folder / "CHANGELOG.md"
    text = changes.read_text("utf-8")
    text = re.sub(r"^## \[Chưa phát hành\]\n", "", text, flags=re.MULTILINE)
    head, _, rest = text.partition("\n### ")
    head = re.sub(r"^## .*\n", "", head, flags=re.MULTILINE)
    changes.write_text(f"{head}\n## [{__version__}] - {today()}\n\n### {rest}", "utf-8")
    record = repository.folder / RECORD
    facts = json.loads(record.read_text("utf-8"))
    facts["code"] = recording.code_hash(repository.folder / "plugins/access_info")
    facts["versions"]["project"] = __version__
    record.write_text(json.dumps(facts), "utf-8")
    repository.commit("sẵn sàng")
    code = git(repository.folder, "rev-parse", "--short", "HEAD:plugins/access_info").strip()
    (repository.folder / BENCHMARK).write_text(json.dumps({"code": code, "runs": {}}), "utf-8")
    repository.commit("số đo")
    return repository


def test_a_repository_that_is_ready_lacks_nothing(ready, monkeypatch):
    assert _lacking(ready, monkeypatch) == []


@pytest.mark.parametrize(
    ("name", "change", "output"),
    [
        (VERSION_FILE, (f'"{__version__}"', '"1.0"'), "phải là ba số"),
        (
            "CHANGELOG.md",
            (f"## [{__version__}]", "## [0.0.1]"),
            f"chưa có mục “## [{__version__}]",
        ),
        ("CHANGELOG.md", (f"] - {today()}", "] - 2026-01-02"), "ghi ngày “2026-01-02”"),
        (
            "CHANGELOG.md",
            (f"## [{__version__}]", f"## [Chưa phát hành]\n\n- Một điều.\n\n## [{__version__}]"),
            "còn mục [Chưa phát hành]",
        ),
        (SIGNERS, ("phat-hanh@", "#"), "chưa có khóa công khai nào"),
        (RECORD, (f'"project": "{__version__}"', '"project": "0.0.1"'), "của phiên bản 0.0.1"),
        (RECORD, ('"failed": 0', '"failed": 3'), "chỗ chưa đạt"),
        (
            "plugins/access_info/locale/vi.yml",
            ("\n", "\n# đổi\n"),
            "Trang đã đổi sau lần kiểm tra trợ năng",
        ),
        (BENCHMARK, ('"code": "', '"code": "0'), "là số đo của bản trước"),
    ],
)
def test_what_is_missing_is_stated_with_its_cure(name, change, output, ready, monkeypatch):
    old, new = change
    path = ready.folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    (first, *rest) = _lacking(ready, monkeypatch)
    assert first == f"Còn 1 tệp chưa ghi nhận: {name}. Chạy git commit, hoặc bỏ đi."
    assert any(output in words for words in rest), rest


def test_a_version_that_is_out_already_is_not_released_again(ready, monkeypatch):
    git(ready.folder, "tag", TAG)
    (output,) = _lacking(ready, monkeypatch)
    assert output.startswith(f"Đã có thẻ {TAG}")
    git(ready.folder, "tag", "--delete", TAG)
    git(ready.folder, "tag", "v99.0.0")
    (output,) = _lacking(ready, monkeypatch)
    assert output == f"Phiên bản {__version__} nhỏ hơn bản đã phát hành 99.0.0."


def test_check_says_all_of_this_and_fails(repository, monkeypatch):
    """The command itself, with the locks asked for nothing: there is no network in here."""
    (repository.folder / "x").write_text("x", "utf-8")
    script = repository.folder / "scripts/releasing/lacking.py"
    script.write_text(script.read_text("utf-8").replace("    yield from _locks()\n", ""), "utf-8")
    done = repository.release("--check")
    assert done.returncode == 1
    assert re.match(r"Còn \d việc:\n- Còn 2 tệp chưa ghi nhận: ", done.stderr), done.stderr


@pytest.mark.parametrize(
    ("released", "change", "output"),
    [
        # A line was lost: only another major version may do that.
        (
            "v{0}.0.0",
            ("\n404.html", "\nkhac.html"),
            "mất 1 dòng so với v{0}.0.0 (“Địa chỉ: 404.html",
        ),
        ("v{0}.0.0", ("\n404.html", "\nx\n404.html"), "thêm 1 dòng so với v{0}.0.0 (“Địa chỉ: x”"),
        ("v0.9.0", ("\n404.html", "\nkhac.html"), ""),
    ],
)
def test_the_version_is_held_against_the_public_surface(
    released, change, output, ready, monkeypatch
):
    major = __version__.partition(".")[0]
    tag = released.format(major)
    git(ready.folder, "tag", tag)
    package = ready.folder / VERSION_FILE
    package.write_text(package.read_text("utf-8").replace(__version__, f"{major}.0.1"), "utf-8")
    path = ready.folder / SURFACE
    path.write_text(path.read_text("utf-8").replace(*change, 1), "utf-8")
    messages = [words for words in _lacking(ready, monkeypatch) if words.startswith(SURFACE)]
    assert len(messages) == bool(output)
    assert all(output.format(major) in words for words in messages)
