"""Lists as PDF files beside the others, where a site is set to have them."""

from __future__ import annotations

import dataclasses
import datetime
import sys

import pytest
from pdf_papers import Pdf
from site_builds import AS_OF, digests

from access_info.office_files.limits import LIMITS, Purpose
from access_info.pages.agency import links
from access_info.pipeline import Options, build_plain_site
from access_info.pipeline.preparation import workers

LIST = """\
muc:
- ma: "2026-001"
  ten: "Kế hoạch năm"
- ma: "2026-002"
  ten: "Quy chế"
  nhom: "Quy chế"
  van_ban:
  - ma: "2026-003"
    ten: "Quyết định ban hành"
- ma: "2026-004"
  ten: "Đã hết"
  tinh_trang: "het-hieu-luc"
- ma: "2026-005"
  ten: "Nội quy"
  nhom: "Quy chế"
"""
CENTRE = 'ten: "Trung tâm Văn hóa"\nloai: "su-nghiep"\ntruc_thuoc: "so-mau"\n'
SHORT = 'muc:\n- ma: "2026-001"\n  ten: "Kế hoạch"\n'


def lay_out(folder):
    files = {
        "_dia-ban.yml": 'ten: "Tỉnh Mẫu"\nloai: "tinh"\n',
        "xa-mau/co-quan.yml": 'ten: "Ủy ban nhân dân xã Mẫu"\nloai: "xa"\n',
        "xa-mau/cong-khai.yml": LIST,
        "so-mau/co-quan.yml": 'ten: "Sở Văn hóa"\nloai: "so"\n',
        "trung-tam/co-quan.yml": CENTRE,
        "trung-tam/cong-khai.yml": SHORT,
    }
    for name, text in files.items():
        path = folder / "agencies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def build(folder, *, out="site", pdf=True, cache=True, jobs=1):
    prepared = build_plain_site(
        Options(
            agencies=folder / "agencies",
            as_of=datetime.date.fromisoformat(AS_OF),
            site_url="https://thu.mau.example/",
            pdf=pdf,
            cache=folder / ".cache" if cache else None,
            jobs=jobs,
        ),
        out=folder / out,
    )
    return [problem for problem in prepared.problems if problem.code in {"TT168", "TT169"}]


def pdfs(folder, out="site"):
    return {
        path.relative_to(folder / out / "co-quan").as_posix(): path.read_bytes()
        for path in (folder / out).rglob("*.pdf")
    }


def page_of(folder, out="site"):
    return (folder / out / "co-quan/xa-mau/cong-khai/index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = lay_out(tmp_path_factory.mktemp("pdf"))
    assert build(folder) == []
    return folder


def test_each_list_has_a_file_and_its_page_leads_there(built):
    files = pdfs(built)
    assert files.keys() == {"xa-mau/tai-ve/cong-khai.pdf", "trung-tam/tai-ve/cong-khai.pdf"}
    assert '<a class="ai-button" href="../tai-ve/cong-khai.pdf" download>PDF</a>' in page_of(built)
    pdf = Pdf(files["xa-mau/tai-ve/cong-khai.pdf"])
    assert pdf.claims == ("2", "A", "1")
    assert "không phải bản đã ký" in pdf.text
    assert "Bản mới nhất: https://thu.mau.example/co-quan/xa-mau/cong-khai/" in pdf.text
    assert "Kèm theo Quyết định" not in pdf.text
    assert "Đã hết" not in pdf.text


def test_without_the_option_there_are_none(built):
    build(built, out="khong", pdf=False)
    assert pdfs(built, "khong") == {}
    assert "PDF" not in page_of(built, "khong")


def test_the_same_bytes_by_workers_and_with_what_the_last_build_left(built, monkeypatch):
    before = digests(built / "site")
    build(built)
    build(built, out="moi", cache=False)
    monkeypatch.setattr(workers, "MIN_TASKS", 2)
    build(built, out="nhieu", cache=False, jobs=2)
    assert digests(built / "site") == before == digests(built / "moi") == digests(built / "nhieu")


def test_the_head_names_the_agency_above_as_it_is_called_today(tmp_path):
    lay_out(tmp_path)
    build(tmp_path)
    name = "trung-tam/tai-ve/cong-khai.pdf"
    assert Pdf(pdfs(tmp_path)[name]).text.startswith("SỞ VĂN HÓA\nTRUNG TÂM VĂN HÓA\n")
    profile = tmp_path / "agencies/so-mau/co-quan.yml"
    profile.write_text(profile.read_text("utf-8").replace("Văn hóa", "Du lịch"), "utf-8")
    build(tmp_path)
    assert Pdf(pdfs(tmp_path)[name]).text.startswith("SỞ DU LỊCH\nTRUNG TÂM VĂN HÓA\n")


def test_a_long_list_comes_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(links, "MAX_ROWS_OF_PDF", 3)
    lay_out(tmp_path)
    build(tmp_path)
    files = pdfs(tmp_path)
    names = [f"xa-mau/tai-ve/cong-khai-phan-{number}.pdf" for number in (1, 2)]
    assert set(names) < files.keys()
    assert '-phan-2.pdf" download>PDF 2</a>' in page_of(tmp_path)
    first, second = (Pdf(files[name]).text for name in names)
    assert "(Phần 1 trong 2 phần;" in first
    assert "Quyết định ban hành" in first
    assert "Nội quy" not in first
    # A part that begins within a group names the group.
    assert second.index("I Quy chế") < second.index("3 Nội quy")


def test_a_machine_without_typst_is_an_error_with_the_command(tmp_path, monkeypatch):
    lay_out(tmp_path)
    monkeypatch.setitem(sys.modules, "typst", None)
    [problem] = build(tmp_path)
    assert problem.code == "TT168"
    assert '.venv/bin/pip install "tiep-can-thong-tin[pdf]"' in problem.cure
    assert not (tmp_path / "site").exists()


def test_a_list_that_takes_more_than_the_limits_is_a_warning_and_no_link(tmp_path, monkeypatch):
    limits = dataclasses.replace(LIMITS[Purpose.PAPER], answer=1_000)
    monkeypatch.setitem(LIMITS, Purpose.PAPER, limits)
    lay_out(tmp_path)
    problems = build(tmp_path)
    assert [problem.code for problem in problems] == ["TT169", "TT169"]
    assert pdfs(tmp_path) == {}
    assert "PDF" not in page_of(tmp_path)
