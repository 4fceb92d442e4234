"""A province on whose changes reviews are tried, and the command itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from proposal_repository import Province

from access_info.cli import main

DAY = "--as-of=2026-11-24"


@pytest.fixture(scope="package")
def begun(tmp_path_factory) -> Path:
    province_ = Province(tmp_path_factory.mktemp("tinh") / "kho")
    province_.name_reviewers()
    province_.commit("người duyệt")
    return province_.folder


@pytest.fixture
def province(begun, tmp_path, monkeypatch) -> Province:
    shutil.copytree(begun, tmp_path / "kho")
    monkeypatch.chdir(tmp_path / "kho")
    return Province.at(tmp_path / "kho")


@pytest.fixture
def review(tmp_path, capsys) -> Callable[..., tuple[int, str, str]]:
    """Has what is checked out, or another head, reviewed: code, summary, what was printed."""

    def run(*options: str, head: str = "HEAD") -> tuple[int, str, str]:
        summary = tmp_path / "tom-tat.md"
        summary.unlink(missing_ok=True)
        code = main(["review", "--quiet", "main", head, DAY, "--summary", str(summary), *options])
        out, err = capsys.readouterr()
        return code, summary.read_text("utf-8") if summary.exists() else "", out + err

    return run
