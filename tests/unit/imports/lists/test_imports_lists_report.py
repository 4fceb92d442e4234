"""An import with one of everything: its report, what programs are reported, and the data that it leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from closed_list_layouts import sheets
from exported_lists import golden_text, plain_text
from import_command import lay_out, run

GOLDEN = Path(__file__).parent / "golden"
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
  hinh_thuc: ["cong-tttdt", "niem-yet"]
  dia_chi: ["https://mau.example/quy-che"]
  ngay_ra_soat: "2026-10-01"
  ghi_chu: "Bản gốc ở văn thư"
- ma: "2026-001"
  ten: "Kế hoạch năm 2026"
  so_ky_hieu: "1/KH-UBND"
  can_cu: "Luật"
  van_ban:
  - ma: "2026-002"
    ten: "Phụ lục một"
  - ma: "2026-003"
    ten: "Phụ lục bỏ"
- ma: "2026-004"
  ten: "Danh sách hộ được hỗ trợ nhà ở năm 2026"
  don_vi: "Phòng Kinh tế"
- ma: "2024-001"
  ten: "Nội quy cũ"
  tinh_trang: "het-hieu-luc"
- ma: "2026-006"
  ten: "Thông báo giữ nguyên"
  so_ky_hieu: "6/TB-UBND"
- ma: "2026-007"
  ten: "Thông báo không còn"
- ma: "2026-008"
  ten: "Tên cũ hẳn"
  so_ky_hieu: "8/TB-UBND"
  ngay_ban_hanh: "2026-08-01"
- ma: "2026-009"
  ten: "Báo cáo năm"
  so_ky_hieu: "9/BC-UBND"
  ngay_ban_hanh: "2025-08-01"
"""
CONDITIONAL = """\
muc:
- ma: "2026-005"
  ten: "Hồ sơ hộ tịch"
  loai: d16k1
  dieu_kien: "Được đồng ý"
- ma: "2026-010"
  ten: "Hồ sơ thừa"
"""
BOOK = {
    "Công khai": [
        ("DANH MỤC THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI",),
        (
            "STT",
            "Tên thông tin",
            "Số, ký hiệu",
            "Ngày ban hành",
            "Hình thức công khai",
            "Ghi chú",
            "Người lập",
            "Đơn vị",
        ),
        (
            "1",
            "Quy chế làm việc",
            "13/QĐ-UBND",
            "01/02/2025",
            "Cổng, trang thông tin điện tử\nloa xã",
            "",
            "",
            "",
        ),
        ("2", "Kế hoạch năm 2026", "1/KH-UBND", "", "", "", "", ""),
        ("2.1", "Phụ lục một", "", "", "", "", "", ""),
        ("2.2", "Phụ lục hai", "", "", "", "", "", ""),
        ("3", "Danh sách các hộ được hỗ trợ nhà ở năm 2026", "", "", "", "", "", "Phòng Kinh tế"),
        ("4", "Thông báo giữ nguyên", "6/TB-UBND", "", "", "", "An", ""),
        ("5", "Tên mới hẳn", "8/TB-UBND", "01/8/2026", "", "", "", ""),
        ("6", "Đề án mới", "7/ĐA-UBND", "03/9/2026", "Niêm yết", "mới", "", "Văn phòng"),
        ("7", "Báo cáo năm", "10/BC-UBND", "01/8/2026", "", "", "", ""),
        ("", "Cộng: 9 văn bản", "", "", "", "", "", ""),
    ],
    "Có điều kiện": [
        ("DANH MỤC THÔNG TIN TIẾP CẬN CÓ ĐIỀU KIỆN",),
        ("STT", "Tên thông tin", "Điều kiện tiếp cận"),
        ("1", "Hồ sơ hộ tịch", "Được đồng ý bằng văn bản"),
        ("2", "Hồ sơ mới", ""),
    ],
    "Tổng hợp": [("Bảng tổng hợp",), ("STT", "Đơn vị", "Số lượng"), ("1", "Văn phòng", "3")],
}


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "danh-muc.xlsx").write_bytes(sheets(**BOOK))
    return lay_out(tmp_path, disclosure=PRESENT, conditional=CONDITIONAL)


def _output(capsys, *options):
    code, out, err = run(capsys, Path("danh-muc.xlsx"), *options)
    # A busy machine takes so long that it is reported what is going on.
    err = "".join(line for line in err.splitlines(keepends=True) if not line.startswith("Đang "))
    return f"$ {' '.join(options)}\n{out}{err}= {code}\n"


def _data(work):
    return "".join(
        f"# {name}\n{(work / name).read_text('utf-8')}"
        for name in ("cong-khai.yml", "co-dieu-kien.yml")
    )


def test_what_people_are_reported_and_what_is_written(work, capsys):
    before = _data(work)
    preview = _output(capsys)
    assert _data(work) == before
    first = _output(capsys, "--apply") + _data(work)
    again = _output(capsys, "--apply")
    removed = _output(capsys, "--apply", "--allow-removal") + _data(work)
    last = _output(capsys, "--apply", "--allow-removal")
    golden_text(GOLDEN / "nhap.txt", "\n".join((preview, first, again, removed, last)))


def test_what_programs_are_reported(work, capsys):
    reported = json.loads(run(capsys, Path("danh-muc.xlsx"), "--format", "json")[1])
    golden_text(GOLDEN / "nhap.yml", plain_text(reported))
