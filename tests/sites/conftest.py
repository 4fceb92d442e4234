"""Sites that several tests look at, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from built_once import built_once
from site_builds import copy_demo, mkdocs


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo province, built as `scripts/build.py` does: once, whichever processes tests run in."""
    return built_once(tmp_path_factory, "tỉnh mẫu", _build_demo)


def _build_demo(folder: Path) -> None:
    result = mkdocs(copy_demo(folder), "--strict", PYTHONUTF8="1")  # a real process
    assert result.returncode == 0, result.stderr


@pytest.fixture
def demo_copy(demo: Path, tmp_path: Path) -> Path:
    """The built demo with what its build remembers, to change at will."""
    return shutil.copytree(demo, tmp_path / "tinh")
