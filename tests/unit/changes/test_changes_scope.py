"""Where a proposed change reaches, judged by paths alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access_info.changes.review import Area, Touched, judge_scope, scope_of
from access_info.problems import Severity

ROOT = Path("/kho")
FILE = 0o100644
KNOWN = ("so-tu-phap", "xa-mau", "xa-khac")


def _scope(*paths, title="", branch="", mode=FILE):
    files = [Touched(path, mode) for path in paths]
    return scope_of(files, title=title, branch=branch, known=KNOWN)


def _judged(scope, reason=""):
    return [(problem.code, problem.severity) for problem in judge_scope(scope, ROOT, reason=reason)]


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("agencies/so-tu-phap/co-quan.yml", Area.AGENCY),
        ("agencies/so-tu-phap/tep/a/b.pdf", Area.AGENCY),
        ("agencies/Sở lạ/x", Area.AGENCY),
        ("agencies/_dia-ban.yml", Area.PROVINCE),
        ("agencies/README.md", Area.PROVINCE),
        ("CODEOWNERS", Area.PROVINCE),
        ("content/index.md", Area.CONTENT),
        ("content/huong-dan/a.png", Area.CONTENT),
        ("content/bien-tap/loi.md", Area.CODE),
        ("content/bien-tap/loi-tt2.md", Area.CODE),
        ("agencies/_mau/co-quan.yml", Area.CODE),
        ("agencies/la.yml", Area.CODE),
        ("agencies", Area.CODE),
        ("mkdocs.yml", Area.CODE),
        ("danh-muc.docx", Area.OFFICE),
        ("DANH MỤC.XLSX", Area.OFFICE),
        ("phu-luc/xa-mau-cong-khai.docx", Area.OFFICE),
        ("content/huong-dan/bai-2.csv", Area.OFFICE),
        ("agencies/danh-muc.pdf", Area.OFFICE),
        ("agencies/_mau/danh-muc.pdf", Area.OFFICE),
        ("plugins/access_info/danh-muc.zip", Area.OFFICE),
        ("content/huong-dan/mot-trang.pdf", Area.CONTENT),
        ("tests/cases/imports/lists/a.csv", Area.CODE),
        ("plugins/agencies/so-tu-phap/x.py", Area.CODE),
        (".github/workflows/review.yml", Area.CODE),
    ],
)
def test_every_file_belongs_to_somebody(path, area):
    assert Touched(path, FILE).area is area


@pytest.mark.parametrize(
    ("title", "branch", "named"),
    [
        ("[so-tu-phap] Cập nhật", "", ("so-tu-phap",)),
        ("  [So-Tu-Phap, xa-mau]: sáp nhập", "", ("so-tu-phap", "xa-mau")),
        ("[so-tu-phap][xa-mau] x", "", ("so-tu-phap", "xa-mau")),
        ("[WIP] x", "cms/co-quan/xa-mau", ("xa-mau",)),
        ("[so-la] x", "", ()),
        ("x [so-tu-phap]", "main", ()),
        ("[so-tu-phap] x", "cms/xa-mau", ("so-tu-phap",)),
        ("[" * 5_000, "a/" * 5_000, ()),
        ("[\n" + "so-tu-phap] x", "", ()),
    ],
)
def test_what_a_proposal_is_about(title, branch, named):
    assert _scope("agencies/so-tu-phap/a", title=title, branch=branch).named == named


def test_a_change_of_a_single_agency_is_fine_with_or_without_saying_so():
    for title in ("[xa-mau] x", "x"):
        assert _judged(_scope("agencies/xa-mau/a.yml", "agencies/xa-mau/tep/b", title=title)) == []


def test_a_new_agency_may_be_named_before_its_folder_is_there():
    scope = _scope("agencies/xa-moi/co-quan.yml", title="[xa-moi] Thêm xã")
    assert scope.named == ("xa-moi",)
    assert _judged(scope) == []


@pytest.mark.parametrize(
    ("paths", "title", "codes"),
    [
        (("agencies/xa-mau/a.yml", "plugins/x.py"), "", ["TT853"]),
        (("agencies/_dia-ban.yml", "mkdocs.yml"), "", ["TT853"]),
        (("agencies/xa-mau/a.yml", "content/index.md"), "", []),
        (("agencies/_dia-ban.yml", "CODEOWNERS"), "", []),
        (("agencies/_dia-ban.yml", "agencies/xa-mau/a.yml"), "[xa-mau] x", []),
        (("plugins/x.py", "agencies/_mau/co-quan.yml", "content/bien-tap/loi.md"), "", []),
        (("agencies/xa-mau/a.yml", "agencies/xa-khac/a.yml"), "[xa-mau] x", ["TT854"]),
        (("agencies/xa-khac/a.yml",), "[xa-mau] x", ["TT854"]),
        (("agencies/xa-mau/a.yml", "agencies/xa-khac/a.yml"), "x", ["TT855"]),
        (("agencies/xa-mau/a.yml", "agencies/xa-khac/a.yml"), "[xa-mau, xa-khac] x", []),
    ],
)
def test_what_may_be_touched_at_once(paths, title, codes):
    scope = _scope(*paths, title=title)
    assert _judged(scope) == [(code, Severity.ERROR) for code in codes]
    # With a reason people are reported, and the reviewer decides.
    assert _judged(scope, reason="sáp nhập hai xã") == [(code, Severity.WARNING) for code in codes]


def test_what_is_wrong_is_reported_in_words():
    scope = _scope("agencies/xa-khac/a.yml", "agencies/xa-mau/a.yml", title="[xa-mau] x")
    (problem,) = judge_scope(scope, ROOT)
    assert problem.format(ROOT) == (
        "agencies/xa-khac/a.yml:1:1: lỗi [TT854] Bản đề nghị ghi là của “xa-mau” nhưng sửa cả thư mục "
        "của “xa-khac”.\n    → Bỏ phần sửa ấy ra. Đúng là phải sửa thì ghi thêm mã vào đầu tiêu đề: "
        "[xa-khac, xa-mau], hoặc ghi một dòng “Lý do: …” trong phần mô tả."
    )


@pytest.mark.parametrize(
    ("path", "mode", "code"),
    [
        ("agencies/xa-mau/tep/a.pdf", 0o120000, "TT856"),
        ("agencies/xa-mau/kho", 0o160000, "TT856"),
        ("agencies/xa-mau/.gitattributes", FILE, "TT856"),
        ("agencies/.gitattributes", FILE, "TT856"),
        ("agencies/xa-mau/.GitModules", FILE, "TT856"),
        ("agencies/xa-mau/tep/.git/config", FILE, "TT856"),
        ("agencies/xa-mau/.DS_Store", FILE, "TT857"),
        ("agencies/xa-mau/tep/Thumbs.db", FILE, "TT857"),
        ("agencies/xa-mau/tep/.gitkeep", FILE, None),
        ("agencies/xa-mau/tep/a.pdf", 0o100755, None),
        ("agencies/xa-mau/.gitattributes", 0, None),
        ("plugins/.gitattributes", FILE, None),
    ],
)
def test_files_that_steer_the_repository_are_no_data(path, mode, code):
    scope = _scope(path, mode=mode)
    # No reason makes up for such a file.
    judged = [pair for pair in _judged(scope, reason="cần thiết lắm") if pair[0] != "TT853"]
    assert [problem_code for problem_code, _ in judged] == ([code] if code else [])
    assert all(
        severity is Severity.ERROR for problem_code, severity in judged if problem_code == "TT856"
    )


@given(
    st.lists(st.text(max_size=40), max_size=6),
    st.text(max_size=60),
    st.text(max_size=60),
)
def test_no_name_of_a_file_or_title_is_too_odd(paths, title, branch):
    scope = scope_of([Touched(path, FILE) for path in paths], title=title, branch=branch)
    for problem in judge_scope(scope, ROOT):
        assert "\n" not in problem.message
    if scope.touches_data:
        assert {Area.AGENCY, Area.PROVINCE} & set(scope.areas)
    assert set(scope.named) <= set(scope.agencies)


def test_an_office_file_outside_the_agencies_stops_whatever_the_reason():
    scope = _scope("agencies/xa-mau/cong-khai.yml", "danh-muc.docx")
    for reason in ("", "nhập theo quyết định"):
        assert _judged(scope, reason) == [("TT860", Severity.ERROR)]
    assert _judged(_scope("agencies/xa-mau/tep/danh-muc.docx")) == []


def test_an_office_file_may_be_taken_away():
    assert _judged(_scope("danh-muc.docx", mode=0)) == []


@pytest.mark.parametrize(
    ("title", "code", "path", "message"),
    [
        (
            "x",
            "TT855",
            "xa-mau/b.yml",
            "Bản đề nghị sửa 2 cơ quan (xa-khac, xa-mau) mà tiêu đề không ghi cơ quan nào.",
        ),
        (
            "[xa-mau] x",
            "TT854",
            "xa-khac/a.yml",
            "Bản đề nghị ghi là của “xa-mau” nhưng sửa cả thư mục của “xa-khac”.",
        ),
    ],
)
def test_each_problem_is_reported_at_the_first_file_of_its_agency(title, code, path, message):
    agencies = [f"agencies/{name}" for name in ("xa-mau/b.yml", "xa-khac/b.yml", "xa-khac/a.yml")]
    scope = _scope(*agencies, "plugins/y.py", "plugins/x.py", "thu.docx", title=title)
    reported = [(each.code, each.location.path, each.message) for each in judge_scope(scope, ROOT)]
    assert reported == [
        (
            "TT853",
            "/kho/plugins/x.py",
            (
                "Bản đề nghị sửa cả dữ liệu (agencies/xa-khac/a.yml, agencies/xa-khac/b.yml, "
                "agencies/xa-mau/b.yml) lẫn mã nguồn (plugins/x.py, plugins/y.py)."
            ),
        ),
        (code, f"/kho/agencies/{path}", message),
        (
            "TT860",
            "/kho/thu.docx",
            "“thu.docx” nằm ngoài thư mục của cơ quan: không ai kiểm tra được trong đó có gì.",
        ),
    ]
