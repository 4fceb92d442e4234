"""The fields that a list's columns can fill."""

from __future__ import annotations

from typing import TypeAlias

from access_info.model import items as lists

ListName: TypeAlias = lists.ListName

# Columns that fill no field of an item, yet are understood.
ORDER, ID, NUMBER_AND_DAY, KIND = "so_thu_tu", "ma", "so_va_ngay", "danh_muc"
# The bare number of a document, whose symbol stands in a column of its own.
BARE_NUMBER = "so_van_ban"
# Fields that hold a whole day, and nothing less.
POSTED_FROM, POSTED_TO = "niem_yet.tu", "niem_yet.den"
# What replaced a document, by its id or its number; told by the words of its status.
REPLACED_BY = "thay_the_boi"
WHOLE_DAYS = frozenset({"ngay_cong_khai", "ngay_cap_nhat", POSTED_FROM, POSTED_TO})

DISCLOSURE_FIELDS = (
    "nhom", "ten", "diem", "so_ky_hieu", "ngay_ban_hanh", "can_cu", "hinh_thuc", "thoi_diem",
    "ngay_cong_khai", "thoi_han", POSTED_FROM, POSTED_TO, "don_vi", "dia_chi", "tan_suat",
    "ngay_cap_nhat", "tinh_trang", REPLACED_BY, "ghi_chu",
)  # fmt: skip
CONDITIONAL_FIELDS = (
    "ten", "loai", "dieu_kien", "nguoi_dong_y", "mau", "don_vi", "can_cu", "tinh_trang",
    "ngay_cap_nhat", "ghi_chu",
)  # fmt: skip
FIELDS: dict[ListName, tuple[str, ...]] = {
    "cong-khai": DISCLOSURE_FIELDS,
    "co-dieu-kien": CONDITIONAL_FIELDS,
}
LABELS = {
    ORDER: "số thứ tự",
    ID: "mã mục",
    NUMBER_AND_DAY: "số, ký hiệu và ngày ban hành",
    KIND: "mục thuộc danh mục nào",
    BARE_NUMBER: "số văn bản, ghép với ký hiệu",
    "ngay_cong_khai": "ngày công khai",
    POSTED_FROM: "niêm yết từ ngày",
    POSTED_TO: "niêm yết đến ngày",
    "tan_suat": "tần suất cập nhật",
    "ngay_cap_nhat": "ngày cập nhật",
    "tinh_trang": "tình trạng",
    REPLACED_BY: "thay thế bởi",
    "nhom": "nhóm",
    "ten": "tên thông tin",
    "diem": "điểm của luật",
    "so_ky_hieu": "số, ký hiệu",
    "ngay_ban_hanh": "ngày ban hành",
    "can_cu": "căn cứ",
    "hinh_thuc": "hình thức công khai",
    "thoi_diem": "thời điểm công khai",
    "thoi_han": "thời hạn công khai",
    "don_vi": "đơn vị chịu trách nhiệm",
    "dia_chi": "địa chỉ truy cập",
    "ghi_chu": "ghi chú",
    "loai": "loại thông tin có điều kiện",
    "dieu_kien": "điều kiện tiếp cận",
    "nguoi_dong_y": "người phải đồng ý",
    "mau": "mẫu văn bản đồng ý",
}
