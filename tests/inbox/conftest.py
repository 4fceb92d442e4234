"""An inbox beside a small province."""

from __future__ import annotations

from pathlib import Path

import pytest
from inbox_command import Inbox
from proposal_repository import GIT, Province


@pytest.fixture(scope="package")
def begun(tmp_path_factory) -> Path:
    province = Province(tmp_path_factory.mktemp("tinh") / "kho")
    province.name_reviewers()
    province.commit("người duyệt")
    return province.folder


@pytest.fixture
def inbox(begun, tmp_path, monkeypatch) -> Inbox:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, GIT[name])
    monkeypatch.chdir(tmp_path)
    return Inbox.lay_out(tmp_path, begun)
