"""Sites that several tests look at, built once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from site_builds import copy_demo, mkdocs


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo province, built as `scripts/build.py` does: once, whichever processes tests run in."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "demo" / "tỉnh mẫu"
    with FileLock(shared / "demo.lock"):
        if not folder.exists():
            begun = copy_demo(shared / "demo" / "đang dựng")
            result = mkdocs(begun, "--strict", PYTHONUTF8="1")  # a real process
            assert result.returncode == 0, result.stderr
            begun.rename(folder)
    return folder


@pytest.fixture
def demo_copy(demo: Path, tmp_path: Path) -> Path:
    """The built demo with what its build remembers, to change at will."""
    return shutil.copytree(demo, tmp_path / "tinh")
