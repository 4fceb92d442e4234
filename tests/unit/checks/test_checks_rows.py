"""Checks over whole agencies: all mistakes in one run, none that only follows from another."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from work_counting import growth

from access_info.pipeline import Options, prepare

pytestmark = pytest.mark.sampled

AS_OF = datetime.date(2026, 11, 24)
GOOD = 'ten: "Sở Mẫu"\nloai: so\n'
ROW = '- ma: "2026-001"\n  ten: "Quy chế"\n'


def _codes_at(root: Path, files: dict[str, str], *, jobs: int = 1, **folders: str) -> list[str]:
    """`file:line code` of everything found; a file belongs to `so-mau` if no agency is named."""
    agencies = root / "agencies"
    for name, text in {"so-mau/co-quan.yml": GOOD, **files, **folders}.items():
        is_of_the_agency = not re.match(r"_|(so|xa|Xã)[- ].*/", name)
        path = agencies / "so-mau" / name if is_of_the_agency else agencies / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    problems = prepare(
        Options(agencies=agencies, as_of=AS_OF, jobs=jobs), fragment_store=None
    ).problems
    return [
        f"{Path(problem.location.path).relative_to(agencies)}:{problem.location.line} {problem.code}".removeprefix(
            "so-mau/"
        )
        for problem in problems
    ]


def _list(*rows: str) -> dict[str, str]:
    return {"cong-khai.yml": "muc:\n" + "".join(rows)}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('- ma: "a"\n  tên: "x"\n', ["3 TT201"]),
        ('- ma: "a"\n  ten: ["x"]\n', ["3 TT205"]),
        ('- ma: "a"\n  title: "x"\n', ["3 TT201"]),
        ('- ma: "a"\n  xyz: "x"\n', ["3 TT201"]),
        ('- mã: "a"\n  ten: "x"\n', ["2 TT201"]),
        ('- id: "a"\n  ten: "x"\n', ["2 TT201"]),
        ('- ma: ["a"]\n  ten: "x"\n', ["2 TT205"]),
        ('- ma: "a b"\n  ten: "x"\n', ["2 TT216"]),
        ('- ma:\n  ten: "x"\n', ["2 TT301"]),
        ('- ma: ""\n  ten: "x"\n', ["2 TT301"]),
        ('- ma: "a"\n  ten: "x"\n  tinh_trang: da-rut\n  rut: "x"\n', ["5 TT204"]),
        ('- ma: "a"\n  ten: "x"\n  tinh_trang: thay-the\n  thay_the_bởi: "b"\n', ["5 TT201"]),
        ('- ma: "a"\n  van_ban:\n  - ma: "b"\n    ten: ["x"]\n  ten: "x"\n', ["5 TT205"]),
        ('- ma: "a"\n  ten: "x"\n  van_ban:\n  - ma: "b"\n    tên: "x"\n  - ma: "c"\n', ["6 TT201", "7 TT304"]),
        # Two mistakes that have nothing to do with each other are both told.
        ('- ten: "x"\n  ngay_ban_hanh: 1/2/2026\n', ["2 TT301", "3 TT211"]),
        ('- ma: "a"\n  ngay_ban_hanh: 1/2/2026\n', ["2 TT304", "3 TT211"]),
        ('- ma: "a"\n  ten: "x"\n  diem: ["q"]\n  ngay_ban_hanh: 1/2/2026\n', ["4 TT311", "5 TT211"]),
    ],
)  # fmt: skip
def test_nothing_that_only_follows(tmp_path, row, expected):
    assert _codes_at(tmp_path, _list(row)) == [f"cong-khai.yml:{item}" for item in expected]


@pytest.mark.parametrize(
    "broken",
    ['muc:\n- ma: "2026-001\n', "muc: [\n", "\t\n", 'muc:\n- ma: "2026-001"\n  ma: "2026-002"\n', "Muc:\n" + ROW,
     'muc:\n- ten: "Quy chế"\n', "muc:\n- mã: 2026-001\n  ten: x\n", "- a\n", "muc: x\n", "<<<<<<< HEAD\n"],
)  # fmt: skip
def test_links_into_a_list_that_cannot_be_read_are_not_called_dead(tmp_path, broken):
    problems = _codes_at(
        tmp_path,
        {
            "cong-khai.yml": broken,
            "dinh-chinh.yml": 'muc:\n- ma: "dc"\n  muc_lien_quan: "2026-001"\n',
            "so-khac/co-quan.yml": GOOD,
            "so-khac/cong-khai.yml": f'muc:\n{ROW}  thay_the_boi: "so-mau/2026-009"\n',
        },
    )
    assert problems
    assert {item.partition(":")[0] for item in problems} <= {"cong-khai.yml"}


def test_links_are_followed(tmp_path):
    other = (
        "muc:\n"
        + ROW.replace("001", "100")
        + '  van_ban:\n  - ma: "2026-101"\n    ten: "Phụ lục"\n'
    )
    rows = "".join(
        ROW.replace("001", f"00{number}") + f'  thay_the_boi: "{to}"\n'
        for number, to in enumerate(
            [
                "2026-002",
                "12/QĐ-UBND",
                "so-khac/2026-100",
                "so-khac/2026-101",
                "so-khac/2026-102",
                "Nghị quyết số 5",
            ],
            1,
        )
    )
    problems = _codes_at(
        tmp_path,
        {
            "cong-khai.yml": "muc:\n" + rows,
            "so-khac/co-quan.yml": GOOD,
            "so-khac/cong-khai.yml": other,
        },
    )
    assert problems == ["cong-khai.yml:16 TT512"]


def test_an_id_is_unique_over_both_lists_and_documents(tmp_path):
    problems = _codes_at(
        tmp_path,
        {
            "cong-khai/a.yml": "muc:\n" + ROW + '  van_ban:\n  - ma: "2026-002"\n    ten: "x"\n',
            "cong-khai/b.yml": "muc:\n" + ROW.replace("001", "002"),
            "co-dieu-kien.yml": "muc:\n" + ROW + ROW.replace("001", "003"),
            "dinh-chinh.yml": 'muc:\n- ma: "2026-001"\n',
        },
    )
    assert sorted(problems) == ["co-dieu-kien.yml:2 TT302", "cong-khai/b.yml:2 TT302"]


def test_ids_are_suggested_in_sequence(tmp_path):
    rows = (
        ROW.replace("001", "017")
        + '- ten: "b"\n- ten: "c"\n- ten: "d"\n  ngay_ban_hanh: 2025-01-02\n'
    )
    folder = tmp_path / "agencies" / "so-mau"
    assert len(_codes_at(tmp_path, _list(rows))) == 3
    problems = prepare(
        Options(agencies=folder.parent, as_of=AS_OF, jobs=1), fragment_store=None
    ).problems
    assert [problem.cure.split('"')[1] for problem in problems] == [
        "2026-018",
        "2026-019",
        "2025-001",
    ]


SUMS = [
    ("tiep_nhan: {truc_tiep: 5}\nket_qua: {day_du: 3, tu_choi: {d27k3: 1}, dang_xu_ly: 1}\n", []),
    ("tiep_nhan: {truc_tiep: 5}\nket_qua: {day_du: 3}\n", ["3 TT331"]),
    ("tiep_nhan: {truc_tiep: 5, buu_chinh: 1, mang: 2}\n", []),
    (
        "ket_qua: {day_du: 3, rut: 1, chuyen: 1, dang_xu_ly: 1}\nthoi_gian: {dung_han: 2, qua_han: 1}\n",
        [],
    ),
    (
        "ket_qua: {day_du: 3, rut: 1, chuyen: 1, dang_xu_ly: 1}\nthoi_gian: {dung_han: 3, qua_han: 1}\n",
        [],
    ),
    (
        "ket_qua: {day_du: 3, rut: 1, chuyen: 1, dang_xu_ly: 1}\nthoi_gian: {dung_han: 5}\n",
        ["3 TT331"],
    ),
    ("tiep_nhan: {truc_tiep: 5}\nket_qua: {day_du: ba, mot_phan: 2}\n", ["3 TT213"]),
    ("ket_qua: {day_du: 3}\nthoi_gian: {dung_han: chín}\n", ["3 TT213"]),
    ("thoi_gian: {trung_vi: 5, dai_nhat: 5}\n", []),
    ("thoi_gian: {trung_vi: '5,5', dai_nhat: 5}\n", ["2 TT332"]),
    ("ket_qua: {tu_choi: {d27k3: 1, d99: 2, d28k1c: x}}\n", ["2 TT213", "2 TT315"]),
]


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_sums(tmp_path, text, expected):
    problems = _codes_at(tmp_path, {"thong-ke/2026.yml": "nam: 2026\n" + text})
    assert sorted(problems) == [f"thong-ke/2026.yml:{item}" for item in expected]


def test_figures_are_placed_in_their_file_although_the_year_is_wrong(tmp_path):
    wrong = "nam: 2025\ntiep_nhan: {truc_tiep: 5}\nket_qua: {day_du: 3}\n"
    problems = _codes_at(tmp_path, {"thong-ke/2025.yml": "nam: 2025\n", "thong-ke/2026.yml": wrong})
    assert problems == ["thong-ke/2026.yml:1 TT148", "thong-ke/2026.yml:3 TT331"]


def test_a_profile_without_name_or_type_is_looked_through_all_the_same(tmp_path):
    profile = 'email: "x@"\nlinh_vuc: y-te\nthanh_lap: {ngay: 1/1/2025}\n'
    assert _codes_at(tmp_path, {"co-quan.yml": profile}) == [
        "co-quan.yml:1 TT202",
        "co-quan.yml:1 TT202",
        "co-quan.yml:1 TT343",
        "co-quan.yml:3 TT211",
    ]


def test_local_limits(tmp_path):
    text = "ten: x\nthoi_han_rieng:\n- viec: a\n  gia_tri: 3660\n- viec: b\n  gia_tri: 3661\n- viec: c\n"
    assert _codes_at(tmp_path, {"_dia-ban.yml": text}) == ["_dia-ban.yml:6 TT334"]


MANY = {
    "_dia-ban.yml": "ten: x\nloai: tinhh\nphan_cong:\n- diem: q\n  co_quan: [so-la]\n",
    "so-mau/co-quan.yml": 'ten: "Sở Mẫu\n',
    "so-mau/cong-khai.yml": "muc:\n- ma: a b\n",
    "so-mau/thong-ke/26.yml": "",
    "so-mau/trang/x.md": "---\nngay_cap_nhat: mai\n---\n",
    "so-khac/co-quan.yml": "ten: x\nloai: y\n",
    "so-khac/dinh-chinh.yml": "muc: {}\n",
    "xa-ba/ghi-chu.txt": "",
    "Xã Bốn/co-quan.yml": "",
}
ALL = [
    "Xã Bốn:1 TT143", "_dia-ban.yml:2 TT215", "_dia-ban.yml:4 TT311", "_dia-ban.yml:5 TT312", "so-khac/co-quan.yml:2 TT215",
    "so-khac/dinh-chinh.yml:1 TT203", "co-quan.yml:1 TT106", "cong-khai.yml:2 TT304", "cong-khai.yml:2 TT216",
    "thong-ke/26.yml:1 TT147", "trang/x.md:2 TT211", "xa-ba/co-quan.yml:1 TT144", "xa-ba/ghi-chu.txt:1 TT146",
]  # fmt: skip


def test_all_mistakes_of_all_files_of_all_agencies_in_a_single_run(tmp_path):
    assert _codes_at(tmp_path, MANY) == ALL


def test_the_same_order_whatever_the_workers(tmp_path):
    assert _codes_at(tmp_path, MANY, jobs=3) == _codes_at(tmp_path, MANY, jobs=1) == ALL


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "{{ 7*7 }}", "{0}", "%s%n", "'; DROP TABLE--", "../../etc/passwd", "\\u0000", "𝔘𝔫𝔦", "🏛",
     "a" * 4000, "' OR '1'='1", "${jndi:ldap://x}", "=cmd|' /C calc'!A0"],
)  # fmt: skip
def test_hostile_words_are_only_words(tmp_path, hostile):
    typed = '"' + hostile.replace("\\", "\\\\").replace('"', '\\"') + '"'
    text = "".join(
        f"  {key}: {typed}\n"
        for key in ("ten", "so_ky_hieu", "nhom", "can_cu", "don_vi", "ghi_chu", "thoi_han")
    )
    assert _codes_at(tmp_path, _list('- ma: "a"\n' + text)) == []
    wrong = "".join(
        f"  {key}: {typed}\n" for key in ("ngay_ban_hanh", "tinh_trang", "niem_yet", "xyz")
    )
    assert [item[-5:] for item in _codes_at(tmp_path, _list('- ma: "a"\n  ten: b\n' + wrong))] == [
        "TT211", "TT215", "TT204", "TT201",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "field",
    ['ngay_ban_hanh: "1/2/2026"', 'xyzt: "1"', 'diem: ["l01-d17k1zz"]', 'thay_the_boi: "2026-x"', 'tep: ["a.pdf"]',
     "tan_suat: abc"],
)  # fmt: skip
def test_work_grows_with_the_mistakes(tmp_path, field):
    def check(count: int) -> None:
        rows = "".join(f'- ma: "2026-{n:04d}"\n  ten: "x"\n  {field}\n' for n in range(count))
        assert len(_codes_at(tmp_path, _list(rows))) == count

    check(10)
    assert growth(check, 250) < 2.5
