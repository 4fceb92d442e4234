"""How papers say of themselves that they are secret or of the house, beside the corpora; and papers that do not."""

from __future__ import annotations

import pytest

from access_info.checks.safety.detect import detect, suspicion_of
from access_info.checks.safety.detections import TextPlace

TOLD = {
    "TT601": (
        "Đóng dấu Tối mật, bản số 03/05, lưu tủ riêng Ban Chỉ huy quân sự",
        "Thuộc danh mục bí mật nhà nước lĩnh vực quốc phòng, bản số 4/6, ai mượn phải ký sổ",
        "Đề thi và hướng dẫn chấm – Tối mật – bàn giao trước giờ thi",
        "Công văn số 05/UBND-NC về bố trí lực lượng bảo vệ biên giới (mật)",
        "De an to chuc luc luong du bi dong vien - tai lieu MAT",
        "KH 12/KH-UBND (Mat) v/v dien tap khu vuc phong thu",
    ),
    "TT603": (
        "Đề nghị các phòng không cung cấp nội dung công văn này cho báo chí",
        "Phiếu xin ý kiến về dự án, không công khai, thu lại phiếu sau khi tổng hợp",
        "Phiếu trình giải quyết công việc (không phát hành)",
    ),
    "TT604": (
        "Thông báo nội bộ lịch trực Tết của cơ quan",
        "Dự thảo lần 2, xin ý kiến nội bộ các phòng",
        "Giáo trình bồi dưỡng đảng viên mới (lưu hành nội bộ)",
        "Bệnh viện in 200 cuốn sổ tay kiểm soát nhiễm khuẩn (tài liệu lưu hành nội bộ)",
        "Triển khai Kế hoạch số 5 (Mật) của tỉnh, xã thông báo thời gian bắn đạn thật",
    ),
    "TT605": (
        "Quyết định giải mật 46 hồ sơ quy hoạch",
        "Quyết định giải mật 12 tài liệu trước đây đóng dấu Mật của tỉnh",
    ),
    "TT622": (
        "Homestay bản Mẫu, chị Nháp 0571234567, có phòng cho đoàn",
        "Anh Thử đội thu gom rác, 0571234567, bà con cần thì gọi",
        "Quỹ lớp 5A do chị Nguyễn Thị Mẫu giữ, STK 9571234567890 Vietcombank",
        "Kỹ sư Trần Văn Mẫu (0571234567) sẽ đo từng thửa",
        "Đơn vị thi công: Công ty Mẫu, anh Thử 0571234567",
        "Danh sách xe chờ tịch thu: xe mô tô biển số 99-B1 123.45",
    ),
    "TT614": (
        "Khách hàng Nguyễn Mẫu 0571234567 chưa trả tiền nước",
        "Kỹ sư Lê Văn Thử gặp ông Nguyễn Văn Mẫu, 0571234567",
        "Nhân chứng Trần Thị Mẫu, công nhân công ty dệt, 0571234567",
    ),
    "TT621": ("Ô tô biển số 99A-123.45 của chị Trần Thị Mẫu, giáo viên",),
    "TT617": ("Tiền trợ cấp của cụ Mẫu, STK 9571234567890 Vietcombank",),
}
NOTHING = (
    "Tài liệu có độ Mật, Tối mật phải đóng dấu, đăng ký vào sổ riêng",
    "Ban hành danh mục bí mật nhà nước lĩnh vực y tế",
    "Danh mục văn bản đã giải mật năm 2026",
    "Quyết định ban hành quy trình nội bộ giải quyết thủ tục hành chính",
    "Không cung cấp thông tin cá nhân của người tố cáo cho người khác",
)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in TOLD for text in TOLD[code]])
def test_what_a_paper_says_of_itself_is_seen(code, text):
    assert suspicion_of(text)
    assert code in {detection.code for detection in detect(text, TextPlace.VALUE)}


@pytest.mark.parametrize("text", NOTHING)
def test_what_speaks_about_secrecy_is_none(text):
    assert list(detect(text, TextPlace.VALUE)) == []
