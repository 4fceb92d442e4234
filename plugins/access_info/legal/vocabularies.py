"""List the allowed values of fields in the law packs: value in the data → label for people."""

from __future__ import annotations

from access_info.model.items import LISTS
from access_info.model.types import vocabulary
from access_info.model.vocabularies import AGENCY_TYPES, TIME_UNITS, Level

LAW_ROLES = {"chinh": "Luật Tiếp cận thông tin", "bo-sung": "Luật có quy định thêm"}


# Groups of bodies in which information arises: a level of government, public service units, and
# such units of a field of work.
SERVICE_UNIT = "su-nghiep"


BODY_GROUPS = {
    Level.PROVINCE.value: "Ủy ban nhân dân tỉnh, sở, ban, ngành",
    Level.COMMUNE.value: "Xã, phường, đặc khu",
    SERVICE_UNIT: "Đơn vị sự nghiệp công lập",
    "y-te": "Cơ sở khám bệnh, chữa bệnh công lập",
    "giao-duc": "Cơ sở giáo dục công lập",
}


PERIOD_UNITS = TIME_UNITS | {"ngay-lap-tuc": "ngay lập tức"}


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
    "chua-xac-minh": "Luật không nêu, có thể ở nghị định",
    "thay-doi": "Đã thay đổi, chi tiết ở nghị định",
}


WAYS = {
    "co-truong": "cơ quan đã công bố",
    "du-noi-dung": "có đủ các nội dung phải có",
    "co-dong": "có ít nhất một mục còn hiệu lực",
    "moi-dong": "mọi mục còn hiệu lực đều ghi nội dung này",
    "dong-toi-thieu": "mọi mục còn hiệu lực đều ghi đủ các cột tối thiểu",
    "phu-diem": "điểm nào đã rõ có phát sinh cũng có mục, hoặc cơ quan đã khai không phát sinh",
    "loai-moi": "loại mới nào đã rõ có phát sinh cũng có mục, hoặc cơ quan đã khai không phát sinh",
    "ngay-con-han": "ngày ghi còn trong số ngày mà địa bàn đặt ra",
    "danh-muc-con-han": "ngày mới nhất trong danh mục còn trong số ngày mà địa bàn đặt ra",
    "moi-dong-con-han": "ngày của từng mục còn trong số ngày mà địa bàn đặt ra",
    "dung-thoi-diem": "công khai trong thời hạn kể từ ngày tạo ra, có tính các ngày nghỉ",
    "theo-tan-suat": "cập nhật đúng kỳ đã ghi",
    "du-thoi-gian": "mỗi đợt niêm yết, truyền thanh đủ số ngày",
    "ban-so": "mọi mục còn hiệu lực đều có tệp hoặc địa chỉ trên mạng",
    "trong-nam": "trong năm nay đã có",
    "trong-nam-truoc": "năm nay hoặc năm trước đã có",
    "nam-gan-nhat": "số liệu của năm vừa hết có nội dung này",
    "so-khop": "các tổng trong số liệu của năm vừa hết khớp nhau",
    "dinh-ky": "lần gần nhất chưa quá kỳ; danh mục thì được cập nhật trong kỳ này hoặc kỳ trước",
    "dinh-chinh-dung-han": "đính chính trong thời hạn của luật",
    "dinh-chinh-hinh-thuc": "đính chính bằng một trong các hình thức đã ghi, hoặc bằng mọi hình thức đã công khai",
}


PART_LISTS: dict[str, str] = {
    **{name: each.title for name, each in LISTS.items()},
    "quy-che": "các nội dung của quy chế nêu trong gói luật",
    "niem-yet": "các đợt niêm yết",
    "truyen-thanh": "các đợt truyền thanh",
}


# People whose names are nobody's business because of what a list says of them.
PRIVATE_GROUPS = {
    "ngheo": "hộ nghèo, người được trợ giúp",
    "tre-em": "trẻ em",
    "con-nuoi": "nuôi con nuôi",
    "nan-nhan": "nạn nhân",
    "suc-khoe": "sức khỏe, khuyết tật",
    "quan-su": "gọi nhập ngũ",
    "vi-pham": "vi phạm, xử phạt, khiếu nại",
}


YEAR_STATUSES = {"chinh-thuc": "Chính thức", "du-kien": "Dự kiến"}


LawRole = vocabulary(LAW_ROLES)


BodyGroup = vocabulary(BODY_GROUPS)


PeriodUnit = vocabulary(PERIOD_UNITS)


Stage = vocabulary(STAGES)


BasisStatus = vocabulary(BASIS_STATUSES)


Bound = vocabulary({EVERY_AGENCY: "Mọi cơ quan"} | AGENCY_TYPES)


Way = vocabulary(WAYS)


PartList = vocabulary(PART_LISTS)


PrivateGroup = vocabulary(PRIVATE_GROUPS)


YearStatus = vocabulary(YEAR_STATUSES)
