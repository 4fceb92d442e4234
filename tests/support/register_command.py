"""A folder to work in: one agency, its register, and `access-info statistics` in it."""

from __future__ import annotations

from pathlib import Path

from register_files import MARK, register

from access_info.cli import main

PROFILE = 'ten: "Sở Mẫu"\nloai: so\n'
ROWS = [
    {
        "STT": 1, "Ngày nhận": "2026-09-03", "Kênh": "Mạng điện tử", "Loại": "Đơn giản",
        "Kết quả": "Cung cấp đầy đủ", "Ngày trả": "2026-09-07", "Chi phí": 12_000,
    },
    {
        "STT": 2, "Ngày nhận": "2026-09-07", "Kênh": "Trực tiếp", "Kết quả": "Từ chối",
        "Căn cứ từ chối": "d27k3", "Ngày trả": "2026-09-16",
    },
    {"STT": 3, "Ngày nhận": "2026-10-01", "Kênh": "Mạng điện tử"},
    {"STT": 1, "Ngày nhận": "2025-10-01", "Kênh": "Fax", "Kết quả": "Người yêu cầu rút"},
]  # fmt: skip
YAML = """\
nam: "2026"
tiep_nhan:
  truc_tiep: "1"
  buu_chinh: "0"
  mang: "2"
ket_qua:
  day_du: "1"
  mot_phan: "0"
  tu_choi:
    d27k3: "1"
  chuyen: "0"
  rut: "0"
  dang_xu_ly: "1"
thoi_gian:
  dung_han: "2"
  gia_han: "0"
  qua_han: "0"
  trung_vi: "6,5"
  dai_nhat: "9"
khieu_nai: "0"
khoi_kien: "0"
chi_phi: "12000"
"""
PRESENT = """\
# Số liệu năm 2026
nam: 2026
tiep_nhan:
  truc_tiep: 1
  mang: 5
ket_qua:
  day_du: 6
  tu_choi:
    d27k1: 0
kho_khan: |
  Chưa có phần mềm.
  Thiếu người.
chu_dong_cong_khai: "45"
"""


def lay_out(folder: Path) -> Path:
    """Writes the agency and its register; returns the folder."""
    (folder / "agencies" / "so-mau").mkdir(parents=True)
    (folder / "agencies" / "so-mau" / "co-quan.yml").write_text(PROFILE, encoding="utf-8")
    register(folder / "so.xlsx", ROWS)
    return folder


def year_of(work: Path) -> Path:
    """Where the year's file stands."""
    return work / "agencies" / "so-mau" / "thong-ke" / "2026.yml"


def present(work: Path, text: str = PRESENT) -> None:
    """Writes a year's file that is there already."""
    year_of(work).parent.mkdir()
    year_of(work).write_text(text, encoding="utf-8")


def run(
    capsys, *arguments: str, agency: str = "so-mau", year: str = "2026", day: str = "2026-11-24"
):
    """Runs the command; whatever it prints, no name is in it."""
    given = ["so.xlsx", "--agency", agency, "--year", year, "--as-of", day]
    code = main(["statistics", *given, *arguments])
    out, err = capsys.readouterr()
    assert MARK not in out + err
    return code, out, err
