"""What a build refuses, and how it says so."""

from __future__ import annotations

from built import access_info, copy_demo, digests, mkdocs


def test_document_at_the_address_of_one_of_our_pages_is_refused(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    assert mkdocs(folder).returncode == 0
    before = digests(folder / "site")
    taken = folder / "content/co-quan/so-y-te/index.md"
    taken.parent.mkdir(parents=True)
    taken.write_text("# Trang khác\n", encoding="utf-8")
    result = mkdocs(folder)
    assert result.returncode != 0
    assert "co-quan/so-y-te/index.md" in result.stderr
    assert "Traceback" not in result.stderr
    assert digests(folder / "site") == before


def test_old_name_of_an_agency_never_leads_out_of_the_site(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    settings = folder / "agencies/_dia-ban.yml"
    text = settings.read_text(encoding="utf-8")
    hostile = text.replace('tu: "so-nong-nghiep"', 'tu: "../../ngoai"')
    assert hostile != text
    settings.write_text(hostile, encoding="utf-8")
    for result in (mkdocs(folder), access_info(folder, "build", "--out", "site")):
        assert result.returncode != 0
        assert "TT143" in result.stderr + result.stdout
    assert not list(tmp_path.rglob("ngoai*"))


def test_wrong_epoch_is_said_in_vietnamese(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    for result in (
        mkdocs(folder, SOURCE_DATE_EPOCH="hôm nay"),
        access_info(folder, "build", "--out", "site", SOURCE_DATE_EPOCH="hôm nay"),
    ):
        assert result.returncode != 0
        assert "SOURCE_DATE_EPOCH là “hôm nay”" in result.stderr
        assert "Traceback" not in result.stderr


def test_folder_that_cannot_be_made_is_said_in_vietnamese(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    (folder / "tap-tin").write_text("", encoding="utf-8")
    result = access_info(folder, "build", "--out", "tap-tin/site")
    assert result.returncode == 2
    assert "Không đọc hoặc ghi được" in result.stderr
    assert "Traceback" not in result.stderr


def test_build_refuses_a_folder_of_something_else(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    (folder / "quan-trong").mkdir()
    (folder / "quan-trong/thu.txt").write_text("giữ", encoding="utf-8")
    result = access_info(folder, "build", "--out", "quan-trong")
    assert result.returncode == 2
    assert (folder / "quan-trong/thu.txt").read_text(encoding="utf-8") == "giữ"
