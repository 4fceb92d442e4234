"""Sites that several tests look at, built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from built import copy_demo, mkdocs


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo province, built as `scripts/build.py` does."""
    folder = copy_demo(tmp_path_factory.mktemp("demo") / "tỉnh mẫu")
    result = mkdocs(folder, "--strict")
    assert result.returncode == 0, result.stderr
    return folder
