"""Lines that YAML takes otherwise than the editor meant (TT127 to TT137)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

PLAIN_LINES = Rule(
    code="TT127",
    severity=Severity.ERROR,
    title="Giá trị không có ngoặc kép kéo sang dòng sau",
    message="Dòng “{text}” bị đọc liền vào giá trị của dòng trên, “{first}”.",
    cure="Nếu đây là một trường hay một mục mới, sửa chỗ thụt đầu dòng, dấu gạch, dấu hai chấm của "
    "dòng này. Nếu là phần tiếp của giá trị trên, đặt cả giá trị trong ngoặc kép.",
    why="Giá trị không có ngoặc kép gộp cả dòng thụt vào ngay dưới nó mà không báo gì.",
    wrong="hinh_thuc:\n  - cong-tttdt\n   - niem-yet",
    right="hinh_thuc:\n  - cong-tttdt\n  - niem-yet",
)
NO_OPENING = Rule(
    code="TT128",
    severity=Severity.ERROR,
    title="Ngoặc kép không bao trọn giá trị",
    message="Dấu {quote} không mở ở đầu giá trị nên không bao trọn giá trị: “{text}”.",
    cure="Đặt cả giá trị trong ngoặc kép: {fix}",
    why="Không có dấu mở ở đầu thì dấu ngoặc bị coi là một phần của giá trị và hiện lên trang.",
    wrong='ten: Sở Mẫu"',
    right='ten: "Sở Mẫu"',
)
CURLY_QUOTES = Rule(
    code="TT129",
    severity=Severity.ERROR,
    title="Ngoặc kép cong",
    message="Giá trị đặt trong ngoặc kép cong của Word: {text}",
    cure="Dùng ngoặc kép thẳng: {fix}",
    why="Chỉ ngoặc kép thẳng bao được giá trị; ngoặc cong bị coi là một phần của giá trị.",
    wrong="ten: “Sở Mẫu”",
    right='ten: "Sở Mẫu"',
)
GLUED_COMMENT = Rule(
    code="TT130",
    severity=Severity.ERROR,
    title="Dấu # làm mất phần sau của giá trị",
    message="Từ dấu # trở đi bị coi là ghi chú, không phải giá trị: “{text}”.",
    cure="Đặt cả giá trị trong ngoặc kép: {fix}. Nếu đúng là ghi chú, thêm một dấu cách sau dấu #.",
    why="Ngoài ngoặc kép, dấu # đứng sau dấu cách mở một ghi chú; phần sau nó không được đọc.",
    wrong="ten: Văn bản #5",
    right='ten: "Văn bản #5"',
)
NO_DASH = Rule(
    code="TT131",
    severity=Severity.ERROR,
    title="Thiếu dấu gạch đầu dòng",
    message="Dòng này thiếu dấu gạch ở đầu: “{text}”.",
    cure="Viết “{fix}”, thẳng hàng với các mục cùng danh sách.",
    why="Mỗi mục của danh sách mở đầu bằng một dấu gạch và một dấu cách.",
    wrong='muc:\n  ma: "2026-001"\n- ma: "2026-002"',
    right='muc:\n- ma: "2026-001"\n- ma: "2026-002"',
)
EXTRA_DASH = Rule(
    code="TT132",
    severity=Severity.ERROR,
    title="Thừa dấu gạch đầu dòng",
    message="Dấu gạch ở đây thừa: “{text}”.",
    cure="Xóa dấu gạch, hoặc xóa cả dòng nếu sau nó không có gì; các trường của một mục phải thẳng "
    "hàng với nhau.",
    why="Dấu gạch mở một mục mới, nên các dòng sau không còn thuộc mục này.",
    wrong='muc:\n- - ma: "2026-001"\n  ten: "Quy chế"',
    right='muc:\n- ma: "2026-001"\n  ten: "Quy chế"',
)
STRAY_LINE = Rule(
    code="TT133",
    severity=Severity.ERROR,
    title="Dòng chữ không thuộc trường nào",
    message="Dòng “{text}” không thuộc trường nào.",
    cure="Nếu là ghi chú, thêm dấu # và một dấu cách ở đầu dòng. Nếu là phần tiếp của giá trị trên, "
    "đưa vào trong ngoặc kép của giá trị ấy. Nếu không thì xóa dòng.",
    why="Mỗi dòng là một trường, một mục của danh sách, hoặc một ghi chú.",
    wrong='ten: "Sở Mẫu"\nGhi thêm một câu',
    right='ten: "Sở Mẫu"\n# Ghi thêm một câu',
)
AFTER_BRACKET = Rule(
    code="TT134",
    severity=Severity.ERROR,
    title="Còn chữ sau dấu ngoặc đóng",
    message="Sau dấu ngoặc đóng vẫn còn chữ: “{text}”.",
    cure="Xóa phần thừa. Nếu cả dòng là một câu chữ, đặt trong ngoặc kép: {fix}",
    why="Dấu [ và { mở đầu giá trị là mở một danh sách; sau dấu đóng không được có gì nữa.",
    wrong="ten: [Dự thảo] Quy chế",
    right='ten: "[Dự thảo] Quy chế"',
)
DASH_BEHIND_KEY = Rule(
    code="TT135",
    severity=Severity.ERROR,
    title="Mở danh sách ngay trên dòng của tên trường",
    message="Dấu gạch không được đứng ngay sau tên trường: “{text}”.",
    cure="Xuống dòng rồi mới viết dấu gạch. Nếu đây là chữ bình thường, đặt trong ngoặc kép: {fix}",
    why="Mỗi mục của danh sách nằm trên dòng của mình.",
    wrong="hinh_thuc: - niem-yet",
    right='hinh_thuc:\n  - "niem-yet"',
)
NO_COMMA = Rule(
    code="TT136",
    severity=Severity.ERROR,
    title="Thiếu dấu phẩy trong ngoặc",
    message="Giữa các giá trị trong ngoặc {bracket}{closing} phải có dấu phẩy: “{text}”.",
    cure="Thêm dấu phẩy và một dấu cách giữa hai giá trị; giá trị nào có dấu riêng thì đặt trong ngoặc "
    "kép.",
    why="Trong ngoặc, dấu phẩy ngăn giá trị này với giá trị kia.",
    wrong="niem_yet: {tu: 2026-09-03 den: 2026-10-03}",
    right="niem_yet: {tu: 2026-09-03, den: 2026-10-03}",
)
EMPTY_BEFORE_LIST = Rule(
    code="TT137",
    severity=Severity.ERROR,
    title="Giá trị trống đứng trước danh sách",
    message="“{text}” nghĩa là trường này trống, nhưng ngay dưới lại có nội dung: “{first}”.",
    cure="Xóa {empty} ở dòng này: chỉ viết “{fix}”.",
    why="Dấu [] khai một danh sách không có mục nào, nên các mục viết dưới nó không thuộc trường nào.",
    wrong='muc: []\n- ma: "2026-001"\n  ten: "Nội quy"',
    right='muc:\n- ma: "2026-001"\n  ten: "Nội quy"',
)
