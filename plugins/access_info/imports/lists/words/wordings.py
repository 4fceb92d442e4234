"""The wordings of headings that mean a field, and those that only look like one."""

from __future__ import annotations

import dataclasses

from access_info.imports.lists.words.fields import (
    ID,
    NUMBER_AND_DAY,
    ORDER,
    POSTED_FROM,
    POSTED_TO,
    ListName,
)
from access_info.model.types import fold


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
