"""The memory of a build: what makes it out of date, and what does not."""

from __future__ import annotations

import pytest

from access_info.pipeline.incremental import memory


@pytest.fixture
def package(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/list.py").write_text("a = 1\n", "utf-8")
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale/vi.yml").write_text('ten: "Tên"\n', "utf-8")
    monkeypatch.setattr(memory, "_PACKAGE", tmp_path)
    return tmp_path


def _key():
    return memory.code_key.__wrapped__()


@pytest.mark.parametrize("name", ["pages/list.py", "locale/vi.yml", "pages/new.py"])
def test_the_key_changes_with_every_file_of_the_program(package, name):
    before = _key()
    (package / name).write_text("b = 2\n", "utf-8")
    assert _key() != before


@pytest.mark.parametrize("folder", ["__pycache__", "pages/__pycache__"])
def test_what_python_compiled_is_no_part_of_the_program(package, folder):
    before = _key()
    (package / folder).mkdir()
    (package / folder / "list.cpython-311.pyc").write_bytes(b"compiled")
    assert _key() == before
