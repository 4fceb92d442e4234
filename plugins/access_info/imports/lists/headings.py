"""The fields of a list, the headings that mean them, and how likely a heading means each."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re
from collections.abc import Mapping
from typing import TypeAlias

from access_info.model import lists
from access_info.model.declarations.types import fold

# The fields that a list's columns can fill.

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


# The wordings of headings that mean a field, and those that only look like one.


@dataclasses.dataclass(frozen=True)
class Wording:
    """Headings that mean a field.

    Attributes:
        field: The field.
        sure: Headings that mean it and nothing else.
        maybe: Headings that mean it when what stands below agrees.
        only: The one list that has the field; "" for both.
    """

    field: str
    sure: tuple[str, ...]
    maybe: tuple[str, ...] = ()
    only: str = ""


WORDINGS = (
    Wording(
        ORDER,
        ("STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "S T T", "No", "Số thứ tự mục"),
        ("Số",),
    ),
    Wording(
        ID, ("Mã mục", "Mã mục thông tin", "Mã số mục"), ("Mã", "Mã số", "Mã thông tin", "ID")
    ),
    Wording(
        "nhom",
        (
            "Nhóm", "Nhóm thông tin", "Lĩnh vực", "Lĩnh vực thông tin", "Nhóm lĩnh vực",
            "Tên nhóm", "Tên lĩnh vực", "Ngành, lĩnh vực", "Chuyên mục",
        ),
        ("Phân loại", "Loại thông tin", "Mục", "Danh mục", "Loại"),
        only="cong-khai",
    ),
    Wording(
        "ten",
        (
            "Tên thông tin", "Tên văn bản", "Tên loại thông tin", "Nội dung thông tin",
            "Thông tin công khai", "Danh mục thông tin", "Tên danh mục thông tin",
            "Trích yếu", "Trích yếu nội dung", "Nội dung trích yếu", "Tên thủ tục",
            "Tên thủ tục hành chính", "Thủ tục hành chính", "Tên tài liệu", "Tên hồ sơ",
            "Thông tin phải được công khai", "Thông tin phải công khai", "Tiêu đề", "Tên gọi",
            "Tên thông tin, văn bản", "Tên, nội dung thông tin", "Tên loại và trích yếu nội dung",
            "Tên loại, trích yếu nội dung văn bản", "Tên loại và trích yếu nội dung văn bản",
            "Nội dung công khai", "Tên", "Danh mục thông tin công khai", "Nội dung văn bản",
            "Tên thông tin công khai", "Tên thông tin tiếp cận có điều kiện", "Tên mục",
            "Thông tin tiếp cận có điều kiện", "Thông tin được tiếp cận có điều kiện",
            "Tên báo cáo", "Tên kế hoạch", "Tên quyết định", "Tên nghị quyết", "Tên quy chế",
            "Tên công trình, dự án", "Tên dự án", "Tên thông báo", "Tên chương trình", "Tên đề án",
            "Tên quy hoạch", "Tên văn bản, báo cáo", "Tên báo cáo, kế hoạch", "Tên dịch vụ",
            "Tên nội dung", "Tên nội dung công khai", "Tên và trích yếu nội dung văn bản",
            "Trích yếu văn bản", "Trích yếu nội dung văn bản", "Về việc", "Nội dung báo cáo",
            "Loại thông tin công khai", "Tên văn bản, thông tin", "Tên văn bản, tài liệu",
            "Tên và nội dung thông tin", "Thông tin", "Thông tin cung cấp",
        ),
        ("Nội dung", "Danh mục", "Văn bản", "Loại thông tin", "Tài liệu", "Hồ sơ"),
    ),
    Wording(
        "diem",
        (
            "Điểm của luật", "Điểm luật", "Mã điểm", "Mã điểm luật", "Thuộc điểm", "Thuộc điểm của luật",
            "Điểm của Luật Tiếp cận thông tin", "Điểm, khoản của luật", "Điểm, khoản, điều của luật",
        ),
        only="cong-khai",
    ),
    Wording(
        "so_ky_hieu",
        (
            "Số, ký hiệu", "Số ký hiệu", "Số và ký hiệu", "Số hiệu", "Số văn bản", "Ký hiệu",
            "Số hiệu văn bản", "Số, ký hiệu văn bản", "Số và ký hiệu văn bản", "Văn bản số",
            "Số quyết định", "Ký hiệu văn bản", "Số, ký hiệu của văn bản", "Số ký hiệu văn bản",
        ),
        ("Số", "Văn bản", "Quyết định"),
        only="cong-khai",
    ),
    Wording(
        NUMBER_AND_DAY,
        (
            "Số, ngày", "Số, ngày ban hành", "Số, ngày tháng", "Số, ngày văn bản",
            "Số, ngày tháng năm", "Số, ngày tháng năm ban hành", "Số, ngày, tháng, năm văn bản",
            "Số, ký hiệu, ngày ban hành", "Số, ký hiệu, ngày tháng", "Số ký hiệu, ngày tháng văn bản",
            "Số, ký hiệu và ngày ban hành", "Số và ngày ban hành", "Số, ký hiệu, ngày tháng năm",
            "Số văn bản, ngày ban hành", "Số, ký hiệu, ngày tháng năm ban hành", "Số hiệu, ngày ban hành",
            "Số, ký hiệu, ngày", "Số quyết định, ngày ban hành",
        ),
        only="cong-khai",
    ),
    Wording(
        "ngay_ban_hanh",
        (
            "Ngày ban hành", "Ngày, tháng, năm ban hành", "Ngày tháng ban hành", "Ngày văn bản",
            "Ngày ban hành văn bản", "Ngày tạo ra", "Ngày tạo ra thông tin", "Ngày tạo thông tin",
            "Thời gian ban hành", "Năm ban hành", "Ngày tháng năm", "Ngày tháng văn bản",
            "Thời điểm ban hành", "Thời điểm tạo ra thông tin", "Ngày tháng năm văn bản",
            "Thời gian tạo ra thông tin", "Thời điểm tạo ra", "Ngày ra văn bản", "Ngày quyết định",
            "Ngày ký ban hành", "Ngày ký văn bản", "Ngày báo cáo", "Ngày kế hoạch", "Ngày công văn",
            "Ngày ra quyết định", "Ngày tháng quyết định", "Ngày ký quyết định", "Ngày nghị quyết",
            "Ngày ban hành quyết định", "Ngày thông báo",
        ),
        ("Ngày", "Ngày tháng", "Ngày ký", "Năm", "Ban hành", "Tháng, năm"),
        only="cong-khai",
    ),
    Wording(
        "can_cu",
        (
            "Căn cứ", "Căn cứ pháp lý", "Cơ sở pháp lý", "Căn cứ công khai", "Căn cứ pháp luật",
            "Văn bản quy định", "Văn bản căn cứ", "Quy định pháp luật", "Căn cứ thực hiện",
            "Căn cứ pháp lý công khai", "Điều khoản căn cứ", "Văn bản quy định việc công khai",
        ),
        ("Quy định", "Cơ sở", "Điều, khoản"),
    ),
    Wording(
        "hinh_thuc",
        (
            "Hình thức công khai", "Hình thức", "Phương thức công khai", "Cách thức công khai",
            "Hình thức, phương thức công khai", "Hình thức đăng tải", "Kênh công khai",
            "Hình thức, địa điểm công khai", "Hình thức công bố", "Phương thức", "Cách thức",
            "Hình thức niêm yết", "Hình thức và địa điểm công khai", "Hình thức công khai thông tin",
        ),
        (
            "Nơi công khai", "Địa điểm công khai", "Nơi đăng", "Nơi đăng tải", "Nơi niêm yết",
            "Địa điểm niêm yết", "Kênh đăng", "Kênh đăng tải", "Địa điểm đăng tải", "Đăng tại",
            "Nơi công bố", "Nơi xem", "Nơi tra cứu",
        ),
        only="cong-khai",
    ),
    Wording(
        "ngay_cong_khai",
        (
            "Ngày công khai", "Ngày đăng", "Ngày đăng tải", "Ngày niêm yết", "Ngày công bố",
            "Ngày đã đăng", "Ngày đã công khai", "Ngày đăng tin", "Ngày đăng bài", "Ngày đăng cổng",
            "Ngày đăng tải trên cổng", "Ngày công khai thông tin", "Ngày đăng công khai",
            "Ngày, tháng công khai", "Ngày tháng công khai", "Ngày đưa lên cổng",
            "Ngày bắt đầu công khai", "Ngày đăng trên trang thông tin điện tử",
        ),
        ("Đăng ngày", "Thời gian đăng", "Thời gian đăng tải", "Thời điểm đăng"),
        only="cong-khai",
    ),
    Wording(
        POSTED_FROM,
        (
            "Bắt đầu", "Ngày bắt đầu", "Niêm yết từ ngày", "Niêm yết từ", "Ngày bắt đầu niêm yết",
            "Bắt đầu niêm yết", "Từ ngày", "Thời gian bắt đầu", "Thời gian bắt đầu niêm yết",
        ),
        ("Từ",),
        only="cong-khai",
    ),
    Wording(
        POSTED_TO,
        (
            "Kết thúc", "Ngày kết thúc", "Niêm yết đến ngày", "Niêm yết đến", "Đến ngày",
            "Ngày kết thúc niêm yết", "Kết thúc niêm yết", "Thời gian kết thúc",
            "Thời gian kết thúc niêm yết", "Ngày gỡ", "Ngày gỡ niêm yết",
        ),
        ("Đến",),
        only="cong-khai",
    ),
    Wording(
        "tan_suat",
        (
            "Tần suất", "Tần suất cập nhật", "Tần suất công khai", "Tần suất công bố", "Định kỳ",
            "Chu kỳ", "Chu kỳ cập nhật", "Kỳ công khai", "Định kỳ cập nhật", "Định kỳ công khai",
            "Kỳ cập nhật", "Tần suất đăng tải", "Chu kỳ công khai", "Kỳ báo cáo",
            "Kỳ nhập liệu", "Kỳ cung cấp", "Kỳ thu thập",
        ),
        ("Cập nhật",),
        only="cong-khai",
    ),
    Wording(
        "tinh_trang",
        (
            "Tình trạng", "Tình trạng văn bản", "Tình trạng hiệu lực", "Hiệu lực văn bản",
            "Tình trạng hiệu lực văn bản", "Trạng thái văn bản", "Trạng thái hiệu lực",
            "Tình trạng pháp lý", "Tình trạng hiệu lực của văn bản",
        ),
        ("Trạng thái", "Hiệu lực", "Còn hiệu lực/Hết hiệu lực"),
    ),
    Wording(
        "ngay_cap_nhat",
        ("Ngày cập nhật", "Ngày cập nhật gần nhất", "Cập nhật ngày", "Ngày cập nhật mới nhất",
         "Ngày cập nhật lần cuối", "Lần cập nhật gần nhất", "Ngày sửa đổi gần nhất"),
        ("Cập nhật lúc",),
    ),
    Wording(
        "thoi_diem",
        (
            "Thời điểm công khai", "Thời điểm", "Thời điểm thực hiện", "Thời điểm đăng tải",
            "Thời điểm công bố", "Thời điểm công khai thông tin", "Thời gian phổ biến", "Thời gian công bố",
        ),
        ("Thời gian công khai", "Thời gian", "Thời gian thực hiện"),
        only="cong-khai",
    ),
    Wording(
        "thoi_han",
        (
            "Thời hạn công khai", "Thời hạn", "Thời lượng công khai", "Thời gian niêm yết",
            "Thời gian duy trì", "Thời hạn niêm yết", "Thời gian lưu trên cổng", "Thời hạn đăng tải",
            "Thời hạn công khai thông tin",
        ),
        ("Thời gian công khai", "Thời gian"),
        only="cong-khai",
    ),
    Wording(
        "don_vi",
        (
            "Đơn vị chịu trách nhiệm", "Đơn vị phụ trách", "Đơn vị", "Bộ phận phụ trách",
            "Cơ quan, đơn vị chủ trì", "Đơn vị chủ trì", "Đơn vị thực hiện", "Đơn vị tham mưu",
            "Phòng ban phụ trách", "Phòng, ban phụ trách", "Đơn vị cung cấp", "Đơn vị nắm giữ",
            "Đơn vị quản lý", "Bộ phận thực hiện", "Đơn vị giữ thông tin", "Cơ quan, đơn vị",
            "Đơn vị cung cấp thông tin", "Đơn vị nắm giữ thông tin", "Phòng chuyên môn",
            "Bộ phận chịu trách nhiệm", "Cơ quan chịu trách nhiệm", "Đơn vị tạo ra thông tin",
            "Trách nhiệm", "Trách nhiệm thực hiện", "Cơ quan chủ trì", "Bộ phận chuyên môn",
            "Đơn vị chịu trách nhiệm công khai", "Đơn vị, bộ phận phụ trách", "Bộ phận", "Phòng, ban", "Phòng ban",
            "Đơn vị, cá nhân chịu trách nhiệm", "Cơ quan thực hiện", "Đơn vị đầu mối",
            "Đơn vị chịu trách nhiệm cung cấp thông tin", "Cơ quan, đơn vị chịu trách nhiệm",
            "Cơ quan cung cấp", "Cơ quan cung cấp thông tin", "Cơ quan giải quyết", "Đơn vị giải quyết",
            "Khoa, phòng", "Phòng, khoa", "Phòng, đội", "Đội, phòng",
        ),
        ("Phòng", "Chủ trì", "Phụ trách"),
    ),
    Wording(
        "dia_chi",
        (
            "Địa chỉ truy cập", "Địa chỉ", "Link", "Đường dẫn", "URL", "Liên kết", "Website",
            "Địa chỉ truy cập thông tin", "Địa chỉ đăng tải", "Đường link", "Link truy cập",
            "Địa chỉ trang", "Địa chỉ website", "Địa chỉ trên cổng", "Đường dẫn truy cập",
            "Địa chỉ trên mạng", "Link đăng tải", "Địa chỉ web", "Đường dẫn liên kết",
            "Link tải", "Địa chỉ trên Cổng thông tin điện tử", "Địa chỉ liên kết",
        ),
        ("Nơi đăng", "Nơi đăng tải", "Tệp đính kèm", "File", "Xem", "Tải về", "Toàn văn",
         "Nội dung chi tiết", "Địa chỉ công khai", "Trang thông tin", "Địa điểm"),
        only="cong-khai",
    ),
    Wording("ghi_chu", ("Ghi chú", "Chú thích", "Lưu ý", "Ghi chú thêm")),
    Wording(
        "dieu_kien",
        (
            "Điều kiện tiếp cận", "Điều kiện", "Điều kiện cung cấp", "Điều kiện cung cấp thông tin",
            "Điều kiện được tiếp cận", "Điều kiện tiếp cận thông tin",
        ),
        only="co-dieu-kien",
    ),
    Wording(
        "nguoi_dong_y",
        (
            "Người/cơ quan phải đồng ý", "Người phải đồng ý", "Người đồng ý", "Chủ thể đồng ý",
            "Người, cơ quan phải đồng ý", "Người có quyền đồng ý", "Cơ quan, người phải đồng ý",
            "Tổ chức, cá nhân phải đồng ý", "Cá nhân, tổ chức phải đồng ý", "Cơ quan đồng ý",
            "Chủ thể phải đồng ý", "Ý kiến đồng ý của", "Người, tổ chức phải đồng ý",
            "Tổ chức, cá nhân đồng ý", "Người quyết định",
        ),
        only="co-dieu-kien",
    ),
    Wording(
        "mau",
        ("Mẫu văn bản đồng ý", "Mẫu văn bản", "Biểu mẫu", "Mẫu", "Mẫu số", "Mẫu đồng ý"),
        only="co-dieu-kien",
    ),
    Wording(
        "loai",
        ("Loại thông tin có điều kiện", "Loại", "Nhóm", "Khoản", "Lĩnh vực", "Nhóm thông tin"),
        ("Loại thông tin",),
        only="co-dieu-kien",
    ),
)  # fmt: skip
# Headings that name something else, which only look like one of ours.
OTHERS = frozenset(
    fold(heading)
    for heading in (
        "Ngày hiệu lực", "Ngày có hiệu lực", "Ngày rà soát", "Mã TTHC", "Mã thủ tục", "Mã thủ tục hành chính",
        "Mã số thủ tục", "Mã số TTHC", "Cơ quan ban hành", "Nơi ban hành", "Người ký", "Loại văn bản",
        "Loại VB", "Số lượng", "Số trang", "Độ mật", "Người phụ trách", "Người thực hiện", "Cán bộ phụ trách",
        "Công chức phụ trách", "Số điện thoại", "Điện thoại", "Email", "Đối tượng", "Phí, lệ phí",
        "Thời hạn giải quyết", "Thời gian giải quyết", "Hình thức văn bản", "Đối tượng tiếp cận", "Mức độ", "Cấp thực hiện", "Thời hạn bảo quản",
        "Người chịu trách nhiệm", "Ngày bãi bỏ", "Địa điểm thực hiện", "Địa chỉ đơn vị",
        "Tên đơn vị", "Tên cơ quan", "Tên phòng", "Tên người ký", "Tên cán bộ", "Tên tệp", "Tên file",
        "Tên cơ quan ban hành", "Cơ quan, đơn vị ban hành",
    )
)  # fmt: skip


def wordings(name: ListName) -> tuple[Wording, ...]:
    """Select the wordings of one list's fields."""
    return tuple(wording for wording in WORDINGS if wording.only in {"", name})


# A heading's words → how likely it means each field.

SURE, WITHIN, NEAR, MAYBE = 10.0, 8.0, 7.0, 5.0
# From this on, a cell counts as a heading when a row of headings is looked for.
HEADING = 5.0
LONGEST = 90
_NEAR_ENOUGH = 0.86
_SHORTEST_NEAR, _LONGEST_NEAR = 6, 50
_FURTHER = 5
# Words with more hyphens than this are too long for a heading.
_LONGEST = 14
# “(2) Tên thông tin”, “2. Tên thông tin”
_COUNTED = re.compile(r"^\s*(?:\(\d{1,2}\)|\d{1,2}[.)])\s*(?=[^\W\d])")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
# `so-ky-hieu-ngay-ban-hanh`, `so-va-ngay`; not `so-trang`.
_NUMBER_AND_DAY = re.compile(
    r"so(?:-va)?(?:-ky-hieu|-hieu|-van-ban|-quyet-dinh)?(?:-van-ban)?(?:-va)?-ngay(?:-|$)"
)
# Spans of days that are not those of a notice on the board.
# `ngay-bat-dau-hieu-luc`; not `ngay-bat-dau`.
_OTHER_SPAN = re.compile(
    r"(?<!\w)(?:hieu-luc|truyen-thanh|thuc-hien|giai-quyet|tiep-cong-dan)(?!\w)"
)
# “Tên nghị quyết”, “Tên bảng giá”: the name of whatever the list holds, if what stands below agrees.
_NAME_OF = re.compile(
    r"(?:(?:nhom|linh-vuc)-(?:va-)?)?ten-(?!(?:nhom|linh-vuc|don-vi|co-quan|phong|bo-phan|nguoi|can-bo|ca-nhan|to-chuc|tep|file|mien)(?:-|$))"
)
# Forms say “phổ biến” and “công bố” for “công khai”.
_DISCLOSED = re.compile(r"(?<!\w)(?:pho-bien|cong-bo)(?!\w)")
_SHORT = {
    "kh": "ky-hieu", "bh": "ban-hanh", "ht": "hinh-thuc", "td": "thoi-diem", "th": "thoi-han",
    "dv": "don-vi", "ck": "cong-khai", "vb": "van-ban", "lv": "linh-vuc", "nd": "noi-dung",
    "qd": "quyet-dinh", "gc": "ghi-chu", "tg": "thoi-gian", "dk": "dieu-kien", "dc": "dia-chi",
    "cq": "co-quan", "skh": "so-ky-hieu", "nbh": "ngay-ban-hanh", "pt": "phu-trach",
    "tn": "trach-nhiem", "cc": "can-cu", "dd": "duong-dan", "tthc": "thu-tuc-hanh-chinh",
    "ttin": "thong-tin", "bc": "bao-cao", "tb": "thong-bao",
    "hl": "hieu-luc", "bp": "bo-phan", "pl": "phap-ly", "ty": "trich-yeu",
}  # fmt: skip
# “Tên TT” is a title; “TT” alone and “Số TT” are numbers of order.
_AFTER_NAME = {"tt": "thong-tin"}


@functools.lru_cache(maxsize=4096)
def meanings(heading: str, name: ListName) -> Mapping[str, float]:
    """Find the fields that a heading can mean, with how much speaks for each, up to `SURE`.

    Args:
        heading: What stands in the cell, of several tiers joined by “ / ”.
        name: The list.
    """
    parts = [part for part in heading.split(" / ") if part.strip()]
    if not parts or len(parts[-1]) > LONGEST:
        return {}
    worths: dict[str, float] = {}
    last = _heading_meanings(parts[-1], name)
    whole = _heading_meanings(" ".join(parts), name) if len(parts) > 1 else {}
    for field in {**last, **whole}:
        worths[field] = max(last.get(field, 0.0), whole.get(field, 0.0))
    if _OTHER_SPAN.search(fold(heading)):
        worths.pop(POSTED_FROM, None)
        worths.pop(POSTED_TO, None)
    return worths


def is_other(heading: str) -> bool:
    """Tell whether a heading names something that no field is for."""
    return bool(_spelt(lowest_tier(heading)) & OTHERS)


def lowest_tier(heading: str) -> str:
    """Return the lowest of a heading's tiers, which are joined by “ / ”."""
    return heading.rpartition(" / ")[2]


def _heading_meanings(heading: str, name: ListName) -> dict[str, float]:
    spelt = _spelt(heading)
    if spelt & OTHERS:
        return {}
    worths: dict[str, float] = {}
    for words in spelt:
        for field, worth in _looked_up(words, name):
            worths[field] = max(worths.get(field, 0.0), worth)
    return worths


def _looked_up(words: str, name: ListName) -> list[tuple[str, float]]:
    sure, maybe = _phrases(name)
    fields = []
    if words in sure:
        fields.append((sure[words], SURE))
    fields += [(field, MAYBE) for field in maybe.get(words, ())]
    if fields:
        return fields
    if words.count("-") > _LONGEST:
        return []
    if name == "cong-khai" and _NUMBER_AND_DAY.match(words):
        return [(NUMBER_AND_DAY, WITHIN)]
    within = sorted((phrase for phrase in sure if _holds(words, phrase)), key=len)
    if within:
        # Both ends of a heading may say something: what stands below decides, then the longer.
        worths = {sure[phrase]: WITHIN for phrase in within}
        return list((worths | {sure[within[-1]]: WITHIN + 0.5}).items())
    if _NAME_OF.match(words):
        return [("ten", MAYBE)]
    if _SHORTEST_NEAR <= len(words) <= _LONGEST_NEAR:
        near = difflib.get_close_matches(words, sure, 1, _NEAR_ENOUGH)
        return [(sure[phrase], NEAR) for phrase in near]
    return []


def _holds(words: str, phrase: str) -> bool:
    """Tell whether a heading begins or ends with a phrase of several words, and little more."""
    if "-" not in phrase or words.count("-") - phrase.count("-") > _FURTHER:
        return False
    return words.startswith(f"{phrase}-") or words.endswith(f"-{phrase}")


@functools.cache
def _phrases(name: ListName) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    sure: dict[str, str] = {}
    maybe: dict[str, tuple[str, ...]] = {}
    for wording in wordings(name):
        for words in wording.sure:
            sure.setdefault(fold(words), wording.field)
        for words in wording.maybe:
            maybe[fold(words)] = (*maybe.get(fold(words), ()), wording.field)
    return sure, maybe


def _spelt(heading: str) -> frozenset[str]:
    """Spell a heading for comparison: with and without brackets, abbreviations in full."""
    heading = _COUNTED.sub("", heading.replace("_", " "))
    plain = fold(heading)
    bare = fold(_BRACKETS.sub(" ", heading)) or plain
    # “S TT”, as a narrow column breaks it.
    joined = {"stt"} if plain.replace("-", "") == "stt" else set()
    same = {spelling for words in (plain, bare) for spelling in (words, _in_full(words))}
    return frozenset(joined | same | {_DISCLOSED.sub("cong-khai", words) for words in same})


def _in_full(words: str) -> str:
    parts = words.split("-")
    if len(parts) == 1:
        return _SHORT.get(words, words)
    named = parts[0] in {"ten", "loai", "nhom", "nd"}
    short = _SHORT | _AFTER_NAME if named else _SHORT
    return "-".join(short.get(part, part) for part in parts)
