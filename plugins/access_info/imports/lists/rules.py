"""Lists in office files that cannot be found, placed or written (TT771–TT789)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

NO_LIST = Rule(
    code="TT771",
    severity=Severity.ERROR,
    title="Không thấy bảng danh mục",
    message="Không bảng nào trong tệp có hàng tiêu đề của một danh mục{seen}.",
    cure="Kiểm tra hàng tiêu đề: cần cột tên thông tin (hoặc số, ký hiệu) và ít nhất hai cột khác như "
    "STT, ngày ban hành, hình thức công khai, đơn vị phụ trách.",
    why="Máy tìm danh mục theo chữ ở hàng tiêu đề, không theo vị trí trong tệp.",
)
PARAGRAPHS = Rule(
    code="TT772",
    severity=Severity.ERROR,
    title="Danh mục viết thành đoạn văn",
    message="Danh mục trong tệp viết thành các đoạn văn ({count} đoạn), không phải bảng.",
    cure="Bôi đen các đoạn ấy, vào Insert → Table → Convert Text to Table, thêm một hàng tiêu đề (STT, Tên "
    "thông tin, Số, ký hiệu…), lưu lại rồi nhập tệp.",
    why="Từ đoạn văn không biết được đâu là tên, đâu là số, ngày, đơn vị; đoán thì dễ sai.",
)
OTHER_LIST = Rule(
    code="TT773",
    severity=Severity.ERROR,
    title="Bảng của danh mục khác",
    message="Bảng trong tệp là {found}, không phải {wanted}.",
    cure="Chạy lại lệnh với --list {list}.",
    why="Đưa nhầm thông tin có điều kiện vào danh mục công khai là công khai điều chưa được phép.",
)
DAY_UNREAD = Rule(
    code="TT774",
    severity=Severity.WARNING,
    title="Không đọc được ngày",
    message="{cell}: “{text}” không phải một ngày, tháng hay năm đọc được; giữ trong ghi chú.",
    cure="Sửa ô thành ngày/tháng/năm, ví dụ 03/9/2026, rồi nhập lại. Chữ không phải ngày, như "
    "“hằng tháng”, thì cứ để.",
    why="Trường ngày ban hành chỉ nhận ngày, tháng hoặc năm.",
)
LINK_UNSAFE = Rule(
    code="TT775",
    severity=Severity.WARNING,
    title="Liên kết không dùng được",
    message="{cell}: liên kết “{text}” không phải địa chỉ trang mạng, không lấy.",
    cure="Thay bằng địa chỉ bắt đầu bằng https://, hoặc xóa liên kết.",
    why="Đường dẫn trên máy riêng thì người dân không mở được; liên kết lạ có thể gây hại.",
)
LINK_MISSING = Rule(
    code="TT776",
    severity=Severity.WARNING,
    title="Có chữ “xem tại đây” mà không có liên kết",
    message="{cell}: ghi “{text}” nhưng ô không gắn liên kết nào, không lấy.",
    cure="Gắn liên kết vào ô (Ctrl+K), hoặc gõ thẳng địa chỉ.",
    why="Chép chữ mà không chép liên kết thì địa chỉ mất.",
)
ROW_UNPLACED = Rule(
    code="TT777",
    severity=Severity.WARNING,
    title="Hàng không thành mục nào",
    message="{cell}: hàng có nội dung nhưng {reason}, không nhập.",
    cure="Điền tên thông tin vào hàng này, hoặc xóa hàng.",
    why="Mỗi mục của danh mục phải có tên hoặc số, ký hiệu.",
)
TOO_LONG_TEXT = Rule(
    code="TT778",
    severity=Severity.ERROR,
    title="Chữ trong ô quá dài",
    message="{cell}: cột “{label}” dài {length} chữ, nhiều hơn {most}.",
    cure="Rút gọn chữ trong ô, hoặc tách thành nhiều hàng.",
    why="Một trường dài bất thường thường là cả văn bản bị dán nhầm vào một ô.",
)
UNREADABLE_LIST = Rule(
    code="TT779",
    severity=Severity.ERROR,
    title="Danh mục hiện có đang lỗi",
    message="Danh mục hiện có trong “{file}” đang có lỗi nên không so được.",
    cure="Chạy access-info check để xem và sửa lỗi ấy trước, rồi nhập lại.",
    why="So với một danh mục đọc thiếu thì sẽ thêm trùng hoặc bỏ sót mục.",
)
WOULD_NOT_LOAD = Rule(
    code="TT780",
    severity=Severity.ERROR,
    title="Kết quả nhập sẽ không đọc được",
    message="Tệp “{file}” sau khi nhập sẽ có lỗi [{code}] {said}, nên không ghi gì.",
    cure="Sửa ô tương ứng trong tệp nguồn rồi nhập lại.",
    why="Không bao giờ thay một danh mục đang đọc được bằng một danh mục không đọc được.",
)
EMPTY = Rule(
    code="TT781",
    severity=Severity.ERROR,
    title="Bảng không có mục nào",
    message="{table}: có hàng tiêu đề của danh mục nhưng không có mục nào bên dưới.",
    cure="Kiểm tra xem đã chọn đúng tệp, đúng trang tính chưa; điền các mục vào bảng rồi nhập lại.",
    why="Nhập một danh mục rỗng chỉ có thể làm mất các mục đang có.",
)
TURNED = Rule(
    code="TT782",
    severity=Severity.ERROR,
    title="Bảng xoay ngang",
    message="{table}: các tiêu đề xếp dọc trong một cột, không nằm trên một hàng.",
    cure="Trong Excel: chép cả bảng, vào Paste Special, đánh dấu Transpose rồi dán sang trang tính mới; mỗi "
    "mục của danh mục là một hàng. Lưu lại rồi nhập tệp.",
    why="Máy đọc mỗi hàng thành một mục; bảng xoay ngang thì mỗi hàng lại là một loại dữ kiện.",
)
