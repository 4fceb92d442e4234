"""What the gate says of digital signatures of attachments (TT655, TT656, TT665, TT666).

Facts: Law 20/2023/QH15 on electronic transactions; ISO 32000-2, 12.8, on what a signature covers and
what may come after it.
"""

from __future__ import annotations

from access_info.model.signatures import FileSignatureState
from access_info.problems import Rule, Severity

BROKEN = Rule(
    code="TT655",
    severity=Severity.ERROR,
    title="Chữ ký số không còn nguyên vẹn",
    message="{where}: nội dung không còn đúng như khi được ký số{detail}.",
    cure="Xin người ký gửi lại tệp gốc, tải lên nguyên như thế: không mở ra lưu lại, không nén, không "
    "ghép trang. Không còn tệp gốc thì đăng bản không mang chữ ký số.",
    why="Nội dung hoặc chữ ký đã bị đổi sau khi ký. Người đọc mở tệp sẽ thấy báo chữ ký sai, và không ai "
    "biết chỗ nào bị sửa.",
    withholds=True,
)
UNJUDGED = Rule(
    code="TT656",
    severity=Severity.ERROR,
    title="Máy này không xét được chữ ký số",
    message="{where}: có chữ ký số, mà máy này chưa có phần xét chữ ký số{detail}.",
    cure='Cài phần ấy rồi chạy lại: pip install "tiep-can-thong-tin[signatures]".',
    why="Chưa xét thì không biết tệp có còn như khi được ký, nên tệp chưa được đăng. Tệp không mang chữ ký số "
    "không cần phần ấy.",
    withholds=True,
)
CHANGED = Rule(
    code="TT665",
    severity=Severity.WARNING,
    title="Tệp được sửa thêm sau khi ký số",
    message="{where}: phần đã ký còn nguyên, nhưng có phần sửa thêm sau khi ký số{detail}.",
    cure="Hỏi người ký sửa thêm gì. Nội dung khác bản đã ký thì xin tệp gốc, hoặc ký lại rồi tải lên.",
    why="Điều hiện ra khi mở tệp có thể khác điều người ký đã ký. Ký thêm, điền biểu mẫu, đóng dấu thời "
    "gian không bị coi là sửa.",
)
UNREADABLE = Rule(
    code="TT666",
    severity=Severity.WARNING,
    title="Chữ ký số không đọc được",
    message="{where}: có chữ ký số nhưng không đọc được{detail}.",
    cure="Mở tệp bằng phần mềm đọc PDF xem chữ ký còn đúng không. Không đúng thì xin người ký tệp gốc, "
    "hoặc ký lại; đúng thì để vậy.",
    why="Không đọc được chữ ký thì không biết tệp có còn như khi ký; trang nói đúng như thế.",
)
OF_STATE: dict[FileSignatureState, Rule] = {
    FileSignatureState.BROKEN: BROKEN,
    FileSignatureState.UNJUDGED: UNJUDGED,
    FileSignatureState.CHANGED: CHANGED,
    FileSignatureState.UNREADABLE: UNREADABLE,
}
