"""Closed lists of values in the law packs: value in the data → label for people."""

from __future__ import annotations

from access_info.model.types import vocabulary
from access_info.model.vocabularies import AGENCY_TYPES

LAW_ROLES = {"chinh": "Luật Tiếp cận thông tin", "bo-sung": "Luật có quy định thêm"}
BODY_GROUPS = {
    "tinh": "Ủy ban nhân dân tỉnh, sở, ban, ngành",
    "xa": "Xã, phường, đặc khu",
    "su-nghiep": "Đơn vị sự nghiệp công lập",
    "y-te": "Cơ sở khám bệnh, chữa bệnh công lập",
    "giao-duc": "Cơ sở giáo dục công lập",
}
PERIOD_UNITS = {
    "ngay": "ngày",
    "ngay-lam-viec": "ngày làm việc",
    "ngay-lap-tuc": "ngay lập tức",
}
STAGES = {
    "cong-khai": "Công khai thông tin",
    "niem-yet": "Thời gian niêm yết tối thiểu",
    "cung-cap": "Cung cấp thông tin",
    "cung-cap-phuc-tap": "Cung cấp thông tin phức tạp, phải tập hợp",
    "thong-bao": "Thông báo về việc giải quyết yêu cầu",
    "gia-han": "Gia hạn",
    "kien-nghi-sai-sot": "Trả lời kiến nghị về thông tin đã công khai",
    "dinh-chinh-tu-phat-hien": "Đính chính khi cơ quan tự phát hiện",
    "dinh-chinh-theo-yeu-cau": "Đính chính khi có yêu cầu",
}
EVERY_AGENCY = "moi-co-quan"
BASIS_STATUSES = {
    "trong-luat": "Nêu trong Luật",
    "nghi-dinh": "Nêu trong nghị định",
    "mot-phan": "Nêu một phần trong Luật",
    "chua-xac-minh": "Không nêu trong Luật; nghị định chưa xác minh",
    "thay-doi": "Đã thay đổi; nghị định chưa xác minh",
}
YEAR_STATUSES = {"chinh-thuc": "Chính thức", "du-kien": "Dự kiến"}

LawRole = vocabulary(LAW_ROLES)
BodyGroup = vocabulary(BODY_GROUPS)
PeriodUnit = vocabulary(PERIOD_UNITS)
Stage = vocabulary(STAGES)
BasisStatus = vocabulary(BASIS_STATUSES)
Bound = vocabulary({EVERY_AGENCY: "Mọi cơ quan"} | AGENCY_TYPES)
YearStatus = vocabulary(YEAR_STATUSES)
