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
    *("Sơn", "Tân", "Thanh", "Thuận", "Thới", "Trung", "Vạn", "Vĩnh", "Xuân", "Yên", "Ân", "Ái"),
)
SECOND = (
    *("An", "Bình", "Cường", "Dương", "Đức", "Hải", "Hiệp", "Hòa", "Hội", "Khê", "Lâm", "Mai"),
    *("Lợi", "Nghĩa", "Nhơn", "Phong", "Quang", "Sơn", "Thạnh", "Thịnh", "Thọ", "Thủy", "Trạch"),
    *("Tiến", "Tường", "Xá", "Ý"),
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
    "thôn {place} và thôn {place2}",
    "tuyến đường liên xã đoạn từ chợ {place} đến cầu {place2}",
    "trường mầm non {place} (giai đoạn 2)",
    "trạm y tế và nhà văn hóa khu dân cư {place}",
    "hệ thống thoát nước khu trung tâm {place}",
    "{count} hộ sản xuất nông nghiệp ở {place} bị thiệt hại do mưa lũ",
    "khu tái định cư phía đông {place}",
    "công chức, viên chức và người lao động",
    "chợ {place}",
    "bến đò {place}",
    "nghĩa trang nhân dân {place}",
    "hồ chứa nước {place} và kênh dẫn về {place2}",
    "điểm trường {place}",
    "rừng đầu nguồn {place}",
    "vùng trồng lúa {place} - {place2}",
    "cụm công nghiệp {place}",
    "trạm bơm {place}",
    "bãi tập kết vật liệu {place}",
    "di tích đình {place}",
    "khu dân cư mới {place}, quy mô {count} lô",
    "lĩnh vực {field}",
    "thủ tục mã số {code}, lĩnh vực {field}",
    "đê bao {place}",
    "bãi chôn lấp chất thải {place}",
)
TITLES = (
    Title("a1", "Kế hoạch phát triển kinh tế - xã hội năm {year}", "KH-UBND", "Kế hoạch", "d"),
    Title("a2", "Chương trình công tác trọng tâm năm {year}", "CTr-UBND", "Kế hoạch", "d"),
    Title("a3", "Báo cáo kết quả thực hiện nhiệm vụ năm {year}", "BC-UBND", "Báo cáo", "l"),
    Title("a5", "Số liệu thống kê chủ yếu trên địa bàn năm {year}", "BC-UBND", "Báo cáo", "l"),
    Title("b1", "Quy định quản lý {subject}", "QĐ-UBND", "Văn bản quy phạm", "a"),
    Title("b2", "Chỉ thị về {subject}", "CT-UBND", "", "a"),
    Title("b4", "Quy trình nội bộ về {subject}", "QĐ-UBND", "Thủ tục", "a"),
    Title("b5", "Dự thảo quyết định về {subject}", "TTr-UBND", "Dự thảo", "c"),
    Title("b6", "Tiếp thu ý kiến về {subject}", "BC-UBND", "Dự thảo", "c"),
    Title("b9", "Hướng dẫn chính sách về {subject}", "HD-UBND", "", "b"),
    Title("c1", "Chức năng, nhiệm vụ, cơ cấu tổ chức của cơ quan", "QĐ-UBND", "Tổ chức", "k"),
    Title("c2", "Nhiệm vụ của người trực tiếp giải quyết công việc", "TB-UBND", "Tổ chức", "k"),
    Title("c3", "Quy chế làm việc nhiệm kỳ {year}", "QĐ-UBND", "Quy chế, nội quy", "k"),
    Title("c4", "Chuyển đổi vị trí công tác năm {year}", "KH-UBND", "Tổ chức"),
    Title("c5", "Định mức sử dụng xe, điện thoại, văn phòng phẩm năm {year}", "QĐ-UBND", ""),
    Title("d1", "Dự toán ngân sách năm {year}", "QĐ-UBND", "Ngân sách", "đ"),
    Title("d2", "Thực hiện dự toán quý của năm {year}", "BC-UBND", "Ngân sách", "đ"),
    Title("d3", "Quyết toán ngân sách năm {year}", "NQ-HĐND", "Ngân sách", "đ"),
    Title("d4", "Báo cáo tài chính năm {year}", "BC-UBND", "Ngân sách", "l"),
    Title("d6", "Danh sách hỗ trợ {subject}", "QĐ-UBND", "Hỗ trợ"),
    Title("d9", "Mức thu phí, lệ phí áp dụng từ năm {year}", "TB-UBND", "Phí, lệ phí", "o"),
    Title("đ2", "Trợ cấp xã hội đột xuất năm {year}", "QĐ-UBND", "Hỗ trợ", "e"),
    Title("đ3", "Thu, chi quỹ xây dựng {subject}", "TB-UBND", "", "e"),
    Title("g1", "Sử dụng tài sản công năm {year}", "BC-UBND", "Tài sản"),
    Title("g3", "Kế hoạch đầu tư công: {subject}", "QĐ-UBND", "Đầu tư công", "g"),
    Title("g5", "Kết quả lựa chọn nhà thầu gói xây lắp {subject}", "QĐ-UBND", "Đầu tư công", "g"),
    Title("h2", "Báo cáo công tác phòng, chống tham nhũng năm {year}", "BC-UBND", "Báo cáo"),
    Title("h4", "Chương trình thực hành tiết kiệm, chống lãng phí năm {year}", "CTr-UBND", ""),
    Title("i1", "Xử phạt vi phạm về {subject}", "QĐ-XPVPHC", "Xử phạt"),
    Title("k3", "Đồ án quy hoạch chung: {subject}", "QĐ-UBND", "Quy hoạch", "g"),
    Title("l1", "Kế hoạch sử dụng đất năm {year}", "QĐ-UBND", "Đất đai", "g"),
    Title("l3", "Phương án bồi thường: {subject}", "QĐ-UBND", "Đất đai", "g"),
    Title("l6", "Mốc giới hành lang bảo vệ {subject}", "TB-UBND", "Đất đai"),
    Title("p2", "Kế hoạch ứng phó sự cố môi trường năm {year}", "KH-UBND", "Môi trường"),
    Title("q1", "Danh mục di sản văn hóa đã kiểm kê đến năm {year}", "QĐ-UBND", "Văn hóa"),
    Title("r2", "Thông báo tuyển dụng công chức, viên chức năm {year}", "TB-UBND", "", "l"),
    Title("r4", "Mục lục hồ sơ nộp lưu trữ năm {year}", "TB-UBND", "Lưu trữ"),
    Title("s2", "Giải quyết thủ tục hành chính năm {year}", "BC-UBND", ""),
    Title("t1", "Kế hoạch chuyển đổi số năm {year}", "KH-UBND", "Chuyển đổi số"),
    Title("u1", "Danh mục thông tin phải được công khai năm {year}", "TB-UBND", "", "m"),
)
VERBS = (
    *("Cấp", "Cấp lại", "Gia hạn", "Thu hồi", "Điều chỉnh", "Công nhận", "Đăng ký", "Xác nhận"),
    *("Thẩm định", "Chấm dứt", "Tạm ngừng", "Thủ tục cấp", "Thủ tục đăng ký", "Sửa đổi, bổ sung"),
)
OBJECTS = (
    "giấy phép liên vận",
    "giấy xác nhận thân nhân",
    "phương án trồng rừng thay thế",
    "hợp đồng thuê đất",
    "hộ kinh doanh ở {place}",
    "cơ sở nuôi trồng thủy sản ở {place}",
    "nhóm trẻ độc lập {place}",
    "giấy phép xây dựng",
    "chế độ mai táng",
    "việc giám hộ",
    "tổ hợp tác {place}",
    "điểm kinh doanh trò chơi",
    "giấy chứng nhận cơ sở đủ điều kiện",
    "giấy phép bán lẻ",
    "biến động thửa đất",
    "trường tiểu học {place} đạt chuẩn",
    "thư viện cộng đồng {place}",
    "lễ hội truyền thống {place}",
    "phương tiện vận tải thủy",
    "công trình thủy lợi {place}",
    "giấy phép khai thác nước dưới đất",
    "văn phòng đại diện",
    "mã số vùng trồng {place}",
    "câu lạc bộ thể thao {place}",
)
# What titles are drawn out with; each stands whole behind any of them.
SUPPLEMENTS = (
    ", đợt {count}",
    " (bản điều chỉnh)",
    " tại {place}",
    " trên địa bàn {place} và {place2}",
    " theo Quyết định số {number}",
    " ban hành kèm theo Quyết định số {number} ngày {day}",
    " thuộc phạm vi chức năng quản lý của {unit}",
    " giao {unit} chủ trì, phối hợp với các thôn {place}, {place2} tổ chức thực hiện",
    " (sửa đổi, bổ sung theo Tờ trình số {number} ngày {day} của {unit})",
    ", áp dụng cho {count} hộ gia đình và cơ sở sản xuất, kinh doanh tại {place}",
    " sau khi sắp xếp đơn vị hành chính, gồm các khu dân cư {place} và {place2}",
    ", lĩnh vực {field}",
)
NOTES = (
    "Nguồn xếp loại: thủ tục, quy trình nội bộ.",
    "Bản giấy số {number} đọc tại {unit}.",
    "Bản giấy đọc tại {unit}, hồ sơ {count}, trong giờ làm việc; bản điện tử ở địa chỉ bên.",
    "Thay cho văn bản số {number} ngày {day}; bản cũ còn giữ tại {unit}.",
    "Đã công khai. Mã băm SHA-256 của tệp PDF: {digest}.",
    "Nguồn xếp loại: công khai. Mã băm SHA-256 của tệp PDF: {digest}.",
    "Nguồn xếp loại: công khai. Mã băm SHA-256 của tệp PDF: {digest}.",
)
SIGNS = (
    *("QĐ-UBND", "QĐ-UBND", "QĐ-UBND", "NQ-HĐND", "QĐ-BNNMT", "QĐ-BTP", "TT-BTC", "KH-UBND"),
    *("QĐ-BNV", "QĐ-BGDĐT", "QĐ-BYT", "QĐ-BCT", "QĐ-BXD", "NĐ-CP", "TT-BNV", "QĐ-TTg"),
)
CONDITIONAL = (
    ("d16k1", "Sổ hộ tịch {place}, {year}", "Người có thông tin"),
    ("d16k1", "Hồ sơ hộ nghèo, cận nghèo {place}, {year}", "Các thành viên trong hộ"),
    ("d16k1", "Hồ sơ hòa giải đất đai số {count}/{year}", "Các bên tranh chấp"),
    ("d16k1", "Hồ sơ công chức đã nghỉ hưu năm {year}", "Người có hồ sơ"),
    ("d16k2", "Phương án kinh doanh ở {place}, {year}", "Chủ sở hữu"),
    ("d16k2", "Hồ sơ dự thầu không trúng, {year}: {subject}", "Nhà thầu"),
    ("d16k3", "Sổ địa bạ {place} lập trước {year}", ""),
    ("d16k4", "Điều tra ổ dịch {place} năm {year}", ""),
)
CONDITIONS = (
    "{consent} đồng ý bằng văn bản, nộp tại {unit}, phòng {count}",
    "{consent} đồng ý bằng văn bản có xác nhận; đối chiếu sổ quyển {count} của {place}",
    "{consent} đồng ý bằng văn bản; {unit} đối chiếu hồ sơ {number}",
    "{consent} đồng ý bằng văn bản, ghi rõ phạm vi theo văn bản số {number}",
)
WITHOUT_CONSENT = "Theo quy định của pháp luật có liên quan; xem văn bản số {number}"
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
        "{name} cung cấp kịp thời, chính xác, đầy đủ, đúng thẩm quyền. Thông tin đã công khai thì hướng dẫn người hỏi nơi xem.\nKhông thu phí, lệ phí; người yêu cầu chỉ trả chi phí thực tế để in, sao, chụp, gửi nếu có.",
    ),
    (
        "Đầu mối cung cấp thông tin",
        "Đầu mối của {name} tiếp nhận yêu cầu, vào sổ theo dõi, trả kết quả, giúp người khuyết tật và người gặp khó khăn khi viết phiếu, lập danh mục và thống kê hằng năm.",
    ),
    (
        "Trách nhiệm của đơn vị tạo ra thông tin",
        "Đơn vị thuộc {name} tạo ra thông tin lập hồ sơ, giữ bản điện tử và nêu rõ thông tin thuộc loại nào (công khai, có điều kiện, không được tiếp cận) ngay khi trình ký.",
    ),
    (
        "Chuyển giao thông tin cho đầu mối",
        "Trong 02 ngày làm việc kể từ ngày văn bản của {name} được ký, đơn vị tạo ra thông tin chuyển bản điện tử cho đầu mối kèm phiếu chuyển. Phiếu chuyển ghi hình thức, thời điểm, thời hạn công khai.",
    ),
    (
        "Phân loại và rà soát nội dung mật",
        "Trước khi công khai hoặc cung cấp, người rà soát của {name} đọc toàn văn và tách phần thuộc bí mật nhà nước, đời sống riêng tư, bí mật kinh doanh. Kết quả được ghi vào danh mục cùng ngày và chức vụ người rà soát.",
    ),
    (
        "Công khai thông tin",
        "Thông tin phải công khai được đăng trên trang thông tin điện tử của {name} chậm nhất 05 ngày làm việc kể từ ngày tạo ra, trừ khi luật khác quy định thời hạn khác. Thông tin phải niêm yết thì niêm yết ít nhất 30 ngày.",
    ),
    (
        "Cập nhật danh mục và thông tin",
        "Danh mục của {name} được rà soát mỗi quý một lần và mỗi khi có thay đổi. Văn bản hết hiệu lực được giữ lại, ghi rõ tình trạng và văn bản thay thế.",
    ),
    (
        "Tiếp nhận và giải quyết yêu cầu",
        "Yêu cầu hợp lệ gửi {name} được giải quyết chậm nhất 12 ngày. Khi phải gia hạn, đầu mối báo bằng văn bản trong thời hạn đầu; gia hạn không quá 12 ngày. Từ chối phải bằng văn bản và nêu căn cứ.",
    ),
    (
        "Phối hợp giữa đầu mối và đơn vị giữ thông tin",
        "Đầu mối của {name} chuyển yêu cầu đến đơn vị giữ thông tin trong 01 ngày làm việc. Đơn vị giữ thông tin trả lời đầu mối trong 05 ngày làm việc. Khi có ý kiến khác nhau thì người đứng đầu quyết định.",
    ),
    (
        "Đính chính, khiếu nại và tổ chức thực hiện",
        "{name} tự phát hiện thông tin sai thì đính chính trong 05 ngày làm việc; có kiến nghị thì trả lời trong 10 ngày. Đính chính bằng đúng hình thức đã công khai và trên trang thông tin điện tử.",
    ),
)
