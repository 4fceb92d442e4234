"""A file against the present list: what is new, changed, gone; and what is written."""

from __future__ import annotations

import pytest
from closed_list_layouts import sheets
from import_command import lay_out, plan_of, run

from access_info.cli import main
from access_info.source.documents import read_yaml

pytestmark = pytest.mark.sampled

PRESENT = """\
muc:
  # Chú thích của mục đầu.
  - ma: "2025-003"
    ten: "Quy chế làm việc"
    nhom: "Quy chế"
    diem:
      - "l01-d17k1c3"
    so_ky_hieu: "3/QĐ-UBND"
    ngay_ban_hanh: "2025-02-01"
    hinh_thuc:
      - "cong-tttdt"
      - "niem-yet"
    ngay_ra_soat: "2026-10-01"
    ghi_chu: "Bản gốc ở văn thư"
  - ma: "2026-001"
    ten: "Kế hoạch năm 2026"
    so_ky_hieu: "1/KH-UBND"
    van_ban:
      - ma: "2026-002"
        ten: "Phụ lục một"
  - ma: "2026-004"
    ten: "Danh sách hộ được hỗ trợ nhà ở năm 2026"
  - ma: "2024-001"
    ten: "Nội quy cũ"
    tinh_trang: "het-hieu-luc"
"""
HEADINGS = "Mã mục;STT;Tên thông tin;Số, ký hiệu;Ngày ban hành;Hình thức công khai;Ghi chú;Lĩnh vực"
SAME = [
    ";1;Quy chế làm việc;3/QĐ-UBND;01/02/2025;Cổng, trang thông tin điện tử\\nNiêm yết;Bản gốc ở văn thư;QUY CHẾ",
    ";2;Kế hoạch năm 2026;1/KH-UBND;;;;",
    ";2.1;Phụ lục một;;;;;",
    ";3;Danh sách hộ được hỗ trợ nhà ở năm 2026;;;;;",
]


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(
        tmp_path, disclosure=PRESENT, conditional='muc:\n  - ma: "2026-005"\n    ten: A\n'
    )


def _file(work, rows, headings=HEADINGS):
    path = work.parent.parent / "danh-muc.csv"
    typed_rows = [
        ";".join(f'"{field}"' for field in row.split(";")).replace("\\n", "\n") for row in rows
    ]
    path.write_text("\n".join([headings, *typed_rows]) + "\n", encoding="utf-8")
    return path


def _data(work):
    return read_yaml(work / "cong-khai.yml").data["muc"]


def test_the_same_list_changes_nothing(work, capsys):
    before = (work / "cong-khai.yml").read_bytes()
    code, plan = plan_of(capsys, _file(work, SAME), "--apply")
    assert (code, plan["new"], plan["changed"], plan["vanished"]) == (0, [], [], [])
    assert [item["ma"] for item in plan["unchanged"]] == [
        *("2025-003", "2026-001", "2026-002", "2026-004")
    ]
    assert [item["ma"] for item in plan["ended"]] == ["2024-001"]
    assert (work / "cong-khai.yml").read_bytes() == before


def test_the_order_of_rows_does_not_matter(work, capsys):
    rows = [SAME[3], SAME[0], SAME[2], SAME[1]]
    _, plan = plan_of(capsys, _file(work, rows))
    assert (plan["new"], plan["changed"], plan["vanished"]) == ([], [], [])


def test_a_change_is_reported_and_written_and_all_else_stays(work, capsys):
    rows = [
        SAME[0].replace("3/QĐ-UBND", "13/QĐ-UBND").replace("\\nNiêm yết", "\\nloa xã"),
        *SAME[1:],
    ]
    path = _file(work, rows)
    code, plan = plan_of(capsys, path)
    assert (code, plan["written"]) == (0, False)
    assert plan["changed"][0]["changes"] == [
        {"field": "so_ky_hieu", "from": "3/QĐ-UBND", "to": "13/QĐ-UBND"},
        {
            "field": "hinh_thuc",
            "from": "Cổng, trang thông tin điện tử; Niêm yết",
            "to": "Cổng, trang thông tin điện tử; loa xã",
        },
    ]
    plan_of(capsys, path, "--apply")
    item = _data(work)[0]
    assert item["so_ky_hieu"] == "13/QĐ-UBND"
    assert item["hinh_thuc"] == ["cong-tttdt", "loa xã"]
    assert (item["ma"], item["diem"], item["ngay_ra_soat"]) == (
        *("2025-003", ["l01-d17k1c3"]),
        "2026-10-01",
    )
    assert "# Chú thích của mục đầu." in (work / "cong-khai.yml").read_text(encoding="utf-8")
    assert plan_of(capsys, path)[1]["changed"] == []


def test_new_items_get_ids_of_their_year_that_neither_list_has(work, capsys):
    new = [";4;Thông báo mới;9/TB-UBND;03/9/2026;;;", ";5;Đề án cũ;;2024;;;", ";6;Không ngày;;;;;"]
    _, plan = plan_of(capsys, _file(work, [*SAME, *new]), "--apply")
    assert [item["ma"] for item in plan["new"]] == ["2026-006", "2024-002", "2026-007"]
    assert [item["ma"] for item in _data(work)][-3:] == ["2026-006", "2024-002", "2026-007"]


@pytest.mark.parametrize(
    ("present", "given"),
    [
        # Whatever order ids stand in: 2026-004 was once another document's, and links lead to it.
        (("2026-010", "2026-003"), [("", "2026-011"), ("", "2026-012")]),
        (("2026-003", "2026-010", "2025-099"), [("", "2026-011")]),
        # An id that the file gives is kept, and the next follows the greatest all the same.
        (("2026-010",), [("2026-002", "2026-002"), ("", "2026-011")]),
        (("2026-010",), [("2026-020", "2026-020"), ("", "2026-021")]),
    ],
)
def test_new_ids_follow_the_greatest_whatever_order_ids_stand_in(
    tmp_path, monkeypatch, capsys, present, given
):
    monkeypatch.chdir(tmp_path)
    known = "".join(f'  - ma: "{name}"\n    ten: "Quy chế số {name}"\n' for name in present)
    agency = lay_out(tmp_path, disclosure=f"muc:\n{known}")
    rows = [f"{typed};{n};Việc {n} của xã;;03/9/2026;;;" for n, (typed, _) in enumerate(given, 1)]
    _, plan = plan_of(capsys, _file(agency, rows))
    assert [item["ma"] for item in plan["new"]] == [new for _, new in given]


def test_a_document_goes_under_its_item(work, capsys):
    rows = [*SAME[:3], ";2.2;Phụ lục hai;;;;;", *SAME[3:]]
    plan_of(capsys, _file(work, rows), "--apply")
    assert [document["ten"] for document in _data(work)[1]["van_ban"]] == [
        "Phụ lục một",
        "Phụ lục hai",
    ]


def test_nothing_is_removed_without_permission(work, capsys):
    path = _file(work, SAME[:1])
    code, plan = plan_of(capsys, path, "--apply")
    assert [item["ma"] for item in plan["vanished"]] == ["2026-001", "2026-004"]
    assert (code, plan["written"], len(_data(work))) == (0, False, 4)
    _, out, _ = run(capsys, path)
    assert "  - [2026-004] Danh sách hộ được hỗ trợ nhà ở năm 2026" in out
    assert "chỉ khi nhập nhầm mới xóa, bằng --allow-removal" in out
    plan_of(capsys, path, "--apply", "--allow-removal")
    assert [item["ma"] for item in _data(work)] == ["2025-003", "2024-001"]


def test_an_empty_cell_empties_nothing_without_permission(work, capsys):
    path = _file(work, [SAME[0].replace("Bản gốc ở văn thư", ""), *SAME[1:]])
    _, plan = plan_of(capsys, path, "--apply")
    assert (plan["changed"], plan["kept"]) == ([], [{"ma": "2025-003", "fields": ["ghi_chu"]}])
    plan_of(capsys, path, "--apply", "--allow-removal")
    assert "ghi_chu" not in _data(work)[0]


def test_ids_in_the_file_win_over_titles(work, capsys):
    rows = ["2026-004;1;Quy chế làm việc;;;;;", "2025-003;2;Tên khác hẳn;3/QĐ-UBND;;;;"]
    _, plan = plan_of(capsys, _file(work, rows))
    assert {item["ma"]: item["ten"] for item in plan["changed"]} == {
        "2026-004": "Quy chế làm việc",
        "2025-003": "Tên khác hẳn",
    }


def test_a_title_nearly_the_same_is_the_same_but_another_year_is_not(work, capsys):
    rows = [
        ";1;Danh sách các hộ được hỗ trợ nhà ở năm 2026;;;;;",
        ";2;Kế hoạch năm 2027;;;;;",
        ";3;Quy chế làm việc của UBND xã;3/QĐ-UBND;;;;",
    ]
    _, plan = plan_of(capsys, _file(work, rows))
    assert [(item["ma"], item["near"]) for item in plan["changed"]] == [
        ("2026-004", True),
        ("2025-003", True),
    ]
    assert [item["ten"] for item in plan["new"]] == ["Kế hoạch năm 2027"]


def test_an_item_is_added_to_its_group(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    agency = lay_out(tmp_path)
    (agency / "cong-khai").mkdir()
    for name, group in (("a", "Tài chính"), ("b", "Đất đai")):
        text = f'muc:\n  - ma: "2026-00{ord(name) - 96}"\n    ten: "{group} một"\n    nhom: "{group}"\n'
        (agency / "cong-khai" / f"{name}.yml").write_text(text, encoding="utf-8")
    rows = [";1;Tài chính hai;;;;;Tài chính", ";2;Khác;;;;;Khác"]
    plan_of(capsys, _file(agency, rows), "--apply")
    titles = {
        name: [item["ten"] for item in read_yaml(agency / "cong-khai" / f"{name}.yml").data["muc"]]
        for name in "ab"
    }
    assert titles == {"a": ["Tài chính một", "Tài chính hai"], "b": ["Đất đai một", "Khác"]}


def test_a_list_with_errors_is_not_compared(work, capsys):
    (work / "cong-khai.yml").write_text('muc:\n  - ma: "a\n', encoding="utf-8")
    code, plan = plan_of(capsys, _file(work, SAME), "--apply")
    assert (code, plan["written"], [problem["code"] for problem in plan["problems"]]) == (
        *(1, False),
        ["TT779"],
    )


def test_what_could_not_be_read_again_is_not_written(work, capsys):
    before = (work / "cong-khai.yml").read_bytes()
    long = ";9;" + "Rất dài " * 700 + ";;;;;"
    code, plan = plan_of(capsys, _file(work, [*SAME, long]), "--apply")
    assert (code, plan["written"]) == (1, False)
    assert {problem["code"] for problem in plan["problems"]} == {"TT778", "TT780"}
    assert (work / "cong-khai.yml").read_bytes() == before


def test_the_other_list_is_not_filled_by_mistake(work, capsys):
    headings = "STT;Tên thông tin;Điều kiện tiếp cận;Người phải đồng ý;Loại thông tin"
    rows = ["1;Hồ sơ hộ tịch;Được đồng ý bằng văn bản;Người có thông tin;d16k1", "2;Khác;;;Tự đặt"]
    path = _file(work, rows, headings)
    code, plan = plan_of(capsys, path, "--list", "cong-khai")
    assert (code, [problem["code"] for problem in plan["problems"]]) == (1, ["TT773"])
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, plan["list"]) == (0, "co-dieu-kien")
    conditional_rows = read_yaml(work / "co-dieu-kien.yml").data["muc"]
    assert [(row.get("loai"), row.get("ghi_chu")) for row in conditional_rows] == [
        (None, None),
        ("d16k1", None),
        (None, "Loại: Tự đặt"),
    ]
    assert plan_of(capsys, path)[1]["changed"] == []
    assert main(["check", "--agencies", "agencies", "xa-mau"]) == 0


PLANS = "muc:\n" + "".join(
    f'  - ma: "2026-{number:03d}"\n    ten: "Kế hoạch tuyên truyền thôn A số {number}"\n'
    f'    so_ky_hieu: "{number}A/KH-UBND"\n'
    for number in range(1, 41)
)


def test_near_names_with_other_numbers_overwrite_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    agency = lay_out(tmp_path, disclosure=PLANS)
    rows = [
        f";{number};Kế hoạch tuyên truyền thôn B số {number};{number}B/KH-UBND;;;;"
        for number in range(1, 41)
    ]
    _, plan = plan_of(capsys, _file(agency, rows), "--apply")
    assert (len(plan["new"]), plan["changed"], len(plan["vanished"])) == (40, [], 40)
    assert len(_data(agency)) == 80


@pytest.mark.parametrize(
    ("both", "same"),
    [
        # Renewed each year: a new document.
        ((("1/KH-UBND", "2025-01-10"), ("2/KH-UBND", "08/01/2026")), False),
        ((("1/KH-UBND", "2025-01-10"), ("1/KH-UBND", "08/01/2026")), False),
        ((("", "2025-01-10"), ("", "08/01/2026")), False),
        # No day tells that it is the same document.
        ((("1/KH-UBND", ""), ("2/KH-UBND", "")), False),
        # A number or a day that was corrected.
        ((("1/KH-UBND", "2025-01-10"), ("11/KH-UBND", "10/01/2025")), True),
        ((("1/KH-UBND", "2025-01-10"), ("1/KH-UBND", "11/01/2025")), True),
        ((("1/KH-UBND", "2025"), ("1/KH-UBND", "11/01/2025")), True),
        ((("01/KH-UBND", ""), ("1/KH-UBND", "11/01/2025")), True),
        ((("", ""), ("1/KH-UBND", "11/01/2025")), True),
    ],
)
def test_the_same_name_is_the_same_document_or_not(tmp_path, monkeypatch, capsys, both, same):
    old, new = both
    monkeypatch.chdir(tmp_path)
    present_fields = zip(("so_ky_hieu", "ngay_ban_hanh"), old, strict=True)
    present = "".join(f'    {key}: "{text}"\n' for key, text in present_fields if text)
    agency = lay_out(
        tmp_path, disclosure=f'muc:\n  - ma: "2025-001"\n    ten: "Kế hoạch năm"\n{present}'
    )
    path = _file(agency, [f";1;Kế hoạch năm;{new[0]};{new[1]};;;"])
    _, plan = plan_of(capsys, path)
    assert ([item["ma"] for item in plan["changed"]] == ["2025-001"]) == same
    assert (len(plan["new"]) == 1) == (not same)
    assert [problem["code"] for problem in plan["problems"]] == ([] if same else ["TT795"])


def test_new_ids_are_unique_over_both_lists_of_one_import(work, capsys):
    path = work.parent.parent / "hai-danh-muc.xlsx"
    path.write_bytes(
        sheets(
            **{
                "Công khai": [
                    ("DANH MỤC THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI",),
                    ("STT", "Tên thông tin", "Số, ký hiệu", "Ngày ban hành"),
                    *(
                        (str(n), f"Quyết định số {n}", f"{n}/QĐ-UBND", f"0{n}/9/2026")
                        for n in (1, 2, 3)
                    ),
                ],
                "Có điều kiện": [
                    ("DANH MỤC THÔNG TIN TIẾP CẬN CÓ ĐIỀU KIỆN",),
                    ("STT", "Tên thông tin", "Điều kiện tiếp cận"),
                    *((str(n), f"Hồ sơ thứ {n}", "Được đồng ý bằng văn bản") for n in (1, 2, 3)),
                ],
            }
        )
    )
    code, plan = plan_of(capsys, path, "--apply")
    assert code == 0
    assert [row["list"] for row in plan["new"]] == ["cong-khai"] * 3 + ["co-dieu-kien"] * 3
    new = [row["ma"] for row in plan["new"]]
    # The lists count on from their own: both would have taken 2026-006, and -005 is taken.
    present = {"2025-003", "2026-001", "2026-002", "2026-004", "2024-001", "2026-005"}
    assert len({*new, *present}) == len(new) + len(present)
    written = [
        row["ma"]
        for name in ("cong-khai.yml", "co-dieu-kien.yml")
        for row in read_yaml(work / name).data["muc"]
    ]
    assert {*new} <= {*written}
    assert len({*written}) == len(written)


@pytest.mark.parametrize(
    ("present", "after"),
    [
        ("Bản gốc ở văn thư", "Bản gốc ở văn thư; Người lập: An"),
        ("Người lập: An; Bản gốc ở văn thư", None),
        ("Người lập: Bình; Bản gốc ở văn thư", "Bản gốc ở văn thư; Người lập: An"),
    ],
)
@pytest.mark.parametrize(
    "headings", [f"{HEADINGS};Người lập", HEADINGS.replace("Ghi chú", "Người lập")]
)
def test_a_remark_from_another_column_is_added_to_the_note(work, capsys, headings, present, after):
    data = work / "cong-khai.yml"
    data.write_text(data.read_text("utf-8").replace("Bản gốc ở văn thư", present), "utf-8")
    note, more = ("", ";An") if "Ghi chú" in headings else ("An", "")
    rows = [SAME[0].replace("Bản gốc ở văn thư", note) + more, *SAME[1:]]
    code, plan = plan_of(capsys, _file(work, rows, headings), "--apply")
    assert code == 0
    assert len(plan["changed"]) == (after is not None)
    assert _data(work)[0]["ghi_chu"] == (after or present)


def test_a_remark_replaces_a_note_that_may_be_removed(work, capsys):
    rows = [SAME[0].replace("Bản gốc ở văn thư", "") + ";An", *SAME[1:]]
    file = _file(work, rows, f"{HEADINGS};Người lập")
    plan_of(capsys, file, "--apply", "--allow-removal")
    assert _data(work)[0]["ghi_chu"] == "Người lập: An"
