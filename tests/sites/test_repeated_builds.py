"""A build that would change nothing is told at once, says what the last one said, and touches nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
import repository_copy
import tiny_province
from site_builds import ROOT, access_info, digests

UNCHANGED = "Không có gì đổi từ lần dựng trước"
# An address that a reader would have to guess: a warning of the checks.
WARNED = 'ma_dinh_danh: "h99.1"\n'
TOMORROW = {"SOURCE_DATE_EPOCH": "1795564800"}
BUILD = ("build", "--out", "trang")


def looks(folder):
    return {path: (path.stat().st_ino, path.stat().st_ctime_ns) for path in folder.rglob("*")}


def change_keeping_size_and_time(path):
    before = path.stat()
    text = path.read_text("utf-8")
    path.write_text(text.replace("Hai", "Ba "), "utf-8")
    assert path.read_text("utf-8") != text
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """The tiny province with a warning and its plain site."""
    folder = tiny_province.lay_out(tmp_path_factory.mktemp("tinh"))
    profile = folder / "agencies/xa-1/co-quan.yml"
    profile.write_text(tiny_province.profile("xã Hai") + WARNED, "utf-8")
    done = access_info(folder, *BUILD)
    assert done.returncode == 0, done.stderr
    assert "[TT341]" in done.stderr
    return folder


def test_it_says_what_the_last_build_said_and_leaves_the_site_alone(province):
    first = access_info(province, *BUILD)
    before = looks(province / "trang")
    again = access_info(province, *BUILD)
    assert (again.returncode, again.stderr) == (0, first.stderr)
    assert "[TT341]" in again.stderr
    assert again.stdout.splitlines()[0] == "Đã kiểm tra 6 cơ quan: 0 lỗi, 1 cảnh báo."
    assert UNCHANGED in again.stdout
    assert looks(province / "trang") == before


HARMS = {
    "gone": lambda page: page.unlink(),
    "of the same size, its time set back": change_keeping_size_and_time,
    "one more": lambda page: page.with_name("la.html").touch(),
}


@pytest.mark.parametrize("harm", HARMS)
def test_harmed_output_is_mended(province, harm):
    wanted = digests(province / "trang")
    HARMS[harm](province / "trang/co-quan/xa-1/index.html")
    done = access_info(province, *BUILD)
    assert UNCHANGED not in done.stdout
    assert digests(province / "trang") == wanted
    assert UNCHANGED in access_info(province, *BUILD).stdout


def test_an_edit_that_shows_neither_in_size_nor_in_time_is_published(province):
    change_keeping_size_and_time(province / "agencies/xa-1/co-quan.yml")
    done = access_info(province, *BUILD)
    assert UNCHANGED not in done.stdout
    assert "xã Ba" in (province / "trang/co-quan/xa-1/index.html").read_text("utf-8")


def test_another_day_or_option_is_another_build(province):
    """Each differs from the one before in one thing."""
    access_info(province, *BUILD)
    assert UNCHANGED in access_info(province, *BUILD).stdout
    many = ("--layout", "many")
    for words, environ in (
        ((), TOMORROW),
        (many, TOMORROW),
        ((*many, "--no-cache"), TOMORROW),
        ((), {}),
    ):
        assert UNCHANGED not in access_info(province, *BUILD, *words, **environ).stdout


def test_another_program_is_another_build(province, tmp_path):
    """In real processes, which load the copy of the program."""
    plugins = shutil.copytree(ROOT / "plugins", tmp_path / "plugins")
    for expected in (False, True, False):
        done = access_info(province, *BUILD, PYTHONPATH=str(plugins))
        assert (UNCHANGED in done.stdout) == expected, done.stderr
        texts = plugins / "access_info/locale/vi.yml"
        if expected:
            texts.write_text(texts.read_text("utf-8").replace("Trang đầu", "Đầu trang"), "utf-8")


def test_a_folder_of_laws_that_settings_name_is_looked_at(province, tmp_path):
    folder = shutil.copytree(province, tmp_path / "tinh")
    settings = folder / "mkdocs.yml"
    (folder / "luat").mkdir()
    text = settings.read_text("utf-8").replace(
        "agencies: agencies", "agencies: agencies, laws: luat"
    )
    settings.write_text(text, "utf-8")
    unchanged = [UNCHANGED in access_info(folder, *BUILD).stdout for _ in range(3)]
    assert unchanged == [False, False, True]
    (folder / "luat/them.yml").touch()
    assert UNCHANGED not in access_info(folder, *BUILD).stdout


def test_an_error_in_the_data_is_reported_each_time(province):
    profile = province / "agencies/xa-2/co-quan.yml"
    text = profile.read_text("utf-8")
    profile.write_text("ten: [\n", "utf-8")
    assert access_info(province, *BUILD).returncode == 1
    assert access_info(province, *BUILD).returncode == 1
    profile.write_text(text, "utf-8")
    assert UNCHANGED not in access_info(province, *BUILD).stdout


class Repository:
    """A jurisdiction's repository, built by its own script as people do."""

    def __init__(self, folder):
        self.folder = repository_copy.lay_out(folder)

    def build(self, **environ):
        """What the script says: on standard output, on standard error."""
        done = subprocess.run(
            (sys.executable, str(self.folder / "scripts/build.py")),
            env={**os.environ, "SOURCE_DATE_EPOCH": "1795478400", **environ},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    def is_repeated(self, **environ):
        return UNCHANGED in self.build(**environ)[0]


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    return Repository(tmp_path_factory.mktemp("kho") / "Tỉnh Mẫu")


def test_the_script_tells_it_before_mkdocs_is_started(repository):
    profile = repository.folder / "agencies/xa-1/co-quan.yml"
    profile.write_text(tiny_province.profile("xã Hai") + WARNED, "utf-8")
    (repository.folder / "noi-dung/index.md").write_text("# Thử\n\n[x](khong-co.md)\n", "utf-8")
    out, err = repository.build()
    assert UNCHANGED not in out
    assert "Dựng xong sau" in err
    before = looks(repository.folder / "site")
    out, repeated_err = repository.build()
    assert UNCHANGED in out
    # Warnings of ours and of MkDocs, and nothing about a run that there was not.
    assert "[TT341]" in repeated_err
    assert "khong-co.md" in repeated_err
    assert "Dựng xong sau" not in repeated_err
    assert set(repeated_err.splitlines()) < set(err.splitlines())
    assert looks(repository.folder / "site") == before


def test_the_script_notices_what_changed(repository):
    folder = repository.folder
    profile = folder / "agencies/xa-1/co-quan.yml"
    profile.write_text(tiny_province.profile("xã Hai"), "utf-8")
    repository.build()
    assert not repository.is_repeated(**TOMORROW)
    change_keeping_size_and_time(profile)
    assert not repository.is_repeated(**TOMORROW)
    (folder / "site/co-quan/xa-1/index.html").unlink()
    assert not repository.is_repeated(**TOMORROW)
    with (folder / "plugins/access_info/assets/access-info/theme.css").open("a") as file:
        file.write("\n/* x */\n")
    assert not repository.is_repeated(**TOMORROW)
    (folder / "cron.log").write_text("x\n", "utf-8")
    assert repository.is_repeated(**TOMORROW)


def test_a_variable_that_settings_name_is_looked_at(repository):
    settings = repository.folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("site_name: Thử", "site_name: !ENV [TEN, Thử]"), "utf-8")
    repository.build(TEN="A")
    assert not repository.is_repeated(TEN="B")
    settings.write_text(text, "utf-8")


def test_where_nobody_can_know_what_a_build_reads_it_always_runs(repository):
    settings = repository.folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    (repository.folder / "them.py").write_text("def on_startup(**_): pass\n", "utf-8")
    settings.write_text(text + "hooks: [them.py]\n", "utf-8")
    assert not repository.is_repeated()
    assert not repository.is_repeated()


def test_a_new_telephone_is_on_the_pages_of_those_whose_work_was_taken_over(tmp_path):
    folder = tiny_province.lay_out(tmp_path / "tinh")
    ended = 'cham_dut:\n  ngay: "2025-07-01"\nke_thua:\n- "xa-2"\n'
    for name, more in {"xa-1": ended, "xa-2": 'dien_thoai: "0298 3811 001"\n'}.items():
        path = folder / f"agencies/{name}/co-quan.yml"
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    page = folder / "trang/co-quan/xa-1/cach-yeu-cau/index.html"
    receivers = folder / "trang/yeu-cau/noi-nhan/0.js"
    for number in ("0298 3811 001", "0298 3811 002"):
        path = folder / "agencies/xa-2/co-quan.yml"
        path.write_text(path.read_text("utf-8").replace("0298 3811 001", number), "utf-8")
        assert access_info(folder, *BUILD).returncode == 0
        assert number in page.read_text("utf-8")
        assert number in receivers.read_text("utf-8")
    wanted = digests(folder / "trang")
    access_info(folder, *BUILD, "--no-cache")
    assert digests(folder / "trang") == wanted
