"""`access-info init --upgrade`: what people edited by hand is named and kept, what is ours goes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from proposal_repository import git

from access_info.cli import main
from access_info.program import PROVENANCE

pytestmark = pytest.mark.exhaustive

ROOT = Path(__file__).parents[3]
BY_HAND = "# sửa tay\n"


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kho") / "tinh-mau"
    assert main(["init", str(folder), "--name", "Tỉnh Mẫu"]) == 0
    return folder


@pytest.fixture
def repository(begun, tmp_path):
    return Path(shutil.copytree(begun, tmp_path / "tinh-mau"))


def _upgrade(capsys, repository: Path) -> str:
    capsys.readouterr()
    assert main(["init", str(repository), "--upgrade"]) == 0
    return capsys.readouterr().out


def _add(repository: Path, name: str, text: str = BY_HAND) -> bytes:
    path = repository / name
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path.read_bytes()


def _copies(repository: Path) -> list[str]:
    return sorted(
        path.relative_to(repository).as_posix()
        for path in repository.rglob("*")
        if path.suffix.startswith(".cu")
    )


def _listed(repository: Path) -> list[tuple[str, str]]:
    """Digest and name of each file in the generator's list; what begins with # is about the list."""
    lines = (repository / PROVENANCE).read_text("utf-8").splitlines()
    return [(line[:64], line[66:]) for line in lines if not line.startswith("#")]


def _forge_list(repository: Path, name: str) -> None:
    """The list as an older generator left it: it wrote what the file holds now."""
    path = repository / PROVENANCE
    lines = [
        line for line in path.read_text("utf-8").splitlines() if not line.endswith(f"  {name}")
    ]
    digest = hashlib.sha256((repository / name).read_bytes()).hexdigest()
    path.write_text("\n".join([*lines, f"{digest}  {name}"]) + "\n", "utf-8")


def test_a_new_repository_lists_what_is_the_generators(begun):
    listed = {name: digest for digest, name in _listed(begun)}
    assert {"scripts/build.py", ".gitignore", "CODEOWNERS", "agencies/_mau/co-quan.yml"} <= set(
        listed
    )
    assert not {"agencies/_dia-ban.yml", "mkdocs.yml", "content/index.md"} & set(listed)
    for name, digest in listed.items():
        assert hashlib.sha256((begun / name).read_bytes()).hexdigest() == digest, name
    assert _copies(begun) == []


def test_what_was_edited_by_hand_is_named_and_stays(repository, capsys):
    edited = {
        name: _add(repository, name)
        for name in (
            "scripts/build.py",
            "content/huong-dan/nguoi-nhap.md",
            "CODEOWNERS",
            "agencies/_mau/cong-khai.yml",
            ".github/workflows/pages.yml",
            ".gitignore",
        )
    }
    output = _upgrade(capsys, repository)
    assert ": 6 tệp thay đổi." in output
    for name, content in edited.items():
        assert f"\n  {name} → {Path(name).name}.cu\n" in output
        assert (repository / f"{name}.cu").read_bytes() == content
        assert BY_HAND.encode() not in (repository / name).read_bytes()
    assert "chép lại phần còn cần, rồi xóa tệp đuôi .cu" in output
    assert _copies(repository) == sorted(f"{name}.cu" for name in edited)
    assert ": 0 tệp thay đổi." in _upgrade(capsys, repository)


@pytest.mark.exhaustive
def test_a_copy_stays_when_the_file_is_edited_again(repository, capsys):
    first = _add(repository, "scripts/build.py")
    _upgrade(capsys, repository)
    second = _add(repository, "scripts/build.py", "# lần nữa\n")
    assert "scripts/build.py → build.py.cu2" in _upgrade(capsys, repository)
    assert (repository / "scripts/build.py.cu").read_bytes() == first
    assert (repository / "scripts/build.py.cu2").read_bytes() == second


def test_what_an_older_generator_wrote_is_replaced_without_a_copy(repository, capsys):
    for name in ("scripts/build.py", "plugins/access_info/cu_roi.py"):
        _add(repository, name)
        _forge_list(repository, name)
    output = _upgrade(capsys, repository)
    assert ": 2 tệp thay đổi.\nCác tệp ấy:\n" in output
    assert "\n  plugins/access_info/cu_roi.py\n" in output
    assert not (repository / "plugins/access_info/cu_roi.py").exists()
    assert (repository / "scripts/build.py").read_bytes() == (
        ROOT / "scripts/build.py"
    ).read_bytes()
    assert _copies(repository) == []


def test_line_ends_are_no_edit(repository, capsys):
    path = repository / "scripts/build.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    _upgrade(capsys, repository)
    assert _copies(repository) == []
    assert b"\r" not in path.read_bytes()


def test_what_a_jurisdiction_added_itself_stays(repository, capsys):
    added = (
        ".github/workflows/rieng.yml",
        "content/huong-dan/rieng.md",
        "scripts/editor/rieng.txt",
    )
    for name in added:
        _add(repository, name)
    assert ": 0 tệp thay đổi." in _upgrade(capsys, repository)
    assert all((repository / name).read_text("utf-8") == BY_HAND for name in added)


@pytest.mark.exhaustive
def test_without_a_list_what_cannot_be_proven_ours_stays(repository, capsys, tmp_path):
    """A repository of before there was a list, upgraded by a checkout without history."""
    shutil.copytree(repository, tmp_path / "ban-moi")  # a checkout too: it has scripts/build.py
    (repository / PROVENANCE).unlink()
    edited = _add(repository, "scripts/build.py")
    _add(repository, ".github/workflows/rieng.yml")
    done = subprocess.run(
        [sys.executable, "-m", "access_info", "init", str(repository), "--upgrade"],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "ban-moi/plugins"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert ": 2 tệp thay đổi." in done.stdout
    assert _copies(repository) == [".github/workflows/rieng.yml.cu", "scripts/build.py.cu"]
    assert (repository / "scripts/build.py.cu").read_bytes() == edited
    assert (repository / PROVENANCE).is_file()


@pytest.mark.exhaustive
def test_the_checkouts_history_proves_what_is_ours(repository, capsys, tmp_path):
    new = Path(shutil.copytree(repository, tmp_path / "ban-moi"))
    build = new / "scripts/build.py"
    now = build.read_bytes()
    build.write_text("# bản trước\n", "utf-8")
    git(new, "init", "--quiet")
    for content in (b"# b\xe1\xba\xa3n tr\xc6\xb0\xe1\xbb\x9bc\n", now):
        build.write_bytes(content)
        git(new, "add", "--all")
        git(new, "commit", "--quiet", "--message=x")
    (repository / PROVENANCE).unlink()
    (repository / "scripts/build.py").write_text("# bản trước\n", "utf-8")
    _add(repository, "scripts/_setup.py")
    done = subprocess.run(
        [sys.executable, "-m", "access_info", "init", str(repository), "--upgrade"],
        env=os.environ | {"PYTHONPATH": str(new / "plugins"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert _copies(repository) == ["scripts/_setup.py.cu"]
    assert (repository / "scripts/build.py").read_bytes() == now


@pytest.mark.exhaustive
def test_a_file_saved_during_the_upgrade_stays(repository, capsys, monkeypatch):
    from access_info.cli import init  # noqa: PLC0415

    path = repository / "scripts/build.py"
    _add(repository, "scripts/build.py")
    real = init.keep_copy

    def keep_and_save(target, content):
        copy = real(target, content)
        _add(repository, "scripts/build.py", "# vừa lưu\n")
        return copy

    monkeypatch.setattr(init, "keep_copy", keep_and_save)
    assert main(["init", str(repository), "--upgrade"]) == 2
    assert "[TT871] Tệp “build.py” vừa đổi" in capsys.readouterr().err
    assert path.read_text("utf-8").endswith("# vừa lưu\n")
    monkeypatch.undo()
    assert "build.py → build.py.cu2" in _upgrade(capsys, repository)


@pytest.mark.exhaustive
def test_two_at_once_begin_a_single_repository(tmp_path):
    command = [sys.executable, "-m", "access_info", "init", "moi"]
    both = [
        subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    errors = [process.communicate()[1] for process in both]
    assert sorted(process.returncode for process in both) == [0, 2]
    assert "“moi” đã có và không trống" in "".join(errors)
    for digest, name in _listed(tmp_path / "moi"):
        assert hashlib.sha256((tmp_path / "moi" / name).read_bytes()).hexdigest() == digest
