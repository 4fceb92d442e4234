"""What a build rested on and left: which change since is noticed, however little it shows."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from proposal_repository import git

from access_info.cli.terminal.repeated import RepeatedBuild
from access_info.unchanged import appearance, build_record, surroundings
from access_info.unchanged.build_record import BuildRecord
from access_info.unchanged.store import RESULTS, Store, StoredResult

PACKAGE = Path(appearance.__file__).parents[1]


class Place:
    """Inputs and an output folder, with the record of a build that made nothing of them."""

    def __init__(self, folder):
        self.folder = folder
        self.inputs, self.site = folder / "vào", folder / "trang"
        for path in (
            "vào/xa/co-quan.yml",
            "vào/xa/ghi-chú.md",
            "trang/index.html",
            "trang/a/b.html",
        ):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text("cũ\n", "utf-8")
        (folder / "vào/trống").mkdir()
        self.further, self.basis = [], ["build"]
        self.build()

    def record(self):
        record = BuildRecord(self.folder, self.site)
        record.look(self.basis, [self.inputs])
        return record

    def build(self):
        self.record().keep([self.inputs, *self.further], printed=[("err", "cảnh báo")])

    def is_repeated(self):
        return self.record().is_repeated()

    def stored(self):
        [(_, content)] = Store(self.folder / RESULTS).all_of("record").values()
        return json.loads(content)

    def rewrite(self, record):
        store = Store(self.folder / RESULTS)
        [(name, (key, _))] = store.all_of("record").items()
        store.put([StoredResult("record", name, key, json.dumps(record).encode())])


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


def change_keeping_size_and_time(path):
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


EDITS = {
    "a file of the same size, its time set back": lambda place: change_keeping_size_and_time(
        place.inputs / "xa/co-quan.yml"
    ),
    "a file in another's place, with its size and time": lambda place: shutil.copy2(
        place.inputs / "xa/ghi-chú.md", place.inputs / "xa/co-quan.yml"
    ),
    "a further file": lambda place: (place.inputs / "xa/mới.yml").touch(),
    "a file gone": lambda place: (place.inputs / "xa/co-quan.yml").unlink(),
    "a file renamed": lambda place: (place.inputs / "xa/co-quan.yml").rename(
        place.inputs / "xa/cơ-quan.yml"
    ),
    "an empty folder": lambda place: (place.inputs / "xa-hai").mkdir(),
    "an empty folder gone": lambda place: (place.inputs / "trống").rmdir(),
    "rights": lambda place: (place.inputs / "xa/co-quan.yml").chmod(0o600),
    "all gone": lambda place: shutil.rmtree(place.inputs),
    "output of the same size, its time set back": lambda place: change_keeping_size_and_time(
        place.site / "a/b.html"
    ),
    "further output": lambda place: (place.site / "a/c.html").touch(),
    "output gone": lambda place: (place.site / "a/b.html").unlink(),
    "all output gone": lambda place: shutil.rmtree(place.site),
    "a copy of the output": lambda place: (
        shutil.copytree(place.site, place.site.with_name("chép"), copy_function=shutil.copy2)
        and (shutil.rmtree(place.site), place.site.with_name("chép").rename(place.site))
    ),
    "another option": lambda place: place.basis.append("--jobs 1"),
    "no record": lambda place: (place.folder / RESULTS).unlink(),
    "a damaged record": lambda place: (place.folder / RESULTS).write_text("{}", "utf-8"),
}


def test_nothing_changed(place):
    record = place.record()
    assert record.is_repeated()
    assert record.printed == [("err", "cảnh báo")]


@pytest.mark.parametrize("edit", EDITS)
def test_a_change_is_noticed_until_the_next_build(place, edit):
    EDITS[edit](place)
    assert not place.is_repeated()
    place.site.mkdir(exist_ok=True)
    place.build()
    assert place.is_repeated()


@pytest.mark.parametrize("part", ["young_inputs", "young_output"])
def test_what_was_changed_hardly_before_is_compared_by_content(place, part):
    """A change in the same tick of the clock leaves a file's looks as they were: only the contents differ."""
    record = place.stored()
    assert len(record[part]) == 32
    assert place.is_repeated()
    place.rewrite({**record, part: record[part][::-1]})
    assert not place.is_repeated()


def test_an_edit_while_a_build_runs_is_noticed_by_the_next(place):
    record = place.record()
    (place.inputs / "xa/co-quan.yml").write_text("trong lúc dựng\n", "utf-8")
    record.keep([place.inputs])
    assert not place.is_repeated()


def test_what_is_old_enough_is_not_read_again(place, monkeypatch):
    stored = place.stored()
    assert stored["young_inputs"]
    assert stored["young_output"]
    monkeypatch.setattr(build_record, "_TICK", 0)
    assert place.is_repeated()
    now = place.stored()
    assert (now["young_inputs"], now["young_output"]) == ("", "")
    assert {**now, "moment": 0, "output_moment": 0} == {
        **stored,
        "moment": 0,
        "output_moment": 0,
        "young_inputs": "",
        "young_output": "",
    }
    assert place.is_repeated()
    change_keeping_size_and_time(place.site / "index.html")
    assert not place.is_repeated()


@pytest.mark.parametrize("file", ["vào/xa/co-quan.yml", "trang/a/b.html"])
def test_a_change_is_noticed_though_the_clock_was_set_back(place, file):
    """No file is young to a record of a later day: there the time of the last change tells alone."""
    far = 2**62
    moments = {"moment": far, "output_moment": far, "young_inputs": "", "young_output": ""}
    place.rewrite({**place.stored(), **moments})
    assert place.is_repeated()
    change_keeping_size_and_time(place.folder / file)
    assert not place.is_repeated()


def test_without_a_time_of_change_every_file_is_read(place, monkeypatch):
    monkeypatch.setattr(appearance, "_HAS_CHANGE_TIME", False)
    looks = appearance.appearance_of_output(str(place.site), since=2**62)
    before = looks.contents(2**62)
    assert before
    change_keeping_size_and_time(place.site / "a/b.html")
    assert appearance.appearance_of_output(str(place.site), since=2**62).contents(2**62) != before


@pytest.mark.parametrize("target", ["file", "folder"])
def test_what_a_link_leads_to_is_looked_at(place, tmp_path, target):
    away = tmp_path / "ngoài"
    (away / "sâu").mkdir(parents=True)
    (away / "sâu/tệp").write_text("cũ\n", "utf-8")
    (away / "vòng").symlink_to(away)
    (place.inputs / "liên-kết").symlink_to(away / "sâu/tệp" if target == "file" else away)
    place.build()
    assert place.is_repeated()
    change_keeping_size_and_time(away / "sâu/tệp")
    assert not place.is_repeated()


def test_what_settings_name_elsewhere_is_looked_at_from_the_next_build_on(place, tmp_path):
    away = tmp_path / "luật riêng"
    away.mkdir()
    place.further.append(away)
    place.build()
    assert not place.is_repeated()
    place.build()
    assert place.is_repeated()
    (away / "luật.yml").touch()
    assert not place.is_repeated()


def test_what_lies_in_the_inputs_but_is_not_read_is_no_change(place):
    (place.inputs / "__pycache__").mkdir()
    (place.inputs / "__pycache__/x.pyc").touch()
    assert place.is_repeated()
    # Settings may name it all the same.
    place.further.append(place.inputs / "__pycache__")
    place.build()
    assert not place.is_repeated()


def test_a_record_that_cannot_be_written_only_costs_time(place):
    (place.folder / RESULTS).unlink()
    (place.folder / RESULTS).mkdir()
    place.build()
    assert place.is_repeated()
    shutil.rmtree(place.site)
    place.record().keep([place.inputs])
    assert sorted(path.name for path in place.folder.iterdir()) == [RESULTS, "vào"]


@pytest.mark.parametrize("text", ["a: !ENV [TRANG, x]\n", "a: !ENV TRANG\n"])
def test_a_variable_counts_where_settings_name_that(tmp_path, text):
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    environ = {"TRANG": "1", "KHAC": "2", "SOURCE_DATE_EPOCH": "3", "ACCESS_INFO_X": "4"}
    named = list(surroundings.variables(environ, [tmp_path / "mkdocs.yml", tmp_path / "không-có"]))
    assert named == ["ACCESS_INFO_X=4", "SOURCE_DATE_EPOCH=3", "TRANG=1"]
    assert "TRANG=1" not in list(surroundings.variables(environ, []))


def test_the_day_is_the_clocks_unless_a_variable_sets_that():
    assert len(list(surroundings.days({}))) == 2
    assert list(surroundings.days({"SOURCE_DATE_EPOCH": "0"})) == []


@pytest.mark.parametrize(
    ("hour", "days"),
    [("16:59:59", ["2026-11-24", "2026-11-24"]), ("17:00:00", ["2026-11-24", "2026-11-25"])],
)
def test_a_day_begins_in_ha_noi_before_that_in_utc(monkeypatch, hour, days):
    now = datetime.datetime.fromisoformat(f"2026-11-24T{hour}+00:00").timestamp()
    monkeypatch.setattr(surroundings.time, "time", lambda: now)
    assert list(surroundings.days({})) == days


def test_a_library_of_another_version_counts(tmp_path):
    python, libraries = Path(sys.executable), [tmp_path / "lib", tmp_path / "lib64"]
    (tmp_path / "lib/thu_vien-1.0.dist-info").mkdir(parents=True)
    before = list(surroundings.interpreter(python, libraries))
    assert list(surroundings.interpreter(python, libraries)) == before
    (tmp_path / "lib/thu_vien-1.0.dist-info").rename(tmp_path / "lib/thu_vien-1.1.dist-info")
    assert list(surroundings.interpreter(python, libraries)) != before


def test_a_commit_counts_in_every_kind_of_working_tree(tmp_path):
    main, other = tmp_path / "kho", tmp_path / "cây khác"
    main.mkdir()
    git(main, "init", "--quiet", "--initial-branch=main")
    git(main, "commit", "--quiet", "--allow-empty", "--message=một")
    git(main, "worktree", "add", "--quiet", str(other), "-b", "khac")
    for tree in (main, other):
        (tree / "agencies").mkdir()
        before = list(surroundings.commits(tree / "agencies"))
        assert list(surroundings.commits(tree / "agencies")) == before
        git(tree, "commit", "--quiet", "--allow-empty", "--message=hai")
        after = list(surroundings.commits(tree / "agencies"))
        assert after != before
        git(main, "pack-refs", "--all")
        packed = list(surroundings.commits(tree / "agencies"))
        git(tree, "commit", "--quiet", "--amend", "--allow-empty", "--message=ba")
        assert list(surroundings.commits(tree / "agencies")) != packed
        # As after a fetch that packs: no reference has a file of its own.
        git(main, "pack-refs", "--all")
        assert list(surroundings.commits(tree / "agencies")) != packed
    assert list(surroundings.commits(tmp_path)) == []


READ = {
    "--agencies": "nguồn",
    "--laws": "luật",
    "--snapshots": "tóm tắt",
    "--links": "liên kết",
    "--previous": "bản trước",
}
TYPED = ["build", "--out", "trang", *(f"{option}={name}" for option, name in READ.items())]


def is_repeated(words):
    return RepeatedBuild.of(words).is_repeated()


@pytest.fixture
def typed(tmp_path, monkeypatch):
    """A folder in which builds are typed, with what they read; yields what records one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(surroundings.SIGNING_KEY, raising=False)
    for name in (*READ.values(), "agencies", "trang", ".cache/access-info"):
        (tmp_path / name).mkdir(parents=True)
    return lambda words: RepeatedBuild.of(words).keep([None], [("out", "Xong.")])


@pytest.mark.parametrize("option", READ)
def test_a_change_in_what_any_option_names_is_noticed(typed, tmp_path, option):
    typed(TYPED)
    assert is_repeated(TYPED)
    (tmp_path / "agencies/không đọc.yml").touch()
    assert is_repeated(TYPED)
    (tmp_path / READ[option] / "mới.yml").touch()
    assert not is_repeated(TYPED)


def test_of_an_option_that_is_typed_again_the_last_value_counts(typed, tmp_path):
    words = ["build", "--out=nơi khác", "--out", "trang", "--links", "luật", "--links=liên kết"]
    typed(words)
    assert is_repeated(words)
    for name, repeated in {"luật": True, "liên kết": False}.items():
        (tmp_path / name / "mới.yml").touch()
        assert is_repeated(words) == repeated
    typed(words)
    assert is_repeated(words)
    (tmp_path / "agencies/mới.yml").touch()
    assert not is_repeated(words)


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--out", "trang"],
        ["build"],
        ["build", "--out="],
        [*TYPED, "--no-cache"],
        [*TYPED, "--signing-key", "khoá.pem"],
        [*TYPED, "--signing-key=khoá.pem"],
    ],
)
def test_what_must_run_in_any_case_is_never_repeated(typed, words):
    typed(TYPED)
    assert RepeatedBuild.of(words) is None


def test_a_build_that_signs_by_a_variable_is_never_repeated(typed, monkeypatch):
    monkeypatch.setenv(surroundings.SIGNING_KEY, "khoá.pem")
    assert RepeatedBuild.of(TYPED) is None


def test_nothing_large_is_loaded_to_ask():
    code = "import sys, access_info.cli, access_info.cli.terminal.repeated; print(*sorted(sys.modules))"
    done = subprocess.run(
        (sys.executable, "-c", code),
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        check=True,
        text=True,
    )
    loaded = done.stdout.split()
    assert "access_info.unchanged.build_record" in loaded
    ours = [name for name in loaded if name.partition(".")[0] == "access_info"]
    assert len(ours) < 12
    outside = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names
    assert outside - {"access_info", "_distutils_hack", "__main__"} == set()
