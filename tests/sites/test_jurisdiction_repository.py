"""A jurisdiction's repository with the generator beside the data: begun, built, upgraded."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from site_builds import dead_links

from access_info.cli import main

ROOT = Path(__file__).parents[2]


def _here(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the repository in `folder`, run by its own copy of the generator."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder / "plugins"), "NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kho") / "tỉnh thử"
    assert main(["init", str(folder), "--name", "Tỉnh Thử"]) == 0
    return folder


def test_the_repository_builds_by_itself(repository):
    backups = [
        "content/huong-dan/nguoi-nhap.md.cu",
        "content/hinh.webp.cu2",
        "agencies/_mau/co-quan.yml.cu",
    ]
    for name in backups:
        (repository / name).write_text("nội dung đã sửa tay", "utf-8")
    built = _here(repository, "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stderr
    assert dead_links(repository / "site") == []
    assert [path for path in (repository / "site").rglob("*") if ".cu" in path.suffix] == []
    assert "0 lỗi, 0 cảnh báo" in _here(repository, "access_info", "check").stdout
    for name in backups:
        (repository / name).unlink()
    where = _here(repository, "access_info", "check", "--help")
    assert where.returncode == 0
    code = "import access_info; print(access_info.__file__)"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=repository,
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": str(repository / "plugins"), "PYTHONUTF8": "1"},
    )
    assert Path(result.stdout.strip()).is_relative_to(repository)


def test_the_repository_holds_what_set_up_needs_and_nothing_of_the_demo(repository):
    for name in ("requirements.txt", "pyproject.toml", "scripts/build.py", "scripts/_setup.py"):
        assert (repository / name).read_bytes() == (ROOT / name).read_bytes()
    assert not (repository / "tests").exists()
    assert sorted(path.name for path in (repository / "agencies").iterdir()) == [
        "_dia-ban.yml",
        "_mau",
    ]
    readme = (repository / "README.md").read_text("utf-8")
    assert "Tỉnh Thử" in readme
    assert "python3 scripts/build.py" in readme
    assert "@@" not in readme


def test_whatever_the_forge_runs_or_shows_is_there(repository):
    """A file that workflows call or templates tell people to run, unless they ask for it first."""
    forge = [repository / ".gitlab-ci.yml", *(repository / ".github").rglob("*.*")]
    # Told apart: `if [ -f scripts/test.py ]`, "kho của tỉnh không có"; `exists: [scripts/release.py]`.
    guarded = {"scripts/test.py", "scripts/release.py"}
    named: set[str] = set()
    for path in forge:
        text = path.read_text("utf-8")
        named |= set(re.findall(r"\bscripts/\w+\.py|\./\.github/\S+\.yml", text))
        assert "mau.example" not in text, path  # nothing of the demo's
    assert {"scripts/build.py", "scripts/_setup.py"} <= named
    assert [name for name in sorted(named - guarded) if not (repository / name).is_file()] == []


def test_an_upgrade_replaces_the_generator_and_leaves_the_data(repository, capsys):
    plugin = repository / "plugins/access_info/problems.py"
    plugin.write_text("# an older one\n", "utf-8")
    gone = repository / "plugins/access_info/no_longer_there.py"
    gone.write_text("# left from an older one\n", "utf-8")
    (repository / "scripts/_setup.py").unlink()
    ours = repository / "agencies/_dia-ban.yml"
    ours.write_text('ten: "Tỉnh của tôi"\n', "utf-8")
    settings = repository / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "# của tỉnh\n", "utf-8")
    capsys.readouterr()
    assert main(["init", str(repository), "--upgrade"]) == 0
    out = capsys.readouterr().out
    assert ": 3 tệp thay đổi" in out
    assert "\n  plugins/access_info/problems.py → problems.py.cu\n" in out
    assert "\n  plugins/access_info/no_longer_there.py → no_longer_there.py.cu\n" in out
    assert plugin.with_name("problems.py.cu").read_text("utf-8") == "# an older one\n"
    for name in ("plugins/access_info/problems.py", "scripts/_setup.py"):
        assert (repository / name).read_bytes() == (ROOT / name).read_bytes()
    assert not gone.exists()
    assert ours.read_text("utf-8") == 'ten: "Tỉnh của tôi"\n'
    assert settings.read_text("utf-8").endswith("# của tỉnh\n")
    assert main(["init", str(repository), "--upgrade"]) == 0
    assert ": 0 tệp thay đổi" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("folder", "message"),
    [("trong", "không phải kho của một địa bàn"), (str(ROOT), "chính là kho của bản đang chạy")],
)
def test_an_upgrade_of_something_else_is_refused(folder, message, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trong").mkdir()
    assert main(["init", folder, "--upgrade"]) == 2
    assert message in capsys.readouterr().err
