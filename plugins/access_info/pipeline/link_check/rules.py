"""What is told of addresses that do not answer as they should (TT522–TT524)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

DEAD = Rule(
    code="TT522",
    severity=Severity.WARNING,
    title="Liên kết hỏng",
    message="“{text}” không mở được: {reason}.",
    cure="Ghi địa chỉ đúng. Trang không còn nữa thì bỏ địa chỉ này, hoặc để tệp vào tep/ của cơ quan.",
    why="Người dân bấm vào một liên kết hỏng thì không tới được thông tin lẽ ra phải công khai.",
    wrong='dia_chi: ["https://mau.example/trang-da-bo"]',
    right='dia_chi: ["https://mau.example/trang-dang-dung"]',
)
CERTIFICATE = Rule(
    code="TT523",
    severity=Severity.WARNING,
    title="Chứng thư số của trang không dùng được",
    message="“{text}”: {reason}.",
    cure="Báo đơn vị giữ trang ấy gia hạn hoặc sửa chứng thư số; địa chỉ đã đổi thì ghi địa chỉ mới.",
    why="Trình duyệt sẽ cảnh báo trang không an toàn, nhiều người sẽ không dám mở tiếp.",
)
MOVED = Rule(
    code="TT524",
    severity=Severity.WARNING,
    title="Địa chỉ đã chuyển hẳn",
    message="“{text}” đã chuyển hẳn sang địa chỉ khác.",
    cure="Mở thử, đúng nội dung thì ghi địa chỉ mới: {fix}",
    why="Máy chủ có thể thôi dẫn từ địa chỉ cũ bất cứ lúc nào.",
    wrong='dia_chi: "http://so-tu-phap.mau.example/quy-che"',
    right='dia_chi: "https://so-tu-phap.mau.example/quy-che"',
)
