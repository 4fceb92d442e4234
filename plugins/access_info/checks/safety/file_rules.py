"""What the secrecy gate says of attachments beside their text (TT640–TT679).

Facts: Law 91/2025/QH15 and Decree 356/2025/NĐ-CP on personal data; the 20 MB are this project's own
limit. Nothing here says that a file is harmless: a stamp in a scanned picture is read by people only.
"""

from __future__ import annotations

from access_info.office_files.limits import LIMITS, MEGABYTE, Purpose
from access_info.problems import Rule, Severity
from access_info.scanning import MarkKind

_PEOPLE = (
    "Người soạn thường quên phần này, mà ai tải tệp về cũng xem được: có thể lộ bí mật hoặc dữ liệu cá "
    "nhân (Luật 117/2025/QH15, Luật 91/2025/QH15)."
)
_AFTER = "Thay tệp trong thư mục tep/; nếu có lý do để giữ thì ghi “mien_tru” ở mục."


def _hidden(code: str, title: str, what: str, cure: str, why: str = _PEOPLE) -> Rule:
    return Rule(
        code=code,
        severity=Severity.ERROR,
        title=title,
        message=f"{{where}}: {what}{{detail}}.",
        cure=f"{cure} {_AFTER}",
        why=why,
        withholds=True,
    )


HIDDEN_ROWS = _hidden(
    "TT641", "Hàng ẩn", "bảng tính có hàng ẩn", "Bỏ ẩn để xem, xóa hàng không được công khai."
)
HIDDEN_COLUMNS = _hidden(
    "TT642", "Cột ẩn", "bảng tính có cột ẩn", "Bỏ ẩn để xem, xóa cột không được công khai."
)
HIDDEN_SHEET = _hidden(
    "TT643", "Trang tính ẩn", "có trang tính ẩn", "Bỏ ẩn để xem, xóa trang tính ấy."
)
HIDDEN_TEXT = _hidden(
    "TT644", "Chữ ẩn", "có chữ ẩn", "Bỏ định dạng ẩn để xem, xóa chữ không được công khai."
)
COMMENT = _hidden(
    "TT645", "Nhận xét", "có nhận xét của người soạn", "Xóa mọi nhận xét (thẻ Xem lại)."
)
TRACKED = _hidden(
    "TT646", "Vết sửa", "còn vết sửa chưa chấp nhận", "Chấp nhận hoặc bỏ mọi vết sửa (thẻ Xem lại)."
)
AUTHOR = _hidden(
    "TT647",
    "Thuộc tính ghi tên người",
    "thuộc tính của tệp ghi tên người",
    "Xóa thông tin cá nhân của tệp (Tệp › Thông tin › Kiểm tra tài liệu), lưu lại.",
    "Tên người soạn là dữ liệu cá nhân (Điều 3 Nghị định 356/2025/NĐ-CP), người đọc không cần.",
)
GPS = _hidden(
    "TT648",
    "Ảnh ghi tọa độ",
    "ảnh ghi tọa độ nơi chụp",
    "Lưu lại ảnh không kèm vị trí.",
    "Vị trí của một người là dữ liệu cá nhân nhạy cảm (Điều 4 Nghị định 356/2025/NĐ-CP).",
)
EMBEDDED = _hidden(
    "TT649",
    "Tệp nhúng bên trong",
    "có tệp khác nhúng bên trong",
    "Bỏ tệp nhúng, hoặc đưa thành tệp đính kèm riêng.",
    "Tệp nhúng không được rà soát và có thể chứa mã độc.",
)
MACRO = _hidden(
    "TT650",
    "Macro",
    "có macro",
    "Lưu lại dạng không có macro (.docx, .xlsx, .pdf).",
    "Macro chạy trên máy tính của người tải về; mã độc hay lây qua đường này.",
)
ACTIVE = _hidden(
    "TT651",
    "Nội dung tự chạy",
    "có nội dung tự chạy",
    "In lại thành PDF thường.",
    "Lệnh nằm trong PDF có thể chạy trên máy tính của người tải về.",
)
TOO_LARGE = _hidden(
    "TT652",
    "Tệp quá lớn",
    f"tệp lớn hơn {LIMITS[Purpose.SCAN].file // MEGABYTE} MB",
    "Nén ảnh, tách thành nhiều tệp, hoặc quét lại ở 200 điểm mỗi inch.",
    "Tệp lớn không tải được trên mạng chậm, và không được rà soát.",
)
UNREADABLE = _hidden(
    "TT653",
    "Tệp đính kèm không mở được để rà soát",
    "không mở được tệp để rà soát",
    "Mở bằng phần mềm của nó rồi lưu lại; hỏng thì lấy bản khác.",
    "Tệp không mở được thì không rà soát được, và người dân cũng không đọc được.",
)
ENCRYPTED = _hidden(
    "TT654",
    "Tệp đặt mật khẩu",
    "tệp đặt mật khẩu nên không rà soát được",
    "Lưu lại không đặt mật khẩu.",
    "Thông tin công khai phải đọc được không cần mật khẩu.",
)
NO_TEXT = Rule(
    code="TT661",
    severity=Severity.WARNING,
    title="Bản quét không có lớp chữ",
    message="{where}: chỉ là ảnh quét, không có lớp chữ{detail}.",
    cure="Dùng bản PDF xuất từ Word, hoặc nhận dạng chữ (OCR) trước khi đăng.",
    why="Người khiếm thị dùng phần mềm đọc màn hình không nghe được ảnh quét, và không ai tìm được chữ trong đó.",
)

HIDDEN_FIGURES = Rule(
    code="TT667",
    severity=Severity.WARNING,
    title="Hàng, cột ẩn chỉ có số, mã",
    message="{where}: bảng tính có hàng hoặc cột ẩn, trong đó chỉ có số hay mã ngắn{detail}.",
    cure="Bỏ ẩn để xem; không cần công khai thì xóa, thay tệp trong thư mục tep/.",
    why="Ai tải tệp về cũng xem được phần ẩn: số liệu chưa định công khai có thể nằm ở đó.",
)

# `SCAN` has none: whether somebody has looked at it is asked by `checks.scan_reviews`.
OF_MARK: dict[MarkKind, Rule] = {
    MarkKind.HIDDEN_ROWS: HIDDEN_ROWS,
    MarkKind.HIDDEN_COLUMNS: HIDDEN_COLUMNS,
    MarkKind.HIDDEN_SHEET: HIDDEN_SHEET,
    MarkKind.HIDDEN_TEXT: HIDDEN_TEXT,
    MarkKind.COMMENT: COMMENT,
    MarkKind.TRACKED_CHANGE: TRACKED,
    MarkKind.AUTHOR: AUTHOR,
    MarkKind.GPS: GPS,
    MarkKind.EMBEDDED: EMBEDDED,
    MarkKind.MACRO: MACRO,
    MarkKind.ACTIVE_CONTENT: ACTIVE,
    MarkKind.TOO_LARGE: TOO_LARGE,
    MarkKind.UNREADABLE: UNREADABLE,
    MarkKind.ENCRYPTED: ENCRYPTED,
    MarkKind.NO_TEXT_LAYER: NO_TEXT,
    MarkKind.HIDDEN_FIGURES: HIDDEN_FIGURES,
}
