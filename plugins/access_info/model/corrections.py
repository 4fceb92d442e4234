"""`dinh-chinh.yml`: the log of corrected information (2026 law Art. 22, 28)."""

from __future__ import annotations

from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Date, ItemId, Many, Text


class Discovery(Record):
    """Who found the mistake and when."""

    date: Date | None = field("ngay", "Ngày phát hiện", example="2026-10-05")
    by: Text | None = field(
        "boi",
        "Bên phát hiện",
        "Cơ quan tự phát hiện, hoặc công dân (không ghi họ tên).",
        example="Công dân",
    )


class Correction(Record):
    """One mistake and its correction."""

    id: ItemId = field("ma", "Mã đính chính", example="2026-dc-01", required=True, default="")
    item: Text | None = field(
        "muc_lien_quan", "Mục liên quan", "Mã mục trong danh mục.", example="2026-001"
    )
    wrong: Text | None = field("noi_dung_sai", "Nội dung sai", example="Thời hạn 15 ngày")
    right: Text | None = field("noi_dung_dung", "Nội dung đúng", example="Thời hạn 12 ngày")
    discovery: Discovery | None = field("phat_hien", "Phát hiện")
    petitioned: Date | None = field("ngay_kien_nghi", "Ngày nhận kiến nghị", example="2026-10-06")
    corrected: Date | None = field("ngay_dinh_chinh", "Ngày đính chính", example="2026-10-10")
    forms: Many[Text] = field(
        "hinh_thuc", "Hình thức đính chính", example=["cong-tttdt"], many=True
    )


class CorrectionLog(Record):
    """The log of an agency's corrections."""

    items: Many[Correction] = field("muc", "Các lần đính chính", many=True)
