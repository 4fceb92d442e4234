"""Officers' papers on the built demo: what they say, how large they are, and where they are not."""

from __future__ import annotations

import csv
import io
import re
import shutil

import pytest
import tiny_province
import yaml
from letters_and_reports import Docx, sheets
from printed_papers import SOFFICE, WHY_NOT, pages_of, without_annex
from site_builds import AS_OF, access_info, digests, mkdocs, read

from access_info.checks.safety.standing import is_person

FOLDER = "giam-sat/van-ban"
TOMORROW = {"SOURCE_DATE_EPOCH": "1795564800"}
MOST_BYTES = 20_000
PERSON = "Nguyễn Thị Hạnh"
FOCAL_POINT = f"""\
dau_moi:
- don_vi: "Văn phòng"
  nguoi: "{PERSON}"
"""
# A row of whose title the letter can only tell the id.
ROW = f"""\
- ma: "2026-950"
  ten: "Quyết định khen thưởng bà {PERSON}"
"""


@pytest.fixture(scope="module")
def papers(demo):
    """Every DOCX of the site, by its path below the folder of papers."""
    folder = demo / "site" / FOLDER
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.docx")
    }


@pytest.fixture(scope="module")
def read_papers(papers):
    return {name: Docx(content) for name, content in papers.items()}


def test_there_is_a_letter_to_each_agency_that_the_command_writes_one_to(demo, papers, tmp_path):
    done = access_info(demo, "letter", "--out", str(tmp_path / "thu"), "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    written = {path.name: path.read_bytes() for path in (tmp_path / "thu").iterdir()}
    # The department writes no letter to itself.
    assert written.pop("so-tu-phap.docx")
    assert {f"co-quan/{name}": content for name, content in written.items()} == {
        name: content for name, content in papers.items() if name.startswith("co-quan/")
    }
    assert papers.keys() - {f"co-quan/{name}" for name in written} == {
        *("tat-ca.docx", "bao-cao.docx")
    }


def test_the_letter_to_all_equals_what_the_command_writes(demo, papers, tmp_path):
    done = access_info(demo, "letter", "--to-all", "--out", str(tmp_path), "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tat-ca.docx").read_bytes() == papers["tat-ca.docx"]


def test_the_report_equals_what_the_command_writes(demo, papers, tmp_path):
    done = access_info(demo, "report", "--out", str(tmp_path / "bc"), "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "bc/bao-cao.docx").read_bytes() == papers["bao-cao.docx"]


def test_each_is_small_and_says_first_that_it_is_a_draft(papers, read_papers):
    assert len(papers) > 15
    for name, content in papers.items():
        assert len(content) <= MOST_BYTES, name
        assert read_papers[name].lines[0] == "DỰ THẢO"


def test_number_date_and_signature_are_left_to_whoever_signs(read_papers):
    for name, paper in read_papers.items():
        lines = paper.lines
        number = next(line for line in lines if line.startswith("Số: "))
        assert re.match(r"Số: \[…\]/(?:BC-)?\[…\]", number), name
        assert "Mẫu, ngày […] tháng […] năm […]" in lines
        signed = next(line for line in lines if line.endswith("[Họ và tên]"))
        assert signed.startswith(("GIÁM ĐỐC\n", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n"))


def test_no_person_is_named(read_papers, province):
    built = province / "site" / FOLDER
    of_tiny = {path.name: Docx(path.read_bytes()) for path in built.rglob("*.docx")}
    assert PERSON in (province / "site/co-quan/xa-doi/dau-moi/index.html").read_text("utf-8")
    assert "2026-950" in of_tiny["xa-doi.docx"].text
    for name, paper in {**read_papers, **of_tiny}.items():
        assert PERSON not in paper.text, name
        assert [line for line in paper.lines if is_person(line)] == [], name


def test_the_letter_to_all_comes_from_the_committee_and_names_no_agency_that_lags(read_papers):
    text = read_papers["tat-ca.docx"].text
    assert "ỦY BAN NHÂN DÂN\nTỈNH MẪU" in text
    assert "- Các sở, ban, ngành, đơn vị sự nghiệp thuộc tỉnh;" in text
    assert "- Ủy ban nhân dân các xã, phường, đặc khu." in text
    assert "về Sở Tư pháp trước ngày [ngày/tháng/năm]" in text
    assert "Mẫu Lâm" not in text
    assert "Ban hành và công bố Quy chế" not in text  # no text of law that was read asks for it


def test_the_results_are_a_row_for_each_agency_and_duty(demo):
    folder = demo / "site" / FOLDER
    by_sheet = sheets((folder / "ket-qua.xlsx").read_bytes())
    assert list(by_sheet) == ["Kết quả", "Nguồn"]
    head, *rows = by_sheet["Kết quả"]
    assert head[:6] == [
        *("Mã cơ quan", "Cơ quan", "Loại cơ quan", "Mã nghĩa vụ", "Nghĩa vụ", "Tình trạng")
    ]
    content = (folder / "ket-qua.csv").read_text("utf-8-sig")
    table = list(csv.reader(io.StringIO(content)))
    assert table[0] == head
    assert [line[:6] for line in table[1:]] == [row[:6] for row in rows]
    assert len({(row[0], row[3]) for row in rows}) == len(rows) > 300


def test_pages_about_duties_lead_there_and_no_other_does(demo):
    site = demo / "site"
    leading = set()
    for path in site.rglob("*.html"):
        page = path.relative_to(site).as_posix()
        start = "../" * page.count("/")
        for href in read(path).links:
            if href.startswith((f"{start}{FOLDER}/", "van-ban/", "../../van-ban/")):
                leading.add(re.sub(r"[\w-]+/(?=index)", "", page) if "co-quan" in page else page)
                link = re.search(rf'<a href="?{re.escape(href)}"?[^>]*>', path.read_text("utf-8"))
                assert "nofollow" in link[0], page
    assert "giam-sat/index.html" in leading
    assert "giam-sat/nghia-vu/ob-02/index.html" in leading
    assert all(page.startswith(("giam-sat/", "co-quan/")) for page in leading)


def test_a_duty_that_no_letter_asks_for_leads_to_none(demo):
    for duty in ("ob-01", "ob-03", "ob-13"):
        page = demo / f"site/giam-sat/nghia-vu/{duty}/index.html"
        assert "van-ban/" not in page.read_text("utf-8")


def test_they_are_in_no_list_of_the_site(demo):
    site = demo / "site"
    listing = [
        path
        for path in site.rglob("*")
        if path.is_file() and path.suffix not in {".html", ".docx", ".pdf", ".xlsx", ".woff2"}
    ]
    assert {"sitemap.xml", "sw.js"} <= {path.name for path in listing}
    # What is signed is every file there is; who checks files must know of these too.
    parts = (site / "danh-sach-tep").rglob("*.json")
    manifests = {site / "manifest.json", site / "SHA256SUMS", *parts}
    assert manifests <= set(listing)
    for path in set(listing) - manifests:
        content = path.read_bytes()
        for name in (b"van-ban/co-quan", b"bao-cao.docx", b"tat-ca.docx", b"ket-qua.xlsx"):
            assert name not in content, path
    for page in (site / "du-lieu-mo").rglob("*.html"):
        assert FOLDER not in page.read_text("utf-8")


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """The tiny province, built by MkDocs with papers."""
    folder = tiny_province.lay_out(tmp_path_factory.mktemp("tinh"))
    for name, more in (("co-quan.yml", FOCAL_POINT), ("cong-khai.yml", ROW)):
        path = folder / "agencies/xa-doi" / name
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_only_what_changed_is_made_again_and_it_is_what_a_clean_build_makes(province, tmp_path):
    folder = shutil.copytree(province, tmp_path / "a")
    letters = folder / "site" / FOLDER / "co-quan"
    assert sorted(path.stem for path in letters.iterdir()) == [
        *(f"xa-{number}" for number in range(1, tiny_province.AGENCIES)),
        "xa-doi",
    ]
    before = {path.name: path.stat().st_mtime_ns for path in letters.iterdir()}
    for name in ("Hai", "Ba", "Bốn"):  # moved from the spare folder, then linked, then moved again
        (folder / "agencies/xa-1/co-quan.yml").write_text(tiny_province.profile(f"xã {name}"))
        assert mkdocs(folder).returncode == 0
        after = {path.name: path.stat().st_mtime_ns for path in letters.iterdir()}
        assert {file for file in before if after[file] != before[file]} == {"xa-1.docx"}
        assert f"xã {name}" in Docx((letters / "xa-1.docx").read_bytes()).text
        before = after
    clean = tmp_path / "b"
    shutil.copytree(folder, clean, ignore=shutil.ignore_patterns(".cache", "site"))
    assert mkdocs(clean).returncode == 0
    assert digests(folder / "site") == digests(clean / "site")


def test_the_next_day_the_report_tells_the_day_and_letters_stay(province, tmp_path):
    folder = shutil.copytree(province, tmp_path / "a")
    before = digests(folder / "site" / FOLDER)
    assert mkdocs(folder, **TOMORROW).returncode == 0
    after = digests(folder / "site" / FOLDER)
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"bao-cao.docx", "ket-qua.xlsx"}
    report = Docx((folder / "site" / FOLDER / "bao-cao.docx").read_bytes()).text
    assert "(Tính đến ngày 25/11/2026)" in report


def test_they_go_with_what_they_were_about(province, tmp_path):
    folder = shutil.copytree(province, tmp_path / "a")
    shutil.rmtree(folder / "agencies/xa-2")
    assert mkdocs(folder).returncode == 0
    assert not (folder / "site" / FOLDER / "co-quan/xa-2.docx").exists()
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace(", papers: true", ""), "utf-8")
    assert mkdocs(folder).returncode == 0
    assert not (folder / "site" / FOLDER).exists()
    assert "van-ban" not in (folder / "site/giam-sat/index.html").read_text("utf-8")


def test_bundles_and_new_provinces_have_none(province, tmp_path):
    folder = shutil.copytree(province, tmp_path / "a")
    for words in (("build", "--out", "tron"), ("bundle", "--out", "goi")):
        done = access_info(folder, *words)
        assert done.returncode == 0, done.stderr
        assert not list((folder / words[2]).rglob("van-ban"))
    assert access_info(tmp_path, "init", "tinh-moi").returncode == 0
    settings = yaml.load(
        (tmp_path / "tinh-moi/mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader
    )
    assert settings["plugins"][0]["access-info"]["papers"] == "false"


@pytest.mark.skipif(SOFFICE is None, reason=WHY_NOT)
def test_letters_take_two_pages_before_their_table_and_the_report_twelve(papers, tmp_path):
    letters = {
        name.replace("/", "-"): without_annex(content)
        for name, content in papers.items()
        if name != "bao-cao.docx"
    }
    assert {"co-quan-xa-mau-lam.docx", "co-quan-bo-mau.docx", "tat-ca.docx"} <= letters.keys()
    pages = pages_of({**letters, "bao-cao.docx": papers["bao-cao.docx"]}, tmp_path)
    assert pages.pop("bao-cao.docx") <= 12
    assert {name: count for name, count in pages.items() if count > 2} == {}
