"""What keeps a form from becoming a change of the data (TT861–TT870)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

NO_FORM = Rule(
    code="TT861",
    severity=Severity.ERROR,
    title="Phiếu không theo biểu mẫu",
    message="Nội dung này không có câu trả lời nào của các biểu mẫu.",
    cure="Mời người gửi dùng một biểu mẫu, hoặc sửa phiếu cho có các dòng “### tên câu hỏi” như cũ.",
    why="Chỉ chép được câu trả lời dưới câu hỏi đã biết, không đoán ý trong văn xuôi.",
)
NOT_DATA = Rule(
    code="TT862",
    severity=Severity.ERROR,
    title="Phiếu không nói về dữ liệu",
    message="Phiếu “{form}” không lập thành thay đổi dữ liệu được.",
    cure="Chuyển phiếu cho người bảo trì mã nguồn; bỏ nhãn lập bản đề nghị.",
    why="Lỗi của trang web không nằm trong tệp dữ liệu của cơ quan.",
)
UNANSWERED = Rule(
    code="TT863",
    severity=Severity.ERROR,
    title="Phiếu thiếu câu trả lời",
    message="Câu “{question}” chưa có câu trả lời.",
    cure="Hỏi lại người gửi, sửa phiếu cho đủ, rồi gắn lại nhãn.",
    why="Thiếu câu này thì không biết sửa gì.",
)
UNCLEAR_AGENCY = Rule(
    code="TT864",
    severity=Severity.ERROR,
    title="Không rõ phiếu nói về cơ quan nào",
    message="Không thấy cơ quan nào khớp “{text}”.{hint}",
    cure="Sửa phiếu: ghi mã cơ quan (tên thư mục trong agencies/) hoặc địa chỉ đúng của trang.",
    why="Ghi vào nhầm thư mục thì cơ quan khác phải chịu trách nhiệm.",
)
CUT = Rule(
    code="TT865",
    severity=Severity.WARNING,
    title="Câu trả lời quá dài",
    message="Câu trả lời “{question}” dài quá {most} chữ nên chỉ chép phần đầu.",
    cure="Đọc phiếu gốc rồi viết lại cho gọn trong bản đề nghị.",
    why="Nội dung này hiện công khai trên trang của cơ quan.",
)
REDACTED = Rule(
    code="TT866",
    severity=Severity.WARNING,
    title="Đã lược thông tin của người gửi",
    message="Trong “{question}” đã lược: {what}.",
    cure="Đọc lại câu đã lược; còn sót thông tin riêng thì xóa, mất nghĩa thì viết lại.",
    why="Tên và cách liên hệ của người gửi không được vào dữ liệu công khai.",
)
UNKNOWN_ROW = Rule(
    code="TT867",
    severity=Severity.ERROR,
    title="Phiếu ghi mã mục không có",
    message="Cơ quan “{agency}” không có mục mã “{text}”.{hint}",
    cure="Sửa mã mục trong phiếu, hoặc để trống câu ấy, rồi gắn lại nhãn.",
    why="Lần đính chính dẫn tới mục này.",
)
BAD_NEW_ID = Rule(
    code="TT868",
    severity=Severity.ERROR,
    title="Mã cơ quan mới không dùng được",
    message="Mã “{text}” {reason}.",
    cure="Sửa câu “Mã cơ quan” trong phiếu thành chữ thường không dấu, số, gạch nối, chưa ai dùng; ví dụ "
    "“{suggested}”.",
    why="Mã là tên thư mục và là một phần của địa chỉ, không bao giờ đổi.",
)
UNCLEAR_DATE = Rule(
    code="TT869",
    severity=Severity.WARNING,
    title="Không hiểu ngày ghi trong phiếu",
    message="“{question}”: không hiểu ngày “{text}” nên để trống.",
    cure="Điền ngày dạng 2026-09-03 vào bản đề nghị.",
    why="Đoán sai ngày thì hạn tính từ ngày ấy cũng sai.",
)
NOT_TAKEN = Rule(
    code="TT870",
    severity=Severity.ERROR,
    title="Sổ đính chính không nhận nội dung trong phiếu",
    message="Chưa ghi được vào sổ đính chính của “{agency}”: {reason}",
    cure="Sửa phiếu theo lời trên rồi gắn lại nhãn, hoặc ghi bằng access-info correct.",
    why="Sổ đính chính công khai: mỗi dòng phải đọc được, không nêu tên người báo.",
)
