"""`access-info init --here`: shown before it is written, whole or not at all, refused with what to type."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from access_info import __version__
from access_info.cli import init, main
from access_info.loading import load_agency
from access_info.loading.folders import read_folder

NAME = 'Ủy ban nhân dân xã "Thử"'
SETTINGS = "site_name: x # tên\r\nplugins:\r\n  - search\r\n"


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# x\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_bytes(SETTINGS.encode())
    return tmp_path


def here(*words: str) -> int:
    return main(["init", "--here", *words])


def contents_of(site: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_the_plan_is_shown_and_nothing_is_written(site, capsys):
    before = contents_of(site)
    assert here("--name", NAME) == 0
    shown = capsys.readouterr().out
    for line in (
        "  tệp mới   agencies/README.md\n",
        "  tệp mới   agencies/xa-thu/co-quan.yml\n",
        "       - search\n    +  - access-info:\n    +      agencies: agencies\n",
        "Chưa ghi gì. Thêm --apply để ghi như trên.\n",
    ):
        assert line in shown
    assert contents_of(site) == before


def test_it_is_written_with_apply_and_the_agency_is_whole(site, capsys):
    assert here("--name", NAME, "--apply") == 0
    added = "\r\n  - access-info:\r\n      agencies: agencies\r\n      prefix: tiep-can-thong-tin"
    assert (site / "mkdocs.yml").read_bytes().decode() == SETTINGS[:-2] + added + "\r\n"
    loaded = load_agency(read_folder(site / "agencies/xa-thu"))
    assert loaded.agency is not None
    assert (loaded.agency.profile.name, loaded.agency.profile.type) == (NAME, "xa")
    readme = (site / "agencies/README.md").read_text("utf-8")
    assert f"pip install tiep-can-thong-tin=={__version__}\n" in readme.replace("`.", "\n")
    assert "@@" not in readme
    assert len(readme.splitlines()) < 40
    assert main(["check", "--jobs", "1"]) == 0
    assert "0 lỗi, 0 cảnh báo" in capsys.readouterr().out
    # What the files name is there.
    for path in (site / "agencies/xa-thu").iterdir():
        assert (site / f"agencies/_mau/{path.name}").is_file()


@pytest.mark.parametrize(("answer", "written"), [("c\n", True), ("\n", False), ("", False)])
def test_on_a_terminal_name_and_leave_are_asked_for(site, monkeypatch, answer, written):
    typed = io.StringIO(f"UBND phường Mẫu\n{answer}")
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr(init.sys, "stdin", typed)
    monkeypatch.setattr(init.sys.stdout, "isatty", lambda: True)
    assert here() == 0
    assert (site / "agencies/phuong-mau/co-quan.yml").is_file() is written


def test_the_plugin_alone_is_given_its_data(site, capsys):
    """Who wrote the plugin into `mkdocs.yml` first is told to run this."""
    text = "plugins: [search, {access-info: {agencies: du-lieu/co-quan}}]\n"
    (site / "mkdocs.yml").write_text(text, "utf-8")
    assert here("--name", "Sở Mẫu", "--apply") == 0
    assert (site / "mkdocs.yml").read_text("utf-8") == text
    assert (site / "du-lieu/co-quan/so-mau/cong-khai.yml").is_file()
    assert here("--name", "Sở Mẫu", "--apply") == 2
    assert "chuyên mục đã được thêm rồi" in capsys.readouterr().err


def test_the_file_that_has_the_plugins_is_followed(site, capsys):
    base = site / "goc.yml"
    (site / "mkdocs.yml").write_text("INHERIT: goc.yml\nsite_name: x\n", "utf-8")
    base.write_text("plugins:\n  - blog\n", "utf-8")
    assert here("--name", "Sở Mẫu", "--apply") == 2
    assert "  - access-info:\n      agencies: agencies\n" in capsys.readouterr().err
    base.write_text("plugins:\n  - blog\n  - access-info\n", "utf-8")
    assert here("--name", "Sở Mẫu", "--apply") == 0
    assert (site / "agencies/so-mau").is_dir()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Chưa có tên cơ quan. Thêm --name"),
        (("--name", "Trường Mầm non Mẫu"), "--type su-nghiep"),
        (("--name", "Sở Mẫu", "--id", "Sở"), "Thêm --id, ví dụ --id xa-thu"),
        (("--name", "Sở Mẫu", "--prefix", "Tiếp cận"), "--prefix tiep-can-thong-tin"),
        (("--name", "Sở Mẫu", "--agencies", "../x"), "nằm ngoài thư mục của trang"),
        (("--name", "Sở Mẫu", "--agencies", "docs"), "--agencies du-lieu"),
        (("--upgrade",), "--here không đi với"),
        (("khong-co",), "Không có mkdocs.yml ở"),
    ],
)
def test_missing_words_are_requested_and_nothing_is_written(site, capsys, words, message):
    before = contents_of(site)
    assert here(*words, "--apply") == 2
    assert message in capsys.readouterr().err
    assert contents_of(site) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: \xff\n", "UTF-8"),
        (b"plugins:\n\t- search\n", "ở dòng 2, cột 1, nên không tự sửa được"),
    ],
)
def test_settings_that_cannot_be_read_give_the_lines_to_type(site, capsys, content, message):
    (site / "mkdocs.yml").write_bytes(content)
    assert here("--name", "Sở Mẫu", "--apply") == 2
    assert message in capsys.readouterr().err
    assert not (site / "agencies").exists()


def test_what_is_saved_meanwhile_stays(site, monkeypatch, capsys):
    shown = init._plan_lines

    def save(*given):
        (site / "mkdocs.yml").write_bytes(b"site_name: y\n")
        return shown(*given)

    monkeypatch.setattr(init, "_plan_lines", save)
    assert here("--name", "Sở Mẫu", "--apply") == 2
    assert "“mkdocs.yml” vừa đổi" in capsys.readouterr().err
    assert sorted(path.name for path in site.iterdir()) == ["docs", "mkdocs.yml"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["new", "xa-thu", "--type", "xa"], "access-info init --here"),
        (["init", "."], "access-info init --here"),
        (["init"], "access-info init --here"),
        (["init", "moi", "--prefix", "x"], "--prefix chỉ đi với --here"),
    ],
)
def test_other_ways_in_lead_here(site, capsys, words, message):
    assert main(words) == 2
    assert message in capsys.readouterr().err
