"""Closed lists of values: value in the data → label for people."""

from __future__ import annotations

from collections.abc import Iterable

from access_info.model.agency_kinds import AGENCY_KINDS
from access_info.model.declarations.types import vocabulary
from access_info.model.jurisdiction_kinds import JURISDICTION_KINDS

AGENCY_TYPES = {kind.id: kind.label for kind in AGENCY_KINDS.values()}
UNIT_FIELDS = {"y-te": "Y tế", "giao-duc": "Giáo dục", "khac": "Lĩnh vực khác"}
JURISDICTION_TYPES = {kind.id: kind.label for kind in JURISDICTION_KINDS.values()}
# Of what is withdrawn only the name may be shown (2026 law, Art. 22).
WITHDRAWN, SUPERSEDED, EXPIRED = "da-rut", "thay-the", "het-hieu-luc"
ITEM_STATUSES = {
    "con-hieu-luc": "Còn hiệu lực",
    EXPIRED: "Hết hiệu lực",
    SUPERSEDED: "Đã được thay thế",
    WITHDRAWN: "Đã rút",
}
ENDED_STATUSES = frozenset({EXPIRED, SUPERSEDED, WITHDRAWN})
FREQUENCIES = {
    "hang-ngay": "Hằng ngày",
    "hang-tuan": "Hằng tuần",
    "hang-thang": "Hằng tháng",
    "hang-quy": "Hằng quý",
    "sau-thang": "Sáu tháng một lần",
    "hang-nam": "Hằng năm",
    "khi-co-thay-doi": "Khi có thay đổi",
    "mot-lan": "Một lần",
}
CHANNEL_TYPES = {
    "truc-tiep": "Trực tiếp tại trụ sở",
    "buu-chinh": "Qua dịch vụ bưu chính",
    "thu-dien-tu": "Thư điện tử",
    "cong-thong-tin": "Cổng, trang thông tin điện tử",
    "cong-du-lieu": "Cổng dữ liệu",
    "cong-dich-vu-cong": "Cổng Dịch vụ công quốc gia",
    "ung-dung": "Ứng dụng trên điện thoại",
    "mang-xa-hoi": "Trang cộng đồng chính thức",
    "dien-thoai": "Điện thoại",
    "fax": "Fax",
    "khac": "Kênh khác",
}
CHANNEL_ALIASES = {
    "email": "thu-dien-tu",
    "office": "truc-tiep",
    "post": "buu-chinh",
    "internet": "cong-thong-tin",
    "mang": "cong-thong-tin",
    "mang-dien-tu": "cong-thong-tin",
}
SUPPORT_GROUPS = {
    "nguoi-khuyet-tat": "Người khuyết tật",
    "dan-toc-thieu-so": "Người dân tộc thiểu số",
    "bien-gioi-hai-dao": "Người sống ở biên giới, hải đảo",
    "vung-kho-khan": "Người sống ở vùng có điều kiện kinh tế - xã hội khó khăn",
    "nguoi-cao-tuoi": "Người cao tuổi",
    "tre-em": "Trẻ em",
}
ACTIVITY_TYPES = {
    "tuyen-truyen": "Tuyên truyền, phổ biến",
    "tap-huan": "Tập huấn",
    "khac": "Hoạt động khác",
}
NAMING_ANSWERS = {"duoc-neu": "Được nêu tên"}
TIME_UNITS = {"ngay": "ngày", "ngay-lam-viec": "ngày làm việc"}

AgencyType = vocabulary(AGENCY_TYPES)
UnitField = vocabulary(UNIT_FIELDS)
JurisdictionType = vocabulary(JURISDICTION_TYPES)
ItemStatus = vocabulary(ITEM_STATUSES)
TimeUnit = vocabulary(TIME_UNITS)
NamingAnswer = vocabulary(NAMING_ANSWERS)


def alternatives(values: Iterable[str]) -> str:
    """List the values of a vocabulary within a sentence: `a, b hoặc c`."""
    *first, last = values
    return f"{', '.join(first)} hoặc {last}" if first else last
