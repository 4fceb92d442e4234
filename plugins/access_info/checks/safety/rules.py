"""What the secrecy gate looks for in text (TT601–TT639): marks, personal data, passwords, waivers.

What each rule says, why, and by which examples it is tried stands in `data/*.yml`. Facts: Law
117/2025/QH15 and Decree 63/2026/NĐ-CP on state secrets, Decree 30/2020/NĐ-CP on marks, Law 91/2025/QH15
and Decree 356/2025/NĐ-CP on personal data. Article 16 of Law 91/2025 was read in a copy only, which the
texts say ("chưa xác minh").
"""

from __future__ import annotations

from access_info.checks.safety.rule_files import rule_file
from access_info.model.signatures import FileSignatureState
from access_info.office_files.limits import LIMITS, MEGABYTE, Purpose
from access_info.problems import Rule, Severity
from access_info.scanning import MarkKind

# In the order of their codes.
FILES = ("marks", "numbers", "person_rules", "grounds", "credentials", "waiver_rules")

_marks = rule_file("marks").rules
SECRET = _marks["SECRET"]
RECALLED = _marks["RECALLED"]
INTERNAL = _marks["INTERNAL"]
REVIEW_MARK = _marks["REVIEW_MARK"]
DECLASSIFIED = _marks["DECLASSIFIED"]

_numbers = rule_file("numbers").rules
IDENTITY = _numbers["IDENTITY"]
OLD_IDENTITY = _numbers["OLD_IDENTITY"]
PASSPORT = _numbers["PASSPORT"]
MOBILE = _numbers["MOBILE"]
EMAIL = _numbers["EMAIL"]
FREE_MAILBOX = _numbers["FREE_MAILBOX"]
ACCOUNT = _numbers["ACCOUNT"]
INSURANCE = _numbers["INSURANCE"]
PLATE = _numbers["PLATE"]
CONTACT = _numbers["CONTACT"]

_persons = rule_file("person_rules").rules
BIRTH = _persons["BIRTH"]
HOME = _persons["HOME"]
OFFENCE = _persons["OFFENCE"]
HEALTH = _persons["HEALTH"]
ORIGIN = _persons["ORIGIN"]
BIOMETRIC = _persons["BIOMETRIC"]
VULNERABLE = _persons["VULNERABLE"]
NAMED_PEOPLE = _persons["NAMED_PEOPLE"]
LISTED_PEOPLE = _persons["LISTED_PEOPLE"]
NAMES = _persons["NAMES"]
OF_OFFICIAL = _persons["OF_OFFICIAL"]

STATED_GROUND = rule_file("grounds").rules["STATED_GROUND"]
PASSWORD = rule_file("credentials").rules["PASSWORD"]

_waivers = rule_file("waiver_rules").rules
NOT_WAIVABLE = _waivers["NOT_WAIVABLE"]
INCOMPLETE_WAIVER = _waivers["INCOMPLETE_WAIVER"]
UNKNOWN_RULE = _waivers["UNKNOWN_RULE"]
LAPSED_WAIVER = _waivers["LAPSED_WAIVER"]
UNUSED_WAIVER = _waivers["UNUSED_WAIVER"]


_PEOPLE = (
    "Người soạn thường quên phần này, mà ai tải tệp về cũng xem được: có thể lộ bí mật hoặc dữ liệu cá "
    "nhân (Luật 117/2025/QH15, Luật 91/2025/QH15)."
)
_AFTER = "Thay tệp trong thư mục tep/; nếu có lý do để giữ thì ghi “mien_tru” ở mục."


def _hidden(code: str, title: str, what: str, cure: str, why: str = _PEOPLE) -> Rule:
    """Return a rule for what is hidden in an attachment and would go out with it; it withholds the file.

    Args:
        code: `TT…`.
        title: Short name of the rule.
        what: The end of the message: what the file has.
        cure: How to take it out; advice to replace the file follows.
        why: Why it must not be published.
    """
    return Rule(
        code=code,
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


SIGNATURE_BROKEN = Rule(
    code="TT655",
    title="Chữ ký số không còn nguyên vẹn",
    message="{where}: nội dung không còn đúng như khi được ký số{detail}.",
    cure="Xin người ký gửi lại tệp gốc, tải lên nguyên như thế: không mở ra lưu lại, không nén, không "
    "ghép trang. Không còn tệp gốc thì đăng bản không mang chữ ký số.",
    why="Nội dung hoặc chữ ký đã bị đổi sau khi ký. Người đọc mở tệp sẽ thấy báo chữ ký sai, và không ai "
    "biết chỗ nào bị sửa.",
    withholds=True,
)
SIGNATURE_UNJUDGED = Rule(
    code="TT656",
    title="Máy này không xét được chữ ký số",
    message="{where}: có chữ ký số, mà máy này chưa có phần xét chữ ký số{detail}.",
    cure='Cài phần ấy rồi chạy lại: pip install "tiep-can-thong-tin[signatures]".',
    why="Chưa xét thì không biết tệp có còn như khi được ký, nên tệp chưa được đăng. Tệp không mang chữ ký số "
    "không cần phần ấy.",
    withholds=True,
)
CHANGED_AFTER_SIGNING = Rule(
    code="TT665",
    severity=Severity.WARNING,
    title="Tệp được sửa thêm sau khi ký số",
    message="{where}: phần đã ký còn nguyên, nhưng có phần sửa thêm sau khi ký số{detail}.",
    cure="Hỏi người ký sửa thêm gì. Nội dung khác bản đã ký thì xin tệp gốc, hoặc ký lại rồi tải lên.",
    why="Điều hiện ra khi mở tệp có thể khác điều người ký đã ký. Ký thêm, điền biểu mẫu, đóng dấu thời "
    "gian không bị coi là sửa.",
)
SIGNATURE_UNREADABLE = Rule(
    code="TT666",
    severity=Severity.WARNING,
    title="Chữ ký số không đọc được",
    message="{where}: có chữ ký số nhưng không đọc được{detail}.",
    cure="Mở tệp bằng phần mềm đọc PDF xem chữ ký còn đúng không. Không đúng thì xin người ký tệp gốc, "
    "hoặc ký lại; đúng thì để vậy.",
    why="Không đọc được chữ ký thì không biết tệp có còn như khi ký; trang nói đúng như thế.",
)
OF_SIGNATURE_STATE: dict[FileSignatureState, Rule] = {
    FileSignatureState.BROKEN: SIGNATURE_BROKEN,
    FileSignatureState.UNJUDGED: SIGNATURE_UNJUDGED,
    FileSignatureState.CHANGED: CHANGED_AFTER_SIGNING,
    FileSignatureState.UNREADABLE: SIGNATURE_UNREADABLE,
}
