"""Compiled templates lie where Python keeps its own, else in the cache, and never stand in the way of a build."""

from __future__ import annotations

import shutil
import sys

import jinja2
import pytest
from cache_damage import FILES

from access_info.source.templating.bytecode import bytecode, keep_templates
from access_info.unchanged.store import RESULTS, Store


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where Python keeps what it compiles, as `PYTHONPYCACHEPREFIX` says."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def rendered(name, source, **options):
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"t": source}),
        bytecode_cache=bytecode(name, **options),
        autoescape=True,
    )
    return environment.get_template("t").render(n=1)


def compiled_files(folder):
    return [name for path in folder.rglob("*.db") for name in Store(path).all_of("template")]


def test_a_template_is_compiled_once_and_again_after_a_change(folder, monkeypatch):
    assert rendered("a", "{{ n }} một") == "1 một"
    assert len(compiled_files(folder)) == 1
    with monkeypatch.context() as patch:
        patch.setattr(jinja2.Environment, "_parse", None)
        assert rendered("a", "{{ n }} một") == "1 một"
    assert rendered("a", "{{ n }} hai") == "1 hai"
    assert len(compiled_files(folder)) == 1


def test_environments_that_compile_differently_do_not_share(folder, tmp_path, monkeypatch):
    compiler = tmp_path / "compiler.py"
    for text in ("one", "other"):
        compiler.write_text(text, encoding="utf-8")
        rendered("a", "{{ n }}", made_by=[compiler])
    rendered("b", "{{ n }}")
    assert len(compiled_files(folder)) == 2
    compiler.write_text("one", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(jinja2.Environment, "_parse", None)
        with pytest.raises(TypeError):
            rendered("a", "{{ n }}", made_by=[compiler])


@pytest.mark.parametrize("way", FILES)
def test_what_is_broken_or_cannot_be_stored_is_compiled_anew(folder, way):
    rendered("a", "{{ n }}")
    [path] = folder.rglob("*.db")
    FILES[way](path)
    assert rendered("a", "{{ n }}") == "1"
    place = path.parent
    shutil.rmtree(place)
    place.write_text("not a folder", encoding="utf-8")
    assert rendered("a", "{{ n }}") == "1"
    assert compiled_files(folder) == []


def test_where_python_stores_nothing_the_cache_of_the_build_does(folder, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered("a", "{{ n }}")
    assert compiled_files(folder) == []
    keep_templates(tmp_path / "cache")
    try:
        rendered("a", "{{ n }}")
        assert len(Store(tmp_path / "cache" / RESULTS).all_of("template")) == 1
        with monkeypatch.context() as patch:
            patch.setattr(jinja2.Environment, "_parse", None)
            assert rendered("a", "{{ n }}") == "1"
    finally:
        keep_templates(None)
