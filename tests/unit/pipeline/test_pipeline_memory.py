"""The memory of a build: what it holds, what makes it out of date, what damage does to it."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
import sys

import pytest
import tiny_province
from cache_damage import FILES

from access_info.pipeline import Options, prepare
from access_info.pipeline.incremental import memory
from access_info.pipeline.incremental.memory import Memory, StoredMemory
from access_info.pipeline.incremental.reuse import Published, file_metadata
from access_info.unchanged.store import RESULTS, Store, StoredResult


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


def test_the_key_changes_when_signatures_can_be_judged(package, monkeypatch):
    with_signatures = _key()
    monkeypatch.setitem(sys.modules, "pyhanko", None)  # as where the extra is not installed
    assert _key() != with_signatures


@pytest.fixture(scope="module")
def remembered(tmp_path_factory):
    """What a build of the tiny province comes to, and the file that holds it."""
    folder = tiny_province.lay_out(tmp_path_factory.mktemp("tinh"))
    # A link that leads nowhere: a problem to be remembered.
    profile = folder / "agencies/xa-2/co-quan.yml"
    profile.write_text(tiny_province.profile("xã Hai") + 'ma_dinh_danh: "h99"\n', "utf-8")
    fragments = folder / "trang"
    fragments.mkdir()
    day = datetime.date(2026, 11, 24)
    options = Options(agencies=folder / "agencies", as_of=day, jobs=1)
    prepared = prepare(options, fragment_store=fragments, home=True)
    assert prepared.problems
    assert prepared.context is not None
    names = sorted(path.name for path in fragments.iterdir())
    files = {
        name: file_metadata(fragments / name) for name in names if (fragments / name).is_file()
    }
    memory = Memory(
        prepared.context.key,
        dict(prepared.builds),
        prepared.site,
        {"": Published("khóa", files, b"\n\xff"), "xa-1": Published("khóa", {})},
        {"xa-2": Published("khóa cũ", dict(list(files.items())[:1]), b"d")},
    )
    StoredMemory(folder, "site").remember(memory, Memory())
    return memory, folder


def test_what_is_remembered_is_recalled(remembered):
    memory, folder = remembered
    stored = StoredMemory(folder, "site")
    again = stored.recall()
    assert again == memory == stored.recall(like=memory.context_key[:9])
    build = again.builds["xa-doi"]
    assert build.item_ids.startswith("2026-001\n")
    assert build.findings is not None
    assert build.findings == memory.builds["xa-doi"].findings
    assert again.published[""].files == memory.published[""].files
    for nothing in (
        StoredMemory(None, "site").recall(),
        StoredMemory(folder / "khong-co", "site").recall(),
        StoredMemory(folder, "preview").recall(),
        stored.recall(like="x"),
    ):
        assert nothing == Memory()


def test_a_build_whose_details_nobody_asked_for_is_remembered_with_them(remembered):
    memory, folder = remembered
    recalled = StoredMemory(folder, "site").recall()
    moved = {
        name: dataclasses.replace(build, seen="khác") for name, build in recalled.builds.items()
    }
    other = StoredMemory(folder, "preview")
    other.remember(dataclasses.replace(recalled, builds=moved), Memory())
    assert {name: build.findings for name, build in other.recall().builds.items()} == {
        name: build.findings for name, build in memory.builds.items()
    }


def test_what_changed_is_remembered_and_what_is_gone_forgotten(remembered, tmp_path):
    memory, _ = remembered
    stored = StoredMemory(tmp_path, "site")
    stored.remember(memory, Memory())
    last = stored.recall()
    builds = {name: build for name, build in last.builds.items() if name != "xa-2"}
    builds["xa-1"] = dataclasses.replace(builds["xa-1"], seen="khác")
    new = dataclasses.replace(last, builds=builds, spare={})
    stored.remember(new, last)
    assert stored.recall() == new
    other = dataclasses.replace(new, context_key="khóa khác")
    stored.remember(other, new)
    assert stored.recall() == other


@pytest.mark.parametrize("way", FILES)
def test_a_damaged_memory_says_nothing_wrong_and_is_begun_anew(remembered, way, tmp_path):
    memory, folder = remembered
    copied = tmp_path / "bo-nho" / RESULTS
    copied.parent.mkdir()
    shutil.copyfile(folder / RESULTS, copied)
    FILES[way](copied)
    stored = StoredMemory(copied.parent, "site")
    damaged = stored.recall()
    for part in ("builds", "published", "spare"):
        whole = getattr(memory, part)
        assert {name: whole[name] for name in getattr(damaged, part)} == getattr(damaged, part)
    stored.remember(memory, damaged)
    assert stored.recall() == memory
    away = [path for path in copied.parent.iterdir() if path != copied]
    assert all(path.name.endswith(".away") for path in away)


def test_whole_results_of_another_key_are_passed_over(remembered, tmp_path):
    """As after a build that was cut short, or of two that wrote at once."""
    memory, folder = remembered
    shutil.copyfile(folder / RESULTS, tmp_path / RESULTS)
    store = Store(tmp_path / RESULTS)
    _, content = store.all_of("site build")["xa-2"]
    store.put([StoredResult("site build", "xa-2", "another key", content)])
    recalled = StoredMemory(tmp_path, "site").recall()
    assert set(memory.builds) - set(recalled.builds) == {"xa-2"}
