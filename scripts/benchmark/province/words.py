"""Words that the made-up agencies of the benchmark are put together from.

Nothing here names a real place, person or document: place names end in “Mẫu” (sample).
"""

from __future__ import annotations

from typing import NamedTuple


class Title(NamedTuple):
    """A kind of document as such lists hold it.

    Attributes:
        kind: Id of the kind of information in the law of 2026.
        text: Its name; ``{year}`` and ``{subject}`` are filled in.
        sign: What follows the number of such a document.
        group: The clerk's own heading.
        older: The point of the law of 2016 that it fell under, or "".
    """

    kind: str
    text: str
    sign: str
    group: str
    older: str = ""


FIRST = (
    *("An", "Bình", "Cẩm", "Châu", "Diên", "Đại", "Đông", "Gia", "Giang", "Hà", "Hòa", "Hưng"),
    *("Khánh", "Kim", "Lạc", "Long", "Minh", "Mỹ", "Nam", "Ngọc", "Ninh", "Phú", "Phước", "Quảng"),
    *("Sơn", "Tân", "Thanh", "Thuận", "Tiên", "Trung", "Vạn", "Vĩnh", "Xuân", "Yên", "Ân", "Ái"),
)
SECOND = (
    *("An", "Bình", "Cường", "Dương", "Đức", "Hải", "Hiệp", "Hòa", "Hội", "Khê", "Lâm", "Lộc"),
    *("Lợi", "Nghĩa", "Nhơn", "Phong", "Quang", "Sơn", "Thạnh", "Thịnh", "Thọ", "Thủy", "Trạch"),
    *("Trị", "Tường", "Xá", "Ý"),
)
FIELDS = (
    *("Tài chính", "Y tế", "Xây dựng", "Nội vụ", "Công Thương", "Khoa học và Công nghệ"),
    *("Giáo dục và Đào tạo", "Nông nghiệp và Môi trường", "Văn hóa, Thể thao và Du lịch"),
)
UNITS = (
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "Phòng Kinh tế",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Phòng Văn hóa - Xã hội",
    "Trung tâm Phục vụ hành chính công",
    "Bộ phận Tài chính - Kế toán",
)
SUBJECTS = (
    "thôn Mẫu Một và thôn Mẫu Hai",
    "tuyến đường liên xã đoạn từ chợ Mẫu đến cầu Mẫu Ba",
    "trường mầm non Hoa Mẫu (giai đoạn 2)",
    "trạm y tế và nhà văn hóa khu dân cư số 4",
    "hệ thống thoát nước khu trung tâm",
    "các hộ sản xuất nông nghiệp bị thiệt hại do mưa lũ",
    "khu tái định cư phía đông",
    "công chức, viên chức và người lao động",
)
TITLES = (
    Title("a1", "Kế hoạch phát triển kinh tế - xã hội năm {year}", "KH-UBND", "Kế hoạch", "d"),
    Title("a2", "Chương trình công tác trọng tâm năm {year}", "CTr-UBND", "Kế hoạch", "d"),
    Title("a3", "Báo cáo kết quả thực hiện nhiệm vụ năm {year}", "BC-UBND", "Báo cáo", "l"),
    Title("a5", "Số liệu thống kê chủ yếu trên địa bàn năm {year}", "BC-UBND", "Báo cáo", "l"),
    Title("b1", "Quyết định quy định quản lý {subject}", "QĐ-UBND", "Văn bản quy phạm", "a"),
    Title("b2", "Chỉ thị về việc tăng cường quản lý {subject} năm {year}", "CT-UBND", "", "a"),
    Title("b4", "Quy trình nội bộ giải quyết thủ tục về {subject}", "QĐ-UBND", "Thủ tục", "a"),
    Title("b5", "Dự thảo quyết định về {subject} và bản thuyết minh", "TTr-UBND", "Dự thảo", "c"),
    Title("b6", "Tổng hợp, tiếp thu ý kiến Nhân dân về {subject}", "BC-UBND", "Dự thảo", "c"),
    Title("b9", "Hướng dẫn chính sách mới đối với {subject}", "HD-UBND", "", "b"),
    Title("c1", "Chức năng, nhiệm vụ, cơ cấu tổ chức của cơ quan", "QĐ-UBND", "Tổ chức", "k"),
    Title("c2", "Nhiệm vụ của người trực tiếp giải quyết công việc", "TB-UBND", "Tổ chức", "k"),
    Title("c3", "Quy chế làm việc nhiệm kỳ {year}", "QĐ-UBND", "Quy chế, nội quy", "k"),
    Title("c4", "Kế hoạch chuyển đổi vị trí công tác năm {year}", "KH-UBND", "Tổ chức"),
    Title("c5", "Định mức sử dụng xe, điện thoại, văn phòng phẩm năm {year}", "QĐ-UBND", ""),
    Title("d1", "Công khai dự toán ngân sách năm {year}", "QĐ-UBND", "Ngân sách", "đ"),
    Title("d2", "Tình hình thực hiện dự toán quý của năm {year}", "BC-UBND", "Ngân sách", "đ"),
    Title("d3", "Quyết toán ngân sách năm {year} đã được phê chuẩn", "NQ-HĐND", "Ngân sách", "đ"),
    Title("d4", "Báo cáo tài chính năm {year}", "BC-UBND", "Ngân sách", "l"),
    Title("d6", "Danh sách hỗ trợ trực tiếp cho {subject}", "QĐ-UBND", "Hỗ trợ"),
    Title("d9", "Mức thu phí, lệ phí áp dụng từ năm {year}", "TB-UBND", "Phí, lệ phí", "o"),
    Title("đ2", "Trợ cấp xã hội thường xuyên, đột xuất năm {year}", "QĐ-UBND", "Hỗ trợ", "e"),
    Title("đ3", "Thu, chi quỹ do Nhân dân đóng góp xây dựng {subject}", "TB-UBND", "", "e"),
    Title("g1", "Tình hình quản lý, sử dụng tài sản công năm {year}", "BC-UBND", "Tài sản"),
    Title("g3", "Kế hoạch đầu tư công: {subject}", "QĐ-UBND", "Đầu tư công", "g"),
    Title("g5", "Kết quả lựa chọn nhà thầu gói xây lắp {subject}", "QĐ-UBND", "Đầu tư công", "g"),
    Title("h2", "Báo cáo công tác phòng, chống tham nhũng năm {year}", "BC-UBND", "Báo cáo"),
    Title("h4", "Chương trình thực hành tiết kiệm, chống lãng phí năm {year}", "CTr-UBND", ""),
    Title("i1", "Công bố xử phạt vi phạm hành chính về {subject}", "QĐ-XPVPHC", "Xử phạt"),
    Title("k3", "Đồ án quy hoạch chung: {subject}", "QĐ-UBND", "Quy hoạch", "g"),
    Title("l1", "Kế hoạch sử dụng đất năm {year}", "QĐ-UBND", "Đất đai", "g"),
    Title("l3", "Phương án bồi thường, hỗ trợ, tái định cư: {subject}", "QĐ-UBND", "Đất đai", "g"),
    Title("l6", "Mốc giới hành lang bảo vệ an toàn công trình: {subject}", "TB-UBND", "Đất đai"),
    Title("p2", "Kế hoạch ứng phó sự cố môi trường năm {year}", "KH-UBND", "Môi trường"),
    Title("q1", "Danh mục di sản văn hóa đã kiểm kê đến năm {year}", "QĐ-UBND", "Văn hóa"),
    Title("r2", "Thông báo tuyển dụng công chức, viên chức năm {year}", "TB-UBND", "", "l"),
    Title("r4", "Mục lục hồ sơ nộp lưu trữ năm {year}", "TB-UBND", "Lưu trữ"),
    Title("s2", "Kết quả giải quyết thủ tục hành chính quý của năm {year}", "BC-UBND", ""),
    Title("t1", "Kế hoạch chuyển đổi số năm {year}", "KH-UBND", "Chuyển đổi số"),
    Title("u1", "Danh mục thông tin phải được công khai năm {year}", "TB-UBND", "", "m"),
)
CONDITIONAL = (
    ("d16k1", "Thông tin hộ tịch của người khác, sổ năm {year}", "Người có thông tin"),
    (
        "d16k1",
        "Hồ sơ hộ nghèo, cận nghèo và hộ hưởng trợ cấp năm {year}",
        "Các thành viên trong hộ",
    ),
    ("d16k1", "Hồ sơ hòa giải tranh chấp đất đai đã kết thúc năm {year}", "Các bên tranh chấp"),
    ("d16k1", "Hồ sơ công chức, viên chức đã nghỉ hưu năm {year}", "Người có hồ sơ"),
    ("d16k2", "Phương án sản xuất, kinh doanh trong hồ sơ xin hỗ trợ năm {year}", "Chủ sở hữu"),
    ("d16k2", "Hồ sơ dự thầu của nhà thầu không trúng thầu năm {year}", "Nhà thầu"),
    ("d16k3", "Sổ địa bạ và bản đồ giấy lập trước năm {year}", ""),
    ("d16k4", "Kết quả điều tra dịch tễ ổ dịch năm {year}", ""),
)
ARTICLES = (
    (
        "Phạm vi điều chỉnh",
        "Quy chế này quy định việc tổ chức cung cấp thông tin cho công dân tại {name}: đầu mối, chuyển giao, phân loại, công khai, cập nhật thông tin và trình tự giải quyết yêu cầu.",
    ),
    (
        "Đối tượng áp dụng",
        "Quy chế áp dụng với các phòng, ban, trung tâm, công chức, viên chức, người lao động của {name} và công dân, tổ chức có yêu cầu cung cấp thông tin.",
    ),
    (
        "Nguyên tắc cung cấp thông tin",
        "Cung cấp kịp thời, chính xác, đầy đủ, đúng thẩm quyền. Thông tin đã công khai thì hướng dẫn người hỏi nơi xem.\nKhông thu phí, lệ phí; người yêu cầu chỉ trả chi phí thực tế để in, sao, chụp, gửi nếu có.",
    ),
    (
        "Đầu mối cung cấp thông tin",
        "Đầu mối tiếp nhận yêu cầu, vào sổ theo dõi, trả kết quả, giúp người khuyết tật và người gặp khó khăn khi viết phiếu, lập danh mục và thống kê hằng năm.",
    ),
    (
        "Trách nhiệm của đơn vị tạo ra thông tin",
        "Đơn vị tạo ra thông tin lập hồ sơ, giữ bản điện tử và nêu rõ thông tin thuộc loại nào (công khai, có điều kiện, không được tiếp cận) ngay khi trình ký.",
    ),
    (
        "Chuyển giao thông tin cho đầu mối",
        "Trong 02 ngày làm việc kể từ ngày văn bản được ký, đơn vị tạo ra thông tin chuyển bản điện tử cho đầu mối kèm phiếu chuyển. Phiếu chuyển ghi hình thức, thời điểm, thời hạn công khai.",
    ),
    (
        "Phân loại và rà soát nội dung mật",
        "Trước khi công khai hoặc cung cấp, người rà soát đọc toàn văn và tách phần thuộc bí mật nhà nước, đời sống riêng tư, bí mật kinh doanh. Kết quả được ghi vào danh mục cùng ngày và chức vụ người rà soát.",
    ),
    (
        "Công khai thông tin",
        "Thông tin phải công khai được đăng trên trang thông tin điện tử chậm nhất 05 ngày làm việc kể từ ngày tạo ra, trừ khi luật khác quy định thời hạn khác. Thông tin phải niêm yết thì niêm yết ít nhất 30 ngày.",
    ),
    (
        "Cập nhật danh mục và thông tin",
        "Danh mục được rà soát mỗi quý một lần và mỗi khi có thay đổi. Văn bản hết hiệu lực được giữ lại, ghi rõ tình trạng và văn bản thay thế.",
    ),
    (
        "Tiếp nhận và giải quyết yêu cầu",
        "Yêu cầu hợp lệ được giải quyết chậm nhất 12 ngày. Khi phải gia hạn, đầu mối báo bằng văn bản trong thời hạn đầu; gia hạn không quá 12 ngày. Từ chối phải bằng văn bản và nêu căn cứ.",
    ),
    (
        "Phối hợp giữa đầu mối và đơn vị giữ thông tin",
        "Đầu mối chuyển yêu cầu đến đơn vị giữ thông tin trong 01 ngày làm việc. Đơn vị giữ thông tin trả lời đầu mối trong 05 ngày làm việc. Khi có ý kiến khác nhau thì người đứng đầu quyết định.",
    ),
    (
        "Đính chính, khiếu nại và tổ chức thực hiện",
        "Tự phát hiện thông tin sai thì đính chính trong 05 ngày làm việc; có kiến nghị thì trả lời trong 10 ngày. Đính chính bằng đúng hình thức đã công khai và trên trang thông tin điện tử.",
    ),
)
