"""Lists as annexes to sign: an agency of given YAML, and what an import makes of its files."""

from __future__ import annotations

import datetime
from pathlib import Path

from access_info.cli import main
from access_info.exports.columns import LIST_COLUMNS
from access_info.exports.documents.annex import annex_paper, issuer_of, signed_list
from access_info.exports.documents.annex_xlsx import annex_xlsx
from access_info.exports.documents.word import docx_bytes
from access_info.imports.lists.run import run_import
from access_info.legal.framework import load_framework
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.rendering.environment import load_texts

FRAMEWORK, _ = load_framework(None)
WORDS = load_texts()
PLACE = Jurisdiction.model_validate({"ten": "Tỉnh Mẫu", "loai": "tinh"})
KINDS = {kind.name: kind for kind in LIST_COLUMNS}
WRITERS = {"docx": lambda annex, words: docx_bytes(annex_paper(annex, words)), "xlsx": annex_xlsx}
PROFILE = 'ten: "Ủy ban nhân dân xã Mẫu"\nloai: "xa"\n'

DISCLOSURE = """\
muc:
- ma: "2026-001"
  ten: "Chương trình công tác"
  nhom: "Kế hoạch, báo cáo"
  diem:
  - "l01-d17k1a2"
  so_ky_hieu: "01/CTr-UBND"
  ngay_ban_hanh: "2026-01-12"
  hinh_thuc:
  - "cong-tttdt"
  - "Loa truyền thanh; bảng tin"
  thoi_diem: "Trong 05 ngày làm việc kể từ ngày ban hành"
  thoi_han: "05 năm"
  don_vi: "Văn phòng"
  dia_chi:
  - "https://mau.example/van-ban/01-ctr-ubnd-nam-2026"
  - "https://mau.example/2"
- ma: "2026-002"
  so_ky_hieu: "02/QĐ-UBND"
  ngay_ban_hanh: "2026-09"
  dia_chi:
  - "Bộ phận một cửa"
  - "Nhà văn hóa thôn"
- ma: "2026-003"
  ten: "Báo cáo công tác"
  nhom: "Kế hoạch, báo cáo"
  van_ban:
  - ma: "2026-004"
    ten: "Báo cáo tháng 9"
    ngay_ban_hanh: "2026"
    ngay_cong_khai: "2026-10-02"
  - ma: "2025-001"
    ten: "Báo cáo cũ"
    tinh_trang: "het-hieu-luc"
  - ma: "2026-005"
    ten: "Báo cáo tháng 10"
- ma: "2026-006"
  ten: "Quy chế đã rút"
  nhom: "Quy chế"
  rut:
    ngay: "2026-10-01"
    ly_do: "Có thông tin đời sống riêng tư"
  van_ban:
  - ma: "2026-007"
    ten: "Văn bản của quy chế đã rút"
- ma: "2026-008"
  ten: "Thủ tục hành chính"
  nhom: "Thủ tục"
  dia_chi:
  - "https://mau.example/tt"
"""
CONDITIONAL = """\
muc:
- ma: "2026-901"
  ten: "Hồ sơ hộ tịch"
  loai: "d16k1"
  dieu_kien: "Người có thông tin đồng ý"
  mau: "06"
- ma: "2026-902"
  ten: "Phương án kinh doanh"
  loai: "d16k2"
- ma: "2026-903"
  ten: "Thông tin đã hết"
  tinh_trang: "het-hieu-luc"
"""


def lay_out(folder, *, profile=PROFILE, disclosure=None, conditional=None):
    """`agencies/xa-mau` below a folder."""
    agency = folder / "agencies" / "xa-mau"
    agency.mkdir(parents=True)
    texts = {
        "co-quan.yml": profile,
        "cong-khai.yml": disclosure,
        "co-dieu-kien.yml": conditional,
    }
    for name, text in texts.items():
        if text is not None:
            (agency / name).write_text(text, encoding="utf-8")
    return agency


def annex(agency, name="cong-khai", *, parent=""):
    """A list of an agency's folder as an annex, or `None`."""
    loaded = load_agency(read_folder(agency)).agency
    issuer = issuer_of(loaded.profile, PLACE, parent, WORDS)
    return signed_list(loaded, KINDS[name], FRAMEWORK, issuer, WORDS)


def written(signed_annex, ending):
    """An annex as a file's bytes."""
    return WRITERS[ending](signed_annex, WORDS)


def imported(path, agency, name="cong-khai"):
    """What an import of a file says: new, changed, vanished, and whether it would write."""
    done = run_import(
        Path(path).resolve(),
        load_agency(read_folder(agency)),
        FRAMEWORK,
        name=name,
        sheet=None,
        as_of=datetime.date(2026, 11, 24),
        allow_removal=True,
    )
    [plan] = done.plans
    changed = [
        (changed_row.existing.id, change.field, change.new)
        for changed_row in plan.changed
        for change in changed_row.changes
    ]
    return {
        "new": [row.fields["ten"] for row, _ in plan.new],
        "changed": changed,
        "unchanged": len(plan.unchanged),
        "vanished": [item.id for item in plan.vanished],
        "writes": done.changes,
        "problems": [problem.message for problem in done.problems],
        "notes": list(done.read.notes),
    }


def nothing(count):
    """What an import says when a file has just what the data has."""
    return {
        "new": [],
        "changed": [],
        "unchanged": count,
        "vanished": [],
        "writes": False,
        "problems": [],
        "notes": [],
    }


def command(capsys, *arguments):
    """The command's exit code, what it printed, and what it complained of."""
    code = main(["annex", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err
