"""The script that builds: when it leaves the last site as it is, and when it must not."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
KEY = "ACCESS_INFO_SIGNING_KEY"
# In place of MkDocs: writes a page, counts its runs, names what it has read.
BUILDER = """
import json, os, pathlib
here = pathlib.Path.cwd()
(here / "site").mkdir(exist_ok=True)
(here / ".cache/access-info").mkdir(parents=True, exist_ok=True)
(here / "site/index.html").write_text("trang")
runs = here / "lan.log"
runs.write_text((runs.read_text() if runs.exists() else "") + "x")
note = {"places": [str(here / "agencies")], "settings": [str(here / "mkdocs.yml")]}
pathlib.Path(os.environ["ACCESS_INFO_INPUTS"]).write_text(json.dumps(note))
"""


@pytest.fixture
def build(tmp_path, monkeypatch, clean_environment):
    """The script's own function, in a repository of two files; returns how often was built so far."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    spec = importlib.util.spec_from_file_location("build_script", SCRIPTS / "build.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    (tmp_path / "agencies").mkdir()
    (tmp_path / "agencies/a.yml").write_text("ten: a\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: a\n", "utf-8")
    (tmp_path / "tho.py").write_text(BUILDER, "utf-8")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    monkeypatch.setattr(script._setup, "ROOT", tmp_path)
    monkeypatch.setattr(script, "_SITE", tmp_path / "site")

    def run(**variables):
        assert script._build("tho", Path(sys.executable), clean_environment | variables) == 0
        return len((tmp_path / "lan.log").read_text("utf-8"))

    return run


@pytest.fixture
def clean_environment(monkeypatch):
    monkeypatch.delenv(KEY, raising=False)
    return {"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}


def test_nothing_is_built_again_but_what_is_to_be_signed(build):
    assert [build(), build(), build()] == [1, 1, 1]
    assert [build(**{KEY: "khoa"}), build(**{KEY: "khoa"})] == [2, 3]
    assert build() == 3
