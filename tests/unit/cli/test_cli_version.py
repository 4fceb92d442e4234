"""`access-info --version`: one line that says what makes a site."""

from __future__ import annotations

import platform
import re
from importlib import metadata
from pathlib import Path

import pytest

from access_info import __version__
from access_info.cli import main
from access_info.program import GENERATOR

ROOT = Path(__file__).parents[3]
LAW = ROOT / "tests" / "cases" / "legal" / "laws"


def _line(capsys) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    (line,) = printed.out.splitlines()
    return line


def test_the_line_names_program_laws_and_libraries(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program, laws, python, mkdocs, material = _line(capsys).split("; ")
    assert re.fullmatch(re.escape(GENERATOR) + r"(, commit [0-9a-f]{40,64})?", program)
    assert GENERATOR.endswith(f" {__version__}")
    assert laws.startswith("gói luật: 104/2016/QH13 (2018-07-01), ")
    assert laws.endswith("01/2026/QH16 (2026-09-01)")
    assert python == f"Python {platform.python_version()}"
    assert mkdocs == f"MkDocs {metadata.version('mkdocs')}"
    assert material == f"Material {metadata.version('mkdocs-material')}"


def test_a_place_with_laws_of_its_proper_is_reported_of_those(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pack = ROOT / "plugins/access_info/legal/data/luat-01-2026.yml"
    (tmp_path / "luat").mkdir()
    (tmp_path / "luat" / pack.name).write_text(
        pack.read_text("utf-8").replace('so: "01/2026/QH16"', 'so: "02/2026/QH16"', 1),
        "utf-8",
    )
    settings = "plugins:\n  - access-info:\n      laws: luat\n"
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    assert "02/2026/QH16 (2026-09-01)" in _line(capsys)


def test_laws_that_cannot_be_read_are_reported(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "luat").mkdir()
    (tmp_path / "luat" / "luat-01-2026.yml").write_text("ma: [\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  - access-info:\n      laws: luat\n", "utf-8")
    assert main(["--version"]) == 1
    assert "luat-01-2026.yml" in "".join(capsys.readouterr())
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  - access-info:\n      laws: khac\n", "utf-8")
    assert main(["--version"]) == 2
